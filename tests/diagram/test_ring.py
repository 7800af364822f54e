from __future__ import annotations

import dataclasses

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

import kuntaverkostot as kv
from kuntaverkostot.analysis.graph import signatures
from kuntaverkostot.diagram.ring import members_by_signature, ring_order

bases = st.sampled_from(["listed", "rule", "candidate"])
edges = st.dictionaries(st.tuples(st.integers(0, 6), st.integers(0, 5)), bases, max_size=25)


def _graph(held: dict[tuple[int, int], str], people: list[int | None]) -> nx.Graph[str]:
    graph: nx.Graph[str] = nx.Graph()
    for number in range(6):
        graph.add_node(f"network:{number}", bipartite=1, status="ended" if number == 2 else "current")
    for number, count in enumerate(people):
        graph.add_node(f"member:{number}", bipartite=0, population=count)
    graph.add_edges_from(
        (f"member:{one}", f"network:{other}", {"basis": basis}) for (one, other), basis in held.items()
    )
    return graph


@given(edges, st.lists(st.none() | st.integers(0, 3), min_size=7, max_size=7), st.randoms(use_true_random=False))
def test_gathered_are_members_of_one_signature_in_whatever_order_they_come(held, people, random):
    graph = _graph(held, people)
    by_signature = members_by_signature(graph)
    own = signatures(graph)
    assert {member: networks for networks, members in by_signature.items() for member in members} == own
    assert sum(map(len, by_signature.values())) == len(own)
    assert list(by_signature) == sorted(by_signature)
    for members in by_signature.values():
        assert list(members) == sorted(members, key=lambda one: (-(graph.nodes[one]["population"] or 0), one))
    mixed = list(held.items())
    random.shuffle(mixed)
    assert list(members_by_signature(_graph(dict(mixed), people)).items()) == list(by_signature.items())


def test_members_are_gathered_by_their_exact_networks_largest_first(small):
    by_signature = members_by_signature(kv.bipartite_graph(small))
    assert by_signature["network:pienet-kunnat", "network:ruotsin-ja-kaksikieliset-kunnat"] == (
        "municipality:545",
        "municipality:231",
    )
    assert by_signature[("network:seutukaupungit",)] == ("municipality:992", "municipality:020")
    assert sorted(member for members in by_signature.values() for member in members) == [
        *(f"municipality:{code}" for code in small.municipalities["municipality_code"]),
        "organisation:council-01",
        "organisation:council-02",
    ]


@pytest.mark.parametrize("name", ["small", "real"])
def test_the_ring_goes_group_by_group(name, request):
    graph = kv.bipartite_graph(request.getfixturevalue(name))
    ring = ring_order(graph)
    groups = [graph.nodes[network]["group_id"] for network in ring]
    assert groups == sorted(groups, key=groups.index)
    assert groups[0] == "municipality-type"
    assert set(ring) == {network for networks in signatures(graph).values() for network in networks}


def test_without_members_there_is_no_ring(small):
    memberships = small.memberships.iloc[:0]
    organised = small.organisation_memberships.iloc[:0]
    empty = dataclasses.replace(small, memberships=memberships, organisation_memberships=organised)
    assert ring_order(kv.bipartite_graph(empty)) == []
