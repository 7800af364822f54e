"""JSON-stat."""

from __future__ import annotations

from copy import deepcopy

import pytest

from kuntaverkostot.tables.json_stat import is_json_stat, statistics_of_json
from kuntaverkostot.tables.statistics import StatisticsError

TABLE = {
    "id": ["area", "year"],
    "size": [2, 2],
    "dimension": {
        "area": {"label": "Alue", "category": {"index": {"KU734": 1, "KU049": 0}, "label": {"KU049": "Espoo"}}},
        "year": {"category": {"index": ["2024", "2025"]}},
    },
    "value": [1, 2, None, 4.0],
}


def test_categories_are_in_the_order_of_their_index():
    table = statistics_of_json(TABLE)
    assert table.names == ("Alue", "year")
    assert [(fact.categories[0], fact.categories[1].code, fact.value) for fact in table.facts] == [
        (("KU049", "Espoo"), "2024", 1),
        (("KU049", "Espoo"), "2025", 2),
        (("KU734", "KU734"), "2024", None),
        (("KU734", "KU734"), "2025", 4),
    ]


def test_the_earlier_form_and_sparse_values_are_the_same_table():
    inside = {"id": TABLE["id"], "size": TABLE["size"]}
    old = {"dataset": {"dimension": TABLE["dimension"] | inside, "value": {"0": 1, "1": 2, "3": 4}}}
    assert statistics_of_json(old) == statistics_of_json(TABLE)


@pytest.mark.parametrize("held", [[], {}, {"dimension": {}}, {"value": []}, "x", {"dataset": 1}])
def test_other_documents_are_none(held):
    assert not is_json_stat(held)


def _without(*path: str) -> dict[str, object]:
    table = deepcopy(TABLE)
    inside: dict[str, object] = table
    for name in path[:-1]:
        inside = inside[name]  # type: ignore[assignment] - a mapping
    del inside[path[-1]]
    return table


@pytest.mark.parametrize(
    ("held", "rule", "value"),
    [
        (TABLE | {"value": [1]}, "json-count", "1, 4"),
        (TABLE | {"value": "x"}, "json-count", "0, 4"),
        (TABLE | {"value": [1, 2, 3, "x"]}, "json-value", "x"),
        (TABLE | {"value": [1, 2, 3, True]}, "json-value", "True"),
        (_without("id"), "json-part", "id"),
        (_without("dimension", "year"), "json-part", "dimension.year.category"),
        (_without("dimension", "year", "category", "index"), "json-part", "dimension.year.category.index"),
        (TABLE | {"dimension": []}, "json-part", "dimension"),
    ],
)
def test_what_is_damaged_is_refused(held, rule, value):
    with pytest.raises(StatisticsError) as caught:
        statistics_of_json(held)
    assert (caught.value.rule, caught.value.value) == (rule, value)
