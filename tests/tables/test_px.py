"""PX files."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kuntaverkostot.tables.px import is_px, statistics_of_px
from kuntaverkostot.tables.statistics import Category, StatisticsError

HEAD = 'STUB="Alue";\nHEADING="Vuosi";\nVALUES("Alue")="Espoo","Salo";\nVALUES("Vuosi")="2024","2025";\n'
WORDS = st.text("abåö ;=()[]\n.-", min_size=1, max_size=12).filter(str.strip)


def test_the_last_dimension_runs_fastest():
    table = statistics_of_px(HEAD + 'CODES("Alue")="KU049","KU734";\nDATA=\n1 2\n3 4;\n')
    assert [(fact.categories[0].code, fact.categories[1].label, fact.value, fact.line) for fact in table.facts] == [
        ("KU049", "2024", 1, 7),
        ("KU049", "2025", 2, 7),
        ("KU734", "2024", 3, 8),
        ("KU734", "2025", 4, 8),
    ]
    assert table.names == ("Alue", "Vuosi")
    assert table.categories(0) == [Category("KU049", "Espoo"), Category("KU734", "Salo")]


def test_what_has_no_value_is_none_and_a_dash_is_zero():
    table = statistics_of_px(HEAD + 'DATA=".." "-", 1.5 "....";')
    assert [fact.value for fact in table.facts] == [None, 0, 1.5, None]


@pytest.mark.parametrize("data", ["1 2\n3 4;\n", "1 2;\n3 4;\n", "1 2\n3 4\n"])
def test_rows_may_end_with_a_semicolon_and_the_last_one_with_none(data):
    table = statistics_of_px(f"{HEAD}DATA=\n{data}")
    assert [(fact.value, fact.line) for fact in table.facts] == [(1, 6), (2, 6), (3, 7), (4, 7)]


def test_a_text_goes_on_in_the_next_line():
    text = HEAD.replace('"Espoo","Salo"', '"Es"\r\n"poo","Sa"\n  "lo"')
    assert [category.label for category in statistics_of_px(text + "DATA=1 2 3 4;").categories(0)] == ["Espoo", "Salo"]


def test_other_languages_are_passed_over():
    text = HEAD + 'VALUES[sv]("Område")="Esbo";\nSTUB[sv]="Område";\nDATA=1 2 3 4;'
    assert [category.label for category in statistics_of_px(text).categories(0)] == ["Espoo", "Salo"]


@given(names=st.lists(WORDS, min_size=1, max_size=5, unique=True), values=st.data())
def test_what_is_written_is_read(names, values):
    numbers = values.draw(st.lists(st.integers(0, 10**7), min_size=2 * len(names), max_size=2 * len(names)))
    listed = ",".join(f'"{name}"' for name in names)
    text = f'STUB="a";HEADING="b";VALUES("a")={listed};VALUES("b")="1","2";DATA={" ".join(map(str, numbers))};'
    table = statistics_of_px(text)
    assert [category.label for category in table.categories(0)] == names
    assert [fact.value for fact in table.facts] == numbers


@pytest.mark.parametrize(
    ("text", "rule", "line", "value"),
    [
        (HEAD + "DATA=1 2 3;", "px-count", 5, "3, 4"),
        (HEAD + "DATA=1 2 3 x;", "px-value", 5, "x"),
        (HEAD, "px-missing", 0, "DATA"),
        ("DATA=1;", "px-missing", 0, "STUB, HEADING"),
        ('STUB="Alue";DATA=1;', "px-values", 0, "Alue"),
        (HEAD + 'CODES("Alue")="KU049";\nDATA=1 2 3 4;', "px-values", 5, "Alue"),
        (HEAD + 'KEYS("Alue")=CODES;\nDATA=1;', "px-keys", 0, ""),
        (HEAD + "\nnothing at all", "px-statement", 6, "nothing at all"),
        (HEAD + 'NOTE="no end', "px-statement", 5, 'NOTE="no end'),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_line(text, rule, line, value):
    with pytest.raises(StatisticsError) as caught:
        statistics_of_px(text)
    assert (caught.value.rule, caught.value.line, caught.value.value) == (rule, line, value)


@pytest.mark.parametrize("text", ["a;b", '"Alue";"2024"', "x = 1", ""])
def test_other_files_are_no_px(text):
    assert not is_px(text)


def test_an_endless_text_is_refused_soon():
    with pytest.raises(StatisticsError):
        statistics_of_px('NOTE="' + "a" * 1_000_000)
