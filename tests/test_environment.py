from __future__ import annotations

import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

from tests.missing import left_out

CONDA_LINE = re.compile(r"  - (?P<name>[a-z0-9-]+)(?: (?P<range>[<>=!][^ #]*))?  # \S.*")
# An address from which packages are served, or an option that names one.
PACKAGE_SERVER = re.compile(
    r"https?://(?:cdn|download|files|index|packages|registry|repo)\.|-index[-]url|find[-]links|/simple/[a-z]"
)
BUILD_FILES = [".ci/run", "Makefile", "environment.yml", "pyproject.toml"]
# Lines of environment.yml that pyproject.toml has no word for.
CONDA_ONLY = {"pip"}


@pytest.fixture(scope="module")
def pyproject(project: Path) -> dict[str, object]:
    return tomllib.loads((project / "pyproject.toml").read_text(encoding="utf-8"))["project"]


@pytest.fixture(scope="module")
def conda_lines(project: Path) -> list[str]:
    text = (project / "environment.yml").read_text(encoding="utf-8")
    return text.partition("\ndependencies:\n")[2].splitlines()


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
    for name, specifier in _ranges(pyproject["dependencies"] + extras["notebook"] + extras["dev"]).items():
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
    assert {name for name in folders if not name.startswith(".")} == {"data", "notebooks", "src", "tests"}


def test_help_lists_every_command(project):
    if not shutil.which("make"):
        left_out("make is not installed")
    makefile = (project / "Makefile").read_text(encoding="utf-8")
    commands = re.search(r"^\.PHONY: (.+)$", makefile, flags=re.MULTILINE)[1].split()
    shown = subprocess.run(["make", "help"], cwd=project, check=True, capture_output=True, text=True).stdout
    assert re.findall(r"^  make ([a-z]+) +\S", shown, flags=re.MULTILINE) == commands


@pytest.mark.parametrize("command", ["make page", "make test"])
def test_readme_gives_the_two_commands(project, command):
    assert command in (project / "README.md").read_text(encoding="utf-8")


def test_continuous_integration_runs_the_same_command(project):
    script = project / ".ci" / "run"
    assert script.stat().st_mode & 0o111
    assert "\nmake test" in script.read_text(encoding="utf-8")
