"""The packages, the imports between them, and the libraries that each may use."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from graphlib import TopologicalSorter
from importlib import import_module
from pathlib import Path

import pytest

import kuntaverkostot as kv

PACKAGE = Path(__file__).parents[1] / "src" / "kuntaverkostot"
MODULES = {".".join(path.relative_to(PACKAGE).with_suffix("").parts): path for path in sorted(PACKAGE.rglob("*.py"))}
# A room imports from the rooms that it points to, from those that they point to, and so on; from no other.
ARROWS = {
    "text": [],
    "tables": ["text"],
    "dataset": ["tables"],
    "analysis": ["dataset"],
    "diagram": ["analysis"],
    "listing": ["analysis"],
    "page": ["diagram", "listing"],
    "website": ["page"],
    "cli": ["website"],
}
# Each of these libraries stays in its room, or in one module.
HOMES = {
    "click": "cli",
    "tqdm": "cli",
    "watchfiles": "cli.watching",
    "jinja2": "text.templates",
    "pyvis": "diagram.pyvis_page",
    "charset_normalizer": "tables.encodings",
    "narwhals": "dataset",
}
# Ways by which a page would turn data into markup or code.
INJECTION = re.compile(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function")

each_module = pytest.mark.parametrize("module", MODULES)


def _imports(module: str, *, types: bool = True) -> Iterator[str]:
    """Yield the dotted names that a module imports; ``types``: those for type checkers, too."""
    tree = ast.parse(MODULES[module].read_text(encoding="utf-8"))
    if not types:
        tree.body = [node for node in tree.body if not ast.unparse(node).startswith("if TYPE_CHECKING:")]
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{module}: write imports in full"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _imported_modules(module: str) -> set[str]:
    names = (name.removeprefix("kuntaverkostot.") for name in _imports(module) if name.startswith("kuntaverkostot."))
    return {name if name in MODULES else name.rpartition(".")[0] for name in names} & set(MODULES)


def _below(room: str) -> set[str]:
    return {room}.union(*map(_below, ARROWS[room]))


def test_these_are_the_rooms():
    assert sorted(path.name for path in PACKAGE.iterdir() if (path / "__init__.py").exists()) == sorted(ARROWS)


@each_module
def test_a_room_imports_only_from_those_below_it(module):
    room, _, inside = module.partition(".")
    if not inside:
        return  # what stands beside the rooms: the public names and the entry
    rooms = {name.partition(".")[0] for name in _imported_modules(module)} - {"version"}
    assert rooms <= _below(room)


def test_no_imports_run_in_a_circle():
    # Public names are imported when they are first used.
    tuple(TopologicalSorter({name: _imported_modules(name) for name in MODULES if name != "__init__"}).static_order())


@each_module
def test_a_library_stays_in_its_room(module):
    for name in _imports(module, types=False):
        home = HOMES.get(name.partition(".")[0])
        assert home is None or f"{module}.".startswith(f"{home}."), name


@each_module
def test_only_the_command_line_prints(module):
    calls = [node for node in ast.walk(ast.parse(MODULES[module].read_text("utf-8"))) if isinstance(node, ast.Call)]
    printed = [call.lineno for call in calls if isinstance(call.func, ast.Name) and call.func.id == "print"]
    assert module.startswith("cli.") or printed == []


@each_module
def test_modules_are_short(module):
    assert len(MODULES[module].read_text(encoding="utf-8").splitlines()) <= 250


def test_a_room_that_is_loaded_hides_no_public_name():
    import_module("kuntaverkostot.diagram.layout")
    import_module("kuntaverkostot.listing.render")
    for name in kv.__all__:
        assert not hasattr(getattr(kv, name), "__path__"), name


def test_every_public_name_is_there():
    assert sorted(kv.__all__) == dir(kv)
    assert [name for name in kv.__all__ if not callable(getattr(kv, name))] == []


def test_scripts_and_templates_set_text_only():
    files = [path for path in PACKAGE.rglob("*") if path.suffix in {".js", ".jinja", ".html"}]
    files += [path for path in (PACKAGE.parent / "explorer").rglob("*.ts") if "node_modules" not in path.parts]
    assert len(files) > 60
    found = [f"{path.name}: {text}" for path in files for text in INJECTION.findall(path.read_text("utf-8"))]
    assert found == []


def test_the_code_map_names_every_room():
    text = (PACKAGE.parents[1] / "CONTRIBUTING.md").read_text(encoding="utf-8")
    named = re.findall(r"^\| `(\w+)/` \| .+ \|$", text, flags=re.MULTILINE)
    assert named[: len(ARROWS)] == list(ARROWS)
