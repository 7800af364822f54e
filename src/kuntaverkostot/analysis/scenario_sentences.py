"""What is assumed and what would change, in sentences."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import pandas as pd

from kuntaverkostot.dataset import lookups
from kuntaverkostot.dataset.completeness import incomplete_networks, unknown_networks
from kuntaverkostot.dataset.dataset import Dataset, rows_of
from kuntaverkostot.dataset.lookups import facts
from kuntaverkostot.dataset.names import member_names
from kuntaverkostot.text.language import alphabetical, day, join_words, named, number, say

MOST_NAMES = 30  # in a sentence; more are counted
MOST_OVERLAPS = 5


class Assumption(NamedTuple):
    """Something that is otherwise: "merge", "date", "over", "under", "join" or "leave", and of what.

    ``of`` is the id of a network, or the municipality that is merged; ``value`` the day, limit, member or successor;
    ``before`` the limit as it is.
    """

    change: str
    of: str
    value: str
    before: str = ""


def scenario_sentences(
    dataset: Dataset,
    assumed: Sequence[Assumption],
    changes: pd.DataFrame,
    networks: pd.DataFrame,
    overlaps: pd.DataFrame,
    *,
    date: str,
    language: str,
) -> Iterator[str]:
    """Yield what is assumed, who would join and leave, how large the networks would be, and which overlaps change.

    Parameters
    ----------
    dataset : Dataset
        The tables as they are.
    assumed : sequence of Assumption
        What is otherwise.
    changes, networks, overlaps : pandas.DataFrame
        As in :class:`kuntaverkostot.analysis.scenarios.WhatIf`.
    date : str
        Day of the inhabitants, ISO 8601; "" where there are none.
    language : {"fi", "sv", "en"}
        Language of the sentences and names.
    """
    titles = {code: named(row, language)[0] for code, row in lookups.networks(dataset).items()}
    members = member_names(dataset, language)
    yield from (_assumption(dataset, item, titles, members, language) for item in assumed)
    moved = defaultdict(list)
    undecided = []
    for change, network, member, sentence in rows_of(changes[["change", "network_id", "member_id", "sentence"]]):
        if change in {"joined", "left"}:
            moved[network, change].append(members[member])
        elif change == "undecided":
            undecided.append(f"{sentence}.")
    for (network, change), names in moved.items():
        yield say(
            language,
            f"what_if.{change}",
            count=len(names),
            names=_listed(names, language),
            network=titles[network],
        )
    yield from undecided
    partial = incomplete_networks(dataset) | unknown_networks(dataset)
    for row in rows_of(networks):
        yield _size(row, titles, date, language, is_partial=row[0] in partial)
    yield from _overlaps(overlaps, titles, language)
    if not moved and not undecided and networks.empty:
        yield say(language, "what_if.nothing")


def _assumption(
    dataset: Dataset, item: Assumption, titles: dict[str, str], members: dict[str, str], language: str
) -> str:
    if item.change == "merge":
        spoken = facts(dataset).languages
        form = "merge" if spoken[item.of] == spoken[item.value] else "merge_languages"
        status = say(language, f"municipality_language.{spoken[item.value]}")
        return say(language, f"what_if.{form}", old=members[item.of], new=members[item.value], spoken=status)
    network = titles.get(item.of, "")
    if item.change == "date":
        form = "date" if item.of else "date_all"
        return say(language, f"what_if.{form}", network=network, date=day(language, item.value))
    if item.change in {"over", "under"}:
        limits = {"limit": int(item.value), "before": int(item.before)}
        return say(language, f"what_if.{item.change}", network=network, **limits)
    return say(language, f"what_if.{item.change}", network=network, name=members[item.value])


def _listed(names: Sequence[str], language: str) -> str:
    shown = sorted(names, key=alphabetical(language))
    if len(shown) > MOST_NAMES:
        shown[MOST_NAMES - 1 :] = [say(language, "what_if.more_names", count=len(shown) - MOST_NAMES + 1)]
    return join_words(language, shown)


def _size(row: tuple[Any, ...], titles: dict[str, str], date: str, language: str, *, is_partial: bool) -> str:
    network, members_before, before, members_now, now = row
    values = {"network": titles[network], "before": members_before, "now": members_now}
    if is_partial:
        return say(language, "what_if.known", **values)
    if pd.isna(before) or pd.isna(now):
        return say(language, "what_if.members", **values)
    people = {"people_before": int(before), "people_now": int(now), "date": day(language, date)}
    return say(language, "what_if.size", **values, **people)


def _overlaps(overlaps: pd.DataFrame, titles: dict[str, str], language: str) -> Iterator[str]:
    # Those that change most come first.
    rows = sorted(rows_of(overlaps), key=lambda row: (-abs(row[3] - row[2]), row[0], row[1]))
    for network, other, before, now in rows[:MOST_OVERLAPS]:
        pair = {"network": titles[network], "other": titles[other]}
        yield say(language, "what_if.overlap", count=now, before=number(language, before), **pair)
    if len(rows) > MOST_OVERLAPS:
        yield say(language, "what_if.more_overlaps", count=len(rows) - MOST_OVERLAPS)
