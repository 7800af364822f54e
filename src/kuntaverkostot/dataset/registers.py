"""Registers: the keys and names by which tables refer to municipalities, networks and other things."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from kuntaverkostot.dataset.reading import Draft
from kuntaverkostot.dataset.register import Ended, Register, build_register
from kuntaverkostot.dataset.repair import open_draft
from kuntaverkostot.dataset.schema import bundled_data, schemas
from kuntaverkostot.tables.columns import Column, constant
from kuntaverkostot.tables.grid import grid_of_bytes
from kuntaverkostot.text.language import NAMES, SHORT_NAMES

# Tables on Finnish municipalities, taken from the package when a dataset has none of its own.
GEOGRAPHY = ("municipalities", "ended_municipalities", "subregions", "regions", "populations", "outline")
ENDED = ("municipality_code", "name_fi", "ended_on", "merged_into")


def bundled_drafts(names: Collection[str] = (*GEOGRAPHY, "sources")) -> dict[str, Draft]:
    """Return drafts of tables that come with the package."""
    drafts = {}
    for schema in schemas():
        if schema.name in names:
            data = (bundled_data() / schema.path).read_bytes()
            drafts[schema.name] = open_draft(grid_of_bytes(data, file=schema.path, delimiter=","), schema)
    return drafts


def cells_of(draft: Draft, name: str) -> Column:
    """Return the cells of a column, or empty cells when the table has no such column."""
    return draft.columns[draft.header.index(name)] if name in draft.header else constant("", len(draft.grid.lines))


def registers_of(drafts: Mapping[str, Draft]) -> dict[str, Register]:
    """Return a register for each readable table that others can refer to."""
    registers = {}
    for name, draft in drafts.items():
        schema = draft.schema
        if schema is None or not draft.readable:
            continue
        key = schema.primary_key[0]
        columns = {
            column: cells_of(draft, column)
            for column in (key, *NAMES, *SHORT_NAMES)
            if column == key or column in draft.header
        }
        if name == "municipalities":
            registers[name] = _municipalities(drafts, columns)
        elif len(schema.primary_key) == 1:
            registers[name] = build_register(name, key, columns)
    return registers


def _municipalities(drafts: Mapping[str, Draft], columns: dict[str, Column]) -> Register:
    """Return the register of municipalities. Former names lead to the successor; known codes stay."""
    draft = drafts["municipalities"]
    rows = list(zip(*(cells_of(draft, name) for name in ENDED), strict=True))
    ended = [Ended(*row) for row in rows if row[2]]
    if "ended_municipalities" in drafts:
        for name_column in ("name_fi", "name_sv"):
            columns_of = (ENDED[0], name_column, *ENDED[2:])
            more_rows = zip(*(cells_of(drafts["ended_municipalities"], name) for name in columns_of), strict=True)
            ended += [Ended(*row) for row in more_rows]
    alive: dict[str, Iterable[str]] = {
        name: [cell if not row[2] else "" for cell, row in zip(cells, rows, strict=True)]
        for name, cells in columns.items()
        if name in {*NAMES, *SHORT_NAMES}
    }
    return build_register("municipalities", "municipality_code", {**columns, **alive}, ended=ended, digits=3)


def living_register(drafts: Mapping[str, Draft]) -> Register:
    """Return the register of current municipalities only."""
    register = _municipalities(
        drafts, {name: cells_of(drafts["municipalities"], name) for name in ("municipality_code", *NAMES)}
    )
    codes, days = (cells_of(drafts["municipalities"], name) for name in ("municipality_code", "ended_on"))
    today = frozenset(code for code, day in zip(codes, days, strict=True) if not day)
    return replace(register, keys=today)
