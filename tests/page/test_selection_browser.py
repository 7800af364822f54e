"""One selection: diagram, list, matrix, bars, question, address and Back button hold the same at all times."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import kuntaverkostot as kv
from kuntaverkostot.text.language import LANGUAGES, alphabetical, number, say
from tests.visits import NARROW, Visitor, at_the_beginning, click_on, island_of, unfold

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

# What each part of the page shows as chosen, and the picture.
SHOWN = """
async () => {
    for (let i = 0; i < 2; i++) await new Promise(requestAnimationFrame);
    const all = (selector, what) => [...document.querySelectorAll(selector)].map(what);
    return {
        list: all("main [aria-current='true']", (one) => one.id),
        picked: all(".picked", (one) => one.id),
        details: document.getElementById("details").innerText,
        answer: document.querySelector("#query .answer").innerText,
        choices: Object.fromEntries(all("#query select", (one) => [one.dataset.network, one.value])),
        cells: all("#matrix button[aria-pressed=true]", (one) => one.getAttribute("aria-label")),
        rows: all("#upset .chosen th, #upset button[aria-pressed=true]", (one) =>
            [...one.closest("th").querySelectorAll("a")].map((link) => link.hash.slice(1)).join(" ")),
        bars: all("svg.upset > g", (one, place) => one.matches(".chosen") && place).filter((one) => one !== false),
        hidden: all("#legend button[aria-pressed=false]", (one) => one.parentNode.dataset.node),
        layout: document.getElementById("layout").value,
        picture: document.querySelector("#canvas canvas").toDataURL(),
    };
}
"""
SMALL, SWEDISH = "pienet-kunnat", "ruotsin-ja-kaksikieliset-kunnat"
REGIONAL, LARGE = "seutukaupungit", "suuret-kaupungit"


@pytest.fixture(scope="module")
def shared(browser: Browser, small_site: Path) -> Iterator[Page]:
    visitor = Visitor(browser, small_site)
    yield visitor("fi", reduced_motion="reduce")
    try:
        visitor.check()
    finally:
        visitor.close()


@pytest.fixture
def page(shared: Page) -> Page:
    """Return the Finnish page of the small data as it is at the beginning."""
    unfold(shared).get_by_role("button", name=say("fi", "tool.reset_all")).click()
    at_the_beginning(shared)
    return shared


def _shown(page: Page) -> dict:
    """Return what is chosen, with neither pointer nor focus on the diagram."""
    page.mouse.move(0, 0)
    page.evaluate("document.activeElement.blur()")
    # Whether something is folded is no part of what is chosen.
    unfold(page)
    return page.evaluate(SHOWN)


def _ask(page: Page, **parts: str) -> None:
    for network, part in parts.items():
        page.locator(f"#query select[data-network=n-{network.replace('_', '-')}]").select_option(part)


def _by_walk(page: Page) -> None:
    at_the_beginning(page)
    for key in ("ArrowRight", "ArrowDown", "Enter"):
        page.keyboard.press(key)


def _by_find(page: Page) -> None:
    page.locator("#find").fill("Salo")
    page.locator("#find").press("Enter")


def _everything(page: Page) -> None:
    page.locator("#layout").select_option("map")
    page.locator("#legend button").nth(1).click()
    page.locator("#legend button").nth(3).click()


def _everything_and_node(page: Page) -> None:
    _everything(page)
    page.locator("#n-seutukaupungit .members a").first.click()


def _everything_and_question(page: Page) -> None:
    _everything(page)
    _ask(page, pienet_kunnat="any", seutukaupungit="any", kehyskunnat="none")


# What one does, and the address that comes of it.
WAYS = {
    "a node of the diagram": (lambda page: click_on(page, "n-pienet-kunnat"), "n-pienet-kunnat"),
    "a walk": (_by_walk, "m-020"),
    "a name that is found": (_by_find, "m-734"),
    "a link of the list": (lambda page: page.locator("#m-091 a").first.click(), "n-suuret-kaupungit"),
    "in all": (lambda page: _ask(page, pienet_kunnat="all", kehyskunnat="all"), "all=kehyskunnat.pienet-kunnat"),
    "in any": (lambda page: _ask(page, pienet_kunnat="any", kehyskunnat="any"), "any=kehyskunnat.pienet-kunnat"),
    "in none": (lambda page: _ask(page, pienet_kunnat="none"), "none=pienet-kunnat"),
    "a cell": (
        lambda page: page.locator("#matrix button[aria-label^='Pienet kunnat, Ruotsin']").click(),
        f"all={SMALL}.{SWEDISH}",
    ),
    "a cell of the diagonal": (
        lambda page: page.locator("#matrix td.own button").first.click(),
        "all=suuret-kaupungit",
    ),
    "a bar": (
        lambda page: page.locator("svg.upset > g").first.click(),
        f"all={REGIONAL}&none={LARGE}.kehyskunnat.{SMALL}.{SWEDISH}",
    ),
    "a row under the bars": (
        lambda page: page.locator("#upset button").nth(1).click(),
        f"all={SMALL}.{SWEDISH}&none={LARGE}.{REGIONAL}.kehyskunnat",
    ),
    "the map": (lambda page: page.locator("#layout").select_option("map"), "layout=map"),
    "forces": (lambda page: page.locator("#layout").select_option("force"), "layout=force"),
    "hidden": (lambda page: page.locator("#legend button").first.click(), "hide=suuret-kaupungit"),
    "hidden, map and node": (_everything_and_node, "hide=seutukaupungit.pienet-kunnat&layout=map&node=m-020"),
    "hidden, map and question": (
        _everything_and_question,
        "any=seutukaupungit.pienet-kunnat&none=kehyskunnat&hide=seutukaupungit.pienet-kunnat&layout=map",
    ),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_state_is_in_the_address_and_a_fresh_page_takes_it_from_there(page, way):
    before = _shown(page)
    act, address = WAYS[way]
    act(page)
    here = _shown(page)
    parts = {key for key in here if here[key] != before[key]}
    assert "picture" in parts
    assert len(parts) >= 2
    assert set(page.evaluate("location.hash")[1:].split("&")) == set(address.split("&"))
    page.reload()
    page.locator("html.interactive #canvas canvas").wait_for()
    unfold(page)
    assert _shown(page) == here


def test_diagram_list_and_question_agree(page):
    page.locator("#upset button").nth(1).click()
    shown = _shown(page)
    assert (shown["picked"], shown["bars"]) == (["m-231", "m-545"], [1])
    assert shown["rows"] == [f"n-{SMALL} n-{SWEDISH}"] * 2
    assert shown["choices"] == {
        "n-kehyskunnat": "none",
        f"n-{SMALL}": "all",
        f"n-{SWEDISH}": "all",
        f"n-{REGIONAL}": "none",
        f"n-{LARGE}": "none",
    }
    assert shown["answer"] in shown["details"]
    _ask(page, kehyskunnat="", seutukaupungit="", suuret_kaupungit="")
    assert page.locator("#matrix button[aria-pressed=true]").count() == 2


def test_back_undoes_each_step_and_forward_does_it_again(page):
    steps = [_shown(page)]
    for way in ("a name that is found", "a cell", "the map", "hidden", "a bar", "a link of the list"):
        WAYS[way][0](page)
        steps.append(_shown(page))
    for step in reversed(steps[:-1]):
        page.go_back()
        assert _shown(page) == step
    for step in steps[1:]:
        page.go_forward()
        assert _shown(page) == step


def test_reset_takes_everything_back(page):
    before = _shown(page)
    _everything_and_question(page)
    assert _shown(page) != before
    unfold(page).get_by_role("button", name=say("fi", "tool.reset_all")).click()
    assert _shown(page) == before
    assert page.locator("#status").inner_text() == say("fi", "tool.cleared")
    page.go_back()
    assert _shown(page)["layout"] == "map"


# Nothing known, or known words where they do not belong.
HOSTILE = [
    *("m-999", "n-", "hasOwnProperty", "__proto__", "constructor", "%25", "%E4", "%", "=", "&&&=&", "diagram", "data"),
    *(
        "all=nothing.at-all",
        "all=__proto__&any=constructor",
        "all=.&none=..",
        "hide=m-091.toString",
        "layout=__proto__",
    ),
    *("node=__proto__", "node=%3Cimg%20src=x%20onerror=alert(1)%3E", "all=%3Cscript%3Ealert(1)%3C/script%3E"),
    *("layout=toString&node=valueOf", "all=" + "kehys." * 5000, "node=m-091%00", "javascript:alert(1)"),
]


def test_an_address_of_nothing_chooses_nothing(page):
    before = _shown(page)
    for fragment in HOSTILE:
        for goal, shown in (("#m-091", "#details"), (f"#{fragment}", "#intro")):
            page.evaluate("fragment => { location.hash = fragment; }", goal)
            page.locator(shown).wait_for()
        assert _shown(page) == before, fragment


def test_nor_does_it_in_a_fresh_page(page):
    before, dialogs = _shown(page), []
    page.on("dialog", lambda dialog: dialogs.append(dialog.message))
    for fragment in HOSTILE[2::4]:
        page.evaluate("fragment => { location.hash = fragment; }", f"#{fragment}")
        page.reload()
        page.locator("html.interactive #canvas canvas").wait_for()
        assert _shown(page) == before, fragment
    assert dialogs == []


def test_what_is_unknown_in_an_address_does_not_hide_what_is_known(visit_small):
    page = visit_small(fragment="#all=kehyskunnat.nothing&layout=sideways&hide=uso4-2017-2018.x&node=m-000")
    shown = _shown(page)
    assert (shown["picked"], shown["layout"], shown["list"]) == (["m-611", "m-753"], "overlap", [])
    # A network that one cannot ask for with the choices is called by its name all the same.
    page = visit_small(fragment="#all=uso4-2017-2018")
    assert page.locator("#query .answer p").first.inner_text() == ("0 kuntaa kuuluu verkostoon ”USO4”.")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_answer_to_a_question_is_that_of_python(opened, small, language):
    page = opened[language]
    held = kv.incidence(small, kind="municipality")
    data = island_of(page)
    people = dict(zip(data["nodes"]["id"], data["nodes"]["population"], strict=True))
    names = dict(zip(data["nodes"]["id"], data["nodes"]["name"], strict=True))
    order = alphabetical(language)
    networks = page.locator("#query select").evaluate_all("all => all.map((one) => one.dataset.network.slice(2))")
    assert set(networks) == set(held.columns)
    every = list(product(["", "all", "any", "none"], repeat=len(networks)))
    for asked in [*every[1:4], *every[64::61]]:  # one network alone in each part, and a sample
        parts = {
            part: [one for one, choice in zip(networks, asked, strict=True) if choice == part]
            for part in ("all", "any", "none")
        }
        page.evaluate(
            """(asked) => {
                const selects = document.querySelectorAll("#query select");
                selects.forEach((select, place) => { select.value = asked[place]; });
                selects[0].dispatchEvent(new Event("change"));
            }""",
            asked,
        )
        expected = [f"m-{code}" for code in kv.sharing(held, **{f"{part}_of": of for part, of in parts.items()}).index]
        links = page.locator("#query .answer a").evaluate_all("all => all.map((one) => [one.hash.slice(1), one.text])")
        assert links == [[one, names[one]] for one in sorted(expected, key=lambda one: order(names[one]))]
        count = number(language, sum(people[one] for one in expected))
        sentence = page.locator("#query .answer p").first.text_content() or ""
        assert sentence.startswith(f"{len(expected)} ")
        assert f" {count} " in f" {sentence.rpartition('”. ')[2]}" if expected else sentence.endswith("”.")
        for network in (one for of in parts.values() for one in of):
            assert names[f"n-{network}"] in sentence
        call = ast.parse(page.locator("#query code").text_content(), mode="eval").body
        assert isinstance(call, ast.Call)
        assert ast.unparse(call.func) == "kv.sharing"
        assert list(map(ast.unparse, call.args)) == ["kv.incidence(dataset, kind='municipality')"]
        assert {key.arg: ast.literal_eval(key.value) for key in call.keywords} == {
            f"{part}_of": of for part, of in parts.items() if of
        }


# How wide the choice would be if it could be wider than its room, and how wide its room is.
WIDTHS = """
(one) => {
    one.style.maxWidth = "none";
    const wanted = one.offsetWidth;
    one.style.maxWidth = "";
    return [wanted, one.closest("#toolbar").clientWidth];
}
"""


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_name_of_a_layout_is_cut_off_on_a_narrow_window(visit_small, language):
    page = visit_small(language, size=NARROW)
    wanted, room = page.locator("#layout").evaluate(WIDTHS)
    assert 0 < wanted <= room
