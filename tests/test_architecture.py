from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import kuntaverkostot as kv

PACKAGE = Path(__file__).parents[1] / "src" / "kuntaverkostot"
# A module imports only from lines above its own.
LAYERS = [
    ["addresses", "columns", "dates", "temporary"],
    ["keys"],
    ["cells", "entries", "files", "genitives", "inlining", "language", "packing", "pipes", "schema", "version"],
    ["cutting", "decoding", "document", "headers", "ledger", "lists", "markup", "naming", "records", "unpacking"],
    ["sheet", "tables", "values"],
    ["excel_cells", "open_document"],
    ["excel"],
    ["workbooks"],
    ["marks", "matching", "reading", "sources", "typed"],
    ["recognising", "repairing"],
    ["heading", "remarks"],
    ["shapes"],
    ["members", "registers"],
    ["checking"],
    ["rules"],
    ["rule_problems"],
    ["dataset"],
    ["kinds", "known"],
    ["graph", "licences", "reconciliation", "template"],
    ["spelling"],
    ["source_list"],
    ["bodies", "exporting", "geography", "labels", "outline", "overlap", "signatures", "templates", "wording"],
    ["intersections", "pairwise"],
    ["gathering", "likeness", "pieces", "reach"],
    ["crowd", "findings", "frame", "overview"],
    ["appearance", "layout", "overview_layout", "text_list"],
    ["ordered", "paths", "pyvis_page", "view_shapes"],
    ["large_entries", "picture", "pyvis_diagram", "set_views", "tabular"],
    ["island", "large_picture", "report", "summary", "whole_list"],
    ["large_island", "large_summary"],
    ["full_page", "large_page"],
    ["page"],
    ["options"],
    ["progress", "terminal"],
    ["usage"],
    ["saving"],
    ["cli"],
    ["__main__"],
    ["__init__"],
]
LAYER = {module: number for number, layer in enumerate(LAYERS) for module in layer}
# Who may use what; an import for types only is free.
THIRD_PARTY = {
    "pandas": {
        "cutting",
        "dataset",
        "exporting",
        "findings",
        "intersections",
        "large_page",
        "likeness",
        "overlap",
        "overview",
        "pairwise",
        "reconciliation",
        "rules",
        "set_views",
        "tabular",
        "typed",
    },
    "networkx": {"exporting", "graph"},
    "pyvis": {"pyvis_page"},
    "jinja2": {"templates"},
    "markupsafe": {"templates", "whole_list"},
    "numpy": {
        "bodies",
        "columns",
        "crowd",
        "cutting",
        "gathering",
        "intersections",
        "keys",
        "large_entries",
        "large_island",
        "large_page",
        "large_summary",
        "layout",
        "ledger",
        "likeness",
        "ordered",
        "overlap",
        "overview",
        "overview_layout",
        "pairwise",
        "pieces",
        "reach",
        "reading",
        "remarks",
        "shapes",
        "signatures",
        "typed",
        "whole_list",
    },
    "scipy": {"overview", "overview_layout"},
    "click": {"cli", "options", "saving", "terminal", "usage"},
    "tqdm": {"progress"},
    "openpyxl": {"excel", "excel_cells", "exporting", "template"},
    "charset_normalizer": {"decoding"},
}
# Ways by which a page would turn data into markup or code.
INJECTION = re.compile(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function")

each_module = pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: path.stem)


def _imports(node: ast.AST, *, for_types: bool = False) -> Iterator[tuple[str, bool]]:
    """Yield each imported dotted name, and whether it is imported for types only."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import):
            yield from ((alias.name, for_types) for alias in child.names)
        elif isinstance(child, ast.ImportFrom):
            base = ".".join(filter(None, ["kuntaverkostot" if child.level else "", child.module]))
            yield from ((f"{base}.{alias.name}", for_types) for alias in child.names)
        else:
            guarded = isinstance(child, ast.If) and ast.unparse(child.test).endswith("TYPE_CHECKING")
            yield from _imports(child, for_types=for_types or guarded)


@each_module
def test_imports_run_one_way(path):
    assert path.stem in LAYER, f"give {path.name} a place in LAYERS"
    for name, for_types in _imports(ast.parse(path.read_text(encoding="utf-8"))):
        root, _, rest = name.partition(".")
        if root == "kuntaverkostot":
            module = rest.partition(".")[0]
            assert LAYER.get(module, LAYER["__init__"]) < LAYER[path.stem], name
        elif root in THIRD_PARTY and not for_types:
            assert path.stem in THIRD_PARTY[root], name


@each_module
def test_only_the_command_line_prints(path):
    calls = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
    printed = [call.lineno for call in calls if isinstance(call.func, ast.Name) and call.func.id == "print"]
    assert path.stem == "cli" or printed == []


@each_module
def test_modules_are_short(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) < 300


def test_no_module_hides_a_public_name():
    # Python sets a module as an attribute of its package, where it would stand before the function.
    assert not set(kv.__all__) & {path.stem for path in PACKAGE.glob("*.py")}


def test_every_public_name_is_there():
    assert sorted(kv.__all__) == dir(kv)
    assert [name for name in kv.__all__ if not callable(getattr(kv, name))] == []


def test_scripts_and_templates_set_text_only():
    files = [path for path in (PACKAGE / "assets").rglob("*") if path.suffix in {".js", ".jinja", ".html"}]
    found = [f"{path.name}: {text}" for path in files for text in INJECTION.findall(path.read_text("utf-8"))]
    assert found == []


def test_the_code_map_names_every_module():
    text = (PACKAGE.parents[1] / "CONTRIBUTING.md").read_text(encoding="utf-8")
    named = re.findall(r"^\| `(\w+)\.py` \| .+ \|$", text, flags=re.MULTILINE)
    assert sorted(named) == sorted(path.stem for path in PACKAGE.glob("*.py") if path.stem != "__init__")
