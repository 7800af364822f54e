"""Exact sets, pairs and sizes of networks whose memberships are in an engine: a database, a cluster, lazy files.

The engine groups and joins; only counts come into Python. So the rows may be many more than memory holds.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from kuntaverkostot.analysis.pairs import pair_measures
from kuntaverkostot.dataset.engine_queries import TooManySetsError, exact_sets_of, shared_of, sizes_of
from kuntaverkostot.dataset.engine_table import EngineTable, engine_table
from kuntaverkostot.dataset.frame_cells import cell_text
from kuntaverkostot.dataset.frames import TEXT

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import coo_array


def signatures(table: Any, *, member: str, network: str, most_named: int = 0) -> pd.DataFrame:
    """Return each exact set of networks that members have, counted where the table is.

    Parameters
    ----------
    table : dataframe
        A row for each membership, lazy or eager: of DuckDB, Spark, Polars, pandas, PyArrow or any other library that
        narwhals knows. It is not changed. A membership that comes twice counts once; names are compared as they are.
    member, network : str
        The columns of the members and of the networks.
    most_named : int
        Sets of at most so many members name all of these, the largest such sets first and at most 10,000 members
        altogether; 0 names nobody but the examples.

    Returns
    -------
    pandas.DataFrame
        networks (tuple of names, sorted), degree (how many networks), size (how many members have these networks and
        no other), example (one of these members), and with ``most_named`` members (tuple of all, or None).
        Sorted by size, the largest first, then degree, then networks.

    Raises
    ------
    DataError
        When there is no such column or no row, or a row lacks a member or a network.
    TypeError
        When it is no dataframe, or a column holds something that is no text, number or date.
    ValueError
        When there are more than 100,000 exact sets.

    Examples
    --------
    >>> import kuntaverkostot as kv
    >>> import pandas as pd
    >>> people = pd.DataFrame({"who": ["Ann", "Ann", "Bob", "Cid"], "club": ["Choir", "Chess", "Chess", "Chess"]})
    >>> kv.signatures(people, member="who", network="club")
             networks  degree  size example
    0        (Chess,)       1     2     Bob
    1  (Chess, Choir)       2     1     Ann
    """
    opened = engine_table(table, member=member, network=network)
    rows = [
        (
            tuple(sorted(opened.networks[code] for code in exact.networks)),
            len(exact.networks),
            exact.size,
            cell_text(exact.example, member),
            tuple(cell_text(name, member) for name in exact.members) or None,
        )
        for exact in exact_sets_of(opened, most_named=most_named)
    ]
    rows.sort(key=lambda row: (-row[2], row[1], row[0]))
    networks, degree, size, example, members = zip(*rows, strict=True)
    columns = {
        "networks": pd.Series(networks, dtype=object),
        "degree": degree,
        "size": size,
        "example": pd.array(example, dtype=TEXT),
    }
    return pd.DataFrame(columns | ({"members": pd.Series(members, dtype=object)} if most_named else {}))


def pair_counts(table: Any, *, member: str, network: str) -> pd.DataFrame:
    """Return each pair of networks that share members, and how much they share, counted where the table is.

    It is computed from the exact sets. Where these are more than 100,000, the engine joins the networks of each
    member with each other, which takes longer.

    Parameters
    ----------
    table, member, network
        As in :func:`signatures`.

    Returns
    -------
    pandas.DataFrame
        The columns of :func:`kuntaverkostot.pairs`: network, other, count, union, jaccard, overlap, contained. The
        network of a pair is the one whose name comes first. Sorted by count, the largest first, then by names.

    Raises
    ------
    DataError, TypeError
        As in :func:`signatures`.

    Examples
    --------
    >>> import kuntaverkostot as kv
    >>> import pandas as pd
    >>> people = pd.DataFrame({"who": ["Ann", "Ann", "Bob", "Cid"], "club": ["Choir", "Chess", "Chess", "Chess"]})
    >>> kv.pair_counts(people, member="who", network="club")
      network  other  count  union   jaccard  overlap contained
    0   Chess  Choir      1      3  0.333333      1.0     Choir
    """
    opened = engine_table(table, member=member, network=network)
    sizes, shared = _sizes_and_shared(opened)
    order = np.array(sorted(range(len(opened.networks)), key=opened.networks.__getitem__), dtype=np.intp)
    place = np.argsort(order)
    ends = place[np.column_stack((shared.row, shared.col))]
    first, other = ends.min(axis=1), ends.max(axis=1)
    rows = np.lexsort((other, first, -shared.data))
    names = pd.Index([opened.networks[code] for code in order.tolist()], dtype=TEXT)
    return pair_measures(names, first=first[rows], other=other[rows], count=shared.data[rows], size=sizes[order])


def network_sizes(table: Any, *, member: str, network: str) -> pd.DataFrame:
    """Return how many members each network has, counted where the table is.

    Parameters
    ----------
    table, member, network
        As in :func:`signatures`.

    Returns
    -------
    pandas.DataFrame
        network (name) and size (how many members), the largest first, then by names.

    Raises
    ------
    DataError, TypeError
        As in :func:`signatures`.

    Examples
    --------
    >>> import kuntaverkostot as kv
    >>> import pandas as pd
    >>> people = pd.DataFrame({"who": ["Ann", "Ann", "Bob", "Cid"], "club": ["Choir", "Chess", "Chess", "Chess"]})
    >>> kv.network_sizes(people, member="who", network="club").to_dict("list")
    {'network': ['Chess', 'Choir'], 'size': [3, 1]}
    """
    opened = engine_table(table, member=member, network=network)
    rows = sorted((-size, opened.networks[code]) for code, size in sizes_of(opened).items())
    names = pd.array([name for _, name in rows], dtype=TEXT)
    return pd.DataFrame({"network": names, "size": [-size for size, _ in rows]})


def _sizes_and_shared(table: EngineTable) -> tuple[NDArray[np.int64], coo_array]:
    """Return the size of each network, and how many members each two share: each pair once, by their codes."""
    from scipy.sparse import coo_array, csr_array, triu  # noqa: PLC0415 - heavy

    networks = len(table.networks)
    try:
        sets = exact_sets_of(table)
    except TooManySetsError:
        counts = shared_of(table)
        ends = np.array(list(counts), dtype=np.intp).reshape(-1, 2).T
        shared = coo_array((np.fromiter(counts.values(), np.int64, len(counts)), tuple(ends)), shape=(networks,) * 2)
        by_code = sizes_of(table)
        return np.array([by_code[code] for code in range(networks)], dtype=np.int64), shared
    codes = np.fromiter(chain.from_iterable(exact.networks for exact in sets), np.intp)
    starts = np.cumsum([0, *(len(exact.networks) for exact in sets)])
    size = np.array([exact.size for exact in sets], dtype=np.int64)
    shape = len(sets), networks
    matrix = csr_array((np.ones(len(codes), dtype=np.int64), codes, starts), shape=shape)
    weighted = csr_array((np.repeat(size, np.diff(starts)), codes, starts), shape=shape)
    return weighted.sum(axis=0), triu(matrix.T @ weighted, k=1).tocoo()
