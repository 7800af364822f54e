from __future__ import annotations

import itertools

import pandas as pd
import pytest

import kuntaverkostot as kv
from kuntaverkostot.dataset.names import OF_MEMBERS, OF_NETWORKS, ids_of, plain
from kuntaverkostot.text.language import LANGUAGES

each_language = pytest.mark.parametrize("language", LANGUAGES)
FRAMES = {
    "incidence": lambda frame, _: frame,
    "sharing": lambda frame, _: kv.sharing(frame, any_of=["pienet-kunnat", "seutukaupungit"]),
    "pairs": lambda frame, people: kv.pairs(frame, populations=people, every=True),
    "exclusive_intersections": lambda frame, people: kv.exclusive_intersections(frame, populations=people),
    "jaccard": lambda frame, _: kv.jaccard(frame),
    "shared_counts": lambda frame, people: kv.shared_counts(frame, populations=people),
}


def _without_names(frame: pd.DataFrame) -> pd.DataFrame:
    names = {*OF_NETWORKS.values(), *OF_MEMBERS.values()}
    return plain(frame[[column for column in frame if column not in names]])


def _names(dataset: kv.Dataset, language: str) -> dict[str, str]:
    """Return every name in the tables by id, as the list writes it."""
    graph = kv.bipartite_graph(dataset, candidates=True)
    found = {}
    for _, node in graph.nodes(data=True):
        stems = ["short", "name"] if node["bipartite"] else ["name"]
        order = {"fi": ("fi", "sv", "en"), "sv": ("sv", "fi", "en"), "en": ("en", "fi", "sv")}[language]
        found[node["code"]] = next(node[f"{stem}_{one}"] for stem in stems for one in order if node[f"{stem}_{one}"])
    return found


@each_language
@pytest.mark.parametrize("name", FRAMES)
def test_names_stand_beside_ids_and_change_nothing_else(small, name, language):
    people = kv.population(small)
    asked = FRAMES[name](kv.incidence(small, names=language, kind="municipality"), people)
    pd.testing.assert_frame_equal(_without_names(asked), FRAMES[name](kv.incidence(small, kind="municipality"), people))


@each_language
@pytest.mark.parametrize("dataset", ["small", "real"])
def test_each_name_is_that_of_the_id_before_it(request, dataset, language):
    dataset = request.getfixturevalue(dataset)
    frame, names = kv.incidence(dataset, names=language), _names(dataset, language)
    tables = [kv.pairs(frame), kv.exclusive_intersections(frame), kv.peers(dataset, "434", names=language)]
    tables.append(kv.reconcile(dataset, names=language))
    told = 0
    for table in tables:
        columns = list(table)
        for before, column in itertools.pairwise(columns):
            if column in {*OF_NETWORKS.values(), *OF_MEMBERS.values()}:
                told += len(table)
                for value, called in zip(table[before], table[column], strict=True):
                    if isinstance(value, tuple):
                        assert called == tuple(names[one] for one in value)
                    else:
                        assert called == names.get(value, value)
    assert told > 50
    for labels in (frame.index, frame.columns):
        assert dict(labels) == {code: names[code] for code in ids_of(labels)}


def test_members_that_are_no_municipalities_have_names_too(small):
    frame = kv.incidence(small, kind="organisation", names="fi")
    assert frame.index.names == ["organisation_id", "organisation_name"]
    assert [name for _, name in frame.index] == ["Uudenmaan liitto", "Varsinais-Suomen liitto"]
    assert list(kv.exclusive_intersections(frame)["municipality_names"]) == [
        ("Uudenmaan liitto", "Varsinais-Suomen liitto")
    ]


@each_language
def test_any_frame_with_ids_can_have_names(small, language):
    names = _names(small, language)
    table = kv.with_names(small.memberships, small, language=language)
    assert list(table["network_name"]) == [names[one] for one in small.memberships["network_id"]]
    assert list(table["municipality_name"]) == [names[one] for one in small.memberships["municipality_code"]]
    pd.testing.assert_frame_equal(_without_names(table), small.memberships)
    exact = kv.exclusive_intersections(kv.incidence(small))
    named = kv.exclusive_intersections(kv.incidence(small, names=language))
    pd.testing.assert_frame_equal(kv.with_names(exact, small, language=language), named)


def test_rows_are_chosen_by_code_with_and_without_names(small):
    codes = kv.within(small, region="01")
    chosen = kv.incidence(small, names="sv").loc[codes]
    pd.testing.assert_frame_equal(plain(chosen), kv.incidence(small).loc[codes])


def test_an_unknown_network_is_named_with_the_nearest(small):
    with pytest.raises(ValueError, match="the nearest are pienet-kunnat"):
        kv.sharing(kv.incidence(small, names="fi"), all_of="pinet-kunnat")


@pytest.mark.parametrize(
    "call",
    [
        lambda dataset: kv.incidence(dataset, names="de"),
        lambda dataset: kv.peers(dataset, "434", names="de"),
        lambda dataset: kv.reconcile(dataset, names="de"),
        lambda dataset: kv.with_names(dataset.memberships, dataset, language="de"),
    ],
)
def test_another_language_is_refused(small, call):
    with pytest.raises(ValueError, match="language must be one of fi, sv, en; got 'de'"):
        call(small)
