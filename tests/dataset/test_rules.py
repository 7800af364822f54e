from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kuntaverkostot.dataset.rules import derive_memberships, joined_with_rules, populations_at, rule_faults, successors
from kuntaverkostot.dataset.schema import split_list

DATE = "2024-12-31"
NO_ORGANISATIONS = pd.DataFrame({"organisation_id": [], "kind": []}, dtype="str")


def _municipalities(*rows: tuple[str, str, str, str]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["municipality_code", "language", "ended_on", "merged_into"], dtype="str")


def _populations(counts: dict[str, int], date: str = DATE) -> pd.DataFrame:
    return pd.DataFrame(
        {"municipality_code": list(counts), "date": date, "population": list(counts.values())},
    )


def _rules(*rows: tuple[str, str, str]) -> pd.DataFrame:
    """Return rules r0, r1 … of the networks n0, n1 …, from their fields, operators and values."""
    return pd.DataFrame(
        [
            (f"r{i}", f"n{i}", field, operation, value, DATE if field == "population" else "", "a;b")
            for i, (field, operation, value) in enumerate(rows)
        ],
        columns=["rule_id", "network_id", "field", "operator", "value", "date", "source_ids"],
    )


def _members(rules: pd.DataFrame, counts: dict[str, int]) -> list[tuple[str, str]]:
    municipalities = _municipalities(*((code, "fi", "", "") for code in counts))
    derived = derive_memberships(rules, municipalities, _populations(counts), NO_ORGANISATIONS)
    return list(derived[["network_id", "member_id"]].itertuples(index=False, name=None))


def test_limits_are_strict():
    counts = {"001": 9_999, "002": 10_000, "003": 10_001, "004": 49_999, "005": 50_000, "006": 50_001}
    rules = _rules(("population", "over", "50000"), ("population", "under", "10000"))
    assert _members(rules, counts) == [("n0", "006"), ("n1", "001")]


@given(st.lists(st.integers(0, 100), max_size=20), st.integers(0, 100))
def test_over_under_and_equal_share_out_the_municipalities(sizes, limit):
    counts = {f"{i:03}": size for i, size in enumerate(sizes)}
    members = _members(_rules(("population", "over", str(limit)), ("population", "under", str(limit))), counts)
    equal = [code for code, size in counts.items() if size == limit]
    assert sorted([code for _, code in members] + equal) == list(counts)


def test_only_municipalities_with_a_figure_of_the_day_are_compared():
    rules = _rules(("population", "under", "10000"))
    municipalities = _municipalities(("001", "fi", "", ""), ("002", "fi", "", ""), ("003", "fi", "", ""))
    populations = pd.concat([_populations({"001": 1}), _populations({"002": 1}, date="2023-12-31")])
    assert derive_memberships(rules, municipalities, populations, NO_ORGANISATIONS)["member_id"].tolist() == ["001"]


def test_languages_and_kinds_are_any_of_those_named():
    municipalities = _municipalities(
        ("001", "fi", "", ""),
        ("002", "fi-sv", "", ""),
        ("003", "sv", "", ""),
        ("004", "sv", "2025-01-01", "001"),
    )
    organisations = pd.DataFrame({"organisation_id": ["x", "y"], "kind": ["regional council", "college"]})
    rules = _rules(("language", "any_of", "sv; fi-sv"), ("kind", "any_of", "regional council"))
    derived = derive_memberships(rules, municipalities, _populations({}), organisations)
    assert derived.to_dict("list") == {
        "network_id": ["n0", "n0", "n1"],
        "member_id": ["002", "003", "x"],
        "rule_id": ["r0", "r0", "r1"],
        "source_ids": ["a;b", "a;b", "a;b"],
    }


def test_no_rules_no_members():
    derived = derive_memberships(_rules(), _municipalities(), _populations({}), NO_ORGANISATIONS)
    assert list(derived.columns) == ["network_id", "member_id", "rule_id", "source_ids"]
    assert derived.empty


