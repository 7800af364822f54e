"""Properties of the texts: the same keys in three languages, and correct typography."""

from __future__ import annotations

import re
from collections.abc import Iterator
from string import Formatter

import pytest

from kuntaverkostot.text.language import LANGUAGES, texts

MOST_WORDS = 20
# Zero width, soft hyphen, direction marks, other control characters.
HIDDEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\x00-\x1f\x7f-\x9f]")
each_language = pytest.mark.parametrize("language", LANGUAGES)


def _forms(value: object) -> list[str]:
    """Return a text, both forms of a plural, or the items of a list."""
    if isinstance(value, dict):
        return [value["one"], value["other"]]
    return value if isinstance(value, list) else [value]


def _placeholders(value: object) -> set[str]:
    return {name for form in _forms(value) for _, name, _, _ in Formatter().parse(form) if name is not None}


def _texts(language: str) -> dict[str, object]:
    return {**texts(language), **texts(language, part="help")}


def _all(language: str) -> Iterator[tuple[str, str]]:
    yield from ((key, form) for key, value in _texts(language).items() for form in _forms(value))


def test_the_three_languages_have_the_same_keys_in_the_same_order():
    assert list(_texts("fi")) == list(_texts("sv")) == list(_texts("en"))


@pytest.mark.parametrize("key", sorted(_texts("en")))
def test_the_three_languages_have_the_same_values_and_forms(key):
    values = [_texts(language)[key] for language in LANGUAGES]
    assert len({type(value) for value in values}) == 1
    # A day is written with the name of the month in English, and with its number otherwise.
    if key != "months.day":
        assert _placeholders(values[0]) == _placeholders(values[1]) == _placeholders(values[2])
    for value in values:
        if isinstance(value, dict):
            assert _placeholders(value["one"]) <= _placeholders(value["other"]) | {"count"}


@each_language
def test_months_are_twelve(language):
    months = texts(language)["months.names"]
    assert len(set(months)) == len(months) == 12


@each_language
def test_no_text_is_empty_or_padded(language):
    assert [key for key, form in _all(language) if not form or form != form.strip()] == []


@each_language
def test_quotes_dashes_and_spaces_are_those_of_print(language):
    wrong = re.compile(r"""["']|  |\.\.\.|--| [,.;:?!]|\s-\s|\d-\d{2,}""")
    assert [(key, form) for key, form in _all(language) if wrong.search(form)] == []


@each_language
def test_quotation_marks_are_those_of_the_language(language):
    opening = {"fi": "”", "sv": "”", "en": "“"}[language]
    other = set("“”„«»\u2018") - {opening, "”"}
    assert [(key, form) for key, form in _all(language) if set(form) & other] == []


@each_language
def test_no_text_holds_hidden_characters(language):
    assert [(key, form) for key, form in _all(language) if HIDDEN.search(form)] == []


@each_language
def test_one_space_stands_between_a_count_and_its_unit(language):
    counted = [form for key, form in _all(language) if key.startswith("count.")]
    assert len(counted) >= 14
    assert all(re.fullmatch(r"\{count\} [^\W\d_]+", form) for form in counted)


@each_language
@pytest.mark.parametrize("section", ["summary", "diagram"])
def test_sentences_are_short(language, section):
    sentences = [
        sentence
        for key, form in _all(language)
        if key.startswith(f"{section}.")
        for sentence in re.split(r"(?<=[.?!])\s", form)
    ]
    assert len(sentences) > 10
    assert [sentence for sentence in sentences if len(sentence.split()) > MOST_WORDS] == []


@each_language
def test_every_basis_language_measure_and_rule_of_the_tables_has_a_text(language, real):
    held = {
        "basis": set(real.memberships["basis"]),
        "municipality_language": set(real.municipalities["language"]),
    }
    for section, values in held.items():
        assert [value for value in sorted(values) if f"{section}.{value}" not in texts(language)] == []
    measures = {f"table.measure_{row.measure}_{row.scope}" for row in real.figures.itertuples()}
    rules = {f"basis.rule_{row.field}_{row.operator}" for row in real.rules.itertuples()}
    assert (measures | rules) - set(texts(language)) == set()
