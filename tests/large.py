"""Datasets of any size, the same for the same numbers, for tests and measurements."""

from __future__ import annotations

import dataclasses

import numpy as np
import pandas as pd

import kuntaverkostot as kv

SYLLABLES = ("kan", "sär", "ö", "jo", "by", "lah", "ti", "vä", "å", "nie", "mi", "stad", "ranta", "mo", "hel", "ås")


def names(count: int, *, seed: int) -> list[str]:
    """Return names of syllables with å, ä and ö; some come twice."""
    drawn = np.random.default_rng(seed).integers(0, len(SYLLABLES), size=(count, 3))
    return ["".join(SYLLABLES[place] for place in row).capitalize() for row in drawn]


def large(members: int, networks: int, memberships: int, *, seed: int = 1) -> kv.Dataset:
    """Return a dataset of organisations in networks of very different sizes; at most so many memberships."""
    random = np.random.default_rng(seed)
    weights = 1 / np.arange(1, networks + 1) ** 0.7
    network = random.choice(networks, size=int(memberships * 1.3), p=weights / weights.sum())
    # Members whose networks lie side by side, so that overlaps have a shape.
    member = (network * members // networks + (random.normal(0, members / 8, len(network))).astype(int)) % members
    pairs = np.unique(network * members + member)
    pairs = np.sort(random.permutation(pairs)[:memberships])
    base = kv.load_dataset()
    width = len(str(members))
    ids = np.array([f"m{place:0{width}}" for place in range(members)])
    codes = np.array([f"n{place:04}" for place in range(networks)])
    own, titles = names(members, seed=seed), names(networks, seed=seed + 1)
    tables = (
        "page_texts",
        "municipalities",
        "populations",
        "ended_municipalities",
        "outline",
        "memberships",
        "confirmations",
    )
    empty = {name: getattr(base, name).iloc[:0] for name in (*tables, "figures", "rules", "network_facts")}
    return dataclasses.replace(
        base,
        **empty,
        groups=_table(base.groups, group_id=["networks"], position=[1], name_fi=["Verkostot"], name_sv=["Nätverk"]),
        networks=_table(
            base.networks,
            network_id=codes,
            group_id=["networks"] * networks,
            name_fi=[f"{title} {place}" for place, title in enumerate(titles)],
            member_kind=["organisation"] * networks,
            status=["current"] * networks,
        ),
        organisations=_table(base.organisations, organisation_id=ids, kind=["member"] * members, name_fi=own),
        organisation_memberships=_table(
            base.organisation_memberships,
            network_id=codes[pairs // members],
            organisation_id=ids[pairs % members],
            basis=["listed"] * len(pairs),
        ),
        warnings=(),
        messages=(),
    )


def _table(like: pd.DataFrame, **columns: object) -> pd.DataFrame:
    """Return a table with the columns of another one; those that are not given are empty text."""
    made = pd.DataFrame(columns)
    return pd.DataFrame({name: made.get(name, "") for name in like.columns}).astype(like.dtypes)
