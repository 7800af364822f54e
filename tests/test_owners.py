"""What is decided in one place: the standing of a membership or a network, and the id of a node."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from kuntaverkostot.dataset.standing import BASES, STATUSES
from kuntaverkostot.text.language import NAMES, SHORT_NAMES
from kuntaverkostot.text.node_ids import ANCHORS

PACKAGE = Path(__file__).parents[1] / "src" / "kuntaverkostot"
MODULES = {".".join(path.relative_to(PACKAGE).with_suffix("").parts): path for path in sorted(PACKAGE.rglob("*.py"))}
TEMPLATES = sorted(PACKAGE.rglob("*.jinja"))
STANDINGS = {*BASES, *STATUSES}
CONSTANTS = {value.upper() for value in STANDINGS}
# Methods that compare a value with each item or cell.
COMPARING = {"count", "index", "eq", "ne", "isin"}
KIND = re.compile(rf"(?:^|[^\w:])(?:{'|'.join(ANCHORS)}):$")
EXAMPLES = {
    "standing": ['row["basis"] == "candidate"', "status != ENDED", 'b in {"listed", RULE}', 'bases.count("candidate")'],
    "node": ['f"network:{code}"', 'f"{kind}:{code}"', 'node.partition(":")', '"network:" + code'],
    "names": ['["name_fi", "name_sv", "name_en"]', '("short_fi", "short_sv", "short_en", "x")'],
}


def _standings(tree: ast.AST) -> Iterator[ast.AST]:
    """Yield what compares with a basis or a status."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare):
            compared = [node.left, *node.comparators]
            # The rule of a message may have the same name.
            if any(isinstance(side, ast.Attribute) and side.attr == "rule" for side in compared):
                continue
        else:
            compared = node.args if _method(node) in COMPARING else []
        if any(map(_is_standing, compared)):
            yield node


def _method(node: ast.AST) -> str:
    return node.func.attr if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) else ""


def _is_standing(node: ast.AST) -> bool:
    if isinstance(node, ast.Set | ast.List | ast.Tuple):
        return any(map(_is_standing, node.elts))
    if isinstance(node, ast.Name):
        return node.id in CONSTANTS
    return isinstance(node, ast.Constant) and node.value in STANDINGS


def _nodes(tree: ast.AST) -> Iterator[ast.AST]:
    """Yield what builds or takes apart the id of a node."""
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            texts = [part.value if isinstance(part, ast.Constant) else None for part in node.values]
            found = texts == [None, ":", None] or any(KIND.search(text) for text in texts if text)
        elif isinstance(node, ast.BinOp):
            found = isinstance(node.left, ast.Constant) and KIND.search(str(node.left.value))
        else:
            found = _method(node) in {"partition", "split"} and list(map(ast.unparse, node.args)) == ["':'"]
        if found:
            yield node


def _names(tree: ast.AST) -> Iterator[ast.AST]:
    """Yield what lists the columns of names by hand."""
    for node in ast.walk(tree):
        if isinstance(node, ast.List | ast.Tuple | ast.Set):
            held = {item.value for item in node.elts if isinstance(item, ast.Constant)}
            if held >= set(NAMES) or held >= set(SHORT_NAMES):
                yield node


OWNERS = {
    "standing": (_standings, "dataset.standing"),
    "node": (_nodes, "text.node_ids"),
    "names": (_names, "text.language"),
}


@pytest.mark.parametrize("subject", OWNERS)
def test_one_module_decides(subject):
    search, owner = OWNERS[subject]
    copies = [
        f"{module}:{node.lineno}: {ast.unparse(node)}"
        for module, path in MODULES.items()
        if module != owner
        for node in search(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert copies == []


@pytest.mark.parametrize(
    ("subject", "code"), [(subject, code) for subject, codes in EXAMPLES.items() for code in codes]
)
def test_the_search_finds_a_copy(subject, code):
    assert list(OWNERS[subject][0](ast.parse(code)))


def test_templates_ask_the_owner():
    compared = re.compile(
        r"""[=!]=\s*["'](?:listed|rule|candidate|current|unknown)["']|\.basis\s*[=!]="""
        r"""|["'](?:network|municipality|organisation):"""
    )
    found = [f"{path.name}: {line}" for path in TEMPLATES for line in path.read_text("utf-8").splitlines()]
    assert [line for line in found if compared.search(line)] == []
