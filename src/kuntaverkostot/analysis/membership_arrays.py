"""A dataset as arrays.

No loop in Python goes through memberships one by one, so large tables stay fast.
"""

from __future__ import annotations

import operator
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from kuntaverkostot.dataset.dataset import Dataset
from kuntaverkostot.dataset.frames import TEXT
from kuntaverkostot.dataset.kinds import KEYS, KINDS, Kind
from kuntaverkostot.dataset.standing import is_confirmed, is_current
from kuntaverkostot.text.language import NAMES

# Up to 3,000 nodes with their edges vis-network zooms a step in under 100 ms; browsers show a list of up to so many
# memberships at once.
MOST_NODES, MOST_MEMBERSHIPS = 3000, 10_000

Positions = NDArray[np.intp]
# Whether each member is drawn and listed, or only the members of what a reader chose.
Detail = Literal["all", "on_demand"]
DETAILS: tuple[Detail, ...] = ("all", "on_demand")


@dataclass(frozen=True, slots=True, eq=False)
class MembershipArrays:
    """Members, networks and memberships as arrays.

    Attributes
    ----------
    members : pandas.DataFrame
        kind ("municipality" or "organisation"), code, name_fi, name_sv, name_en; sorted by kind and code.
    networks : pandas.DataFrame
        The table of networks, sorted by id.
    member, network : numpy.ndarray of int, shape (memberships,)
        Rows of the two frames, sorted by network and then by member; no pair comes twice.
    ground : numpy.ndarray of int, shape (memberships,)
        The basis and sources of each membership: a position in ``grounds``.
    grounds : tuple of (str, str)
        Basis and source ids, as in the tables.
    counts : numpy.ndarray of int, shape (members,), or None
        How many members each row of ``members`` stands for; None where each is one.
    """

    members: pd.DataFrame
    networks: pd.DataFrame
    member: Positions
    network: Positions
    ground: Positions
    grounds: tuple[tuple[str, str], ...]
    counts: NDArray[np.int64] | None = None

    @property
    def sizes(self) -> NDArray[np.int64]:
        """How many members each network has."""
        if self.counts is None:
            return np.bincount(self.network, minlength=len(self.networks))
        sizes = np.zeros(len(self.networks), dtype=np.int64)
        np.add.at(sizes, self.network, self.counts[self.member])
        return sizes

    def number_of(self, rows: NDArray[np.bool_]) -> int:
        """Return how many members these rows of ``members`` are."""
        return int(rows.sum() if self.counts is None else self.counts[rows].sum())

    @property
    def degrees(self) -> NDArray[np.int64]:
        """In how many networks each member is."""
        return np.bincount(self.member, minlength=len(self.members))

    @property
    def current_degrees(self) -> NDArray[np.int64]:
        """In how many networks each member is, not counting those that have ended."""
        current = is_current(self.networks["status"].to_numpy())
        return np.bincount(self.member[current[self.network]], minlength=len(self.members))

    @property
    def municipal(self) -> NDArray[np.bool_]:
        """Which members are municipalities."""
        municipal: NDArray[np.bool_] = self.members["kind"].to_numpy() == "municipality"
        return municipal


def detail_of(dataset: Dataset) -> Detail:
    """Return whether all members are drawn and listed at once, or on demand because there are too many.

    >>> from kuntaverkostot.dataset.dataset import load_dataset
    >>> detail_of(load_dataset())
    'all'
    """
    nodes = len(dataset.municipalities) + len(dataset.organisations) + len(dataset.networks)
    memberships = len(dataset.memberships) + len(dataset.organisation_memberships)
    return "on_demand" if nodes > MOST_NODES or memberships > MOST_MEMBERSHIPS else "all"


