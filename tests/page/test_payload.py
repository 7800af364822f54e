from __future__ import annotations

import json
import re
from pathlib import Path
from string import ascii_uppercase
from typing import TYPE_CHECKING

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import kuntaverkostot as kv
from kuntaverkostot.analysis.graph import signatures
from kuntaverkostot.diagram.frame import TALL, WIDE
from kuntaverkostot.diagram.inlining import as_json
from kuntaverkostot.diagram.layout import layout
from kuntaverkostot.diagram.style import LIGHT_PALETTE, SHAPES
from kuntaverkostot.page import years_page
from kuntaverkostot.page.payload import texts_of_scripts
from kuntaverkostot.text.language import LANGUAGES, alphabetical, named, say, texts
from kuntaverkostot.text.node_ids import anchor
from tests.payloads import payload_of

if TYPE_CHECKING:
    import networkx as nx

PACKAGE = Path(__file__).parents[2] / "src" / "kuntaverkostot"
EXPLORER = PACKAGE.parent / "explorer"
SCRIPTS = {
    path.relative_to(EXPLORER).as_posix(): path.read_text(encoding="utf-8")
    for path in sorted(EXPLORER.rglob("*.ts"))
    if not {"node_modules", "tests"} & set(path.parts)
}
# What a key may be put together from that comes with the data.
WORDS_OF_DATA = {
    "fi",
    "sv",
    "en",
    "fi-sv",
    "sv-fi",
    "listed",
    "rule",
    "candidate",
    *SHAPES,
    "current",
    "ended",
    "unknown",
}
each_language = pytest.mark.parametrize("language", LANGUAGES)


@pytest.fixture(scope="module")
def graph(real) -> nx.Graph:
    return kv.bipartite_graph(real)


@pytest.fixture(scope="module")
def islands(documents) -> dict[str, dict]:
    return {language: payload_of(root) for language, root in documents.items()}


def _used(key: str) -> bool:
    """Return whether scripts say a text: its key as it stands, or put together from words that they know."""
    together = "\n".join(SCRIPTS.values())
    if f'"{key}"' in together:
        return True

    def known(word: str) -> bool:
        return word in WORDS_OF_DATA or re.search(rf'\b{word}\b[":]|"{word}"', together) is not None

    for pattern in re.findall(r"`((?:\w+\.)[^`\s]*\$\{[^`]*)`", together):
        parts = re.split(r"\$\{[^}]*\}", pattern)
        match = re.fullmatch("(.+)".join(map(re.escape, parts)), key)
        if match and all(map(known, match.groups())):
            return True
    return False


def _ids(graph: nx.Graph, islands: dict[str, dict], language: str) -> list[str]:
    """Return networks in the order of the list, then members in that of their names."""
    order = alphabetical(language)
    members = [node for node in graph if graph.nodes[node]["bipartite"] == 0]
    by_anchor = {anchor(node): node for node in graph}
    networks = [by_anchor[code] for code in islands[language]["networks"]["id"]]
    return networks + sorted(members, key=lambda node: (order(named(graph.nodes[node], language)[0]), node))


@each_language
def test_nodes_are_those_of_the_graph(islands, graph, language):
    nodes = islands[language]["nodes"]
    ids = _ids(graph, islands, language)
    assert len(ids) == len(graph)
    assert nodes["id"] == [anchor(node) for node in ids]
    assert nodes["language"] == [graph.nodes[node].get("language", "") for node in ids]
    assert nodes["name"] == [named(graph.nodes[node], language)[0] for node in ids]
    assert nodes["population"] == [graph.nodes[node].get("population") for node in ids]


@each_language
def test_members_stand_in_alphabetical_order_and_networks_in_that_of_the_list(islands, documents, language):
    names = islands[language]["members"]["name"]
    assert names == sorted(names, key=alphabetical(language))
    listed = [entry["id"] for entry in documents[language].one("section", id="list").every("details", class_="network")]
    assert islands[language]["networks"]["id"] == listed


def test_a_node_can_be_found_by_its_other_names(islands):
    for language, other in (("fi", "Närpes"), ("sv", "Närpiö"), ("en", "Närpiö")):
        nodes = islands[language]["nodes"]
        assert nodes["names"][nodes["id"].index("m-545")] == [other]


@each_language
def test_edges_are_those_of_the_graph_with_their_basis(islands, graph, language):
    edges = islands[language]["edges"]
    basis = {(edge["member"], edge["network"]): edge["basis"] for edge in edges}
    assert len(basis) == graph.number_of_edges() == len(edges)
    assert basis == {
        tuple(anchor(end) for end in sorted(pair, key=lambda node: graph.nodes[node]["bipartite"])): graph.edges[pair][
            "basis"
        ]
        for pair in graph.edges
    }


@each_language
def test_sources_of_an_edge_are_on_the_page(islands, documents, language):
    places = {int(item["id"][2:]) for item in documents[language].one("ol", class_="sources").every("li")}
    for edge in islands[language]["edges"]:
        assert set(edge["sources"]) <= places
        assert bool(edge["sources"]) == (edge["basis"] == "listed")


def test_what_a_table_says_besides_is_there_for_the_details(islands):
    rows = {
        "film": ["Alien", "Alien", "Heat"],
        "genre": ["Horror", "Sci-Fi", "Crime"],
        "year": [1979, 1979, 1995],
        "role": ["main", "side", "main"],
    }
    data = payload_of(kv.build_page(kv.from_frame(pd.DataFrame(rows), member="film", network="genre")).html)
    ids, names = data["nodes"]["id"], data["attributes"]["names"]
    said = {
        (ids[member], ids[network] if network >= 0 else "", names[name]): value
        for member, network, name, value in data["attributes"]["rows"]
    }
    assert said == {
        ("o-alien", "", "year"): "1979",
        ("o-heat", "", "year"): "1995",
        ("o-alien", "n-horror", "role"): "main",
        ("o-alien", "n-sci-fi", "role"): "side",
        ("o-heat", "n-crime", "role"): "main",
    }
    assert islands["fi"]["attributes"] is None


