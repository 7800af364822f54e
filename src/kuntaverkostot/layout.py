"""Where every node of the diagram stands: same data, same picture, whatever the row order.

Networks stand around the association, by group. The members of one network only surround it; members of several
are gathered between their networks, one cluster for each exact set, so that an overlap is something one sees.
Networks without known current members stand in a strip, under the name of their group.

Distances are in CSS pixels of the frame at its natural size.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import permutations, product

import networkx as nx

from kuntaverkostot.bodies import Body, settle
from kuntaverkostot.labels import Lines, cluster_lines, network_lines
from kuntaverkostot.pieces import Piece, Point, bunch, flower

CLEARANCE = 6.0  # between two pieces
STRIP_SQUARE = 4.5  # half the side of a network in the strip
MOST_ORDERS = 5040  # orders of networks on the ring that are tried; beyond that they stand as the table has them
ASSOCIATION = Body((26, 8), 4, (0, 0), mobility=0.15)


@dataclass(frozen=True, slots=True)
class Frame:
    """The room of a diagram and the sizes that suit it.

    Parameters
    ----------
    strip : {"right", "bottom"}
        Where networks without known current members stand; ``strip_size`` is its width or height.
    row : float
        Height of a network in the strip; 0 puts the networks of a group beside its heading.
    dots, squares : (float, float)
        Radius of the smallest and largest member, side of the smallest and largest network.
    type_size, wrap : float
        Size of the type and widest line of a label.
    detailed : bool
        Whether clusters have room for names.
    """

    name: str
    width: float
    height: float
    strip: str
    strip_size: float
    row: float
    dots: Point
    squares: Point
    type_size: float
    wrap: float
    detailed: bool


WIDE = Frame("wide", 868, 640, "right", 196, 17, (4.2, 9.0), (20, 44), 12.5, 112, True)
TALL = Frame("tall", 358, 620, "bottom", 120, 0, (2.4, 4.6), (12, 24), 12, 88, False)


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
class Block:
    """A group in the strip: where its heading begins (baseline) and the networks under it."""

    group: str
    at: Point
    networks: tuple[str, ...]


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


def signatures(graph: nx.Graph) -> dict[str, tuple[str, ...]]:
    """Return the current networks of each member; ended networks and candidates do not count.

    Parameters
    ----------
    graph : networkx.Graph
        From :func:`kuntaverkostot.bipartite_graph`.

    Returns
    -------
    dict of str to tuple of str
        Node ids of networks, sorted, by node id of member, sorted.
    """
    current = {node for node, data in graph.nodes(data=True) if data["bipartite"] == 1 and data["status"] != "ended"}
    return {
        member: tuple(
            sorted(network for network, edge in graph.adj[member].items() if network in current and edge["basis"] != "candidate")
        )
        for member in sorted(node for node, side in graph.nodes(data="bipartite") if side == 0)
    }


def layout(graph: nx.Graph, *, frame: Frame = WIDE) -> Layout:
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
    >>> from kuntaverkostot.dataset import load_dataset
    >>> from kuntaverkostot.graph import bipartite_graph
    >>> graph = bipartite_graph(load_dataset())
    >>> set(layout(graph).positions) == set(graph)
    True
    """
    gathered = _gathered(graph)
    sizes = _sizes(graph, frame)
    ring = _ring_order(graph, gathered)
    strip, blocks = _strip(graph, frame, ring)
    sizes |= dict.fromkeys(strip, STRIP_SQUARE)
    pieces = _flowers(graph, frame, sizes, ring, gathered) + _bunches(graph, frame, sizes, gathered)
    spots, grown = _place(frame, pieces, len(ring))
    moved = (2 * grown[0], grown[1]) if frame.strip == "right" else (grown[0], 2 * grown[1])
    positions = {node: (x + moved[0], y + moved[1]) for node, (x, y) in strip.items()}
    for piece, (x, y) in zip(pieces, spots, strict=False):
        positions |= {node: (x + dx, y + dy) for node, (dx, dy) in piece.offsets.items()}
    labels = [
        Label(piece.networks, piece.members, _rounded(x + piece.label[0], y + piece.label[1]), piece.lines)
        for piece, (x, y) in zip(pieces, spots, strict=False)
    ]
    return Layout(
        frame=replace(frame, width=frame.width + 2 * grown[0], height=frame.height + 2 * grown[1]),
        positions={node: _rounded(*positions[node]) for node in sorted(positions)},
        sizes={node: round(sizes[node], 2) for node in sorted(sizes)},
        hubs=tuple(labels[: len(ring)]),
        clusters=tuple(labels[len(ring) :]),
        blocks=tuple(
            replace(block, at=_rounded(block.at[0] + moved[0], block.at[1] + moved[1]) if block.networks else block.at)
            for block in blocks
        ),
        centre=_rounded(*spots[-1]),
    )


