"""What a path holds: a folder, a zip of it, a workbook with a sheet per table, or a single file."""

from __future__ import annotations

import csv
import os
import stat
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from kuntaverkostot.tables.csv_grid import MOST_BYTES, grid_of_bytes
from kuntaverkostot.tables.graph_files import graph_of_bytes
from kuntaverkostot.tables.grid import Grid, grid_of_rows
from kuntaverkostot.tables.pipes import read_pipe
from kuntaverkostot.tables.problem import Problem
from kuntaverkostot.tables.sheet import Sheet
from kuntaverkostot.tables.table_files import (
    TEXTS,
    is_visible,
    likely,
    matched,
    no_tables,
    same_table,
    table_like,
    unread_warnings,
)
from kuntaverkostot.tables.workbooks import sheets
from kuntaverkostot.tables.zip_reader import unpacked

if TYPE_CHECKING:
    import networkx as nx

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
        "folder", "zip", "workbook", "graph" or "file".
    grids : dict of str to Grid
        Cells by the name of the table, or of the file or sheet when it is no table of the dataset.
    problems : tuple of Problem
        Why nothing could be read, or what is not read.
    beside : tuple of str
        Other files there, which are not read.
    sheets : dict of str to Grid
        Sheets of a workbook; one of them may be a list.
    graph : networkx.Graph or None
        The graph in a file of one.
    """

    kind: str
    grids: dict[str, Grid]
    problems: tuple[Problem, ...] = ()
    beside: tuple[str, ...] = ()
    sheets: Mapping[str, Grid] = field(default_factory=dict)
    graph: nx.Graph[Any] | None = None


def open_source(
    path: Path, *, names: dict[str, str], column_names: Iterable[str], encoding: str | None, delimiter: str | None
) -> Source:
    """Read the cells of every table under a path.

    Parameters
    ----------
    path : Path
        A folder, .zip, .xlsx, .ods or text file; what a file is, its bytes say and not its name.
    names : dict of str to str
        File of each table by the name of the table.
    column_names : iterable of str
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
    names_sought = frozenset(column_names)

    def grid(data: bytes, file: str) -> Grid:
        return grid_of_bytes(data, file=file, column_names=names_sought, encoding=encoding, delimiter=delimiter)

    if path.is_dir():
        return _folder(path, names, grid)
    data = _bytes(path)
    if data.startswith(OLD_EXCEL):
        return Source("workbook", {}, (Problem(path.name, None, None, "", path.suffix, "old-workbook"),))
    if not data.startswith(ZIP):
        return _text_file(path, data, grid)
    parts, problems = unpacked(data, file=path.name)
    if problems:
        return Source("zip", {}, tuple(problems))
    if not PARTS_OF_WORKBOOKS.isdisjoint(parts):
        options = {"encoding-unused": encoding, "delimiter-unused": delimiter}
        unused = [
            Problem(path.name, None, None, "", value, rule, severity="warning")
            for rule, value in options.items()
            if value is not None
        ]
        return _with(_workbook(path.name, parts, names), unused)
    return _archive(path.name, parts, names, grid)


def _text_file(path: Path, data: bytes, grid: Callable[[bytes, str], Grid]) -> Source:
    """Return a graph, or a table in JSON or CSV."""
    held = graph_of_bytes(data, file=path.name)
    if held is None:
        return Source("file", {path.stem: grid(data, path.name)})
    if held.grid is not None:
        return Source("file", {path.stem: held.grid})
    return Source("graph", {}, held.problems, graph=held.graph)


def _with(source: Source, problems: Sequence[Problem]) -> Source:
    """Add problems to a source; to those of its cells when it is a single file."""
    if source.kind != "file":
        return replace(source, problems=(*problems, *source.problems))
    grids = {name: replace(grid, problems=(*problems, *grid.problems)) for name, grid in source.grids.items()}
    return replace(source, grids=grids)


def _folder(path: Path, names: dict[str, str], grid: Callable[[bytes, str], Grid]) -> Source:
    places = sorted(place for place in path.iterdir() if is_visible(place.name))
    files = [place.name for place in places if _is_file(place)]
    tables, others = matched(files, names)
    # Of names that differ in case only, the last is in small letters.
    grids = {name: grid(_bytes(path / same[-1]), same[-1]) for name, same in tables.items()}
    duplicates = [same_table(names[name], same) for name, same in tables.items() if len(same) > 1]
    unread = unread_warnings("file", [(name, name) for name in others if table_like(name)], names)
    folders = [f"{place.name}/" for place in places if place.name not in files]
    return Source("folder", grids, (*duplicates, *unread), likely([*others, *folders]))


