"""Small divisions into municipalities."""

from __future__ import annotations

import pandas as pd

DATE = "2024-12-31"


def municipalities_of(*rows: tuple[str, str, str, str]) -> pd.DataFrame:
    """Return municipalities from their code, language, last day and successor."""
    return pd.DataFrame(rows, columns=["municipality_code", "language", "ended_on", "merged_into"], dtype="str")


def populations_of(counts: dict[str, int], date: str = DATE) -> pd.DataFrame:
    """Return the inhabitants of a day from those of each municipality."""
    return pd.DataFrame(
        {"municipality_code": list(counts), "date": date, "population": list(counts.values())},
    )
