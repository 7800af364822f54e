from __future__ import annotations

import dataclasses
import re

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kuntaverkostot as kv
from kuntaverkostot.analysis import cover
from kuntaverkostot.analysis.findings import findings
from kuntaverkostot.analysis.set_cover import greedy
from kuntaverkostot.text.language import LANGUAGES
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
    held = dataset.networks["network_id"].isin(table["network_id"])
    others = dataset.organisation_memberships.iloc[:0]
    return dataclasses.replace(
        _whole(dataset), memberships=table, organisation_memberships=others, networks=dataset.networks[held]
    )


def _whole(dataset: kv.Dataset) -> kv.Dataset:
    """Return the dataset with lists of which nothing is published that would make them incomplete."""
    return dataclasses.replace(dataset, figures=dataset.figures.iloc[:0])


def _said(dataset: kv.Dataset, language: str = "en", **asked: bool) -> dict[str, str]:
    return {one.key: one.sentence for one in kv.insights(dataset, language=language, **asked)}


def test_what_is_found_stands_in_the_order_of_the_sentences(small):
    assert list(findings(_whole(small)).frames) == ["overlap", "most", "unconfirmed", "bridges", "reach"]


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        (
            "fi",
            {
                "overlap": (
                    "Tässä aineistossa eniten yhteisiä kuntia on verkostoilla ”Pienet kunnat” ja "
                    "”Ruotsin- ja kaksikieliset”: 2 kuntaa."
                ),
                "most": "Tässä aineistossa eniten verkostoja, kullakin 2 verkostoa, on 7 kunnalla.",
                "unconfirmed": "Yhden kunnan jäsenyyttä ei löytynyt julkisista lähteistä: Ylöjärvi.",
                "bridges": "Tässä aineistossa joillakin verkostopareilla on vain yksi yhteinen kunta. "
                "Nämä kunnat ovat Helsinki, Loviisa, Pornainen, Salo ja Sipoo.",
                "reach": "Tarvitaan vähintään 3 verkostoa, jotta tavoitetaan kaikki kunnat, joiden jäsenyys tiedetään. "
                "Nämä riittävät: Pienet kunnat; Ruotsin- ja kaksikieliset; Seutukaupungit.",
            },
        ),
        (
            "sv",
            {
                "overlap": "I detta material har nätverken ”Små kommuner” och ”Svensk- och tvåspråkiga” flest "
                "gemensamma kommuner: 2 kommuner.",
                "most": "I detta material har 7 kommuner flest nätverk, 2 nätverk var.",
                "unconfirmed": "För Ylöjärvi hittades inget medlemskap i offentliga källor.",
                "bridges": "I detta material har vissa par av nätverk bara en gemensam kommun. "
                "Dessa kommuner är Borgnäs, Helsingfors, Lovisa, Salo och Sibbo.",
                "reach": "Det behövs minst 3 nätverk för att nå alla kommuner som har ett känt medlemskap. "
                "Dessa räcker: Små kommuner; Svensk- och tvåspråkiga; Regionstäder.",
            },
        ),
        (
            "en",
            {
                "overlap": "In this data, the networks with the most in common are “Small municipalities” and "
                "“Swedish and bilingual”: 2 municipalities.",
                "most": "In this data, 7 municipalities are in the most networks, 2 networks each.",
                "unconfirmed": "For Ylöjärvi, no membership was found in public sources.",
                "bridges": "In this data, some pairs of networks have only one municipality in common. "
                "These municipalities are Helsinki, Loviisa, Pornainen, Salo and Sipoo.",
                "reach": "At least 3 networks are needed to reach every municipality with a known membership. "
                "These are enough: Small municipalities; Swedish and bilingual; Regional cities.",
            },
        ),
    ],
)
def test_what_the_small_dataset_shows(small, language, sentences):
    assert _said(_whole(small), language) == sentences
    # More members than these are published of all but the small municipalities and the large cities.
    found = {key: sentence for key, sentence in sentences.items() if key not in {"bridges", "reach"}}
    assert _said(small, language) == found


def test_each_sentence_has_the_frame_that_it_comes_from(small):
    frames = {one.key: one.frame for one in kv.insights(_whole(small))}
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
    assert said["most"] == "In this data, Närpes is in the most networks: 3 networks."
    assert said["overlap"] == "In this data, 2 pairs of networks have the largest overlap, 2 municipalities each."
    assert said["unconfirmed"] == "For Ylöjärvi, no membership was found in public sources."
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
        alone["overlap"] == "In this data, the networks with the most in common are "
        "“Regional cities” and “Large cities”: 1 municipality."
    )
    assert alone["bridges"] == "In this data, only Salo is in both “Regional cities” and “Large cities”."
    assert alone["most"] == "In this data, Salo is in the most networks: 2 networks."
    assert alone["reach"] == (
        "1 network is enough to reach every municipality with a known membership. This is enough: Large cities."
    )
    three = {"suuret-kaupungit": "091 734", "seutukaupungit": "734 020", "kehyskunnat": "734 753"}
    assert _said(_with(small, three))["bridges"] == (
        "In this data, some pairs of networks have only one municipality in common: Salo."
    )
    assert _said(_with(small, three), "fi")["bridges"] == (
        "Tässä aineistossa joillakin verkostopareilla on vain yksi yhteinen kunta: Salo."
    )


def test_where_there_is_nothing_to_say_nothing_is_said(small):
    assert list(_said(_with(small, {}))) == ["unconfirmed"]
    codes = " ".join(small.municipalities["municipality_code"])
    assert list(_said(_with(small, {"seutukaupungit": codes}))) == ["reach"]


