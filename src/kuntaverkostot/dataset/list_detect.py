"""A single table as people make it: members x networks with marks (wide), or a row for each membership (long)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import compress

from kuntaverkostot.dataset.marks import all_marks, is_mark
from kuntaverkostot.dataset.matching import Register, fold, look_up
from kuntaverkostot.dataset.reading import Draft
from kuntaverkostot.tables.columns import Column

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
# What pandas and R write above the numbers of the rows.
UNNAMED = {"", "unnamed: 0", "index", "level_0", "rownames"}
NUMBER = re.compile("0|[1-9][0-9]{0,8}")
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
    index : tuple of int
        Columns that only number the rows.
    assumed : tuple of int
        Columns that were chosen by their values, because their names do not say what they hold.
    """

    kind: str
    member: int
    code: int | None
    networks: tuple[int, ...]
    own: bool
    language: str
    index: tuple[int, ...] = ()
    assumed: tuple[int, ...] = ()


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
    index = _index(made, known)
    # Where nothing else names the members, the numbers do.
    return (_recognised(made, known, index) if index else None) or _recognised(made, known, ())


def _recognised(made: Draft, known: Register, index: tuple[int, ...]) -> Shape | None:
    heads = [fold(name) for name in made.header]
    names = _where(heads, MUNICIPALITY)
    codes = _where(heads, CODE)
    own = False
    if names is None and codes is None:
        names = _where(heads, MEMBER)
        own = names is not None
    told = names is not None or codes is not None
    if not told:
        names, own = _by_values(made, known, index)
    member = names if names is not None else codes
    if member is None:
        return None
    language = next((words[heads[member]] for words in (MUNICIPALITY, CODE, MEMBER) if heads[member] in words), "fi")
    code = codes if names is not None and not own else None
    # A column without a name and without a value is a gap in the sheet.
    gaps = {place for place, head in enumerate(heads) if not head and not any(made.columns[place].distinct)}
    unused = {member, code, *index} | gaps
    others = [position for position in range(len(heads)) if position not in unused]
    assumed = () if told else (member,)
    network = _where(heads, NETWORK)
    if network is None and len(others) == 1 and _told_by_names(made.columns[others[0]]):
        network = others[0]
        assumed = (*assumed, network)
    if network is not None and not (
        all_marks(made.columns[network].distinct) and _marked_beside(made, network, others)
    ):
        return Shape("long", member, code, (network,), own, language, index, assumed)
    # A column without any value is a network without members; one without any mark is something else.
    marked = tuple(
        place for place in others if mostly_marks(made.columns[place]) or not any(made.columns[place].distinct)
    )
    filled = any(any(made.columns[place].distinct) for place in marked)
    return Shape("wide", member, code, marked, own, language, index, assumed) if filled else None


def _index(made: Draft, known: Register) -> tuple[int, ...]:
    """Return the first columns, as far as they only number the rows."""
    found: list[int] = []
    for place, (name, column) in enumerate(zip(made.header, made.columns, strict=True)):
        if not _numbers_rows(fold(name), column, known):
            break
        found.append(place)
    return tuple(found)


def _numbers_rows(head: str, column: Column, known: Register) -> bool:
    if head in KNOWN or not len(column) or len(column.distinct) < len(column):
        return False
    if not all(map(NUMBER.fullmatch, column.distinct)):
        return False
    numbers = list(map(int, column.distinct))
    if numbers[0] in {0, 1} and numbers == list(range(numbers[0], numbers[0] + len(numbers))):
        return True
    # Without a name, numbers of rows that were sorted or chosen are such, too; codes of municipalities are not.
    return head in UNNAMED and not mostly_municipalities(column, known)


def _where(heads: Sequence[str], words: dict[str, str]) -> int | None:
    return next((position for position, head in enumerate(heads) if head in words), None)


def _marked_beside(made: Draft, network: int, others: Sequence[int]) -> bool:
    """Return whether another column than that of the networks holds marks."""
    return any(mostly_marks(made.columns[place]) for place in others if place != network)


def _told_by_names(column: Column) -> bool:
    """Return whether a column holds something, and no marks; figures alone are no names."""
    return (
        any(column.distinct)
        and not any(map(is_mark, column.distinct))
        and not all(map(_is_figure, filter(None, column.distinct)))
    )


def _is_figure(cell: str) -> bool:
    return not any(letter.isalpha() for letter in cell)


def mostly_marks(column: Column) -> bool:
    """Return whether at least half of the cells that are filled are marks."""
    marks = [is_mark(cell) for cell in column.distinct]
    if not any(marks):
        return False
    counts = column.counts()
    filled = sum(count for cell, count in zip(column.distinct, counts, strict=True) if cell)
    return sum(compress(counts, marks)) >= MOSTLY * filled


def mostly_municipalities(column: Column, known: Register) -> bool:
    """Return whether most of the different values of a column are municipalities, and not marks such as 5."""
    different = sorted(filter(None, column.distinct))[:MOST_TRIED]
    found = sum(look_up(known, value, suggest=False).severity != "error" for value in different)
    return found > MOSTLY * len(different) and not mostly_marks(column)


def _by_values(made: Draft, known: Register, index: tuple[int, ...]) -> tuple[int | None, bool]:
    """Return the column in which most values are municipalities; else the first, if it names other members."""
    places = [place for place in range(len(made.columns)) if place not in index]
    municipal = [place for place in places[:20] if mostly_municipalities(made.columns[place], known)]
    if municipal:
        # Networks may be called after municipalities. Which column is which, only a header can say.
        one = _codes(made.columns[municipal[0]], known)
        same = all(_codes(made.columns[place], known) == one for place in municipal[1:])
        return (municipal[0], False) if same else (None, False)
    if not places:
        return None, False
    first = made.columns[places[0]]
    named = len(first) > 0 and all(first.distinct) and len(first.distinct) == len(first) and not mostly_marks(first)
    return (
        (places[0], True) if named and any(mostly_marks(made.columns[place]) for place in places[1:]) else (None, False)
    )


def _codes(column: Column, known: Register) -> list[str]:
    """Return the code of the municipality in each row; what is none stays as it is."""
    return column.replaced(
        {cell: look_up(known, cell, suggest=False).value for cell in column.distinct if cell}
    ).cells()
