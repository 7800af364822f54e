from __future__ import annotations

import dataclasses
import re

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kuntaverkostot as kv
from kuntaverkostot import reach
from kuntaverkostot.language import LANGUAGES
from tests.incidences import members_of, networks_of
from tests.pages import other_memberships

MOST_WORDS = 20
each_language = pytest.mark.parametrize("language", LANGUAGES)


def _with(dataset: kv.Dataset, members: dict[str, str], *, candidates: str = "") -> kv.Dataset:
    """Return the dataset with the given members of networks, codes with spaces between; candidates of kehyskunnat."""
    rows = [(network, code, "listed") for network, codes in members.items() for code in codes.split()]
    rows += [("kehyskunnat", code, "candidate") for code in candidates.split()]
    table = pd.DataFrame(rows, columns=["network_id", "municipality_code", "basis"], dtype="str")
    empty = {column: "" for column in dataset.memberships.columns if column not in table}
    table = table.assign(**empty)[list(dataset.memberships.columns)]
    others = dataset.organisation_memberships.iloc[:0]
    return dataclasses.replace(dataset, memberships=table, organisation_memberships=others)


def _said(dataset: kv.Dataset, language: str = "en", **asked: bool) -> dict[str, str]:
    return {one.key: one.sentence for one in kv.insights(dataset, language=language, **asked)}


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        (
            "fi",
            {
                "overlap": (
                    "Eniten yhteisiä kuntia on verkostoilla ”Pienet kunnat” ja ”Ruotsin- ja kaksikieliset”: 2 kuntaa."
                ),
                "most": "Eniten verkostoja, kullakin 2 verkostoa, on 7 kunnalla.",
                "unconfirmed": "Kunnalla Ylöjärvi ei ole vahvistettua jäsenyyttä tässä aineistossa.",
                "bridges": "5 kuntaa yhdistää kukin yksin vähintään kaksi verkostoa. "
                "Ne ovat Helsinki, Loviisa, Pornainen, Salo ja Sipoo.",
                "reach": "Tarvitaan vähintään 3 verkostoa, jotta tavoitetaan kaikki kunnat, joilla on vahvistettu "
                "jäsenyys. Nämä riittävät: Pienet kunnat; Ruotsin- ja kaksikieliset; Seutukaupungit.",
            },
        ),
        (
            "sv",
            {
                "overlap": "Flest gemensamma kommuner har nätverken ”Små kommuner” och ”Svensk- och tvåspråkiga”: "
                "2 kommuner.",
                "most": "Flest nätverk, 2 nätverk var, har 7 kommuner.",
                "unconfirmed": "Ylöjärvi har inget bekräftat medlemskap i detta material.",
                "bridges": "5 kommuner förenar var och en ensam minst två nätverk. "
                "De är Borgnäs, Helsingfors, Lovisa, Salo och Sibbo.",
                "reach": "Det behövs minst 3 nätverk för att nå alla kommuner som har ett bekräftat medlemskap. "
                "Dessa räcker: Små kommuner; Svensk- och tvåspråkiga; Regionstäder.",
            },
        ),
        (
            "en",
            {
                "overlap": "The networks with most in common are “Small municipalities” and “Swedish and bilingual”: "
                "2 municipalities.",
                "most": "7 municipalities are in the most networks, 2 networks each.",
                "unconfirmed": "Ylöjärvi has no membership confirmed in this data.",
                "bridges": "5 municipalities each alone join at least two networks. "
                "They are Helsinki, Loviisa, Pornainen, Salo and Sipoo.",
                "reach": "At least 3 networks are needed to reach every municipality with a confirmed membership. "
                "These are enough: Small municipalities; Swedish and bilingual; Regional cities.",
            },
        ),
    ],
)
def test_what_the_small_dataset_shows(small, language, sentences):
    assert _said(small, language) == sentences


