"""Overlaps: ours against the obvious way, at the size of our dataset and at one that no country has."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd
from harness import Comparison

import kuntaverkostot as kv
from kuntaverkostot.intersections import signature_groups

HEADING = "Overlaps"
MEMBERS, NETWORKS, DEGREE = 100_000, 1_000, 5
# How many different sets of networks there are among the members: as in our dataset, few; and at worst, all.
KINDS = {"2,000 different sets": 2_000, "all sets different": MEMBERS}
GROUPS_TARGET, PAIRS_TARGET = 100, 50


@dataclass(frozen=True, slots=True)
class Memberships:
    """The same memberships in each form that one of the ways starts from.

    Attributes
    ----------
    name : str
        Which they are.
    members, networks : numpy.ndarray of int
        Codes, sorted by member, then network.
    rows : pandas.DataFrame
        The same, a row for each.
    incidence : pandas.DataFrame of bool
        Member x network.
    """

    name: str
    members: np.ndarray
    networks: np.ndarray
    rows: pd.DataFrame
    incidence: pd.DataFrame


def comparisons() -> Iterator[Comparison]:
    """Yield what is measured."""
    yield from _groups(_real(), repeats=50)
    yield from _pairs(_real(), repeats=5)
    for name, kinds in KINDS.items():
        made = _made(name, kinds)
        yield from _groups(made, target=GROUPS_TARGET)
        yield from _pairs(made, target=PAIRS_TARGET, runs=3)


def sets_row_by_row(rows: pd.DataFrame) -> dict[frozenset[int], list[int]]:
    """Return members by their set of networks: rows of a table one after the other, sets as keys of a dict."""
    held: dict[int, set[int]] = {}
    for row in rows.itertuples(index=False):
        held.setdefault(row.member, set()).add(row.network)
    return _by_set(held)


def sets_of_lists(members: list[int], networks: list[int]) -> dict[frozenset[int], list[int]]:
    """Return the same from two lists that were made before, which is the fastest that a loop can be."""
    held: dict[int, set[int]] = {}
    for member, network in zip(members, networks, strict=True):
        held.setdefault(member, set()).add(network)
    return _by_set(held)


def crosstab_product(rows: pd.DataFrame) -> pd.DataFrame:
    """Return how many members each two networks share, as a cross table times itself.

    The product is one of floats, which numpy leaves to BLAS: one of whole numbers takes minutes at the large size.
    """
    crossed = pd.crosstab(rows["member"], rows["network"]).astype("float32")
    return crossed.T @ crossed


def _by_set(held: dict[int, set[int]]) -> dict[frozenset[int], list[int]]:
    found: dict[frozenset[int], list[int]] = {}
    for member, networks in held.items():
        found.setdefault(frozenset(networks), []).append(member)
    return found


def _groups(made: Memberships, *, target: float | None = None, runs: int = 7, repeats: int = 1) -> Iterator[Comparison]:
    _check_groups(made)
    members, networks = made.members.tolist(), made.networks.tolist()
    mixed = np.random.default_rng(1).permutation(len(made.members))
    mixed_members, mixed_networks = made.members[mixed], made.networks[mixed]
    mixed_rows = made.rows.iloc[mixed]
    what = f"exclusive intersections, {made.name}"
    by_row, by_list = "frozensets in a dict, row by row", "frozensets in a dict, from lists"
    common = {"runs": runs, "repeats": repeats}
    yield Comparison(
        f"{what}, from codes",
        lambda: signature_groups(made.members, made.networks),
        lambda: sets_row_by_row(made.rows),
        by_row,
        target=target,
        **common,
    )
    yield Comparison(
        f"{what}, from codes in random order",
        lambda: signature_groups(mixed_members, mixed_networks),
        lambda: sets_row_by_row(mixed_rows),
        by_row,
        **common,
    )
    yield Comparison(
        f"{what}, from codes",
        lambda: signature_groups(made.members, made.networks),
        lambda: sets_of_lists(members, networks),
        by_list,
        **common,
    )
    yield Comparison(
        f"{what}, frame from a Boolean frame",
        lambda: kv.exclusive_intersections(made.incidence),
        lambda: sets_row_by_row(made.rows),
        by_row,
        **common,
    )


def _pairs(made: Memberships, *, target: float | None = None, runs: int = 7, repeats: int = 1) -> Iterator[Comparison]:
    _check_pairs(made)
    yield Comparison(
        f"pairs, {made.name}",
        lambda: kv.pairs(made.incidence),
        lambda: crosstab_product(made.rows),
        "pandas.crosstab, then a product of floats",
        runs=runs,
        repeats=repeats,
        target=target,
    )


def _check_groups(made: Memberships) -> None:
    """Raise ValueError unless both ways find the same, for what is measured must be the same work."""
    groups = signature_groups(made.members, made.networks)
    keys = np.split(groups.networks, groups.network_starts[1:])
    parts = np.split(groups.members, groups.member_starts[1:])
    ours = {frozenset(key.tolist()): part.tolist() for key, part in zip(keys, parts, strict=True)}
    if ours != sets_row_by_row(made.rows):
        raise ValueError(f"the two ways differ: {made.name}")


def _check_pairs(made: Memberships) -> None:
    ours = kv.shared_counts(made.incidence).to_numpy()
    if not np.array_equal(ours, crosstab_product(made.rows).to_numpy()):
        raise ValueError(f"the two ways differ: {made.name}")


def _real() -> Memberships:
    incidence = kv.incidence(kv.load_dataset(), ended=True)
    members, networks = np.nonzero(incidence.to_numpy())
    return _memberships(f"our dataset, {len(members)} memberships", members, networks, incidence)


def _made(name: str, kinds: int) -> Memberships:
    """Return memberships of members of which each is in five networks, with so many different sets of these."""
    random = np.random.default_rng(20)
    sets = np.argsort(random.random((kinds, NETWORKS), dtype=np.float32), axis=1)[:, :DEGREE]
    kind = np.concatenate([np.arange(kinds), random.integers(0, kinds, MEMBERS - kinds)])
    networks = np.sort(sets, axis=1)[random.permutation(kind)].ravel()
    members = np.repeat(np.arange(MEMBERS), DEGREE)
    cells = np.zeros((MEMBERS, NETWORKS), dtype=bool)
    cells[members, networks] = True
    ids, codes = [f"network-{one:03}" for one in range(NETWORKS)], [f"{one:05}" for one in range(MEMBERS)]
    incidence = pd.DataFrame(cells, index=pd.Index(codes), columns=pd.Index(ids), copy=False)
    what = f"{len(members):,} memberships, {NETWORKS:,} networks, {name}"
    return _memberships(what, members, networks, incidence)


def _memberships(name: str, members: np.ndarray, networks: np.ndarray, incidence: pd.DataFrame) -> Memberships:
    return Memberships(name, members, networks, pd.DataFrame({"member": members, "network": networks}), incidence)
