"""What a table says of memberships, such as a role or a year, and memberships chosen by it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from kuntaverkostot.dataset.dataset import rows_of
from kuntaverkostot.dataset.suggestions import spelled_like
from kuntaverkostot.tables.table_files import few
from kuntaverkostot.text.language import one_line
from kuntaverkostot.text.node_ids import network_node, node_id
from kuntaverkostot.text.unfit import UnfitError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from kuntaverkostot.dataset.dataset import Dataset

Wanted = str | int | Iterable[str | int] | Callable[[str], bool]
# Wanted values by attribute; or conditions as text, such as "role=chair" and "since>=2015".
Where = Mapping[str, Wanted] | Iterable[str]
CONDITION = re.compile(r"\s*(?P<name>\S.*?)\s*(?P<sign>>?=)\s*(?P<value>\S.*?)\s*", flags=re.DOTALL)
FIGURE = re.compile(r"-?[0-9]+(?:[.,][0-9]+)?")
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


def in_one_line(values: Mapping[str, str]) -> str:
    """Return attributes as the list shows them.

    >>> in_one_line({"role": "chair; guest", "since": "2019"})
    'role: chair, guest; since: 2019'
    """
    return BETWEEN.join(one_line(f"{name}: {', '.join(value.split(BETWEEN))}") for name, value in values.items())


def fitting(
    dataset: Dataset, where: Where, *, everyone: pd.Series, members: pd.Series, networks: pd.Series
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Return of whom all wanted attributes are told, and whether each of some memberships has them.

    Parameters
    ----------
    dataset : Dataset
        The tables.
    where : mapping of str, or iterable of str
        For each attribute a value, several of them, or a function that says of a value whether it is wanted; or
        conditions as text. What is told of a member holds for all its memberships.
    everyone : pandas.Series of str
        The ids of all members.
    members, networks : pandas.Series of str
        The ids of each membership.

    Raises
    ------
    UnfitError
        When there is no such attribute, or no such value of it; the error names those there are.
    """
    fit, kept = np.ones(len(everyone), dtype=bool), np.ones(len(members), dtype=bool)
    for name, wanted in _wanted(dataset.attributes, where).items():
        rows = _rows_with(dataset.attributes, name, wanted)
        of_member = rows["network_id"] == ""
        ids = rows.loc[of_member, "member_id"]
        pairs = pd.MultiIndex.from_frame(rows.loc[~of_member, ["member_id", "network_id"]])
        fit &= everyone.isin(ids).to_numpy()
        kept &= pd.MultiIndex.from_arrays([members, networks]).isin(pairs) | members.isin(ids).to_numpy()
    return fit, kept


def condition(text: str, names: Iterable[str] = ()) -> tuple[str, str, str]:
    """Return the attribute, the sign and the value of a condition; ValueError when it is none.

    >>> condition("role=chair"), condition(" since >= 2015 "), condition("a=b=c", ["a=b"])
    (('role', '=', 'chair'), ('since', '>=', '2015'), ('a=b', '=', 'c'))
    """
    # A name may hold the sign.
    for name in sorted(names, key=len, reverse=True):
        rest = text.strip().removeprefix(name).strip()
        if text.strip().startswith(name) and (match := CONDITION.fullmatch(f"x{rest}")) and match["name"] == "x":
            return name, match["sign"], match["value"]
    match = CONDITION.fullmatch(text)
    if match is None:
        raise ValueError(f"a condition is written as column=value or column>=value; got {text!r}")
    return match["name"], match["sign"], match["value"]


def _wanted(attributes: pd.DataFrame, where: Where) -> dict[str, Wanted]:
    if isinstance(where, Mapping):
        return dict(where)
    names = list(dict.fromkeys(attributes["attribute"]))
    by_name: dict[str, list[tuple[str, str]]] = {}
    for text in [where] if isinstance(where, str) else where:
        name, sign, value = condition(text, names)
        by_name.setdefault(name, []).append((sign, value))
    return {name: _either(several) for name, several in by_name.items()}


def _either(conditions: Sequence[tuple[str, str]]) -> Wanted:
    """Return what meets one of several conditions of an attribute."""
    if all(sign == "=" for sign, _ in conditions):
        return [value for _, value in conditions]
    return lambda held: any(held == value if sign == "=" else _reaches(held, value) for sign, value in conditions)


def _reaches(value: str, limit: str) -> bool:
    """Return whether a figure or a day is at least another one.

    >>> _reaches("9", "10"), _reaches("2015-05-01", "2015"), _reaches("unknown", "2015")
    (False, True, False)
    """
    if FIGURE.fullmatch(value) and FIGURE.fullmatch(limit):
        return float(value.replace(",", ".")) >= float(limit.replace(",", "."))
    return value[:1].isdigit() and value >= limit


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
