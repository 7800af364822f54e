"""What changed between two datasets."""

from __future__ import annotations

import dataclasses

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kuntaverkostot as kv
from kuntaverkostot.analysis.comparison import COLUMNS
from kuntaverkostot.dataset.dataset import Dataset
from kuntaverkostot.dataset.rederived import rederived
from kuntaverkostot.dataset.standing import is_confirmed

SETS = st.dictionaries(
    st.sampled_from(["Chess", "Go", "Whist"]),
    st.sets(st.sampled_from(["Ann", "Bob", "Cy", "Di"]), min_size=1),
    min_size=1,
)


def _pairs(dataset: Dataset) -> set[tuple[str, str]]:
    links = dataset.links[is_confirmed(dataset.links["basis"])]
    return set(zip(links["network_id"], links["member_id"], strict=True))


def _changed(table: pd.DataFrame, change: str) -> set[tuple[str, str]]:
    rows = table[table["change"] == change]
    return set(zip(rows["network_id"], rows["member_id"], strict=True))


def test_a_dataset_compared_with_itself_is_empty(small, real):
    for dataset in (small, real):
        table = kv.compare(dataset, dataset)
        assert (table.empty, list(table)) == (True, COLUMNS)


@settings(max_examples=25)
@given(held=SETS, day=st.sampled_from([f"{year}-12-31" for year in range(2018, 2025)]))
def test_any_dataset_compared_with_one_of_the_same_tables_is_empty(real, held, day):
    assert kv.compare(kv.from_sets(held), kv.from_sets(held)).empty
    assert kv.compare(real, dates=(day, day), candidates=True).empty


# Each example makes two datasets.
@settings(max_examples=25)
@given(before=SETS, now=SETS)
def test_what_joined_and_left_turns_the_old_memberships_into_the_new(before, now):
    old, new = kv.from_sets(before), kv.from_sets(now)
    table = kv.compare(old, new)
    assert (_pairs(old) - _changed(table, "left")) | _changed(table, "joined") == _pairs(new)
    assert _changed(table, "left") <= _pairs(old)


# Each example makes two datasets.
@settings(max_examples=25)
@given(before=SETS, now=SETS)
def test_the_other_way_round_joined_is_left_and_added_is_removed(before, now):
    old, new = kv.from_sets(before), kv.from_sets(now)
    there, back = kv.compare(old, new), kv.compare(new, old)
    for change, mirrored in (("joined", "left"), ("added", "removed"), ("left", "joined")):
        assert _changed(there, change) == _changed(back, mirrored)


@pytest.fixture
def changed(small) -> Dataset:
    """Return the small dataset a year later: Salo is merged into Akaa, and more."""
    municipalities = small.municipalities.query("municipality_code != '734'").copy()
    municipalities.loc[municipalities["municipality_code"] == "989", "name_sv"] = "Ähtäri"
    ended = pd.DataFrame([("734", "Salo", "Salo", "2026-01-01", "020")], columns=small.ended_municipalities.columns)
    memberships = small.memberships.query("municipality_code not in ['734', '611']")
    added = memberships.iloc[[0]].assign(network_id="uso4-2017-2018", municipality_code="753")
    merged = memberships.iloc[[0]].assign(network_id="uso4-2017-2018", municipality_code="020")
    networks = small.networks.assign(name_fi=small.networks["name_fi"].replace("USO4", "USO neljä"))
    return dataclasses.replace(
        small,
        municipalities=municipalities,
        ended_municipalities=ended,
        memberships=pd.concat([memberships, added, merged], ignore_index=True),
        networks=networks,
    )


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "fi",
            [
                "Salo: yhdistynyt kuntaan Akaa",
                "Etseri: uusi nimi Ähtäri",
                "Pornainen: ei enää jäsenenä verkostossa ”Kehyskunnat”",
                "Akaa: ei enää jäsenenä verkostossa ”Suuret kaupungit ja maakuntakeskukset”",
                "Verkosto ”USO4”: uusi nimi ”USO neljä”",
                "Sipoo: uusi jäsen verkostossa ”USO neljä”",
            ],
        ),
        (
            "sv",
            [
                "Salo: har gått samman med Ackas",
                "Etseri: nytt namn Ähtäri",
                "Borgnäs: inte längre medlem i nätverket ”Kranskommuner”",
                "Ackas: inte längre medlem i nätverket ”Stora städer och landskapscentrum”",
                "Nätverket ”USO4”: nytt namn ”USO neljä”",
                "Sibbo: ny medlem i nätverket ”USO4”",
            ],
        ),
    ],
)
def test_a_merger_is_no_leaving_and_each_change_is_said(small, changed, language, said):
    small_networks = small.memberships.query("network_id != 'pienet-kunnat'")
    before = dataclasses.replace(small, memberships=small_networks)
    now = dataclasses.replace(changed, memberships=changed.memberships.query("network_id != 'pienet-kunnat'"))
    table = kv.compare(before, now, language=language)
    assert table["sentence"].tolist() == said
    # Akaa was a regional city, and so was Salo; both were in USO4 as one.
    assert table["change"].tolist() == ["merged", "renamed", "left", "left", "renamed", "joined"]
    assert table.loc[0, ["member_id", "old"]].tolist() == ["734", "Salo"]


