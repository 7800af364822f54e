"""Municipalities named in a file, one a line, in a column of a table, or in running text."""

from __future__ import annotations

import csv
import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from kuntaverkostot.dataset.matching import look_up
from kuntaverkostot.dataset.register import Register
from kuntaverkostot.tables.delimiters import DELIMITERS
from kuntaverkostot.tables.encodings import decode
from kuntaverkostot.tables.grid import Grid
from kuntaverkostot.tables.sources import open_source
from kuntaverkostot.text.cells import Outcome
from kuntaverkostot.text.language import one_line
from kuntaverkostot.text.unfit import UnfitError

# What stands before a name in a list, and between names in a line.
BULLET = re.compile(r"^(?:[-–—•*·]|\d{1,3}[.)])\s+")
BETWEEN = re.compile(r"\s*[,;\t]\s*|\s+(?:ja|sekä|och|samt|and)\s+")
# With which a letter ends; below stand its sender and an address.
CLOSING = re.compile(
    r"--\s*$|(?:ystävällisi|parhain|lämpimin|kunnioittavasti|yst\.|terv(?:eisin|\.)|t\.$|mvh\b|med vänlig|vänlig"
    r"|(?:bästa )?hälsning|(?:kind|best|warm) regards|regards|yours|sincerely)",
    re.IGNORECASE,
)
UNLIKE = {"foreign-key"}  # what is not even nearly a name
WORD = re.compile(r"[^\W\d_][\w-]*")
COUNT = re.compile(r"[1-9][\d\s.,]*")  # may be a code that begins with no zero, and may be a figure
MOST_ABOVE = 6  # lines of a title and a head
WORKBOOKS = {".xlsx", ".ods", ".zip"}


Row = tuple[int, list[str]]
Look = Callable[[str], Outcome]


class Named(NamedTuple):
    """A name in a file: its line, what stands there, and what it means."""

    line: int
    text: str
    outcome: Outcome


class NameList(NamedTuple):
    """The names of a list, those of no municipality too; and the lines above it, such as a title, and below it."""

    above: tuple[str, ...]
    named: tuple[Named, ...]
    below: tuple[str, ...]


def names_in(path: Path, register: Register) -> NameList:
    """Return the municipalities that a file lists, and what stands above and below the list.

    A table is read in the column that names municipalities, and in all of its columns where it has no header. A
    workbook is read in the sheet that names some. A misspelt name is part of the list. What stands below the end of
    a letter is not: its sender may be a municipality.

    Parameters
    ----------
    path : Path
        A text, a CSV file or a workbook.
    register : Register
        The municipalities.

    Raises
    ------
    UnfitError
        When the file names no municipality, or several columns or sheets of it name different ones.
    OSError
        When the file cannot be read.
    """
    look = _looking(register)
    rows = list(_rows(path, look))
    width = max((len(cells) for _, cells in rows), default=0)
    is_table = width > 1 and sum(len(cells) == width for _, cells in rows) > 1
    if is_table:
        named = [Named(line, cell, look(cell)) for line, cell in _members(rows, width, look, file=path.name)]
    else:
        named = [Named(line, text, outcome) for line, cells in rows for text, outcome in _split(cells, look)]
    if not any(_is_known(entry.outcome) for entry in named):
        raise UnfitError("table_areas", file=path.name)
    # A line that holds a name is no title, whatever else stands on it.
    first = next(entry.line for entry in named if entry.outcome.rule not in UNLIKE or _holds_name(entry.text, look))
    above = [line for line, _ in rows if line < first]
    begin = first if len(above) <= MOST_ABOVE else 0
    closings = (line for line, cells in rows if line > first and not is_table and CLOSING.match(cells[0]))
    end = next(closings, math.inf)
    texts = {line: ", ".join(cells) for line, cells in rows}
    return NameList(
        tuple(text for line, text in texts.items() if line < begin),
        tuple(entry for entry in named if begin <= entry.line < end),
        tuple(text for line, text in texts.items() if line >= end),
    )


