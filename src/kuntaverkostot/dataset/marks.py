"""Marks of membership in a table of members x networks.

One rule: an empty cell and the words for no or for a missing value mark nobody; anything else marks a member. Words
that leave it open, such as "maybe", are refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from kuntaverkostot.dataset.values import NO, YES

SIGNS = {
    *"✅√●•*×■☒t",
    *("checked", "selected", "valittu", "vald", "member", "jäsen", "medlem", "si", "sí", "oui"),
}
# No, or a missing value in the notation of R, pandas, SQL or of statistics.
NONE = {
    *("f", "na", "n/a", "nan", "<na>", "null", "none", "nei", "nein", "non", ".", "..", "...", "—", "−", "#n/a"),
    *("unchecked", "not selected", "ei valittu", "ej vald", "inte vald"),
    *("not a member", "ei jäsen", "ej medlem", "inte medlem", "✗", "✘", "❌", "□", "○"),
}
OPEN = {
    *("?", "??", "???", "(x)", "x?", "maybe", "unknown", "tbd", "tba", "unclear"),
    *("ehkä", "ei tiedossa", "ei tietoa", "kesken", "epäselvä", "kanske", "okänd", "vet ej", "oklart"),
}
# A column with gaps turns whole numbers into floats.
FLOAT = re.compile(r"([01])[.,]0+")
ZERO = re.compile(r"[-+]?(?:0+(?:[.,]0*)?|[.,]0+)\s*%?")
# In coded tables, less than nothing means that something is not known.
NEGATIVE = re.compile(r"[-\u2212][0-9]+(?:[.,][0-9]+)?")
NUMBER = re.compile(r"[-+]?[0-9]+(?:[.,][0-9]+)?")
# What --marks takes besides values: any value but those for no, and numbers above zero.
ANY, POSITIVE = "*", ">0"


def is_yes(cell: str) -> bool:
    """Return whether a cell is a usual mark of a member.

    >>> is_yes("X"), is_yes("1.0"), is_yes("0"), is_yes("maybe")
    (True, True, False, False)
    """
    word = _word(cell)
    return word in YES or word in SIGNS


def is_no(cell: str) -> bool:
    """Return whether a cell marks nobody.

    >>> is_no(""), is_no("0.0"), is_no("Nej"), is_no("N/A"), is_no("2019")
    (True, True, True, True, False)
    """
    word = _word(cell)
    return not word or word in NO or word in NONE or ZERO.fullmatch(word) is not None


def is_open(cell: str) -> bool:
    """Return whether a cell says neither yes nor no.

    >>> is_open("ehkä"), is_open("-9"), is_open("x")
    (True, True, False)
    """
    return _word(cell) in OPEN or (NEGATIVE.fullmatch(cell) is not None and not is_no(cell))


def is_mark(cell: str) -> bool:
    """Return whether a cell means yes or no in a usual way; an empty cell means neither.

    >>> is_mark("0.0"), is_mark("NaN"), is_mark(""), is_mark("2")
    (True, True, False, False)
    """
    return bool(cell) and (is_yes(cell) or is_no(cell))


def all_marks(cells: Iterable[str]) -> bool:
    """Return whether cells hold at least one mark and nothing else.

    >>> all_marks(["x", ""]), all_marks(["1", "2"]), all_marks([""])
    (True, False, False)
    """
    filled = [cell for cell in cells if cell]
    return bool(filled) and all(map(is_mark, filled))


def marker(marks: str | None) -> Callable[[str], bool | None]:
    """Return the function that says whether a cell marks a member; None where the cell leaves it open.

    Parameters
    ----------
    marks : str or None
        The values that mark a member, separated by commas; "*" for any value but those for no, ">0" for numbers above
        zero. None: any value but those for no, and words such as "maybe" leave it open.

    Examples
    --------
    >>> [marker(None)(cell) for cell in ("chair", "no", "maybe")]
    [True, False, None]
    >>> [marker("x, k")(cell) for cell in ("K", "", "e")], marker(">0")("0.5")
    ([True, False, False], True)
    """
    if marks is None:
        return lambda cell: None if is_open(cell) else not is_no(cell)
    if marks.strip() == ANY:
        return lambda cell: not is_no(cell)
    if marks.replace(" ", "") == POSITIVE:
        return _is_positive
    wanted = {_word(mark.strip()) for mark in marks.split(",")} - {""}
    return lambda cell: _word(cell) in wanted


def _is_positive(cell: str) -> bool | None:
    if is_no(cell):
        return False
    return float(cell.replace(",", ".")) > 0 if NUMBER.fullmatch(cell) else None


def _word(cell: str) -> str:
    match = FLOAT.fullmatch(cell)
    return match[1] if match else cell.casefold()
