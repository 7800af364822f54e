"""Municipalities named in a file, one a line, in a column of a table, or in running text."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from kuntaverkostot.dataset.matching import look_up
from kuntaverkostot.dataset.register import Register
from kuntaverkostot.tables.encodings import decode
from kuntaverkostot.tables.grid import Grid
from kuntaverkostot.tables.sources import open_source
from kuntaverkostot.text.cells import Outcome
from kuntaverkostot.text.unfit import UnfitError

DELIMITERS = ("\t", ";", ",")
# What stands before a name in a list, and between names in a line.
BULLET = re.compile(r"^(?:[-–—•*·]|\d{1,3}[.)])\s+")
BETWEEN = re.compile(r"\s*[,;\t]\s*|\s+(?:ja|sekä|och|samt|and)\s+")
UNLIKE = {"foreign-key"}  # what is not even nearly a name
MOST_ABOVE = 6  # lines of a title and a head
WORKBOOKS = {".xlsx", ".ods", ".zip"}


class Named(NamedTuple):
    """A name in a file: its line, what stands there, and what it means."""

    line: int
    text: str
    outcome: Outcome


def names_in(path: Path, register: Register) -> tuple[list[Named], list[Named]]:
    """Return what stands above a list of municipalities, such as a title, and the list; both with what names none.

    A table is read in the column that names the most municipalities. A misspelt name is part of the list.

    Parameters
    ----------
    path : Path
        A text, a CSV file or a workbook.
    register : Register
        The municipalities.

    Raises
    ------
    UnfitError
        When the file names no municipality.
    OSError
        When the file cannot be read.
    """
    rows = list(_rows(path))
    look = _looking(register)
    width = max((len(cells) for _, cells in rows), default=0)
    is_table = width > 1 and sum(len(cells) == width for _, cells in rows) > 1
    if is_table:
        hits = [sum(_is_known(look(cells[place])) for _, cells in rows if place < len(cells)) for place in range(width)]
        best = hits.index(max(hits))
        filled = [(line, cells[best]) for line, cells in rows if best < len(cells) and cells[best]]
        named = [Named(line, cell, look(cell)) for line, cell in filled]
    else:
        named = [Named(line, text, outcome) for line, cells in rows for text, outcome in _split(cells, look)]
    if not any(_is_known(entry.outcome) for entry in named):
        raise UnfitError("table_areas", file=path.name)
    begin = next(place for place, entry in enumerate(named) if entry.outcome.rule not in UNLIKE)
    begin = begin if begin <= MOST_ABOVE else 0
    return named[:begin], named[begin:]


def _looking(register: Register) -> Callable[[str], Outcome]:
    def look(text: str) -> Outcome:
        name = BULLET.sub("", text.strip()).rstrip(".")
        return look_up(register, name) if name else Outcome("", "foreign-key", "error")

    return look


def _is_known(outcome: Outcome) -> bool:
    return outcome.severity != "error"


def _split(cells: Sequence[str], look: Callable[[str], Outcome]) -> Iterator[tuple[str, Outcome]]:
    """Yield the names in a line: the whole line, or else the parts between commas and the word for and."""
    line = ", ".join(cells)
    whole = look(line)
    parts = [part for part in BETWEEN.split(BULLET.sub("", line.strip()).rstrip(".")) if part.strip()]
    if _is_known(whole) or len(parts) < 2:
        yield line, whole
    else:
        yield from ((part, look(part)) for part in parts)


def _rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    if path.suffix.casefold() in WORKBOOKS:
        source = open_source(path, names={}, column_names=(), encoding=None, delimiter=None)
        grids = [*source.grids.values(), *source.sheets.values()]
        if not grids:
            raise UnfitError("table_areas", file=path.name)
        yield from _grid_rows(grids[0])
        return
    text, problems = decode(path.read_bytes(), file=path.name)
    if any(problem.severity == "error" for problem in problems):
        raise UnfitError("table_text", file=path.name)
    lines = text.splitlines()
    delimiter = next((sign for sign in DELIMITERS if _divides(lines, sign)), "\t")
    reader = csv.reader(lines, delimiter=delimiter)
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield reader.line_num, [cell.strip() for cell in cells]


def _divides(lines: Sequence[str], sign: str) -> bool:
    """Return whether a sign divides every line into as many cells."""
    counts = {line.count(sign) for line in lines if line.strip()}
    return len(counts) == 1 and counts != {0} and sum(bool(line.strip()) for line in lines) > 1


def _grid_rows(grid: Grid) -> Iterator[tuple[int, list[str]]]:
    for line, cells in grid.titles:
        yield line, list(cells)
    yield grid.first_line, list(grid.header)
    columns = [list(column) for column in grid.columns]
    for row, line in enumerate(grid.lines):
        yield line, [column[row].strip() for column in columns]
