from __future__ import annotations

import pytest

import kuntaverkostot as kv
from kuntaverkostot.dataset.marks import is_mark, is_yes


@pytest.mark.parametrize("cell", ["x", "X", "1", "1.0", "1,0", "1.00", "TRUE", "T", "kyllä", "✓", "✅", "√", "●", "*"])
def test_these_mark_a_member(cell):
    assert (is_yes(cell), is_mark(cell)) == (True, True)


@pytest.mark.parametrize("cell", ["0", "0.0", "NaN", "NA", "N/A", "<NA>", "NULL", "F", "false", "ei", "-"])
def test_these_mark_none(cell):
    assert (is_yes(cell), is_mark(cell)) == (False, True)


@pytest.mark.parametrize("cell", ["", "2", "0.5", "10", "01.0", "1.1", "maybe", "A"])
def test_these_are_no_marks(cell):
    assert (is_yes(cell), is_mark(cell)) == (False, False)


@pytest.mark.parametrize("gap", ["", "NaN", "NA"])
def test_a_column_that_became_numbers_with_a_point_is_a_network_still(tmp_path, gap):
    path = tmp_path / "l.csv"
    path.write_text(f"kunta,A,B\nEspoo,1.0,1\nVantaa,{gap},0\nSalo,0.0,1\n", encoding="utf-8")
    dataset = kv.read_dataset(path)
    assert dataset.networks["network_id"].tolist() == ["a", "b"]
    assert dataset.memberships[["network_id", "municipality_code"]].to_numpy().tolist() == [
        ["a", "049"],
        ["b", "049"],
        ["b", "734"],
    ]
    assert dataset.warnings == ()
