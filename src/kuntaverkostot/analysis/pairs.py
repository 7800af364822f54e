"""Pairs of networks: how many municipalities they share, and which is inside which."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from kuntaverkostot.analysis.common_members import Mask, Matrix, common_members
from kuntaverkostot.analysis.incidence import Codes, weights_of
from kuntaverkostot.dataset.names import ids_of, like

EQUAL = "="


def pairs(incidence: pd.DataFrame, *, populations: pd.Series | None = None, every: bool = False) -> pd.DataFrame:
    """Return each pair of networks that share municipalities, and how much they share.

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
    >>> import kuntaverkostot as kv
    >>> import pandas as pd
    >>> frame = pd.DataFrame({"a": [True, True, True], "b": [True, True, False]}, index=["005", "009", "010"])
    >>> kv.pairs(frame).T.squeeze().tolist()
    ['a', 'b', 2, 3, 0.6666666666666666, 1.0, 'b']
    """
    first, other, count, size = _counted(incidence, every=every)
    frame = pair_measures(_labels(ids_of(incidence.columns)), first=first, other=other, count=count, size=size)
    if populations is not None:
        frame.insert(3, "inhabitants", common_members(incidence, weights_of(incidence, populations))[0][first, other])
    return like(frame, incidence)


def pair_measures(ids: pd.Index[str], *, first: Codes, other: Codes, count: Matrix, size: Matrix) -> pd.DataFrame:
    """Return pairs of networks with how much they share: the rows of :func:`pairs`.

    Parameters
    ----------
    ids : pandas.Index
        Labels of the networks.
    first, other : numpy.ndarray of int, shape (pairs,)
        Places of the two networks.
    count : numpy.ndarray of int, shape (pairs,)
        How many members they share.
    size : numpy.ndarray of int, shape (networks,)
        How many members each network has.

    Examples
    --------
    >>> first, other, count, size = map(np.array, ([0], [1], [2], [3, 2]))
    >>> pair_measures(pd.Index(["a", "b"]), first=first, other=other, count=count, size=size)
      network other  count  union   jaccard  overlap contained
    0       a     b      2      3  0.666667      1.0         b
    """
    of_first, of_other = size.take(first), size.take(other)
    union = of_first + of_other
    union -= count
    inside, other_inside = (count > 0) & (count == of_first), (count > 0) & (count == of_other)
    # Arrays no longer needed are overwritten: allocating memory takes longer than dividing.
    smaller = np.minimum(of_first, of_other, out=of_first)
    columns = {
        "network": ids.take(first),
        "other": ids.take(other),
        "count": count,
        "union": union,
        "jaccard": jaccard_index(count, union),
        "overlap": count / np.maximum(smaller, 1, out=smaller),
        "contained": _contained(ids, first=first, other=other, inside=inside, other_inside=other_inside),
    }
    return pd.DataFrame(columns, copy=False)


def jaccard(incidence: pd.DataFrame) -> pd.DataFrame:
    """Return the Jaccard index of each pair of networks: municipalities in both / municipalities in either.

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
    >>> import kuntaverkostot as kv
    >>> import pandas as pd
    >>> kv.jaccard(pd.DataFrame({"a": [True, True], "b": [True, False]}))
         a    b
    a  1.0  0.5
    b  0.5  1.0
    """
    common = _symmetric(*common_members(incidence))
    size = common.diagonal()
    return _square(incidence, jaccard_index(common, size[:, None] + size - common))


def jaccard_index(common: Matrix, union: Matrix) -> Matrix:
    """Return the Jaccard index from how many members each two sets share, and how many are in either; 0 of nothing.

    >>> jaccard_index(np.array([1, 0]), np.array([2, 0]))
    array([0.5, 0. ])
    """
    index: Matrix = common / np.maximum(union, 1)
    return index


def shared_counts(incidence: pd.DataFrame, *, populations: pd.Series | None = None) -> pd.DataFrame:
    """Return how many municipalities each pair of networks shares, or how many people live in these.

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
    >>> import kuntaverkostot as kv
    >>> import pandas as pd
    >>> kv.shared_counts(pd.DataFrame({"a": [True, True], "b": [True, False]}))
       a  b
    a  2  1
    b  1  1
    """
    weights = None if populations is None else weights_of(incidence, populations)
    return _square(incidence, _symmetric(*common_members(incidence, weights)))


def _counted(incidence: pd.DataFrame, *, every: bool) -> tuple[Codes, Codes, Matrix, Matrix]:
    """Return the two networks of each row of :func:`pairs`, the number they share, and the size of every network."""
    common, size = common_members(incidence)
    chosen = np.flatnonzero(np.triu(np.ones_like(common, dtype=bool), k=1) if every else common)
    chosen = chosen.take(_largest_first(common.take(chosen)))
    first, other = np.divmod(chosen, max(1, len(common)))
    return first, other, common.take(chosen), size


def _symmetric(above: Matrix, diagonal: Matrix) -> Matrix:
    """Return the symmetric matrix with this part above the diagonal and this diagonal."""
    matrix: Matrix = above + above.T
    np.fill_diagonal(matrix, diagonal)
    return matrix


def _largest_first(counts: Matrix) -> Codes:
    """Return positions that sort counts, the largest first; equal ones stay in order."""
    # numpy sorts 16-bit numbers by radix, which is five times as fast.
    small = counts.max(initial=0) < 2**15
    order: Codes = np.argsort(-(counts.astype(np.int16) if small else counts), kind="stable")
    return order


def _labels(columns: pd.Index[Any]) -> pd.Index[str]:
    """Return labels among which EQUAL and "" have a place: numbers, days or categories become objects."""
    return columns if isinstance(columns.dtype, pd.StringDtype) else columns.to_flat_index().astype(object)


def _contained(ids: pd.Index[str], *, first: Codes, other: Codes, inside: Mask, other_inside: Mask) -> pd.Index[str]:
    """Return the id of the network that is inside the other one of each pair, EQUAL, or ""."""
    chosen = np.full_like(first, len(ids))
    np.copyto(chosen, other, where=other_inside)
    np.copyto(chosen, first, where=inside)
    np.copyto(chosen, len(ids) + 1, where=inside & other_inside)
    # Of objects that are all text, pandas would make text.
    return ids.append(pd.Index(["", EQUAL], dtype=ids.dtype)).astype(ids.dtype).take(chosen)


def _square(incidence: pd.DataFrame, values: Matrix) -> pd.DataFrame:
    return pd.DataFrame(values, index=incidence.columns, columns=incidence.columns)
