"""What a column of networks says when its values look like marks."""

from __future__ import annotations

import pytest

import kuntaverkostot as kv


def _read(tmp_path, text: str) -> tuple[kv.Reading, kv.Check]:
    path = tmp_path / "l.csv"
    path.write_text(text, encoding="utf-8")
    return kv.read_table(path), kv.check_tables(path)


def _pairs(check: kv.Check) -> list[tuple[str, str]]:
    table = check.tables["memberships"].columns
    return list(zip(table["network_id"], table["municipality_code"], strict=True))


def _warnings(check: kv.Check) -> list[tuple[str, str]]:
    return [(one.place, one.rule) for one in check.messages if one.severity == "warning"]


UNSURE = [("l.csv:1:2", "marks-or-names-long")]


@pytest.mark.parametrize(
    ("text", "pairs", "warnings"),
    [
        ("kunta,verkosto\nHelsinki,1\nEspoo,1\n", [("1", "091"), ("1", "049")], UNSURE),
        ("kunta,verkosto\nHelsinki,Ei\n", [("ei", "091")], UNSURE),
        ("kunta,verkosto\nHelsinki,1\nEspoo,2\n", [("1", "091"), ("2", "049")], []),
        ("municipality,network\nHelsinki,A\nEspoo,N\n", [("a", "091"), ("n", "049")], []),
        (
            "kommun;nätverk;anmärkning\nHelsingfors;1;lång text\n",
            [("1", "091")],
            UNSURE,
        ),
        (
            "kunta,verkosto,mukana\nHelsinki,1,x\nEspoo,2,x\n",
            [("1", "091"), ("2", "049")],
            [],
        ),
    ],
)
def test_a_column_called_network_makes_a_long_list_whatever_its_values(tmp_path, text, pairs, warnings):
    reading, check = _read(tmp_path, text)
    assert (reading.shape, check.errors) == ("long", ())
    assert _pairs(check) == pairs
    assert _warnings(check) == warnings


def test_members_need_not_be_municipalities_there(tmp_path):
    reading, check = _read(tmp_path, "member,network\nHJK,A\nTPS,N\n")
    assert (reading.shape, _warnings(check)) == ("long", [])
    assert list(check.tables["organisation_memberships"].columns["network_id"]) == ["a", "n"]


def test_beside_other_marks_such_a_column_is_one_of_marks_and_that_is_said(tmp_path):
    reading, check = _read(tmp_path, "kunta,verkosto,B\nHelsinki,x,x\nEspoo,,x\n")
    assert reading.shape == "wide"
    assert _pairs(check) == [("verkosto", "091"), ("b", "091"), ("b", "049")]
    assert _warnings(check) == [("l.csv:1:2", "marks-or-names-wide")]


def test_a_row_without_a_mark_is_refused_rather_than_guessed(tmp_path):
    reading, check = _read(tmp_path, "kunta,verkosto\nHelsinki,x\nEspoo,\n")
    assert (reading.shape, _warnings(check)) == ("long", UNSURE)
    assert [(one.place, one.rule) for one in check.errors] == [("l.csv:3:2", "required")]


def test_a_column_of_another_name_is_still_told_by_its_values(tmp_path):
    reading, check = _read(tmp_path, "kunta,Kehyskunnat\nHelsinki,1\nEspoo,1\n")
    assert (reading.shape, _warnings(check)) == ("wide", [])
    assert _pairs(check) == [("kehyskunnat", "091"), ("kehyskunnat", "049")]
