"""A list in a cell is no name: it is refused where it shows itself, and said where it may be one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kuntaverkostot as kv
from kuntaverkostot.dataset.describe import describe
from kuntaverkostot.dataset.list_cells import detect_lists


@pytest.mark.parametrize(
    ("cells", "separator", "names", "split"),
    [
        (["A; B"], ";", 1, 2),
        (["A|B", "B|C", "C"], "|", 3, 3),
        (["A\nB", "A"], "\n", 2, 2),
        (["A, B", "A"], ",", 2, 2),
        (["A, B", "B, C"], ",", 2, 3),
        (["A, B, C", "C, D", "X"], ",", 3, 5),
        (["A & B", "B"], "&", 2, 2),
        (["A / B", "B / C"], "/", 2, 3),
        (['["A", "B"]', '["B"]'], ",", 2, 2),
        (["['A', 'B']"], ",", 1, 2),
        (["a; b", "A"], ";", 2, 2),
    ],
)
def test_a_list_is_seen_by_what_stands_between_its_names(cells, separator, names, split):
    found = detect_lists(cells)
    assert (found.separator, found.cell, found.names, found.split, found.sure) == (
        separator, cells[0], names, split, True
    )  # fmt: skip


@pytest.mark.parametrize(
    "cells",
    [
        ["Smith, John", "Smith, Ann", "Doe, John"],
        ["Portland, OR", "Salem, OR", "Portland, ME"],
        ["Sosiaali- ja terveysasiat, Uusimaa"],
        ["AC/DC", "Abba"],
        ["R&D", "HR"],
    ],
)
def test_a_name_may_hold_a_comma(cells):
    found = detect_lists(cells)
    assert (found.sure, found.names) == (False, len(cells))


@pytest.mark.parametrize("cells", [[], [""], ["A", "B"], ["C++", "C"], ["R&amp;D"], [";", ", "], ["(A) [b]"]])
def test_what_holds_no_list_says_nothing(cells):
    found = detect_lists(cells)
    assert found is None or not found.sure


@given(
    st.lists(st.lists(st.sampled_from("ABCDE"), min_size=1, max_size=3, unique=True), min_size=1),
    st.sampled_from(["; ", "|", "\n", ";"]),
)
def test_every_list_between_sure_signs_is_seen(rows, separator):
    cells = list(dict.fromkeys(separator.join(row) for row in rows))
    found = detect_lists(cells)
    assert (found is not None) == any(len(row) > 1 for row in rows)
    if found:
        assert found.split == len({name for row in rows for name in row})


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_the_message_names_the_sign_a_cell_and_both_counts(tmp_path, language):
    path = tmp_path / "l.csv"
    path.write_text('member,network\nCid,B\nAnn,"A; B"\nBob,"A; C"\n', encoding="utf-8")
    with pytest.raises(kv.DataError) as raised:
        kv.read_dataset(path)
    assert [(one.rule, one.value, one.expected) for one in raised.value.problems] == [("list-in-cell", "A; B", ";")]
    said = [(one.place, one.rule, one.expected) for one in raised.value.messages if one.rule.startswith("list-")]
    assert said[1:] == [("l.csv:3:2", "list-whole", "3"), ("l.csv:3:2", "list-split", "3")]
    assert raised.value.account == kv.Account(3, 0, 0, 3)
    told = describe(raised.value.problems[0], language)
    assert "A; B" in told
    assert "{" not in told


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("network;members\nChess;Ann|Bob\nGo;Bob\n", "members"),
        ("kunta,verkosto\nEspoo,A|B\nVantaa,A\n", "verkosto"),
        ("jäsen;A\nAnn, Bob;x\nBob;x\n", "jäsen"),
    ],
)
def test_a_list_of_networks_or_of_members_is_refused(tmp_path, text, field):
    (tmp_path / "l.csv").write_text(text, encoding="utf-8")
    check = kv.check_tables(tmp_path / "l.csv")
    assert [(one.rule, one.field) for one in check.errors] == [("list-in-cell", field)]
    assert check.account.refused == 2


def test_several_municipalities_in_a_cell_are_told(tmp_path):
    (tmp_path / "l.csv").write_text('verkosto;kunnat\nKasvu;"Espoo, Vantaa"\n', encoding="utf-8")
    (error,) = kv.check_tables(tmp_path / "l.csv").errors
    assert (error.place, error.rule, error.expected) == ("l.csv:2:2", "several", "Espoo (049), Vantaa (092)")


def test_a_name_with_a_comma_is_read_whole_and_said(tmp_path):
    (tmp_path / "l.csv").write_text("kunta;verkosto\nEspoo;Terveys, Uusimaa\nVantaa;Kasvu\n", encoding="utf-8")
    dataset = kv.read_dataset(tmp_path / "l.csv")
    assert dataset.networks["name_fi"].tolist() == ["Kasvu", "Terveys, Uusimaa"]
    assert [(one.place, one.rule, one.expected) for one in dataset.warnings] == [
        ("l.csv:2:2", "separator-in-name", ",")
    ]
