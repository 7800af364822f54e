"""How sure a membership is and whether a network works: one value and a column give the same answers."""

from __future__ import annotations

import pandas as pd
import pytest

from kuntaverkostot.dataset.schema import schemas
from kuntaverkostot.dataset.standing import (
    BASES,
    STATUSES,
    count_confirmed,
    is_confirmed,
    is_current,
    is_derived,
    is_listed,
    is_unknown,
)


def _allowed(table: str, name: str) -> set[str]:
    (schema,) = (schema for schema in schemas() if schema.name == table)
    return {item for field in schema.fields if field.name == name for item in field.enum}


def test_the_values_are_those_of_the_schema():
    assert set(STATUSES) == _allowed("networks", "status")
    # Memberships by rule are derived, and never written into a table.
    assert set(BASES) - {"rule"} == _allowed("memberships", "basis") == _allowed("organisation_memberships", "basis")


def test_each_basis_and_status_is_told_apart():
    assert [is_confirmed(basis) for basis in BASES] == [True, True, False]
    assert [is_listed(basis) for basis in BASES] == [True, False, False]
    assert [is_derived(basis) for basis in BASES] == [False, True, False]
    assert [is_current(status) for status in STATUSES] == [True, True, False]
    assert [is_unknown(status) for status in STATUSES] == [False, True, False]


@pytest.mark.parametrize(("ask", "values"), [(is_confirmed, BASES), (is_derived, BASES), (is_current, STATUSES)])
def test_a_column_is_answered_like_its_values(ask, values):
    column = pd.Series([*values, *reversed(values)], index=range(7, 13), dtype="str")
    answer = ask(column)
    assert answer.index.equals(column.index)
    assert answer.tolist() == [ask(value) for value in column]


def test_confirmed_memberships_are_counted():
    assert count_confirmed([]) == 0
    assert count_confirmed(["candidate", "rule", "candidate", "listed"]) == 2
