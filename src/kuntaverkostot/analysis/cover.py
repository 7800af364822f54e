"""The fewest networks that together reach every municipality."""

from __future__ import annotations

import math
import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from kuntaverkostot.analysis.incidence import incidence
from kuntaverkostot.analysis.overlap import within
from kuntaverkostot.dataset.dataset import Dataset
from kuntaverkostot.dataset.kinds import Kind, chosen_kind, member_codes
from kuntaverkostot.dataset.suggestions import no_member

if TYPE_CHECKING:
    from numpy.typing import NDArray

# Networks up to which all choices are tried: a millisecond, where loading the solver alone takes 300.
FEW = 16
SECONDS = 5.0  # for the solver, about
MOST_MEMBERSHIPS = 50_000  # beyond them the solver finds nothing better than the greedy choice in that time
BLOCK = 12  # networks whose order one objective can hold: 2 ** 12 is far from where floats lose whole numbers


@dataclass(frozen=True, slots=True)
class Cover:
    """Networks that together reach every member that any network reaches.

    Attributes
    ----------
    networks : tuple of str
        Network ids, in the order of the table.
    reached, unreached : tuple of str
        Codes of the members that were to be reached, sorted: those in one of the networks, and those in
        none, which no other choice of networks would reach either.
    exact : bool
        Whether it is proved that no fewer networks would do.
    bound : float
        There are at most this many times as many networks as would be needed: 1 when ``exact``.
    """

    networks: tuple[str, ...]
    reached: tuple[str, ...]
    unreached: tuple[str, ...]
    exact: bool
    bound: float


def cover(
    dataset: Dataset,
    *,
    target: str | Iterable[str] | None = None,
    region: str | Iterable[str] | None = None,
    language: str | Iterable[str] | None = None,
    candidates: bool = False,
    kind: Kind | None = None,
) -> Cover:
    """Return the fewest networks that together reach every municipality, or every other member.

    Of several choices that are equally small, it is the one whose networks come first in the table, unless that too
    takes more than five seconds. Networks that have ended do not count.

    With few networks all choices are tried. With more, HiGHS solves it as an integer program (Q. Huangfu and J. A. J.
    Hall, Parallelizing the dual revised simplex method, Mathematical Programming Computation 10, 2018, 119–142). Where
    it proves nothing in about five seconds, or the tables hold more than 50,000 memberships, the answer is the best
    one found and ``exact`` is False. The greedy choice is never worse than H(n) = 1 + 1/2 + … + 1/n times the fewest,
    where n is the number of municipalities in the largest network (V. Chvátal, A Greedy Heuristic for the Set-Covering
    Problem, Mathematics of Operations Research 4, 1979, 233–235).

    Parameters
    ----------
    dataset : Dataset
        The tables; they are not changed.
    target : str or iterable of str, optional
        Codes of the members to reach; when left out all living municipalities, or all organisations of the table.
    region, language : str or iterable of str, optional
        Of these, only those of a region or a language, as in :func:`kuntaverkostot.within`; of municipalities only.
    candidates : bool
        Whether memberships that no source names count.
    kind : {"municipality", "organisation"}, optional
        Whom to reach; when left out municipalities where any is a member, else the others.

    Returns
    -------
    Cover
        The networks, and which municipalities they reach.

    Raises
    ------
    ValueError
        When there is no such member, region or language; the error names the nearest, or those there are.

    Examples
    --------
    >>> from kuntaverkostot.dataset.dataset import load_dataset
    >>> small = cover(load_dataset(), region="05")
    >>> small.networks, len(small.reached), small.unreached, small.exact
    (('pienet-kunnat', 'seutukaupungit', 'suuret-kaupungit'), 10, ('165',), True)
    """
    kind = chosen_kind(dataset, kind, candidates=candidates)
    codes = within(dataset, region=region, language=language, kind=kind)
    if target is not None:
        codes = sorted(_checked(dataset, target, kind).intersection(codes))
    frame = incidence(dataset, candidates=candidates, kind=kind).reindex(codes, fill_value=False)
    frame = frame.loc[:, frame.any()]
    cells = frame.to_numpy(dtype=bool)
    reached = cells.any(axis=1)
    positions, needed = _smallest(cells[reached])
    exact = len(positions) <= needed
    return Cover(
        networks=tuple(frame.columns[positions]),
        reached=tuple(frame.index[np.flatnonzero(reached)]),
        unreached=tuple(frame.index[np.flatnonzero(~reached)]),
        exact=exact,
        bound=1.0 if exact else min(len(positions) / needed, harmonic(int(cells.sum(axis=0).max()))),
    )


def _smallest(cells: NDArray[np.bool_]) -> tuple[list[int], int]:
    """Return the best choice of columns found, and a lower bound of its size."""
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


def _checked(dataset: Dataset, target: str | Iterable[str], kind: Kind) -> set[str]:
    """Return the codes to reach; ValueError when one is no member."""
    targets = [target] if isinstance(target, str) else list(target)
    codes = set(member_codes(dataset, kind))
    for code in targets:
        if code not in codes:
            raise ValueError(no_member(dataset, code, kind))
    return set(targets)
