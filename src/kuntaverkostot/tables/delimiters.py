"""What separates the cells of a text file, and which of its rows is the header."""

from __future__ import annotations

import csv
import itertools
from collections.abc import Collection, Sequence

DELIMITERS = ";\t,|"
# Ways to write a tab on a command line.
TABS = {"\\t", "tab"}
# Rows by which the delimiter is detected, and the characters in which they must lie.
SAMPLE_ROWS, SAMPLE_LETTERS = 60, 200_000
# Rows that may stand above the header: a title, a date, a blank row.
TITLE_ROWS = 6


def separator(character_or_name: str) -> str:
    r"""Return the delimiter that somebody asked for, or "" when it cannot be one.

    >>> separator(";"), separator("tab"), separator(";;"), separator('"')
    (';', '\t', '', '')
    """
    character = "\t" if character_or_name.casefold() in TABS else character_or_name
    return character if len(character) == 1 and character not in '\r\n"' else ""


def find_delimiter(text: str, *, names: Collection[str]) -> str:
    r"""Detect the delimiter: semicolon, tab, comma or vertical bar.

    Parameters
    ----------
    text : str
        The file, or its beginning.
    names : collection of str
        Names of columns, in small letters, that may be expected.

    Returns
    -------
    str
        The delimiter with which the most rows have as many cells as the header; of equals, the one that shows more
        of the expected columns, then the one that needs no title above them, then more columns. A tab that cuts all
        that is cut is the one, and so is what cuts a row that would be a title. "" when two fit equally well. A file
        of one column gets a semicolon, because a comma may stand inside its cells.

    Examples
    --------
    >>> find_delimiter("kunta;osuus\nEspoo;1,5\n", names=["kunta"])
    ';'
    """
    scores: dict[str, tuple[bool, int, float, bool, int]] = {}
    begins: dict[str, int] = {}
    cuts: dict[str, set[int]] = {}
    for delimiter in DELIMITERS:
        every = _sample(text[:SAMPLE_LETTERS], delimiter)
        start = header_row([row for _, row in every])
        # A title begins in its first cell; a header may lack the first name.
        gaps = (place for place, (_, row) in enumerate(every[:start]) if len(row) > 1 and not row[0].strip())
        start = next(gaps, start)
        rows = [row for _, row in every[start:]]
        columns = len(rows[0]) if rows else 0
        if columns < 2:
            continue
        fitting = sum(len(row) == columns for row in rows)
        matches = len({cell.strip().casefold() for cell in rows[0]} & set(names))
        scores[delimiter] = (fitting >= 0.8 * len(rows), matches, fitting / len(rows), not start, columns)
        begins[delimiter] = every[start][0]
        cuts[delimiter] = {line for line, row in every if len(row) > 1}
    if not scores:
        return DELIMITERS[0]
    if "\t" in cuts and all(lines <= cuts["\t"] for lines in cuts.values()):
        # No name has a tab in it.
        return "\t"

    def is_inside(sign: str, other: str) -> bool:
        return begins[other] < begins[sign] and cuts[sign] <= cuts[other] and scores[sign][1] <= scores[other][1]

    # What another delimiter cuts like all other rows is no title, and its rows may be of any length.
    left = {sign: score for sign, score in scores.items() if not any(is_inside(sign, other) for other in scores)}
    best = max(left.values())
    fitting_best = [delimiter for delimiter, score in left.items() if score == best]
    return fitting_best[0] if len(fitting_best) == 1 else ""


def header_row(rows: Sequence[Sequence[str]]) -> int:
    """Return which row is the header: the first, or the first of several cells below a title of one cell each.

    >>> header_row([["Verkostot 2026", ""], ["", ""], ["kunta", "verkosto"]])
    2
    """
    for index, row in enumerate(rows[:TITLE_ROWS]):
        if sum(bool(cell.strip()) for cell in row) > 1:
            return index
    return next((index for index, row in enumerate(rows) if any(cell.strip() for cell in row)), 0)


def _sample(text: str, delimiter: str) -> list[tuple[int, list[str]]]:
    """Return the first rows that are not blank, each with the line on which it ends."""
    # The last row is left out when the sample ends inside it.
    lines = text.splitlines(keepends=True)
    if len(text) == SAMPLE_LETTERS and len(lines) > 1:
        lines.pop()
    rows: list[tuple[int, list[str]]] = []
    reader = csv.reader(lines, delimiter=delimiter)
    filled = ((reader.line_num, row) for row in reader if any(cell.strip() for cell in row))
    try:
        rows += itertools.islice(filled, SAMPLE_ROWS)
    except csv.Error:
        return rows
    return rows
