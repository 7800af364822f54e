"""What a checker finds in the page (nothing), and what it tells a screen reader."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from kuntaverkostot.language import LANGUAGES, say
from tests.visits import at_the_beginning, redrawn

if TYPE_CHECKING:
    from playwright.sync_api import Page

WIDTHS = {"wide": 1280, "narrow": 320}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Colours are the same in the other languages and with other data, and measuring them takes most of the time.
NO_CONTRAST = {"color-contrast": {"enabled": False}}
# What axe finds wrong in a part of the page: rule, element and why.
CHECK = """
async ([parts, rules, off]) => {
    const include = parts.map((part) => [part]);
    const { violations, passes } = await axe.run({ include }, { runOnly: rules, rules: off });
    if (!passes.length) throw new Error("no rule had anything to say");
    return violations.flatMap(({ id, nodes }) => nodes.map((node) => [id, node.target.join(" "), node.failureSummary]));
}
"""


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
    if not page.evaluate("'axe' in window"):
        from axe_playwright_python.base import AXE_SCRIPT  # noqa: PLC0415 - not in every environment

        page.evaluate(AXE_SCRIPT)


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
        found[state] = page.evaluate(CHECK, [parts, RULES, {} if language == "fi" else NO_CONTRAST])
    assert found == {state: [] for state in STATES}


def test_so_it_does_in_the_real_data(visit):
    page = visit("sv", size=(320, 800), color_scheme="dark", fragment="#n-seutukaupungit")
    _set_up(page, "dark", "narrow")
    assert page.evaluate(CHECK, [["html"], RULES, NO_CONTRAST]) == []


def _heard(page: Page, part: str) -> str:
    return page.locator(part).aria_snapshot() + "\n"


@pytest.mark.parametrize("part", ["summary", "toolbar", "moves", "n-kehyskunnat"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_screen_reader_hears(opened, project, language, part):
    page = opened[language]
    _begin(page)
    stored = project / "tests" / "snapshots" / f"{part}.{language}.yml"
    assert _heard(page, f"#{part}") == stored.read_text(encoding="utf-8")
