"""What networks share, from membership arrays: members of two networks, Jaccard index, strongest overlaps."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from kuntaverkostot.analysis.membership_arrays import MembershipArrays, Positions
from kuntaverkostot.analysis.pairs import jaccard_index

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

STRONGEST = 3  # overlaps drawn for each network


def shared_members(arrays: MembershipArrays) -> csr_array:
    """Return how many members each two networks share, as a sparse symmetric matrix with an empty diagonal.

    >>> from kuntaverkostot.analysis.membership_arrays import membership_arrays
    >>> from kuntaverkostot.dataset.dataset import load_dataset
    >>> arrays = membership_arrays(load_dataset())
    >>> ids = arrays.networks["network_id"].tolist()
    >>> int(shared_members(arrays)[ids.index("pienet-kunnat"), ids.index("seutukaupungit")])
    10
    """
    matrix = _matrix(arrays)
    common = matrix @ (matrix if arrays.counts is None else matrix.multiply(arrays.counts).tocsr()).T
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
