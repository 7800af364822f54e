"""Members of so many different sets of networks that a place and a label for each set would leave no room.

The largest sets keep theirs. The members of the others stand one by one on the points of a lattice that fills what
room is left, those of one set together, each as near as there is room to the middle of its networks. No two points are
nearer than two dots need, so nothing overlaps. The time is that of sorting points.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from kuntaverkostot.diagram.clusters import GAP, Piece, Point

Points = NDArray[np.float64]
Gathered = Mapping[tuple[str, ...], tuple[str, ...]]

# Shared sets up to which each has a place and a label. Beyond, labels would be most of the picture.
MOST_BUNCHES = 40
NAMED_BUNCHES = 12
SMALLER = (0.75, 0.6)  # the smallest and the largest dot of a crowd, in parts of the usual
FILL = 0.6  # of the room that pieces and points may take together
GROWTH = 1.1  # of the room, when it was not enough


def crowd_of(gathered: Gathered) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Return the sets whose members stand one by one: none, while the sets are few.

    Parameters
    ----------
    gathered : mapping of tuple of str to tuple of str
        Members by exact set of networks, from :func:`kuntaverkostot.diagram.ring.gathered_members`.

    Returns
    -------
    dict of tuple of str to tuple of str
        The largest set first; those equally large as they were.

    Examples
    --------
    >>> sets = {("n", str(one)): ("m",) for one in range(50)}
    >>> len(crowd_of(sets)), len(crowd_of(dict(list(sets.items())[:40])))
    (38, 0)
    """
    shared = [(networks, members) for networks, members in gathered.items() if len(networks) > 1]
    if len(shared) <= MOST_BUNCHES:
        return {}
    shared.sort(key=lambda one: -len(one[1]))
    return dict(shared[NAMED_BUNCHES:])


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
) -> Points | None:
    """Return where the members of a crowd stand, set by set, or None when there is no room for all of them.

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
        return np.empty((0, 2))
    points, targets = _free_points(rooms, half, dot), _targets(crowd, around)
    if len(points) < len(targets):
        return None
    found: Points = points[_matched(targets, points)]
    return found


def _targets(crowd: Gathered, around: Mapping[str, Point]) -> Points:
    """Return the middle of the networks of each member."""
    row = {network: place for place, network in enumerate(around)}
    degrees = np.array([len(networks) for networks in crowd])
    owner = np.repeat(np.arange(len(crowd)), degrees)
    held = np.fromiter(map(row.__getitem__, chain.from_iterable(crowd)), dtype=np.intp)
    spots = np.array(list(around.values()))[held]
    middles = np.column_stack([np.bincount(owner, spots[:, axis]) for axis in (0, 1)]) / degrees[:, None]
    # To a tenth, so that those equally far are so on any machine.
    found: Points = np.repeat(middles.round(1), [len(members) for members in crowd.values()], axis=0)
    return found


def _matched(targets: Points, points: Points) -> NDArray[np.intp]:
    """Return for each target a point of its own; there are as many points at least.

    The points are cut in two halves, by x and by y in turn, down to single ones. A target goes to the half in which it
    lies; those nearest to the cut go to the other half where theirs has no room for all.
    """
    those, spots = [_ranked(targets, axis) for axis in (0, 1)], [_ranked(points, axis) for axis in (0, 1)]
    mine, theirs = np.arange(len(targets)), np.arange(len(points))
    part, room = np.zeros(len(targets), dtype=np.intp), np.zeros(len(points), dtype=np.intp)
    axis = 0
    while len(theirs) > len(mine) or room[-1] + 1 < len(room):
        # Part by part, each from left to right or from top to bottom.
        mine = _part_by_part(mine, part, *those[axis])
        theirs = _part_by_part(theirs, room, *spots[axis])
        counts, sizes = np.bincount(part), np.bincount(room)
        first, half = np.cumsum(sizes) - sizes, (sizes + 1) // 2
        at = points[theirs, axis]
        cut = (at[first + half - 1] + at[np.minimum(first + half, first + sizes - 1)]) / 2
        before = np.bincount(part, targets[mine, axis] < cut[part]).astype(np.intp)
        before = np.clip(before, counts - (sizes - half), half)
        part = 2 * part + (_places(counts) >= before[part])
        room = 2 * room + (_places(sizes) >= half[room])
        # Halves to which no target went are left out.
        used = np.zeros(2 * len(counts), dtype=bool)
        used[part] = True
        numbers = np.cumsum(used) - 1
        kept = used[room]
        theirs, room, part = theirs[kept], numbers[room[kept]], numbers[part]
        axis = 1 - axis
    found = np.empty(len(targets), dtype=np.intp)
    found[mine] = theirs
    return found


def _ranked(of: Points, axis: int) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return the points from left to right, or from top to bottom, and the place of each, of which no two are one."""
    order = np.lexsort((of[:, 1 - axis], of[:, axis]))
    ranks = np.empty(len(of), dtype=np.intp)
    ranks[order] = np.arange(len(of))
    return order, ranks


def _part_by_part(
    some: NDArray[np.intp], part: NDArray[np.intp], order: NDArray[np.intp], ranks: NDArray[np.intp]
) -> NDArray[np.intp]:
    """Return those of each part by their rank. To sort numbers is faster than to sort positions by them."""
    keys = part * len(order) + ranks[some]
    keys.sort()
    found: NDArray[np.intp] = order[keys % len(order)]
    return found


def _places(sizes: NDArray[np.intp]) -> NDArray[np.intp]:
    """Return the place of each one in its part, for parts of these sizes one after the other."""
    places: NDArray[np.intp] = np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    return places


def _free_points(rooms: Sequence[tuple[Point, Point, float]], half: Point, dot: float) -> Points:
    """Return the points of a triangular lattice on which a dot overlaps nothing, row by row."""
    step = 2 * dot + GAP
    down = step * math.sqrt(3) / 2
    rows, columns = int((half[1] - dot) / down), int((half[0] - dot) / step)
    y = np.arange(-rows, rows + 1) * down
    shift = (np.arange(-rows, rows + 1) % 2 / 2 * step)[:, None]
    x = np.arange(-columns, columns + 1) * step + shift
    free = np.abs(x) <= half[0] - dot
    for middle, core, border in rooms:
        # Only the points near it are looked at.
        reach = border + dot + GAP
        top, bottom = np.searchsorted(y, (middle[1] - core[1] - reach, middle[1] + core[1] + reach))
        left, right = np.searchsorted(x[rows], (middle[0] - core[0] - reach - step, middle[0] + core[0] + reach + step))
        across = np.maximum(np.abs(x[top:bottom, left:right] - middle[0]) - core[0], 0.0)
        along = np.maximum(np.abs(y[top:bottom, None] - middle[1]) - core[1], 0.0)
        free[top:bottom, left:right] &= np.hypot(across, along) >= reach
    found: Points = np.column_stack((x[free], np.broadcast_to(y[:, None], x.shape)[free]))
    return found
