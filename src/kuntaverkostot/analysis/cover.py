"""The fewest networks that together reach every municipality."""

from __future__ import annotations

import math
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from kuntaverkostot.analysis.overlap import incidence, within
from kuntaverkostot.analysis.summaries import of_cover
from kuntaverkostot.dataset.dataset import Dataset, records
from kuntaverkostot.dataset.display import Summary
from kuntaverkostot.dataset.kinds import Kind, chosen_kind, member_codes, table_of
from kuntaverkostot.dataset.suggestions import no_member

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

# Networks up to which all choices are tried: a millisecond, where loading the solver alone takes 300.
FEW = 16
SECONDS = 5.0  # roughly, for the solver
MOST_MEMBERSHIPS = 50_000  # beyond them the solver finds nothing better than the greedy choice in that time
BLOCK = 12  # networks whose order one objective can hold: 2 ** 12 is far from where floats lose whole numbers


@dataclass(frozen=True, slots=True, repr=False)
class Cover:
    """Networks that together reach every member that any network reaches.

    Attributes
    ----------
    networks : tuple of str
        Network ids, in the order of the table.
    reached, unreached : tuple of str
        Codes of the members to be reached, sorted: those in one of the networks, and those that no choice would reach.
    exact : bool
        Whether it is proved that no fewer networks would do.
    bound : float
        There are at most this many times as many networks as would be needed: 1 when ``exact``.
    sizes : dict of str to int
        How many members each network reaches, by its id.
    kind : {"municipality", "organisation"}
        What the members are.
    names : dict of str to dict
        Rows of the tables in which these networks and those who are not reached are named, by id.
    """

    networks: tuple[str, ...]
    reached: tuple[str, ...]
    unreached: tuple[str, ...]
    exact: bool
    bound: float
    sizes: Mapping[str, int] = field(default_factory=dict, compare=False)
    kind: Kind = field(default="municipality", compare=False)
    names: Mapping[str, Mapping[str, str]] = field(default_factory=dict, compare=False)

    def __repr__(self) -> str:
        counts = f"{len(self.networks)} networks, {len(self.reached)} reached, {len(self.unreached)} unreached"
        return f"Cover({counts}, exact={self.exact})"

    def summary(self, *, language: str = "fi") -> Summary:
        """Return the networks with how many members each reaches, and by name whom none reaches.

        Parameters
        ----------
        language : {"fi", "sv", "en"}
            Language of the summary; a notebook that shows the cover itself shows it in Finnish.

        Examples
        --------
        >>> from kuntaverkostot.dataset.dataset import load_dataset
        >>> cover(load_dataset(), region="05").summary(language="en")
        3 networks reach 10 municipalities; no smaller choice does.
        """
        return of_cover(
            self.sizes,
            self.unreached,
            self.names,
            kind=self.kind,
            reached=len(self.reached),
            exact=self.exact,
            language=language,
        )

    def _repr_html_(self) -> str:
        return self.summary()._repr_html_()


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
    networks, unreached = tuple(frame.columns[positions]), tuple(frame.index[np.flatnonzero(~reached)])
    return Cover(
        networks=networks,
        reached=tuple(frame.index[np.flatnonzero(reached)]),
        unreached=unreached,
        exact=exact,
        bound=1.0 if exact else min(len(positions) / needed, harmonic(int(cells.sum(axis=0).max()))),
        sizes=dict(zip(networks, cells[:, positions].sum(axis=0).tolist(), strict=True)),
        kind=kind,
        names=_rows(dataset.networks, networks) | _rows(table_of(dataset, kind), unreached),
    )


def _rows(table: pd.DataFrame, ids: Iterable[str]) -> dict[str, dict[str, str]]:
    """Return rows of a table by their id, which is the first column."""
    found = table[table.iloc[:, 0].isin(ids)]
    return dict(zip(found.iloc[:, 0], records(found), strict=True))


def _smallest(cells: NDArray[np.bool_]) -> tuple[list[int], int]:
    """Return the best choice of columns found, and how many columns are needed at least."""
    if cells.shape[1] <= FEW:
        positions = fewest(cells)
        return positions, len(positions)
    positions = greedy(cells)
    if np.count_nonzero(cells) > MOST_MEMBERSHIPS:
        return positions, 1
    solved, needed = solve(cells, seconds=SECONDS)
    return min(solved or positions, positions, key=len), needed


def fewest(cells: NDArray[np.bool_]) -> list[int]:
    """Return the fewest columns of which each row has one; of equally few the first. For few columns.

    Each row has at least one column. All choices are checked together: a choice fails when the columns it leaves out
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
    """Return the fewest columns of which each row has one, by integer programming, and how many are needed at least.

    None instead of columns when no choice is found in time. When the fewest are proved, the first of equally few are
    looked for in as much time again.

    >>> solve(np.array([[True, False, True], [False, True, True], [True, True, False]]), seconds=1)
    ([0, 1], 2)
    """
    count = cells.shape[1]
    lower, upper = np.zeros(count), np.ones(count)
    # Equal rows ask for the same.
    rows = np.unique(cells, axis=0)
    result = _minimum(rows, np.ones(count), lower, upper, seconds=seconds)
    needed = max(1, math.ceil((result.mip_dual_bound or 0) - 1e-6))
    if result.status != 0:
        return None if result.x is None else np.flatnonzero(result.x > 0.5).tolist(), needed
    end = time.monotonic() + seconds
    for start in range(0, count, BLOCK):
        weights = np.zeros(count)
        block = slice(start, start + BLOCK)
        # Each of a block outweighs all that follow it.
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
    """Return what HiGHS finds: the columns of least weight of which each row has one, ``total`` of them."""
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
    """Return columns of which each row that has any has one: again and again the one with most rows left.

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
    """Return the codes to reach, each of which is a member's."""
    targets = [target] if isinstance(target, str) else list(target)
    codes = set(member_codes(dataset, kind))
    for code in targets:
        if code not in codes:
            raise ValueError(no_member(dataset, code, kind))
    return set(targets)
