"""Tables to measure with: ours, and ones of any size, the same each time."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import kuntaverkostot as kv
from tests.large import large

# Members and networks by memberships.
SIZES = {3_000: (600, 30), 15_000: (3_000, 200), 90_000: (18_000, 400), 500_000: (100_000, 1_000)}


@cache
def dataset(count: int | None = None) -> kv.Dataset:
    """Return a dataset of so many memberships, or ours."""
    return kv.load_dataset() if count is None else large(*SIZES[count], count)


@contextmanager
def membership_file(count: int) -> Iterator[Path]:
    """Give so many memberships as a CSV file, which is gone afterwards."""
    rows = dataset(count).organisation_memberships[["organisation_id", "network_id"]]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "memberships.csv")
        rows.to_csv(path, index=False, header=["member", "network"])
        yield path


def named(count: int | None) -> str:
    """Return what to call it in the table."""
    return "our data" if count is None else f"{count:,} memberships"
