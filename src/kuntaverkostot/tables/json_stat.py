"""JSON-stat, version 2 and the earlier form with the table inside ``dataset``.

Format: https://json-stat.org/full/
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from math import prod
from typing import Any

from kuntaverkostot.tables.statistics import Category, Dimension, Statistics, StatisticsError, Value, cube

# Marks of values that are provisional, or estimates.
PROVISIONAL = ("p", "e", "*")


def is_json_stat(held: object) -> bool:
    """Return whether a JSON document is a table of JSON-stat.

    >>> is_json_stat({"class": "dataset", "dimension": {}, "value": []}), is_json_stat([1])
    (True, False)
    """
    table = _table(held)
    return table is not None and "dimension" in table and "value" in table


def statistics_of_json(held: object) -> Statistics:
    """Return the table of a JSON-stat document; StatisticsError where it is damaged.

    >>> dimension = {"label": "Alue", "category": {"index": ["KU049"], "label": {"KU049": "Espoo"}}}
    >>> statistics_of_json({"id": ["a"], "size": [1], "dimension": {"a": dimension}, "value": [5]}).facts[0].value
    5
    """
    table = _table(held) or {}
    dimension = table.get("dimension")
    if not isinstance(dimension, dict):
        raise StatisticsError("json-part", value="dimension")
    ids = table.get("id", dimension.get("id"))
    if not isinstance(ids, list) or not ids:
        raise StatisticsError("json-part", value="id")
    dimensions = [_dimension(str(name), dimension) for name in ids]
    facts = cube(dimensions, _values(table.get("value"), prod(len(held.categories) for held in dimensions)))
    marks = table.get("status")
    marks = marks.values() if isinstance(marks, dict) else marks if isinstance(marks, list) else [marks]
    return replace(
        facts,
        title=str(table.get("label") or ""),
        units=dict(pair for name in ids for pair in _units(dimension[str(name)]["category"])),
        provisional=any(mark in PROVISIONAL for mark in marks),
    )


def _table(held: object) -> Mapping[str, Any] | None:
    if not isinstance(held, dict):
        return None
    inside = held.get("dataset")
    return inside if isinstance(inside, dict) else held


def _dimension(name: str, dimensions: Mapping[str, Any]) -> Dimension:
    own = dimensions.get(name)
    category = own.get("category") if isinstance(own, dict) else None
    if not isinstance(own, dict) or not isinstance(category, dict):
        raise StatisticsError("json-part", value=f"dimension.{name}.category")
    labels = category.get("label")
    labels = labels if isinstance(labels, dict) else {}
    index = category.get("index", list(labels))
    try:
        codes = sorted(index, key=index.__getitem__) if isinstance(index, dict) else [str(code) for code in index]
    except TypeError:
        raise StatisticsError("json-part", value=f"dimension.{name}.category.index") from None
    categories = tuple(Category(code, str(labels.get(code, code))) for code in codes)
    if not categories:
        raise StatisticsError("json-part", value=f"dimension.{name}.category.index")
    return Dimension(str(own.get("label") or name), categories)


def _units(category: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield label and unit of each category that has one."""
    units, labels = category.get("unit"), category.get("label")
    for code, unit in units.items() if isinstance(units, dict) else ():
        if isinstance(unit, dict):
            label = labels.get(code, code) if isinstance(labels, dict) else code
            yield str(label), " ".join(str(unit.get(part) or "") for part in ("base", "label", "symbol")).strip()


def _values(held: object, wanted: int) -> list[Value]:
    """Return all values; a sparse table names the places of those that it has."""
    if isinstance(held, dict):
        held = [held.get(str(place)) for place in range(wanted)]
    if not isinstance(held, list) or len(held) != wanted:
        count = len(held) if isinstance(held, list) else 0
        raise StatisticsError("json-count", value=f"{count}, {wanted}")
    for cell in held:
        if isinstance(cell, bool) or not (cell is None or isinstance(cell, int | float)):
            raise StatisticsError("json-value", value=str(cell)[:60])
    return [int(cell) if isinstance(cell, float) and cell.is_integer() else cell for cell in held]
