"""Refused rows are written beside the table, as they are, with the reasons."""

from __future__ import annotations

import csv
import io
from shutil import copytree

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import kuntaverkostot as kv
from kuntaverkostot.tables.row_account import MOST_MESSAGES

TABLE = 'kunta;verkosto;huom\nEspoo;A;hyvä\nEsbbo ;A;"=x ; y"\nVantaa; B\n;C;z\n'


def _rows(path) -> list[list[str]]:
    text = path.read_bytes().decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "k.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def test_each_refused_row_stands_there_with_its_line_and_every_reason(table, tmp_path):
    refused = tmp_path / "refused.csv"
    kv.read_dataset(table, partial=True, refused=refused)
    assert _rows(refused) == [
        ["File", "Line", "Reason", "kunta", "verkosto", "huom"],
        [
            *("k.csv", "3", 'kunta "Esbbo": there is no such name; did you mean Espoo (049), Sipoo (753)?'),
            *("Esbbo ", "A", "'=x ; y"),
        ],
        ["k.csv", "4", "the row has 2 cells, but there are 3 columns", "Vantaa", " B", ""],
        ["k.csv", "5", "kunta: the cell is empty, but must have a value", "", "C", "z"],
    ]
    # Excel in Finnish takes semicolons, and UTF-8 with a byte order mark.
    assert refused.read_bytes().startswith(b"\xef\xbb\xbfFile;Line;Reason;")


def test_they_are_written_as_well_where_they_refuse_the_whole_table(table, tmp_path):
    with pytest.raises(kv.DataError):
        kv.read_dataset(table, refused=tmp_path / "one.csv")
    kv.check_tables(table, refused=str(tmp_path / "two.csv"))
    kv.read_table(table, refused=tmp_path / "three.csv")
    assert len({(tmp_path / name).read_bytes() for name in ("one.csv", "two.csv", "three.csv")}) == 1


def test_nothing_is_written_where_nothing_is_refused(tmp_path):
    path = tmp_path / "k.csv"
    path.write_text("kunta;verkosto\nEspoo;A\n", encoding="utf-8")
    kv.read_dataset(path, refused=tmp_path / "refused.csv")
    assert list(tmp_path.iterdir()) == [path]


def test_no_file_is_written_over(table, tmp_path):
    (tmp_path / "link.csv").symlink_to(table)
    for name in ("k.csv", "link.csv"):
        with pytest.raises(FileExistsError, match="choose another one for the refused rows"):
            kv.read_dataset(table, refused=tmp_path / name)
    assert table.read_text(encoding="utf-8") == TABLE


def test_a_table_that_cannot_be_read_at_all_has_every_row_there(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("a,a\nx,1\ny,2\n", encoding="utf-8")
    check = kv.check_tables(path, refused=tmp_path / "refused.csv")
    rows = _rows(tmp_path / "refused.csv")
    assert rows[0][3:] == ["a", "a"]
    assert [row[3:] for row in rows[1:]] == [["x", "1"], ["y", "2"]]
    assert check.account.refused == len(rows) - 1


def test_several_tables_share_the_columns_of_the_same_name(small_folder, tmp_path):
    folder = copytree(small_folder, tmp_path / "tables")
    for name, old, new in (("memberships.csv", "listed", "lost"), ("networks.csv", "current", "gone")):
        path = folder / name
        path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    check = kv.check_tables(folder, refused=tmp_path / "refused.csv")
    head, *rows = _rows(tmp_path / "refused.csv")
    assert len(rows) == check.account.refused
    assert {row[0] for row in rows} >= {"memberships.csv", "networks.csv"}
    assert head.count("network_id") == 1
    first = next(row for row in rows if row[0] == "networks.csv")
    assert first[head.index("status")] == "gone"


def test_a_row_beyond_those_that_have_a_message_has_its_reason_too(tmp_path):
    path, refused = tmp_path / "k.csv", tmp_path / "refused.csv"
    count = MOST_MESSAGES + 20
    path.write_text("kunta;verkosto\n" + "Nowhere;A\n" * count + "Espoo;A\n", encoding="utf-8")
    kv.read_dataset(path, partial=True, refused=refused)
    rows = _rows(refused)[1:]
    assert len(rows) == count
    assert {row[2] for row in rows} == {rows[0][2]}
    assert rows[0][2].startswith('kunta "Nowhere": ')


def test_rows_of_a_frame_are_written_with_their_number(tmp_path):
    frame = pl.DataFrame({"kunta": ["Espoo", "Esbbo"], "verkosto": ["A", "B"]})
    dataset = kv.from_frame(frame, partial=True, refused=tmp_path / "refused.csv")
    assert len(dataset.memberships) == 1
    assert _rows(tmp_path / "refused.csv")[1][:2] == ["frame", "2"]


CELLS = st.sampled_from(["Espoo", "Esbbo", "", "A", " B", "=1", '"', "x\ny", "Salo;Pori"])


@given(rows=st.lists(st.lists(CELLS, min_size=1, max_size=3), max_size=6))
def test_as_many_rows_are_written_as_the_account_refuses(tmp_path_factory, rows):
    folder = tmp_path_factory.mktemp("refused")
    with (folder / "k.csv").open("w", encoding="utf-8", newline="") as opened:
        csv.writer(opened, delimiter=";").writerows([["kunta", "verkosto"], *rows])
    check = kv.check_tables(folder / "k.csv", refused=folder / "refused.csv")
    written = _rows(folder / "refused.csv")[1:] if (folder / "refused.csv").exists() else []
    assert len(written) == check.account.refused
    for row in written:
        assert row[2]
