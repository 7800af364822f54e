"""What a table has besides its rows: notes and totals below them, a second row of column names, rows of any length."""

from __future__ import annotations

from dataclasses import replace

from kuntaverkostot.dataset.list_header_rows import Row, of_markdown, padded, stripped, with_one_header
from kuntaverkostot.dataset.list_notes import without_notes, without_totals
from kuntaverkostot.dataset.list_sets import GENE_SETS, cells_recur
from kuntaverkostot.dataset.list_words import KNOWN, member_score, network_score
from kuntaverkostot.dataset.register import fold
from kuntaverkostot.tables.columns import coded
from kuntaverkostot.tables.grid import MOST_COLUMNS, Grid
from kuntaverkostot.tables.problem import Problem

# At least this share of the rows must have another length than the first one.
RAGGED = 1 / 3


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
    return without_totals(_with_any_length(with_one_header(without_notes(of_markdown(grid)))))


def _with_any_length(grid: Grid) -> Grid:
    """Return rows of any length as a table of sets: a name, then as many others as there are."""
    lengthy = [row for row in grid.unfit if len(row[1]) > len(grid.header)]
    wanted = max(1, RAGGED * grid.rows)
    gene_sets = grid.file.casefold().endswith(GENE_SETS)
    if not gene_sets and (len(grid.unfit) < wanted or not lengthy) and not _short_rows(grid):
        return grid
    rows: list[Row] = [
        *((line, tuple(column[row].strip() for column in grid.columns)) for row, line in enumerate(grid.lines)),
        *stripped(grid.unfit),
    ]
    named = fold(grid.header[0]) in KNOWN or member_score(grid.header[0]) or network_score(grid.header[0])
    has_header = bool(named) and not gene_sets
    if not has_header:
        rows.append((grid.first_line, grid.header))
    rows.sort()
    width = max(len(grid.header), *(len(cells) for _, cells in rows))
    if not cells_recur([cells for _, cells in rows]) or width > MOST_COLUMNS or width * len(rows) > 2_000_000:
        return grid
    faults = [
        problem for problem in grid.problems if problem.rule not in {"row-length", "empty-cells", "empty-columns"}
    ]
    faults.append(Problem(grid.file, None, None, "", str(width), "any-length", severity="warning"))
    if not has_header:
        faults.append(Problem(grid.file, rows[0][0], None, "", rows[0][1][0], "no-header", severity="warning"))
    filled = [padded(cells, width) for _, cells in rows]
    return replace(
        grid,
        header=(*grid.header, *[""] * (width - len(grid.header))) if has_header else ("",) * width,
        columns=tuple(map(coded, zip(*filled, strict=True))),
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
