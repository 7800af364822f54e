"""The form of a list: which of its columns hold the members, which the networks, and what else there is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from kuntaverkostot.dataset.register import fold
from kuntaverkostot.tables.problem import Problem
from kuntaverkostot.tables.table_files import few

if TYPE_CHECKING:
    from kuntaverkostot.dataset.reading import Draft

Kind = Literal["wide", "long", "sets"]


@dataclass(frozen=True, slots=True)
class Shape:
    """The role of each column of a list, by position.

    Parameters
    ----------
    kind : {"wide", "long", "sets"}
        "wide": members x networks with marks. "long": a row for each membership, or for each member or network with the
        others in one cell. "sets": a row for each member or network, with the others in the cells to the right.
    member : int
        Column of the members; of sets, the first one.
    code : int or None
        Column of their codes, when the table has both names and codes.
    networks : tuple of int
        Columns of marks, or the single column of network names; of sets, the columns of networks.
    own : bool
        Whether the members are not municipalities.
    language : str
        Language of the header; "" when no name of a column tells.
    index : tuple of int
        Columns with row numbers.
    assumed : tuple of int
        Columns identified by their values, because their names are unknown.
    members : tuple of int
        Of sets, the columns of members.
    values : {"", "dates", "weights", "roles"}
        What stands in the cells of a wide list instead of marks.
    guessed : bool
        Whether which column holds the members, and which the networks, is only likely.
    """

    kind: Kind
    member: int
    code: int | None
    networks: tuple[int, ...]
    own: bool
    language: str
    index: tuple[int, ...] = ()
    assumed: tuple[int, ...] = ()
    members: tuple[int, ...] = ()
    values: str = ""
    guessed: bool = False


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why a list has no shape: two or more readings are possible, or none.

    Parameters
    ----------
    rule : str
        A key of ``[reading]`` in the texts.
    value, expected : str
        What the message names.
    """

    rule: str
    value: str = ""
    expected: str = ""

    def problem(self, draft: Draft) -> Problem:
        """Return the error that refuses the table."""
        value = self.value or ", ".join(filter(None, draft.header))
        return Problem(draft.grid.file, draft.grid.first_line or None, None, "", value, self.rule, self.expected)


UNKNOWN = Doubt("shape-unknown")


def column_named(draft: Draft, name: str) -> int | None:
    """Return the position of the column with this name, or with this number from 1.

    A name is preferred, because networks may be called 1 and 2.
    """
    heads = [fold(head) for head in draft.header]
    if fold(name) in heads:
        return heads.index(fold(name))
    if name.strip().isdecimal() and 1 <= int(name) <= len(heads):
        return int(name) - 1
    return None


def no_such_column(draft: Draft, name: str) -> Doubt:
    """Return the doubt about a column that was named but is not there."""
    return Doubt("no-such-column", name, few(head for head in draft.header if head))


def columns_in_words(draft: Draft, places: Sequence[int]) -> str:
    """Return the names of columns, as they can be given with --member and --network."""
    return ", ".join(draft.header[place] or str(place + 1) for place in places)
