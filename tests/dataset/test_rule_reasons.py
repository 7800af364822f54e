"""The memberships that rules give at a day, and why."""

from __future__ import annotations

import dataclasses

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import kuntaverkostot as kv
from kuntaverkostot.dataset.dataset import Dataset
from kuntaverkostot.dataset.standing import is_confirmed
from kuntaverkostot.text.language import LANGUAGES, NO_BREAK_SPACE

LARGE = "suuret-kaupungit"


def _pairs(table: pd.DataFrame, key: str = "member_id") -> set[tuple[str, str]]:
    return set(zip(table["network_id"], table[key], strict=True))


def _sentence(dataset: Dataset, member: str, network: str, **options: str) -> str:
    table = kv.apply_rules(dataset, **options).set_index(["network_id", "member_id"])
    return str(table.loc[(network, member), "sentence"]).replace(NO_BREAK_SPACE, " ")


def test_each_membership_says_why(small):
    table = kv.apply_rules(small, language="en")
    assert table[["network_id", "member_id", "reason"]].to_numpy().tolist() == [
        *(["pienet-kunnat", code, "rule"] for code in ("231", "545", "611", "989")),
        *(["ruotsin-ja-kaksikieliset-kunnat", code, "rule"] for code in ("091", "231", "434", "545", "753")),
        *([LARGE, code, "rule"] for code in ("091", "734")),
    ]
    salo = table.iloc[-1]
    assert (salo["figure"], salo["limit"], salo["date"]) == (50_870, 50_000, "2024-12-31")
    assert (salo["rule_id"], salo["source_ids"]) == ("large-cities-population", "kl-verkostot;kf-natverk")
    assert table.loc[table["network_id"] == "ruotsin-ja-kaksikieliset-kunnat", "figure"].isna().all()


@pytest.mark.parametrize(
    ("language", "salo", "kajaani", "narpio", "council"),
    [
        (
            "fi",
            "Salo: 50 933 asukasta 31.12.2022, raja 50 000",
            "Kajaani: nimetty lisäys",
            "Närpiö: kaksikielinen, enemmistö ruotsinkielisiä",
            "Uudenmaan liitto: laji on säännön mukainen",
        ),
        (
            "sv",
            "Salo: 50 933 invånare 31.12.2022, gränsen är 50 000",
            "Kajana: namngivet tillägg",
            "Närpes: tvåspråkig, svenskspråkig majoritet",
            "Nylands förbund: slaget är det som regeln avser",
        ),
        (
            "en",
            "Salo: 50,933 inhabitants on 31 December 2022, limit 50,000",
            "Kajaani: named addition",
            "Närpes: bilingual, Swedish-speaking majority",
            "Helsinki-Uusimaa Regional Council: of the kind that the rule names",
        ),
    ],
)
def test_the_sentences_of_a_language(real, language, salo, kajaani, narpio, council):
    at = {"date": "2022-12-31", "language": language}
    assert _sentence(real, "734", LARGE, **at) == salo
    assert _sentence(real, "205", LARGE, **at) == kajaani
    assert _sentence(real, "545", "ruotsin-ja-kaksikieliset-kunnat", **at) == narpio
    assert _sentence(real, "council-01", "maakuntien-liitot", **at) == council


def test_a_named_addition_has_the_figure_that_misses_the_limit(real):
    added = kv.apply_rules(real).query("reason == 'addition'").set_index("member_id")
    assert added.index.tolist() == ["205", "272"]
    assert (added["figure"] < added["limit"]).all()
    assert (added["rule_id"] == "large-cities-population").all()


def test_at_their_own_days_the_rules_give_the_memberships_of_the_tables(real):
    with_rules = real.links[real.links["network_id"].isin(real.rules["network_id"])]
    assert _pairs(kv.apply_rules(real)) == _pairs(with_rules[is_confirmed(with_rules["basis"])])


@given(day=st.sampled_from([f"{year}-12-31" for year in range(2018, 2025)]), language=st.sampled_from(LANGUAGES))
def test_rules_that_were_applied_and_listed_change_nothing_when_applied_again(real, day, language):
    once = kv.apply_rules(real, date=day, language=language)
    listed = once[once["kind"] == "municipality"].rename(columns={"member_id": "municipality_code"})
    listed = listed[["network_id", "municipality_code", "source_ids"]].assign(basis="listed", grade="", note="")
    again = kv.apply_rules(dataclasses.replace(real, memberships=listed), date=day, language=language)
    # Whoever was added is listed as before, with the same sources.
    pd.testing.assert_frame_equal(again, once)


def test_candidates_are_no_additions(small):
    candidate = small.memberships.iloc[[2]].assign(network_id=LARGE)
    together = pd.concat([small.memberships, candidate], ignore_index=True)
    assert (LARGE, "980") not in _pairs(kv.apply_rules(dataclasses.replace(small, memberships=together)))


def test_a_day_without_populations_is_refused(small):
    with pytest.raises(ValueError, match=r"no populations of '2022-12-31'; the days are 2023-12-31, 2024-12-31"):
        kv.apply_rules(small, date="2022-12-31")


def test_a_table_without_rules_gives_no_row():
    films = kv.from_sets({"Drama": ["Alien", "Brazil"]})
    assert kv.apply_rules(films).empty
    with pytest.raises(ValueError, match="none held"):
        kv.apply_rules(films, date="2022-12-31")
