"""What a path holds: a folder, a zip of it, a workbook with a sheet per table, or a single file."""

from __future__ import annotations

import csv
import os
import stat
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from kuntaverkostot.tables.grid import MOST_BYTES, Grid, grid_of_bytes, grid_of_rows
from kuntaverkostot.tables.pipes import read_pipe
from kuntaverkostot.tables.problem import Problem
from kuntaverkostot.tables.sheet import Sheet
from kuntaverkostot.tables.table_files import (
    TEXTS,
    is_seen,
    left_out,
    likely,
    matched,
    no_tables,
    same_table,
    table_like,
)
from kuntaverkostot.tables.workbooks import sheets
from kuntaverkostot.tables.zip_reader import unpacked

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
    beside : tuple of str
        What lies there and is not read.
    """

    kind: str
    grids: dict[str, Grid]
    problems: tuple[Problem, ...] = ()
    beside: tuple[str, ...] = ()


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
        return _folder(path, names, grid)
    data = _bytes(path)
    if data.startswith(OLD_EXCEL):
        return Source("workbook", {}, (Problem(path.name, None, None, "", path.suffix, "old-workbook"),))
    if not data.startswith(ZIP):
        return Source("file", {path.stem: grid(data, path.name)})
    parts, problems = unpacked(data, file=path.name)
    if problems:
        return Source("zip", {}, tuple(problems))
    if not PARTS_OF_WORKBOOKS.isdisjoint(parts):
        told = {"encoding-unused": encoding, "delimiter-unused": delimiter}
        unused = [
            Problem(path.name, None, None, "", value, rule, severity="warning")
            for rule, value in told.items()
            if value is not None
        ]
        return _with(_workbook(path.name, parts, names), unused)
    return _archive(path.name, parts, names, grid)


def _with(source: Source, said: Sequence[Problem]) -> Source:
    """Say more of a source: of a single file, among what is said of its cells."""
    if source.kind != "file":
        return replace(source, problems=(*said, *source.problems))
    grids = {name: replace(grid, problems=(*said, *grid.problems)) for name, grid in source.grids.items()}
    return replace(source, grids=grids)


def _folder(path: Path, names: dict[str, str], grid: Callable[[bytes, str], Grid]) -> Source:
    there = sorted(place for place in path.iterdir() if is_seen(place.name))
    files = [place.name for place in there if _is_file(place)]
    found, others = matched(files, names)
    # Of names that differ in capitals, the last is in small letters.
    grids = {name: grid(_bytes(path / same[-1]), same[-1]) for name, same in found.items()}
    twice = [same_table(names[name], same) for name, same in found.items() if len(same) > 1]
    left = left_out("file", [(name, name) for name in others if table_like(name)], names)
    folders = [f"{place.name}/" for place in there if place.name not in files]
    return Source("folder", grids, (*twice, *left), likely([*others, *folders]))


def _is_file(place: Path) -> bool:
    try:
        return stat.S_ISREG(place.stat().st_mode)
    except OSError:
        # A link that leads nowhere, or where nobody may look: opening it says what is wrong.
        return True


def _archive(file: str, parts: dict[str, bytes], names: dict[str, str], grid: Callable[[bytes, str], Grid]) -> Source:
    places = {entry: PurePosixPath(entry) for entry in parts}
    seen = [entry for entry, place in places.items() if "__MACOSX" not in place.parts and is_seen(place.name)]
    found, others = matched(seen, names)
    if twice := [same_table(file, same) for same in found.values() if len(same) > 1]:
        return Source("zip", {}, tuple(twice))
    tables = [entry for entry in others if table_like(entry)]
    alone = [entry for entry in tables if entry.casefold().endswith(TEXTS)]
    if not found and len(alone) == 1:
        single = Source("file", {places[alone[0]].stem: grid(parts[alone[0]], places[alone[0]].name)})
        return _with(single, left_out("file", [(entry, entry) for entry in tables if entry not in alone], names))
    beside = likely(others)
    if not found:
        return Source("zip", {}, (no_tables(file, beside, names.values()),))
    grids = {name: grid(parts[entry], places[entry].name) for name, (entry,) in found.items()}
    return Source("zip", grids, tuple(left_out("file", [(entry, entry) for entry in tables], names)), beside)


def _bytes(path: Path) -> bytes:
    """Return the bytes of a file; of one that is too large, only so many that this can be seen."""
    if stat.S_ISFIFO(path.stat().st_mode):
        return read_pipe(path, most=MOST_BYTES + 1)
    with path.open("rb") as opened:
        # Making room for the largest takes longer than reading. A device does not say how much there is.
        size = min(os.fstat(opened.fileno()).st_size, MOST_BYTES)
        data = opened.read(size + 1)
        return data if len(data) <= size else data + opened.read(MOST_BYTES - size)


def _workbook(file: str, parts: dict[str, bytes], names: dict[str, str]) -> Source:
    found, problems = sheets(parts, file=file)
    if problems:
        return Source("workbook", {}, tuple(problems))
    grids: dict[str, Grid] = {}
    spelled: dict[str, str] = {}
    for sheet in found:
        if sheet.name == LISTS:
            continue
        table = sheet.name.strip().casefold().replace(" ", "_")
        known = table if table in names else sheet.name
        if known in grids:
            return Source("workbook", {}, (same_table(file, [spelled[known], sheet.name]),))
        spelled[known] = sheet.name
        grids[known] = _grid_of_sheet(sheet, file=f"{file}[{sheet.name}]")
    left = [name for name in grids if name not in names]
    if len(left) < len(grids):
        said = left_out("sheet", [(f"{file}[{name}]", name) for name in left], dict(zip(names, names, strict=True)))
        return Source("workbook", {name: grids[name] for name in grids if name in names}, tuple(said), tuple(left))
    if len(grids) == 1:
        return Source("file", grids)
    if not grids:
        return Source("workbook", {}, (Problem(file, None, None, "", "", "empty-workbook", ", ".join(names)),))
    return Source("workbook", {}, (no_tables(file, left, names),))


def _grid_of_sheet(sheet: Sheet, *, file: str) -> Grid:
    """Return the cells of a sheet; what is too long for a cell of a text file is too long here."""
    most = csv.field_size_limit()
    long = {
        line: (place, len(cell))
        for row, line in zip(sheet.rows, sheet.lines, strict=True)
        for place, cell in enumerate(row, start=1)
        if len(cell) > most
    }
    if not long:
        return grid_of_rows(sheet.rows, sheet.lines, file=file)
    left = [(row, line) for row, line in zip(sheet.rows, sheet.lines, strict=True) if line not in long]
    problems = [
        Problem(file, line, place, "", str(length), "cell-limit", str(most)) for line, (place, length) in long.items()
    ]
    return grid_of_rows([row for row, _ in left], [line for _, line in left], file=file, problems=problems)
