"""Each text is used: its key, or the parts from which its key is put together, stand in code, scripts or templates."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from kuntaverkostot.dataset.schema import schemas
from kuntaverkostot.text.language import LANGUAGES, texts

PACKAGE = Path(__file__).parents[2] / "src" / "kuntaverkostot"
EXPLORER = Path(__file__).parents[2] / "src" / "explorer"
TOOLS = {"node_modules", "tests"}
SCRIPTS = [path for path in sorted(EXPLORER.rglob("*.ts")) if not TOOLS & set(path.relative_to(EXPLORER).parts)]
QUOTED = re.compile(r"""["'`]([\w.-]+)["'`]""")
# A key that is put together: `tool.${name}` in a script, "tool." + name, "tool." ~ name in a template.
IN_SCRIPT = re.compile(r"`([\w-]+\.[^`\n]*\$\{[^`\n]*)`")
JOINED = re.compile(r"""["']([\w.-]+[._])["'] ?[+~]""")
NAME = re.compile(r"\b[a-z]\w*\b")
HOLE = "\0"
# Sections that are chosen in code: those of messages, and of insights by kind of member.
CHOSEN = ("problems", "reading", "finding", "member_finding")


def _sources(*endings: str) -> Iterator[str]:
    for path in [*PACKAGE.rglob("*"), *SCRIPTS]:
        if path.suffix in endings:
            yield path.read_text(encoding="utf-8")


def _strings(tree: ast.AST) -> Iterator[str]:
    """Yield the strings of a module; what is put into a formatted string is a hole."""
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield "".join(part.value if isinstance(part, ast.Constant) else HOLE for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def _written() -> set[str]:
    """Return all words and all patterns of keys that stand in the package or in its schema."""
    found = {text for source in _sources(".py") for text in _strings(ast.parse(source))}
    # Names of properties in scripts are words, too.
    found |= {name for source in _sources(".ts") for name in NAME.findall(source)}
    for source in _sources(".ts", ".jinja"):
        found |= {*QUOTED.findall(source), *(f"{start}{HOLE}" for start in JOINED.findall(source))}
        found |= {re.sub(r"\$\{[^}]*\}", HOLE, template) for template in IN_SCRIPT.findall(source)}
    for schema in schemas():
        found |= {item for field in schema.fields for item in (field.name, *field.enum)}
    return found | set(LANGUAGES)


def _patterns(words: set[str]) -> list[re.Pattern[str]]:
    """Return what keys look like that are put together, each hole as long and as short as it can be."""
    patterns = []
    for word in words:
        if HOLE in word and re.fullmatch(rf"[\w{HOLE}-]+\.[\w{HOLE}-]*", word):
            pattern = re.escape(word)
            if word.startswith(f"{HOLE}."):
                pattern = pattern.replace(HOLE, f"(?:{'|'.join(CHOSEN)})", 1)
            patterns += [re.compile(pattern.replace(HOLE, hole)) for hole in (r"([\w-]+)", r"([\w-]+?)")]
    return patterns


def _used(key: str, words: set[str], patterns: list[re.Pattern[str]]) -> bool:
    """Return whether a key is written out, or made of words that are: the rule of a message, a field and its value."""
    if key in words:
        return True
    parts = (match.groups() for pattern in patterns if (match := pattern.fullmatch(key)))
    return any(all(_word(part, words) for part in groups) for groups in parts)


def _word(part: str, words: set[str]) -> bool:
    if part in words:
        return True
    # A word may be put together as well: "shape-" and "wide".
    return any(
        re.fullmatch(re.escape(word).replace(HOLE, r"[\w-]+"), part)
        for word in words
        if HOLE in word and word.strip(HOLE + "-_. ")
    )


def test_each_text_is_used():
    words = _written()
    patterns = _patterns(words)
    assert len(patterns) > 40
    assert [key for key in texts("en") if not _used(key, words, patterns)] == []


def test_a_text_that_nobody_uses_is_found():
    words = {"tool.find", f"count.{HOLE}", "networks", f"basis.rule_{HOLE}_{HOLE}", "kind", "any_of"}
    patterns = _patterns(words)
    assert [
        key for key in ("tool.find", "count.networks", "basis.rule_kind_any_of") if not _used(key, words, patterns)
    ] == []
    assert [key for key in ("tool.lost", "count.hits", "basis.rule_kind") if _used(key, words, patterns)] == []
