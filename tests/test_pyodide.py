"""The package needs nothing that Python in a browser lacks, so that it can be installed in JupyterLite.

What is compiled has to be built for Pyodide. What is pure Python comes from the package index as it is.
"""

from __future__ import annotations

import subprocess
import sys
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


# What Python in a browser leaves out of the standard library, and what it has but cannot do, as its documentation lists
# them: https://pyodide.org/en/stable/usage/wasm-constraints.html
REMOVED = [
    *("curses", "dbm", "ensurepip", "fcntl", "grp", "idlelib", "lib2to3", "pwd", "resource", "syslog", "termios"),
    *("tkinter", "turtle", "turtledemo", "venv", "pty", "tty"),
]
IN_A_BROWSER = f"""
import sys, threading, subprocess, socket
sys.modules.update(dict.fromkeys({REMOVED!r}))

def refuse(*_, **__):
    raise OSError("a browser has none")

threading.Thread.start = subprocess.Popen.__init__ = socket.socket.connect = refuse
import kuntaverkostot as kv

dataset = kv.load_dataset()
assert kv.sharing(kv.incidence(dataset), all_of=["pienet-kunnat"]).shape[0] > 100
assert kv.from_sets({{"Choir": ["Ann"]}}).members.shape[0] == 1
kv.diagram(dataset).show("diagram.html")
print(kv.build_page(dataset).write("page.html"))
assert kv.explore(dataset).select("Loviisa").members == ("434",)
"""


def test_the_package_works_without_what_a_browser_lacks(tmp_path):
    command = [sys.executable, "-c", IN_A_BROWSER]
    done = subprocess.run(command, cwd=tmp_path, check=False, capture_output=True, text=True)
    assert (done.stdout.strip(), done.stderr) == ("page.html", "")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["diagram.html", "page.html"]
