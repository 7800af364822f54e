"""The two sides of a bipartite graph: which of its nodes are networks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from kuntaverkostot.dataset.list_words import member_score, network_score
from kuntaverkostot.tables.table_files import few

if TYPE_CHECKING:
    import networkx as nx

    Graph = nx.Graph[Any]
    Node = Hashable


def named_side(graph: Graph, networks: Iterable[Node]) -> set[Node]:
    """Return the nodes that the caller calls networks; ValueError when one is not there, or an edge does not fit."""
    side = set(networks)
    if missing := [node for node in side if node not in graph]:
        raise ValueError(f"no node {few(map(repr, missing))} in the graph")
    for node, other in graph.edges():
        if (node in side) == (other in side):
            what = "networks" if node in side else "members"
            raise ValueError(f"an edge joins a member and a network, but {node!r} and {other!r} are both {what}")
    return side


def side_of(graph: Graph) -> set[Node]:
    """Return the nodes that are networks, as attributes of the graph say; ValueError when they do not.

    >>> import networkx as nx
    >>> side_of(nx.path_graph(3))
    Traceback (most recent call last):
    ...
    ValueError: nothing tells which nodes are networks; say so with networks=[1] or networks=[0, 2]
    """
    sides = _two_sides(graph)
    if all(str(value) in {"0", "1"} for _, value in graph.nodes(data="bipartite")):
        return named_side(graph, [node for node, value in graph.nodes(data="bipartite") if str(value) == "1"])
    named = told_side(graph)
    if named is not None:
        return named
    if sides is None:
        raise ValueError(
            "nothing tells which nodes are networks; say so with networks=[…], or with the node attribute bipartite "
            "(0 for members, 1 for networks)"
        )
    choices = " or ".join(f"networks=[{few(map(repr, side))}]" for side in sides)
    raise ValueError(f"nothing tells which nodes are networks; say so with {choices}")


def _two_sides(graph: Graph) -> Sequence[Sequence[Node]] | None:
    """Return the two sides, the smaller first; None when parts of the graph hang apart. ValueError without sides."""
    import networkx as nx  # noqa: PLC0415 - slow to load

    loops = list(nx.nodes_with_selfloops(graph))
    if loops:
        raise ValueError(f"the graph is not bipartite: {loops[0]!r} is joined to itself")
    try:
        colours = nx.bipartite.color(graph)
    except nx.NetworkXError:
        # A graph whose cycles are all even has two sides.
        cycle = next(cycle for cycle in nx.cycle_basis(graph) if len(cycle) % 2)
        raise ValueError(f"the graph is not bipartite: {few(map(repr, cycle))} are a cycle of {len(cycle)}") from None
    if not graph or not nx.is_connected(graph):
        return None
    return sorted(([node for node in graph if colours[node] == colour] for colour in (0, 1)), key=len)


def told_side(graph: Graph) -> set[Node] | None:
    """Return the side that an attribute with two values calls networks."""
    keys = Counter(key for _, values in graph.nodes(data=True) for key in values)
    for key in (key for key, count in keys.items() if count == len(graph)):
        values = sorted({str(value) for _, value in graph.nodes(data=key)})
        if len(values) != 2:
            continue
        scores = [network_score(value) - member_score(value) for value in values]
        if scores[0] == scores[1]:
            continue
        name = values[scores.index(max(scores))]
        side = {node for node, value in graph.nodes(data=key) if str(value) == name}
        if divides(graph, side):
            return side
    return None


def divides(graph: Graph, side: set[Node]) -> bool:
    """Return whether every edge has one end on this side.

    >>> import networkx as nx
    >>> divides(nx.path_graph(3), {1}), divides(nx.path_graph(3), {0})
    (True, False)
    """
    return all((edge[0] in side) != (edge[1] in side) for edge in graph.edges())
