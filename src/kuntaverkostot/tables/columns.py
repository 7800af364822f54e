"""A column as its distinct cells and a code for each row.

Most tables repeat few values often, so work done once for each distinct cell holds for all its rows.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """The cells of a column.

    Parameters
    ----------
    distinct : sequence of str
        Each distinct cell once, in the order of the table.
    codes : numpy.ndarray of int
        For each row, the position of its cell among the distinct ones.

    Examples
    --------
    >>> column = coded(["020", "091", "020"])
    >>> column.distinct, column.codes.tolist(), list(column)
    (['020', '091'], [0, 1, 0], ['020', '091', '020'])
    """

    distinct: Sequence[str]
    codes: NDArray[np.intp]

    def __len__(self) -> int:
        return len(self.codes)

    def __getitem__(self, row: int) -> str:
        return self.distinct[int(self.codes[row])]

    def __iter__(self) -> Iterator[str]:
        return iter(self.cells())

    def cells(self) -> list[str]:
        """Return the cell of each row."""
        return np.array(self.distinct, dtype=object)[self.codes].tolist() if len(self) else []

    def counts(self) -> list[int]:
        """Return the number of rows of each distinct cell."""
        counted: list[int] = np.bincount(self.codes, minlength=len(self.distinct)).tolist()
        return counted

    def which(self, values: Collection[str]) -> NDArray[np.bool_]:
        """Return whether the cell of each row is one of some values."""
        return np.fromiter(map(values.__contains__, self.distinct), bool, len(self.distinct))[self.codes]

    def rows(self, values: Collection[str]) -> list[int]:
        """Return the rows, from 0, whose cell is one of some values."""
        return np.flatnonzero(self.which(values)).tolist() if values else []

    def replaced(self, others: Mapping[str, str]) -> Column:
        """Return the column with some values replaced.

        >>> coded(["a", "A", "b"]).replaced({"A": "a"}).distinct
        ['a', 'b']
        """
        after = coded(map(others.get, self.distinct, self.distinct))
        return Column(after.distinct, after.codes[self.codes])

    def at(self, rows: NDArray[np.intp] | NDArray[np.bool_]) -> Column:
        """Return the column of some rows, given by number or by a mask.

        >>> coded(["a", "b", "c"]).at(np.array([2, 0])).distinct
        ['c', 'a']
        """
        if rows.dtype == np.bool_ and len(rows) == len(self) and rows.all():
            return self
        codes = self.codes[rows]
        first = np.full(len(self.distinct), len(codes))
        # Of several assignments the last one stays: from behind, that is the first row.
        first[codes[::-1]] = np.arange(len(codes))[::-1]
        order = np.argsort(first, kind="stable")[: np.count_nonzero(first < len(codes))]
        if len(order) == len(first) and bool((np.diff(order) > 0).all()):
            return Column(self.distinct, codes)
        places = np.empty(len(first), dtype=np.intp)
        places[order] = np.arange(len(order))
        return Column([self.distinct[place] for place in order.tolist()], places[codes])


def coded(cells: Iterable[str]) -> Column:
    """Return a column of these cells."""
    every = list(cells)
    values = list(dict.fromkeys(every))
    if len(values) == len(every):
        return different(values)
    places = dict(zip(values, range(len(values)), strict=True))
    return Column(values, np.fromiter(map(places.__getitem__, every), dtype=np.intp, count=len(every)))


def different(cells: Iterable[str]) -> Column:
    """Return a column of cells that are all different, without comparing them."""
    values = list(cells)
    return Column(values, np.arange(len(values)))


def constant(cell: str, count: int) -> Column:
    """Return a column with the same cell in every row.

    >>> list(constant("listed", 2)), list(constant("listed", 0))
    (['listed', 'listed'], [])
    """
    return Column([cell] if count else [], np.zeros(count, dtype=np.intp))


def differing(column: Column, other: Column) -> list[int]:
    """Return the rows in which two columns hold different cells, neither of them empty.

    >>> differing(coded(["a", "b", "", "a"]), coded(["a", "c", "a", ""]))
    [1]
    """
    both = coded([*column.distinct, *other.distinct, ""])
    left = both.codes[: len(column.distinct)][column.codes]
    right = both.codes[len(column.distinct) : -1][other.codes]
    empty = both.codes[-1]
    return np.flatnonzero((left != right) & (left != empty) & (right != empty)).tolist()
