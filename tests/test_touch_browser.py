"""The page under a finger."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.visits import PHONE, Visitor, chosen, points_of

if TYPE_CHECKING:
    from playwright.sync_api import Page


@pytest.fixture(scope="module")
def phone(visits: Visitor) -> Page:
    return visits(size=PHONE, has_touch=True, is_mobile=True)


def test_a_tap_chooses(phone):
    page = phone
    page.locator("#canvas").scroll_into_view_if_needed()
    x, y = points_of(page)["n-pienet-kunnat"]
    page.locator("#canvas canvas").tap(position={"x": x, "y": y}, force=True)
    page.locator("#details").wait_for()
    assert chosen(page) == ["n-pienet-kunnat"]


def test_one_finger_scrolls_the_page_over_the_diagram(phone):
    page = phone
    page.locator("#canvas").scroll_into_view_if_needed()
    box = page.locator("#canvas").bounding_box()
    assert box is not None
    before, earlier = page.evaluate("scrollY"), chosen(page)
    picture = page.locator("#canvas canvas").evaluate("one => one.toDataURL()")
    finger = page.context.new_cdp_session(page)
    x, y = box["x"] + box["width"] / 2, min(box["y"] + box["height"] / 2, PHONE[1] - 50)
    for kind, points in [
        ("touchStart", [{"x": x, "y": y}]),
        *(("touchMove", [{"x": x, "y": y - 20 * step}]) for step in range(1, 11)),
        ("touchEnd", []),
    ]:
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    page.wait_for_function("before => scrollY >= before + 150", arg=before)
    assert page.locator("#canvas canvas").evaluate("one => one.toDataURL()") == picture
    assert chosen(page) == earlier
