"""Kinds of members: municipalities, and members that are none; and which of them is meant when nobody says."""

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
# What members of each kind are called by, in every table.
KEYS: Mapping[Kind, str] = {"municipality": "municipality_code", "organisation": "organisation_id"}


def usual_kind(dataset: Dataset, *, candidates: bool = False) -> Kind:
    """Return whose memberships are meant when nobody says: those of organisations only where no municipality has any.

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
    # Where nobody is a member, it is those of whom the tables tell.
    if not municipal and not organised:
        return "municipality" if living_codes(dataset.municipalities) else "organisation"
    return "municipality" if municipal else "organisation"


def chosen_kind(dataset: Dataset, kind: Kind | None, *, candidates: bool = False) -> Kind:
    """Return a kind as it was asked for, or the usual one; ValueError when it is no kind."""
    if kind is None:
        return usual_kind(dataset, candidates=candidates)
    if kind not in KINDS:
        raise ValueError(f"kind must be one of {', '.join(KINDS)}; got {kind!r}")
    return kind


def memberships_of(dataset: Dataset, kind: Kind, *, candidates: bool = False) -> pd.DataFrame:
    """Return network and member of the memberships of a kind, without candidates unless these count."""
    held = dataset.memberships if kind == "municipality" else dataset.organisation_memberships
    pairs = held[["network_id", KEYS[kind]]]
    return pairs if candidates else pairs[is_confirmed(held["basis"])]


def member_codes(dataset: Dataset, kind: Kind) -> list[str]:
    """Return what living municipalities, or all organisations of the table, are called by; sorted."""
    if kind == "municipality":
        return living_codes(dataset.municipalities)
    return sorted(dataset.organisations["organisation_id"])


def table_of(dataset: Dataset, kind: Kind) -> pd.DataFrame:
    """Return the table in which members of a kind are named."""
    return dataset.municipalities if kind == "municipality" else dataset.organisations
