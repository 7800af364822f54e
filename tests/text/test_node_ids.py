"""Ids of nodes: what is put together comes apart again, and no two nodes have the same address."""

from __future__ import annotations

from kuntaverkostot.analysis.graph import bipartite_graph
from kuntaverkostot.text.node_ids import anchor, network_node, node_code, node_id


def test_the_code_of_each_node_is_that_of_the_tables(real):
    for node, data in bipartite_graph(real, candidates=True).nodes(data=True):
        assert node_code(node) == data["code"]
        assert node_id(data["kind"], data["code"]) == node


def test_a_code_may_hold_a_colon():
    assert node_code(node_id("organisation", "a:b:c")) == "a:b:c"


def test_a_network_is_a_node_of_its_kind():
    assert network_node("kehto") == node_id("network", "kehto")


def test_addresses_differ(real):
    nodes = list(bipartite_graph(real, candidates=True))
    assert len({anchor(node) for node in nodes}) == len(nodes)
    assert anchor(node_id("municipality", "a")) != anchor(node_id("organisation", "a")) != anchor(network_node("a"))
