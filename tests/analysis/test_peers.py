from __future__ import annotations

import dataclasses

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kuntaverkostot as kv
from tests.incidences import members_of
from tests.pages import other_memberships

COLUMNS = ["municipality_code", "name_fi", "name_sv", "name_en", "jaccard", "shared", "only_here", "only_there"]


def test_those_most_like_loviisa_are_exact(small):
    frame = kv.peers(small, "434", kind="municipality")
    swedish = "ruotsin-ja-kaksikieliset-kunnat"
    assert frame.columns.tolist() == COLUMNS
    assert frame[["name_fi", *COLUMNS[4:]]].to_numpy().tolist() == [
        ["Akaa", 1 / 2, ("seutukaupungit",), (swedish,), ()],
        ["Äänekoski", 1 / 2, ("seutukaupungit",), (swedish,), ()],
        ["Närpiö", 1 / 3, (swedish,), ("seutukaupungit",), ("pienet-kunnat",)],
        ["Sipoo", 1 / 3, (swedish,), ("seutukaupungit",), ("kehyskunnat",)],
        ["Salo", 1 / 3, ("seutukaupungit",), (swedish,), ("suuret-kaupungit",)],
        ["Kaskinen", 1 / 3, (swedish,), ("seutukaupungit",), ("pienet-kunnat",)],
        ["Helsinki", 1 / 3, (swedish,), ("seutukaupungit",), ("suuret-kaupungit",)],
    ]


def test_a_municipality_without_memberships_has_no_peers(small):
    assert kv.peers(small, "980", kind="municipality").empty
    assert kv.peers(small, "980", kind="municipality").columns.tolist() == COLUMNS
    assert kv.peers(small, "980", candidates=True, kind="municipality")["municipality_code"].tolist() == ["753", "611"]


def test_the_limit_cuts_and_none_means_all(small):
    everyone = kv.peers(small, "434", limit=None)
    pd.testing.assert_frame_equal(kv.peers(small, "434", limit=2), everyone.head(2))
    assert kv.peers(small, "434", limit=0).empty
    with pytest.raises(ValueError, match="0 or more, or None; got -1"):
        kv.peers(small, "434", limit=-1)


def test_an_unknown_municipality_gets_the_nearest(small):
    with pytest.raises(ValueError, match="no municipality 'Lovisaa'; the nearest are 434 Loviisa"):
        kv.peers(small, "Lovisaa", kind="municipality")
    with pytest.raises(ValueError, match="no municipality '999'; the nearest are "):
        kv.peers(small, "999", kind="municipality")


def test_an_ended_municipality_is_told_where_it_went(real):
    ended = real.municipalities[real.municipalities["ended_on"] != ""].iloc[0]
    with pytest.raises(ValueError, match=f"it has ended, merged into {ended['merged_into']} "):
        kv.peers(real, ended["municipality_code"])


def test_without_inhabitants_the_code_decides(small):
    unknown = dataclasses.replace(small, populations=small.populations.iloc[:0])
    assert kv.peers(unknown, "434", kind="municipality")["municipality_code"].tolist() == [
        "020",
        "992",
        "091",
        "231",
        "545",
        "734",
        "753",
    ]


@settings(max_examples=60, deadline=None)
@given(data=st.data(), candidates=st.booleans())
def test_peers_are_those_of_sets(small, data, candidates):
    dataset = data.draw(other_memberships(small))
    code = data.draw(st.sampled_from(small.municipalities["municipality_code"].tolist()))
    members = members_of(kv.incidence(dataset, candidates=candidates, kind="municipality"))
    codes = small.municipalities["municipality_code"]
    own = {other: {network for network in members if other in members[network]} for other in codes}
    here = own.pop(code)
    frame = kv.peers(dataset, code, candidates=candidates, limit=None, kind="municipality")
    assert set(frame["municipality_code"]) == {other for other, there in own.items() if there & here}
    for row in frame.itertuples():
        there = own[row.municipality_code]
        assert row.jaccard == len(here & there) / len(here | there)
        assert (set(row.shared), set(row.only_here), set(row.only_there)) == (here & there, here - there, there - here)
    keys = [(-row.jaccard, -len(row.shared)) for row in frame.itertuples()]
    assert keys == sorted(keys)


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_the_order_of_rows_changes_nothing(small, data):
    dataset = data.draw(other_memberships(small))
    order = data.draw(st.permutations(range(len(dataset.memberships))))
    shuffled = dataclasses.replace(dataset, memberships=dataset.memberships.iloc[order])
    pd.testing.assert_frame_equal(kv.peers(dataset, "434"), kv.peers(shuffled, "434"))
