"""Municipalities by the exact set of networks that they are in.

Only sets that some municipality has are looked at, so the number of networks costs nothing: there could be 2 to the
power of that number.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, pairwise
from typing import TypeVar

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from kuntaverkostot.overlap import Codes, membership_codes, weights_of

Hashes = NDArray[np.uint64]
T = TypeVar("T")
STRETCH = 1 << 15  # memberships at a time: what is computed of them stays near the processor


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


def exclusive_intersections(incidence: pd.DataFrame, *, populations: pd.Series | None = None) -> pd.DataFrame:
    """Return the municipalities that are in exactly the same networks.

    Each municipality that is in a network is in one row. Those in none are
    ``sharing(incidence, none_of=incidence.columns)``.

    Parameters
    ----------
    incidence : pandas.DataFrame of bool
        Municipality x network, from :func:`kuntaverkostot.incidence`; it is not changed.
    populations : pandas.Series, optional
        Persons by municipality code, from :func:`kuntaverkostot.population`.

    Returns
    -------
    pandas.DataFrame
        networks (tuple of ids, in the order of the columns), degree (how many networks), size (how many
        municipalities), municipalities (tuple of codes, sorted), and inhabitants (persons) when ``populations`` is
        given. Sorted by size, the largest first, then degree, then networks.

    Raises
    ------
    ValueError
        When the frame is not Boolean, or inhabitants of a municipality are not known.

    Examples
    --------
    >>> frame = pd.DataFrame({"a": [True, True, True], "b": [True, True, False]}, index=["005", "009", "010"])
    >>> exclusive_intersections(frame)
      networks  degree  size municipalities
    0   (a, b)       2     2     (005, 009)
    1     (a,)       1     1         (010,)
    """
    groups = _largest_first(signature_groups(*membership_codes(incidence)), np.argsort(incidence.columns))
    ids = incidence.columns.to_numpy(dtype=object)[groups.networks].tolist()
    codes = incidence.index.to_numpy(dtype=object)[groups.members].tolist()
    municipalities = _slices(codes, groups.member_starts)
    if not incidence.index.is_monotonic_increasing:
        municipalities = [tuple(sorted(part)) for part in municipalities]
    columns = {
        "networks": _slices(ids, groups.network_starts),
        "degree": groups.degrees,
        "size": groups.sizes,
        "municipalities": municipalities,
    }
    if populations is not None:
        persons = weights_of(incidence, populations)[groups.members]
        # reduceat has no sum of nothing
        columns["inhabitants"] = np.add.reduceat(persons, groups.member_starts) if persons.size else persons
    return pd.DataFrame(columns)


def signature_groups(members: ArrayLike, networks: ArrayLike) -> Groups:
    """Return members that have exactly the same networks, from their memberships.

    Each network has a fixed random weight of 64 bits. The sum of the weights of a member's networks tells sets
    apart (Zobrist hashing; A. L. Zobrist, A New Hashing Method with Application for Game Playing, 1970). Each
    member is then compared with the first of its group, so that a collision of two sums cannot change the result.

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
    [[0, 2], [1]]
    >>> [part.tolist() for part in np.split(groups.networks, groups.network_starts[1:])]
    [[0, 3], [0]]
    """
    by_member, networks, starts = _by_member(np.asarray(members), np.asarray(networks))
    order, member_starts = _by_hash(_hashes(networks, starts))
    if len(member_starts) == len(order):
        # Different sums are those of different sets, so there is nothing to gather or to compare.
        return Groups(by_member, np.arange(len(starts)), networks, starts)
    held, network_starts = _parts(networks, starts, order[member_starts])
    groups = Groups(order, member_starts, held, network_starts)
    if not _same_networks(groups, networks=networks, starts=starts):
        order, member_starts = _one_by_one(networks, starts)
        held, network_starts = _parts(networks, starts, order[member_starts])
    return Groups(by_member.take(order), member_starts, held, network_starts)


def network_weights(count: int) -> Hashes:
    """Return a fixed random number of 64 bits for each network: SplitMix64 of its position.

    From G. L. Steele, D. Lea and C. H. Flood, Fast Splittable Pseudorandom Number Generators, OOPSLA 2014.

    >>> [f"{weight:016x}" for weight in network_weights(2)]
    ['e220a8397b1dcdaf', '6e789e6aa1b965f4']
    """
    mixed = np.arange(1, count + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return mixed ^ (mixed >> np.uint64(31))


def _largest_first(groups: Groups, alphabet: Codes) -> Groups:
    """Return the groups by size, the largest first, then degree, then networks, of which ``alphabet`` is the order."""
    letters = np.empty(len(alphabet), dtype=np.min_scalar_type(len(alphabet)))
    letters[alphabet] = np.arange(len(alphabet))
    letters = letters.take(groups.networks)
    degrees = groups.degrees
    parts = [np.empty(0, dtype=np.intp)]
    for degree in np.unique(degrees):
        some = np.flatnonzero(degrees == degree)
        # A column for each network, the last first: that is how lexsort wants them.
        columns = letters.take(groups.network_starts.take(some) + np.arange(degree)[::-1, None])
        parts.append(some.take(np.lexsort(columns)))
    order = np.concatenate(parts)
    order = order.take(np.argsort(-groups.sizes.take(order), kind="stable"))
    members, member_starts = _parts(groups.members, groups.member_starts, order)
    networks, network_starts = _parts(groups.networks, groups.network_starts, order)
    return Groups(members, member_starts, networks, network_starts)


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


def _changes(values: Codes | Hashes) -> NDArray[np.bool_]:
    """Return where a new value begins."""
    new = np.ones(len(values), dtype=bool)
    np.not_equal(values[1:], values[:-1], out=new[1:])
    return new


def _hashes(networks: Codes, starts: Codes) -> Hashes:
    """Return the sum of the weights of each member's networks; sums of 64 bits run over and come round."""
    weights = network_weights(int(networks.max(initial=-1)) + 1)
    hashes = np.empty(len(starts), dtype=np.uint64)
    for some, held in _stretches(starts, len(networks)):
        # Sums from the beginning, and what they grow by, are found faster than sums of short parts.
        sums = np.zeros(held.stop - held.start + 1, dtype=np.uint64)
        np.cumsum(weights.take(networks[held]), out=sums[1:])
        ends = sums.take(starts[some] - held.start)
        hashes[some] = np.diff(ends, append=sums[-1:])
    return hashes


