"""XML walked through within limits: nothing is kept of it but what its reader keeps."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol
from xml.parsers import expat

# Elements begin, and most of them end, with such a mark. A million cells need six million.
MOST_MARKS = 16_000_000
MOST_DEPTH = 100
MOST_NAMES = 10_000
LONGEST_MARK = 1_000_000
LONGEST_NAMESPACE = 1_000
AT_ONCE = 65_536


class TooLargeError(ValueError):
    """More than the limits admit, in a part of a workbook or, where none is named, in all of it."""

    def __init__(self, part: str = "") -> None:
        super().__init__(part)
        self.part = part


class DamagedError(ValueError):
    """A part of a workbook that cannot be read, and why."""


class Reader(Protocol):
    """What is told of a part: elements as "namespace name", their depth from 1, and text."""

    def start(self, name: str, attributes: Mapping[str, str], depth: int) -> None:
        """Take the beginning of an element."""

    def end(self, name: str, depth: int) -> None:
        """Take the end of an element."""

    def text(self, data: str) -> None:
        """Take text."""


def walk(content: bytes, reader: Reader, *, part: str) -> None:
    """Tell a reader what is in a part of a workbook, in its order.

    Parameters
    ----------
    content : bytes
        XML.
    reader : Reader
        Who is told.
    part : str
        Name of the part in messages.

    Raises
    ------
    TooLargeError
        When it has more elements than a million cells need, or is nested or named as no spreadsheet does it.
    DamagedError
        When it is not XML, declares entities, or holds what its reader cannot read.
    """
    if content.count(b"<") > MOST_MARKS:
        raise TooLargeError(part)
    names: dict[str, str] = {}
    parser = _parser(reader, names, part)
    try:
        for place in range(0, len(content), AT_ONCE):
            parser.Parse(content[place : place + AT_ONCE], False)  # noqa: FBT003 - it takes no names
            # What it has not come through yet is one mark that has not ended.
            if place - parser.CurrentByteIndex > LONGEST_MARK or len(names) > MOST_NAMES:
                raise TooLargeError(part)  # noqa: TRY301 - it is no other error
        parser.Parse(b"", True)  # noqa: FBT003
    except (TooLargeError, DamagedError):
        raise
    # Numbers that are none, places that are not there, anything at all in a file of which only the name is known.
    except Exception as error:
        raise DamagedError(f"{part}: {type(error).__name__}") from error


def _parser(reader: Reader, names: dict[str, str], part: str) -> expat.XMLParserType:
    parser = expat.ParserCreate(namespace_separator=" ", intern=names)
    parser.buffer_text = True
    depth, spaces = 0, 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > MOST_DEPTH:
            raise TooLargeError(part)
        reader.start(name, attributes, depth)

    def end(name: str) -> None:
        nonlocal depth
        reader.end(name, depth)
        depth -= 1

    def namespace(_prefix: str | None, address: str | None) -> None:
        nonlocal spaces
        spaces += 1
        if spaces > MOST_NAMES or len(address or "") > LONGEST_NAMESPACE:
            raise TooLargeError(part)

    def declared(_version: str, encoding: str | None, _alone: int) -> None:
        # The marks are counted in bytes, and in other encodings they are other bytes.
        if encoding is not None and encoding.casefold() not in {"utf-8", "utf-16", "us-ascii"}:
            raise DamagedError(f"{part}: {encoding}")

    def doctype(*_said: object) -> None:
        raise DamagedError(f"{part}: DOCTYPE")

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = reader.text
    parser.StartNamespaceDeclHandler = namespace
    parser.XmlDeclHandler = declared
    parser.StartDoctypeDeclHandler = doctype
    return parser