def test_each_sentence_has_the_frame_that_it_comes_from(small):
    frames = {one.key: one.frame for one in kv.insights(small)}
    assert frames["overlap"].iloc[0][["network", "count", "inhabitants"]].tolist() == ["pienet-kunnat", 2, 10_795]
    assert frames["most"]["municipality_code"].tolist() == ["091", "231", "434", "545", "611", "734", "753"]
    assert frames["unconfirmed"]["name_sv"].tolist() == ["Ylöjärvi"]
    bridges = frames["bridges"][["municipality_code", "network", "other"]].itertuples(index=False, name=None)
    assert list(bridges) == [
        ("611", "kehyskunnat", "pienet-kunnat"),
        ("753", "kehyskunnat", "ruotsin-ja-kaksikieliset-kunnat"),
        ("434", "ruotsin-ja-kaksikieliset-kunnat", "seutukaupungit"),
        ("091", "ruotsin-ja-kaksikieliset-kunnat", "suuret-kaupungit"),
        ("734", "seutukaupungit", "suuret-kaupungit"),
    ]
    reached = frames["reach"][["network_id", "municipalities", "reached_by_no_other"]]
    assert list(reached.itertuples(index=False, name=None)) == [
        ("pienet-kunnat", 4, 2),
        ("ruotsin-ja-kaksikieliset-kunnat", 5, 2),
        ("seutukaupungit", 4, 3),
    ]


def test_candidates_are_said_first_and_confirm_nothing(small):
    said = _said(small, candidates=True)
    assert next(iter(said)) == "candidates"
    assert said["candidates"] == "2 candidates that no source confirms are counted in."
    assert said["most"] == "Närpes is in the most networks: 3 networks."
    assert said["overlap"] == "2 pairs of networks have the largest overlap, 2 municipalities each."
    assert said["unconfirmed"] == "Ylöjärvi has no membership confirmed in this data."
    one = _with(small, {"seutukaupungit": "020 091"}, candidates="980")
    assert _said(one, candidates=True)["candidates"] == "1 candidate that no source confirms is counted in."
    assert "candidates" not in _said(_with(small, {"seutukaupungit": "020"}), candidates=True)


def test_a_network_inside_another_one(small):
    large, sdg, towns = "suuret-kaupungit", "kehyskunnat", "seutukaupungit"
    inside = _with(small, {large: "091 734 020", sdg: "091 734"})
    assert (
        _said(inside)["inside"]
        == "All municipalities in the network “Adjoining municipalities” are also in “Large cities”."
    )
    turned = _with(small, {large: "091 734", sdg: "091 734 020"})
    assert (
        _said(turned)["inside"]
        == "All municipalities in the network “Large cities” are also in “Adjoining municipalities”."
    )
    same = _with(small, {large: "091 734", sdg: "091 734"})
    assert (
        _said(same)["inside"]
        == "The networks “Adjoining municipalities” and “Large cities” have exactly the same municipalities."
    )
    several = _with(small, {large: "091 734 020", sdg: "091 734", towns: "734 020"})
    assert _said(several)["inside"] == "2 networks are entirely within another network."
    nested = _with(small, {large: "091 734 020", sdg: "091 734", towns: "091"})
    assert _said(nested)["inside"] == "2 networks are entirely within another network."
    twins = _with(small, {large: "091 734", sdg: "091 734", towns: "091"})
    assert _said(twins)["inside"] == "3 networks are entirely within another network."


def test_one_municipality_is_said_in_the_singular(small):
    alone = _said(_with(small, {"suuret-kaupungit": "091 734", "seutukaupungit": "734"}))
    assert (
        alone["overlap"] == "The networks with most in common are “Regional cities” and “Large cities”: 1 municipality."
    )
    assert alone["bridges"] == "Only Salo is in both “Regional cities” and “Large cities”."
    assert alone["most"] == "Salo is in the most networks: 2 networks."
    assert alone["reach"] == (
        "1 network is enough to reach every municipality with a confirmed membership. This is enough: Large cities."
    )
    three = {"suuret-kaupungit": "091 734", "seutukaupungit": "734 020", "kehyskunnat": "734 753"}
    assert _said(_with(small, three))["bridges"] == "Salo alone joins several pairs of networks."
    assert _said(_with(small, three), "fi")["bridges"] == "Salo yhdistää yksin useita verkostopareja."


def test_where_there_is_nothing_to_say_nothing_is_said(small):
    assert list(_said(_with(small, {}))) == ["unconfirmed"]
    codes = " ".join(small.municipalities["municipality_code"])
    assert list(_said(_with(small, {"seutukaupungit": codes}))) == ["reach"]


