"""What would change if limits, days, municipalities or members were others."""

from __future__ import annotations

import dataclasses

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kuntaverkostot as kv
from kuntaverkostot.dataset.open_questions import contradictions
from kuntaverkostot.text.language import LANGUAGES, NO_BREAK_SPACE
from kuntaverkostot.text.unfit import UnfitError

LARGE, SMALL, SWEDISH = "suuret-kaupungit", "pienet-kunnat", "ruotsin-ja-kaksikieliset-kunnat"


def _said(answer: kv.WhatIf, language: str = "fi") -> list[str]:
    return [sentence.replace(NO_BREAK_SPACE, " ") for sentence in answer.sentences[language]]


def _members(dataset: kv.Dataset, network: str) -> list[str]:
    table = dataset.memberships
    return table.loc[table["network_id"] == network, "municipality_code"].tolist()


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "fi",
            [
                (
                    "Oletus: verkoston ”Suuret kaupungit ja maakuntakeskukset” raja on yli 30 000 asukasta "
                    "(nyt yli 50 000)."
                ),
                "Verkostoon ”Suuret kaupungit ja maakuntakeskukset” liittyisi Ylöjärvi.",
                (
                    "Verkostossa ”Suuret kaupungit ja maakuntakeskukset” olisi jäseniä 3 (nyt 2) ja asukkaita 768 592 "
                    "(nyt 734 888), väkiluku 31.12.2024."
                ),
            ],
        ),
        (
            "sv",
            [
                (
                    "Antagande: gränsen för nätverket ”Stora städer och landskapscentrum” är över 30 000 invånare "
                    "(nu över 50 000)."
                ),
                "I nätverket ”Stora städer och landskapscentrum” skulle Ylöjärvi bli ny medlem.",
                (
                    "Nätverket ”Stora städer och landskapscentrum” skulle ha 3 medlemmar (nu 2) och 768 592 invånare "
                    "(nu 734 888) enligt invånarantalet 31.12.2024."
                ),
            ],
        ),
        (
            "en",
            [
                (
                    "Assumption: the limit of “Large cities and regional centres” is over 30,000 inhabitants "
                    "(now over 50,000)."
                ),
                "Ylöjärvi would join “Large cities and regional centres”.",
                (
                    "“Large cities and regional centres” would have 3 members (now 2) and 768,592 inhabitants "
                    "(now 734,888), by the population on 31 December 2024."
                ),
            ],
        ),
    ],
)
def test_another_limit(small, language, said):
    answer = kv.what_if(small, network="Stora städer", min_population=30_000)
    assert _said(answer, language) == said
    assert answer.frame[["change", "network_id", "member_id"]].to_numpy().tolist() == [["joined", LARGE, "980"]]
    assert answer.networks.to_numpy().tolist() == [[LARGE, 2, 734_888, 3, 768_592]]
    assert answer.overlaps.empty
    assert repr(answer) == "WhatIf(1 changes)"
    assert str(answer.summary(language=language)._repr_html_()).count("<p>") >= 1


def test_a_limit_that_many_miss(small):
    answer = kv.what_if(small, network=SMALL, max_population=5000)
    assert _said(answer)[1:] == [
        "Verkostosta ”Pienet kunnat” jäisi pois 2 jäsentä: Närpiö ja Ähtäri.",
        "Verkostossa ”Pienet kunnat” olisi jäseniä 2 (nyt 4) ja asukkaita 6 202 (nyt 20 976), väkiluku 31.12.2024.",
        "Verkostoilla ”Pienet kunnat” ja ”Ruotsinkieliset ja kaksikieliset kunnat” olisi 1 yhteinen jäsen (nyt 2).",
    ]
    assert answer.overlaps.to_numpy().tolist() == [[SMALL, SWEDISH, 2, 1]]


def test_another_day_of_all_rules_and_of_one(real):
    every = kv.what_if(real, date="2018-12-31")
    assert sorted(zip(every.frame["change"], every.frame["member_id"], strict=True)) == [
        ("joined", "235"),
        ("left", "102"),
        ("left", "260"),
    ]
    assert _said(every)[0] == "Oletus: sääntöjä sovelletaan väkilukuun 31.12.2018."
    large = kv.what_if(real, network=LARGE, date="2018-12-31")
    assert _said(large) == [
        "Oletus: verkoston ”Suuret kaupungit ja maakuntakeskukset” sääntöä sovelletaan väkilukuun 31.12.2018.",
        "Jäsenyydet eivät muuttuisi.",
    ]


