"""Graphs of other programs, and our own exports read back."""

from __future__ import annotations

import io
import json

import networkx as nx
import pytest

import kuntaverkostot as kv
from tests.dataset.forms.reading import pairs, read
from tests.relation import relation

CLUBS = [("Ann", "Chess"), ("Bob", "Chess"), ("Cid", "Chess"), ("Bob", "Go")]
RELATION = pairs("Ann:Chess Bob:Chess,Go Cid:Chess")


def _graph(**attributes: dict[str, object]) -> nx.Graph:
    graph = nx.Graph(CLUBS)
    for name, values in attributes.items():
        nx.set_node_attributes(
            graph, {node: values["network" if node in {"Chess", "Go"} else "member"] for node in graph}, name
        )
    return graph


def _written(graph: nx.Graph, form: str) -> bytes:
    if form in {"graphml", "gexf"}:
        buffer = io.BytesIO()
        {"graphml": nx.write_graphml, "gexf": nx.write_gexf}[form](graph, buffer)
        return buffer.getvalue()
    data = nx.adjacency_data(graph) if form == "adjacency" else nx.node_link_data(graph, edges=form)
    return json.dumps(data).encode()


FORMS = ["graphml", "gexf", "links", "edges", "adjacency"]


@pytest.mark.parametrize("form", FORMS)
def test_a_graph_with_two_sides_is_read(tmp_path, form):
    found = read(tmp_path, _written(_graph(bipartite={"member": 0, "network": 1}), form), "graph")
    assert (found.relation, found.warnings) == (RELATION, ["members-own"])


@pytest.mark.parametrize("form", FORMS)
def test_the_sides_are_found_and_said_where_no_attribute_tells(tmp_path, form):
    named = _graph(type={"member": "person", "network": "club"})
    for graph, rule in ((_graph(), "graph-sides"), (named, "graph-named")):
        found = read(tmp_path, _written(graph, form), "graph")
        assert (found.relation, found.warnings) == (RELATION, [rule, "members-own"])


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("graph", [nx.karate_club_graph(), nx.Graph([("a", "b"), ("c", "d")]), nx.path_graph(4)])
def test_a_graph_without_two_certain_sides_is_refused(tmp_path, form, graph):
    assert read(tmp_path, _written(graph, form), "graph").errors == ["graph-unclear"]


def test_southern_women(tmp_path):
    graph = nx.davis_southern_women_graph()
    graph.graph.clear()
    found = read(tmp_path, _written(graph, "graphml"), "women.graphml")
    assert found.relation == {(one, other) for one, other in graph.edges}
    assert len(found.relation) == 89


@pytest.mark.parametrize(
    ("content", "relation"),
    [
        ('{"Chess": ["Ann", "Bob", "Cid"], "Go": ["Bob"]}', RELATION),
        ('[{"person": "Ann", "club": "Chess"}, {"person": "Bob", "club": "Chess"}]', pairs("Ann:Chess Bob:Chess")),
        (
            '{"items": [{"id": "Ann", "member-of": ["Chess", "Go"]}, {"id": "Bob", "member-of": ["Go"]}]}',
            pairs("Ann:Chess,Go Bob:Go"),
        ),
    ],
)
def test_sets_and_rows_in_json(tmp_path, content, relation):
    assert read(tmp_path, content, "table.json").relation == relation


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        ('<?xml version="1.0"?><!DOCTYPE g [<!ENTITY a "aaaa">]><graphml>&a;</graphml>', "graph-damaged"),
        ('<?xml version="1.0"?><graphml><graph>', "graph-damaged"),
        ("<graphml>" + "<a>" * 200 + "</a>" * 200 + "</graphml>", "graph-damaged"),
        ('{"nodes": [{"name": "A"}], "links": [{"source": 1}]}', "graph-damaged"),
        ("[1, 2]", "json-unknown"),
    ],
)
def test_a_damaged_or_hostile_graph_is_refused(tmp_path, content, rule):
    assert read(tmp_path, content, "graph").errors == [rule]


@pytest.mark.parametrize("form", ["graphml", "gexf", "json"])
def test_an_exported_graph_is_the_same_graph_again(tmp_path, small, form):
    found = read(tmp_path, kv.export_bytes(small, form=form), "export")
    before, after = kv.bipartite_graph(small), kv.bipartite_graph(found.dataset)
    assert dict(after.nodes(data=True)) == dict(before.nodes(data=True))
    bases = [{frozenset(edge[:2]): edge[2] for edge in graph.edges(data="basis")} for graph in (before, after)]
    assert bases[0] == bases[1]
    # The graph holds no sources, and that is said.
    assert found.warnings == ["graph-sources"]


