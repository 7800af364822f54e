"""The members most like each of many, by the networks they are in."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kuntaverkostot.analysis.membership_arrays import MembershipArrays, Positions
from kuntaverkostot.analysis.pairs import jaccard_index
from kuntaverkostot.dataset.standing import is_current


@dataclass(frozen=True, slots=True, eq=False)
class Peers:
    """Members most like one of them, in the order of :func:`kuntaverkostot.peers`.

    Attributes
    ----------
    members : numpy.ndarray of int, shape (peers,)
        Their rows in the arrays.
    shared : numpy.ndarray of int, shape (peers,)
        In how many current networks both are.
    alike : int
        How many members are in exactly the same current networks, these or more.
    """

    members: Positions
    shared: Positions
    alike: int


class Nearest:
    """Finds the members most like a given one; indexed once for all of them.

    Parameters
    ----------
    arrays : MembershipArrays
        The dataset as arrays.
    inhabitants : numpy.ndarray of int, shape (members,)
        Population of each member, -1 when unknown.
    limit : int
        How many to return at most.
    """

    def __init__(self, arrays: MembershipArrays, inhabitants: Positions, *, limit: int) -> None:
        current = is_current(arrays.networks["status"]).to_numpy()[arrays.network]
        member, network = arrays.member[current], arrays.network[current]
        self.limit = limit
        # Memberships are sorted by network already.
        self.members = member
        self.starts = np.searchsorted(network, np.arange(len(arrays.networks) + 1))
        order = np.argsort(member, kind="stable")
        self.networks = network[order]
        self.own_starts = np.searchsorted(member[order], np.arange(len(arrays.members) + 1))
        self.degrees = np.diff(self.own_starts)
        # Codes decide between equals, whatever the kind of the member.
        self.ranks = np.argsort(np.argsort(arrays.members["code"].to_numpy(dtype=str), kind="stable"))
        sizes = inhabitants.astype(np.float64)
        sizes[sizes <= 0] = np.nan
        self.sizes = np.log(sizes)

    def of(self, row: int) -> Peers:
        """Return the members most like the one in a row of the arrays; none when it is in no current network."""
        own = self.networks[self.own_starts[row] : self.own_starts[row + 1]]
        lists = [self.members[self.starts[network] : self.starts[network + 1]] for network in own.tolist()]
        others, common = np.unique(np.concatenate([*lists, own[:0]]), return_counts=True)
        others, common = others[others != row], common[others != row]
        union = self.degrees[others] + len(own) - common
        similarity = jaccard_index(common, union)
        distance = np.abs(self.sizes[others] - self.sizes[row])
        distance[np.isnan(distance)] = np.inf
        order = np.lexsort((self.ranks[others], distance, -common, -similarity))[: self.limit]
        return Peers(others[order], common[order], int((common == union).sum()))
