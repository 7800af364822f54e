"""Members of so many different sets of networks that a place and a label for each set would leave no room.

The largest sets keep theirs. The members of the others stand one by one on the points of a lattice, those of one set
together, as near as there is room to the middle of their networks. No two points are nearer than two dots need, so
nothing overlaps, and the time is that of sets x points.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from kuntaverkostot.pieces import GAP, Piece, Point

Points = NDArray[np.float64]
Gathered = Mapping[tuple[str, ...], tuple[str, ...]]

# Shared sets up to which each has a place and a label. Beyond, labels would be most of the picture, and to push them
# apart takes time with the square of their number: 130 sets took five seconds, 200 took forty.
MOST_BUNCHES = 40
NAMED_BUNCHES = 12
SMALLER = (0.75, 0.6)  # the smallest and the largest dot of a crowd, in parts of the usual
FILL = 0.6  # of the room that pieces and points may take together
FINE = 16  # parts of a pixel in which distances are compared
FAR = 1 << 50
GROWTH = 1.1  # of the room, when it was not enough


def crowd_of(gathered: Gathered) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Return the sets whose members stand one by one: none, while the sets are few.

    Parameters
    ----------
    gathered : mapping of tuple of str to tuple of str
        Members by exact set of networks, from :func:`kuntaverkostot.graph.gathered_members`.

    Returns
    -------
    dict of tuple of str to tuple of str
        The largest set first.

    Examples
    --------
    >>> sets = {("n", str(one)): ("m",) for one in range(50)}
    >>> len(crowd_of(sets)), len(crowd_of(dict(list(sets.items())[:40])))
    (38, 0)
    """
    shared = sorted(
        (networks for networks in gathered if len(networks) > 1), key=lambda one: (-len(gathered[one]), one)
    )
    if len(shared) <= MOST_BUNCHES:
        return {}
    return {networks: gathered[networks] for networks in shared[NAMED_BUNCHES:]}


def enough_room(pieces: Sequence[Piece], half: Point, *, count: int, dot: float) -> float:
    """Return by how much a room of this half width and half height must grow for pieces and so many dots.

    1 without dots: what pieces alone need is found by pushing them apart.
    """
    if not count:
        return 1.0
    step = 2 * dot + GAP
    taken = sum(4 * (piece.half[0] + piece.radius) * (piece.half[1] + piece.radius) for piece in pieces)
    needed = (taken + count * step * step * math.sqrt(3) / 2) / FILL
    return max(1.0, math.sqrt(needed / (4 * half[0] * half[1])))


def scattered(
    crowd: Gathered,
    *,
    around: Mapping[str, Point],
    rooms: Sequence[tuple[Point, Point, float]],
    half: Point,
    dot: float,
) -> dict[str, Point] | None:
    """Return where the members of a crowd stand, or None when there is no room for all of them.

    Parameters
    ----------
    crowd : mapping of tuple of str to tuple of str
        From :func:`crowd_of`.
    around : mapping of str to (float, float)
        Where each network stands.
    rooms : sequence of ((float, float), (float, float), float)
        Middle, half the core and the width of the round border of what stands already.
    half : (float, float)
        Half the width and half the height of the room around (0, 0).
    dot : float
        Radius of the largest member.
    """
    if not crowd:
        return {}
    points = _free_points(rooms, half, dot)
    if len(points) < sum(map(len, crowd.values())):
        return None
    # Whole numbers, so that of points equally far the first is taken on any machine.
    x, y = np.rint(points.T * FINE).astype(np.int64)
    taken = np.zeros(len(points), dtype=np.int64)
    found: dict[str, Point] = {}
    for networks, members in crowd.items():
        middle = [round(FINE * sum(around[network][axis] for network in networks) / len(networks)) for axis in (0, 1)]
        away = (x - middle[0]) ** 2 + (y - middle[1]) ** 2 + taken
        nearest = np.argsort(away, kind="stable")[: len(members)] if len(members) > 1 else np.array([away.argmin()])
        taken[nearest] = FAR
        found |= dict(zip(members, map(tuple, points[nearest].tolist()), strict=True))
    return found


def _free_points(rooms: Sequence[tuple[Point, Point, float]], half: Point, dot: float) -> Points:
    """Return the points of a triangular lattice on which a dot overlaps nothing, row by row."""
    step = 2 * dot + GAP
    down = step * math.sqrt(3) / 2
    rows, columns = int((half[1] - dot) / down), int((half[0] - dot) / step)
    row, column = (part.ravel() for part in np.mgrid[-rows : rows + 1, -columns : columns + 1])
    points = np.column_stack(((column + (row % 2) / 2) * step, row * down))
    free = np.abs(points[:, 0]) <= half[0] - dot
    for middle, core, border in rooms:
        gap = np.maximum(np.abs(points - middle) - core, 0.0)
        free &= np.hypot(gap[:, 0], gap[:, 1]) >= border + dot + GAP
    found: Points = points[free]
    return found
