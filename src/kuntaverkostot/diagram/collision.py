"""Pushing apart: rectangles with round corners that attract each other and must not overlap.

All steps are the same sums in the same order for the same input, so the result is too.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Places = NDArray[np.intp]

ROUNDS = 160  # rounds in which the pull to the targets fades out
MOST_ROUNDS = 400  # rounds of pushing alone, until nothing overlaps
LOOKED_AT = 40  # rounds after which pushing has to have got somewhere, or the room grows
LESS = 0.8  # part of the deepest overlap that may be left by then
SIDEWAYS = 0.5  # part of a push that goes across it
NEAR = 24.0  # free room up to which two bodies may overlap soon
STRETCH = 1.04  # growth of the room when the bodies do not fit
FILL = 0.9  # part of the room that bodies can hardly fill more of


@dataclass(frozen=True, slots=True)
class Body:
    """A rectangle with round corners.

    Parameters
    ----------
    half : (float, float)
        Half the width and half the height of its core, without the round border.
    radius : float
        Width of the round border.
    start : (float, float)
        Where it begins, and where it is drawn to unless it has neighbours.
    neighbours : tuple of int
        Indices of bodies to whose mean position it is drawn.
    mobility : float
        How readily it gives way, 0 (not at all) to 1.
    """

    half: tuple[float, float]
    radius: float
    start: tuple[float, float]
    neighbours: tuple[int, ...] = ()
    mobility: float = 1.0


def settle(bodies: Sequence[Body], *, box: tuple[float, float, float, float], clearance: float) -> tuple[Array, float]:
    """Return positions at which no two bodies overlap, near where they are drawn to.

    Parameters
    ----------
    bodies : sequence of Body
        At least one.
    box : (float, float, float, float)
        Left, top, right and bottom of the room.
    clearance : float
        Free room between two bodies.

    Returns
    -------
    positions : numpy.ndarray of shape (n, 2)
        Middle of each body.
    stretch : float
        1 when the room was enough; else by how much its sides had to grow, from its middle.

    Examples
    --------
    >>> bodies = [Body((0, 0), 5, (0, 0)), Body((0, 0), 5, (1, 0))]
    >>> positions, stretch = settle(bodies, box=(-50, -50, 50, 50), clearance=0)
    >>> bool(np.hypot(*(positions[0] - positions[1])) >= 9.9), stretch
    (True, 1.0)
    """
    half = np.array([body.half for body in bodies], dtype=float).T
    radius = np.array([body.radius for body in bodies], dtype=float)
    start = np.array([body.start for body in bodies], dtype=float).T
    mobility = np.array([body.mobility for body in bodies], dtype=float)
    drawn = [index for index, body in enumerate(bodies) if body.neighbours]
    pull = np.zeros((len(drawn), len(bodies)))
    for row, index in enumerate(drawn):
        pull[row, list(bodies[index].neighbours)] = 1.0 / len(bodies[index].neighbours)
    spread = _Spread(half, radius, mobility, clearance)
    middle = np.array([[(box[0] + box[2]) / 2], [(box[1] + box[3]) / 2]])
    side = np.array([[(box[2] - box[0]) / 2], [(box[3] - box[1]) / 2]])
    # Bodies that are more than the room are not tried in it.
    stretch = max(1.0, math.sqrt(_areas(half, radius + clearance / 2) / FILL / (4 * float(side[0, 0] * side[1, 0]))))
    room = np.maximum(side * stretch - half - radius, 0.0)
    least, most, target = middle - room, middle + room, middle + (start - middle) * stretch
    positions = np.clip(target, least, most)
    for step in range(ROUNDS):
        target[:, drawn] = (pull @ positions.T).T
        positions = positions + 0.12 * (1 - step / ROUNDS) * (target - positions)
        # np.clip does the same, and takes three times as long to begin.
        positions = np.minimum(np.maximum(positions + 0.6 * spread.push(positions)[0], least), most)
    while True:
        positions, apart = _pushed(spread, positions, least, most)
        if apart:
            return positions.T, stretch
        # Where they stand, with more room around them, there is less left to do than where they began.
        stretch *= STRETCH
        room = np.maximum(side * stretch - half - radius, 0.0)
        least, most = middle - room, middle + room
        positions = np.minimum(np.maximum(middle + (positions - middle) * STRETCH, least), most)


def _areas(half: Array, border: Array) -> float:
    """Return how much room bodies take together, each with a border of its own."""
    sides = 2 * (half + border)
    return float((sides[0] * sides[1] - (4 - math.pi) * border**2).sum())


def _pushed(spread: _Spread, positions: Array, least: Array, most: Array) -> tuple[Array, bool]:
    """Return bodies pushed apart within their room, and whether no two overlap any more."""
    before = math.inf
    for number in range(MOST_ROUNDS):
        push, overlap = spread.push(positions)
        if overlap < 0.05:
            return positions, True
        if number % LOOKED_AT == 0:
            if overlap > LESS * before:
                break
            before = overlap
        positions = np.minimum(np.maximum(positions + 0.8 * push, least), most)
    return positions, False


class _Spread:
    """What pushes bodies apart, for each two that are near each other.

    Which are near is looked up again only when one has moved so far that others may have become so; until then
    those left out do not overlap. What is left out is nothing, so the sums are those of all pairs.
    """

    def __init__(self, half: Array, radius: Array, mobility: Array, clearance: float) -> None:
        self.half, self.radius, self.mobility, self.clearance = half, radius, mobility, clearance
        self.seen = np.full_like(half, np.inf)

    def push(self, positions: Array) -> tuple[Array, float]:
        """Return how each body is pushed by those that it overlaps, and the deepest overlap."""
        if not np.abs(positions - self.seen).max(initial=0.0) < NEAR / 2:
            self._look(positions)
        between = positions[:, self.second] - positions[:, self.first]
        core = np.abs(between) - self.halves
        gap = np.maximum(core, 0.0)
        distance = np.hypot(gap[0], gap[1])
        # Where two cores overlap, the shorter way out is along one side.
        depth = self.borders - distance - np.minimum(np.maximum(core[0], core[1]), 0.0)
        deepest = float(depth.max(initial=0.0))
        if deepest <= 0.0:
            return np.zeros_like(positions), 0.0
        inside = distance == 0.0
        way = gap / np.where(inside, 1.0, distance)
        if inside.any():
            across = core[0] >= core[1]
            way = np.where(inside, np.array([across, ~across]), way)
        # A little sideways too, so that a row of bodies wider than the room gives way instead of jamming.
        # Bodies in the same place part in the order in which they were given. Those apart are not pushed.
        push = (way + SIDEWAYS * way[::-1]) * np.copysign(np.maximum(depth, 0.0), between)
        moved = np.zeros(positions.size)
        moved += np.bincount(self.places, (self.shares * push).ravel(), positions.size)
        return moved.reshape(positions.shape), deepest

    def _look(self, positions: Array) -> None:
        """Find the pairs that are near each other; what does not change while they move is computed once."""
        self.seen = positions
        first, second = self._near(positions)
        self.first, self.second = first, second
        self.halves = self.half[:, first] + self.half[:, second]
        self.borders = self.radius[first] + self.radius[second] + self.clearance
        total = self.mobility[first] + self.mobility[second]
        shares = np.array([-self.mobility[first], self.mobility[second]]) / np.where(total == 0, 1, total)
        # Of both bodies, and of both axes: where it stands in the positions, and which part of the push it takes.
        down = positions.shape[1]
        self.places = np.concatenate([first, down + first, second, down + second])
        self.shares = shares[:, None]

    def _near(self, positions: Array) -> tuple[Places, Places]:
        """Return the pairs that overlap or soon may, in their order: from left to right, each with those it reaches."""
        reach = self.half + self.radius + (self.clearance + NEAR) / 2
        left, right = positions - reach, positions + reach
        order = np.argsort(left[0], kind="stable")
        after = np.searchsorted(left[0, order], right[0, order], side="right") - np.arange(len(order)) - 1
        one = np.repeat(np.arange(len(order)), after)
        other = one + 1 + np.arange(len(one)) - np.repeat(np.cumsum(after) - after, after)
        one, other = order[one], order[other]
        near = (left[1, one] <= right[1, other]) & (left[1, other] <= right[1, one])
        pairs = np.sort(np.minimum(one, other)[near] * len(order) + np.maximum(one, other)[near])
        return pairs // len(order), pairs % len(order)


def around(
    extents: Sequence[tuple[float, float]], *, half: tuple[float, float], turn: float
) -> list[tuple[float, float]]:
    """Return points on an ellipse around (0, 0), each with an arc as long as its body needs.

    Parameters
    ----------
    extents : sequence of (float, float)
        Half the width and half the height of each body.
    half : (float, float)
        Half the width and half the height of the room in which the bodies stay.
    turn : float
        Where the last body stands, in radians clockwise from the right.

    Examples
    --------
    >>> [(round(x, 6), round(abs(y), 6)) for x, y in around([(1, 1), (1, 1)], half=(5, 3), turn=0.0)]
    [(-4.0, 0.0), (4.0, 0.0)]
    """
    arcs = [across + down for across, down in extents]
    total = sum(arcs) or 1.0
    angle = turn + math.pi * (arcs[-1] / total if arcs else 0)
    points = []
    for (across, down), arc in zip(extents, arcs, strict=True):
        angle += math.pi * arc / total
        x, y = max(half[0] - across, 0) * math.cos(angle), max(half[1] - down, 0) * math.sin(angle)
        points.append((x, y))
        angle += math.pi * arc / total
    return points


def to_and_fro(count: int, *, half: tuple[float, float]) -> list[tuple[float, float]]:
    """Return points in rows that fill a room, each row in the other direction, so that the next is always near.

    Parameters
    ----------
    count : int
        How many.
    half : (float, float)
        Half the width and half the height of the room around (0, 0).

    Examples
    --------
    >>> to_and_fro(4, half=(2, 2))
    [(-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0)]
    """
    columns = max(1, round(math.sqrt(count * half[0] / half[1])))
    rows = math.ceil(count / columns)
    points = []
    for place in range(count):
        row, column = divmod(place, columns)
        here = min(columns, count - row * columns)
        across = (column if row % 2 == 0 else here - 1 - column) + 0.5
        points.append((half[0] * (2 * across / here - 1), half[1] * (2 * (row + 0.5) / rows - 1)))
    return points


def middle_of(points: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """Return the mean of some points.

    >>> middle_of([(0, 0), (2, 4)])
    (1.0, 2.0)
    """
    return sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points)
