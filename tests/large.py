"""Datasets of any size for tests and benchmarks; the same arguments give the same dataset."""

from __future__ import annotations

import dataclasses
import math
from pathlib import Path

import numpy as np
import pandas as pd

import kuntaverkostot as kv

SYLLABLES = ("kan", "sär", "ö", "jo", "by", "lah", "ti", "vä", "å", "nie", "mi", "stad", "ranta", "mo", "hel", "ås")


def names(count: int, *, seed: int) -> list[str]:
    """Return names made of syllables with å, ä and ö; some occur twice."""
    drawn = np.random.default_rng(seed).integers(0, len(SYLLABLES), size=(count, 3))
    return ["".join(SYLLABLES[place] for place in row).capitalize() for row in drawn]


def large(members: int, networks: int, memberships: int, *, seed: int = 1) -> kv.Dataset:
    """Return a dataset of organisations in networks of very different sizes; ``memberships`` is an upper limit."""
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
    empty = {
        name: getattr(base, name).iloc[:0] for name in (*tables, "figures", "rules", "rule_exceptions", "network_facts")
    }
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
            position=[math.nan] * networks,
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
    """Return a table with the columns of another one; columns without values are empty text."""
    made = pd.DataFrame(columns)
    return pd.DataFrame({name: made.get(name, "") for name in like.columns}).astype(like.dtypes)


def furnished(dataset: kv.Dataset) -> kv.Dataset:
    """Return a dataset with municipalities and with everything that the tables can say about networks.

    The members of n0004 are twenty municipalities, those of n0005 seven of them; n0002 has ended, of n0003 the state is
    not known, n0006 has no members. The last four municipalities are in no network.
    """
    base, source = kv.load_dataset(), kv.load_dataset().sources["source_id"].tolist()
    municipalities = base.municipalities[base.municipalities["ended_on"] == ""].reset_index(drop=True)
    codes, ids = municipalities["municipality_code"].tolist()[:-4], dataset.networks["network_id"].tolist()
    pairs = [("n0004", code) for code in codes[:20]] + [("n0005", code) for code in codes[3:10]]
    pairs += [(ids[7 + place % (len(ids) - 7)], code) for place, code in enumerate(codes)]
    networks = dataset.networks.set_index("network_id")
    networks.loc["n0001", ["founded", "description_fi", "description_sv", "description_en"]] = [
        "2010-05",
        "Kuvaus verkostosta.",
        "Beskrivning av nätverket.",
        "A description of the network.",
    ]
    networks.loc["n0001", ["members_fi", "members_sv", "members_en"]] = [
        "Jäseniä on.",
        "Medlemmar finns.",
        "It has some.",
    ]
    networks.loc["n0001", "source_ids"] = f"{source[1]};{source[0]}"
    networks.loc["n0002", ["founded", "ended", "status"]] = ["2001", "2019-12-31", "ended"]
    networks.loc["n0003", "status"] = "unknown"
    networks.loc[["n0004", "n0005"], "member_kind"] = "municipality"
    organised = dataset.organisation_memberships
    return dataclasses.replace(
        dataset,
        municipalities=municipalities,
        populations=base.populations,
        networks=networks.reset_index()[dataset.networks.columns].astype(dataset.networks.dtypes),
        memberships=_table(
            base.memberships,
            network_id=[network for network, _ in pairs],
            municipality_code=[code for _, code in pairs],
            basis=["listed"] * len(pairs),
            source_ids=[source[2]] * len(pairs),
        ),
        organisation_memberships=organised[~organised["network_id"].isin(["n0004", "n0005", "n0006"])],
        network_facts=base.network_facts.head(3).assign(
            network_id=["n0001", "n0001", ""], source_ids=source[0], position=[1.0, 2.0, 1.0]
        ),
        figures=base.figures.head(3).assign(
            figure_id=["one", "two", "three"],
            network_id=["n0004", "n0004", "n0001"],
            measure=["members", "population", "members"],
            scope="all",
            qualifier="exact",
            value=[25, 10, 5000],
            source_ids=source[0],
        ),
    )


def many_networks(networks: int, *, members: int, folder: Path) -> kv.Dataset:
    """Return a list of members as in a file: groups of three in the same networks, of which there are many."""
    random = np.random.default_rng(networks)
    kinds = [random.choice(networks, size=random.integers(1, 6), replace=False) for _ in range(members // 3)]
    held = {(one, network) for one in range(members) for network in kinds[random.integers(len(kinds))].tolist()}
    held |= {(int(random.integers(members)), network) for network in range(networks)}
    rows = "".join(f"Member {one:03},Network {network:03}\n" for one, network in sorted(held))
    table = folder / "members.csv"
    table.write_text(f"member,network\n{rows}", encoding="utf-8")
    return kv.read_dataset(table)
