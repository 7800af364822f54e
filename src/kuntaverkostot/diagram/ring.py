"""Members by their exact set of networks, and the order of networks on the ring."""

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

# Orders of networks that are tried; where there are more, networks stand in the order of their ids.
MOST_ORDERS = 5040


def members_by_signature(graph: nx.Graph[str]) -> dict[tuple[str, ...], tuple[str, ...]]:
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
    >>> members_by_signature(bipartite_graph(load_dataset()))["network:kehyskunnat", "network:pienet-kunnat"]
    ('municipality:611',)
    """
    people = {node: data.get("population") or 0 for node, data in graph.nodes(data=True) if data["bipartite"] == 0}
    members = sorted(sorted(people), key=people.__getitem__, reverse=True)
    ids = sorted(node for node, data in graph.nodes(data=True) if data["bipartite"] == 1 and is_current(data["status"]))
    edges = dict(graph.adjacency())
    held = [[member for member, edge in edges[node].items() if is_confirmed(edge["basis"])] for node in ids]
    # A member's number is its place by size: in the order of numbers, the largest comes first.
    place = dict(zip(members, range(len(members)), strict=True))
    groups = signature_groups(
        np.fromiter(map(place.__getitem__, chain.from_iterable(held)), dtype=np.intp),
        np.repeat(np.arange(len(held)), [len(group) for group in held]),
    )
    sets = slices(list(map(ids.__getitem__, groups.networks.tolist())), groups.network_starts)
    together = slices(list(map(members.__getitem__, groups.members.tolist())), groups.member_starts)
    # Sets are compared faster when each is one text.
    by_signature = sorted(zip(sets, together, strict=True), key=lambda pair: "\0".join(pair[0]))
    alone = np.bincount(groups.members, minlength=len(members)) == 0
    if alone.any():
        by_signature.insert(0, ((), tuple(compress(members, alone))))
    return dict(by_signature)


def ring_order(
    graph: nx.Graph[str], *, by_signature: Mapping[tuple[str, ...], tuple[str, ...]] | None = None
) -> list[str]:
    """Return the order on the ring of networks with current members: by group, overlapping networks side by side.

    The group with the most memberships comes first. All orders within groups are tried while they are few enough.

    Parameters
    ----------
    graph : networkx.Graph
        From :func:`bipartite_graph`.
    by_signature : mapping of tuple of str to tuple of str, optional
        The result of :func:`members_by_signature`, if it is at hand.
    """
    together = members_by_signature(graph) if by_signature is None else by_signature
    sizes = Counter(chain.from_iterable(networks * len(members) for networks, members in together.items()))
    groups: dict[str, list[str]] = defaultdict(list)
    # By id and not by place on the page, so that a new text or a new place on the page moves nothing in the diagram.
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
            shared[first, second] * min(there - here, size - there + here) ** 2
            for here, first in enumerate(order)
            for there, second in enumerate(order[here + 1 :], here + 1)
        )

    orders = product(*(permutations(networks) for networks in ordered))
    return min(([network for networks in order for network in networks] for order in orders), key=cost)
