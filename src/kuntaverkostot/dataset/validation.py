"""Reading and checking all tables under a path together."""

from __future__ import annotations

from dataclasses import replace
from functools import reduce
from operator import add
from os import PathLike
from pathlib import Path
from typing import Unpack

from kuntaverkostot.dataset.check import Check
from kuntaverkostot.dataset.engine_files import is_parquet
from kuntaverkostot.dataset.list_checks import check_graph, check_single, cited_sources, parse_single, table_of
from kuntaverkostot.dataset.list_sheets import list_among_sheets
from kuntaverkostot.dataset.list_words import KNOWN
from kuntaverkostot.dataset.missing_tables import add_bundled, name_what_is_there
from kuntaverkostot.dataset.parquet_files import check_parquet
from kuntaverkostot.dataset.reading import Reading, close
from kuntaverkostot.dataset.reading_options import ReadingKeywords, ReadingOptions, refuses
from kuntaverkostot.dataset.refused_rows import need_free, write_refused
from kuntaverkostot.dataset.register import Register
from kuntaverkostot.dataset.registers import GEOGRAPHY, bundled_drafts, living_register, registers_of
from kuntaverkostot.dataset.repair import finish, open_draft
from kuntaverkostot.dataset.schema import TableSchema, schemas
from kuntaverkostot.tables.grid import Grid
from kuntaverkostot.tables.row_account import Account
from kuntaverkostot.tables.sources import Source, open_source

# Tables whose rows no other row refers to; elsewhere, leaving out one would make others wrong.
PARTIAL = frozenset({"memberships.csv", "organisation_memberships.csv", "confirmations.csv", "figures.csv"})


def read_table(
    path: str | PathLike[str],
    *,
    table: str | None = None,
    **options: Unpack[ReadingKeywords],
) -> Reading:
    r"""Read one table: detect its encoding and delimiter, and repair or refuse its cells.

    Parameters
    ----------
    path : path
        A CSV file or a workbook (.xlsx, .ods); or a folder, zip or workbook of several tables, of which ``table`` names
        one.
    table : str or None
        Table of the dataset, such as "memberships", whose schema is checked. None: the file name decides; a file of
        any other name is read as a list of memberships.
    **options
        As in :func:`kuntaverkostot.read_dataset`.

    Returns
    -------
    Reading
        Header, rows, and a message for each repair and refusal.

    Raises
    ------
    ValueError
        When the path has no such table.
    OSError
        When the file cannot be read.

    Examples
    --------
    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> import kuntaverkostot as kv
    >>> with TemporaryDirectory() as folder:
    ...     file = Path(folder, "films.csv")
    ...     _ = file.write_text("film;genre\nAlien;Horror\nHeat;Crime\n", encoding="utf-8")
    ...     reading = kv.read_table(file)
    >>> reading.shape, reading.delimiter, reading.rows
    ('long', ';', [('Alien', 'Horror'), ('Heat', 'Crime')])
    """
    chosen = ReadingOptions(**options)
    need_free(chosen.refused)
    reading = _read_table(path, table, chosen)
    write_refused(chosen.refused, [reading])
    return reading


def _read_table(path: str | PathLike[str], table: str | None, chosen: ReadingOptions) -> Reading:
    by_name = {schema.name: schema for schema in schemas()}
    if Path(path).is_file() and is_parquet(Path(path)):
        return check_parquet(Path(path), chosen).readings[0]
    source = _source(Path(path), chosen.encoding, chosen.delimiter)
    if source.graph is not None:
        return _check(Path(path), chosen).readings[0]
    if table is None and (source.sheets or chosen.sheet is not None):
        source = list_among_sheets(source, living_register(bundled_drafts()), chosen, file=Path(path).name)
    names = list(source.grids)
    if table is not None and table not in by_name:
        raise ValueError(f"table must be one of {', '.join(by_name)}; got {table!r}")
    if source.kind != "file" and source.grids and table not in source.grids:
        raise ValueError(f"table must be one of {', '.join(names)}; got {table!r}")
    if not source.grids:
        return close(open_draft(Grid(Path(path).name, problems=source.problems)), shape="other")
    grid = source.grids[table] if table in source.grids else source.grids[names[0]]
    schema = by_name.get(table or "") or _schema_of(names[0], grid)
    bundled = bundled_drafts(GEOGRAPHY[:4])
    if schema is None:
        return parse_single(grid, bundled, chosen).reading
    drafts = {name: open_draft(other, by_name[name]) for name, other in source.grids.items() if name in by_name}
    drafts[schema.name] = open_draft(grid, schema)
    # References can be checked only against tables beside this one or, for geography, in the package.
    registers = registers_of({name: bundled[name] for name in GEOGRAPHY if name in bundled} | drafts)
    return finish(drafts[schema.name], registers)


