"""The CSV of PxWeb."""

from __future__ import annotations

import pytest

from kuntaverkostot.tables.csv_grid import grid_of_bytes
from kuntaverkostot.tables.px_csv import statistics_of_grid
from kuntaverkostot.tables.statistics import Statistics, StatisticsError


def _table(text: str) -> Statistics:
    return statistics_of_grid(grid_of_bytes(text.encode(), file="a.csv"))


def _labels(table: Statistics) -> list[tuple[object, ...]]:
    return [(*(category.label for category in fact.categories), fact.value, fact.line) for fact in table.facts]


def test_a_column_for_each_year_and_content():
    table = _table(
        '"Title"\n\n"Area","2024 Population","Population 2025","Change 2025"\n"Espoo",1,2,"."\n"Salo",3,4,5\n'
    )
    assert table.names == ("Area", "period", "content")
    assert _labels(table) == [
        ("Espoo", "2024", "Population", 1, 4),
        ("Espoo", "2025", "Population", 2, 4),
        ("Espoo", "2025", "Change", None, 4),
        ("Salo", "2024", "Population", 3, 5),
        ("Salo", "2025", "Population", 4, 5),
        ("Salo", "2025", "Change", 5, 5),
    ]


def test_a_row_for_each_year():
    table = _table("Alue;Vuosi;Väestö\nEspoo;2024;1\nEspoo;2025;2\n")
    assert _labels(table) == [("Espoo", "2024", "", "Väestö", 1, 2), ("Espoo", "2025", "", "Väestö", 2, 3)]


def test_months_days_and_preliminary_years():
    table = _table("Alue;2024M12;2025-12-31;2026*\nEspoo;1;2;3\nSalo;1;2;3\n")
    assert [category.label for category in table.categories(1)] == ["2024M12", "2025-12-31", "2026*"]
    assert [category.label for category in table.categories(2)] == [""]


def test_thousands_may_stand_apart_and_decimals_have_a_comma():
    assert [fact.value for fact in _table("Alue;2024;2025\nEspoo;314 024;1,5\nSalo;..;\n").facts] == [
        314_024,
        1.5,
        None,
        None,
    ]


@pytest.mark.parametrize("text", ["Alue;Laji\nEspoo;x\nSalo;y\n", "Alue;2024\nEspoo;x\nSalo;1\n"])
def test_without_a_column_of_numbers_nothing_is_read(text):
    with pytest.raises(StatisticsError, match="csv-values"):
        _table(text)
