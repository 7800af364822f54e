"""Two views of overlapping sets: a matrix of pairs, and UpSet's exact sets as bars over a grid of dots.

Source of the second: Lex, Gehlenborg, Strobelt, Vuillemot and Pfister, UpSet: Visualization of Intersecting Sets,
IEEE TVCG 20 (2014) 1983–1992. Both are drawn from observed sets only, never from all combinations.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from kuntaverkostot.appearance import Appearance, appearance
from kuntaverkostot.dataset import Dataset, newest_date, records
from kuntaverkostot.entries import Name
from kuntaverkostot.graph import bipartite_graph, node_id, ring_order
from kuntaverkostot.inlining import page_style
from kuntaverkostot.intersections import exclusive_intersections
from kuntaverkostot.labels import short_name
from kuntaverkostot.language import alphabetical, check_language, named, number
from kuntaverkostot.overlap import incidence, population
from kuntaverkostot.text_list import render

Measure = Literal["count", "jaccard"]
MEASURES = ("count", "jaccard")
MOST_NETWORKS = 24  # in a matrix that one can read; the largest
MOST_SETS = 30  # bars of an UpSet view; the largest
COLUMN, ROW, HEAD, BARS = 44, 28, 230, 132  # pixels: a bar, a network, names at the left, the highest bar


@dataclass(frozen=True, slots=True)
class Cell:
    """How many municipalities two networks share, and how that is written; ``weight`` is the depth of its ground."""

    row: str
    column: str
    text: str
    weight: int


@dataclass(frozen=True, slots=True, repr=False)
class Matrix:
    """The overlap matrix: networks by networks.

    Parameters
    ----------
    frame : pandas.DataFrame
        Network x network: municipalities in common, or the Jaccard index.
    names : dict of str to Name
        Names of the networks, by id.
    places : dict of str to int
        Places of their colours in the palette.
    cells : tuple of tuple of Cell
        The same, row by row, as it is written.
    language : {"fi", "sv", "en"}
        Language of the names.
    """

    frame: pd.DataFrame
    names: Mapping[str, Name]
    places: Mapping[str, int]
    cells: tuple[tuple[Cell, ...], ...]
    language: str

    def __repr__(self) -> str:
        return repr(self.frame)

    def _repr_html_(self) -> str:
        return _alone(render("matrix.html.jinja", self.language, matrix=self))


@dataclass(frozen=True, slots=True)
class Bar:
    """Municipalities in exactly the same networks.

    Parameters
    ----------
    networks, absent : tuple of str
        Ids of the networks that they are in, and of those that they are not in.
    members : tuple of (str, Name)
        Node id and name of each municipality, in the alphabetical order of the language.
    inhabitants : int
        How many people live in them.
    height, x : float
        Height of its bar and middle of its column, in pixels.
    """

    networks: tuple[str, ...]
    absent: tuple[str, ...]
    members: tuple[tuple[str, Name], ...]
    inhabitants: int
    height: float
    x: float

    @property
    def size(self) -> int:
        """How many municipalities."""
        return len(self.members)


@dataclass(frozen=True, slots=True, repr=False)
class UpSet:
    """The UpSet view.

    Parameters
    ----------
    frame : pandas.DataFrame
        From :func:`kuntaverkostot.exclusive_intersections`.
    names, places
        As in :class:`Matrix`, in the order of the rows.
    sizes : dict of str to int
        Members of each network.
    bars : tuple of Bar
        The sets, the largest first.
    language : {"fi", "sv", "en"}
        Language of the names.
    """

    frame: pd.DataFrame
    names: Mapping[str, Name]
    places: Mapping[str, int]
    sizes: Mapping[str, int]
    bars: tuple[Bar, ...]
    language: str

    @property
    def width(self) -> int:
        """Pixels across."""
        return HEAD + COLUMN * len(self.bars) + 8

    @property
    def height(self) -> int:
        """Pixels down."""
        return BARS + 24 + ROW * len(self.names) + 8

    def y(self, row: int) -> float:
        """Return the middle of a row, in pixels."""
        return BARS + 24 + ROW * (row + 0.5)

    def __repr__(self) -> str:
        return repr(self.frame)

    def _repr_html_(self) -> str:
        return _alone(render("upset.html.jinja", self.language, upset=self))


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
    9
    """
    check_language(language)
    if measure not in MEASURES:
        raise ValueError(f"measure must be one of {', '.join(MEASURES)}; got {measure!r}")
    members, names, places = _sets(dataset, language=language, candidates=candidates)
    counted = members.to_numpy(dtype="int64")
    shared = counted.T @ counted
    sizes = shared.diagonal()
    share = shared / (sizes[:, None] + sizes[None, :] - shared)
    values = shared if measure == "count" else share
    ids = list(members.columns)
    cells = tuple(
        tuple(
            Cell(
                node_id("network", row),
                node_id("network", column),
                number(language, values[down, across], decimals=0 if measure == "count" else 2),
                0 if down == across else min(4, int(share[down, across] * 12) + int(shared[down, across] > 0)),
            )
            for across, column in enumerate(ids)
        )
        for down, row in enumerate(ids)
    )
    return Matrix(pd.DataFrame(values, index=ids, columns=ids), names, places, cells, language)


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
    check_language(language)
    members, names, places = _sets(dataset, language=language, candidates=candidates)
    inhabitants = population(dataset) if newest_date(dataset) else pd.Series(0, index=members.index)
    frame = exclusive_intersections(members, populations=inhabitants.reindex(members.index, fill_value=0))
    highest = max(frame["size"], default=1)
    name = _namer(dataset, language)
    bars = tuple(
        Bar(
            networks=row["networks"],
            absent=tuple(network for network in members.columns if network not in row["networks"]),
            members=name(row["municipalities"]),
            inhabitants=int(row["inhabitants"]),
            height=round(max(2.0, (BARS - 20) * row["size"] / highest), 1),
            x=HEAD + COLUMN * (place + 0.5),
        )
        for place, row in enumerate(records(frame.head(MOST_SETS)))
    )
    sizes = {network: int(members[network].sum()) for network in members.columns}
    return UpSet(frame, names, places, sizes, bars, language)