def _is_file(place: Path) -> bool:
    try:
        return stat.S_ISREG(place.stat().st_mode)
    except OSError:
        # A broken link, or one without permission: opening it reports what is wrong.
        return True


def _archive(file: str, parts: dict[str, bytes], names: dict[str, str], grid: Callable[[bytes, str], Grid]) -> Source:
    places = {entry: PurePosixPath(entry) for entry in parts}
    visible = [entry for entry, place in places.items() if "__MACOSX" not in place.parts and is_visible(place.name)]
    tables, others = matched(visible, names)
    if duplicates := [same_table(file, same) for same in tables.values() if len(same) > 1]:
        return Source("zip", {}, tuple(duplicates))
    table_likes = [entry for entry in others if table_like(entry)]
    texts = [entry for entry in table_likes if entry.casefold().endswith(TEXTS)]
    if not tables and len(texts) == 1:
        single = Source("file", {places[texts[0]].stem: grid(parts[texts[0]], places[texts[0]].name)})
        return _with(
            single, unread_warnings("file", [(entry, entry) for entry in table_likes if entry not in texts], names)
        )
    beside = likely(others)
    if not tables:
        return Source("zip", {}, (no_tables(file, beside, names.values()),))
    grids = {name: grid(parts[entry], places[entry].name) for name, (entry,) in tables.items()}
    return Source(
        "zip", grids, tuple(unread_warnings("file", [(entry, entry) for entry in table_likes], names)), beside
    )


def _bytes(path: Path) -> bytes:
    """Return the bytes of a file; of one that is too large, just enough to see that it is."""
    if stat.S_ISFIFO(path.stat().st_mode):
        return read_pipe(path, most=MOST_BYTES + 1)
    with path.open("rb") as opened:
        # Allocating the maximum takes longer than reading. A device does not report its size.
        size = min(os.fstat(opened.fileno()).st_size, MOST_BYTES)
        data = opened.read(size + 1)
        return data if len(data) <= size else data + opened.read(MOST_BYTES - size)


def _workbook(file: str, parts: dict[str, bytes], names: dict[str, str]) -> Source:
    workbook, problems = sheets(parts, file=file)
    if problems:
        return Source("workbook", {}, tuple(problems))
    grids: dict[str, Grid] = {}
    spellings: dict[str, str] = {}
    for sheet in workbook:
        if sheet.name == LISTS:
            continue
        table = sheet.name.strip().casefold().replace(" ", "_")
        name = table if table in names else sheet.name
        if name in grids:
            return Source("workbook", {}, (same_table(file, [spellings[name], sheet.name]),))
        spellings[name] = sheet.name
        grids[name] = _grid_of_sheet(sheet, file=f"{file}[{sheet.name}]")
    unread = [name for name in grids if name not in names]
    if len(unread) < len(grids):
        warnings = unread_warnings(
            "sheet", [(f"{file}[{name}]", name) for name in unread], dict(zip(names, names, strict=True))
        )
        known = {name: grids[name] for name in grids if name in names}
        return Source("workbook", known, tuple(warnings), tuple(unread), sheets=grids)
    if len(grids) == 1:
        return Source("file", grids, sheets=grids)
    if not grids:
        return Source("workbook", {}, (Problem(file, None, None, "", "", "empty-workbook", ", ".join(names)),))
    return Source("workbook", {}, (no_tables(file, unread, names),), sheets=grids)


def _grid_of_sheet(sheet: Sheet, *, file: str) -> Grid:
    """Return the cells of a sheet; the longest cell is that of a text file."""
    most = csv.field_size_limit()
    long = {
        line: (place, len(cell))
        for row, line in zip(sheet.rows, sheet.lines, strict=True)
        for place, cell in enumerate(row, start=1)
        if len(cell) > most
    }
    if not long:
        return grid_of_rows(sheet.rows, sheet.lines, file=file)
    short = [(row, line) for row, line in zip(sheet.rows, sheet.lines, strict=True) if line not in long]
    problems = [
        Problem(file, line, place, "", str(length), "cell-limit", str(most)) for line, (place, length) in long.items()
    ]
    return grid_of_rows([row for row, _ in short], [line for _, line in short], file=file, problems=problems)
