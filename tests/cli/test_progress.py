"""The bar, on a pseudo-terminal."""

from __future__ import annotations

import io
import os
import pty
import select
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace

import click
import pytest

from kuntaverkostot.cli import progress as module
from kuntaverkostot.cli.commands import main
from kuntaverkostot.cli.options import QUIET
from kuntaverkostot.cli.progress import progress
from kuntaverkostot.cli.terminal import DATA, Refusal, stop
from kuntaverkostot.text.language import LANGUAGES, say

DEADLINE = 20  # seconds until a bar that does not come is a failure
COMMAND = """
import sys
from kuntaverkostot.cli import progress
from kuntaverkostot.cli.commands import main
progress.PATIENCE = float(sys.argv.pop(1))
try:
    main(prog_name="kuntaverkostot")
finally:
    print("tqdm" in sys.modules)
"""


@contextmanager
def _screen(patience: float) -> Iterator[int]:
    """Let a terminal be the standard error of a command, and yield where to read what appears on it.

    It is no fixture: between those and the test, pytest puts its own standard error in place.
    """
    ours, theirs = pty.openpty()
    with pytest.MonkeyPatch.context() as patch, click.Context(main), os.fdopen(theirs, "w", encoding="utf-8") as stream:
        patch.setattr(sys, "stderr", stream)
        patch.setattr(module, "PATIENCE", patience)
        yield ours
        patch.undo()
    os.close(ours)


def _until(screen: int, text: str) -> str:
    """Return what has appeared once a text has."""
    seen = b""
    while text.encode() not in seen:
        assert select.select([screen], [], [], DEADLINE)[0], f"only {seen!r} appeared"
        seen += os.read(screen, 4096)
    return seen.decode()


def _rest(screen: int) -> str:
    """Return what has appeared since, without waiting for more."""
    seen = b""
    while select.select([screen], [], [], 0)[0]:
        seen += os.read(screen, 4096)
    return seen.decode()


def _start(patience: float, *arguments: object) -> tuple[int, str, str]:
    """Run the command with a terminal for errors; return its code, its output and the terminal's."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-c", COMMAND, str(patience), *map(str, arguments)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=theirs) as process:
        os.close(theirs)
        seen = b""
        try:
            while more := os.read(ours, 4096):
                seen += more
        except OSError:  # a terminal that everybody has left
            pass
        output = process.stdout.read().decode()
    os.close(ours)
    return process.returncode, output, seen.decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_bar_names_each_step_and_goes_away(language):
    steps = [say(language, f"command.step_{step}") for step in ("reading", "pages")]
    with _screen(0) as screen:
        with progress(language, "reading", "pages") as advance:
            _until(screen, f"{steps[0]} |{' ' * 20}| 0/2 ")
            advance()
            _until(screen, f"{steps[1]} |{'█' * 10}{' ' * 10}| 1/2 ")
        *_, last, end = _rest(screen).split("\r")
    assert (last.strip(), end) == ("", "")


def test_an_error_comes_after_the_bar():
    with _screen(0) as screen:
        with pytest.raises(Refusal) as caught, progress("fi", "reading"):
            stop("seen" if _until(screen, "0/1 ") else "", DATA)
        assert _rest(screen).endswith("\r")
        caught.value.show()
        assert _rest(screen) == "seen\r\n"


@pytest.mark.parametrize(("patience", "quiet"), [(DEADLINE, False), (0, True)])
def test_nothing_is_drawn_where_nothing_takes_long_or_it_is_not_wanted(monkeypatch, patience, quiet):
    drawn = []
    monkeypatch.setitem(sys.modules, "tqdm", SimpleNamespace(tqdm=drawn.append))
    with _screen(patience) as screen:
        click.get_current_context().meta[QUIET] = quiet
        with progress("fi", "reading") as advance:
            advance()
        assert (_rest(screen), drawn) == ("", [])


def test_nothing_is_drawn_where_there_is_no_terminal(monkeypatch):
    stream = io.StringIO()
    monkeypatch.setattr(module, "PATIENCE", 0)
    monkeypatch.setattr(sys, "stderr", stream)
    with click.Context(main), progress("fi", "reading") as advance:
        advance()
    assert stream.getvalue() == ""


def test_a_command_shows_the_bar_and_prints_its_path_alone(small_folder, tmp_path):
    out = tmp_path / "small.xlsx"
    code, output, seen = _start(0, "convert", "--data", small_folder, "--to", "xlsx", "--out", out)
    assert (code, output.splitlines()) == (0, [str(out), "True"])
    assert "Luetaan taulukoita" in seen
    assert seen.endswith("\r")


@pytest.mark.parametrize(("patience", "options"), [(0, ["--quiet"]), (DEADLINE, [])])
def test_the_bar_is_loaded_only_to_be_shown(small_folder, patience, options):
    code, output, seen = _start(patience, "list", "--data", small_folder, *options)
    assert (code, output.splitlines()[-1], seen) == (0, "False", "")


def test_an_error_in_a_command_stands_on_a_line_of_its_own(small_folder, tmp_path):
    out = tmp_path / "none" / "small.xlsx"
    code, output, seen = _start(0, "convert", "--data", small_folder, "--to", "xlsx", "--out", out)
    assert (code, output) == (1, "True\n")
    assert seen.rpartition("\r")[2] == "\n"
    assert seen.removesuffix("\r\n").rpartition("\r")[2].startswith(f"{out}: kirjoittaminen ei onnistunut: ")
