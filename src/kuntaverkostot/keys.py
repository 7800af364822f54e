"""Keys that stand in a table more than once."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

import numpy as np


def repeated(
    columns: Sequence[Sequence[str]], *, different: Sequence[Collection[str]] = ()
) -> Iterator[tuple[int, int]]:
    """Yield each row whose key was seen before, and the row that had it first.

    Parameters
    ----------
    columns : sequence of sequence of str
        Cells of the key by column, equally long. A key of empty cells only is none.
    different : sequence of collection of str
        Each cell once by column, empty where that is not known.

    Yields
    ------
    (int, int)
        Rows, from 0.

    Examples
    --------
    >>> list(repeated([["020", "091", "020"]]))
    [(2, 0)]
    """
    # Counting is much quicker than looking for each; most tables repeat nothing.
    if _count(columns, different or [()] * len(columns)) == len(columns[0]):
        return
    first: dict[tuple[str, ...], int] = {}
    for row, key in enumerate(zip(*columns, strict=True)):
        if not any(key):
            continue
        if key in first:
            yield row, first[key]
        first.setdefault(key, row)


def _count(columns: Sequence[Sequence[str]], different: Sequence[Collection[str]]) -> int:
    """Return how many different keys there are; numbers are compared, not texts, because that is quick."""
    numbers = np.zeros(len(columns[0]), dtype=np.int64)
    for cells, each in zip(columns, different, strict=True):
        places = {value: place for place, value in enumerate(each or set(cells))}
        found = np.fromiter(map(places.__getitem__, cells), dtype=np.int64, count=len(numbers))
        numbers = len(places) * numbers + found
    # Sorting is several times as quick as numpy.unique, which hashes.
    numbers.sort()
    return int(np.count_nonzero(np.diff(numbers))) + bool(len(numbers))
