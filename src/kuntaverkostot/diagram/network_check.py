"""Whether a pyvis Network is a diagram of a graph, and the values of its nodes and edges that have to be numbers.

Each error says what is wrong, where, and what would be right.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from kuntaverkostot.diagram.clusters import Point
from kuntaverkostot.diagram.look_parsing import length
from kuntaverkostot.diagram.looks import Attributes

if TYPE_CHECKING:
    import networkx as nx

FARTHEST = 1_000_000.0  # pixels from the corner
START = "start from kuntaverkostot.diagram(dataset)"
OURS = ("municipality:", "organisation:", "network:")  # before the ids of a dataset's nodes
Pair = tuple[str, str]


def lists_of(network: object) -> tuple[list[Attributes], list[Attributes]]:
    """Return the nodes and edges of a pyvis Network."""
    nodes, edges = getattr(network, "nodes", None), getattr(network, "edges", None)
    if not isinstance(nodes, list) or not isinstance(edges, list):
        raise TypeError(f"diagram has to be a pyvis Network: {START}; got {type(network).__name__}")
    return nodes, edges


def split_nodes(nodes: list[Attributes], graph: nx.Graph[str]) -> tuple[dict[str, Attributes], list[Attributes]]:
    """Return the nodes of the graph by id, and those that were added."""
    if any(node.get("id") is None for node in nodes):
        raise ValueError("the diagram has a node without an id")
    by_id = {node["id"]: node for node in nodes}
    if len(by_id) < len(nodes):
        twice = next(node for node, count in Counter(node["id"] for node in nodes).items() if count > 1)
        raise ValueError(f"the diagram has node {twice!r} more than once")
    missing = [node for node in sorted(graph) if node not in by_id]
    if missing:
        raise ValueError(
            f"the diagram lacks {len(missing)} of the {len(graph)} nodes of this dataset, such as {missing[0]!r}; "
            f"{START} with the same dataset, and hide nodes with hidden=True instead of removing them"
        )
    strangers = [node for node in by_id if node not in graph and str(node).startswith(OURS)]
    if strangers and "most_shared" in graph.graph:
        raise ValueError(
            "the dataset has too many members to draw all of them at once, so its page draws networks alone; "
            "start from kuntaverkostot.diagram(dataset, detail='on_demand')"
        )
    if strangers:
        raise ValueError(
            f"the diagram is not one of this dataset, which has no {strangers[0]!r}; {START} with the same dataset, "
            "or give an added node an id of another form"
        )
    return {node: by_id[node] for node in graph}, [node for node in nodes if node["id"] not in graph]


def split_edges(edges: list[Attributes], graph: nx.Graph[str]) -> tuple[dict[Pair, Attributes], list[Attributes]]:
    """Return the edges of the graph by member and network, and those that were added."""
    known: dict[Pair, Attributes] = {}
    added = []
    links = dict(graph.adjacency())
    networks = {node for node, data in graph.nodes(data=True) if data["bipartite"] == 1}
    for edge in edges:
        start, end = edge.get("from"), edge.get("to")
        if start is None or end is None:
            raise ValueError(f"the diagram has an edge that lacks an end; got from {start!r} to {end!r}")
        is_turned = start in networks and (end not in networks or end < start)
        pair = (end, start) if is_turned else (start, end)
        if pair not in known and end in links.get(start, ()):
            known[pair] = edge
        elif edge.get("basis"):
            raise ValueError(
                f"the dataset has no membership of {pair[0]!r} in {pair[1]!r}, or has it once; "
                f"{START} with the same dataset and the same candidates as the page"
            )
        else:
            added.append(edge)
    if len(known) < graph.number_of_edges():
        pairs = ((a, b) if graph.nodes[a]["bipartite"] == 0 else (b, a) for a, b in graph.edges)
        member, network = next(pair for pair in sorted(pairs) if pair not in known)
        total = graph.number_of_edges()
        raise ValueError(
            f"the diagram lacks {total - len(known)} of the {total} memberships of this dataset, such as that of "
            f"{member!r} in {network!r}; {START} with the same dataset and the same candidates as the page, and hide "
            "edges with hidden=True instead of removing them"
        )
    return known, added


def node_name(node: object) -> str:
    """Return what a message calls a node."""
    return f"node {node!r} of the diagram"


def edge_name(pair: Sequence[object]) -> str:
    """Return what a message calls an edge."""
    return f"edge {pair[0]!r} to {pair[1]!r} of the diagram"


def place_of(node_id: object, node: Attributes) -> Point:
    """Return x and y of a node, to a tenth of a pixel."""
    try:
        x, y = float(node["x"]), float(node["y"])
    except (KeyError, TypeError, ValueError):
        raise ValueError(
            f"{node_name(node_id)} needs numbers as x and y; got {node.get('x')!r} and {node.get('y')!r}"
        ) from None
    if not max(abs(x), abs(y)) <= FARTHEST:
        raise ValueError(
            f"{node_name(node_id)}: x and y are pixels up to {FARTHEST:,.0f} from the corner; got {x} and {y}"
        )
    return round(x, 1), round(y, 1)


def size_of(node_id: object, node: Attributes, *, usual: float | None = None) -> float:
    """Return the size of a node in pixels."""
    try:
        size = length(node.get("size", usual))
    except (TypeError, ValueError):
        raise ValueError(
            f"{node_name(node_id)}: size is a number of pixels above 0, up to 1,000; got {node.get('size')!r}"
        ) from None
    if not size:
        raise ValueError(f"{node_name(node_id)}: size is above 0; hide a node with hidden=True")
    return size


def own_texts(nodes: Mapping[str, Attributes], key: str, implied: Mapping[str, str]) -> dict[str, str]:
    """Return the labels or titles that differ from the implied ones, as text; pyvis takes values of any type."""
    return {
        node: str(data[key])
        for node, data in nodes.items()
        if data.get(key) != implied[node] and data.get(key) not in {"", None}
    }
