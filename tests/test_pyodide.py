"""The package needs nothing that Python in a browser lacks, so that it can be installed in JupyterLite.

What is compiled has to be built for Pyodide. What is pure Python comes from the package index as it is.
"""

from __future__ import annotations

import tomllib
from importlib.metadata import distribution

import pytest
from packaging.requirements import Requirement

# As listed on 2026-11-29 by https://anaconda.org/pyodide/repo, where Pyodide puts what it builds.
BUILT = {"markupsafe": "3.0.2", "numpy": "2.4.3", "pandas": "3.0.2", "scipy": "1.17.1"}
PURE = ["click", "jinja2", "narwhals", "networkx", "openpyxl", "pyvis", "tqdm"]
# On the package index as pure Python, too; pip prefers the compiled one where it fits.
PURE_TOO = ["charset-normalizer"]


@pytest.fixture(scope="module")
def needed(project):
    settings = tomllib.loads((project / "pyproject.toml").read_text(encoding="utf-8"))
    return {needed.name: needed for needed in map(Requirement, settings["project"]["dependencies"])}


def test_each_dependency_is_built_for_pyodide_or_pure_python(needed):
    assert sorted(needed) == sorted([*BUILT, *PURE, *PURE_TOO])


@pytest.mark.parametrize(("name", "version"), BUILT.items())
def test_what_is_built_for_pyodide_is_within_the_range(needed, name, version):
    assert needed[name].specifier.contains(version)


@pytest.mark.parametrize("name", PURE)
def test_what_is_called_pure_holds_no_compiled_code(name):
    files = distribution(name).files
    assert files
    assert [path for path in files if path.suffix in {".so", ".pyd", ".dylib"}] == []
