"""The first screen of the page, and what folds: reached by links, keys, addresses, on paper and without scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kuntaverkostot.text.language import LANGUAGES, say
from tests.browser_engines import sheets
from tests.visits import PHONE, WIDE, heading, is_seen, redrawn

if TYPE_CHECKING:
    from playwright.sync_api import Page

MOST_HEIGHT = 6000  # CSS pixels of a page on a desktop with everything closed
MOST_STOPS = 60  # of the Tab key there
MOST_SHEETS = 20  # of A4
# Whether each of the elements is seen: nothing that holds it is closed.
CLOSED = "(selector) => [...document.querySelectorAll(selector)].map((one) => one.checkVisibility())"


@pytest.fixture(params=LANGUAGES)
def page(visit, request) -> Page:
    return visit(request.param, folded=True)


def _box(page: Page, selector: str) -> dict[str, float]:
    box = page.locator(selector).bounding_box()
    assert box is not None
    return dict(box)


def test_the_first_screen_has_the_name_the_search_and_the_whole_diagram(page):
    width, height = WIDE
    for part in ("h1", ".lead", "#find", "#canvas"):
        box = _box(page, part)
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= height, part
        assert box["x"] + box["width"] <= width
    assert page.evaluate("document.documentElement.scrollHeight") <= MOST_HEIGHT


@pytest.mark.parametrize("language", LANGUAGES)
def test_on_a_phone_it_has_the_upper_third_of_the_diagram(visit, language):
    page = visit(language, size=PHONE, folded=True, has_touch=True, is_mobile=True)
    canvas = _box(page, "#canvas")
    assert canvas["y"] + canvas["height"] / 3 <= PHONE[1]
    assert _box(page, "#find")["y"] < canvas["y"]


def test_few_tabs_lead_through_the_page(page):
    page.locator("h1").evaluate("(one) => { one.tabIndex = -1; one.focus(); }")
    stops = 0
    while page.evaluate("document.activeElement !== document.body") and stops <= MOST_STOPS:
        page.keyboard.press("Tab")
        stops += 1
    assert stops <= MOST_STOPS


def test_arrow_keys_lead_through_the_buttons_of_the_view(visit):
    page = visit("en", folded=True)
    page.get_by_role("button", name=say("en", "tool.zoom_in")).focus()
    for key, name in (("ArrowLeft", "down"), ("ArrowRight", "zoom_in"), ("End", "down"), ("Home", "zoom_in")):
        page.keyboard.press(key)
        assert page.locator(":focus").get_attribute("aria-label") == say("en", f"tool.{name}")
    page.keyboard.press("Tab")
    assert page.locator(":focus").get_attribute("class") == "here"


def test_all_open_and_all_close(page):
    folds = page.locator("#list details").count()
    assert folds > 50
    assert page.locator("#list details[open]").count() == 0
    language = page.locator("html").get_attribute("lang")
    page.get_by_role("button", name=say(language, "page.open_all")).click()
    assert page.locator("#list details[open]").count() == folds
    page.get_by_role("button", name=say(language, "page.close_all")).click()
    assert page.locator("#list details[open]").count() == 0


def test_a_link_to_a_municipality_opens_its_letter_and_chooses_it(visit):
    page = visit("fi", folded=True)
    assert page.evaluate(CLOSED, "#m-434") == [False]
    page.locator("#n-seutukaupungit > summary").click()
    page.locator("#n-seutukaupungit a[href='#m-434']").click()
    redrawn(page)
    assert page.evaluate(CLOSED, "#m-434") == [True]
    assert is_seen(page, "#m-434")
    assert heading(page) == "Loviisa"


@pytest.mark.parametrize("goal", ["m-434", "n-kehyskunnat", "l-3", "overlaps", "sources"])
def test_an_address_opens_what_it_leads_into(visit, goal):
    page = visit("fi", fragment=f"#{goal}", folded=True)
    assert page.evaluate(CLOSED, f"#{goal}") == [True]
    # A part that is one fold is open, too.
    for fold in page.locator(f"#{goal} > details.part").all():
        assert fold.evaluate("(one) => one.open")


def test_the_place_in_the_list_of_what_is_chosen_opens(visit):
    page = visit("fi", folded=True)
    page.locator("#find").fill("loviisa")
    page.locator("#find").press("Enter")
    page.locator("#details").get_by_role("link", name=say("fi", "tool.to_list")).click()
    redrawn(page)
    assert page.evaluate(CLOSED, "#m-434") == [True]


@pytest.mark.parametrize("language", LANGUAGES)
def test_on_paper_nothing_is_folded_and_there_is_little_air(visit, language):
    page = visit(language, folded=True)
    assert 8 < sheets(page.pdf(format="A4")) <= MOST_SHEETS
    # On screen all is as it was.
    assert page.locator("details[open]").count() == 0
    page.emulate_media(media="print")
    assert all(page.evaluate(CLOSED, "#list li[id], #list .members li, #sources li, #overlaps table"))


@pytest.mark.parametrize("media", ["screen", "print"])
def test_without_scripts_everything_can_be_opened(visit, media):
    page = visit("sv", java_script_enabled=False, folded=True)
    page.emulate_media(media=media)
    if media == "screen":
        assert page.evaluate(CLOSED, "#n-kehyskunnat li") == [False] * page.locator("#n-kehyskunnat li").count()
        page.locator("#n-kehyskunnat > summary").click()
    assert all(page.evaluate(CLOSED, "#n-kehyskunnat li"))
