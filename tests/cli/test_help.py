"""What --help says: every command and every option, in the chosen language."""

from __future__ import annotations

import re

import click
import pytest
from click.testing import CliRunner

from kuntaverkostot.cli.commands import main
from kuntaverkostot.text.language import LANGUAGES, texts

each_language = pytest.mark.parametrize("language", LANGUAGES)
each_command = pytest.mark.parametrize("name", ["", *main.commands])
# On one line, so that no word is divided.
WIDE = {"terminal_width": 500, "max_content_width": 500}
# What click itself would say.
ENGLISH = re.compile(r"Usage|Options|Commands|Arguments|Show|exit|default|required|FILE|TEXT|ARGS")


def _help(*arguments: str) -> str:
    done = CliRunner().invoke(main, [*filter(None, arguments), "--help"], prog_name="kuntaverkostot", **WIDE)
    assert (done.exit_code, done.stderr) == (0, "")
    return done.stdout


def _words(text: str) -> str:
    return " ".join(text.split())


def _command(name: str) -> click.Command:
    return main.commands[name] if name else main


@each_language
@each_command
def test_every_option_is_described_in_the_language(name, language):
    said = texts(language, part="help")
    shown = _help(name, "--lang", language)
    assert shown.startswith(f"{said['help.usage']} {_words(f'kuntaverkostot {name}')} {said['metavar.options']}")
    assert said[f"about.{name or 'main'}"] in _words(shown)
    for option in _command(name).params:
        if isinstance(option, click.Option):
            key = option.opts[-1].removeprefix("--").replace("-", "_")
            about = said.get(f"option.{name or 'main'}_{key}") or said[f"option.{key}"]
            assert option.opts[-1] in shown
            assert about in _words(shown)
    assert said["option.help"] in _words(shown)


@each_language
def test_the_help_of_the_program_lists_every_command(language):
    shown = _words(_help("--lang", language))
    assert [
        name for name in main.commands if f"{name} {texts(language, part='help')[f'about.{name}']}" not in shown
    ] == []


@pytest.mark.parametrize("language", ["fi", "sv"])
@each_command
def test_no_word_of_click_is_left(name, language):
    assert ENGLISH.findall(re.sub(r"kuntaverkostot\.FORMAT|\bTEXT\b", "", _help(name, "--lang", language))) == []


def test_every_text_of_the_help_is_shown():
    shown = _words("".join(_help(name, "--lang", "sv") for name in ["", *main.commands]))
    pieces = {key: text.removesuffix("{value}]") for key, text in texts("sv", part="help").items()}
    assert [key for key, text in pieces.items() if text not in shown] == []


def test_the_language_may_follow_or_come_before_the_command():
    swedish = _help("list", "--lang", "sv")
    after = CliRunner().invoke(main, ["list", "--help", "--lang", "sv"], prog_name="kuntaverkostot", **WIDE)
    assert after.stdout == swedish
    before = _help("--lang", "sv", "list")
    assert before.startswith("Användning: kuntaverkostot list")
    assert "[förval: sv]" in before


def test_without_a_language_the_help_is_finnish():
    assert _help() == _help("--lang", "fi")
    assert CliRunner().invoke(main, []).stderr.startswith("Käyttö: ")


def test_a_language_before_the_command_is_that_of_the_command(small_folder):
    before = CliRunner().invoke(main, ["--lang", "sv", "list", "--data", str(small_folder)])
    assert before.exit_code == 0
    assert before.stdout == CliRunner().invoke(main, ["list", "--data", str(small_folder), "--lang", "sv"]).stdout
    other = CliRunner().invoke(main, ["--lang", "sv", "list", "--lang", "en", "--data", str(small_folder)])
    assert other.stdout == CliRunner().invoke(main, ["list", "--data", str(small_folder), "--lang", "en"]).stdout


def test_defaults_and_what_is_required_are_said():
    assert "[default: the current folder]" in _words(_help("export", "--lang", "en"))
    assert "[default: text]" in _words(_help("list", "--lang", "en"))
    assert "Format to write. [required]" in _words(_help("convert", "--lang", "en"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_without_a_command_is_refused(language):
    done = CliRunner().invoke(main, ["--lang", language])
    assert (done.exit_code, done.stdout) == (2, "")
    assert "overlap" in done.stderr
