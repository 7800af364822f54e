"""An incidence of the memberships that have a role, a year or another attribute."""

from __future__ import annotations

import pandas as pd
import pytest

import kuntaverkostot as kv

ROWS = [
    ("Ann", "Choir", "chair", "1999", "Peru"),
    ("Ann", "Chess", "member", "2020", "Peru"),
    ("Bo", "Chess", "chair", "2021", "Fiji"),
    ("Bo", "Choir", "member", "2001", "Fiji"),
    ("Bo", "Choir", "treasurer", "2001", "Fiji"),
]


@pytest.fixture(scope="module")
def clubs() -> kv.Dataset:
    return kv.from_frame(pd.DataFrame(ROWS, columns=["member", "network", "role", "since", "country"]))


def _held(clubs: kv.Dataset, *conditions: str, **where) -> set[tuple[str, str]]:
    frame = kv.incidence(clubs, where=conditions or where)
    assert list(frame.columns) == ["chess", "choir"]
    # Whoever has no such membership is no row, so that none_of does not find them.
    assert frame.any(axis=1).all()
    return {(member, network) for member in frame.index for network in frame.columns if frame.loc[member, network]}


def test_a_value_or_several_or_a_function_choose_memberships(clubs):
    assert _held(clubs, role="chair") == {("ann", "choir"), ("bo", "chess")}
    assert _held(clubs, role=["chair", "member"]) == {
        ("ann", "choir"),
        ("ann", "chess"),
        ("bo", "chess"),
        ("bo", "choir"),
    }
    assert _held(clubs, since=lambda year: year >= "2001") == {("ann", "chess"), ("bo", "chess"), ("bo", "choir")}
    assert _held(clubs, since=2020) == {("ann", "chess")}


def test_each_of_several_values_of_a_membership_counts(clubs):
    assert _held(clubs, role="treasurer") == {("bo", "choir")}


def test_what_is_told_of_a_member_holds_for_all_its_memberships(clubs):
    assert _held(clubs, country="Fiji") == {("bo", "chess"), ("bo", "choir")}
    assert _held(clubs, country="Fiji", role="chair") == {("bo", "chess")}


@pytest.mark.parametrize(
    ("conditions", "held"),
    [
        (["role=chair"], {("ann", "choir"), ("bo", "chess")}),
        (["role = chair", "country=Fiji"], {("bo", "chess")}),
        (["role=chair", "role=treasurer"], {("ann", "choir"), ("bo", "chess"), ("bo", "choir")}),
        (["since>=2001"], {("ann", "chess"), ("bo", "chess"), ("bo", "choir")}),
        (["since>=2021", "since=1999"], {("bo", "chess"), ("ann", "choir")}),
        (["since>=2022"], set()),
    ],
)
def test_conditions_may_be_written_as_on_the_command_line(clubs, conditions, held):
    assert _held(clubs, *conditions) == held


def test_figures_are_compared_as_figures_and_days_by_their_beginning():
    rows = [("Ann", "Go", "9", "2015-05-01"), ("Bo", "Go", "10", "2014-12-31"), ("Cy", "Go", "1,5", "")]
    table = kv.from_frame(pd.DataFrame(rows, columns=["member", "network", "hours", "joined"]))
    assert kv.incidence(table, where="hours>=9.5").index.tolist() == ["bo"]
    assert kv.incidence(table, where="hours>=1.5").index.tolist() == ["ann", "bo", "cy"]
    assert kv.incidence(table, where="joined>=2015").index.tolist() == ["ann"]


def test_the_name_of_a_column_may_hold_the_sign():
    rows = [("Ann", "Go", "yes"), ("Bo", "Go", "no")]
    table = kv.from_frame(pd.DataFrame(rows, columns=["member", "network", "hours>=5"]))
    assert kv.incidence(table, where="hours>=5=yes").index.tolist() == ["ann"]


def test_a_member_without_a_network_is_found_by_what_is_told_of_it():
    rows = [("Ann", "Go", "Peru"), ("Bo", "Go", "Fiji"), ("Cy", None, "Peru")]
    table = kv.from_frame(pd.DataFrame(rows, columns=["member", "network", "country"]), member="member")
    peru = kv.incidence(table, where="country=Peru")
    assert peru.index.tolist() == ["ann", "cy"]
    assert kv.sharing(peru, none_of="go").index.tolist() == ["cy"]


@pytest.mark.parametrize("wrong", ["role", "=chair", "role="])
def test_what_is_no_condition_is_refused(clubs, wrong):
    with pytest.raises(ValueError, match="a condition is written as column=value"):
        kv.incidence(clubs, where=[wrong])


def test_the_questions_take_such_an_incidence(clubs):
    chairs = kv.incidence(clubs, where={"role": "chair"})
    assert kv.sharing(chairs, all_of="chess").index.tolist() == ["bo"]
    assert kv.sharing(chairs, none_of="chess").index.tolist() == ["ann"]


def test_what_is_not_there_is_named_with_what_is(clubs):
    with pytest.raises(ValueError, match=r"by the column rloe. Nearest: role"):
        kv.incidence(clubs, where={"rloe": "chair"})
    with pytest.raises(ValueError, match=r"The column role has no value queen. Values: chair, member, treasurer"):
        kv.incidence(clubs, where={"role": "queen"})
    with pytest.raises(ValueError, match=r"by the column role: the tables have no such columns"):
        kv.incidence(kv.from_sets({"Choir": ["Ann"]}), where={"role": "chair"})


def test_without_a_condition_nothing_changes(clubs):
    pd.testing.assert_frame_equal(kv.incidence(clubs, where={}), kv.incidence(clubs))
