"""Finding by name in any of the three languages or by code."""

from __future__ import annotations

import pytest

from kuntaverkostot.language import LANGUAGES, say
from tests.visits import chosen, heading

# The names of hits for each text, and what the status says.
FIND = """
(typed) => typed.map((text) => {
    const box = document.getElementById("find");
    box.value = text;
    box.dispatchEvent(new Event("input"));
    const hits = [...document.querySelectorAll(".hits button")].map((one) => one.textContent);
    return [hits, document.getElementById("status").textContent];
})
"""


def _typed(name: str) -> list[str]:
    """Return how a name may be typed: as it is, in capitals, and without marks and hyphens."""
    bare = name.translate(str.maketrans("åäöÅÄÖ-", "aaoAAO "))
    return [name, name.upper(), bare.lower()]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_municipality_is_found_by_each_of_its_names_and_by_its_code(at_rest, real, language):
    table = real.municipalities.query("ended_on == ''")
    for row in table.to_dict("records"):
        typed = [one for other in LANGUAGES for one in _typed(row[f"name_{other}"])] + [row["municipality_code"]]
        found = at_rest[language].evaluate(FIND, typed)
        for text, (hits, _) in zip(typed, found, strict=True):
            own = row[f"name_{language}"]
            assert [hit for hit in hits if hit == own or hit.startswith(f"{own} (")], text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_network_is_found_by_its_names(at_rest, real, language):
    for row in real.networks.to_dict("records"):
        names = [row[f"name_{other}"] for other in LANGUAGES if row[f"name_{other}"]]
        own = next(row[f"name_{other}"] for other in dict.fromkeys([language, *LANGUAGES]) if row[f"name_{other}"])
        for text, (hits, _) in zip(names, at_rest[language].evaluate(FIND, names), strict=True):
            assert [hit for hit in hits if hit == own or hit.startswith(f"{own} (")], text


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
    assert page.locator("#status").inner_text() == say("fi", "tool.no_hits", query="<img src=x onerror=alert(1)>")
    assert page.locator(".hits").is_hidden()
    assert page.locator("#status img").count() == 0
    box.fill("")
    assert page.locator(".hits").is_hidden()


def test_the_hits_are_reached_by_keyboard(desk):
    page = desk
    box = page.get_by_label(say("fi", "tool.find"))
    box.fill("kauniai")
    box.press("ArrowDown")
    assert page.locator(":focus").inner_text().startswith("Kauniainen")
    page.keyboard.press("Enter")
    assert heading(page) == "Kauniainen"
    box.fill("ka")
    box.press("ArrowDown")
    page.keyboard.press("Escape")
    assert page.locator(".hits").is_hidden()
    assert page.evaluate("document.activeElement.id") == "find"
