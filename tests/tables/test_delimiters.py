"""What separates cells is found, or left open."""

from __future__ import annotations

import pytest

from kuntaverkostot.tables.delimiters import find_delimiter, header_row, separator


@pytest.mark.parametrize(
    ("written", "character"),
    [(";", ";"), (",", ","), ("\t", "\t"), ("\\t", "\t"), ("tab", "\t"), ("TAB", "\t"), ("|", "|"), ("§", "§")]
    + [(wrong, "") for wrong in ["", ";;", '"', "\n", "\r", "\\n", "tabs"]],
)
def test_a_separator_is_one_character(written, character):
    assert separator(written) == character


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("kunta;osuus\nEspoo;1,5\nVantaa;2,5\n", ";"),
        ("kunta,osuus\nEspoo,1.5\n", ","),
        ("kunta\tosuus\nEspoo\t1,5\n", "\t"),
        ('a,b\n"x;y",1\n"z;w",2\n', ","),
        ("kunta\nEspoo\n", ";"),
        ("", ";"),
        ("Verkostot 2026\n\nkunta,verkosto\nEspoo,a\n", ","),
        ("kunta;verkosto, nimi\nEspoo;a, b\n", ";"),
        ("a;b,c\n1;2,3\n", ""),
        # Rows of any length, with commas in names.
        ("network;member 1;member 2\nChess;Ann;Smith, John\nGo;Smith, John\n", ";"),
        ("Chess\tna\tAnn\tSmith, John\nGo\tna\tSmith, John\n", "\t"),
        ("Tables of 2026\n\nnetwork\tmember\t\nGo\tR&D\tSmith, John\nA, B\tR&D\n\nSource: own\n", "\t"),
        # Both readings fit; the first has no name for its first column.
        (";Health, North\nDoe, Ann;x\n", ""),
        # A title with another delimiter in it.
        ("Asukkaat; 2026\nkunta,verkosto\nEspoo,a\n", ","),
    ],
)
def test_the_delimiter_is_found_or_left_open(text, delimiter):
    assert find_delimiter(text, names={"kunta", "verkosto"}) == delimiter


def test_a_title_is_not_taken_for_the_header():
    assert header_row([["Verkostot"], ["a", "b"]]) == 1
    assert header_row([["a"], ["b"]]) == 0
    assert header_row([[""], ["a"]]) == 1
