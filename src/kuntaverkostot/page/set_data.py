"""Data of the set views: members by network, and exact sets, from a dataset or from membership arrays."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from kuntaverkostot.analysis.intersections import exact_sets
from kuntaverkostot.analysis.membership_arrays import Detail, MembershipArrays, Positions
from kuntaverkostot.analysis.pairs import shared_counts
from kuntaverkostot.dataset.completeness import (
    NOTHING,
    Published,
    extent_lines,
    partial_note,
)
from kuntaverkostot.dataset.dataset import Dataset, newest_date, records
from kuntaverkostot.dataset.frames import TEXT
from kuntaverkostot.dataset.kinds import Kind
from kuntaverkostot.dataset.standing import is_current
from kuntaverkostot.diagram.style import Appearance
from kuntaverkostot.listing.on_demand import inhabitants_of
from kuntaverkostot.text.language import Name, alphabetical, named, short_name
from kuntaverkostot.text.node_ids import network_node, node_id

if TYPE_CHECKING:
    from numpy.typing import NDArray

# Limits of both views. Everything is computed from all networks and cut afterwards.
MOST_NETWORKS = 24  # rows; the largest
MOST_SETS = 30  # bars; the largest
MOST_NAMED: Mapping[Detail, int] = {"all": 1000, "on_demand": 40}  # members of a set that are named


@dataclass(frozen=True, slots=True)
class Sets:
    """The data of both views in all languages, with networks in the order of their letters.

    Parameters
    ----------
    kind : {"municipality", "organisation"}
        Whether the members are municipalities; they are not if a network has others, too.
    incidence : pandas.DataFrame of bool
        Member x network, for the networks shown.
    exact : pandas.DataFrame
        Exclusive intersections of all networks with their populations; at least the largest ones.
    count : int
        Number of exclusive intersections.
    every : tuple of str
        Ids of all networks.
    networks, members : dict of str to dict
        Rows of the tables, by id.
    places : dict of str to int
        Places of the colours of networks in the palette; -1 is grey.
    known : dict of str to int
        Number of known members of each network, without candidates.
    published : dict of str to Published
        Published numbers of members.
    date : str
        Date of the populations, ISO 8601, or "" without any.
    most_named : int
        Most members of a set that are named; 0 where members are only counted.
    counts : numpy.ndarray of int or None
        How many members each row of ``incidence`` stands for; None where each is one.
    """

    kind: Kind
    incidence: pd.DataFrame
    exact: pd.DataFrame
    count: int
    every: tuple[str, ...]
    networks: Mapping[str, Mapping[str, str]]
    members: Mapping[str, Mapping[str, str]]
    places: Mapping[str, int]
    known: Mapping[str, int]
    published: Mapping[str, Published]
    date: str
    most_named: int = 1000
    counts: NDArray[np.int64] | None = None

    def shared(self) -> NDArray[np.int64]:
        """Return how many members each two networks shown share; on the diagonal, how many each has."""
        weights = None if self.counts is None else pd.Series(self.counts, index=self.incidence.index)
        common: NDArray[np.int64] = shared_counts(self.incidence, populations=weights).to_numpy()
        return common

    def names(self, codes: Iterable[str], language: str) -> dict[str, Name]:
        """Return the short names of networks."""
        rows = {code: self.networks[code] for code in codes}
        return {code: Name(short_name(row, language), named(row, language)[1]) for code, row in rows.items()}

    def extents(self, language: str) -> dict[str, str]:
        """Return the known and published numbers of members of each network shown."""
        shown = {}
        for code, counted in zip(self.incidence.columns, self.shared().diagonal().tolist(), strict=True):
            # Without a published number, the members compared here count.
            known = self.known[code] if code in self.published else counted
            shown[code] = ", ".join(extent_lines(language, known, self.published_for(code)))
        return shown

    def partial(self, language: str) -> str:
        """Return a note on incomplete lists, or "" when there are none."""
        names = self.names(self.every, language).items()
        return partial_note(
            language, [name.text for code, name in names if self.published_for(code).exceeds(self.known[code])]
        )

    def published_for(self, code: str) -> Published:
        """Return the published numbers of members of a network."""
        return self.published.get(code, NOTHING)

    def named_members(self, codes: Iterable[str], language: str) -> tuple[tuple[str, Name], ...]:
        """Return node ids and names of members in alphabetical order."""
        order = alphabetical(language)
        names = {code: Name(*named(self.members[code], language)) for code in islice(codes, self.most_named)}
        alphabetically = sorted(names, key=lambda code: (order(names[code].text), code))
        return tuple((node_id(self.members[code]["node_kind"], code), names[code]) for code in alphabetically)


def sets(
    dataset: Dataset,
    arrays: MembershipArrays,
    *,
    kind: Kind | None,
    style: Appearance,
    known: Mapping[str, int],
    published: Mapping[str, Published],
    detail: Detail = "all",
) -> Sets:
    """Return the data of both views: the current networks of the members compared.

    Parameters
    ----------
    dataset : Dataset
        The tables; they are not changed.
    arrays : MembershipArrays
        The members compared, with their memberships; from
        :func:`kuntaverkostot.analysis.membership_arrays.of_kind`.
    kind : {"municipality", "organisation"} or None
        Their kind.
    style : Appearance
        Letters of networks, which give their order, and colours.
    known, published : mapping by network id
        Known members, without candidates, and published numbers of members.
    detail : {"all", "on_demand"}
        Whether all exact sets are kept, or the largest alone with some of their members named.
    """
    inhabitants, most_named = inhabitants_of(dataset, arrays), MOST_NAMED[detail] if arrays.counts is None else 0
    current = is_current(arrays.networks["status"].to_numpy())[arrays.network]
    member, network = arrays.member[current], arrays.network[current]
    sizes, codes = np.bincount(network, minlength=len(arrays.networks)), arrays.networks["network_id"].tolist()
    rank = {node: place for place, node in enumerate(style.letters)}
    used = np.flatnonzero(sizes).tolist()
    # Networks in the order of their letters, then those without one, the largest first.
    order = sorted(used, key=lambda row: (rank.get(network_node(codes[row]), len(rank)), -sizes[row], row))
    place = np.full(len(sizes), -1)
    place[order] = np.arange(len(order))
    index, ids = pd.Index(arrays.members["code"]), pd.Index([codes[row] for row in order], dtype=TEXT)
    most = None if detail == "all" else MOST_SETS
    if arrays.counts is None:
        persons = np.where(inhabitants < 0, 0, inhabitants)
        exact, count = exact_sets(member, place[network], index=index, columns=ids, persons=persons, most=most)
    else:
        exact, count = exact_sets(member, place[network], index=index, columns=ids, persons=arrays.counts)
        exact = _counted(exact).head(MOST_SETS)
    named_codes = {code for row in exact["municipalities"] for code in row[:most_named]}
    named_rows = [row for row, code in enumerate(arrays.members["code"].tolist()) if code in named_codes]
    return Sets(
        kind="municipality" if kind == "municipality" else "organisation",
        incidence=_cells(member, place[network], index, ids),
        exact=exact,
        count=count,
        every=tuple(ids),
        networks={row["network_id"]: row for row in records(arrays.networks)},
        members={row["code"]: {**row, "node_kind": row["kind"]} for row in records(arrays.members.iloc[named_rows])},
        places={code: style.places.get(network_node(code), -1) for code in ids},
        known=known,
        published=published,
        # Populations of sets are shown only if they are known of every member.
        date=newest_date(dataset) if (inhabitants >= 0).all() else "",
        most_named=most_named,
        counts=arrays.counts,
    )


def _counted(exact: pd.DataFrame) -> pd.DataFrame:
    """Return exact sets of counts, which stand where inhabitants would, with their size, the largest first."""
    counted = exact.assign(size=exact["inhabitants"], inhabitants=0)
    return counted.sort_values("size", ascending=False, kind="stable", ignore_index=True)


def _cells(member: Positions, network: Positions, index: pd.Index[str], ids: pd.Index[str]) -> pd.DataFrame:
    """Return member x network for the networks shown: the largest, in their order, and the first of equals."""
    sizes = np.bincount(network, minlength=len(ids))
    shown = np.sort(np.argsort(-sizes, kind="stable")[:MOST_NETWORKS])
    column = np.full(len(ids), -1)
    column[shown] = np.arange(len(shown))
    cells, kept = np.zeros((len(index), len(shown)), dtype=bool), column[network] >= 0
    cells[member[kept], column[network[kept]]] = True
    return pd.DataFrame(cells, index=index, columns=ids[shown])
