"""A cell cut into the names that it holds."""

from __future__ import annotations

import ast
import json
import re
from html import unescape

# A list in JSON or Python notation, which no character separates.
WRITTEN = re.compile(r"""\[.*\]|\{.*\}""", flags=re.DOTALL)
NOTATION = "[]"
# Of a list in this notation.
LONGEST_WRITTEN = 20_000
ENTITY = re.compile("&#?[A-Za-z0-9]+;")


def written_list(cell: str) -> list[str] | None:
    """Return the names in a cell that holds a list in JSON or Python notation, or None when it holds none.

    >>> written_list('["A", "B"]'), written_list("['A']"), written_list("[A]"), written_list("A [2019]")
    (['A', 'B'], ['A'], ['A'], None)
    """
    if len(cell) > LONGEST_WRITTEN or not WRITTEN.fullmatch(cell):
        return None
    for parse in (json.loads, ast.literal_eval):
        try:
            held = parse(cell)
        except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
            continue
        if isinstance(held, list) and held and all(isinstance(part, dict) and "name" in part for part in held):
            # Lists of objects, each with its name.
            held = [part["name"] for part in held]
        if isinstance(held, (list, tuple, set)) and all(isinstance(part, (str, int, float)) for part in held):
            names = sorted(map(str, held)) if isinstance(held, set) else list(map(str, held))
            return [name.strip() for name in names if name.strip()]
        return None
    # NumPy and hand-written lists: ['A' 'B'], [A, B].
    inner = cell[1:-1]
    quoted = re.findall(r"'([^']*)'|\"([^\"]*)\"", inner)
    parts = [first or second for first, second in quoted] if quoted else re.split("[,;]", inner)
    return [name.strip() for name in parts if name.strip()]


def parts_of(cell: str, separator: str) -> list[str]:
    """Return the names in a cell, each once, in their order; a cell that is no list is one name.

    >>> parts_of("A; B;A", ";"), parts_of("A", ";"), parts_of("", ";"), parts_of('["A"]', "[]")
    (['A', 'B'], ['A'], [], ['A'])
    """
    if separator == NOTATION:
        names = written_list(cell)
        parts = [cell] if names is None else names
    elif not separator:
        parts = [cell]
    else:
        parts = _cut(cell, separator)
    names = [" ".join(part.split()) for part in parts]
    return list(dict.fromkeys(name for name in names if name))


def _cut(cell: str, separator: str) -> list[str]:
    # An ampersand or semicolon of HTML, as in &amp;, separates nothing.
    entities = [sign for sign in ENTITY.findall(cell) if unescape(sign) != sign] if separator in {"&", ";"} else []
    for place, sign in enumerate(entities):
        cell = cell.replace(sign, f"\0{place}\0", 1)
    pieces = cell.split(separator)
    if entities:
        pieces = [re.sub("\0([0-9]+)\0", lambda mark: entities[int(mark[1])], piece) for piece in pieces]
    # Each name in quotation marks: "A"; "B".
    return [piece.strip()[1:-1] if _is_quoted(piece.strip()) else piece for piece in pieces]


def _is_quoted(piece: str) -> bool:
    return len(piece) > 1 and piece[0] == piece[-1] and piece[0] in "\"'" and piece.count(piece[0]) == 2
