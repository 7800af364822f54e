"""The dataset as a NetworkX graph."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Literal

import networkx as nx

from kuntaverkostot.dataset.completeness import NOTHING, Published, is_sourced, published_members
from kuntaverkostot.dataset.dataset import Dataset, newest_date, rows_of
from kuntaverkostot.dataset.makers import need_dataset
from kuntaverkostot.dataset.memberships import membership_rows
from kuntaverkostot.dataset.rules import populations_at
from kuntaverkostot.dataset.standing import BASES, count_confirmed, is_confirmed, is_current
from kuntaverkostot.text.language import NAMES, SHORT_NAMES
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
        also ``population`` (persons at the newest date, or None), ``language``, ``region_code``; networks also
        ``group_id``, ``status``, ``member_kind``, ``short_fi``, ``short_sv``, ``short_en``, and their order on the
        page: ``group_position`` and ``position``.
        Edge attributes: ``basis`` ("listed", "rule" or "candidate"), ``source_ids``, ``rule_id``.
        Graph attributes: ``groups``, the names of each group of networks by its id, in order; ``published``, what is
        published of the members of a network, by its id; ``sourced``, whether the tables name any source.

    Examples
    --------
    >>> from kuntaverkostot.dataset.dataset import load_dataset, rows_of
    >>> graph = bipartite_graph(load_dataset())
    >>> nx.is_bipartite(graph), graph.edges["municipality:091", "network:suuret-kaupungit"]["basis"]
    (True, 'rule')
    """
    need_dataset(dataset, "bipartite_graph")
    graph: nx.Graph[str] = nx.Graph(
        groups=group_names(dataset), published=published_members(dataset), sourced=is_sourced(dataset)
    )
    links = membership_rows(dataset, candidates=candidates)
    graph.add_nodes_from(_municipalities(dataset, {member for _, kind, member, *_ in links if kind == "municipality"}))
    graph.add_nodes_from(_organisations(dataset))
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
    >>> from kuntaverkostot.dataset.dataset import load_dataset, rows_of
    >>> shared = projection(bipartite_graph(load_dataset()))
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


def page_places(dataset: Dataset) -> dict[str, tuple[int, float]]:
    """Return the position of each network on the page: that of its group, and its own, infinity where it has none.

    >>> from kuntaverkostot.dataset.dataset import load_dataset
    >>> places = page_places(load_dataset())
    >>> places["suuret-kaupungit"], places["akusti"]
    ((1, 1.0), (3, inf))
    """
    groups = dict(zip(dataset.groups["group_id"], dataset.groups["position"].tolist(), strict=True))
    rows = rows_of(dataset.networks, "network_id", "group_id", "position")
    return {
        network: (groups.get(group, 0), math.inf if math.isnan(position) else position)
        for network, group, position in rows
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


def _municipalities(dataset: Dataset, members: set[str]) -> list[tuple[str, dict[str, object]]]:
    columns, inhabitants = ("municipality_code", "ended_on", "language", "region_code"), _newest_populations(dataset)
    return [
        (
            node_id("municipality", code),
            {
                "bipartite": 0,
                "kind": "municipality",
                "code": code,
                **dict(zip(NAMES, names, strict=True)),
                "population": inhabitants.get(code),
                "language": language,
                "region_code": region,
            },
        )
        for code, ended, language, region, *names in rows_of(dataset.municipalities, *columns, *NAMES)
        # A municipality that has ended is drawn only if a table still lists it as a member.
        if not ended or code in members
    ]


def _newest_populations(dataset: Dataset) -> dict[str, int]:
    date = newest_date(dataset)
    if not date:
        return {}
    counts = populations_at(dataset.municipalities, dataset.populations, date=date)
    return {str(code): int(count) for code, count in counts.items()}


def _organisations(dataset: Dataset) -> list[tuple[str, dict[str, object]]]:
    return [
        (
            node_id("organisation", code),
            {"bipartite": 0, "kind": "organisation", "code": code, **dict(zip(NAMES, names, strict=True))},
        )
        for code, *names in rows_of(dataset.organisations, "organisation_id", *NAMES)
    ]


def group_names(dataset: Dataset) -> dict[str, dict[str, str]]:
    """Return the names of each group that has networks by its id, in order."""
    used = set(dataset.networks["group_id"].tolist())
    rows = sorted(rows_of(dataset.groups, "position", "group_id", *NAMES))
    return {group: dict(zip(NAMES, names, strict=True)) for _, group, *names in rows if group in used}


def network_nodes(dataset: Dataset) -> list[tuple[str, dict[str, object]]]:
    """Return the node of each network with its attributes."""
    columns, places = ["network_id", "group_id", "status", "member_kind", *NAMES, *SHORT_NAMES], page_places(dataset)
    order = sorted(places, key=lambda network: (places[network], network))
    positions = {network: position for position, network in enumerate(order, start=1)}
    return [
        (
            network_node(row[0]),
            {
                "bipartite": 1,
                "kind": "network",
                "code": row[0],
                **dict(zip(columns[1:], row[1:], strict=True)),
                "group_position": places[row[0]][0],
                "position": positions[row[0]],
            },
        )
        for row in rows_of(dataset.networks, *columns)
    ]
