"""Clusters of nodes: a network with the members that are in no other network, or members that share networks.

A cluster holds the offsets of its nodes from its middle and the room it needs; ``layout`` decides where it goes.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from kuntaverkostot.analysis.graph import member_counts
from kuntaverkostot.diagram.labels import Lines, widest_room

if TYPE_CHECKING:
    import networkx as nx

Point = tuple[float, float]

GAP = 1.6  # between two dots
MARGIN = 5.0  # between a label and what surrounds it
MOST_ROWS = 3  # rows of members above a network; more members surround it


@dataclass(frozen=True, slots=True)
class Cluster:
    """Nodes that keep their positions relative to each other.

    Parameters
    ----------
    networks : tuple of str
        The network at its middle, or the networks that its members share.
    members : tuple of str
        Its members, largest first.
    offsets : dict of str to (float, float)
        Position of each of its nodes, from its middle.
    label : (float, float)
        Middle of the upper edge of its label, from its middle.
    lines : dict of str to tuple of str
        The label in each language.
    half, radius
        Its extent, as in :class:`kuntaverkostot.diagram.collision.Body`.
    """

    networks: tuple[str, ...]
    members: tuple[str, ...]
    offsets: Mapping[str, Point]
    label: Point
    lines: Mapping[str, Lines]
    half: Point
    radius: float


def node_sizes(graph: nx.Graph[str], *, dots: Point, squares: Point) -> dict[str, float]:
    """Return the radius of each member and half the side of each network.

    Areas grow with the square root of inhabitants, and with the number of members. Candidates do not count.

    Parameters
    ----------
    graph : networkx.Graph
        From :func:`kuntaverkostot.bipartite_graph`.
    dots, squares : (float, float)
        Radius of the smallest and largest member, side of the smallest and largest network.
    """
    people = {node: data.get("population") or 0 for node, data in graph.nodes(data=True) if data["bipartite"] == 0}
    sides = (squares[0] / 2, squares[1] / 2)
    return _sizes_by_area(people, dots, root=True) | _sizes_by_area(member_counts(graph), sides)


def _sizes_by_area(counts: Mapping[str, int], sizes: Point, *, root: bool = False) -> dict[str, float]:
    """Return a size for each node; its area grows with its count or the square root of its count."""
    small, large = sizes
    shares = np.array(list(counts.values()), dtype=float) / (max(counts.values(), default=0) or 1)
    areas = small**2 + (large**2 - small**2) * (np.sqrt(shares) if root else shares)
    return dict(zip(counts, np.sqrt(areas).tolist(), strict=True))


def hub_cluster(
    network: str,
    members: Sequence[str],
    *,
    sizes: Mapping[str, float],
    lines: Mapping[str, Lines],
    type_size: float,
) -> Cluster:
    """Return a network with its label below it. Few members stand in rows above it, many in rings around it."""
    side = sizes[network]
    width, height = widest_room(lines, type_size)
    half = (max(width / 2, side), side + height / 2 + MARGIN / 2)
    square, label = (0.0, -half[1] + side), (0.0, -half[1] + 2 * side + MARGIN)
    if not members:
        return Cluster((network,), (), {network: square}, label, lines, half, MARGIN)
    dot = max(sizes[member] for member in members)
    step = 2 * dot + GAP
    a_row = max(3, int((2 * half[0] + GAP) / step))
    if len(members) > MOST_ROWS * a_row:
        positions, radius = _rings(len(members), half, first=dot + MARGIN, step=step)
        offsets = {network: square, **dict(zip(members, positions, strict=True))}
        return Cluster((network,), tuple(members), offsets, label, lines, half, radius + dot + MARGIN)
    rows = math.ceil(len(members) / a_row)
    added = rows * step + MARGIN - GAP
    offsets = {network: (0.0, square[1] + added / 2)}
    for index, member in enumerate(members):
        row, column = divmod(index, a_row)
        here = min(a_row, len(members) - row * a_row)
        offsets[member] = ((column - (here - 1) / 2) * step, -half[1] + added / 2 - MARGIN - dot - row * step)
    half = (max(half[0], (min(a_row, len(members)) * step) / 2), half[1] + added / 2)
    return Cluster((network,), tuple(members), offsets, (0.0, label[1] + added / 2), lines, half, MARGIN)


def shared_cluster(
    networks: Sequence[str],
    members: Sequence[str],
    *,
    sizes: Mapping[str, float],
    lines: Mapping[str, Lines],
    type_size: float,
    aspect: float = 1.0,
) -> Cluster:
    """Return members close together, with their label below; ``aspect`` is width divided by height."""
    dot = max(sizes[member] for member in members)
    positions = _lattice(len(members), 2 * dot + GAP, aspect)
    width, height = widest_room(lines, type_size)
    across = max(abs(x) for x, _ in positions) + dot
    up, down = dot - min(y for _, y in positions), max(y for _, y in positions) + dot
    shift = (up - down - height - 2) / 2
    offsets = {member: (x, y + shift) for member, (x, y) in zip(members, positions, strict=True)}
    half = (max(across, width / 2), (up + down + height + 2) / 2)
    return Cluster(tuple(networks), tuple(members), offsets, (0.0, shift + down + 2), lines, half, 0.0)


def _rings(count: int, half: Point, *, first: float, step: float) -> tuple[list[Point], float]:
    """Return points on rings around a rectangle, equally dense, and the distance of the last ring."""
    distances: list[float] = []
    room: list[int] = []
    while sum(room) < count:
        distance = first + step * len(distances)
        # A chord over a corner is shorter than the arc under it; the points keep their distance there too.
        corner = 2 * distance * math.asin(min(1.0, step / (2 * distance)))
        distances.append(distance)
        room.append(max(1, int(_around(half, distance) / max(step, corner))))
    points: list[Point] = []
    for index, distance in enumerate(distances):
        left = count - len(points)
        here = min(left, math.ceil(left * room[index] / sum(room[index:])), room[index])
        around = _around(half, distance)
        points += [_on_ring(half, distance, (place + 0.5) * around / here) for place in range(here)]
    return points, distances[-1]


def _around(half: Point, distance: float) -> float:
    return 4 * (half[0] + half[1]) + 2 * math.pi * distance


def _on_ring(half: Point, distance: float, way: float) -> Point:
    """Return the point at a distance along a rectangle with round corners, from the middle of its top."""
    (across, down), quarter = half, math.pi / 2 * distance
    sides: list[tuple[float, Callable[[float], Point]]] = [
        (across, lambda t: (t, -down - distance)),
        (quarter, lambda t: _corner(across, -down, distance, t / distance - math.pi / 2)),
        (2 * down, lambda t: (across + distance, t - down)),
        (quarter, lambda t: _corner(across, down, distance, t / distance)),
        (2 * across, lambda t: (across - t, down + distance)),
        (quarter, lambda t: _corner(-across, down, distance, t / distance + math.pi / 2)),
        (2 * down, lambda t: (-across - distance, down - t)),
        (quarter, lambda t: _corner(-across, -down, distance, t / distance + math.pi)),
        (across, lambda t: (t - across, -down - distance)),
    ]
    for length, point in sides:
        if way <= length:
            return point(way)
        way -= length
    return 0.0, -down - distance


def _corner(x: float, y: float, distance: float, angle: float) -> Point:
    return x + distance * math.cos(angle), y + distance * math.sin(angle)


def _lattice(count: int, step: float, aspect: float) -> list[Point]:
    """Return the points of a triangular lattice that are nearest to its middle, nearest first."""
    reach = int(math.sqrt(count * max(aspect, 1 / aspect))) + 2
    points = [
        ((column + (row % 2) / 2) * step, row * step * math.sqrt(3) / 2)
        for row in range(-reach, reach + 1)
        for column in range(-reach, reach + 1)
    ]
    chosen = sorted(points, key=lambda p: (round((p[0] / aspect) ** 2 + p[1] ** 2, 6), p[1], p[0]))[:count]
    middle_x = (min(x for x, _ in chosen) + max(x for x, _ in chosen)) / 2
    middle_y = (min(y for _, y in chosen) + max(y for _, y in chosen)) / 2
    return [(x - middle_x, y - middle_y) for x, y in chosen]
