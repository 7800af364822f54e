"""Tables as they really come: read right, or repaired and said, or refused at the right place."""

from __future__ import annotations

import csv
import io
import shutil
import zipfile
from collections import Counter
from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kuntaverkostot as kv
from kuntaverkostot.dataset import reading
from kuntaverkostot.dataset.dataset import table_names
from kuntaverkostot.dataset.describe import describe
from kuntaverkostot.tables import row_account as ledger
from kuntaverkostot.tables import sources
from kuntaverkostot.tables.problem import Problem
from kuntaverkostot.tables.row_account import MOST_MESSAGES, RowAccount
from kuntaverkostot.text.language import LANGUAGES

WIDE = """Kunta;Kehyskunnat;Seutukaupungit;Huom
Espoo;x;;oma huomautus
Esbbo;;x;
20;kyllä;1;
Akaa;x;;
Honkajoki;;ja;
Jämsä;ehkä;;
091 Helsinki;X;0;
;;;
"""
# Line and column of each message, its severity and rule, and what was read or would be right.
WIDE_MESSAGES = [
    (1, 4, "info", "attribute"),
    (3, 1, "error", "suggestion"),
    (4, 1, "repaired", "code-zero"),
    (5, 1, "warning", "merged-rows"),
    (6, 1, "repaired", "ended"),
    (7, 2, "error", "mark"),
]
LONG = "kommun;kommunkod;nätverk\nEsbo;049;Små kommuner\nHelsingfors;91;små  kommuner\nJämsä;181;Små kommuner\n"


@pytest.fixture
def write(tmp_path):
    def written(name: str, content: str | bytes, encoding: str = "utf-8") -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return path

    return written


def _seen(reading: kv.Reading) -> list[tuple[object, ...]]:
    return [(one.line, one.column, one.severity, one.rule) for one in reading.messages if one.line is not None]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "mac-roman", "cp850"])
@pytest.mark.parametrize("delimiter", [";", "\t", ","])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_a_wide_table_is_the_same_in_any_clothes(write, encoding, delimiter, line_end):
    path = write("lista.csv", WIDE.replace(";", delimiter).replace("\n", line_end), encoding)
    reading = kv.read_table(path)
    assert reading.shape == "wide"
    assert reading.account == kv.Account(rows=7, accepted=3, repaired=2, refused=2)
    assert _seen(reading) == WIDE_MESSAGES
    assert reading.rows == [
        ("Espoo", "x", "", "oma huomautus"),
        ("020", "kyllä", "1", ""),
        ("Akaa", "x", "", ""),
        ("214", "", "ja", ""),
        ("091", "X", "0", ""),
    ]
    assert reading.refused == (3, 7)
    with pytest.raises(kv.DataError) as raised:
        kv.read_dataset(path)
    assert [problem.line for problem in raised.value.problems] == [3, 7]
    assert raised.value.account == reading.account


def test_a_long_table_is_understood_and_its_names_and_codes_compared(write):
    path = write("lista.csv", LONG)
    reading = kv.read_table(path)
    assert reading.shape == "long"
    assert _seen(reading) == [
        (3, 2, "repaired", "code-zero"),
        (3, 3, "repaired", "spelling"),
        (4, 2, "error", "names-disagree"),
    ]
    dataset = kv.read_dataset(write("lista.csv", LONG.replace("181", "182")))
    assert dataset.networks[["network_id", "name_fi", "name_sv"]].to_numpy().tolist() == [
        ["sma-kommuner", "", "Små kommuner"]
    ]
    assert dataset.memberships["municipality_code"].tolist() == ["049", "091", "182"]
    assert len(dataset.municipalities) == 309
    assert dataset.account == kv.Account(rows=3, accepted=2, repaired=1, refused=0)


def test_marks_say_who_is_a_member(write):
    dataset = kv.read_dataset(write("a.csv", "kunta,A,B,C\nEspoo,x,,0\nVantaa,1,Kyllä,ei\nKauniainen,JA,yes,\n"))
    pairs = dataset.memberships[["network_id", "municipality_code"]].to_numpy().tolist()
    assert pairs == [["a", "049"], ["a", "092"], ["a", "235"], ["b", "092"], ["b", "235"]]
    assert dataset.networks["network_id"].tolist() == ["a", "b", "c"]
    assert set(dataset.memberships["basis"]) == {"listed"}


