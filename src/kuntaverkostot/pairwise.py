"""Networks two by two: how many municipalities they share, and which is inside which."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from kuntaverkostot.overlap import membership_codes, weights_of

Matrix = NDArray[np.generic]
EQUAL = "="


def pairs(
    incidence: pd.DataFrame, *, populations: pd.Series | None = None, every: bool = False
) -> pd.DataFrame:
    """Return each two networks that share municipalities, and how much they share.

    Parameters
    ----------
    incidence : pandas.DataFrame of bool
        Municipality x network, from :func:`kuntaverkostot.incidence`; it is not changed.
    populations : pandas.Series, optional
        Persons by municipality code, from :func:`kuntaverkostot.population`.
    every : bool
        Whether pairs that share nothing are rows too.

    Returns
    -------
    pandas.DataFrame
        network and other (ids; the one that comes first in the columns is ``network``), count (municipalities in
        both), inhabitants (persons in these) when ``populations`` is given, union (municipalities in either),
        jaccard (count / union; Jaccard 1901), overlap (count / municipalities in the smaller one; the overlap
        coefficient of Szymkiewicz and Simpson), contained (id of the one whose municipalities are all in the
        other, "=" when both have the same, else ""). Sorted by count, the largest first, then by the columns.

    Raises
    ------
    ValueError
        When the frame is not Boolean, or inhabitants of a municipality are not known.

    Examples
    --------
    >>> frame = pd.DataFrame({"a": [True, True, True], "b": [True, True, False]}, index=["005", "009", "010"])
    >>> pairs(frame).T.squeeze().tolist()
    ['a', 'b', 2, 3, 0.6666666666666666, 1.0, 'b']
    """
    matrix = _matrix(incidence)
    common = sparse.triu(matrix.T @ matrix, k=1).tocsr()
    common.sort_indices()
    if every:
        first, other = np.triu_indices(matrix.shape[1], k=1)
        count = common.toarray()[first, other]
    else:
        first, other = common.nonzero()
        count = common.data
    size = matrix.sum(axis=0)
    smaller = np.minimum(size[first], size[other])
    union = size[first] + size[other] - count
    columns: dict[str, object] = {
        "network": incidence.columns.take(first),
        "other": incidence.columns.take(other),
        "count": count,
    }
    if populations is not None:
        columns["inhabitants"] = _weighted(matrix, weights_of(incidence, populations))[first, other]
    columns |= {
        "union": union,
        "jaccard": count / np.maximum(union, 1),
        "overlap": count / np.maximum(smaller, 1),
        "contained": _contained(incidence.columns, first=first, other=other, size=size, count=count),
    }
    order = np.argsort(-count, kind="stable")
    return pd.DataFrame(columns).iloc[order].reset_index(drop=True)


def jaccard(incidence: pd.DataFrame) -> pd.DataFrame:
    """Return the Jaccard index of each two networks: municipalities in both / municipalities in either.

    P. Jaccard, Étude comparative de la distribution florale, 1901. It is the weight of NetworkX's
    ``bipartite.overlap_weighted_projected_graph``.

    Parameters
    ----------
    incidence : pandas.DataFrame of bool
        Municipality x network, from :func:`kuntaverkostot.incidence`; it is not changed.

    Returns
    -------
    pandas.DataFrame of float
        Network x network, 0 to 1; 1 on the diagonal, but 0 for a network without municipalities.

    Raises
    ------
    ValueError
        When the frame is not Boolean.

    Examples
    --------
    >>> jaccard(pd.DataFrame({"a": [True, True], "b": [True, False]}))
         a    b
    a  1.0  0.5
    b  0.5  1.0
    """
    matrix = _matrix(incidence)
    common = (matrix.T @ matrix).toarray()
    size = matrix.sum(axis=0)
    union = size[:, None] + size - common
    return _square(incidence, common / np.maximum(union, 1))


def shared_counts(incidence: pd.DataFrame, *, populations: pd.Series | None = None) -> pd.DataFrame:
    """Return how many municipalities each two networks share, or how many people live in these.

    Parameters
    ----------
    incidence : pandas.DataFrame of bool
        Municipality x network, from :func:`kuntaverkostot.incidence`; it is not changed.
    populations : pandas.Series, optional
        Persons by municipality code, from :func:`kuntaverkostot.population`.

    Returns
    -------
    pandas.DataFrame
        Network x network: municipalities in both, or persons in these when ``populations`` is given; on the
        diagonal those of one network.

    Raises
    ------
    ValueError
        When the frame is not Boolean, or inhabitants of a municipality are not known.

    Examples
    --------
    >>> shared_counts(pd.DataFrame({"a": [True, True], "b": [True, False]}))
       a  b
    a  2  1
    b  1  1
    """
    matrix = _matrix(incidence)
    if populations is None:
        return _square(incidence, (matrix.T @ matrix).toarray().astype(np.int64))
    return _square(incidence, _weighted(matrix, weights_of(incidence, populations)))


def _matrix(incidence: pd.DataFrame) -> sparse.csr_array:
    rows, columns = membership_codes(incidence)
    # int32 holds every count: there are fewer than two thousand million municipalities.
    return sparse.csr_array((np.ones(len(rows), dtype=np.int32), (rows, columns)), shape=incidence.shape)


def _weighted(matrix: sparse.csr_array, weights: Matrix) -> Matrix:
    """Return the sum of the weights of the rows that two columns share."""
    weighted = matrix.astype(weights.dtype)
    weighted.data = np.repeat(weights, np.diff(matrix.indptr))
    found: Matrix = (matrix.T.astype(weights.dtype) @ weighted).toarray()
    return found


def _contained(
    ids: pd.Index[str], *, first: Matrix, other: Matrix, size: Matrix, count: Matrix
) -> pd.Index[str]:
    """Return the id of the network that is inside the other one of each pair, EQUAL, or ""."""
    choices = ids.append(pd.Index(["", EQUAL], dtype=ids.dtype))
    inside, other_inside = (count > 0) & (count == size[first]), (count > 0) & (count == size[other])
    either = np.where(inside, first, np.where(other_inside, other, len(ids)))
    return choices.take(np.where(inside & other_inside, len(ids) + 1, either))


def _square(incidence: pd.DataFrame, values: Matrix) -> pd.DataFrame:
    return pd.DataFrame(values, index=incidence.columns, columns=incidence.columns)