@each_language
def test_positions_are_those_of_the_two_frames(islands, graph, language):
    ids = _ids(graph, islands, language)
    frames = islands[language]["frames"]
    assert [frame["name"] for frame in frames] == ["wide", "tall"]
    for frame, shape in zip(frames, (WIDE, TALL), strict=True):
        placed = layout(graph, frame=shape)
        positions = {node: (x, y) for node, x, y in zip(ids, frame["x"], frame["y"], strict=True)}
        assert positions == placed.positions
        assert dict(zip(ids, frame["size"], strict=True)) == placed.sizes
        hubs = sorted(placed.hubs, key=lambda hub: graph.nodes[hub.networks[0]]["position"])
        for labels, made in ((hubs, frame["hubs"]), (placed.clusters, frame["clusters"])):
            assert [[ids[node] for node in one["networks"]] for one in made] == [list(one.networks) for one in labels]
            assert [one["lines"] for one in made] == [list(one.lines[language]) for one in labels]


@each_language
def test_a_cluster_has_members_in_exactly_its_networks(islands, graph, language):
    ids, sets = _ids(graph, islands, language), set(signatures(graph).values())
    for frame in islands[language]["frames"]:
        networks = [tuple(sorted(ids[node] for node in cluster["networks"])) for cluster in frame["clusters"]]
        assert len(networks) == len(set(networks)) > 5
        assert set(networks) <= sets


@each_language
def test_networks_have_their_colours_letters_and_states(islands, graph, language):
    networks = islands[language]["networks"]
    ids = _ids(graph, islands, language)
    codes = [ids[node] for node in networks["node"]]
    assert sorted(codes) == sorted(node for node in ids if graph.nodes[node]["bipartite"] == 1)
    letters = [letter for letter in networks["letter"] if letter]
    assert letters == list(ascii_uppercase[: len(letters)])
    assert networks["status"] == [graph.nodes[node]["status"] for node in codes]
    coloured = [place for place in networks["place"] if place >= 0]
    assert sorted(coloured) == list(range(len(coloured)))
    assert len(coloured) <= len(LIGHT_PALETTE)
    assert [bool(letter) for letter in networks["letter"]] == [place >= 0 for place in networks["place"]]


@each_language
def test_what_differs_between_languages_is_words_only(islands, language):
    assert _by_address(islands[language]) == _by_address(islands["fi"])
    for key in ("width", "height", "outline"):
        assert islands[language]["geo"][key] == islands["fi"]["geo"][key]


def _by_address(data: dict) -> tuple[dict, set]:
    """Return what holds of nodes and edges in any language, by the address of the node."""
    nodes = data["nodes"]
    columns = [nodes["population"], nodes["language"], data["geo"]["x"], data["geo"]["y"]]
    columns += [frame[key] for frame in data["frames"] for key in ("x", "y", "size")]
    return dict(zip(nodes["id"], zip(*columns, strict=True), strict=True)), {
        (edge["member"], edge["network"], edge["basis"], tuple(edge["sources"])) for edge in data["edges"]
    }


@each_language
def test_every_text_that_a_script_says_is_there(islands, language):
    sections = {key.partition(".")[0] for key in texts(language)}
    for script, source in SCRIPTS.items():
        said = [*texts_of_scripts(language, where=""), *(years_page.TEXTS if script == "panels/stepper.ts" else ())]
        literal = set(re.findall(r'"(\w+\.\w+)"', source))
        assert {key for key in literal if key.partition(".")[0] in sections} <= set(said), script
        for pattern in re.findall(r"say\(`([^`]*)`", source):
            shape = re.compile(".+".join(map(re.escape, re.split(r"\$\{[^}]*\}", pattern))))
            assert any(shape.fullmatch(key) for key in said), (script, pattern)
    where = say(language, "known.in_public_sources")
    assert islands[language]["texts"] == texts_of_scripts(language, where=where)
    assert islands[language]["texts"]["diagram.unconfirmed"].endswith(f" {where}")


def test_every_text_on_the_page_for_scripts_is_said_by_one(islands):
    rest = "\n".join(path.read_text("utf-8") for path in [*PACKAGE.rglob("*.jinja"), *PACKAGE.rglob("*.py")])
    # The words of rules are put together in Python.
    unsaid = [key for key in islands["fi"]["texts"] if not _used(key) and not key.startswith("basis.rule_")]
    assert [key for key in unsaid if f'"{key}"' not in rest] == []


def test_a_text_that_no_script_says_is_found():
    assert not _used("tool.nobody_says_this")
    assert _used("tool.zoom_in")
    assert _used("kind.municipality")


@given(st.text())
def test_json_cannot_end_its_element(text):
    written = as_json({"name": text, text: 1})
    assert not set(written) & set("<>&\u2028\u2029")
    assert json.loads(written) == {"name": text, text: 1}


def test_what_is_told_of_a_candidate_is_on_the_page_where_the_candidate_is():
    rows = [("Ann", "Go", "listed", "chair"), ("Ann", "Ludo", "candidate", "guest"), ("Bo", "Go", "listed", "host")]
    dataset = kv.from_frame(pd.DataFrame(rows, columns=["member", "network", "basis", "role"]))
    for candidates, wanted in ((False, ["chair", "host"]), (True, ["chair", "guest", "host"])):
        page = kv.build_page(dataset, language="en", candidates=candidates)
        assert sorted(row[3] for row in payload_of(page.html)["attributes"]["rows"]) == wanted
