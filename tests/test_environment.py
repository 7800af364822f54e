from __future__ import annotations

import itertools
import json
import re
import shlex
import shutil
import subprocess
import tomllib
from pathlib import Path

import pandas as pd
import pytest
import yaml
from click.testing import CliRunner
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

from kuntaverkostot.cli.commands import main
from kuntaverkostot.version import VERSION
from tests.missing import left_out
from tests.statistics_files import px

CONDA_LINE = re.compile(r"  - (?P<name>[a-z0-9-]+)(?: (?P<range>[<>=!][^ #]*))?  # \S.*")
# An address from which packages are served, or an option that names one.
PACKAGE_SERVER = re.compile(
    r"https?://(?:cdn|download|files|index|packages|registry|repo)\.|-index[-]url|find[-]links|/simple/[a-z]"
)
BUILD_FILES = [".ci/run", ".pre-commit-config.yaml", "Makefile", "environment.yml", "pyproject.toml"]
WORKFLOW = ".github/workflows/checks.yml"
# A link in Markdown to a file of the project, without the part after #.
LINK = re.compile(r"\]\((?![a-z]+:|#)([^)#\s]+)")
# What the README calls besides make and kuntaverkostot; their own documentation says how.
OTHER_PROGRAMS = {"conda", "jupyter", "py"}
# Lines of environment.yml that pyproject.toml has no word for.
CONDA_ONLY = {"pip"}


@pytest.fixture(scope="module")
def pyproject(project: Path) -> dict[str, object]:
    return tomllib.loads((project / "pyproject.toml").read_text(encoding="utf-8"))["project"]


@pytest.fixture(scope="module")
def conda_lines(project: Path) -> list[str]:
    text = (project / "environment.yml").read_text(encoding="utf-8")
    return text.partition("\ndependencies:\n")[2].splitlines()