def test_a_merger_passes_on_inhabitants_and_memberships(small):
    answer = kv.what_if(small, merge={"Loviisa": "Sipoo"}, language="en")
    assert _members(answer.dataset, "seutukaupungit") == ["020", "545", "734", "753", "992"]
    assert _members(answer.dataset, "uso4-2017-2018") == ["734", "753"]
    assert answer.frame["sentence"].tolist() == ["Loviisa: merged into Sipoo"]
    assert kv.population(answer.dataset)["753"] == 22_826 + 14_352
    assert "434" not in kv.incidence(answer.dataset).index
    assert _said(answer, "en")[0] == "Assumption: Loviisa is merged into Sipoo."
    assert contradictions(answer.dataset) == []


def test_a_merger_is_told_where_it_changes_who_is_small_or_bilingual(small):
    answer = kv.what_if(small, merge={"611": "753", "545": "989"})
    assert _said(answer)[:2] == [
        (
            "Oletus: Pornainen yhdistyy kuntaan Sipoo, jonka kielellinen asema ei muutu "
            "(kaksikielinen, enemmistö suomenkielisiä)."
        ),
        "Oletus: Närpiö yhdistyy kuntaan Ähtäri, jonka kielellinen asema ei muutu (suomenkielinen).",
    ]
    # Ähtäri grows beyond the limit; Närpiö takes the languages of its network along to nobody.
    assert _members(answer.dataset, SMALL) == ["231"]
    assert _members(answer.dataset, SWEDISH) == ["091", "231", "434", "753"]
    assert answer.frame[["change", "member_id"]].to_numpy().tolist() == [
        ["merged", "545"],
        ["merged", "611"],
        ["left", "753"],
        ["left", "989"],
        ["left", "989"],
    ]


def test_mergers_are_followed_to_their_end(small):
    answer = kv.what_if(small, merge={"611": "753", "753": "091"})
    assert kv.population(answer.dataset)["091"] == 684_018 + 22_826 + 4_961
    assert "091" in _members(answer.dataset, "kehyskunnat")


def test_members_join_and_leave(small):
    answer = kv.what_if(small, network=LARGE, join="Loviisa", leave=["734"], language="en")
    assert answer.frame["sentence"].tolist() == [
        "Loviisa: a new member of “Large cities and regional centres”",
        "Salo: no longer a member of “Large cities and regional centres”",
    ]
    why = kv.explain(answer.dataset, "734", LARGE, language="en")
    assert why.startswith(
        "Salo is not in “Large cities and regional centres”: a source excepts it from the rule by name"
    )
    applied = kv.apply_rules(answer.dataset).query("network_id == @LARGE")
    assert applied[["member_id", "reason"]].to_numpy().tolist() == [["091", "rule"], ["434", "addition"]]
    back = kv.what_if(answer.dataset, network=LARGE, join="734", leave="434")
    assert _members(back.dataset, LARGE) == ["091", "734"]
    assert back.dataset.rule_exceptions.empty or "734" not in set(back.dataset.rule_exceptions["municipality_code"])


def test_an_organisation_joins_and_leaves(small):
    council = kv.what_if(small, network="maakuntien-liitot", leave="council-01")
    assert council.networks["members_now"].tolist() == [council.networks["members_before"][0] - 1]
    again = kv.what_if(council.dataset, network="maakuntien-liitot", join="council-01")
    key = ["network_id", "organisation_id", "basis"]
    pd.testing.assert_frame_equal(
        again.dataset.organisation_memberships[key], small.organisation_memberships[key].sort_values(key[:2])
    )


def test_of_an_incomplete_list_only_what_is_known_is_said(real):
    answer = kv.what_if(real, network="seutukaupungit", join="Helsinki")
    assert (
        _said(answer, "en")[2]
        == "The number of known members of “Regional cities” would be 45 (now 44); the list is incomplete."
    )


