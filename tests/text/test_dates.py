from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kuntaverkostot.text.dates import calendar_parts, leading_dates
from kuntaverkostot.text.language import LANGUAGES, day, span


@pytest.mark.parametrize(
    "text",
    [
        "2020-13",
        "2020-00",
        "2021-02-31",
        "2021-02-00",
        "2023-02-29",
        "0000",
        "2020-1",
        "20",
        "2020-",
        "2020-01-",
        "\uff12\uff10\uff12\uff10",
        "",
        "2020-01-01\n",
    ],
)
def test_what_the_calendar_has_not_is_no_date(text):
    assert calendar_parts(text) == ()
    assert [day(language, text) for language in LANGUAGES] == [text] * 3


@given(st.dates())
def test_every_day_of_the_calendar_is_one(one):
    year, month, number = one.year, one.month, one.day
    iso = one.isoformat()
    assert [calendar_parts(iso[:length]) for length in (4, 7, 10)] == [(year,), (year, month), (year, month, number)]


@given(st.integers(0, 9999), st.integers(0, 99), st.integers(0, 99))
def test_a_date_is_one_exactly_where_the_calendar_has_it(year, month, number):
    try:
        there = bool(date(year, month, number))
    except ValueError:
        there = False
    assert bool(calendar_parts(f"{year:04}-{month:02}-{number:02}")) == there


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", ()),
        ("undated", ()),
        ("undated (about 2020-21)", ()),
        ("USO4 2017–2018", ()),
        ("20200101", ()),
        ("2025-04/05 (survey open until 2025-05-11)", ("2025-04",)),
        ("2022 or later", ("2022",)),
        ("2019–2020", ("2019", "2020")),
        ("2019–20", ("2019", "2020")),
        ("2019-11–2020-02 twice", ("2019-11", "2020-02")),
        ("2019-12-31–2020-01-01", ("2019-12-31", "2020-01-01")),
        ("2020-13", None),
        ("2020-00 or so", None),
        ("2021-02-31", None),
        ("2020-1", None),
        ("2020-2021", None),
        ("2020–2019", None),
        ("2019–8", None),
        ("2019-05–08", None),
        ("2019–2020–2021", None),
        ("12.5.2020", None),
    ],
)
def test_a_source_begins_with_a_date_or_with_none(text, found):
    assert leading_dates(text) == found


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("fi", ["2019–2020", "marraskuu 2019 – helmikuu 2020", "31.12.2019–1.1.2020"]),
        ("sv", ["2019–2020", "november 2019 – februari 2020", "31.12.2019–1.1.2020"]),
        ("en", ["2019–2020", "November 2019 – February 2020", "31 December 2019 – 1 January 2020"]),
    ],
)
def test_a_span_is_written_as_the_language_does(language, told):
    spans = [("2019", "2020"), ("2019-11", "2020-02"), ("2019-12-31", "2020-01-01")]
    assert [span(language, one) for one in spans] == told
    assert span(language, ()) == ""
