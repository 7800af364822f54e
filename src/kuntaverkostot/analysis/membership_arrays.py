"""A dataset as arrays, for tables that are too large to draw member by member, and what its networks share.

No loop in Python goes through memberships one by one, so large tables stay fast.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from kuntaverkostot.analysis.pairs import jaccard_index
from kuntaverkostot.dataset.dataset import Dataset
from kuntaverkostot.dataset.standing import is_confirmed, is_current
from kuntaverkostot.text.language import NAMES

if TYPE_CHECKING:
    from scipy.sparse import csr_array

# Up to 3,000 nodes with their edges vis-network zooms a step in under 100 ms; browsers show a list of up to so many
# memberships at once.
MOST_NODES, MOST_MEMBERSHIPS = 3000, 10_000
STRONGEST = 3  # overlaps drawn for each network

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
    """

    members: pd.DataFrame
    networks: pd.DataFrame
    member: Positions
    network: Positions
    ground: Positions
    grounds: tuple[tuple[str, str], ...]

    @property
    def sizes(self) -> NDArray[np.int64]:
        """How many members each network has."""
        return np.bincount(self.network, minlength=len(self.networks))

    @property
    def degrees(self) -> NDArray[np.int64]:
        """In how many networks each member is."""
        return np.bincount(self.member, minlength=len(self.members))

    @property
    def current_degrees(self) -> NDArray[np.int64]:
        """In how many networks each member is, not counting those that have ended."""
        current = is_current(self.networks["status"]).to_numpy()
        return np.bincount(self.member[current[self.network]], minlength=len(self.members))

    @property
    def municipal(self) -> NDArray[np.bool_]:
        """Which members are municipalities."""
        return (self.members["kind"] == "municipality").to_numpy()


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
    networks = dataset.networks.sort_values("network_id", ignore_index=True)
    links = [
        ("municipality", dataset.memberships, "municipality_code", dataset.municipalities),
        ("organisation", dataset.organisation_memberships, "organisation_id", dataset.organisations),
    ]
    frames, rows, columns, bases, sources, before = [], [], [], [], [], 0
    for kind, memberships, key, table in links:
        included = memberships if candidates else memberships[is_confirmed(memberships["basis"])]
        is_shown = table[key].isin(included[key])
        if kind == "municipality":
            is_shown |= table["ended_on"] == ""
        codes = table[is_shown].sort_values(key, ignore_index=True)
        frames.append(codes[[key, *NAMES]].rename(columns={key: "code"}).assign(kind=kind))
        positions = pd.Index(codes[key]).get_indexer(pd.Index(included[key]))
        rows.append(np.where(positions < 0, -1, positions + before))
        columns.append(pd.Index(networks["network_id"]).get_indexer(pd.Index(included["network_id"])))
        bases.append(included["basis"])
        sources.append(included["source_ids"])
        before += len(codes)
    member, network = np.concatenate(rows), np.concatenate(columns)
    listed = np.flatnonzero((member >= 0) & (network >= 0))
    pairs, first = np.unique(network[listed] * before + member[listed], return_index=True)
    grounds, ground = _grounds(pd.concat(bases), pd.concat(sources))
    return MembershipArrays(
        members=pd.concat(frames, ignore_index=True)[["kind", "code", *NAMES]],
        networks=networks,
        member=pairs % max(before, 1),
        network=pairs // max(before, 1),
        ground=ground[listed[first]],
        grounds=grounds,
    )


def _grounds(basis: pd.Series, sources: pd.Series) -> tuple[tuple[tuple[str, str], ...], Positions]:
    """Return the different pairs of basis and sources, sorted, and the place of each row among them."""
    basis_code, basis_names = pd.factorize(basis, sort=True)
    source_code, source_names = pd.factorize(sources, sort=True)
    width = max(1, len(source_names))
    used, place = np.unique(basis_code * width + source_code, return_inverse=True)
    return tuple((str(basis_names[key // width]), str(source_names[key % width])) for key in used), place


def shared_members(arrays: MembershipArrays) -> csr_array:
    """Return how many members each two networks share, as a sparse symmetric matrix with an empty diagonal.

    >>> from kuntaverkostot.dataset.dataset import load_dataset
    >>> arrays = membership_arrays(load_dataset())
    >>> ids = arrays.networks["network_id"].tolist()
    >>> int(shared_members(arrays)[ids.index("pienet-kunnat"), ids.index("seutukaupungit")])
    10
    """
    matrix = _matrix(arrays)
    common = matrix @ matrix.T
    common.setdiag(0)
    common.eliminate_zeros()
    common.sort_indices()
    return common


def only_links(arrays: MembershipArrays, network: Positions, other: Positions) -> Positions:
    """Return the single member that two networks share, for pairs that share one.

    Parameters
    ----------
    arrays : MembershipArrays
        The dataset as arrays.
    network, other : numpy.ndarray of int, shape (pairs,)
        Rows of the networks.
    """
    if not len(network):
        return network
    matrix = _matrix(arrays)
    # The sum of the positions of all shared members; of a single one, its own.
    places = matrix.multiply(np.arange(len(arrays.members))).tocsr() @ matrix.T
    sums: Positions = np.asarray(places[network, other]).ravel().astype(np.intp)
    return sums


def _matrix(arrays: MembershipArrays) -> csr_array:
    """Return memberships as a sparse matrix of networks by members."""
    from scipy.sparse import csr_array  # noqa: PLC0415 - heavy

    shape = (len(arrays.networks), len(arrays.members))
    return csr_array((np.ones(len(arrays.member), dtype=np.int64), (arrays.network, arrays.member)), shape=shape)


def jaccard_matrix(common: csr_array, sizes: NDArray[np.int64]) -> csr_array:
    """Return the Jaccard index of each two networks that share a member: shared members by members of either.

    Parameters
    ----------
    common : scipy.sparse.csr_array
        From :func:`shared_members`.
    sizes : numpy.ndarray of int, shape (networks,)
        Members of each network.
    """
    pairs = common.tocoo()
    jaccard = common.astype(float)
    jaccard.data = jaccard_index(pairs.data, sizes[pairs.row] + sizes[pairs.col] - pairs.data)
    return jaccard


def strongest_overlaps(common: csr_array, jaccard: csr_array) -> NDArray[np.int64]:
    """Return the overlaps that are drawn: for each network the few with the highest Jaccard index, the first of equals.

    Parameters
    ----------
    common, jaccard : scipy.sparse.csr_array
        From :func:`shared_members` and :func:`jaccard_matrix`.

    Returns
    -------
    numpy.ndarray of int, shape (overlaps, 3)
        Two networks, the first with the smaller position, and how many members they share; sorted.
    """
    pairs = common.tocoo()
    order = np.lexsort((pairs.col, -jaccard.data, pairs.row))
    row, column, shared = pairs.row[order], pairs.col[order], pairs.data[order]
    starts = np.searchsorted(row, np.arange(common.shape[0]))
    is_strongest = np.arange(len(row)) - starts[row] < STRONGEST
    first, second = np.minimum(row, column)[is_strongest], np.maximum(row, column)[is_strongest]
    return np.unique(np.column_stack((first, second, shared[is_strongest])).astype(np.int64), axis=0)
