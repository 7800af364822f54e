"""Why a member is in a network or not, and what is said when nobody knows."""

from __future__ import annotations

import dataclasses

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import kuntaverkostot as kv
from kuntaverkostot.dataset.dataset import Dataset
from kuntaverkostot.dataset.standing import is_confirmed
from kuntaverkostot.text.language import LANGUAGES, NO_BREAK_SPACE, say
from kuntaverkostot.text.unfit import UnfitError

SWEDISH = "ruotsin-ja-kaksikieliset-kunnat"


def _told(dataset: Dataset, member: str, network: str, language: str = "fi") -> str:
    """Return the explanation without its sources, with ordinary spaces."""
    told = kv.explain(dataset, member, network, language=language).replace(NO_BREAK_SPACE, " ")
    return told.partition(". ")[0].removesuffix(".")


@pytest.mark.parametrize(
    ("member", "network", "told"),
    [
        (
            "734",
            "suuret-kaupungit",
            (
                "Salo kuuluu verkostoon ”Suuret kaupungit ja maakuntakeskukset”: "
                "50 870 asukasta 31.12.2024, raja yli 50 000"
            ),
        ),
        (
            "Ylöjärvi",
            "Stora städer",
            (
                "Ylöjärvi ei kuulu verkostoon ”Suuret kaupungit ja maakuntakeskukset”: 33 704 asukasta 31.12.2024, "
                "raja yli 50 000, joten asukkaita on 16 297 liian vähän"
            ),
        ),
        (
            "020",
            "pienet-kunnat",
            (
                "Akaa ei kuulu verkostoon ”Pienet kunnat”: 16 387 asukasta 31.12.2024, raja alle 10 000, "
                "joten asukkaita on 6 388 liikaa"
            ),
        ),
        (
            "Närpes",
            SWEDISH,
            (
                "Närpiö kuuluu verkostoon ”Ruotsinkieliset ja kaksikieliset kunnat”: "
                "kunta on kaksikielinen, enemmistö ruotsinkielisiä"
            ),
        ),
        ("Loviisa", "seutukaupungit", "Loviisa kuuluu verkostoon ”Seutukaupungit”: lähde nimeää sen jäseneksi"),
        (
            "Närpiö",
            "seutukaupungit",
            (
                "Ei tiedetä, kuuluuko Närpiö verkostoon ”Seutukaupungit”: "
                "se on ehdokas, jota mikään lähde ei nimeä jäseneksi"
            ),
        ),
        (
            "Helsinki",
            "seutukaupungit",
            (
                "Ei tiedetä, kuuluuko Helsinki verkostoon ”Seutukaupungit”: luettelo on vajaa, "
                "4 jäsentä tiedossa, kaikkiaan 57"
            ),
        ),
        ("Salo", "USO4", "Salo kuului päättyneeseen verkostoon ”USO4”: lähde nimeää sen jäseneksi"),
        (
            "Salo",
            "maakuntien-liitot",
            "Salo ei kuulu verkostoon ”Maakuntien liittojen verkosto”: verkoston jäsenet eivät ole kuntia",
        ),
        (
            "council-01",
            "seutukaupungit",
            "Uudenmaan liitto ei kuulu verkostoon ”Seutukaupungit”: verkoston jäsenet ovat kuntia",
        ),
        (
            "council-01",
            "maakuntien-liitot",
            "Uudenmaan liitto kuuluu verkostoon ”Maakuntien liittojen verkosto”: lähde nimeää sen jäseneksi",
        ),
    ],
)
def test_what_is_said_of_the_small_dataset(small, member, network, told):
    assert _told(small, member, network) == told


@pytest.mark.parametrize(
    ("language", "told"),
    [
        (
            "fi",
            (
                "Kajaani kuuluu verkostoon ”Suuret kaupungit ja maakuntakeskukset”: se on nimetty lisäys, vaikka "
                "sääntö ei sitä koske (36 433 asukasta 31.12.2024, raja yli 50 000, "
                "joten asukkaita on 13 568 liian vähän)"
            ),
        ),
        (
            "sv",
            (
                "Kajana hör till nätverket ”Stora städer och landskapscentrum”: den är ett namngivet tillägg, även om "
                "regeln inte gäller den (36 433 invånare 31.12.2024, "
                "gränsen är över 50 000, så invånarna är 13 568 för få)"
            ),
        ),
        (
            "en",
            (
                "Kajaani is in “Large cities and regional centres”: it is a named addition, although the rule does not "
                "cover it (36,433 inhabitants on 31 December 2024, limit over 50,000, so 13,568 too few)"
            ),
        ),
    ],
)
def test_a_named_addition_is_said_to_be_one(real, language, told):
    assert _told(real, "205", "suuret-kaupungit", language) == told


