"""Shapes as paths of SVG, written as short as they can be."""

from __future__ import annotations

import math
from functools import lru_cache
from itertools import pairwise


def short(value: float) -> str:
    """Write a coordinate as short as it can be."""
    return f"{round(value, 1):g}"


def circle(x: float, y: float, radius: float) -> str:
    """Return a circle."""
    r, d = short(radius), short(2 * round(radius, 1))
    return f"M{short(x - round(radius, 1))} {short(y)}a{r} {r} 0 1 0 {d} 0a{r} {r} 0 1 0-{d} 0"


def diamond(x: float, y: float, radius: float) -> str:
    """Return a square that stands on its corner."""
    r = short(radius)
    return f"M{short(x)} {short(y - radius)}l{r} {r}-{r} {r}-{r}-{r}z"


@lru_cache(maxsize=1000)
def sectors(radius: float, count: int) -> tuple[str, ...]:
    """Return the slices of a pie, clockwise from the top, each from the middle where the pen is.

    >>> sectors(10, 2)
    ('l0-10a10 10 0 0 1 0 20z', 'l0 10a10 10 0 0 1 -0-20z')
    """
    turns = [place / count - 0.25 for place in range(count + 1)]
    return tuple(_sector(radius, start, end) for start, end in pairwise(turns))


def _sector(radius: float, start: float, end: float) -> str:
    points = [(radius * math.cos(math.tau * turn), radius * math.sin(math.tau * turn)) for turn in (start, end)]
    large = int(end - start > 0.5)
    (ax, ay), (bx, by) = points
    # From where the pen is: of a small slice, distances are shorter to write than places.
    line, arc = pair(ax, ay), pair(bx - round(ax, 1), by - round(ay, 1))
    return f"l{line}a{pair(radius, radius)} 0 {large} 1 {arc}z"


def pair(x: float, y: float) -> str:
    """Write two coordinates; a minus parts them, too.

    >>> pair(1.04, 2), pair(1.04, -2)
    ('1 2', '1-2')
    """
    first, second = short(x), short(y)
    return f"{first}{second}" if second.startswith("-") else f"{first} {second}"


def _star(points: int, inner: float) -> tuple[tuple[float, float], ...]:
    """Return the corners of a star that stands on two of its points."""
    corners = []
    for place in range(2 * points):
        radius, turn = (inner if place % 2 else 1.0), place / (2 * points) - 0.25
        corners.append((round(radius * math.cos(math.tau * turn), 3), round(radius * math.sin(math.tau * turn), 3)))
    return tuple(corners)


# Corners of each shape but the dot, for a radius of 1. The names are those of vis-network.
OUTLINES = {
    "diamond": ((0.0, -1.0), (1.0, 0.0), (0.0, 1.0), (-1.0, 0.0)),
    "hexagon": ((0.5, -0.866), (1.0, 0.0), (0.5, 0.866), (-0.5, 0.866), (-1.0, 0.0), (-0.5, -0.866)),
    "square": ((-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0)),
    "star": _star(5, 0.45),
    "triangle": ((0.0, -1.0), (0.866, 0.5), (-0.866, 0.5)),
    "triangleDown": ((0.0, 1.0), (-0.866, -0.5), (0.866, -0.5)),
}


def outline(shape: str, x: float, y: float, radius: float) -> str:
    """Return the path of a shape.

    >>> outline("triangleDown", 10, 10, 10)
    'M10 20L1.3 5L18.7 5z'
    """
    if shape == "dot":
        return circle(x, y, radius)
    if shape == "diamond":
        return diamond(x, y, radius)
    if shape == "square":
        side = short(2 * radius)
        return f"M{short(x - radius)} {short(y - radius)}h{side}v{side}h-{side}z"
    return "M" + "L".join(f"{short(x + radius * a)} {short(y + radius * b)}" for a, b in OUTLINES[shape]) + "z"
