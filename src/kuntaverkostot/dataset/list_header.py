"""Whether the first row of a list is its header: where it is not, it is read as the row that it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kuntaverkostot.dataset.list_detect import KNOWN, mostly_marks, mostly_municipalities
from kuntaverkostot.dataset.marks import all_marks, is_mark
from kuntaverkostot.dataset.matching import Register, fold, look_up
from kuntaverkostot.dataset.reading import Draft
from kuntaverkostot.dataset.repair import draft
from kuntaverkostot.tables.columns import Column, coded
from kuntaverkostot.tables.grid import Grid
from kuntaverkostot.tables.problem import Problem


def headed(made: Draft, known: Register) -> Draft:
    """Return a list with its header, or without one when what was taken for it is a row like the others.

    Parameters
    ----------
    made : Draft
        The list as it was read: its first row of several cells is the header, what stands above it a title.
    known : Register
        Of the municipalities.

    Returns
    -------
    Draft
        The same one when its header names columns. A row that is like those below it becomes one of them; what
        stands above it is the header when it names a column, and else there is none.

        A header that names a column and holds a municipality, too, is an error: nothing tells which it is.
    """
    grid = made.grid
    if not grid.readable:
        return made
    if (named_above := _named_above(made)) is not None:
        return _under(grid, named_above)
    alike = _alike(made, known)
    if alike is None:
        return made
    if any(fold(name) in KNOWN for name in made.header):
        made.ledger.say([Problem(grid.file, grid.first_line, None, "", alike, "header-unsure")])
        return made
    rows = [*grid.titles, (grid.first_line, grid.header)]
    above = next((place for place, (_, row) in enumerate(grid.titles) if _names_a_column(row, grid)), None)
    if above is None:
        titles = (place for place, (_, row) in enumerate(grid.titles) if _is_row(row, made, known))
        first = next(titles, len(grid.titles))
        said = Problem(grid.file, rows[first][0], None, "", alike, "no-header", severity="warning")
        return draft(_lowered(grid, rows[first:], ("",) * len(grid.header), 0, [said]))
    return _under(grid, above)


def _under(grid: Grid, above: int) -> Draft:
    """Return a list of which a row above that which was taken for the header is the header."""
    rows = [*grid.titles, (grid.first_line, grid.header)]
    (line, named), lower = rows[above], rows[above + 1 :]
    return draft(_lowered(grid, lower, _fitted(named, len(grid.header)), line, []))


def _named_above(made: Draft) -> int | None:
    """Return the place of a title that is a header with gaps: it calls a column what columns are called.

    A word alone above the first column is a title all the same where marks below tell that the next row is the header.
    """
    grid = made.grid
    if any(fold(name) in KNOWN for name in grid.header):
        return None
    marked = any(map(mostly_marks, grid.columns))
    for place, (_, row) in enumerate(grid.titles):
        filled = [column for column, cell in enumerate(row) if cell]
        if filled[-1] < len(grid.header) and fold(row[filled[-1]]) in KNOWN and (filled[-1] > 0 or not marked):
            return place
    return None


def _alike(made: Draft, known: Register) -> str | None:
    """Return what in the header is like the cells below it, or None when it names columns."""
    columns = list(zip(made.header, made.columns, strict=True))
    told, alone = any(fold(name) in KNOWN for name in made.header), not len(made.grid.lines)
    for name, column in columns:
        below = not told if alone else mostly_municipalities(column, known)
        if below and name and _is_municipality(name, known):
            return name
    if told:
        return None
    marked = [name for name, column in columns if mostly_marks(column)]
    if all_marks(marked):
        return next(filter(None, marked))
    return next((name for name, column in columns if name and _comes_again(name, column)), None)


def _is_municipality(cell: str, known: Register) -> bool:
    return look_up(known, cell, suggest=False).severity != "error"


def _comes_again(name: str, column: Column) -> bool:
    """Return whether a name stands among other values below it; where it is the only one, it may be a mark."""
    below = {fold(cell) for cell in column.distinct if cell}
    return fold(name) in below and len(below) > 1 and not mostly_marks(column)


def _names_a_column(row: Sequence[str], grid: Grid) -> bool:
    """Return whether a row with one cell is a header with gaps: a title stands first, and is no known name."""
    filled = [place for place, cell in enumerate(row) if cell]
    return filled[-1] < len(grid.header) and (filled[-1] > 0 or fold(row[0]) in KNOWN)


def _is_row(row: Sequence[str], made: Draft, known: Register) -> bool:
    """Return whether a row above that which was taken for the header is one of the list, too."""
    if sum(map(bool, row)) > 1:
        return True
    cells = zip(row, made.columns, strict=False)
    return any(
        cell and (_is_municipality(cell, known) or is_mark(cell)) and mostly_municipalities(column, known)
        for cell, column in cells
    )


def _fitted(row: Sequence[str], width: int) -> tuple[str, ...]:
    return (*row, *("" for _ in range(width)))[:width]


def _lowered(
    grid: Grid, rows: Sequence[tuple[int, Sequence[str]]], header: tuple[str, ...], line: int, said: Sequence[Problem]
) -> Grid:
    """Return a grid in which rows above the others are rows, too."""
    width = len(header)
    above = {first for first, _ in rows} | {line}
    kept = [one for one in grid.problems if not (one.rule == "title-row" and one.line in above)]
    fitting = [(first, _fitted(row, width)) for first, row in rows if not any(row[width:])]
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
        problems=(*kept, *unfit, *said),
        titles=tuple(one for one in grid.titles if one[0] not in above),
    )
