"""Kinds of members: municipalities and organisations, and the default when none is given."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal

from kuntaverkostot.dataset.dataset import Dataset
from kuntaverkostot.dataset.rules import living_codes
from kuntaverkostot.dataset.standing import is_confirmed

if TYPE_CHECKING:
    import pandas as pd

Kind = Literal["municipality", "organisation"]
KINDS: tuple[Kind, ...] = ("municipality", "organisation")
# Key column of each kind of member, in every table.
KEYS: Mapping[Kind, str] = {"municipality": "municipality_code", "organisation": "organisation_id"}


def usual_kind(dataset: Dataset, *, candidates: bool = False) -> Kind:
    """Return the default kind of members: municipalities, unless only organisations are members.

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
        len(held) > 0 if candidates else bool(is_confirmed(held["basis"]).any())
        for held in (dataset.memberships, dataset.organisation_memberships)
    )
    # Without memberships, the tables of members decide.
    if not municipal and not organised:
        return "municipality" if living_codes(dataset.municipalities) else "organisation"
    return "municipality" if municipal else "organisation"


def chosen_kind(dataset: Dataset, kind: Kind | None, *, candidates: bool = False) -> Kind:
    """Return the given kind, or the default one for None; raise ValueError for any other value."""
    if kind is None:
        return usual_kind(dataset, candidates=candidates)
    if kind not in KINDS:
        raise ValueError(f"kind must be one of {', '.join(KINDS)}; got {kind!r}")
    return kind


def memberships_of(dataset: Dataset, kind: Kind, *, candidates: bool = False) -> pd.DataFrame:
    """Return network and member of each membership of a kind, with candidates if asked."""
    held = dataset.memberships if kind == "municipality" else dataset.organisation_memberships
    pairs = held[["network_id", KEYS[kind]]]
    return pairs if candidates else pairs[is_confirmed(held["basis"])]


def member_codes(dataset: Dataset, kind: Kind) -> list[str]:
    """Return the codes of current municipalities, or the ids of all organisations; sorted."""
    if kind == "municipality":
        return living_codes(dataset.municipalities)
    return sorted(dataset.organisations["organisation_id"])


def table_of(dataset: Dataset, kind: Kind) -> pd.DataFrame:
    """Return the table of members of a kind."""
    return dataset.municipalities if kind == "municipality" else dataset.organisations
