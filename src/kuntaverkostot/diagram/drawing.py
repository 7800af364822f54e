"""What is drawn: read from a pyvis Network, and held against the dataset that it is a diagram of.

Facts never come from the Network: who is a member of what, on what basis and by which source is in the tables. What an
analyst added to the Network is drawn and listed as added by hand.
"""

from __future__ import annotations

from collections.abc import Callable, ItemsView, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from kuntaverkostot.diagram.arrangement import ADDED, arranged, free_place, other_frame, relabelled
from kuntaverkostot.diagram.clusters import Point
from kuntaverkostot.diagram.labels import implied_texts
from kuntaverkostot.diagram.layout import Layout
from kuntaverkostot.diagram.look_parsing import read_edge, read_node
from kuntaverkostot.diagram.looks import (
    MEMBER_FONT,
    Attributes,
    EdgeLook,
    Looks,
    NodeLook,
    edge_attributes,
    node_attributes,
)
from kuntaverkostot.diagram.network_check import (
    Pair,
    edge_name,
    lists_of,
    node_name,
    own_texts,
    place_of,
    size_of,
    split_edges,
    split_nodes,
)
from kuntaverkostot.diagram.style import LIGHT_GREY

if TYPE_CHECKING:
    import networkx as nx

ADDED_NODE = NodeLook("dot", LIGHT_GREY, LIGHT_GREY, 1.0, (), MEMBER_FONT)
ADDED_EDGE = EdgeLook(LIGHT_GREY, 1.0, (), hidden=False)
# How many attributes that are no look has a node, and an edge, that nobody added any to.
NODE_OTHERS, EDGE_OTHERS = 7, 3
ADDED_SIZE = 8.0  # pixels, of a node that was added without a size
Look = TypeVar("Look", NodeLook, EdgeLook)
Key = TypeVar("Key", str, Pair)


@dataclass(frozen=True, slots=True)
class AddedNode:
    """A node that is not in the dataset; ``id`` is its id in layouts."""

    id: str
    label: str
    title: str
    look: NodeLook


@dataclass(frozen=True, slots=True)
class AddedEdge:
    """An edge that is no membership, between ids of layouts."""

    ends: Pair
    look: EdgeLook


@dataclass(frozen=True, slots=True)
class Drawing:
    """What a page and its picture draw.

    Parameters
    ----------
    layouts : tuple of Layout
        Places and sizes in the wide and in the tall frame.
    nodes : dict of str to NodeLook
        Of each node of the graph, sorted.
    edges : dict of (str, str) to EdgeLook
        Of each edge of the graph, by member and network, sorted.
    own_nodes, own_edges : frozenset
        Those that look otherwise than their kind and networks imply.
    labels, titles : dict of str to str
        Those that an analyst wrote.
    added_nodes, added_edges : tuple
        What is in no table.
    """

    layouts: tuple[Layout, ...]
    nodes: Mapping[str, NodeLook]
    edges: Mapping[Pair, EdgeLook]
    own_nodes: frozenset[str] = frozenset()
    own_edges: frozenset[Pair] = frozenset()
    labels: Mapping[str, str] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)
    added_nodes: tuple[AddedNode, ...] = ()
    added_edges: tuple[AddedEdge, ...] = ()


