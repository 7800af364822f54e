from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kuntaverkostot.diagram.colours import colour_names, parse_colour, split_opacity, with_opacity


@pytest.mark.parametrize(
    ("written", "colour"),
    [
        ("#0f0", "#00ff00"),
        ("#0F08", "#00ff0088"),
        ("#104B92", "#104b92"),
        ("#104b92ff", "#104b92"),
        ("rgb(1,2,3)", "#010203"),
        ("rgba(1, 2, 3, 1)", "#010203"),
        ("rgba(255, 0, 0, .5)", "#ff000080"),
        (" DarkSlateGrey ", "#2f4f4f"),
        ("transparent", "#00000000"),
    ],
)
def test_colours_are_read_into_one_form(written, colour):
    assert parse_colour(written) == colour


@pytest.mark.parametrize(
    "written",
    ["", "blu", "#12345", "rgb(1,2)", "rgb(256,0,0)", "red;}body{display:none", "url(x)", None, 7, "var(--n0)"],
)
def test_what_is_no_colour_is_refused_by_its_value(written):
    with pytest.raises(ValueError, match="is not a colour") as refused:
        parse_colour(written)
    assert repr(written) in str(refused.value)


@given(st.text(max_size=12))
def test_nothing_but_a_colour_reaches_the_style_sheet(text):
    try:
        colour = parse_colour(text)
    except ValueError:
        return
    assert set(colour) <= set("#0123456789abcdef")
    assert len(colour) in {7, 9}


def test_there_are_as_many_names_as_in_css():
    assert len(colour_names()) == 149  # with "transparent"


def test_opacities_multiply():
    assert with_opacity("#ff000080", 0.5) == "#ff000040"
    assert split_opacity("#ff0000") == ("#ff0000", 1.0)
