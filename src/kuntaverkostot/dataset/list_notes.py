"""Rows below and above a list that are none of it: notes, and totals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kuntaverkostot.dataset.list_words import NOTE, is_total
from kuntaverkostot.dataset.marks import NUMBER, is_no, is_yes
from kuntaverkostot.tables.columns import Column, coded
from kuntaverkostot.tables.grid import Grid
from kuntaverkostot.tables.problem import Problem

MOST_NOTES = 50
LONG_NOTE = 60
# Of a note below a blank row; a name is shorter.
FEWEST_WORDS = 4


def without_notes(grid: Grid) -> Grid:
    """Leave out the notes below the rows: text in the first cell only."""
    width = len(grid.header)
    if width < 2:
        return grid
    unfit = dict(grid.unfit)
    places = {
        line: row for row, line in enumerate(grid.lines[-MOST_NOTES:], start=max(0, len(grid.lines) - MOST_NOTES))
    }
    ends = sorted([*places, *unfit], reverse=True)[:MOST_NOTES]
    notes: dict[int, str] = {}
    for place, line in enumerate(ends):
        cells = unfit[line] if line in unfit else tuple(column[places[line]] for column in grid.columns)
        if not cells or not cells[0].strip() or any(cell.strip() for cell in cells[1:]):
            break
        above = ends[place + 1] if place + 1 < len(ends) else grid.first_line
        text = cells[0].strip()
        # A word such as source, or a sentence, tells a note from a member without a network.
        apart = above < line - 1
        is_note = NOTE.match(text) or len(text) > LONG_NOTE or (apart and len(text.split()) >= FEWEST_WORDS)
        # A single cell after a blank row, where the rows are longer and notes follow.
        is_note = is_note or (apart and bool(notes) and line in unfit)
        if not is_note and not _has_note_above(ends[place:], unfit, grid, places):
            break
        notes[line] = text
    # The lowest rows only: between rows of the table there are no notes.
    return _without_rows(grid, notes, "note-row", "info") if notes else grid


def _has_note_above(ends: Sequence[int], unfit: dict[int, tuple[str, ...]], grid: Grid, places: dict[int, int]) -> bool:
    """Return whether a line that begins like a note stands above, without a row of the table between."""
    for line in ends:
        cells = unfit[line] if line in unfit else tuple(column[places[line]] for column in grid.columns)
        if any(cell.strip() for cell in cells[1:]):
            return False
        if NOTE.match(cells[0].strip()):
            return True
    return False


def without_totals(grid: Grid) -> Grid:
    """Leave out a first or last row of totals: its figures count or add up the cells of their columns.

    A company called Total may be a member. Where its marks could be totals, the row is refused.
    """
    count = len(grid.lines)
    totals: dict[int, str] = {}
    unclear: list[Problem] = []
    for row in {0, count - 1} if count > 1 and len(grid.header) > 1 else set():
        cells = [column[row].strip() for column in grid.columns]
        head = next((place for place, cell in enumerate(cells) if cell), 0)
        figures = {place: cell for place, cell in enumerate(cells) if cell and place > head}
        if not is_total(cells[head]) or not figures or not all(map(_is_figure, figures.values())):
            continue
        if all(_counts(grid.columns[place], row, cell) for place, cell in figures.items()):
            line = grid.lines[row]
            if all(is_yes(cell) or is_no(cell) for cell in figures.values()):
                unclear.append(Problem(grid.file, line, head + 1, grid.header[head], cells[head], "total-unclear"))
            else:
                totals[line] = " ".join(filter(None, cells))
    if unclear:
        grid = replace(grid, problems=(*grid.problems, *unclear))
    return _without_rows(grid, totals, "total-row", "warning") if totals else grid


def _counts(column: Column, row: int, figure: str) -> bool:
    """Return whether a figure is the number of the other marks in a column, or their sum."""
    marks = [cell for place, cell in enumerate(column) if place != row and not is_no(cell)]
    sums = sum(float(cell.replace(",", ".")) for cell in marks if NUMBER.fullmatch(cell))
    return is_no(figure) or float(figure.replace(",", ".") if NUMBER.fullmatch(figure) else "nan") in {len(marks), sums}


def _is_figure(cell: str) -> bool:
    return is_no(cell) or not any(letter.isalpha() for letter in cell)


def _without_rows(grid: Grid, rows: dict[int, str], rule: str, severity: str) -> Grid:
    kept = [row for row, line in enumerate(grid.lines) if line not in rows]
    said = [Problem(grid.file, line, None, "", text, rule, severity=severity) for line, text in sorted(rows.items())]
    cells = [column.cells() for column in grid.columns]
    # Rows that are left out are of any length.
    faults = [problem for problem in grid.problems if problem.rule != "row-length" or problem.line not in rows]
    return replace(
        grid,
        columns=tuple(coded(column[row] for row in kept) for column in cells),
        lines=[grid.lines[row] for row in kept],
        rows=grid.rows - len(rows),
        problems=(*faults, *said),
        unfit=tuple(row for row in grid.unfit if row[0] not in rows),
    )
