"""Positions of members in so many different sets of networks that a cluster and a label for each would leave no room.

The largest sets keep their clusters. The other members stand one by one on the points of a lattice that fills the room
that is left. Members of one set stand together, each as near as possible to the middle of its networks. No two points
are nearer to each other than two dots need, so nothing overlaps. The time grows as that of sorting the points.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from kuntaverkostot.diagram.clusters import GAP, Cluster, Point

Points = NDArray[np.float64]
BySignature = Mapping[tuple[str, ...], tuple[str, ...]]

# Shared sets up to which each has a cluster and a label; with more, labels would fill most of the picture.
MOST_CLUSTERS = 40
KEPT_CLUSTERS = 12
SMALLER = (0.75, 0.6)  # scale of the smallest and the largest dot where members are scattered
FILL = 0.6  # share of the room that clusters and points may fill
GROWTH = 1.1  # factor by which the room grows when it is too small


def signatures_to_scatter(by_signature: BySignature) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Return the sets whose members are scattered one by one; none while there are few sets.

    Parameters
    ----------
    by_signature : mapping of tuple of str to tuple of str
        Members by exact set of networks, from :func:`kuntaverkostot.diagram.ring.members_by_signature`.

    Returns
    -------
    dict of tuple of str to tuple of str
        The largest set first; sets of equal size keep their order.

    Examples
    --------
    >>> sets = {("n", str(number)): ("m",) for number in range(50)}
    >>> len(signatures_to_scatter(sets)), len(signatures_to_scatter(dict(list(sets.items())[:40])))
    (38, 0)
    """
    shared = [(networks, members) for networks, members in by_signature.items() if len(networks) > 1]
    if len(shared) <= MOST_CLUSTERS:
        return {}
    shared.sort(key=lambda item: -len(item[1]))
    return dict(shared[KEPT_CLUSTERS:])


def room_growth(clusters: Sequence[Cluster], half: Point, *, count: int, dot: float) -> float:
    """Return the factor by which a room must grow to hold clusters and a number of dots.

    It is 1 without dots: how much room clusters alone need turns out when they are pushed apart.
    """
    if not count:
        return 1.0
    step = 2 * dot + GAP
    taken = sum(4 * (cluster.half[0] + cluster.radius) * (cluster.half[1] + cluster.radius) for cluster in clusters)
    needed = (taken + count * step * step * math.sqrt(3) / 2) / FILL
    return max(1.0, math.sqrt(needed / (4 * half[0] * half[1])))


def scatter_positions(
    scattered: BySignature,
    *,
    around: Mapping[str, Point],
    rooms: Sequence[tuple[Point, Point, float]],
    half: Point,
    dot: float,
) -> Points | None:
    """Return the positions of scattered members, set by set, or None when there is no room for all of them.

    Parameters
    ----------
    scattered : mapping of tuple of str to tuple of str
        From :func:`signatures_to_scatter`.
    around : mapping of str to (float, float)
        Position of each network.
    rooms : sequence of ((float, float), (float, float), float)
        Middle, half of the core and width of the round border of everything that is already placed.
    half : (float, float)
        Half the width and half the height of the room around (0, 0).
    dot : float
        Radius of the largest member.
    """
    if not scattered:
        return np.empty((0, 2))
    points, targets = _free_points(rooms, half, dot), _targets(scattered, around)
    if len(points) < len(targets):
        return None
    positions: Points = points[_assign(targets, points)]
    return positions


def _targets(scattered: BySignature, around: Mapping[str, Point]) -> Points:
    """Return the middle of the networks of each member."""
    row = {network: place for place, network in enumerate(around)}
    degrees = np.array([len(networks) for networks in scattered])
    owner = np.repeat(np.arange(len(scattered)), degrees)
    held = np.fromiter(map(row.__getitem__, chain.from_iterable(scattered)), dtype=np.intp)
    spots = np.array(list(around.values()))[held]
    middles = np.column_stack([np.bincount(owner, spots[:, axis]) for axis in (0, 1)]) / degrees[:, None]
    # Rounded, so that equal distances are equal on any machine.
    targets: Points = np.repeat(middles.round(1), [len(members) for members in scattered.values()], axis=0)
    return targets


def _assign(targets: Points, points: Points) -> NDArray[np.intp]:
    """Return a point of its own for each target; there are at least as many points as targets.

    The points are halved, by x and by y in turn, down to single points. A target goes to the half that it lies in. If a
    half has too little room, the targets nearest to the cut go to the other half.
    """
    targets_ranked, spots = [_rank(targets, axis) for axis in (0, 1)], [_rank(points, axis) for axis in (0, 1)]
    mine, chosen = np.arange(len(targets)), np.arange(len(points))
    part, room = np.zeros(len(targets), dtype=np.intp), np.zeros(len(points), dtype=np.intp)
    axis = 0
    while len(chosen) > len(mine) or room[-1] + 1 < len(room):
        # Part by part, each from left to right or from top to bottom.
        mine = _part_by_part(mine, part, *targets_ranked[axis])
        chosen = _part_by_part(chosen, room, *spots[axis])
        counts, sizes = np.bincount(part), np.bincount(room)
        first, half = np.cumsum(sizes) - sizes, (sizes + 1) // 2
        at = points[chosen, axis]
        cut = (at[first + half - 1] + at[np.minimum(first + half, first + sizes - 1)]) / 2
        before = np.bincount(part, targets[mine, axis] < cut[part]).astype(np.intp)
        before = np.clip(before, counts - (sizes - half), half)
        part = 2 * part + (_places(counts) >= before[part])
        room = 2 * room + (_places(sizes) >= half[room])
        # Halves without targets are left out.
        used = np.zeros(2 * len(counts), dtype=bool)
        used[part] = True
        numbers = np.cumsum(used) - 1
        kept = used[room]
        chosen, room, part = chosen[kept], numbers[room[kept]], numbers[part]
        axis = 1 - axis
    assigned = np.empty(len(targets), dtype=np.intp)
    assigned[mine] = chosen
    return assigned


def _rank(of: Points, axis: int) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return the points from left to right, or from top to bottom, and the rank of each; no two ranks are equal."""
    order = np.lexsort((of[:, 1 - axis], of[:, axis]))
    ranks = np.empty(len(of), dtype=np.intp)
    ranks[order] = np.arange(len(of))
    return order, ranks


def _part_by_part(
    items: NDArray[np.intp], part: NDArray[np.intp], order: NDArray[np.intp], ranks: NDArray[np.intp]
) -> NDArray[np.intp]:
    """Return the points of each part in the order of their ranks. Sorting numbers is faster than sorting by a key."""
    keys = part * len(order) + ranks[items]
    keys.sort()
    sorted_points: NDArray[np.intp] = order[keys % len(order)]
    return sorted_points


def _places(sizes: NDArray[np.intp]) -> NDArray[np.intp]:
    """Return the index of each item within its part, for consecutive parts of these sizes."""
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
        # Only the points nearby are tested.
        reach = border + dot + GAP
        top, bottom = np.searchsorted(y, (middle[1] - core[1] - reach, middle[1] + core[1] + reach))
        left, right = np.searchsorted(x[rows], (middle[0] - core[0] - reach - step, middle[0] + core[0] + reach + step))
        across = np.maximum(np.abs(x[top:bottom, left:right] - middle[0]) - core[0], 0.0)
        along = np.maximum(np.abs(y[top:bottom, None] - middle[1]) - core[1], 0.0)
        free[top:bottom, left:right] &= np.hypot(across, along) >= reach
    points: Points = np.column_stack((x[free], np.broadcast_to(y[:, None], x.shape)[free]))
    return points
