"""Reading and checking all tables under a path together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import reduce
from operator import add
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, Unpack

from kuntaverkostot.dataset.display import Summary
from kuntaverkostot.dataset.list_exported import is_exported, tables_of_export
from kuntaverkostot.dataset.list_graph import parse_graph
from kuntaverkostot.dataset.list_header import with_header
from kuntaverkostot.dataset.list_layout import tidied
from kuntaverkostot.dataset.list_parse import ParsedList, parse_list
from kuntaverkostot.dataset.list_sheets import list_among_sheets
from kuntaverkostot.dataset.list_tables import tables_of
from kuntaverkostot.dataset.list_words import KNOWN
from kuntaverkostot.dataset.missing_tables import add_bundled, name_what_is_there
from kuntaverkostot.dataset.reading import Draft, Reading, close
from kuntaverkostot.dataset.reading_options import DETECTED, ReadingKeywords, ReadingOptions, refuses
from kuntaverkostot.dataset.reading_summary import of_check
from kuntaverkostot.dataset.refused_rows import need_free, write_refused
from kuntaverkostot.dataset.register import Register
from kuntaverkostot.dataset.registers import GEOGRAPHY, bundled_drafts, living_register, registers_of
from kuntaverkostot.dataset.repair import finish, open_draft
from kuntaverkostot.dataset.schema import TableSchema, schemas, split_list
from kuntaverkostot.tables.columns import constant
from kuntaverkostot.tables.grid import Grid, Table
from kuntaverkostot.tables.problem import Problem
from kuntaverkostot.tables.row_account import Account
from kuntaverkostot.tables.sources import Source, open_source

if TYPE_CHECKING:
    import networkx as nx

    from kuntaverkostot.text.nouns import Nouns

# Tables whose rows no other row refers to; elsewhere, leaving out one would make others wrong.
PARTIAL = frozenset({"memberships.csv", "organisation_memberships.csv", "confirmations.csv", "figures.csv"})


@dataclass(frozen=True, slots=True, repr=False)
class Check:
    """The result of reading and checking the tables under a path.

    Parameters
    ----------
    readings : tuple of Reading
        The readings of the tables.
    messages : tuple of Problem
        Messages of all tables, in their order.
    account : Account
        The rows of all tables.
    tables : dict of str to Table
        Every table of the dataset, empty when missing; {} when anything is refused.
    nouns : Nouns or None
        What the caller calls members and networks.
    """

    readings: tuple[Reading, ...]
    messages: tuple[Problem, ...]
    account: Account
    tables: Mapping[str, Table]
    nouns: Nouns | None = None

    @property
    def errors(self) -> tuple[Problem, ...]:
        """Messages that refuse something."""
        return tuple(message for message in self.messages if message.severity == "error")

    def __repr__(self) -> str:
        counts = f"{len(self.readings)} tables, {self.account.rows} rows, {len(self.errors)} errors"
        return f"Check({counts}, {len(self.messages)} messages)"

    def summary(self, *, language: str = "fi") -> Summary:
        """Return what became of the rows of each table, and the first messages, errors before all others.

        Parameters
        ----------
        language : {"fi", "sv", "en"}
            Language of the summary; a notebook that shows the check itself shows it in Finnish.

        Examples
        --------
        >>> from kuntaverkostot.dataset.schema import bundled_data
        >>> print(str(check_tables(bundled_data()).summary(language="en"))[:10])
        Rows read
        """
        return of_check(self.readings, self.messages, self.account, language)

    def _repr_html_(self) -> str:
        return self.summary()._repr_html_()


def read_table(
    path: str | PathLike[str],
    *,
    table: str | None = None,
    **options: Unpack[ReadingKeywords],
) -> Reading:
    """Read one table: detect its encoding and delimiter, and repair or refuse its cells.

    Parameters
    ----------
    path : path
        A CSV file or a workbook (.xlsx, .ods); or a folder, zip or workbook of several tables, of which ``table`` names
        one.
    table : str or None
        Table of the dataset, such as "memberships", whose schema is checked. None: the file name decides; a file of
        any other name is read as a list of memberships.
    **options
        As of :func:`kuntaverkostot.read_dataset`.

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
    >>> from kuntaverkostot.dataset.schema import bundled_data
    >>> reading = read_table(bundled_data() / "regions.csv")
    >>> reading.rows[0], reading.account
    (('01', 'Uusimaa', 'Nyland', 'Uusimaa'), Account(rows=19, accepted=19, repaired=0, refused=0))
    """
    chosen = ReadingOptions(**options)
    need_free(chosen.refused)
    reading = _read_table(path, table, chosen)
    write_refused(chosen.refused, [reading])
    return reading


def _read_table(path: str | PathLike[str], table: str | None, chosen: ReadingOptions) -> Reading:
    by_name = {schema.name: schema for schema in schemas()}
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
        return _parse_single(grid, bundled, chosen).reading
    drafts = {name: open_draft(other, by_name[name]) for name, other in source.grids.items() if name in by_name}
    drafts[schema.name] = open_draft(grid, schema)
    # References can be checked only against tables beside this one or, for geography, in the package.
    registers = registers_of({name: bundled[name] for name in GEOGRAPHY if name in bundled} | drafts)
    return finish(drafts[schema.name], registers)


def check_tables(path: str | PathLike[str], **options: Unpack[ReadingKeywords]) -> Check:
    """Read and check all tables under a path together.

    Parameters
    ----------
    path : path
        A folder, a .zip of one, a workbook (.xlsx, .ods) with a sheet for each table, or a single file of memberships.
    **options
        As of :class:`kuntaverkostot.dataset.reading_options.ReadingOptions`. What is left out is detected.

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
    >>> from kuntaverkostot.dataset.schema import bundled_data
    >>> check_tables(bundled_data()).errors
    ()
    """
    chosen = ReadingOptions(**options)
    need_free(chosen.refused)
    check = replace(_check(Path(path), chosen), nouns=chosen.nouns)
    write_refused(chosen.refused, check.readings)
    return check


def _check(path: Path, chosen: ReadingOptions) -> Check:
    source = _source(path, chosen.encoding, chosen.delimiter)
    if source.sheets or chosen.sheet is not None:
        source = list_among_sheets(source, living_register(bundled_drafts()), chosen, file=path.name)
    if source.kind == "file":
        return _check_single(next(iter(source.grids.values())), chosen)
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
        tables = {schema.name: _table(schema, readings.get(schema.name)) for schema in schemas()}
        if "sources" not in given and "sources" in drafts:
            tables["sources"] = _cited_sources(tables)
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


def _table(schema: TableSchema, reading: Reading | None) -> Table:
    if reading is None:
        return Table({name: constant("", 0) for name in schema.columns}, [])
    return Table(dict(zip(reading.header, reading.coded, strict=True)), reading.lines)


def _cited_sources(tables: Mapping[str, Table]) -> Table:
    """Return the sources that any table cites; of those in the package, few are needed."""
    ids = set()
    for table in tables.values():
        for name in {"source_id", "source_ids"} & set(table.columns):
            if table is not tables["sources"]:
                ids |= {item for cell in table.columns[name].distinct for item in split_list(cell)}
    sources = tables["sources"]
    kept = sources.columns["source_id"].which(ids)
    columns = {name: column.at(kept) for name, column in sources.columns.items()}
    return Table(columns, [line for line, keep in zip(sources.lines, kept, strict=True) if keep])


def _parse_single(grid: Grid, bundled: Mapping[str, Draft], options: ReadingOptions = DETECTED) -> ParsedList:
    register = living_register(bundled)
    return parse_list(with_header(open_draft(tidied(grid)), register), register, options)


def check_graph(graph: nx.Graph[Any], file: str) -> Check:
    """Read and check a bipartite graph; the file names it in messages."""
    bundled = bundled_drafts()
    tables: dict[str, Table] = {}
    if is_exported(graph):
        reading, tables = tables_of_export(graph, _geography(bundled), file=file)
    else:
        parsed = parse_graph(graph, living_register(bundled), file=file)
        reading, tables = parsed.reading, tables_of(parsed, _geography(bundled))
    if tables:
        tables["sources"] = _cited_sources(tables)
    return Check((reading,), reading.messages, reading.account, tables)


def _geography(bundled: Mapping[str, Draft]) -> dict[str, Table]:
    return {name: _table(table.schema, close(table, shape="table")) for name, table in bundled.items() if table.schema}


def _check_single(grid: Grid, options: ReadingOptions) -> Check:
    bundled = bundled_drafts()
    return check_list(_parse_single(grid, bundled, options), bundled, options)


def check_list(parsed: ParsedList, bundled: Mapping[str, Draft], options: ReadingOptions = DETECTED) -> Check:
    """Return the tables of a list that was parsed, unless something of it is refused and ``partial`` is not chosen."""
    reading = parsed.reading
    tables: dict[str, Table] = {}
    if parsed.shape is not None and not any(refuses(error, partial=options.partial) for error in reading.errors):
        tables = tables_of(parsed, _geography(bundled))
        tables["sources"] = _cited_sources(tables)
    messages, refused = reading.messages, str(reading.account.refused)
    if tables and reading.account.refused:
        messages = (*messages, Problem(reading.file, None, None, "", refused, "rows-refused", severity="warning"))
    return Check((reading,), messages, reading.account, tables)
