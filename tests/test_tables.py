from __future__ import annotations

import pytest

from kuntaverkostot.schema import Field, Problem, TableSchema
from kuntaverkostot.tables import read_csv

SCHEMA = TableSchema(
    name="towns",
    path="towns.csv",
    fields=(
        Field("code", "string", required=True),
        Field("name", "string", required=True),
        Field("note", "string"),
    ),
    primary_key=("code",),
    foreign_keys=(),
    optional=False,
)


@pytest.fixture
def read(tmp_path):
    def read_bytes(content: bytes):
        path = tmp_path / "towns.csv"
        path.write_bytes(content)
        return read_csv(path, SCHEMA)

    return read_bytes


@pytest.mark.parametrize(
    "content",
    [
        "code,name,note\n091,Helsinki,a\n",
        "\ufeffcode,name,note\n091,Helsinki,a\n",
        "code,name,note\r\n091,Helsinki,a\r\n",
        "code,name,note\n091,Helsinki,a",
        " code , name,note\n 091 ,Helsinki , a\n",
        "note,code,name\na,091,Helsinki\n",
        '"code","name","note"\n"091","Helsinki","a"\n',
    ],
    ids=["plain", "byte order mark", "Windows lines", "no last line end", "spaces", "other order", "quoted"],
)
def test_the_same_table_in_different_clothes(read, content):
    table, problems = read(content.encode())
    assert problems == []
    assert table.columns == {"code": ["091"], "name": ["Helsinki"], "note": ["a"]}
    assert table.lines == [2]


def test_lines_are_those_of_the_file(read):
    table, problems = read('code,name,note\n\n091,Helsinki,"two\nlines"\n,,\n,\n231,"Kaskö ""K""",\n'.encode())
    assert table.columns == {
        "code": ["091", "231"],
        "name": ["Helsinki", 'Kaskö "K"'],
        "note": ["two\nlines", ""],
    }
    assert table.lines == [3, 7]
    assert problems == []


def test_a_column_that_is_not_required_may_be_left_out(read):
    table, problems = read(b"name,code\nHelsinki,091\n")
    assert table.columns == {"code": ["091"], "name": ["Helsinki"], "note": [""]}
    assert problems == []


def test_a_table_may_have_no_rows(read):
    table, problems = read(b"code,name,note\n")
    assert table.columns == {"code": [], "name": [], "note": []}
    assert problems == []


@pytest.mark.parametrize(
    ("content", "problems"),
    [
        ("", [Problem("towns.csv", 1, None, "", "", "empty-file", "code,name,note")]),
        ("\n\n", [Problem("towns.csv", 1, None, "", "", "empty-file", "code,name,note")]),
        (
            "code,name,nota\n091,Helsinki,a\n",
            [Problem("towns.csv", 1, 3, "nota", "nota", "unknown-column", "code, name, note")],
        ),
        ("code,name,name\n091,Helsinki,a\n", [Problem("towns.csv", 1, 3, "name", "name", "repeated-column")]),
        ("code,note\n091,a\n", [Problem("towns.csv", 1, None, "name", "name", "missing-column")]),
        ("code,name,note\n091,Helsinki\n", [Problem("towns.csv", 2, None, "", "2", "row-length", "3")]),
        ("code,name,note\n091,H,,\n231,K,\n", [Problem("towns.csv", 2, None, "", "4", "row-length", "3")]),
        ('code,name,note\n091,"H,a\n', [Problem("towns.csv", 2, None, "", "unexpected end of data", "csv")]),
        (
            'code,name,note\n091,"H"el,a\n',
            [Problem("towns.csv", 2, None, "", "',' expected after '\"'", "csv")],
        ),
    ],
)
def test_what_is_wrong_has_its_place(read, content, problems):
    assert read(content.encode())[1] == problems


def test_other_bytes_than_utf_8_are_shown_with_their_line(read):
    table, problems = read("code,name,note\n091,Helsinki,\n231,Kaskö,\n".encode("latin-1"))
    assert problems == [Problem("towns.csv", 3, None, "", "f6", "utf-8")]
    assert table.columns == {"code": [], "name": [], "note": []}


def test_a_row_of_another_length_is_left_out_and_the_others_stay(read):
    table, problems = read(b"code,name,note\n091,Helsinki\n231,Kasko,\n")
    assert table.columns == {"code": ["231"], "name": ["Kasko"], "note": [""]}
    assert table.lines == [3]
    assert [problem.rule for problem in problems] == ["row-length"]


def test_a_file_that_is_not_there_is_an_error_of_the_system(tmp_path):
    with pytest.raises(FileNotFoundError):
        read_csv(tmp_path / "towns.csv", SCHEMA)
