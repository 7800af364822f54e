"""What lies under a path is read, or named: nothing is passed over without a word."""

from __future__ import annotations

import io
import json
import os
import shutil
import zipfile
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner
from openpyxl import Workbook

import kuntaverkostot as kv
from kuntaverkostot.cli.commands import main
from kuntaverkostot.dataset.dataset import table_names
from kuntaverkostot.dataset.schema import schemas
from kuntaverkostot.tables.problem import Problem
from kuntaverkostot.tables.table_files import MOST_NAMED
from tests.missing import left_out

FILES = ", ".join(schema.path for schema in schemas())
SHEETS = ", ".join(schema.name for schema in schemas())
LIST = "kunta,verkosto\nHelsinki,a\n"


@pytest.fixture
def folder(small_folder, tmp_path) -> Path:
    return Path(shutil.copytree(small_folder, tmp_path / "tables"))


def _workbook(path: Path, sheets: dict[str, list[list[str]]]) -> Path:
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def _zip(path: Path, files: dict[str, str]) -> Path:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    path.write_bytes(buffer.getvalue())
    return path


def _left(name: str, near: str = "") -> Problem:
    rule = "file-left-out-near" if near else "file-left-out"
    return Problem(name, None, None, "", name, rule, near, "warning")


def test_names_of_tables_are_read_whatever_their_capitals(folder, small, tmp_path):
    (folder / "rules.csv").rename(folder / "Rules.CSV")
    (folder / "memberships.csv").rename(folder / "MEMBERSHIPS.csv")
    for path in (folder, Path(shutil.make_archive(str(tmp_path / "tables"), "zip", folder))):
        again = kv.read_dataset(path)
        assert again.messages == ()
        for name in table_names():
            pd.testing.assert_frame_equal(getattr(again, name), getattr(small, name), obj=name)


def test_a_misspelled_table_is_named_in_text_and_json(folder):
    (folder / "figures.csv").rename(folder / "figure.csv")
    told = "figure.csv: tiedostoa ei lueta, koska sen nimi ei ole minkään taulukon nimi; lähin nimi on figures.csv"
    text = CliRunner().invoke(main, ["check", "--data", str(folder)])
    assert (text.exit_code, text.stdout.splitlines()[2]) == (0, told)
    machine = CliRunner().invoke(main, ["check", "--data", str(folder), "--format", "json"])
    (message,) = json.loads(machine.stdout)["messages"]
    assert machine.exit_code == 0
    assert message == {
        "file": "figure.csv",
        "line": None,
        "column": None,
        "field": "",
        "value": "figure.csv",
        "rule": "file-left-out-near",
        "expected": "figures.csv",
        "severity": "warning",
        "text": told,
    }


def test_whatever_may_have_been_meant_for_a_table_is_named(folder, tmp_path):
    for name in ["Figure.TSV", "groups.txt", "l.xlsx", "l.ods", "l.xls"]:
        (folder / name).write_bytes(b"")
    for name in ["README.txt", "LICENSE.txt", "datapackage.json", "map.pdf", ".l.csv", "~$l.xlsx", "tables.zip"]:
        (folder / name).write_bytes(b"")
    (folder / "more.csv").mkdir()
    left = (
        _left("Figure.TSV", "figures.csv"),
        _left("groups.txt", "groups.csv"),
        _left("l.ods"),
        _left("l.xls"),
        _left("l.xlsx"),
    )
    assert kv.read_dataset(folder).messages == left
    archive = shutil.make_archive(str(tmp_path / "tables"), "zip", folder)
    assert set(kv.read_dataset(archive).messages) == set(left)


def test_many_files_are_counted(folder):
    for number in range(MOST_NAMED + 3):
        (folder / f"x{number:03}.csv").write_bytes(b"")
    messages = kv.read_dataset(folder).messages
    assert messages[:MOST_NAMED] == tuple(_left(f"x{number:03}.csv") for number in range(MOST_NAMED))
    assert [(one.rule, one.value, one.expected) for one in messages[MOST_NAMED:]] == [("more", "3", "file-left-out")]


def test_names_that_differ_in_capitals_only_are_refused(folder):
    shutil.copy(folder / "rules.csv", folder / "Rules.csv")
    if len(list(folder.glob("[Rr]ules.csv"))) == 1:
        left_out("here capitals make no other file")
    assert kv.check_tables(folder).errors == (
        Problem("rules.csv", None, None, "", "Rules.csv, rules.csv", "same-table"),
    )


def test_where_tables_are_missing_what_lies_there_is_named(tmp_path):
    for name in ["l.csv", "book.xlsx", "notes.pdf", "README.md"]:
        (tmp_path / name).write_text(LIST, encoding="utf-8")
    (tmp_path / "tables").mkdir()
    instead = "book.xlsx, l.csv, notes.pdf, tables/"
    assert kv.check_tables(tmp_path).messages == (
        _left("book.xlsx"),
        _left("l.csv"),
        *(
            Problem(f"{name}.csv", None, None, "", "", "missing-table-but", instead)
            for name in ("municipalities", "networks", "memberships")
        ),
    )


def test_a_missing_table_is_told_of_the_name_near_to_its_own(folder):
    (folder / "networks.csv").rename(folder / "network.csv")
    (folder / "l.csv").write_text(LIST, encoding="utf-8")
    problem = Problem("networks.csv", None, None, "", "", "missing-table-but", "network.csv")
    errors = kv.check_tables(folder).errors
    assert problem in errors
    assert [one.rule for one in errors if one.rule.startswith("missing")] == ["missing-table-but"]


