"""What can be said of the documentation before it is built; `make docs` checks the rest in `built_site.py`."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest

import kuntaverkostot as kv
from docs.extension import MARK, PARTS
from docs.extension.certainty import gaps, known_members, open_questions, publishers
from docs.extension.codebook import codebook
from docs.extension.commands import commands
from kuntaverkostot.cli.commands import main

FOLDER = Path(__file__).parents[2] / "docs"
PAGES = {path.stem: path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.md"))}


def _blocks(page: str) -> list[str]:
    return re.findall(r"^```python\n(.+?)^```", PAGES[page], flags=re.MULTILINE | re.DOTALL)


def _commands(page: str) -> list[str]:
    return re.findall(r"^    (kuntaverkostot .+)$", PAGES[page], flags=re.MULTILINE)


def test_the_reference_has_every_public_name_once():
    named = re.findall(
        r"^\.\. auto(?:function|class|exception):: kuntaverkostot\.(\w+)$", PAGES["reference"], re.MULTILINE
    )
    assert sorted(named) == sorted(kv.__all__)


def test_every_page_is_in_the_contents():
    trees = re.findall(r"```\{toctree\}\n(.+?)```", PAGES["index"], flags=re.DOTALL)
    listed = [line for tree in trees for line in tree.splitlines() if re.fullmatch(r"[a-z-]+", line)]
    assert sorted(listed) == sorted(PAGES.keys() - {"index"})


def test_every_part_is_asked_for_once():
    assert sorted(mark for text in PAGES.values() for mark in MARK.findall(text)) == sorted(PARTS)


def test_the_codebook_has_every_column_of_every_table_in_its_order(project):
    package = json.loads((project / "data" / "datapackage.json").read_text(encoding="utf-8"))
    sections = re.split(r"^## `(.+)`$", codebook(project), flags=re.MULTILINE)
    assert sections[1::2] == [resource["path"] for resource in package["resources"]]
    for resource, section in zip(package["resources"], sections[2::2], strict=True):
        columns = [field["name"] for field in resource["schema"]["fields"]]
        assert re.findall(r"^\| `(\w+)` \|", section, flags=re.MULTILINE) == columns
        # What the README of the tables says comes first.
        assert len(section.partition("\nKey: ")[0].strip()) > 10


def test_the_commands_have_every_option(project):
    sections = re.split(r"^## `(.+)`$", commands(project), flags=re.MULTILINE)
    assert sections[1::2] == sorted(main.commands)
    for name, section in zip(sections[1::2], sections[2::2], strict=True):
        options = {option for param in main.commands[name].params for option in param.opts if option.startswith("-")}
        rows = re.findall(r"^\| `(.+?)` \|", section, flags=re.MULTILINE)
        assert {word for row in rows for word in re.findall(r"(?<!\S)--?[a-z][a-z-]*", row)} == options | {
            "-h",
            "--help",
        }


def test_the_commands_are_the_same_in_every_environment(project, monkeypatch):
    monkeypatch.setenv("LANGUAGE", "en")
    text = commands(project)
    monkeypatch.setenv("LANGUAGE", "sv")
    assert commands(project) == text


def test_what_is_known_is_counted_from_the_tables(project, real):
    lines = known_members(project).splitlines()[2:]
    rows = {name: (listed, rule, published) for name, listed, rule, _, published in map(_cells, lines)}
    assert len(rows) == len(real.networks)
    assert rows["Regional cities"] == ("44", "0", "57")
    listed = real.memberships.value_counts(["network_id", "basis"])["pienet-kunnat", "rule"]
    assert rows["Small municipalities"][1] == str(listed)
    assert gaps(project).startswith("No membership was found in public sources for 21 municipalities: ")
    assert "44 are known, the published number is 57" in open_questions(project)
    assert f"{len(real.sources)} sources" in publishers(project)


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip("|").split("|")]


@pytest.mark.parametrize("page", ["analyst", "index"])
def test_lines_of_python_run(page, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    for block in _blocks(page):
        exec(block, names)  # noqa: S102 - what a reader would do with it
    assert isinstance(names["dataset"], kv.Dataset)


@pytest.mark.parametrize("page", ["clerk", "clerk-fi", "clerk-sv", "editor"])
def test_commands_and_their_options_are_there(page):
    lines = _commands(page)
    assert len(lines) > 2
    for line in lines:
        name, *words = shlex.split(line)[1:]
        known = {option for param in main.commands[name].params for option in param.opts}
        assert {word for word in words if word.startswith("--")} <= known, line


def test_clerks_read_the_same_in_three_languages():
    shapes = [_shape(page) for page in ("clerk", "clerk-fi", "clerk-sv")]
    assert shapes[0] == shapes[1] == shapes[2]


def _shape(page: str) -> list[object]:
    """Return how many sections and rows a page has, and which commands and options."""
    text = PAGES[page]
    commands = [[word for word in shlex.split(line) if word.startswith("-")][:3] for line in _commands(page)]
    return [text.count("\n## "), text.count("\n|"), commands]
