"""Workbooks of Excel and LibreOffice to rows of text, and what a hostile one could do, kept within limits.

No formula is computed: the value that the spreadsheet saved is read, and a formula without one is refused.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from kuntaverkostot.decoding import header_row
from kuntaverkostot.schema import Problem

MOST_UNPACKED = 150_000_000
MOST_PARTS = 2_000
MOST_CELLS = 1_000_000
# Rows past the last filled one cost nothing in a file and much in memory.
MOST_BLANK = 100_000

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
# A mark in the place of what a formula should have given; `cells` knows such errors of spreadsheets.
NOT_COMPUTED = "#CALC!"


class TooLargeError(ValueError):
    """More than the limits admit."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Filled rows of a sheet as text, and the line of each."""

    name: str
    rows: list[list[str]]
    lines: list[int]


def unpacked(data: bytes, *, file: str) -> tuple[dict[str, bytes], list[Problem]]:
    """Return the files in a zip, within limits.

    Parameters
    ----------
    data : bytes
        The zip.
    file : str
        Its name in messages.

    Returns
    -------
    parts : dict of str to bytes
        Contents by name; {} when there is a problem.
    problems : list of Problem
        "zip-damaged" or "zip-too-large".
    """
    parts: dict[str, bytes] = {}
    left = MOST_UNPACKED
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            listed = archive.infolist()
            if len(listed) > MOST_PARTS or sum(entry.file_size for entry in listed) > left:
                return {}, [Problem(file, None, None, "", file, "zip-too-large", str(MOST_UNPACKED))]
            for entry in listed:
                if entry.is_dir():
                    continue
                with archive.open(entry) as opened:
                    # A size in the directory may lie: no more is read than the limit leaves.
                    content = opened.read(left + 1)
                left -= len(content)
                if left < 0:
                    return {}, [Problem(file, None, None, "", file, "zip-too-large", str(MOST_UNPACKED))]
                parts[entry.filename] = content
    # What the module raises on damaged or encrypted archives is not documented in full: errors of zlib, of struct,
    # of decoding, of reading beyond the end, of ways of packing that it does not know.
    except Exception as error:  # noqa: BLE001
        return {}, [Problem(file, None, None, "", type(error).__name__, "zip-damaged")]
    return parts, []


def sheets(data: bytes, *, file: str, parts: dict[str, bytes]) -> tuple[list[Sheet], list[Problem]]:
    """Return the sheets of an .xlsx or .ods workbook that hold anything, in their order.

    Parameters
    ----------
    data : bytes
        The workbook.
    file : str
        Its name in messages.
    parts : dict of str to bytes
        What :func:`unpacked` found in it.

    Returns
    -------
    sheets : list of Sheet
        Rows that are not blank. Numbers are written as short as they can be, days as YYYY-MM-DD.
    problems : list of Problem
        "workbook-too-large" or "workbook-damaged".
    """
    try:
        read = _open_document(parts["content.xml"]) if "content.xml" in parts else _excel(data, parts)
        return [sheet for sheet in read if sheet.rows], []
    except TooLargeError:
        return [], [Problem(file, None, None, "", file, "workbook-too-large", str(MOST_CELLS))]
    # The library meets damaged files with errors of many types; none of them may end the run.
    except Exception as error:  # noqa: BLE001
        return [], [Problem(file, None, None, "", type(error).__name__, "workbook-damaged")]


def _excel(data: bytes, parts: dict[str, bytes]) -> list[Sheet]:
    from openpyxl import load_workbook  # noqa: PLC0415 - slow to load, and CSV files do not need it

    # Counting tells at once what reading cell by cell would tell after half a minute.
    if sum(content.count(b"<c ") for name, content in parts.items() if name.startswith("xl/worksheets/")) > MOST_CELLS:
        raise TooLargeError
    formulas = any(
        re.search(rb"<(?:\w+:)?f[\s>/]", content)
        for name, content in parts.items()
        if name.startswith("xl/worksheets/")
    )
    found = []
    with warnings.catch_warnings():
        # It warns of parts of a workbook that it does not read, such as colours by condition.
        warnings.simplefilter("ignore")
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        written = load_workbook(io.BytesIO(data), read_only=True) if formulas else None
        left = [MOST_CELLS]
        for sheet in book.worksheets:
            if not hasattr(sheet, "reset_dimensions"):
                continue
            sheet.reset_dimensions()
            rows: Iterable[tuple[object, ...]] = sheet.iter_rows(values_only=True)
            if written is not None:
                beside = written[sheet.title]
                beside.reset_dimensions()
                rows = _with_formulas(rows, beside.iter_rows(values_only=True))
            found.append(_sheet(sheet.title, rows, left))
    return found


