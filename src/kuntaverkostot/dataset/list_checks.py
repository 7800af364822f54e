"""A list or a graph of memberships that stands by itself, as the tables of a dataset."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from kuntaverkostot.dataset.check import Check
from kuntaverkostot.dataset.list_exported import is_exported, tables_of_export
from kuntaverkostot.dataset.list_graph import parse_graph
from kuntaverkostot.dataset.list_header import with_header
from kuntaverkostot.dataset.list_layout import tidied
from kuntaverkostot.dataset.list_parse import ParsedList, parse_list
from kuntaverkostot.dataset.list_tables import tables_of
from kuntaverkostot.dataset.reading import Draft, Reading, close
from kuntaverkostot.dataset.reading_options import DETECTED, ReadingOptions, refuses
from kuntaverkostot.dataset.registers import bundled_drafts, living_register
from kuntaverkostot.dataset.repair import open_draft
from kuntaverkostot.dataset.schema import TableSchema, split_list
from kuntaverkostot.tables.columns import constant
from kuntaverkostot.tables.grid import Grid, Table
from kuntaverkostot.tables.problem import Problem

if TYPE_CHECKING:
    import networkx as nx


def parse_single(grid: Grid, bundled: Mapping[str, Draft], options: ReadingOptions = DETECTED) -> ParsedList:
    """Parse a list of memberships that is a table by itself."""
    register = living_register(bundled)
    return parse_list(with_header(open_draft(tidied(grid)), register), register, options)


def check_graph(graph: nx.Graph[Any], file: str) -> Check:
    """Read and check a bipartite graph; the file names it in messages."""
    bundled = bundled_drafts()
    tables: dict[str, Table] = {}
    if is_exported(graph) and not graph.is_multigraph():
        reading, tables = tables_of_export(graph, _geography(bundled), file=file)
    else:
        parsed = parse_graph(graph, living_register(bundled), file=file)
        reading, tables = parsed.reading, tables_of(parsed, _geography(bundled))
    if tables:
        tables["sources"] = cited_sources(tables)
    return Check((reading,), reading.messages, reading.account, tables)


def _geography(bundled: Mapping[str, Draft]) -> dict[str, Table]:
    return {
        name: table_of(table.schema, close(table, shape="table")) for name, table in bundled.items() if table.schema
    }


def check_single(grid: Grid, options: ReadingOptions) -> Check:
    """Read and check a list of memberships that is a table by itself."""
    bundled = bundled_drafts()
    return check_list(parse_single(grid, bundled, options), bundled, options)


def check_list(parsed: ParsedList, bundled: Mapping[str, Draft], options: ReadingOptions = DETECTED) -> Check:
    """Return the tables of a list that was parsed, unless something of it is refused and ``partial`` is not chosen."""
    reading = parsed.reading
    tables: dict[str, Table] = {}
    if parsed.shape is not None and not any(refuses(error, partial=options.partial) for error in reading.errors):
        tables = tables_of(parsed, _geography(bundled))
        tables["sources"] = cited_sources(tables)
    messages, refused = reading.messages, str(reading.account.refused)
    if tables and reading.account.refused:
        messages = (*messages, Problem(reading.file, None, None, "", refused, "rows-refused", severity="warning"))
    return Check((reading,), messages, reading.account, tables)


def table_of(schema: TableSchema, reading: Reading | None) -> Table:
    """Return the table of a reading; an empty one when there is none."""
    if reading is None:
        return Table({name: constant("", 0) for name in schema.columns}, [])
    return Table(dict(zip(reading.header, reading.coded, strict=True)), reading.lines)


def cited_sources(tables: Mapping[str, Table]) -> Table:
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
