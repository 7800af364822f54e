"""Memberships that one dataset has and another has not, as arrays: there may be a million."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from kuntaverkostot.dataset.dataset import Dataset
from kuntaverkostot.dataset.deriving import POPULATION
from kuntaverkostot.dataset.kinds import KEYS, KINDS, Kind
from kuntaverkostot.dataset.lookups import facts, rules
from kuntaverkostot.dataset.rules import living_codes
from kuntaverkostot.dataset.standing import is_confirmed

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Moves(NamedTuple):
    """Who joined and who left, by network, then by member.

    ``networks`` and ``members`` are places in ``network_ids`` and ``member_ids``, which are sorted; ``left`` is 1 for a
    membership that is no more, and 0 for a new one.
    """

    network_ids: NDArray[np.object_]
    member_ids: NDArray[np.object_]
    networks: NDArray[np.int64]
    members: NDArray[np.int64]
    left: NDArray[np.int64]


# A network, a municipality, and the side that cannot tell whether it is a member: "before" or "now".
Undecided = tuple[str, str, str]


def moves(old: Dataset, new: Dataset, kind: Kind, mergers: Mapping[str, str], *, candidates: bool = False) -> Moves:
    """Return the members of a kind that joined or left.

    Parameters
    ----------
    old, new : Dataset
        The tables before and now.
    kind : {"municipality", "organisation"}
        The table of the members.
    mergers : mapping of str to str
        Successors of members that merged: their memberships are those of the successor.
    candidates : bool
        Whether memberships that no source names count.

    Examples
    --------
    >>> from dataclasses import replace
    >>> from kuntaverkostot.dataset.dataset import load_dataset
    >>> new = load_dataset()
    >>> old = replace(new, memberships=new.memberships.query("municipality_code != '734'"))
    >>> moves(old, new, "municipality", {}).left.tolist()
    [0, 0, 0]
    """
    before, now = (_pairs(dataset, kind, candidates=candidates) for dataset in (old, new))
    if mergers:
        before = before[0], np.array([mergers.get(code, code) for code in before[1]], dtype=object)
    first = len(before[0])
    networks, network_ids = pd.factorize(np.concatenate([before[0], now[0]]), sort=True)
    members, member_ids = pd.factorize(np.concatenate([before[1], now[1]]), sort=True)
    wide = max(len(member_ids), 1)
    keys = networks.astype(np.int64) * wide + members
    held, holds = _each_once(keys[:first]), _each_once(keys[first:])
    joined, left = (np.setdiff1d(*pair, assume_unique=True) for pair in ((holds, held), (held, holds)))
    moved = np.sort(np.concatenate([2 * joined, 2 * left + 1]))
    places = np.divmod(moved >> 1, wide)
    return Moves(network_ids, member_ids, places[0], places[1], moved & 1)


def without_undecided(moved: Moves, old: Dataset, new: Dataset) -> tuple[Moves, list[Undecided]]:
    """Return moves of municipalities without those that nobody can tell, and these.

    A rule cannot tell of a municipality without a population: it has neither left nor joined.

    Parameters
    ----------
    moved : Moves
        From :func:`moves` of municipalities.
    old, new : Dataset
        The tables before and now.
    """
    open_on = [_undecided(dataset) for dataset in (old, new)]
    if not any(open_on):
        return moved, []
    pairs = zip(moved.network_ids[moved.networks].tolist(), moved.member_ids[moved.members].tolist(), strict=True)
    # Whoever left is missing now, and whoever joined was missing before.
    undecided = [pair in open_on[side] for pair, side in zip(pairs, moved.left.tolist(), strict=True)]
    kept = ~np.array(undecided, dtype=bool)
    unknown = [
        (moved.network_ids[network], moved.member_ids[member], "now" if left else "before")
        for network, member, left in zip(*(column[~kept].tolist() for column in moved[2:]), strict=True)
    ]
    return moved._replace(networks=moved.networks[kept], members=moved.members[kept], left=moved.left[kept]), unknown


def _undecided(dataset: Dataset) -> set[tuple[str, str]]:
    """Return network and municipality where a rule compares a population that is not in the tables."""
    inhabitants, alive = facts(dataset).inhabitants, living_codes(dataset.municipalities)
    return {
        (network, code)
        for network, rules_of in rules(dataset).items()
        for rule in rules_of
        if rule["field"] == POPULATION
        for code in alive
        if code not in inhabitants.get(rule["date"], {})
    }


def _each_once(keys: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return keys in order, those that are there twice once: mergers make two memberships one."""
    ordered = np.sort(keys)
    return ordered[np.append([True], ordered[1:] != ordered[:-1])] if len(ordered) else ordered


def _pairs(dataset: Dataset, kind: Kind, *, candidates: bool) -> tuple[NDArray[np.object_], NDArray[np.object_]]:
    table = dataset.memberships if kind == KINDS[0] else dataset.organisation_memberships
    counted = table if candidates else table[is_confirmed(table["basis"])]
    networks, members = (counted[name].to_numpy(dtype=object) for name in ("network_id", KEYS[kind]))
    return networks, members
