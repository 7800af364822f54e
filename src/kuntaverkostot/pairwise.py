"""Networks two by two: how many municipalities they share, and which is inside which."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from kuntaverkostot.overlap import membership_codes, weights_of

Matrix = NDArray[Any]
EQUAL = "="
# Cells of an incidence up to which a dense product is quick; scipy takes a fifth of a second to import.
DENSE = 1_000_000


def pairs(incidence: pd.DataFrame, *, populations: pd.Series | None = None, every: bool = False) -> pd.DataFrame:
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
    common = _common(incidence)
    size = common.diagonal()
    asked = np.triu(np.ones_like(common, dtype=bool) if every else common > 0, k=1)
    first, other = np.divmod(np.flatnonzero(asked), max(1, len(common)))
    order = np.argsort(-common[first, other], kind="stable")
    first, other = first[order], other[order]
    count = common[first, other]
    union = size[first] + size[other] - count
    columns: dict[str, object] = {
        "network": incidence.columns.take(first),
        "other": incidence.columns.take(other),
        "count": count,
    }
    if populations is not None:
        columns["inhabitants"] = _common(incidence, weights_of(incidence, populations))[first, other]
    columns |= {
        "union": union,
        "jaccard": count / np.maximum(union, 1),
        "overlap": count / np.maximum(np.minimum(size[first], size[other]), 1),
        "contained": _contained(incidence.columns, first=first, other=other, size=size, count=count),
    }
    return pd.DataFrame(columns)


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
    common = _common(incidence)
    size = common.diagonal()
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
    weights = None if populations is None else weights_of(incidence, populations)
    return _square(incidence, _common(incidence, weights))


def _common(incidence: pd.DataFrame, weights: Matrix | None = None) -> Matrix:
    """Return how many rows each two columns share, or the sum of the weights of these rows."""
    rows, columns = membership_codes(incidence)
    dtype = np.dtype(np.int64) if weights is None else weights.dtype
    if incidence.size <= DENSE:
        # numpy multiplies only floats fast, and they hold every whole number up to 2 to the power of 53.
        cells = incidence.to_numpy(dtype=np.float64)
        weighted = cells if weights is None else cells * weights[:, None]
        dense: Matrix = (cells.T @ weighted).astype(dtype)
        return dense
    from scipy import sparse  # noqa: PLC0415

    # Counts of rows fit into 32 bits, which is faster.
    ones = np.ones(len(rows), dtype=np.int32 if weights is None else dtype)
    matrix = sparse.csr_array((ones, (rows, columns)), shape=incidence.shape)
    other = matrix if weights is None else sparse.csr_array((weights[rows], (rows, columns)), shape=incidence.shape)
    found: Matrix = (matrix.T @ other).toarray().astype(dtype)
    return found


def _contained(ids: pd.Index[str], *, first: Matrix, other: Matrix, size: Matrix, count: Matrix) -> pd.Index[str]:
    """Return the id of the network that is inside the other one of each pair, EQUAL, or ""."""
    choices = ids.append(pd.Index(["", EQUAL], dtype=ids.dtype))
    inside, other_inside = (count > 0) & (count == size[first]), (count > 0) & (count == size[other])
    either = np.where(inside, first, np.where(other_inside, other, len(ids)))
    return choices.take(np.where(inside & other_inside, len(ids) + 1, either))


def _square(incidence: pd.DataFrame, values: Matrix) -> pd.DataFrame:
    return pd.DataFrame(values, index=incidence.columns, columns=incidence.columns)
