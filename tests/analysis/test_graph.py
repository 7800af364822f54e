from __future__ import annotations

import dataclasses
from collections import Counter

import networkx as nx
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kuntaverkostot as kv
from kuntaverkostot.analysis.graph import signatures
from kuntaverkostot.dataset.memberships import all_memberships
from kuntaverkostot.text.node_ids import node_id

NAMES = {"name_fi", "name_sv", "name_en"}
ATTRIBUTES = {
    "municipality": {"bipartite", "kind", "code", *NAMES, "population", "language", "region_code"},
    "organisation": {"bipartite", "kind", "code", *NAMES, "organisation_kind"},
    "network": {
        "bipartite",
        "kind",
        "code",
        *NAMES,
        "group_id",
        "group_position",
        "position",
        "status",
        "member_kind",
        "short_fi",
        "short_sv",
        "short_en",
    },
}


@st.composite
def datasets(draw, small: kv.Dataset) -> kv.Dataset:
    """Return the small dataset with other memberships of its municipalities."""
    pairs = st.tuples(
        st.sampled_from(small.networks["network_id"].tolist()),
        st.sampled_from(small.municipalities["municipality_code"].tolist()),
    )
    chosen = draw(st.dictionaries(pairs, st.sampled_from(["listed", "rule", "candidate"])))
    rows = [
        (network, code, basis, "", "kuuma" if basis == "listed" else "", "", "r" if basis == "rule" else "")
        for (network, code), basis in sorted(chosen.items())
    ]
    columns = small.memberships.columns
    return dataclasses.replace(small, memberships=pd.DataFrame(rows, columns=columns, dtype="str"))


def _edges(graph: nx.Graph) -> set[tuple[str, str]]:
    return {tuple(sorted(edge)) for edge in graph.edges}


def _pairs(dataset: kv.Dataset, *, candidates: bool) -> set[tuple[str, str]]:
    rows = all_memberships(dataset, candidates=candidates)
    return {
        tuple(sorted((node_id(row.kind, row.member_id), node_id("network", row.network_id))))
        for row in rows.itertuples()
    }


@pytest.fixture(params=["small", "real"])
def dataset(request) -> kv.Dataset:
    return request.getfixturevalue(request.param)


@pytest.mark.parametrize("candidates", [False, True])
def test_edges_are_the_memberships(dataset, candidates):
    graph = kv.bipartite_graph(dataset, candidates=candidates)
    assert nx.is_bipartite(graph)
    assert _edges(graph) == _pairs(dataset, candidates=candidates)
    assert all({graph.nodes[one]["bipartite"], graph.nodes[other]["bipartite"]} == {0, 1} for one, other in graph.edges)


def test_every_node_has_its_attributes_and_no_other(dataset):
    graph = kv.bipartite_graph(dataset, candidates=True)
    for node, data in graph.nodes(data=True):
        assert set(data) == ATTRIBUTES[data["kind"]], node
        assert node == f"{data['kind']}:{data['code']}"
        assert data["bipartite"] == (1 if data["kind"] == "network" else 0)
    for *_, data in graph.edges(data=True):
        assert set(data) == {"basis", "source_ids", "rule_id"}


def test_attributes_are_documented():
    for attribute in set().union(*ATTRIBUTES.values()) | {"basis", "source_ids", "rule_id"}:
        assert f"``{attribute}``" in kv.bipartite_graph.__doc__, attribute


def test_the_graph_knows_the_names_of_the_groups(small):
    groups = kv.bipartite_graph(small).graph["groups"]
    assert list(groups) == ["municipality-type", "contract-customer", "development"]
    assert groups["development"] == {
        "name_fi": "Kehittämisverkostot",
        "name_sv": "Utvecklingsnätverk",
        "name_en": "Development networks",
    }


def test_values_are_plain_python():
    graph = kv.bipartite_graph(kv.load_dataset())
    types = {type(value) for _, data in graph.nodes(data=True) for value in data.values()}
    assert types <= {str, int, type(None)}
    assert all(type(node) is str for node in graph)


def test_nodes_of_the_small_graph(small):
    graph = kv.bipartite_graph(small)
    assert Counter(data["kind"] for _, data in graph.nodes(data=True)) == {
        "municipality": 11,
        "network": 8,
        "organisation": 2,
    }
    assert graph.number_of_edges() == 21
    assert graph.nodes["municipality:545"] == {
        "bipartite": 0,
        "kind": "municipality",
        "code": "545",
        "name_fi": "Närpiö",
        "name_sv": "Närpes",
        "name_en": "Närpes",
        "population": 9554,
        "language": "sv-fi",
        "region_code": "15",
    }
    assert graph.nodes["network:seutukaupungit"]["group_position"] == 1
    assert graph.edges["municipality:545", "network:pienet-kunnat"] == {
        "basis": "rule",
        "source_ids": "kl-verkostot;kf-natverk",
        "rule_id": "small-municipalities-population",
    }


