"""The column names of a list: on two rows, or above a line as in Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from kuntaverkostot.dataset.list_columns import mostly_marks
from kuntaverkostot.dataset.list_words import KNOWN, NETWORK
from kuntaverkostot.dataset.marks import is_mark
from kuntaverkostot.dataset.register import fold
from kuntaverkostot.tables.columns import Column, coded
from kuntaverkostot.tables.grid import Grid
from kuntaverkostot.tables.problem import Problem

Row = tuple[int, tuple[str, ...]]
# Rows in which a second row of column names is looked for.
MOST_TIDIED = 50_000
# What Markdown writes below the name of a column.
RULE = re.compile(":?-{2,}:?")


def of_markdown(grid: Grid) -> Grid:
    """Return a table in Markdown without the line below its column names, and without the room around its cells."""
    below = [column[0].strip() for column in grid.columns] if grid.delimiter == "|" and grid.lines else []
    ruled = list(filter(None, below))
    if len(ruled) < 2 or not all(map(RULE.fullmatch, ruled)):
        return grid
    places = [place for place, cell in enumerate(below) if cell]
    kept = [column.cells()[1:] for column in grid.columns]
    problems = [problem for problem in grid.problems if problem.rule != "empty-columns"]
    said = Problem(grid.file, grid.lines[0], None, "", "|".join(ruled), "rule-line", severity="info")
    return replace(
        grid,
        header=tuple(grid.header[place] for place in places),
        columns=tuple(coded(cell.strip() for cell in kept[place]) for place in places),
        lines=grid.lines[1:],
        rows=grid.rows - 1,
        problems=(*problems, said),
    )


def with_one_header(grid: Grid) -> Grid:
    """Join two rows of column names: the upper one has gaps where its cells were merged."""
    if all(grid.header) and not grid.unfit:
        return grid
    rows = _all_rows(grid)
    if len(rows) < 2 or not grid.first_line or rows[0][0] not in _next_lines(grid):
        return grid
    width = max(len(grid.header), len(rows[0][1]))
    if any(any(cells[width:]) for _, cells in rows):
        return grid
    upper, second = padded(grid.header, width), padded(rows[0][1], width)
    below = [coded(column) for column in zip(*(padded(cells[:width], width) for _, cells in rows[1:]), strict=True)]
    marked = [place for place, column in enumerate(below) if mostly_marks(column)]
    if _names_columns(upper, second, below, marked):
        empty = [place for place, column in enumerate(below) if second[place] and not any(column.distinct)]
        header = _joined(upper, second, [*marked, *empty])
    elif answers := _answers(upper, second, below):
        header = _asked(upper, second, answers)
    else:
        return grid
    line = rows[0][0]
    said = Problem(grid.file, line, None, "", ", ".join(filter(None, header)), "two-headers", severity="info")
    faults = [
        problem for problem in grid.problems if problem.rule not in {"row-length", "empty-cells", "empty-columns"}
    ]
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
    uneven = sum(problem.rule == "row-length" for problem in grid.problems)
    if len(grid.lines) > MOST_TIDIED or len(grid.unfit) != uneven:
        return []
    rows = [(line, tuple(column[row].strip() for column in grid.columns)) for row, line in enumerate(grid.lines)]
    return sorted([*rows, *stripped(grid.unfit)])


def stripped(rows: Iterable[Row]) -> Iterator[Row]:
    """Return rows without the spaces around their cells."""
    return ((line, tuple(cell.strip() for cell in cells)) for line, cells in rows)


def _next_lines(grid: Grid) -> range:
    return range(grid.first_line, grid.first_line + 3)


def _answers(upper: Sequence[str], second: Sequence[str], below: Sequence[Column]) -> list[int]:
    """Return the columns of a survey that hold nothing but the answer that the second row names.

    There are several, not everybody chose each of them, and the question stands above the first of them alone. In a row
    of sets the first cell has a name, too.
    """
    if second[0]:
        return []
    places = [
        place for place, column in enumerate(below) if place and second[place] and _repeats(second[place], column)
    ]
    answers = {fold(second[place]) for place in places}
    if len(places) < 2 or len(answers) < len(places) or any(fold(name) in KNOWN for name in upper):
        return []
    is_chosen = any("" in below[place].distinct for place in places)
    return places if is_chosen and any(not upper[place] for place in places) else []


def _repeats(answer: str, column: Column) -> bool:
    return {fold(cell) for cell in column.distinct if cell} == {fold(answer)}


def _asked(upper: Sequence[str], second: Sequence[str], answers: Sequence[int]) -> tuple[str, ...]:
    """Return the names of the columns of a survey: an answer, a question, or both."""
    names, question = [], ""
    for place, head in enumerate(upper):
        question = head or question
        is_alone = bool(head) and all(upper[place + 1 : place + 2])
        if place in answers:
            names.append(second[place])
        else:
            names.append(head if is_alone or not second[place] else f"{question} [{second[place]}]")
    return tuple(names)


def padded(cells: Sequence[str], width: int) -> tuple[str, ...]:
    """Return cells of a row with empty ones up to a width."""
    return (*cells, *[""] * (width - len(cells)))
