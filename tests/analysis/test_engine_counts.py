"""Counting where the table is: every engine gives what pandas gives, and only counts come into Python."""

from __future__ import annotations

import datetime as dt
import tracemalloc
from importlib import import_module
from itertools import combinations

import narwhals.stable.v2 as nw
import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import kuntaverkostot as kv
from kuntaverkostot.dataset import engine_queries, engine_table
from tests.engines import LIBRARIES, table_of

BOTH = {"member": "who", "network": "club"}
CLUBS = {
    "who": ["Ann", "Ann", "Bob", "Cid", "Cid", "Dee", "Ann", "Eve"],
    "club": ["Choir", "Chess", "Chess", "Choir", "Chess", "Film", "Choir", "Chess"],
}
# Rows may repeat a membership, and networks may be in any order.
relations = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 6)), min_size=1, max_size=60)

each_library = pytest.mark.parametrize("library", LIBRARIES)


def _columns(pairs):
    return {"who": [f"m{one}" for one, _ in pairs], "club": [f"n{other}" for _, other in pairs]}


def _expected(pairs):
    """Count without an engine: sets of Python."""
    networks = {}
    for member, network in zip(*_columns(pairs).values(), strict=True):
        networks.setdefault(member, set()).add(network)
    members = {}
    for member, own in sorted(networks.items()):
        members.setdefault(tuple(sorted(own)), []).append(member)
    rows = [(own, len(own), len(alike), alike[0]) for own, alike in members.items()]
    rows.sort(key=lambda row: (-row[2], row[1], row[0]))
    shared = {}
    for own in networks.values():
        for pair in combinations(sorted(own), 2):
            shared[pair] = shared.get(pair, 0) + 1
    sizes = {network: sum(network in own for own in networks.values()) for network in set().union(*networks.values())}
    return rows, shared, sizes


def _counted(table):
    sets = kv.signatures(table, **BOTH)
    pairs = kv.pair_counts(table, **BOTH)
    sizes = kv.network_sizes(table, **BOTH)
    assert [*sets.columns] == ["networks", "degree", "size", "example"]
    return (
        list(sets.itertuples(index=False, name=None)),
        dict(zip(zip(pairs["network"], pairs["other"], strict=True), pairs["count"].tolist(), strict=True)),
        dict(zip(sizes["network"], sizes["size"].tolist(), strict=True)),
    )


@each_library
@settings(max_examples=20)
@given(relations)
def test_every_engine_counts_as_sets_of_python_do(library, pairs):
    assert _counted(table_of(library, _columns(pairs))) == _expected(pairs)


@settings(max_examples=4, suppress_health_check=[HealthCheck.too_slow])
@given(relations)
@pytest.mark.filterwarnings("ignore")  # Spark and Py4J warn of their own use of pandas and sockets
def test_spark_counts_as_sets_of_python_do(pairs):
    assert _counted(table_of("spark", _columns(pairs))) == _expected(pairs)


@pytest.mark.parametrize("library", ["dask", "ibis"])  # seconds for a table, so one table is enough
@pytest.mark.filterwarnings("ignore:Dask support:FutureWarning")  # which moves into a package of its own
def test_dask_and_ibis_count_as_sets_of_python_do(library):
    rng = np.random.default_rng(7)
    pairs = [*zip(rng.integers(0, 40, 150).tolist(), rng.integers(0, 9, 150).tolist(), strict=True)]
    assert _counted(table_of(library, _columns(pairs))) == _expected(pairs)


@each_library
def test_exact_sets_come_with_size_and_example_the_largest_first(library):
    sets = kv.signatures(table_of(library, CLUBS), **BOTH)
    assert sets.to_dict("list") == {
        "networks": [("Chess",), ("Chess", "Choir"), ("Film",)],
        "degree": [1, 2, 1],
        "size": [2, 2, 1],
        "example": ["Bob", "Ann", "Dee"],
    }


@each_library
def test_pairs_have_the_columns_and_figures_of_pairs(library):
    counted = kv.pair_counts(table_of(library, CLUBS), **BOTH)
    crossed = pd.crosstab(*map(pd.Series, CLUBS.values())).astype(bool)
    pd.testing.assert_frame_equal(
        counted.astype({"network": object, "other": object, "contained": object}),
        kv.pairs(crossed).astype({"network": object, "other": object, "contained": object}),
    )


@each_library
def test_sizes_count_a_repeated_membership_once(library):
    sizes = kv.network_sizes(table_of(library, CLUBS), **BOTH)
    assert sizes.to_dict("list") == {"network": ["Chess", "Choir", "Film"], "size": [4, 2, 1]}


