"""Projection of the municipalities and the outline of the country, for the map."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from kuntaverkostot.dataset.dataset import Dataset, records
from kuntaverkostot.text.node_ids import node_id

MIDDLE = 27.0  # central meridian, degrees east
SIZE = 1000  # height of the map in its own units

Point = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Geography:
    """The map, in units of a thousandth of its height.

    Parameters
    ----------
    width, height : int
        Its size.
    at : dict of str to (int, int)
        Positions of municipalities by node id, from the upper left corner.
    outline : tuple of tuple of (int, int)
        Closed lines.
    """

    width: int
    height: int
    at: Mapping[str, Point]
    outline: tuple[tuple[Point, ...], ...]


def geography(dataset: Dataset) -> Geography | None:
    """Return the projected municipalities and outline, or None when no coordinates are known.

    Parameters
    ----------
    dataset : Dataset
        The tables; municipalities without latitude and longitude are left out.

    Returns
    -------
    Geography or None
        In the sinusoidal projection, which is equal-area, with 27° E as central meridian.

    Examples
    --------
    >>> from kuntaverkostot.dataset.dataset import load_dataset
    >>> north = geography(load_dataset()).at["municipality:890"]
    >>> south = geography(load_dataset()).at["municipality:078"]
    >>> north[1] < south[1]
    True
    """
    places = {
        node_id("municipality", row["municipality_code"]): _project(row["latitude"], row["longitude"])
        for row in records(dataset.municipalities)
        if not row["ended_on"] and row["latitude"] == row["latitude"] and row["latitude"] is not None
    }
    if not places:
        return None
    rings: dict[int, list[tuple[float, float]]] = {}
    for row in records(dataset.outline.sort_values(["ring", "point"])):
        rings.setdefault(int(row["ring"]), []).append(_project(row["latitude"], row["longitude"]))
    points = [*places.values(), *(point for ring in rings.values() for point in ring)]
    left, top = min(x for x, _ in points), min(y for _, y in points)
    scale = SIZE / ((max(y for _, y in points) - top) or 1.0)

    def scaled(point: tuple[float, float]) -> Point:
        return round((point[0] - left) * scale), round((point[1] - top) * scale)

    return Geography(
        width=scaled((max(x for x, _ in points), top))[0],
        height=SIZE,
        at={node: scaled(point) for node, point in places.items()},
        outline=tuple(tuple(map(scaled, ring)) for ring in rings.values()),
    )


def _project(latitude: float, longitude: float) -> tuple[float, float]:
    return (longitude - MIDDLE) * math.cos(math.radians(latitude)), -latitude
