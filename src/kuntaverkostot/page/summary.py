"""The summary: figures and sentences with what the diagram shows at first glance."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from kuntaverkostot.analysis.membership_arrays import MembershipArrays, of_kind
from kuntaverkostot.dataset.dataset import Dataset, records
from kuntaverkostot.dataset.kinds import Kind
from kuntaverkostot.dataset.standing import is_confirmed, is_current
from kuntaverkostot.listing.entries import ListContent
from kuntaverkostot.page.set_view_shapes import UpSet
from kuntaverkostot.text.language import alphabetical, day, join_words, named, number, speaker
from kuntaverkostot.text.node_ids import node_code

Entry = TypeVar("Entry")

# Most names in a sentence; beyond that the list has them.
MOST_NAMES = 6
MOST_PARTIAL = 40  # networks that a sentence names; the table of figures has all of them


@dataclass(frozen=True, slots=True)
class Figure:
    """A number and its unit."""

    value: str
    unit: str


def figures(counted: MembershipArrays, *, kind: Kind | None, language: str, date: str) -> tuple[Figure, ...]:
    """Return the key figures: networks, members, memberships, members in several networks, date of the populations.

    Parameters
    ----------
    counted : MembershipArrays
        The members that count, with their memberships.
    kind : {"municipality", "organisation"} or None
        Their kind.
    language : {"fi", "sv", "en"}
        Language of the units.
    date : str
        Date of the populations, ISO 8601, or "" without any.
    """
    say = speaker(language)
    units = ("summary.members", "summary.member_memberships", "summary.members_several")
    if kind == "municipality":
        units = ("summary.municipalities", "summary.memberships", "summary.several")
    every, several = np.ones(len(counted.members), dtype=bool), counted.current_degrees > 1
    counts = (counted.number_of(every), int(counted.sizes.sum()), counted.number_of(several))
    parts = {"summary.networks": len(counted.networks)} | dict(zip(units, counts, strict=True))
    shown = [Figure(number(language, count), say(key, count=count)) for key, count in parts.items()]
    return (*shown, Figure(day(language, date), say("summary.date"))) if date else tuple(shown)


def sentences(
    arrays: MembershipArrays, content: ListContent, sets: UpSet, *, kind: Kind | None, unconfirmed: str = ""
) -> Iterator[str]:
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
    kind : {"municipality", "organisation"} or None
        Whom the sentences count; None is all members.
    unconfirmed : str
        Sentence added to the count of municipalities without a known membership.
    """
    language = content.language
    say, municipal = speaker(language), kind == "municipality"
    largest = only_largest(content.networks, lambda entry: entry.size)
    if largest:
        yield say("summary.largest", network=largest.name.text, members=largest.extent)
    has_ended = any(not is_current(entry.status) for entry in content.networks)
    but = say("summary.but_ended") if has_ended else ""
    yield from _in_several(of_kind(arrays, kind), municipal, language, but=but)
    if sets.largest_shared:
        shared, size = sets.largest_shared
        names_of = {node_code(entry.node): entry.name.text for entry in content.networks}
        together = join_words(language, [say("words.quoted", name=names_of[code]) for code in shared])
        members = say("count.municipalities" if municipal else "count.members", count=size)
        yield say("summary.shared", networks=together, members=members, but=but)
    none, alone = _in_no_network(arrays)
    if none:
        yield " ".join(filter(None, (say("summary.none_sentence", count=none, where=content.where), unconfirmed)))
    if alone:
        yield say("summary.none_members", count=alone, where=content.where)
    candidates = sum(len(entry.candidates) for entry in content.networks)
    if candidates:
        yield say("summary.candidates", count=candidates)


def _in_several(counted: MembershipArrays, municipal: bool, language: str, *, but: str) -> Iterator[str]:  # noqa: FBT001
    """Yield how many members are in several current networks, and who is in most; ``but``: which do not count."""
    say, degrees = speaker(language), counted.current_degrees
    several, highest = counted.number_of(degrees > 1), int(degrees.max(initial=0))
    if not several:
        return
    networks, most = say("count.networks", count=highest), np.flatnonzero(degrees == highest)
    if not municipal:
        yield say("summary.members_in_several", members=say("count.members", count=several), but=but)
        yield say("summary.members_most", networks=networks, count=counted.number_of(degrees == highest), but=but)
        return
    if len(most) > MOST_NAMES:
        yield say("summary.connected_many", count=len(most), networks=networks, names="", but=but)
        return
    rows = records(counted.members.iloc[most])
    names = sorted((named(row, language)[0] for row in rows), key=alphabetical(language))
    yield say("summary.connected", count=len(most), networks=networks, names=join_words(language, names), but=but)


def _in_no_network(arrays: MembershipArrays) -> tuple[int, int]:
    """Return how many municipalities, and how many other members, have no known membership."""
    alone = arrays.degrees == 0
    return arrays.number_of(alone & arrays.municipal), arrays.number_of(alone & ~arrays.municipal)


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
    none, alone = _in_no_network(arrays)
    if none:
        sentence = say("summary.none_sentence", count=none, where=content.where)
        yield f"{sentence} {say('summary.none_note_short')}"
    if alone:
        yield f"{say('summary.none_members', count=alone, where=content.where)} {say('summary.none_members_note')}"
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