def _namer(dataset: Dataset, language: str) -> Callable[[Iterable[str]], tuple[tuple[str, Name], ...]]:
    """Return what gives codes of municipalities their node ids and names, in alphabetical order."""
    names = {row["municipality_code"]: Name(*named(row, language)) for row in records(dataset.municipalities)}
    order = alphabetical(language)

    def name(codes: Iterable[str]) -> tuple[tuple[str, Name], ...]:
        ordered = sorted(codes, key=lambda code: (order(names[code].text), code))
        return tuple((node_id("municipality", code), names[code]) for code in ordered)

    return name


def _sets(
    dataset: Dataset, *, language: str, candidates: bool
) -> tuple[pd.DataFrame, dict[str, Name], dict[str, int]]:
    """Return the incidence of the largest networks, in the order of their letters, with names and colours."""
    graph = bipartite_graph(dataset, candidates=candidates)
    ring = ring_order(graph)
    seen: Appearance = appearance(graph, ring)
    members = incidence(dataset, candidates=candidates)
    order = [code for node in ring if (code := node.partition(":")[2]) in members.columns]
    order += [code for code in members.columns if code not in order]
    largest = sorted(order, key=lambda code: -int(members[code].sum()))[:MOST_NETWORKS]
    shown = [code for code in order if code in largest]
    nodes = {code: graph.nodes[node_id("network", code)] for code in shown}
    names = {code: Name(short_name(data, language), named(data, language)[1]) for code, data in nodes.items()}
    places = {code: seen.places.get(node_id("network", code), -1) for code in shown}
    return members[shown], names, places


def _alone(markup: str) -> str:
    """Return a part of the page that stands in a notebook, in a frame with the page's style."""
    return render("alone.html.jinja", "en", markup=markup, style=page_style())
