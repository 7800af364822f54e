"""Parquet files of memberships are read as any table, and back without loss."""

from __future__ import annotations

import datetime as dt
from importlib import import_module
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner

import kuntaverkostot as kv
from kuntaverkostot.cli.commands import main
from kuntaverkostot.dataset import parquet_files
from kuntaverkostot.tables.row_account import Account
from tests.dataset.forms.reading import pairs
from tests.relation import relation

PEOPLE = pd.DataFrame(
    {
        "person": ["Ann", "Ann", "Bo", None],
        "club": ["Chess", "Go", "Go", None],
        "since": [2019, 2020, 2021, None],
        "left": [None, dt.date(2024, 5, 1), None, None],
    }
)


def _written(folder: Path, frame: pd.DataFrame, **options) -> Path:
    path = folder / "people.parquet"
    frame.to_parquet(path, **options)
    return path


def test_a_row_for_each_membership_is_read_with_what_is_told_of_it(tmp_path):
    dataset = kv.read_dataset(_written(tmp_path, PEOPLE))
    assert relation(dataset) == pairs("Ann:Chess,Go Bo:Go")
    assert dataset.account == Account(rows=3, accepted=3, repaired=0, refused=0)
    told = dataset.attributes[["network_id", "attribute", "value"]].to_numpy().tolist()
    assert sorted(told) == [
        ["chess", "since", "2019"],
        ["go", "left", "2024-05-01"],
        ["go", "since", "2020"],
        ["go", "since", "2021"],
    ]


def test_lists_in_cells_marks_and_row_labels_are_read(tmp_path):
    lists = PEOPLE.dropna(subset="person").groupby("person")["club"].agg(list).to_frame()
    assert relation(kv.read_dataset(_written(tmp_path, lists))) == pairs("Ann:Chess,Go Bo:Go")
    marks = pd.DataFrame({"Chess": [True, False], "Go": [True, True]}, index=["Ann", "Bo"])
    assert relation(kv.read_dataset(_written(tmp_path, marks))) == pairs("Ann:Chess,Go Bo:Go")


def test_names_with_a_separator_in_a_list_stay_whole(tmp_path):
    frame = pd.DataFrame({"person": ["Ann", "Bo"], "clubs": [["Go; or chess", "Film"], ["Film"]]})
    assert relation(kv.read_dataset(_written(tmp_path, frame))) == pairs("Ann:Go;_or_chess,Film Bo:Film")


def test_memberships_written_as_parquet_give_the_same_relation_and_attributes_again(tmp_path):
    dataset = kv.from_frame(PEOPLE)
    held = dataset.organisation_memberships.merge(dataset.networks, on="network_id").merge(
        dataset.organisations, on="organisation_id", suffixes=("", "_member")
    )
    told = dataset.attributes.pivot_table(
        index=["member_id", "network_id"], columns="attribute", values="value", aggfunc="first"
    )
    frame = held.join(told, on=["organisation_id", "network_id"])
    frame = frame.rename(columns={"name_fi": "club", "name_fi_member": "person"})[["person", "club", "since", "left"]]
    again = kv.read_dataset(_written(tmp_path, frame))
    assert relation(again) == relation(dataset)
    columns = ["member_id", "network_id", "attribute", "value"]
    told_again, told_first = (
        sorted(one.attributes[columns].itertuples(index=False, name=None)) for one in (again, dataset)
    )
    assert told_again == told_first


@pytest.mark.parametrize("command", ["check", "list", "convert"])
def test_every_command_reads_it(tmp_path, command):
    asked = [command, str(_written(tmp_path, PEOPLE)), "--lang", "en"]
    more = ["--to", "json", "--out", "-"] if command == "convert" else []
    done = CliRunner().invoke(main, [*asked, *more])
    assert done.exit_code == 0
    assert "the members were read from the column person" in done.output or "Chess" in done.output


def test_what_has_no_meaning_for_parquet_is_said(tmp_path):
    dataset = kv.read_dataset(_written(tmp_path, PEOPLE), encoding="cp1252", sheet="1", member="person", network="club")
    assert [one.value for one in dataset.messages if one.rule == "parquet-unused"] == ["cp1252", "1"]


@pytest.mark.parametrize(
    ("frame", "rule"),
    [
        (pd.DataFrame({"person": [], "club": []}, dtype=object), "no-rows"),
        (pd.DataFrame({"person": ["Ann"], "club": [{"name": "Chess"}]}), "parquet-damaged"),
        (pd.DataFrame({"a": ["Ann", "Bo"], "b": ["Chess", "Go"], "c": ["Oslo", "Rome"]}), "columns-unclear"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(tmp_path, frame, rule):
    with pytest.raises(kv.DataError) as refused:
        kv.read_dataset(_written(tmp_path, frame))
    assert [one.rule for one in refused.value.problems] == [rule]


def test_a_damaged_file_and_one_that_is_too_large_are_refused(tmp_path, monkeypatch):
    path = tmp_path / "people.parquet"
    path.write_bytes(b"PAR1 and nothing more")
    assert [one.rule for one in kv.check_tables(path).errors] == ["parquet-damaged"]
    monkeypatch.setattr(parquet_files, "MOST_ROWS", 3)
    (error,) = kv.check_tables(_written(tmp_path, PEOPLE)).errors
    assert (error.rule, error.value, error.expected) == ("too-many-rows", "4", "3")
    monkeypatch.setattr(parquet_files, "MOST_ROWS", 4)
    monkeypatch.setattr(parquet_files, "MOST_CELLS", 15)
    assert [one.rule for one in kv.check_tables(path).errors] == ["too-many-cells"]


def test_where_pyarrow_is_missing_the_error_says_what_installs_it(tmp_path, monkeypatch):
    path = _written(tmp_path, PEOPLE)

    def missing(name: str) -> object:
        if name.startswith("pyarrow"):
            raise ModuleNotFoundError(name=name)
        return import_module(name)

    monkeypatch.setattr(parquet_files, "import_module", missing)
    (error,) = kv.check_tables(path).errors
    assert (error.rule, error.expected) == ("parquet-missing", "pip install 'kuntaverkostot[parquet]'")
    assert parquet_files.rows_in(path) is None


def test_read_table_reads_it_too(tmp_path):
    reading = kv.read_table(_written(tmp_path, PEOPLE))
    assert (reading.shape, reading.account.rows, reading.lines) == ("long", 3, [1, 2, 3])
