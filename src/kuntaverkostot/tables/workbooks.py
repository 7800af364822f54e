"""Excel and OpenDocument workbooks as rows of text, within limits that hostile files cannot exceed.

Formulas are not computed: their saved values are read, and a formula without one is refused.
"""

from __future__ import annotations

from collections.abc import Mapping

from kuntaverkostot.tables.delimiters import header_row
from kuntaverkostot.tables.excel import excel_sheets
from kuntaverkostot.tables.markup import DamagedError, TooLargeError
from kuntaverkostot.tables.open_document import open_document_sheets
from kuntaverkostot.tables.problem import Problem
from kuntaverkostot.tables.sheet import Room, Sheet

MOST_CELLS = 1_000_000
# A text shared by many cells takes little room in the file.
MOST_LETTERS = 150_000_000
# So does a short row under a long header.
MOST_FILLED_UP = 12_000_000


def sheets(parts: Mapping[str, bytes], *, file: str) -> tuple[list[Sheet], list[Problem]]:
    """Return the sheets of an .xlsx or .ods workbook that are not empty, in their order.

    Parameters
    ----------
    parts : mapping of str to bytes
        Contents of its zip, by name.
    file : str
        Its name in messages.

    Returns
    -------
    sheets : list of Sheet
        Rows that are not blank. Numbers are written as short as they can be, days as YYYY-MM-DD.
    problems : list of Problem
        "workbook-too-large", "workbook-part-too-large" or "workbook-damaged".
    """
    room = Room(MOST_CELLS, MOST_LETTERS)
    try:
        read = open_document_sheets(parts, room) if "content.xml" in parts else excel_sheets(parts, room)
        return [Sheet(sheet.name, _equally_long(sheet.rows), sheet.lines) for sheet in read if sheet.rows], []
    except TooLargeError as error:
        rule = "workbook-part-too-large" if error.part else "workbook-too-large"
        return [], [Problem(file, None, None, "", error.part or file, rule, str(MOST_CELLS))]
    except DamagedError as error:
        return [], [Problem(file, None, None, "", str(error), "workbook-damaged")]


def _equally_long(rows: list[list[str]]) -> list[list[str]]:
    """Pad rows to the length of the header: in a sheet, cells that were never filled are missing."""
    width = len(rows[header_row(rows)])
    if width * len(rows) > MOST_FILLED_UP:
        raise TooLargeError
    return [row + [""] * (width - len(row)) if len(row) < width else row for row in rows]
