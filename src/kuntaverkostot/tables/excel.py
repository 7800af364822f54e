"""Workbooks of Excel: sheets, texts that cells share, and which numbers are days.

Each part is walked through once, and kept is only what a cell needs; openpyxl keeps an object for each element, which a
file of 80 kB can make six gigabytes.
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping

from kuntaverkostot.tables.excel_cells import DAY, LENGTH, NAMES, NUMBER, Cells, unescaped
from kuntaverkostot.tables.markup import DamagedError, TooLargeError, walk
from kuntaverkostot.tables.sheet import Room, Sheet

RELATIONS = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "http://purl.oclc.org/ooxml/officeDocument/relationships",
)
RELATION = "http://schemas.openxmlformats.org/package/2006/relationships Relationship"
LONGEST_FORMAT = 255
# Parts to which one refers, and sheets: more than a workbook may have parts.
MOST_PARTS = 2_000


def excel_sheets(parts: Mapping[str, bytes], room: Room) -> list[Sheet]:
    """Return the sheets of an .xlsx workbook, in their order.

    Parameters
    ----------
    parts : mapping of str to bytes
        What is in it.
    room : Room
        How much the sheets may hold.

    Raises
    ------
    TooLargeError, DamagedError
        When it holds more, or a part of it cannot be read.
    """
    package = _Package(parts)
    whole = package.related("").values()
    main = next((to for kind, to in whole if kind.endswith("/officeDocument")), "xl/workbook.xml")
    related = package.related(main)
    book = _Book(main)
    package.walk(main, book)
    texts, styles = _Texts(), _Styles()
    for kind, part in related.values():
        if kind.endswith("/sharedStrings"):
            package.walk(part, texts)
        elif kind.endswith("/styles"):
            package.walk(part, styles)
    formats = styles.formats()
    found = []
    for name, relation in book.sheets:
        sheet = Sheet(name, [], [])
        if relation not in related:
            raise DamagedError(f"{main}: {relation}")
        package.walk(related[relation][1], Cells(sheet, room, texts.found, formats, base=book.base))
        found.append(sheet)
    return found


class _Package:
    """Parts of a workbook, and which of them refer to which."""

    def __init__(self, parts: Mapping[str, bytes]) -> None:
        # Capitals make no other part, and some programs write the paths of Windows.
        self._parts = {name.replace("\\", "/").casefold(): content for name, content in parts.items()}
        self._walked: set[str] = set()

    def related(self, part: str) -> dict[str, tuple[str, str]]:
        """Return kind and name of the parts to which one refers, by the reference."""
        folder, name = posixpath.split(part)
        beside = posixpath.join(folder, "_rels", f"{name}.rels")
        if beside.casefold() not in self._parts:
            return {}
        reader = _Relations(folder, beside)
        walk(self._parts[beside.casefold()], reader, part=beside)
        return reader.found

    def walk(self, part: str, reader: _Book | _Texts | _Styles | Cells) -> None:
        """Walk through a part; through each only once, or ten thousand sheets could be one."""
        key = part.casefold()
        if key not in self._parts or key in self._walked:
            raise DamagedError(part)
        self._walked.add(key)
        walk(self._parts[key], reader, part=part)


class _Elements:
    """A reader that looks at the beginnings of elements only."""

    def end(self, _name: str, _depth: int) -> None:
        """Nothing."""

    def text(self, _data: str) -> None:
        """Nothing."""


class _Relations(_Elements):
    """Parts to which one refers, and as what."""

    def __init__(self, folder: str, part: str) -> None:
        self._folder, self._part = folder, part
        self.found: dict[str, tuple[str, str]] = {}

    def start(self, name: str, attributes: Mapping[str, str], _depth: int) -> None:
        if name == RELATION and attributes.get("TargetMode") != "External":
            place = posixpath.join("/", self._folder, attributes["Target"].replace("\\", "/"))
            # The same reference to two parts is no reference.
            if attributes["Id"] in self.found:
                raise ValueError(attributes["Id"])
            self.found[attributes["Id"]] = (attributes["Type"], posixpath.normpath(place).lstrip("/"))
            _check_parts(len(self.found), self._part)


class _Book(_Elements):
    """Names of the sheets with their references, and the day from which days are counted."""

    def __init__(self, part: str) -> None:
        self._part = part
        self.sheets: list[tuple[str, str]] = []
        self.base = 1900

    def start(self, name: str, attributes: Mapping[str, str], _depth: int) -> None:
        tag = NAMES.get(name)
        if tag == "workbookPr" and attributes.get("date1904") in {"1", "true"}:
            self.base = 1904
        elif tag == "sheet":
            to = next(attributes[key] for space in RELATIONS if (key := f"{space} id") in attributes)
            self.sheets.append((attributes["name"], to))
            _check_parts(len(self.sheets), self._part)


class _Texts:
    """Texts that cells share."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._pieces: list[str] = []
        self._heard = self._beside = False

    def start(self, name: str, _attributes: Mapping[str, str], _depth: int) -> None:
        tag = NAMES.get(name)
        if tag == "t":
            self._heard = not self._beside
        elif tag == "rPh":
            # How it is pronounced.
            self._beside = True

    def end(self, name: str, _depth: int) -> None:
        tag = NAMES.get(name)
        if tag == "t":
            self._heard = False
        elif tag == "rPh":
            self._beside = False
        elif tag == "si":
            self.found.append(unescaped("".join(self._pieces)))
            self._pieces.clear()

    def text(self, data: str) -> None:
        if self._heard:
            self._pieces.append(data)


class _Styles(_Elements):
    """Formats of numbers, and which of them each style has."""

    def __init__(self) -> None:
        self._codes: dict[str, str] = {}
        self._of_styles: list[str] = []
        self._inside = False

    def start(self, name: str, attributes: Mapping[str, str], _depth: int) -> None:
        tag = NAMES.get(name)
        if tag == "xf" and self._inside:
            self._of_styles.append(attributes.get("numFmtId", "0"))
        elif tag == "numFmt":
            self._codes[attributes["numFmtId"]] = attributes.get("formatCode", "")[: LONGEST_FORMAT + 1]
        elif tag == "cellXfs":
            self._inside = True

    def end(self, name: str, _depth: int) -> None:
        if NAMES.get(name) == "cellXfs":
            self._inside = False

    def formats(self) -> bytes:
        """Return what numbers are, by style."""
        known = {key: _kind_of(self._codes, key) for key in set(self._of_styles)}
        return bytes(map(known.__getitem__, self._of_styles))


def _kind_of(codes: Mapping[str, str], key: str) -> int:
    from openpyxl.styles import numbers  # noqa: PLC0415 - slow to load, and most files do not need it

    code = codes[key] if key in codes else numbers.BUILTIN_FORMATS.get(int(key), "")
    if len(code) > LONGEST_FORMAT or not numbers.is_date_format(code):
        return NUMBER
    return LENGTH if numbers.is_timedelta_format(code) else DAY


def _check_parts(count: int, part: str) -> None:
    if count > MOST_PARTS:
        raise TooLargeError(part)