@each_library
def test_numbers_and_days_are_names_too(library):
    one, other = dt.date(2020, 1, 2), dt.date(2021, 1, 2)
    table = table_of(library, {"who": [7, 7, 12], "club": [one, other, one]})
    if library == "pandas":
        table = table.astype({"club": "datetime64[s]"})
    sets = kv.signatures(table, **BOTH)
    assert sets["networks"].tolist() == [("2020-01-02",), ("2020-01-02", "2021-01-02")]
    assert sets["example"].tolist() == ["12", "7"]


@pytest.mark.parametrize("numbers", ["all the same", "sums that collide"])
def test_two_sets_with_one_key_are_told_apart(numbers, monkeypatch):
    true, tried = engine_queries._numbers, []

    def colliding(codes, count, seed):
        tried.append(seed)
        # 0 + 3 = 1 + 2: two sets of two networks with the same sum.
        number = nw.col("code") * int(numbers != "all the same")
        return true(codes, count, seed) if seed else codes.select("code", number.alias("number"))

    monkeypatch.setattr(engine_queries, "_numbers", colliding)
    pairs = [(0, 0), (0, 3), (1, 1), (1, 2), (2, 4)]
    for library in ("pandas", "duckdb"):
        tried.clear()
        assert _counted(table_of(library, _columns(pairs))) == _expected(pairs)
        assert 1 in tried


def test_a_table_that_changes_while_it_is_counted_is_refused(monkeypatch):
    monkeypatch.setattr(engine_queries, "_networks_of_sets", lambda *_, **__: {})
    with pytest.raises(RuntimeError, match="does not stay the same"):
        kv.signatures(pd.DataFrame(CLUBS), **BOTH)


@each_library
def test_too_many_exact_sets_are_refused_and_pairs_are_joined_instead(library, monkeypatch):
    monkeypatch.setattr(engine_queries, "MOST_SETS", 2)
    table = table_of(library, CLUBS)
    with pytest.raises(ValueError, match="more than 2 exact sets"):
        kv.signatures(table, **BOTH)
    joined = kv.pair_counts(table, **BOTH)
    monkeypatch.undo()
    pd.testing.assert_frame_equal(joined, kv.pair_counts(table, **BOTH))


def test_networks_whose_numbers_are_powers_do_not_collide():
    # Sums of first to third powers of these are equal, so that they would collide under any polynomial of degree 3.
    one, other = [0, 3, 5, 6, 9, 10, 12, 15], [1, 2, 4, 7, 8, 11, 13, 14]
    columns = {"who": ["a"] * 8 + ["b"] * 8, "club": [f"n{code:02}" for code in [*one, *other]]}
    opened = engine_table.engine_table(pd.DataFrame(columns), **BOTH)
    assert len(engine_queries._sizes_of_sets(opened, 0)) == 2


@pytest.mark.parametrize("count", [1, 2, 1000, 100_000])
def test_the_sum_of_all_numbers_fits_into_64_bits(count):
    codes = nw.from_native(pd.DataFrame({"code": np.arange(count)})).lazy()
    numbers = engine_queries._numbers(codes, count, seed=4).collect().to_pandas()["number"]
    assert sum(map(int, numbers)) < 2**63
    assert (numbers >= 0).all()
    assert numbers.nunique() == count


@each_library
def test_rows_without_a_member_or_network_are_refused_with_their_number(library):
    table = table_of(library, {"who": ["Ann", None, "Bob", " "], "club": ["Choir", "Chess", None, ""]})
    with pytest.raises(kv.DataError) as caught:
        kv.signatures(table, **BOTH)
    assert [(problem.field, problem.rule, problem.value) for problem in caught.value.problems] == [
        ("who", "rows-without-value", "2"),
        ("club", "rows-without-value", "2"),
    ]
    assert str(caught.value).startswith("table who: rows without a value in the column: 2; each membership has")


def test_numbers_that_are_missing_are_no_members():
    with pytest.raises(kv.DataError, match="who: rows without a value in the column: 1;"):
        kv.network_sizes(pd.DataFrame({"who": [1.0, float("nan")], "club": ["a", "b"]}), **BOTH)


@each_library
def test_a_column_that_is_not_there_is_named_with_those_that_are(library):
    with pytest.raises(kv.DataError, match="there is no column clubs in the table; its columns are who, club"):
        kv.signatures(table_of(library, CLUBS), member="who", network="clubs")