def _stretches(starts: Codes, count: int) -> Iterator[tuple[slice, slice]]:
    """Yield parts that follow each other and the values that are in them, of values of which parts begin at starts."""
    first = np.unique(np.searchsorted(starts, np.arange(0, count, STRETCH)))
    for low, high in pairwise([*first.tolist(), len(starts)]):
        end = int(starts[high]) if high < len(starts) else count
        if low < high:
            yield slice(low, high), slice(int(starts[low]), end)


def _by_hash(hashes: Hashes) -> tuple[Codes, Codes]:
    """Return positions so that equal hashes stand together, in their order, and where another hash begins."""
    # The last bits of each hash give way to its position: to sort numbers is faster than to sort positions by them.
    width = np.uint64(len(hashes).bit_length())
    keys = (hashes >> width << width) | np.arange(len(hashes), dtype=np.uint64)
    keys.sort()
    order = (keys & ((np.uint64(1) << width) - np.uint64(1))).view(np.int64)
    return order, np.flatnonzero(_changes(keys >> width))


def _same_networks(groups: Groups, *, networks: Codes, starts: Codes) -> bool:
    """Tell whether each member, here a position in ``starts``, has exactly the networks of its group."""
    group = np.empty_like(starts)
    group[groups.members] = np.repeat(np.arange(len(groups.sizes)), groups.sizes)
    degrees = np.diff(starts, append=len(networks))
    if (degrees != groups.degrees.take(group)).any():
        return False
    other = groups.network_starts.take(group) - starts
    for some, held in _stretches(starts, len(networks)):
        places = np.repeat(other[some], degrees[some])
        places += np.arange(held.start, held.stop)
        if not np.array_equal(groups.networks.take(places), networks[held]):
            return False
    return True


def _one_by_one(networks: Codes, starts: Codes) -> tuple[Codes, Codes]:
    """Return the same as :func:`_by_hash` for the sets themselves, which is slow and never wrong."""
    groups: dict[tuple[int, ...], list[int]] = {}
    for position, held in enumerate(_slices(networks.tolist(), starts)):
        groups.setdefault(held, []).append(position)
    sizes = np.array([len(positions) for positions in groups.values()], dtype=np.intp)
    return np.array(list(chain.from_iterable(groups.values())), dtype=np.intp), np.cumsum(sizes) - sizes


def _parts(values: Codes, starts: Codes, chosen: Codes) -> tuple[Codes, Codes]:
    """Return the chosen parts one after the other, and where each begins, of values of which parts begin at starts."""
    lengths = np.diff(starts, append=len(values)).take(chosen)
    new_starts = np.cumsum(lengths) - lengths
    return values.take(np.arange(lengths.sum()) + np.repeat(starts.take(chosen) - new_starts, lengths)), new_starts


def _slices(values: list[T], starts: Codes) -> list[tuple[T, ...]]:
    ends = [*starts[1:].tolist(), len(values)]
    return [tuple(values[start:end]) for start, end in zip(starts.tolist(), ends, strict=False)]
