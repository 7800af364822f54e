from __future__ import annotations

import unicodedata
from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kuntaverkostot.text.language import (
    DECIMAL,
    GROUPING,
    LANGUAGES,
    MINUS,
    alphabetical,
    check_language,
    day,
    initial,
    join_words,
    named,
    number,
    say,
    speaker,
    texts,
)

any_language = st.sampled_from(LANGUAGES)
names = st.text(alphabet="aAbByYzZåÅäÄöÖéüÜæøšž -", min_size=1, max_size=8)


@pytest.mark.parametrize("language", ["de", "", "FI", "swe"])
def test_other_languages_are_refused(language):
    with pytest.raises(ValueError, match="language must be one of fi, sv, en"):
        check_language(language)
    with pytest.raises(ValueError, match="language must be one of fi, sv, en"):
        texts(language)


@pytest.mark.parametrize(
    ("language", "one", "several", "none"),
    [
        ("fi", "1 kunta", "1\u00a0234 kuntaa", "0 kuntaa"),
        ("sv", "1 kommun", "1\u00a0234 kommuner", "0 kommuner"),
        ("en", "1 municipality", "1,234 municipalities", "0 municipalities"),
    ],
)
def test_counts_have_a_singular_and_a_plural(language, one, several, none):
    assert [say(language, "count.municipalities", count=count) for count in (1, 1234, 0)] == [
        one,
        several,
        none,
    ]


def test_a_speaker_says_what_say_says():
    assert speaker("sv")("count.members", count=2) == say("sv", "count.members", count=2) == "2 medlemmar"


def test_text_and_values_that_are_missing():
    with pytest.raises(KeyError):
        say("fi", "no.such.text")
    with pytest.raises(KeyError):
        say("fi", "count.municipalities", number=1)
    with pytest.raises(KeyError):
        say("fi", "view.upset_others", number=1)


@pytest.mark.parametrize(
    ("language", "value", "decimals", "text"),
    [
        ("fi", 3209213, 0, "3\u00a0209\u00a0213"),
        ("sv", 608371, 0, "608\u00a0371"),
        ("en", 873000, 0, "873,000"),
        ("fi", 999, 0, "999"),
        ("fi", 1234.5, 2, "1\u00a0234,50"),
        ("en", 1234.5, 1, "1,234.5"),
        ("sv", -1, 0, "−1"),
        ("fi", 0, 0, "0"),
    ],
)
def test_numbers(language, value, decimals, text):
    assert number(language, value, decimals=decimals) == text


@given(any_language, st.integers(-(10**12), 10**12), st.integers(0, 3))
def test_a_number_can_be_read_back(language, value, decimals):
    text = number(language, value, decimals=decimals).replace(GROUPING[language], "")
    assert float(text.replace(DECIMAL[language], ".").replace(MINUS, "-")) == value


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("fi", ["31.12.2024", "1.1.2025", "marraskuu 2019", "2005"]),
        ("sv", ["31.12.2024", "1.1.2025", "november 2019", "2005"]),
        ("en", ["31 December 2024", "1 January 2025", "November 2019", "2005"]),
    ],
)
def test_days(language, written):
    assert [day(language, iso) for iso in ("2024-12-31", "2025-01-01", "2019-11", "2005")] == written


@pytest.mark.parametrize(
    ("language", "order"),
    [
        ("fi", ["Akaa", "Espoo", "Uusikaupunki", "Zürich", "Åbo", "Ähtäri", "Äänekoski", "Örebro"]),
        ("sv", ["Akaa", "Espoo", "Uusikaupunki", "Zürich", "Åbo", "Ähtäri", "Äänekoski", "Örebro"]),
        ("en", ["Äänekoski", "Åbo", "Ähtäri", "Akaa", "Espoo", "Örebro", "Uusikaupunki", "Zürich"]),
    ],
)
def test_alphabetical_order(language, order):
    assert sorted(set(order), key=alphabetical(language)) == order


@given(any_language, st.lists(names, max_size=8), st.randoms(use_true_random=False))
def test_alphabetical_order_does_not_depend_on_the_order_before(language, words, random):
    shuffled = random.sample(words, len(words))
    assert sorted(shuffled, key=alphabetical(language)) == sorted(words, key=alphabetical(language))


@given(any_language, names)
def test_case_and_composition_do_not_change_the_order(language, name):
    key = alphabetical(language)
    assert key(name)[0] == key(name.upper())[0] == key(unicodedata.normalize("NFD", name))[0]


@given(any_language, names, names)
def test_a_name_comes_before_what_it_begins(language, name, more):
    key = alphabetical(language)
    assert key(name) < key(name + more.replace(" ", "-"))


@given(st.sampled_from(["fi", "sv"]), st.text(alphabet="abcxyz", min_size=1), st.sampled_from("åäö"))
def test_the_last_three_letters_come_last_in_finnish_and_swedish(language, name, letter):
    assert alphabetical(language)(name) < alphabetical(language)(letter)


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_under_one_initial_stand_together(real, language):
    in_order = sorted(real.municipalities[f"name_{language}"], key=alphabetical(language))
    initials = [letter for letter, _ in groupby(initial(language, name) for name in in_order)]
    assert len(initials) == len(set(initials))
    assert [letter for letter in initials if letter in "ÅÄÖ"] == {
        "fi": ["Ä"],
        "sv": ["Å", "Ä", "Ö"],
        "en": [],
    }[language]


@pytest.mark.parametrize(
    ("language", "expected"), [("fi", ("Suomi", "fi")), ("sv", ("Suomi", "fi")), ("en", ("Finland", "en"))]
)
def test_a_missing_name_is_taken_from_another_language(language, expected):
    assert named({"name_fi": "Suomi", "name_sv": "", "name_en": "Finland"}, language) == expected


def test_a_name_that_nobody_gives_is_empty():
    assert named({"short_fi": "", "short_sv": "", "short_en": ""}, "sv", stem="short") == ("", "sv")


@pytest.mark.parametrize(
    ("words", "joined"),
    [([], ""), (["Vaasa"], "Vaasa"), (["Vaasa", "Salo"], "Vaasa ja Salo"), (["a", "b", "c"], "a, b ja c")],
)
def test_words_in_a_sentence(words, joined):
    assert join_words("fi", words) == joined
