"""What a table says of memberships, such as a role or a year, and memberships chosen by it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from kuntaverkostot.dataset.dataset import rows_of
from kuntaverkostot.dataset.suggestions import spelled_like
from kuntaverkostot.tables.table_files import few
from kuntaverkostot.text.node_ids import network_node, node_id
from kuntaverkostot.text.unfit import UnfitError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from kuntaverkostot.dataset.dataset import Dataset

Wanted = str | int | Iterable[str | int] | Callable[[str], bool]
# What stands between several values of the same thing.
BETWEEN = "; "


def own_values(dataset: Dataset) -> dict[tuple[str, str], dict[str, str]]:
    """Return the values of each attribute, by the node of the member and that of the network, "" for the member itself.

    >>> import pandas as pd
    >>> from kuntaverkostot.dataset.from_frames import from_frame
    >>> rows = [("Ann", "Choir", "chair"), ("Ann", "Chess", "guest")]
    >>> own_values(from_frame(pd.DataFrame(rows, columns=["member", "network", "role"])))[
    ...     "organisation:ann", "network:choir"
    ... ]
    {'role': 'chair'}
    """
    values: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    columns = ("kind", "member_id", "network_id", "attribute", "value")
    for kind, member, network, name, value in rows_of(dataset.attributes, *columns):
        values[node_id(kind, member), network_node(network) if network else ""][name] = value
    return dict(values)


def memberships_where(
    dataset: Dataset, where: Mapping[str, Wanted], *, members: pd.Series, networks: pd.Series
) -> NDArray[np.bool_]:
    """Return whether each of some memberships has the wanted attributes.

    Parameters
    ----------
    dataset : Dataset
        The tables.
    where : mapping of str
        For each attribute a value, several of them, or a function that says of a value whether it is wanted. What is
        told of a member holds for all its memberships.
    members, networks : pandas.Series of str
        The ids of each membership.

    Raises
    ------
    UnfitError
        When there is no such attribute, or no such value of it; the error names those there are.
    """
    kept = np.ones(len(members), dtype=bool)
    for name, wanted in where.items():
        rows = _rows_with(dataset.attributes, name, wanted)
        has_network = rows["network_id"] != ""
        pairs = pd.MultiIndex.from_frame(rows.loc[has_network, ["member_id", "network_id"]])
        of_memberships = pd.MultiIndex.from_arrays([members, networks]).isin(pairs)
        kept &= of_memberships | members.isin(rows.loc[~has_network, "member_id"]).to_numpy()
    return kept


def _rows_with(attributes: pd.DataFrame, name: str, wanted: Wanted) -> pd.DataFrame:
    """Return the rows of an attribute with a wanted value."""
    rows = attributes[attributes["attribute"] == name]
    if rows.empty:
        names = list(dict.fromkeys(attributes["attribute"]))
        near = spelled_like(name, {known.casefold(): known for known in names})
        key = "attribute_near" if near else "attribute" if names else "attribute_none"
        raise UnfitError(key, word=name, near=few(near), names=few(names))
    values = [value.split(BETWEEN) for value in rows["value"]]
    if callable(wanted):
        return rows[[any(map(wanted, several)) for several in values]]
    chosen = {str(wanted)} if isinstance(wanted, str | int) else set(map(str, wanted))
    there = {value for several in values for value in several}
    if missing := sorted(chosen - there):
        raise UnfitError("attribute_value", column=name, word=few(missing), names=few(sorted(there)))
    return rows[[not chosen.isdisjoint(several) for several in values]]
