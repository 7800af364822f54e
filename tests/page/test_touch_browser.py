"""The page under a finger."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from kuntaverkostot.text.language import say
from tests.visits import PHONE, Visitor, at_the_beginning, chosen, heading, points_of, redrawn, swipe

if TYPE_CHECKING:
    from playwright.sync_api import Page


LARGE_ENOUGH = """
() => [...document.querySelectorAll("button, input, select, textarea, nav a, footer a, .download a")]
    .filter((one) => one.checkVisibility())
    .map((one) => [one.outerHTML.slice(0, 120), one.getBoundingClientRect()])
    .filter(([, box]) => box.width < 43.9 || box.height < 43.9)
    .map(([html, { width, height }]) => [html, width, height])
"""


@pytest.fixture(scope="module")
def held(visits: Visitor) -> Iterator[Page]:
    yield visits(size=PHONE, has_touch=True, is_mobile=True)
    visits.check()


@pytest.fixture
def phone(held: Page) -> Page:
    """Return the Finnish page on a telephone, with nothing chosen."""
    held.get_by_role("button", name=say("fi", "tool.reset_all")).tap()
    held.get_by_role("button", name=say("fi", "tool.fit"), exact=True).tap()
    held.locator("#canvas").scroll_into_view_if_needed()
    redrawn(held)
    return held


def _tap(page: Page, x: float, y: float) -> None:
    page.locator("#canvas canvas").tap(position={"x": x, "y": y}, force=True)


@pytest.mark.parametrize("node", ["n-pienet-kunnat", "m-091"])
def test_a_tap_on_a_node_or_near_it_chooses_and_one_elsewhere_takes_back(phone, node):
    x, y = points_of(phone)[node]
    for near in (0, 5) if node.startswith("n-") else (0,):
        _tap(phone, x + near, y - near)
        phone.locator("#details").wait_for()
        assert chosen(phone) == [node]
        phone.locator("#canvas").scroll_into_view_if_needed()
        # The lowest corner of the diagram is empty.
        _tap(phone, 6, phone.locator("#canvas").evaluate("one => one.clientHeight") - 6)
        assert chosen(phone) == []


def test_buttons_move_and_open_without_a_keyboard(phone):
    at_the_beginning(phone)
    names = []
    for key in ("next", "follow", "next", "details"):
        phone.get_by_role("button", name=say("fi", f"tool.move_{key}"), exact=True).tap()
        names.append(phone.locator("#status").inner_text().split(", ")[0])
    assert len(set(names[:3])) == 3
    assert names[3] == say("fi", "tool.chosen", name=heading(phone)).removesuffix(".")
    assert names[2] == heading(phone)


def test_a_tap_on_a_hit_chooses_it_and_calls_no_keyboard_up(phone):
    phone.locator("#find").fill("pornai")
    phone.locator(".hits button").tap()
    assert heading(phone) == "Pornainen"
    assert phone.locator(":focus").inner_text() == say("fi", "tool.find_button")


def test_the_buttons_are_next_to_the_diagram(phone):
    phone.locator("#find").fill("pornai")
    phone.locator("#find").press("Enter")
    parts = ["#canvas", "#status", "#moves", "#details", "#legend"]
    boxes = [phone.locator(part).bounding_box() for part in parts]
    ends = [(box["y"], box["y"] + box["height"]) for box in boxes]
    assert all(before[1] <= after[0] for before, after in pairwise(ends))
    assert ends[2][0] - ends[0][1] < 120
    assert phone.evaluate(
        """parts => parts.map((part) => document.querySelector(part)).every((one, place, all) =>
            !place || all[place - 1].compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING)""",
        parts,
    )


def test_buttons_do_what_a_drag_or_a_pinch_would(phone):
    canvas = phone.locator("#canvas canvas")
    whole = canvas.evaluate("one => one.toDataURL()")
    seen = [whole]
    for key in ("zoom_in", "left", "down", "zoom_in"):
        phone.get_by_role("button", name=say("fi", f"tool.{key}"), exact=True).tap()
        redrawn(phone)
        seen.append(canvas.evaluate("one => one.toDataURL()"))
    assert len(set(seen)) == 5
    # "manipulation" is another word for scrolling and pinching.
    assert canvas.evaluate("one => getComputedStyle(one).touchAction") == "manipulation"


def test_one_finger_scrolls_the_page_over_the_diagram(phone):
    _tap(phone, *points_of(phone)["n-pienet-kunnat"])
    phone.locator("#canvas").scroll_into_view_if_needed()
    before = phone.evaluate("scrollY")
    picture = phone.locator("#canvas canvas").evaluate("one => one.toDataURL()")
    swipe(phone, 0, -200)
    phone.wait_for_function("before => scrollY >= before + 150", arg=before)
    assert phone.locator("#canvas canvas").evaluate("one => one.toDataURL()") == picture
    assert chosen(phone) == ["n-pienet-kunnat"]


def test_a_finger_across_neither_moves_nor_chooses(phone):
    picture = phone.locator("#canvas canvas").evaluate("one => one.toDataURL()")
    swipe(phone, 150, 0)
    redrawn(phone, 4)
    assert phone.locator("#canvas canvas").evaluate("one => one.toDataURL()") == picture
    assert chosen(phone) == []


@pytest.mark.parametrize("state", ["at rest", "with details", "with an answer", "with hits", "with text to copy"])
def test_controls_are_large_enough_for_a_finger(phone, state):
    if state == "with details":
        _tap(phone, *points_of(phone)["n-pienet-kunnat"])
    if state == "with an answer":
        phone.locator("#upset button").nth(3).tap()
    if state == "with hits":
        phone.locator("#find").fill("ka")
        assert phone.locator(".hits button").count() == 8
    if state == "with text to copy":
        phone.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
        phone.get_by_role("button", name=say("fi", "share.embed")).tap()
        phone.locator("#share textarea").wait_for()
    assert phone.evaluate(LARGE_ENOUGH) == []
