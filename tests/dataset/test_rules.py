from __future__ import annotations

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from kuntaverkostot.dataset.rules import joined_with_rules, populations_at, successors
from kuntaverkostot.dataset.schema import split_list
from tests.divisions import DATE, municipalities_of, populations_of


def test_mergers_are_followed_to_their_end():
    municipalities = municipalities_of(
        ("001", "fi", "2015-01-01", "002"),
        ("002", "fi", "2020-01-01", "003"),
        ("003", "fi", "", ""),
        ("004", "fi", "2021-01-01", ""),
        ("005", "fi", "2021-01-01", "006"),
        ("006", "fi", "2021-01-01", "005"),
    )
    assert successors(municipalities) == {"001": "003", "002": "003", "003": "003"}
    counted = populations_at(municipalities, populations_of({"001": 1, "002": 20, "003": 300, "004": 7}), date=DATE)
    assert counted.to_dict() == {"003": 321}


@given(st.dictionaries(st.sampled_from(["001", "002", "003", "004"]), st.integers(0, 10**6)))
def test_nobody_is_lost_in_a_merger(counts):
    municipalities = municipalities_of(
        ("001", "fi", "", ""),
        ("002", "fi", "2020-01-01", "001"),
        ("003", "fi", "2025-01-01", "002"),
        ("004", "fi", "", ""),
    )
    counted = populations_at(municipalities, populations_of(counts), date=DATE)
    assert int(counted.sum()) == sum(counts.values())
    assert set(counted.index) <= {"001", "004"}


def test_pertunmaa_counts_in_mantyharju(real):
    counted = populations_at(real.municipalities, real.populations, date="2023-12-31")
    apart = real.populations.query("date == '2023-12-31'").set_index("municipality_code")["population"]
    assert (apart["507"], apart["588"]) == (5522, 1577)
    assert counted["507"] == 5522 + 1577
    assert "588" not in counted.index
    assert len(counted) == 308


def test_the_strongest_basis_wins_and_sources_are_joined():
    named = pd.DataFrame(
        [("n", "1", "listed", "a"), ("n", "2", "candidate", ""), ("n", "3", "candidate", "")],
        columns=["network_id", "municipality_code", "basis", "source_ids"],
    )
    derived = pd.DataFrame(
        [
            ("n", "1", "r", "b;a", "rule"),
            ("n", "2", "r", "b", "rule"),
            ("m", "1", "r", "b", "rule"),
            ("m", "1", "s", "c", "rule"),
            ("m", "2", "r", "c", "listed"),
        ],
        columns=["network_id", "member_id", "rule_id", "source_ids", "basis"],
    )
    joined = joined_with_rules(
        named,
        derived,
        key=["network_id", "municipality_code"],
        confirmed={("n", "2"): "d;b", ("n", "3"): "d", ("n", "4"): "d"},
    )
    assert list(joined.itertuples(index=False, name=None)) == [
        ("m", "1", "rule", "b;c", "r;s"),
        ("m", "2", "listed", "c", ""),
        ("n", "1", "listed", "a;b", "r"),
        ("n", "2", "rule", "b;d", "r"),
        ("n", "3", "candidate", "", ""),
    ]


PAIRS = [(network, member) for network in "mn" for member in "123"]
SOURCES = st.sampled_from(["", "a", "b;a", "c; a"])


@given(
    named=st.dictionaries(st.sampled_from(PAIRS), st.tuples(st.sampled_from(["listed", "candidate"]), SOURCES)),
    derived=st.lists(st.tuples(st.sampled_from(PAIRS), SOURCES, st.sampled_from("rs"))),
    confirmed=st.dictionaries(st.sampled_from(PAIRS), SOURCES, max_size=3),
)
def test_a_membership_is_one_row_with_its_strongest_basis_and_every_source(named, derived, confirmed):
    table = pd.DataFrame(
        [(*pair, *named[pair]) for pair in sorted(named)],
        columns=["network_id", "municipality_code", "basis", "source_ids"],
        dtype="str",
    )
    follows = pd.DataFrame(
        [(*pair, sources, rule, "rule") for pair, sources, rule in derived],
        columns=["network_id", "member_id", "source_ids", "rule_id", "basis"],
        dtype="str",
    )
    joined = joined_with_rules(table, follows, key=["network_id", "municipality_code"], confirmed=confirmed)
    rows = {(row.network_id, row.municipality_code): row for row in joined.itertuples()}
    assert list(rows) == sorted(named.keys() | {pair for pair, _, _ in derived})
    assert len(rows) == len(joined)
    for pair, row in rows.items():
        basis, sources = named.get(pair, ("", ""))
        more = [(sources, rule) for one, sources, rule in derived if one == pair]
        assert row.basis == ("listed" if basis == "listed" else "rule" if more else "candidate")
        assert set(split_list(row.rule_id)) == {rule for _, rule in more}
        told = {item for cell in (sources, *(cell for cell, _ in more)) for item in split_list(cell)}
        added = set(split_list(confirmed.get(pair, ""))) if row.basis != "candidate" else set()
        assert set(split_list(row.source_ids)) == told | added
