"""Bytes on disk to rows with their line numbers."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from pathlib import Path

from kuntaverkostot.schema import Problem, TableSchema


@dataclass(frozen=True, slots=True)
class Table:
    """One table as it was read: text only.

    Parameters
    ----------
    columns : dict of str to list of str
        Cells by column, in the order of the schema; a column that the file leaves out is empty.
    lines : list of int
        Line of each row in the file, from 1 (the header is line 1).
    """

    columns: dict[str, list[str]]
    lines: list[int]


def read_csv(path: Path, schema: TableSchema) -> tuple[Table, list[Problem]]:
    """Read one CSV file: UTF-8, with or without a byte order mark, comma between cells.

    Parameters
    ----------
    path : Path
        The file.
    schema : TableSchema
        Which columns it should have.

    Returns
    -------
    Table
        Rows whose length fits the header; cells stripped of outer white space.
    list of Problem
        Undecodable bytes, missing, unknown or repeated columns, rows of another length, broken quoting.

    Raises
    ------
    OSError
        When the file cannot be read.
    """
    empty = Table({name: [] for name in schema.columns}, [])
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        return empty, [Problem(schema.path, line, None, "", error.object[error.start : error.end].hex(), "utf-8")]
    rows, lines, problems = _rows(text, schema)
    if not rows:
        return empty, problems or [Problem(schema.path, 1, None, "", "", "empty-file", ",".join(schema.columns))]
    header = [name.strip() for name in rows.pop(0)]
    lines.pop(0)
    problems += _header_problems(header, schema)
    kept, kept_lines = [], []
    for row, line in zip(rows, lines, strict=True):
        if len(row) == len(header):
            kept.append(row)
            kept_lines.append(line)
        else:
            problems.append(Problem(schema.path, line, None, "", str(len(row)), "row-length", str(len(header))))
    cells = dict(zip(header, zip(*kept, strict=True), strict=False)) if kept else {}
    columns = {
        name: [cell.strip() for cell in cells[name]] if name in cells else [""] * len(kept) for name in schema.columns
    }
    return Table(columns, kept_lines), problems


def _rows(text: str, schema: TableSchema) -> tuple[list[list[str]], list[int], list[Problem]]:
    """Return the rows that are not blank, the line on which each begins, and why reading stopped early."""
    rows: list[list[str]] = []
    lines: list[int] = []
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    begins = 1
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                rows.append(row)
                lines.append(begins)
            begins = reader.line_num + 1
    except csv.Error as error:
        return rows, lines, [Problem(schema.path, begins, None, "", str(error), "csv")]
    return rows, lines, []


def _header_problems(header: list[str], schema: TableSchema) -> list[Problem]:
    problems = []
    admitted = ", ".join(schema.columns)
    for position, name in enumerate(header, start=1):
        if name not in schema.columns:
            problems.append(Problem(schema.path, 1, position, name, name, "unknown-column", admitted))
        elif name in header[: position - 1]:
            problems.append(Problem(schema.path, 1, position, name, name, "repeated-column"))
    # A required column must be there; the others may be left out of a table.
    return problems + [
        Problem(schema.path, 1, None, field.name, field.name, "missing-column")
        for field in schema.fields
        if field.required and field.name not in header
    ]
