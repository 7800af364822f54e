"""Cutting a text into cells at once, where nothing stands in the way.

It takes a quarter of the time of a reader that looks at each cell, and most files are such.
"""

from __future__ import annotations

import csv
from functools import reduce
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from kuntaverkostot.tables.columns import Column, coded
from kuntaverkostot.text.cells import encoded

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
# An odd number of many digits. Words that are multiplied by it and added seldom make the same sum, and what differs in
# a few bytes is then far apart, as numbering wants it.
SCATTER = np.uint64(0x9E3779B97F4A7C15)


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
    first = text[: text.find("\n") + 1]
    if not text.endswith("\n"):
        text += "\r\n" if first.endswith("\r\n") else "\n"
    header = tuple(name.strip() for name in (first or text).split(delimiter))
    width = len(header)
    # Places are looked for in bytes, so the delimiter has to be one.
    if not delimiter.isascii() or not 2 <= width <= MOST_COLUMNS or not all(header):
        return None
    # Readers differ in what they make of these.
    if '"' in text or "\0" in text:
        return None
    data, encoding = encoded(text)
    starts, ends = _edges(data, delimiter, width)
    rows = len(ends) // width - 1
    if not len(ends) or rows >= most_rows or len(ends) > most_cells:
        return None
    columns = _many_cells(data, encoding, starts, ends, width) if len(data) > LARGE else None
    columns = columns or _cells(text, delimiter, width)
    # An empty first cell may begin a blank row.
    if not all(map(str.strip, columns[0].distinct)):
        return None
    spaced = any(sign in text for sign in " \t" if sign != delimiter)
    return Cut(header, columns, rows, not spaced or all(map(_tight, columns)))


def _edges(data: bytes, delimiter: str, width: int) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return where each cell of rows of this width begins and ends; nothing when anything is irregular."""
    signs = np.frombuffer(data, dtype=np.uint8)
    line_ends = signs == ord("\n")
    lines = int(np.count_nonzero(line_ends))
    ends = np.flatnonzero(line_ends | (signs == ord(delimiter)))
    starts = np.concatenate([[0], ends[:-1] + 1])
    # Every so many ends, and only there, a line ends.
    last = ends[width - 1 :: width]
    regular = len(ends) == width * lines and bool(line_ends[last].all())
    if not regular or int(np.diff(last, prepend=-1).max()) > csv.field_size_limit():
        return starts[:0], ends[:0]
    if b"\r" in data:
        # Windows ends every line with two signs.
        last -= 1
        returns = signs == ord("\r")
        if int(np.count_nonzero(returns)) != lines or not bool(returns[last].all()):
            return starts[:0], ends[:0]
    return starts, ends


def _cells(text: str, delimiter: str, width: int) -> tuple[Column, ...]:
    flat = text.replace("\r\n", "\n")[:-1].replace("\n", delimiter).split(delimiter)
    return tuple(coded(flat[place::width]) for place in range(width, 2 * width))


def _many_cells(
    data: bytes, encoding: str, starts: NDArray[np.intp], ends: NDArray[np.intp], width: int
) -> tuple[Column, ...] | None:
    """Return the same, only that each different cell becomes a text once; None when one is long."""
    if int((ends - starts)[width:].max(initial=0)) > LONGEST:
        return None
    # A word from every byte on, with room for those at the end.
    words = np.ndarray(len(data) + LONGEST + 1 - WORD, dtype="<u8", buffer=data + bytes(LONGEST), strides=(1,))
    edges = ((starts[place::width], ends[place::width]) for place in range(width, 2 * width))
    columns = [_column(data, encoding, words, *edge) for edge in edges]
    known = tuple(column for column in columns if column is not None)
    return known if len(known) == width else None


def _column(
    data: bytes, encoding: str, words: NDArray[np.uint64], starts: NDArray[np.intp], ends: NDArray[np.intp]
) -> Column | None:
    """Compare the cells of a column as numbers and read each different one; None when two come to the same number."""
    import pandas as pd  # noqa: PLC0415 - small tables do without

    lengths = ends - starts
    longest = int(lengths.max(initial=0))
    inside = [words[starts + at] & INSIDE[np.clip(lengths - at, 0, WORD)] for at in range(0, max(longest, 1), WORD)]
    codes, _ = pd.factorize(reduce(lambda made, more: made * SCATTER + more, inside) * SCATTER)
    first = np.empty(int(codes.max(initial=-1)) + 1, dtype=np.intp)
    # Of several rows the last one stays: from behind, that is the first.
    first[codes[::-1]] = np.arange(len(codes))[::-1]
    if len(inside) > 1 and any(bool((word != word[first][codes]).any()) for word in inside):
        return None
    places = zip(starts[first].tolist(), ends[first].tolist(), strict=True)
    return Column([data[start:end].decode(encoding, "surrogatepass") for start, end in places], codes)


def _tight(column: Column) -> bool:
    return all(cell == cell.strip() for cell in column.distinct)
