"""Whether the first row of a list is its header: where it is not, it is read as the row that it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kuntaverkostot.dataset.list_detect import KNOWN, mostly_marks, mostly_municipalities
from kuntaverkostot.dataset.marks import all_marks, is_mark
from kuntaverkostot.dataset.matching import Register, fold, look_up
from kuntaverkostot.dataset.reading import Draft
from kuntaverkostot.dataset.repair import open_draft
from kuntaverkostot.tables.columns import Column, coded
from kuntaverkostot.tables.grid import Grid
from kuntaverkostot.tables.problem import Problem


def with_header(draft: Draft, register: Register) -> Draft:
    """Return a list with its header, or without one when what was taken for it is a row like the others.

    Parameters
    ----------
    draft : Draft
        The list as it was read: its first row of several cells is the header, what stands above it a title.
    register : Register
        Of the municipalities.

    Returns
    -------
    Draft
        The same one when its header names columns. A row that is like those below it becomes one of them; what
        stands above it is the header when it names a column, and else there is none.

        A header that names a column and holds a municipality, too, is an error: nothing tells which it is.
    """
    grid = draft.grid
    if not grid.readable:
        return draft
    if (title := _title_naming_columns(draft)) is not None:
        return _with_title_as_header(grid, title)
    data_cell = _data_in_header(draft, register)
    if data_cell is None:
        return draft
    if any(fold(name) in KNOWN for name in draft.header):
        draft.ledger.say([Problem(grid.file, grid.first_line, None, "", data_cell, "header-unsure")])
        return draft
    rows = [*grid.titles, (grid.first_line, grid.header)]
    above = next((place for place, (_, row) in enumerate(grid.titles) if _names_a_column(row, grid)), None)
    if above is None:
        titles = (place for place, (_, row) in enumerate(grid.titles) if _is_row(row, draft, register))
        first = next(titles, len(grid.titles))
        problem = Problem(grid.file, rows[first][0], None, "", data_cell, "no-header", severity="warning")
        return open_draft(_with_rows_above(grid, rows[first:], ("",) * len(grid.header), 0, [problem]))
    return _with_title_as_header(grid, above)


def _with_title_as_header(grid: Grid, title: int) -> Draft:
    """Return a list of which a row above that which was taken for the header is the header."""
    rows = [*grid.titles, (grid.first_line, grid.header)]
    (line, cells), lower = rows[title], rows[title + 1 :]
    return open_draft(_with_rows_above(grid, lower, _padded(cells, len(grid.header)), line, []))


def _title_naming_columns(draft: Draft) -> int | None:
    """Return the place of a title that is a header with gaps: it calls a column what columns are called.

    A word alone above the first column is a title all the same where marks below tell that the next row is the header.
    """
    grid = draft.grid
    if any(fold(name) in KNOWN for name in grid.header):
        return None
    marked = any(map(mostly_marks, grid.columns))
    for place, (_, row) in enumerate(grid.titles):
        filled = [column for column, cell in enumerate(row) if cell]
        if filled[-1] < len(grid.header) and fold(row[filled[-1]]) in KNOWN and (filled[-1] > 0 or not marked):
            return place
    return None


def _data_in_header(draft: Draft, register: Register) -> str | None:
    """Return what in the header is like the cells below it, or None when it names columns."""
    columns = list(zip(draft.header, draft.columns, strict=True))
    names_columns, alone = any(fold(name) in KNOWN for name in draft.header), not len(draft.grid.lines)
    for name, column in columns:
        below = not names_columns if alone else mostly_municipalities(column, register)
        if below and name and _is_municipality(name, register):
            return name
    if names_columns:
        return None
    marked = [name for name, column in columns if mostly_marks(column)]
    if all_marks(marked):
        return next(filter(None, marked))
    return next((name for name, column in columns if name and _recurs(name, column)), None)


def _is_municipality(cell: str, register: Register) -> bool:
    return look_up(register, cell, suggest=False).severity != "error"


def _recurs(name: str, column: Column) -> bool:
    """Return whether a name stands among other values below it; where it is the only one, it may be a mark."""
    below = {fold(cell) for cell in column.distinct if cell}
    return fold(name) in below and len(below) > 1 and not mostly_marks(column)


def _names_a_column(row: Sequence[str], grid: Grid) -> bool:
    """Return whether a row with one cell is a header with gaps: a title stands first, and is no known name."""
    filled = [place for place, cell in enumerate(row) if cell]
    return filled[-1] < len(grid.header) and (filled[-1] > 0 or fold(row[0]) in KNOWN)


def _is_row(row: Sequence[str], draft: Draft, register: Register) -> bool:
    """Return whether a row above that which was taken for the header is one of the list, too."""
    if sum(map(bool, row)) > 1:
        return True
    cells = zip(row, draft.columns, strict=False)
    return any(
        cell and (_is_municipality(cell, register) or is_mark(cell)) and mostly_municipalities(column, register)
        for cell, column in cells
    )


def _padded(row: Sequence[str], width: int) -> tuple[str, ...]:
    return (*row, *("" for _ in range(width)))[:width]


def _with_rows_above(
    grid: Grid,
    rows: Sequence[tuple[int, Sequence[str]]],
    header: tuple[str, ...],
    line: int,
    problems: Sequence[Problem],
) -> Grid:
    """Return a grid in which rows above the others are rows, too."""
    width = len(header)
    above = {first for first, _ in rows} | {line}
    kept = [problem for problem in grid.problems if not (problem.rule == "title-row" and problem.line in above)]
    fitting = [(first, _padded(row, width)) for first, row in rows if not any(row[width:])]
    unfit = [
        Problem(grid.file, first, None, "", str(len(row)), "row-length", str(width))
        for first, row in rows
        if any(row[width:])
    ]
    columns = tuple(
        coded([*(row[place] for _, row in fitting), *column.cells()]) for place, column in enumerate(grid.columns)
    )
    return replace(
        grid,
        header=header,
        columns=columns,
        lines=[*(first for first, _ in fitting), *grid.lines],
        rows=grid.rows + len(rows),
        first_line=line,
        problems=(*kept, *unfit, *problems),
        titles=tuple(title for title in grid.titles if title[0] not in above),
    )
