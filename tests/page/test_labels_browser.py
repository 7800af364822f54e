"""Labels of the diagram as one sees them in Chromium: none on another one, none left out."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import pytest

from kuntaverkostot.text.language import LANGUAGES, say
from tests.visits import NARROW, PHONE, WIDE, frame_of, redrawn

if TYPE_CHECKING:
    from playwright.sync_api import Page

# Notes what is written and which squares are drawn since the canvas was last cleared (CSS pixels).
NOTE = """
() => {
    const proto = CanvasRenderingContext2D.prototype;
    const { clearRect, fillText, roundRect } = proto;
    const at = (context, x, y) => {
        const point = context.getTransform().transformPoint({ x, y });
        return [point.x / devicePixelRatio, point.y / devicePixelRatio];
    };
    proto.clearRect = function (...room) {
        window.drawn = { lines: [], squares: [] };
        return clearRect.apply(this, room);
    };
    proto.roundRect = function (x, y, width, height, corner) {
        // The ground of a network is seen through.
        if (this.globalAlpha === 1) window.drawn.squares.push([...at(this, x, y), ...at(this, x + width, y + height)]);
        return roundRect.call(this, x, y, width, height, corner);
    };
    proto.fillText = function (text, x, y) {
        if (this.textBaseline === "alphabetic") {
            const size = parseFloat(this.font.match(/([\\d.]+)px/)[1]);
            const width = this.measureText(text).width;
            const left = this.textAlign === "center" ? x - width / 2 : x;
            const box = [...at(this, left, y - 0.85 * size), ...at(this, left + width, y + 0.35 * size)];
            window.drawn.lines.push([text, box]);
        }
        return fillText.call(this, text, x, y);
    };
}
"""
LAYOUTS = ("overlap", "map", "force")
EDGE = 0.5  # CSS pixels by which two boxes may touch


@pytest.fixture(scope="module", params=[WIDE, PHONE, NARROW], ids=["wide", "phone", "narrow"])
def opened(request, visits) -> dict[str, Page]:
    """Return the page in each language, with what is drawn noted."""
    found = {language: visits(language, size=request.param, reduced_motion="reduce") for language in LANGUAGES}
    for page in found.values():
        page.evaluate(NOTE)
    yield found
    visits.check()


def _drawn(page: Page, layout: str) -> dict:
    page.locator("#layout").select_option(layout)
    page.get_by_role("button", name=say(page.locator("html").get_attribute("lang"), "tool.fit"), exact=True).click()
    redrawn(page)
    return page.evaluate("drawn")


def overlap(one: list[float], other: list[float]) -> bool:
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    return min(across, down) > EDGE


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_no_label_is_on_another_one_or_on_a_square(opened, language, layout):
    drawn = _drawn(opened[language], layout)
    lines, squares = drawn["lines"], drawn["squares"]
    assert [(one, other) for (one, a), (other, b) in combinations(lines, 2) if overlap(a, b)] == []
    assert [(text, square) for text, box in lines for square in squares if overlap(box, square)] == []
    width, height = opened[language].locator("#canvas").evaluate("one => [one.clientWidth, one.clientHeight]")
    assert [text for text, (left, top, right, bottom) in lines if min(left, top) < 0 or right > width] == []
    assert [text for text, box in lines if box[3] > height] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_network_has_its_label_and_every_cluster_at_least_its_number(opened, language, layout):
    page = opened[language]
    frame, _ = frame_of(page)
    written = [text for text, _ in _drawn(page, layout)["lines"]]
    wanted = [line for hub in frame["hubs"] for line in hub["lines"]]
    if layout == "overlap":
        # Where there is no room for names, a cluster says how many they are.
        wanted += [cluster["lines"][0] for cluster in frame["clusters"]]
    for line in set(wanted):
        assert written.count(line) >= wanted.count(line), line


@pytest.mark.parametrize("language", LANGUAGES)
def test_nearer_those_in_no_network_have_all_their_words(opened, language):
    page = opened[language]
    frame, scale = frame_of(page)
    (ring,) = [cluster for cluster in frame["clusters"] if not cluster["networks"]]
    _drawn(page, "overlap")
    if scale < 0.9:
        # Down to the corner where they stand.
        for name in ("zoom_in", "left", "down", "down"):
            page.get_by_role("button", name=say(language, f"tool.{name}"), exact=True).click()
    redrawn(page)
    written = [text for text, _ in page.evaluate("drawn.lines")]
    assert set(ring["lines"]) <= set(written)


# What of the key and of the heading of the legend is seen.
SEEN = "all => all.filter((one) => one.checkVisibility()).map((one) => one.textContent)"


def test_the_key_tells_what_holds_in_the_layout_and_on_paper(opened):
    page = opened["fi"]
    key = {part: say("fi", f"diagram.how_{part}") for part in ("around", "between", "line", "several", "use")}

    def told() -> set[str]:
        shown = page.locator("#how li").evaluate_all(SEEN)
        return {part for part, text in key.items() if text in shown}

    placed = {"around", "between", "line"}
    for layout in LAYOUTS:
        _drawn(page, layout)
        assert told() == set(key) - (placed if layout == "map" else set())
    page.locator("#layout").select_option("map")
    page.emulate_media(media="print")
    # The still picture is that by overlap, and nothing on it can be chosen.
    assert told() == set(key) - {"use"}
    assert page.locator("#legend-h small").evaluate_all(SEEN) == []
    page.emulate_media(media="screen")
    assert page.locator("#legend-h").inner_text() == "Verkostot, joiden jäseniä on tiedossa (näytä tai piilota)"


def test_without_scripts_nothing_is_said_to_be_used(scriptless):
    page = scriptless["fi"]
    assert say("fi", "diagram.how_use") not in page.locator("#how li").evaluate_all(SEEN)
    assert page.locator("#legend-h").inner_text() == say("fi", "diagram.legend_heading")


def test_on_paper_numbers_of_sources_are_smaller_than_figures_and_in_brackets(opened):
    page = opened["fi"]
    page.emulate_media(media="print")
    link = page.locator("#reconciliation td.number a").first
    sizes = link.evaluate("one => [one, one.parentElement].map((each) => parseFloat(getComputedStyle(each).fontSize))")
    assert sizes[0] < sizes[1]
    marks = link.evaluate("one => ['::before', '::after'].map((part) => getComputedStyle(one, part).content)")
    assert marks == ['"["', '"]"']
    page.emulate_media(media="screen")
