"""The bytes of a CSV file as a grid: encoding, delimiter, limits, and the fast or the careful path."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from kuntaverkostot.tables.csv_careful import parse_careful
from kuntaverkostot.tables.csv_fast import SMALL, parse_fast
from kuntaverkostot.tables.delimiters import find_delimiter, separator
from kuntaverkostot.tables.encodings import decode
from kuntaverkostot.tables.grid import Grid, grid_of_rows
from kuntaverkostot.tables.problem import Problem
from kuntaverkostot.text.cells import plain

# Limits of one table. A table of these sizes is read within a minute and two gigabytes; a larger one is refused.
MOST_BYTES = 100_000_000
MOST_ROWS = 1_500_000
MOST_CELLS = 12_000_000
# Files that say by their name what separates their cells; some of them hold something else all the same.
TABBED = (".tsv", ".tab", ".gmt")
# Excel writes the delimiter into a first line that begins so.
SEPARATOR_LINE = "sep="


def grid_of_bytes(
    data: bytes,
    *,
    file: str,
    column_names: Iterable[str] = (),
    encoding: str | None = None,
    delimiter: str | None = None,
) -> Grid:
    r"""Read the bytes of a CSV file.

    Parameters
    ----------
    data : bytes
        The file.
    file : str
        Its name in messages.
    column_names : iterable of str
        Names of columns, in small letters, by which the delimiter is recognised.
    encoding, delimiter : str or None
        When they are known; otherwise they are detected. A tab may be written as "tab".

    Returns
    -------
    Grid
        With an error among its problems when the file cannot be read.

    Examples
    --------
    >>> grid = grid_of_bytes("kunta;x\r\nJämsä;1\r\n".encode("utf-16"), file="a.csv")
    >>> grid.header, [list(column) for column in grid.columns], list(grid.lines), grid.encoding
    (('kunta', 'x'), [['Jämsä'], ['1']], [2], 'utf-16')
    """
    if len(data) > MOST_BYTES:
        return Grid(file, problems=(Problem(file, None, None, "", str(len(data)), "too-many-bytes", str(MOST_BYTES)),))
    text, problems = decode(data, file=file, encoding=encoding)
    used_encoding = encoding or next((p.value for p in problems if p.rule == "encoding-found"), "utf-8")
    if any(problem.severity == "error" for problem in problems):
        return Grid(file, problems=tuple(problems), encoding=encoding or "")
    has_separator_line = text[:4].lower() == SEPARATOR_LINE and text[5:6] in {"\r", "\n"}
    if has_separator_line:
        delimiter = text[4] if delimiter is None else delimiter
        text = text[5:].removeprefix("\r").removeprefix("\n")
    if delimiter is None and file.casefold().endswith(TABBED) and "\t" in text.split("\n", 1)[0]:
        delimiter = "\t"
    character = find_delimiter(text, names=set(column_names)) if delimiter is None else separator(delimiter)
    if not character:
        unfit = Problem(file, None, None, "", delimiter or "", "delimiter-unfit")
        unclear = Problem(file, 1, None, "", text[:60].split("\n")[0], "delimiter")
        return Grid(file, problems=(*problems, unclear if delimiter is None else unfit), encoding=used_encoding)
    if excess := _too_large(text, data, character, file):
        return Grid(file, problems=(*problems, excess), encoding=used_encoding, delimiter=character)
    return _parsed(text, file, problems, used_encoding, character, skipped=int(has_separator_line))


def _parsed(text: str, file: str, problems: list[Problem], encoding: str, delimiter: str, *, skipped: int) -> Grid:
    """Parse a text, above which so many lines were taken away."""
    clean = plain(text)
    if not skipped and len(text) >= SMALL and (table := parse_fast(text, delimiter)):
        # A line break in a cell may be one of several kinds.
        clean = clean and isinstance(table.lines, range)
        header, columns, lines, tight = table
        return Grid(file, header, columns, lines, len(lines), 1, tuple(problems), encoding, delimiter, clean, tight)
    rows, row_lines, faults = parse_careful(text, delimiter, file=file)
    clean = clean and isinstance(row_lines, range)
    del text
    return grid_of_rows(
        rows,
        _moved(row_lines, skipped),
        file=file,
        problems=[*problems, *faults],
        encoding=encoding,
        delimiter=delimiter,
        clean=clean,
    )


def _moved(lines: Sequence[int], skipped: int) -> Sequence[int]:
    return [line + skipped for line in lines] if skipped else lines


def _too_large(text: str, data: bytes, delimiter: str, file: str) -> Problem | None:
    # Counting takes long, and there are never more lines and cells than characters.
    if len(text) < MOST_ROWS:
        return None
    # Bytes that may end a line are counted much faster than characters; encodings of two bytes may have more of them.
    octets = np.frombuffer(data, dtype=np.uint8)
    ends = np.count_nonzero(octets == ord("\n")) + (np.count_nonzero(octets == ord("\r")) if b"\r" in data else 0)
    if ends <= MOST_ROWS and len(text) <= MOST_CELLS:
        return None
    lines = max(text.count("\n"), text.count("\r") if "\r" in text else 0)
    if lines > MOST_ROWS:
        return Problem(file, None, None, "", str(lines), "too-many-rows", str(MOST_ROWS))
    cells = lines + text.count(delimiter) if len(text) > MOST_CELLS else 0
    if cells > MOST_CELLS:
        return Problem(file, None, None, "", str(cells), "too-many-cells", str(MOST_CELLS))
    return None
