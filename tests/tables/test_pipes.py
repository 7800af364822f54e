from __future__ import annotations

import os
from pathlib import Path
from threading import Thread

import pytest
from click.testing import CliRunner

import kuntaverkostot as kv
from kuntaverkostot.cli.commands import main
from kuntaverkostot.tables import pipes
from tests.missing import left_out

LIST = b"kunta,verkosto\nHelsinki,a\n"


@pytest.fixture
def pipe(tmp_path, monkeypatch) -> Path:
    if not hasattr(os, "mkfifo"):
        left_out("here are no pipes with a name")
    os.mkfifo(tmp_path / "list.csv")
    monkeypatch.setattr(pipes, "WAIT", 0.1)
    return tmp_path / "list.csv"


@pytest.mark.parametrize(
    ("language", "reason"),
    [("fi", "putkeen ei kirjoita kukaan"), ("sv", "ingen skriver i röret"), ("en", "nobody writes into the pipe")],
)
def test_a_pipe_into_which_nobody_writes_is_refused(pipe, language, reason):
    done = CliRunner().invoke(main, ["check", "--data", str(pipe), "--lang", language])
    assert done.exit_code != 0
    assert reason in done.stderr


def test_what_is_written_into_a_pipe_is_read(pipe, monkeypatch):
    monkeypatch.setattr(pipes, "WAIT", 60.0)
    writer = Thread(target=pipe.write_bytes, args=[LIST])
    writer.start()
    assert kv.read_dataset(pipe).memberships["municipality_code"].tolist() == ["091"]
    writer.join()


def test_whoever_has_opened_a_pipe_may_take_the_time_it_takes(pipe):
    # Opened for both, so that it does not wait for a reader.
    handle = os.open(pipe, os.O_RDWR)
    pieces: list[bytes] = []
    reader = Thread(target=lambda: pieces.append(pipes.read_pipe(pipe, most=len(LIST))))
    reader.start()
    reader.join(0.5)
    assert reader.is_alive()
    os.write(handle, LIST)
    reader.join()
    os.close(handle)
    assert pieces == [LIST]


def test_no_more_is_read_from_a_pipe_than_is_admitted(pipe, monkeypatch):
    monkeypatch.setattr(pipes, "AT_ONCE", 4)
    handle = os.open(pipe, os.O_RDWR)
    os.write(handle, LIST)
    assert pipes.read_pipe(pipe, most=10) == LIST[:10]
    os.close(handle)