def read_drawing(
    network: object, graph: nx.Graph[str], layouts: tuple[Layout, ...], looks: Looks, *, language: str
) -> Drawing:
    """Return what a pyvis Network draws of a graph.

    Parameters
    ----------
    network : pyvis.network.Network
        From :func:`kuntaverkostot.diagram`, perhaps changed since.
    graph : networkx.Graph
        What it is a diagram of.
    layouts : tuple of Layout
        The layouts of the graph as they are planned: the wide one first.
    looks : Looks
        From :func:`kuntaverkostot.diagram.looks.implied_looks`.
    language : {"fi", "sv", "en"}
        Language of its labels, unless the Network has one.

    Raises
    ------
    TypeError, ValueError
        When it is not a diagram of this graph, or something in it cannot be drawn; the message names the node or edge
        and says what would be right.
    """
    nodes, edges = lists_of(network)
    known, added = split_nodes(nodes, graph)
    links, added_links = split_edges(edges, graph)
    own_nodes = _own_looks(known, looks.nodes, node_attributes, read_node, node_name, NODE_OTHERS)
    own_edges = _own_looks(links, looks.edges, edge_attributes, read_edge, edge_name, EDGE_OTHERS)
    wide, *others = layouts
    positions, sizes = _places_and_sizes(wide, known)
    added_nodes = tuple(_added_node(f"{ADDED}{place}", node) for place, node in enumerate(added))
    ids = {node: node for node in known} | {node["id"]: new.id for node, new in zip(added, added_nodes, strict=True)}
    added_edges = tuple(_added_edge(edge, ids) for edge in added_links)
    _place_added(added, added_nodes, added_edges, wide, positions, sizes)
    drawn = [arranged(wide, positions, sizes)]
    drawn += [arranged(other, *other_frame(wide, other, positions, sizes)) for other in others]
    texts = implied_texts(graph, getattr(network, "language", language))
    labels = own_texts(known, "label", {node: label for node, (label, _) in texts.items()})
    return Drawing(
        layouts=tuple(relabelled(layout, graph, labels) for layout in drawn),
        nodes={**looks.nodes, **own_nodes},
        edges={**looks.edges, **own_edges},
        own_nodes=frozenset(own_nodes),
        own_edges=frozenset(own_edges),
        labels=labels,
        titles=own_texts(known, "title", {node: title for node, (_, title) in texts.items()}),
        added_nodes=added_nodes,
        added_edges=added_edges,
    )


def _own_looks(
    items: Mapping[Key, Attributes],
    usual: Mapping[Key, Look],
    write: Callable[[Look], Attributes],
    read: Callable[..., Look],
    name: Callable[[Key], str],
    others: int,
) -> dict[Key, Look]:
    """Return the look of each item that does not look as usual."""
    # Most items were not changed. Their attributes are those of their look, which is written once, and parse nothing.
    written: dict[int, ItemsView[str, Any]] = {}
    own = {}
    for key, look in usual.items():
        attributes = items[key]
        expected = written.get(id(look))
        if expected is None:
            expected = written[id(look)] = write(look).items()
        if len(attributes) != len(expected) + others or not attributes.items() >= expected:
            seen = _read(name(key), attributes, look, read)
            if seen != look:
                own[key] = seen
    return own


def _places_and_sizes(planned: Layout, nodes: Mapping[str, Attributes]) -> tuple[dict[str, Point], dict[str, float]]:
    """Return places and sizes of nodes; those that are as planned need no check."""
    positions, sizes = dict(planned.positions), dict(planned.sizes)
    for node, data in nodes.items():
        if (data.get("x"), data.get("y")) != positions[node]:
            positions[node] = place_of(node, data)
        if data.get("size") != sizes[node]:
            sizes[node] = size_of(node, data)
    return positions, sizes


def _read(name: str, attributes: Attributes, usual: Look, read: Callable[..., Look]) -> Look:
    try:
        return read(attributes, usual=usual)
    except ValueError as error:
        raise ValueError(f"{name}: {error}") from None


def _added_node(own_id: str, node: Attributes) -> AddedNode:
    label = str(node["id"] if node.get("label") is None else node["label"])
    title = "" if node.get("title") is None else str(node["title"])
    return AddedNode(own_id, label, title, _read(node_name(node["id"]), node, ADDED_NODE, read_node))


def _added_edge(edge: Attributes, ids: Mapping[object, str]) -> AddedEdge:
    pair = (edge["from"], edge["to"])
    lost = [end for end in pair if end not in ids]
    if lost:
        raise ValueError(f"{edge_name(pair)}: there is no node {lost[0]!r}")
    return AddedEdge((ids[pair[0]], ids[pair[1]]), _read(edge_name(pair), edge, ADDED_EDGE, read_edge))


def _place_added(
    added: list[Attributes],
    nodes: tuple[AddedNode, ...],
    edges: tuple[AddedEdge, ...],
    wide: Layout,
    positions: dict[str, Point],
    sizes: dict[str, float],
) -> None:
    """Give each added node a place and a size: where it is asked for, or else free room beside its neighbours."""
    for data, node in zip(added, nodes, strict=True):
        size = size_of(data["id"], data, usual=ADDED_SIZE)
        if data.get("x") is None and data.get("y") is None:
            ends = [edge.ends for edge in edges if node.id in edge.ends]
            near = [positions[end] for pair in ends for end in pair if end in positions]
            corner = (ADDED_SIZE, wide.frame.height - ADDED_SIZE)
            place = free_place(near or [corner], size, positions=positions, sizes=sizes)
        else:
            place = place_of(data["id"], data)
        positions[node.id], sizes[node.id] = place, size
