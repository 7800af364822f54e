"""What engines count: exact sets of networks, pairs and sizes. Joins, groups and sums alone, which every engine has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import narwhals.stable.v2 as nw

from kuntaverkostot.dataset.engine_table import EngineTable, Rows, collected, distinct, network_codes

# More exact sets than these say little, and neither a page nor a person could show them.
MOST_SETS = 100_000
MOST_LINKS = 5_000_000  # networks of all of them together
MOST_NAMES = 10_000  # members that are named
TRIES = 5
# Two prime numbers below 2 ** 31: a number below them has a square of less than 2 ** 62.
PRIMES = (2_147_483_647, 2_147_483_629)
SET = ["degree", "key"]


@dataclass(frozen=True, slots=True)
class ExactSet:
    """An exact set of networks.

    Attributes
    ----------
    networks : tuple of int
        Codes of the networks, ascending.
    size : int
        How many members have these networks and no other.
    example : object
        The first of them, as the engine orders values.
    members : tuple
        All of them, where they were asked for.
    """

    networks: tuple[int, ...]
    size: int
    example: Any
    members: tuple[Any, ...] = ()


class TooManySetsError(ValueError):
    """More exact sets than can be collected."""


def exact_sets_of(table: EngineTable, *, most_named: int = 0) -> list[ExactSet]:
    """Return the exact sets of a table, in any order.

    Each network gets a number that looks random, and the sum of the numbers of a member's networks, with how many
    they are, is the key of its set. Then the networks of all members of each key are asked for: when they are as many
    as each of these members has, each has all of them, so that the key stands for one set alone. If not, it is done
    again with other numbers. The result is therefore exact.

    Parameters
    ----------
    table : EngineTable
        From :func:`kuntaverkostot.dataset.engine_table.engine_table`.
    most_named : int
        The members of sets with at most so many are asked for, of the largest such sets first; at most
        :data:`MOST_NAMES` altogether.

    Raises
    ------
    TooManySetsError
        When there are more than can be collected.
    RuntimeError
        When the table changes while it is counted.

    Examples
    --------
    >>> import pandas as pd
    >>> from kuntaverkostot.dataset.engine_table import engine_table
    >>> people = pd.DataFrame({"who": ["Ann", "Ann", "Bob"], "club": ["Choir", "Chess", "Chess"]})
    >>> for exact in sorted(exact_sets_of(engine_table(people, member="who", network="club")), key=str):
    ...     print(exact)
    ExactSet(networks=(0, 1), size=1, example='Ann', members=())
    ExactSet(networks=(0,), size=1, example='Bob', members=())
    """
    for seed in range(TRIES):
        sizes = _sizes_of_sets(table, seed)
        degrees = [degree for degree, _ in sizes]
        if len(sizes) > MOST_SETS or sum(degrees) > MOST_LINKS:
            raise TooManySetsError(f"the table has more than {MOST_SETS:,} exact sets of networks")
        # Rows need not be made distinct again where they are so already.
        repeated = sum(size * degree for (degree, _), (size, _) in sizes.items()) < table.count
        networks = _networks_of_sets(table, seed, repeated=repeated)
        if networks.keys() == sizes.keys() and all(len(networks[key]) == key[0] for key in sizes):
            members = _members_of_sets(table, seed, _to_name(sizes, most_named), repeated=repeated)
            return [
                ExactSet(tuple(sorted(networks[key])), size, example, tuple(members.get(key, ())))
                for key, (size, example) in sizes.items()
            ]
    raise RuntimeError("the table does not stay the same while it is counted")


def sizes_of(table: EngineTable) -> dict[int, int]:
    """Return how many members each network has, by its code."""
    sizes = collected(distinct(_coded(table)).group_by("code").agg(nw.len().alias("size")))
    return dict(zip(sizes["code"], sizes["size"], strict=True))


def shared_of(table: EngineTable) -> dict[tuple[int, int], int]:
    """Return how many members each two networks share, by their codes, the smaller first; pairs that share any.

    The engine joins each member's networks with each other, which takes much longer than counting exact sets; it is
    for tables that have too many of these.
    """
    memberships = distinct(_coded(table))
    others = memberships.select("member", nw.col("code").alias("other"))
    pairs = memberships.join(others, on="member", how="inner").filter(nw.col("code") < nw.col("other"))
    counts = collected(pairs.group_by("code", "other").agg(nw.len().alias("count")))
    return dict(zip(zip(counts["code"], counts["other"], strict=True), counts["count"], strict=True))


def _coded(table: EngineTable) -> Rows:
    """Return each row with the code of its network: columns member and code."""
    return table.rows.join(network_codes(table.rows), on="network", how="inner").select("member", "code")


def _sizes_of_sets(table: EngineTable, seed: int) -> dict[tuple[int, int], tuple[int, Any]]:
    """Return size and example of each set, by how many networks it has and by its key."""
    counts = collected(
        _keys_of_members(table, distinct(_coded(table)), seed)
        .group_by(*SET)
        .agg(nw.len().alias("size"), nw.col("member").min().alias("example"))
        .head(MOST_SETS + 1)
    )
    keys = zip(counts["degree"], counts["key"], strict=True)
    return dict(zip(keys, zip(counts["size"], counts["example"], strict=True), strict=True))


def _networks_of_sets(table: EngineTable, seed: int, *, repeated: bool) -> dict[tuple[int, int], list[int]]:
    """Return the networks of the members of each set, by how many networks each member has and by its key."""
    memberships = distinct(_coded(table)) if repeated else _coded(table)
    keys = _keys_of_members(table, memberships, seed)
    links = distinct(memberships.join(keys, on="member", how="inner").select(*SET, "code"))
    networks = defaultdict(list)
    columns = collected(links.head(MOST_LINKS + 1))
    for degree, key, code in zip(columns["degree"], columns["key"], columns["code"], strict=True):
        networks[degree, key].append(code)
    return dict(networks)


def _to_name(sizes: Mapping[tuple[int, int], tuple[int, Any]], most_named: int) -> list[tuple[int, int]]:
    """Return the keys of the sets whose members are named: not too large, and not too many altogether."""
    chosen, room = [], MOST_NAMES
    for key, (size, _) in sorted(sizes.items(), key=lambda item: (-item[1][0], item[0])):
        if size <= min(most_named, room):
            chosen.append(key)
            room -= size
    return chosen


def _members_of_sets(
    table: EngineTable, seed: int, chosen: Sequence[tuple[int, int]], *, repeated: bool
) -> dict[tuple[int, int], list[Any]]:
    """Return the members of some sets, sorted, by how many networks each has and by its key."""
    members = defaultdict(list)
    if chosen:
        memberships = distinct(_coded(table)) if repeated else _coded(table)
        by_degree = defaultdict(list)
        for degree, key in chosen:
            by_degree[degree].append(key)
        is_chosen = [(nw.col("degree") == degree) & nw.col("key").is_in(keys) for degree, keys in by_degree.items()]
        keys = _keys_of_members(table, memberships, seed).filter(nw.any_horizontal(*is_chosen, ignore_nulls=True))
        columns = collected(keys.sort("member"))
        for degree, key, member in zip(columns["degree"], columns["key"], columns["member"], strict=True):
            members[degree, key].append(member)
    return {key: members[key] for key in chosen}


def _keys_of_members(table: EngineTable, memberships: Rows, seed: int) -> Rows:
    """Return how many networks each member has, and the sum of their numbers: columns member, degree and key."""
    numbers = _numbers(network_codes(table.rows), len(table.networks), seed)
    summed = (
        memberships.join(numbers, on="code", how="inner")
        .group_by("member")
        .agg(nw.len().alias("degree"), nw.col("number").sum().alias("key"))
    )
    # DuckDB sums in 128 bits.
    return summed.with_columns(nw.col("degree").cast(nw.Int64), nw.col("key").cast(nw.Int64))


def _numbers(codes: Rows, count: int, seed: int) -> Rows:
    """Return a number for each code that looks random: columns code and number.

    Squares are taken by two prime numbers in turn, so that no sums of powers decide whether two sets collide. The
    numbers are as large as they can be while the sum of all of them is less than 2 ** 63.
    """
    bits = 31 - count.bit_length()
    high, low = (_mixed(start) for start in (1_000_003 * (seed + 1), 7_000_003 * (seed + 1)))
    return (
        _squared(codes, high, "high")
        .pipe(_squared, low, "low")
        .select("code", (nw.col("high") * 2**bits + nw.col("low") % 2**bits).alias("number"))
    )


def _mixed(start: int) -> tuple[int, ...]:
    """Return what is added before each squaring."""
    return tuple(pow(start + step, 3, 1_000_000_007) for step in range(4))


def _squared(codes: Rows, added: tuple[int, ...], name: str) -> Rows:
    """Return codes with a number below 2 ** 31 that looks random."""
    codes = codes.with_columns(nw.col("code").alias(name))
    for step, addend in enumerate(added):
        # In two steps, because the square of an expression would hold it twice.
        codes = codes.with_columns((nw.col(name) + addend) % PRIMES[step % 2])
        codes = codes.with_columns(nw.col(name) * nw.col(name) % PRIMES[(step + 1) % 2])
    return codes
