"""The dataset as a NetworkX graph."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping
from itertools import groupby, permutations, product
from typing import Literal

import networkx as nx

from kuntaverkostot.dataset import Dataset, all_memberships, newest_date, rows_of
from kuntaverkostot.rules import populations_at

NAMES = ["name_fi", "name_sv", "name_en"]
# Orders of networks in a ring that are tried; beyond that they stand as the table has them.
MOST_ORDERS = 5040


def node_id(kind: str, code: str) -> str:
    """Return the id of a node: text, and never the name of a property of JavaScript objects.

    >>> node_id("municipality", "091")
    'municipality:091'
    """
    return f"{kind}:{code}"


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
        Every living municipality, every network, and every organisation that is a member; an edge for each
        membership.

        Node attributes: ``bipartite`` (0 member, 1 network, as NetworkX has it), ``kind`` ("municipality",
        "organisation" or "network"), ``code`` (as in the tables), ``name_fi``, ``name_sv``, ``name_en``;
        municipalities also ``population`` (persons at the newest date, or None), ``language``,
        ``region_code``; networks also ``group_id``, ``status``, ``member_kind``, ``short_fi``, ``short_sv``,
        ``short_en``, and their order on the page: ``group_position`` and ``position``.
        Edge attributes: ``basis`` ("listed", "rule" or "candidate"), ``source_ids``, ``rule_id``.
        Graph attribute: ``groups``, the names of each group of networks by its id, in order.

    Examples
    --------
    >>> from kuntaverkostot.dataset import load_dataset, rows_of
    >>> graph = bipartite_graph(load_dataset())
    >>> nx.is_bipartite(graph), graph.edges["municipality:091", "network:suuret-kaupungit"]["basis"]
    (True, 'rule')
    """
    graph: nx.Graph[str] = nx.Graph(groups=_groups(dataset))
    links = all_memberships(dataset, candidates=candidates)
    members = {kind: set(rows) for kind, rows in links.groupby("kind")["member_id"]}
    graph.add_nodes_from(_municipalities(dataset, members.get("municipality", set())))
    graph.add_nodes_from(_organisations(dataset, members.get("organisation", set())))
    graph.add_nodes_from(_networks(dataset))
    graph.add_edges_from(
        (
            node_id(kind, member),
            node_id("network", network),
            {"basis": basis, "source_ids": sources, "rule_id": rule},
        )
        for network, kind, member, basis, sources, rule in rows_of(links)
    )
    return graph


def projection(graph: nx.Graph[str], *, onto: Literal["networks", "members"] = "networks") -> nx.Graph[str]:
    """Return which networks share members, or which members share networks.

    Parameters
    ----------
    graph : networkx.Graph
        From :func:`bipartite_graph`; it is not changed.
    onto : {"networks", "members"}
        Which nodes to keep.

    Returns
    -------
    networkx.Graph
        Edge attribute ``weight``: how many they have in common. The weight is that of NetworkX's
        ``bipartite.weighted_projected_graph``.

    Raises
    ------
    ValueError
        When ``onto`` is something else.

    Examples
    --------
    >>> from kuntaverkostot.dataset import load_dataset, rows_of
    >>> shared = projection(bipartite_graph(load_dataset()))
    >>> shared.edges["network:sdg-verkosto", "network:suuret-kaupungit"]["weight"]
    6
    """
    sides = {"members": 0, "networks": 1}
    if onto not in sides:
        raise ValueError(f"onto must be networks or members; got {onto!r}")
    kept = [node for node, data in graph.nodes(data=True) if data["bipartite"] == sides[onto]]
    return nx.bipartite.weighted_projected_graph(graph, kept)


def nodes_of(graph: nx.Graph[str], kind: str) -> list[str]:
    """Return the nodes of a kind: "municipality", "organisation" or "network"."""
    return [node for node, data in graph.nodes(data=True) if data["kind"] == kind]


def signatures(graph: nx.Graph[str]) -> dict[str, tuple[str, ...]]:
    """Return the current networks of each member; ended networks and candidates do not count.

    Parameters
    ----------
    graph : networkx.Graph
        From :func:`bipartite_graph`.

    Returns
    -------
    dict of str to tuple of str
        Node ids of networks, sorted, by node id of member, sorted.
    """
    ended = {node for node, data in graph.nodes(data=True) if data.get("status") == "ended"}
    members = {node for node, data in graph.nodes(data=True) if data["bipartite"] == 0}
    networks_of = {
        member: tuple(sorted([one for one, edge in edges.items() if edge["basis"] != "candidate" and one not in ended]))
        for member, edges in graph.adjacency()
        if member in members
    }
    return dict(sorted(networks_of.items()))


