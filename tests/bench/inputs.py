"""Tables to measure with: ours, and any number of memberships, the same each time."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import numpy as np

import kuntaverkostot as kv

# Members and networks by memberships.
SIZES = {3_000: (600, 30), 15_000: (3_000, 100), 90_000: (18_000, 300), 500_000: (100_000, 1_000)}


def memberships(count: int) -> list[tuple[str, str]]:
    """Return so many memberships as names of a member and a network.

    Few networks are large and many small, and members are in networks that lie side by side, so that they overlap.
    """
    members, networks = SIZES[count]
    random = np.random.default_rng(20)
    weights = 1 / np.arange(1, networks + 1) ** 0.7
    network = random.choice(networks, size=2 * count, p=weights / weights.sum())
    member = (network * members // networks + random.normal(0, members / 8, len(network)).astype(int)) % members
    pairs = random.permutation(np.unique(member * networks + network))[:count]
    return [(f"Member {one:06}", f"Network {other:04}") for one, other in zip(*np.divmod(pairs, networks), strict=True)]


@contextmanager
def membership_file(count: int) -> Iterator[Path]:
    """Give so many memberships as a CSV file, which is gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "memberships.csv")
        rows = "".join(f"{member},{network}\n" for member, network in memberships(count))
        path.write_text(f"member,network\n{rows}", encoding="utf-8")
        yield path


@cache
def dataset(count: int | None = None) -> kv.Dataset:
    """Return so many memberships as a dataset, or ours."""
    if count is None:
        return kv.load_dataset()
    with membership_file(count) as path:
        return kv.read_dataset(path)


def named(count: int | None) -> str:
    """Return what to call it in the table."""
    return "our data" if count is None else f"{count:,} memberships"