def test_ended_municipalities_are_left_out(real):
    graph = kv.bipartite_graph(real)
    assert "municipality:588" not in graph
    assert sum(data["kind"] == "municipality" for _, data in graph.nodes(data=True)) == 308


def test_an_ended_municipality_stays_while_a_table_says_that_it_is_a_member(small):
    municipalities = small.municipalities.copy()
    municipalities.loc[municipalities["municipality_code"].isin(["753", "980"]), "ended_on"] = "2025-01-01"
    graph = kv.bipartite_graph(dataclasses.replace(small, municipalities=municipalities))
    assert "municipality:753" in graph
    assert "municipality:980" not in graph


def test_the_frames_are_not_changed(small):
    before = {field.name: getattr(small, field.name) for field in dataclasses.fields(small)}
    copies = {name: frame.copy() for name, frame in before.items() if isinstance(frame, pd.DataFrame)}
    graph = kv.bipartite_graph(small, candidates=True)
    graph.nodes["municipality:091"]["population"] = 0
    kv.projection(graph)
    for name, copy in copies.items():
        pd.testing.assert_frame_equal(before[name], copy)


@settings(max_examples=50, deadline=None)
@given(data=st.data())
def test_any_memberships_become_the_same_edges(small, data):
    dataset = data.draw(datasets(small))
    for candidates in (False, True):
        graph = kv.bipartite_graph(dataset, candidates=candidates)
        assert nx.is_bipartite(graph)
        assert _edges(graph) == _pairs(dataset, candidates=candidates)


@pytest.mark.parametrize(("onto", "side"), [("networks", 1), ("members", 0)])
def test_a_projection_has_the_weights_of_networkx(dataset, onto, side):
    graph = kv.bipartite_graph(dataset)
    kept = [node for node, data in graph.nodes(data=True) if data["bipartite"] == side]
    expected = nx.bipartite.weighted_projected_graph(graph, kept)
    projected = kv.projection(graph, onto=onto)
    assert nx.utils.graphs_equal(projected, expected)
    for one, other, weight in projected.edges(data="weight"):
        assert weight == len(set(graph.adj[one]) & set(graph.adj[other]))


def test_networks_that_share_members(small):
    shared = kv.projection(kv.bipartite_graph(small))
    weights = {tuple(sorted((one[8:], other[8:]))): weight for one, other, weight in shared.edges(data="weight")}
    assert weights == {
        ("kehyskunnat", "pienet-kunnat"): 1,
        ("kehyskunnat", "ruotsin-ja-kaksikieliset-kunnat"): 1,
        ("pienet-kunnat", "ruotsin-ja-kaksikieliset-kunnat"): 2,
        ("ruotsin-ja-kaksikieliset-kunnat", "seutukaupungit"): 1,
        ("ruotsin-ja-kaksikieliset-kunnat", "suuret-kaupungit"): 1,
        ("ruotsin-ja-kaksikieliset-kunnat", "uso4-2017-2018"): 1,
        ("seutukaupungit", "suuret-kaupungit"): 1,
        ("seutukaupungit", "uso4-2017-2018"): 2,
        ("suuret-kaupungit", "uso4-2017-2018"): 1,
    }


@pytest.mark.parametrize("onto", ["networks", "members"])
@pytest.mark.parametrize("left", ["networks", "members", "both", "none"])
def test_without_memberships_a_projection_has_no_edges(small, onto, left):
    names = ["memberships", "organisation_memberships"]
    names += [] if left in {"networks", "both"} else ["networks"]
    names += [] if left in {"members", "both"} else ["municipalities", "organisations"]
    graph = kv.bipartite_graph(dataclasses.replace(small, **{name: getattr(small, name).iloc[:0] for name in names}))
    projected = kv.projection(graph, onto=onto)
    side = {"networks": 1, "members": 0}[onto]
    kept = {node: data for node, data in graph.nodes(data=True) if data["bipartite"] == side}
    assert len(kept) == ({"networks": 8, "members": 13}[onto] if left in {"both", onto} else 0)
    assert (dict(projected.nodes(data=True)), projected.graph) == (kept, graph.graph)
    assert list(projected.edges) == []
    # A graph of its own, as every projection.
    projected.add_edge("a", "b")
    assert "a" not in graph


def test_other_sides_are_refused(small):
    with pytest.raises(ValueError, match="onto must be networks or members; got 'groups'"):
        kv.projection(kv.bipartite_graph(small), onto="groups")


def test_signatures_leave_out_ended_networks_and_candidates(small):
    graph = kv.bipartite_graph(small, candidates=True)
    found = signatures(graph)
    assert list(found) == sorted(node for node, data in graph.nodes(data=True) if data["bipartite"] == 0)
    assert found["municipality:734"] == ("network:seutukaupungit", "network:suuret-kaupungit")
    assert found["municipality:980"] == ()
    assert found["municipality:545"] == ("network:pienet-kunnat", "network:ruotsin-ja-kaksikieliset-kunnat")
