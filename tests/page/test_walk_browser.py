"""Walking along the edges of the diagram, by keys and by buttons, held against the graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

import networkx as nx
import pytest

import kuntaverkostot as kv
from kuntaverkostot.text.language import LANGUAGES, alphabetical, say
from kuntaverkostot.text.node_ids import anchor
from tests.visits import at_the_beginning, chosen, heading, island_of, later, said

if TYPE_CHECKING:
    from playwright.sync_api import Page

# Goes through everything that keys reach, depth first: at each node its neighbours, and Up from each back to where
# one came from. Neighbours are told in the order in which one meets them.
WALK = """
(known) => {
  const here = () => document.querySelector(".here");
  const label = () => here().getAttribute("aria-label");
  const node = () => known.find(([, start]) => label().startsWith(start))[0];
  const press = (key) => here().dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
  const siblings = () => Number(label().split(" / ")[1]);
  const walked = {};
  const visit = () => {
    const from = label();
    const own = node();
    walked[own] = [];
    press("ArrowDown");
    if (label() === from) return;
    for (let left = siblings(); left > 0; left -= 1) {
      walked[own].push(node());
      if (!walked[node()]) visit();
      press("ArrowRight");
    }
    press("ArrowUp");
    if (label() !== from) throw new Error(`Up from the neighbours of ${from} leads to ${label()}`);
  };
  const components = [];
  for (let left = siblings(); left > 0; left -= 1) {
    const before = new Set(Object.keys(walked));
    if (!walked[node()]) visit();
    components.push(Object.keys(walked).filter((one) => !before.has(one)));
    press("ArrowRight");
  }
  return [walked, components.filter((one) => one.length)];
}
"""


@pytest.fixture
def page(opened: dict[str, Page]) -> Page:
    """Return the Finnish page of the small data with the focus on the first node of the walk."""
    return at_the_beginning(opened["fi"])


def _type(page: Page, text: str) -> None:
    """Press the keys of a Nordic keyboard; those that Playwright knows are American."""
    keyboard = page.context.new_cdp_session(page)
    for letter in text:
        keyboard.send("Input.dispatchKeyEvent", {"type": "keyDown", "key": letter, "text": letter})
        keyboard.send("Input.dispatchKeyEvent", {"type": "keyUp", "key": letter})
    keyboard.detach()


# The first letter of an address says what it is the address of.
KINDS = {"m": "municipality", "o": "organisation", "n": "network"}


def _known(page: Page) -> list[tuple[str, str]]:
    """Return each node with how its name begins when it has the focus; no name begins like another one."""
    data = island_of(page)["nodes"]
    language = island_of(page)["language"]
    kinds = [say(language, f"kind.{KINDS[node[0]]}") for node in data["id"]]
    known = [(node, f"{name}, {kind}, ") for node, name, kind in zip(data["id"], data["name"], kinds, strict=True)]
    assert len({start for _, start in known}) == len(known)
    return known


def _expected(page: Page, dataset: kv.Dataset, *, candidates: bool) -> tuple[dict[str, list[str]], nx.Graph]:
    """Return the neighbours of each node, networks as on the page and members by name, and the graph by addresses."""
    graph = nx.relabel_nodes(kv.bipartite_graph(dataset, candidates=candidates), anchor)
    data = island_of(page)
    order = alphabetical(data["language"])
    names = dict(zip(data["nodes"]["id"], data["nodes"]["name"], strict=True))
    places = {data["nodes"]["id"][index]: place for place, index in enumerate(data["networks"]["node"])}
    around = {node: sorted(graph[node], key=lambda one: (places.get(one, 0), order(names[one]))) for node in graph}
    return around, graph


def _assert_walked(walked, components, expected, graph) -> None:
    assert walked == expected
    assert {frozenset(one) for one in components} == {frozenset(one) for one in nx.connected_components(graph)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_down_and_right_visit_exactly_the_neighbours_and_reach_the_whole_component(opened, small, language):
    page = at_the_beginning(opened[language])
    walked, components = page.evaluate(WALK, _known(page))
    _assert_walked(walked, components, *_expected(page, small, candidates=True))


def test_so_they_do_in_the_real_data(visit, real):
    page = visit("sv", size=(700, 500))
    page.locator(".here").focus()
    walked, components = page.evaluate(WALK, _known(page))
    _assert_walked(walked, components, *_expected(page, real, candidates=False))
    assert len(walked) == len(island_of(page)["nodes"]["id"]) > 330


def test_keys_of_a_keyboard_do_the_same(page, small):
    expected, _ = _expected(page, small, candidates=True)
    known = {start: node for node, start in _known(page)}

    def node() -> str:
        return next(node for start, node in known.items() if said(page).startswith(start))

    met = {}
    for _ in range(int(said(page).split(" / ")[1])):
        here = node()
        page.keyboard.press("ArrowDown")
        for place in range(len(expected[here])):
            met.setdefault(here, []).append(node())
            assert said(page).endswith(f", {place + 1} / {len(expected[here])}")
            page.keyboard.press("ArrowRight")
        if expected[here]:
            page.keyboard.press("ArrowUp")
        assert node() == here
        page.keyboard.press("ArrowRight")
    assert met == {here: around for here, around in expected.items() if around and here.startswith("n-")}


def test_left_and_right_go_round_and_home_and_end_to_the_ends(page):
    first = said(page)
    page.keyboard.press("ArrowLeft")
    last = said(page)
    page.keyboard.press("ArrowRight")
    assert said(page) == first
    page.keyboard.press("End")
    assert said(page) == last
    page.keyboard.press("ArrowRight")
    assert said(page) == first
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Home")
    assert said(page) == first
    assert (first.split(", ")[-1], last.split(", ")[-1]) == ("1 / 8", "8 / 8")


NAMES = {
    "fi": [
        "Kehyskunnat, verkosto, 2 kuntaa tiedossa, kaikkiaan 44, 3 / 8",
        "Pornainen, kunta, 2 verkostoa, jäsen verkostossa Kehyskunnat, 1 / 3",
        "Ylöjärvi, kunta, jäsenyyttä ei löytynyt julkisista lähteistä, ehdokas, ei vahvistettu, 3 / 3",
        "Maakuntien liittojen verkosto, verkosto, 2 jäsentä, 6 / 8",
        "Uudenmaan liitto, organisaatio, 1 verkosto, jäsen verkostossa Maakuntien liittojen verkosto, 1 / 2",
        "Maakuntien liittojen verkosto, verkosto, 2 jäsentä, verkosto, jossa Uudenmaan liitto on jäsen, 1 / 1",
        "USO4, verkosto, päättynyt, 2 kuntaa tiedossa, kaikkiaan 29, 8 / 8",
    ],
    "sv": [
        "Kranskommuner, nätverk, 2 kommuner kända av totalt 44, 3 / 8",
        "Borgnäs, kommun, 2 nätverk, medlem i nätverket Kranskommuner, 1 / 3",
        "Ylöjärvi, kommun, inget medlemskap hittades i offentliga källor, kandidat, inte bekräftad, 3 / 3",
        "Nätverk för landskapsförbund, nätverk, 2 medlemmar, 6 / 8",
        "Egentliga Finlands förbund, organisation, 1 nätverk, medlem i nätverket Nätverk för landskapsförbund, 1 / 2",
        "Nätverk för landskapsförbund, nätverk, 2 medlemmar, nätverk där Egentliga Finlands förbund är medlem, 1 / 1",
        "USO4, nätverk, avslutat, 2 kommuner kända av totalt 29, 8 / 8",
    ],
    "en": [
        "Adjoining municipalities, network, 2 municipalities known, 44 in all, 3 / 8",
        "Pornainen, municipality, 2 networks, member of the network Adjoining municipalities, 1 / 3",
        "Ylöjärvi, municipality, no membership found in public sources, candidate, not confirmed, 3 / 3",
        "Network of regional councils, network, 2 members, 6 / 8",
        (
            "Helsinki-Uusimaa Regional Council, organisation, 1 network, "
            "member of the network Network of regional councils, 1 / 2"
        ),
        (
            "Network of regional councils, network, 2 members, "
            "network of which Helsinki-Uusimaa Regional Council is a member, 1 / 1"
        ),
        "USO4, network, ended, 2 municipalities known, 29 in all, 8 / 8",
    ],
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_node_says_its_name_its_kind_its_size_and_its_place(opened, language):
    page = at_the_beginning(opened[language])
    names = []
    for keys in (
        "ArrowRight ArrowRight",
        "ArrowDown",
        "ArrowLeft",
        "ArrowUp Home ArrowLeft ArrowLeft ArrowLeft",
        "ArrowDown",
        "ArrowDown",
    ):
        for key in keys.split():
            page.keyboard.press(key)
        names.append(said(page))
    for key in ("ArrowUp", "ArrowUp", "End"):
        page.keyboard.press(key)
    names.append(said(page))
    assert names == NAMES[language]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("n", "Närpiö"),
        ("ä", "Ähtäri"),
        ("ÄÄ", "Äänekoski"),
        ("aan", "Äänekoski"),
        ("yloj", "Ylöjärvi"),
        ("s", "Salo"),
        ("pienet k", "Pienet kunnat"),
        ("suuret kaupungit ja m", "Suuret kaupungit ja maakuntakeskukset"),
        ("varsinais-suomen l", "Varsinais-Suomen liitto"),
        ("uso4", "USO4"),
    ],
)
def test_letters_find_by_name_with_its_marks_and_spaces_or_without(page, typed, name):
    _type(page, typed)
    assert said(page).startswith(f"{name}, ")
    assert chosen(page) == []


def test_up_from_a_name_that_was_typed_leads_to_its_first_network(page):
    _type(page, "pornainen")
    assert said(page) == "Pornainen, kunta, 2 verkostoa, 6 / 13"
    page.keyboard.press("ArrowUp")
    assert (
        said(page)
        == "Kehyskunnat, verkosto, 2 kuntaa tiedossa, kaikkiaan 44, verkosto, jossa Pornainen on jäsen, 3 / 8"
    )
    page.keyboard.press("ArrowUp")
    assert page.locator("#status").inner_text() == say("fi", "tool.at_top")
    assert said(page).startswith("Kehyskunnat, ")


def test_up_from_any_name_leads_to_a_neighbour_and_down_and_right_from_there_to_its_neighbours(page, small):
    expected, graph = _expected(page, small, candidates=True)
    known = _known(page)
    led = {}
    for node, start in known:
        later(page)
        _type(page, start.partition(", ")[0])
        assert said(page).startswith(start)
        page.keyboard.press("ArrowUp")
        above = next(one for one, name in known if said(page).startswith(name))
        led[node] = above
        page.keyboard.press("ArrowDown")
        for other in expected[above]:
            assert said(page).startswith(dict(known)[other])
            page.keyboard.press("ArrowRight")
    members = [node for node in graph if not node.startswith("n-") and graph[node]]
    # Where the name is among those that one is going through, Up leads back to where one came from.
    assert {node for node in members if led[node] not in expected[node]} == set()
    assert sum(led[node] == expected[node][0] for node in members) >= 8
    assert {node for node, above in led.items() if node == above} == set(graph) - set(members)
    assert len(members) == 13


@pytest.mark.parametrize("move", ["follow", "back"])
def test_a_button_leads_from_a_found_name_to_its_first_network(page, move):
    page.locator("#find").fill("pornainen")
    page.keyboard.press("Enter")
    page.get_by_role("button", name=say("fi", f"tool.move_{move}"), exact=True).click()
    place = {"follow": "1 / 2", "back": "3 / 8"}[move]
    name = f"Kehyskunnat, verkosto, 2 kuntaa tiedossa, kaikkiaan 44, verkosto, jossa Pornainen on jäsen, {place}"
    assert page.locator("#status").inner_text() == page.locator(".here").get_attribute("aria-label") == name


def test_letters_begin_anew_after_a_pause_and_an_unknown_name_issaid(page):
    _type(page, "salo")
    later(page)
    _type(page, "k")
    assert said(page).startswith("Kaskinen, ")
    _type(page, "x")
    assert page.locator("#status").inner_text() == say("fi", "tool.no_hits", query="kx")
    assert said(page).startswith("Kaskinen, ")
    later(page)
    page.keyboard.press("Space")
    assert heading(page) == "Kaskinen"
