"""Municipalities near a limit."""

from __future__ import annotations

import dataclasses

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import kuntaverkostot as kv
from kuntaverkostot.text.language import NO_BREAK_SPACE
from kuntaverkostot.text.unfit import UnfitError


def test_who_is_near_a_limit(small):
    table = kv.near_limit(small, share=0.05)
    assert table[["network_id", "municipality_code", "figure", "limit", "member", "year"]].to_numpy().tolist() == [
        ["pienet-kunnat", "545", 9_554, 10_000, True, pd.NA],
        ["suuret-kaupungit", "734", 50_870, 50_000, True, 2028],
    ]
    assert table["share"].round(4).tolist() == [0.0446, 0.0174]
    assert table["trend"].round(1).tolist() == [-66.9, -229.5]


@pytest.mark.parametrize(
    ("language", "salo", "narpio"),
    [
        (
            "fi",
            (
                "Salo: 50 870 asukasta 31.12.2024, 870 yli rajan 50 000. Väkiluku on muuttunut keskimäärin −230 "
                "asukasta vuodessa (2023–2024). Jos muutos jatkuisi suoraviivaisesti, raja alittuisi vuonna 2028. "
                "Tämä on laskelma, ei ennuste."
            ),
            (
                "Närpiö: 9 554 asukasta 31.12.2024, 446 alle rajan 10 000. Väkiluku on muuttunut keskimäärin −67 "
                "asukasta vuodessa (2023–2024). Jos muutos jatkuisi suoraviivaisesti, tilanne ei muuttuisi 30 vuoden "
                "kuluessa. Tämä on laskelma, ei ennuste."
            ),
        ),
        (
            "sv",
            (
                "Salo: 50 870 invånare 31.12.2024, 870 över gränsen 50 000. Invånarantalet har i medeltal ändrats med "
                "−230 per år (2023–2024). Om ändringen fortsatte rätlinjigt skulle gränsen underskridas år 2028. "
                "Detta är en beräkning, inte en prognos."
            ),
            (
                "Närpes: 9 554 invånare 31.12.2024, 446 under gränsen 10 000. Invånarantalet har i medeltal ändrats "
                "med −67 per år (2023–2024). Om ändringen fortsatte rätlinjigt skulle läget vara detsamma om 30 år. "
                "Detta är en beräkning, inte en prognos."
            ),
        ),
    ],
)
def test_the_line_is_said_to_be_no_forecast(small, language, salo, narpio):
    said = [text.replace(NO_BREAK_SPACE, " ") for text in kv.near_limit(small, language=language)["sentence"]]
    assert said == [narpio, salo]


@pytest.mark.parametrize(
    ("figures", "member", "year"),
    [
        ({"2023-12-31": 50_100, "2024-12-31": 50_000}, False, None),
        ({"2023-12-31": 49_900, "2024-12-31": 50_000}, False, 2025),
        ({"2023-12-31": 50_101, "2024-12-31": 50_001}, True, 2025),
        ({"2024-12-31": 50_001}, True, None),
    ],
)
def test_the_limit_itself_is_out(small, figures, member, year):
    others = small.populations.query("municipality_code != '734'")
    own = pd.DataFrame([("734", day, persons, "sf-11re") for day, persons in figures.items()], columns=others.columns)
    changed = dataclasses.replace(small, populations=pd.concat([others, own]))
    row = kv.near_limit(changed, network="suuret-kaupungit", language="en").iloc[0]
    assert (row["municipality_code"], row["member"], None if pd.isna(row["year"]) else row["year"]) == (
        "734",
        member,
        year,
    )
    assert ("exactly the limit" in row["sentence"]) == (figures["2024-12-31"] == 50_000)
    assert pd.isna(row["trend"]) == (len(figures) == 1)
    assert ("forecast" in row["sentence"]) == (len(figures) > 1)


@given(share=st.floats(0, 1))
def test_nobody_farther_away_is_a_row_and_nobody_nearer_is_missing(real, share):
    table = kv.near_limit(real, share=share)
    inhabitants = kv.population(real)
    for network, limit in (("suuret-kaupungit", 50_000), ("pienet-kunnat", 10_000)):
        own = table[table["network_id"] == network]
        assert set(own["municipality_code"]) == set(inhabitants.index[abs(inhabitants - limit) / limit <= share])
        assert own["share"].is_monotonic_increasing


def test_a_share_is_from_nothing_to_all(small):
    for share in (-0.1, 1.5, float("nan")):
        with pytest.raises(UnfitError, match="A share is a number from 0 to 1"):
            kv.near_limit(small, share=share)


def test_without_limits_nobody_is_near_one():
    table = kv.near_limit(kv.from_sets({"Go": ["Ann"]}))
    assert table.empty
    assert table["year"].dtype == "Int64"


def test_the_years_of_a_line_are_those_of_its_figures(small):
    rows = small.populations
    fewer = rows[(rows["municipality_code"] != "734") | (rows["date"] >= "2024-01-01")]
    table = kv.near_limit(dataclasses.replace(small, populations=fewer), share=1, language="en")
    own = table[table["municipality_code"] == "734"]
    assert len(own)
    assert own["trend"].isna().all()
    assert not own["sentence"].str.contains("2023").any()
