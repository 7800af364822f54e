"""Cells of an Excel sheet, read from its XML part."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence

from kuntaverkostot.tables.sheet import MOST_PLACES, NOT_COMPUTED, Room, Sheet, text_of

SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
# The namespace of the strict variant.
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
USED = ("workbookPr", "sheet", "numFmt", "cellXfs", "xf", "si", "t", "rPh", "row", "c", "v", "f")
NAMES = {f"{space} {name}": name for space in (SPREADSHEET, STRICT) for name in USED}
# What a number format means: a number, a day or time, a duration.
NUMBER, DAY, LENGTH = 0, 1, 2
COLUMN = re.compile("[A-Z]{1,3}")
DIGITS = "0123456789"
# A character that XML cannot hold, or an escaped underscore.
ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


class Cells:
    """Reader of the rows of a sheet."""

    def __init__(self, sheet: Sheet, room: Room, texts: Sequence[str], formats: bytes, *, base: int) -> None:
        self._sheet, self._room, self._texts, self._formats, self._base = sheet, room, texts, formats, base
        self._columns: dict[str, int] = {}
        self._line = self._column = self._written = 0
        self._cells: list[str] = []
        self._kind, self._style = "n", "0"
        self._formula = self._has_value = self._phonetic = False
        self._pieces: list[str] = []
        self._collect: Callable[[str], None] | None = None

    def start(self, name: str, attributes: Mapping[str, str], _depth: int) -> None:
        """Begin a row, a cell or its content."""
        tag = NAMES.get(name)
        if tag == "c":
            self._written += 1
            self._column = self._column_at(attributes.get("r", ""))
            self._kind, self._style = attributes.get("t", "n"), attributes.get("s", "0")
            self._formula = self._has_value = False
            self._pieces.clear()
        elif tag == "v" or (tag == "t" and not self._phonetic):
            # A cell holds its text inline, or a value; where it has both, its type says which counts.
            if (tag == "t") == (self._kind == "inlineStr"):
                self._collect, self._has_value = self._pieces.append, True
        elif tag == "f":
            self._formula = True
        elif tag == "row":
            self._begin_row(attributes.get("r"))
        elif tag == "rPh":
            self._phonetic = True

    def end(self, name: str, _depth: int) -> None:
        """End a row, a cell or its content."""
        tag = NAMES.get(name)
        if tag in {"v", "t"}:
            self._collect = None
        elif tag == "c":
            if text := self._text("".join(self._pieces)):
                self._cells.extend([""] * (self._column - 1 - len(self._cells)))
                self._cells.append(text)
        elif tag == "row":
            self._room.take(self._sheet, self._line, self._cells, written=self._written)
            self._cells = []
        elif tag == "rPh":
            self._phonetic = False

    def text(self, data: str) -> None:
        """Collect text of a cell."""
        if self._collect:
            self._collect(data)

    def _begin_row(self, line: str | None) -> None:
        before, self._line = self._line, self._line + 1 if line is None else int(line)
        self._column = self._written = 0
        if self._line <= before:
            raise ValueError(line)

    def _column_at(self, reference: str) -> int:
        """Return the column of a cell, from 1; without a reference it is the next column."""
        if not reference:
            return self._column + 1
        letters = reference.rstrip(DIGITS)
        column = self._columns.get(letters)
        if column is None:
            column = self._columns[letters] = column_of(letters)
        if column <= self._column:
            raise ValueError(reference)
        return column

    def _text(self, value: str) -> str:
        if not value:
            # An empty text is a computed value too.
            computed = self._has_value and self._kind in {"str", "inlineStr"}
            return NOT_COMPUTED if self._formula and not computed else ""
        if self._kind == "s":
            return self._texts[_natural(value)]
        if self._kind == "n":
            return self._number(value)
        if self._kind == "b":
            return text_of(value == "true" or (value != "false" and bool(int(value))))
        if self._kind == "d":
            return text_of(_moment(value))
        return unescaped(value)

    def _number(self, value: str) -> str:
        number = float(value) if any(sign in value for sign in ".eE") else int(value)
        style = _natural(self._style)
        if style >= len(self._formats) or self._formats[style] == NUMBER:
            return text_of(number)
        from openpyxl.utils import datetime  # noqa: PLC0415 - slow to load

        epoch = datetime.MAC_EPOCH if self._base == 1904 else datetime.WINDOWS_EPOCH
        try:
            return text_of(datetime.from_excel(number, epoch, timedelta=self._formats[style] == LENGTH))
        except (OverflowError, ValueError):
            return "#VALUE!"


def column_of(letters: str) -> int:
    """Return the number of a column of a sheet, from 1.

    >>> column_of("A"), column_of("XFD")
    (1, 16384)
    """
    if not COLUMN.fullmatch(letters):
        raise ValueError(letters)
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    if number > MOST_PLACES:
        raise ValueError(letters)
    return number


def _moment(text: str) -> dt.date | dt.time:
    for kind in (dt.date, dt.time):
        try:
            return kind.fromisoformat(text)
        except ValueError:
            continue
    return dt.datetime.fromisoformat(text)


def _natural(text: str) -> int:
    number = int(text)
    if number < 0:
        raise ValueError(text)
    return number


def unescaped(text: str) -> str:
    r"""Replace escaped characters in a text.

    >>> unescaped("a_x0009_b"), unescaped("_x005F_x0009_"), unescaped("_x9_")
    ('a\tb', '_x0009_', '_x9_')
    """
    return ESCAPED.sub(_sign, text) if "_x" in text else text


def _sign(match: re.Match[str]) -> str:
    number = int(match[1], 16)
    # Half of a surrogate pair is no character.
    return match[0] if 0xD800 <= number <= 0xDFFF else chr(number)
