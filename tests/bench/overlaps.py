"""Overlaps: ours against the obvious way, at the size of our dataset and at one that no country has."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache

import numpy as np
import pandas as pd

import kuntaverkostot as kv
from kuntaverkostot.analysis.signatures import signature_groups
from tests.bench.harness import Line, Reading, Target, Timer, in_process, peak_memory, share, times_as_fast
from tests.bench.inputs import dataset

HEADING = "Overlaps"
MEMBERS, NETWORKS, DEGREE = 100_000, 1_000, 5
# How many different sets of networks there are among the members: as in our dataset, few; and at worst, all.
KINDS = {"2,000 different sets": 2_000, "all sets different": MEMBERS}
GROUPS, PAIRS, PEAK = Target(100), Target(50), Target(200, at_most=True)
COMPARED, CHANGES = 500_000, Target(3, at_most=True)
BY_ROW, BY_LIST = "frozensets in a dict, row by row", "frozensets in a dict, from lists"


@dataclass(frozen=True, slots=True)
class Memberships:
    """The same memberships in each form that one of the ways starts from.

    Attributes
    ----------
    members, networks : numpy.ndarray of int
        Codes, sorted by member, then network.
    rows : pandas.DataFrame
        The same, a row for each.
    incidence : pandas.DataFrame of bool
        Member x network.
    """

    members: np.ndarray
    networks: np.ndarray
    rows: pd.DataFrame
    incidence: pd.DataFrame


def lines() -> Iterator[Line]:
    """Yield what is measured."""
    yield from _lines(_real, "our data")
    for name, kinds in KINDS.items():
        what = f"{MEMBERS * DEGREE:,} memberships in {NETWORKS:,} networks, {name}"
        yield from _lines(lambda kinds=kinds: _made(kinds), what, targets=True)
    what = f"`compare`, two datasets of {COMPARED:,} memberships, nearly all different"
    yield Line(what, "`pandas.merge` of the ids alone, outer", _changes, CHANGES)


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


def _lines(make: Callable[[], Memberships], what: str, *, targets: bool = False) -> Iterator[Line]:
    made = cache(make)
    goal = GROUPS if targets else None
    rows = in_process(lambda: sets_row_by_row(made().rows))

    def codes() -> Timer:
        _check_groups(made())
        return in_process(lambda: signature_groups(made().members, made().networks))

    def lists() -> Timer:
        members, networks = made().members.tolist(), made().networks.tolist()
        return in_process(lambda: sets_of_lists(members, networks))

    def frame() -> Timer:
        return in_process(lambda: kv.exclusive_intersections(made().incidence))

    exclusive = f"exclusive intersections, {what}"
    yield Line(f"{exclusive}, from codes", BY_ROW, lambda: times_as_fast(codes(), rows), goal)
    yield Line(f"{exclusive}, from codes", BY_LIST, lambda: times_as_fast(codes(), lists()))
    yield Line(f"{exclusive}, from codes in random order", BY_ROW, lambda: times_as_fast(*_mixed(made())))
    yield Line(f"{exclusive}, as names from a Boolean frame", BY_ROW, lambda: times_as_fast(frame(), rows))
    yield Line(
        f"pairs, {what}",
        "`pandas.crosstab`, then a product of floats",
        lambda: _pairs(made()),
        PAIRS if targets else None,
    )
    if targets:
        for name, work in {"exclusive intersections": kv.exclusive_intersections, "pairs": kv.pairs}.items():
            yield Line(f"peak memory of {name}, {what}", "MB", lambda work=work: _peak(work, made()), PEAK)


def _mixed(made: Memberships) -> tuple[Timer, Timer]:
    order = np.random.default_rng(1).permutation(len(made.members))
    members, networks, rows = made.members[order], made.networks[order], made.rows.iloc[order]
    return (
        in_process(lambda: signature_groups(members, networks)),
        in_process(lambda: sets_row_by_row(rows)),
    )


def _pairs(made: Memberships) -> Reading:
    _check_pairs(made)
    ours = in_process(lambda: kv.pairs(made.incidence))
    return times_as_fast(ours, in_process(lambda: crosstab_product(made.rows)), runs=2)


def _peak(work: Callable[[pd.DataFrame], object], made: Memberships) -> Reading:
    return Reading([peak_memory(lambda: work(made.incidence)) / 1e6], "MB")


def _changes() -> Reading:
    old = dataset(COMPARED)
    table = old.organisation_memberships
    ids = np.unique(table["organisation_id"])
    others = dict(zip(ids, np.roll(ids, 1), strict=True))
    new = replace(old, organisation_memberships=table.assign(organisation_id=table["organisation_id"].map(others)))
    bare = [held.organisation_memberships[["network_id", "organisation_id"]] for held in (old, new)]
    merged = bare[0].merge(bare[1], how="outer", indicator=True)
    changes = kv.compare(old, new)
    if len(changes) != (merged["_merge"] != "both").sum() or len(changes) < COMPARED:
        raise ValueError("the two ways differ")
    return share(
        in_process(lambda: kv.compare(old, new)),
        in_process(lambda: bare[0].merge(bare[1], how="outer", indicator=True)),
    )


def _check_groups(made: Memberships) -> None:
    """Raise ValueError unless both ways find the same, for what is measured must be the same work."""
    groups = signature_groups(made.members, made.networks)
    keys = np.split(groups.networks, groups.network_starts[1:])
    parts = np.split(groups.members, groups.member_starts[1:])
    ours = {frozenset(key.tolist()): part.tolist() for key, part in zip(keys, parts, strict=True)}
    if ours != sets_row_by_row(made.rows):
        raise ValueError("the two ways differ")


def _check_pairs(made: Memberships) -> None:
    ours = kv.shared_counts(made.incidence).to_numpy()
    if not np.array_equal(ours, crosstab_product(made.rows).to_numpy()):
        raise ValueError("the two ways differ")


def _real() -> Memberships:
    incidence = kv.incidence(kv.load_dataset(), ended=True)
    members, networks = np.nonzero(incidence.to_numpy())
    return _memberships(members, networks, incidence)


def _made(kinds: int) -> Memberships:
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
    return _memberships(members, networks, incidence)


def _memberships(members: np.ndarray, networks: np.ndarray, incidence: pd.DataFrame) -> Memberships:
    return Memberships(members, networks, pd.DataFrame({"member": members, "network": networks}), incidence)
