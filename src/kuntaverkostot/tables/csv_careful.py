"""Cutting a text into cells with care: where quotation marks, line breaks in cells and faults stand in the way."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence

from kuntaverkostot.tables.problem import Problem


def parse_careful(text: str, delimiter: str, *, file: str) -> tuple[list[list[str]], Sequence[int], list[Problem]]:
    r"""Return the records of a text, the line on which each begins, and what is said of those that cannot be read.

    >>> parse_careful('a;b\n"1\n2";3\n4;5\n', ";", file="x.csv")
    ([['a', 'b'], ['1\n2', '3'], ['4', '5']], [1, 2, 4], [])
    """
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        rows = list(reader)
    except csv.Error:
        return _slowly(text, delimiter, file)
    if reader.line_num == len(rows):
        return rows, range(1, len(rows) + 1), []
    return _slowly(text, delimiter, file)


def _slowly(text: str, delimiter: str, file: str) -> tuple[list[list[str]], Sequence[int], list[Problem]]:
    rows: list[list[str]] = []
    lines: list[int] = []
    problems: list[Problem] = []
    source = io.StringIO(text, newline="")
    reader = csv.reader(source, delimiter=delimiter, strict=True)
    begins, start = 1, 0
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return rows, lines, problems
        except csv.Error as error:
            if "field limit" in str(error):
                problems.append(_too_long(text, start, delimiter, file, begins))
            else:
                problems.append(Problem(file, begins, None, "", str(error), "csv"))
        else:
            rows.append(row)
            lines.append(begins)
        begins, start = reader.line_num + 1, source.tell()


def _too_long(text: str, start: int, delimiter: str, file: str, line: int) -> Problem:
    """Return what is said of the first cell beyond the limit, in the record that begins at a place of the text."""
    most = csv.field_size_limit()
    cell = re.compile(rf'"([^"]*+(?:""[^"]*+)*+)(?:"|\Z)|([^{re.escape(delimiter)}\r\n]*+)')
    place, length = 0, 0
    while length <= most and start < len(text) and (found := cell.match(text, start)):
        quoted, bare = found.groups()
        length = len(bare) if quoted is None else len(quoted) - quoted.count('""')
        place, start = place + 1, found.end() + 1
    return Problem(file, line, place, "", str(length), "cell-limit", str(most))
