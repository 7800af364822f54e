"""The position of every node of the diagram. The same data gives the same picture, in any row order.

Networks stand in a ring around the association, by group. The members of a single network surround it. Members of
several networks form a cluster between them, one for each exact set, so that overlaps can be seen. Networks without
known current members stand in a strip, under the name of their group.

Distances are in CSS pixels of the frame at its natural size.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from kuntaverkostot.analysis.graph import member_counts
from kuntaverkostot.diagram.clusters import Cluster, Point, hub_cluster, node_sizes, shared_cluster
from kuntaverkostot.diagram.collision import Array
from kuntaverkostot.diagram.frame import STRIP_SQUARE, WIDE, Block, Frame, strip_places
from kuntaverkostot.diagram.labels import Lines, cluster_lines, network_lines
from kuntaverkostot.diagram.placement import place_clusters
from kuntaverkostot.diagram.ring import members_by_signature, ring_order
from kuntaverkostot.diagram.scatter import SMALLER, BySignature, signatures_to_scatter

if TYPE_CHECKING:
    import networkx as nx


@dataclass(frozen=True, slots=True)
class Label:
    """Text beside nodes: for a network, or for members that share their networks.

    Parameters
    ----------
    networks, members : tuple of str
        Node ids of what the label names.
    at : (float, float)
        Middle of its upper edge.
    lines : dict of str to tuple of str
        Its lines in each language.
    """

    networks: tuple[str, ...]
    members: tuple[str, ...]
    at: Point
    lines: Mapping[str, Lines]


@dataclass(frozen=True, slots=True)
class Layout:
    """Positions and sizes of a diagram.

    Parameters
    ----------
    frame : Frame
        The size of the diagram; larger than requested when the data needs it.
    positions : dict of str to (float, float)
        x to the right and y downwards, of each node, from the upper left corner of the frame.
    sizes : dict of str to float
        Radius of a member, half the side of a network.
    hubs, clusters : tuple of Label
        Labels of networks on the ring, and of members in several networks or in none.
    blocks : tuple of Block
        Groups in the strip.
    centre : (float, float)
        Where the association stands.
    """

    frame: Frame
    positions: Mapping[str, Point]
    sizes: Mapping[str, float]
    hubs: tuple[Label, ...]
    clusters: tuple[Label, ...]
    blocks: tuple[Block, ...]
    centre: Point

    @property
    def ring(self) -> tuple[str, ...]:
        """Networks with current members, in their order around the association."""
        return tuple(label.networks[0] for label in self.hubs)


def layout(graph: nx.Graph[str], *, frame: Frame = WIDE) -> Layout:
    """Return the position of every node.

    Parameters
    ----------
    graph : networkx.Graph
        From :func:`kuntaverkostot.bipartite_graph`; it is not changed.
    frame : Frame
        ``WIDE`` for a desktop, ``TALL`` for a phone.

    Returns
    -------
    Layout
        The same for the same graph, in whatever order its nodes and edges were added.

    Examples
    --------
    >>> from kuntaverkostot.dataset.dataset import load_dataset
    >>> from kuntaverkostot.analysis.graph import bipartite_graph
    >>> graph = bipartite_graph(load_dataset())
    >>> set(layout(graph).positions) == set(graph)
    True
    """
    return layouts(graph, [frame])[0]


def layouts(graph: nx.Graph[str], frames: Iterable[Frame]) -> tuple[Layout, ...]:
    """Return the layout of a graph in each frame, as :func:`layout` does in one."""
    by_signature = members_by_signature(graph)
    ring = ring_order(graph, by_signature=by_signature)
    return tuple(_layout(graph, frame, by_signature, ring) for frame in frames)


def _layout(graph: nx.Graph[str], frame: Frame, by_signature: BySignature, ring: Sequence[str]) -> Layout:
    scattered = signatures_to_scatter(by_signature)
    dots = (frame.dots[0] * SMALLER[0], frame.dots[1] * SMALLER[1]) if scattered else frame.dots
    sizes = node_sizes(graph, dots=dots, squares=frame.squares)
    strip, blocks, frame = strip_places(graph, frame, ring)
    sizes |= dict.fromkeys(strip, STRIP_SQUARE)
    clustered = {networks: members for networks, members in by_signature.items() if networks not in scattered}
    clusters = _clusters(graph, frame, sizes, ring, clustered)
    middles, growth, scatter = place_clusters(frame, clusters, len(ring), scattered, sizes)
    # The strip keeps its distance from the side on which it stands.
    shift = (2 * growth[0], growth[1]) if frame.strip == "right" else (growth[0], 2 * growth[1])
    groups = [(strip, shift), *((cluster.offsets, at) for cluster, at in zip(clusters, middles, strict=False))]
    labels = [
        Label(cluster.networks, cluster.members, _rounded(x + cluster.label[0], y + cluster.label[1]), cluster.lines)
        for cluster, (x, y) in zip(clusters, middles, strict=False)
    ]
    nodes = sorted(sizes)
    return Layout(
        frame=replace(frame, width=frame.width + 2 * growth[0], height=frame.height + 2 * growth[1]),
        positions=_positions(groups, list(chain.from_iterable(scattered.values())), scatter),
        sizes=dict(zip(nodes, np.array([sizes[node] for node in nodes]).round(1).tolist(), strict=True)),
        hubs=tuple(labels[: len(ring)]),
        clusters=tuple(labels[len(ring) :]),
        blocks=tuple(replace(block, at=_rounded(block.at[0] + shift[0], block.at[1] + shift[1])) for block in blocks),
        centre=_rounded(*middles[-1]),
    )


def _positions(
    groups: Iterable[tuple[Mapping[str, Point], Point]], scattered: Sequence[str], scatter: Array
) -> dict[str, Point]:
    """Return the position of each node, from offsets around the middle of its group or from the scatter."""
    nodes, positions = list(scattered), [scatter]
    for offsets, middle in groups:
        nodes += offsets
        positions.append(np.array(list(offsets.values())).reshape(-1, 2) + middle)
    x, y = np.concatenate(positions).round(1).T.tolist()
    by_node = dict(zip(nodes, zip(x, y, strict=True), strict=True))
    return {node: by_node[node] for node in sorted(by_node)}


def _rounded(x: float, y: float) -> Point:
    return round(float(x), 1), round(float(y), 1)


def _clusters(
    graph: nx.Graph[str], frame: Frame, sizes: Mapping[str, float], ring: Sequence[str], by_signature: BySignature
) -> list[Cluster]:
    """Return a cluster for each network on the ring, then one for each set of members in several networks or none."""
    counts = member_counts(graph)
    hub_clusters = [
        hub_cluster(
            network,
            by_signature.get((network,), ()),
            sizes=sizes,
            lines=network_lines(graph, network, width=frame.wrap, size=frame.type_size, members=counts[network]),
            type_size=frame.type_size,
        )
        for network in ring
    ]
    shared_clusters = []
    for networks, members in by_signature.items():
        if len(networks) == 1:
            continue
        lines = cluster_lines(graph, networks, members, width=frame.wrap, size=frame.type_size, detailed=frame.detailed)
        aspect = 1.0 if networks else 2.2
        shared_clusters.append(
            shared_cluster(networks, members, sizes=sizes, lines=lines, type_size=frame.type_size, aspect=aspect)
        )
    return hub_clusters + shared_clusters
