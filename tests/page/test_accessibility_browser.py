"""What a checker finds in the page (nothing), and what it tells a screen reader."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

from kuntaverkostot.text.language import LANGUAGES, say
from tests.checks import CHECK, RULES, load_axe
from tests.visits import Visitor, at_the_beginning, redrawn

if TYPE_CHECKING:
    from playwright.sync_api import Page

WIDTHS = {"wide": 1280, "narrow": 320}
CONTRAST = "color-contrast"
# Colours are the same in the other languages, and measuring them takes most of the time.
NO_CONTRAST = {CONTRAST: {"enabled": False}}
# Where the contrast of a long page is not measured, as that takes axe longer than everything else together: what
# follows the first ones of a list looks like these, and text in a picture has no background that axe could find;
# test_appearance.py holds the colours of pictures.
ALIKE = [
    ".members > :nth-child(n + 3)",
    ".letter:nth-of-type(n + 4)",
    ".letter li:nth-child(n + 3)",
    ".sources > :nth-child(n + 4)",
    ".picture",
    ".upset",
]


def _focused(page: Page) -> None:
    at_the_beginning(page)
    page.keyboard.press("ArrowDown")


def _opened(page: Page) -> None:
    _focused(page)
    page.keyboard.press("Enter")
    page.locator("#details").wait_for()


def _not_found(page: Page) -> None:
    page.locator("#find").fill("Atlantis")


# What one does, and what is another then.
STATES: dict[str, tuple[Callable[[Page], None] | None, list[str]]] = {
    "initial": (None, ["html"]),
    "node focused": (_focused, ["#canvas"]),
    "details open": (_opened, ["#canvas", "#details", "#status"]),
    "nothing found": (_not_found, ["#toolbar", "#status"]),
}


def _begin(page: Page) -> None:
    language = page.locator("html").get_attribute("lang") or ""
    page.get_by_role("button", name=say(language, "tool.reset_all")).click()
    page.locator("#find").fill("")
    page.evaluate("document.activeElement.blur()")


def _set_up(page: Page, scheme: str, width: str) -> None:
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": WIDTHS[width], "height": 800})
    redrawn(page)
    load_axe(page)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing(opened, language, scheme, width):
    page = opened[language]
    _begin(page)
    _set_up(page, scheme, width)
    found = {}
    for state, (come_to, parts) in STATES.items():
        if come_to:
            come_to(page)
        found[state] = page.evaluate(CHECK, [parts, [], {} if language == "fi" else NO_CONTRAST, RULES])
    assert found == {state: [] for state in STATES}


@pytest.fixture(scope="module")
def stepped_through(visits: Visitor) -> Iterator[dict[str, Page]]:
    """Return a page of the real data in each language, which goes from one state to the next."""
    yield {language: visits(language) for language in LANGUAGES}
    visits.check()


# Each two of language, theme and width come together; all three do in the small data above.
@pytest.mark.parametrize(
    ("language", "scheme", "width"),
    [
        *(("fi", "light", "wide"), ("sv", "light", "narrow"), ("en", "light", "wide")),
        *(("fi", "dark", "narrow"), ("sv", "dark", "wide"), ("en", "dark", "narrow")),
    ],
)
def test_nor_does_it_in_the_real_data(stepped_through, language, scheme, width):
    page = stepped_through[language]
    _begin(page)
    _set_up(page, scheme, width)
    found = {}
    for state, (come_to, parts) in STATES.items():
        if come_to:
            come_to(page)
        found[state] = page.evaluate(CHECK, [parts, ALIKE if state == "initial" else [], {}, RULES])
    # A theme changes nothing but colours, so the rest of the long lists is looked at in one of them.
    if scheme == "light":
        _begin(page)
        found["initial"] += page.evaluate(CHECK, [["html"], [], NO_CONTRAST, RULES])
    assert found == {state: [] for state in STATES}


def test_it_would_find_what_is_wrong_in_each_of_its_runs(stepped_through):
    page = stepped_through["en"]
    _begin(page)
    _set_up(page, "light", "wide")
    # Text that is too pale, and a button without a name: once in a list and once far down in it.
    page.evaluate(
        """() => {
            const items = document.querySelector("#n-pienet-kunnat .members").children;
            [items[0], items[100]].forEach((item, place) => {
                const wrong = document.createElement("button");
                wrong.id = `wrong${place}`;
                const pale = document.createElement("span");
                pale.id = `pale${place}`;
                pale.textContent = "pale";
                pale.style.color = "#ccc";
                item.append(wrong, pale);
            });
        }"""
    )
    try:
        found = [
            {(rule, where) for rule, where, _ in page.evaluate(CHECK, [["html"], exclude, rules, RULES])}
            for exclude, rules in ((ALIKE, {}), ([], NO_CONTRAST))
        ]
    finally:
        page.evaluate(
            "() => document.querySelectorAll('#wrong0, #wrong1, #pale0, #pale1').forEach((one) => one.remove())"
        )
    assert found == [
        {("button-name", "#wrong0"), (CONTRAST, "#pale0")},
        {("button-name", "#wrong0"), ("button-name", "#wrong1")},
    ]


def _heard(page: Page, part: str) -> str:
    return page.locator(part).aria_snapshot() + "\n"


@pytest.mark.parametrize("part", ["summary", "toolbar", "moves", "n-kehyskunnat"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_screen_reader_hears(opened, project, language, part):
    page = opened[language]
    _begin(page)
    stored = project / "tests" / "snapshots" / f"{part}.{language}.yml"
    assert _heard(page, f"#{part}") == stored.read_text(encoding="utf-8")