def test_an_exported_graph_that_somebody_changed_is_checked(tmp_path, small):
    text = kv.export_bytes(small, form="json").decode()
    assert read(tmp_path, text.replace('"basis": "listed"', '"basis": "odd"'), "export").errors == ["enum"]
    code = small.memberships["municipality_code"].iloc[0]
    changed = text.replace(f'municipality:{code}"', 'municipality:999"').replace(f'"code": "{code}"', '"code": "999"')
    assert read(tmp_path, changed, "export").errors == ["foreign-key"]


def _told_graph() -> nx.Graph:
    graph = _graph(bipartite={"member": 0, "network": 1})
    graph.nodes["Ann"].update(name="Ann", code="A7", color="red")
    graph.nodes["Chess"].update(founded=1920, title="Chess club")
    graph.nodes["Go"].update(city="Oslo")
    graph.edges["Ann", "Chess"].update(role="chair")
    return graph


@pytest.mark.parametrize("form", FORMS)
def test_what_is_told_of_members_and_memberships_is_kept_and_every_loss_is_said(tmp_path, form):
    found = read(tmp_path, _written(_told_graph(), form), "graph")
    told = found.dataset.attributes[["member_id", "network_id", "attribute", "value"]].to_numpy().tolist()
    # A node of GEXF always has a label.
    chess, left_out = ("chess", "founded, title, city") if form == "gexf" else ("chess-club", "founded, city")
    assert sorted(told) == [["ann", "", "code", "A7"], ["ann", chess, "role", "chair"]]
    said = {one.rule: one.value for one in found.dataset.messages if "left-out" in one.rule}
    assert said == {"graph-networks-left-out": left_out, "graph-left-out": "color"}


def test_values_that_are_lists_are_said_to_be_left_out(tmp_path):
    graph = _told_graph()
    graph.nodes["Ann"]["tags"] = ["a", "b"]
    found = read(tmp_path, _written(graph, "edges"), "graph")
    assert [one.value for one in found.dataset.warnings if one.rule == "graph-left-out"] == ["tags"]


def test_parallel_edges_are_one_membership_with_all_that_is_told_of_them(tmp_path):
    graph = nx.MultiGraph()
    graph.add_nodes_from(["Ann", "Bo"], bipartite=0)
    graph.add_nodes_from(["Chess"], bipartite=1)
    graph.add_edge("Ann", "Chess", role="chair", basis="candidate")
    graph.add_edge("Ann", "Chess", role="guest")
    graph.add_edge("Bo", "Chess")
    for found in (read(tmp_path, _written(graph, "graphml"), "graph").dataset, kv.from_graph(graph)):
        assert relation(found) == pairs("Ann:Chess Bo:Chess")
        assert found.attributes["value"].tolist() == ["chair; guest"]
        assert {one.rule: one.value for one in found.warnings}["edges-merged"] == "1"
        assert set(found.organisation_memberships["basis"]) == {"listed"}


def test_the_name_of_a_side_is_told_of_nobody(tmp_path):
    graph = _graph(type={"member": "person", "network": "club"})
    found = read(tmp_path, _written(graph, "graphml"), "graph")
    assert found.dataset.attributes.empty
    assert not [one for one in found.dataset.messages if "left-out" in one.rule]


@pytest.mark.parametrize("form", ["graphml", "gexf", "links"])
def test_the_links_of_a_directed_graph_lead_to_the_networks(tmp_path, form):
    graph = nx.DiGraph([("Ann", "Alien"), ("Bo", "Blade"), ("Ann", "Working"), ("Bo", "Working")])
    found = read(tmp_path, _written(graph, form), "graph")
    assert found.relation == pairs("Ann:Alien,Working Bo:Blade,Working")
    assert found.warnings[0] == "graph-directed"
    # Links that lead both ways say nothing, and the smaller side is read.
    mixed = nx.DiGraph([("Ann", "Alien"), ("Blade", "Bo"), ("Ann", "Working"), ("Bo", "Working")])
    assert read(tmp_path, _written(mixed, form), "graph").warnings[0] == "graph-sides"
