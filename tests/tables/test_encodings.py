from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kuntaverkostot.tables.encodings import decode, is_encoding
from kuntaverkostot.tables.problem import Problem

TEXT = "kunta;verkosto\nJämsä;Åbo – Öja\nÄhtäri;seutukaupungit\n"


@pytest.mark.parametrize(
    ("encoding", "found"),
    [
        ("utf-8", None),
        ("utf-8-sig", None),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("utf-32", "utf-32"),
        ("cp1252", "cp1252"),
        ("mac-roman", "mac-roman"),
    ],
)
def test_finnish_text_is_read_in_the_encoding_in_which_it_is_written(encoding, found):
    text, problems = decode(TEXT.encode(encoding), file="a.csv")
    assert text == TEXT
    assert [(one.rule, one.value, one.severity) for one in problems] == (
        [("encoding-found", found, "info")] if found else []
    )


@pytest.mark.parametrize("encoding", ["iso8859-1", "iso8859-15", "cp850", "cp437"])
def test_old_encodings_give_the_same_letters(encoding):
    text = "kunta;verkosto\nJämsä;Åbo\nÄhtäri;a\nMörkö;b\n"
    assert decode(text.encode(encoding), file="a.csv")[0] == text


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyzåäöÅÄÖ ;\n", min_size=1))
def test_short_finnish_text_in_windows_1252_is_never_taken_for_something_else(text):
    assert decode(text.encode("cp1252"), file="a.csv")[0] == text


@pytest.mark.parametrize(
    ("data", "line", "value", "rule"),
    [
        ("kunta\n\u041c\u043e\u0441\u043a\u0432\u0430\n".encode("cp1251"), 2, "cc", "encoding-unsure"),
        ("kunta\n東京都大阪\n".encode("shift-jis"), 2, "93", "encoding-unsure"),
        (b"kunta\n\x00\x01\x02\n", 2, "00", "not-text"),
        (b"a\xff\n\x01\x02", 1, "ff", "utf-8"),
        (b"\xef\xbb\xbfkunta\n\xff\n", 2, "ff", "encoding"),
        (b"\xff\xfek", None, "", "encoding"),
    ],
)
def test_what_cannot_be_read_for_certain_is_refused_with_its_line(data, line, value, rule):
    text, (problem,) = decode(data, file="a.csv")
    assert text == ""
    assert (problem.rule, problem.severity) == (rule, "error")
    if line is not None:
        assert (problem.line, problem.value) == (line, value)


def test_an_encoding_that_is_told_is_used():
    assert decode("Jämsä".encode("cp437"), file="a.csv", encoding="cp437") == ("Jämsä", [])
    assert decode(b"a\xff", file="a.csv", encoding="utf-8")[1][0].rule == "encoding"


@pytest.mark.parametrize(
    "name",
    ["klingon", "base64", "rot13", "punycode", "idna", "unicode_escape", "raw-unicode-escape", "undefined", "", "\0"],
)
def test_what_is_no_encoding_of_files_is_refused_in_our_words(name):
    assert not is_encoding(name)
    problem = Problem("a.csv", None, None, "", name, "unknown-encoding")
    assert decode("ä-".encode(), file="a.csv", encoding=name) == ("", [problem])


@pytest.mark.parametrize("name", ["utf-8", "UTF8", "utf_8_sig", "utf-16", "cp1252", "latin1", "mac-roman", "shift_jis"])
def test_what_files_are_written_in_is_an_encoding(name):
    assert is_encoding(name)


@given(st.text(alphabet="aäöåÄÖé ;\n–€š", min_size=1))
def test_what_is_read_at_once_is_read_as_letter_by_letter(text):
    # The beginning is no UTF-8.
    data = f"ä;{text}".encode("cp1252")
    read, (problem,) = decode(data, file="towns.csv")
    assert read == ("" if problem.severity == "error" else data.decode(problem.value))
