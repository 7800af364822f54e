"""Who joined and left, by network and by member, as the page of a comparison shows it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kuntaverkostot.dataset import lookups
from kuntaverkostot.dataset.dataset import Dataset, rows_of
from kuntaverkostot.text.language import Name, alphabetical, named, say

if TYPE_CHECKING:
    import pandas as pd

MOVED, UNDECIDED = ("joined", "left"), "undecided"
Reasons = Mapping[tuple[str, str, str], str]


@dataclass(frozen=True, slots=True)
class Mark:
    """A change of a membership: "joined" or "left", the member or the network, and why, where that is told."""

    change: str
    name: Name
    why: str = ""


@dataclass(frozen=True, slots=True)
class Changed:
    """A network or a member with the changes of its memberships, those who joined first."""

    name: Name
    marks: tuple[Mark, ...]

    def count(self, change: str) -> int:
        """Return how many marks are of a change."""
        return sum(mark.change == change for mark in self.marks)


@dataclass(frozen=True, slots=True)
class Changes:
    """All changes from one dataset to another.

    Attributes
    ----------
    networks, members : tuple of Changed
        The same changes of memberships by network and by member, in alphabetical order.
    others : tuple of str
        Sentences about what was renamed, merged, added or removed.
    joined, left, undecided : int
        How many memberships; of the last, nobody knows, since a population is missing.
    """

    networks: tuple[Changed, ...]
    members: tuple[Changed, ...]
    others: tuple[str, ...]
    joined: int
    left: int
    undecided: int = 0


def changes_of(
    old: Dataset, new: Dataset, table: pd.DataFrame, *, language: str, reasons: Reasons | None = None
) -> Changes:
    """Return the changes in a table as groups in alphabetical order.

    Parameters
    ----------
    old, new : Dataset
        The tables before and now.
    table : pandas.DataFrame
        From :func:`kuntaverkostot.compare` in the same language.
    language : {"fi", "sv", "en"}
        Language of the names, where there are names in it.
    reasons : mapping, optional
        Why somebody joined or left, by network, kind and member.

    Examples
    --------
    >>> from kuntaverkostot.analysis.comparison import compare
    >>> from kuntaverkostot.analysis.scenarios import what_if
    >>> from kuntaverkostot.dataset.dataset import load_dataset
    >>> old = load_dataset()
    >>> new = what_if(old, network="suuret-kaupungit", leave="Salo").dataset
    >>> changes = changes_of(old, new, compare(old, new), language="sv")
    >>> changes.members[0].name.text, changes.members[0].count("left")
    ('Salo', 1)
    """
    networks = {**lookups.networks(old), **lookups.networks(new)}
    titles = {code: Name(*named(row, language)) for code, row in networks.items()}
    before, now = lookups.members(old), lookups.members(new)
    by_network, by_member = defaultdict[str, list[Mark]](list), defaultdict[tuple[str, str, Name], list[Mark]](list)
    counts = dict.fromkeys((*MOVED, UNDECIDED), 0)
    others = []
    for change, network, kind, member, sentence in rows_of(
        table[["change", "network_id", "kind", "member_id", "sentence"]]
    ):
        if change in counts:
            counts[change] += 1
        if change not in MOVED:
            others.append(sentence)
            continue
        name = Name(*named(now[kind].get(member) or before[kind][member], language))
        why = (reasons or {}).get((network, kind, member), "")
        by_network[network].append(Mark(change, name, why))
        by_member[kind, member, name].append(Mark(change, titles[network], why))
    members = [(name, marks) for (_, _, name), marks in by_member.items()]
    groups = [(titles[network], marks) for network, marks in by_network.items()]
    return Changes(_sorted(groups, language), _sorted(members, language), tuple(others), **counts)


def _sorted(groups: Iterable[tuple[Name, list[Mark]]], language: str) -> tuple[Changed, ...]:
    order = alphabetical(language)
    changed = [
        Changed(name, tuple(sorted(marks, key=lambda mark: (mark.change, order(mark.name.text)))))
        for name, marks in groups
    ]
    return tuple(sorted(changed, key=lambda group: order(group.name.text)))


def counts_of(changes: Changes, language: str) -> str:
    """Return how many joined and left, and of how many nobody knows, as sentences."""
    sentence = say(language, "changes.none")
    if changes.joined + changes.left:
        parts = [say(language, f"changes.count_{change}", count=getattr(changes, change)) for change in MOVED]
        sentence = say(language, "changes.counts", joined=parts[0], left=parts[1], count=len(changes.networks))
    undecided = say(language, "changes.undecided", count=changes.undecided)
    return f"{sentence} {undecided}" if changes.undecided else sentence
