from __future__ import annotations

import csv
import dataclasses
import hashlib
import io
import json
import re
import subprocess
import sys
import zipfile
from xml.etree import ElementTree as ET

import networkx as nx
import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kuntaverkostot as kv
from kuntaverkostot.analysis.export import FORMS, GRAPH_TABLES, NOT_IN_XML, csv_files
from kuntaverkostot.dataset.dataset import table_names
from kuntaverkostot.dataset.frames import TEXT as STR
from kuntaverkostot.tables.csv_grid import grid_of_bytes
from kuntaverkostot.tables.csv_writer import csv_bytes, guarded
from kuntaverkostot.text.cells import repair
from kuntaverkostot.text.language import named
from kuntaverkostot.text.node_ids import node_id

TABLES = {"csv": "tables.zip", "xlsx": "tables.xlsx"}
# Cells as a reading leaves them: composed, stripped, nothing unseen.
TEXT = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"]), max_size=20) | st.sampled_from(
    [
        "=1+1",
        "'=1",
        "''=1",
        "-5",
        "+358",
        "@x",
        "-",
        "=",
        "'",
        '"',
        'a"b',
        "a,b;c",
        "a\nb",
        "#N/A x",
        "_x000D_",
        "020",
        "1e5",
    ]
)


def _read_again(dataset: kv.Dataset, form: str, folder) -> kv.Dataset:
    path = folder / TABLES[form]
    path.write_bytes(kv.export_bytes(dataset, form=form))
    return kv.read_dataset(path)


@pytest.mark.parametrize("form", TABLES)
@pytest.mark.parametrize("name", ["small", "real"])
def test_what_is_written_is_read_again(request, tmp_path, form, name):
    dataset = request.getfixturevalue(name)
    again = _read_again(dataset, form, tmp_path)
    for table in table_names():
        pd.testing.assert_frame_equal(getattr(again, table), getattr(dataset, table), obj=table)
    assert again.account.accepted == again.account.rows


@pytest.mark.parametrize("form", TABLES)
@settings(max_examples=25, deadline=None)
@given(notes=st.lists(TEXT, min_size=10, max_size=10))
def test_any_text_of_a_cell_is_read_again(tmp_path_factory, small, form, notes):
    kept = [
        note if {one.rule for one in repair(note, prose=True)} <= {"formula-mark"} else ""
        for note in map(str.strip, notes)
    ]
    listed = small.memberships["basis"] != "rule"
    assert listed.sum() == len(kept)
    memberships = small.memberships.copy()
    memberships.loc[listed, "note"] = kept
    dataset = dataclasses.replace(small, memberships=memberships)
    again = _read_again(dataset, form, tmp_path_factory.getbasetemp())
    pd.testing.assert_frame_equal(again.memberships, memberships)


@given(rows=st.lists(st.lists(TEXT, min_size=3, max_size=3), max_size=5), delimiter=st.sampled_from(",;\t"))
def test_cells_survive_any_delimiter(rows, delimiter):
    data = csv_bytes(["a", "b", "c"], rows, delimiter=delimiter)
    read = list(csv.reader(io.StringIO(data.decode(), newline=""), delimiter=delimiter))
    assert read == [["a", "b", "c"], *([guarded(cell) for cell in row] for row in rows)]


@given(st.text())
def test_no_cell_is_a_formula_elsewhere_and_the_mark_can_be_taken_away(value):
    written = guarded(value)
    assert not written.startswith(("=", "+", "@", "\t", "\r"))
    assert not written.startswith("-") or written.lstrip("-").replace(".", "", 1).isdigit()
    marked = [one for one in repair(written) if one.rule == "formula-mark"]
    assert (marked[0].value if marked else written) == value


def test_a_carriage_return_stays_in_its_cell():
    data = csv_bytes(["a", "b"], [["x\ry", "z"]])
    grid = grid_of_bytes(data, file="a.csv", delimiter=",")
    assert [*map(list, grid.columns)] == [["x\ry"], ["z"]]


@pytest.mark.parametrize("form", FORMS)
def test_the_same_dataset_gives_the_same_bytes(small, small_folder, form):
    data = kv.export_bytes(small, form=form)
    program = (
        "import sys, hashlib, kuntaverkostot as kv; "
        "print(hashlib.sha256(kv.export_bytes(kv.read_dataset(sys.argv[1]), form=sys.argv[2])).hexdigest())"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", program, small_folder, form],
            check=True,
            capture_output=True,
            text=True,
            env={"PYTHONHASHSEED": seed, "PATH": "", "PYTHONPATH": ":".join(sys.path)},
        ).stdout.strip()
        for seed in ("1", "2")
    }
    assert digests == {hashlib.sha256(data).hexdigest()}