def test_a_gap_in_the_sheet_is_no_network(write):
    dataset = kv.read_dataset(write("a.csv", "kunta;;A\nEspoo;;x\nVantaa;;\n"))
    assert dataset.networks["network_id"].tolist() == ["a"]
    assert [one.rule for one in dataset.messages] == ["shape-wide"]
    reading = kv.read_table(write("a.csv", "kunta;;A\nEspoo;x;x\n"))
    assert _seen(reading) == [(1, 2, "error", "unnamed-column")]


def test_members_that_are_guessed_are_warned_of(write):
    dataset = kv.read_dataset(write("a.csv", "nimi;A\nEspoon seurakunta;x\nVantaan seurakunta;x\n"))
    assert [(one.rule, one.severity) for one in dataset.warnings] == [("members-own", "warning")]
    dataset = kv.read_dataset(write("a.csv", "nimi;A\nEspoon kaupunki;x\nVantaan kaupunki;x\n"))
    assert [(one.rule, one.column) for one in dataset.warnings] == [("municipalities-assumed", 1)]


def test_members_need_not_be_municipalities(write):
    dataset = kv.read_dataset(write("a.csv", "Jäsen,Mestaruussarja,Ykkönen\nHJK,x,\nTPS,,x\n"))
    assert dataset.municipalities.empty
    assert dataset.organisations[["organisation_id", "kind", "name_fi"]].to_numpy().tolist() == [
        ["hjk", "Jäsen", "HJK"],
        ["tps", "Jäsen", "TPS"],
    ]
    graph = kv.bipartite_graph(dataset)
    assert sorted(graph.edges) == [
        ("organisation:hjk", "network:mestaruussarja"),
        ("organisation:tps", "network:ykkonen"),
    ]
    assert [one.rule for one in dataset.messages] == ["shape-wide", "members-own"]


@pytest.mark.parametrize("content", ["a;b\n1;2\n", "hello\n", "kunta;asukasluku\nEspoo;300000\nVantaa;240000\n"])
def test_a_table_without_memberships_is_not_taken_for_one(write, content):
    reading = kv.read_table(write("a.csv", content))
    rules = [one.rule for one in reading.messages if one.severity == "error"]
    assert (reading.shape, rules) == ("other", ["no-rows" if content == "hello\n" else "shape-unknown"])
    with pytest.raises(kv.DataError):
        kv.read_dataset(write("a.csv", content))


def test_zeros_lost_and_kept_are_a_duplicate(write):
    content = "network_id,municipality_code,basis\na,020,listed\na,20,listed\n"
    reading = kv.read_table(write("memberships.csv", content))
    assert _seen(reading) == [(3, 1, "error", "unique"), (3, 2, "repaired", "code-zero")]
    assert reading.account == kv.Account(rows=2, accepted=1, repaired=0, refused=1)


def test_words_that_mean_nothing_elsewhere_stay_text(write):
    content = "network_id,municipality_code,basis,note\nnull,091,listed,NA\nnan,049,listed,null\n"
    reading = kv.read_table(write("memberships.csv", content))
    assert reading.column("note") == ["NA", "null"]
    assert reading.account.accepted == 2


def _workbook(sheets: dict[str, list[list[object]]]) -> bytes:
    from openpyxl import Workbook  # noqa: PLC0415 - only these tests write one by hand

    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_a_workbook_of_excel_is_read_as_it_is_kept(write):
    rows = [
        ["Verkostot 2026"],
        [],
        ["Kunta", "Koodi", "A"],
        ["Espoo", 49, "x"],
        ["Jämsä", 182.0, 1],
        ["Salo", "734", None],
    ]
    path = write("kirja.xlsx", _workbook({"Taul1": rows, "Tyhjä": []}))
    reading = kv.read_table(path)
    assert reading.file == "kirja.xlsx[Taul1]"
    assert list(reading.lines) == [4, 5, 6]
    assert [(one.line, one.column, one.rule) for one in reading.messages if one.severity != "info"] == []


