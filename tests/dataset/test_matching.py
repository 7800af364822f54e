from __future__ import annotations

import pytest

import kuntaverkostot as kv
from kuntaverkostot.dataset.matching import limited_look_up, look_up
from kuntaverkostot.dataset.register import Ended, build_register
from kuntaverkostot.dataset.registers import bundled_drafts, living_register


@pytest.fixture(scope="module")
def known():
    return living_register(bundled_drafts())


@pytest.mark.parametrize(
    ("value", "key", "rule"),
    [
        ("049", "049", ""),
        ("Espoo", "049", "named"),
        ("ESBO", "049", "named"),
        ("koski  tl", "284", "named"),
        ("20", "020", "code-zero"),
        ("091 Helsinki", "091", ""),
        ("Helsinki (091)", "091", "named-twice"),
        ("Esbo / Espoo", "049", "named-twice"),
        ("Maarianhamina - Mariehamn", "478", "named-twice"),
        ("Honkajoki", "214", "ended"),
        ("099", "214", "ended"),
        ("99", "214", "ended"),
        ("Kjulo", "783", "ended"),
        ("Pertunmaa", "507", "ended"),
        ("588", "507", "ended"),
    ],
)
def test_a_municipality_is_found_by_what_it_is_called(known, value, key, rule):
    outcome = look_up(known, value)
    assert (outcome.value, outcome.rule) == (key, rule)
    assert outcome.severity != "error"


@pytest.mark.parametrize(
    ("value", "rule", "expected"),
    [
        ("Esbbo", "suggestion", "Espoo (049)"),
        ("Jarvenpaa", "suggestion", "Järvenpää (186)"),
        ("Honkajokki", "suggestion", "Honkajoki"),
        ("091 Espoo", "names-disagree", "Espoo (049), Helsinki (091)"),
        ("Tukholma", "foreign-key", "municipalities"),
        ("999", "foreign-key", "municipalities"),
        ("x" * 5_000_000, "foreign-key", "municipalities"),
    ],
)
def test_a_near_miss_is_never_a_match(known, value, rule, expected):
    outcome = look_up(known, value)
    assert (outcome.value, outcome.rule, outcome.severity) == (value, rule, "error")
    assert expected in outcome.expected


def test_every_municipality_has_its_names_in_three_languages(known, real):
    for row in real.municipalities.query("ended_on == ''").to_dict("records"):
        for language in ("fi", "sv", "en"):
            assert look_up(known, row[f"name_{language}"]).value == row["municipality_code"]


def test_each_municipality_that_ended_leads_to_one_that_lives(known, real):
    ended = real.ended_municipalities.to_dict("records")
    assert len(ended) == 12
    for row in ended:
        for value in (row["municipality_code"], row["name_fi"], row["name_sv"]):
            assert look_up(known, value).value == row["merged_into"]


def test_a_name_of_two_is_ambiguous():
    known = build_register("t", "k", {"k": ["001", "002"], "name_fi": ["Koski", "Koski"]}, digits=3)
    outcome = look_up(known, "koski")
    assert (outcome.rule, outcome.severity, outcome.expected) == ("ambiguous", "error", "001, 002")


def test_a_successor_that_is_not_in_the_table_is_no_match():
    known = build_register("t", "k", {"k": ["001"]}, ended=[Ended("002", "Lavia", "2015-01-01", "609")], digits=3)
    assert look_up(known, "Lavia").rule == "ended-unknown"


def test_suggestions_end_after_many_unknown_names(known):
    look = limited_look_up(known)
    rules = [look(f"Espo{number}").rule for number in range(205)]
    assert rules[0] == "suggestion"
    assert set(rules[200:]) == {"foreign-key"}


def test_the_public_names_are_there():
    assert {"read_table", "check_tables", "Reading", "Account", "Check", "export_bytes"} <= set(kv.__all__)
