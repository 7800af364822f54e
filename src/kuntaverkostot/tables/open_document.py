"""OpenDocument workbooks: sheets with their stored values, not the displayed ones."""

from __future__ import annotations

from collections.abc import Mapping

from kuntaverkostot.tables.markup import TooLargeError, walk
from kuntaverkostot.tables.sheet import MOST_PLACES, NOT_COMPUTED, Room, Sheet, text_of

PART = "content.xml"
OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0 "
TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0 "
TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0 "
CELLS = {f"{TABLE}table-cell", f"{TABLE}covered-table-cell"}
# A table inside office:document-content, office:body, office:spreadsheet; deeper ones belong to charts and links.
DEPTH = 4
# Spaces in a row, tabs and line breaks are elements of their own.
SIGNS = {f"{TEXT}s": " ", f"{TEXT}tab": "\t", f"{TEXT}line-break": "\n"}
MOST_SPACES = 1_000


def open_document_sheets(parts: Mapping[str, bytes], room: Room) -> list[Sheet]:
    """Return the sheets of an .ods workbook, in their order.

    Parameters
    ----------
    parts : mapping of str to bytes
        Contents of the zip, by name.
    room : Room
        Limits on what the sheets may hold.

    Raises
    ------
    TooLargeError, DamagedError
        When it exceeds the limits, or cannot be read.
    """
    reader = _Tables(room)
    walk(parts[PART], reader, part=PART)
    return reader.sheets


class _Tables:
    """Reader of sheets, rows, cells and paragraphs, each at its own depth."""

    def __init__(self, room: Room) -> None:
        self.sheets: list[Sheet] = []
        self._room = room
        self._sheet = Sheet("", [], [])
        self._line = self._repeated = 1
        self._column = 0
        self._cells: list[str] = []
        self._attributes: Mapping[str, str] = {}
        self._pieces: list[str] = []
        self._paragraphs = self._letters = 0
        # Depth of the open table, row, cell and paragraph, and of an annotation to skip; 0 where none is open.
        self._table = self._row = self._cell = self._paragraph = self._skipped = 0

    def start(self, name: str, attributes: Mapping[str, str], depth: int) -> None:
        if self._paragraph:
            self._inside(name, attributes, depth)
        elif self._cell:
            if name == f"{TEXT}p" and depth == self._cell + 1:
                self._paragraph = depth
                self._paragraphs += 1
                if self._paragraphs > 1:
                    self.text("\n")
        elif self._row:
            if name in CELLS and depth == self._row + 1:
                self._cell, self._attributes = depth, attributes
                self._pieces = []
                self._paragraphs = self._letters = 0
        elif name == f"{TABLE}table-row" and self._table:
            self._row, self._repeated = depth, _repeated(attributes, "rows")
            self._column, self._cells = 0, []
        elif name == f"{TABLE}table" and depth == DEPTH:
            self._table, self._line = depth, 1
            self._sheet = Sheet(attributes.get(f"{TABLE}name", ""), [], [])

    def _inside(self, name: str, attributes: Mapping[str, str], depth: int) -> None:
        if self._skipped:
            return
        if name in SIGNS:
            self.text(SIGNS[name] * min(int(attributes.get(f"{TEXT}c", "1")), MOST_SPACES))
        if name == f"{OFFICE}annotation":
            self._skipped = depth

    def end(self, _name: str, depth: int) -> None:
        if depth == self._skipped:
            self._skipped = 0
        elif depth == self._paragraph:
            self._paragraph = 0
        elif depth == self._cell:
            self._cell = 0
            self._close_cell()
        elif depth == self._row:
            self._row = 0
            self._room.take(self._sheet, self._line, self._cells, times=self._repeated)
            self._line += self._repeated
        elif depth == self._table:
            self._table = 0
            if self._sheet.rows:
                self.sheets.append(self._sheet)

    def text(self, data: str) -> None:
        if self._paragraph and not self._skipped:
            self._letters += len(data)
            if self._letters > self._room.letters:
                raise TooLargeError
            self._pieces.append(data)

    def _close_cell(self) -> None:
        text, repeated = self._value(), _repeated(self._attributes, "columns")
        # The empty cells up to the end of the sheet are one element, repeated thousands of times.
        before, self._column = self._column, self._column + repeated
        if not text:
            return
        if self._column > MOST_PLACES:
            raise TooLargeError
        self._cells += [""] * (before - len(self._cells))
        self._cells += [text] * repeated

    def _value(self) -> str:
        kind = self._attributes.get(f"{OFFICE}value-type", "")
        if kind in {"float", "percentage", "currency"}:
            return text_of(float(self._attributes.get(f"{OFFICE}value", "")))
        if kind == "date":
            return self._attributes.get(f"{OFFICE}date-value", "").removesuffix("T00:00:00").replace("T", " ")
        if kind == "boolean":
            return self._attributes.get(f"{OFFICE}boolean-value", "")
        text = "".join(self._pieces)
        return text or (NOT_COMPUTED if self._attributes.get(f"{TABLE}formula") and not kind else "")


def _repeated(attributes: Mapping[str, str], what: str) -> int:
    return max(1, int(attributes.get(f"{TABLE}number-{what}-repeated", "1")))