def test_files_have_no_times(small):
    for form in TABLES:
        with zipfile.ZipFile(io.BytesIO(kv.export_bytes(small, form=form))) as archive:
            assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
            assert not any(b"20" + b"26-" in archive.read(name) for name in archive.namelist() if "docProps" in name)


def test_tables_are_files_of_their_names(small, small_folder):
    files = csv_files(small)
    assert list(files) == [f"{name}.csv" for name in table_names()]
    assert files["regions.csv"] == (small_folder / "regions.csv").read_bytes()


@pytest.mark.parametrize("candidates", [False, True])
def test_graphs_are_the_bipartite_graph(small, candidates):
    graph = kv.bipartite_graph(small, candidates=candidates)
    edges = {frozenset(edge) for edge in graph.edges}
    data = {form: kv.export_bytes(small, form=form, candidates=candidates) for form in ("graphml", "gexf", "json")}
    read = {
        "graphml": nx.read_graphml(io.BytesIO(data["graphml"])),
        "gexf": nx.read_gexf(io.BytesIO(data["gexf"])),
        "json": nx.node_link_graph(json.loads(data["json"]), edges="edges"),
    }
    for form, other in read.items():
        assert set(other.nodes) == set(graph.nodes), form
        assert {frozenset(edge) for edge in other.edges} == edges, form
        assert other.nodes["municipality:091"]["name_sv"] == "Helsingfors"
        assert other.nodes["municipality:091"]["label"] == "Helsinki"
    assert b"lastmodified" not in data["gexf"]
    assert b"<creator>NetworkX</creator>" in data["gexf"]
    assert ET.fromstring(data["gexf"]).tag.endswith("gexf")  # noqa: S314 - we wrote it


def _named(small: kv.Dataset, names: list[str], notes: list[str]) -> kv.Dataset:
    """Return a dataset made in Python, past all checks of the reading."""
    return dataclasses.replace(
        small,
        municipalities=small.municipalities.assign(name_sv=pd.Series(names, dtype=STR)),
        memberships=small.memberships.assign(source_ids=pd.Series(notes, dtype=STR)),
    )


def _read_graph(data: bytes, form: str) -> nx.Graph:
    read = {"graphml": nx.read_graphml, "gexf": nx.read_gexf}[form]
    return read(io.BytesIO(data))


def _held(values: dict, *, left_out: set[str]) -> dict:
    """Return attributes that say something: GraphML does not tell an empty text from none."""
    return {key: value for key, value in values.items() if value not in (None, "") and key not in left_out}


@pytest.mark.parametrize("form", ["graphml", "gexf"])
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_a_graph_in_xml_is_read_back_as_it_was(small, form, data):
    admitted = st.text(st.characters().filter(lambda sign: not NOT_IN_XML.search(sign)), max_size=8) | st.sampled_from(
        ["\r", "a\r\nb", "\t", "\u2028", "\x85", "]]>", "<!--", "&amp;", '" lastmodifieddate="x"', " ", "12", "true"]
    )
    rows = len(small.municipalities), len(small.memberships)
    dataset = _named(small, *(data.draw(st.lists(admitted, min_size=count, max_size=count)) for count in rows))
    graph = kv.bipartite_graph(dataset, candidates=True)
    written = _read_graph(kv.export_bytes(dataset, form=form, candidates=True), form)
    assert set(written.nodes) == set(graph.nodes)
    assert not written.is_directed()
    for node, values in graph.nodes.items():
        label = named(values, "fi")[0] or values["code"]
        assert _held(written.nodes[node], left_out=set()) == _held(values, left_out=set()) | {"label": label}
    assert {frozenset(edge) for edge in written.edges} == {frozenset(edge) for edge in graph.edges}
    for edge, values in graph.edges.items():
        # The number of an edge is of GEXF, and not of the graph.
        assert _held(written.edges[edge], left_out={"id"}) == _held(values, left_out=set())


@pytest.mark.parametrize("form", ["graphml", "gexf"])
@given(sign=st.characters(max_codepoint=0x1F) | st.sampled_from("\ud800\udfff\ufffe\uffff\x7f\x80\ufdd0"))
def test_a_character_that_xml_does_not_admit_is_refused_and_any_other_is_written(small, form, sign):
    names = ["", *small.municipalities["name_sv"][1:]]
    names[2] = f"a{sign}b"
    dataset = _named(small, names, [""] * len(small.memberships))
    node = node_id("municipality", small.municipalities["municipality_code"][2])
    if NOT_IN_XML.search(sign):
        told = f"name_sv of {node} holds U+{ord(sign):04X}, which XML does not allow: remove it, or write JSON"
        with pytest.raises(ValueError, match=f"^{re.escape(told)}$"):
            kv.export_bytes(dataset, form=form)
    else:
        assert _read_graph(kv.export_bytes(dataset, form=form), form).nodes[node]["name_sv"] == names[2]