@pytest.fixture(scope="module")
def workflow(project: Path) -> dict[str, object]:
    return yaml.safe_load((project / WORKFLOW).read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def make_targets(project: Path) -> list[str]:
    makefile = (project / "Makefile").read_text(encoding="utf-8")
    return re.search(r"^\.PHONY: (.+)$", makefile, flags=re.MULTILINE)[1].split()


def _ranges(requirements: list[str]) -> dict[str, SpecifierSet]:
    return {parsed.name: parsed.specifier for parsed in map(Requirement, requirements)}


def test_conda_and_pip_install_the_same_ranges(pyproject, conda_lines):
    extras = pyproject["optional-dependencies"]
    needed = _ranges(pyproject["dependencies"] + extras["notebook"])
    needed["python"] = SpecifierSet(pyproject["requires-python"])
    known = needed | _ranges(extras["dev"])
    matches = [match for line in conda_lines if (match := CONDA_LINE.fullmatch(line))]
    conda = {match["name"]: SpecifierSet(match["range"] or "") for match in matches}
    assert needed.keys() | {"pytest"} <= conda.keys()
    assert {name: conda[name] for name in conda.keys() - CONDA_ONLY} == {
        name: known.get(name) for name in conda.keys() - CONDA_ONLY
    }


def test_every_requirement_has_a_range(pyproject):
    extras = pyproject["optional-dependencies"]
    for name, specifier in _ranges([*pyproject["dependencies"], *itertools.chain(*extras.values())]).items():
        operators = {part.operator for part in specifier}
        assert operators in ({">=", "<"}, {"=="}), name


def test_environment_says_what_needs_each_line(conda_lines):
    assert conda_lines[-2].startswith("  - pip:  # ")
    assert conda_lines[-1].startswith("      - -e .  # ")
    for line in conda_lines[:-2]:
        assert CONDA_LINE.fullmatch(line), line


def test_no_file_names_a_package_server(project, project_files):
    found = []
    for path in project_files:
        text = (project / path).read_bytes().decode("utf-8", errors="replace")
        found += [f"{path}: {match[0]}" for match in PACKAGE_SERVER.finditer(text)]
    assert found == []
    assert [name for name in BUILD_FILES if "://" in (project / name).read_text(encoding="utf-8")] == []


def test_top_folders(project_files):
    folders = {path.parts[0] for path in project_files if len(path.parts) > 1}
    assert {name for name in folders if not name.startswith(".")} == {"data", "docs", "notebooks", "src", "tests"}


def test_help_lists_every_command(project, make_targets):
    if not shutil.which("make"):
        left_out("make is not installed")
    shown = subprocess.run(["make", "help"], cwd=project, check=True, capture_output=True, text=True).stdout
    assert re.findall(r"^  make ([a-z]+) +\S", shown, flags=re.MULTILINE) == make_targets


def test_contributing_describes_every_command_of_make_in_the_order_of_its_help(project, make_targets):
    text = (project / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert ["help", *re.findall(r"^\| `make ([a-z]+)` \|", text, flags=re.MULTILINE)] == make_targets


@pytest.mark.parametrize("command", ["make page", "make test"])
def test_readme_gives_the_two_commands(project, command):
    assert command in (project / "README.md").read_text(encoding="utf-8")


def test_continuous_integration_runs_the_same_command(project):
    listed = ["git", "ls-files", "--stage", "--", ".ci/run"]
    stage = subprocess.run(listed, cwd=project, check=True, capture_output=True, text=True).stdout
    assert stage.startswith("100755 ")
    assert "\nmake test" in (project / ".ci" / "run").read_text(encoding="utf-8")


def test_the_workflow_runs_each_python_that_the_package_names_on_three_systems(pyproject, workflow):
    matrix = workflow["jobs"]["tests"]["strategy"]["matrix"]
    named = [kind.rpartition(" ")[2] for kind in pyproject["classifiers"] if re.search(r":: 3\.[0-9]+$", kind)]
    assert matrix["python"] == named
    assert pyproject["requires-python"] == f">={named[0]}"
    assert [system.partition("-")[0] for system in matrix["os"]] == ["ubuntu", "windows", "macos"]


def test_the_workflow_runs_the_commands_of_make_test_where_there_is_no_make(project, workflow):
    makefile = (project / "Makefile").read_text(encoding="utf-8")
    recipes = [re.search(rf"^{target}:.*\n((?:\t.*\n)+)", makefile, re.MULTILINE)[1] for target in ("lint", "test")]
    (step,) = [step for step in workflow["jobs"]["tests"]["steps"] if step.get("name") == "Windows"]
    called = [line.removeprefix(".venv/Scripts/") for line in step["run"].splitlines() if line.startswith(".venv")]
    assert called[0] == "python -m pip install --quiet --editable '.[notebook,dev]'"
    assert called[1:] == re.findall(r"^\t@\$\(BIN\)/(.+)$", "".join(recipes), re.MULTILINE)


def test_hooks_call_programs_that_the_environment_installs(project, pyproject):
    (repository,) = yaml.safe_load((project / ".pre-commit-config.yaml").read_text(encoding="utf-8"))["repos"]
    assert repository["repo"] == "local"
    assert {hook["language"] for hook in repository["hooks"]} == {"system"}
    programs = [shlex.split(hook["entry"])[0] for hook in repository["hooks"]]
    assert programs == [".venv/bin/ruff", ".venv/bin/ruff", ".venv/bin/mypy", "sh"]
    assert {"ruff", "mypy"} <= _ranges(pyproject["optional-dependencies"]["dev"]).keys()


def test_the_citation_names_the_versions_of_the_code_and_of_the_data(project, pyproject):
    citation = yaml.safe_load((project / "CITATION.cff").read_text(encoding="utf-8"))
    data = json.loads((project / "data" / "datapackage.json").read_text(encoding="utf-8"))
    (tables,) = citation["references"]
    assert (citation["version"], citation["license"]) == (VERSION, pyproject["license"])
    assert (tables["version"], tables["title"]) == (data["version"], data["title"])
    assert [author["name"] for author in citation["authors"]] == [author["name"] for author in pyproject["authors"]]


def test_links_between_documents_lead_somewhere(project, project_files):
    documents = [path for path in project_files if path.suffix == ".md"]
    links = [(path, link) for path in documents for link in LINK.findall((project / path).read_text(encoding="utf-8"))]
    assert len(links) > 5
    assert [f"{path}: {link}" for path, link in links if not (project / path.parent / link).exists()] == []


def test_places_that_contributing_names_are_there(project):
    text = (project / "CONTRIBUTING.md").read_text(encoding="utf-8")
    named = re.findall(r"`((?:src|tests|data|\.github)/[\w./-]+)`", text)
    assert len(named) > 15
    assert [name for name in named if not (project / name).exists()] == []


def test_contributing_says_where_the_five_commonest_changes_are_made(project):
    section = (project / "CONTRIBUTING.md").read_text(encoding="utf-8").partition("## Where do I change …")[2]
    rows = re.findall(r"^\| (an? [^|]+) \| ([^|]+) \|", section.partition("\n## ")[0], flags=re.MULTILINE)
    assert len(rows) == 5
    for what, where in rows:
        assert len(re.findall(r"`[^`]+\.\w+`", where)) <= 6, what


def test_readme_names_files_of_the_virtual_environment_and_programs_that_are_known(project, make_targets):
    for line in _readme_commands(project):
        program, *words = re.split(r"\s+", line.partition(" # ")[0].strip())
        name = program.rpartition("\\")[2].rpartition("/")[2]
        if name == "make":
            assert words[0] in make_targets
        else:
            assert name in OTHER_PROGRAMS | {"kuntaverkostot", "python"}, line


def test_commands_of_the_readme_run(project, small, small_folder, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("my-tables", "last-year"):
        shutil.copytree(small_folder, name)
    # What a reader has: titles with their genres in one cell.
    films = "title,genres\nAlien,Horror|Sci-Fi\nHeat,Crime|Drama\nSolaris,Drama|Sci-Fi\nDune,Drama|Sci-Fi\n"
    Path("films.csv").write_text(films, encoding="utf-8")
    Path("vaesto.px").write_text(px(small), encoding="utf-8")
    Path("list.txt").write_text("Akaa\nNärpiö\n", encoding="utf-8")
    clubs = {"member": ["Ann", "Ann", "Bob"], "network": ["Choir", "Chess", "Chess"]}
    pd.DataFrame(clubs).to_parquet("memberships.parquet")
    ours = [line for line in _readme_commands(project) if line.startswith("kuntaverkostot ")]
    assert len(ours) > 5
    for line in ours:
        command, _, remark = line.partition(" # ")
        name, *words = shlex.split(command)[1:]
        done = CliRunner().invoke(main, [name, *words])
        assert done.exit_code == 0, (line, done.output)
        known = {option for parameter in main.commands[name].params for option in parameter.opts}
        assert set(re.findall(r"--[a-z-]+", remark)) <= known, line


def test_lines_of_python_in_the_readme_run(project):
    block = "".join(re.findall(r"^```python\n(.+?)^```", _readme(project), flags=re.MULTILINE | re.DOTALL))
    names: dict[str, object] = {}
    exec(block, names)  # noqa: S102 - what a reader would do with it
    assert names["dataset"].memberships.shape[0] > 0


def _readme(project: Path) -> str:
    return (project / "README.md").read_text(encoding="utf-8")


def _readme_commands(project: Path) -> list[str]:
    """Return the indented lines of the README that are commands: those before the drawing of the way through."""
    lines = re.findall(r"^    ([a-z.].*)$", _readme(project), flags=re.MULTILINE)
    return [part for line in lines if "─" not in line for part in line.split(" && ")]
