from __future__ import annotations

import csv

import pytest

from kuntaverkostot.dataset.describe import describe
from kuntaverkostot.tables.csv_careful import parse_careful
from kuntaverkostot.tables.problem import Problem

LONG = "x" * (csv.field_size_limit() + 1)


@pytest.mark.parametrize(
    ("text", "line", "column", "length"),
    [
        (f"a;b\nc;{LONG}\n", 2, 2, len(LONG)),
        (f"a;b\n{LONG};c\n", 2, 1, len(LONG)),
        (f'a;b\n"c;d";"{LONG}""""\ne"\nf;g\n', 2, 2, len(LONG) + 4),
        (f'a;b\n"c""";;{LONG}', 2, 3, len(LONG)),
        # Where the closing quotation mark is missing, the cell goes on to the end.
        (f'a;b\nc;"d\n{LONG}\ne;f\n', 2, 2, len(f"d\n{LONG}\ne;f\n")),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r"])
def test_a_cell_beyond_the_limit_is_told_with_its_place_and_length(text, line, column, length, end):
    rows, lines, (problem, *_) = parse_careful(text.replace("\n", end), ";", file="huge.csv")
    assert problem == Problem("huge.csv", line, column, "", str(length), "cell-limit", str(csv.field_size_limit()))
    assert (rows[0], lines[0]) == (["a", "b"], 1)


def test_each_cell_beyond_the_limit_is_told():
    text = f"a;b\n{LONG};\n\n;{LONG}x\n"
    rows, _, problems = parse_careful(text, ";", file="huge.csv")
    assert rows == [["a", "b"], []]
    assert [(one.place, one.value) for one in problems] == [
        ("huge.csv:2:1", str(len(LONG))),
        ("huge.csv:4:2", str(len(LONG) + 1)),
    ]


def test_it_is_told_in_the_language():
    _, _, (problem,) = parse_careful(f"a;{LONG}\n", ";", file="huge.csv")
    remedy = "Jos teksti ei ole pitkä, siitä puuttuu lainausmerkki"
    told = f'huge.csv:1:2 "131073": solussa on 131073 merkkiä; enintään 131072. {remedy}'
    assert describe(problem, "fi") == told
