"""Members gathered by their exact set of networks, as numbers: each set as a few words, and these as a hash.

Only sets that some member has are looked at, so the number of networks costs nothing: there could be 2 to the power of
that number.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

Codes = NDArray[np.intp]
Words = NDArray[np.uint64]
Chosen = Codes | slice
T = TypeVar("T")
WIDE = np.dtype("V16")  # two numbers of 64 bits
# 2 to the power of 64 divided by the golden ratio (D. E. Knuth, The Art of Computer Programming, 6.4).
ODD = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True, slots=True)
class Groups:
    """Members by their exact set of networks, each group's next to the other's.

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
    """Return members that have exactly the same networks, from their memberships.

    Each member's networks are written as a few numbers of 64 bits, and these are mixed into one, its hash (M.
    Dietzfelbinger et al., A Reliable Randomized Algorithm for the Closest-Pair Problem, 1997). Members of one hash
    are then compared number by number, so that a collision cannot change the result.

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
    words = list(_words(networks, starts))
    order, new = _by_hash(_hashes(words, len(starts)))
    if new.all():
        # Different hashes are those of different sets, so there is nothing to gather or to compare.
        return Groups(by_member, np.arange(len(starts)), networks, starts)
    if not _alike(words, order, new):
        order, new = _one_by_one(networks, starts)
    member_starts = np.flatnonzero(new)
    held, network_starts = parts(networks, starts, order.take(member_starts))
    # Ascending from 0 and without gaps, codes are positions.
    without_gaps = by_member[0] == 0 and by_member[-1] == len(by_member) - 1
    return Groups(order if without_gaps else by_member.take(order), member_starts, held, network_starts)


def slices(values: list[T], starts: Codes) -> list[tuple[T, ...]]:
    """Return parts that follow each other, each of which begins at starts.

    >>> slices(["a", "b", "c"], np.array([0, 2]))
    [('a', 'b'), ('c',)]
    """
    ends = [*starts[1:].tolist(), len(values)]
    return [tuple(values[start:end]) for start, end in zip(starts.tolist(), ends, strict=False)]


def _by_member(members: Codes, networks: Codes) -> tuple[Codes, Codes, Codes]:
    """Return each member once, the networks of one after those of the other, ascending, and where each begins."""
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


def _changes(values: Codes | Words) -> NDArray[np.bool_]:
    """Return where a new value begins."""
    new = np.ones(len(values), dtype=bool)
    np.not_equal(values[1:], values[:-1], out=new[1:])
    return new


def _words(networks: Codes, starts: Codes) -> Iterator[tuple[Chosen, Words]]:
    """Yield the networks of each member as two numbers of 64 bits, in which they stand side by side, as many as fit.

    First those of all members, then the next two of those whose networks go on, and so forth; each with the positions
    of these members.
    """
    # 0 is no network, and fills the last numbers of each.
    letters = np.zeros(len(networks) + WIDE.itemsize, dtype=np.min_scalar_type(int(networks.max(initial=0)) + 1))
    letters[: len(networks)] = networks
    letters[: len(networks)] += 1
    room = WIDE.itemsize // letters.itemsize
    onward = np.ndarray(len(networks), dtype=WIDE, buffer=letters, strides=letters.strides)  # from each place on
    masks = np.negative(np.tri(room + 1, room, k=-1, dtype=letters.dtype)).view(np.uint64)
    some: Chosen = slice(None)
    left = np.diff(starts, append=len(networks))
    while len(left):
        words = onward[starts].view(np.uint64).reshape(-1, 2)
        words &= masks.take(left, axis=0, mode="clip")
        yield some, words
        more = np.flatnonzero(left > room)
        some = more if isinstance(some, slice) else some.take(more)
        starts, left = starts.take(more) + room, left.take(more) - room


def _hashes(words: Iterable[tuple[Chosen, Words]], count: int) -> NDArray[np.uint64]:
    """Return a number for each of so many members, the same for the same words and most likely another for others."""
    hashes = np.zeros(count, dtype=np.uint64)
    for some, pair in words:
        for word in pair.T:
            hashes[some] += word
            hashes *= ODD
    return hashes


def _by_hash(hashes: NDArray[np.uint64]) -> tuple[Codes, NDArray[np.bool_]]:
    """Return positions so that equal hashes stand together, in their order, and which of these begin another hash."""
    # The last bits of each hash give way to its position: to sort numbers is faster than to sort positions by them.
    width = len(hashes).bit_length()
    last = (1 << width) - 1
    # Numbers with a sign are sorted in three quarters of the time: the processor compares no others side by side.
    keys = hashes.view(np.int64) & ~last
    keys |= np.arange(len(hashes))
    keys.sort()
    order = keys & last
    keys >>= width
    return order, _changes(keys)


def _alike(words: Iterable[tuple[Chosen, Words]], order: Codes, new: NDArray[np.bool_]) -> bool:
    """Tell whether all have the words of the one before them in this order, but those who begin another group."""
    for some, pair in words:
        held = pair
        if not isinstance(some, slice):
            # Who has no more words has 0, which is nobody's word.
            held = np.zeros((len(order), 2), dtype=np.uint64)
            held[some] = pair
        first, second = held.take(order, axis=0).T
        if ((_changes(first) | _changes(second)) > new).any():
            return False
    return True


def _one_by_one(networks: Codes, starts: Codes) -> tuple[Codes, NDArray[np.bool_]]:
    """Return the same as :func:`_by_hash` for the sets themselves, which is slow and never wrong."""
    groups: dict[tuple[int, ...], list[int]] = {}
    for position, held in enumerate(slices(networks.tolist(), starts)):
        groups.setdefault(held, []).append(position)
    order = np.array(list(chain.from_iterable(groups.values())), dtype=np.intp)
    new = np.zeros(len(order), dtype=bool)
    new[np.cumsum([0, *map(len, groups.values())])[:-1]] = True
    return order, new


def parts(values: Codes, starts: Codes, chosen: Codes) -> tuple[Codes, Codes]:
    """Return the chosen parts one after the other, and where each begins, of values of which parts begin at starts."""
    lengths = np.diff(starts, append=len(values)).take(chosen)
    new_starts = np.cumsum(lengths) - lengths
    return values.take(np.arange(lengths.sum()) + np.repeat(starts.take(chosen) - new_starts, lengths)), new_starts
