"""The memberships of a dataset in one frame."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from kuntaverkostot.dataset.standing import is_confirmed

if TYPE_CHECKING:
    from kuntaverkostot.dataset.dataset import Dataset


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
    columns = ["network_id", "kind", "member_id", "basis", "source_ids", "rule_id"]
    municipal = dataset.memberships.rename(columns={"municipality_code": "member_id"})
    organised = dataset.organisation_memberships.rename(columns={"organisation_id": "member_id"})
    parts = [municipal.assign(kind="municipality"), organised.assign(kind="organisation")]
    together = pd.concat(parts)[columns]
    if not candidates:
        together = together[is_confirmed(together["basis"])]
    return together.sort_values(columns[:3], ignore_index=True)