def membership_arrays(dataset: Dataset, *, candidates: bool = False) -> MembershipArrays:
    """Return a dataset as arrays.

    Parameters
    ----------
    dataset : Dataset
        The tables; they are not changed.
    candidates : bool
        Whether memberships that no source names are included.

    Returns
    -------
    MembershipArrays
        Every municipality that has not ended, every other member, every network, every membership.

    Examples
    --------
    >>> from kuntaverkostot.dataset.dataset import load_dataset
    >>> arrays = membership_arrays(load_dataset())
    >>> len(arrays.members), len(arrays.networks), len(arrays.member)
    (326, 31, 397)
    """
    networks, frames, parts, before = _sorted(dataset.networks, "network_id"), [], [], 0
    places = pd.Index(networks["network_id"].to_numpy(), dtype=object)
    for kind, memberships, table in (
        (KINDS[0], dataset.memberships, dataset.municipalities),
        (KINDS[1], dataset.organisation_memberships, dataset.organisations),
    ):
        kept = slice(None) if candidates else is_confirmed(memberships["basis"].to_numpy())
        member, network, basis, source = (
            memberships[name].to_numpy()[kept] for name in (KEYS[kind], "network_id", "basis", "source_ids")
        )
        codes = _sorted(table, KEYS[kind])
        # A municipality that has ended is a member only if a table still lists it as one.
        if kind == "municipality" and (ended := codes["ended_on"].to_numpy() != "").any():
            codes = codes[codes[KEYS[kind]].isin(member) | ~ended]
        columns = dict(zip(["code", *NAMES], (codes[name].to_numpy() for name in [KEYS[kind], *NAMES]), strict=True))
        frames.append({"kind": np.full(len(codes), kind, dtype=object), **columns})
        row = pd.Index(columns["code"], dtype=object).get_indexer(pd.Index(member, dtype=object))
        place = places.get_indexer(pd.Index(network, dtype=object))
        parts.append((np.where(row < 0, -1, row + before), place, basis, source))
        before += len(codes)
    member, network, basis, source = map(np.concatenate, zip(*parts, strict=True))
    listed = np.flatnonzero((member >= 0) & (network >= 0))
    pairs, first = np.unique(network[listed] * before + member[listed], return_index=True)
    grounds, ground = _grounds(basis, source)
    return MembershipArrays(
        members=pd.DataFrame(
            {name: pd.array(np.concatenate([frame[name] for frame in frames]), dtype=TEXT) for name in frames[0]}
        ),
        networks=networks,
        member=pairs % max(before, 1),
        network=pairs // max(before, 1),
        ground=ground[listed[first]],
        grounds=grounds,
    )


def of_kind(arrays: MembershipArrays, kind: Kind | None) -> MembershipArrays:
    """Return the members of a kind with their memberships, among all networks; None keeps all members.

    >>> from kuntaverkostot.dataset.dataset import load_dataset
    >>> arrays = of_kind(membership_arrays(load_dataset()), "organisation")
    >>> len(arrays.members), len(arrays.networks), len(arrays.member)
    (18, 31, 18)
    """
    if kind is None:
        return arrays
    chosen = arrays.members["kind"].to_numpy() == kind
    if chosen.all():
        return arrays
    place, kept = np.cumsum(chosen) - 1, chosen[arrays.member]
    return replace(
        arrays,
        members=arrays.members[chosen].reset_index(drop=True),
        counts=None if arrays.counts is None else arrays.counts[chosen],
        member=place[arrays.member[kept]],
        network=arrays.network[kept],
        ground=arrays.ground[kept],
    )


def _sorted(table: pd.DataFrame, key: str) -> pd.DataFrame:
    """Return a table sorted by its key; itself if it is sorted, as it usually is."""
    codes = table[key].tolist()
    ascending = all(map(operator.le, codes, codes[1:]))
    return table.reset_index(drop=True) if ascending else table.sort_values(key, ignore_index=True)


def _grounds(basis: NDArray[Any], sources: NDArray[Any]) -> tuple[tuple[tuple[str, str], ...], Positions]:
    """Return the different pairs of basis and sources, sorted, and the place of each row among them."""
    basis_code, basis_names = pd.factorize(basis, sort=True)
    source_code, source_names = pd.factorize(sources, sort=True)
    width = max(1, len(source_names))
    used, place = np.unique(basis_code * width + source_code, return_inverse=True)
    return tuple((str(basis_names[key // width]), str(source_names[key % width])) for key in used), place
