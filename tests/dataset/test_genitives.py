"""Municipalities named with what they are, in three languages; never one for another."""

from __future__ import annotations

import pytest

from kuntaverkostot.dataset.genitives import genitives, named_as
from kuntaverkostot.dataset.matching import look_up
from kuntaverkostot.dataset.register import build_register
from kuntaverkostot.dataset.registers import bundled_drafts, living_register

# As their own administrations call them.
NAMES = """Akaan Alavuden Enonkosken Eurajoen Haapaveden Hailuodon Hangon Harjavallan Helsingin Huittisten Iin
Ikaalisten Iitin Ilomantsin Inkoon Isojoen Isonkyrön Jokioisten Joroisten Juuan Jyväskylän Järvenpään Kannuksen
Kaskisten Kauniaisten Kaustisen Kemijärven Kiteen Kokemäen Kontiolahden Korsnäsin Kristiinankaupungin Kuhmoisten
Kuortaneen Kurikan Lahden Lappeenrannan Laukaan Leppävirran Liedon Limingan Lopen Luhangan Luodon Maalahden Muhoksen
Muuramen Mäntyharjun Mänttä-Vilppulan Nousiaisten Nurmeksen Oriveden Oulaisten Oulun Outokummun Paraisten Pihtiputaan
Pomarkun Porin Pornaisten Puolangan Punkalaitumen Pyhtään Pyhännän Pyhärannan Pälkäneen Raahen Rautalammin Ruokolahden
Savitaipaleen Siikaisten Sundin Suomussalmen Taivassalon Tampereen Toholammin Toivakan Turun Uuraisten Uudenkaarlepyyn
Uudenkaupungin Vantaan Varkauden Vesannon Vihdin Virtain Vöyrin Ylöjärven Äänekosken"""
CALLED = NAMES.split()


@pytest.fixture(scope="module")
def known():
    return living_register(bundled_drafts())


def test_each_way_to_call_a_municipality_leads_to_another_one(known):
    found = [look_up(known, f"{name} {kind}") for name, kind in zip(CALLED, ["kaupunki", "kunta"] * 50, strict=False)]
    assert [name for name, outcome in zip(CALLED, found, strict=True) if outcome.rule != "named"] == []
    assert len({outcome.value for outcome in found}) == len(CALLED)


@pytest.mark.parametrize(
    ("value", "key", "rule"),
    [
        ("Helsingin kaupunki", "091", "named"),
        ("HELSINGIN  KAUPUNKI", "091", "named"),
        ("Maalahden kunta", "475", "named"),
        ("Malax kommun", "475", "named"),
        ("Maalahden kunta – Malax kommun", "475", "named-twice"),
        ("Pedersören kunta", "599", "named"),
        ("Pedersöre kommun", "599", "named"),
        ("Kosken Tl kunta", "284", "named"),
        ("Helsingfors stad", "091", "named"),
        ("Mariehamns stad", "478", "named"),
        ("Staden Jakobstad", "598", "named"),
        ("City of Espoo", "049", "named"),
        ("The Town of Hanko", "078", "named"),
        ("Municipality of Malax", "475", "named"),
        ("Espoo (city)", "", "foreign-key"),
        ("Honkajoen kunta", "214", "ended"),
        ("Espoo kaupunki", "049", "named"),
    ],
)
def test_what_stands_beside_kunta_is_understood(known, value, key, rule):
    outcome = look_up(known, value, suggest=False)
    assert (outcome.value if outcome.severity != "error" else "", outcome.rule) == (key, rule)


@pytest.mark.parametrize(
    ("value", "rule", "expected"),
    [
        ("Helsingn kaupunki", "suggestion", "Helsinki (091)"),
        ("Stockholms stad", "foreign-key", ""),
        ("Lapin kunta", "foreign-key", ""),
        ("Kosken kunta", "foreign-key", ""),
        ("Helsingin seurakunta", "foreign-key", ""),
        ("Helsingin seudun kunta", "foreign-key", ""),
        ("kunta", "foreign-key", ""),
        (" kunta", "foreign-key", ""),
        ("City of", "foreign-key", ""),
        ("Helsingin", "foreign-key", ""),
        ("Espoon stad", "foreign-key", ""),
        ("Espoo, Vantaa", "several", "Espoo (049), Vantaa (092)"),
    ],
)
def test_what_is_no_municipality_stays_none(known, value, rule, expected):
    outcome = look_up(known, value)
    if rule == "foreign-key":
        assert outcome.severity == "error"
    else:
        assert (outcome.rule, outcome.severity, expected in outcome.expected) == (rule, "error", True)


def test_no_genitive_is_that_of_two(known):
    names = known.names()
    for form, of in names.genitives().items():
        assert len({look_up(known, name).value for name in of}) == 1, form
        assert form not in names.keys or form in of, form


def test_a_genitive_of_two_is_ambiguous():
    two = build_register("t", "k", {"k": ["001", "002"], "name_fi": ["Vesi", "Vete"]}, digits=3)
    assert look_up(two, "Veten kunta", suggest=False).rule == "named"
    two = build_register("t", "k", {"k": ["001", "002"], "name_fi": ["Kori", "Kore"]}, digits=3)
    outcome = look_up(two, "Koren kunta")
    assert (outcome.rule, outcome.severity, outcome.expected) == ("ambiguous", "error", "Kori (001), Kore (002)")


def test_names_of_networks_are_not_inflected():
    networks = build_register("networks", "k", {"k": ["a"], "name_fi": ["Espoo"]})
    assert look_up(networks, "Espoon kunta", suggest=False).severity == "error"


def test_a_word_that_follows_no_rule_has_its_own():
    assert genitives("virrat") == {"virtain", "virtojen"}
    assert named_as("mariehamns stad") == [("mariehamn", False), ("mariehamns", False)]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Nokian kaupungilla", "536"),
        ("Porin kaupungin", "609"),
        ("Äänekosken kaupungista", "992"),
        ("Pedersören kuntaan", "599"),
        ("Sipoon kunnassa", "753"),
        ("Uudenkaupungin kaupunkia", "895"),
    ],
)
def test_the_word_for_municipality_may_be_in_any_case(known, text, code):
    assert look_up(known, text).value == code


@pytest.mark.parametrize(
    "text", ["Salon seutukunta", "Salon kaupungit", "Salon kuntayhtymä", "Porin kaupunginhallitus"]
)
def test_what_only_begins_with_a_municipality_is_none(known, text):
    assert look_up(known, text).severity == "error"
