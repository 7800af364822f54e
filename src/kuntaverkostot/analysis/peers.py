"""Members most similar to a given one, by the networks they are in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from kuntaverkostot.analysis.incidence import incidence
from kuntaverkostot.analysis.pairs import jaccard_index
from kuntaverkostot.dataset.dataset import Dataset, newest_date
from kuntaverkostot.dataset.kinds import MEMBER_KEY, members_of
from kuntaverkostot.dataset.makers import need_dataset
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
    kind: str | None = None,
    names: str | None = None,
) -> pd.DataFrame:
    """Return the members most like one of them, by the networks they are in.

    Similarity is the Jaccard index of the two sets of networks: networks of both / networks of either. Networks that
    have ended do not count. Of two that are equally similar, the one that shares more networks comes first, then
    the one nearer in size (smaller ratio of inhabitants at the newest date; unknown comes last), then the one with the
    smaller code.

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
    kind : str, optional
        Who is compared, as in :func:`kuntaverkostot.incidence`; members of every kind when left out.
    names : {"fi", "sv", "en"}, optional
        Puts names in a language beside ids: of the members, and of the networks in each tuple.

    Returns
    -------
    pandas.DataFrame
        municipality_code, organisation_id or member_id (as the index of :func:`kuntaverkostot.incidence`), name_fi,
        name_sv, name_en, jaccard (over 0, to 1), and tuples of network ids in the order of the table: shared,
        only_here (networks of the member asked about alone), only_there (of the other one alone). No rows when the
        member is in no network.

    Raises
    ------
    ValueError
        When there is no such member; the error names the nearest. When ``limit`` is negative.

    Examples
    --------
    >>> import kuntaverkostot as kv
    >>> like = kv.peers(kv.load_dataset(), "091", limit=3)
    >>> like["name_fi"].tolist(), like["jaccard"].tolist()
    (['Espoo', 'Vantaa', 'Turku'], [1.0, 1.0, 1.0])
    """
    need_dataset(dataset, "peers")
    members = members_of(dataset, kind).set_index(MEMBER_KEY)
    if member not in members.index:
        raise ValueError(no_member(dataset, member, kind))
    if limit is not None and limit < 0:
        raise ValueError(f"limit must be 0 or more, or None; got {limit}")
    frame = incidence(dataset, candidates=candidates, kind=kind)
    cells = frame.to_numpy(dtype=bool)
    here = cells[frame.index.get_loc(member)]
    common = (cells & here).sum(axis=1)
    similarity = jaccard_index(common, (cells | here).sum(axis=1))
    distance = _distance(dataset, frame.index, member)
    # The last key weighs most; rows are sorted by code already, and the sort keeps that order.
    order = np.lexsort((distance, -common, -similarity))
    order = order[(common[order] > 0) & (frame.index[order] != member)][:limit]
    nearest: pd.DataFrame = members.loc[frame.index[order], NAMES].reset_index(names=str(frame.index.name))

    others = cells[order]
    nearest["jaccard"] = similarity[order]
    for column, rows in (("shared", others & here), ("only_here", ~others & here), ("only_there", others & ~here)):
        nearest[column] = pd.Series([tuple(frame.columns[np.flatnonzero(row)]) for row in rows], dtype=object)
    if names is None:
        return nearest
    return beside(nearest, members=member_names(dataset, names), networks=network_names(dataset, names))


def _distance(dataset: Dataset, codes: pd.Index[str], code: str) -> NDArray[np.float64]:
    """Return the difference in size of each member: the absolute logarithm of the ratio of inhabitants.

    The size of members that are not municipalities is unknown.
    """
    persons = populations_at(dataset.municipalities, dataset.populations, date=newest_date(dataset))
    sizes = persons[persons > 0].reindex(codes).to_numpy(dtype=np.float64)
    ratio: NDArray[np.float64] = np.abs(np.log(sizes) - np.log(sizes[codes.get_loc(code)]))
    return np.where(np.isnan(ratio), np.inf, ratio)
