"""How own tables are to be read: the same options with every command, and what was assumed said once."""

from __future__ import annotations

import click
import pandas as pd
import pytest
from click.testing import CliRunner

import kuntaverkostot as kv
from kuntaverkostot.cli.commands import main
from kuntaverkostot.text.language import LANGUAGES

NAMING = ["members", "networks"]
READING = ["member", "network", "split", "sheet", "marks", "encoding", "delimiter", "partial", "strict", "refused"]
COMMANDS = {
    "export": ["export", "--lang", "en"],
    "list": ["list", "--lang", "en"],
    "check": ["check", "--lang", "en"],
    "overlap": ["overlap", "--lang", "en"],
    "convert": ["convert", "--lang", "en", "--to", "csv", "--out", "-"],
}
each_command = pytest.mark.parametrize("command", COMMANDS)
TABLE = 'a,b,c\nAnn,"Chess, Go",Oslo\nBob,"Go, Chess",Oslo\nBob,"Go, Chess",Oslo\n'


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "t.csv").write_text(TABLE, encoding="utf-8")

    def ran(*arguments: str, **environment: str):
        return CliRunner().invoke(main, arguments, env=environment)

    return ran


# These read no table of one's own, or tables that they write back: a folder in the form of this project.
WITHOUT = {"template", "update-network", "update-population"}


def test_every_command_that_reads_has_every_option():
    lacking = {}
    for name, command in main.commands.items():
        names = {option.removeprefix("--") for param in command.params for option in param.opts}
        paths = {param.name for param in command.params if isinstance(param.type, click.Path)}
        reads = bool({"data", "path", "old_path"} & paths) or "data" in names
        assert reads or name in WITHOUT, name
        if missing := {*READING, *NAMING} - names:
            lacking[name] = missing
    assert set(lacking) == WITHOUT


# What the other commands need, before the table and after it.
OTHERS = {
    "compare": (["t.csv"], []),
    "near-limit": ([], []),
    "questions": ([], []),
    "site": ([], ["--out", "site"]),
    "what-if": ([], ["--of", "Chess", "--leave", "Ann"]),
    "why": (["Ann", "Chess"], []),
    "years": ([], []),
}


def test_the_commands_above_and_below_are_all_that_read():
    assert {*COMMANDS, *OTHERS, "watch"} == {*main.commands} - WITHOUT


@pytest.mark.parametrize("name", OTHERS)
def test_the_other_commands_read_as_they_are_told_too(run, name):
    before, after = OTHERS[name]
    asked = [name, *before, "t.csv", *after, "--lang", "en"]
    refused = "The tables cannot be used."
    assert refused in run(*asked).stderr
    done = run(*asked, "--member", "a", "--network", "2", "--split", ",")
    assert refused not in done.stderr
    assert "they were merged" in done.stderr
    assert refused in run(*asked, "--member", "a", "--network", "2", "--split", ",", "--strict").stderr


@each_command
def test_the_options_decide_how_the_table_is_read_and_what_was_assumed_is_said_once(run, command):
    asked = COMMANDS[command]
    assert run(*asked, "t.csv").exit_code == 2
    done = run(*asked, "t.csv", "--member", "a", "--network", "2", "--split", ",")
    assert done.exit_code == 0
    said = done.stdout if command == "check" else done.stderr
    assert said.count("they were merged") == 1
    assert said.count("t.csv:4:1") == 1
    assert run(*asked, "t.csv", "--member", "a", "--network", "b", "--split", ",", "--strict").exit_code == 2


@each_command
def test_options_about_a_file_need_a_file(run, command):
    done = run(*COMMANDS[command], "--split", ";")
    assert done.exit_code == 2
    assert "--split" in done.stderr


def test_a_row_that_is_refused_is_left_out_named_and_counted(run, tmp_path):
    (tmp_path / "k.csv").write_text("kunta,verkosto\nEspoo,A\nEsbbo,A\n", encoding="utf-8")
    assert run("list", "k.csv").exit_code == 2
    done = run("list", "k.csv", "--partial", "--lang", "en")
    assert done.exit_code == 0
    assert 'k.csv:3:1 kunta "Esbbo": there is no such name' in done.stderr
    assert "rows that were refused and left out: 1" in done.stderr