@pytest.mark.parametrize("change", ["join", "leave"])
def test_who_is_a_member_does_not_join_and_who_is_none_does_not_leave(small, change):
    answer = kv.what_if(small, network=LARGE, **{change: "Salo" if change == "join" else "Loviisa"})
    assert answer.frame.empty
    assert _said(answer, "en")[-1] == "No membership would change."


@given(
    data=st.data(),
    network=st.sampled_from([LARGE, SMALL]),
    language=st.sampled_from(LANGUAGES),
)
@settings(max_examples=20)
def test_what_if_with_the_values_of_today_changes_nothing(real, data, network, language):
    today = {LARGE: {"min_population": 50_000}, SMALL: {"max_population": 10_000}}[network]
    today |= data.draw(st.sampled_from([{}, {"date": "2024-12-31"}]))
    answer = kv.what_if(real, network=network, language=language, **today)
    assert [len(table) for table in (answer.frame, answer.networks, answer.overlaps)] == [0, 0, 0]
    for field in dataclasses.fields(real):
        held = getattr(real, field.name)
        if isinstance(held, pd.DataFrame):
            pd.testing.assert_frame_equal(getattr(answer.dataset, field.name), held)


@given(limit=st.integers(0, 700_000))
@settings(max_examples=20)
def test_the_answer_is_the_comparison_with_its_dataset(real, limit):
    answer = kv.what_if(real, network=LARGE, min_population=limit)
    pd.testing.assert_frame_equal(kv.compare(real, answer.dataset), answer.frame)
    members = set(_members(answer.dataset, LARGE))
    inhabitants = kv.population(real)
    assert members == set(inhabitants.index[inhabitants > limit]) | {"205", "272"}


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({}, "Say what would be otherwise"),
        ({"network": LARGE}, "Say what would be otherwise"),
        ({"min_population": 40_000}, "Say which network’s limit"),
        ({"join": "Salo"}, "Say which network’s limit"),
        ({"network": LARGE, "max_population": 5}, "fewer inhabitants than some limit"),
        ({"network": SWEDISH, "min_population": 5}, "more inhabitants than some limit"),
        ({"network": LARGE, "min_population": -1}, "given value is -1"),
        ({"network": LARGE, "min_population": 0.5}, r"given value is 0\.5"),
        ({"date": "2025-12-31"}, r"no populations of 2025-12-31\. The days are 2023-12-31, 2024-12-31"),
        ({"merge": {"Salo": "Salo"}}, "merged in a circle: 734 Salo"),
        ({"merge": {"Salo": "Akaa", "Akaa": "Salo"}}, "merged in a circle: 734 Salo, 020 Akaa"),
        ({"merge": {"council-01": "Salo"}}, "council-01 is not a municipality"),
        ({"network": LARGE, "join": "Salo", "leave": ["Akaa", "Salo"]}, "Salo cannot both join the network and leave"),
        ({"network": LARGE, "merge": {"Salo": "Akaa"}, "leave": "Salo"}, "Salo has been merged into another one"),
        ({"merge": {"Saloo": "Akaa"}}, "There is no member Saloo. Nearest: 734 Salo"),
        ({"network": "Qqqq", "date": "2024-12-31"}, "There is no network Qqqq"),
    ],
)
def test_what_cannot_be_answered_is_refused(small, options, message):
    with pytest.raises(UnfitError, match=message):
        kv.what_if(small, **options)


def test_nothing_is_changed(small):
    before = {field.name: getattr(small, field.name) for field in dataclasses.fields(small)}
    copies = {name: frame.copy() for name, frame in before.items() if isinstance(frame, pd.DataFrame)}
    kv.what_if(small, network=LARGE, min_population=10, merge={"Salo": "Akaa"}, join="545", leave="091")
    for name, copy in copies.items():
        pd.testing.assert_frame_equal(getattr(small, name), copy)


def test_the_dataset_as_it_would_be_is_drawn_and_listed(small):
    answer = kv.what_if(small, network=LARGE, min_population=30_000, merge={"Loviisa": "Sipoo"})
    page = kv.build_page(answer.dataset, language="en")
    assert "Ylöjärvi" in page.text
    assert kv.diagram(answer.dataset).num_nodes() > 0
