"""A first row that is no header is a row of the list: read as one and said, or refused; never lost."""

from __future__ import annotations

import io

import pytest

import kuntaverkostot as kv


@pytest.fixture
def read(tmp_path):
    def checked(content: str | bytes, name: str = "l.csv") -> kv.Check:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return kv.check_tables(path)

    return checked


def _pairs(check: kv.Check) -> list[tuple[str, str]]:
    table = check.tables["memberships"].columns
    return sorted(zip(table["network_id"], table["municipality_code"], strict=True))


def _rules(check: kv.Check, *severities: str) -> list[str]:
    return [one.rule for one in check.messages if one.severity in severities]


ASSUMED = ["municipalities-assumed", "networks-assumed", "no-header"]


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("Espoo;Kasvu\nHelsinki;Kasvu\nVantaa;Kasvu\n", [("kasvu", "049"), ("kasvu", "091"), ("kasvu", "092")]),
        ("Kasvu,Espoo\nTuki,Helsinki\n", [("kasvu", "049"), ("tuki", "091")]),
        ("49\tKasvu\n91\tTuki\n", [("kasvu", "049"), ("tuki", "091")]),
        ("Es\u00adpoo;Kasvu\nHelsinki;Kasvu\n", [("kasvu", "049"), ("kasvu", "091")]),
        ("Espoo;Kasvu\n", [("kasvu", "049")]),
        ("Verkostot 2026;\nEspoo;Kasvu\nHelsinki;Kasvu\n", [("kasvu", "049"), ("kasvu", "091")]),
    ],
)
def test_a_list_without_a_header_is_read_whole_and_said(read, text, pairs):
    check = read(text)
    assert (check.errors, _pairs(check)) == ((), pairs)
    assert sorted(_rules(check, "warning")) == ASSUMED
    assert check.account.rows == len(pairs)
    assert list(check.readings[0].lines) == list(range(1 + text.startswith("Verk"), len(pairs) + 1 + ("2026" in text)))


def test_a_sheet_without_a_header_is_read_so_too(read):
    from openpyxl import Workbook  # noqa: PLC0415 - only this test writes one

    book = Workbook()
    for row in [["Espoo", "Kasvu"], ["Helsinki", "Kasvu"]]:
        book.active.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    check = read(buffer.getvalue(), "l.xlsx")
    assert (_pairs(check), sorted(_rules(check, "warning"))) == ([("kasvu", "049"), ("kasvu", "091")], ASSUMED)
    assert check.account == kv.Account(2, 2, 0, 0)


@pytest.mark.parametrize(
    ("text", "errors", "rows"),
    [
        # Names of networks are missing.
        ("049;Espoo;x\n091;Helsinki;x\n", ["unnamed-column"], 2),
        ("kunta;\nEspoo;x\n", ["unnamed-column"], 1),
        ("kunta;\nEspoo;\nVantaa;x\n", ["unnamed-column"], 2),
        ("Espoo;x\nHelsinki;\nVantaa;x\n", ["unnamed-column"], 3),
        ("Ann;x;0\nBob;0;x\n", ["unnamed-column", "unnamed-column"], 2),
        # A member without a network.
        ("Salo;\nEspoo;Kasvu\nHelsinki;Kasvu\n", ["required"], 3),
        # A name of a column beside a row of the list.
        ("Espoo;verkosto\nHelsinki;Kasvu\n", ["header-unsure"], 1),
        ("049;kunta;x\n091;Espoo;x\n", ["header-unsure"], 1),
        # Networks may be called after municipalities.
        ("Lahti;Espoo\nSalo;Vantaa\nKuopio;Kerava\n", ["columns-unclear"], 3),
        ("Ann;Kasvu\n", ["no-rows"], 0),
        ("kunta;Espoo\n", ["no-rows"], 0),
        ("kunta;A\n", ["no-rows"], 0),
        ("kunta;verkosto\n", ["no-rows"], 0),
        ("kunta\n", ["no-rows"], 0),
    ],
)
def test_what_cannot_be_read_without_a_header_is_refused_with_every_row(read, text, errors, rows):
    check = read(text)
    assert _rules(check, "error") == errors
    assert check.account.rows == rows
    assert check.tables == {}


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        (";Kasvu\nEspoo;\nVantaa;x\nSalo;x\n", [("kasvu", "092"), ("kasvu", "734")]),
        ("kunta;\nEspoo;Kasvu\nSalo;Tuki\n", [("kasvu", "049"), ("tuki", "734")]),
    ],
)
def test_a_header_with_gaps_is_no_title(read, text, pairs):
    check = read(text)
    assert (check.errors, _pairs(check)) == ((), pairs)
    assert not {"no-header", "title-row"} & set(_rules(check, "warning", "info"))
    assert check.account.rows == text.count("\n") - 1


@pytest.mark.parametrize(
    "text",
    [
        "kunta;Espoo;Turku\nVantaa;x;\nSalo;;x\n",
        "kunta;x;1\nEspoo;x;\nVantaa;;x\n",
        "Verkostot\n\nkunta;A\nEspoo;x\n",
        "nimi;Kasvu\nEspoo;x\nVantaa;\n",
        "kunta;Kasvu\nEspoo;Kasvu\nVantaa;Tuki\n",
    ],
)
def test_a_header_that_names_columns_stays_one(read, text):
    check = read(text)
    assert check.errors == ()
    assert "no-header" not in _rules(check, "warning")
    assert check.account.rows == text.split("kunta")[-1].count("\n") - 1 or text.startswith("nimi")


def test_a_row_above_that_has_more_cells_is_refused_by_its_line(read):
    check = read(";Kasvu\n;;x\nEspoo;x\nVantaa;x\n")
    assert [(one.line, one.rule) for one in check.errors] == [(2, "row-length")]
    assert check.account == kv.Account(3, 2, 0, 1)
