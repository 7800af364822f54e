"""Members grouped by their exact set of networks: each set as a random number, and groups compared set by set.

Only sets that some member has are looked at, so the number of networks costs nothing: there could be 2 to the power of
that number.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import count
from typing import TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

Codes = NDArray[np.intp]
Hashes = NDArray[np.uint64]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Groups:
    """Members by their exact set of networks, one group after the other.

    Attributes
    ----------
    members, networks : numpy.ndarray of int
        Codes of the members of all groups, and of the networks that those of a group have; ascending in each.
    member_starts, network_starts : numpy.ndarray of int
        Where each group begins in ``members`` and in ``networks``. The order of groups means nothing.
    """

    members: Codes
    member_starts: Codes
    networks: Codes
    network_starts: Codes

    @property
    def degrees(self) -> Codes:
        """How many networks those of each group have."""
        return np.diff(self.network_starts, append=len(self.networks))

    @property
    def sizes(self) -> Codes:
        """How many members each group has."""
        return np.diff(self.member_starts, append=len(self.members))


def signature_groups(members: ArrayLike, networks: ArrayLike) -> Groups:
    """Group members that have exactly the same networks, from their memberships.

    Each network gets a random number, and the sum of its networks' numbers is the hash of a member (J. L. Carter and
    M. N. Wegman, Universal Classes of Hash Functions, 1979). All members of one hash are then compared network by
    network; should any differ, it is done again with other numbers. The result is therefore exact, and as the numbers
    come from fixed seeds it is always the same.

    Parameters
    ----------
    members, networks : array_like of int
        Codes of the member and of the network of each membership, from 0, equally long, in any order. One that
        comes twice counts once. Fastest when sorted by member, then network.

    Returns
    -------
    Groups
        Every member that has a membership.

    Examples
    --------
    >>> groups = signature_groups([0, 0, 1, 2, 2], [0, 3, 0, 3, 0])
    >>> [part.tolist() for part in np.split(groups.members, groups.member_starts[1:])]
    [[1], [0, 2]]
    >>> [part.tolist() for part in np.split(groups.networks, groups.network_starts[1:])]
    [[0], [0, 3]]
    """
    by_member, networks, starts = _by_member(np.asarray(members), np.asarray(networks))
    for seed in count():
        order, is_first = _by_hash(_hashes(networks, starts, seed=seed))
        if is_first.all():
            # Different hashes are those of different sets, and the order of groups means nothing.
            return Groups(by_member, np.arange(len(by_member)), networks, starts)
        if _is_exact(networks, starts, order, is_first):
            break
    member_starts = np.flatnonzero(is_first)
    networks, network_starts = parts(networks, starts, order.take(member_starts))
    return Groups(by_member.take(order), member_starts, networks, network_starts)


def slices(values: list[T], starts: Codes) -> list[tuple[T, ...]]:
    """Cut a list into tuples that begin at these places.

    >>> slices(["a", "b", "c"], np.array([0, 2]))
    [('a', 'b'), ('c',)]
    """
    ends = [*starts[1:].tolist(), len(values)]
    return [tuple(values[start:end]) for start, end in zip(starts.tolist(), ends, strict=False)]


def _by_member(members: Codes, networks: Codes) -> tuple[Codes, Codes, Codes]:
    """Return each member once, their networks one member after the other, ascending, and where each member begins."""
    new = _changes(members)
    starts = np.flatnonzero(new)
    by_member = members.take(starts)
    new[1:] |= networks[:-1] < networks[1:]
    if new.all() and (by_member[:-1] < by_member[1:]).all():
        return by_member, networks, starts
    width = int(networks.max()) + 1
    keys = members.astype(np.int64) * width + networks
    # Half as wide is sorted twice as fast.
    keys = np.sort(keys.astype(np.int32) if keys.max() < 2**31 else keys)
    members, networks = np.divmod(keys[_changes(keys)], width)
    starts = np.flatnonzero(_changes(members))
    return members.take(starts), networks, starts


def _changes(values: Codes) -> NDArray[np.bool_]:
    """Return where a new value begins."""
    new = np.ones(len(values), dtype=bool)
    np.not_equal(values[1:], values[:-1], out=new[1:])
    return new


def _hashes(networks: Codes, starts: Codes, *, seed: int) -> Hashes:
    """Return the sum of the random numbers of each member's networks."""
    if not len(starts):
        return np.empty(0, dtype=np.uint64)
    width = int(networks.max()) + 1
    if width > 2 * len(networks) + 1000:
        # Codes with large gaps: number those that occur.
        occurring, networks = np.unique(networks, return_inverse=True)
        width = len(occurring)
    sums: Hashes = np.add.reduceat(_numbers(width, seed).take(networks), starts)
    return sums


@lru_cache(maxsize=8)
def _numbers(count: int, seed: int) -> Hashes:
    """Return so many random numbers; to make them takes longer than to add up those of a small dataset."""
    return np.random.default_rng(seed).integers(2**64, size=count, dtype=np.uint64)


def _by_hash(hashes: Hashes) -> tuple[Codes, NDArray[np.bool_]]:
    """Return positions so that equal hashes stand together, in their order, and which of these is the first of one."""
    # The last bits of each hash give way to its position: numbers are sorted faster than positions by them, and signed
    # numbers faster than unsigned ones.
    width = len(hashes).bit_length()
    mask = (1 << width) - 1
    keys = hashes.view(np.int64) & ~mask
    keys |= np.arange(len(hashes))
    keys.sort()
    order = keys & mask
    keys >>= width
    return order, _changes(keys)


def _is_exact(networks: Codes, starts: Codes, order: Codes, is_first: NDArray[np.bool_]) -> bool:
    """Return whether the members of each group have the very same networks."""
    degrees = np.diff(starts, append=len(networks)).take(order)
    # Each member is compared with the one before it, unless it is the first of its group: "greater" is "and not".
    if ((degrees[1:] != degrees[:-1]) > is_first[1:]).any():
        return False
    starts = starts.take(order)
    # Fewer bytes are compared in less time.
    networks = networks.astype(np.min_scalar_type(int(networks.max())))
    for degree in np.flatnonzero(np.bincount(degrees)):
        same = np.flatnonzero(degrees == degree)
        # A row for each place in their lists.
        rows = networks.take(starts.take(same) + np.arange(degree)[:, None])
        if ((rows[:, 1:] != rows[:, :-1]) > is_first.take(same[1:])).any():
            return False
    return True


def parts(values: Codes, starts: Codes, chosen: Codes) -> tuple[Codes, Codes]:
    """Return some parts of an array, one after the other, and where each begins; parts begin at ``starts``."""
    lengths = np.diff(starts, append=len(values)).take(chosen)
    new_starts = np.cumsum(lengths) - lengths
    return values.take(np.arange(lengths.sum()) + np.repeat(starts.take(chosen) - new_starts, lengths)), new_starts
