"""A list in a cell: split where its names recur, refused where it may be a name, and both said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kuntaverkostot as kv
from kuntaverkostot.dataset.describe import describe
from kuntaverkostot.dataset.list_cells import detect_lists
from tests.relation import relation


@pytest.mark.parametrize(
    ("cells", "separator", "names", "split", "verdict"),
    [
        (["A; B"], ";", 1, 2, "split"),
        (["A|B", "B|C", "C"], "|", 3, 3, "split"),
        (["A\nB", "A"], "\n", 2, 2, "split"),
        (["A, B", "A"], ",", 2, 2, "unclear"),
        (["A, B", "B, C"], ",", 2, 3, "unclear"),
        (["A, B, C", "C, D", "X"], ",", 3, 5, "unclear"),
        (["A, B", "B, C", "A, C", "B"], ",", 4, 3, "split"),
        (["Smith, John", "John", "Doe, John"], ",", 3, 3, "unclear"),
        (["A & B", "B"], "&", 2, 2, "unclear"),
        (["A / B", "B / C"], "/", 2, 3, "unclear"),
        (['["A", "B"]', '["B"]'], "[]", 2, 2, "split"),
        (["['A', 'B']"], "[]", 1, 2, "split"),
        (["a; b", "A"], ";", 2, 2, "split"),
        (["A; B", *"CDEFGH"], ";", 7, 8, "unclear"),
        (["Large\ntowns", "Villages"], "\n", 2, 3, "whole"),
    ],
)
def test_a_list_is_seen_by_what_stands_between_its_names(cells, separator, names, split, verdict):
    found = detect_lists(cells)
    assert (found.separator, found.cell, found.names, found.split, found.verdict) == (
        separator, cells[0], names, split, verdict
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
    assert (found.verdict, found.names) == ("whole", len(cells))


@pytest.mark.parametrize("cells", [[], [""], ["A", "B"], ["C++", "C"], ["R&amp;D"], [";", ", "], ["(A) [b]"]])
def test_what_holds_no_list_says_nothing(cells):
    found = detect_lists(cells)
    assert found is None or found.verdict == "whole"


@given(
    st.lists(st.lists(st.sampled_from("ABCDE"), min_size=1, max_size=3, unique=True), min_size=1),
    st.sampled_from(["; ", "|", ";"]),
)
def test_every_list_between_sure_signs_is_seen(rows, separator):
    cells = list(dict.fromkeys(separator.join(row) for row in rows))
    found = detect_lists(cells)
    assert (found is not None) == any(len(row) > 1 for row in rows)
    if found:
        assert found.split == len({name for row in rows for name in row})


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_where_two_readings_are_possible_the_message_names_the_sign_a_cell_and_both_counts(tmp_path, language):
    path = tmp_path / "l.csv"
    path.write_text('member,network\nCid,B\nAnn,"A, B"\nBob,"A, C"\n', encoding="utf-8")
    with pytest.raises(kv.DataError) as raised:
        kv.read_dataset(path)
    assert [(one.rule, one.value, one.expected) for one in raised.value.problems] == [("list-in-cell", "A, B", ",")]
    said = [(one.place, one.rule, one.expected) for one in raised.value.messages if one.rule.startswith("list-")]
    assert said[1:] == [("l.csv:3:2", "list-whole", "3"), ("l.csv:3:2", "list-split", "3")]
    assert raised.value.account == kv.Account(3, 0, 0, 3)
    told = describe(raised.value.problems[0], language)
    assert "A, B" in told
    assert "split" in told
    assert "{" not in told


@pytest.mark.parametrize(
    ("text", "field", "pairs"),
    [
        ("network;members\nChess;Ann|Bob\nGo;Bob\n", "members", [("Ann", "Chess"), ("Bob", "Chess"), ("Bob", "Go")]),
        ("kunta,verkosto\nEspoo,A|B\nVantaa,A\n", "verkosto", [("049", "A"), ("049", "B"), ("092", "A")]),
        ('verkosto;kunnat\nKasvu;"Espoo, Vantaa"\n', "kunnat", [("049", "Kasvu"), ("092", "Kasvu")]),
        ('jäsen;verkosto\nAnn;"[""A"", ""B""]"\n', "verkosto", [("Ann", "A"), ("Ann", "B")]),
    ],
)
def test_a_list_of_networks_or_of_members_is_split_and_said(tmp_path, text, field, pairs):
    path = tmp_path / "l.csv"
    path.write_text(text, encoding="utf-8")
    dataset = kv.read_dataset(path)
    assert relation(dataset) == set(pairs)
    assert [(one.rule, one.field) for one in dataset.warnings if one.rule == "list-read"] == [("list-read", field)]


def test_a_list_in_a_table_of_marks_is_not_split_unless_asked(tmp_path):
    (tmp_path / "l.csv").write_text("jäsen;A\nAnn, Bob;x\nBob;x\n", encoding="utf-8")
    assert [one.rule for one in kv.check_tables(tmp_path / "l.csv").errors] == ["list-in-cell"]


def test_a_name_with_a_comma_is_read_whole_and_said(tmp_path):
    (tmp_path / "l.csv").write_text("kunta;verkosto\nEspoo;Terveys, Uusimaa\nVantaa;Kasvu\n", encoding="utf-8")
    dataset = kv.read_dataset(tmp_path / "l.csv")
    assert dataset.networks["name_fi"].tolist() == ["Kasvu", "Terveys, Uusimaa"]
    assert [(one.place, one.rule, one.expected) for one in dataset.warnings] == [
        ("l.csv:2:2", "separator-in-name", ",")
    ]
