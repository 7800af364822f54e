"""What a path holds: a folder, a zip of it, a workbook with a sheet per table, or a single file."""

from __future__ import annotations

import csv
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from kuntaverkostot.schema import Problem
from kuntaverkostot.tables import MOST_BYTES, Grid, grid_of_bytes, grid_of_rows
from kuntaverkostot.workbooks import Sheet, sheets, unpacked

# A sheet that only feeds the drop-down lists of the others.
LISTS = "codes"
ZIP = b"PK\x03\x04"
PARTS_OF_WORKBOOKS = {"xl/workbook.xml", "content.xml", "[Content_Types].xml"}
OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True, slots=True)
class Source:
    """Tables under a path.

    Parameters
    ----------
    kind : str
        "folder", "zip", "workbook" or "file".
    grids : dict of str to Grid
        Cells by the name of the table, or of the file or sheet when it is none of the dataset's.
    problems : tuple of Problem
        Why nothing could be read, or what is left out.
    """

    kind: str
    grids: dict[str, Grid]
    problems: tuple[Problem, ...] = ()


def open_source(
    path: Path, *, names: dict[str, str], known: Iterable[str], encoding: str | None, delimiter: str | None
) -> Source:
    """Read the cells of every table under a path.

    Parameters
    ----------
    path : Path
        A folder, .zip, .xlsx, .ods or text file; what a file is, its bytes say and not its name.
    names : dict of str to str
        File of each table by the name of the table.
    known : iterable of str
        Names of columns, in small letters, by which a delimiter is recognised.
    encoding, delimiter : str or None
        Of text files, when they are known.

    Returns
    -------
    Source
        A zip or workbook that cannot be opened has no grids and says why.

    Raises
    ------
    OSError
        When there is no such file or it cannot be read.
    """
    words = frozenset(known)

    def grid(data: bytes, file: str) -> Grid:
        return grid_of_bytes(data, file=file, known=words, encoding=encoding, delimiter=delimiter)

    if path.is_dir():
        found = {name: path / file for name, file in names.items() if (path / file).is_file()}
        return Source("folder", {name: grid(_bytes(place), place.name) for name, place in found.items()})
    data = _bytes(path)
    if data.startswith(OLD_EXCEL):
        return Source("workbook", {}, (Problem(path.name, None, None, "", path.suffix, "old-workbook"),))
    if not data.startswith(ZIP):
        return Source("file", {path.stem: grid(data, path.name)})
    parts, problems = unpacked(data, file=path.name)
    if problems:
        return Source("zip", {}, tuple(problems))
    if not PARTS_OF_WORKBOOKS.isdisjoint(parts):
        return _workbook(data, path.name, parts, names)
    return _archive(path.name, parts, names, grid)


def _archive(file: str, parts: dict[str, bytes], names: dict[str, str], grid: Callable[[bytes, str], Grid]) -> Source:
    tables = {table_file: name for name, table_file in names.items()}
    inside: dict[str, bytes] = {}
    for entry, content in parts.items():
        place = PurePosixPath(entry)
        if place.name in tables and place.name in inside:
            return Source("zip", {}, (Problem(file, None, None, "", place.name, "same-table"),))
        if "__MACOSX" not in place.parts:
            inside[place.name] = content
    known = {tables[name]: grid(content, name) for name, content in inside.items() if name in tables}
    alone = [name for name in inside if name.endswith((".csv", ".tsv", ".txt"))]
    if not known and len(alone) == 1:
        return Source("file", {PurePosixPath(alone[0]).stem: grid(inside[alone[0]], alone[0])})
    if not known:
        return Source("zip", {}, (Problem(file, None, None, "", file, "no-tables", ", ".join(tables)),))
    return Source("zip", known)


def _bytes(path: Path) -> bytes:
    """Return the bytes of a file; of one that is too large, only so many that this can be seen."""
    with path.open("rb") as opened:
        # Making room for the largest takes longer than reading. A pipe does not say how much there is.
        size = min(os.fstat(opened.fileno()).st_size, MOST_BYTES)
        data = opened.read(size + 1)
        return data if len(data) <= size else data + opened.read(MOST_BYTES - size)


def _workbook(data: bytes, file: str, parts: dict[str, bytes], names: dict[str, str]) -> Source:
    found, problems = sheets(data, file=file, parts=parts)
    if problems:
        return Source("workbook", {}, tuple(problems))
    grids: dict[str, Grid] = {}
    for sheet in found:
        if sheet.name == LISTS:
            continue
        table = sheet.name.strip().casefold().replace(" ", "_")
        known = table if table in names else sheet.name
        if known in grids:
            return Source("workbook", {}, (Problem(file, None, None, "", sheet.name, "same-table"),))
        grids[known] = _grid_of_sheet(sheet, file=f"{file}[{sheet.name}]")
    known_tables = {name: grid for name, grid in grids.items() if name in names}
    if known_tables:
        left = [name for name in grids if name not in names]
        said = [Problem(f"{file}[{name}]", None, None, "", name, "sheet-left-out", severity="warning") for name in left]
        return Source("workbook", known_tables, tuple(said))
    if len(grids) == 1:
        return Source("file", grids)
    rule = "no-tables" if grids else "empty-file"
    return Source("workbook", {}, (Problem(file, None, None, "", ", ".join(grids), rule, ", ".join(names)),))


def _grid_of_sheet(sheet: Sheet, *, file: str) -> Grid:
    """Return the cells of a sheet; what is too long for a cell of a text file is too long here."""
    most = csv.field_size_limit()
    long = {
        line: place
        for row, line in zip(sheet.rows, sheet.lines, strict=True)
        for place, cell in enumerate(row, start=1)
        if len(cell) > most
    }
    if not long:
        return grid_of_rows(sheet.rows, sheet.lines, file=file)
    left = [(row, line) for row, line in zip(sheet.rows, sheet.lines, strict=True) if line not in long]
    problems = [Problem(file, line, place, "", "", "cell-limit", str(most)) for line, place in long.items()]
    return grid_of_rows([row for row, _ in left], [line for _, line in left], file=file, problems=problems)
