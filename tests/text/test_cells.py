from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kuntaverkostot.text.cells import encoded, plain, repair, visible

MENDED = [
    ("Ja\u0308msa\u0308", "Jämsä", ["decomposed"]),
    ("Koski\u00a0Tl", "Koski Tl", ["unusual-space"]),
    ("Esp\u200boo", "Espoo", ["unseen"]),
    ("Helsin\u00adki", "Helsinki", ["unseen"]),
    ("\ufeffEspoo", "Espoo", ["unseen"]),
    ("  Espoo ", "Espoo", ["outer-space"]),
    ("\u00a0Espoo", "Espoo", ["unusual-space", "outer-space"]),
    ("a\r\nb", "a b", ["two-lines"]),
    ("a \n \r b\n\nc", "a b c", ["two-lines"]),
    ("Espoo\r\n", "Espoo", ["outer-space"]),
    ("\nEsp\noo\n", "Esp oo", ["two-lines"]),
    ("a\u2028b", "a b", ["unusual-space"]),
    ("JÃ¤msÃ¤", "Jämsä", ["twice-encoded"]),
    ("'=1+1", "=1+1", ["formula-mark"]),
    ("''=1", "'=1", ["formula-mark"]),
]
REFUSED = [
    ("Esp\u202eoo", "bidi-control", "U+202E"),
    ("a\u200fb", "bidi-control", "U+200F"),
    ("a\x07b", "control-character", "U+0007"),
    ("J\ufffdms\ufffd", "lost-character", ""),
    ("#N/A", "spreadsheet-error", ""),
    ("#PUUTTUU!", "spreadsheet-error", ""),
    ("#SAKNAS!", "spreadsheet-error", ""),
    ("\u041delsinki", "mixed-scripts", "\u041delsinki"),
    ("H\u0435lsinki", "mixed-scripts", "H\u0435lsinki"),
    ("\u0391lavus", "mixed-scripts", "\u0391lavus"),
]
FINE = [
    "NA",
    "null",
    "None",
    "nan",
    "Äänekoski",
    "Москва",
    "x Ω y",
    "a – b",
    "’tis",
    "👩\u200d👧",
    "#1",
    "O'Hara",
    "a\tb",
]


@pytest.mark.parametrize(("value", "now", "rules"), MENDED)
def test_what_only_looks_wrong_is_repaired_and_said(value, now, rules):
    outcomes = repair(value)
    assert [outcome.rule for outcome in outcomes] == rules
    assert outcomes[-1].value == now
    assert {outcome.severity for outcome in outcomes} <= {"repaired", "info"}


@pytest.mark.parametrize(("value", "rule", "expected"), REFUSED)
def test_what_could_deceive_is_refused(value, rule, expected):
    (outcome,) = repair(value)
    assert (outcome.rule, outcome.severity, outcome.expected) == (rule, "error", expected)


@pytest.mark.parametrize("value", FINE)
def test_the_rest_is_left_alone(value):
    assert repair(value) == []


def test_a_no_break_space_of_a_number_stays_in_prose():
    assert repair("yli 10\u00a0000 asukasta", prose=True) == []
    assert repair("a\u00a0b", prose=True)[0].value == "a b"


@given(st.text())
def test_a_repaired_cell_needs_no_other_repair(value):
    outcomes = repair(value)
    if outcomes and outcomes[0].rule != "formula-mark":
        again = repair(outcomes[-1].value)
        assert [one for one in again if one.severity == "repaired"] == []


@given(st.text())
def test_a_plain_text_is_left_as_it_is(value):
    # What stands on several lines may be several names.
    if plain(value) and not {"\r", "\n"} & {*value}:
        assert [one.rule for one in repair(value) if one.rule != "outer-space"] == []
        assert unicodedata.is_normalized("NFC", value)


@given(st.text())
def test_a_shown_text_is_one_line_of_seen_signs(value):
    shown = visible(value, longest=40)
    assert len(shown.splitlines()) <= 1
    assert not any(unicodedata.category(sign) in {"Cc", "Zl", "Zp"} for sign in shown)


@given(st.text(st.characters(codec=None, exclude_categories=())) | st.text(st.characters(max_codepoint=255)))
def test_a_text_as_bytes_is_the_same_text_and_its_ascii_the_same_bytes(text):
    data, encoding = encoded(text)
    assert data.decode(encoding, "surrogatepass") == text
    assert [byte for byte in data if byte < 128] == [ord(sign) for sign in text if sign.isascii()]


@pytest.mark.parametrize("value", ["a\r\nb", "a\rb"])
def test_sentences_may_have_several_lines(value):
    assert [(one.value, one.rule) for one in repair(value, prose=True)] == [("a\nb", "line-break")]
    assert repair("a\nb", prose=True) == []