def gathered_members(graph: nx.Graph[str]) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Return the members of each exact set of current networks, the largest municipality first."""
    networks_of = signatures(graph)
    inhabitants = {node: data.get("population") or 0 for node, data in graph.nodes(data=True)}
    # One text for each set: many are compared faster than as tuples.
    keys = {member: "\0".join(networks) for member, networks in networks_of.items()}
    members = sorted(sorted(networks_of, key=lambda member: -inhabitants[member]), key=keys.__getitem__)
    return {networks: tuple(together) for networks, together in groupby(members, key=networks_of.__getitem__)}


def ring_order(graph: nx.Graph[str], *, gathered: Mapping[tuple[str, ...], tuple[str, ...]] | None = None) -> list[str]:
    """Return the networks with current members as a ring: by group, those that share members near each other.

    The group with most memberships comes first. Within groups all orders are tried while they are few enough.

    Parameters
    ----------
    graph : networkx.Graph
        From :func:`bipartite_graph`.
    gathered : mapping of tuple of str to tuple of str, optional
        What :func:`gathered_members` has found already.
    """
    together = gathered_members(graph) if gathered is None else gathered
    sizes: Counter[str] = Counter()
    for networks, members in together.items():
        for network in networks:
            sizes[network] += len(members)
    groups: dict[str, list[str]] = defaultdict(list)
    for network in sorted(sizes, key=lambda node: (graph.nodes[node]["position"], node)):
        groups[graph.nodes[network]["group_id"]].append(network)
    if not groups:
        return []
    first = max(groups, key=lambda group: sum(sizes[network] for network in groups[group]))
    ordered = [groups.pop(first), *groups.values()]
    if not 1 < math.prod(math.factorial(len(networks)) for networks in ordered) <= MOST_ORDERS:
        return [network for networks in ordered for network in networks]
    shared: Counter[tuple[str, str]] = Counter()
    for networks, members in together.items():
        shared.update(dict.fromkeys(product(networks, networks), len(members)))

    def cost(order: list[str]) -> int:
        size = len(order)
        return sum(
            shared[one, other] * min(there - here, size - there + here) ** 2
            for here, one in enumerate(order)
            for there, other in enumerate(order[here + 1 :], here + 1)
        )

    orders = product(*(permutations(networks) for networks in ordered))
    return min(([network for networks in order for network in networks] for order in orders), key=cost)


def _municipalities(dataset: Dataset, members: set[str]) -> list[tuple[str, dict[str, object]]]:
    table = dataset.municipalities
    # An ended municipality is drawn only where a table still says that it is a member.
    shown = table[(table["ended_on"] == "") | table["municipality_code"].isin(members)]
    inhabitants = _newest_populations(dataset)
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
        for code, language, region, *names in shown[["municipality_code", "language", "region_code", *NAMES]].pipe(
            rows_of
        )
    ]


def _newest_populations(dataset: Dataset) -> dict[str, int]:
    date = newest_date(dataset)
    if not date:
        return {}
    counted = populations_at(dataset.municipalities, dataset.populations, date=date)
    return {str(code): int(count) for code, count in counted.items()}


def _organisations(dataset: Dataset, members: set[str]) -> list[tuple[str, dict[str, object]]]:
    table = dataset.organisations
    shown = table[table["organisation_id"].isin(members)]
    return [
        (
            node_id("organisation", code),
            {"bipartite": 0, "kind": "organisation", "code": code, **dict(zip(NAMES, names, strict=True))},
        )
        for code, *names in shown[["organisation_id", *NAMES]].itertuples(index=False, name=None)
    ]


def _groups(dataset: Dataset) -> dict[str, dict[str, str]]:
    rows = dataset.groups.sort_values("position")[["group_id", *NAMES]].itertuples(index=False, name=None)
    return {group: dict(zip(NAMES, names, strict=True)) for group, *names in rows}


def _networks(dataset: Dataset) -> list[tuple[str, dict[str, object]]]:
    columns = ["network_id", "group_id", "status", "member_kind", *NAMES, "short_fi", "short_sv", "short_en"]
    positions = dict(zip(dataset.groups["group_id"], dataset.groups["position"].tolist(), strict=True))
    return [
        (
            node_id("network", row[0]),
            {
                "bipartite": 1,
                "kind": "network",
                "code": row[0],
                **dict(zip(columns[1:], row[1:], strict=True)),
                "group_position": positions.get(row[1], 0),
                "position": position,
            },
        )
        for position, row in enumerate(dataset.networks[columns].itertuples(index=False, name=None), start=1)
    ]
