"""A table as columns of text before their meaning is known, and the problems of its shape."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kuntaverkostot.tables.columns import Column, coded
from kuntaverkostot.tables.delimiters import header_row
from kuntaverkostot.tables.problem import Problem

# As many as an Excel sheet has.
MOST_COLUMNS = 16_384
# Cells of rows of another length that are kept.
MOST_UNFIT = 2_000_000


@dataclass(frozen=True, slots=True)
class Table:
    """One table as text.

    Parameters
    ----------
    columns : dict of str to Column
        Cells by column, in the order of the schema; a column that the file leaves out is empty.
    lines : sequence of int
        Line of each row in the file, from 1 (the header is line 1).
    """

    columns: dict[str, Column]
    lines: Sequence[int]


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of a file before their meaning is known.

    Parameters
    ----------
    file : str
        Name in messages.
    header : tuple of str
        First row, stripped; without empty columns at the end.
    columns : tuple of Column
        Cells by column, of the rows that are as long as the header.
    lines : sequence of int
        Line of each of these rows.
    rows : int
        Rows that are not blank, of any length, without the header.
    first_line : int
        Line of the header.
    problems : tuple of Problem
        Problems of the file and of its shape.
    encoding, delimiter : str
        How the file was read; "" for a sheet of a workbook.
    clean : bool
        Whether no cell can hold an unusual character.
    tight : bool
        Whether, in addition, no cell begins or ends with a space.
    titles : tuple
        Line and cells of each row above the header that is not blank.
    unfit : tuple
        Line and cells, as they stand, of each row of another length than the header; the first ones, where there are
        very many.
    """

    file: str
    header: tuple[str, ...] = ()
    columns: tuple[Column, ...] = ()
    lines: Sequence[int] = ()
    rows: int = 0
    first_line: int = 1
    problems: tuple[Problem, ...] = ()
    encoding: str = ""
    delimiter: str = ""
    clean: bool = False
    tight: bool = False
    titles: tuple[tuple[int, tuple[str, ...]], ...] = ()
    unfit: tuple[tuple[int, tuple[str, ...]], ...] = ()

    @property
    def readable(self) -> bool:
        """Whether there is a header."""
        return bool(self.header)


def grid_of_rows(
    rows: list[list[str]],
    lines: Sequence[int],
    *,
    file: str,
    problems: Iterable[Problem] = (),
    encoding: str = "",
    delimiter: str = "",
    clean: bool = False,
) -> Grid:
    """Turn records into columns; blank ones are left out, those of another length than the header refused.

    >>> grid_of_rows([["a", "b"], ["1", "2"], ["3"]], range(1, 4), file="x.csv").problems[0].place
    'x.csv:3'
    """
    remarks = list(problems)
    # Records that cannot be read are rows too: none may vanish from the account.
    broken = sum(problem.rule in {"csv", "cell-limit"} for problem in remarks)
    if not any(map(_is_filled, rows)):
        if not broken:
            remarks.append(Problem(file, 1, None, "", "", "empty-file"))
        return Grid(file, problems=tuple(remarks), rows=broken, encoding=encoding, delimiter=delimiter)
    start = header_row(rows)
    titles = _titles(rows[:start], lines)
    remarks += [
        Problem(file, line, None, "", " ".join(row).strip(), "title-row", severity="info") for line, row in titles
    ]
    header, first_line = [name.strip() for name in rows[start]], lines[start]
    body, body_lines = rows[start + 1 :], lines[start + 1 :]
    del rows
    count, width = len(body), len(header)
    unfit: tuple[tuple[int, tuple[str, ...]], ...] = ()
    if not header[-1] or any(len(row) != width or not row[0].strip() for row in body):
        header, body, body_lines, count, faults, unfit = _fitted(header, body, body_lines, file)
        remarks += faults
    count += broken
    if len(header) > MOST_COLUMNS:
        remarks.append(Problem(file, first_line, None, "", str(len(header)), "too-many-columns", str(MOST_COLUMNS)))
        # Its rows are refused with it, and each of them is in the account.
        problems = tuple(remarks)
        return Grid(file, lines=body_lines, rows=count, problems=problems, encoding=encoding, delimiter=delimiter)
    columns = tuple(map(coded, zip(*body, strict=True) if body else [()] * len(header)))
    fields = (tuple(header), columns, body_lines, count, first_line, tuple(remarks))
    return Grid(file, *fields, encoding=encoding, delimiter=delimiter, clean=clean, titles=titles, unfit=unfit)


def _titles(rows: list[list[str]], lines: Sequence[int]) -> tuple[tuple[int, tuple[str, ...]], ...]:
    """Return line and stripped cells of each row above the header that is not blank."""
    above = zip(lines, rows, strict=False)
    return tuple((line, tuple(cell.strip() for cell in row)) for line, row in above if _is_filled(row))


def _is_filled(row: list[str]) -> bool:
    return any(row) and any(cell.strip() for cell in row)


def _fitted(
    header: list[str], body: list[list[str]], lines: Sequence[int], file: str
) -> tuple[list[str], list[list[str]], Sequence[int], int, list[Problem], tuple[tuple[int, tuple[str, ...]], ...]]:
    """Leave out blank rows and empty columns at the end; refuse rows of another length."""
    problems: list[Problem] = []
    width = len(header)
    while width and not header[width - 1]:
        width -= 1
    # Excel saves every column that was ever touched. Those without a name and a value say nothing.
    rows, row_lines, count = [], [], 0
    unfit: list[tuple[int, tuple[str, ...]]] = []
    room = MOST_UNFIT
    for row, line in zip(body, lines, strict=True):
        if not _is_filled(row):
            continue
        count += 1
        if len(row) > width and not any(cell.strip() for cell in row[width:]):
            shortened = row[:width]
            if len(row) != len(header):
                # More cells than the header has: all of them empty.
                problems.append(Problem(file, line, None, "", str(len(row)), "empty-cells", str(width), "repaired"))
        else:
            shortened = row
        if len(shortened) == width:
            rows.append(shortened)
            row_lines.append(line)
        else:
            problems.append(Problem(file, line, None, "", str(len(row)), "row-length", str(width)))
            room -= len(row)
            if room >= 0:
                unfit.append((line, tuple(row)))
    if width < len(header):
        problems.append(Problem(file, None, None, "", str(len(header) - width), "empty-columns", severity="info"))
    return header[:width], rows, row_lines, count, problems, tuple(unfit)
