from __future__ import annotations

import os
import stat

import pytest

from kuntaverkostot.files import write_atomically


def test_the_whole_content_is_written(tmp_path):
    data = bytes(range(256)) * 5000
    path = write_atomically(tmp_path / "ä page.html", data)
    assert path == tmp_path / "ä page.html"
    assert path.read_bytes() == data
    assert os.listdir(tmp_path) == ["ä page.html"]


def test_a_file_that_is_there_is_left_as_it_is(tmp_path):
    path = tmp_path / "page.html"
    path.write_bytes(b"old")
    with pytest.raises(FileExistsError):
        write_atomically(path, b"new")
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["page.html"]


def test_a_file_that_is_there_is_replaced_when_it_may_be(tmp_path):
    path = tmp_path / "page.html"
    path.write_bytes(b"old and longer")
    write_atomically(path, b"new", overwrite=True)
    assert path.read_bytes() == b"new"
    assert os.listdir(tmp_path) == ["page.html"]


def test_whoever_has_the_old_file_open_reads_the_old_content(tmp_path):
    path = tmp_path / "page.html"
    path.write_bytes(b"old")
    with path.open("rb") as opened:
        write_atomically(path, b"new", overwrite=True)
        assert opened.read() == b"old"


@pytest.mark.parametrize("overwrite", [False, True])
def test_a_failure_leaves_nothing_behind(tmp_path, monkeypatch, overwrite):
    def full(handle):
        raise OSError(28, "No space left on device")

    path = tmp_path / "page.html"
    path.write_bytes(b"old")
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        write_atomically(path, b"new", overwrite=overwrite)
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["page.html"]


def test_a_folder_that_is_not_there_is_an_error(tmp_path):
    with pytest.raises(FileNotFoundError):
        write_atomically(tmp_path / "missing" / "page.html", b"new")


@pytest.mark.parametrize(("mask", "mode"), [(0o022, 0o644), (0o077, 0o600)])
def test_the_file_is_for_those_whom_the_umask_admits(tmp_path, mask, mode):
    before = os.umask(mask)
    try:
        path = write_atomically(tmp_path / "page.html", b"new")
        assert stat.S_IMODE(path.stat().st_mode) == mode
        assert os.umask(mask) == mask
    finally:
        os.umask(before)
