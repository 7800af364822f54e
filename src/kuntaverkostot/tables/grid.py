"""Text to rows with their line numbers, and what is wrong with the shape of the table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kuntaverkostot.tables.columns import Column, coded
from kuntaverkostot.tables.csv_careful import parse_careful
from kuntaverkostot.tables.csv_fast import MOST_COLUMNS, SMALL, parse_fast
from kuntaverkostot.tables.encodings import decode, find_delimiter, header_row, separator
from kuntaverkostot.tables.problem import Problem
from kuntaverkostot.text.cells import plain

# Limits of one table. A table of these sizes is read within a minute and two gigabytes; a larger one is refused.
MOST_BYTES = 100_000_000
MOST_ROWS = 1_500_000
MOST_CELLS = 12_000_000
# Excel writes this first line to say what stands between the cells.
SEPARATOR_LINE = "sep="


@dataclass(frozen=True, slots=True)
class Table:
    """One table as it was read: text only.

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
    """Cells of a file before their meaning is known.

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
        Rows of any length that are not blank, the header not counted.
    first_line : int
        Line of the header.
    problems : tuple of Problem
        What was found.
    encoding, delimiter : str
        How the file was read; "" for a sheet.
    clean : bool
        Whether no cell needs a look for unusual signs.
    tight : bool
        Whether, besides, no cell begins or ends with a space.
    titles : tuple
        Line and cells of each row above the header that is not blank.
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

    @property
    def readable(self) -> bool:
        """Whether there is a header."""
        return bool(self.header)


def grid_of_bytes(
    data: bytes,
    *,
    file: str,
    known: Iterable[str] = (),
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
    known : iterable of str
        Names of columns, in small letters, by which the delimiter is recognised.
    encoding, delimiter : str or None
        When they are known; else they are found. A tab may be written as "tab", too.

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
    found = encoding or next((p.value for p in problems if p.rule == "encoding-found"), "utf-8")
    if any(problem.severity == "error" for problem in problems):
        return Grid(file, problems=tuple(problems), encoding=encoding or "")
    lead = ""
    if text[:4].lower() == SEPARATOR_LINE and text[5:6] in {"\r", "\n"}:
        lead, delimiter = text[:5], text[4] if delimiter is None else delimiter
        text = text[5:].removeprefix("\r").removeprefix("\n")
    told, delimiter = delimiter, find_delimiter(text, known=set(known)) if delimiter is None else separator(delimiter)
    if not delimiter:
        unfit = Problem(file, None, None, "", told or "", "delimiter-unfit")
        unclear = Problem(file, 1, None, "", text[:60].split("\n")[0], "delimiter")
        return Grid(file, problems=(*problems, unclear if told is None else unfit), encoding=found)
    if excess := _too_large(text, delimiter, file):
        return Grid(file, problems=(*problems, excess), encoding=found, delimiter=delimiter)
    clean = plain(text)
    if not lead and len(text) >= SMALL and (table := parse_fast(text, delimiter)):
        # A line break in a cell may be one of several kinds.
        clean = clean and isinstance(table.lines, range)
        header, columns, lines, tight = table
        return Grid(file, header, columns, lines, len(lines), 1, tuple(problems), found, delimiter, clean, tight)
    rows, lines, faults = parse_careful(text, delimiter, file=file)
    clean = clean and isinstance(lines, range)
    del text
    if lead:
        lines = [line + 1 for line in lines]
    return grid_of_rows(
        rows,
        lines,
        file=file,
        problems=[*problems, *faults],
        encoding=found,
        delimiter=delimiter,
        clean=clean,
    )


def _too_large(text: str, delimiter: str, file: str) -> Problem | None:
    lines = max(text.count("\n"), text.count("\r"))
    if lines > MOST_ROWS:
        return Problem(file, None, None, "", str(lines), "too-many-rows", str(MOST_ROWS))
    cells = lines + text.count(delimiter)
    if cells > MOST_CELLS:
        return Problem(file, None, None, "", str(cells), "too-many-cells", str(MOST_CELLS))
    return None


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
    """Turn records into columns: blank ones left out, those of another length than the header refused.

    >>> grid_of_rows([["a", "b"], ["1", "2"], ["3"]], range(1, 4), file="x.csv").problems[0].place
    'x.csv:3'
    """
    found = list(problems)
    # Records that cannot be read are rows too: none may vanish from the account.
    broken = sum(problem.rule in {"csv", "cell-limit"} for problem in found)
    if not any(map(_filled, rows)):
        if not broken:
            found.append(Problem(file, 1, None, "", "", "empty-file"))
        return Grid(file, problems=tuple(found), rows=broken, encoding=encoding, delimiter=delimiter)
    start = header_row(rows)
    above = zip(lines[:start], rows[:start], strict=True)
    titles = tuple((line, tuple(cell.strip() for cell in row)) for line, row in above if _filled(row))
    found += [
        Problem(file, line, None, "", " ".join(row).strip(), "title-row", severity="info") for line, row in titles
    ]
    header, first_line = [name.strip() for name in rows[start]], lines[start]
    body, body_lines = rows[start + 1 :], lines[start + 1 :]
    del rows
    count, width = len(body), len(header)
    if not header[-1] or any(len(row) != width or not row[0].strip() for row in body):
        header, body, body_lines, count, faults = _fitted(header, body, body_lines, file)
        found += faults
    if len(header) > MOST_COLUMNS:
        found.append(Problem(file, first_line, None, "", str(len(header)), "too-many-columns", str(MOST_COLUMNS)))
        # Its rows are refused with it, and each of them is in the account.
        said = tuple(found)
        return Grid(file, lines=body_lines, rows=count + broken, problems=said, encoding=encoding, delimiter=delimiter)
    columns = tuple(map(coded, zip(*body, strict=True) if body else [()] * len(header)))
    return Grid(
        file,
        tuple(header),
        columns,
        body_lines,
        count + broken,
        first_line,
        tuple(found),
        encoding,
        delimiter,
        clean,
        titles=titles,
    )


def _filled(row: list[str]) -> bool:
    return any(row) and any(cell.strip() for cell in row)


def _fitted(
    header: list[str], body: list[list[str]], lines: Sequence[int], file: str
) -> tuple[list[str], list[list[str]], Sequence[int], int, list[Problem]]:
    """Leave out blank rows and empty columns at the end; refuse rows of another length."""
    problems: list[Problem] = []
    named = len(header)
    while named and not header[named - 1]:
        named -= 1
    # Excel saves every column that was ever touched. Those without a name and a value say nothing.
    rows, kept, count = [], [], 0
    for row, line in zip(body, lines, strict=True):
        if not _filled(row):
            continue
        count += 1
        if len(row) > named and not any(cell.strip() for cell in row[named:]):
            shortened = row[:named]
            if len(row) != len(header):
                # More cells than the header has: all of them empty.
                problems.append(Problem(file, line, None, "", str(len(row)), "empty-cells", str(named), "repaired"))
        else:
            shortened = row
        if len(shortened) == named:
            rows.append(shortened)
            kept.append(line)
        else:
            problems.append(Problem(file, line, None, "", str(len(row)), "row-length", str(named)))
    if named < len(header):
        problems.append(Problem(file, None, None, "", str(len(header) - named), "empty-columns", severity="info"))
    return header[:named], rows, kept, count, problems
