from __future__ import annotations

import csv
import io

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import kuntaverkostot as kv
from kuntaverkostot.tables import csv_fast as cutting
from kuntaverkostot.tables.columns import coded
from kuntaverkostot.tables.csv_fast import cut_quickly
from kuntaverkostot.tables.grid import grid_of_bytes
from kuntaverkostot.tables.keys import order_of, repeated
from kuntaverkostot.tables.problem import Problem

ROOM = {"most_rows": 1_000_000, "most_cells": 1_000_000}
CELLS = st.text(alphabet="ab \t;,'#åÄ\u200b", max_size=4)
LONG_CELLS = st.text(alphabet="aä€\u00a0", max_size=70)


def _grid(text: str):
    return grid_of_bytes(text.encode(), file="towns.csv", known=["code", "name", "note"])


@pytest.mark.parametrize(
    "content",
    [
        "code,name,note\n091,Helsinki,a\n",
        "\ufeffcode,name,note\n091,Helsinki,a\n",
        "code,name,note\r\n091,Helsinki,a\r\n",
        "code,name,note\r091,Helsinki,a\r",
        "code,name,note\n091,Helsinki,a",
        '"code","name","note"\n"091","Helsinki","a"\n',
        "code;name;note\n091;Helsinki;a\n",
        "code\tname\tnote\n091\tHelsinki\ta\n",
        "code,name,note,,\n091,Helsinki,a,,\n,,,,\n",
    ],
)
def test_the_same_table_in_different_clothes(content):
    grid = _grid(content)
    assert [one for one in grid.problems if one.severity != "info"] == []
    assert grid.header == ("code", "name", "note")
    assert [*map(list, grid.columns)] == [["091"], ["Helsinki"], ["a"]]
    assert (list(grid.lines), grid.rows) == ([2], 1)


def test_lines_are_those_of_the_file():
    grid = _grid('code,name,note\n\n091,Helsinki,"two\nlines"\n,,\n,\n231,"Kaskö ""K""",\n')
    assert [*map(list, grid.columns)] == [["091", "231"], ["Helsinki", 'Kaskö "K"'], ["two\nlines", ""]]
    assert list(grid.lines) == [3, 7]
    assert grid.problems == ()


def test_the_hint_of_excel_is_no_row():
    grid = _grid("sep=;\ncode;name;note\n091;Hel,sinki;a\n")
    assert (grid.header, grid.first_line, list(grid.lines)) == (("code", "name", "note"), 2, [3])


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("", Problem("towns.csv", 1, None, "", "", "empty-file")),
        ("\n\n", Problem("towns.csv", 1, None, "", "", "empty-file")),
        ("code,name,note\n091,Helsinki\n", Problem("towns.csv", 2, None, "", "2", "row-length", "3")),
        ("code,name,note\n091,H,a,b\n231,K,\n", Problem("towns.csv", 2, None, "", "4", "row-length", "3")),
        ("code,name,note\n091,H,,\n231,K,\n", Problem("towns.csv", 2, None, "", "4", "empty-cells", "3", "repaired")),
        ('code,name,note\n091,"H,a\n', Problem("towns.csv", 2, None, "", "unexpected end of data", "csv")),
        ('code,name,note\n091,"H"el,a\n', Problem("towns.csv", 2, None, "", "',' expected after '\"'", "csv")),
        ("a;b,c\n1;2,3\n", Problem("towns.csv", 1, None, "", "a;b,c", "delimiter")),
    ],
)
def test_what_is_wrong_has_its_place(content, problem):
    assert _grid(content).problems == (problem,)


@pytest.mark.parametrize("told", [";;", '"', "", "\n", "tabs"])
def test_a_delimiter_that_can_be_none_is_told_as_such(told):
    grid = grid_of_bytes(b"code;name\n091;Helsinki\n", file="towns.csv", delimiter=told)
    assert grid.problems == (Problem("towns.csv", None, None, "", told, "delimiter-unfit"),)
    assert grid_of_bytes(b'sep="\ncode"name\n', file="towns.csv").problems == (
        Problem("towns.csv", None, None, "", '"', "delimiter-unfit"),
    )


@pytest.mark.parametrize("told", ["\t", "\\t", "tab"])
def test_a_tab_may_be_told_in_a_word(told):
    grid = grid_of_bytes(b"code\tname\n091\tHelsinki\n", file="towns.csv", delimiter=told)
    assert (grid.header, grid.delimiter, grid.problems) == (("code", "name"), "\t", ())


@pytest.mark.parametrize("large", [-1, cutting.LARGE], ids=["shared", "split"])
@given(
    rows=st.lists(st.lists(CELLS, min_size=3, max_size=3), max_size=6),
    delimiter=st.sampled_from(";,\t|: .-/\\a"),
    end=st.sampled_from(["\n", "\r\n"]),
    ends=st.booleans(),
)
def test_cutting_a_text_at_once_gives_the_cells_of_a_careful_reader(large, rows, delimiter, end, ends):
    written = end.join(delimiter.join(row) for row in [["x", "y", "z"], *rows])
    text = f"{written}{end}" if ends else written
    careful = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cutting, "LARGE", large)
        quick = cut_quickly(text, delimiter, **ROOM)
    if quick is not None:
        header, columns, count, tight = quick
        assert [list(header), *map(list, zip(*columns, strict=True))] == careful
        assert count == len(careful) - 1
        assert tight == all(cell == cell.strip() for row in careful for cell in row)
    if all(len(row) == 3 and row[0].strip() for row in careful):
        assert quick is not None


