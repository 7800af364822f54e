"""Rows as CSV that spreadsheets open as they are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from kuntaverkostot.text.cells import QUOTED_FORMULA

# What a spreadsheet reads as the beginning of a formula.
FORMULA = re.compile(r"[=+\-@\t\r]")
NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[str]], *, delimiter: str = ",") -> bytes:
    r"""Return rows as a CSV file, formulas neutralised.

    Parameters
    ----------
    header : sequence of str
        Names of the columns.
    rows : iterable of sequence of str
        Cells.
    delimiter : str
        Delimiter between the cells.

    Returns
    -------
    bytes
        UTF-8, lines end with a line feed.

    Examples
    --------
    >>> csv_bytes(["name"], [["=1+1"], ["'tis"]])
    b"name\n'=1+1\n'tis\n"
    """
    special = re.compile(f'[{re.escape(delimiter)}"\\r\\n]')

    # Most cells of a column come again.
    @lru_cache(maxsize=10_000)
    def written(cell: str) -> str:
        # The csv module leaves a carriage return unquoted when lines end with a line feed.
        return _quoted(guarded(cell)) if special.search(cell) else guarded(cell)

    return "".join(f"{delimiter.join(map(written, row))}\n" for row in (header, *rows)).encode()


def _quoted(cell: str) -> str:
    doubled = cell.replace('"', '""')
    return f'"{doubled}"' if cell else cell


def guarded(value: str) -> str:
    """Return a cell with a quote before what a spreadsheet would read as a formula; numbers stay numbers.

    Reading the table takes the quote away; a cell that already begins with one gets another.

    >>> guarded("@SUM(A1)"), guarded("-5"), guarded("'=1")
    ("'@SUM(A1)", '-5', "''=1")
    """
    if not (FORMULA.match(value) or QUOTED_FORMULA.match(value)):
        return value
    return value if NUMBER.fullmatch(value) else f"'{value}"
