"""Excel workbooks: sheets, shared texts, and which numbers are days.

Each part is parsed once, and only what a cell needs is kept; openpyxl keeps an object for each element, so a file of
80 kB can take six gigabytes of memory.
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
# References of a part, and sheets; no workbook has more parts.
MOST_PARTS = 2_000


def excel_sheets(parts: Mapping[str, bytes], room: Room) -> list[Sheet]:
    """Return the sheets of an .xlsx workbook, in their order.

    Parameters
    ----------
    parts : mapping of str to bytes
        Contents of the zip, by name.
    room : Room
        Limits on what the sheets may hold.

    Raises
    ------
    TooLargeError, DamagedError
        When it exceeds the limits, or a part cannot be read.
    """
    package = _Package(parts)
    references = package.related("").values()
    main = next((target for kind, target in references if kind.endswith("/officeDocument")), "xl/workbook.xml")
    related = package.related(main)
    workbook = _Workbook(main)
    package.walk(main, workbook)
    texts, styles = _SharedTexts(), _Styles()
    for kind, part in related.values():
        if kind.endswith("/sharedStrings"):
            package.walk(part, texts)
        elif kind.endswith("/styles"):
            package.walk(part, styles)
    formats = styles.formats()
    sheets = []
    for name, relation in workbook.sheets:
        sheet = Sheet(name, [], [])
        if relation not in related:
            raise DamagedError(f"{main}: {relation}")
        package.walk(related[relation][1], Cells(sheet, room, texts.texts, formats, base=workbook.base))
        sheets.append(sheet)
    return sheets


class _Package:
    """Parts of a workbook and the references between them."""

    def __init__(self, parts: Mapping[str, bytes]) -> None:
        # Part names ignore case, and some programs write Windows paths.
        self._parts = {name.replace("\\", "/").casefold(): content for name, content in parts.items()}
        self._walked: set[str] = set()

    def related(self, part: str) -> dict[str, tuple[str, str]]:
        """Return type and name of the parts that a part refers to, by the id of the reference."""
        folder, name = posixpath.split(part)
        beside = posixpath.join(folder, "_rels", f"{name}.rels")
        if beside.casefold() not in self._parts:
            return {}
        reader = _Relations(folder, beside)
        walk(self._parts[beside.casefold()], reader, part=beside)
        return reader.references

    def walk(self, part: str, reader: _Workbook | _SharedTexts | _Styles | Cells) -> None:
        """Parse a part; each only once, or one part could be ten thousand sheets."""
        key = part.casefold()
        if key not in self._parts or key in self._walked:
            raise DamagedError(part)
        self._walked.add(key)
        walk(self._parts[key], reader, part=part)


class _Elements:
    """A reader that needs only the beginnings of elements."""

    def end(self, _name: str, _depth: int) -> None:
        """Nothing."""

    def text(self, _data: str) -> None:
        """Nothing."""


class _Relations(_Elements):
    """The references of a part."""

    def __init__(self, folder: str, part: str) -> None:
        self._folder, self._part = folder, part
        self.references: dict[str, tuple[str, str]] = {}

    def start(self, name: str, attributes: Mapping[str, str], _depth: int) -> None:
        if name == RELATION and attributes.get("TargetMode") != "External":
            place = posixpath.join("/", self._folder, attributes["Target"].replace("\\", "/"))
            # Two references with the same id are ambiguous.
            if attributes["Id"] in self.references:
                raise ValueError(attributes["Id"])
            self.references[attributes["Id"]] = (attributes["Type"], posixpath.normpath(place).lstrip("/"))
            _check_parts(len(self.references), self._part)


class _Workbook(_Elements):
    """Names and references of the sheets, and the epoch of dates."""

    def __init__(self, part: str) -> None:
        self._part = part
        self.sheets: list[tuple[str, str]] = []
        self.base = 1900

    def start(self, name: str, attributes: Mapping[str, str], _depth: int) -> None:
        tag = NAMES.get(name)
        if tag == "workbookPr" and attributes.get("date1904") in {"1", "true"}:
            self.base = 1904
        elif tag == "sheet":
            target = next(attributes[key] for space in RELATIONS if (key := f"{space} id") in attributes)
            self.sheets.append((attributes["name"], target))
            _check_parts(len(self.sheets), self._part)


class _SharedTexts:
    """Texts shared by cells."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self._pieces: list[str] = []
        self._collecting = self._phonetic = False

    def start(self, name: str, _attributes: Mapping[str, str], _depth: int) -> None:
        tag = NAMES.get(name)
        if tag == "t":
            self._collecting = not self._phonetic
        elif tag == "rPh":
            # Phonetic reading of the text.
            self._phonetic = True

    def end(self, name: str, _depth: int) -> None:
        tag = NAMES.get(name)
        if tag == "t":
            self._collecting = False
        elif tag == "rPh":
            self._phonetic = False
        elif tag == "si":
            self.texts.append(unescaped("".join(self._pieces)))
            self._pieces.clear()

    def text(self, data: str) -> None:
        if self._collecting:
            self._pieces.append(data)


class _Styles(_Elements):
    """Number formats, and the format of each cell style."""

    def __init__(self) -> None:
        self._codes: dict[str, str] = {}
        self._style_formats: list[str] = []
        self._in_styles = False

    def start(self, name: str, attributes: Mapping[str, str], _depth: int) -> None:
        tag = NAMES.get(name)
        if tag == "xf" and self._in_styles:
            self._style_formats.append(attributes.get("numFmtId", "0"))
        elif tag == "numFmt":
            self._codes[attributes["numFmtId"]] = attributes.get("formatCode", "")[: LONGEST_FORMAT + 1]
        elif tag == "cellXfs":
            self._in_styles = True

    def end(self, name: str, _depth: int) -> None:
        if NAMES.get(name) == "cellXfs":
            self._in_styles = False

    def formats(self) -> bytes:
        """Return what a number means in each style."""
        kinds = {key: _kind_of(self._codes, key) for key in set(self._style_formats)}
        return bytes(map(kinds.__getitem__, self._style_formats))


def _kind_of(codes: Mapping[str, str], key: str) -> int:
    from openpyxl.styles import numbers  # noqa: PLC0415 - slow to load, and most files do not need it

    code = codes[key] if key in codes else numbers.BUILTIN_FORMATS.get(int(key), "")
    if len(code) > LONGEST_FORMAT or not numbers.is_date_format(code):
        return NUMBER
    return LENGTH if numbers.is_timedelta_format(code) else DAY


def _check_parts(count: int, part: str) -> None:
    if count > MOST_PARTS:
        raise TooLargeError(part)
