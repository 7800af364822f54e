"""Rows of a sheet, collected within limits, and cell values as text."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from kuntaverkostot.tables.markup import TooLargeError

# Stands for the missing value of a formula; `text.cells` knows such spreadsheet errors.
NOT_COMPUTED = "#CALC!"
# As many columns as an Excel sheet has.
MOST_PLACES = 16_384


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of a sheet that are not blank, as text, and the line of each."""

    name: str
    rows: list[list[str]]
    lines: list[int]


@dataclass(slots=True)
class Room:
    """How many more cells and characters the sheets of a workbook may hold."""

    cells: int
    letters: int

    def take(self, sheet: Sheet, line: int, cells: list[str], *, times: int = 1, written: int = 0) -> None:
        """Add a row to a sheet, possibly several times; empty cells at its end count only if the file holds them.

        >>> sheet, room = Sheet("a", [], []), Room(5, 100)
        >>> room.take(sheet, 3, ["x", "", ""], times=2)
        >>> sheet, room
        (Sheet(name='a', rows=[['x'], ['x']], lines=[3, 4]), Room(cells=3, letters=98))
        """
        while cells and not cells[-1]:
            cells.pop()
        self.cells -= max(times * len(cells), written)
        self.letters -= times * sum(map(len, cells))
        if self.cells < 0 or self.letters < 0:
            raise TooLargeError
        if not cells:
            return
        sheet.rows.extend([cells] * times)
        sheet.lines.extend(range(line, line + times))


def text_of(value: object) -> str:
    """Return a value as text: numbers as short as they can be, days as YYYY-MM-DD.

    >>> text_of(20.0), text_of(True), text_of(dt.datetime(2020, 1, 2)), text_of(None)
    ('20', 'true', '2020-01-02', '')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ")
    if isinstance(value, (dt.date, dt.time)):
        return value.isoformat()
    return str(value)
