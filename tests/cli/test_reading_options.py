"""How own tables are to be read: the same options with every command, and what was assumed said once."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from kuntaverkostot.cli.commands import main
from kuntaverkostot.text.language import LANGUAGES

READING = ["member", "network", "split", "sheet", "marks", "encoding", "delimiter", "partial", "strict"]
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


@each_command
def test_every_command_that_reads_has_every_option(command):
    names = {option.removeprefix("--") for param in main.commands[command].params for option in param.opts}
    assert set(READING) <= names


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
