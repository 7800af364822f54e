"""The front end: what is committed is what is built, and several explorers can live in one document."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.missing import left_out

EXPLORER = Path(__file__).parents[2] / "src" / "explorer"
STATIC = Path(__file__).parents[2] / "src" / "kuntaverkostot" / "page" / "static"
MODULES = {
    path.relative_to(EXPLORER).as_posix(): path.read_text(encoding="utf-8")
    for path in sorted(EXPLORER.rglob("*.ts"))
    if not {"node_modules", "tests"} & set(path.parts)
}
# The hosts: the pages, the site and the widgets. All else is a component.
PAGES = {
    *("page.ts", "page/anchors.ts", "page/folds.ts", "page/height.ts", "page/list.ts"),
    *("fit.ts", "pyvis.ts", "site.ts", "watch.ts", "widget.ts", "widget_frame.ts", "widget_theme.ts", "years.ts"),
}
COMPONENT = sorted(set(MODULES) - PAGES)


def test_what_is_committed_is_what_is_built(tmp_path):
    if not (EXPLORER / "node_modules").exists() or not shutil.which("node"):
        left_out("the front end is not built anew: make web, which needs Node.js")
    subprocess.run(["node", "build.mjs", tmp_path], cwd=EXPLORER, check=True)
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == sorted(path.name for path in STATIC.iterdir())
    for name in names:
        assert (tmp_path / name).read_bytes() == (STATIC / name).read_bytes(), f"{name} is out of date: make web"


@pytest.mark.parametrize("module", MODULES)
def test_no_module_has_a_state_of_its_own(module):
    assert not re.findall(r"^(?:export )?(?:let|var) .*", MODULES[module], re.MULTILINE)
    # Collections at the top of a module hold what does not change.
    assert not re.findall(r"^(?:export )?const .* = new (?:Map|Set|WeakMap)\(\)", MODULES[module], re.MULTILINE)


@pytest.mark.parametrize("module", COMPONENT)
def test_an_explorer_looks_for_nothing_outside_its_root(module):
    reaches = r"document\.(?:getElement|querySelector|body|head|title|activeElement|styleSheets|addEventListener)"
    reaches += r"|\b(?:location|history|parent)\.|(?<![.\w])addEventListener\("
    code = re.sub(r"//.*", "", MODULES[module])
    assert not re.findall(reaches, code)


@pytest.mark.parametrize("module", COMPONENT)
def test_nothing_happens_on_import(module):
    statements = re.findall(r"^[a-z][\w.]*\(.*", MODULES[module], re.MULTILINE)
    assert statements == []


def test_the_tools_have_exact_versions_and_no_other_code_runs_in_the_page():
    package = json.loads((EXPLORER / "package.json").read_text(encoding="utf-8"))
    assert "dependencies" not in package
    versions = package["devDependencies"].values()
    assert [version for version in versions if not re.fullmatch(r"\d+\.\d+\.\d+", version)] == []
    assert not list(EXPLORER.glob("*lock*"))
