"""A dataset as files for other programs: CSV, Excel, GraphML, GEXF, JSON."""

from __future__ import annotations

import json
import operator
import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import takewhile
from typing import Any, Literal, get_args

import networkx as nx
import pandas as pd
from networkx.readwrite.gexf import GEXFWriter
from networkx.readwrite.graphml import GraphMLWriter

from kuntaverkostot.analysis.graph import bipartite_graph
from kuntaverkostot.dataset.dataset import Dataset
from kuntaverkostot.dataset.makers import need_dataset
from kuntaverkostot.dataset.schema import Field, schemas
from kuntaverkostot.dataset.standing import is_derived
from kuntaverkostot.tables.csv_writer import csv_bytes, guarded
from kuntaverkostot.tables.workbooks import MOST_CELLS
from kuntaverkostot.tables.zip_writer import packed, workbook_bytes
from kuntaverkostot.text.cells import visible
from kuntaverkostot.text.language import named
from kuntaverkostot.text.unfit import UnfitError

Form = Literal["csv", "xlsx", "graphml", "gexf", "json"]
FORMS: tuple[Form, ...] = get_args(Form)

# What a spreadsheet reads as an escaped character.
ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
LONGEST_CELL = 32_767
MOST_ROWS = 1_048_576
# Nodes and edges; NetworkX needs 3 kB for each of them to write XML.
MOST_IN_XML = 400_000
GRAPH_TABLES = ("municipalities", "networks", "organisations", "memberships", "organisation_memberships")
XML_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
# NetworkX writes the current date and its version.
GEXF_DATE = re.compile(r'(<meta) lastmodifieddate="[^"]*"(>\s*<creator>NetworkX)[^<]*')
# Characters that XML 1.0 cannot hold, not even as a reference: https://www.w3.org/TR/xml/#charsets
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def export_bytes(dataset: Dataset, *, form: Form, candidates: bool = False) -> bytes:
    """Return a dataset as the bytes of a file; the same dataset gives the same bytes.

    Parameters
    ----------
    dataset : Dataset
        What to write.
    form : {"csv", "xlsx", "graphml", "gexf", "json"}
        "csv": a zip with a CSV file for each table; "xlsx": a workbook with a sheet for each table. Both can be read
        again with :func:`kuntaverkostot.read_dataset` and give the same dataset. The others hold the bipartite graph:
        GraphML, GEXF, or JSON as NetworkX's node-link data.
    candidates : bool
        Whether memberships that no source names become edges of the graph; tables always hold them.

    Returns
    -------
    bytes
        Text is UTF-8.

    Raises
    ------
    ValueError
        When the form is unknown, a table or a cell does not fit into an Excel sheet, a workbook or a graph is too
        large to be read again, or a value holds a character that XML does not allow. Tables that were read hold none.

    Examples
    --------
    >>> import kuntaverkostot as kv
    >>> kv.export_bytes(kv.load_dataset(), form="json")[:19]
    b'{"directed": false,'
    """
    need_dataset(dataset, "export_bytes")
    if form not in FORMS:
        raise ValueError(f"form must be one of {', '.join(FORMS)}; got {form!r}")
    if form == "csv":
        return packed(csv_files(dataset))
    if form == "xlsx":
        return _workbook(dataset)
    size = sum(len(getattr(dataset, name)) for name in GRAPH_TABLES)
    if form != "json" and size > MOST_IN_XML:
        raise UnfitError("graph", count=size, most=MOST_IN_XML, form=form)
    graph = _plain_graph(bipartite_graph(dataset, candidates=candidates))
    if form == "json":
        data = nx.node_link_data(graph, edges="edges")
        return (json.dumps(data, ensure_ascii=False) + "\n").encode()
    return _xml(graph, form).encode()


def csv_files(dataset: Dataset) -> dict[str, bytes]:
    """Return the tables of a dataset as CSV files, by the name of the file.

    Memberships that follow from a rule are left out; they follow again when the tables are read.

    >>> from kuntaverkostot.dataset.dataset import load_dataset
    >>> csv_files(load_dataset())["regions.csv"].decode().splitlines()[:2]
    ['region_code,name_fi,name_sv,name_en', '01,Uusimaa,Nyland,Uusimaa']
    """
    return {f"{name}.csv": csv_bytes(header, rows) for name, header, rows in _tables(dataset)}


