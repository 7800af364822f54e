"""Finding by name in any of the three languages or by code."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kuntaverkostot.text.language import LANGUAGES, say
from tests.visits import chosen, heading, redrawn

if TYPE_CHECKING:
    from playwright.sync_api import Page

# The names of hits for each text.
FIND = """
(typed) => typed.map((text) => {
    const box = document.getElementById("find");
    box.value = text;
    box.dispatchEvent(new Event("input"));
    return [...document.querySelectorAll(".hits button")].map((one) => one.textContent);
})
"""


def _typed(name: str) -> list[str]:
    """Return how a name may be typed: as it is, in capitals, and without marks and hyphens."""
    bare = name.translate(str.maketrans("åäöÅÄÖ-", "aaoAAO "))
    return [name, name.upper(), bare.lower()]


def _assert_found(page: Page, rows: list[dict[str, str]], language: str) -> None:
    """Hold that each row is among the hits for each of its names and its code, under its name on the page."""
    typed = []
    for row in rows:
        names = [row[f"name_{other}"] for other in (language, *LANGUAGES) if row[f"name_{other}"]]
        texts = [text for name in names for text in _typed(name)] + [row.get("municipality_code", names[0])]
        typed += [(names[0], text) for text in dict.fromkeys(texts)]
    found = page.evaluate(FIND, [text for _, text in typed])
    missed = [
        (own, text)
        for (own, text), hits in zip(typed, found, strict=True)
        if not any(hit == own or hit.startswith(f"{own} (") for hit in hits)
    ]
    assert len(typed) > 3 * len(rows)
    assert missed == []


def test_every_municipality_and_network_is_found_by_each_of_its_names_and_by_its_code(desk, real):
    municipalities = real.municipalities.query("ended_on == ''")
    _assert_found(desk, municipalities.to_dict("records"), "fi")
    _assert_found(desk, real.networks.to_dict("records"), "fi")


@pytest.mark.parametrize("language", LANGUAGES)
def test_so_it_is_in_each_language(opened, small, language):
    _assert_found(opened[language], small.municipalities.to_dict("records"), language)


def test_the_find_box_finds_by_any_name_and_by_code(desk):
    page = desk
    box = page.get_by_label(say("fi", "tool.find"))
    for typed, count in [("narpio", 1), ("NÄRPES", 1), ("545", 1), ("aanekoski", 1), ("helsingfors", 1)]:
        box.fill(typed)
        assert page.locator("#status").inner_text() == say("fi", "count.hits", count=count)
        assert page.locator(".hits button").count() == count
    box.fill("narpio")
    assert page.locator(".hits button").inner_text() == "Närpiö (Närpes)"
    box.press("Enter")
    assert heading(page) == "Närpiö"
    assert chosen(page) == ["m-545"]


def test_the_find_box_says_what_it_does_not_find(desk):
    page = desk
    box = page.get_by_label(say("fi", "tool.find"))
    box.fill("<img src=x onerror=alert(1)>")
    none = say("fi", "tool.no_hits", query="<img src=x onerror=alert(1)>")
    assert page.locator("#status").inner_text() == none
    # The status is far from the box; those who look at the box are told beside it.
    assert page.locator(".hits").inner_text() == none
    assert page.locator("#status img, .hits img, .hits button").count() == 0
    box.fill("")
    assert page.locator(".hits").is_hidden()
    assert page.locator("#status").inner_text() == ""


def test_enter_shows_what_is_found_also_when_it_is_chosen_already(desk):
    page = desk
    box = page.get_by_label(say("fi", "tool.find"))
    box.fill("kauniai")
    box.press("Enter")
    told = page.locator("#status").inner_text()
    assert told.startswith("Valittu: Kauniainen, ")
    steps = page.evaluate("history.length")
    # The view goes where it is not, and comes back.
    for _ in range(6):
        page.get_by_role("button", name=say("fi", "tool.zoom_in"), exact=True).click()
    for _ in range(12):
        page.get_by_role("button", name=say("fi", "tool.up"), exact=True).click()
    redrawn(page)
    assert not _in_view(page)
    box.fill("kauniai")
    assert page.locator("#status").inner_text() == say("fi", "count.hits", count=1)
    box.press("Enter")
    assert page.locator("#status").inner_text() == told
    redrawn(page)
    assert _in_view(page)
    assert (heading(page), page.evaluate("history.length")) == ("Kauniainen", steps)


def _in_view(page: Page) -> bool:
    """Return whether the button of the walk, which lies on what is chosen, is in the diagram."""
    canvas, here = page.locator("#canvas").bounding_box(), page.locator(".here").bounding_box()
    assert canvas is not None
    assert here is not None
    middle = here["y"] + here["height"] / 2
    return canvas["y"] < middle < canvas["y"] + canvas["height"]


def test_the_list_of_hits_says_how_many_there_are_when_it_has_not_all_of_them(desk):
    page = desk
    box = page.get_by_label(say("fi", "tool.find"))
    box.fill("ka")
    shown = page.locator(".hits li").all_inner_texts()
    assert page.locator(".hits button").count() == len(shown) - 1 == 8
    assert shown[-1] == page.locator("#status").inner_text()
    assert int(shown[-1].split()[0]) > 8
    box.fill("kauniai")
    assert page.locator(".hits li").count() == page.locator(".hits button").count() == 1


def test_the_hits_are_reached_by_keyboard(desk):
    page = desk
    box = page.get_by_label(say("fi", "tool.find"))
    box.fill("kauniai")
    box.press("ArrowDown")
    assert page.locator(":focus").inner_text().startswith("Kauniainen")
    page.keyboard.press("Enter")
    assert heading(page) == "Kauniainen"
    # The list is gone, and the focus is not lost with it.
    assert page.evaluate("document.activeElement.id") == "find"
    assert box.input_value() == "Kauniainen"
    box.fill("ka")
    box.press("ArrowDown")
    page.keyboard.press("Escape")
    assert page.locator(".hits").is_hidden()
    assert page.evaluate("document.activeElement.id") == "find"
