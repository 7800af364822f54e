"""Cutting a text into cells at once, where nothing stands in the way.

It takes a quarter of the time of a reader that looks at each cell, and most files are such.
"""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from kuntaverkostot.columns import Column, coded

if TYPE_CHECKING:
    from numpy.typing import NDArray

# As many as a sheet of Excel has.
MOST_COLUMNS = 16_384
# Bytes from which on it is worth while to load pandas.
LARGE = 1_000_000
# Bytes that are compared at once, and those of the longest cell that is compared so.
WORD, LONGEST = 8, 64
# What is inside a cell of a word of which so many bytes are; no cell holds a byte that is zero.
INSIDE = np.array([256**count - 1 for count in range(WORD + 1)], dtype="<u8")


class Cut(NamedTuple):
    """A text in cells: header, columns, number of rows, and whether no cell begins or ends with a space."""

    header: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: int
    tight: bool


def cut_quickly(text: str, delimiter: str, *, most_rows: int, most_cells: int) -> Cut | None:
    r"""Return the cells of a text in which nothing is quoted and nothing is missing.

    None when a line is blank or of another length, anything is quoted, or there is more than admitted, so that the
    other way has to look.

    >>> cut = cut_quickly("kunta;verkosto\nEspoo;a\n", ";", most_rows=10, most_cells=20)
    >>> cut.header, [list(column) for column in cut.columns], cut.rows, cut.tight
    (('kunta', 'verkosto'), [['Espoo'], ['a']], 1, True)
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n")
    if not text.endswith("\n"):
        text += "\n"
    header = tuple(name.strip() for name in text[: text.index("\n")].split(delimiter))
    width = len(header)
    # Places are looked for in bytes, so the delimiter has to be one.
    if not delimiter.isascii() or not 2 <= width <= MOST_COLUMNS or not all(header):
        return None
    # Readers differ in what they make of these.
    if any(sign in text for sign in '"\r\0'):
        return None
    data = text.encode("utf-8", "surrogatepass")
    ends = _ends(data, delimiter, width)
    rows = len(ends) // width - 1
    if not len(ends) or rows >= most_rows or len(ends) > most_cells:
        return None
    columns = _many_cells(data, ends, width) if len(data) > LARGE else None
    columns = columns or _cells(text, delimiter, width)
    # An empty first cell may begin a blank row.
    if not all(map(str.strip, columns[0].distinct)):
        return None
    return Cut(header, columns, rows, _tight(data, ends, delimiter))


def _ends(data: bytes, delimiter: str, width: int) -> NDArray[np.intp]:
    """Return the place behind each cell of rows of this width; none when anything is irregular."""
    signs = np.frombuffer(data, dtype=np.uint8)
    line_ends = signs == ord("\n")
    lines = int(np.count_nonzero(line_ends))
    ends = np.flatnonzero(line_ends | (signs == ord(delimiter)))
    # Every so many ends, and only there, a line ends.
    last = ends[width - 1 :: width]
    regular = len(ends) == width * lines and bool(line_ends[last].all())
    return ends if regular and int(np.diff(last, prepend=-1).max()) <= csv.field_size_limit() else ends[:0]


def _cells(text: str, delimiter: str, width: int) -> tuple[Column, ...]:
    flat = text[:-1].replace("\n", delimiter).split(delimiter)
    return tuple(coded(flat[place::width]) for place in range(width, 2 * width))


def _many_cells(data: bytes, ends: NDArray[np.intp], width: int) -> tuple[Column, ...] | None:
    """Return the same, only that each different cell becomes a text once; None when one is long."""
    starts = np.concatenate([[0], ends[:-1] + 1])
    if int((ends - starts)[width:].max(initial=0)) > LONGEST:
        return None
    # All stretches of one word, with room for those at the end.
    words = np.lib.stride_tricks.sliding_window_view(np.frombuffer(data + bytes(LONGEST), dtype=np.uint8), WORD)
    return tuple(_column(data, words, starts[place::width], ends[place::width]) for place in range(width, 2 * width))


def _column(data: bytes, words: NDArray[np.uint8], starts: NDArray[np.intp], ends: NDArray[np.intp]) -> Column:
    """Compare the cells of a column as numbers, a word of bytes at a time, and read each different one."""
    import pandas as pd  # noqa: PLC0415 - small tables do without

    lengths = ends - starts
    codes = np.zeros(len(starts), dtype=np.intp)
    for at in range(0, int(lengths.max(initial=0)), WORD):
        inside = words[starts + at].view("<u8").ravel() & INSIDE[np.clip(lengths - at, 0, WORD)]
        more, different = pd.factorize(inside)
        codes, _ = pd.factorize(codes * len(different) + more) if at else (more, ())
    first = np.empty(int(codes.max(initial=-1)) + 1, dtype=np.intp)
    # Of several rows the last one stays: from behind, that is the first.
    first[codes[::-1]] = np.arange(len(codes))[::-1]
    places = zip(starts[first].tolist(), ends[first].tolist(), strict=True)
    return Column([data[start:end].decode("utf-8", "surrogatepass") for start, end in places], codes)


def _tight(data: bytes, ends: NDArray[np.intp], delimiter: str) -> bool:
    signs = np.frombuffer(data, dtype=np.uint8)
    spaces = [ord(sign) for sign in " \t" if sign != delimiter]
    if not any(np.any(signs == space) for space in spaces):
        return True
    edges = (signs[:1], signs[ends[:-1] + 1], signs[ends - 1])
    return not any(np.any(edge == space) for edge in edges for space in spaces)
