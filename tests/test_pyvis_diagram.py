from __future__ import annotations

import json

import networkx as nx
import pandas as pd
import pytest
from pyvis.network import Network

import kuntaverkostot as kv
from kuntaverkostot.appearance import DARK_PALETTE, LIGHT_GREY, LIGHT_PALETTE
from kuntaverkostot.dataset import table_names
from kuntaverkostot.language import LANGUAGES, named
from kuntaverkostot.layout import layout


@pytest.fixture(scope="module", params=["small", "real"])
def dataset(request) -> kv.Dataset:
    return request.getfixturevalue(request.param)


@pytest.fixture(scope="module", params=[False, True], ids=["confirmed", "with candidates"])
def candidates(request) -> bool:
    return request.param


@pytest.fixture(scope="module")
def graph(dataset, candidates) -> nx.Graph:
    return kv.bipartite_graph(dataset, candidates=candidates)


@pytest.fixture(scope="module")
def drawn(dataset, candidates) -> Network:
    return kv.diagram(dataset, language="sv", candidates=candidates)


def test_it_is_a_pyvis_network_with_each_node_and_edge_once(drawn, graph):
    assert isinstance(drawn, Network)
    assert [node["id"] for node in drawn.nodes] == sorted(graph)
    assert drawn.get_nodes() == sorted(graph)
    edges = [(edge["from"], edge["to"]) for edge in drawn.edges]
    assert len(edges) == len(set(edges))
    assert {frozenset(edge) for edge in edges} == {frozenset(edge) for edge in graph.edges}
    assert drawn.num_nodes() == graph.number_of_nodes()
    assert drawn.num_edges() == graph.number_of_edges()


def test_ids_and_labels_are_text(drawn):
    assert {type(node[key]) for node in drawn.nodes for key in ("id", "label", "title")} == {str}
    assert {type(edge[key]) for edge in drawn.edges for key in ("from", "to")} == {str}
    assert all(node["label"] for node in drawn.nodes)


def test_nodes_stand_where_python_put_them_and_stay_there(drawn, graph):
    placed = layout(graph)
    assert {node["id"]: (node["x"], node["y"]) for node in drawn.nodes} == placed.positions
    assert {node["id"]: node["size"] for node in drawn.nodes} == placed.sizes
    assert {node["physics"] for node in drawn.nodes} == {False}
    assert json.loads(drawn.options.to_json())["physics"]["enabled"] is False


@pytest.mark.parametrize("language", LANGUAGES)
def test_labels_are_in_the_language(small, language):
    drawn = kv.diagram(small, language=language)
    for node, data in kv.bipartite_graph(small).nodes(data=True):
        name = named(data, language)[0]
        assert drawn.get_node(node)["title"] == name
        if data["bipartite"] == 0:
            assert drawn.get_node(node)["label"] == name


def test_labels_of_networks_are_their_short_names(small):
    labels = {node["id"]: node["label"] for node in kv.diagram(small, language="en").nodes if node["shape"] == "square"}
    assert labels == {
        "network:ammatillisen-koulutuksen-jarjestajat": "Vocational education",
        "network:kehyskunnat": "Adjoining municipalities",
        "network:maakuntien-liitot": "Regional councils",
        "network:pienet-kunnat": "Small municipalities",
        "network:ruotsin-ja-kaksikieliset-kunnat": "Swedish and bilingual",
        "network:seutukaupungit": "Regional cities",
        "network:suuret-kaupungit": "Large cities",
        "network:uso4-2017-2018": "USO4 2017–2018",
    }


def test_shapes_tell_kinds_apart(drawn, graph):
    shapes = {"municipality": "dot", "organisation": "diamond", "network": "square"}
    assert {node["id"]: node["shape"] for node in drawn.nodes} == {
        node: shapes[kind] for node, kind in graph.nodes(data="kind")
    }


def test_candidates_are_dashed_and_nothing_else_is(drawn, graph, candidates):
    dashed = {(edge["from"], edge["to"]) for edge in drawn.edges if edge["dashes"]}
    assert dashed == {
        (edge["from"], edge["to"])
        for edge in drawn.edges
        if graph.edges[edge["from"], edge["to"]]["basis"] == "candidate"
    }
    assert bool(dashed) == candidates


def test_edges_of_ended_networks_are_hidden(drawn, graph):
    hidden = {edge["to"] for edge in drawn.edges if edge["hidden"]}
    assert hidden == {node for node, status in graph.nodes(data="status") if status == "ended" and graph.degree(node)}
    shown = {edge["to"] for edge in drawn.edges if not edge["hidden"]}
    assert not hidden & shown


def test_members_have_the_colours_of_their_networks(small):
    drawn = kv.diagram(small)
    colours = {node["id"]: (node["color"]["background"], node["color"]["border"]) for node in drawn.nodes}
    large, small_ones, regional = (
        colours[f"network:{code}"][0] for code in ("suuret-kaupungit", "pienet-kunnat", "seutukaupungit")
    )
    assert {large, small_ones, regional} <= set(LIGHT_PALETTE)
    assert colours["municipality:989"] == (small_ones, small_ones)
    assert set(colours["municipality:734"]) == {regional, large}
    assert colours["municipality:980"] == ("#ffffff", LIGHT_GREY)
    assert colours["network:uso4-2017-2018"] == (LIGHT_GREY, LIGHT_GREY)
    assert not {colour for pair in colours.values() for colour in pair} & set(DARK_PALETTE)


def test_one_can_go_on_with_pyvis(small):
    drawn = kv.diagram(small)
    drawn.add_node("my own", label="My own")
    drawn.add_edge("my own", "municipality:091")
    assert drawn.neighbors("my own") == {"municipality:091"}
    assert "network:suuret-kaupungit" in drawn.neighbors("municipality:091")


def test_what_it_is_made_of_does_not_change(small):
    before = {name: getattr(small, name).copy(deep=True) for name in table_names()}
    graph = kv.bipartite_graph(small, candidates=True)
    kv.diagram(small, candidates=True)
    for name, frame in before.items():
        pd.testing.assert_frame_equal(getattr(small, name), frame)
    again = kv.bipartite_graph(small, candidates=True)
    assert nx.utils.graphs_equal(graph, again)


def test_a_language_that_is_not_ours_is_refused(small):
    with pytest.raises(ValueError, match="language must be one of fi, sv, en; got 'de'"):
        kv.diagram(small, language="de")