def test_a_complete_list_says_no_and_names_its_source(real):
    told = kv.explain(real, "Rauma", "uso4-2017-2018", language="en")
    assert told == (
        "Rauma was not in “USO4”, which has ended: the published number of members is 29, and all are known. "
        "Source: USO – Nya generationens organisationer (Kuntaliitto / Kommunförbundet)."
    )


def test_without_a_figure_nobody_knows(small):
    bare = dataclasses.replace(small, populations=small.populations.query("municipality_code != '980'"))
    assert _told(bare, "980", "suuret-kaupungit", "en") == (
        "It is not known whether Ylöjärvi is in “Large cities and regional centres”: "
        "the population on 31 December 2024 is not in the data"
    )


@pytest.mark.parametrize(("inhabitants", "missing"), [(49_999, 2), (50_000, 1)])
def test_the_limit_itself_is_not_over_it(small, inhabitants, missing):
    populations = small.populations.copy()
    populations.loc[(populations["municipality_code"] == "980"), "population"] = inhabitants
    bare = dataclasses.replace(small, populations=populations)
    assert _told(bare, "980", "suuret-kaupungit", "en").endswith(f"so {missing} too few")


def test_a_table_of_ones_own_is_not_taken_for_complete():
    films = kv.from_sets({"Drama": ["Alien", "Brazil"], "Horror": ["Alien"]})
    assert kv.explain(films, "Brazil", "Drama", language="en") == "Brazil is in “Drama”: it is a member in this data."
    assert kv.explain(films, "Brazil", "Horror", language="en") == (
        "It is not known whether Brazil is in “Horror”: "
        "it is not a member in this data, but nobody knows whether the list is complete."
    )


@given(data=st.data(), language=st.sampled_from(LANGUAGES))
def test_yes_is_said_of_exactly_the_confirmed_memberships(real, data, language):
    network = data.draw(st.sampled_from(real.networks["network_id"].tolist()))
    members = real.members
    place = data.draw(st.integers(0, len(members) - 1))
    code, name = members["member_id"].iloc[place], members[f"name_{language}"].iloc[place]
    held = real.links.query("network_id == @network and member_id == @code")
    told = kv.explain(real, code, network, language=language)
    heads = [say(language, f"explain.yes{end}", name="|", network="|", why="|").split("|")[1] for end in ("", "_ended")]
    said = any(told.startswith(f"{name or members['name_fi'].iloc[place]}{head}") for head in heads)
    assert said == bool(len(held) and is_confirmed(held["basis"]).all())


@pytest.mark.parametrize(
    ("member", "network", "message"),
    [
        ("Lovissa", "kehto", "There is no member Lovissa. Nearest: 434 Loviisa, 977 Ylivieska."),
        ("Salo", "kehtto", "There is no network kehtto. Nearest: kehto."),
        ("Pertunmaa", "kehto", "Pertunmaa has ended: it was merged into 507 Mäntyharju."),
        ("413", "kehto", "413 has ended: it was merged into 609 Pori."),
        ("Qqqqqqqq", "kehto", "There is no member Qqqqqqqq."),
        ("Salo", "Qqqqqqqq", "There is no network Qqqqqqqq."),
        ("", "kehto", "Name the member by its code or name."),
        ("Salo", " ", "Name the network by its id or name."),
    ],
)
def test_an_unknown_name_is_refused_with_the_nearest(real, member, network, message):
    with pytest.raises(UnfitError) as caught:
        kv.explain(real, member, network)
    assert str(caught.value) == message


def test_a_name_of_several_is_refused(small):
    named = small.organisations.assign(name_fi="Liitto", name_sv="Liitto", name_en="Liitto")
    networks = small.networks.assign(short_fi="Sama")
    with pytest.raises(UnfitError, match=r"Several members are called Liitto\. Give the code\."):
        kv.explain(dataclasses.replace(small, organisations=named), "Liitto", "kehyskunnat")
    with pytest.raises(UnfitError, match="Sama may mean several networks: ammatillisen"):
        kv.explain(dataclasses.replace(small, networks=networks), "Salo", "Sama")


def test_nothing_is_changed(small):
    before = small.memberships.copy()
    kv.explain(small, "Salo", "suuret-kaupungit")
    pd.testing.assert_frame_equal(small.memberships, before)
