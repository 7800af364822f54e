"""Which column of a list holds the members, and whether they are municipalities."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kuntaverkostot.dataset.list_columns import (
    MOSTLY,
    NEARLY_ALL,
    holds_text,
    mostly_municipalities,
    municipal_share,
    municipality_codes,
    runs_on,
)
from kuntaverkostot.dataset.list_pairs import pair_score
from kuntaverkostot.dataset.list_shape import column_named
from kuntaverkostot.dataset.list_words import CODE, MEMBER, MUNICIPALITY, NETWORK, PERSONS, nouns
from kuntaverkostot.dataset.reading import Draft
from kuntaverkostot.dataset.reading_options import ReadingOptions
from kuntaverkostot.dataset.register import Register, fold

# Names of columns that other countries use as well; below this share of municipalities, they hold other places.
ELSEWHERE = {"city", "stad", "kommun", "kommuner", "kommunnamn", "municipality", "municipalities", "code"}
HARDLY_ANY, FEWEST = 0.2, 3


@dataclass(frozen=True, slots=True)
class ListTable:
    """A table whose shape is sought, with what is known of it."""

    draft: Draft
    register: Register
    options: ReadingOptions
    index: tuple[int, ...]

    @property
    def heads(self) -> list[str]:
        """The names of the columns in small letters."""
        return [fold(name) for name in self.draft.header]

    def is_empty(self, place: int) -> bool:
        """Return whether a column has no value."""
        return not any(self.draft.columns[place].distinct)

    def places(self, *without: int | None) -> list[int]:
        """Return the columns that are neither row numbers nor gaps in the sheet."""
        return [
            place
            for place, head in enumerate(self.heads)
            if place not in {*self.index, *without} and (head or not self.is_empty(place))
        ]


def members_of(table: ListTable) -> tuple[int | None, int | None, bool, tuple[int, ...], str]:
    """Return the column of members and that of their codes, whether they are own, what is assumed, and the language."""
    draft, heads = table.draft, table.heads
    if table.options.member is not None:
        place = column_named(draft, table.options.member)
        own = place is None or not mostly_municipalities(draft.columns[place], table.register)
        return place, None, own, (), language_of(heads, place)
    name = _first_in(heads, MUNICIPALITY)
    code = _first_in(heads, CODE)
    if name is not None and not _may_be_municipalities(table, name):
        # Cities of other countries.
        return name, None, True, (name,), language_of(heads, name)
    if code is not None and name is None and heads[code] == "code" and not _may_be_municipalities(table, code):
        code = None
    if name is not None or code is not None:
        place = name if name is not None else code
        return place, code if name is not None else None, False, (), language_of(heads, place)
    place = _first_in(heads, MEMBER)
    if place is not None and not _is_rather_network(table, place):
        return place, None, True, (), language_of(heads, place)
    place = _members_by_values(table)
    return place, None, False, (place,) if place is not None else (), ""


def _is_rather_network(table: ListTable, place: int) -> bool:
    """Return whether another column is rather that of the members, such as country beside organisation."""
    draft = table.draft
    others = [other for other in table.places(place) if holds_text(draft.columns[other])]
    return any(pair_score(draft, other, place) > pair_score(draft, place, other) for other in others)


def _may_be_municipalities(table: ListTable, place: int) -> bool:
    column = table.draft.columns[place]
    if table.heads[place] not in ELSEWHERE:
        return True
    different = [cell for cell in column.distinct if cell]
    if len(different) < FEWEST or municipal_share(column, table.register) > HARDLY_ANY:
        return True
    # Misspelled municipalities are near misses; of other names, few are.
    return municipal_share(column, table.register, near=True) > MOSTLY


def _members_by_values(table: ListTable) -> int | None:
    """Return the first column where most values are municipalities."""
    wanted = {column_named(table.draft, name) for name in table.options.networks}
    places = [place for place in table.places() if place not in wanted]
    municipal = [place for place in places[:20] if _are_municipalities(table, place)]
    return municipal[0] if municipal else None


def both_municipal(table: ListTable) -> list[int]:
    """Return columns that hold different municipalities, where neither a name nor the caller tells them apart.

    Networks may bear names of municipalities.
    """
    draft, options = table.draft, table.options
    words = (MUNICIPALITY, CODE, MEMBER, NETWORK)
    if options.member is not None or options.networks or any(head in known for known in words for head in table.heads):
        return []
    municipal = [place for place in table.places()[:20] if _are_municipalities(table, place)]
    codes = [municipality_codes(draft.columns[place], table.register) for place in municipal]
    return municipal if any(other != codes[0] for other in codes[1:]) else []


def _are_municipalities(table: ListTable, place: int) -> bool:
    column = table.draft.columns[place]
    if not mostly_municipalities(column, table.register) or runs_on(column):
        return False
    words = nouns(table.draft.header[place])
    of_persons = bool(words) and words[-1] in PERSONS - {"nimi", "namn", "name"}
    return not of_persons or municipal_share(column, table.register) > NEARLY_ALL


def language_of(heads: Sequence[str], place: int | None) -> str:
    """Return the language that the name of the members' column tells, or ""."""
    if place is None:
        return ""
    return next((words[heads[place]] for words in (MUNICIPALITY, CODE, MEMBER) if heads[place] in words), "")


def _first_in(heads: Sequence[str], words: dict[str, str]) -> int | None:
    return next((position for position, head in enumerate(heads) if head in words), None)