@pytest.mark.parametrize("form", ["graphml", "gexf"])
def test_such_a_character_is_found_in_codes_and_on_edges(small, form):
    notes = ["", "x\x01", *[""] * (len(small.memberships) - 2)]
    row = small.memberships.iloc[1]
    dataset = _named(small, list(small.municipalities["name_sv"]), notes)
    where = f"municipality:{row.municipality_code} – network:{row.network_id}"
    with pytest.raises(ValueError, match=rf"^source_ids of {where} holds U\+0001"):
        kv.export_bytes(dataset, form=form, candidates=True)
    codes = ["\x02", *small.municipalities["municipality_code"][1:]]
    changed = dataclasses.replace(
        small,
        municipalities=small.municipalities.assign(municipality_code=codes),
        memberships=small.memberships.iloc[:0],
        populations=small.populations.iloc[:0],
    )
    with pytest.raises(ValueError, match=r"^code of municipality:<U\+0002> holds U\+0002"):
        kv.export_bytes(changed, form=form)


def test_no_cell_of_a_workbook_is_a_formula(small, tmp_path):
    memberships = small.memberships.copy()
    memberships.loc[0, "note"] = '=HYPERLINK("https://example.org")'
    path = tmp_path / "a.xlsx"
    path.write_bytes(kv.export_bytes(dataclasses.replace(small, memberships=memberships), form="xlsx"))
    cells = [cell for sheet in openpyxl.load_workbook(path) for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells if cell.value is not None} == {"s"}
    codes = [cell for cell in cells if cell.value == "020"]
    assert {cell.number_format for cell in codes} == {"@"}


@pytest.mark.parametrize("sign", ["\x00", "\x0b", "\x1f", "\ud800", "\ufffe"])
def test_a_character_that_a_workbook_cannot_hold_is_refused(small, sign):
    memberships = small.memberships.copy()
    memberships.loc[0, "note"] = f"a{sign}b"
    told = f"note of memberships holds U+{ord(sign):04X}, which XML does not allow: remove it, or write CSV"
    with pytest.raises(ValueError, match=f"^{re.escape(told)}$"):
        kv.export_bytes(dataclasses.replace(small, memberships=memberships), form="xlsx")


def test_another_form_is_refused(small):
    with pytest.raises(ValueError, match="form must be one of csv, xlsx, graphml, gexf, json"):
        kv.export_bytes(small, form="pdf")
    memberships = small.memberships.copy()
    memberships.loc[0, "note"] = "x" * 40_000
    with pytest.raises(ValueError, match="an Excel cell holds at most 32,767"):
        kv.export_bytes(dataclasses.replace(small, memberships=memberships), form="xlsx")


def test_a_workbook_that_would_not_be_read_again_is_not_written(small, tmp_path, monkeypatch):
    path = tmp_path / "small.xlsx"
    path.write_bytes(kv.export_bytes(small, form="xlsx"))
    cells = sum(
        max(cell.column for cell in row if cell.value is not None)
        for sheet in openpyxl.load_workbook(path)
        for row in sheet.iter_rows()
    )
    # What is written with not a cell to spare is read, too.
    for module in ("analysis.export", "tables.workbooks"):
        monkeypatch.setattr(f"kuntaverkostot.{module}.MOST_CELLS", cells)
    assert kv.export_bytes(small, form="xlsx") == path.read_bytes()
    assert kv.check_tables(path).errors == ()
    monkeypatch.setattr("kuntaverkostot.analysis.export.MOST_CELLS", cells - 1)
    with pytest.raises(ValueError, match=f"would have {cells:,} cells"):
        kv.export_bytes(small, form="xlsx")


@pytest.mark.parametrize("form", ["graphml", "gexf"])
def test_a_graph_that_is_too_large_for_xml_is_told(small, monkeypatch, form):
    most = sum(len(getattr(small, name)) for name in GRAPH_TABLES)
    monkeypatch.setattr("kuntaverkostot.analysis.export.MOST_IN_XML", most)
    assert kv.export_bytes(small, form=form)
    monkeypatch.setattr("kuntaverkostot.analysis.export.MOST_IN_XML", most - 1)
    with pytest.raises(ValueError, match=f"has {most} nodes and edges, but {form} has room for {most - 1}"):
        kv.export_bytes(small, form=form)
    assert kv.export_bytes(small, form="json")
