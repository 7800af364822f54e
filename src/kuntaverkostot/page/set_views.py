"""Two views of overlapping sets: a matrix of pairs, and UpSet's exact sets as bars over a grid of dots.

Source of the second: Lex, Gehlenborg, Strobelt, Vuillemot and Pfister, UpSet: Visualization of Intersecting Sets,
IEEE TVCG 20 (2014) 1983–1992. Both are drawn from observed sets only, never from all combinations.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import Literal

import pandas as pd

from kuntaverkostot.analysis.graph import bipartite_graph
from kuntaverkostot.analysis.intersections import exclusive_intersections
from kuntaverkostot.analysis.overlap import incidence, population
from kuntaverkostot.analysis.pairs import jaccard, shared_counts
from kuntaverkostot.dataset.completeness import (
    NOTHING,
    Published,
    extent_lines,
    known_members,
    partial_note,
    published_members,
)
from kuntaverkostot.dataset.dataset import Dataset, newest_date, records
from kuntaverkostot.dataset.kinds import KEYS, Kind, table_of, usual_kind
from kuntaverkostot.diagram.ring import ring_order
from kuntaverkostot.diagram.style import Appearance, appearance
from kuntaverkostot.page.set_view_shapes import BARS, COLUMN, HEAD, Bar, Cell, Matrix, UpSet
from kuntaverkostot.text.language import Name, alphabetical, check_language, day, named, number, short_name
from kuntaverkostot.text.node_ids import network_node, node_code, node_id

Measure = Literal["count", "jaccard"]
MEASURES = ("count", "jaccard")
# What both views show, so that one can read them; everything is computed from all networks, and cut after that.
MOST_NETWORKS = 24  # rows; the largest
MOST_SETS = 30  # bars; the largest


def matrix(dataset: Dataset, *, language: str = "fi", measure: Measure = "count", candidates: bool = False) -> Matrix:
    """Return the overlap matrix of the networks; it shows itself in a notebook.

    Parameters
    ----------
    dataset : Dataset
        The tables; they are not changed.
    language : {"fi", "sv", "en"}
        Language of the names.
    measure : {"count", "jaccard"}
        Municipalities in common, or these by municipalities in either.
    candidates : bool
        Whether memberships that no source names are counted.

    Returns
    -------
    Matrix
        Of the 24 largest networks, in the order of their letters; it says so when there are more.

    Raises
    ------
    ValueError
        When the language or the measure is not one of ours.

    Examples
    --------
    >>> from kuntaverkostot.dataset.dataset import load_dataset
    >>> int(matrix(load_dataset()).frame.loc["pienet-kunnat", "seutukaupungit"])
    10
    """
    return matrix_of(_sets(dataset, candidates=candidates), language=language, measure=measure)


def upset(dataset: Dataset, *, language: str = "fi", candidates: bool = False) -> UpSet:
    """Return the UpSet view of the networks; it shows itself in a notebook.

    Parameters
    ----------
    dataset : Dataset
        The tables; they are not changed.
    language : {"fi", "sv", "en"}
        Language of the names.
    candidates : bool
        Whether memberships that no source names are counted.

    Returns
    -------
    UpSet
        The 30 largest sets of members that are in exactly the same ones of all networks, with a row for each of the
        24 largest networks and one for the others together; it says so when there are more. Its frame has all sets.

    Raises
    ------
    ValueError
        When the language is not one of ours.

    Examples
    --------
    >>> from kuntaverkostot.dataset.dataset import load_dataset
    >>> bar = upset(load_dataset()).bars[0]
    >>> bar.networks, bar.size
    (('pienet-kunnat',), 170)
    """
    return upset_of(_sets(dataset, candidates=candidates), language=language)


@dataclass(frozen=True, slots=True)
class Sets:
    """What both views are drawn from, in whatever language: networks in the order of their letters.

    Parameters
    ----------
    kind : {"municipality", "organisation"}
        Whose memberships these are.
    incidence : pandas.DataFrame of bool
        Member x network, of the networks that are shown.
    exact : pandas.DataFrame
        The exclusive intersections of all networks, with inhabitants; the largest ones at least.
    count : int
        How many exclusive intersections there are.
    every : tuple of str
        Ids of all networks.
    networks, members : dict of str to dict
        Rows of the tables, by id.
    places : dict of str to int
        Places of the networks' colours in the palette, -1 for grey.
    known : dict of str to int
        How many members of each network are known, without candidates.
    published : dict of str to Published
        What is published of that.
    date : str
        Day of the inhabitants, ISO 8601, or "" when none are known.
    most_named : int
        How many members of a set are named at most.
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
        """Return how many members of each network are known, of how many."""
        found = {}
        for code, compared in zip(self.incidence.columns, self.incidence.sum().tolist(), strict=True):
            # Where no other number is published, that of the members that are compared here.
            known = self.known[code] if code in self.published else compared
            found[code] = ", ".join(extent_lines(language, known, self.told(code)))
        return found

    def partial(self, language: str) -> str:
        """Return that some of the lists are incomplete; "" when none is."""
        names = self.names(self.every, language).items()
        return partial_note(language, [name.text for code, name in names if self.told(code).exceeds(self.known[code])])

    def told(self, code: str) -> Published:
        """Return what is published of the members of a network."""
        return self.published.get(code, NOTHING)

    def named_members(self, codes: Iterable[str], language: str) -> tuple[tuple[str, Name], ...]:
        """Return node ids and names of members in alphabetical order."""
        order = alphabetical(language)
        found = {code: Name(*named(self.members[code], language)) for code in islice(codes, self.most_named)}
        ordered = sorted(found, key=lambda code: (order(found[code].text), code))
        return tuple((node_id(self.kind, code), found[code]) for code in ordered)


