"""The members with a role, a year or another attribute, asked for on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import kuntaverkostot as kv
from kuntaverkostot.cli.commands import main
from kuntaverkostot.text.language import LANGUAGES, say

ROWS = """member,network,role,since
Ann,Choir,chair,1999
Ann,Chess,guest,2020
Bo,Chess,chair,2021
Eve,Chess,guest,2020
Eve,Choir,guest,2020
"""


@pytest.fixture
def clubs(tmp_path) -> Path:
    path = tmp_path / "clubs.csv"
    path.write_text(ROWS, encoding="utf-8")
    return path


def _run(path: Path, *arguments: str, language: str = "en") -> Result:
    done = CliRunner().invoke(main, ["overlap", str(path), "--lang", language, "--quiet", *arguments])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done


def _members(path: Path, *arguments: str) -> list[str]:
    done = _run(path, "--format", "json", *arguments)
    assert done.exit_code == 0, done.output
    return [row["name"] for row in json.loads(done.stdout)]


@pytest.mark.parametrize(
    ("arguments", "names"),
    [
        (["--where", "role=chair"], ["Ann", "Bo"]),
        (["--where", "role=chair", "--all-of", "Chess"], ["Bo"]),
        (["--where", "role = guest", "--where", "since=2020", "--all-of", "chess", "--all-of", "choir"], ["Eve"]),
        (["--where", "since=1999", "--where", "since=2021"], ["Ann", "Bo"]),
        (["--where", "role=chair", "--where", "since=2020"], []),
        # Nobody joined Chess in 1999, but Chess is a network nevertheless.
        (["--where", "since=1999", "--all-of", "chess"], []),
        (["--where", "since=1999", "--any-of", "choir", "--none-of", "chess"], ["Ann"]),
        # Of chairs alone, and not of those who are none.
        (["--where", "role=chair", "--none-of", "choir"], ["Bo"]),
        (["--where", "since>=2020"], ["Ann", "Bo", "Eve"]),
        (["--where", "since >= 2021"], ["Bo"]),
    ],
)
def test_members_are_found_by_what_the_table_says_of_their_memberships(clubs, arguments, names):
    assert _members(clubs, *arguments) == names


def test_the_command_finds_whom_python_finds(clubs):
    dataset = kv.read_dataset(clubs)
    for role in ("chair", "guest"):
        frame = kv.incidence(dataset, names="en", where={"role": role})
        names = kv.sharing(frame, any_of="chess").index.get_level_values(1).tolist()
        assert _members(clubs, "--where", f"role={role}", "--any-of", "chess") == names


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_not_there_is_said_in_the_language(clubs, language):
    def said(condition: str) -> str:
        done = _run(clubs, "--where", condition, language=language)
        assert done.exit_code == 2
        return done.stderr.splitlines()[-1]

    assert said("rloe=chair") == say(language, "unfit.attribute_near", word="rloe", near="role")
    assert said("zzz=chair") == say(language, "unfit.attribute", word="zzz", names="role, since")
    expected = say(language, "unfit.attribute_value", column="role", word="queen", names="chair, guest")
    assert said("role=queen") == expected


@pytest.mark.parametrize("condition", ["role", "=chair", "role=", "", " = "])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_condition_is_a_column_and_a_value(clubs, language, condition):
    done = _run(clubs, "--where", condition, language=language)
    assert done.exit_code == 2
    assert done.stderr.splitlines()[0] == say(language, "usage.condition", option="--where", value=condition)


def test_the_tables_of_the_package_have_no_such_columns():
    done = CliRunner().invoke(main, ["overlap", "--lang", "sv", "--quiet", "--where", "roll=ordförande"])
    assert (done.exit_code, done.stderr.strip()) == (2, say("sv", "unfit.attribute_none", word="roll"))
