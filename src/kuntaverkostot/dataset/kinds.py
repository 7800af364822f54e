"""Members of all kinds in one frame: municipalities, and others of whatever kind the tables say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import pandas as pd

from kuntaverkostot.dataset.frames import TEXT
from kuntaverkostot.dataset.rules import living_codes
from kuntaverkostot.dataset.standing import is_confirmed
from kuntaverkostot.text.language import NAMES

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from kuntaverkostot.dataset.dataset import Dataset

# The two tables of members, by the kind of their nodes.
Kind = Literal["municipality", "organisation"]
KINDS: tuple[Kind, ...] = ("municipality", "organisation")
# Key column of each, in every table; and of members of both.
KEYS: Mapping[Kind, str] = {"municipality": "municipality_code", "organisation": "organisation_id"}
MEMBER_KEY = "member_id"
# What the members of a network are, where no municipality is one.
ORGANISED = frozenset({"organisation", "person", "association"})
COLUMNS = [MEMBER_KEY, "kind", "node_kind", *NAMES, "language", "region_code"]


def members_of(dataset: Dataset, kind: str | None = None) -> pd.DataFrame:
    """Return the members of a kind, or all of them.

    Parameters
    ----------
    dataset : Dataset
        The tables; they are not changed.
    kind : str, optional
        "municipality"; "organisation" for all others; or a kind in the table of organisations.

    Returns
    -------
    pandas.DataFrame
        Rows of :attr:`Dataset.members`.

    Raises
    ------
    ValueError
        When there is no such kind; the error lists the kinds there are.

    Examples
    --------
    >>> from kuntaverkostot.dataset.dataset import load_dataset
    >>> [len(members_of(load_dataset(), kind)) for kind in (None, "municipality", "regional council")]
    [326, 308, 18]
    """
    cells: dict[str, list[NDArray[Any]]] = {name: [] for name in COLUMNS}
    for table_kind, table, given in (
        (KINDS[0], dataset.municipalities, {"kind": KINDS[0]}),
        (KINDS[1], dataset.organisations, {"language": ""}),
    ):
        if kind in KINDS and kind != table_kind:
            continue
        rows = np.flatnonzero(table["ended_on"].to_numpy() == "") if "ended_on" in table else np.arange(len(table))
        same = {**given, "node_kind": table_kind}
        for name in COLUMNS:
            held = KEYS[table_kind] if name == MEMBER_KEY else name
            column = np.full(len(rows), same[name], object) if name in same else table[held].to_numpy()[rows]
            cells[name].append(column)
    members = pd.DataFrame({name: pd.array(np.concatenate(parts), dtype=TEXT) for name, parts in cells.items()})
    if kind is not None and kind not in KINDS:
        others = members
        members = others[others["kind"] == kind]
        if members.empty:
            known = dict.fromkeys([*KINDS, *sorted(others["kind"].unique())])
            raise ValueError(f"kind must be one of {', '.join(known)}; got {kind!r}")
    if members[MEMBER_KEY].is_monotonic_increasing:
        return members
    return members.sort_values([MEMBER_KEY, "node_kind"], ignore_index=True)


def key_of(members: pd.DataFrame) -> str:
    """Return what the ids of members are called: as in their table, or member_id where they are of both tables."""
    kinds = members["node_kind"].unique().tolist()
    return KEYS[kinds[0]] if len(kinds) == 1 else MEMBER_KEY


def links_of(
    dataset: Dataset, members: pd.DataFrame, networks: pd.Index[str], *, candidates: bool = False
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return the row of the member and the place of the network of each membership.

    Parameters
    ----------
    dataset : Dataset
        The tables; they are not changed.
    members : pandas.DataFrame
        From :func:`members_of`; memberships of others are left out.
    networks : pandas.Index of str
        Network ids; memberships in others are left out.
    candidates : bool
        Whether memberships that no source names count.

    Examples
    --------
    >>> from kuntaverkostot.dataset.dataset import load_dataset
    >>> dataset = load_dataset()
    >>> rows, places = links_of(dataset, members_of(dataset), pd.Index(["suuret-kaupungit"]))
    >>> len(rows), set(places.tolist())
    (23, {0})
    """
    rows, places = [np.empty(0, dtype=np.intp)], [np.empty(0, dtype=np.intp)]
    for kind, held in zip(KINDS, (dataset.memberships, dataset.organisation_memberships), strict=True):
        of_kind = np.flatnonzero(members["node_kind"].to_numpy() == kind)
        if not len(of_kind) or not len(held):
            continue
        kept = slice(None) if candidates else is_confirmed(held["basis"].to_numpy())
        ids = pd.Index(members[MEMBER_KEY].to_numpy()[of_kind], dtype=object)
        row = ids.get_indexer(pd.Index(held[KEYS[kind]].to_numpy()[kept], dtype=object))
        place = networks.get_indexer(pd.Index(held["network_id"].to_numpy()[kept], dtype=object))
        present = (row >= 0) & (place >= 0)
        rows.append(of_kind[row[present]])
        places.append(place[present])
    return np.concatenate(rows), np.concatenate(places)


def usual_kind(dataset: Dataset, *, candidates: bool = False) -> Kind:
    """Return the kind of members that the page is about: municipalities, unless only others are members.

    Parameters
    ----------
    dataset : Dataset
        The tables; they are not changed.
    candidates : bool
        Whether memberships that no source names count.

    Examples
    --------
    >>> from kuntaverkostot.dataset.dataset import load_dataset
    >>> usual_kind(load_dataset())
    'municipality'
    """
    municipal, organised = (
        len(held) > 0 if candidates else bool(is_confirmed(held["basis"].to_numpy()).any())
        for held in (dataset.memberships, dataset.organisation_memberships)
    )
    # Without memberships, the tables of members decide.
    if not municipal and not organised:
        return "municipality" if living_codes(dataset.municipalities) else "organisation"
    return "municipality" if municipal else "organisation"


def subject(dataset: Dataset, *, candidates: bool = False) -> Kind | None:
    """Return the kind of members that figures, sentences and overlaps are about; None is all members.

    They are about all members where a network has members of both kinds, or where most memberships are of others.

    Parameters
    ----------
    dataset : Dataset
        The tables; they are not changed.
    candidates : bool
        Whether memberships that no source names count.

    Examples
    --------
    >>> from kuntaverkostot.dataset.dataset import load_dataset
    >>> subject(load_dataset())
    'municipality'
    """
    municipal, organised = (
        held["network_id"].to_numpy()[slice(None) if candidates else is_confirmed(held["basis"].to_numpy())].tolist()
        for held in (dataset.memberships, dataset.organisation_memberships)
    )
    if municipal and organised and (len(municipal) < len(organised) or not set(municipal).isdisjoint(organised)):
        return None
    return usual_kind(dataset, candidates=candidates)


def table_of(dataset: Dataset, kind: Kind) -> pd.DataFrame:
    """Return the table of members of a kind."""
    return dataset.municipalities if kind == "municipality" else dataset.organisations
