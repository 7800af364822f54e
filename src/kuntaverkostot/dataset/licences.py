"""Attribution: the licensed data of others in the package, as far as a dataset holds it."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import cache
from operator import itemgetter

from kuntaverkostot.dataset.dataset import Dataset
from kuntaverkostot.dataset.schema import bundled_data
from kuntaverkostot.text.language import say

# Parts of the data: table, and the columns that identify a row of the package.
PARTS = {
    "areas": ("municipalities", ("municipality_code", "name_fi")),
    "places": ("municipalities", ("municipality_code", "latitude", "longitude")),
    "populations": ("populations", ("municipality_code", "date", "population")),
}


def holds(dataset: Dataset, part: str) -> bool:
    """Return whether a dataset holds a row that came with the package; the origin of other rows is unknown.

    Parameters
    ----------
    dataset : Dataset
        The tables.
    part : {"areas", "places", "populations"}
        Municipalities, their locations, or their populations.

    Examples
    --------
    >>> from kuntaverkostot.dataset.dataset import load_dataset
    >>> holds(load_dataset(), "places")
    True
    """
    table, columns = PARTS[part]
    frame = getattr(dataset, table)
    if frame.empty:
        return False
    return not _packaged(part).isdisjoint(zip(*(map(str, frame[name].tolist()) for name in columns), strict=True))


@cache
def _packaged(part: str) -> frozenset[tuple[str, ...]]:
    table, columns = PARTS[part]
    with (bundled_data() / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        header = next(rows)
        return frozenset(map(itemgetter(*map(header.index, columns)), rows))


def licences(dataset: Dataset, *, language: str, places: bool = True) -> Iterator[str]:
    """Yield a sentence on each licensed part of the data, and one on changes.

    Parameters
    ----------
    dataset : Dataset
        The tables.
    language : {"fi", "sv", "en"}
        Language of the sentences.
    places : bool
        Whether locations of municipalities are shown.

    Examples
    --------
    >>> from kuntaverkostot.dataset.dataset import load_dataset
    >>> next(licences(load_dataset(), language="en"))
    'Municipalities, areas and population: Statistics Finland, CC BY 4.0.'
    """
    has_areas, has_places, has_populations = (holds(dataset, part) for part in PARTS)
    if has_populations:
        yield say(language, "licence.data")
    elif has_areas:
        yield say(language, "licence.areas")
    if has_places and places:
        yield say(language, "licence.places")
    if has_populations:
        yield say(language, "licence.changes")
    elif has_areas:
        yield say(language, "licence.added")
