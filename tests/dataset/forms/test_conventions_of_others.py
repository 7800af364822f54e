"""Tables as databases, surveys and registers of others write them."""

from __future__ import annotations

import pandas as pd
import pytest

import kuntaverkostot as kv
from kuntaverkostot.tables.row_account import Account
from tests.dataset.forms.reading import pairs, read
from tests.relation import relation


@pytest.mark.parametrize(
    ("heads", "wanted"),
    [
        ("TeamName,UserName", "ann:Chess bo:Go"),
        ("team_name,user_name", "ann:Chess bo:Go"),
        ("ClubID,PersonID", "ann:Chess bo:Go"),
        ("personName,clubName", "Chess:ann Go:bo"),
    ],
)
def test_words_in_a_column_name_are_told_apart_by_capitals(tmp_path, heads, wanted):
    assert read(tmp_path, f"{heads}\nChess,ann\nGo,bo\n").relation == pairs(wanted)


def test_numbered_members_and_organisations_are_read(tmp_path):
    table = "RecordID,PersonID,OrgID,Status\n70,11,1,Open\n71,12,2,Open\n72,13,1,Open\n73,14,3,Closed\n74,15,2,Open\n"
    assert read(tmp_path, table).relation == pairs("11:1 12:2 13:1 14:3 15:2")


def test_the_numbers_of_two_registers_may_be_the_same(tmp_path):
    assert read(tmp_path, "UserID,TeamID\n1,1\n2,2\n3,1\n4,3\n").relation == pairs("1:1 2:2 3:1 4:3")
    assert read(tmp_path, "source_id,target_id\n2,1\n1,3\n3,1\n2,3\n").errors == ["one-mode"]


def test_notes_and_totals_are_no_rows_of_a_frame_either():
    rows = [("Ann", 1, None), ("Bo", 1, 1), ("Cy", None, 1), ("Total", 2, 2), ("Source: own", None, None)]
    dataset = kv.from_frame(pd.DataFrame(rows, columns=["name", "Chess", "Go"]))
    assert relation(dataset) == pairs("Ann:Chess Bo:Chess,Go Cy:Go")
    assert dataset.account == Account(rows=3, accepted=3, repaired=0, refused=0)
    assert {one.rule for one in dataset.messages} >= {"note-row", "total-row"}


def test_a_column_of_roles_is_no_column_of_members_whatever_its_name(tmp_path):
    table = (
        "Name,org_name,org_member\nAnn,Chess club,member\nAnn,Go club,observer\nBo,Go club,member\nCy,Go club,member\n"
    )
    done = read(tmp_path, table)
    assert done.relation == pairs("Ann:Chess_club,Go_club Bo:Go_club Cy:Go_club")
    values = done.dataset.attributes
    assert values["attribute"].unique().tolist() == ["org_member"]
    assert values["value"].value_counts().to_dict() == {"member": 3, "observer": 1}


def test_figures_beside_two_columns_of_ids_are_no_networks(tmp_path):
    table = "race_id,runner_id,goal_s,best_s\nR1,A7,140,\nR1,A8,160,\nR2,A7,140,120\n"
    assert read(tmp_path, table).relation == pairs("R1:A7,A8 R2:A7")


@pytest.mark.parametrize("code", ["-9", "-1", "-99.0", "\u22129"])
def test_a_negative_number_is_no_mark(tmp_path, code):
    done = read(tmp_path, f"state,A,B\nXa,1,{code}\nYo,0,1\nZu,2,1\n")
    assert (done.relation, done.errors) == (set(), ["mark"])
    partial = read(tmp_path, f"state,A,B\nXa,1,{code}\nYo,0,1\nZu,2,1\n", partial=True)
    assert partial.relation == pairs("Yo:B Zu:A,B")
    asked = read(tmp_path, f"state,A,B\nXa,1,{code}\nYo,0,1\nZu,2,1\n", marks="1,2")
    assert asked.relation == pairs("Xa:A Yo:B Zu:A,B")


def test_a_nought_may_lack_its_first_digit(tmp_path):
    assert read(tmp_path, "-,A,B\rAnn,.0,1\rBo,1,0\r").relation == pairs("Ann:B Bo:A")


@pytest.mark.parametrize("note", [" a", " (b)", "*", ""])
def test_a_date_may_refer_to_a_note(tmp_path, note):
    rows = f"Xa,1991-10-04{note},4 Oct 1991\nYo,,31 May 1980{note}\nZu,1980-07-17,\n"
    table = f"State,P,Q\n{rows}\na = joined later\nSource: own\n"
    done = read(tmp_path, table)
    assert done.relation == pairs("Xa:P,Q Yo:Q Zu:P")
    assert "dates-assumed" in done.warnings


def test_columns_of_words_that_may_be_marks_are_refused_with_the_option_that_decides(tmp_path):
    table = "State,P,Q\nXa,signed,signed\nYo,ratified,signed\nZu,signed,ratified\n"
    assert read(tmp_path, table).errors == ["columns-unclear"]
    assert read(tmp_path, table, marks="*").relation == pairs("Xa:P,Q Yo:P,Q Zu:P,Q")


def test_a_dash_in_one_of_two_columns_of_words_does_not_make_the_other_the_networks(tmp_path):
    rows = [
        "Ann,chair,chair",
        "Bo,observer,observer",
        "Cy,observer,chair",
        "Di,chair,chair",
        "Ed,chair,chair",
        "Fi,chair,-",
    ]
    table = "\n".join(["member,Choir (A),Go", *rows])
    assert read(tmp_path, table).errors == ["columns-unclear"]


def test_names_broken_into_lines_are_joined_or_refused_with_both_readings(tmp_path):
    whole = read(tmp_path, 'member,network\nAnn,"Large\ntowns"\nBo,Villages\nCy,Coasts\n')
    assert whole.relation == pairs("Ann:Large_towns Bo:Villages Cy:Coasts")
    assert "two-lines" in whole.warnings
    table = 'member,network\nAnn,"Chess\nGo"\nBo,"Choir\nFilm"\n'
    assert read(tmp_path, table).errors == ["list-in-cell"]
    assert read(tmp_path, table, split="\\n").relation == pairs("Ann:Chess,Go Bo:Choir,Film")
    assert read(tmp_path, table, split="").relation == pairs("Ann:Chess_Go Bo:Choir_Film")