def test_codes_beside_names_lose_their_zeros_in_excel(write):
    rows = [["Kunta", "Kuntanumero", "A"], ["Espoo", 49, "x"], ["Jämsä", 182.0, True]]
    reading = kv.read_table(write("kirja.xlsx", _workbook({"Taul1": rows})))
    assert reading.rows == [("Espoo", "049", "x"), ("Jämsä", "182", "true")]
    assert _seen(reading) == [(2, 2, "repaired", "code-zero")]


def test_a_formula_that_was_never_computed_is_refused(write):
    reading = kv.read_table(
        write("kirja.xlsx", _workbook({"a": [["kunta", "A"], ["Espoo", "=IF(1,1)"], ["Salo", "x"]]}))
    )
    assert next((one.line, one.column, one.rule) for one in reading.errors) == (2, 2, "spreadsheet-error")


def test_sheets_have_the_names_of_tables(write, small):
    sheets = {
        "Networks": [["network_id", "name_fi", "member_kind", "status"], ["a", "Aa", "municipality", "current"]],
        "memberships": [["network_id", "municipality_code", "basis"], ["Aa", "Esbo", "Listed"]],
        "muistiinpanot": [["jotain"], ["muuta"]],
    }
    dataset = kv.read_dataset(write("kirja.xlsx", _workbook(sheets)))
    assert dataset.memberships[["network_id", "municipality_code", "basis"]].to_numpy().tolist() == [
        ["a", "049", "listed"]
    ]
    assert [(one.rule, one.severity) for one in dataset.messages] == [
        ("sheet-left-out", "warning"),
        ("from-package", "info"),
        ("named", "repaired"),
        ("named", "repaired"),
        ("spelling", "repaired"),
    ]
    assert dataset.account == kv.Account(rows=2, accepted=1, repaired=1, refused=0)
    assert len(dataset.populations) > 300
    assert set(dataset.populations["source_id"]) <= set(dataset.sources["source_id"]) | {""}
    assert small.warnings == ()


ODS = """<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>
<table:table table:name="Taulukko1">
<table:table-row><table:table-cell office:value-type="string"><text:p>kunta</text:p></table:table-cell>
<table:table-cell office:value-type="string"><text:p>A</text:p></table:table-cell></table:table-row>
<table:table-row table:number-rows-repeated="2">
<table:table-cell table:number-columns-repeated="16384"/></table:table-row>
<table:table-row><table:table-cell office:value-type="float" office:value="49"><text:p>49</text:p></table:table-cell>
<table:table-cell office:value-type="string"><text:p>k<text:span>yll</text:span>ä</text:p></table:table-cell>
</table:table-row>
<table:table-row><table:table-cell table:formula="of:=A1"/><table:table-cell/></table:table-row>
<table:table-row table:number-rows-repeated="1048571">
<table:table-cell table:number-columns-repeated="16384"/></table:table-row>
</table:table></office:spreadsheet></office:body></office:document-content>"""


def test_a_workbook_of_libreoffice_is_read(write):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", ODS)
    reading = kv.read_table(write("kirja.ods", buffer.getvalue()))
    assert reading.rows == [("049", "kyllä")]
    assert _seen(reading) == [
        (4, 1, "repaired", "code-zero"),
        (5, 1, "error", "spreadsheet-error"),
        (5, 1, "error", "foreign-key"),
    ]


@pytest.mark.parametrize(
    ("name", "content", "rule"),
    [
        ("a.csv", b"", "empty-file"),
        ("a.xlsx", b"PK\x03\x04 nothing", "zip-damaged"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100, "old-workbook"),
        ("a.csv", b'kunta;A\n"Espoo;x\n', "csv"),
        ("a.csv", ("kunta;A\nEspoo;" + "x" * 200_000).encode(), "cell-limit"),
        ("a.csv", ("kunta;A\nEspoo;" + "x" * 100_000).encode(), "max-length"),
        ("a.csv", b'kunta;A\nEspoo;"' + b"x" * 200_000 + b'"\n', "cell-limit"),
        ("a.csv", b"kunta;" * 17_000, "too-many-columns"),
        ("a.csv", b"\n" * 1_600_000, "too-many-rows"),
    ],
)
def test_a_file_that_is_too_much_or_damaged_is_refused(write, name, content, rule):
    path = write(name, content)
    assert rule in {one.rule for one in kv.read_table(path).errors}
    with pytest.raises(kv.DataError):
        kv.read_dataset(path)


