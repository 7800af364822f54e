"""The rows of a table that were refused, as they are in the file, with the reasons; and a file of them."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from os import PathLike
from pathlib import Path
from typing import NamedTuple, Protocol

import numpy as np

from kuntaverkostot.dataset.describe import Caller, reason
from kuntaverkostot.tables.atomic_write import write_atomically
from kuntaverkostot.tables.columns import Column
from kuntaverkostot.tables.csv_writer import csv_bytes
from kuntaverkostot.tables.grid import Grid
from kuntaverkostot.tables.problem import Problem
from kuntaverkostot.tables.row_account import REFUSED, RowAccount
from kuntaverkostot.text.language import say

# Excel in Finnish separates cells by semicolons, and reads UTF-8 where a byte order mark says so.
DELIMITER, BYTE_ORDER_MARK = ";", "\ufeff"


class RefusedRow(NamedTuple):
    """A refused row: its line, its cells as they stand in the file, and the errors about it."""

    line: int
    cells: tuple[str, ...]
    errors: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class RefusedRows:
    """The refused rows of a table.

    Parameters
    ----------
    file : str
        Name of the file, or of file and sheet, without folder.
    header : tuple of str
        Names of the columns as they stand in the file.
    columns : tuple of Column
        Cells of the refused rows that are as long as the header.
    rows : sequence of int
        Their numbers among the rows of the table, from 0.
    lines : sequence of int
        Their lines.
    why : callable
        The errors about a row.
    broken : sequence of RefusedRow
        Rows of another length, and those that could not be cut into cells.
    """

    file: str = ""
    header: tuple[str, ...] = ()
    columns: tuple[Column, ...] = ()
    rows: Sequence[int] = ()
    lines: Sequence[int] = ()
    why: Callable[[int], tuple[Problem, ...]] = lambda _: ()
    broken: Sequence[RefusedRow] = field(default=())

    def __len__(self) -> int:
        return len(self.rows) + len(self.broken)

    def __iter__(self) -> Iterator[RefusedRow]:
        cells = zip(*self.columns, strict=True) if self.columns else iter([()] * len(self.rows))
        whole = (
            RefusedRow(line, row_cells, self.why(row))
            for line, row, row_cells in zip(self.lines, self.rows, cells, strict=True)
        )
        return iter(sorted((*whole, *self.broken), key=lambda row: row.line))


def rows_refused(grid: Grid, ledger: RowAccount) -> RefusedRows:
    """Return the rows of a table that its ledger refuses."""
    if REFUSED not in ledger.states and not ledger.broken_rows:
        return RefusedRows(grid.file)
    rows = np.flatnonzero(~ledger.kept)
    lines = [grid.lines[row] for row in rows.tolist()]
    unfit = dict(grid.unfit)
    broken = [RefusedRow(row.line or 0, unfit.get(row.line or 0, ()), (row,)) for row in ledger.broken_rows]
    columns = tuple(column.at(rows) for column in grid.columns)
    return RefusedRows(grid.file, grid.header, columns, rows.tolist(), lines, ledger.reasons, broken)


class _Read(Protocol):
    @property
    def refused_rows(self) -> RefusedRows:
        """The rows that were refused."""


def need_free(path: str | PathLike[str] | None) -> None:
    """Raise FileExistsError when the file for refused rows is there already."""
    if path is not None and os.path.lexists(path):
        raise FileExistsError(errno.EEXIST, "File exists; choose another one for the refused rows", os.fspath(path))


def write_refused(
    path: str | PathLike[str] | None,
    readings: Iterable[_Read],
    *,
    language: str = "en",
    caller: Caller = "python",
    overwrite: bool = False,
) -> None:
    """Write the refused rows of some tables into a file, beside the tables.

    Parameters
    ----------
    path : path or None
        The file; None writes nothing. It must not be there, so that neither a table nor an older file is lost.
    readings : iterable of Reading
        The tables. Where no row of them is refused, nothing is written.
    language : {"fi", "sv", "en"}
        Language of the reasons.
    caller : {"command", "python"}
        How options are written in the reasons.
    overwrite : bool
        Whether a file that is there may be replaced.

    Raises
    ------
    FileExistsError
        When the file is there.
    OSError
        When it cannot be written.
    """
    refused = [reading.refused_rows for reading in readings if len(reading.refused_rows)]
    if refused and path is not None:
        write_atomically(Path(path), refused_csv(refused, language=language, caller=caller), overwrite=overwrite)


def refused_csv(refused: Sequence[RefusedRows], *, language: str, caller: Caller = "python") -> bytes:
    """Return a CSV file of refused rows: file, line and reason of each, then its cells as they were.

    Columns of the same name in several tables are one. A cell that a spreadsheet would read as a formula has an
    apostrophe before it, which reading takes away.
    """
    places: dict[tuple[str, int], int] = {}
    placed = [[places.setdefault(key, len(places)) for key in _keys(table)] for table in refused]
    rows = []
    for table, of_table in zip(refused, placed, strict=True):
        for line, cells, errors in table:
            row = [""] * len(places)
            for place, cell in zip(of_table, cells, strict=False):
                row[place] = cell
            # What is said of a whole row needs no value.
            located = (error if error.column else replace(error, line=None) for error in errors)
            reasons = dict.fromkeys(reason(error, language, caller=caller) for error in located)
            rows.append([table.file, str(line), "; ".join(reasons), *row])
    heads = [say(language, f"reading.refused_{key}") for key in ("file", "line", "reason")]
    header = [*heads, *(name for name, _ in places)]
    return BYTE_ORDER_MARK.encode() + csv_bytes(header, rows, delimiter=DELIMITER)


def _keys(table: RefusedRows) -> list[tuple[str, int]]:
    """Return the name of each column and how often it came before; cells beyond the header have no name."""
    width = max(len(table.header), *(len(row.cells) for row in table.broken), 0)
    seen: dict[str, int] = {}
    keys = []
    for name in (*table.header, *[""] * (width - len(table.header))):
        keys.append((name, seen.get(name, 0)))
        seen[name] = seen.get(name, 0) + 1
    return keys