def test_a_link_that_leads_nowhere_is_not_passed_over(folder):
    (folder / "rules.csv").unlink()
    try:
        (folder / "rules.csv").symlink_to(folder / "none.csv")
    except OSError:
        left_out("here are no links")
    with pytest.raises(FileNotFoundError):
        kv.read_dataset(folder)


def test_a_list_in_a_zip_is_read_and_what_lies_beside_it_named(tmp_path):
    path = _zip(tmp_path / "a.zip", {"sub/L.CSV": LIST, "README.txt": "", "sub/book.xlsx": "", "__MACOSX/._L.csv": ""})
    dataset = kv.read_dataset(path)
    assert [one.rule for one in dataset.messages] == ["file-left-out", "shape-long"]
    assert dataset.messages[0] == _left("sub/book.xlsx")
    assert dataset.memberships["municipality_code"].tolist() == ["091"]


@pytest.mark.parametrize(
    ("files", "rule", "value", "expected"),
    [
        (["a/l.csv", "b/l.csv"], "no-tables-but", "a/l.csv, b/l.csv", FILES),
        (["map.pdf"], "no-tables-but", "map.pdf", FILES),
        (["README.md"], "no-tables", "", FILES),
        (["one/networks.csv", "two/Networks.CSV"], "same-table", "one/networks.csv, two/Networks.CSV", ""),
    ],
)
def test_a_zip_that_cannot_be_read_says_what_is_in_it(tmp_path, files, rule, value, expected):
    path = _zip(tmp_path / "a.zip", dict.fromkeys(files, LIST))
    assert kv.check_tables(path).messages == (Problem("a.zip", None, None, "", value, rule, expected),)


NOTES = [["jotain"], ["muuta"]]
A_LIST = [["kunta", "verkosto"], ["Helsinki", "a"]]


@pytest.mark.parametrize(
    ("sheets", "rule", "value", "expected"),
    [
        ({"Tyhjä": []}, "empty-workbook", "", SHEETS),
        ({"Muuta": NOTES, "Ohje": NOTES}, "no-tables-but", "Muuta, Ohje", SHEETS),
        ({"rules": NOTES, "Rules ": NOTES}, "same-table", "rules, Rules ", ""),
    ],
)
def test_a_workbook_that_cannot_be_read_says_what_is_in_it(tmp_path, sheets, rule, value, expected):
    path = _workbook(tmp_path / "a.xlsx", sheets)
    assert kv.check_tables(path).messages == (Problem("a.xlsx", None, None, "", value, rule, expected),)


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("fi", "työkirja on tyhjä; siinä pitää olla luettelo jäsenistä tai taulukkosivut, joiden nimet ovat"),
        ("sv", "arbetsboken är tom; den ska innehålla en lista över medlemmar eller blad med namnen"),
        ("en", "the workbook is empty; it should have a list of members, or sheets with the names"),
    ],
)
def test_an_empty_workbook_lacks_sheets_and_no_columns(tmp_path, language, told):
    path = _workbook(tmp_path / "a.xlsx", {"Tyhjä": []})
    done = CliRunner().invoke(main, ["check", "--data", str(path), "--lang", language])
    assert done.stderr.splitlines()[0] == f"a.xlsx: {told} {SHEETS}"


def test_a_sheet_that_is_not_read_is_told_with_the_name_near_to_its_own(tmp_path):
    networks = [["network_id", "name_fi", "member_kind", "status"], ["a", "A", "municipality", "current"]]
    path = _workbook(tmp_path / "a.xlsx", {"networks": networks, "membership": NOTES})
    assert [one for one in kv.check_tables(path).messages if one.severity != "info"] == [
        Problem("a.xlsx[membership]", None, None, "", "membership", "sheet-left-out-near", "memberships", "warning"),
        Problem("municipalities.csv", None, None, "", "", "missing-table-but", "membership"),
        Problem("memberships.csv", None, None, "", "", "missing-table-but", "membership"),
    ]


def test_a_cell_of_a_sheet_beyond_the_limit_is_told_with_its_length(tmp_path, monkeypatch):
    monkeypatch.setattr("kuntaverkostot.tables.sources.csv.field_size_limit", lambda: 10)
    path = _workbook(tmp_path / "a.xlsx", {"Lista": [["kunta", "verkosto"], ["Helsinki", "x" * 12]]})
    (error,) = kv.read_table(path).errors
    assert error == Problem("a.xlsx[Lista]", 2, 2, "", "12", "cell-limit", "10")


@pytest.mark.parametrize("sheets", [{"Lista": A_LIST}, {"networks": NOTES}])
def test_how_text_is_written_does_nothing_for_a_workbook_and_that_is_said(tmp_path, sheets):
    path = _workbook(tmp_path / "a.xlsx", sheets)
    told = kv.check_tables(path, encoding="cp1252", delimiter=";").messages
    assert told[:2] == (
        Problem("a.xlsx", None, None, "", "cp1252", "encoding-unused", severity="warning"),
        Problem("a.xlsx", None, None, "", ";", "delimiter-unused", severity="warning"),
    )
    assert kv.check_tables(path).messages == told[2:]


def test_names_of_files_show_their_unseen_signs(tmp_path):
    _zip(tmp_path / "a.zip", {"networks.csv": "a", "\u202el\x1b.csv": LIST})
    done = CliRunner().invoke(main, ["check", "--data", str(tmp_path / "a.zip"), "--lang", "en"])
    assert done.stderr.startswith("<U+202E>l<U+001B>.csv: the file is not read")
    assert os.linesep not in done.stderr.splitlines()[0]