def test_mergers_are_followed_to_their_end():
    municipalities = _municipalities(
        ("001", "fi", "2015-01-01", "002"),
        ("002", "fi", "2020-01-01", "003"),
        ("003", "fi", "", ""),
        ("004", "fi", "2021-01-01", ""),
        ("005", "fi", "2021-01-01", "006"),
        ("006", "fi", "2021-01-01", "005"),
    )
    assert successors(municipalities) == {"001": "003", "002": "003", "003": "003"}
    counted = populations_at(municipalities, _populations({"001": 1, "002": 20, "003": 300, "004": 7}), date=DATE)
    assert counted.to_dict() == {"003": 321}


@given(st.dictionaries(st.sampled_from(["001", "002", "003", "004"]), st.integers(0, 10**6)))
def test_nobody_is_lost_in_a_merger(counts):
    municipalities = _municipalities(
        ("001", "fi", "", ""),
        ("002", "fi", "2020-01-01", "001"),
        ("003", "fi", "2025-01-01", "002"),
        ("004", "fi", "", ""),
    )
    counted = populations_at(municipalities, _populations(counts), date=DATE)
    assert int(counted.sum()) == sum(counts.values())
    assert set(counted.index) <= {"001", "004"}


def test_pertunmaa_counts_in_mantyharju(real):
    counted = populations_at(real.municipalities, real.populations, date="2023-12-31")
    apart = real.populations.query("date == '2023-12-31'").set_index("municipality_code")["population"]
    assert (apart["507"], apart["588"]) == (5522, 1577)
    assert counted["507"] == 5522 + 1577
    assert "588" not in counted.index
    assert len(counted) == 308


@pytest.mark.parametrize(
    ("field", "operation", "value", "fault"),
    [
        ("population", "any_of", "1", ("r0", "operator", "rule-operator", "over, under")),
        ("language", "over", "fi", ("r0", "operator", "rule-operator", "any_of")),
        ("kind", "under", "college", ("r0", "operator", "rule-operator", "any_of")),
        ("population", "over", "-1", ("r0", "value", "type-integer", "")),
        ("population", "over", "1.5", ("r0", "value", "type-integer", "")),
        ("language", "any_of", "se", ("r0", "value", "rule-value", "fi; fi-sv; sv-fi; sv")),
        ("language", "any_of", "sv; Swedish", ("r0", "value", "rule-value", "fi; fi-sv; sv-fi; sv")),
        ("kind", "any_of", "colleges", ("r0", "value", "rule-value", "college; regional council")),
    ],
)
def test_rules_that_cannot_be_applied(field, operation, value, fault):
    organisations = pd.DataFrame({"organisation_id": ["x", "y"], "kind": ["regional council", "college"]})
    rules = _rules((field, operation, value))
    assert list(rule_faults(rules, _populations({"001": 1}), organisations)) == [fault]


def test_a_kind_is_only_unknown_where_organisations_are_known():
    rules = _rules(("kind", "any_of", "college"), ("language", "any_of", "sv;fi-sv"))
    assert list(rule_faults(rules, _populations({}), NO_ORGANISATIONS)) == []


def test_a_rule_needs_a_population_of_its_day():
    rules = _rules(("population", "over", "1"), ("language", "any_of", "fi"))
    populations = pd.concat([_populations({"001": 1}, date="2023-12-31"), _populations({"001": 1}, date="2022-12-31")])
    assert list(rule_faults(rules, populations, NO_ORGANISATIONS)) == [
        ("r0", "date", "rule-date", "2022-12-31, 2023-12-31")
    ]


def test_the_strongest_basis_wins_and_sources_are_joined():
    named = pd.DataFrame(
        [("n", "1", "listed", "a"), ("n", "2", "candidate", ""), ("n", "3", "candidate", "")],
        columns=["network_id", "municipality_code", "basis", "source_ids"],
    )
    derived = pd.DataFrame(
        [("n", "1", "r", "b;a"), ("n", "2", "r", "b"), ("m", "1", "r", "b"), ("m", "1", "s", "c")],
        columns=["network_id", "member_id", "rule_id", "source_ids"],
    )
    joined = joined_with_rules(
        named,
        derived,
        key=["network_id", "municipality_code"],
        confirmed={("n", "2"): "d;b", ("n", "3"): "d", ("n", "4"): "d"},
    )
    assert list(joined.itertuples(index=False, name=None)) == [
        ("m", "1", "rule", "b;c", "r;s"),
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
        [(*pair, sources, rule) for pair, sources, rule in derived],
        columns=["network_id", "member_id", "source_ids", "rule_id"],
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
