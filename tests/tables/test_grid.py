from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import kuntaverkostot as kv
from kuntaverkostot.tables import grid as grids
from kuntaverkostot.tables.columns import coded
from kuntaverkostot.tables.grid import grid_of_bytes
from kuntaverkostot.tables.keys import order_of, repeated
from kuntaverkostot.tables.problem import Problem


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


@pytest.mark.parametrize(("most_rows", "most_cells", "rule"), [(3, 6, None), (2, 6, "rows"), (3, 5, "cells")])
def test_a_table_beyond_the_limits_is_refused(monkeypatch, most_rows, most_cells, rule):
    monkeypatch.setattr(grids, "MOST_ROWS", most_rows)
    monkeypatch.setattr(grids, "MOST_CELLS", most_cells)
    rules = [problem.rule for problem in grid_of_bytes(b"x;y\n1;2\n3;4\n", file="towns.csv").problems]
    assert rules == ([] if rule is None else [f"too-many-{rule}"])


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
