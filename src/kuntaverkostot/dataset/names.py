"""Names beside ids: in the labels of an incidence, and in the columns of the frames that come of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from kuntaverkostot.dataset.dataset import Dataset, records
from kuntaverkostot.dataset.kinds import KEYS, KINDS, table_of
from kuntaverkostot.text.language import check_language, named, short_name

NETWORK, NETWORK_NAME = "network_id", "network_name"
# What the second label of members is called, by the first.
MEMBER_NAMES = {
    "municipality_code": "municipality_name",
    "organisation_id": "organisation_name",
    "member_id": "member_name",
}
# Columns that hold an id or a tuple of ids, and what the column with the names beside it is called.
OF_NETWORKS = {
    "network_id": NETWORK_NAME,
    "network": NETWORK_NAME,
    "other": "other_name",
    "contained": "contained_name",
    "networks": "network_names",
    "shared": "shared_names",
    "only_here": "only_here_names",
    "only_there": "only_there_names",
}
OF_MEMBERS = {**MEMBER_NAMES, "municipalities": "municipality_names"}
Names = Mapping[str, str]


def network_names(dataset: Dataset, language: str) -> dict[str, str]:
    """Return the short name of each network, by its id.

    >>> from kuntaverkostot.dataset.dataset import load_dataset
    >>> network_names(load_dataset(), "sv")["seutukaupungit"]
    'Regionstäder'
    """
    check_language(language)
    return {row["network_id"]: short_name(row, language) for row in records(dataset.networks)}


def member_names(dataset: Dataset, language: str) -> dict[str, str]:
    """Return the name of each member, by its code or id."""
    check_language(language)
    # In this order, a municipality has its own name even if an organisation has its code as an id.
    return {
        row[KEYS[kind]]: named(row, language)[0] for kind in reversed(KINDS) for row in records(table_of(dataset, kind))
    }


def labelled(incidence: pd.DataFrame, *, members: Names, networks: Names) -> pd.DataFrame:
    """Return an incidence whose rows and columns have two labels: the id, and the name beside it."""
    rows, columns = incidence.index, incidence.columns
    key = str(rows.name)
    return incidence.set_axis(
        pd.MultiIndex.from_arrays([rows, [members[code] for code in rows]], names=[key, MEMBER_NAMES[key]]),
        axis="index",
    ).set_axis(
        pd.MultiIndex.from_arrays([columns, [networks[code] for code in columns]], names=[NETWORK, NETWORK_NAME]),
        axis="columns",
    )


def ids_of(labels: pd.Index[Any]) -> pd.Index[Any]:
    """Return the ids of labels that have names beside them; other labels as they are."""
    return labels.get_level_values(0) if _has_names(labels) else labels


def plain(incidence: pd.DataFrame) -> pd.DataFrame:
    """Return an incidence with ids alone."""
    if not _has_names(incidence.index) and not _has_names(incidence.columns):
        return incidence
    return incidence.set_axis(ids_of(incidence.index), axis="index").set_axis(ids_of(incidence.columns), axis="columns")


def like(frame: pd.DataFrame, incidence: pd.DataFrame) -> pd.DataFrame:
    """Return a frame that was computed from an incidence, with names beside ids where the incidence has them."""
    members, networks = _named_labels(incidence.index), _named_labels(incidence.columns)
    return frame if members is None and networks is None else beside(frame, members=members, networks=networks)


def _named_labels(labels: pd.Index[Any]) -> Names | None:
    if not _has_names(labels):
        return None
    return dict(zip(labels.get_level_values(0), labels.get_level_values(1), strict=True))


def with_names(frame: pd.DataFrame, dataset: Dataset, *, language: str = "fi") -> pd.DataFrame:
    """Return a frame with a column of names after each column of ids.

    Parameters
    ----------
    frame : pandas.DataFrame
        A table of the dataset, or a frame that some function returned; it is not changed. Ids are known by the names
        of their columns, such as network_id, municipality_code or networks.
    dataset : Dataset
        The tables in which they are named.
    language : {"fi", "sv", "en"}
        Language of the names; where one is missing, the next language that has it.

    Returns
    -------
    pandas.DataFrame
        The same rows, with columns such as network_name, municipality_name or network_names.

    Raises
    ------
    ValueError
        When the language is not one of ours.

    Examples
    --------
    >>> import kuntaverkostot as kv
    >>> dataset = kv.load_dataset()
    >>> kv.with_names(dataset.memberships.head(1), dataset, language="sv").iloc[0, :4].tolist()
    ['kehyskunnat', 'Kranskommuner', '082', 'Hattula']
    """
    check_language(language)
    return beside(frame, members=member_names(dataset, language), networks=network_names(dataset, language))


def beside(frame: pd.DataFrame, *, members: Names | None = None, networks: Names | None = None) -> pd.DataFrame:
    """Return a frame with a column of names after each column of ids; what is no id stays as it is.

    >>> pair = pd.DataFrame({"network": ["a"], "other": ["b"], "contained": ["="]})
    >>> beside(pair, networks={"a": "Alpha", "b": "Beta"}).iloc[0].tolist()
    ['a', 'Alpha', 'b', 'Beta', '=', '=']
    """
    columns: dict[str, pd.Series] = {}
    for column in map(str, frame.columns):
        columns[column] = frame[column]
        for names, heads in ((networks, OF_NETWORKS), (members, OF_MEMBERS)):
            if names is not None and column in heads:
                columns[heads[column]] = frame[column].map(_naming(names))
    return pd.DataFrame(columns, index=frame.index)


def _naming(names: Names) -> Callable[[Any], Any]:
    def named_one(value: Any) -> Any:
        return tuple(names.get(name, name) for name in value) if isinstance(value, tuple) else names.get(value, value)

    return named_one


def _has_names(labels: pd.Index[Any]) -> bool:
    return labels.nlevels == 2 and labels.names[1] in {NETWORK_NAME, *MEMBER_NAMES.values()}
