"""Titles, notes, totals, merged headers, several sheets, statistics exports."""

from __future__ import annotations

import io

import pytest
from openpyxl import Workbook

from tests.dataset.forms.reading import pairs, read

RELATION = pairs("049:A 092:B 564:B")


@pytest.mark.parametrize(
    "notes", ["Lähde: Kuntaliitto", "Källa: Kommunförbundet;;", "Source: X;;", "* alustava tieto;;"]
)
@pytest.mark.parametrize("title", ["", "Verkostot 2026\n\n", "Verkostot 2026;;\n;;\n"])
@pytest.mark.parametrize("total", ["", "Yhteensä;1;2\n", "Totalt;1;2\n"])
def test_titles_notes_and_totals_are_not_rows(tmp_path, title, notes, total):
    found = read(tmp_path, f"{title}kunta;A;B\nEspoo;x;\nVantaa;;x\nOulu;;x\n{total}\n{notes}\n")
    assert found.relation == RELATION
    assert found.dataset.account.rows == 3
    said = {one.rule for one in found.dataset.messages}
    assert ("note-row" in said, "total-row" in said, "title-row" in said) == (True, bool(total), bool(title))


def test_an_export_of_statistics(tmp_path):
    text = """"Jäsenkunnat verkoston mukaan 31.12.2025"

"Kunta","A","B"
"Espoo",1,..
"Vantaa",..,1
"Oulu",..,1
"Yhteensä",1,2

"Latest update:"
"20260115 09:00"
"Source:"
"Statistics Finland"
"""
    found = read(tmp_path, text)
    assert found.relation == RELATION


def test_a_member_called_total_is_one(tmp_path):
    found = read(tmp_path, "Company;A;B\nShell;x;\nBP;;x\nTotal;x;x\n")
    assert found.relation == pairs("Shell:A BP:B Total:A,B")


def test_the_last_member_is_not_a_note(tmp_path):
    assert read(tmp_path, "kunta;A;B\nEspoo;x;\nVantaa;;x\nOulu;;\n").dataset.account.rows == 3


@pytest.mark.parametrize(
    ("header", "networks"),
    [
        (";Verkostot;;\nkunta;A;B;C\n", ["A", "B", "C"]),
        ("kunta;Verkostot;;\n;A;B;C\n", ["A", "B", "C"]),
        ("kunta;Suuret;;Pienet\n;A;B;A\n", ["Suuret A", "Suuret B", "Pienet A"]),
    ],
)
def test_column_names_on_two_rows(tmp_path, header, networks):
    found = read(tmp_path, f"{header}Espoo;x;;\nVantaa;;x;x\n")
    assert found.relation == {("049", networks[0]), ("092", networks[1]), ("092", networks[2])}


def test_numbers_and_names_in_the_first_columns_are_no_second_header(tmp_path):
    assert read(tmp_path, ",,A,B\n0,Ann,1,0\n1,Bob,0,1\n").relation == pairs("Ann:A Bob:B")


def _workbook(**sheets: list[list[object]]) -> bytes:
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


LIST = [["kunta", "A", "B"], ["Espoo", "x"], ["Vantaa", None, "x"], ["Oulu", None, "x"]]
NOTES = [["Ohje"], ["Täytä lista"]]


def test_the_sheet_that_fits_is_found_and_said(tmp_path):
    found = read(tmp_path, _workbook(Ohje=NOTES, Lista=LIST), "book.xlsx")
    assert (found.relation, found.warnings) == (RELATION, ["sheet-chosen"])


def test_of_several_the_caller_chooses(tmp_path):
    book = _workbook(Vanha=[*LIST, ["Turku", "x"]], Lista=LIST)
    assert read(tmp_path, book, "book.xlsx").errors == ["sheets-unclear"]
    for sheet in ("lista", "Lista", "2"):
        assert read(tmp_path, book, "book.xlsx", sheet=sheet).relation == RELATION
    assert read(tmp_path, book, "book.xlsx", sheet="3").errors == ["no-such-sheet"]
    assert read(tmp_path, "kunta;A\nEspoo;x\n", sheet="2").warnings == ["sheet-unused"]


def test_merged_cells_of_a_header_in_a_sheet(tmp_path):
    book = Workbook()
    sheet = book.active
    for row in [["Verkostot"], ["kunta", "Kaikki", None], [None, "A", "B"], *LIST[1:]]:
        sheet.append(row)
    sheet.merge_cells("B2:C2")
    sheet.merge_cells("A1:C1")
    buffer = io.BytesIO()
    book.save(buffer)
    assert read(tmp_path, buffer.getvalue(), "book.xlsx").relation == RELATION
