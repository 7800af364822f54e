"""What is said when a command is used wrongly: in the chosen language, with exit code 2 and nothing done."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from kuntaverkostot.cli.commands import main
from kuntaverkostot.text.language import LANGUAGES, say

# Arguments, the command that they are about, the text, and its values.
WRONG = [
    (["lst"], "", "command_near", {"command": "lst", "near": "list"}),
    (["xyz"], "", "command", {"command": "xyz"}),
    (["--colour"], "", "option", {"option": "--colour"}),
    (["export", "--colour"], "export", "option_near", {"option": "--colour", "near": "--out"}),
    (["check", "-z"], "check", "option", {"option": "-z"}),
    (["list", "--quiet=1"], "list", "no_value", {"option": "--quiet"}),
    (["--help=1"], "", "no_value", {"option": "--help"}),
    (["convert"], "convert", "missing", {"option": "--to", "choices": "graphml, gexf, json, csv, xlsx"}),
    (
        ["list", "--format", "pdf"],
        "list",
        "choice",
        {"option": "--format", "choices": "text, markdown, html", "value": "pdf"},
    ),
    (
        ["list", "--format=a\x1b\udcff"],
        "list",
        "choice",
        {"option": "--format", "choices": "text, markdown, html", "value": "a<U+001B><U+DCFF>"},
    ),
    (["check", "--delimiter", ";;"], "check", "delimiter", {"option": "--delimiter", "value": ";;"}),
    (["convert", "--to", "csv", '--delimiter="'], "convert", "delimiter", {"option": "--delimiter", "value": '"'}),
    (["check", "--delimiter", ""], "check", "value", {"option": "--delimiter"}),
    (["check", "--encoding", "klingon"], "check", "encoding", {"option": "--encoding", "value": "klingon"}),
    (["check", "--encoding=punycode"], "check", "encoding", {"option": "--encoding", "value": "punycode"}),
    (["convert", "--to=csv", "--encoding", ""], "convert", "value", {"option": "--encoding"}),
    (["template", "left over", "x"], "template", "left_over", {"arguments": "left over x"}),
    (["check", ".", "left over", "x"], "check", "left_over", {"arguments": "left over x"}),
    (["list", "tests", "--data", "."], "list", "left_over", {"arguments": "tests"}),
]
# An option that lacks its value stands at the end, after the language.
each_language = pytest.mark.parametrize("language", LANGUAGES)


def _run(*arguments: str | Path) -> Result:
    done = CliRunner().invoke(main, [str(one) for one in arguments])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done


def _told(language: str, command: str, text: str) -> str:
    path = " ".join(filter(None, ["main", command]))
    return f"{text}\n{say(language, 'usage.help', command=f'{path} --help')}\n"


@each_language
@pytest.mark.parametrize("joined", [False, True], ids=["--lang fi", "--lang=fi"])
@pytest.mark.parametrize(("arguments", "command", "key", "values"), WRONG, ids=lambda value: str(value)[:20])
def test_wrong_usage_is_told_in_the_language(arguments, command, key, values, language, joined):
    asked = [f"--lang={language}"] if joined else ["--lang", language]
    # Before the command nothing is known of languages; the language may follow all the same.
    done = _run(*arguments, *asked)
    text = say(language, f"usage.{key}", **values)
    assert (done.exit_code, done.stdout, done.stderr) == (2, "", _told(language, command, text))


@each_language
def test_an_option_without_a_value_is_told(language):
    done = _run("export", "--lang", language, "--out")
    text = say(language, "usage.value", option="--out")
    assert (done.exit_code, done.stderr) == (2, _told(language, "export", text))


def test_a_command_of_which_nothing_is_given_is_told_in_finnish():
    done = _run("convert")
    text = "Valitsin --to puuttuu. Sen arvo on jokin näistä: graphml, gexf, json, csv, xlsx."
    assert (done.exit_code, done.stdout, done.stderr) == (2, "", _told("fi", "convert", text))


def test_a_missing_command_is_told():
    done = _run("--")
    text = say(
        "fi",
        "usage.no_command",
        commands=(
            "check, compare, convert, export, list, near-limit, overlap, questions, site, template, update-network, "
            "update-population, watch, what-if, why, years"
        ),
    )
    assert (done.exit_code, done.stderr) == (2, _told("fi", "", text))


@pytest.mark.parametrize("asked", [[], ["--lang", "all"], ["--lang"], ["--lang", "sv", "--lang", "de"]])
def test_who_chose_no_language_is_told_in_finnish(asked):
    assert _run("list", "--format", "pdf", *asked).stderr.splitlines()[-1] == "Ohje: main list --help"


def test_the_language_chosen_last_counts():
    assert _run("list", "--lang", "en", "--lang", "sv", "--format", "pdf").stderr.splitlines()[-1].startswith("Hjälp: ")


@each_language
@pytest.mark.parametrize(
    "command", [["check"], ["check", "--format", "json"], ["convert", "--to", "csv"], ["export"], ["list"], ["overlap"]]
)
@pytest.mark.parametrize(("option", "value"), [("--encoding", "cp1252"), ("--delimiter", "tab")])
def test_how_text_is_written_needs_a_text(language, command, option, value, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done = _run(*command, "--lang", language, option, value)
    text = say(language, "usage.only_with", option=option, other="--data")
    assert (done.exit_code, done.stdout, done.stderr) == (2, "", f"{text}\n")
    assert list(tmp_path.iterdir()) == []


@each_language
def test_a_path_that_cannot_be_is_told_as_everywhere(language, tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    for command, option, path, key, reason in [
        (["check"], "--data", tmp_path / "none", "not_read", "missing"),
        (["export"], "--quiet", tmp_path / "none", "not_read", "missing"),
        (["export"], "--out", tmp_path / "file", "not_written", "no_folder"),
        (["check"], "--fix", tmp_path / "file", "not_written", "no_folder"),
        (["template"], "--out", tmp_path, "not_written", "folder"),
        (["convert", "--to", "csv"], "--out", tmp_path, "not_written", "folder"),
    ]:
        done = _run(*command, "--lang", language, option, path)
        text = say(language, f"command.{key}", path=path, reason=say(language, f"command.{reason}"))
        assert (done.exit_code, done.stdout, done.stderr) == (2, "", _told(language, command[0], text))
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_no_path_at_all_is_missing():
    assert say("en", "command.missing") in _run("check", "--lang", "en", "--data", "").stderr


@given(st.lists(st.text(min_size=1, max_size=6) | st.sampled_from(["--lang", "sv", "--data", "-q", "--to=", "--"])))
def test_no_usage_ends_in_english_or_in_a_traceback(arguments):
    done = _run("list", "--no-such", *arguments)
    asked = re.findall(r"^\w+(?=: main list --help$)", done.stderr, flags=re.MULTILINE)
    assert (done.exit_code, done.stdout, asked) in [(2, "", [word]) for word in ("Ohje", "Hjälp", "Help")]


def test_every_command_says_it_so():
    # What a group of commands makes for itself would be click's own again.
    assert {type(command).parse_args for command in main.commands.values()} & {click.Command.parse_args} == set()


@pytest.mark.parametrize("arguments", [["lst"], ["--x"], ["list", "--x"]])
def test_wrong_usage_is_utf_8_whatever_the_locale(arguments):
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG"))}
    bare = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0", "PYTHONIOENCODING": "cp1252"}
    command = [sys.executable, "-c", "from kuntaverkostot.cli.commands import main; main()", *arguments, "--lang", "sv"]
    done = subprocess.run(command, check=False, capture_output=True, env=environment | bare)
    assert (done.returncode, done.stdout) == (2, b"")
    assert "Hjälp: ".encode() in done.stderr


def test_a_name_that_is_no_text_is_told(tmp_path):
    path = os.fsencode(tmp_path / "none") + b"/\xff"
    command = [sys.executable, "-m", "kuntaverkostot", "template", "--lang", "en", "--out", path]
    done = subprocess.run(command, check=False, capture_output=True)
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].endswith(say("en", "command.missing").encode())
    assert b"Traceback" not in done.stderr
