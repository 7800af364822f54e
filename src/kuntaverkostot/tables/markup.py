"""XML parsed within limits; nothing is kept but what the reader keeps."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol
from xml.parsers import expat

# Limit on "<", with which elements begin and end. A million cells need six million.
MOST_TAGS = 16_000_000
MOST_DEPTH = 100
MOST_NAMES = 10_000
LONGEST_TAG = 1_000_000
LONGEST_NAMESPACE = 1_000
AT_ONCE = 65_536


class TooLargeError(ValueError):
    """A part of a workbook exceeds the limits, or the whole workbook where no part is named."""

    def __init__(self, part: str = "") -> None:
        super().__init__(part)
        self.part = part


class DamagedError(ValueError):
    """A part of a workbook cannot be read; the message says why."""


class Reader(Protocol):
    """Receives the elements of a part, named "namespace name", with their depth from 1, and its text."""

    def start(self, name: str, attributes: Mapping[str, str], depth: int) -> None:
        """Handle the start of an element."""

    def end(self, name: str, depth: int) -> None:
        """Handle the end of an element."""

    def text(self, data: str) -> None:
        """Handle text."""


def walk(content: bytes, reader: Reader, *, part: str) -> None:
    """Parse a part of a workbook and pass it to a reader.

    Parameters
    ----------
    content : bytes
        XML.
    reader : Reader
        Receives elements and text.
    part : str
        Name of the part in messages.

    Raises
    ------
    TooLargeError
        When it has more elements, nesting or names than any spreadsheet needs.
    DamagedError
        When it is not XML, has a DOCTYPE, or holds what the reader cannot read.
    """
    if content.count(b"<") > MOST_TAGS:
        raise TooLargeError(part)
    names: dict[str, str] = {}
    parser = _parser(reader, names, part)
    try:
        for place in range(0, len(content), AT_ONCE):
            parser.Parse(content[place : place + AT_ONCE], False)  # noqa: FBT003 - it takes no names
            # What is not parsed yet is a single tag that has not ended.
            if place - parser.CurrentByteIndex > LONGEST_TAG or len(names) > MOST_NAMES:
                raise TooLargeError(part)  # noqa: TRY301 - it is no other error
        parser.Parse(b"", True)  # noqa: FBT003
    except (TooLargeError, DamagedError):
        raise
    # Malformed numbers, missing attributes: anything can be in a foreign file.
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
        # "<" was counted in bytes, and other encodings may write it otherwise.
        if encoding is not None and encoding.casefold() not in {"utf-8", "utf-16", "us-ascii"}:
            raise DamagedError(f"{part}: {encoding}")

    def doctype(*_arguments: object) -> None:
        raise DamagedError(f"{part}: DOCTYPE")

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = reader.text
    parser.StartNamespaceDeclHandler = namespace
    parser.XmlDeclHandler = declared
    parser.StartDoctypeDeclHandler = doctype
    return parser
