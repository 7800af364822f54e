"""The dataset as a NetworkX graph."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import networkx as nx

from kuntaverkostot.analysis.attributes import own_values
from kuntaverkostot.analysis.graph_nodes import group_names, municipality_nodes, network_nodes, organisation_nodes
from kuntaverkostot.dataset.completeness import NOTHING, Published, is_sourced, published_members
from kuntaverkostot.dataset.dataset import Dataset
from kuntaverkostot.dataset.makers import need_dataset
from kuntaverkostot.dataset.memberships import membership_rows
from kuntaverkostot.dataset.own_attributes import prefixed
from kuntaverkostot.dataset.standing import BASES, count_confirmed, is_confirmed, is_current
from kuntaverkostot.text.node_ids import network_node, node_code, node_id

Bases = Mapping[str, Mapping[str, str]]  # of memberships, by member and network


def bipartite_graph(dataset: Dataset, *, candidates: bool = False) -> nx.Graph[str]:
    """Return members and networks as a bipartite graph.

    Parameters
    ----------
    dataset : Dataset
        The tables; they are not changed.
    candidates : bool
        Whether memberships that no source names become edges.

    Returns
    -------
    networkx.Graph
        Every member, those in no network too, and every network; an edge for each membership.

        Node attributes: ``bipartite`` (0 member, 1 network, as NetworkX has it), ``kind`` ("municipality",
        "organisation" or "network"), ``code`` (as in the tables), ``name_fi``, ``name_sv``, ``name_en``; municipalities
        also ``population`` (persons at the newest date, or None), ``language``, ``region_code``; organisations also
        ``organisation_kind``, as "regional council"; networks also ``group_id``, ``status``, ``member_kind``,
        ``short_fi``, ``short_sv``, ``short_en``, and their order on the page: ``group_position`` and ``position``.
        Edge attributes: ``basis`` ("listed", "rule" or "candidate"), ``source_ids``, ``rule_id``.
        What is in ``dataset.attributes`` stands on members and edges under its name after ``own_``: ``own_role``.
        Graph attributes: ``groups``, the names of each group of networks by its id, in order; ``published``, what is
        published of the members of a network, by its id; ``sourced``, whether the tables name any source.

    Examples
    --------
    >>> import kuntaverkostot as kv
    >>> import networkx as nx
    >>> graph = kv.bipartite_graph(kv.load_dataset())
    >>> nx.is_bipartite(graph), graph.edges["municipality:091", "network:suuret-kaupungit"]["basis"]
    (True, 'rule')
    """
    need_dataset(dataset, "bipartite_graph")
    graph: nx.Graph[str] = nx.Graph(
        groups=group_names(dataset), published=published_members(dataset), sourced=is_sourced(dataset)
    )
    links = membership_rows(dataset, candidates=candidates)
    listed = {member for _, kind, member, *_ in links if kind == "municipality"}
    graph.add_nodes_from(municipality_nodes(dataset, listed))
    graph.add_nodes_from(organisation_nodes(dataset))
    graph.add_nodes_from(network_nodes(dataset))
    # One string object for each node, however many edges it has: less memory and faster comparisons.
    interned = {node: node for node in graph}
    graph.add_edges_from(
        (
            interned[node_id(kind, member)],
            interned[network_node(network)],
            {"basis": basis, "source_ids": sources, "rule_id": rule},
        )
        for network, kind, member, basis, sources, rule in links
    )
    for (node, network), values in own_values(dataset).items():
        place = graph.adj.get(node, {}).get(network) if network else graph.nodes.get(node)
        if place is not None:
            place.update(prefixed(values))
    return graph


def projection(graph: nx.Graph[str], *, onto: Literal["networks", "members"] = "networks") -> nx.Graph[str]:
    """Return the graph of networks that share members, or of members that share networks.

    Parameters
    ----------
    graph : networkx.Graph
        From :func:`bipartite_graph`; it is not changed.
    onto : {"networks", "members"}
        Which nodes to keep.

    Returns
    -------
    networkx.Graph
        Edge attribute ``weight``: how many they have in common, as in ``nx.bipartite.weighted_projected_graph``.

    Raises
    ------
    ValueError
        When ``onto`` is something else.

    Examples
    --------
    >>> import kuntaverkostot as kv
    >>> shared = kv.projection(kv.bipartite_graph(kv.load_dataset()))
    >>> shared.edges["network:sdg-verkosto", "network:suuret-kaupungit"]["weight"]
    6
    """
    sides = {"members": 0, "networks": 1}
    if onto not in sides:
        raise ValueError(f"onto must be networks or members; got {onto!r}")
    nodes = [node for node, data in graph.nodes(data=True) if data["bipartite"] == sides[onto]]
    if len(nodes) in {0, len(graph)}:
        # NetworkX raises an error here; with nothing on one side, nothing is shared.
        return graph.subgraph(nodes).copy()
    return nx.bipartite.weighted_projected_graph(graph, nodes)


def nodes_of(graph: nx.Graph[str], kind: str) -> list[str]:
    """Return the nodes of a kind: "municipality", "organisation" or "network"."""
    return [node for node, data in graph.nodes(data=True) if data["kind"] == kind]


def held_bases(graph: nx.Graph[str]) -> dict[str, dict[str, str]]:
    """Return the basis of each membership by member and network, both sorted."""
    members = {node for node, data in graph.nodes(data=True) if data["bipartite"] == 0}
    links = sorted((member, held) for member, held in graph.adjacency() if member in members)
    return {member: {network: link["basis"] for network, link in sorted(held.items())} for member, held in links}


def signatures(graph: nx.Graph[str], bases: Bases | None = None) -> dict[str, tuple[str, ...]]:
    """Return the current networks of each member; ended networks and candidates do not count.

    Parameters
    ----------
    graph : networkx.Graph
        From :func:`bipartite_graph`.
    bases : dict, optional
        From :func:`held_bases`, where it is known already.

    Returns
    -------
    dict of str to tuple of str
        Node ids of networks, sorted, by node id of member, sorted.
    """
    ended = {node for node, data in graph.nodes(data=True) if data["bipartite"] == 1 and not is_current(data["status"])}
    unconfirmed = {basis for basis in BASES if not is_confirmed(basis)}
    return {
        member: tuple([network for network in held if held[network] not in unconfirmed and network not in ended])
        for member, held in (bases or held_bases(graph)).items()
    }


def member_count(graph: nx.Graph[str], network: str) -> int:
    """Return how many members a network has, or had before it ended; candidates do not count."""
    return count_confirmed([edge["basis"] for edge in graph.adj[network].values()])


def member_counts(graph: nx.Graph[str]) -> dict[str, int]:
    """Return the number of members of every network, much faster than one by one."""
    networks = set(nodes_of(graph, "network"))
    return {
        node: count_confirmed([edge["basis"] for edge in edges.values()])
        for node, edges in graph.adjacency()
        if node in networks
    }


def published_of(graph: nx.Graph[str], network: str) -> Published:
    """Return what is published about the members of a network."""
    published: Published = graph.graph.get("published", {}).get(node_code(network), NOTHING)
    return published
