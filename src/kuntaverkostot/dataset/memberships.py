"""Memberships of municipalities and organisations together."""

from __future__ import annotations

import pandas as pd

from kuntaverkostot.dataset.dataset import Dataset, rows_of
from kuntaverkostot.dataset.frames import TEXT
from kuntaverkostot.dataset.standing import is_confirmed


def all_memberships(dataset: Dataset, *, candidates: bool = False) -> pd.DataFrame:
    """Return the memberships of municipalities and organisations in one frame.

    Parameters
    ----------
    dataset : Dataset
        The tables.
    candidates : bool
        Whether memberships that no source names are included.

    Returns
    -------
    pandas.DataFrame
        Columns network_id, kind ("municipality" or "organisation"), member_id, basis, source_ids, rule_id;
        sorted.
    """
    rows = membership_rows(dataset, candidates=candidates)
    columns = ["network_id", "kind", "member_id", "basis", "source_ids", "rule_id"]
    cells = zip(*rows, strict=True) if rows else [()] * len(columns)
    return pd.DataFrame({name: pd.array(cell, dtype=TEXT) for name, cell in zip(columns, cells, strict=True)})


def membership_rows(dataset: Dataset, *, candidates: bool = False) -> list[tuple[str, str, str, str, str, str]]:
    """Return the rows of :func:`all_memberships`."""
    tables = {
        "municipality": (dataset.memberships, "municipality_code"),
        "organisation": (dataset.organisation_memberships, "organisation_id"),
    }
    return sorted(
        (network, kind, member, basis, sources, rule)
        for kind, (table, key) in tables.items()
        for network, member, basis, sources, rule in rows_of(table, "network_id", key, "basis", "source_ids", "rule_id")
        if candidates or is_confirmed(basis)
    )
