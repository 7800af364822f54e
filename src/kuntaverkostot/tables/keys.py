"""Keys of rows: which stand in a table more than once, and their order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from kuntaverkostot.tables.columns import Column

if TYPE_CHECKING:
    from numpy.typing import NDArray

# So many numbers for each key may be left out when keys are put at their places.
MOSTLY = 4


def repeated(columns: Sequence[Column]) -> Iterator[tuple[int, int]]:
    """Yield each row whose key was seen before, and the row that had it first.

    Parameters
    ----------
    columns : sequence of Column
        Cells of the key by column, equally long. A key of empty cells only is none.

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
    if _at_their_places(keys) is not None:
        return
    in_order = np.sort(keys)
    # Sorting alone is much quicker than finding out where; most tables repeat nothing.
    if not (in_order[1:] == in_order[:-1]).any():
        return
    _, first, same = np.unique(keys, return_index=True, return_inverse=True)
    before = first[same]
    filled = np.logical_or.reduce([column.which({""}) ^ True for column in columns])
    for row in np.flatnonzero((before < np.arange(len(keys))) & filled).tolist():
        yield row, int(before[row])


def numbers(codes: Sequence[NDArray[np.intp]]) -> NDArray[np.intp]:
    """Return one number for each row, which sorts and repeats as its codes do.

    >>> numbers([np.array([1, 0, 1]), np.array([2, 1, 2])]).tolist()
    [5, 1, 5]
    """
    made = codes[0]
    for more in codes[1:]:
        made = made * (int(more.max(initial=0)) + 1) + more
    return made


def order_of(keys: NDArray[np.intp]) -> NDArray[np.intp]:
    """Return the rows in the order of their keys, which are not negative; of equal keys, in any order.

    >>> order_of(np.array([5, 1, 9])).tolist()
    [1, 0, 2]
    """
    places = _at_their_places(keys)
    return np.argsort(keys) if places is None else places


def _at_their_places(keys: NDArray[np.intp]) -> NDArray[np.intp] | None:
    """Return the rows in order when each key is another and most numbers are one; sorting takes much longer."""
    most = int(keys.max(initial=-1)) + 1
    if most > MOSTLY * len(keys):
        return None
    rows = np.full(most, -1)
    rows[keys] = np.arange(len(keys))
    rows = rows[rows >= 0]
    return rows if len(rows) == len(keys) else None
