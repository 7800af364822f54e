"""Municipalities that are most like one, by the networks they are in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from kuntaverkostot.dataset import Dataset, newest_date
from kuntaverkostot.overlap import incidence
from kuntaverkostot.rules import living, populations_at
from kuntaverkostot.spelling import NAMES, nearest_municipality

if TYPE_CHECKING:
    from numpy.typing import NDArray


def peers(
    dataset: Dataset, municipality_code: str, *, candidates: bool = False, limit: int | None = 10
) -> pd.DataFrame:
    """Return the municipalities most like one, by the networks they are in.

    Likeness is the Jaccard index of the two sets of networks: networks of both / networks of either. Networks that
    have ended do not count. Of two that are equally like it, the one comes first that shares more networks, then
    the one nearer in size (smaller ratio of inhabitants at the newest date; unknown comes last), then the one with
    the smaller code.

    Parameters
    ----------
    dataset : Dataset
        The tables; they are not changed.
    municipality_code : str
        Three digits, as "091".
    candidates : bool
        Whether memberships that no source names count.
    limit : int, optional
        How many to return at most; None for all that share a network.

    Returns
    -------
    pandas.DataFrame
        municipality_code, name_fi, name_sv, name_en, jaccard (over 0, to 1), and tuples of network ids in the order
        of the table: shared, only_here (networks of the municipality asked about alone), only_there (of the other
        one alone). No rows when the municipality is in no network.

    Raises
    ------
    ValueError
        When no living municipality has the code; the error names the nearest. When ``limit`` is negative.

    Examples
    --------
    >>> from kuntaverkostot.dataset import load_dataset
    >>> like = peers(load_dataset(), "091", limit=3)
    >>> like["name_fi"].tolist(), like["jaccard"].tolist()
    (['Espoo', 'Vantaa', 'Turku'], [1.0, 1.0, 1.0])
    """
    alive = living(dataset.municipalities).set_index("municipality_code").sort_index()
    if municipality_code not in alive.index:
        raise ValueError(f"no municipality {municipality_code!r}{nearest_municipality(dataset, municipality_code)}")
    if limit is not None and limit < 0:
        raise ValueError(f"limit must be 0 or more, or None; got {limit}")
    frame = incidence(dataset, candidates=candidates)
    cells = frame.to_numpy(dtype=bool)
    here = cells[frame.index.get_loc(municipality_code)]
    common = (cells & here).sum(axis=1)
    likeness = common / np.maximum((cells | here).sum(axis=1), 1)
    distance = _distance(dataset, frame.index, municipality_code)
    # The last key weighs most; rows are sorted by code already, and the sort keeps that order.
    order = np.lexsort((distance, -common, -likeness))
    order = order[(common[order] > 0) & (frame.index[order] != municipality_code)][:limit]
    names: pd.DataFrame = alive.loc[frame.index[order], NAMES].reset_index()

    there = cells[order]
    names["jaccard"] = likeness[order]
    for column, held in (("shared", there & here), ("only_here", ~there & here), ("only_there", there & ~here)):
        names[column] = pd.Series([tuple(frame.columns[np.flatnonzero(row)]) for row in held], dtype=object)
    return names


def _distance(dataset: Dataset, codes: pd.Index[str], code: str) -> NDArray[np.float64]:
    """Return how far each municipality is in size: the logarithm of the ratio of inhabitants, without its sign."""
    persons = populations_at(dataset.municipalities, dataset.populations, date=newest_date(dataset))
    known = persons[persons > 0].reindex(codes).to_numpy(dtype=np.float64)
    ratio: NDArray[np.float64] = np.abs(np.log(known) - np.log(known[codes.get_loc(code)]))
    return np.where(np.isnan(ratio), np.inf, ratio)
