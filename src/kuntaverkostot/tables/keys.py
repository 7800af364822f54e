"""Keys of rows: repeated ones, and their order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from kuntaverkostot.tables.columns import Column

if TYPE_CHECKING:
    from numpy.typing import NDArray

# Counting sort is used while keys are below this multiple of their number.
SPARSEST = 4


def repeated(columns: Sequence[Column]) -> Iterator[tuple[int, int]]:
    """Yield each row whose key occurs earlier, and the first row with it.

    Parameters
    ----------
    columns : sequence of Column
        Columns of the key, equally long. A key of empty cells only is not a key.

    Yields
    ------
    (int, int)
        Rows, from 0.

    Examples
    --------
    >>> from kuntaverkostot.tables.columns import coded
    >>> list(repeated([coded(["020", "091", "020"])]))
    [(2, 0)]
    """
    # A column without repetition makes any key unique.
    if any(len(column.distinct) == len(column) for column in columns):
        return
    keys = numbers([column.codes for column in columns])
    if _counting_sort(keys) is not None:
        return
    in_order = np.sort(keys)
    # Sorting alone is much faster than locating repetitions, and most tables have none.
    if not (in_order[1:] == in_order[:-1]).any():
        return
    _, first, same = np.unique(keys, return_index=True, return_inverse=True)
    before = first[same]
    filled = np.logical_or.reduce([column.which({""}) ^ True for column in columns])
    for row in np.flatnonzero((before < np.arange(len(keys))) & filled).tolist():
        yield row, int(before[row])


def numbers(codes: Sequence[NDArray[np.intp]]) -> NDArray[np.intp]:
    """Combine codes into one number for each row that sorts and repeats as they do.

    >>> numbers([np.array([1, 0, 1]), np.array([2, 1, 2])]).tolist()
    [5, 1, 5]
    """
    combined = codes[0]
    for column_codes in codes[1:]:
        combined = combined * (int(column_codes.max(initial=0)) + 1) + column_codes
    return combined


def order_of(keys: NDArray[np.intp]) -> NDArray[np.intp]:
    """Return the rows in the order of their keys, which are not negative; equal keys in any order.

    >>> order_of(np.array([5, 1, 9])).tolist()
    [1, 0, 2]
    """
    order = _counting_sort(keys)
    return np.argsort(keys) if order is None else order


def _counting_sort(keys: NDArray[np.intp]) -> NDArray[np.intp] | None:
    """Return the rows in order when keys are distinct and dense; that is much faster than comparing."""
    most = int(keys.max(initial=-1)) + 1
    if most > SPARSEST * len(keys):
        return None
    rows = np.full(most, -1)
    rows[keys] = np.arange(len(keys))
    rows = rows[rows >= 0]
    return rows if len(rows) == len(keys) else None