@each_command
def test_refused_rows_are_written_beside_and_counted(run, tmp_path, command):
    (tmp_path / "k.csv").write_text("kunta,verkosto\nEspoo,A\nEsbbo,A\n", encoding="utf-8")
    asked = [*COMMANDS[command], "k.csv", "--refused", "refused.csv"]
    done = run(*asked)
    assert done.exit_code == 2
    assert "1 refused row is in refused.csv" in done.stderr
    written = (tmp_path / "refused.csv").read_text(encoding="utf-8-sig").splitlines()
    assert written[0] == "File;Line;Reason;kunta;verkosto"
    assert written[1].endswith(";Esbbo;A")
    again = run(*asked, "--partial")
    assert again.exit_code == 2
    assert again.stderr == "refused.csv already exists; choose another file for the refused rows\n"
    assert "refused.csv" not in run(*asked[:-1], "other.csv", "--partial", "--quiet").stderr
    assert (tmp_path / "other.csv").read_bytes() == (tmp_path / "refused.csv").read_bytes()


def test_two_tables_that_are_compared_have_their_refused_rows_in_one_file(run, tmp_path):
    for name in ("old.csv", "new.csv"):
        (tmp_path / name).write_text("kunta,verkosto\nEspoo,A\nEsbbo,A\n", encoding="utf-8")
    done = run("compare", "old.csv", "new.csv", "--partial", "--refused", "refused.csv", "--lang", "en")
    assert done.exit_code == 0
    rows = (tmp_path / "refused.csv").read_text(encoding="utf-8-sig").splitlines()[1:]
    assert [row.split(";")[0] for row in rows] == ["old.csv", "new.csv"]
    assert "2 refused rows are in refused.csv" in done.stderr


def test_advice_names_the_option_on_the_command_line_and_the_argument_in_python(run, tmp_path):
    (tmp_path / "t.csv").write_text("a,b,c\nAnn,Chess,Oslo\nBob,Go,Rome\n", encoding="utf-8")
    assert "Choose them with --member and --network" in run("check", "t.csv", "--lang", "en").stderr
    for read in (kv.read_dataset, lambda path: kv.from_frame(pd.read_csv(path))):
        with pytest.raises(kv.DataError, match="Choose them with member= and network="):
            read(tmp_path / "t.csv")
    assert "member=" in kv.check_tables(tmp_path / "t.csv").summary(language="en")._repr_html_()


WORDS = {"fi": "ne yhdistettiin", "sv": "de slogs ihop", "en": "they were merged"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["LANG", "LC_MESSAGES", "LC_ALL", "LANGUAGE"])
def test_messages_are_in_the_language_of_the_environment_unless_one_is_given(run, language, name):
    empty = dict.fromkeys(["LANG", "LC_MESSAGES", "LC_ALL", "LANGUAGE"], "")
    asked = ["check", "t.csv", "--member", "a", "--network", "b", "--split", ","]
    region = {"fi": "fi_FI.UTF-8", "sv": "sv_FI.UTF-8", "en": "en_GB.UTF-8"}[language]
    assert WORDS[language] in run(*asked, **{**empty, name: region}).stdout
    for other in LANGUAGES:
        assert WORDS[other] in run(*asked, "--lang", other, **{**empty, name: region}).stdout


@pytest.mark.parametrize("named", ["", "C.UTF-8", "POSIX", "de_DE.UTF-8"])
def test_an_environment_of_another_language_is_read_as_finnish(run, named):
    empty = dict.fromkeys(["LC_MESSAGES", "LC_ALL", "LANGUAGE"], "")
    done = run("check", "t.csv", "--member", "a", "--network", "b", "--split", ",", **empty, LANG=named)
    assert WORDS["fi"] in done.stdout
