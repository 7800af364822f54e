"""What is left of the explorer where no widget can be: converted, on paper, and on a site that takes HTML apart."""

from __future__ import annotations

import re

import bleach
import nbformat
import pytest
from nbclient import NotebookClient
from nbconvert import HTMLExporter

from tests.page.test_still import SHOWN, each_shown
from tests.pages import parsed

# What GitHub lets pass, as html-pipeline has it (lib/html/pipeline/sanitization_filter.rb): pictures come from an
# address, so one that is its own address goes, and its text stays. A style sheet goes with what it holds.
GITHUB = {
    "tags": {
        *(
            "a",
            "b",
            "blockquote",
            "br",
            "code",
            "dd",
            "del",
            "details",
            "div",
            "dl",
            "dt",
            "em",
            "h1",
            "h2",
            "h3",
            "h4",
        ),
        *("h5", "h6", "hr", "i", "img", "ins", "kbd", "li", "ol", "p", "pre", "q", "rp", "rt", "ruby", "s", "samp"),
        *("strike", "strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"),
    },
    "attributes": {"*": ["alt", "lang", "open", "scope", "title", "width"], "a": ["href"], "img": ["src"]},
    "protocols": {"http", "https", "mailto"},
    "strip": True,
}
STYLE = re.compile(r"<style>.*?</style>", flags=re.DOTALL)


@pytest.fixture(scope="module")
def stored():
    """Return a notebook that has shown an explorer."""
    source = "import kuntaverkostot as kv\nkv.explore(kv.load_dataset(), language='en')"
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source)])
    NotebookClient(notebook, store_widget_state=False).execute()
    return notebook


@pytest.fixture(scope="module")
def still(stored):
    """Return what the notebook holds as HTML."""
    return stored.cells[0].outputs[-1].data["text/html"]


def _assert_names_everything(text):
    for name in ("Regional cities", "Loviisa", "Uusimaa Regional Council"):
        assert name in text


def test_github_leaves_the_list_and_the_text_of_the_picture(still):
    left = parsed(bleach.clean(STYLE.sub("", still), **GITHUB))
    (image,) = left.every("img")
    assert image["alt"].startswith("Diagram: 31 networks, 308 municipalities")
    assert left.one("details").one("summary").text == "The same as a list"
    _assert_names_everything(left.one("details").text)


@each_shown
def test_github_leaves_the_list_of_whatever_else_is_shown(small, name):
    shown = SHOWN[name](small, "en")._repr_mimebundle_()["text/html"]
    left = parsed(bleach.clean(STYLE.sub("", shown), **GITHUB))
    (image,) = left.every("img")
    assert image["alt"].endswith(".")
    assert "Regional cities" in left.one("details").text


@pytest.mark.parametrize("sanitised", [False, True])
def test_the_converted_explorer_is_picture_and_list_on_a_screen_and_on_paper(stored, browser, sanitised):
    document, _ = HTMLExporter(sanitize_html=sanitised).from_notebook_node(stored)
    page = browser.new_page(viewport={"width": 1000, "height": 800})
    # nbconvert's template fetches scripts for mathematics.
    page.route("**/*", lambda route: route.abort())
    page.set_content(document, wait_until="domcontentloaded")
    for medium in ("screen", "print"):
        page.emulate_media(media=medium)
        seen = page.locator("main").inner_text()
        assert "31 networks, 308 municipalities" in seen
        assert [sign for sign in ("base64,", "display:none", "widget") if sign in seen] == []
        if not sanitised:
            assert page.locator(".kuntaverkostot-still img").bounding_box()["height"] > 100
    # Sanitised, the list stands open. Nobody can open it on paper, either.
    assert "Loviisa" in seen
    if not sanitised:
        listed = page.locator(".kuntaverkostot-still details ul").first
        assert listed.evaluate("list => list.checkVisibility({contentVisibilityAuto: true})")
    assert len(page.pdf()) > 10_000
    page.close()