@given(st.lists(st.tuples(LONG_CELLS, LONG_CELLS), min_size=1, max_size=12))
def test_a_large_text_is_cut_as_a_small_one(rows):
    text = "x;y\n" + "".join(f"{one}k;{other}\n" for one, other in rows)
    small = cut_quickly(text, ";", **ROOM)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cutting, "LARGE", -1)
        large = cut_quickly(text, ";", **ROOM)
    for column, quick in zip(small.columns, large.columns, strict=True):
        assert list(quick) == list(column)
        assert quick.distinct == column.distinct
    assert large._replace(columns=()) == small._replace(columns=())


@pytest.mark.parametrize("sign", ['"', "\r", "\0"])
def test_what_readers_take_differently_is_not_cut_at_once(sign):
    assert cut_quickly(f"x;y\n1{sign};2\n", ";", **ROOM) is None


def test_equal_cells_of_a_large_text_are_one():
    text = "kunta;verkosto\n" + "Espoo;Suuret kaupungit\n" * (cutting.LARGE // 20)
    (names, networks) = cut_quickly(text, ";", **ROOM).columns
    assert (names.distinct, networks.distinct) == (["Espoo"], ["Suuret kaupungit"])
    assert len(names) == len(networks) == cutting.LARGE // 20


def test_cells_that_come_to_the_same_number_are_not_one():
    # Of two words the first is multiplied, so that the second can make up for any difference of the first.
    one, other = b"aaaaaaaabbbbbbbb", b"caaaaaaa"
    factor = int(cutting.SCATTER)
    words = [int.from_bytes(word, "little") for word in (one[:8], one[8:], other)]
    made_up = (words[0] * factor + words[1] - words[2] * factor) % 2**64
    other += made_up.to_bytes(8, "little")
    rows = [cell.decode("latin-1") for cell in (one, other, one)]
    assert set(';\r\n"\0').isdisjoint(rows[1])
    text = "x;y\n" + "".join(f"{cell};1\n" for cell in rows)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cutting, "LARGE", -1)
        assert [list(column) for column in cut_quickly(text, ";", **ROOM).columns] == [rows, ["1", "1", "1"]]


def test_lines_that_end_in_two_ways_are_left_to_the_careful_reader():
    text = "x;y\r\nÄ;2\n3;4\r\n"
    assert cut_quickly(text, ";", **ROOM) is None
    grid = grid_of_bytes(text.encode(), file="towns.csv", delimiter=";")
    assert ([*map(list, grid.columns)], list(grid.lines)) == ([["Ä", "3"], ["2", "4"]], [2, 3])


def test_a_delimiter_beyond_ascii_is_not_looked_for_among_bytes():
    # The last byte of this one is that of a letter, too.
    text = "x§y\nç\n"
    assert cut_quickly(text, "§", **ROOM) is None
    grid = grid_of_bytes(text.encode(), file="towns.csv", delimiter="§")
    assert (grid.header, [*map(list, grid.columns)], grid.rows) == (("x", "y"), [[], []], 1)
    assert [problem.place for problem in grid.problems if problem.rule == "row-length"] == ["towns.csv:2"]


def test_more_than_is_admitted_is_not_cut():
    text = "x;y\n1;2\n3;4\n"
    assert cut_quickly(text, ";", most_rows=3, most_cells=6).rows == 2
    assert cut_quickly(text, ";", most_rows=2, most_cells=6) is None
    assert cut_quickly(text, ";", most_rows=3, most_cells=5) is None


@given(st.lists(st.tuples(st.sampled_from("ab "), st.sampled_from(["c", ""])), max_size=8))
def test_repeated_keys_are_those_that_were_seen_before(rows):
    keys = [(one.strip(), other) for one, other in rows]
    columns = [list(column) for column in zip(*keys, strict=True)] or [[], []]
    expected = [(row, keys.index(key)) for row, key in enumerate(keys) if any(key) and key in keys[:row]]
    assert list(repeated([*map(coded, columns)])) == expected


@given(st.lists(st.integers(0, 40) | st.integers(0, 2**40)))
def test_rows_are_in_the_order_of_their_keys(keys):
    order = order_of(np.array(keys, dtype=np.intp))
    assert sorted(order.tolist()) == list(range(len(keys)))
    assert [keys[row] for row in order] == sorted(keys)


def test_rows_under_more_columns_than_are_admitted_are_in_the_account(tmp_path):
    path = tmp_path / "a.csv"
    head = ",".join(f"n{place}" for place in range(20_000))
    path.write_text(f"member,{head}\na,{'x,' * 19_999}x\nb,x\n\nc,{'x,' * 19_999}x\n", encoding="utf-8")
    check = kv.check_tables(path)
    assert check.account == kv.Account(rows=3, accepted=0, repaired=0, refused=3)
    assert ("a.csv:1", "too-many-columns", "20001") in [(one.place, one.rule, one.value) for one in check.errors]