def test_a_zip_that_grows_is_not_unpacked(write):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("memberships.csv", b"0" * 160_000_000)
    assert [one.rule for one in kv.check_tables(write("a.zip", buffer.getvalue())).errors] == ["zip-too-large"]


def test_the_same_table_twice_in_a_zip_is_refused(write):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("one/networks.csv", "a")
        archive.writestr("two/networks.csv", "b")
    assert [one.rule for one in kv.check_tables(write("a.zip", buffer.getvalue())).errors] == ["same-table"]


def test_a_folder_and_its_zip_are_the_same_dataset(tmp_path, small_folder, small):
    archive = shutil.make_archive(str(tmp_path / "tables"), "zip", small_folder)
    again = kv.read_dataset(archive)
    for name in table_names():
        pd.testing.assert_frame_equal(getattr(again, name), getattr(small, name), obj=name)


@pytest.fixture
def excel_folder(tmp_path, small_folder):
    """Copy of the small dataset as Finnish Excel would save it."""
    folder = tmp_path / "excel"
    folder.mkdir()
    for path in small_folder.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as opened:
            rows = list(csv.reader(opened))
        places = [place for place, name in enumerate(rows[0]) if name in {"latitude", "longitude"}]
        codes = [place for place, name in enumerate(rows[0]) if name == "municipality_code"]
        for row in rows[1:]:
            for place in places:
                row[place] = row[place].replace(".", ",")
            for place in codes:
                row[place] = row[place].lstrip("0")
        with (folder / path.name).open("w", encoding="cp1252", newline="", errors="xmlcharrefreplace") as opened:
            csv.writer(opened, delimiter=";").writerows(rows)
    return folder


def test_tables_that_went_through_finnish_excel_are_the_same_dataset(excel_folder, small):
    again = kv.read_dataset(excel_folder)
    for name in table_names():
        pd.testing.assert_frame_equal(getattr(again, name), getattr(small, name), obj=name)
    assert {one.rule for one in again.messages} == {"encoding-found", "code-zero", "number-format"}
    assert again.account.repaired > 0
    assert again.account.refused == 0


def test_figures_of_a_municipality_that_ended_are_not_given_to_another(write):
    content = "municipality_code,date,population\n099,2018-12-31,1630\n"
    reading = kv.read_table(write("populations.csv", content))
    assert _seen(reading) == [(2, 1, "error", "ended-unknown")]


def test_a_table_must_be_one_that_is_there(write, small_folder):
    assert kv.read_table(small_folder, table="regions").account.rows == 6
    with pytest.raises(ValueError, match="table must be one of"):
        kv.read_table(small_folder, table="nothing")
    with pytest.raises(ValueError, match="table must be one of"):
        kv.read_table(small_folder)
    assert kv.read_table(write("x.csv", "region_code;name_fi;name_sv;name_en\n1;A;B;C\n"), table="regions").rows == [
        ("01", "A", "B", "C")
    ]
    with pytest.raises(FileNotFoundError):
        kv.read_table(small_folder / "none.csv")


def test_many_equal_messages_are_counted(write):
    rows = "".join(f"Esbbo{number};x\n" for number in range(MOST_MESSAGES + 500))
    reading = kv.read_table(write("a.csv", "kunta;A\nEspoo;x\n" + rows))
    assert reading.account == kv.Account(rows=1501, accepted=1, repaired=0, refused=1500)
    (last,) = [one for one in reading.messages if one.rule == "more"]
    assert (last.value, last.expected) == ("500", "foreign-key") or len(reading.messages) > MOST_MESSAGES


@given(
    st.lists(st.sampled_from(["Espoo", "Espoo ", "Espoo\u00a0", "Es\u200bpoo", "\u202eoopsE", "Esbbo"]), max_size=40)
)
def test_messages_that_are_only_counted_change_nothing_else(tmp_path_factory, towns):
    path = tmp_path_factory.mktemp("few") / "a.csv"
    path.write_text(
        "kunta;verkosto\n" + "".join(f"{town};n{row}\n" for row, town in enumerate(towns)), encoding="utf-8"
    )
    full = kv.read_table(path)
    with pytest.MonkeyPatch.context() as patch:
        for module in (reading, ledger):
            patch.setattr(module, "MOST_MESSAGES", 2)
        short = kv.read_table(path)
    assert (short.rows, short.account, short.refused) == (full.rows, full.account, full.refused)
    seen: Counter[tuple[object, ...]] = Counter()
    first = []
    for one in full.messages:
        seen[one.rule, one.field, one.column] += 1
        first += [one] if seen[one.rule, one.field, one.column] <= 2 else []
    assert [one for one in short.messages if one.rule != "more"] == first
    more = sum(int(one.value) for one in short.messages if one.rule == "more")
    assert more == len(full.messages) - len(first)


