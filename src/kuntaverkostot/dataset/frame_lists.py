"""Dataframes that are lists of memberships: parsed and checked as files are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from kuntaverkostot.dataset.check import Check
from kuntaverkostot.dataset.frame_cells import JOINT, FrameCells
from kuntaverkostot.dataset.list_checks import check_list
from kuntaverkostot.dataset.list_layout import tidied
from kuntaverkostot.dataset.list_parse import ParsedList, parse_list
from kuntaverkostot.dataset.placeless import HEADER, placed
from kuntaverkostot.dataset.reading_options import ReadingOptions
from kuntaverkostot.dataset.registers import bundled_drafts, living_register
from kuntaverkostot.dataset.repair import open_draft
from kuntaverkostot.tables.columns import Column, coded
from kuntaverkostot.tables.grid import Grid


def check_cells(
    cells: FrameCells, options: ReadingOptions, *, file: str, wanted: frozenset[str] | None = None
) -> Check:
    """Read and check the cells of a dataframe as a list of memberships.

    Parameters
    ----------
    cells : FrameCells
        From :func:`kuntaverkostot.dataset.frame_cells.frame_cells`.
    options : ReadingOptions
        What the caller decides; lists in cells are split in any case.
    file : str
        Name in messages; a place in them is the number of a row, from 1, and of a column.
    wanted : frozenset of str, optional
        Columns that are kept as attributes; all when left out.
    """
    wanted = frozenset(cells.names) if wanted is None else wanted
    chosen = replace(options, split=JOINT) if cells.lists else options
    bundled = bundled_drafts()
    parsed = parse_list(open_draft(tidied(_grid(cells, file))), living_register(bundled), chosen)
    return placed(check_list(_with_attributes(parsed, wanted), bundled, chosen), kept=wanted)


def _grid(cells: FrameCells, file: str) -> Grid:
    """Return the cells as a table that was read; rows without a value are left out, as blank lines are."""
    count = len(cells.columns[0]) if cells.columns else 0
    filled = np.zeros(count, dtype=bool)
    for column in cells.columns:
        filled |= ~column.which({""})
    rows = np.flatnonzero(filled)
    columns: tuple[Column, ...] = cells.columns
    lines: Sequence[int] = range(1, count + 1)
    if len(rows) < count:
        columns, lines = tuple(column.at(rows) for column in columns), (rows + 1).tolist()
    return Grid(file, cells.names or ("",), columns or (coded([]),), lines, len(rows), HEADER)


def _with_attributes(parsed: ParsedList, wanted: frozenset[str]) -> ParsedList:
    header = set(parsed.reading.header)
    kept = tuple(
        attribute._replace(value=attribute.value.replace(JOINT, "; "))
        for attribute in parsed.attributes
        # A year or a role in place of a mark has no column of its own.
        if attribute.attribute in wanted or attribute.attribute not in header
    )
    return replace(parsed, attributes=kept)
