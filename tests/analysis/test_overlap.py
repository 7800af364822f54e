from __future__ import annotations

import dataclasses

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import kuntaverkostot as kv
from kuntaverkostot.analysis.incidence import membership_codes, weights_of
from kuntaverkostot.dataset.kinds import usual_kind
from tests.incidences import incidences, members_of
from tests.pages import other_memberships

SMALL = {
    "020": ["seutukaupungit"],
    "091": ["ruotsin-ja-kaksikieliset-kunnat", "suuret-kaupungit"],
    "231": ["pienet-kunnat", "ruotsin-ja-kaksikieliset-kunnat"],
    "434": ["ruotsin-ja-kaksikieliset-kunnat", "seutukaupungit"],
    "545": ["pienet-kunnat", "ruotsin-ja-kaksikieliset-kunnat"],
    "611": ["kehyskunnat", "pienet-kunnat"],
    "734": ["seutukaupungit", "suuret-kaupungit"],
    "753": ["kehyskunnat", "ruotsin-ja-kaksikieliset-kunnat"],
    "980": [],
    "989": ["pienet-kunnat"],
    "992": ["seutukaupungit"],
}


def _held(frame: pd.DataFrame) -> dict[str, list[str]]:
    return {
        code: frame.columns[row].tolist() for code, row in zip(frame.index, frame.to_numpy(dtype=bool), strict=True)
    }


def _shuffled(dataset: kv.Dataset, seed: int) -> kv.Dataset:
    """Return the dataset with the rows of its members in another order."""
    return dataclasses.replace(
        dataset,
        memberships=dataset.memberships.sample(frac=1, random_state=seed),
        municipalities=dataset.municipalities.sample(frac=1, random_state=seed),
    )


def test_incidence_of_the_small_dataset(small):
    frame = kv.incidence(small, kind="municipality")
    assert _held(frame) == SMALL
    assert (frame.index.name, frame.columns.name) == ("municipality_code", "network_id")
    assert set(frame.dtypes) == {np.dtype(bool)}


def test_candidates_and_ended_networks_only_when_asked(small):
    ended = kv.incidence(small, ended=True, kind="municipality")
    assert ended.columns.difference(kv.incidence(small, kind="municipality").columns).tolist() == ["uso4-2017-2018"]
    assert members_of(ended)["uso4-2017-2018"] == {"434", "734"}
    candidates = _held(kv.incidence(small, candidates=True, kind="municipality"))
    assert candidates == SMALL | {
        "545": ["pienet-kunnat", "ruotsin-ja-kaksikieliset-kunnat", "seutukaupungit"],
        "980": ["kehyskunnat"],
    }


def test_networks_without_a_municipality_are_no_columns(real):
    columns = kv.incidence(real, ended=True, kind="municipality").columns
    assert set(columns) == set(real.memberships["network_id"])
    assert list(columns) == [one for one in real.networks["network_id"] if one in set(columns)]


def test_a_municipality_that_has_ended_is_no_row(real):
    ended = real.municipalities.query("ended_on != ''")["municipality_code"].tolist()
    assert ended == ["588"]
    row = real.memberships.iloc[[0]].assign(municipality_code="588")
    frame = kv.incidence(dataclasses.replace(real, memberships=pd.concat([real.memberships, row])), kind="municipality")
    assert len(frame) == 308
    pd.testing.assert_frame_equal(frame, kv.incidence(real, kind="municipality"))


@given(st.data(), st.booleans(), st.booleans(), st.integers(0, 9))
def test_incidence_is_the_memberships_in_any_order(small, data, candidates, ended, seed):
    dataset = data.draw(other_memberships(small))
    before = dataset.memberships.copy()
    frame = kv.incidence(dataset, candidates=candidates, ended=ended, kind="municipality")
    past = set(small.networks.query("status == 'ended'")["network_id"])
    rows = dataset.memberships[["network_id", "municipality_code", "basis"]].itertuples(index=False, name=None)
    wanted = {
        (code, network)
        for network, code, basis in rows
        if (candidates or basis != "candidate") and (ended or network not in past)
    }
    assert {(code, network) for code, held in _held(frame).items() for network in held} == wanted
    assert set(frame.columns) == {network for _, network in wanted}
    pd.testing.assert_frame_equal(dataset.memberships, before)
    shuffled = kv.incidence(_shuffled(dataset, seed), candidates=candidates, ended=ended, kind="municipality")
    pd.testing.assert_frame_equal(shuffled, frame)


@given(incidences(), st.data())
def test_sharing_is_set_algebra(frame, data):
    ids = st.lists(st.sampled_from(list(frame.columns)), unique=True) if len(frame.columns) else st.just([])
    all_of, any_of, none_of = data.draw(ids), data.draw(ids), data.draw(ids)
    before = frame.copy()
    found = kv.sharing(frame, all_of=all_of, any_of=any_of, none_of=none_of)
    members = members_of(frame)
    wanted = set(frame.index)
    for network in all_of:
        wanted &= members[network]
    if any_of:
        wanted &= set().union(*(members[network] for network in any_of))
    for network in none_of:
        wanted -= members[network]
    assert found.index.tolist() == [code for code in frame.index if code in wanted]
    pd.testing.assert_frame_equal(found, frame.loc[found.index])
    pd.testing.assert_frame_equal(frame, before)


