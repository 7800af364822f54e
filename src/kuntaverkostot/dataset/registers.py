"""Registers of the tables: by which keys and names municipalities, networks and the rest are referred to."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from kuntaverkostot.dataset.matching import Ended, Register, register
from kuntaverkostot.dataset.reading import Draft
from kuntaverkostot.dataset.repair import draft
from kuntaverkostot.dataset.schema import bundled_data, schemas
from kuntaverkostot.tables.columns import Column, constant
from kuntaverkostot.tables.csv_grid import grid_of_bytes

# Tables about the municipalities of Finland, which come with the package when a dataset has none of its own.
GEOGRAPHY = ("municipalities", "ended_municipalities", "subregions", "regions", "populations", "outline")
NAMES = ("name_fi", "name_sv", "name_en", "short_fi", "short_sv", "short_en")
ENDED = ("municipality_code", "name_fi", "ended_on", "merged_into")


def bundled_drafts(names: Collection[str] = (*GEOGRAPHY, "sources")) -> dict[str, Draft]:
    """Return tables that come with the package."""
    found = {}
    for schema in schemas():
        if schema.name in names:
            data = (bundled_data() / schema.path).read_bytes()
            found[schema.name] = draft(grid_of_bytes(data, file=schema.path, delimiter=","), schema)
    return found


def cells_of(made: Draft, name: str) -> Column:
    """Return the cells of a column, empty ones when the table has no such column."""
    return made.columns[made.header.index(name)] if name in made.header else constant("", len(made.grid.lines))


def registers_of(made: Mapping[str, Draft]) -> dict[str, Register]:
    """Return the register of each table that can be referred to; one that cannot be read has none."""
    found = {}
    for name, table in made.items():
        schema = table.schema
        if schema is None or not table.readable:
            continue
        key = schema.primary_key[0]
        columns = {
            column: cells_of(table, column) for column in (key, *NAMES) if column == key or column in table.header
        }
        if name == "municipalities":
            found[name] = _municipalities(made, columns)
        elif len(schema.primary_key) == 1:
            found[name] = register(name, key, columns)
    return found


def _municipalities(made: Mapping[str, Draft], columns: dict[str, Column]) -> Register:
    """Return the register of municipalities: an ended name leads to its successor, a code of the table stays."""
    table = made["municipalities"]
    gone = list(zip(*(cells_of(table, name) for name in ENDED), strict=True))
    ended = [Ended(*row) for row in gone if row[2]]
    if "ended_municipalities" in made:
        for named in ("name_fi", "name_sv"):
            columns_of = (ENDED[0], named, *ENDED[2:])
            more = zip(*(cells_of(made["ended_municipalities"], name) for name in columns_of), strict=True)
            ended += [Ended(*row) for row in more]
    alive: dict[str, Iterable[str]] = {
        name: [cell if not row[2] else "" for cell, row in zip(cells, gone, strict=True)]
        for name, cells in columns.items()
        if name in NAMES
    }
    return register("municipalities", "municipality_code", {**columns, **alive}, ended=ended, digits=3)


def living_register(made: Mapping[str, Draft]) -> Register:
    """Return the register of today's municipalities only."""
    known = _municipalities(
        made, {name: cells_of(made["municipalities"], name) for name in ("municipality_code", *NAMES[:3])}
    )
    codes, days = (cells_of(made["municipalities"], name) for name in ("municipality_code", "ended_on"))
    today = frozenset(code for code, day in zip(codes, days, strict=True) if not day)
    return replace(known, keys=today)