def test_one_column_is_not_both():
    with pytest.raises(kv.DataError, match="table who: the column was given for both"):
        kv.signatures(pd.DataFrame(CLUBS), member="who", network="who")


def test_a_table_without_rows_is_refused():
    with pytest.raises(kv.DataError, match="there are no rows below"):
        kv.signatures(pd.DataFrame(CLUBS).head(0), **BOTH)


@pytest.mark.parametrize("library", ["polars", "pyarrow", "duckdb"])
def test_lists_are_refused_by_their_type(library):
    with pytest.raises(TypeError, match="'club' holds values of the type List"):
        kv.signatures(table_of(library, {"who": ["Ann"], "club": [["Choir"]]}), **BOTH)


def test_mixed_values_are_refused():
    with pytest.raises(TypeError, match="'who' holds values of the type Object"):
        kv.signatures(pd.DataFrame({"who": ["a", 1], "club": ["x", "y"]}, dtype=object), **BOTH)


def test_what_is_no_table_is_refused():
    with pytest.raises(TypeError, match=r"a dataframe of .* is needed; got dict"):
        kv.signatures(CLUBS, **BOTH)


def test_too_many_networks_are_refused(monkeypatch):
    monkeypatch.setattr(engine_table, "MOST_NETWORKS", 2)
    with pytest.raises(ValueError, match="more than 2 networks; are the columns the right way round"):
        kv.network_sizes(pd.DataFrame(CLUBS), **BOTH)


def test_categories_are_names_in_the_order_of_names():
    frame = pd.DataFrame(CLUBS).astype("category")
    frame["who"] = frame["who"].cat.reorder_categories(["Eve", "Dee", "Cid", "Bob", "Ann"])
    pd.testing.assert_frame_equal(kv.signatures(frame, **BOTH), kv.signatures(pd.DataFrame(CLUBS), **BOTH))


def test_only_counts_are_collected(monkeypatch):
    collected, true = [], engine_table.collected

    def watched(rows):
        columns = true(rows)
        collected.append(max(map(len, columns.values())))
        return columns

    for module in (engine_table, engine_queries):
        monkeypatch.setattr(module, "collected", watched)
    rows = {"who": [f"m{place // 3}" for place in range(30_000)], "club": [f"n{place % 6}" for place in range(30_000)]}
    sets = kv.signatures(table_of("duckdb", rows), **BOTH)
    assert sets["size"].tolist() == [5000, 5000]
    assert collected == [6, 2, 6]


@each_library
def test_sets_that_are_not_too_large_name_their_members(library):
    sets = kv.signatures(table_of(library, CLUBS), **BOTH, most_named=1)
    assert sets["members"].tolist() == [None, None, ("Dee",)]
    sets = kv.signatures(table_of(library, CLUBS), **BOTH, most_named=1000)
    assert sets["members"].tolist() == [("Bob", "Eve"), ("Ann", "Cid"), ("Dee",)]


def test_not_too_many_members_are_named_altogether(monkeypatch):
    monkeypatch.setattr(engine_queries, "MOST_NAMES", 3)
    sets = kv.signatures(pd.DataFrame(CLUBS), **BOTH, most_named=1000)
    # The second set has two members more than there is room for, the third has room.
    assert [members and len(members) for members in sets["members"]] == [2, None, 1]


def test_counting_takes_no_memory_of_python_for_rows():
    table_of("duckdb", CLUBS)  # where DuckDB and PyArrow are not installed, this is left out
    duckdb, pyarrow = import_module("duckdb"), import_module("pyarrow")
    peaks = []
    for rows in (300, 300_000):
        table = duckdb.sql(f"SELECT i // 3 AS who, 'club ' || i % 6 AS club FROM range({rows}) t(i)")  # noqa: S608
        before = pyarrow.total_allocated_bytes()
        tracemalloc.start()
        sets = kv.signatures(table, **BOTH)
        peaks.append(tracemalloc.get_traced_memory()[1] + pyarrow.total_allocated_bytes() - before)
        tracemalloc.stop()
        assert sets["size"].tolist() == [rows // 6] * 2
    # A list of the members alone would take 800,000 bytes.
    assert peaks[1] < 400_000


@pytest.mark.parametrize("library", LIBRARIES)
def test_spaces_tell_no_names_apart(library):
    table = table_of(library, {"who": ["Ann ", "Ann", "Bob"], "club": ["Jazz  choir", " Jazz choir", "Jazz choir"]})
    sets = kv.signatures(table, member="who", network="club")
    assert (sets["networks"].tolist(), sets["size"].tolist()) == ([("Jazz choir",)], [2])
