"""Coming to the diagram: from far below it, where one asks for a set, and by an address that holds a choice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import kuntaverkostot as kv
from kuntaverkostot.text.language import LANGUAGES
from tests.visits import PHONE, WIDE, is_seen

if TYPE_CHECKING:
    from playwright.sync_api import Page

each_size = pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
# What leads to the diagram, and which networks it asks for.
ASKED = {
    "#upset button >> nth=1": "all=pienet-kunnat.ruotsin-ja-kaksikieliset-kunnat&none=",
    "svg.upset > g >> nth=0": "all=pienet-kunnat&none=",
    "#matrix td button >> nth=1": "all=suuret-kaupungit.seutukaupungit",
}
# Where the diagram begins and ends in the window.
STAGE = """
() => {
    const { top, bottom } = document.querySelector(".stage").getBoundingClientRect();
    return [Math.round(top), Math.round(bottom)];
}
"""


def _assert_at_diagram(page: Page) -> None:
    top, bottom = page.evaluate(STAGE)
    assert 0 <= top < bottom <= page.evaluate("innerHeight")


@each_size
@pytest.mark.parametrize("what", ASKED)
def test_who_asks_far_below_is_brought_to_the_diagram_and_comes_back(visit, size, what):
    page = visit(size=size, reduced_motion="reduce")
    page.locator(what).scroll_into_view_if_needed()
    before = page.evaluate("scrollY")
    assert before > 2000
    page.locator(what).click()
    assert page.evaluate("decodeURIComponent(location.hash)").startswith(f"#{ASKED[what]}")
    _assert_at_diagram(page)
    focused = page.locator(":focus")
    assert focused.evaluate("one => one.matches('.stage')")
    assert focused.get_attribute("role") == "group"
    # From there the keyboard goes on into the diagram.
    page.keyboard.press("Tab")
    assert page.locator(":focus").evaluate("one => one.matches('.here')")
    page.go_back()
    page.wait_for_function("before => Math.abs(scrollY - before) < 2", arg=before)
    assert page.locator("#details").is_hidden()


SETS = {
    "fi": "Näytä kaaviossa: Seutukaupungit + Pienet kunnat",
    "sv": "Visa i diagrammet: Regionstäder + Små kommuner",
    "en": "Show in the diagram: Regional cities + Small municipalities",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_button_is_named_with_its_networks(at_rest, language):
    buttons = at_rest[language].locator("#upset button")
    names = buttons.evaluate_all("all => all.map((one) => one.ariaLabel)")
    assert len(names) == len(set(names)) > 10
    assert SETS[language] in names
    # Who says what they see is understood.
    for name, text in zip(names, buttons.all_inner_texts(), strict=True):
        assert name.startswith(f"{text}: ")


@each_size
@pytest.mark.parametrize("fragment", ["#all=pienet-kunnat.seutukaupungit", "#layout=map&node=m-853", "#layout%3Dmap"])
def test_an_address_with_a_choice_opens_at_the_diagram(visit, size, fragment):
    page = visit(size=size, fragment=fragment)
    _assert_at_diagram(page)
    assert page.evaluate("scrollY") > 100
    assert page.locator(":focus").evaluate("one => one.matches('.stage')")
    # Where one was on the page is where one comes back to.
    page.evaluate("document.getElementById('sources').scrollIntoView()")
    page.reload()
    page.locator("html.interactive.whole #canvas canvas").wait_for()
    page.wait_for_function("scrollY > 2000")
    assert page.locator(":focus").count() == 0


@pytest.mark.parametrize(
    ("fragment", "goal"), [("#m-853", "#m-853"), ("#list", "#list-h"), ("#nothing", "h1"), ("", "h1")]
)
def test_an_address_of_a_place_opens_there(visit, fragment, goal):
    page = visit(fragment=fragment)
    page.wait_for_function("document.readyState === 'complete'")
    assert is_seen(page, goal)
    assert not page.locator(":focus").evaluate_all("all => all.some((one) => one.matches('.stage'))")


def test_a_frame_leaves_the_page_around_it_where_it_is(browser, small, tmp_path):
    kv.build_page(small).write(tmp_path / "page.html")
    around = tmp_path / "around.html"
    around.write_text(
        "<!DOCTYPE html><title>-</title><p style='height:3000px'><input id='mine' autofocus></p>"
        "<iframe src='page.html#all=pienet-kunnat' width='800' height='700'></iframe>"
    )
    page = browser.new_page()
    page.goto(around.as_uri())
    frame = page.frames[1]
    frame.locator("html.interactive.whole #canvas canvas").wait_for()
    frame.wait_for_function("scrollY > 100")
    top, _ = frame.evaluate(STAGE)
    assert 0 <= top < 100
    assert page.evaluate("[scrollY, document.activeElement.id]") == [0, "mine"]
    page.close()
