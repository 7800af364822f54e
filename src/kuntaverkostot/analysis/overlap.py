"""Which municipality is in which network, as a Boolean frame, and which part of it to look at.

By region and by language, rows are chosen: ``incidence.loc[within(dataset, region="01")]``. Weighted by inhabitants,
functions take ``populations=population(dataset, date="2023-12-31")``.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pandas.api.types import is_integer_dtype, is_scalar

from kuntaverkostot.dataset.dataset import Dataset
from kuntaverkostot.dataset.kinds import KEYS, Kind, chosen_kind, member_codes, memberships_of
from kuntaverkostot.dataset.names import ids_of, labelled, member_names, network_names
from kuntaverkostot.dataset.rules import living, living_codes, populations_at
from kuntaverkostot.dataset.standing import is_current
from kuntaverkostot.dataset.suggestions import nearest
from kuntaverkostot.tables.table_files import few

Codes = NDArray[np.intp]


def incidence(
    dataset: Dataset,
    *,
    candidates: bool = False,
    ended: bool = False,
    kind: Kind | None = None,
    names: str | None = None,
) -> pd.DataFrame:
    """Return which municipality, or which other member, is in which network.

    Parameters
    ----------
    dataset : Dataset
        The tables; they are not changed.
    candidates : bool
        Whether memberships that no source names count.
    ended : bool
        Whether networks that have ended are columns too.
    kind : {"municipality", "organisation"}, optional
        Whose memberships: those of municipalities, or of members that are none. When left out, what
        :func:`kuntaverkostot.dataset.kinds.usual_kind` says: municipalities where any is a member, else the others.
    names : {"fi", "sv", "en"}, optional
        Puts names in a language beside ids: rows and columns then have two labels, id and name, and the frames that
        other functions make of it have names beside ids, too.

    Returns
    -------
    pandas.DataFrame of bool
        A row for each living municipality, those in no network too (index ``municipality_code``, sorted), or for each
        organisation that is a member (``organisation_id``); a column for each network with at least one of them
        (``network_id``, in the order of the table).

    Raises
    ------
    ValueError
        When the kind or the language is another one.

    Examples
    --------
    >>> from kuntaverkostot.dataset.dataset import load_dataset
    >>> frame = incidence(load_dataset())
    >>> frame.loc["091", ["pienet-kunnat", "suuret-kaupungit"]].tolist()
    [False, True]
    >>> incidence(load_dataset(), names="sv").columns[0]
    ('kehyskunnat', 'Kranskommuner')
    """
    kind = chosen_kind(dataset, kind, candidates=candidates)
    key = KEYS[kind]
    held = memberships_of(dataset, kind, candidates=candidates)
    members = living_codes(dataset.municipalities) if kind == "municipality" else sorted(held[key].unique())
    networks = dataset.networks["network_id"]
    if not ended:
        networks = networks[is_current(dataset.networks["status"])]
    codes = pd.Index(members, dtype="str", name=key)
    ids = pd.Index(networks, name="network_id")
    rows, columns = (
        codes.get_indexer(pd.Index(held[key])),
        ids.get_indexer(pd.Index(held["network_id"])),
    )
    present = (rows >= 0) & (columns >= 0)
    used = np.unique(columns[present])
    cells = np.zeros((len(codes), len(used)), dtype=bool)
    cells[rows[present], np.searchsorted(used, columns[present])] = True
    frame = pd.DataFrame(cells, index=codes, columns=ids[used], copy=False)
    if names is None:
        return frame
    return labelled(frame, members=member_names(dataset, names, kind), networks=network_names(dataset, names))


def sharing(
    incidence: pd.DataFrame,
    *,
    all_of: str | Iterable[str] = (),
    any_of: str | Iterable[str] = (),
    none_of: str | Iterable[str] = (),
) -> pd.DataFrame:
    """Return the members that are in all, in at least one, and in none of the given networks.

    Parameters
    ----------
    incidence : pandas.DataFrame of bool
        From :func:`incidence`; it is not changed.
    all_of, any_of, none_of : str or iterable of str
        Network ids; an empty one asks for nothing.

    Returns
    -------
    pandas.DataFrame of bool
        The rows of ``incidence`` that meet all three conditions.

    Raises
    ------
    ValueError
        When a network is not a column of ``incidence``; the error names those with the nearest spelling.

    Examples
    --------
    >>> from kuntaverkostot.dataset.dataset import load_dataset
    >>> frame = incidence(load_dataset())
    >>> asked = {"all_of": "suuret-kaupungit", "any_of": ["sdg-verkosto", "ruotsin-ja-kaksikieliset-kunnat"]}
    >>> sharing(frame, **asked, none_of="sdg-verkosto").index.tolist()
    ['272', '638', '905']
    """
    cells = _boolean(incidence)
    kept = cells[:, _positions(incidence, all_of)].all(axis=1)
    if (wanted := _positions(incidence, any_of)).size:
        kept &= cells[:, wanted].any(axis=1)
    kept &= ~cells[:, _positions(incidence, none_of)].any(axis=1)
    return incidence.iloc[np.flatnonzero(kept)]


def within(
    dataset: Dataset,
    *,
    region: str | Iterable[str] | None = None,
    language: str | Iterable[str] | None = None,
    kind: Kind | None = None,
) -> list[str]:
    """Return the municipalities of some regions and languages, to choose rows of an incidence.

    Parameters
    ----------
    dataset : Dataset
        The tables; they are not changed.
    region : str or iterable of str, optional
        Region codes, as "01"; all regions when left out.
    language : str or iterable of str, optional
        Languages of municipalities as in the table: "fi", "fi-sv", "sv-fi", "sv"; all when left out.
    kind : {"municipality", "organisation"}, optional
        As in :func:`incidence`. Of organisations no region and no language is known.

    Returns
    -------
    list of str
        Codes of living municipalities, or of all organisations; sorted.

    Raises
    ------
    ValueError
        When no municipality has such a region or language; the error lists those there are. When one is asked for of
        members that are no municipalities.

    Examples
    --------
    >>> from kuntaverkostot.dataset.dataset import load_dataset
    >>> dataset = load_dataset()
    >>> within(dataset, region="15", language="fi")
    ['399']
    >>> int(incidence(dataset).loc[within(dataset, region="01"), "suuret-kaupungit"].sum())
    4
    """
    kind = chosen_kind(dataset, kind)
    if region is None and language is None:
        return member_codes(dataset, kind)
    if kind != "municipality":
        raise ValueError("only municipalities have a region and a language in the tables; the members here are none")
    kept = alive = living(dataset.municipalities)
    names = dict(zip(dataset.regions["region_code"], dataset.regions["name_fi"], strict=True))
    for column, chosen in (("region_code", region), ("language", language)):
        if chosen is None:
            continue
        wanted = _each(chosen)
        known = sorted(set(alive[column]) - {""})
        for value in wanted:
            if value not in known:
                listed = ", ".join(f"{one} {names.get(one, '')}".strip() for one in known)
                raise ValueError(f"no municipality has the {column} {value!r}; there are {listed}")
        kept = kept[kept[column].isin(wanted)]
    return sorted(kept["municipality_code"])


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
    >>> from kuntaverkostot.dataset.dataset import load_dataset
    >>> int(population(load_dataset(), date="2024-12-31")["091"])
    684018
    """
    dates = sorted(set(dataset.populations["date"]))
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
    cells = _boolean(incidence)
    height, width = cells.shape
    # A search of the flat cells, as they lie in memory, is ten times as fast as one by row and column.
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
    found = populations.reindex(ids_of(incidence.index))
    if missing := found.index[found.isna()].tolist():
        raise ValueError(f"inhabitants are not known of {len(missing)} members: {few(missing)}")
    return found.to_numpy(dtype=np.int64 if is_integer_dtype(populations.dtype) else np.float64)


def _boolean(incidence: pd.DataFrame) -> NDArray[np.bool_]:
    if any(dtype != np.dtype(bool) for dtype in incidence.dtypes):
        raise ValueError("an incidence is a frame of bool; convert yours with .astype(bool)")
    for axis, labels in (("row", incidence.index), ("column", incidence.columns)):
        if not labels.is_unique:
            raise ValueError(f"each {axis} of an incidence has its own name; these come twice: {few(labels)}")
    return incidence.to_numpy(dtype=bool)


def _positions(incidence: pd.DataFrame, chosen: str | Iterable[str]) -> Codes:
    wanted = _each(chosen)
    columns = ids_of(incidence.columns)
    found = columns.get_indexer(pd.Index(wanted, dtype=object))
    for network, position in zip(wanted, found, strict=True):
        if position < 0:
            near = nearest(network, {str(name).casefold(): str(name) for name in columns})
            raise ValueError(f"no network {network!r} in the incidence{near}")
    return found


def _each(chosen: str | Iterable[str]) -> list[str]:
    """Return the items; a text is one item, not its letters, and so is a number where these are labels."""
    items: Any = chosen
    return [items] if is_scalar(items) else list(items)
