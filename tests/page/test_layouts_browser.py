"""Where nodes stand: on the map and by force, as one sees it in Chromium."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from kuntaverkostot.text.language import say
from kuntaverkostot.text.node_ids import ANCHORS
from tests.visits import PHONE, PIXELS, WIDE, Visitor, at_the_beginning, frame_of, island_of, points_of, redrawn

if TYPE_CHECKING:
    from playwright.sync_api import Page

PANEL = "#f4f6f8"
LAYOUTS = ("overlap", "map", "force")
# Walks through all members and through all networks, and notes where each of them is (CSS pixels).
PLACES = """
async ([names, layout]) => {
    const select = document.getElementById("layout");
    select.value = layout;
    select.dispatchEvent(new Event("change"));
    while (document.querySelector("#canvas[aria-busy=true]")) await new Promise(requestAnimationFrame);
    const here = () => document.querySelector(".here");
    const press = (key) => here().dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
    const at = {};
    const row = () => {
        press("Home");
        for (let left = Number(here().getAttribute("aria-label").split(" / ")[1]); left > 0; left -= 1) {
            const [id] = names.find(([, start]) => here().getAttribute("aria-label").startsWith(start));
            const [x, y] = here().style.transform.match(/-?[\\d.]+/g).map(Number);
            at[id] = [x + parseFloat(here().style.width) / 2, y + parseFloat(here().style.height) / 2];
            press("ArrowRight");
        }
    };
    here().focus();
    row();
    for (const letter of "akaa") press(letter);
    row();
    return at;
}
"""


@pytest.fixture(scope="module", params=[WIDE, PHONE], ids=["wide", "tall"])
def page(request: pytest.FixtureRequest, visits: Visitor) -> Iterator[Page]:
    yield visits(size=request.param, reduced_motion="reduce")
    visits.check()


@pytest.fixture(scope="module")
def places(page: Page) -> dict[str, dict[str, tuple[float, float]]]:
    """Return where each node is in each layout."""
    data = island_of(page)
    ids, names = data["nodes"]["id"], data["nodes"]["name"]
    kind_of = {short: kind for kind, short in ANCHORS.items()}
    kinds = [say("fi", f"kind.{kind_of[node[0]]}") for node in ids]
    known = [[node, f"{name}, {kind}, "] for node, name, kind in zip(ids, names, kinds, strict=True)]
    found = {layout: at_the_beginning(page).evaluate(PLACES, [known, layout]) for layout in ("map", "force")}
    assert found["map"].keys() == found["force"].keys() == set(ids)
    return found | {"overlap": points_of(page)}


def _radii(page: Page) -> dict[str, float]:
    frame, scale = frame_of(page)
    return {node: size * scale for node, size in zip(island_of(page)["nodes"]["id"], frame["size"], strict=True)}


def test_a_layout_moves_nodes_and_keeps_them_in_the_diagram(page, places):
    width, height = page.locator("#canvas").evaluate("one => [one.clientWidth, one.clientHeight]")
    radii = _radii(page)
    for one, other in itertools.combinations(LAYOUTS, 2):
        moved = [node for node, at in places[one].items() if math.dist(at, places[other][node]) > 5]
        assert len(moved) > 250
    for layout in LAYOUTS:
        outside = [
            node
            for node, (x, y) in places[layout].items()
            if not (radii[node] <= x <= width - radii[node] and radii[node] <= y <= height - radii[node])
        ]
        assert outside == [], layout


def test_by_force_few_are_driven_to_the_edge(page, places):
    frame, scale = frame_of(page)
    left, top = ((side - frame[key] * scale) / 2 for side, key in zip(_size(page), ("width", "height"), strict=True))
    free = {node: at for node, at in places["force"].items() if at != places["overlap"][node]}
    radii = _radii(page)
    at_the_edge = [node for node, (x, y) in free.items() if min(x - left, y - top) < radii[node] + 6 * scale]
    assert len(free) > 300
    assert len(at_the_edge) < 10


def _size(page: Page) -> list[int]:
    return page.locator("#canvas").evaluate("one => [one.clientWidth, one.clientHeight]")


@pytest.mark.parametrize("layout", LAYOUTS)
def test_no_two_nodes_overlap(page, places, layout):
    radii = _radii(page)
    overlapping = [
        (one, other)
        for one, other in itertools.combinations(places[layout], 2)
        if math.dist(places[layout][one], places[layout][other]) < radii[one] + radii[other] - 0.1
    ]
    assert overlapping == []


def test_on_the_map_north_is_up_and_east_is_right(places, real):
    table = real.municipalities.query("ended_on == ''").set_index("municipality_code")
    at = pd.DataFrame.from_dict(
        {node[2:]: xy for node, xy in places["map"].items() if node.startswith("m-")},
        orient="index",
        columns=["x", "y"],
    )
    table = table.join(at, how="left")
    assert len(table) == len(at) == 308
    assert table["y"].corr(-table["latitude"].astype(float), method="spearman") > 0.98
    assert table["x"].corr(table["longitude"].astype(float), method="spearman") > 0.95
    assert table["y"].idxmin() == "890"  # Utsjoki
    assert "078" in table["y"].nlargest(6)  # Hanko


def test_on_the_map_the_country_is_drawn(page):
    width, height = page.locator("#canvas").evaluate("one => [one.clientWidth, one.clientHeight]")
    grid = [[x, y] for x in range(5, width - 5, 17) for y in range(5, height - 5, 17)]
    shares = {}
    for layout in LAYOUTS:
        page.locator("#layout").select_option(layout)
        redrawn(page)
        _, colours = page.evaluate(PIXELS, [page.locator("#canvas canvas").element_handle(), grid])
        shares[layout] = colours.count(PANEL) / len(grid)
    assert shares["map"] > 0.02
    assert shares["overlap"] == shares["force"] == 0


# Where a node is before, at once, and in each picture for some time (milliseconds).
FOLLOW = """
async ([layout, time]) => {
    const select = document.getElementById("layout");
    const place = () => document.querySelector(".here").style.transform;
    const seen = [place()];
    select.value = layout;
    select.dispatchEvent(new Event("change"));
    // Until places by force are computed, nodes stay where they are.
    while (document.querySelector("#canvas[aria-busy=true]")) await new Promise(requestAnimationFrame);
    const end = performance.now() + time;
    while (performance.now() < end) {
        seen.push(place());
        await new Promise(requestAnimationFrame);
    }
    return seen;
}
"""


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_nodes_glide_to_their_places_unless_motion_is_not_wanted(visit_small, motion):
    page = visit_small(reduced_motion=motion)
    page.locator(".here").focus()
    before, *seen = page.evaluate(FOLLOW, ["force", 800])
    ways = dict.fromkeys(seen)
    assert before != seen[-1]
    if motion == "reduce":
        assert set(ways) == {seen[-1]}
    else:
        assert len(ways) > 3
    # It is over soon, and nothing else moves either.
    assert page.evaluate("document.getAnimations().length") == 0
    assert set(page.evaluate(FOLLOW, ["force", 200])) == {seen[-1]}


def test_the_layout_is_named_and_chosen_by_keyboard(visit_small):
    page = visit_small("sv")
    page.get_by_label(say("sv", "tool.layout"), exact=True).focus()
    page.keyboard.press("ArrowDown")
    assert page.evaluate("location.hash") == "#layout=map"
    options = page.locator("#layout option").all_inner_texts()
    assert options == [say("sv", f"tool.layout_{layout}") for layout in LAYOUTS]


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_whatever_is_in_a_view_is_drawn_at_once(visits, motion):
    page = visits(reduced_motion=motion)
    picture = "document.querySelector('#canvas canvas').toDataURL()"
    # Hiding a network and showing it again draws the same once more.
    again = "(one) => { for (const _ of [1, 2]) one.click(); }"
    for layout in ("overlap", "map", "force", "overlap"):
        if page.locator("#layout").input_value() != layout:
            page.locator("#layout").select_option(layout)
            page.locator("#canvas[aria-busy=false]").wait_for()
            page.wait_for_timeout(800)  # longer than the way from one layout to another
        for _ in range(3):
            page.locator("#toolbar .buttons button").first.click()
            redrawn(page)
            seen = page.evaluate(picture)
            page.locator("#legend button").first.evaluate(again)
            redrawn(page)
            assert page.evaluate(picture) == seen, layout
        page.locator("#toolbar .buttons button").nth(2).click()
    visits.check()


def test_by_force_nodes_stand_at_the_same_places_each_time(visits, page, places):
    size = (page.viewport_size["width"], page.viewport_size["height"])
    again = visits(size=size, reduced_motion="reduce")
    data = island_of(again)
    kind_of = {short: kind for kind, short in ANCHORS.items()}
    known = [
        [node, f"{name}, {say('fi', f'kind.{kind_of[node[0]]}')}, "]
        for node, name in zip(data["nodes"]["id"], data["nodes"]["name"], strict=True)
    ]
    assert at_the_beginning(again).evaluate(PLACES, [known, "force"]) == {
        node: list(at) for node, at in places["force"].items()
    }