@pytest.mark.parametrize("size", [0, 10, 10_000_000])
def test_a_file_is_read_to_its_end_whatever_size_it_says(write, monkeypatch, size):
    path = write("a.csv", "kunta;verkosto\nEspoo;a\nVantaa;a\n")
    monkeypatch.setattr(sources.os, "fstat", lambda _: SimpleNamespace(st_size=size))
    assert kv.read_table(path).rows == [("Espoo", "a"), ("Vantaa", "a")]


def test_an_account_that_loses_a_row_is_an_error():
    with pytest.raises(AssertionError, match="lost"):
        kv.Account(rows=3, accepted=1, repaired=1, refused=0)
    ledger = RowAccount([2, 3])
    ledger.say([Problem("a.csv", 3, 1, "a", "", "required")])
    assert ledger.account(2) == kv.Account(2, 1, 0, 1)
    with pytest.raises(AssertionError):
        ledger.account(3)


@pytest.mark.parametrize("language", LANGUAGES)
def test_messages_are_lines_in_each_language(write, language):
    reading = kv.read_table(write("lista.csv", WIDE, "cp1252"))
    lines = [describe(message, language) for message in reading.messages]
    assert all(line.startswith("lista.csv") and "\n" not in line and "{" not in line for line in lines)
    assert len(set(lines)) == len(lines)


CELL = st.sampled_from(
    ["Espoo", "20", "020", "x", "", " ", "a;b", '"', "=1", "Jämsä", "Ja\u0308msa\u0308", "\n", "listed"]
) | st.text(max_size=5)


@settings(max_examples=150, deadline=None)
@given(rows=st.lists(st.lists(CELL, min_size=1, max_size=4), max_size=6), delimiter=st.sampled_from(";,\t"))
def test_rows_in_are_accepted_repaired_or_refused(tmp_path_factory, rows, delimiter):
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=delimiter, lineterminator="\r\n").writerows([["kunta", "verkosto"], *rows])
    path = tmp_path_factory.getbasetemp() / "rows.csv"
    path.write_text(buffer.getvalue(), encoding="utf-8", newline="")
    reading = kv.read_table(path, delimiter=delimiter, encoding="utf-8")
    # A blank row is none; the account is of the others.
    filled = [row for row in rows if any(cell.strip() for cell in row)]
    broken = any(one.rule in {"csv", "cell-limit"} for one in reading.errors)
    # What is taken for a note below the table is said with its words.
    notes = sum(one.rule == "note-row" for one in reading.messages)
    assert broken or reading.account.rows + notes == len(filled)
    assert reading.account.accepted + reading.account.repaired == len(reading.rows)


DIRTY = [
    "091",
    "91",
    "Helsinki",
    "helsinki",
    "Esbo",
    "Espoo\u00a0",
    " Lohja",
    "Loh\u00adja",
    "Espo",
    "#N/A",
    "Pori\u202e",
    "",
]


@settings(max_examples=60, deadline=None)
@given(
    rows=st.lists(
        st.tuples(st.sampled_from(DIRTY), st.sampled_from(["Kehto", "KEHTO", "a\u200bb", "n1", ""])), min_size=1
    )
)
def test_what_is_cut_at_once_is_told_as_what_is_read_carefully(tmp_path_factory, rows):
    # Where a cell is quoted, nothing is cut at once.
    told = []
    for last in ("Turku,n2", 'Turku,"n2"'):
        path = tmp_path_factory.getbasetemp() / "list.csv"
        lines = ["kunta,verkosto", *(",".join(row) for row in rows if any(row)), last]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        told.append(kv.read_table(path))
    quick, careful = told
    assert quick.columns == careful.columns
    assert list(quick.lines) == list(careful.lines)
    assert (quick.messages, quick.refused, quick.account) == (careful.messages, careful.refused, careful.account)
