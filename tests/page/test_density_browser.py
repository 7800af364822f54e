"""A page with so many memberships that the diagram draws them together, in Chromium."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

import kuntaverkostot as kv
from kuntaverkostot.page.diagram_data import MOST_BY_FORCE
from kuntaverkostot.page.document import file_name
from kuntaverkostot.text.language import say
from tests.large import large
from tests.visits import Visitor

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PICTURE = "document.querySelector('#canvas canvas').toDataURL()"
WHEEL = """(turns) => {
  const room = document.getElementById("canvas");
  const { x, y, width, height } = room.getBoundingClientRect();
  const at = { clientX: x + width / 2, clientY: y + height / 2, bubbles: true, cancelable: true };
  for (const deltaY of turns) room.dispatchEvent(new WheelEvent("wheel", { ctrlKey: true, deltaY, ...at }));
}"""
# The canvas after the next frame.
SOON = f"new Promise((done) => requestAnimationFrame(() => setTimeout(() => done({PICTURE}), 0)))"


@pytest.fixture(scope="module")
def dataset() -> kv.Dataset:
    return large(700, 20, 2200)


@pytest.fixture(scope="module")
def visits(dataset, browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visitor]:
    folder = tmp_path_factory.mktemp("crowd")
    kv.build_page(dataset).write(folder / file_name("fi"))
    visitor = Visitor(browser, folder)
    yield visitor
    visitor.close()


@pytest.fixture
def page(visits: Visitor) -> Iterator[Page]:
    yield visits("fi")
    visits.check()


def at_rest(page: Page) -> str:
    """Return the picture once it is the same for half a second."""
    before = ""
    while before != (now := page.evaluate(PICTURE)):
        before = now
        page.wait_for_timeout(500)
    return now


def test_lines_are_left_out_while_the_view_moves_and_come_back(page):
    page.locator("#canvas").scroll_into_view_if_needed()
    whole = at_rest(page)
    page.evaluate(WHEEL, [-100, 100])
    moving = page.evaluate(SOON)
    assert moving != whole
    assert at_rest(page) == whole


def test_choosing_a_network_brings_its_lines_forward(page):
    page.locator("#canvas").scroll_into_view_if_needed()
    before = at_rest(page)
    page.evaluate("location.hash = '#n-n0003'")
    page.locator("#details h3").wait_for()
    chosen = at_rest(page)
    assert chosen != before
    page.get_by_role("button", name=say("fi", "tool.reset_all"), exact=True).click()
    page.mouse.move(0, 0)
    page.evaluate("document.activeElement.blur()")
    assert at_rest(page) == before


def test_the_keyboard_visits_exactly_the_members_of_a_network(page, dataset):
    held = dataset.organisation_memberships
    members = held[held["network_id"] == "n0015"]["organisation_id"]
    page.evaluate("location.hash = '#n-n0015'")
    page.locator("#details h3").wait_for()
    page.locator(".here").focus()
    page.keyboard.press("ArrowDown")
    seen = []
    for _ in range(len(members)):
        seen.append(page.locator(".here").get_attribute("aria-label"))
        page.keyboard.press("ArrowRight")
    assert len(set(seen)) == len(members) > 1
    assert page.locator(".here").get_attribute("aria-label") == seen[0]


def test_a_layout_by_force_is_not_offered_to_so_many(page, dataset):
    assert len(dataset.organisations) > MOST_BY_FORCE
    assert page.locator("#layout option[value='force']").count() == 0
