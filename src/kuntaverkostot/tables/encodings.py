"""Encoding of a text file."""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping

from kuntaverkostot.tables.problem import Problem

# Encodings of addresses and of source code, and one that never works: no file is written in them.
NOT_OF_FILES = {"idna", "punycode", "raw-unicode-escape", "undefined", "unicode-escape"}
# Byte order marks; the longer ones first, because that of UTF-32 begins with that of UTF-16.
MARKS = [
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
]
# One byte a letter: Excel and old registers on Windows, Linux, Macintosh and DOS. The first is the most common.
SINGLE_BYTE = ["cp1252", "iso8859-15", "mac-roman", "cp850"]
# What Finnish and Swedish text holds besides ASCII: letters, then signs and letters of loan words and names.
NORDIC = "åäöÅÄÖ"
USUAL = NORDIC + "éÉèüÜšŠžŽæøÆØßõáíóñç–—\u2018’“”…€§½°²³«»\u00a0\u00ad·•\u00b4×"
# At least this share of the characters beyond ASCII must be usual ones, or the encoding is another.
LEAST_USUAL = 0.5
ASCII = bytes(range(128))


def decode(data: bytes, *, file: str, encoding: str | None = None) -> tuple[str, list[Problem]]:
    """Decode the text of a file.

    UTF-8 and UTF-16 prove themselves. Of the one-byte encodings, the one in which the text looks most like Finnish and
    Swedish is used, and reported. Where none does, nothing is guessed.

    Parameters
    ----------
    data : bytes
        The whole file.
    file : str
        Its name in messages.
    encoding : str or None
        A name that Python knows; detected when left out.

    Returns
    -------
    text : str
        Without the byte order mark; "" when it cannot be read.
    problems : list of Problem
        "encoding-found" (information), or one error: "utf-8", "encoding", "not-text" or "unknown-encoding".

    Examples
    --------
    >>> decode("Jämsä".encode("cp1252"), file="kunnat.csv")[0]
    'Jämsä'
    """
    if encoding is not None:
        return _in_given_encoding(data, file, encoding)
    for mark, name in MARKS:
        if data.startswith(mark):
            return _strict(data, file, name, report=name != "utf-8-sig")
    if b"\0" in data:
        return _without_mark(data, file)
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError as error:
        return _single_byte(data, file, error)


def is_encoding(name: str) -> bool:
    """Return whether files may be written in an encoding of this name.

    >>> is_encoding("cp1252"), is_encoding("klingon"), is_encoding("base64"), is_encoding("punycode")
    (True, False, False, False)
    """
    try:
        # Codecs such as base64 turn bytes into bytes, and only say so when a text is to be encoded.
        return bool("a".encode(name)) and codecs.lookup(name).name.replace("_", "-") not in NOT_OF_FILES
    except (LookupError, ValueError):
        return False


def _in_given_encoding(data: bytes, file: str, encoding: str) -> tuple[str, list[Problem]]:
    if not is_encoding(encoding):
        return "", [Problem(file, None, None, "", encoding, "unknown-encoding")]
    try:
        return data.decode(encoding).removeprefix("\ufeff"), []
    except UnicodeDecodeError as error:
        return "", [_undecodable(file, error, "encoding", encoding)]


def _strict(data: bytes, file: str, name: str, *, report: bool) -> tuple[str, list[Problem]]:
    try:
        text = data.decode(name)
    except UnicodeDecodeError as error:
        return "", [_undecodable(file, error, "encoding", name)]
    return text, [_detected(file, name)] if report else []


def _without_mark(data: bytes, file: str) -> tuple[str, list[Problem]]:
    """Read UTF-16 without its mark: nearly every other byte of Latin text is zero."""
    sample = data[:4000]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    for high, low, name in [(odd, even, "utf-16-le"), (even, odd, "utf-16-be")]:
        if len(data) % 2 == 0 and high > 0.4 * (len(sample) / 2) and low <= high / 20:
            return _strict(data, file, name, report=True)
    line = data.count(b"\n", 0, data.index(b"\0")) + 1
    return "", [Problem(file, line, None, "", "00", "not-text")]


def _single_byte(data: bytes, file: str, error: UnicodeDecodeError) -> tuple[str, list[Problem]]:
    # Each byte is a letter, so bytes are counted instead of letters.
    rare = data.translate(None, ASCII)
    counts = {byte: rare.count(byte) for byte in set(rare)}
    # Each byte of the data once: those beyond ASCII, then ASCII without what does not occur.
    present = bytes(counts) + ASCII.translate(None, ASCII.translate(None, data))
    best, most = "", -1
    for name in SINGLE_BYTE:
        try:
            letters = present.decode(name)
        except UnicodeDecodeError:
            continue
        if re.search(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x9f]", letters):
            continue
        nordic = _count(letters, counts, NORDIC)
        if nordic > most:
            best, most = name, nordic
    if not best:
        return "", [_undecodable(file, error, "utf-8", "")]
    if _count(present.decode(best), counts, USUAL) < LEAST_USUAL * len(rare):
        return "", [_undecodable(file, error, "encoding-unsure", _guess(data))]
    # Latin-1 often decodes these bytes to the same letters, and is much faster.
    same = present.decode("latin-1") == present.decode(best)
    return data.decode("latin-1" if same else best), [_detected(file, best)]


def _count(letters: str, counts: Mapping[int, int], letters_sought: str) -> int:
    return sum(count for letter, count in zip(letters, counts.values(), strict=False) if letter in letters_sought)


def _guess(data: bytes) -> str:
    """Return the encoding that charset-normalizer suggests: for a message, never for reading."""
    from charset_normalizer import from_bytes  # noqa: PLC0415 - slow to load and seldom needed

    # A part is enough; more would take long.
    best = from_bytes(data[:20_000]).best()
    return best.encoding if best else "?"


def _detected(file: str, name: str) -> Problem:
    return Problem(file, None, None, "", name, "encoding-found", severity="info")


def _undecodable(file: str, error: UnicodeDecodeError, rule: str, expected: str) -> Problem:
    # A codec counts from after the byte order mark.
    source = error.object
    line = source.count(b"\n", 0, error.start) + 1
    octets = source[error.start : min(error.end, error.start + 4)].hex(" ")
    return Problem(file, line, None, "", octets, rule, expected)
