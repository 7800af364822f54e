from __future__ import annotations

import dataclasses
import shutil
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import kuntaverkostot as kv
from kuntaverkostot.dataset.deriving import derive_memberships, rule_faults
from kuntaverkostot.dataset.open_questions import contradictions
from tests.divisions import DATE, municipalities_of, populations_of

NO_ORGANISATIONS = pd.DataFrame({"organisation_id": [], "kind": []}, dtype="str")
LARGE = "suuret-kaupungit"


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
    municipalities = municipalities_of(*((code, "fi", "", "") for code in counts))
    derived = derive_memberships(rules, municipalities, populations_of(counts), NO_ORGANISATIONS)
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
    municipalities = municipalities_of(("001", "fi", "", ""), ("002", "fi", "", ""), ("003", "fi", "", ""))
    populations = pd.concat([populations_of({"001": 1}), populations_of({"002": 1}, date="2023-12-31")])
    assert derive_memberships(rules, municipalities, populations, NO_ORGANISATIONS)["member_id"].tolist() == ["001"]


def test_languages_and_kinds_are_any_of_those_named():
    municipalities = municipalities_of(
        ("001", "fi", "", ""),
        ("002", "fi-sv", "", ""),
        ("003", "sv", "", ""),
        ("004", "sv", "2025-01-01", "001"),
    )
    organisations = pd.DataFrame({"organisation_id": ["x", "y"], "kind": ["regional council", "college"]})
    rules = _rules(("language", "any_of", "sv; fi-sv"), ("kind", "any_of", "regional council"))
    derived = derive_memberships(rules, municipalities, populations_of({}), organisations)
    assert derived.to_dict("list") == {
        "network_id": ["n0", "n0", "n1"],
        "member_id": ["002", "003", "x"],
        "rule_id": ["r0", "r0", "r1"],
        "source_ids": ["a;b", "a;b", "a;b"],
        "basis": ["rule", "rule", "rule"],
    }


def test_no_rules_no_members():
    derived = derive_memberships(_rules(), municipalities_of(), populations_of({}), NO_ORGANISATIONS)
    assert list(derived.columns) == ["network_id", "member_id", "rule_id", "source_ids", "basis"]
    assert derived.empty


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
    assert list(rule_faults(rules, populations_of({"001": 1}), organisations)) == [fault]


def test_a_kind_is_only_unknown_where_organisations_are_known():
    rules = _rules(("kind", "any_of", "college"), ("language", "any_of", "sv;fi-sv"))
    assert list(rule_faults(rules, populations_of({}), NO_ORGANISATIONS)) == []


def test_a_rule_needs_a_population_of_its_day():
    rules = _rules(("population", "over", "1"), ("language", "any_of", "fi"))
    populations = pd.concat(
        [populations_of({"001": 1}, date="2023-12-31"), populations_of({"001": 1}, date="2022-12-31")]
    )
    assert list(rule_faults(rules, populations, NO_ORGANISATIONS)) == [
        ("r0", "date", "rule-date", "2022-12-31, 2023-12-31")
    ]


@pytest.fixture
def folder(tmp_path) -> Path:
    """Return a copy of the small dataset in which Loviisa is added to the large cities, and Salo excepted."""
    shutil.copytree(Path(__file__).parents[1] / "small", tmp_path / "tables")
    rows = "large-cities-population,434,addition,ev-loviisa-s\nlarge-cities-population,Salo,exception,ev-salo-s\n"
    head = "rule_id,municipality_code,effect,source_ids\n"
    (tmp_path / "tables" / "rule_exceptions.csv").write_text(head + rows, encoding="utf-8")
    confirmations = tmp_path / "tables" / "confirmations.csv"
    kept = [line for line in confirmations.read_text("utf-8").splitlines() if "suuret-kaupungit,734" not in line]
    confirmations.write_text("\n".join(kept) + "\n", encoding="utf-8")
    return tmp_path / "tables"


