"""Members gathered by their exact set of networks, and the networks in a ring."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping
from itertools import chain, compress, permutations, product
from typing import TYPE_CHECKING

import numpy as np

from kuntaverkostot.analysis.signatures import signature_groups, slices
from kuntaverkostot.dataset.standing import is_confirmed, is_current

if TYPE_CHECKING:
    import networkx as nx

# Orders of networks in a ring that are tried; beyond that they stand as the table has them.
MOST_ORDERS = 5040


def gathered_members(graph: nx.Graph[str]) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Return the members of each exact set of current networks, the largest municipality first.

    Ended networks and candidates do not count, as in :func:`kuntaverkostot.analysis.graph.signatures`.

    Parameters
    ----------
    graph : networkx.Graph
        From :func:`kuntaverkostot.bipartite_graph`.

    Returns
    -------
    dict of tuple of str to tuple of str
        Node ids of members by those of their networks. The networks of a set are sorted, and the sets by them.

    Examples
    --------
    >>> from kuntaverkostot.dataset.dataset import load_dataset
    >>> from kuntaverkostot.analysis.graph import bipartite_graph
    >>> gathered_members(bipartite_graph(load_dataset()))["network:kehyskunnat", "network:pienet-kunnat"]
    ('municipality:611',)
    """
    people = {node: data.get("population") or 0 for node, data in graph.nodes(data=True) if data["bipartite"] == 0}
    members = sorted(sorted(people), key=people.__getitem__, reverse=True)
    ids = sorted(node for node, data in graph.nodes(data=True) if data["bipartite"] == 1 and is_current(data["status"]))
    edges = dict(graph.adjacency())
    held = [[member for member, edge in edges[one].items() if is_confirmed(edge["basis"])] for one in ids]
    # A member's number is its place by size: in the order of numbers, the largest comes first.
    place = dict(zip(members, range(len(members)), strict=True))
    groups = signature_groups(
        np.fromiter(map(place.__getitem__, chain.from_iterable(held)), dtype=np.intp),
        np.repeat(np.arange(len(held)), [len(some) for some in held]),
    )
    sets = slices(list(map(ids.__getitem__, groups.networks.tolist())), groups.network_starts)
    together = slices(list(map(members.__getitem__, groups.members.tolist())), groups.member_starts)
    # As one text each, sets are compared faster.
    found = sorted(zip(sets, together, strict=True), key=lambda one: "\0".join(one[0]))
    alone = np.bincount(groups.members, minlength=len(members)) == 0
    if alone.any():
        found.insert(0, ((), tuple(compress(members, alone))))
    return dict(found)


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
    sizes = Counter(chain.from_iterable(networks * len(members) for networks, members in together.items()))
    groups: dict[str, list[str]] = defaultdict(list)
    # By id, and not in the order of the page: another text or another place on the page moves nothing in the diagram.
    for network in sorted(sizes):
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