def test_a_membership_in_an_ended_network_is_confirmed(small):
    ended = _with(small, {"uso4-2017-2018": " ".join(small.municipalities["municipality_code"][1:])})
    assert _said(ended) == {"unconfirmed": "Akaa has no membership confirmed in this data."}


def test_a_reach_that_may_not_be_the_smallest_is_not_called_needed(small, monkeypatch):
    monkeypatch.setattr(reach, "MOST_EXACT", 0)
    said = {language: _said(small, language)["reach"] for language in LANGUAGES}
    assert said["en"].startswith("3 networks are enough to reach every municipality with a confirmed membership.")
    assert said["fi"].startswith("3 verkostoa riittää tavoittamaan kaikki kunnat, joilla on vahvistettu jäsenyys.")
    assert said["sv"].startswith("3 nätverk räcker för att nå alla kommuner som har ett bekräftat medlemskap.")


def test_without_inhabitants_the_sentences_are_the_same(small):
    without = dataclasses.replace(small, populations=small.populations.iloc[:0])
    assert _said(without) == _said(small)
    assert "inhabitants" not in kv.insights(without)[0].frame


@each_language
@pytest.mark.parametrize("candidates", [False, True])
def test_sentences_are_short_and_whole(real, language, candidates):
    for insight in kv.insights(real, language=language, candidates=candidates):
        sentences = re.split(r"(?<=\.)\s", insight.sentence)
        assert all(len(sentence.split()) <= MOST_WORDS for sentence in sentences), insight.sentence
        assert all(sentence[-1] == "." and (sentence[0].isdigit() or sentence[0].isupper()) for sentence in sentences)
        assert not re.search(r"[{}]|  |\bNone\b|\bnan\b", insight.sentence)
        assert len(insight.frame) > 0


def test_what_the_real_dataset_shows(real):
    found = {one.key: one for one in kv.insights(real, language="en")}
    confirmed = kv.incidence(real, ended=True)
    none = [code for code, networks in networks_of(confirmed).items() if not networks]
    assert found["unconfirmed"].frame["municipality_code"].tolist() == none
    assert found["unconfirmed"].sentence == f"{len(none)} municipalities have no membership confirmed in this data."
    members = members_of(kv.incidence(real))
    assert members["sdg-verkosto"] < members["suuret-kaupungit"]
    assert found["inside"].sentence == "All municipalities in the network “SDG network” are also in “Large cities”."


@settings(max_examples=60, deadline=None)
@given(st.data(), st.sampled_from(LANGUAGES), st.booleans(), st.integers(0, 9))
def test_any_dataset_is_put_in_words(small, data, language, candidates, seed):
    dataset = data.draw(other_memberships(small))
    before = dataset.memberships.copy()
    found = kv.insights(dataset, language=language, candidates=candidates)
    assert len({one.key for one in found}) == len(found)
    for insight in found:
        assert all(len(part.split()) <= MOST_WORDS for part in re.split(r"(?<=\.)\s", insight.sentence))
    shuffled = dataclasses.replace(dataset, memberships=dataset.memberships.sample(frac=1, random_state=seed))
    again = kv.insights(shuffled, language=language, candidates=candidates)
    assert [one.sentence for one in again] == [one.sentence for one in found]
    pd.testing.assert_frame_equal(dataset.memberships, before)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_bridges_are_the_only_ones_in_both(small, data):
    dataset = data.draw(other_memberships(small))
    members = members_of(kv.incidence(dataset))
    frames = {one.key: one.frame for one in kv.insights(dataset)}
    rows = frames["bridges"].itertuples() if "bridges" in frames else []
    found = {(frozenset({row.network, row.other}), row.municipality_code) for row in rows}
    wanted = {
        (frozenset({one, other}), *(members[one] & members[other]))
        for one in members
        for other in members
        if one < other and len(members[one] & members[other]) == 1
    }
    assert found == wanted


def test_another_language_is_refused(small):
    with pytest.raises(ValueError, match="language must be one of fi, sv, en; got 'de'"):
        kv.insights(small, language="de")
