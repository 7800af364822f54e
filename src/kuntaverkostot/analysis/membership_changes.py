"""Memberships that one dataset has and another has not, as arrays: there may be a million."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from kuntaverkostot.dataset.dataset import Dataset
from kuntaverkostot.dataset.kinds import KEYS, KINDS, Kind
from kuntaverkostot.dataset.standing import is_confirmed

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Moves(NamedTuple):
    """Memberships that "joined" or "left": network ids and member ids."""

    change: str
    networks: NDArray[np.object_]
    members: NDArray[np.object_]


def moves(
    old: Dataset, new: Dataset, kind: Kind, mergers: Mapping[str, str], *, candidates: bool = False
) -> Iterator[Moves]:
    """Yield the members of a kind that joined, then those that left.

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
    >>> [(move.change, len(move.networks)) for move in moves(old, new, "municipality", {})]
    [('joined', 3), ('left', 0)]
    """
    before, now = (_pairs(dataset, kind, candidates=candidates) for dataset in (old, new))
    if mergers:
        before = before[0], np.array([mergers.get(code, code) for code in before[1]], dtype=object)
    first = len(before[0])
    networks, network_ids = pd.factorize(np.concatenate([before[0], now[0]]))
    members, member_ids = pd.factorize(np.concatenate([before[1], now[1]]))
    keys = networks.astype(np.int64) * max(len(member_ids), 1) + members
    held, holds = pd.unique(keys[:first]), pd.unique(keys[first:])
    for change, here, there in (("joined", holds, held), ("left", held, holds)):
        moved = np.setdiff1d(here, there, assume_unique=True)
        places = np.divmod(moved, max(len(member_ids), 1))
        yield Moves(change, network_ids[places[0]], member_ids[places[1]])


def _pairs(dataset: Dataset, kind: Kind, *, candidates: bool) -> tuple[NDArray[np.object_], NDArray[np.object_]]:
    table = dataset.memberships if kind == KINDS[0] else dataset.organisation_memberships
    counted = table if candidates else table[is_confirmed(table["basis"])]
    networks, members = (counted[name].to_numpy(dtype=object) for name in ("network_id", KEYS[kind]))
    return networks, members