def _tables(dataset: Dataset) -> Iterable[tuple[str, Sequence[str], list[tuple[str, ...]]]]:
    for schema in schemas():
        frame: pd.DataFrame = getattr(dataset, schema.name)
        if "rule_id" in frame and "basis" in frame:
            frame = frame[~is_derived(frame["basis"])]
        columns = [_texts(frame[field.name], field) for field in schema.fields]
        yield schema.name, schema.columns, list(zip(*columns, strict=True))


def _texts(cells: pd.Series[str], field: Field) -> list[str]:
    values: list[Any] = cells.tolist()
    if field.type == "boolean":
        return [(field.true_values if value else field.false_values)[0] for value in values]
    if field.type == "number":
        return ["" if pd.isna(value) else _number(float(value)) for value in values]
    return [str(value) for value in values]


def _number(value: float) -> str:
    # Tables allow fifteen digits; repr never needs more for values such as degrees.
    return str(int(value)) if value.is_integer() else repr(value)


def _workbook(dataset: Dataset) -> bytes:
    from openpyxl import Workbook  # noqa: PLC0415 - slow to load
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415

    tables = [
        (name, [[guarded(cell) for cell in row] for row in (header, *rows)]) for name, header, rows in _tables(dataset)
    ]
    _check_sheets(tables)
    book = Workbook(write_only=True)
    for name, rows in tables:
        sheet = book.create_sheet(name)
        sheet.freeze_panes = "A2"
        for row in rows:
            cells = [WriteOnlyCell(sheet, value=ESCAPE.sub("_x005F_", text)) if text else None for text in row]
            for cell in filter(None, cells):
                # Text, whatever it looks like: 020 keeps its zero even when somebody edits it.
                cell.data_type, cell.number_format = "s", "@"
            sheet.append(cells)
    return workbook_bytes(book)


def _check_sheets(tables: Sequence[tuple[str, list[list[str]]]]) -> None:
    for name, rows in tables:
        if len(rows) > MOST_ROWS:
            raise UnfitError("rows", table=name, count=len(rows), most=MOST_ROWS)
        for line, row in enumerate(rows, start=1):
            for column, cell in zip(rows[0], row, strict=True):
                if len(cell) > LONGEST_CELL:
                    raise UnfitError("cell", table=name, row=line, column=column, count=len(cell), most=LONGEST_CELL)
            _check_characters(name, dict(zip(rows[0], row, strict=True)), instead="CSV")
    # Empty cells at the end of a row are not written.
    cells = sum(
        len(row) - sum(1 for _ in takewhile(operator.not_, reversed(row))) for _, rows in tables for row in rows
    )
    if cells > MOST_CELLS:
        raise UnfitError("cells", count=cells, most=MOST_CELLS)


def _plain_graph(graph: nx.Graph[str]) -> nx.Graph[str]:
    """Return the graph with a label for each node and without attributes that have no value; sorted."""
    plain: nx.Graph[str] = nx.Graph()
    for node in sorted(graph):
        values: dict[str, Any] = graph.nodes[node]
        label = named(values, "fi")[0] or values["code"]
        plain.add_node(node, label=label, **{key: value for key, value in values.items() if value is not None})
    for first, other in sorted(tuple(sorted(edge)) for edge in graph.edges):
        plain.add_edge(first, other, **graph.edges[first, other])
    return plain


def _xml(graph: nx.Graph[str], form: Form) -> str:
    for node, values in graph.nodes.items():
        _check_characters(node, {"code": node} | values)
    for (first, other), values in graph.edges.items():
        _check_characters(f"{first} – {other}", values)
    # Not NetworkX's line generators: they would split a value at a carriage return.
    text = str(GraphMLWriter(graph)) if form == "graphml" else GEXF_DATE.sub(r"\1\2", str(GEXFWriter(graph)), count=1)
    # A bare carriage return would be read as a line feed.
    return XML_HEAD + text.rstrip("\n").replace("\r", "&#13;") + "\n"


def _check_characters(where: str, values: Mapping[str, Any], *, instead: str = "JSON") -> None:
    for name, value in values.items():
        if isinstance(value, str) and (sign := NOT_IN_XML.search(value)):
            raise UnfitError(
                "character", what=name, where=visible(where), sign=f"U+{ord(sign[0]):04X}", instead=instead
            )
