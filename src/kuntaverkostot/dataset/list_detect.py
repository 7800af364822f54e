"""Detection of the shape of a list: members x networks with marks (wide), or one row per membership (long)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import compress

from kuntaverkostot.dataset.marks import all_marks, is_mark
from kuntaverkostot.dataset.matching import look_up
from kuntaverkostot.dataset.reading import Draft
from kuntaverkostot.dataset.register import Register, fold
from kuntaverkostot.tables.columns import Column

# Column names, and the language each implies.
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
# Header of the row index in files from pandas and R.
UNNAMED = {"", "unnamed: 0", "index", "level_0", "rownames"}
NUMBER = re.compile("0|[1-9][0-9]{0,8}")
# Share of values that must be municipalities when the header does not name the column.
MOSTLY = 0.5
MOST_TRIED = 500


@dataclass(frozen=True, slots=True)
class Shape:
    """The role of each column of a list, by position.

    Parameters
    ----------
    kind : str
        "wide" or "long".
    member : int
        Column of the members.
    code : int or None
        Column of their codes, when the table has both names and codes.
    networks : tuple of int
        Columns of marks, or the single column of network names.
    own : bool
        Whether the members are not municipalities.
    language : str
        Language of the header.
    index : tuple of int
        Columns with row numbers.
    assumed : tuple of int
        Columns identified by their values, because their names are unknown.
    """

    kind: str
    member: int
    code: int | None
    networks: tuple[int, ...]
    own: bool
    language: str
    index: tuple[int, ...] = ()
    assumed: tuple[int, ...] = ()


def detect_shape(draft: Draft, register: Register) -> Shape | None:
    """Return the shape of a list, or None when it is neither wide nor long.

    Parameters
    ----------
    draft : Draft
        The table; it is not changed.
    register : Register
        The municipalities.

    Returns
    -------
    Shape or None
        Column names decide, or else the values. A column named as networks is one of marks if it holds only marks and
        other columns hold marks, too.
    """
    index = _index_columns(draft, register)
    # When nothing else names the members, the row numbers do.
    return (_detect(draft, register, index) if index else None) or _detect(draft, register, ())


def _detect(draft: Draft, register: Register, index: tuple[int, ...]) -> Shape | None:
    heads = [fold(name) for name in draft.header]
    name_column = _first_in(heads, MUNICIPALITY)
    code_column = _first_in(heads, CODE)
    organisations = False
    if name_column is None and code_column is None:
        name_column = _first_in(heads, MEMBER)
        organisations = name_column is not None
    by_header = name_column is not None or code_column is not None
    if not by_header:
        name_column, organisations = _members_by_values(draft, register, index)
    member = name_column if name_column is not None else code_column
    if member is None:
        return None
    language = next((words[heads[member]] for words in (MUNICIPALITY, CODE, MEMBER) if heads[member] in words), "fi")
    code = code_column if name_column is not None and not organisations else None
    # A column with neither name nor value is a gap in the sheet.
    gaps = {place for place, head in enumerate(heads) if not head and not any(draft.columns[place].distinct)}
    unused = {member, code, *index} | gaps
    others = [position for position in range(len(heads)) if position not in unused]
    assumed = () if by_header else (member,)
    network_column = _first_in(heads, NETWORK)
    if network_column is None and len(others) == 1 and _holds_names(draft.columns[others[0]]):
        network_column = others[0]
        assumed = (*assumed, network_column)
    if network_column is not None and not (
        all_marks(draft.columns[network_column].distinct) and _marks_beside(draft, network_column, others)
    ):
        return Shape("long", member, code, (network_column,), organisations, language, index, assumed)
    # An empty column is a network without members. A column with values but no marks is something else.
    marked = tuple(
        place for place in others if mostly_marks(draft.columns[place]) or not any(draft.columns[place].distinct)
    )
    filled = any(any(draft.columns[place].distinct) for place in marked)
    return Shape("wide", member, code, marked, organisations, language, index, assumed) if filled else None


def _index_columns(draft: Draft, register: Register) -> tuple[int, ...]:
    """Return the leading columns that hold only row numbers."""
    positions: list[int] = []
    for position, (name, column) in enumerate(zip(draft.header, draft.columns, strict=True)):
        if not _numbers_rows(fold(name), column, register):
            break
        positions.append(position)
    return tuple(positions)


def _numbers_rows(head: str, column: Column, register: Register) -> bool:
    if head in KNOWN or not len(column) or len(column.distinct) < len(column):
        return False
    if not all(map(NUMBER.fullmatch, column.distinct)):
        return False
    numbers = list(map(int, column.distinct))
    if numbers[0] in {0, 1} and numbers == list(range(numbers[0], numbers[0] + len(numbers))):
        return True
    # Without a name, the numbers may also be out of order, as after a sort; municipality codes are excluded.
    return head in UNNAMED and not mostly_municipalities(column, register)


def _first_in(heads: Sequence[str], words: dict[str, str]) -> int | None:
    return next((position for position, head in enumerate(heads) if head in words), None)


def _marks_beside(draft: Draft, network: int, others: Sequence[int]) -> bool:
    """Return whether a column other than that of the networks holds marks."""
    return any(mostly_marks(draft.columns[place]) for place in others if place != network)


def _holds_names(column: Column) -> bool:
    """Return whether a column holds names: it has values, none of them marks, and not only figures."""
    return (
        any(column.distinct)
        and not any(map(is_mark, column.distinct))
        and not all(map(_is_figure, filter(None, column.distinct)))
    )


def _is_figure(cell: str) -> bool:
    return not any(letter.isalpha() for letter in cell)


def mostly_marks(column: Column) -> bool:
    """Return whether at least half of the filled cells are marks."""
    marks = [is_mark(cell) for cell in column.distinct]
    if not any(marks):
        return False
    counts = column.counts()
    filled = sum(count for cell, count in zip(column.distinct, counts, strict=True) if cell)
    return sum(compress(counts, marks)) >= MOSTLY * filled


def mostly_municipalities(column: Column, register: Register) -> bool:
    """Return whether most distinct values of a column are municipalities rather than marks such as 5."""
    different = sorted(filter(None, column.distinct))[:MOST_TRIED]
    matched = sum(look_up(register, value, suggest=False).severity != "error" for value in different)
    return matched > MOSTLY * len(different) and not mostly_marks(column)


def _members_by_values(draft: Draft, register: Register, index: tuple[int, ...]) -> tuple[int | None, bool]:
    """Return the column of members judged by its values, and whether they are organisations.

    It is the column where most values are municipalities, or else the first one, if its values are distinct names.
    """
    places = [place for place in range(len(draft.columns)) if place not in index]
    municipal = [place for place in places[:20] if mostly_municipalities(draft.columns[place], register)]
    if municipal:
        # Networks may bear names of municipalities. Only a header can tell such columns apart.
        first_codes = _municipality_codes(draft.columns[municipal[0]], register)
        same = all(_municipality_codes(draft.columns[place], register) == first_codes for place in municipal[1:])
        return (municipal[0], False) if same else (None, False)
    if not places:
        return None, False
    first = draft.columns[places[0]]
    names_members = (
        len(first) > 0 and all(first.distinct) and len(first.distinct) == len(first) and not mostly_marks(first)
    )
    return (
        (places[0], True)
        if names_members and any(mostly_marks(draft.columns[place]) for place in places[1:])
        else (None, False)
    )


def _municipality_codes(column: Column, register: Register) -> list[str]:
    """Return the municipality code in each row; other values stay as they are."""
    return column.replaced(
        {cell: look_up(register, cell, suggest=False).value for cell in column.distinct if cell}
    ).cells()
