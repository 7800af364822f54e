"""Collision of rectangles with round corners, which attract each other and must not overlap.

The same input gives the same sums in the same order, and so the same result.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Places = NDArray[np.intp]

ROUNDS = 160  # rounds in which the pull towards the targets fades out
MOST_ROUNDS = 400  # rounds of pushing without pull, until nothing overlaps
CHECKED_AFTER = 40  # rounds after which overlaps must have shrunk, or the room grows
REMAINING = 0.8  # share of the deepest overlap that may remain by then
SIDEWAYS = 0.5  # share of a push that goes sideways
NEAR = 24.0  # distance up to which two bodies may overlap soon
STRETCH = 1.04  # growth of the room when the bodies do not fit
FILL = 0.9  # share of the room that bodies can fill at most


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
        Where it begins, and what it is attracted to unless it has neighbours.
    neighbours : tuple of int
        Indices of the bodies whose mean position attracts it.
    mobility : float
        How far it gives way to others, from 0 (not at all) to 1.
    """

    half: tuple[float, float]
    radius: float
    start: tuple[float, float]
    neighbours: tuple[int, ...] = ()
    mobility: float = 1.0


def resolve_collisions(
    bodies: Sequence[Body], *, box: tuple[float, float, float, float], clearance: float
) -> tuple[Array, float]:
    """Return positions at which no two bodies overlap, near the targets that attract them.

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
        Factor by which the sides of the room had to grow from its middle; 1 when the room was large enough.

    Examples
    --------
    >>> bodies = [Body((0, 0), 5, (0, 0)), Body((0, 0), 5, (1, 0))]
    >>> positions, stretch = resolve_collisions(bodies, box=(-50, -50, 50, 50), clearance=0)
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
    pushes = _Pushes(half, radius, mobility, clearance)
    middle = np.array([[(box[0] + box[2]) / 2], [(box[1] + box[3]) / 2]])
    side = np.array([[(box[2] - box[0]) / 2], [(box[3] - box[1]) / 2]])
    # A room with less area than the bodies is not tried.
    stretch = max(1.0, math.sqrt(_areas(half, radius + clearance / 2) / FILL / (4 * float(side[0, 0] * side[1, 0]))))
    room = np.maximum(side * stretch - half - radius, 0.0)
    least, most, target = middle - room, middle + room, middle + (start - middle) * stretch
    positions = np.clip(target, least, most)
    for step in range(ROUNDS):
        target[:, drawn] = (pull @ positions.T).T
        positions = positions + 0.12 * (1 - step / ROUNDS) * (target - positions)
        # np.clip does the same with three times the overhead.
        positions = np.minimum(np.maximum(positions + 0.6 * pushes.push(positions)[0], least), most)
    while True:
        positions, apart = _pushed(pushes, positions, least, most)
        if apart:
            return positions.T, stretch
        # Going on from here, in more room, takes fewer rounds than starting again.
        stretch *= STRETCH
        room = np.maximum(side * stretch - half - radius, 0.0)
        least, most = middle - room, middle + room
        positions = np.minimum(np.maximum(middle + (positions - middle) * STRETCH, least), most)


def _areas(half: Array, border: Array) -> float:
    """Return the total area of bodies, each with its border."""
    sides = 2 * (half + border)
    return float((sides[0] * sides[1] - (4 - math.pi) * border**2).sum())


def _pushed(pushes: _Pushes, positions: Array, least: Array, most: Array) -> tuple[Array, bool]:
    """Return bodies pushed apart within the room, and whether all overlaps are gone."""
    before = math.inf
    for number in range(MOST_ROUNDS):
        push, overlap = pushes.push(positions)
        if overlap < 0.05:
            return positions, True
        if number % CHECKED_AFTER == 0:
            if overlap > REMAINING * before:
                break
            before = overlap
        positions = np.minimum(np.maximum(positions + 0.8 * push, least), most)
    return positions, False


class _Pushes:
    """The pushes between bodies that are near each other.

    The pairs are listed anew only when a body has moved so far that a pair left out might overlap. Until then the pairs
    left out add nothing, so the sums equal those over all pairs.
    """

    def __init__(self, half: Array, radius: Array, mobility: Array, clearance: float) -> None:
        self.half, self.radius, self.mobility, self.clearance = half, radius, mobility, clearance
        self.listed_at = np.full_like(half, np.inf)

    def push(self, positions: Array) -> tuple[Array, float]:
        """Return the push on each body from those that it overlaps, and the deepest overlap."""
        if not np.abs(positions - self.listed_at).max(initial=0.0) < NEAR / 2:
            self._list_pairs(positions)
        # take() gives what an index in brackets does, in half the time.
        between = positions.take(self.second, axis=1) - positions.take(self.first, axis=1)
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
        # Bodies at the same position part in the order in which they were given. Bodies apart are not pushed.
        push = (way + SIDEWAYS * way[::-1]) * np.copysign(np.maximum(depth, 0.0), between)
        moved = np.zeros(positions.size)
        moved += np.bincount(self.places, (self.shares * push).ravel(), positions.size)
        return moved.reshape(positions.shape), deepest

    def _list_pairs(self, positions: Array) -> None:
        """List the pairs that are near each other, with everything about them that does not change while they move."""
        self.listed_at = positions
        first, second = self._near(positions)
        self.first, self.second = first, second
        self.halves = self.half[:, first] + self.half[:, second]
        self.borders = self.radius[first] + self.radius[second] + self.clearance
        total = self.mobility[first] + self.mobility[second]
        shares = np.array([-self.mobility[first], self.mobility[second]]) / np.where(total == 0, 1, total)
        # For both bodies and both axes: the index into the positions, and the share of the push.
        down = positions.shape[1]
        self.places = np.concatenate([first, down + first, second, down + second])
        self.shares = shares[:, None]

    def _near(self, positions: Array) -> tuple[Places, Places]:
        """Return the pairs that overlap or soon may, in ascending order; found by a sweep from left to right."""
        reach = self.half + self.radius + (self.clearance + NEAR) / 2
        left, right = positions - reach, positions + reach
        order = np.argsort(left[0], kind="stable")
        after = np.searchsorted(left[0, order], right[0, order], side="right") - np.arange(len(order)) - 1
        first = np.repeat(np.arange(len(order)), after)
        second = first + 1 + np.arange(len(first)) - np.repeat(np.cumsum(after) - after, after)
        first, second = order[first], order[second]
        near = (left[1, first] <= right[1, second]) & (left[1, second] <= right[1, first])
        pairs = np.sort(np.minimum(first, second)[near] * len(order) + np.maximum(first, second)[near])
        return pairs // len(order), pairs % len(order)
