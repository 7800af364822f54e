"""A diagram that an analyst changed in pyvis, as one sees it in Chromium."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import kuntaverkostot as kv
from kuntaverkostot.diagram.style import LIGHT_PALETTE
from kuntaverkostot.text.language import say
from tests.visits import PHONE, WIDE, Visitor, frame_of, island_of, pixels, points_of, redrawn

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

HELSINKI, SMALL, LARGE = "municipality:091", "network:pienet-kunnat", "network:suuret-kaupungit"
MAGENTA, GOLD, BLUE, LIME = "#ff00ff", "#ffd700", "#0000ff", "#00ff00"


@pytest.fixture(scope="module")
def folder(real, tmp_path_factory) -> Path:
    """Pages of a diagram with a member, two networks and an edge changed, a member hidden and a node added."""
    network = kv.diagram(real)
    network.get_node(HELSINKI).update(
        color=MAGENTA, size=24, x=30, y=30, label="Stadi", title="Stadi\n<i>pääkaupunki</i>"
    )
    network.get_node(LARGE)["color"] = {"background": GOLD, "border": BLUE}
    network.get_node(LARGE).update(borderWidth=6, size=30)
    network.get_node("municipality:049")["hidden"] = True
    (edge,) = (edge for edge in network.edges if (edge["from"], edge["to"]) == (HELSINKI, LARGE))
    edge.update(width=9, color=BLUE)
    network.add_node("Ystävä", x=700, y=30, size=20, color=LIME, shape="square")
    network.add_edge("Ystävä", HELSINKI, width=9, color=LIME)
    folder = tmp_path_factory.mktemp("own")
    for page in kv.build_pages(real, diagram=network):
        page.write(folder / f"kuntaverkostot.{page.language}.html")
    return folder


@pytest.fixture(scope="module")
def own_visits(browser: Browser, folder: Path) -> Iterator[Visitor]:
    visitor = Visitor(browser, folder)
    yield visitor
    visitor.close()


@pytest.fixture(params=[WIDE, PHONE], ids=["wide", "tall"])
def page(request, own_visits: Visitor) -> Iterator[Page]:
    yield own_visits(size=request.param, reduced_motion="reduce")
    own_visits.check()


def _between(one: tuple[float, float], other: tuple[float, float], share: float) -> tuple[float, float]:
    return one[0] + share * (other[0] - one[0]), one[1] + share * (other[1] - one[1])


def _added(page: Page) -> tuple[float, float]:
    """Return where the added node is (CSS pixels)."""
    frame, scale = frame_of(page)
    frames = [one["name"] for one in island_of(page)["frames"]]
    x, y, _ = island_of(page)["added"]["nodes"][0]["at"][frames.index(frame["name"])]
    width, height = page.locator("#canvas").evaluate("one => [one.clientWidth, one.clientHeight]")
    return width / 2 + (x - frame["width"] / 2) * scale, height / 2 + (y - frame["height"] / 2) * scale


def test_colour_size_place_border_and_width_are_seen(page):
    points = points_of(page)
    frame, scale = frame_of(page)
    ids = island_of(page)["nodes"]["id"]
    size = {node: frame["size"][ids.index(node)] * scale for node in ("m-091", "n-suuret-kaupungit")}
    helsinki, large = points["m-091"], points["n-suuret-kaupungit"]
    half = size["n-suuret-kaupungit"]
    border = (large[0] - half, large[1] + 0.5 * half)
    wanted = {
        helsinki: MAGENTA,
        (helsinki[0] + 0.8 * size["m-091"], helsinki[1]): MAGENTA,
        _added(page): LIME,
        _between(helsinki, _added(page), 0.5): LIME,
    }
    _, found = pixels(page, list(wanted))
    assert dict(zip(wanted, found, strict=True)) == wanted
    _, (colour,) = pixels(page, [border])
    assert int(colour[5:], 16) > 0xD0
    assert int(colour[1:3], 16) < 0x30
    # The letter covers a part of the square, most of it on a phone.
    inside = [-0.55, 0.0, 0.55]
    square = [(large[0] + x * half, large[1] + y * half) for x in inside for y in inside]
    assert GOLD in pixels(page, square)[1]
    # Labels may lie on the edge.
    _, along = pixels(page, [_between(helsinki, large, share / 20) for share in range(4, 17)])
    assert along.count(BLUE) > 6


def test_a_hidden_member_is_not_there(page):
    _, (colour,) = pixels(page, [points_of(page)["m-049"]])
    assert colour not in LIGHT_PALETTE
    page.locator("#canvas canvas").click(position=dict(zip("xy", points_of(page)["m-049"], strict=True)), force=True)
    assert page.locator("#m-049[aria-current]").count() == 0


def test_what_was_added_is_listed_and_can_be_read(page):
    section = page.locator("#added")
    assert section.get_by_role("heading").inner_text() == say("fi", "diagram.added_heading")
    assert section.locator("li").inner_text() == "Ystävä: Stadi"
    assert page.locator("#toolbar input").count() == 1


def test_the_legend_and_the_details_have_the_colour_of_the_square(own_visits):
    page = own_visits(fragment="#n-suuret-kaupungit")
    colour = "one => getComputedStyle(one).backgroundColor"
    assert page.locator("#legend [data-node='n-suuret-kaupungit'] .swatch").evaluate(colour) == "rgb(255, 215, 0)"
    assert page.locator("#details h3 .swatch").evaluate(colour) == "rgb(255, 215, 0)"
    own_visits.check()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_colour_of_an_analyst_is_the_same_in_both_themes(own_visits, scheme):
    page = own_visits(color_scheme=scheme, reduced_motion="reduce")
    _, found = pixels(page, [points_of(page)["m-091"], _added(page)])
    assert found == [MAGENTA, LIME]
    own_visits.check()


def test_forced_colours_win_over_those_of_an_analyst(own_visits):
    page = own_visits(forced_colors="active", reduced_motion="reduce")
    _, found = pixels(page, [points_of(page)["m-091"], _added(page)])
    assert MAGENTA not in found
    assert LIME not in found
    own_visits.check()


@pytest.mark.parametrize("layout", ["map", "force"])
def test_other_layouts_show_the_same_looks(own_visits, layout):
    page = own_visits(reduced_motion="reduce")
    page.locator("#layout").select_option(layout)
    page.locator("#canvas[aria-busy=false]").wait_for()
    redrawn(page)
    canvas = page.locator("#canvas canvas")
    seen = canvas.evaluate(
        """(one, wanted) => {
            const data = one.getContext("2d").getImageData(0, 0, one.width, one.height).data;
            const count = Object.fromEntries(wanted.map((colour) => [colour, 0]));
            for (let place = 0; place < data.length; place += 4) {
                const hex = "#" + [0, 1, 2].map((part) => data[place + part].toString(16).padStart(2, "0")).join("");
                if (hex in count) count[hex] += 1;
            }
            return count;
        }""",
        [MAGENTA, GOLD, LIME],
    )
    assert min(seen.values()) > 50
    own_visits.check()


def test_the_picture_without_scripts_has_the_same_colours(own_visits):
    page = own_visits(java_script_enabled=False)
    fill = "one => getComputedStyle(one).fill"
    stroke = "one => getComputedStyle(one).stroke"
    picture = page.locator("svg.wide")
    assert "rgb(255, 215, 0)" in picture.locator("path.square").evaluate_all(f"all => all.map({fill})")
    assert "rgb(255, 0, 255)" in picture.locator("path.spot").evaluate_all(f"all => all.map({stroke})")
    widths = picture.locator("path.edge").evaluate_all("all => all.map((one) => getComputedStyle(one).strokeWidth)")
    assert widths.count("9px") == 2
