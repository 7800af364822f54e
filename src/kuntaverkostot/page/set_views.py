"""Two views of overlapping sets: a matrix of pairs, and UpSet: exact sets as bars over a grid of dots.

Source of UpSet: Lex, Gehlenborg, Strobelt, Vuillemot and Pfister, UpSet: Visualization of Intersecting Sets,
IEEE TVCG 20 (2014) 1983–1992. Both views show observed sets only.
"""

from __future__ import annotations

from itertools import chain
from typing import Literal

import pandas as pd

from kuntaverkostot.analysis.graph import bipartite_graph
from kuntaverkostot.analysis.membership_arrays import membership_arrays, of_kind
from kuntaverkostot.analysis.pairs import jaccard_index
from kuntaverkostot.dataset.completeness import known_members, published_members
from kuntaverkostot.dataset.dataset import Dataset, records
from kuntaverkostot.dataset.kinds import subject
from kuntaverkostot.dataset.makers import need_dataset
from kuntaverkostot.diagram.ring import ring_order
from kuntaverkostot.diagram.style import appearance
from kuntaverkostot.page.set_data import MOST_SETS, Sets, sets
from kuntaverkostot.page.set_view_shapes import BARS, COLUMN, HEAD, Bar, Cell, Matrix, UpSet
from kuntaverkostot.text.language import check_language, day, number
from kuntaverkostot.text.node_ids import network_node

Measure = Literal["count", "jaccard"]
MEASURES = ("count", "jaccard")


def matrix(dataset: Dataset, *, language: str = "fi", measure: Measure = "count", candidates: bool = False) -> Matrix:
    """Return the overlap matrix of the networks; it shows itself in a notebook.

    Parameters
    ----------
    dataset : Dataset
        The tables; they are not changed.
    language : {"fi", "sv", "en"}
        Language of the names.
    measure : {"count", "jaccard"}
        Members in common, or their share of the members in either network.
    candidates : bool
        Whether memberships that no source names are counted.

    Returns
    -------
    Matrix
        The 24 largest networks in the order of their letters, with a note when there are more.

    Raises
    ------
    ValueError
        When the language or the measure is not supported.

    Examples
    --------
    >>> import kuntaverkostot as kv
    >>> int(kv.matrix(kv.load_dataset()).frame.loc["pienet-kunnat", "seutukaupungit"])
    10
    """
    need_dataset(dataset, "matrix")
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
        The 30 largest sets of members in exactly the same networks, with a row for each of the 24 largest networks
        and one for the others, and a note when there are more. The frame has all sets.

    Raises
    ------
    ValueError
        When the language is not supported.

    Examples
    --------
    >>> import kuntaverkostot as kv
    >>> bar = kv.upset(kv.load_dataset()).bars[0]
    >>> bar.networks, bar.size
    (('pienet-kunnat',), 170)
    """
    need_dataset(dataset, "upset")
    return upset_of(_sets(dataset, candidates=candidates), language=language)


def _sets(dataset: Dataset, *, candidates: bool) -> Sets:
    graph, kind = bipartite_graph(dataset, candidates=candidates), subject(dataset, candidates=candidates)
    arrays = of_kind(membership_arrays(dataset, candidates=candidates), kind)
    return sets(
        dataset,
        arrays,
        kind=kind,
        style=appearance(graph, ring_order(graph)),
        known=known_members(dataset),
        published=published_members(dataset),
    )


def matrix_of(data: Sets, *, language: str, measure: Measure = "count") -> Matrix:
    """Return the overlap matrix of the data; see :func:`matrix`."""
    check_language(language)
    if measure not in MEASURES:
        raise ValueError(f"measure must be one of {', '.join(MEASURES)}; got {measure!r}")
    shared = data.shared()
    sizes = shared.diagonal()
    share = jaccard_index(shared, sizes[:, None] + sizes - shared)
    values = shared if measure == "count" else share
    ids = list(data.incidence.columns)

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
    extents, partial = data.extents(language), data.partial(language)
    return Matrix(
        frame, data.names(ids, language), data.places, cells, measure, extents, partial, language, len(data.every)
    )


def upset_of(data: Sets, *, language: str) -> UpSet:
    """Return the UpSet view of the data; see :func:`upset`."""
    check_language(language)
    rows = list(data.incidence.columns)
    highest = max(data.exact["size"], default=1)
    bars = tuple(
        Bar(
            networks=row["networks"],
            size=row["size"],
            members=data.named_members(row["municipalities"], language),
            inhabitants=int(row["inhabitants"]),
            height=round(max(2.0, (BARS - 20) * row["size"] / highest), 1),
            x=HEAD + COLUMN * place + COLUMN // 2,
        )
        for place, row in enumerate(records(data.exact.head(MOST_SETS)))
    )
    return UpSet(
        frame=data.exact,
        names=data.names(dict.fromkeys([*rows, *chain.from_iterable(bar.networks for bar in bars)]), language),
        places=data.places,
        extents=data.extents(language),
        partial=data.partial(language),
        bars=bars,
        sets=data.count,
        networks=data.every,
        date=day(language, data.date) if data.date else "",
        language=language,
    )
