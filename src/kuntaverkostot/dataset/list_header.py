"""Detection of the header of a list; a first row that holds data is read as data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kuntaverkostot.dataset.list_columns import mostly_marks, mostly_municipalities
from kuntaverkostot.dataset.list_words import KNOWN
from kuntaverkostot.dataset.marks import all_marks, is_mark
from kuntaverkostot.dataset.matching import look_up
from kuntaverkostot.dataset.reading import Draft
from kuntaverkostot.dataset.register import Register, fold
from kuntaverkostot.dataset.repair import open_draft
from kuntaverkostot.tables.columns import Column, coded
from kuntaverkostot.tables.grid import Grid
from kuntaverkostot.tables.problem import Problem


def with_header(draft: Draft, register: Register) -> Draft:
    """Return a list with the right header: the one it was read with, a title above it, or none.

    Parameters
    ----------
    draft : Draft
        The list as read: the first row with several cells is the header, and rows above it are titles.
    register : Register
        The municipalities.

    Returns
    -------
    Draft
        The same draft when its header names columns. A header that looks like the rows below becomes data, and a
        title that names a column becomes the header, if there is one.

        A header that names a column and also holds a municipality is an error, because it is ambiguous.
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
    """Return a list whose header is one of the titles; the rows below it become data."""
    rows = [*grid.titles, (grid.first_line, grid.header)]
    (line, cells), lower = rows[title], rows[title + 1 :]
    return open_draft(_with_rows_above(grid, lower, _padded(cells, len(grid.header)), line, []))


def _title_naming_columns(draft: Draft) -> int | None:
    """Return the place of a title that is a header with gaps, because its last cell is a known column name.

    A single word above the first column remains a title when marks below show that the next row is the header.
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
    """Return the cell of the header that looks like data, or None when the header names columns."""
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
    """Return whether a name recurs among other values below it; a sole value may be a mark."""
    below = {fold(cell) for cell in column.distinct if cell}
    return fold(name) in below and len(below) > 1 and not mostly_marks(column)


def _names_a_column(row: Sequence[str], grid: Grid) -> bool:
    """Return whether a row with one cell is a header with gaps: not in the first column, or a known column name."""
    filled = [place for place, cell in enumerate(row) if cell]
    return filled[-1] < len(grid.header) and (filled[-1] > 0 or fold(row[0]) in KNOWN)


def _is_row(row: Sequence[str], draft: Draft, register: Register) -> bool:
    """Return whether a title is a data row of the list."""
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
    """Return a grid with rows added above its data rows, under another header."""
    width = len(header)
    above = {first for first, _ in rows} | {line}
    kept = [problem for problem in grid.problems if not (problem.rule == "title-row" and problem.line in above)]
    fitting = [(first, _padded(row, width)) for first, row in rows if not any(row[width:])]
    longer = [(first, tuple(row)) for first, row in rows if any(row[width:])]
    unfit = [Problem(grid.file, first, None, "", str(len(row)), "row-length", str(width)) for first, row in longer]
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
        unfit=(*longer, *grid.unfit),
    )
