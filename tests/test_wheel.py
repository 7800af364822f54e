"""The package installed from a wheel: complete, and independent of the checkout."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
import tomllib
import zipfile
from email.parser import Parser
from pathlib import Path

import pytest

from kuntaverkostot.version import VERSION

LEFT_OUT = {"__pycache__", ".ipynb_checkpoints", ".mypy_cache"}


@pytest.fixture(scope="module")
def wheel(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel once; without hatchling in the environment, pip fetches it."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--disable-pip-version-check"]
    if importlib.util.find_spec("hatchling"):
        command.append("--no-build-isolation")
    built = subprocess.run(
        [*command, "--wheel-dir", folder, project], cwd=folder, check=False, capture_output=True, text=True
    )
    assert built.returncode == 0, built.stderr
    (path,) = folder.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return {name for name in archive.namelist() if ".dist-info/" not in name}


@pytest.fixture(scope="module")
def unpacked(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("unpacked")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def _files(folder: Path) -> set[Path]:
    return {path for path in folder.rglob("*") if path.is_file() and not LEFT_OUT & set(path.parts)}


def test_it_is_pure_python_so_that_piplite_installs_it(wheel):
    assert wheel.name.endswith("-py3-none-any.whl")


def test_it_holds_every_file_of_the_package_and_of_the_data(project, names):
    source, data = project / "src" / "kuntaverkostot", project / "data"
    expected = {f"kuntaverkostot/{path.relative_to(source).as_posix()}" for path in _files(source)}
    expected |= {f"kuntaverkostot/_data/{path.relative_to(data).as_posix()}" for path in _files(data)}
    assert names == expected


def test_it_holds_what_the_package_reads(names):
    for needed in [
        "kuntaverkostot/py.typed",
        "kuntaverkostot/_data/datapackage.json",
        "kuntaverkostot/_data/municipalities.csv",
        "kuntaverkostot/text/texts/fi.toml",
        "kuntaverkostot/text/texts/sv.toml",
        "kuntaverkostot/text/texts/en.toml",
    ]:
        assert needed in names
    assert any(name.startswith("kuntaverkostot/page/templates/") for name in names)


def test_its_metadata_are_those_of_the_project(project, wheel):
    described = tomllib.loads((project / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    with zipfile.ZipFile(wheel) as archive:
        (path,) = [name for name in archive.namelist() if name.endswith(".dist-info/METADATA")]
        metadata = Parser().parsestr(archive.read(path).decode("utf-8"))
        (licence,) = [name for name in archive.namelist() if name.endswith(".dist-info/licenses/LICENSE")]
        assert archive.read(licence) == (project / "LICENSE").read_bytes()
    assert metadata["Name"] == described["name"]
    assert metadata["Version"] == VERSION
    assert metadata["License-Expression"] == "MIT"


def test_it_reads_its_own_tables_away_from_the_checkout(real, unpacked, tmp_path):
    program = (
        "import kuntaverkostot as kv; from kuntaverkostot.dataset.schema import bundled_data\n"
        "print(kv.load_dataset()); print(bundled_data()); print(kv.__file__)"
    )
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    run = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        env={**environment, "PYTHONPATH": str(unpacked), "PYTHONIOENCODING": "utf-8"},
        check=False,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert run.returncode == 0, run.stderr
    package = unpacked / "kuntaverkostot"
    assert run.stdout.splitlines() == [repr(real), str(package / "_data"), str(package / "__init__.py")]