def _members(rows: Sequence[Row], width: int, look: Look, *, file: str) -> Iterator[tuple[int, str]]:
    """Yield the cells of a table that are to name members: of one column, or of all where it has no header."""
    padded = [(line, [*cells, *[""] * (width - len(cells))]) for line, cells in rows]
    columns = [[cells[place] for _, cells in padded] for place in range(width)]
    known = [[_is_known(look(cell)) for cell in column] for column in columns]
    is_name = [[_is_name(cell, look) for cell in column] for column in columns]
    best = max(range(width), key=lambda place: (sum(known[place]), sum(is_name[place])))
    # Figures beside names are no codes.
    sought = is_name if any(is_name[best]) else known
    own = [look(cell) if is_known else None for cell, is_known in zip(columns[best], known[best], strict=True)]
    rivals = [
        place
        for place in range(width)
        if any(
            is_sought and (outcome is None or outcome.value != look(cell).value)
            for cell, is_sought, outcome in zip(columns[place], sought[place], own, strict=True)
        )
    ]
    if not rivals:
        yield from ((line, cells[best]) for line, cells in padded if cells[best])
        return
    head = next(place for place, (_, cells) in enumerate(rows) if len(cells) == width)
    has_header = not any(is_known[head] for is_known in known)
    if has_header or any(COUNT.fullmatch(cell) for column in columns for cell in column):
        titles = [f" ({one_line(column[head])[:60]})" if has_header else "" for column in columns]
        shown = ", ".join(f"{place + 1}{titles[place]}" for place in sorted({best, *rivals}))
        raise UnfitError("list_columns", file=file, columns=shown)
    yield from ((line, cell) for line, cells in padded for cell in cells if cell)


def _looking(register: Register) -> Look:
    @cache
    def look(text: str) -> Outcome:
        name = BULLET.sub("", text.strip()).rstrip(".")
        return look_up(register, name) if name else Outcome("", "foreign-key", "error")

    return look


def _is_name(text: str, look: Look) -> bool:
    return _is_known(look(text)) and not COUNT.fullmatch(text)


def _holds_name(text: str, look: Look) -> bool:
    """Return whether a municipality is named among the words of a text."""
    return any(word[0].isupper() and _is_known(look(word)) for word in WORD.findall(text))


def _is_known(outcome: Outcome) -> bool:
    return outcome.severity != "error"


def _split(cells: Sequence[str], look: Look) -> Iterator[tuple[str, Outcome]]:
    """Yield the names in a line: the whole line, or else the parts between commas and the word for and."""
    line = ", ".join(cells)
    whole = look(line)
    parts = [part for part in BETWEEN.split(BULLET.sub("", line.strip()).rstrip(".")) if part.strip()]
    if _is_known(whole) or len(parts) < 2:
        yield line, whole
    else:
        yield from ((part, look(part)) for part in parts)


def _rows(path: Path, look: Look) -> Iterator[Row]:
    if path.suffix.casefold() in WORKBOOKS:
        source = open_source(path, names={}, column_names=(), encoding=None, delimiter=None)
        sheets = {name: list(_grid_rows(grid)) for name, grid in (source.sheets or source.grids).items()}
        yield from _sheet_of_names(sheets, look, file=path.name)
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


def _sheet_of_names(sheets: Mapping[str, list[Row]], look: Look, *, file: str) -> list[Row]:
    """Return the rows of the sheet that names municipalities; of one with codes alone where none has a name."""
    texts = {
        name: [text for _, cells in rows for cell in cells for text, _ in _split([cell], look)]
        for name, rows in sheets.items()
    }
    naming = [name for name, held in texts.items() if any(_is_name(text, look) for text in held)] or [
        name for name, held in texts.items() if any(_is_known(look(text)) for text in held)
    ]
    if not naming:
        raise UnfitError("table_areas", file=file)
    if len(naming) > 1:
        raise UnfitError("list_sheets", file=file, sheets=", ".join(map(one_line, naming)))
    return sheets[naming[0]]


def _divides(lines: Sequence[str], sign: str) -> bool:
    """Return whether a sign divides every line into as many cells."""
    counts = {line.count(sign) for line in lines if line.strip()}
    return len(counts) == 1 and counts != {0} and sum(bool(line.strip()) for line in lines) > 1


def _grid_rows(grid: Grid) -> Iterator[Row]:
    columns = [list(column) for column in grid.columns]
    rows = [(line, [column[row].strip() for column in columns]) for row, line in enumerate(grid.lines)]
    others = [(line, [cell.strip() for cell in cells]) for line, cells in (*grid.titles, *grid.unfit)]
    yield from sorted([*others, (grid.first_line, list(grid.header)), *rows])
