"""The smallest set of columns that covers every row of a Boolean matrix."""

from __future__ import annotations

import math
import time
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

# Networks up to which all choices are tried: a millisecond, where loading the solver alone takes 300.
FEW = 16
SECONDS = 5.0  # roughly, for the solver
MOST_MEMBERSHIPS = 50_000  # beyond them the solver finds nothing better than the greedy choice in that time
BLOCK = 12  # networks whose order one objective can hold: 2 ** 12 is far from where floats lose whole numbers


def smallest(cells: NDArray[np.bool_]) -> tuple[list[int], int]:
    """Return the best choice of columns found, and a lower bound of its size.

    A column that is the only one of some row is in every choice. Often few rows are left for which there is a choice.

    >>> smallest(np.array([[True, False, False], [True, True, False], [False, True, True]]))
    ([0, 1], 2)
    """
    needed = cells[cells.sum(axis=1) == 1].any(axis=0)
    left = cells[~cells[:, needed].any(axis=1)]
    open_columns = np.flatnonzero(left.any(axis=0))
    chosen, fewest_more = _smallest_choice(left[:, open_columns])
    positions = [*np.flatnonzero(needed).tolist(), *open_columns[chosen].tolist()]
    return sorted(positions), int(needed.sum()) + fewest_more


def _smallest_choice(cells: NDArray[np.bool_]) -> tuple[list[int], int]:
    if cells.shape[1] <= FEW:
        positions = fewest(cells)
        return positions, len(positions)
    positions = greedy(cells)
    if np.count_nonzero(cells) > MOST_MEMBERSHIPS:
        return positions, 1
    solved, needed = solve(cells, seconds=SECONDS)
    return min(solved or positions, positions, key=len), needed


def fewest(cells: NDArray[np.bool_]) -> list[int]:
    """Return the smallest set of columns that covers every row; of equal ones the first. For few columns.

    Each row has at least one column. All choices are checked at once: a choice fails when the columns it leaves out
    include all columns of some row, and then so does every choice that leaves out more. With n columns that takes n
    passes over 2 to the power of n choices, whatever the rows are.

    >>> fewest(np.array([[True, False, True], [False, True, True], [True, True, False]]))
    [0, 1]
    """
    count = cells.shape[1]
    # A choice is a number whose highest bit is the first column: of two equally small ones the larger comes first.
    bits = 1 << np.arange(count)[::-1]
    lost = np.zeros(1 << count, dtype=bool)
    lost[np.unique(cells @ bits)] = True
    size = np.zeros(1 << count, dtype=np.uint8)
    for place in range(count):
        halves = lost.reshape(-1, 2, 1 << place)
        halves[:, 1] |= halves[:, 0]
        size.reshape(halves.shape)[:, 1] += 1
    size[lost[::-1]] = count + 1
    best = int(np.flatnonzero(size == size.min())[-1])
    return np.flatnonzero(best & bits).tolist()


def solve(cells: NDArray[np.bool_], *, seconds: float) -> tuple[list[int] | None, int]:
    """Return the smallest set of columns that covers every row, by integer programming, and a lower bound of its size.

    None instead of columns when none are found in time. Once the size is proved, the first of equally small sets is
    searched for in as much time again.

    >>> solve(np.array([[True, False, True], [False, True, True], [True, True, False]]), seconds=1)
    ([0, 1], 2)
    """
    count = cells.shape[1]
    lower, upper = np.zeros(count), np.ones(count)
    # Equal rows are the same condition.
    rows = np.unique(cells, axis=0)
    result = _minimum(rows, np.ones(count), lower, upper, seconds=seconds)
    needed = max(1, math.ceil((result.mip_dual_bound or 0) - 1e-6))
    if result.status != 0:
        return None if result.x is None else np.flatnonzero(result.x > 0.5).tolist(), needed
    end = time.monotonic() + seconds
    for start in range(0, count, BLOCK):
        weights = np.zeros(count)
        block = slice(start, start + BLOCK)
        # Each column of a block outweighs all that follow it.
        weights[block] = -(2.0 ** np.arange(len(weights[block]))[::-1])
        first = _minimum(rows, weights, lower, upper, seconds=max(0.0, end - time.monotonic()), total=needed)
        if first.status != 0:
            return np.flatnonzero(result.x > 0.5).tolist(), needed
        lower[block] = upper[block] = first.x[block].round()
    return np.flatnonzero(lower).tolist(), needed


def _minimum(
    rows: NDArray[np.bool_],
    weights: NDArray[np.float64],
    lower: NDArray[np.float64],
    upper: NDArray[np.float64],
    *,
    seconds: float,
    total: int | None = None,
) -> Any:
    """Solve for the columns of least weight that cover every row; ``total`` fixes how many."""
    from scipy.optimize import Bounds, LinearConstraint, milp  # noqa: PLC0415 - heavy
    from scipy.sparse import csr_array  # noqa: PLC0415 - heavy

    constraints = [LinearConstraint(csr_array(rows.astype(float)), lb=1)]
    if total is not None:
        constraints.append(LinearConstraint(np.ones((1, len(weights))), lb=total, ub=total))
    return milp(
        weights,
        integrality=np.ones(len(weights)),
        bounds=Bounds(lower, upper),
        constraints=constraints,
        options={"time_limit": seconds, "mip_rel_gap": 0},
    )


def greedy(cells: NDArray[np.bool_]) -> list[int]:
    """Return columns that cover every row, choosing again and again the column that covers most of the rest.

    >>> greedy(np.array([[True, False, True], [False, True, True], [True, False, False]]))
    [0, 1]
    """
    waiting = cells.any(axis=1)
    gains = cells.sum(axis=0)
    positions = []
    while waiting.any():
        best = int(gains.argmax())
        newly = waiting & cells[:, best]
        gains = gains - cells[newly].sum(axis=0)
        waiting &= ~newly
        positions.append(best)
    return sorted(positions)


def harmonic(count: int) -> float:
    """Return 1 + 1/2 + … + 1/count.

    >>> harmonic(4) == 1 + 1/2 + 1/3 + 1/4
    True
    """
    return float(sum(1 / number for number in range(1, count + 1)))
