from __future__ import annotations

import csv
import io

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kuntaverkostot.tables import csv_fast, grid
from kuntaverkostot.tables.csv_fast import parse_fast
from kuntaverkostot.tables.grid import Grid, grid_of_bytes

# What readers of CSV differ in: quotation marks, line breaks, delimiters, spaces, letters of one to three bytes.
SIGNS = "ab \t;,\"\r\n\0'#åÄ€\u200b\u00a0\u2028\ufeff"
CELLS = st.text(alphabet='ab;"\n å', max_size=4)
LONG_CELLS = st.text(alphabet='aä€\u00a0"', max_size=70)


def _parsed(text: str, delimiter: str, *, fast: bool) -> Grid:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(grid, "SMALL", 0 if fast else 10**9)
        return grid_of_bytes(text.encode(), file="towns.csv", delimiter=delimiter)


def _facts(parsed: Grid) -> tuple[object, ...]:
    columns = [(list(column), list(column.distinct)) for column in parsed.columns]
    where = (list(parsed.lines), parsed.first_line, parsed.rows, parsed.titles)
    return columns, parsed.header, parsed.problems, parsed.clean, where


def _assert_equal(text: str, delimiter: str) -> None:
    fast, careful = _parsed(text, delimiter, fast=True), _parsed(text, delimiter, fast=False)
    assert _facts(fast) == _facts(careful)
    assert not fast.tight or all(cell == cell.strip() for column in fast.columns for cell in column)


@pytest.mark.parametrize("longest", [csv_fast.WORD, csv_fast.LONGEST], ids=["decoded", "words"])
@given(text=st.text(alphabet=SIGNS, max_size=40), delimiter=st.sampled_from(";,\t| a"))
@example(text='a;b\n"c"x;d\n', delimiter=";")
@example(text='a;b\nx"c";d\n', delimiter=";")
@example(text='a;b\n"c""";d\n', delimiter=";")
@example(text='a;b\n"";""""\n', delimiter=";")
@example(text='a;b\n"c;d', delimiter=";")
@example(text='a;b\n"c";"d"', delimiter=";")
@example(text='a;b\r\n"c\nd";e', delimiter=";")
@example(text='"a\n";b\nc;d\n', delimiter=";")
@example(text="a;b\n\nc;d\n", delimiter=";")
@example(text="a;b\n;\nc;d\n", delimiter=";")
@example(text="a;b;c\nd;e\nf;g;h;i\n", delimiter=";")
@example(text="title\n\na;b\nc;d\n", delimiter=";")
def test_whatever_the_text_both_paths_read_the_same(longest, text, delimiter):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(csv_fast, "LONGEST", longest)
        _assert_equal(text, delimiter)


@given(
    rows=st.lists(st.tuples(CELLS, CELLS | LONG_CELLS), max_size=8),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC]),
    delimiter=st.sampled_from(";,\t|: .-/\\a"),
    end=st.sampled_from(["\n", "\r\n"]),
    ends=st.booleans(),
)
def test_what_a_program_writes_is_read_as_it_was_written(rows, quoting, delimiter, end, ends):
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, quoting=quoting, delimiter=delimiter, lineterminator=end)
    writer.writerow(["x", "y"])
    writer.writerows((f"k{first}", second) for first, second in rows)
    text = stream.getvalue() if ends else stream.getvalue().removesuffix(end)
    table = parse_fast(text, delimiter)
    assert table is not None
    assert table.header == ("x", "y")
    cells = [(f"k{first}", second) for first, second in rows]
    assert list(zip(*table.columns, strict=True)) == cells
    assert table.tight == all(cell == cell.strip() for row in cells for cell in row)
    _assert_equal(text, delimiter)


@pytest.mark.parametrize("text", ['x;y\n1";2\n', "x;y\n1\r;2\n", "x;y\n1\0;2\n", "x;y\r\n1;2\n", 'x;y\n"1"2";3\n'])
def test_what_readers_take_differently_is_left_to_the_careful_path(text):
    assert parse_fast(text, ";") is None


def test_lines_count_the_line_breaks_inside_cells():
    table = parse_fast('x;y\n"a\n\nb";1\nc;2\n"d";"\n"\ne;3\n', ";")
    assert list(table.columns[0]) == ["a\n\nb", "c", "d", "e"]
    assert list(table.lines) == [2, 5, 6, 8]


def test_equal_cells_are_one_be_they_quoted_or_not():
    names, networks = parse_fast('kunta;verkosto\n"Espoo";a\nEspoo;"a"\n', ";").columns
    assert (names.distinct, names.codes.tolist()) == (["Espoo"], [0, 0])
    assert (networks.distinct, networks.codes.tolist()) == (["a"], [0, 0])


def test_cells_that_come_to_the_same_number_are_not_one():
    # Of two words the first is multiplied, so that the second can make up for any difference of the first.
    one, other = b"aaaaaaaabbbbbbbb", b"caaaaaaa"
    factor = int(csv_fast.MULTIPLIER)
    words = [int.from_bytes(word, "little") for word in (one[:8], one[8:], other)]
    made_up = (words[0] * factor + words[1] - words[2] * factor) % 2**64
    other += made_up.to_bytes(8, "little")
    rows = [cell.decode("latin-1") for cell in (one, other, one)]
    assert set(';\r\n"\0').isdisjoint(rows[1])
    text = "x;y\n" + "".join(f"{cell};1\n" for cell in rows)
    assert [list(column) for column in parse_fast(text, ";").columns] == [rows, ["1", "1", "1"]]


def test_a_cell_beyond_the_limit_is_left_to_the_careful_path():
    assert parse_fast(f"x;y\n{'a' * csv.field_size_limit()};1\n", ";") is None


def test_lines_that_end_in_two_ways_are_left_to_the_careful_path():
    text = "x;y\r\nÄ;2\n3;4\r\n"
    assert parse_fast(text, ";") is None
    parsed = _parsed(text, ";", fast=True)
    assert ([*map(list, parsed.columns)], list(parsed.lines)) == ([["Ä", "3"], ["2", "4"]], [2, 3])


def test_a_delimiter_beyond_ascii_is_not_looked_for_among_bytes():
    # The last byte of this one is that of a letter, too.
    text = "x§y\nç\n"
    assert parse_fast(text, "§") is None
    parsed = _parsed(text, "§", fast=True)
    assert (parsed.header, [*map(list, parsed.columns)], parsed.rows) == (("x", "y"), [[], []], 1)
    assert [problem.place for problem in parsed.problems if problem.rule == "row-length"] == ["towns.csv:2"]