def check_tables(path: str | PathLike[str], **options: Unpack[ReadingKeywords]) -> Check:
    r"""Read and check all tables under a path together.

    Parameters
    ----------
    path : path
        A folder, a .zip of one, a workbook (.xlsx, .ods) with a sheet for each table, or a single file of memberships.
    **options
        As in :func:`kuntaverkostot.read_dataset`.

    Returns
    -------
    Check
        All problems of all tables; none of them raises an error.

    Raises
    ------
    OSError
        When a file cannot be read.

    Examples
    --------
    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> import kuntaverkostot as kv
    >>> with TemporaryDirectory() as folder:
    ...     file = Path(folder, "clubs.csv")
    ...     _ = file.write_text("municipality,network\nLovissa,Choir\nBorgå,Choir\n", encoding="utf-8")
    ...     check = kv.check_tables(file)
    >>> [(error.place, error.value, error.expected) for error in check.errors]
    [('clubs.csv:2:1', 'Lovissa', 'Loviisa (434)')]
    """
    chosen = ReadingOptions(**options)
    need_free(chosen.refused)
    check = replace(_check(Path(path), chosen), nouns=chosen.nouns)
    write_refused(chosen.refused, check.readings)
    return check


def _check(path: Path, chosen: ReadingOptions) -> Check:
    if path.is_file() and is_parquet(path):
        return check_parquet(path, chosen)
    source = _source(path, chosen.encoding, chosen.delimiter)
    if source.sheets or chosen.sheet is not None:
        source = list_among_sheets(source, living_register(bundled_drafts()), chosen, file=path.name)
    if source.kind == "file":
        return check_single(next(iter(source.grids.values())), chosen)
    if source.graph is not None:
        return check_graph(source.graph, path.name)
    by_name = {schema.name: schema for schema in schemas()}
    drafts = {
        schema.name: open_draft(source.grids[schema.name], schema)
        for schema in schemas()
        if schema.name in source.grids
    }
    given = set(drafts)
    absent = name_what_is_there(add_bundled(drafts), source) if source.kind == "folder" or drafts else {}
    registers = registers_of(drafts)
    # References to a missing optional table match nothing.
    registers |= {
        name: Register(name, frozenset()) for name in by_name if name not in drafts and by_name[name].optional
    }
    readings = {name: finish(drafts[name], registers) for name in by_name if name in drafts}
    messages = list(source.problems)
    for name in by_name:
        messages += [absent[name]] if name in absent else readings[name].messages if name in given else ()
    account = reduce(add, (readings[name].account for name in readings if name in given), Account(0, 0, 0, 0))
    tables = {}
    if not any(refuses(message, partial=chosen.partial and message.file in PARTIAL) for message in messages):
        tables = {schema.name: table_of(schema, readings.get(schema.name)) for schema in schemas()}
        if "sources" not in given and "sources" in drafts:
            tables["sources"] = cited_sources(tables)
    return Check(tuple(readings[name] for name in readings if name in given), tuple(messages), account, tables)


def _source(path: Path, encoding: str | None, delimiter: str | None) -> Source:
    names = {schema.name: schema.path for schema in schemas()}
    known = KNOWN | {column for schema in schemas() for column in schema.columns}
    return open_source(path, names=names, column_names=known, encoding=encoding, delimiter=delimiter)


def _schema_of(name: str, grid: Grid) -> TableSchema | None:
    """Return the schema with the name of a file, if the columns match it."""
    schema = next((schema for schema in schemas() if schema.name == name.casefold()), None)
    if schema is None:
        return None
    header = {"_".join(cell.casefold().split()) for cell in grid.header}
    return schema if len(header & set(schema.columns)) >= min(2, len(schema.columns)) else None
