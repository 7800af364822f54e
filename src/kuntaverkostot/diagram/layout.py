"""Where every node of the diagram stands: same data, same picture, whatever the row order.

Networks stand around the association, by group. The members of one network only surround it; members of
several are gathered between their networks, one cluster for each exact set, so that an overlap can be seen.
Networks without known current members stand in a strip, under the name of their group.

Distances are in CSS pixels of the frame at its natural size.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from kuntaverkostot.analysis.graph import member_counts
from kuntaverkostot.diagram.clusters import Piece, Point, bunch, flower, node_sizes
from kuntaverkostot.diagram.collision import Array, Body, around, middle_of, settle, to_and_fro
from kuntaverkostot.diagram.frame import STRIP_SQUARE, TALL, WIDE, Block, Frame, strip_places
from kuntaverkostot.diagram.labels import Lines, cluster_lines, network_lines
from kuntaverkostot.diagram.ring import gathered_members, ring_order
from kuntaverkostot.diagram.scatter import GROWTH, SMALLER, Gathered, crowd_of, enough_room, scattered

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["TALL", "WIDE", "Block", "Frame", "Label", "Layout", "layout"]

CLEARANCE = 6.0  # between two pieces, and before the strip
MOST_AROUND = 24  # networks that have room in one ring; more fill the room in rows
ASSOCIATION = Body((26, 8), 4, (0, 0), mobility=0.15)


@dataclass(frozen=True, slots=True)
class Label:
    """Text beside nodes: of a network, or of members that share their networks.

    Parameters
    ----------
    networks, members : tuple of str
        What it is about, as node ids.
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
        The room; larger than asked for when the data needs it.
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
    """Return where every node stands.

    Parameters
    ----------
    graph : networkx.Graph
        From :func:`kuntaverkostot.bipartite_graph`; it is not changed.
    frame : Frame
        The room: ``WIDE`` for a desktop, ``TALL`` for a phone.

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
    gathered = gathered_members(graph)
    crowd = crowd_of(gathered)
    dots = (frame.dots[0] * SMALLER[0], frame.dots[1] * SMALLER[1]) if crowd else frame.dots
    sizes = node_sizes(graph, dots=dots, squares=frame.squares)
    ring = ring_order(graph, gathered=gathered)
    strip, blocks, frame = strip_places(graph, frame, ring)
    sizes |= dict.fromkeys(strip, STRIP_SQUARE)
    pieces = _pieces(graph, frame, sizes, ring, {one: gathered[one] for one in gathered if one not in crowd})
    spots, grown, alone = _place(frame, pieces, len(ring), crowd, sizes)
    # The strip keeps its distance from the side on which it stands.
    moved = (2 * grown[0], grown[1]) if frame.strip == "right" else (grown[0], 2 * grown[1])
    standing = [(strip, moved), *((piece.offsets, spot) for piece, spot in zip(pieces, spots, strict=False))]
    labels = [
        Label(piece.networks, piece.members, _rounded(x + piece.label[0], y + piece.label[1]), piece.lines)
        for piece, (x, y) in zip(pieces, spots, strict=False)
    ]
    nodes = sorted(sizes)
    return Layout(
        frame=replace(frame, width=frame.width + 2 * grown[0], height=frame.height + 2 * grown[1]),
        positions=_positions(standing, list(chain.from_iterable(crowd.values())), alone),
        sizes=dict(zip(nodes, np.array([sizes[node] for node in nodes]).round(1).tolist(), strict=True)),
        hubs=tuple(labels[: len(ring)]),
        clusters=tuple(labels[len(ring) :]),
        blocks=tuple(replace(block, at=_rounded(block.at[0] + moved[0], block.at[1] + moved[1])) for block in blocks),
        centre=_rounded(*spots[-1]),
    )


def _positions(
    standing: Iterable[tuple[Mapping[str, Point], Point]], alone: Sequence[str], spots: Array
) -> dict[str, Point]:
    """Return where each node stands: those of a piece around its middle, those alone on their spots."""
    nodes, places = list(alone), [spots]
    for offsets, middle in standing:
        nodes += offsets
        places.append(np.array(list(offsets.values())).reshape(-1, 2) + middle)
    x, y = np.concatenate(places).round(1).T.tolist()
    found = dict(zip(nodes, zip(x, y, strict=True), strict=True))
    return {node: found[node] for node in sorted(found)}


def _rounded(x: float, y: float) -> Point:
    return round(float(x), 1), round(float(y), 1)


def _pieces(
    graph: nx.Graph[str], frame: Frame, sizes: Mapping[str, float], ring: Sequence[str], gathered: Gathered
) -> list[Piece]:
    """Return a piece for each network on the ring, then for members of several networks or of none."""
    counts = member_counts(graph)
    flowers = [
        flower(
            network,
            gathered.get((network,), ()),
            sizes=sizes,
            lines=network_lines(graph, network, width=frame.wrap, size=frame.type_size, members=counts[network]),
            type_size=frame.type_size,
        )
        for network in ring
    ]
    bunches = []
    for networks, members in gathered.items():
        if len(networks) == 1:
            continue
        lines = cluster_lines(graph, networks, members, width=frame.wrap, size=frame.type_size, detailed=frame.detailed)
        flat = 1.0 if networks else 2.2
        bunches.append(bunch(networks, members, sizes=sizes, lines=lines, type_size=frame.type_size, flat=flat))
    return flowers + bunches


def _place(
    frame: Frame, pieces: Sequence[Piece], on_ring: int, crowd: Gathered, sizes: Mapping[str, float]
) -> tuple[list[Point], Point, Array]:
    """Return the middle of each piece and of the association, how much each side grew, and where the crowd stands."""
    right = frame.width - (frame.strip_size + CLEARANCE if frame.strip == "right" else 0)
    bottom = frame.height - (frame.strip_size + CLEARANCE if frame.strip == "bottom" else 0)
    middle = (right / 2, bottom / 2)
    members = list(chain.from_iterable(crowd.values()))
    dot = max(map(sizes.__getitem__, members), default=0.0)
    growth = enough_room(pieces, middle, count=len(members), dot=dot)
    while True:
        half = (middle[0] * growth, middle[1] * growth)
        spots, stretch = _settled(frame, pieces, on_ring, half)
        half = (half[0] * stretch, half[1] * stretch)
        places: list[Point] = [(x, y) for x, y in spots.tolist()]
        standing = [*((piece.half, piece.radius) for piece in pieces), (ASSOCIATION.half, ASSOCIATION.radius)]
        alone = scattered(
            crowd,
            around={piece.networks[0]: place for piece, place in zip(pieces[:on_ring], places, strict=False)},
            rooms=[(place, *room) for place, room in zip(places, standing, strict=True)],
            half=half,
            dot=dot,
        )
        if alone is not None:
            break
        growth *= GROWTH
    return (
        [(x + half[0], y + half[1]) for x, y in places],
        (half[0] - middle[0], half[1] - middle[1]),
        alone + half,
    )


def _settled(frame: Frame, pieces: Sequence[Piece], on_ring: int, half: Point) -> tuple[Array, float]:
    """Return the middle of each piece and of the association around (0, 0), and by how much the room grew."""
    # The last networks, of smaller groups, end up on the side of the strip.
    turn = 0.0 if frame.strip == "right" else math.pi / 2
    extents = [(piece.half[0] + piece.radius, piece.half[1] + piece.radius) for piece in pieces[:on_ring]]
    starts = around(extents, half=half, turn=turn) if on_ring <= MOST_AROUND else to_and_fro(on_ring, half=half)
    places = {piece.networks[0]: index for index, piece in enumerate(pieces[:on_ring])}
    bodies = [Body(piece.half, piece.radius, start, mobility=0.5) for piece, start in zip(pieces, starts, strict=False)]
    for piece in pieces[on_ring:]:
        neighbours = tuple(places[network] for network in piece.networks)
        # Members in no network stand in a corner of their own.
        start = middle_of([starts[index] for index in neighbours]) if neighbours else (-half[0], half[1])
        bodies.append(Body(piece.half, piece.radius, start, neighbours))
    bodies.append(ASSOCIATION)
    return settle(bodies, box=(-half[0], -half[1], half[0], half[1]), clearance=CLEARANCE)
