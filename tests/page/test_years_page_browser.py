"""Stepping through days in a browser: slider, buttons, keyboard, address, what is announced, and paper."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

import kuntaverkostot as kv
from kuntaverkostot.diagram.inlining import framed
from kuntaverkostot.page.comparison_page import compare_page
from kuntaverkostot.page.document import SANDBOX
from tests.page.test_accessibility_browser import CHECK, RULES

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

DAYS = [f"{year}-12-31" for year in range(2018, 2025)]
CHANGED = "31.12.2020. 2 uutta jäsenyyttä ja 1 päättynyt jäsenyys 1 verkostossa."
SAME = "31.12.2021. Jäsenyyksissä ei ole muutoksia."


@pytest.fixture(scope="module")
def path(real: kv.Dataset, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the page of all days as a file."""
    return compare_page(real, dates=DAYS, language="fi").write(tmp_path_factory.mktemp("years") / "years.html")


@pytest.fixture
def opened(browser: Browser, path: Path) -> Iterator[Page]:
    """Return the page, opened."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(path.as_uri())
    page.locator("html.interactive").wait_for()
    yield page
    context.close()


def heading(page: Page) -> list[str]:
    """Return the headings of the days whose list is shown."""
    return page.locator(".day:visible h3").first.all_text_contents()


def fragment(page: Page) -> str:
    """Return what the address says of the page."""
    return page.url.partition("#")[2]


def test_it_opens_on_the_first_day_on_which_something_changed(opened):
    assert (heading(opened), fragment(opened)) == (["31.12.2019 → 31.12.2020"], "")
    assert opened.locator("#day").get_attribute("aria-valuetext") == CHANGED
    assert opened.locator("#status").text_content() == ""
    assert opened.locator(".day:visible").count() == 1


def test_buttons_step_and_say_so_once(opened):
    following = opened.get_by_role("button", name="Seuraava päivä")
    following.click()
    assert (heading(opened), fragment(opened)) == (["31.12.2020 → 31.12.2021"], "date=2021-12-31")
    assert opened.locator("#status").text_content() == SAME
    assert opened.locator("#day").input_value() == "3"
    for _ in range(5):
        following.press("Enter")
    # At the end the button keeps the focus, and does nothing.
    assert fragment(opened) == "date=2024-12-31"
    assert following.get_attribute("aria-disabled") == "true"
    assert opened.evaluate("document.activeElement.getAttribute('aria-label')") == "Seuraava päivä"


def test_the_keyboard_moves_the_slider_which_says_where_it_is(opened):
    slider = opened.get_by_role("slider", name="Päivä, jonka jäsenyydet näytetään")
    slider.press("ArrowRight")
    assert (slider.get_attribute("aria-valuetext"), heading(opened)) == (SAME, ["31.12.2020 → 31.12.2021"])
    # A screen reader says the value of a slider; nothing is said twice.
    assert opened.locator("#status").text_content() == ""
    slider.press("Home")
    assert (fragment(opened), heading(opened)) == ("date=2018-12-31", ["31.12.2018"])
    slider.press("End")
    assert (fragment(opened), heading(opened)) == ("date=2024-12-31", ["31.12.2023 → 31.12.2024"])


def test_details_legend_and_files_are_those_of_the_day(opened):
    opened.evaluate("location.hash = 'date=2018-12-31&node=m-235'")
    details = opened.locator("#details")
    details.get_by_text("9 615 asukasta 31.12.2018, raja alle 10 000").wait_for()
    legend = opened.locator("#legend [data-node='n-pienet-kunnat'] .count")
    assert legend.text_content().replace("\u00a0", " ") == "210 kuntaa"
    opened.locator("#day").press("ArrowRight")
    opened.locator("#day").press("ArrowRight")
    details.get_by_text("Kauniainen: ei enää jäsenenä verkostossa ”Pienet kunnat”").wait_for()
    assert "raja alle" not in details.inner_text()
    assert legend.text_content().replace("\u00a0", " ") == "211 kuntaa"
    assert fragment(opened) == "date=2020-12-31&node=m-235"
    with opened.expect_download() as download:
        opened.locator("summary", has_text="Jaa ja lataa").click()
        opened.get_by_role("button", name="CSV").click()
    assert "Pienet kunnat" not in download.value.path().read_text("utf-8-sig")


def test_the_address_leads_to_a_day_and_back(browser: Browser, path: Path):
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{path.as_uri()}#date=2019-12-31&node=m-049")
    page.locator("#details h3", has_text="Espoo").wait_for()
    assert heading(page) == ["31.12.2018 → 31.12.2019"]
    page.evaluate("location.hash = 'date=2020-12-31'")
    page.locator(".day:visible h3", has_text="31.12.2019 → 31.12.2020").wait_for()
    page.go_back()
    page.locator("#details h3", has_text="Espoo").wait_for()
    assert heading(page) == ["31.12.2018 → 31.12.2019"]
    for nonsense in ("date=1999-01-01", "date=%E0%A4%A", "date="):
        page.evaluate("(hash) => { location.hash = hash; }", nonsense)
        assert heading(page) == ["31.12.2018 → 31.12.2019"]
    context.close()


def drawn(page: Page) -> str:
    """Return what is on the canvas."""
    return str(page.locator("#canvas canvas").evaluate("(canvas) => canvas.toDataURL()"))


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_the_diagram_steps_at_once_and_keeps_its_places(browser: Browser, path: Path, motion):
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion=motion)
    page = context.new_page()
    page.goto(f"{path.as_uri()}#date=2021-12-31")
    page.locator("html.interactive").wait_for()
    page.get_by_role("button", name="Suurenna").click()
    before = drawn(page)
    # On these two days nobody moved.
    page.locator("#day").press("ArrowRight")
    assert drawn(page) == before
    page.locator("#day").press("ArrowLeft")
    page.locator("#day").press("ArrowLeft")
    changed = drawn(page)
    assert changed != before
    page.wait_for_timeout(700)
    assert drawn(page) == changed
    page.locator("#day").press("ArrowRight")
    assert drawn(page) == before
    context.close()


def test_without_scripts_and_on_paper_all_days_are_there(browser: Browser, opened, path: Path):
    opened.emulate_media(media="print")
    assert opened.locator(".day:visible").count() == 7
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(path.as_uri())
    assert page.locator(".day:visible").count() == 7
    assert page.locator("svg.picture").is_visible()
    assert not page.locator("#steps").is_visible()
    context.close()


def test_in_the_frame_of_a_notebook_it_steps_without_an_address(browser: Browser, path: Path, tmp_path):
    frame = framed(path.read_text("utf-8"), title="Vuodet", height=900, sandbox=SANDBOX)
    around = tmp_path / "notebook.html"
    around.write_text(f"<!DOCTYPE html><title>Muistikirja</title>{frame}", encoding="utf-8")
    context = browser.new_context()
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(around.as_uri())
    inside = page.frame_locator("iframe")
    inside.get_by_role("button", name="Seuraava päivä").click()
    assert inside.locator("#status").text_content() == SAME
    assert inside.locator(".day.shown h3").first.text_content() == "31.12.2020 → 31.12.2021"
    assert errors == []
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
def test_a_checker_finds_nothing_and_nothing_is_too_wide(browser: Browser, path: Path, scheme, width):
    from axe_playwright_python.base import AXE_SCRIPT  # noqa: PLC0415 - only where there is a browser

    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.goto(f"{path.as_uri()}#date=2020-12-31&node=m-235")
    page.locator("#details h3").wait_for()
    assert requests == [path.as_uri()]
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.evaluate(AXE_SCRIPT)
    assert page.evaluate(CHECK, [["html"], [], {}, RULES]) == []
    context.close()
