"""Marks of membership in a table of members x networks: which cells say yes, which say no."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kuntaverkostot.dataset.values import NO, YES

SIGNS = {"✅", "√", "●", "•", "*", "×", "t"}
# What programs write where a value is missing, too: R, pandas, SQL.
NONE = {"f", "na", "n/a", "nan", "<na>", "null"}
# A column with a gap turns whole numbers into others.
FLOAT = re.compile(r"([01])[.,]0+")


def is_yes(cell: str) -> bool:
    """Return whether a cell marks a member.

    >>> is_yes("X"), is_yes("1.0"), is_yes("0"), is_yes("maybe")
    (True, True, False, False)
    """
    word = _word(cell)
    return word in YES or word in SIGNS


def is_mark(cell: str) -> bool:
    """Return whether a cell says yes or no; an empty one says nothing.

    >>> is_mark("0.0"), is_mark("NaN"), is_mark(""), is_mark("2")
    (True, True, False, False)
    """
    word = _word(cell)
    return word in YES or word in NO or word in SIGNS or word in NONE


def all_marks(cells: Iterable[str]) -> bool:
    """Return whether there is a mark among some cells, and nothing else.

    >>> all_marks(["x", ""]), all_marks(["1", "2"]), all_marks([""])
    (True, False, False)
    """
    filled = [cell for cell in cells if cell]
    return bool(filled) and all(map(is_mark, filled))


def _word(cell: str) -> str:
    found = FLOAT.fullmatch(cell)
    return found[1] if found else cell.casefold()
