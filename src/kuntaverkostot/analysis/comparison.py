"""What changed between two datasets: who joined, who left, what was renamed, which municipalities merged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

import pandas as pd

from kuntaverkostot.dataset.dataset import Dataset, records, rows_of
from kuntaverkostot.dataset.frames import TEXT
from kuntaverkostot.dataset.kinds import KEYS, KINDS, Kind
from kuntaverkostot.dataset.rules import living, merged_codes
from kuntaverkostot.dataset.standing import is_confirmed
from kuntaverkostot.text.language import NAMES, check_language, named, say

NETWORK = "network"
COLUMNS = ["change", "network_id", "kind", "member_id", "old", "new", "sentence"]
Pair = tuple[str, Kind, str]  # network id, kind, member id
Rows = Mapping[str, dict[str, Any]]


class Change(NamedTuple):
    """A change: which, of which network ("") or member (""), and what was there before and is there now."""

    change: str
    network_id: str
    kind: str
    member_id: str
    old: str
    new: str


def compare(old: Dataset, new: Dataset, *, candidates: bool = False, language: str = "fi") -> pd.DataFrame:
    """Return what changed from one dataset to another.

    Parameters
    ----------
    old, new : Dataset
        The tables before and now; they are not changed.
    candidates : bool
        Whether memberships that no source names count.
    language : {"fi", "sv", "en"}
        Language of the names and sentences.

    Returns
    -------
    pandas.DataFrame
        A row for each change, sorted by network_id and member_id; those of no single network come first. ``change`` is
        "joined" or "left" (a membership), "renamed" (a member or a network), "merged" (a municipality), "added" or
        "removed" (a network). kind is "municipality", "organisation" or "network"; old and new are names, of a merger
        the two municipalities; sentence says it. A municipality that was merged has not left: its memberships are
        those of its successor.

    Examples
    --------
    >>> from dataclasses import replace
    >>> from kuntaverkostot.dataset.dataset import load_dataset
    >>> new = load_dataset()
    >>> old = replace(new, memberships=new.memberships.query("municipality_code != '734'"))
    >>> compare(old, new, language="en")["sentence"].tolist()[0]
    'Salo: a new member of “Regional cities”'
    """
    check_language(language)
    mergers = _mergers(old, new)
    before, now = _pairs(old, candidates=candidates), _pairs(new, candidates=candidates)
    moved = {
        (network, kind, mergers.get(member, member) if kind == KINDS[0] else member) for network, kind, member in before
    }
    networks = _by_id(old.networks, "network_id"), _by_id(new.networks, "network_id")
    members = {kind: (_by_id(_table(old, kind), key), _by_id(_table(new, kind), key)) for kind, key in KEYS.items()}
    changes = [
        *_renamed(NETWORK, *networks, language),
        *(change for kind in KINDS for change in _renamed(kind, *members[kind], language)),
        *_merged(mergers, *members[KINDS[0]], language),
        *_of_networks("added", networks[1].keys() - networks[0].keys(), networks[1], language),
        *_of_networks("removed", networks[0].keys() - networks[1].keys(), networks[0], language),
        *_of_members("joined", now - moved, members, language),
        *_of_members("left", moved - now, members, language),
    ]
    changes.sort(key=lambda change: (change.network_id, change.member_id, change.kind, change.change))
    held = networks[0] | networks[1]
    rows = [(*change, _sentence(change, held, language)) for change in changes]
    columns = zip(*rows, strict=True) if rows else [()] * len(COLUMNS)
    return pd.DataFrame({name: pd.array(list(cells), dtype=TEXT) for name, cells in zip(COLUMNS, columns, strict=True)})


def _pairs(dataset: Dataset, *, candidates: bool) -> set[Pair]:
    """Return the memberships; two sets of half a million are compared sooner than two frames."""
    pairs: set[Pair] = set()
    for kind, table in zip(KINDS, (dataset.memberships, dataset.organisation_memberships), strict=True):
        counted = table if candidates else table[is_confirmed(table["basis"])]
        pairs |= {(network, kind, member) for network, member in rows_of(counted[["network_id", KEYS[kind]]])}
    return pairs


def _mergers(old: Dataset, new: Dataset) -> dict[str, str]:
    """Return the successor in the new tables of each municipality that was current in the old ones."""
    alive = set(living(new.municipalities)["municipality_code"])
    merged = merged_codes(new.municipalities, new.ended_municipalities)
    gone = [code for code in living(old.municipalities)["municipality_code"] if code not in alive]
    return {code: merged[code] for code in gone if code in merged}


def _table(dataset: Dataset, kind: str) -> pd.DataFrame:
    return dataset.municipalities if kind == KINDS[0] else dataset.organisations


def _by_id(table: pd.DataFrame, key: str) -> dict[str, dict[str, Any]]:
    return {row[key]: row for row in records(table[[key, *NAMES]])}


def _renamed(kind: str, before: Rows, now: Rows, language: str) -> Iterator[Change]:
    for code in before.keys() & now.keys():
        differing = [name for name in NAMES if before[code][name] != now[code][name]]
        if not differing:
            continue
        # Where the name in this language is the same, that which differs tells it.
        spoken = [named(row, language)[0] for row in (before[code], now[code])]
        first, second = spoken if spoken[0] != spoken[1] else [row[differing[0]] for row in (before[code], now[code])]
        network, member = (code, "") if kind == NETWORK else ("", code)
        yield Change("renamed", network, kind, member, first, second)


def _merged(mergers: Mapping[str, str], before: Rows, now: Rows, language: str) -> Iterator[Change]:
    for code, into in mergers.items():
        yield Change("merged", "", KINDS[0], code, named(before[code], language)[0], named(now[into], language)[0])


def _of_networks(change: str, codes: Iterable[str], rows: Rows, language: str) -> Iterator[Change]:
    for code in codes:
        name = named(rows[code], language)[0]
        yield Change(change, code, NETWORK, "", *(("", name) if change == "added" else (name, "")))


def _of_members(
    change: str, pairs: Iterable[Pair], members: Mapping[Kind, tuple[Rows, Rows]], language: str
) -> Iterator[Change]:
    for network, kind, member in pairs:
        before, now = members[kind]
        name = named(now.get(member) or before[member], language)[0]
        yield Change(change, network, kind, member, *(("", name) if change == "joined" else (name, "")))


def _sentence(change: Change, networks: Rows, language: str) -> str:
    network = named(networks[change.network_id], language)[0] if change.network_id else ""
    key = f"{change.change}_network" if change.change == "renamed" and change.kind == NETWORK else change.change
    return say(language, f"change.{key}", old=change.old, new=change.new, network=network)
