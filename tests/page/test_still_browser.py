"""What a notebook shows in a browser when it was converted: live on a screen, still on paper and sanitised."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from nbconvert import HTMLExporter

from tests.page.test_still import SHOWN, each_shown, notebook_with

if TYPE_CHECKING:
    from playwright.sync_api import Page

HEIGHT = "selector => Math.round(document.querySelector(selector)?.getBoundingClientRect().height ?? -1)"
STILL = ".kuntaverkostot-still"


@pytest.fixture
def opened(browser, small):
    """Return what opens a notebook in which something was shown, as nbconvert writes it."""
    pages = []

    def open_it(name: str, *, language: str = "en", **settings: bool) -> Page:
        shown = SHOWN[name](small, language)._repr_mimebundle_()
        document, _ = HTMLExporter(**settings).from_notebook_node(notebook_with(shown))
        page = browser.new_page(viewport={"width": 1000, "height": 800})
        pages.append(page)
        # nbconvert's template fetches scripts for mathematics.
        page.route("**/*", lambda route: route.abort())
        page.set_content(document, wait_until="domcontentloaded")
        return page

    yield open_it
    for page in pages:
        page.close()


@each_shown
def test_on_a_screen_it_is_live_and_nothing_comes_twice(opened, name):
    page = opened(name)
    assert page.evaluate(HEIGHT, "iframe") > 100
    assert page.evaluate(HEIGHT, STILL) == 0


@each_shown
def test_on_paper_picture_and_list_stand_in_its_place(opened, name):
    page = opened(name)
    page.emulate_media(media="print")
    assert page.evaluate(HEIGHT, "iframe") == 0
    assert page.evaluate(HEIGHT, f"{STILL} img") > 100
    # Nobody can open the list on paper.
    assert page.evaluate(HEIGHT, f"{STILL} :is(ul, table)") > 60
    assert len(page.pdf()) > 10_000


@each_shown
def test_sanitised_nothing_of_the_source_is_seen(opened, name):
    page = opened(name, sanitize_html=True)
    seen = page.locator("main").inner_text()
    assert "Regional cities" in seen
    assert [sign for sign in ("iframe", "base64,", "@media", "srcdoc") if sign in seen] == []
    assert page.evaluate("document.documentElement.scrollHeight") < 2000


# As each front end of notebooks names its theme: light, and dark.
NAMED = {
    "JupyterLab": ('data-jp-theme-light="true"', 'data-jp-theme-light="false"'),
    "VS Code": ('class="vscode-light"', 'class="vscode-dark"'),
    "VS Code, high contrast": (
        'class="vscode-high-contrast vscode-high-contrast-light"',
        'class="vscode-high-contrast"',
    ),
    "Colab": ('theme="light"', 'theme="dark"'),
    "marimo": ('class="light light-theme"', 'class="dark dark-theme"'),
}


@pytest.mark.parametrize("front", NAMED)
def test_the_theme_of_a_frame_is_that_of_the_notebook(browser, small, front):
    shown = SHOWN["matrix"](small, "en")._repr_mimebundle_()["text/html"]
    grounds = []
    for attribute in NAMED[front]:
        for scheme in ("light", "dark"):
            session = browser.new_context(color_scheme="null")
            page = session.new_page()
            page.set_content(f"<!DOCTYPE html><style>:root{{color-scheme:{scheme}}}</style><body {attribute}>{shown}")
            body = page.locator("iframe").content_frame.locator("body")
            grounds.append(body.evaluate("body => getComputedStyle(body).backgroundColor"))
            session.close()
    assert grounds[0] == grounds[1] != grounds[2] == grounds[3]
