"""Marks of membership in a table of members x networks: cells that mean yes or no."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kuntaverkostot.dataset.values import NO, YES

SIGNS = {"✅", "√", "●", "•", "*", "×", "t"}
# No, or a missing value in the notation of R, pandas or SQL.
NONE = {"f", "na", "n/a", "nan", "<na>", "null"}
# A column with gaps turns whole numbers into floats.
FLOAT = re.compile(r"([01])[.,]0+")


def is_yes(cell: str) -> bool:
    """Return whether a cell marks a member.

    >>> is_yes("X"), is_yes("1.0"), is_yes("0"), is_yes("maybe")
    (True, True, False, False)
    """
    word = _word(cell)
    return word in YES or word in SIGNS


def is_mark(cell: str) -> bool:
    """Return whether a cell means yes or no; an empty cell means neither.

    >>> is_mark("0.0"), is_mark("NaN"), is_mark(""), is_mark("2")
    (True, True, False, False)
    """
    word = _word(cell)
    return word in YES or word in NO or word in SIGNS or word in NONE


def all_marks(cells: Iterable[str]) -> bool:
    """Return whether cells hold at least one mark and nothing else.

    >>> all_marks(["x", ""]), all_marks(["1", "2"]), all_marks([""])
    (True, False, False)
    """
    filled = [cell for cell in cells if cell]
    return bool(filled) and all(map(is_mark, filled))


def _word(cell: str) -> str:
    match = FLOAT.fullmatch(cell)
    return match[1] if match else cell.casefold()
