"""Tables to measure with: ours, and ones of any size, the same each time."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd

import kuntaverkostot as kv
from kuntaverkostot.dataset.rules import living
from tests.large import large

# Members and networks by memberships.
SIZES = {3_000: (600, 30), 15_000: (3_000, 200), 90_000: (18_000, 400), 500_000: (100_000, 1_000)}


@cache
def dataset(count: int | None = None) -> kv.Dataset:
    """Return a dataset of so many memberships, or ours."""
    return kv.load_dataset() if count is None else large(*SIZES[count], count)


@contextmanager
def membership_file(count: int, *, kind: str = "own members") -> Iterator[Path]:
    """Give so many memberships as a CSV file, which is gone afterwards."""
    written = {"sep": ";", "encoding": "cp1252", "lineterminator": "\r\n"} if kind == "Windows-1252" else {}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "list.csv")
        KINDS[kind](count).to_csv(path, index=False, **written)
        yield path


@contextmanager
def membership_folder(count: int) -> Iterator[Path]:
    """Give so many memberships of municipalities as the tables of a dataset, which are gone afterwards."""
    pairs = _municipal(count, "municipality_code")
    networks = pairs["verkosto"].unique()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        members = pd.DataFrame({"network_id": pairs["verkosto"], "municipality_code": pairs["kunta"]})
        members.assign(basis="listed", grade="", source_ids="", note="").to_csv(folder / "memberships.csv", index=False)
        described = {"group_id": "g", "name_fi": networks, "member_kind": "municipality", "status": "current"}
        pd.DataFrame({"network_id": networks, **described}).to_csv(folder / "networks.csv", index=False)
        group = {"group_id": ["g"], "position": [1], "name_fi": ["G"], "name_sv": ["G"], "name_en": ["G"]}
        pd.DataFrame(group).to_csv(folder / "groups.csv", index=False)
        yield folder


def _own(count: int) -> pd.DataFrame:
    rows = dataset(count).organisation_memberships[["organisation_id", "network_id"]]
    return rows.set_axis(["member", "network"], axis="columns")


def _municipal(count: int, name: str) -> pd.DataFrame:
    """Return memberships of our municipalities in as many networks as it takes, in no order."""
    members = living(dataset().municipalities)[name].to_numpy()
    pairs = np.random.default_rng(3).permutation(len(members) * (count // 250))[:count]
    numbers = pd.Series(pairs // len(members)).astype("str").str.zfill(4)
    return pd.DataFrame({"kunta": members[pairs % len(members)], "verkosto": "verkosto-" + numbers})


def _to_repair(count: int) -> pd.DataFrame:
    rows = _municipal(count, "name_fi")
    rows.loc[::100, "kunta"] += "\u00a0"
    return rows


KINDS: dict[str, Callable[[int], pd.DataFrame]] = {
    "own members": _own,
    "codes": lambda count: _municipal(count, "municipality_code"),
    "names": lambda count: _municipal(count, "name_fi"),
    "1 % to repair": _to_repair,
    "Windows-1252": lambda count: _municipal(count, "name_fi"),
}


def named(count: int | None) -> str:
    """Return what to call it in the table."""
    return "our data" if count is None else f"{count:,} memberships"
