from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kuntaverkostot.dataset.schema import Field
from kuntaverkostot.dataset.values import code_of, mend, slug

CODE = Field("municipality_code", "string", pattern=re.compile("[0-9]{3}"), pattern_text="[0-9]{3}")
ID = Field("network_id", "string", pattern=re.compile("[a-z0-9]+(-[a-z0-9]+)*"), pattern_text="slug")
YES = Field("is_city", "boolean", true_values=("yes",), false_values=("no",))
BASIS = Field("basis", "string", enum=("listed", "candidate"))
INTEGER, NUMBER, DAY = Field("f", "integer"), Field("f", "number"), Field("f", "date")
PARTIAL, OF_SOURCE = Field("f", "string", "partial-date"), Field("f", "string", "source-date")


@pytest.mark.parametrize(
    ("field", "value", "now"),
    [
        (CODE, "20", "020"),
        (CODE, "5", "005"),
        (CODE, "20.0", "020"),
        (CODE, "20,0", "020"),
        (CODE, '="020"', "020"),
        (CODE, "KU020", "020"),
        (CODE, "0020", "020"),
        (INTEGER, "674 500", "674500"),
        (INTEGER, "\u22125", "-5"),
        (INTEGER, "12,0", "12"),
        (NUMBER, "60,17", "60.17"),
        (NUMBER, "1 234,5", "1234.5"),
        (DAY, "31.12.2024", "2024-12-31"),
        (DAY, "1. 2. 2024", "2024-02-01"),
        (DAY, "2024-12-31 00:00:00", "2024-12-31"),
        (PARTIAL, "31.12.2024", "2024-12-31"),
        (PARTIAL, "2024-12-31 00:00:00", "2024-12-31"),
        (OF_SOURCE, "1. 2. 2024", "2024-02-01"),
        (YES, "Kyllä", "yes"),
        (YES, "JA", "yes"),
        (YES, "nej", "no"),
        (BASIS, "Listed", "listed"),
        (ID, "Seutukaupungit", "seutukaupungit"),
    ],
)
def test_another_writing_is_mended(field, value, now):
    assert mend(field, value).value == now


@pytest.mark.parametrize(
    ("field", "value"),
    [
        (CODE, "1020"),
        (CODE, "20.5"),
        (CODE, "-20"),
        (INTEGER, "674.500"),
        (INTEGER, "674,500"),
        (INTEGER, "12,5"),
        (INTEGER, "6,7E5"),
        (NUMBER, "1,234,567"),
        (NUMBER, "1.234,5"),
        (DAY, "12/11/2024"),
        (DAY, "31.2.2024"),
        (DAY, "45657"),
        (YES, "maybe"),
        (ID, "Seutu kaupungit"),
    ],
)
def test_what_could_mean_two_things_is_left_for_the_schema_to_refuse(field, value):
    assert mend(field, value) is None
    assert field.fault(value) is not None


@given(st.integers(0, 999))
def test_a_lost_zero_comes_back(number):
    assert code_of(str(number), 3) == f"{number:03}"


@given(st.text())
def test_a_slug_is_an_id_or_nothing(name):
    assert re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*|", slug(name))


@given(st.text(alphabet="aZ0-. ä\n"))
def test_an_id_of_a_name_is_the_same_when_nothing_is_seen_at_once(name):
    assert slug(name) == slug(f"{name} ")
