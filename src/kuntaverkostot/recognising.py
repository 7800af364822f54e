"""A single table as people make it: members x networks with marks (wide), or a row for each membership (long)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import compress

from kuntaverkostot.columns import Column
from kuntaverkostot.matching import Register, fold, look_up
from kuntaverkostot.reading import Draft
from kuntaverkostot.values import NO, YES

# What columns are called, and the language that this shows.
MUNICIPALITY = {
    "kunta": "fi", "kunnat": "fi", "kunnan nimi": "fi", "kaupunki": "fi", "kunta tai kaupunki": "fi",
    "kommun": "sv", "kommuner": "sv", "kommunens namn": "sv", "kommunnamn": "sv", "stad": "sv",
    "municipality": "en", "municipalities": "en", "municipality name": "en", "municipality_name": "en", "city": "en",
}  # fmt: skip
CODE = {
    "kuntanumero": "fi", "kuntakoodi": "fi", "kunnan numero": "fi", "kunnan koodi": "fi", "kuntanro": "fi",
    "kommunkod": "sv", "kommunnummer": "sv", "kommunens nummer": "sv",
    "municipality_code": "en", "municipality code": "en", "municipality number": "en", "code": "en",
}  # fmt: skip
NETWORK = {
    "verkosto": "fi", "verkostot": "fi", "verkoston nimi": "fi", "verkoston tunnus": "fi",
    "nätverk": "sv", "nätverket": "sv", "nätverkets namn": "sv",
    "network": "en", "networks": "en", "network name": "en", "network_id": "en",
}  # fmt: skip
MEMBER = {
    "jäsen": "fi", "jäsenet": "fi", "organisaatio": "fi", "jäsenen nimi": "fi",
    "medlem": "sv", "medlemmar": "sv", "medlemmens namn": "sv",
    "member": "en", "members": "en", "organisation": "en", "organization": "en", "member name": "en",
}  # fmt: skip
KNOWN = frozenset([*MUNICIPALITY, *CODE, *NETWORK, *MEMBER])
# So many of the values have to be municipalities when the header does not say it.
MOSTLY = 0.5
MOST_TRIED = 500


@dataclass(frozen=True, slots=True)
class Shape:
    """Which column of a single table holds what, by position.

    Parameters
    ----------
    kind : str
        "wide" or "long".
    member : int
        Column of the members.
    code : int or None
        Column of their codes, when they stand beside their names.
    networks : tuple of int
        Columns of marks, or the one column of names of networks.
    own : bool
        Whether the members are not municipalities.
    language : str
        Language of the header.
    """

    kind: str
    member: int
    code: int | None
    networks: tuple[int, ...]
    own: bool
    language: str


def recognise(made: Draft, known: Register) -> Shape | None:
    """Return what a single table is, or None when it is neither wide nor long.

    Parameters
    ----------
    made : Draft
        The table; it is not changed.
    known : Register
        Of the municipalities.

    Returns
    -------
    Shape or None
        Names of the columns decide; where they say nothing, the values do. A column of networks that holds marks
        only, beside others that do, is one of marks.
    """
    heads = [fold(name) for name in made.header]
    names = _where(heads, MUNICIPALITY)
    codes = _where(heads, CODE)
    own = False
    if names is None and codes is None:
        names = _where(heads, MEMBER)
        own = names is not None
        if names is None:
            names, own = _by_values(made, known)
    member = names if names is not None else codes
    if member is None:
        return None
    language = next((words[heads[member]] for words in (MUNICIPALITY, CODE, MEMBER) if heads[member] in words), "fi")
    code = codes if names is not None and not own else None
    # A column without a name and without a value is a gap in the sheet.
    gaps = {place for place, head in enumerate(heads) if not head and not any(made.columns[place].distinct)}
    others = [position for position in range(len(heads)) if position not in {member, code} | gaps]
    network = _where(heads, NETWORK)
    if network is None and len(others) == 1 and _told_by_names(made.columns[others[0]]):
        network = others[0]
    if network is not None and not (only_marks(made.columns[network]) and _marked_beside(made, network, others)):
        return Shape("long", member, code, (network,), own, language)
    # A column without any value is a network without members; one without any mark is something else.
    marked = tuple(
        place for place in others if _mostly_marks(made.columns[place]) or not any(made.columns[place].distinct)
    )
    filled = any(any(made.columns[place].distinct) for place in marked)
    return Shape("wide", member, code, marked, own, language) if filled else None


def _where(heads: Sequence[str], words: dict[str, str]) -> int | None:
    return next((position for position, head in enumerate(heads) if head in words), None)


def only_marks(column: Column) -> bool:
    """Return whether all that a column holds are marks.

    >>> from kuntaverkostot.columns import coded
    >>> only_marks(coded(["x", ""])), only_marks(coded(["1", "2"])), only_marks(coded([""]))
    (True, False, False)
    """
    return any(column.distinct) and all(cell == "" or _is_mark(cell) for cell in column.distinct)


def _marked_beside(made: Draft, network: int, others: Sequence[int]) -> bool:
    """Return whether another column than that of the networks holds marks."""
    return any(_mostly_marks(made.columns[place]) for place in others if place != network)


def _told_by_names(column: Column) -> bool:
    """Return whether a column holds something, and no marks."""
    return any(column.distinct) and not any(map(_is_mark, column.distinct))


def _is_mark(cell: str) -> bool:
    return cell != "" and cell.casefold() in YES | NO


def _mostly_marks(column: Column) -> bool:
    marks = [_is_mark(cell) for cell in column.distinct]
    if not any(marks):
        return False
    counts = column.counts()
    filled = sum(count for cell, count in zip(column.distinct, counts, strict=True) if cell)
    return sum(compress(counts, marks)) >= MOSTLY * filled


def _by_values(made: Draft, known: Register) -> tuple[int | None, bool]:
    """Return the column in which most values are municipalities; else the first, if it names other members."""
    for position, column in enumerate(made.columns[:20]):
        different = sorted(filter(None, column.distinct))[:MOST_TRIED]
        found = sum(look_up(known, value, suggest=False).severity != "error" for value in different)
        # Marks such as 1 are no codes of municipalities here.
        if found > MOSTLY * len(different) and not _mostly_marks(column):
            return position, False
    if not made.columns:
        return None, False
    first = made.columns[0]
    named = len(first) > 0 and all(first.distinct) and len(first.distinct) == len(first) and not _mostly_marks(first)
    return (0, True) if named and any(map(_mostly_marks, made.columns[1:])) else (None, False)
