"""Which member is in which network, as a Boolean frame, and inhabitants as weights of its rows.

Weighted by inhabitants, functions take ``populations=population(dataset, date="2023-12-31")``.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pandas.api.types import is_integer_dtype

from kuntaverkostot.analysis.attributes import Where, fitting
from kuntaverkostot.dataset.dataset import Dataset
from kuntaverkostot.dataset.kinds import KEYS, KINDS, key_of, links_of, members_of
from kuntaverkostot.dataset.makers import need_dataset
from kuntaverkostot.dataset.names import ids_of, labelled, member_names, network_names
from kuntaverkostot.dataset.rules import populations_at
from kuntaverkostot.dataset.standing import is_current
from kuntaverkostot.tables.table_files import few

Codes = NDArray[np.intp]


def incidence(
    dataset: Dataset,
    *,
    candidates: bool = False,
    ended: bool = False,
    kind: str | None = None,
    names: str | None = None,
    where: Where | None = None,
) -> pd.DataFrame:
    """Return which member is in which network.

    Parameters
    ----------
    dataset : Dataset
        The tables; they are not changed.
    candidates : bool
        Whether memberships that no source names count.
    ended : bool
        Whether networks that have ended are columns too.
    kind : str, optional
        Whose memberships: "municipality"; "organisation" for all other members; or a kind in the table of
        organisations, such as "regional council". All members when left out.
    names : {"fi", "sv", "en"}, optional
        Puts names in a language beside ids: rows and columns then have two labels, id and name, and the frames that
        other functions make of it have names beside ids, too.
    where : mapping of str, or iterable of str, optional
        Only memberships with these values in ``dataset.attributes``: for each attribute a value, several of them, or a
        function of a value that says whether it is wanted; or conditions such as "role=chair" and "since>=2015". What
        is told of a member holds for all its memberships.

    Returns
    -------
    pandas.DataFrame of bool
        A row for each member, those in no network too, sorted; a column for each network with at least one of them
        (``network_id``, in the order of the table). With ``where``, a row for each member that has such a membership,
        or of whom the values are told, and the same columns. The index is named ``municipality_code`` or
        ``organisation_id`` when all rows are of that table, else ``member_id``.

    Raises
    ------
    ValueError
        When the kind or the language is another one, or no membership has such an attribute or value.

    Examples
    --------
    >>> import kuntaverkostot as kv
    >>> import pandas as pd
    >>> frame = kv.incidence(kv.load_dataset(), kind="municipality")
    >>> frame.loc["091", ["pienet-kunnat", "suuret-kaupungit"]].tolist()
    [False, True]
    >>> len(frame), len(kv.incidence(kv.load_dataset()))
    (308, 326)
    >>> kv.incidence(kv.load_dataset(), names="sv").columns[0]
    ('kehyskunnat', 'Kranskommuner')

    Of a table with roles and years:

    >>> rows = [("Ann", "Choir", "chair", "1999"), ("Ann", "Chess", "member", "2020"), ("Bo", "Chess", "chair", "2021")]
    >>> table = kv.from_frame(pd.DataFrame(rows, columns=["member", "network", "role", "since"]))
    >>> kv.incidence(table, where=["role=chair", "since>=2000"]).sum().to_dict()
    {'chess': 1, 'choir': 0}
    >>> kv.incidence(table, where={"role": "chair", "since": lambda year: year.startswith("19")}).index.tolist()
    ['ann']
    """
    need_dataset(dataset, "incidence")
    members = members_of(dataset, kind)
    networks = dataset.networks["network_id"]
    if not ended:
        networks = networks[is_current(dataset.networks["status"])]
    # Of members in no table, there may still be a kind.
    key = key_of(members) if len(members) or kind not in KINDS else KEYS[kind]
    ids = pd.Index(networks, name="network_id")
    rows, columns = links_of(dataset, members, ids, candidates=candidates)
    used = np.unique(columns)
    if where:
        codes = members["member_id"]
        held = {"members": codes.iloc[rows], "networks": ids[columns].to_series()}
        fit, kept = fitting(dataset, where, everyone=codes, **held)
        fit[rows[kept]] = True
        members, place = members[fit], np.cumsum(fit) - 1
        rows, columns = place[rows[kept]], columns[kept]
    cells = np.zeros((len(members), len(used)), dtype=bool)
    cells[rows, np.searchsorted(used, columns)] = True
    frame = pd.DataFrame(cells, index=pd.Index(members["member_id"], name=key), columns=ids[used], copy=False)
    if names is None:
        return frame
    return labelled(frame, members=member_names(dataset, names), networks=network_names(dataset, names))


def population(dataset: Dataset, *, date: str | None = None) -> pd.Series:
    """Return the inhabitants of each municipality on a day, as a weight for the other functions.

    Parameters
    ----------
    dataset : Dataset
        The tables; they are not changed.
    date : str, optional
        Day of the count, ISO 8601; the newest when left out.

    Returns
    -------
    pandas.Series of int
        Persons by municipality code, sorted, in today's division: those of a municipality that ended later
        are counted in its successor.

    Raises
    ------
    ValueError
        When inhabitants of that day are not known; the error lists the days that are.

    Examples
    --------
    >>> import kuntaverkostot as kv
    >>> int(kv.population(kv.load_dataset(), date="2024-12-31")["091"])
    684018
    """
    need_dataset(dataset, "population")
    dates = sorted(dataset.populations["date"].unique())
    if not dates:
        raise ValueError("the tables tell no inhabitants: the table populations is empty")
    date = dates[-1] if date is None else date
    if date not in dates:
        raise ValueError(f"inhabitants are known on {', '.join(dates)}; got {date!r}")
    return populations_at(dataset.municipalities, dataset.populations, date=date)


def membership_codes(incidence: pd.DataFrame) -> tuple[Codes, Codes]:
    """Return the position of the row and of the column of each membership, sorted by row, then column.

    Raises ValueError when the frame is not Boolean, or names a row or a column twice.

    >>> membership_codes(pd.DataFrame({"a": [True, False], "b": [True, True]}))
    (array([0, 0, 1]), array([0, 1, 1]))
    """
    cells = boolean_cells(incidence)
    height, width = cells.shape
    # Searching the cells in memory order is ten times as fast as searching by row and column.
    if cells.flags.f_contiguous and not cells.flags.c_contiguous:
        columns, rows = np.divmod(np.flatnonzero(cells.T), height)
        keys = np.sort(rows * width + columns)
    else:
        keys = np.flatnonzero(cells)
    rows = keys // max(1, width)
    keys -= rows * width
    return rows, keys


def weights_of(incidence: pd.DataFrame, populations: pd.Series) -> NDArray[np.int64] | NDArray[np.float64]:
    """Return the inhabitants of each row; ValueError when those of a member are not known."""
    weights = populations.reindex(ids_of(incidence.index))
    if missing := weights.index[weights.isna()].tolist():
        hint = "" if len(missing) == len(weights) else '; kind="municipality" narrows an incidence to municipalities'
        raise ValueError(f"inhabitants are not known of {len(missing)} members: {few(missing)}{hint}")
    return weights.to_numpy(dtype=np.int64 if is_integer_dtype(populations.dtype) else np.float64)


def boolean_cells(incidence: pd.DataFrame) -> NDArray[np.bool_]:
    """Return the cells; ValueError when the frame is not Boolean, or names a row or a column twice."""
    if any(dtype != np.dtype(bool) for dtype in incidence.dtypes):
        raise ValueError("an incidence is a frame of bool; convert yours with .astype(bool)")
    for axis, labels in (("row", incidence.index), ("column", incidence.columns)):
        if not labels.is_unique:
            raise ValueError(f"each {axis} of an incidence has its own name; these come twice: {few(labels)}")
    return incidence.to_numpy(dtype=bool)
