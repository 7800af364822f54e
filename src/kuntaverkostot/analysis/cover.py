"""The fewest networks that together reach every member."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from kuntaverkostot.analysis.incidence import incidence
from kuntaverkostot.analysis.overlap import within
from kuntaverkostot.analysis.set_cover import harmonic, smallest
from kuntaverkostot.analysis.summaries import of_cover
from kuntaverkostot.dataset.dataset import Dataset, records
from kuntaverkostot.dataset.display import Summary
from kuntaverkostot.dataset.kinds import MEMBER_KEY, members_of
from kuntaverkostot.dataset.makers import need_dataset
from kuntaverkostot.dataset.suggestions import no_member

if TYPE_CHECKING:
    import pandas as pd


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
    kind : str or None
        What the members are, as it was given; None for members of every kind.
    names : dict of str to dict
        Rows of the tables in which these networks and those who are not reached are named, by id.
    municipal : bool
        Whether all members to be reached are municipalities.
    """

    networks: tuple[str, ...]
    reached: tuple[str, ...]
    unreached: tuple[str, ...]
    exact: bool
    bound: float
    sizes: Mapping[str, int] = field(default_factory=dict, compare=False)
    kind: str | None = field(default=None, compare=False)
    names: Mapping[str, Mapping[str, str]] = field(default_factory=dict, compare=False)
    municipal: bool = field(default=True, compare=False)

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
        >>> import kuntaverkostot as kv
        >>> kv.cover(kv.load_dataset(), region="05", kind="municipality").summary(language="en")
        3 networks reach 10 municipalities; no smaller choice does.
        """
        return of_cover(
            self.sizes,
            self.unreached,
            self.names,
            municipal=self.municipal,
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
    kind: str | None = None,
) -> Cover:
    """Return the fewest networks that together reach every member.

    Of several choices that are equally small, it is the one whose networks come first in the table, unless that too
    takes more than five seconds. Networks that have ended do not count.

    Networks that are the only one of some member are taken first. Where few others remain, all choices are tried. With
    more, HiGHS solves it as an integer program (Q. Huangfu and J. A. J. Hall, Parallelizing the dual revised simplex
    method, Mathematical Programming Computation 10, 2018, 119–142). Where it proves nothing in about five seconds, or
    more than 50,000 memberships remain, the answer is the best one found and ``exact`` is False. The greedy choice is
    never worse than H(n) = 1 + 1/2 + … + 1/n times the fewest, where n is the number of members of the largest
    network (V. Chvátal, A Greedy Heuristic for the Set-Covering Problem, Mathematics of Operations Research 4, 1979,
    233–235).

    Parameters
    ----------
    dataset : Dataset
        The tables; they are not changed.
    target : str or iterable of str, optional
        Codes of the members to reach; when left out all of them.
    region, language : str or iterable of str, optional
        Of these, only those of a region or a language, as in :func:`kuntaverkostot.within`.
    candidates : bool
        Whether memberships that no source names count.
    kind : str, optional
        Whom to reach, as in :func:`kuntaverkostot.incidence`; members of every kind when left out.

    Returns
    -------
    Cover
        The networks, and which members they reach.

    Raises
    ------
    ValueError
        When there is no such member, region or language; the error names the nearest, or those there are.

    Examples
    --------
    >>> import kuntaverkostot as kv
    >>> small = kv.cover(kv.load_dataset(), region="05", kind="municipality")
    >>> small.networks, len(small.reached), small.unreached, small.exact
    (('pienet-kunnat', 'seutukaupungit', 'suuret-kaupungit'), 10, ('165',), True)
    """
    need_dataset(dataset, "cover")
    members = members_of(dataset, kind).set_index(MEMBER_KEY)
    codes = within(dataset, region=region, language=language, kind=kind)
    if target is not None:
        codes = sorted(_checked(dataset, target, members.index, kind).intersection(codes))
    frame = incidence(dataset, candidates=candidates, kind=kind).reindex(codes, fill_value=False)
    frame = frame.loc[:, frame.any()]
    cells = frame.to_numpy(dtype=bool)
    reached = cells.any(axis=1)
    positions, needed = smallest(cells[reached])
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
        names=_rows(dataset.networks.set_index("network_id"), networks) | _rows(members, unreached),
        municipal=bool((members.loc[codes, "node_kind"] == "municipality").all()),
    )


def _rows(table: pd.DataFrame, ids: Iterable[str]) -> dict[str, dict[str, str]]:
    """Return rows of a table by their id, which is the index."""
    rows = table[table.index.isin(ids)]
    return dict(zip(rows.index, records(rows), strict=True))


def _checked(dataset: Dataset, target: str | Iterable[str], codes: pd.Index[str], kind: str | None) -> set[str]:
    """Return the codes to reach; ValueError when one is no member."""
    targets = [target] if isinstance(target, str) else list(target)
    for code in targets:
        if code not in codes:
            raise ValueError(no_member(dataset, code, kind))
    return set(targets)