def _rounded(x: float, y: float) -> Point:
    return round(float(x), 1), round(float(y), 1)


def _gathered(graph: nx.Graph) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Return the members of each exact set of networks, the largest municipality first."""
    gathered = defaultdict(list)
    for member, networks in signatures(graph).items():
        gathered[networks].append(member)
    return {
        networks: tuple(sorted(gathered[networks], key=lambda member: (-(graph.nodes[member].get("population") or 0), member)))
        for networks in sorted(gathered)
    }


def _sizes(graph: nx.Graph, frame: Frame) -> dict[str, float]:
    """Return sizes of which the area grows: with the square root of inhabitants, and with the number of members."""
    largest = max((data.get("population") or 0 for _, data in graph.nodes(data=True)), default=0) or 1
    most = max((graph.degree(node) for node, side in graph.nodes(data="bipartite") if side == 1), default=0) or 1
    sizes = {}
    for node, data in graph.nodes(data=True):
        (small, large), share = frame.dots, math.sqrt((data.get("population") or 0) / largest)
        if data["bipartite"] == 1:
            (small, large), share = (frame.squares[0] / 2, frame.squares[1] / 2), graph.degree(node) / most
        sizes[node] = math.sqrt(small**2 + (large**2 - small**2) * share)
    return sizes


def _ring_order(graph: nx.Graph, gathered: Mapping[tuple[str, ...], Sequence[str]]) -> list[str]:
    """Return the networks with current members: group by group, those that share members near each other.

    The group with most memberships comes first. Within groups every order is tried while there are few enough.
    """
    shared: dict[tuple[str, str], int] = defaultdict(int)
    degrees: dict[str, int] = defaultdict(int)
    for networks, members in gathered.items():
        for network in networks:
            degrees[network] += len(members)
            for other in networks:
                shared[network, other] += len(members)
    groups: dict[str, list[str]] = defaultdict(list)
    for network in sorted(degrees, key=lambda node: (graph.nodes[node]["position"], node)):
        groups[graph.nodes[network]["group_id"]].append(network)
    first = max(groups, key=lambda group: sum(degrees[network] for network in groups[group]), default=None)
    ordered = [networks for group, networks in groups.items() if group == first]
    ordered += [networks for group, networks in groups.items() if group != first]
    if math.prod(math.factorial(len(networks)) for networks in ordered) > MOST_ORDERS:
        return [network for networks in ordered for network in networks]

    def cost(order: list[str]) -> int:
        size = len(order)
        return sum(
            shared.get((one, other), 0) * min(there - here, size - there + here) ** 2
            for here, one in enumerate(order)
            for there, other in enumerate(order[here + 1 :], here + 1)
        )

    orders = product(*(permutations(networks) for networks in ordered))
    return min(([network for networks in order for network in networks] for order in orders), key=cost, default=[])


def _strip(graph: nx.Graph, frame: Frame, ring: Sequence[str]) -> tuple[dict[str, Point], list[Block]]:
    """Return where networks without known current members stand, and the groups over them.

    The group with which the ring begins has its heading in the upper left corner.
    """
    groups: dict[tuple[int, str], list[str]] = defaultdict(list)
    for node, data in graph.nodes(data=True):
        if data["bipartite"] == 1:
            groups[data["group_position"], data["group_id"]].append(node)
    first = graph.nodes[ring[0]]["group_id"] if ring else None
    on_ring = set(ring)
    strip = {
        key[1]: sorted((node for node in nodes if node not in on_ring), key=lambda node: (graph.nodes[node]["position"], node))
        for key, nodes in sorted(groups.items())
        if key[1] != first or set(nodes) - on_ring
    }
    line, gap = frame.type_size * 1.5, frame.type_size * (0.9 if frame.row else 0.1)
    heights = [line + frame.row * len(nodes) for nodes in strip.values()]
    total = sum(heights) + gap * max(len(heights) - 1, 0)
    left, y = frame.width - frame.strip_size + 14, (frame.height - total) / 2
    if frame.strip == "bottom":
        left, y = 4.0, frame.height - total
    positions, blocks = {}, [Block(first, (4.0, frame.type_size), ())] if first is not None and first not in strip else []
    for (group, nodes), height in zip(strip.items(), heights, strict=True):
        blocks.append(Block(group, (left, y + frame.type_size), tuple(nodes)))
        for place, node in enumerate(nodes):
            positions[node] = (left + 6, y + line + frame.row * (place + 0.5))
            if not frame.row:
                positions[node] = (frame.width - 6 - 12.0 * (len(nodes) - 1 - place), y + line / 2)
        y += height + gap
    return positions, blocks


def _flowers(
    graph: nx.Graph,
    frame: Frame,
    sizes: Mapping[str, float],
    ring: Sequence[str],
    gathered: Mapping[tuple[str, ...], Sequence[str]],
) -> list[Piece]:
    return [
        flower(
            network,
            gathered.get((network,), ()),
            sizes=sizes,
            lines=network_lines(graph, network, width=frame.wrap, size=frame.type_size),
            type_size=frame.type_size,
        )
        for network in ring
    ]


def _bunches(
    graph: nx.Graph, frame: Frame, sizes: Mapping[str, float], gathered: Mapping[tuple[str, ...], Sequence[str]]
) -> list[Piece]:
    return [
        bunch(
            networks,
            members,
            sizes=sizes,
            lines=cluster_lines(
                graph, networks, members, width=frame.wrap, size=frame.type_size, detailed=frame.detailed
            ),
            type_size=frame.type_size,
            flat=1.0 if networks else 2.2,
        )
        for networks, members in gathered.items()
        if len(networks) != 1
    ]


def _place(frame: Frame, pieces: Sequence[Piece], on_ring: int) -> tuple[list[Point], Point]:
    """Return the middle of each piece and of the association, and by how much the frame grew on each side."""
    right = frame.width - (frame.strip_size if frame.strip == "right" else 0)
    bottom = frame.height - (frame.strip_size if frame.strip == "bottom" else 0)
    middle = (right / 2, bottom / 2)
    starts = _ring_starts(frame, pieces[:on_ring], middle)
    places = {piece.networks[0]: index for index, piece in enumerate(pieces[:on_ring])}
    bodies = [
        Body(piece.half, piece.radius, start, mobility=0.5) for piece, start in zip(pieces, starts, strict=False)
    ]
    for piece in pieces[on_ring:]:
        neighbours = tuple(places[network] for network in piece.networks)
        # Members in no network stand in a corner of their own.
        start = middle_of([starts[index] for index in neighbours]) if neighbours else (-middle[0], middle[1])
        bodies.append(Body(piece.half, piece.radius, start, neighbours))
    bodies.append(ASSOCIATION)
    spots, stretch = settle(bodies, box=(-middle[0], -middle[1], middle[0], middle[1]), clearance=CLEARANCE)
    grown = (middle[0] * (stretch - 1), middle[1] * (stretch - 1))
    return [(x + middle[0] + grown[0], y + middle[1] + grown[1]) for x, y in spots.tolist()], grown


def middle_of(points: Sequence[Point]) -> Point:
    """Return the mean of some points.

    >>> middle_of([(0, 0), (2, 4)])
    (1.0, 2.0)
    """
    return sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points)


def _ring_starts(frame: Frame, flowers: Sequence[Piece], middle: Point) -> list[Point]:
    """Return points around the middle, each with an arc as wide as its piece, later groups beside the strip."""
    extents = [(piece.half[0] + piece.radius, piece.half[1] + piece.radius) for piece in flowers]
    arcs = [across + down for across, down in extents]
    total = sum(arcs) or 1.0
    turn = 0.0 if frame.strip == "right" else math.pi / 2
    last = len(flowers) - 1
    # The last networks, of smaller groups, end up on the side of the strip.
    angle = turn + math.pi * (arcs[last] / total if flowers else 0)
    starts = []
    for (across, down), arc in zip(extents, arcs, strict=True):
        angle += math.pi * arc / total
        starts.append((max(middle[0] - across, 0) * math.cos(angle), max(middle[1] - down, 0) * math.sin(angle)))
        angle += math.pi * arc / total
    return starts
