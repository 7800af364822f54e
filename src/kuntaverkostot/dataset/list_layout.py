"""What a table has besides its rows: notes and totals below them, a second row of column names, rows of any length."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from kuntaverkostot.dataset.list_columns import mostly_marks
from kuntaverkostot.dataset.list_notes import without_notes, without_totals
from kuntaverkostot.dataset.list_sets import GENE_SETS, cells_recur
from kuntaverkostot.dataset.list_words import KNOWN, NETWORK, member_score, network_score
from kuntaverkostot.dataset.marks import is_mark
from kuntaverkostot.dataset.register import fold
from kuntaverkostot.tables.columns import Column, coded
from kuntaverkostot.tables.grid import MOST_COLUMNS, Grid
from kuntaverkostot.tables.problem import Problem

Row = tuple[int, tuple[str, ...]]
# At least this share of the rows must have another length than the first one.
RAGGED = 1 / 3
# Rows in which a second row of column names is looked for.
MOST_TIDIED = 50_000


def tidied(grid: Grid) -> Grid:
    """Return a table without the notes and totals around its rows, with one row of column names; each change is said.

    Parameters
    ----------
    grid : Grid
        A table as read.

    Returns
    -------
    Grid
        The same grid when there is nothing to tidy. Rows that are left out are no longer counted as rows.
    """
    if not grid.readable:
        return grid
    return without_totals(_with_any_length(_with_one_header(without_notes(grid))))


def _with_one_header(grid: Grid) -> Grid:
    """Join two rows of column names: the upper one has gaps where its cells were merged."""
    if all(grid.header) and not grid.unfit:
        return grid
    rows = _all_rows(grid)
    if len(rows) < 2 or not grid.first_line or rows[0][0] not in _next_lines(grid):
        return grid
    width = max(len(grid.header), len(rows[0][1]))
    if any(any(cells[width:]) for _, cells in rows):
        return grid
    upper, second = _padded(grid.header, width), _padded(rows[0][1], width)
    below = [coded(column) for column in zip(*(_padded(cells[:width], width) for _, cells in rows[1:]), strict=True)]
    marked = [place for place, column in enumerate(below) if mostly_marks(column)]
    if not _names_columns(upper, second, below, marked):
        return grid
    empty = [place for place, column in enumerate(below) if second[place] and not any(column.distinct)]
    header = _joined(upper, second, [*marked, *empty])
    line = rows[0][0]
    said = Problem(grid.file, line, None, "", ", ".join(filter(None, header)), "two-headers", severity="info")
    faults = [one for one in grid.problems if one.rule not in {"row-length", "empty-cells", "empty-columns"}]
    return replace(
        grid,
        header=header,
        columns=tuple(below),
        lines=[line for line, _ in rows[1:]],
        rows=grid.rows - 1,
        first_line=line,
        problems=(*faults, said),
        unfit=(),
    )


def _names_columns(upper: Sequence[str], second: Sequence[str], below: Sequence[Column], marked: Sequence[int]) -> bool:
    """Return whether the second row names the columns of marks where the first one has gaps, and is no member's."""
    if not any(second[place] and not upper[place] for place in marked):
        return False
    if not all(second[place] and not is_mark(second[place]) for place in marked):
        return False
    if any(fold(name) in NETWORK for place, name in enumerate(upper) if place not in marked):
        # The networks have a column of their own.
        return False
    beside = [place for place in range(len(second)) if place not in marked and second[place]]
    occurs = [fold(second[place]) in {fold(cell) for cell in below[place].distinct} for place in (*beside, *marked)]
    return not any(upper[place] for place in beside) and not any(occurs)


def _joined(upper: Sequence[str], second: Sequence[str], marked: Sequence[int]) -> tuple[str, ...]:
    """Return the names of the second row, with those above them where they would not be different."""
    above, name = [], ""
    for place, head in enumerate(upper):
        name = head or (name if place in marked else "")
        above.append(name)
    names = [fold(second[place]) for place in marked]
    repeated = len(set(names)) < len(names)
    return tuple(
        (f"{above[place]} {second[place]}" if repeated and place in marked and above[place] else second[place])
        or upper[place]
        for place in range(len(second))
    )


def _all_rows(grid: Grid) -> list[Row]:
    """Return every row of a small table, those of another length too."""
    if len(grid.lines) > MOST_TIDIED or len(grid.unfit) != sum(one.rule == "row-length" for one in grid.problems):
        return []
    rows = [(line, tuple(column[row].strip() for column in grid.columns)) for row, line in enumerate(grid.lines)]
    return sorted([*rows, *_stripped(grid.unfit)])


def _stripped(rows: Iterable[Row]) -> Iterator[Row]:
    return ((line, tuple(cell.strip() for cell in cells)) for line, cells in rows)


def _next_lines(grid: Grid) -> range:
    return range(grid.first_line, grid.first_line + 3)


def _padded(cells: Sequence[str], width: int) -> tuple[str, ...]:
    return (*cells, *[""] * (width - len(cells)))


def _with_any_length(grid: Grid) -> Grid:
    """Return rows of any length as a table of sets: a name, then as many others as there are."""
    lengthy = [row for row in grid.unfit if len(row[1]) > len(grid.header)]
    wanted = max(1, RAGGED * grid.rows)
    gene_sets = grid.file.casefold().endswith(GENE_SETS)
    if not gene_sets and (len(grid.unfit) < wanted or not lengthy) and not _short_rows(grid):
        return grid
    rows: list[Row] = [
        *((line, tuple(column[row].strip() for column in grid.columns)) for row, line in enumerate(grid.lines)),
        *_stripped(grid.unfit),
    ]
    named = fold(grid.header[0]) in KNOWN or member_score(grid.header[0]) or network_score(grid.header[0])
    has_header = bool(named) and not gene_sets
    if not has_header:
        rows.append((grid.first_line, grid.header))
    rows.sort()
    width = max(len(grid.header), *(len(cells) for _, cells in rows))
    if not cells_recur([cells for _, cells in rows]) or width > MOST_COLUMNS or width * len(rows) > 2_000_000:
        return grid
    faults = [one for one in grid.problems if one.rule not in {"row-length", "empty-cells", "empty-columns"}]
    faults.append(Problem(grid.file, None, None, "", str(width), "any-length", severity="warning"))
    if not has_header:
        faults.append(Problem(grid.file, rows[0][0], None, "", rows[0][1][0], "no-header", severity="warning"))
    padded = [_padded(cells, width) for _, cells in rows]
    return replace(
        grid,
        header=(*grid.header, *[""] * (width - len(grid.header))) if has_header else ("",) * width,
        columns=tuple(map(coded, zip(*padded, strict=True))),
        lines=[line for line, _ in rows],
        rows=grid.rows + (not has_header),
        first_line=grid.first_line if has_header else 0,
        problems=tuple(faults),
        unfit=(),
        clean=False,
        tight=False,
    )


def _short_rows(grid: Grid) -> bool:
    """Return whether the first set is the largest, so that the other rows are shorter."""
    return len(grid.header) > 3 and len(grid.unfit) >= max(1, grid.rows / 2) and not any(
        fold(name) in KNOWN for name in grid.header
    )  # fmt: skip
