"""Data of the set views: members by network, and exact sets, from a dataset or from membership arrays."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
import pandas as pd

from kuntaverkostot.analysis.incidence import incidence, population
from kuntaverkostot.analysis.intersections import exact_sets, exclusive_intersections
from kuntaverkostot.analysis.membership_arrays import MembershipArrays, Positions
from kuntaverkostot.dataset.completeness import (
    NOTHING,
    Published,
    extent_lines,
    known_members,
    partial_note,
    published_members,
)
from kuntaverkostot.dataset.dataset import Dataset, newest_date, records
from kuntaverkostot.dataset.kinds import MEMBER_KEY, Kind, members_of, subject
from kuntaverkostot.dataset.standing import is_current
from kuntaverkostot.diagram.style import Appearance
from kuntaverkostot.text.language import Name, alphabetical, named, short_name
from kuntaverkostot.text.node_ids import network_node, node_code, node_id

# Limits of both views. Everything is computed from all networks and cut afterwards.
MOST_NETWORKS = 24  # rows; the largest
MOST_SETS = 30  # bars; the largest
MOST_NAMED = 40  # members of a set of a large dataset that are named


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
        Most members of a set that are named.
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

    def names(self, codes: Iterable[str], language: str) -> dict[str, Name]:
        """Return the short names of networks."""
        rows = {code: self.networks[code] for code in codes}
        return {code: Name(short_name(row, language), named(row, language)[1]) for code, row in rows.items()}

    def extents(self, language: str) -> dict[str, str]:
        """Return the known and published numbers of members of each network shown."""
        shown = {}
        for code, counted in zip(self.incidence.columns, self.incidence.sum().tolist(), strict=True):
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


def sets(dataset: Dataset, *, ring: Sequence[str], style: Appearance, candidates: bool = False) -> Sets:
    """Return the data of both views.

    Parameters
    ----------
    dataset : Dataset
        The tables; they are not changed.
    ring : sequence of str
        Networks as node ids, in the order of their letters.
    style : Appearance
        Their colours.
    candidates : bool
        Whether memberships that no source names are counted.
    """
    kind = subject(dataset, candidates=candidates)
    members = incidence(dataset, kind=kind, candidates=candidates)
    order = [code for node in ring if (code := node_code(node)) in members.columns]
    members = members[order + [code for code in members.columns if code not in order]]
    date = newest_date(dataset)
    counted = population(dataset, date=date) if date else pd.Series(dtype="int64")
    exact = exclusive_intersections(members, populations=counted.reindex(members.index, fill_value=0))
    return Sets(
        kind="municipality" if kind == "municipality" else "organisation",
        incidence=members[largest_networks(list(members.columns), members.to_numpy().sum(axis=0))],
        exact=exact,
        count=len(exact),
        every=tuple(members.columns),
        networks={row["network_id"]: row for row in records(dataset.networks)},
        members={row[MEMBER_KEY]: row for row in records(members_of(dataset, kind))},
        places={code: style.places.get(network_node(code), -1) for code in members.columns},
        known=known_members(dataset),
        published=published_members(dataset),
        date=date,
    )


def largest_networks(ids: Sequence[str], sizes: Sequence[int]) -> list[str]:
    """Return the networks shown, in their order: the largest, and the first of equals.

    >>> largest_networks([f"n{place}" for place in range(26)], [1, 1, *range(2, 26)])[:2]
    ['n2', 'n3']
    """
    order = sorted(range(len(sizes)), key=lambda place: -sizes[place])[:MOST_NETWORKS]
    return [ids[place] for place in sorted(order)]


def sets_of_arrays(
    dataset: Dataset,
    arrays: MembershipArrays,
    style: Appearance,
    inhabitants: Positions,
    published: Mapping[str, Published],
) -> Sets:
    """Return the data of both views of a large dataset, for the members of :func:`sets` and current networks."""
    kind, kinds = subject(dataset), arrays.members["kind"].to_numpy()
    chosen = np.ones(len(kinds), dtype=bool) if kind is None else kinds == kind
    counted = chosen[arrays.member] & is_current(arrays.networks["status"]).to_numpy()[arrays.network]
    member, network = arrays.member[counted], arrays.network[counted]
    sizes = np.bincount(network, minlength=len(arrays.networks))
    order = np.lexsort((np.arange(len(sizes)), -sizes))[: np.count_nonzero(sizes)]
    place = np.full(len(sizes), -1)
    place[order] = np.arange(len(order))
    index, ids = pd.Index(arrays.members["code"]), pd.Index(arrays.networks["network_id"])[order]
    exact, count = exact_sets(member, place[network], index=index, columns=ids, persons=inhabitants, most=MOST_SETS)
    shown = place[network] < MOST_NETWORKS
    cells = np.zeros((len(index), min(len(order), MOST_NETWORKS)), dtype=bool)
    cells[member[shown], place[network[shown]]] = True
    named_codes = {code for row in exact["municipalities"] for code in row[:MOST_NAMED]}
    members = arrays.members[chosen & arrays.members["code"].isin(named_codes)].rename(columns={"kind": "node_kind"})
    return Sets(
        kind="municipality" if kind == "municipality" else "organisation",
        incidence=pd.DataFrame(cells, index=index, columns=ids[:MOST_NETWORKS]),
        exact=exact,
        count=count,
        every=tuple(ids),
        networks={row["network_id"]: row for row in records(arrays.networks)},
        members={row["code"]: row for row in records(members)},
        places={code: style.places[network_node(code)] for code in ids},
        known=dict(zip(arrays.networks["network_id"].tolist(), arrays.sizes.tolist(), strict=True)),
        published=published,
        # Populations of sets are shown only if they are known of every member.
        date=newest_date(dataset) if (inhabitants >= 0).all() else "",
        most_named=MOST_NAMED,
    )
