from __future__ import annotations

import re
from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kuntaverkostot as kv
from kuntaverkostot.dataset.schema import Field, TableSchema, check_cells, join_list, schemas, split_list
from kuntaverkostot.tables.columns import coded
from kuntaverkostot.tables.problem import Problem

KEYS = TableSchema(
    name="seats",
    path="seats.csv",
    fields=(
        Field("network", "string", required=True),
        Field("member", "string"),
        Field("seat", "integer", unique=True),
    ),
    primary_key=("network", "member"),
    foreign_keys=(),
    optional=False,
)
FAULTS = [
    (Field("f", "integer"), "12,5", ("type-integer", "")),
    (Field("f", "integer"), "1 000", ("type-integer", "")),
    (Field("f", "integer"), "1e3", ("type-integer", "")),
    (Field("f", "number"), "61,5", ("type-number", "")),
    (Field("f", "number"), "NaN", ("type-number", "")),
    (Field("f", "number"), ".5", ("type-number", "")),
    (Field("f", "date"), "31.12.2024", ("type-date", "")),
    (Field("f", "date"), "2023-02-29", ("type-date", "")),
    (Field("f", "date"), "20241231", ("type-date", "")),
    (Field("f", "boolean", true_values=("yes",), false_values=("no",)), "kyllä", ("enum", "yes, no")),
    (Field("f", "string", enum=("fi", "sv")), "FI", ("enum", "fi, sv")),
    (
        Field("f", "string", pattern=re.compile("[0-9]{3}"), pattern_text="[0-9]{3}"),
        "0911",
        ("pattern", "[0-9]{3}"),
    ),
    (Field("f", "string", max_length=3), "åäöå", ("max-length", "3")),
    (Field("f", "integer", minimum=0), "-1", ("minimum", "0")),
    (Field("f", "number", maximum=90), "90.1", ("maximum", "90")),
]
RIGHT = [
    (Field("f", "integer", minimum=0), "0"),
    (Field("f", "number", minimum=-90, maximum=90), "-90"),
    (Field("f", "date"), "2024-02-29"),
    (Field("f", "boolean", true_values=("yes",), false_values=("no",)), "no"),
    (Field("f", "string", enum=("fi", "sv")), "sv"),
    (Field("f", "string", pattern=re.compile("[0-9]{3}")), "091"),
    (Field("f", "string", max_length=3), "åäö"),
]


@pytest.mark.parametrize(("field", "value", "fault"), FAULTS)
def test_a_wrong_value_breaks_one_rule(field, value, fault):
    assert field.fault(value) == fault


@pytest.mark.parametrize(("field", "value"), RIGHT)
def test_a_right_value_breaks_none(field, value):
    assert field.fault(value) is None


@pytest.mark.parametrize(
    ("line", "column", "place"),
    [(None, None, "networks.csv"), (3, None, "networks.csv:3"), (3, 2, "networks.csv:3:2")],
)
def test_a_place_says_as_much_as_is_known(line, column, place):
    assert Problem("networks.csv", line, column, "", "", "required").place == place


def test_the_tables_of_a_dataset_are_those_of_the_data_package():
    about = {"warnings", "messages", "account", "nouns"}
    names = [field.name for field in fields(kv.Dataset) if field.name not in about]
    assert [schema.name for schema in schemas()] == names
    assert all(schema.path == f"{schema.name}.csv" for schema in schemas())


def test_keys_refer_to_fields_that_exist():
    columns = {schema.name: schema.columns for schema in schemas()}
    for schema in schemas():
        assert set(schema.primary_key) <= set(schema.columns)
        for name, other, key in schema.foreign_keys:
            assert name in schema.columns
            assert key in columns[other]
        for field in schema.fields:
            assert (field.type == "list") == (field.references is not None)


def test_cells_and_keys_of_a_table():
    cells = {"network": ["a", "", "a", "a"], "member": ["1", "2", "2", "1"], "seat": ["1", "x", "1", ""]}
    columns = {name: coded(column) for name, column in cells.items()}
    assert list(check_cells(KEYS, columns, [2, 3, 5, 6])) == [
        Problem("seats.csv", 3, 1, "network", "", "required", ""),
        Problem("seats.csv", 3, 3, "seat", "x", "type-integer", ""),
        Problem("seats.csv", 5, 3, "seat", "1", "unique", "2"),
        Problem("seats.csv", 6, 1, "network + member", "a + 1", "unique", "2"),
    ]


def test_an_empty_cell_is_only_wrong_where_a_value_is_required():
    columns = {"network": coded(["a"]), "member": coded([""]), "seat": coded([""])}
    assert list(check_cells(KEYS, columns, [2])) == []


@given(st.lists(st.text(alphabet="abc-1", min_size=1)))
def test_a_list_survives_its_cell(items):
    assert split_list(join_list(items)) == list(dict.fromkeys(items))


@given(st.text(alphabet="ab ;"))
def test_items_of_a_list_are_never_empty_or_padded(text):
    items = split_list(text)
    assert all(item == item.strip() != "" for item in items)
    assert split_list(join_list(items)) == list(dict.fromkeys(items))
