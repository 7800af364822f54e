"""Positions of networks when there are too many members to draw: the largest in the middle, similar ones together."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from kuntaverkostot.diagram.clusters import Point
from kuntaverkostot.diagram.layout import Label, Layout

if TYPE_CHECKING:
    from scipy.sparse import csr_array

    from kuntaverkostot.diagram.frame import Frame

Array = NDArray[np.float64]

SMALLEST, LARGEST = 0.18, 1.2  # half the side of a square, as a share of the side of its part of the frame
LEAST_MOST, MOST = 8.0, 30.0  # upper limits in pixels for half the side of the smallest and the largest square
GAP = 0.35  # between two squares, as a share of half the side of the larger one
LEAST_GAP = 2.0
MARGIN = 4.0
MOST_APART = 4.0  # factor on the distances where there are few squares
STRONGEST = 4  # most similar networks that attract each network
SWEEPS = 4  # rounds in which networks follow the ones that attract them


@dataclass(frozen=True, slots=True)
class _Row:
    """A ring: its first network, its distance from the middle, and the distances of its places along it."""

    first: int
    distance: float
    ways: list[float]


@dataclass(frozen=True, slots=True, eq=False)
class _Ring:
    """Places on a ring around the middle, with their angles, and the first network on it."""

    places: Array
    angles: Array
    first: int


def network_layout(
    nodes: Sequence[str], alike: csr_array, sizes: NDArray[np.int64], *, frame: Frame, lettered: Sequence[str]
) -> Layout:
    """Return a layout of networks alone.

    Networks stand in rings around the middle of the frame, the largest innermost. On its ring each is as near as
    possible to the direction of the networks most similar to it. Rings, and places on a ring, are as far apart as their
    squares need in any direction, so that none covers another.

    Parameters
    ----------
    nodes : sequence of str
        Their node ids.
    alike : scipy.sparse.csr_array of shape (networks, networks)
        From :func:`kuntaverkostot.analysis.shared_members.jaccard_matrix`.
    sizes : numpy.ndarray of shape (networks,)
        Members of each network.
    frame : Frame
        The room.
    lettered : sequence of str
        Networks with a letter, the first letter first.

    Returns
    -------
    Layout
        The same for the same numbers. Labels of the lettered networks have no lines: the explorer writes the names for
        which there is room.
    """
    count = len(sizes)
    alone = math.sqrt(frame.width * frame.height / max(count, 1))
    least, most = min(SMALLEST * alone, LEAST_MOST), min(LARGEST * alone, MOST)
    half = least + (most - least) * np.sqrt(sizes / max(1, int(sizes.max(initial=1))))
    order = np.lexsort((np.arange(count), -sizes))
    scale, rows = _fitting(half[order], frame)
    rings = _rings(rows, frame)
    half = np.floor(10 * scale * half) / 10
    positions = np.empty((count, 2))
    for ring in rings:
        positions[order[ring.first : ring.first + len(ring.places)]] = ring.places
    pull = _pull(alike)
    has_like = np.diff(pull.indptr) > 0
    for _ in range(SWEEPS):
        for ring in rings:
            here = order[ring.first : ring.first + len(ring.places)]
            toward = np.where(has_like[here, None], pull[here] @ positions, positions[here])
            positions[here[_in_turn(_angles(toward, frame))]] = _turned(ring, np.sort(_angles(toward, frame)))
    middle = np.array([frame.width, frame.height]) / 2
    places = dict(zip(nodes, map(tuple, (positions + middle).round(1).tolist()), strict=True))
    radii = dict(zip(nodes, half.tolist(), strict=True))

    def below(node: str) -> Point:
        return places[node][0], round(places[node][1] + radii[node], 1)

    return Layout(
        frame=replace(frame, strip_size=0.0),
        positions={node: places[node] for node in sorted(places)},
        sizes={node: radii[node] for node in sorted(radii)},
        hubs=tuple(Label((node,), (), below(node), {}) for node in lettered),
        clusters=(),
        blocks=(),
        centre=(frame.width / 2, frame.height / 2),
    )


def _fitting(half: Array, frame: Frame) -> tuple[float, list[_Row]]:
    """Return the scale at which the rings of squares fit into the frame, and the rings.

    Squares that would leave much of the frame free keep their size and stand further apart.
    """
    whole = _rows(half, frame, apart=1.0)
    low, high = (1.0, MOST_APART) if whole is not None else (0.0, 1.0)
    rows = whole or []
    for _ in range(12):
        share = (low + high) / 2
        candidate = _rows(half, frame, apart=share) if whole is not None else _rows(half * share, frame, apart=1.0)
        low, high = (low, share) if candidate is None else (share, high)
        rows = candidate or rows
    return (1.0 if whole is not None else low), rows


def _sides(frame: Frame) -> tuple[float, float]:
    """Return half the longer and half the shorter side of the room."""
    return max(frame.width, frame.height) / 2 - MARGIN, min(frame.width, frame.height) / 2 - MARGIN


def _rows(half: Array, frame: Frame, *, apart: float) -> list[_Row] | None:
    """Return the rings that squares need, the largest square first; None when they do not fit into the frame.

    A ring is the line at a constant distance from a segment in the middle of the frame, along its longer side.
    """
    long, short = _sides(frame)
    rows: list[_Row] = []
    first, distance, last = 0, 0.0, 0.0
    while first < len(half):
        radius = apart * (float(half[first]) * math.sqrt(2) + max(LEAST_GAP, GAP * float(half[first])) / 2)
        distance = distance + last + radius if rows else 0.0
        if distance + radius > short:
            return None
        ways = _ways(long - short, distance, radius, most=len(half) - first)
        rows.append(_Row(first, distance, ways))
        first, last = first + len(ways), radius
    return rows


def _rings(rows: list[_Row], frame: Frame) -> list[_Ring]:
    """Return the places of rings, in their order around the middle."""
    long, short = _sides(frame)
    rings = []
    for row in rows:
        points = np.array([_point(long - short, row.distance, way) for way in row.ways]).reshape(-1, 2)
        places = points if frame.width >= frame.height else points[:, ::-1]
        angles = _angles(places, frame)
        turn = _in_turn(angles)
        rings.append(_Ring(places[turn], angles[turn], row.first))
    return rings


def _ways(core: float, distance: float, radius: float, *, most: int) -> list[float]:
    """Return the distances of places along a ring: as many as fit, or as are needed."""
    if not distance:
        room = min(most, max(1, int(core / radius)))
        return [2 * core * (place + 0.5) / room for place in range(room)]
    # A chord of the round ends is shorter than its arc.
    step = max(2 * radius, 2 * distance * math.asin(min(1.0, radius / distance)))
    around = 4 * core + 2 * math.pi * distance
    room = min(most, max(1, int(around / step)))
    return [around * place / room for place in range(room)]


def _point(core: float, distance: float, way: float) -> tuple[float, float]:
    if not distance:
        return way - core, 0.0
    bend = math.pi * distance
    if way < 2 * core:
        return way - core, -distance
    if way < 2 * core + bend:
        angle = (way - 2 * core) / distance - math.pi / 2
        return core + distance * math.cos(angle), distance * math.sin(angle)
    if way < 4 * core + bend:
        return core - (way - 2 * core - bend), distance
    angle = (way - 4 * core - bend) / distance + math.pi / 2
    return -core + distance * math.cos(angle), distance * math.sin(angle)


def _angles(points: Array, frame: Frame) -> Array:
    """Return the direction of points from the middle, as if the frame were square (radians, rounded)."""
    angles: Array = np.arctan2(points[:, 1] / frame.height, points[:, 0] / frame.width).round(6)
    return angles


def _in_turn(angles: Array) -> NDArray[np.intp]:
    return np.argsort(angles, kind="stable")


def _turned(ring: _Ring, wanted: Array) -> Array:
    """Return the places of a ring, turned so that they are nearest to the wanted angles, which ascend."""
    shifts = (np.arange(len(wanted))[:, None] + np.arange(len(wanted))) % len(wanted)
    away = np.abs(ring.angles[shifts] - wanted)
    best = int(np.minimum(away, 2 * math.pi - away).sum(axis=1).round(6).argmin())
    places: Array = ring.places[shifts[best]]
    return places


def _pull(alike: csr_array) -> csr_array:
    """Return the few largest values of each row, scaled to sum to one."""
    from scipy.sparse import csr_array  # noqa: PLC0415 - heavy

    pairs = alike.tocoo()
    order = np.lexsort((pairs.col, -pairs.data, pairs.row))
    row, column, data = pairs.row[order], pairs.col[order], pairs.data[order]
    kept = np.arange(len(row)) - np.searchsorted(row, np.arange(alike.shape[0]))[row] < STRONGEST
    row, column, data = row[kept], column[kept], data[kept]
    total = np.bincount(row, weights=data, minlength=alike.shape[0])
    return csr_array((data / total[row], (row, column)), shape=alike.shape)
