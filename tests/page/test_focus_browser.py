"""The focus in the diagram: where it is seen, how it leaves, what the buttons and the status do beside it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from kuntaverkostot.diagram.style import LIGHT_PALETTE
from kuntaverkostot.text.language import LANGUAGES, say
from tests.visits import PIXELS, at_the_beginning, chosen, click_on, heading, island_of, points_of, redrawn, said

if TYPE_CHECKING:
    from playwright.sync_api import Page

INK, GROUND = "#1a2027", "#ffffff"
MOVES = ("previous", "next", "follow", "back", "details")
# What the status says, one text after the other.
LISTEN = """
() => {
    window.said = [];
    const status = document.getElementById("status");
    const note = () => window.said.push(status.textContent);
    new MutationObserver(note).observe(status, { childList: true, subtree: true });
}
"""
# Where the middle of the button is on the canvas, how large it is, and whether it is in the window.
PLACE = """
() => {
    const [box, canvas] = [".here", "#canvas"].map((one) => document.querySelector(one).getBoundingClientRect());
    const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
    return {
        x: x - canvas.left, y: y - canvas.top, width: box.width, height: box.height,
        inCanvas: x > canvas.left && x < canvas.right && y > canvas.top && y < canvas.bottom,
        inWindow: x > 0 && x < innerWidth && y > 0 && y < innerHeight,
    };
}
"""


@pytest.fixture
def page(opened: dict[str, Page]) -> Page:
    """Return the Finnish page of the small data with the focus on the first node of the walk."""
    return at_the_beginning(opened["fi"])


def _button(page: Page, key: str):
    return page.get_by_role("button", name=say("fi", f"tool.{key}"), exact=True)


def _runs(page: Page, towards: tuple[int, int]) -> list[tuple[str, float]]:
    """Return the colours from the middle of the node with the focus outwards, each with its width (CSS pixels)."""
    place = page.evaluate(PLACE)
    step = 0.25
    points = [[place["x"] + towards[0] * away * step, place["y"] + towards[1] * away * step] for away in range(160)]
    _, colours = page.evaluate(PIXELS, [page.locator("#canvas canvas").element_handle(), points])
    runs: list[tuple[str, float]] = []
    for colour in colours:
        runs[-1:] = [(colour, runs[-1][1] + step)] if runs and runs[-1][0] == colour else [*runs[-1:], (colour, step)]
    return runs


def test_the_diagram_is_one_stop_and_no_trap(page):
    page.locator("#toolbar button").last.focus()
    page.keyboard.press("Tab")
    name = page.locator(":focus").evaluate(
        "one => [one.tagName, one.className, one.closest('[role=application]') !== null]"
    )
    assert name == ["BUTTON", "here", True]
    assert page.locator("#canvas :is(a, button, input, select, [tabindex])").count() == 1
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    here = said(page)
    page.keyboard.press("Tab")
    assert page.evaluate(
        "document.activeElement.closest('#canvas') === null && document.activeElement !== document.body"
    )
    page.keyboard.press("Shift+Tab")
    assert said(page) == here
    page.keyboard.press("Shift+Tab")
    assert page.locator("#toolbar button").last.evaluate("one => one === document.activeElement")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_diagram_has_a_name_a_role_and_its_keys(opened, language):
    layer = opened[language].locator("#canvas [role=application]")
    assert layer.get_attribute("aria-label") == say(language, "tool.diagram_name")
    assert layer.get_attribute("aria-roledescription") == say(language, "tool.diagram_role")
    assert opened[language].locator(f"#{layer.get_attribute('aria-describedby')}").inner_text() == say(
        language, "diagram.keys"
    )


@pytest.mark.parametrize("open_details", [False, True], ids=["at rest", "with details"])
def test_escape_leaves(page, open_details):
    if open_details:
        for key in ("ArrowRight", "ArrowRight", "Enter"):
            page.keyboard.press(key)
        assert heading(page) == "Kehyskunnat"
        # A candidate is no member.
        assert page.locator("#status").inner_text() == "Valittu: Kehyskunnat, 2 kuntaa tiedossa, kaikkiaan 44."
        # The focus stays where it is: the walk goes on.
        assert said(page).startswith("Kehyskunnat, ")
    page.keyboard.press("Escape")
    goal = "#details" if open_details else "#legend button"
    assert page.locator(goal).first.evaluate("one => one === document.activeElement")


def test_escape_leads_to_the_beginning_of_details_that_are_higher_than_the_window(visit):
    page = visit("en", size=(320, 700), fragment="#m-109")
    page.locator(".here").focus()
    page.keyboard.press("Escape")
    box = page.locator("#details").evaluate("one => one.getBoundingClientRect().toJSON()")
    assert 0 <= box["top"] < 100
    assert box["bottom"] > 700


@pytest.mark.parametrize("address", ["#n-kehyskunnat", "#all=kehyskunnat"])
def test_the_focus_is_not_lost_when_the_choice_is_taken_back(page, address):
    page.evaluate("(address) => { location.hash = address; }", address)
    clear = page.locator("#details").get_by_role("button", name=say("fi", "tool.reset"), exact=True)
    clear.focus()
    page.keyboard.press("Enter")
    assert page.locator("#details").is_hidden()
    assert page.evaluate("document.activeElement.id") == "intro"


def test_with_ctrl_alt_or_meta_nothing_happens(page):
    page.evaluate(
        """() => { window.taken = [];
            addEventListener("keydown", (event) => { window.taken.push(event.defaultPrevented); }); }"""
    )
    here = said(page)
    # Keys by which a browser would leave the page are not pressed, they are told to it.
    for modifier in ("ctrlKey", "altKey", "metaKey"):
        for key in ("ArrowDown", "ArrowRight", "ArrowUp", "Home", "End", "Enter", "Escape", " ", "s"):
            page.locator(".here").dispatch_event("keydown", {"key": key, modifier: True, "cancelable": True})
    page.keyboard.press("Alt+ArrowDown")
    page.keyboard.press("Control+ArrowRight")
    assert said(page) == here
    assert chosen(page) == []
    assert set(page.evaluate("window.taken")) == {False}
    for key in ("ArrowRight", "ArrowDown", "F2", "Shift"):
        page.keyboard.press(key)
    assert page.evaluate("window.taken.slice(-4)") == [True, True, False, False]


def test_nothing_happens_while_the_focus_is_elsewhere(page):
    here = page.locator(".here").get_attribute("aria-label")
    page.locator("#find").focus()
    for key in ("ArrowDown", "ArrowRight", "End", "s"):
        page.keyboard.press(key)
    assert page.locator(".here").get_attribute("aria-label") == here


def test_the_button_lies_on_its_node_whatever_the_zoom(page):
    data = island_of(page)
    nodes = {name: node for node, name in zip(data["nodes"]["id"], data["nodes"]["name"], strict=True)}
    _button(page, "fit").click()
    page.locator(".here").focus()
    points = points_of(page)
    for _ in range(8):
        place = page.evaluate(PLACE)
        # Rows of the strip make room for their type, by a pixel or two.
        assert (place["x"], place["y"]) == pytest.approx(points[nodes[said(page).split(", ")[0]]], abs=2)
        assert min(place["width"], place["height"]) > 43.9
        page.keyboard.press("ArrowRight")
    _button(page, "zoom_in").click()
    _button(page, "left").click()
    redrawn(page)
    place = page.evaluate(PLACE)
    x, y = points[nodes["Suuret kaupungit ja maakuntakeskukset"]]
    width, height = page.locator("#canvas").evaluate("one => [one.clientWidth, one.clientHeight]")
    away = min(width, height) / 4
    assert (place["x"], place["y"]) == pytest.approx(
        (width / 2 + (x - width / 2) * 1.4 + away, height / 2 + (y - height / 2) * 1.4), abs=1
    )


@pytest.mark.parametrize("zoomed", [0, 2])
def test_a_ring_in_two_tones_is_round_the_node_that_has_the_focus(visit_small, zoomed):
    page = visit_small(device_scale_factor=2)
    for _ in range(zoomed):
        _button(page, "zoom_in").click()
    at_the_beginning(page)
    redrawn(page)
    for towards in [(-1, 0), (0, -1), (0, 1)]:
        widths: dict[str, float] = {}
        for colour, width in _runs(page, towards)[1:]:
            widths[colour] = max(widths.get(colour, 0), width)
        assert widths.get(INK, 0) >= 2.5, towards
        assert widths.get(GROUND, 0) >= 1.5, towards
    page.locator("#find").focus()
    redrawn(page)
    assert INK not in {colour for colour, _ in _runs(page, (-1, 0))}


def test_the_focus_is_seen_where_its_network_is_hidden(visit_small):
    page = visit_small(device_scale_factor=2)
    at_the_beginning(page)
    page.locator("#legend button").first.click()
    page.locator(".here").focus()
    redrawn(page)
    data = island_of(page)
    place = data["networks"]["place"][data["networks"]["node"].index(data["nodes"]["id"].index("n-kehyskunnat"))]
    assert LIGHT_PALETTE[place] not in {colour for colour, _ in _runs(page, (-1, 0))}
    assert INK in {colour for colour, _ in _runs(page, (-1, 0))}


def test_the_view_goes_with_the_focus(visit):
    page = visit(size=(1280, 420))
    for _ in range(4):
        _button(page, "zoom_in").click()
    page.locator(".here").focus()
    places = []
    for key in [*["ArrowRight"] * 8, "ArrowDown", *["ArrowRight"] * 12]:
        page.keyboard.press(key)
        places.append(page.evaluate(PLACE))
    assert [place for place in places if not place["inCanvas"] or not place["inWindow"]] == []
    assert page.locator("#canvas .layer").evaluate("one => [one.scrollLeft, one.scrollTop]") == [0, 0]


def test_so_it_does_when_the_whole_is_shown_and_the_window_is_low(visit_small):
    page = visit_small(size=(640, 300))
    page.locator(".here").focus()
    for _ in range(8):
        assert page.evaluate(PLACE)["inWindow"]
        page.keyboard.press("ArrowRight")


def test_buttons_make_the_same_moves_and_the_status_says_where_one_is(opened, page):
    names = [said(page)]
    for key in ("ArrowRight", "ArrowDown", "ArrowRight", "ArrowLeft", "ArrowUp"):
        page.keyboard.press(key)
        names.append(said(page))
    at_the_beginning(page)
    page.locator("#moves button").first.focus()
    _button(page, "move_previous").click()
    told = []
    for key in ("next", "next", "follow", "next", "previous", "back"):
        _button(page, f"move_{key}").click()
        told.append(page.locator("#status").inner_text())
        # The focus stays on the button, so that it can be pressed again.
        assert page.locator(":focus").inner_text() == say("fi", f"tool.move_{key}")
    assert told == names
    _button(page, "move_back").click()
    assert page.locator("#status").inner_text() == say("fi", "tool.at_top")
    _button(page, "move_details").click()
    assert heading(page) == "Seutukaupungit"
    for language in LANGUAGES:
        shown = opened[language].locator("#moves button").all_inner_texts()
        assert shown[:5] == [say(language, f"tool.move_{key}") for key in MOVES]


def test_the_status_says_one_short_sentence_and_is_silent_while_one_looks_around(page):
    page.evaluate(LISTEN)
    for key in ("zoom_in", "left", "up", "right", "down", "zoom_out", "fit"):
        _button(page, key).click()
    page.locator(".here").focus()
    # A screen reader says the name of what has the focus.
    for key in ("ArrowRight", "ArrowDown", "ArrowUp", "End", "Home"):
        page.keyboard.press(key)
    page.mouse.move(640, 400)
    page.keyboard.down("Control")
    page.mouse.wheel(0, -240)
    page.keyboard.up("Control")
    redrawn(page, 4)
    assert page.evaluate("window.said") == []
    page.keyboard.press("Enter")
    page.locator("#matrix td button").nth(1).click()
    page.locator("#upset button").first.click()
    _button(page, "reset_all").click()
    assert page.locator("#status").count() == page.locator("[role=status], [aria-live]").count() == 1
    sentences = page.evaluate("window.said")
    assert len(sentences) == 4
    for sentence in sentences:
        assert re.fullmatch(r"[^.]+\.", sentence), sentence
        assert len(sentence.split()) <= 20, sentence


def test_what_is_chosen_elsewhere_is_where_the_walk_goes_on(page):
    click_on(page, "m-734")
    page.locator(".here").focus()
    assert said(page).startswith("Salo, kunta, ")
    page.keyboard.press("ArrowDown")
    first = "Suuret kaupungit ja maakuntakeskukset"
    assert said(page) == f"{first}, verkosto, 2 kuntaa, verkosto, jossa Salo on jäsen, 1 / 3"