def sets(dataset: Dataset, *, ring: Sequence[str], seen: Appearance, candidates: bool = False) -> Sets:
    """Return what both views are drawn from.

    Parameters
    ----------
    dataset : Dataset
        The tables; they are not changed.
    ring : sequence of str
        Networks as node ids, in the order of their letters.
    seen : Appearance
        Their colours.
    candidates : bool
        Whether memberships that no source names are counted.
    """
    kind = usual_kind(dataset, candidates=candidates)
    members = incidence(dataset, kind=kind, candidates=candidates)
    order = [code for node in ring if (code := node_code(node)) in members.columns]
    members = members[order + [code for code in members.columns if code not in order]]
    date = newest_date(dataset)
    counted = population(dataset, date=date) if date else pd.Series(dtype="int64")
    exact = exclusive_intersections(members, populations=counted.reindex(members.index, fill_value=0))
    return Sets(
        kind=kind,
        incidence=members[largest_networks(list(members.columns), members.to_numpy().sum(axis=0))],
        exact=exact,
        count=len(exact),
        every=tuple(members.columns),
        networks={row["network_id"]: row for row in records(dataset.networks)},
        members={row[KEYS[kind]]: row for row in records(table_of(dataset, kind))},
        places={code: seen.places.get(network_node(code), -1) for code in members.columns},
        known=known_members(dataset),
        published=published_members(dataset),
        date=date,
    )


def largest_networks(ids: Sequence[str], sizes: Sequence[int]) -> list[str]:
    """Return those networks that are shown, in their order: the largest, and the first of those equally large.

    >>> largest_networks([f"n{place}" for place in range(26)], [1, 1, *range(2, 26)])[:2]
    ['n2', 'n3']
    """
    order = sorted(range(len(sizes)), key=lambda place: -sizes[place])[:MOST_NETWORKS]
    return [ids[place] for place in sorted(order)]


def _sets(dataset: Dataset, *, candidates: bool) -> Sets:
    graph = bipartite_graph(dataset, candidates=candidates)
    seen = appearance(graph, ring_order(graph))
    return sets(dataset, ring=tuple(seen.letters), seen=seen, candidates=candidates)


def matrix_of(drawn: Sets, *, language: str, measure: Measure = "count") -> Matrix:
    """Return the overlap matrix of sets, as :func:`matrix` does."""
    check_language(language)
    if measure not in MEASURES:
        raise ValueError(f"measure must be one of {', '.join(MEASURES)}; got {measure!r}")
    shared, share = shared_counts(drawn.incidence).to_numpy(), jaccard(drawn.incidence).to_numpy()
    values = shared if measure == "count" else share
    ids = list(drawn.incidence.columns)

    def cell(down: int, across: int) -> Cell:
        depth = min(4, int(share[down, across] * 12) + int(shared[down, across] > 0))
        return Cell(
            network_node(ids[down]),
            network_node(ids[across]),
            number(language, values[down, across], decimals=0 if measure == "count" else 2),
            0 if down == across else depth,
        )

    cells = tuple(tuple(cell(down, across) for across in range(len(ids))) for down in range(len(ids)))
    frame = pd.DataFrame(values, index=ids, columns=ids)
    extents, partial = drawn.extents(language), drawn.partial(language)
    return Matrix(
        frame, drawn.names(ids, language), drawn.places, cells, measure, extents, partial, language, len(drawn.every)
    )


def upset_of(drawn: Sets, *, language: str) -> UpSet:
    """Return the UpSet view of sets, as :func:`upset` does."""
    check_language(language)
    rows = list(drawn.incidence.columns)
    highest = max(drawn.exact["size"], default=1)
    bars = tuple(
        Bar(
            networks=row["networks"],
            size=row["size"],
            members=drawn.named_members(row["municipalities"], language),
            inhabitants=int(row["inhabitants"]),
            height=round(max(2.0, (BARS - 20) * row["size"] / highest), 1),
            x=HEAD + COLUMN * place + COLUMN // 2,
        )
        for place, row in enumerate(records(drawn.exact.head(MOST_SETS)))
    )
    return UpSet(
        frame=drawn.exact,
        names=drawn.names(dict.fromkeys([*rows, *chain.from_iterable(bar.networks for bar in bars)]), language),
        places=drawn.places,
        extents=drawn.extents(language),
        partial=drawn.partial(language),
        bars=bars,
        sets=drawn.count,
        networks=drawn.every,
        date=day(language, drawn.date) if drawn.date else "",
        language=language,
    )
