"""A view of the explorer in outputs of any width, with the theme of any front end, and what its sources lead to."""

from __future__ import annotations

import dataclasses
from itertools import combinations

import pytest

import kuntaverkostot as kv
from kuntaverkostot.listing.source_list import sources_of
from kuntaverkostot.text.language import LANGUAGES
from tests.page.test_labels_browser import EDGE, NOTE, overlap
from tests.visits import redrawn
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


@pytest.mark.parametrize("width", [720, 1100])
def test_a_label_at_the_lower_edge_stands_below_its_square_where_there_is_room_below(browser, real, width):
    lines, squares, _ = _drawn(browser, kv.explore(real, language="en"), width)
    (label,) = [box for text, box in lines if text == "49 municipalities"]
    middle = (label[0] + label[2]) / 2
    above = [square for square in squares if square[0] < middle < square[2] and square[3] < label[1]]
    assert min(label[1] - square[3] for square in above) < 4 * (label[3] - label[1])


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


def test_a_label_that_is_wider_than_the_diagram_is_shortened(browser):
    long = "Gesang" + "verein" * 30
    dataset = kv.from_sets({"Choir": ["Ann", "Bob"], long: ["Ann", "Bob"], "Chess": ["Bob"]})
    lines, _, (across, _) = _drawn(browser, kv.explore(dataset), 700)
    (label,) = [text for text, _ in lines if text.startswith("Gesang")]
    assert long.startswith(label.removesuffix("…"))
    assert label != long
    assert [text for text, (left, _, right, _) in lines if left < -EDGE or right > across + EDGE] == []


@pytest.mark.parametrize("width", [360, 1100])
def test_what_is_told_of_very_long_names_stays_in_its_room(browser, width):
    long = "x" * 190
    dataset = kv.from_sets({"Choir": ["Ann", long], long: ["Ann", long], "Chess": [long]})
    explorer = kv.explore(dataset, language="en")
    for chosen in ("Choir", "Ann"):
        explorer.select(chosen)
        page = room(browser, explorer, width=width)
        details = page.locator("#room .details")
        details.get_by_role("button", name=long).first.wait_for()
        wide = """panel => [...panel.querySelectorAll("*")].filter((one) =>
            one.getBoundingClientRect().right > panel.getBoundingClientRect().right + 1).map((one) => one.outerHTML)"""
        assert details.evaluate(wide) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        page.context.close()


def test_numbers_of_sources_lead_to_the_sources_themselves(browser, real):
    explorer = kv.explore(real, language="en")
    explorer.select("Loviisa")
    page = room(browser, explorer)
    links = page.locator("#room .details .networks small a")
    links.first.wait_for()
    numbers = [int(text) for text in links.evaluate_all("all => all.map((one) => one.childNodes[1].textContent)")]
    sources = [sources_of(real, "en")[number - 1] for number in numbers]
    # Of two lists and of a rule.
    assert len(sources) == 5
    for link, source in zip(links.all(), sources, strict=True):
        attributes = [link.get_attribute(name) for name in ("href", "title", "target", "rel")]
        assert attributes == [source.url, source.title.text, "_blank", "noopener"]
        assert page.get_by_role("link", name=f"source {source.number} ({source.title.text})", exact=True).count() == 1
    page.context.close()


def test_a_source_without_an_address_is_named_and_leads_nowhere(browser, small):
    tables = {name: getattr(small, name).copy() for name in ("sources", "memberships")}
    tables["sources"].loc[:, "url"] = ["javascript:alert(1)"] + [""] * (len(tables["sources"]) - 1)
    explorer = kv.explore(dataclasses.replace(small, **tables), language="en")
    listed = tables["memberships"].query("basis == 'listed'")
    explorer.select(listed["municipality_code"].iloc[0])
    page = room(browser, explorer)
    titled = page.locator("#room .details .networks small span[title]")
    titled.first.wait_for()
    titles = {source.title.text for source in sources_of(small, "en")}
    assert set(titled.evaluate_all("all => all.map((one) => one.title)")) <= titles
    assert page.locator("#room .details a").count() == 0
    page.context.close()


GROUND = "room => getComputedStyle(room.shadowRoot.querySelector('.widget')).backgroundColor"
# By what each names its theme: attributes of the root and of the body, light and dark. VS Code:
# https://code.visualstudio.com/api/extension-guides/webview#theming-webview-content
THEMES = {
    "VS Code": (("", 'class="vscode-light"'), ("", 'class="vscode-dark"')),
    "VS Code, kind alone": (
        ("", 'data-vscode-theme-kind="vscode-light"'),
        ("", 'data-vscode-theme-kind="vscode-dark"'),
    ),
    "VS Code, high contrast": (
        ("", 'class="vscode-high-contrast-light vscode-high-contrast"'),
        ("", 'class="vscode-high-contrast" data-vscode-theme-kind="vscode-high-contrast"'),
    ),
    "Colab": (('theme="light"', ""), ('theme="dark"', "")),
    "JupyterLab": (("", 'data-jp-theme-light="true"'), ("", 'data-jp-theme-light="false"')),
    "marimo": (("", 'class="light light-theme"'), ("", 'class="dark dark-theme"')),
}


@pytest.mark.parametrize("name", THEMES)
def test_the_theme_that_the_front_end_names_counts_whatever_that_of_the_system_is(browser, small, name):
    grounds = []
    for html, body in THEMES[name]:
        for scheme in ("light", "dark"):
            page = room(browser, kv.explore(small), html=html, body=body, color_scheme=scheme)
            page.locator("#room canvas").wait_for()
            grounds.append(page.locator("#room").evaluate(GROUND))
            page.context.close()
    assert grounds[0] == grounds[1] != grounds[2] == grounds[3]


def test_the_view_follows_when_vs_code_or_colab_changes_its_theme(browser, small):
    page = room(browser, kv.explore(small), body='class="vscode-light" data-vscode-theme-kind="vscode-light"')
    page.locator("#room canvas").wait_for()
    light = page.locator("#room").evaluate(GROUND)
    changes = {
        "document.body.className = document.body.dataset.vscodeThemeKind = 'vscode-dark'": True,
        "document.body.className = document.body.dataset.vscodeThemeKind = 'vscode-light'": False,
        "document.body.dataset.vscodeThemeKind = document.body.className = ''": False,
        "document.documentElement.setAttribute('theme', 'dark')": True,
        "document.documentElement.setAttribute('theme', 'light')": False,
    }
    for change, dark in changes.items():
        page.evaluate(change)
        redrawn(page)
        assert (page.locator("#room").evaluate(GROUND) != light) is dark, change
    page.context.close()
