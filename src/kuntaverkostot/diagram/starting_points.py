"""Points at which bodies start before collisions between them are resolved."""

from __future__ import annotations

import math
from collections.abc import Sequence


def around(
    extents: Sequence[tuple[float, float]], *, half: tuple[float, float], turn: float
) -> list[tuple[float, float]]:
    """Return points on an ellipse around (0, 0), on arcs as long as their bodies need.

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
    """Return points in rows that fill a room; rows alternate in direction, so that consecutive points are neighbours.

    Parameters
    ----------
    count : int
        Number of points.
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
    """Return the mean of points.

    >>> middle_of([(0, 0), (2, 4)])
    (1.0, 2.0)
    """
    return sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points)
