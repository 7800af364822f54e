"""Two views of overlapping sets: a matrix of pairs, and UpSet's exact sets as bars over a grid of dots.

Source of the second: Lex, Gehlenborg, Strobelt, Vuillemot and Pfister, UpSet: Visualization of Intersecting Sets,
IEEE TVCG 20 (2014) 1983–1992. Both are drawn from observed sets only, never from all combinations.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Literal

import pandas as pd

from kuntaverkostot.appearance import Appearance, appearance
from kuntaverkostot.dataset import Dataset, newest_date, records
from kuntaverkostot.entries import Name
from kuntaverkostot.gathering import ring_order
from kuntaverkostot.graph import bipartite_graph, node_id
from kuntaverkostot.intersections import exclusive_intersections
from kuntaverkostot.known import NOTHING, Published, extent_lines, known_members, partial_note, published_members
from kuntaverkostot.labels import short_name
from kuntaverkostot.language import alphabetical, check_language, day, named, number
from kuntaverkostot.overlap import incidence, population
from kuntaverkostot.rules import living_codes
from kuntaverkostot.view_shapes import BARS, COLUMN, HEAD, Bar, Cell, Matrix, UpSet

Measure = Literal["count", "jaccard"]
MEASURES = ("count", "jaccard")
MOST_NETWORKS = 24  # in a matrix that one can read; the largest
MOST_SETS = 30  # bars of an UpSet view; the largest


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
        Of the 24 largest networks, in the order of their letters.

    Raises
    ------
    ValueError
        When the language or the measure is not one of ours.

    Examples
    --------
    >>> from kuntaverkostot.dataset import load_dataset
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
        The 30 largest sets that municipalities share exactly.

    Raises
    ------
    ValueError
        When the language is not one of ours.

    Examples
    --------
    >>> from kuntaverkostot.dataset import load_dataset
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
    incidence : pandas.DataFrame of bool
        Municipality x network, of the largest networks.
    exact : pandas.DataFrame
        Its exclusive intersections, with inhabitants.
    networks, municipalities : dict of str to dict
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
        How many municipalities of a set are named at most.
    """

    incidence: pd.DataFrame
    exact: pd.DataFrame
    networks: Mapping[str, Mapping[str, str]]
    municipalities: Mapping[str, Mapping[str, str]]
    places: Mapping[str, int]
    known: Mapping[str, int]
    published: Mapping[str, Published]
    date: str
    most_named: int = 1000

    def names(self, language: str) -> dict[str, Name]:
        """Return the short names of the networks."""
        return {code: Name(short_name(row, language), named(row, language)[1]) for code, row in self.networks.items()}

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
        names = self.names(language).items()
        return partial_note(language, [name.text for code, name in names if self.told(code).exceeds(self.known[code])])

    def told(self, code: str) -> Published:
        """Return what is published of the members of a network."""
        return self.published.get(code, NOTHING)

    def members(self, codes: Iterable[str], language: str) -> tuple[tuple[str, Name], ...]:
        """Return node ids and names of municipalities in alphabetical order."""
        order = alphabetical(language)
        found = {code: Name(*named(self.municipalities[code], language)) for code in islice(codes, self.most_named)}
        ordered = sorted(found, key=lambda code: (order(found[code].text), code))
        kinds = {code: self.municipalities[code].get("kind", "municipality") for code in ordered}
        return tuple((node_id(kinds[code], code), found[code]) for code in ordered)


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
    # Where there is no municipality, the other members are all there is to compare.
    organised = not living_codes(dataset.municipalities)
    members = incidence(dataset, kind="organisation" if organised else "municipality", candidates=candidates)
    order = [code for node in ring if (code := node.partition(":")[2]) in members.columns]
    order += [code for code in members.columns if code not in order]
    largest = sorted(order, key=lambda code: -int(members[code].to_numpy().sum()))[:MOST_NETWORKS]
    shown = [code for code in order if code in largest]
    members = members[shown]
    rows = {row["network_id"]: row for row in records(dataset.networks)}
    date = newest_date(dataset)
    counted = population(dataset, date=date) if date else pd.Series(dtype="int64")
    inhabitants = counted.reindex(members.index, fill_value=0)
    return Sets(
        incidence=members,
        exact=exclusive_intersections(members, populations=inhabitants),
        networks={code: rows[code] for code in shown},
        municipalities=_organisations(dataset) if organised else _municipalities(dataset),
        places={code: seen.places.get(node_id("network", code), -1) for code in shown},
        known=known_members(dataset),
        published=published_members(dataset),
        date=date,
    )


def _municipalities(dataset: Dataset) -> dict[str, dict[str, str]]:
    return {row["municipality_code"]: row for row in records(dataset.municipalities)}


def _organisations(dataset: Dataset) -> dict[str, dict[str, str]]:
    return {row["organisation_id"]: row | {"kind": "organisation"} for row in records(dataset.organisations)}


def _sets(dataset: Dataset, *, candidates: bool) -> Sets:
    graph = bipartite_graph(dataset, candidates=candidates)
    ring = ring_order(graph)
    return sets(dataset, ring=ring, seen=appearance(graph, ring), candidates=candidates)


def matrix_of(drawn: Sets, *, language: str, measure: Measure = "count") -> Matrix:
    """Return the overlap matrix of sets, as :func:`matrix` does."""
    check_language(language)
    if measure not in MEASURES:
        raise ValueError(f"measure must be one of {', '.join(MEASURES)}; got {measure!r}")
    counted = drawn.incidence.to_numpy(dtype="int64")
    shared = counted.T @ counted
    sizes = shared.diagonal()
    share = shared / (sizes[:, None] + sizes[None, :] - shared)
    values = shared if measure == "count" else share
    ids = list(drawn.incidence.columns)

    def cell(down: int, across: int) -> Cell:
        depth = min(4, int(share[down, across] * 12) + int(shared[down, across] > 0))
        return Cell(
            node_id("network", ids[down]),
            node_id("network", ids[across]),
            number(language, values[down, across], decimals=0 if measure == "count" else 2),
            0 if down == across else depth,
        )

    cells = tuple(tuple(cell(down, across) for across in range(len(ids))) for down in range(len(ids)))
    frame = pd.DataFrame(values, index=ids, columns=ids)
    extents, partial = drawn.extents(language), drawn.partial(language)
    return Matrix(frame, drawn.names(language), drawn.places, cells, measure, extents, partial, language)


def upset_of(drawn: Sets, *, language: str) -> UpSet:
    """Return the UpSet view of sets, as :func:`upset` does."""
    check_language(language)
    highest = max(drawn.exact["size"], default=1)
    bars = tuple(
        Bar(
            networks=row["networks"],
            size=row["size"],
            members=drawn.members(row["municipalities"], language),
            inhabitants=int(row["inhabitants"]),
            height=round(max(2.0, (BARS - 20) * row["size"] / highest), 1),
            x=HEAD + COLUMN * place + COLUMN // 2,
        )
        for place, row in enumerate(records(drawn.exact.head(MOST_SETS)))
    )
    date = day(language, drawn.date) if drawn.date else ""
    return UpSet(
        drawn.exact,
        drawn.names(language),
        drawn.places,
        drawn.extents(language),
        drawn.partial(language),
        bars,
        date,
        language,
    )