def test_a_source_adds_to_a_rule_and_excepts_from_it(folder):
    dataset = kv.read_dataset(folder)
    large = dataset.memberships.query("network_id == @LARGE").set_index("municipality_code")
    assert large[["basis", "source_ids", "rule_id"]].to_numpy().tolist() == [
        ["rule", "kl-verkostot;kf-natverk;hel-c21", "large-cities-population"],
        ["listed", "ev-loviisa-s", ""],
    ]
    assert large.index.tolist() == ["091", "434"]


def test_the_reasons_name_the_addition_and_its_rule(folder):
    table = kv.apply_rules(kv.read_dataset(folder), language="en").query("network_id == @LARGE").set_index("member_id")
    assert table["reason"].to_dict() == {"091": "rule", "434": "addition"}
    assert table.loc["434", ["figure", "limit", "rule_id", "source_ids", "sentence"]].tolist() == [
        14_352,
        50_000,
        "large-cities-population",
        "ev-loviisa-s",
        "Loviisa: named addition",
    ]


@pytest.mark.parametrize(
    ("language", "loviisa", "salo"),
    [
        (
            "fi",
            (
                "Loviisa kuuluu verkostoon ”Suuret kaupungit ja maakuntakeskukset”: se on nimetty lisäys, vaikka "
                "sääntö ei sitä koske (14 352 asukasta 31.12.2024, raja yli 50 000, joten asukkaita on 35 649 liian "
                "vähän)."
            ),
            (
                "Salo ei kuulu verkostoon ”Suuret kaupungit ja maakuntakeskukset”: lähteen mukaan se on nimetty "
                "poikkeus säännöstä (50 870 asukasta 31.12.2024, raja yli 50 000)."
            ),
        ),
        (
            "sv",
            (
                "Lovisa hör till nätverket ”Stora städer och landskapscentrum”: den är ett namngivet tillägg, även om "
                "regeln inte gäller den (14 352 invånare 31.12.2024, gränsen är över 50 000, så invånarna är 35 649 "
                "för få)."
            ),
            (
                "Salo hör inte till nätverket ”Stora städer och landskapscentrum”: enligt källan är den ett "
                "namngivet undantag från regeln (50 870 invånare 31.12.2024, gränsen är över 50 000)."
            ),
        ),
    ],
)
def test_why_is_said_of_both(folder, language, loviisa, salo):
    dataset = kv.read_dataset(folder)
    for member, sentence in (("434", loviisa), ("734", salo)):
        said = kv.explain(dataset, member, LARGE, language=language).replace("\u00a0", " ")
        assert said.partition(". ")[0] + "." == sentence


def test_a_listed_member_that_is_excepted_contradicts_itself(folder):
    dataset = kv.read_dataset(folder)
    listed = dataset.memberships.iloc[[0]].assign(network_id=LARGE, municipality_code="734", basis="listed")
    both = dataclasses.replace(dataset, memberships=pd.concat([dataset.memberships, listed], ignore_index=True))
    assert contradictions(dataset) == []
    assert contradictions(both, language="en") == [
        "The member Salo (734) of “Large cities and regional centres” is listed, but a source excepts it from the rule."
    ]


def test_tables_of_exceptions_are_checked(folder):
    (folder / "rule_exceptions.csv").write_text(
        "rule_id,municipality_code,effect,source_ids\nlarge,434,addition,x\nlarge-cities-population,734,maybe,\n",
        encoding="utf-8",
    )
    with pytest.raises(kv.DataError) as caught:
        kv.read_dataset(folder)
    assert [(problem.file, problem.line, problem.field, problem.rule) for problem in caught.value.problems] == [
        ("rule_exceptions.csv", 2, "rule_id", "foreign-key"),
        ("rule_exceptions.csv", 2, "source_ids", "foreign-key"),
        ("rule_exceptions.csv", 3, "effect", "enum"),
    ]


def test_what_is_written_is_read_again(folder, tmp_path):
    from kuntaverkostot.analysis.export import csv_files  # noqa: PLC0415 - the room above

    dataset = kv.read_dataset(folder)
    (tmp_path / "again").mkdir()
    for name, content in csv_files(dataset).items():
        (tmp_path / "again" / name).write_bytes(content)
    again = kv.read_dataset(tmp_path / "again")
    for name in ("memberships", "rule_exceptions"):
        pd.testing.assert_frame_equal(getattr(again, name), getattr(dataset, name))
