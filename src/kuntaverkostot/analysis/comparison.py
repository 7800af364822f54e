"""What changed between two datasets, or between two days: who joined, who left, what was renamed or merged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd

from kuntaverkostot.analysis.membership_changes import Moves, Undecided, moves, without_undecided
from kuntaverkostot.dataset import lookups
from kuntaverkostot.dataset.dataset import Dataset, records
from kuntaverkostot.dataset.frames import TEXT
from kuntaverkostot.dataset.kinds import KEYS, KINDS, Kind, table_of
from kuntaverkostot.dataset.rederived import at_date
from kuntaverkostot.dataset.rules import living, merged_codes
from kuntaverkostot.text.language import FALLBACK, NAMES, check_language, named, one_line, say

if TYPE_CHECKING:
    from numpy.typing import NDArray

NETWORK = "network"
GAP = "\0"  # stands for a name in a text
COLUMNS = ["change", "network_id", "kind", "member_id", "old", "new", "sentence"]
SORTED_BY = ["network_id", "member_id", "kind", "change"]
CHANGES = ("joined", "left")
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
        "removed" (a network), or "undecided" (a membership by rule on one side, where the population that the rule
        compares is missing on the other: nobody knows whether it joined or left). kind is "municipality",
        "organisation" or "network"; old and new are names, of a merger the two municipalities; sentence says it. A
        municipality that was merged has not left: its memberships are those of its successor.

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
    moved = {kind: moves(old, new, kind, mergers if kind == KINDS[0] else {}, candidates=candidates) for kind in KINDS}
    moved[KINDS[0]], undecided = without_undecided(moved[KINDS[0]], old, new)
    few = [
        *_renamed(NETWORK, old.networks, new.networks, "network_id", language),
        *(
            change
            for kind, key in KEYS.items()
            for change in _renamed(kind, table_of(old, kind), table_of(new, kind), key, language)
        ),
        *_merged(mergers, old.municipalities, new.municipalities, language),
        *_of_networks("added", networks[1].keys() - networks[0].keys(), networks[1], language),
        *_of_networks("removed", networks[0].keys() - networks[1].keys(), networks[0], language),
        *_undecided(undecided, old, new, language),
    ]
    titles = {code: named(row, language)[0] for code, row in (networks[0] | networks[1]).items()}
    few.sort(key=lambda change: [getattr(change, name) for name in SORTED_BY])
    parts = [_columns([(*change, _sentence(change, titles, language)) for change in few])]
    for kind, changes in moved.items():
        parts.append(_moved(changes, kind, _names(old, new, kind, changes.member_ids, language), titles, language))
    filled = [part for part in parts if len(part[0])] or parts[:1]
    columns = dict(
        zip(COLUMNS, map(np.concatenate, zip(*filled, strict=True)) if filled[1:] else filled[0], strict=True)
    )
    if filled[1:]:
        order = np.lexsort([pd.factorize(columns[name], sort=True)[0] for name in reversed(SORTED_BY)])
        columns = {name: cells[order] for name, cells in columns.items()}
    return pd.DataFrame({name: pd.array(cells, dtype=TEXT) for name, cells in columns.items()}, copy=False)


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
    return {row[key]: row for row in records(table, key, *NAMES)}


def _renamed(kind: str, old: pd.DataFrame, new: pd.DataFrame, key: str, language: str) -> Iterator[Change]:
    there = _places(new[key].to_numpy(dtype=object), old[key])
    before, now = old.iloc[there[there >= 0]], new[there >= 0]
    columns = [(before[name].to_numpy(dtype=object), now[name].to_numpy(dtype=object)) for name in NAMES]
    differs = np.logical_or.reduce([first != second for first, second in columns])
    rows = zip(*(records(table[differs][[key, *NAMES]]) for table in (before, now.reset_index(drop=True))), strict=True)
    for first, second in rows:
        # Where the name in this language is the same, that which differs tells it.
        spoken = [named(row, language)[0] for row in (first, second)]
        if spoken[0] == spoken[1]:
            other = next(name for name in NAMES if first[name] != second[name])
            spoken = [first[other], second[other]]
        network, member = (first[key], "") if kind == NETWORK else ("", first[key])
        yield Change("renamed", network, kind, member, *spoken)


def _merged(mergers: Mapping[str, str], old: pd.DataFrame, new: pd.DataFrame, language: str) -> Iterator[Change]:
    if not mergers:
        return
    before, now = _by_id(old, KEYS[KINDS[0]]), _by_id(new, KEYS[KINDS[0]])
    for code, into in mergers.items():
        yield Change("merged", "", KINDS[0], code, named(before[code], language)[0], named(now[into], language)[0])


def _of_networks(change: str, codes: Iterable[str], rows: Rows, language: str) -> Iterator[Change]:
    for code in codes:
        name = named(rows[code], language)[0]
        yield Change(change, code, NETWORK, "", *(("", name) if change == "added" else (name, "")))


def _undecided(pairs: Iterable[Undecided], old: Dataset, new: Dataset, language: str) -> Iterator[Change]:
    """Yield memberships of which one side cannot tell whether there is one; the name is on the side that can."""
    for network, code, side in pairs:
        row = lookups.members(old if side == "now" else new)[KINDS[0]][code]
        name = named(row, language)[0]
        yield Change("undecided", network, KINDS[0], code, *((name, "") if side == "now" else ("", name)))


def _columns(rows: Sequence[tuple[str, ...]]) -> list[NDArray[np.object_]]:
    columns = zip(*rows, strict=True) if rows else [()] * len(COLUMNS)
    return [np.array(column, dtype=object) for column in columns]


def _names(old: Dataset, new: Dataset, kind: Kind, ids: NDArray[np.object_], language: str) -> NDArray[np.object_]:
    """Return the names of members: those of today, or of those who are no more the last ones."""
    names = np.full(len(ids), "", dtype=object)
    missing = np.arange(len(ids))
    for table in (table_of(new, kind), table_of(old, kind)):
        rows = _places(ids[missing], table[KEYS[kind]])
        held = table.iloc[rows[rows >= 0]]
        columns = [held[f"name_{candidate}"].tolist() for candidate in FALLBACK[language]]
        names[missing[rows >= 0]] = [one_line(next(filter(None, row), "")) for row in zip(*columns, strict=True)]
        missing = missing[rows < 0]
    return names


def _places(ids: NDArray[np.object_], among: pd.Series) -> NDArray[np.intp]:
    """Return the places of ids in a column; -1 for those that are not there."""
    # As text, pandas would first make other texts of them.
    places: NDArray[np.intp] = pd.Index(among, dtype=object).get_indexer(pd.Index(ids, dtype=object))
    return places


def _moved(
    moved: Moves, kind: str, names: NDArray[np.object_], titles: Mapping[str, str], language: str
) -> list[NDArray[np.object_]]:
    """Return the columns of changes of members; there may be a million, so their texts are put together as arrays."""
    spoken, nobody = names[moved.members], np.array([""], dtype=object)
    around = [
        [say(language, f"change.{change}", old=GAP, new=GAP, network=titles[code]).split(GAP) for change in CHANGES]
        for code in moved.network_ids
    ]
    words = np.array(around, dtype=object).reshape(-1, 2)
    places = 2 * moved.networks + moved.left
    # In most languages the name comes first.
    before = words[places, 0] + spoken if words[:, 0].any() else spoken
    return [
        np.array(CHANGES, dtype=object)[moved.left],
        moved.network_ids[moved.networks],
        np.full(len(places), kind, dtype=object),
        moved.member_ids[moved.members],
        np.where(moved.left, spoken, nobody),
        np.where(moved.left, nobody, spoken),
        before + words[places, 1],
    ]


def _sentence(change: Change, networks: Mapping[str, str], language: str) -> str:
    key = f"{change.change}_network" if change.change == "renamed" and change.kind == NETWORK else change.change
    if change.change == "undecided":
        key = "undecided_now" if change.old else "undecided_before"
    network = networks.get(change.network_id, "")
    return say(language, f"change.{key}", old=change.old, new=change.new, network=network)
