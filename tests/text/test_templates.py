from __future__ import annotations

import errno
import os
import re
import sys
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest
from jinja2.bccache import Bucket

from kuntaverkostot.text import templates

TEMPLATE = "listing/templates/listing.txt.jinja"
# An expression with a condition.
CHOICE = re.compile(r"\{\{[^}]* if [^}]*\}\}")


@pytest.fixture(autouse=True)
def _anew() -> Iterator[None]:
    templates._environment.cache_clear()
    yield
    templates._environment.cache_clear()


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of compiled templates, while Python may keep what it compiles."""
    folder = tmp_path / "__pycache__"
    folder.mkdir()
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(templates, "__file__", str(tmp_path / "templates.py"))
    return folder


def test_a_compiled_template_is_kept_and_used_again(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    templates._environment().get_template(TEMPLATE)
    assert len(list(kept.iterdir())) == 1
    templates._environment.cache_clear()
    monkeypatch.setattr("jinja2.environment.Environment._generate", lambda *_, **__: pytest.fail("compiled again"))
    templates._environment().get_template(TEMPLATE)


def test_a_kept_template_is_of_one_version_of_jinja(kept: Path) -> None:
    templates._environment().get_template(TEMPLATE)
    (one,) = kept.iterdir()
    assert one.name.endswith(f".jinja-{templates.__version__}")


def test_a_full_disk_keeps_no_template_and_stops_nothing(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Bucket, "write_bytecode", full)
    templates._environment().get_template(TEMPLATE)
    assert not list(kept.iterdir())


def test_where_python_keeps_nothing_no_template_is_kept(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    templates._environment().get_template(TEMPLATE)
    assert not list(kept.iterdir())


def test_without_a_folder_no_template_is_kept(kept: Path) -> None:
    kept.rmdir()
    templates._environment().get_template(TEMPLATE)
    assert not kept.exists()


def test_what_is_said_only_sometimes_says_what_is_said_else() -> None:
    # Without it jinja makes an object that says nothing, at each place, which takes longer than the rest of the line.
    templates_there = sorted(Path(str(files("kuntaverkostot"))).rglob("*.jinja"))
    chosen = [
        (one.name, found[0]) for one in templates_there for found in CHOICE.finditer(one.read_text(encoding="utf-8"))
    ]
    assert len(chosen) > 5
    assert [one for one in chosen if " else " not in one[1]] == []
