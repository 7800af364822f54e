"""Changes by network and by member."""

from __future__ import annotations

import dataclasses

from hypothesis import given, settings
from hypothesis import strategies as st

import kuntaverkostot as kv
from kuntaverkostot.page.changes import Changes, changes_of

SETS = st.dictionaries(
    st.sampled_from(["Chess", "Go", "Whist"]), st.sets(st.sampled_from(["Ann", "Bob", "Cy"]), min_size=1), min_size=1
)


def _changes(old: kv.Dataset, new: kv.Dataset, language: str = "fi") -> Changes:
    return changes_of(old, new, kv.compare(old, new, language=language), language=language)


def test_the_same_changes_by_network_and_by_member(small):
    new = kv.what_if(small, network="pienet-kunnat", max_population=5000, join="Salo").dataset
    changes = _changes(small, new, "sv")
    marks = [[(mark.change, mark.name.text) for mark in group.marks] for group in changes.networks]
    assert [group.name.text for group in changes.networks] == ["Små kommuner"]
    assert marks == [[("joined", "Salo"), ("left", "Etseri"), ("left", "Närpes")]]
    assert [(group.name.text, group.marks[0].change) for group in changes.members] == [
        ("Etseri", "left"),
        ("Närpes", "left"),
        ("Salo", "joined"),
    ]
    assert (changes.joined, changes.left, changes.others) == (1, 2, ())


def test_a_name_keeps_its_language(small):
    new = kv.what_if(small, network="uso4-2017-2018", join="Salo", leave="Loviisa").dataset
    changes = _changes(small, new, "en")
    assert changes.networks[0].name == ("USO4", "fi")


def test_what_was_merged_or_renamed_is_told_beside(small):
    new = kv.what_if(small, merge={"Loviisa": "Sipoo"}).dataset
    assert _changes(small, new).others == ("Loviisa: yhdistynyt kuntaan Sipoo",)


# Each example makes two datasets.
@settings(max_examples=20)
@given(before=SETS, now=SETS)
def test_both_ways_of_grouping_hold_the_same_marks(before, now):
    changes = _changes(kv.from_sets(before), kv.from_sets(now))
    by_network = {(mark.change, group.name.text, mark.name.text) for group in changes.networks for mark in group.marks}
    by_member = {(mark.change, mark.name.text, group.name.text) for group in changes.members for mark in group.marks}
    assert by_network == by_member
    assert len(by_network) == changes.joined + changes.left
    assert sum(group.count("joined") for group in changes.members) == changes.joined


def test_two_networks_of_one_name_are_two(small):
    same = small.networks.assign(name_fi="Sama", name_sv="", name_en="", short_fi="", short_sv="", short_en="")
    old = dataclasses.replace(small, networks=same)
    new = kv.what_if(old, network="suuret-kaupungit", join="Akaa").dataset
    new = kv.what_if(new, network="pienet-kunnat", join="Salo").dataset
    changes = changes_of(old, new, kv.compare(old, new, language="en"), language="en")
    assert [len(group.marks) for group in changes.networks] == [1, 1]
