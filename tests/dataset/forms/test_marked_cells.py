"""Members x networks, with any marks."""

from __future__ import annotations

import pytest

from tests.dataset.forms.reading import pairs, read

YES = ["x", "X", "✓", "✅", "√", "●", "*", "1", "1.0", "1,0", "T", "True", "yes", "k", "kyllä", "ja", "member", "jäsen"]
NO = ["", "0", "0.0", "NA", "N/A", "NaN", "-", "–", "ei", "nej", "no", "False", "..", "null"]


@pytest.mark.parametrize("yes", YES)
@pytest.mark.parametrize("no", NO)
def test_any_mark_is_one_and_any_word_for_no_is_none(tmp_path, yes, no):
    found = read(tmp_path, f"Country;EU;NATO\nFinland;{yes};{yes}\nNorway;{no};{yes}\nMalta;{yes};{no}\n")
    assert found.relation == pairs("Finland:EU,NATO Norway:NATO Malta:EU")


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (("1995", "2023", "1949", "2004"), "dates-assumed"),
        (("1995-01-01", "4.4.2023", "1949-04-04", "2004-05-01"), "dates-assumed"),
        (("2", "3", "0.5", "12"), "weights-assumed"),
        (("chair", "observer", "observer", "chair"), "roles-assumed"),
        (("x", "x", "associate", "x"), "marks-other"),
    ],
)
def test_a_year_a_weight_or_a_role_marks_a_member_and_that_is_said(tmp_path, cells, said):
    first, second, third, fourth = cells
    text = f"Country;EU;NATO\nFinland;{first};{second}\nNorway;;{third}\nMalta;{fourth};\nPeru;;\n"
    found = read(tmp_path, text)
    assert found.relation == pairs("Finland:EU,NATO Norway:NATO Malta:EU")
    assert said in found.warnings


def test_the_name_of_the_network_may_be_its_mark(tmp_path):
    found = read(tmp_path, "Country;EU;NATO\nFinland;EU;NATO\nNorway;;NATO\nMalta;EU;\n")
    assert found.relation == pairs("Finland:EU,NATO Norway:NATO Malta:EU")


def test_women_and_events(tmp_path):
    found = read(tmp_path, ",E1,E2,E3\nEVELYN,1,1,0\nLAURA,1,0,1\nTHERESA,0,1,1\n")
    assert found.relation == pairs("EVELYN:E1,E2 LAURA:E1,E3 THERESA:E2,E3")


def test_a_column_that_became_floats_is_a_network(tmp_path):
    assert read(tmp_path, "kunta,A,B\nEspoo,1.0,\nVantaa,,1.0\nSalo,0.0,\n").relation == pairs("049:A 092:B")


@pytest.mark.parametrize("open_", ["?", "maybe", "ehkä", "kanske"])
def test_what_is_left_open_is_refused_and_marks_decide(tmp_path, open_):
    text = f"Country;EU;NATO\nFinland;x;x\nNorway;{open_};x\nMalta;x;\n"
    assert read(tmp_path, text).errors == ["mark"]
    found = read(tmp_path, text, marks="x")
    assert found.relation == pairs("Finland:EU,NATO Norway:NATO Malta:EU")
    assert "marks-not" in found.warnings
    assert ("Norway", "EU") in read(tmp_path, text, marks="*").relation


@pytest.mark.parametrize(
    "text",
    [
        "kunta;asukasluku\nEspoo;300000\nVantaa;240000\n",
        "kunta;2020;2021\nEspoo;300000;310000\nVantaa;240000;..\n",
        "kunta;Väkiluku;Naisia\nEspoo;300000;150000\nVantaa;240000;..\n",
    ],
)
def test_statistics_are_no_memberships(tmp_path, text):
    assert read(tmp_path, text).errors == ["shape-unknown"]


def test_numbers_are_marks_where_the_caller_says_so(tmp_path):
    text = "kunta;A;B\nEspoo;300000;150000\nVantaa;240000;0\n"
    assert read(tmp_path, text, marks=">0").relation == pairs("049:A,B 092:A")


def test_several_columns_may_be_named_as_networks(tmp_path):
    text = "kunta;A;B;C\nEspoo;1995;x;x\nVantaa;;;x\n"
    assert read(tmp_path, text, network=["A", "B"]).relation == pairs("049:A,B")


def test_questions_of_a_survey(tmp_path):
    text = "Respondent;Which clubs? [Chess];Which clubs? [Go];Email\nAnn;Yes;No;a@x.fi\nBob;No;Yes;b@x.fi\n"
    assert read(tmp_path, text).relation == pairs("Ann:Chess Bob:Go")
    text = "Respondent;Clubs: Chess;Clubs: Go\nAnn;Checked;Unchecked\nBob;Checked;Checked\n"
    assert read(tmp_path, text).relation == pairs("Ann:Chess Bob:Chess,Go")


def test_a_member_on_two_rows_is_merged_and_said(tmp_path):
    found = read(tmp_path, "kunta;A;B\nEspoo;x;\nEsbo;;x\n")
    assert (found.relation, found.warnings) == (pairs("049:A,B"), ["merged-rows"])
    assert read(tmp_path, "kunta;A;B\nEspoo;x;\nEsbo;;x\n", strict=True).errors == ["unique"]
