"""What changed between two datasets, or between two days: who joined, who left, what was renamed or merged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd

from kuntaverkostot.analysis.membership_changes import Moves, moves
from kuntaverkostot.dataset.dataset import Dataset, records
from kuntaverkostot.dataset.frames import TEXT
from kuntaverkostot.dataset.kinds import KEYS, KINDS, table_of
from kuntaverkostot.dataset.rederived import at_date
from kuntaverkostot.dataset.rules import living, merged_codes
from kuntaverkostot.text.language import NAMES, check_language, named, say

if TYPE_CHECKING:
    from numpy.typing import NDArray

NETWORK = "network"
GAP = "\0"  # stands for a name in a text
COLUMNS = ["change", "network_id", "kind", "member_id", "old", "new", "sentence"]
SORTED_BY = ["network_id", "member_id", "kind", "change"]
Rows = Mapping[str, dict[str, Any]]


class Change(NamedTuple):
    """A change: which, of which network ("") or member (""), and what was there before and is there now."""

    change: str
    network_id: str
    kind: str
    member_id: str
    old: str
    new: str


def compare(
    old: Dataset,
    new: Dataset | None = None,
    *,
    dates: Sequence[str] | None = None,
    candidates: bool = False,
    language: str = "fi",
) -> pd.DataFrame:
    """Return what changed from one dataset to another, or from one day to another.

    Parameters
    ----------
    old, new : Dataset
        The tables before and now; they are not changed.
    dates : sequence of str, optional
        Two days of the populations, ISO 8601, instead of a new dataset: the rules are applied at each. The division
        into municipalities and the lists are those of the dataset at both.
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

    Raises
    ------
    ValueError
        Unless there is either a new dataset or two dates, with populations of both.

    Examples
    --------
    >>> import kuntaverkostot as kv
    >>> from dataclasses import replace
    >>> new = kv.load_dataset()
    >>> old = replace(new, memberships=new.memberships.query("municipality_code != '734'"))
    >>> kv.compare(old, new, language="en")["sentence"].tolist()[0]
    'Salo: a new member of “Regional cities”'
    >>> kv.compare(new, dates=("2018-12-31", "2024-12-31"), language="en")["sentence"].tolist()[1]
    'Kauniainen: no longer a member of “Small municipalities”'
    """
    check_language(language)
    old, new = both_of(old, new, dates)
    mergers = _mergers(old, new)
    networks = _by_id(old.networks, "network_id"), _by_id(new.networks, "network_id")
    members = {kind: (_by_id(table_of(old, kind), key), _by_id(table_of(new, kind), key)) for kind, key in KEYS.items()}
    few = [
        *_renamed(NETWORK, *networks, language),
        *(change for kind in KINDS for change in _renamed(kind, *members[kind], language)),
        *_merged(mergers, *members[KINDS[0]], language),
        *_of_networks("added", networks[1].keys() - networks[0].keys(), networks[1], language),
        *_of_networks("removed", networks[0].keys() - networks[1].keys(), networks[0], language),
    ]
    titles = {code: named(row, language)[0] for code, row in (networks[0] | networks[1]).items()}
    parts = [_columns([(*change, _sentence(change, titles, language)) for change in few])]
    for kind in KINDS:
        spoken = {code: named(row, language)[0] for code, row in (members[kind][0] | members[kind][1]).items()}
        moved = moves(old, new, kind, mergers if kind == KINDS[0] else {}, candidates=candidates)
        parts.extend(_moved(part, kind, spoken, titles, language) for part in moved)
    columns = dict(zip(COLUMNS, map(np.concatenate, zip(*parts, strict=True)), strict=True))
    order = np.lexsort([pd.factorize(columns[name], sort=True)[0] for name in reversed(SORTED_BY)])
    return pd.DataFrame({name: pd.array(cells[order], dtype=TEXT) for name, cells in columns.items()})


def both_of(old: Dataset, new: Dataset | None, dates: Sequence[str] | None) -> tuple[Dataset, Dataset]:
    """Return the two datasets that are compared: two that were given, or one at two days."""
    if (new is None) == (dates is None):
        raise ValueError("compare needs either a new dataset or dates")
    if new is not None:
        return old, new
    days = [dates] if isinstance(dates, str) else list(dates or ())
    if len(days) != 2:
        raise ValueError(f"dates must be two days; got {', '.join(map(repr, days))}")
    return at_date(old, days[0]), at_date(old, days[1])


def _mergers(old: Dataset, new: Dataset) -> dict[str, str]:
    """Return the successor in the new tables of each municipality that was current in the old ones."""
    alive = set(living(new.municipalities)["municipality_code"])
    merged = merged_codes(new.municipalities, new.ended_municipalities)
    gone = [code for code in living(old.municipalities)["municipality_code"] if code not in alive]
    return {code: merged[code] for code in gone if code in merged}


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


def _columns(rows: Sequence[tuple[str, ...]]) -> list[NDArray[np.object_]]:
    columns = zip(*rows, strict=True) if rows else [()] * len(COLUMNS)
    return [np.array(column, dtype=object) for column in columns]


def _moved(
    moved: Moves, kind: str, names: Mapping[str, str], networks: Mapping[str, str], language: str
) -> list[NDArray[np.object_]]:
    """Return the columns of changes of members; there may be a million, so their texts are put together as arrays."""
    count = len(moved.networks)
    blank, spoken = np.full(count, "", dtype=object), np.array([names[code] for code in moved.members], dtype=object)
    sides = (blank, spoken) if moved.change == "joined" else (spoken, blank)
    change, kinds = (np.full(count, word, dtype=object) for word in (moved.change, kind))
    places, ids = pd.factorize(moved.networks)
    around = [
        say(language, f"change.{moved.change}", old=GAP, new=GAP, network=networks[code]).split(GAP) for code in ids
    ]
    before, after = (np.array(parts, dtype=object) for parts in zip(*around, strict=True)) if around else (blank, blank)
    return [change, moved.networks, kinds, moved.members, *sides, before[places] + spoken + after[places]]


def _sentence(change: Change, networks: Mapping[str, str], language: str) -> str:
    key = f"{change.change}_network" if change.change == "renamed" and change.kind == NETWORK else change.change
    network = networks.get(change.network_id, "")
    return say(language, f"change.{key}", old=change.old, new=change.new, network=network)