def test_one_network_may_be_named_without_a_list(small):
    frame = kv.incidence(small)
    both = kv.sharing(frame, all_of="pienet-kunnat", none_of="ruotsin-ja-kaksikieliset-kunnat")
    assert both.index.tolist() == ["611", "989"]
    assert kv.sharing(frame, any_of="kehyskunnat").index.tolist() == ["611", "753"]


@pytest.mark.parametrize(
    "columns", [pd.Index([1, 2]), pd.Index([2, "b"]), pd.to_datetime(["2024-12-31", "2023-12-31"])]
)
def test_labels_may_be_no_text(columns):
    frame = pd.DataFrame([[True, True], [True, False]], columns=columns)
    first, second = columns
    assert kv.sharing(frame, all_of=[first, second]).index.tolist() == [0]
    assert kv.sharing(frame, any_of=first, none_of=second).index.tolist() == [1]
    with pytest.raises(ValueError, match="no network 3 in the incidence"):
        kv.sharing(frame, all_of=3)


def test_of_nothing_there_is_nothing_to_share():
    assert kv.sharing(pd.DataFrame()).shape == (0, 0)


def test_the_usual_members_are_municipalities_where_any_is_one(small):
    bare = dataclasses.replace(small, memberships=small.memberships.iloc[:0])
    empty = dataclasses.replace(bare, organisation_memberships=small.organisation_memberships.iloc[:0])
    assert [usual_kind(one) for one in (small, bare, empty)] == ["municipality", "organisation", "municipality"]


@pytest.mark.parametrize("asked", ["all_of", "any_of", "none_of"])
@pytest.mark.parametrize(
    ("network", "end"),
    [
        ("pienet-kunat", "; the nearest are pienet-kunnat, kehyskunnat"),
        ("__import__('os')", ""),
        ("pienet-kunnat or True", "; the nearest are pienet-kunnat"),
        ("", ""),
    ],
)
def test_an_unknown_network_is_refused_and_the_nearest_named(small, asked, network, end):
    with pytest.raises(ValueError, match="no network") as error:
        kv.sharing(kv.incidence(small), **{asked: [network]})
    assert str(error.value) == f"no network {network!r} in the incidence{end}"


@pytest.mark.parametrize(
    ("chosen", "codes"),
    [
        ({}, sorted(SMALL)),
        ({"region": "01"}, ["091", "434", "611", "753"]),
        ({"region": ["01", "15"], "language": "fi-sv"}, ["091", "231", "434", "753"]),
        ({"language": ["sv-fi", "fi"], "region": "15"}, ["545"]),
        ({"region": "15", "language": "fi"}, []),
        ({"region": []}, []),
    ],
)
def test_municipalities_within(small, chosen, codes):
    assert kv.within(small, **chosen, kind="municipality") == codes
    assert (
        kv.incidence(small, kind="municipality").loc[kv.within(small, **chosen, kind="municipality")].index.tolist()
        == codes
    )


def test_within_refuses_what_no_municipality_has(small):
    with pytest.raises(ValueError, match=r"^no member has the language 'sv'; there are fi, fi-sv, sv-fi$"):
        kv.within(small, language="sv", kind="municipality")
    with pytest.raises(ValueError, match=r"^no member has the region_code 'Uusimaa'; there are 01 Uusimaa, 02 "):
        kv.within(small, region=["15", "Uusimaa"], kind="municipality")


def test_population_at_a_date(small):
    assert kv.population(small, date="2023-12-31")["091"] == 674_500
    assert kv.population(small)["091"] == 684_018
    assert kv.population(small).index.tolist() == sorted(SMALL)
    with pytest.raises(ValueError, match=r"known on 2023-12-31, 2024-12-31; got '2022-12-31'"):
        kv.population(small, date="2022-12-31")
    with pytest.raises(ValueError, match="the tables tell no inhabitants"):
        kv.population(dataclasses.replace(small, populations=small.populations.iloc[:0]))


@given(incidences())
def test_codes_are_the_cells_that_are_true(frame):
    rows, columns = membership_codes(frame)
    found = set(zip(rows.tolist(), columns.tolist(), strict=True))
    assert sorted(found) == list(zip(rows.tolist(), columns.tolist(), strict=True))
    assert found == set(zip(*map(np.ndarray.tolist, np.nonzero(frame.to_numpy())), strict=True))


@pytest.mark.parametrize("use", [kv.exclusive_intersections, kv.pairs, kv.jaccard, kv.shared_counts, kv.sharing])
def test_what_is_no_incidence_is_refused(use):
    with pytest.raises(ValueError, match="a frame of bool"):
        use(pd.DataFrame({"a": [0, 1], "b": [True, False]}))
    with pytest.raises(ValueError, match="each row of an incidence has its own name; these come twice"):
        use(pd.DataFrame({"a": [True, True]}, index=["005", "005"]))
    with pytest.raises(ValueError, match="each column of an incidence has its own name; these come twice"):
        use(pd.DataFrame([[True, False]], columns=["a", "a"]))


def test_inhabitants_that_are_not_known_are_never_counted_as_none(small):
    frame = kv.incidence(small, kind="municipality")
    known = kv.population(small).drop(["091", "434"])
    for use in (kv.exclusive_intersections, kv.pairs, kv.shared_counts):
        with pytest.raises(ValueError, match="not known of 2 members: 091, 434"):
            use(frame, populations=known)
    assert weights_of(frame.drop(["091", "434"]), known).sum() == known.sum()
