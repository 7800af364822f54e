"""A view of the explorer in outputs of any width: no name in the strip is on a square, on another one, or cut."""

from __future__ import annotations

from itertools import combinations

import pytest

import kuntaverkostot as kv
from kuntaverkostot.text.language import LANGUAGES
from tests.page.test_labels_browser import EDGE, NOTE, overlap
from tests.widget_room import room

WIDTHS = (700, 720, 1008, 1100, 1440)
# The drawing of a view anew, since what is drawn is noted.
ANEW = """async () => {
    const canvas = document.getElementById("room").shadowRoot.querySelector(".canvas");
    canvas.style.maxHeight = `${canvas.clientHeight - 1}px`;
    for (let frame = 0; frame < 4; frame += 1) await new Promise(requestAnimationFrame);
    return [drawn, [canvas.clientWidth, canvas.clientHeight]];
}"""


def _drawn(browser, explorer, width):
    page = room(browser, explorer, width=width)
    page.locator("#room canvas").wait_for()
    page.evaluate(NOTE)
    drawn, size = page.evaluate(ANEW)
    page.context.close()
    return drawn["lines"], drawn["squares"], size


def _tight(box):
    """Return the box of a line without the room between lines."""
    left, top, right, bottom = box
    high = (bottom - top) / 1.2
    return [left, top, right, top + 1.05 * high]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_names_stand_beside_their_squares_and_not_on_each_other(browser, real, language, width):
    lines, squares, (across, down) = _drawn(browser, kv.explore(real, language=language), width)
    assert len(squares) == 31
    assert [(text, square) for text, box in lines for square in squares if overlap(box, square)] == []
    tight = [(text, _tight(box)) for text, box in lines]
    assert [(one, other) for (one, a), (other, b) in combinations(tight, 2) if overlap(a, b)] == []
    assert [text for text, (left, top, right, bottom) in tight if min(left, top) < -EDGE or right > across + EDGE] == []
    assert [text for text, box in tight if box[3] > down] == []
    assert [text for text, _ in lines if "…" in text] == []


@pytest.mark.parametrize("width", [700, 1440])
def test_a_very_long_name_is_shortened_beside_its_square(browser, width):
    sets = {
        "Choir": ["Ann", "Bob"],
        "Chess": ["Bob"],
        "Verein " + "sehr lang " * 30: [],
        "\u05e9\u05dc\u05d5\u05dd" * 40: [],
        "😀" * 99: [],
    }
    lines, squares, (across, _) = _drawn(browser, kv.explore(kv.from_sets(sets)), width)
    shortened = [text for text, _ in lines if text.endswith("…")]
    assert {text[:6] for text in shortened} == {"Verein", "\u05e9\u05dc\u05d5\u05dd\u05e9\u05dc", "😀" * 6}
    assert [(text, square) for text, box in lines for square in squares if overlap(box, square)] == []
    assert [text for text, box in lines if box[2] > across + EDGE] == []
