"""Parts of an incidence: members in all, any or none of some networks, and those of a region or a language."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd
from pandas.api.types import is_scalar

from kuntaverkostot.analysis.incidence import Codes, boolean_cells
from kuntaverkostot.dataset.dataset import Dataset
from kuntaverkostot.dataset.kinds import members_of
from kuntaverkostot.dataset.makers import need_dataset
from kuntaverkostot.dataset.names import ids_of
from kuntaverkostot.dataset.suggestions import nearest


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
    >>> import kuntaverkostot as kv
    >>> frame = kv.incidence(kv.load_dataset())
    >>> conditions = {"all_of": "suuret-kaupungit", "any_of": ["sdg-verkosto", "ruotsin-ja-kaksikieliset-kunnat"]}
    >>> kv.sharing(frame, **conditions, none_of="sdg-verkosto").index.tolist()
    ['272', '638', '905']
    """
    cells = boolean_cells(incidence)
    chosen_rows = cells[:, _positions(incidence, all_of)].all(axis=1)
    if (columns := _positions(incidence, any_of)).size:
        chosen_rows &= cells[:, columns].any(axis=1)
    chosen_rows &= ~cells[:, _positions(incidence, none_of)].any(axis=1)
    return incidence.iloc[np.flatnonzero(chosen_rows)]


def within(
    dataset: Dataset,
    *,
    region: str | Iterable[str] | None = None,
    language: str | Iterable[str] | None = None,
    kind: str | None = None,
) -> list[str]:
    """Return the members of some regions and languages, to choose rows of an incidence.

    Parameters
    ----------
    dataset : Dataset
        The tables; they are not changed.
    region : str or iterable of str, optional
        Region codes, as "01"; all regions when left out.
    language : str or iterable of str, optional
        Languages of municipalities as in the table: "fi", "fi-sv", "sv-fi", "sv"; all when left out.
    kind : str, optional
        As in :func:`incidence`. Of members that are no municipalities, no language is known.

    Returns
    -------
    list of str
        Codes of living municipalities and ids of organisations; sorted.

    Raises
    ------
    ValueError
        When no member has such a region or language; the error lists those there are.

    Examples
    --------
    >>> import kuntaverkostot as kv
    >>> dataset = kv.load_dataset()
    >>> kv.within(dataset, region="15", language="fi")
    ['399']
    >>> kv.within(dataset, region="15")[-1], kv.within(dataset, region="15", kind="organisation")
    ('council-15', ['council-15'])
    >>> int(kv.incidence(dataset).loc[kv.within(dataset, region="01"), "suuret-kaupungit"].sum())
    4
    """
    need_dataset(dataset, "within")
    rows = everyone = members_of(dataset, kind)
    names = dict(zip(dataset.regions["region_code"], dataset.regions["name_fi"], strict=True))
    for column, choice in (("region_code", region), ("language", language)):
        if choice is None:
            continue
        values = _items(choice)
        existing = sorted(set(everyone[column]) - {""})
        if not existing:
            raise ValueError(f"the {column} of these members is not in the tables")
        for value in values:
            if value not in existing:
                listed = ", ".join(f"{code} {names.get(code, '')}".strip() for code in existing)
                raise ValueError(f"no member has the {column} {value!r}; there are {listed}")
        rows = rows[rows[column].isin(values)]
    return rows["member_id"].tolist()


def _positions(incidence: pd.DataFrame, networks: str | Iterable[str]) -> Codes:
    ids = _items(networks)
    columns = ids_of(incidence.columns)
    positions = columns.get_indexer(pd.Index(ids, dtype=object))
    for network, position in zip(ids, positions, strict=True):
        if position < 0:
            near = nearest(network, {str(name).casefold(): str(name) for name in columns})
            raise ValueError(f"no network {network!r} in the incidence{near}")
    return positions


def _items(chosen: str | Iterable[str]) -> list[str]:
    """Return the items; a text is one item, not its letters, and so is a number where these are labels."""
    items: Any = chosen
    return [items] if is_scalar(items) else list(items)