def test_a_membership_in_an_ended_network_is_confirmed(small):
    ended = _with(small, {"uso4-2017-2018": " ".join(small.municipalities["municipality_code"][1:])})
    assert _said(ended) == {"unconfirmed": "For Akaa, no membership was found in this data."}


def test_a_reach_that_may_not_be_the_smallest_is_not_called_needed(small, monkeypatch):
    monkeypatch.setattr(cover, "smallest", lambda cells: (greedy(cells), 1))
    said = {language: _said(_whole(small), language)["reach"] for language in LANGUAGES}
    assert said["en"].startswith("3 networks are enough to reach every municipality with a known membership.")
    assert said["fi"].startswith("3 verkostoa riittää tavoittamaan kaikki kunnat, joiden jäsenyys tiedetään.")
    assert said["sv"].startswith("3 nätverk räcker för att nå alla kommuner som har ett känt medlemskap.")


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
    assert (
        found["unconfirmed"].sentence == f"For {len(none)} municipalities, no membership was found in public sources."
    )
    members = members_of(kv.incidence(real))
    contained = found["inside"].frame["contained"].tolist()
    assert contained
    for network in contained:
        assert [other for other in members if other != network and members[network] <= members[other]], network


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
    dataset = _whole(data.draw(other_memberships(small)))
    members = members_of(kv.incidence(dataset, kind="municipality"))
    frames = {one.key: one.frame for one in kv.insights(dataset, kind="municipality")}
    rows = frames["bridges"].itertuples() if "bridges" in frames else []
    found = {(frozenset({row.network, row.other}), row.municipality_code) for row in rows}
    wanted = {
        (frozenset({one, other}), *(members[one] & members[other]))
        for one in members
        for other in members
        if one < other and len(members[one] & members[other]) == 1
    }
    assert found == wanted


def test_what_would_follow_from_missing_members_is_not_said(real):
    assert [one.key for one in kv.insights(real)] == ["overlap", "inside", "most", "unconfirmed"]
    # With candidates the list of the regional cities has as many as are published; a guess does not complete it.
    frames = {one.key: one.frame for one in kv.insights(real, candidates=True)}
    assert not {"bridges", "reach"} & set(frames)
    assert "seutukaupungit" not in frames["inside"]["contained"].tolist()


def _published(dataset: kv.Dataset, **members: int) -> kv.Dataset:
    rows = [(network.replace("_", "-"), count) for network, count in members.items()]
    table = pd.DataFrame(rows, columns=["network_id", "value"]).assign(
        measure="members", scope="all", qualifier="exact"
    )
    return dataclasses.replace(dataset, figures=table)


def test_a_network_is_inside_another_one_when_all_its_members_are_known(small):
    both = _with(small, {"suuret-kaupungit": "091 734 020", "kehyskunnat": "091 734"})
    sentence = "All municipalities in the network “Adjoining municipalities” are also in “Large cities”."
    assert _said(_published(both, kehyskunnat=2, suuret_kaupungit=9))["inside"] == sentence
    assert "inside" not in _said(_published(both, kehyskunnat=3))
    same = _with(small, {"suuret-kaupungit": "091 734", "kehyskunnat": "091 734"})
    assert _said(_published(same, suuret_kaupungit=9))["inside"] == sentence
    turned = "All municipalities in the network “Large cities” are also in “Adjoining municipalities”."
    assert _said(_published(same, kehyskunnat=9))["inside"] == turned
    assert "inside" not in _said(_published(same, kehyskunnat=9, suuret_kaupungit=9))


def test_a_bridge_joins_two_networks_whose_members_are_all_known(small):
    alone = _with(small, {"suuret-kaupungit": "091 734", "seutukaupungit": "734 020"})
    assert "bridges" in _said(_published(alone, suuret_kaupungit=2, seutukaupungit=1))
    for short in ("suuret_kaupungit", "seutukaupungit"):
        assert not {"bridges", "reach"} & set(_said(_published(alone, **{short: 3})))


def test_nobody_says_how_few_networks_reach_everyone_while_the_members_of_one_are_not_known(small):
    alone = _with(small, {"suuret-kaupungit": "091 734", "seutukaupungit": "734 020"})
    assert "reach" in _said(alone)
    empty = small.networks[small.networks["network_id"] == "kehyskunnat"]
    more = dataclasses.replace(alone, networks=pd.concat([alone.networks, empty], ignore_index=True))
    assert "reach" not in _said(more)
    for elsewhere in ({"status": "ended"}, {"member_kind": "organisation"}):
        other = pd.concat([alone.networks, empty.assign(**elsewhere)], ignore_index=True)
        assert "reach" in _said(dataclasses.replace(alone, networks=other))


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("fi", "Yhden kunnan jäsenyyttä ei löytynyt tästä aineistosta: Ylöjärvi."),
        ("sv", "För Ylöjärvi hittades inget medlemskap i detta material."),
        ("en", "For Ylöjärvi, no membership was found in this data."),
    ],
)
def test_where_no_source_is_named_nobody_searched_public_ones(small, language, sentence):
    unsourced = dataclasses.replace(small, sources=small.sources.iloc[:0])
    assert _said(unsourced, language)["unconfirmed"] == sentence


def test_another_language_is_refused(small):
    with pytest.raises(ValueError, match="language must be one of fi, sv, en; got 'de'"):
        kv.insights(small, language="de")
