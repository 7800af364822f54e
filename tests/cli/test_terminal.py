from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kuntaverkostot.cli.commands import main
from kuntaverkostot.cli.terminal import DATA, REASONS, SYSTEM, Fault, Refusal, reading, stop, writing
from kuntaverkostot.text.language import LANGUAGES, say

PATH = Path("folder", "taulut.zip")
# What stands in the way of a template: the rest of the path, and how that is told.
IN_THE_WAY = [
    ("none/own.xlsx", "missing"),
    ("file/own.xlsx", "no_folder"),
    (f"{'n' * 300}.xlsx", "long"),
]


def _run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(one) for one in arguments])


@pytest.mark.parametrize(("code", "kind"), [(SYSTEM, Fault), (DATA, Refusal)])
def test_the_end_of_a_command_has_its_code(code, kind):
    with pytest.raises(Refusal, match="why") as caught:
        stop("why", code)
    assert (type(caught.value), caught.value.exit_code) == (kind, code)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("number", "reason"), REASONS.items())
def test_reasons_of_the_system_are_told_in_the_language(language, number, reason):
    told = say(language, f"command.{reason}")
    with pytest.raises(Fault) as caught, writing(PATH, language):
        raise OSError(number, os.strerror(number), "of no interest.part")
    assert caught.value.message == say(language, "command.not_written", path=PATH, reason=told)
    with pytest.raises(Fault) as caught, reading(PATH, language):
        raise OSError(number, os.strerror(number), "inside.csv")
    assert caught.value.message == say(language, "command.not_read", path="inside.csv", reason=told)


def test_a_reason_without_words_of_ours_is_told_as_the_system_does():
    with pytest.raises(Fault) as caught, writing(PATH, "fi"):
        raise OSError(errno.EIO, "Input/output error")
    assert caught.value.message == f"{PATH}: kirjoittaminen ei onnistunut: Input/output error"
    with pytest.raises(Fault) as caught, reading(PATH, "en"):
        raise OSError("gone")
    assert caught.value.message == f"{PATH}: it could not be read: gone"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("rest", "reason"), IN_THE_WAY)
def test_what_stands_in_the_way_is_told_in_the_language(tmp_path, language, rest, reason):
    (tmp_path / "file").write_text("", encoding="utf-8")
    out = tmp_path / rest
    done = _run("template", "--lang", language, "--out", out)
    told = say(language, "command.not_written", path=out, reason=say(language, f"command.{reason}"))
    assert (done.exit_code, done.stdout, done.stderr) == (SYSTEM, "", f"{told}\n")


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("fi", "{there} on jo olemassa; --overwrite korvaa sen\n"),
        ("sv", "{there} finns redan; --overwrite ersätter den\n"),
        ("en", "{there} already exists; --overwrite replaces it\n"),
        ("all", "{there} on jo olemassa; --overwrite korvaa sen\n"),
    ],
)
@pytest.mark.parametrize("command", ["export", "template", "convert"])
def test_a_name_that_is_taken_is_told_in_the_language(small_folder, tmp_path, command, language, told):
    if command == "export":
        there = tmp_path / f"kuntaverkostot.{language.replace('all', 'sv')}.html"
        options = ["--data", small_folder, "--lang", language, "--out", tmp_path]
    else:
        # These two write in one language, and Finnish is the one that nobody chose.
        there = tmp_path / "taken"
        options = ["--out", there, *([] if language == "all" else ["--lang", language])]
        options += ["--data", small_folder, "--to", "json"] if command == "convert" else []
    there.write_text("mine", encoding="utf-8")
    done = _run(command, *options)
    assert (done.exit_code, done.stdout, done.stderr) == (DATA, "", told.format(there=there))
    assert there.read_text(encoding="utf-8") == "mine"
    assert list(tmp_path.iterdir()) == [there]


def test_quiet_prints_no_paths(small_folder, tmp_path):
    data = ["--data", small_folder, "--quiet"]
    for command, *options in [
        ["export", *data, "--lang", "sv", "--out", tmp_path],
        ["template", "-q", "--out", tmp_path / "own.xlsx"],
        ["convert", *data, "--to", "json", "--out", tmp_path / "graph.json"],
    ]:
        done = _run(command, *options)
        assert (done.exit_code, done.output) == (0, "")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["graph.json", "kuntaverkostot.sv.html", "own.xlsx"]


@pytest.mark.parametrize(
    "arguments", [["list"], ["check"], ["check", "--format", "json"], ["overlap", "--all-of", "pienet-kunnat"]]
)
def test_quiet_leaves_what_a_command_is_there_to_print(small_folder, arguments):
    loud = _run(*arguments, "--data", small_folder)
    assert loud.stdout
    assert _run(*arguments, "--data", small_folder, "-q").output == loud.stdout


def test_quiet_tells_errors(small_folder, tmp_path):
    there = tmp_path / "own.xlsx"
    there.mkdir()
    done = _run("convert", "-q", "--data", small_folder, "--to", "xlsx", "--out", there / "none" / "own.xlsx")
    assert (done.exit_code, done.stdout) == (SYSTEM, "")
    assert done.stderr.startswith(f"{there / 'none' / 'own.xlsx'}: kirjoittaminen ei onnistunut: ")
