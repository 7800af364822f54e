"""The summary: figures and sentences with what the diagram shows at first glance."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from kuntaverkostot.analysis.membership_arrays import MembershipArrays
from kuntaverkostot.dataset.dataset import Dataset, records
from kuntaverkostot.dataset.standing import is_confirmed
from kuntaverkostot.listing.entries import ListContent
from kuntaverkostot.page.set_view_shapes import UpSet
from kuntaverkostot.text.language import alphabetical, day, join_words, named, number, speaker
from kuntaverkostot.text.node_ids import node_code

if TYPE_CHECKING:
    from numpy.typing import NDArray

Entry = TypeVar("Entry")

# Most names in a sentence; beyond that the list has them.
MOST_NAMES = 6
MOST_PARTIAL = 40  # networks that a sentence names; the table of figures has all of them


@dataclass(frozen=True, slots=True)
class Figure:
    """A number and its unit."""

    value: str
    unit: str


def is_municipal(arrays: MembershipArrays) -> bool:
    """Return whether most members are municipalities, so that figures and sentences count these alone."""
    municipal = arrays.municipal
    return bool(municipal.any()) and int(municipal.sum()) * 2 > len(municipal)


def figures(arrays: MembershipArrays, *, language: str, date: str) -> tuple[Figure, ...]:
    """Return the key figures: networks, members, memberships, members in several networks, date of the populations.

    Members are municipalities or, where most are not, all members. Candidates do not count.
    """
    say, counted = speaker(language), _counted(arrays)
    units = ("summary.municipalities", "summary.memberships", "summary.several")
    if not is_municipal(arrays):
        units = ("summary.members", "summary.member_memberships", "summary.members_several")
    several = int((arrays.current_degrees[counted] > 1).sum())
    counts = (int(counted.sum()), int(counted[arrays.member].sum()), several)
    parts = {"summary.networks": len(arrays.networks)} | dict(zip(units, counts, strict=True))
    shown = [Figure(number(language, count), say(key, count=count)) for key, count in parts.items()]
    return (*shown, Figure(day(language, date), say("summary.date"))) if date else tuple(shown)


def _counted(arrays: MembershipArrays) -> NDArray[np.bool_]:
    """Return which members figures and sentences count."""
    return arrays.municipal if is_municipal(arrays) else np.ones(len(arrays.members), dtype=bool)


def sentences(arrays: MembershipArrays, content: ListContent, sets: UpSet, *, unconfirmed: str = "") -> Iterator[str]:
    """Yield the findings: largest network, members in several and in most networks, largest shared set, and so on.

    The last one says that candidates are shown, if they are.

    Parameters
    ----------
    arrays : MembershipArrays
        The dataset as arrays.
    content : ListContent
        The list.
    sets : UpSet
        From :func:`kuntaverkostot.upset`.
    unconfirmed : str
        Sentence added to the count of municipalities without a known membership.
    """
    language = content.language
    say, municipal = speaker(language), is_municipal(arrays)
    largest = only_largest(content.networks, lambda entry: entry.size)
    if largest:
        yield say("summary.largest", network=largest.name.text, members=largest.extent)
    yield from _in_several(arrays, language)
    if sets.largest_shared:
        shared, size = sets.largest_shared
        names_of = {node_code(entry.node): entry.name.text for entry in content.networks}
        together = join_words(language, [say("words.quoted", name=names_of[code]) for code in shared])
        members = say("count.municipalities" if municipal else "count.members", count=size)
        yield say("summary.shared", networks=together, members=members)
    none = _without_membership(arrays)
    if none:
        yield " ".join(filter(None, (say("summary.none_sentence", count=none, where=content.where), unconfirmed)))
    candidates = sum(len(entry.candidates) for entry in content.networks)
    if candidates:
        yield say("summary.candidates", count=candidates)


def _in_several(arrays: MembershipArrays, language: str) -> Iterator[str]:
    """Yield how many members are in several current networks, and who is in most of them."""
    say, degrees = speaker(language), np.where(_counted(arrays), arrays.current_degrees, 0)
    several, highest = int((degrees > 1).sum()), int(degrees.max(initial=0))
    if not several:
        return
    networks, most = say("count.networks", count=highest), np.flatnonzero(degrees == highest)
    if not is_municipal(arrays):
        yield say("summary.members_in_several", members=say("count.members", count=several))
        yield say("summary.members_most", networks=networks, count=len(most))
        return
    yield say("summary.several_sentence", count=several)
    if len(most) > MOST_NAMES:
        yield say("summary.connected_many", count=len(most), networks=networks, names="")
        return
    rows = records(arrays.members.iloc[most])
    names = sorted((named(row, language)[0] for row in rows), key=alphabetical(language))
    yield say("summary.connected", count=len(most), networks=networks, names=join_words(language, names))


def _without_membership(arrays: MembershipArrays) -> int:
    """Return how many municipalities have no known membership; others are listed only as members."""
    return int((arrays.municipal & (arrays.degrees == 0)).sum())


def only_largest(entries: Iterable[Entry], size: Callable[[Entry], int]) -> Entry | None:
    """Return what is larger than all others; None where several are as large, or all are empty.

    >>> only_largest(["a", "ccc", "bb"], len), only_largest(["aa", "bb"], len), only_largest([""], len)
    ('ccc', None, None)
    """
    ranked = sorted(entries, key=size, reverse=True)
    second = size(ranked[1]) if len(ranked) > 1 else 0
    return ranked[0] if ranked and size(ranked[0]) > second else None


def unknown_sentences(dataset: Dataset, arrays: MembershipArrays, content: ListContent) -> Iterator[str]:
    """Yield what is not known: municipalities and networks without members, partial lists, candidates left out.

    Parameters
    ----------
    dataset : Dataset
        The tables.
    arrays : MembershipArrays
        The tables as arrays.
    content : ListContent
        The list.
    """
    say = speaker(content.language)
    none = _without_membership(arrays)
    if none:
        sentence = say("summary.none_sentence", count=none, where=content.where)
        yield f"{sentence} {say('summary.none_note_short')}"
    empty = sum(not network.size for network in content.networks)
    if empty:
        yield say("unknown.networks", count=empty)
    partial = [entry.name.text for entry in content.networks if entry.partial]
    if 0 < len(partial) <= MOST_PARTIAL:
        yield say("unknown.partial", networks=join_words(content.language, partial))
    if (dataset.figures["scope"] == "primary").any():
        yield say("unknown.primary")
    if (dataset.networks[f"name_{content.language}"] == "").any():
        yield say("unknown.names")
    tables = (dataset.memberships, dataset.organisation_memberships)
    candidates = sum(int((~is_confirmed(table["basis"])).sum()) for table in tables)
    if candidates and not content.has_candidates:
        yield say("list.no_candidates", count=candidates)
