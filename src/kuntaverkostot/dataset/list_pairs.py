"""Which of the columns of a long list holds the members, and which the networks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from kuntaverkostot.dataset.list_columns import NUMBER, holds_names, mostly_marks
from kuntaverkostot.dataset.list_shape import UNKNOWN, Doubt, Shape, columns_in_words
from kuntaverkostot.dataset.list_words import CODES, is_about, member_score, network_score, words_of
from kuntaverkostot.dataset.register import fold
from kuntaverkostot.tables.columns import Column

if TYPE_CHECKING:
    from kuntaverkostot.dataset.reading import Draft

# A column name that decides by itself.
DECIDES, SUGGESTS = 4, 2
# Of a link between two of the same kind.
ENDS = frozenset({"source", "target", "from", "to", "mistä", "mihin", "från", "till"})
# In a table of links between members, many names stand in both columns.
IN_BOTH = 1 / 3


def member_and_network(
    draft: Draft, places: Sequence[int], *, member: int | None, network: int | None
) -> Shape | Doubt:
    """Return the shape of a list with a row for each membership, or why there is none.

    Parameters
    ----------
    draft : Draft
        The list.
    places : sequence of int
        Columns that may be used.
    member, network : int or None
        The columns that are known.

    Returns
    -------
    Shape or Doubt
        Any two columns of names will do. Of more, the column names must tell.
    """
    names = [place for place in places if place not in {member, network} and _may_hold_names(draft, place)]
    names = [place for place in names if not _is_code(draft, place, [*names, member])]
    # A column called year or note is about a membership, unless nothing else is left.
    names = [place for place in names if not is_about(draft.header[place])] or names
    if member is not None and network is not None:
        return Shape("long", member, None, (network,), own=False, language="")
    if member is not None:
        pairs = [(member, place) for place in names]
    elif network is not None:
        pairs = [(place, network) for place in names]
    else:
        pairs = [(name, other) for name in names for other in names if name != other]
    if not pairs:
        return UNKNOWN
    scores = {pair: pair_score(draft, *pair) for pair in pairs}
    best = [pair for pair in pairs if scores[pair] == max(scores.values())]
    if len(best) > 1 and not (len(names) == 2 and member is None and network is None):
        return Doubt("columns-unclear", columns_in_words(draft, sorted({*names, *_known(member, network)})))
    # Of two columns whose names say nothing, the first one holds the members.
    chosen = best[0]
    guessed = member is None or network is None
    if guessed and member is None and network is None and _is_one_mode(draft, *chosen):
        return Doubt("one-mode", columns_in_words(draft, chosen))
    assumed = tuple(
        place
        for place, known, score in (
            (chosen[0], member, member_score(draft.header[chosen[0]])),
            (chosen[1], network, network_score(draft.header[chosen[1]])),
        )
        if known is None and score < DECIDES
    )
    shape = Shape("long", chosen[0], None, (chosen[1],), own=False, language="", assumed=assumed)
    return replace(shape, guessed=member is None and bool(assumed))


def _known(*places: int | None) -> list[int]:
    return [place for place in places if place is not None]


def pair_score(draft: Draft, member: int, network: int) -> int:
    """Return how well two column names fit members and networks."""
    first, other = draft.header[member], draft.header[network]
    return member_score(first) + network_score(other) - network_score(first) - member_score(other)


def _may_hold_names(draft: Draft, place: int) -> bool:
    head, column = draft.header[place], draft.columns[place]
    if holds_names(column):
        return True
    # Members and networks may be numbered; then the column name says what they are, unless it holds words for marks.
    score = max(member_score(head), network_score(head))
    is_named = score >= SUGGESTS or (score > 0 and words_of(head)[-1] == "id")
    numbers = all(map(NUMBER.fullmatch, filter(None, column.distinct)))
    return is_named and any(column.distinct) and (numbers or not mostly_marks(column))


def _is_code(draft: Draft, place: int, others: Sequence[int | None]) -> bool:
    """Return whether a column holds codes of the names in another one."""
    if not _is_called_code(draft, place):
        return False
    # Where each member has networks of its own, these are no names for its code; and two codes do not name each other.
    names = [
        other
        for other in others
        if other is not None
        and other != place
        and network_score(draft.header[other]) < SUGGESTS
        and not _is_called_code(draft, other)
    ]
    return any(is_one_to_one(draft.columns[place], draft.columns[other]) for other in names)


def _is_called_code(draft: Draft, place: int) -> bool:
    return not CODES.isdisjoint(words_of(draft.header[place]))


def is_one_to_one(column: Column, other: Column) -> bool:
    """Return whether each value of a column stands beside one value of the other, and the other way round."""
    pairs = set(zip(column.codes.tolist(), other.codes.tolist(), strict=True))
    return len(pairs) == len(column.distinct) == len(other.distinct)


def _is_one_mode(draft: Draft, member: int, network: int) -> bool:
    """Return whether the same names stand in both columns, as in a table of links between members."""
    if max(member_score(draft.header[member]), network_score(draft.header[network])) >= DECIDES:
        return False
    heads = [words_of(draft.header[place]) for place in (member, network)]
    if (
        all(words[-1:] == ["id"] for words in heads)
        and heads[0] != heads[1]
        and ENDS.isdisjoint([*heads[0], *heads[1]])
    ):
        # Numbers of two registers are the same by chance.
        return False
    ones, others = ({fold(cell) for cell in draft.columns[place].distinct if cell} for place in (member, network))
    both = ones & others
    if not any(ENDS.isdisjoint(words) for words in heads) and any(not name.isdecimal() for name in both):
        # A node is on one side of a graph, whichever end of a link it is.
        return True
    return len(both) > IN_BOTH * min(len(ones), len(others))
