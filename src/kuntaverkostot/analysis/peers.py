"""Members that are most like one, by the networks they are in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from kuntaverkostot.analysis.overlap import incidence
from kuntaverkostot.analysis.pairs import jaccard_index
from kuntaverkostot.dataset.dataset import Dataset, newest_date
from kuntaverkostot.dataset.kinds import KEYS, KINDS, Kind, chosen_kind, member_codes, table_of, usual_kind
from kuntaverkostot.dataset.names import beside, member_names, network_names
from kuntaverkostot.dataset.rules import populations_at
from kuntaverkostot.dataset.suggestions import no_member
from kuntaverkostot.text.language import NAMES

if TYPE_CHECKING:
    from numpy.typing import NDArray


def peers(
    dataset: Dataset,
    member: str,
    *,
    candidates: bool = False,
    limit: int | None = 10,
    kind: Kind | None = None,
    names: str | None = None,
) -> pd.DataFrame:
    """Return the municipalities most like one, or the other members most like one of them, by the networks they are in.

    Likeness is the Jaccard index of the two sets of networks: networks of both / networks of either. Networks that
    have ended do not count. Of two that are equally like it, the one comes first that shares more networks, then
    the municipality nearer in size (smaller ratio of inhabitants at the newest date; unknown comes last), then the one
    with the smaller code.

    Parameters
    ----------
    dataset : Dataset
        The tables; they are not changed.
    member : str
        Code of a municipality, three digits as "091", or id of an organisation.
    candidates : bool
        Whether memberships that no source names count.
    limit : int, optional
        How many to return at most; None for all that share a network.
    kind : {"municipality", "organisation"}, optional
        What the member is, and those compared with it; when left out a municipality if there is one of this code.
    names : {"fi", "sv", "en"}, optional
        Puts names in a language beside ids: of the members, and of the networks in each tuple.

    Returns
    -------
    pandas.DataFrame
        municipality_code or organisation_id, name_fi, name_sv, name_en, jaccard (over 0, to 1), and tuples of
        network ids in the order of the table: shared, only_here (networks of the member asked about alone),
        only_there (of the other one alone). No rows when the member is in no network.

    Raises
    ------
    ValueError
        When no living municipality has the code and no organisation the id; the error names the nearest. When
        ``limit`` is negative.

    Examples
    --------
    >>> from kuntaverkostot.dataset.dataset import load_dataset
    >>> like = peers(load_dataset(), "091", limit=3)
    >>> like["name_fi"].tolist(), like["jaccard"].tolist()
    (['Espoo', 'Vantaa', 'Turku'], [1.0, 1.0, 1.0])
    """
    kind = _kind_of(dataset, member, kind)
    if member not in member_codes(dataset, kind):
        raise ValueError(no_member(dataset, member, kind))
    if limit is not None and limit < 0:
        raise ValueError(f"limit must be 0 or more, or None; got {limit}")
    frame = incidence(dataset, candidates=candidates, kind=kind)
    if member not in frame.index:
        # Organisations without a membership have no row.
        frame = frame.reindex(frame.index.append(pd.Index([member], name=frame.index.name)), fill_value=False)
    cells = frame.to_numpy(dtype=bool)
    here = cells[frame.index.get_loc(member)]
    common = (cells & here).sum(axis=1)
    likeness = jaccard_index(common, (cells | here).sum(axis=1))
    distance = _distance(dataset, frame.index, member)
    # The last key weighs most; rows are sorted by code already, and the sort keeps that order.
    order = np.lexsort((distance, -common, -likeness))
    order = order[(common[order] > 0) & (frame.index[order] != member)][:limit]
    table = table_of(dataset, kind).set_index(KEYS[kind])
    found: pd.DataFrame = table.loc[frame.index[order], NAMES].reset_index()

    there = cells[order]
    found["jaccard"] = likeness[order]
    for column, held in (("shared", there & here), ("only_here", ~there & here), ("only_there", there & ~here)):
        found[column] = pd.Series([tuple(frame.columns[np.flatnonzero(row)]) for row in held], dtype=object)
    if names is None:
        return found
    return beside(found, members=member_names(dataset, names, kind), networks=network_names(dataset, names))


def _kind_of(dataset: Dataset, member: str, kind: Kind | None) -> Kind:
    """Return what a member is: a municipality if it can be one, and of unknown ones what most members are."""
    if kind is None:
        one_of = [one for one in KINDS if member in member_codes(dataset, one)]
        return one_of[0] if one_of else usual_kind(dataset)
    return chosen_kind(dataset, kind)


def _distance(dataset: Dataset, codes: pd.Index[str], code: str) -> NDArray[np.float64]:
    """Return how far each member is in size: the logarithm of the ratio of inhabitants, without its sign.

    Of members that are no municipalities nothing is known.
    """
    persons = populations_at(dataset.municipalities, dataset.populations, date=newest_date(dataset))
    known = persons[persons > 0].reindex(codes).to_numpy(dtype=np.float64)
    ratio: NDArray[np.float64] = np.abs(np.log(known) - np.log(known[codes.get_loc(code)]))
    return np.where(np.isnan(ratio), np.inf, ratio)