def _with_formulas(
    values: Iterable[tuple[object, ...]], formulas: Iterable[tuple[object, ...]]
) -> Iterator[tuple[object, ...]]:
    """Mark each formula of which no value was saved."""
    for row, written in zip(values, formulas, strict=True):
        yield tuple(
            NOT_COMPUTED if value is None and formula is not None else value
            for value, formula in zip(row, written, strict=True)
        )


def _sheet(name: str, rows: Iterable[tuple[object, ...]], left: list[int]) -> Sheet:
    kept: list[list[str]] = []
    lines: list[int] = []
    blank = 0
    for line, row in enumerate(rows, start=1):
        left[0] -= max(1, len(row))
        if left[0] < 0:
            raise TooLargeError
        cells = [_text(value) for value in row]
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            kept.append(cells)
            lines.append(line)
            blank = 0
        elif (blank := blank + 1) > MOST_BLANK:
            raise TooLargeError
    return Sheet(name, _equally_long(kept), lines)


def _equally_long(rows: list[list[str]]) -> list[list[str]]:
    """Give rows the length of the header: a sheet has no end of a row, only cells that were never filled."""
    width = len(rows[header_row(rows)]) if rows else 0
    return [row + [""] * (width - len(row)) if len(row) < width else row for row in rows]


def _text(value: object) -> str:
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


def _open_document(content: bytes) -> list[Sheet]:
    found: list[Sheet] = []
    left = [MOST_CELLS]
    line = 1
    for event, element in ET.iterparse(io.BytesIO(content), events=("start", "end")):  # noqa: S314 - expat from 2.4.1 on stops growing entities
        if element.tag == f"{TABLE}table" and event == "start":
            found.append(Sheet(element.get(f"{TABLE}name", ""), [], []))
            line = 1
        elif element.tag == f"{TABLE}table-row" and event == "end" and found:
            cells, repeated = _open_row(element, left), _repeated(element, "rows")
            if cells:
                left[0] -= repeated * len(cells)
                if left[0] < 0:
                    raise TooLargeError
                found[-1].rows.extend([cells] * repeated)
                found[-1].lines.extend(range(line, line + repeated))
            line += repeated
            element.clear()
    return [Sheet(sheet.name, _equally_long(sheet.rows), sheet.lines) for sheet in found]


def _open_row(row: ET.Element, left: list[int]) -> list[str]:
    cells: list[str] = []
    for cell in row:
        if cell.tag not in {f"{TABLE}table-cell", f"{TABLE}covered-table-cell"}:
            continue
        text, repeated = _open_text(cell), _repeated(cell, "columns")
        # Empty cells to the end of the sheet are one element that is repeated thousands of times.
        left[0] -= repeated if text else 1
        if left[0] < 0:
            raise TooLargeError
        cells += [text] * (repeated if text else min(repeated, 16_384))
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _repeated(element: ET.Element, what: str) -> int:
    return max(1, int(element.get(f"{TABLE}number-{what}-repeated", "1")))


def _open_text(cell: ET.Element) -> str:
    kind = cell.get(f"{OFFICE}value-type", "")
    if kind in {"float", "percentage", "currency"}:
        return _text(float(cell.get(f"{OFFICE}value", "")))
    if kind == "date":
        return cell.get(f"{OFFICE}date-value", "").removesuffix("T00:00:00").replace("T", " ")
    if kind == "boolean":
        return cell.get(f"{OFFICE}boolean-value", "")
    text = "\n".join(_paragraph(part) for part in cell if part.tag == f"{TEXT}p")
    return text or (NOT_COMPUTED if cell.get(f"{TABLE}formula") and not kind else "")


def _paragraph(element: ET.Element) -> str:
    """Return the text of a paragraph; spaces in a row, tabs and line breaks are elements of their own."""
    signs = {f"{TEXT}s": " ", f"{TEXT}tab": "\t", f"{TEXT}line-break": "\n"}
    text = element.text or ""
    for part in element:
        if part.tag in signs:
            text += signs[part.tag] * min(int(part.get(f"{TEXT}c", "1")), 1000)
        elif not part.tag.endswith("}annotation"):
            text += _paragraph(part)
        text += part.tail or ""
    return text
