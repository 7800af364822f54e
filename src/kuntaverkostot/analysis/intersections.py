"""Municipalities by the exact set of networks that they are in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from kuntaverkostot.analysis.incidence import Codes, membership_codes, weights_of
from kuntaverkostot.analysis.signatures import Groups, parts, signature_groups, slices
from kuntaverkostot.dataset.names import like, plain

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray


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
    >>> import kuntaverkostot as kv
    >>> import pandas as pd
    >>> frame = pd.DataFrame({"a": [True, True, True], "b": [True, True, False]}, index=["005", "009", "010"])
    >>> kv.exclusive_intersections(frame)
      networks  degree  size municipalities
    0   (a, b)       2     2     (005, 009)
    1     (a,)       1     1         (010,)
    """
    rows, columns = membership_codes(incidence)
    persons = None if populations is None else weights_of(incidence, populations)
    ids = plain(incidence)
    return like(exact_sets(rows, columns, index=ids.index, columns=ids.columns, persons=persons)[0], incidence)


def exact_sets(
    members: ArrayLike,
    networks: ArrayLike,
    *,
    index: pd.Index[Any],
    columns: pd.Index[Any],
    persons: NDArray[Any] | None = None,
    most: int | None = None,
) -> tuple[pd.DataFrame, int]:
    """Return exact sets from memberships, which need less memory than a frame of all members by all networks.

    Parameters
    ----------
    members, networks : array_like of int
        Position of the member and of the network of each membership.
    index, columns : pandas.Index
        Labels of the members and the networks.
    persons : numpy.ndarray, optional
        Inhabitants of each member.
    most : int, optional
        How many sets to return at most, the largest; all when left out.

    Returns
    -------
    sets : pandas.DataFrame
        As :func:`exclusive_intersections` returns them.
    count : int
        The number of all sets.

    Examples
    --------
    >>> names = pd.Index(["a", "b"])
    >>> result, count = exact_sets([0, 0, 1], [0, 1, 1], index=pd.Index(["x", "y"]), columns=names, most=1)
    >>> result["networks"].tolist(), count
    ([('b',)], 2)
    """
    groups = _largest_first(signature_groups(members, networks), _alphabet(columns))
    count = len(groups.member_starts)
    if most is not None and most < count:
        groups = Groups(
            groups.members[: groups.member_starts[most]],
            groups.member_starts[:most],
            groups.networks[: groups.network_starts[most]],
            groups.network_starts[:most],
        )
    ids = columns.to_numpy(dtype=object)[groups.networks].tolist()
    municipalities = slices(index.to_numpy(dtype=object)[groups.members].tolist(), groups.member_starts)
    if not index.is_monotonic_increasing:
        try:
            municipalities = [tuple(sorted(part)) for part in municipalities]
        except TypeError:
            municipalities = [tuple(sorted(part, key=str)) for part in municipalities]
    # Without a dtype, pandas would make numeric columns of empty lists.
    result = {
        "networks": pd.Series(slices(ids, groups.network_starts), dtype=object),
        "degree": groups.degrees,
        "size": groups.sizes,
        "municipalities": pd.Series(municipalities, dtype=object),
    }
    if persons is not None:
        weights = persons[groups.members]
        # reduceat cannot sum an empty array.
        result["inhabitants"] = np.add.reduceat(weights, groups.member_starts) if weights.size else weights
    return pd.DataFrame(result), count


def _alphabet(labels: pd.Index[Any]) -> Codes:
    """Return the positions that sort the labels; labels of mixed types are sorted as text."""
    try:
        return np.argsort(labels)
    except TypeError:
        return np.argsort(labels.map(str))


def _largest_first(groups: Groups, alphabet: Codes) -> Groups:
    """Sort groups by size, the largest first, then degree, then networks in the order of ``alphabet``."""
    letters = np.empty(len(alphabet), dtype=np.min_scalar_type(len(alphabet)))
    letters[alphabet] = np.arange(len(alphabet))
    letters = letters.take(groups.networks)
    degrees = groups.degrees
    result = [np.empty(0, dtype=np.intp)]
    for degree in np.unique(degrees):
        batch = np.flatnonzero(degrees == degree)
        # A key for each network, the most significant last, as lexsort expects.
        columns = letters.take(groups.network_starts.take(batch) + np.arange(degree)[::-1, None])
        result.append(batch.take(np.lexsort(columns)))
    order = np.concatenate(result)
    order = order.take(np.argsort(-groups.sizes.take(order), kind="stable"))
    members, member_starts = parts(groups.members, groups.member_starts, order)
    networks, network_starts = parts(groups.networks, groups.network_starts, order)
    return Groups(members, member_starts, networks, network_starts)
