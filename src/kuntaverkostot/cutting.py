"""Cutting a text into cells at once, where nothing stands in the way.

It takes a quarter of the time of a reader that looks at each cell, and most files are such.
"""

from __future__ import annotations

import csv
import operator

import numpy as np

# As many as a sheet of Excel has.
MOST_COLUMNS = 16_384


def cut_quickly(text: str, delimiter: str) -> tuple[tuple[str, ...], tuple[list[str], ...], int] | None:
    r"""Return header, columns and number of rows of a text in which nothing is quoted and nothing is missing.

    None when a line is blank or of another length or anything is quoted, so that the other way has to look.

    >>> cut_quickly("kunta;verkosto\nEspoo;a\n", ";")
    (('kunta', 'verkosto'), (['Espoo'], ['a']), 1)
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n")
    text = text.removesuffix("\n")
    if '"' in text or "\r" in text or _longest_line(text) > csv.field_size_limit():
        return None
    header = tuple(name.strip() for name in text.partition("\n")[0].split(delimiter))
    width, count = len(header), text.count("\n")
    if width < 2 or width > MOST_COLUMNS or not all(header):
        return None
    # A line break stays at the beginning of a cell: of each first cell and of no other, if every row fits.
    flat = text.replace("\n", delimiter + "\n").split(delimiter)
    first = flat[width::width]
    fitting = len(flat) == width * (count + 1) and len(first) == count and all(first)
    if not fitting or set(map(operator.itemgetter(0), first)) - {"\n"}:
        return None
    columns = ([cell[1:] for cell in first], *(flat[place + width :: width] for place in range(1, width)))
    # An empty first cell may begin a blank row.
    return (header, columns, count) if all(map(str.strip, columns[0])) else None


def _longest_line(text: str) -> int:
    ends = np.flatnonzero(np.frombuffer(f"\n{text}\n".encode(), dtype=np.uint8) == ord("\n"))
    return int(np.diff(ends).max())


def is_tight(text: str, delimiter: str) -> bool:
    """Return whether no cell of a text in which nothing is quoted begins or ends with a space or a tab."""
    signs = np.frombuffer(f"\n{text}\n".encode(), dtype=np.uint8)
    end = (signs == ord(delimiter)) | (signs == ord("\n")) | (signs == ord("\r"))
    space = signs == ord(" ")
    if delimiter != "\t":
        space |= signs == ord("\t")
    return not bool(np.any(space[1:] & end[:-1]) or np.any(space[:-1] & end[1:]))
