"""A CSV table with some rows changed or added."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kuntaverkostot.tables.edited_csv import Edit, EditError, edited_csv

TABLE = b'\xef\xbb\xbfid,name,note\r\na,"Alf, jr","one\r\ntwo"\r\nc,Cy,\r\n'


def test_only_the_rows_that_change_are_written_anew():
    edits = [Edit(("b",), {"id": "b", "name": 'B "b"'}), Edit(("c",), {"note": "x"})]
    assert edited_csv(TABLE, ["id"], edits) == (
        b'\xef\xbb\xbfid,name,note\r\na,"Alf, jr","one\r\ntwo"\r\nb,"B ""b""",\r\nc,Cy,x\r\n'
    )


def test_in_a_file_in_another_order_new_rows_come_last():
    assert edited_csv(b"id\nc\na", ["id"], [Edit(("b",), {"id": "b"})]) == b"id\nc\na\nb\n"


def test_a_new_file_has_a_header():
    assert edited_csv(b"", ["id"], [Edit(("b",), {"id": "b"})], columns=["id", "x"]) == b"id,x\nb,\n"


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_the_delimiter_stays(delimiter):
    data = delimiter.join(["id", "x"]).encode() + b"\n"
    assert (
        edited_csv(data, ["id"], [Edit(("b",), {"id": "b", "x": "1"})])
        == data + delimiter.join(["b", "1"]).encode() + b"\n"
    )


@pytest.mark.parametrize(
    ("data", "edit", "rule", "value"),
    [
        ("id\nä\n".encode("cp1252"), Edit(("a",), {}), "encoding", ""),
        (b"id\ra\r", Edit(("b",), {"id": "b"}), "ending", ""),
        (b"id\r", Edit(("b",), {"id": "b"}), "ending", ""),
        (b"id\na\n", Edit(("a",), {"note": "x"}), "column", "note"),
        (b"id\na\n", Edit(("a",), {"id": "a"}, is_new=True), "keys", "a"),
        (b"id\na\n", Edit(("b",), {"id": "b"}, is_new=False), "keys", "b"),
    ],
)
def test_what_cannot_be_edited_is_refused(data, edit, rule, value):
    with pytest.raises(EditError) as caught:
        edited_csv(data, ["id"], [edit])
    assert (caught.value.rule, caught.value.value) == (rule, value)


def test_what_is_empty_needs_no_column():
    assert edited_csv(b"id\na\n", ["id"], [Edit(("b",), {"id": "b", "note": ""})]) == b"id\na\nb\n"


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_a_header_without_a_line_feed_gets_one(mark):
    edit = Edit(("b",), {"id": "b", "x": "2"})
    assert edited_csv(mark + b"id;x", ["id"], [edit]) == mark + b"id;x\nb;2\n"


def test_formulas_are_neutralised_and_those_that_were_stay_as_they_are():
    data = b"id,x,y\na,'=1,'@b\n"
    edits = [Edit(("a",), {"y": "=2"}), Edit(("b",), {"id": "b", "x": "-5", "y": "+cmd"})]
    assert edited_csv(data, ["id"], edits) == b"id,x,y\na,'=1,'=2\nb,-5,'+cmd\n"


def test_a_carriage_return_in_quotes_is_part_of_a_cell():
    data = b'id,x\na,"1\r2"\n'
    assert edited_csv(data, ["id"], [Edit(("b",), {"id": "b", "x": "3\r4"})]) == data + b'b,"3\r4"\n'


CELLS = st.text('ab;,"å\n ', max_size=6)


@given(
    rows=st.dictionaries(st.text("xyz", min_size=1, max_size=3), CELLS, max_size=6),
    edits=st.dictionaries(st.text("xyz", min_size=1, max_size=3), CELLS, max_size=4),
    ending=st.sampled_from(["\n", "\r\n"]),
    is_ended=st.booleans(),
)
def test_no_row_is_lost_and_the_others_keep_their_order(rows, edits, ending, is_ended):
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator=ending).writerows([("id", "x"), *rows.items()])
    changes = [Edit((key,), {"id": key, "x": cell}) for key, cell in edits.items()]
    data = out.getvalue() if is_ended else out.getvalue().removesuffix(ending)
    text = edited_csv(data.encode(), ["id"], changes).decode()
    header, *after = csv.reader(io.StringIO(text, newline=""))
    assert header == ["id", "x"]
    assert dict(after) == rows | edits
    assert [key for key, _ in after if key in rows] == list(rows)
    if list(rows) == sorted(rows):
        assert [key for key, _ in after] == sorted(rows | edits)
