"""Messages about a list of memberships: how it is read, what is assumed, what is wrong in its cells."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from kuntaverkostot.dataset.list_cells import list_problems
from kuntaverkostot.dataset.list_detect import MEMBER, NETWORK, Shape
from kuntaverkostot.dataset.marks import NONE, all_marks
from kuntaverkostot.dataset.reading import Draft
from kuntaverkostot.dataset.register import fold
from kuntaverkostot.dataset.standing import CANDIDATE, LISTED
from kuntaverkostot.tables.columns import Column, differing
from kuntaverkostot.tables.keys import repeated
from kuntaverkostot.tables.problem import Problem

if TYPE_CHECKING:
    from numpy.typing import NDArray

# A longer text is not a name.
LONGEST = 200


def remarks(draft: Draft, shape: Shape) -> Iterator[Problem]:
    """Yield how a list is read: assumptions, and columns left out.

    Parameters
    ----------
    draft : Draft
        The list.
    shape : Shape
        The roles of its columns.
    """
    file, head = draft.grid.file, draft.header[shape.member]
    # Without a header, the first row shows which column is meant.
    line = draft.grid.first_line or draft.grid.lines[0]
    yield Problem(file, None, None, head, str(len(shape.networks)), f"shape-{shape.kind}", head, "info")
    if shape.own:
        # Unless the header says so, this is a guess: misspelled municipalities would look the same.
        sure = fold(head) in MEMBER
        yield Problem(file, None, None, head, head, "members-own", severity="info" if sure else "warning")
    for place in shape.assumed:
        name = draft.header[place]
        if place != shape.member or not shape.own:
            what = "municipalities" if place == shape.member else "networks"
            yield Problem(file, line, place + 1, name, name, f"{what}-assumed", severity="warning")
    for place in shape.networks:
        if fold(draft.header[place]) in NETWORK and all_marks(draft.columns[place].distinct):
            # Members of a network called 1, and marks for a network called "verkosto", look the same.
            name = draft.header[place]
            yield Problem(file, line, place + 1, name, name, f"marks-or-names-{shape.kind}", severity="warning")
    yield from _of_columns(draft, shape, line)


def _of_columns(draft: Draft, shape: Shape, line: int) -> Iterator[Problem]:
    file, used = draft.grid.file, {shape.member, shape.code, *shape.networks}
    for position, name in enumerate(draft.header):
        if position in shape.index:
            yield Problem(file, line, position + 1, name, name, "index-left-out", severity="warning")
        elif (
            position not in used
            and (name or any(draft.columns[position].distinct))
            and not (shape.kind == "long" and name == "basis")
        ):
            yield Problem(file, line, position + 1, name, name, "column-left-out", severity="warning")
        elif position in shape.networks and shape.kind == "wide" and not name:
            # Without a header, no row is at fault.
            has_header = draft.grid.first_line > 0
            yield Problem(
                file, line if has_header else None, position + 1 if has_header else None, "", "", "unnamed-column"
            )
        elif name and name in draft.header[:position]:
            yield Problem(file, line, position + 1, name, name, "repeated-column")


def faults(
    draft: Draft, shape: Shape, keys: Column, networks: Column, members: Column, membership_rows: NDArray[np.intp]
) -> Iterator[Problem]:
    """Yield the problems in the cells of a list.

    Parameters
    ----------
    draft : Draft
        The list.
    shape : Shape
        The roles of its columns.
    keys : Column
        The member in each row, or "".
    networks, members, membership_rows : Column, Column and numpy.ndarray of int
        Network, member and row of each membership.
    """
    yield from _empty(draft, shape)
    yield from _too_long(draft, shape)
    yield from _no_names(draft, shape)
    if shape.kind == "long" and "basis" in draft.header:
        yield from _where_not(draft, draft.header.index("basis"), {"", LISTED, CANDIDATE})
    file, lines = draft.grid.file, draft.grid.lines
    if shape.code is not None:
        head, codes = draft.header[shape.code], draft.columns[shape.code]
        for row in differing(codes, keys):
            yield Problem(file, lines[row], shape.code + 1, head, codes[row], "names-disagree", keys[row])
    wide = shape.kind == "wide"
    columns, rows = ([keys], np.arange(len(keys))) if wide else ([networks, members], membership_rows)
    for place, first in repeated(columns):
        what, line, before = " + ".join(column[place] for column in columns), lines[rows[place]], lines[rows[first]]
        yield Problem(file, line, shape.member + 1, draft.header[shape.member], what, "unique", str(before))


def _empty(draft: Draft, shape: Shape) -> Iterator[Problem]:
    """Yield each empty cell that must name a member or a network."""
    for place in (shape.member, *(shape.networks if shape.kind == "long" else ())):
        yield from _where(draft, place, {""}, "required")


def _too_long(draft: Draft, shape: Shape) -> Iterator[Problem]:
    """Yield each text too long to name a network or an organisation; no other check would find it."""
    wide = shape.kind == "wide"
    for place in shape.networks if wide else ():
        name = draft.header[place]
        if len(name) > LONGEST:
            yield Problem(draft.grid.file, draft.grid.first_line, place + 1, name, name, "max-length", str(LONGEST))
    for place in (*((shape.member,) if shape.own else ()), *(() if wide else shape.networks)):
        long = {cell for cell in draft.columns[place].distinct if len(cell) > LONGEST}
        yield from _where(draft, place, long, "max-length", str(LONGEST))


def _no_names(draft: Draft, shape: Shape) -> Iterator[Problem]:
    """Yield cells that may not be names: lists of names, and the words of programs for a missing value."""
    grid = draft.grid
    for place in (*((shape.member,) if shape.own else ()), *(shape.networks if shape.kind == "long" else ())):
        name, column = draft.header[place], draft.columns[place]
        yield from list_problems(column, file=grid.file, lines=grid.lines, place=place, name=name)
        missing = {cell for cell in column.distinct if len(cell) > 1 and cell.casefold() in NONE}
        for row in column.rows(missing)[:1]:
            yield Problem(grid.file, grid.lines[row], place + 1, name, column[row], "name-or-none", severity="warning")


def _where_not(draft: Draft, place: int, admitted: set[str]) -> Iterator[Problem]:
    expected = ", ".join(sorted(admitted - {""}, reverse=True))
    yield from _where(draft, place, set(draft.columns[place].distinct) - admitted, "enum", expected)


def _where(draft: Draft, place: int, faulty: set[str], rule: str, expected: str = "") -> Iterator[Problem]:
    column = draft.columns[place]
    for row in column.rows(faulty):
        line, cell = draft.grid.lines[row], column[row]
        yield Problem(draft.grid.file, line, place + 1, draft.header[place], cell, rule, expected)