def test_a_municipality_that_ended_without_a_successor_has_left(small):
    gone = dataclasses.replace(
        small,
        municipalities=small.municipalities.query("municipality_code != '753'"),
        memberships=small.memberships.query("municipality_code != '753'"),
    )
    table = kv.compare(small, gone, language="en")
    assert table["sentence"].tolist() == [
        "Sipoo: no longer a member of “Adjoining municipalities”",
        "Sipoo: no longer a member of “Swedish-speaking and bilingual municipalities”",
    ]


def test_candidates_count_when_asked_for(small):
    without = dataclasses.replace(small, memberships=small.memberships.query("basis != 'candidate'"))
    assert kv.compare(small, without).empty
    assert kv.compare(small, without, candidates=True)["member_id"].tolist() == ["980", "545"]


def test_networks_that_are_new_or_gone_are_said():
    table = kv.compare(kv.from_sets({"Go": ["Ann"]}), kv.from_sets({"Chess": ["Ann"]}), language="en")
    assert table["sentence"].tolist() == [
        "The network “Chess”: new in the data",
        "Ann: a new member of “Chess”",
        "The network “Go”: no longer in the data",
        "Ann: no longer a member of “Go”",
    ]


def test_two_days_of_one_dataset_are_compared(small, real):
    assert kv.compare(small, dates=("2023-12-31", "2024-12-31")).empty
    table = kv.compare(real, dates=("2018-12-31", "2024-12-31"), language="fi")
    assert table["sentence"].tolist() == [
        "Huittinen: uusi jäsen verkostossa ”Pienet kunnat”",
        "Kauniainen: ei enää jäsenenä verkostossa ”Pienet kunnat”",
        "Kitee: uusi jäsen verkostossa ”Pienet kunnat”",
    ]


@given(days=st.tuples(*[st.sampled_from([f"{year}-12-31" for year in range(2018, 2025)])] * 2))
def test_the_days_the_other_way_round_mirror_each_other(real, days):
    there, back = kv.compare(real, dates=days), kv.compare(real, dates=days[::-1])
    assert _changed(there, "joined") == _changed(back, "left")
    assert _changed(there, "left") == _changed(back, "joined")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({}, "either a new dataset or dates"),
        ({"dates": ("2024-12-31",)}, "two days; got '2024-12-31'"),
        ({"dates": "2024-12-31"}, "two days; got '2024-12-31'"),
        ({"dates": ("2024-12-31", "1900-12-31")}, "There are no populations of 1900-12-31"),
    ],
)
def test_what_cannot_be_compared_is_refused(small, options, message):
    with pytest.raises(ValueError, match=message):
        kv.compare(small, **options)
    with pytest.raises(ValueError, match="either"):
        kv.compare(small, small, dates=("2023-12-31", "2024-12-31"))


LARGE = "suuret-kaupungit"


@pytest.fixture
def gap(small) -> Dataset:
    """Return the small dataset without the population of Salo in 2024, which the rules compare."""
    table = small.populations
    lost = (table["municipality_code"] == "734") & (table["date"] == "2024-12-31")
    return rederived(small, populations=table[~lost].reset_index(drop=True))


@pytest.mark.parametrize(
    ("language", "now", "before"),
    [
        (
            "fi",
            (
                "Salo: ei tiedetä, onko se enää jäsen verkostossa ”Suuret kaupungit ja maakuntakeskukset”, "
                "koska väkiluku puuttuu"
            ),
            (
                "Salo: ei tiedetä, oliko se jo jäsen verkostossa ”Suuret kaupungit ja maakuntakeskukset”, "
                "koska väkiluku puuttuu"
            ),
        ),
        (
            "en",
            (
                "Salo: nobody knows whether it is still a member of “Large cities and regional centres”, "
                "because its population is missing"
            ),
            (
                "Salo: nobody knows whether it was a member of “Large cities and regional centres” before, "
                "because its population is missing"
            ),
        ),
    ],
)
def test_who_has_no_population_has_neither_left_nor_joined(small, gap, language, now, before):
    lost, found = kv.compare(small, gap, language=language), kv.compare(gap, small, language=language)
    columns = ["change", "network_id", "kind", "member_id", "old", "new", "sentence"]
    assert lost[columns].to_numpy().tolist() == [["undecided", LARGE, "municipality", "734", "Salo", "", now]]
    assert found[columns].to_numpy().tolist() == [["undecided", LARGE, "municipality", "734", "", "Salo", before]]
    days = kv.compare(gap, dates=("2023-12-31", "2024-12-31"), language=language)
    assert days["sentence"].tolist() == [now]
    assert kv.through_years(gap, language=language)["change"].tolist() == ["undecided"]
    assert before + "." in kv.what_if(gap, date="2023-12-31").sentences[language]


def test_who_has_a_population_on_both_sides_is_told_beside_a_gap(small, gap):
    # Helsinki is below the new limit; of Salo nobody knows.
    table = kv.compare(small, kv.what_if(gap, network=LARGE, min_population=700_000).dataset)
    assert table[["change", "member_id"]].to_numpy().tolist() == [["left", "091"], ["undecided", "734"]]
