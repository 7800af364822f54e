from __future__ import annotations

from itertools import combinations

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kuntaverkostot as kv
from kuntaverkostot.analysis import common_members
from tests.incidences import incidences, members_of, persons_of

COLUMNS = ["network", "other", "count", "inhabitants", "union", "jaccard", "overlap", "contained"]


def _contained(network: str, other: str, sets: dict[str, set[str]]) -> str:
    one, two = sets[network], sets[other]
    if not one & two:
        return ""
    if one == two:
        return "="
    return network if one < two else other if two < one else ""


def test_the_small_pairs_are_exact(small):
    frame = kv.pairs(kv.incidence(small, kind="municipality"), populations=kv.population(small))
    swedish = "ruotsin-ja-kaksikieliset-kunnat"
    assert frame.columns.tolist() == COLUMNS
    assert frame.to_numpy().tolist() == [
        ["pienet-kunnat", swedish, 2, 10795, 7, 2 / 7, 2 / 4, ""],
        ["kehyskunnat", "pienet-kunnat", 1, 4961, 5, 1 / 5, 1 / 2, ""],
        ["kehyskunnat", swedish, 1, 22826, 6, 1 / 6, 1 / 2, ""],
        [swedish, "seutukaupungit", 1, 14352, 8, 1 / 8, 1 / 4, ""],
        [swedish, "suuret-kaupungit", 1, 684018, 6, 1 / 6, 1 / 2, ""],
        ["seutukaupungit", "suuret-kaupungit", 1, 50870, 5, 1 / 5, 1 / 2, ""],
    ]


def test_the_small_square_frames_are_exact(small):
    frame = kv.incidence(small, kind="municipality")
    counts = kv.shared_counts(frame)
    assert counts.loc["kehyskunnat"].tolist() == [2, 1, 1, 0, 0]
    assert np.diag(counts).tolist() == frame.sum().tolist() == [2, 4, 5, 4, 2]
    persons = kv.shared_counts(frame, populations=kv.population(small, date="2023-12-31"))
    assert int(persons.loc["seutukaupungit", "suuret-kaupungit"]) == 51100
    assert kv.jaccard(frame).loc["kehyskunnat"].tolist() == [1, 1 / 5, 1 / 6, 0, 0]


@settings(max_examples=60, deadline=None)
@given(frame=incidences(), every=st.booleans())
def test_pairs_are_those_of_sets(frame, every):
    before, sets, persons = frame.copy(), members_of(frame), persons_of(frame)
    found = kv.pairs(frame, populations=persons, every=every)
    expected = {}
    for network, other in combinations(frame.columns, 2):
        both, either = sets[network] & sets[other], sets[network] | sets[other]
        if both or every:
            expected[network, other] = (
                len(both),
                int(persons[sorted(both)].sum()),
                len(either),
                len(both) / max(1, len(either)),
                len(both) / max(1, min(len(sets[network]), len(sets[other]))),
                _contained(network, other, sets),
            )
    rows = {(row[0], row[1]): tuple(row[2:]) for row in found.itertuples(index=False, name=None)}
    assert rows == expected
    assert list(rows) == sorted(rows, key=lambda pair: (-rows[pair][0], *map(frame.columns.get_loc, pair)))
    pd.testing.assert_frame_equal(frame, before)


@settings(max_examples=60, deadline=None)
@given(frame=incidences())
def test_the_jaccard_index_is_symmetric_and_one_on_a_diagonal_that_is_not_empty(frame):
    found = kv.jaccard(frame)
    cells = found.to_numpy()
    assert (cells == cells.T).all()
    assert ((cells >= 0) & (cells <= 1)).all()
    assert np.diag(cells).tolist() == frame.any().astype(float).tolist()
    assert found.index.equals(frame.columns)


@settings(max_examples=60, deadline=None)
@given(frame=incidences())
def test_the_jaccard_index_is_that_of_networkx(frame):
    graph = nx.Graph()
    graph.add_nodes_from(frame.columns)
    graph.add_edges_from((network, f"m{code}") for network, codes in members_of(frame).items() for code in codes)
    weights = nx.bipartite.overlap_weighted_projected_graph(graph, frame.columns.tolist(), jaccard=True)
    found = kv.jaccard(frame)
    for network, other in combinations(frame.columns, 2):
        edge = weights.get_edge_data(network, other, default={"weight": 0})
        assert found.loc[network, other] == pytest.approx(edge["weight"], abs=1e-15)


@settings(max_examples=60, deadline=None)
@given(frame=incidences())
def test_shared_counts_are_the_product_of_the_incidence(frame):
    cells = frame.to_numpy().astype("int64")
    persons = persons_of(frame)
    pd.testing.assert_frame_equal(
        kv.shared_counts(frame), pd.DataFrame(cells.T @ cells, index=frame.columns, columns=frame.columns)
    )
    weighted = cells.T @ (cells * persons.reindex(frame.index).to_numpy()[:, None])
    assert kv.shared_counts(frame, populations=persons).to_numpy().tolist() == weighted.tolist()


@settings(max_examples=60, deadline=None)
@given(frame=incidences())
def test_counting_and_multiplying_find_the_same(frame):
    persons = persons_of(frame)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(common_members, "DENSE", -1)
        counted = kv.pairs(frame, populations=persons), kv.shared_counts(frame, populations=persons)
        patch.setattr(common_members, "DENSE", frame.size * 100)
        patch.setattr(common_members, "STRETCH", 5)
        product = kv.pairs(frame, populations=persons), kv.shared_counts(frame, populations=persons)
    pd.testing.assert_frame_equal(counted[0], product[0])
    pd.testing.assert_frame_equal(counted[1], product[1])


def test_counts_that_do_not_fit_into_16_bits():
    cells = np.ones((40_000, 3), dtype=bool)
    cells[:1, 0], cells[:9_999, 1] = False, False
    found = kv.pairs(pd.DataFrame(cells, columns=["a", "b", "c"]))
    assert found[["network", "other", "count"]].to_numpy().tolist() == [
        ["a", "c", 39_999],
        ["a", "b", 30_001],
        ["b", "c", 30_001],
    ]


@settings(max_examples=60, deadline=None)
@given(frame=incidences(), data=st.data())
def test_the_order_of_rows_changes_nothing(frame, data):
    shuffled = frame.loc[data.draw(st.permutations(frame.index.tolist()))]
    persons = persons_of(frame)
    pd.testing.assert_frame_equal(kv.pairs(frame, populations=persons), kv.pairs(shuffled, populations=persons))
    pd.testing.assert_frame_equal(kv.jaccard(frame), kv.jaccard(shuffled))
    pd.testing.assert_frame_equal(kv.shared_counts(frame), kv.shared_counts(shuffled))


def test_part_of_an_inhabitant_is_kept():
    frame = pd.DataFrame({"a": [True, True], "b": [True, False]}, index=["005", "009"])
    halves = pd.Series({"005": 0.5, "009": 1.0})
    assert kv.pairs(frame, populations=halves)["inhabitants"].tolist() == [0.5]
    assert kv.shared_counts(frame, populations=halves).to_numpy().tolist() == [[1.5, 0.5], [0.5, 0.5]]


# Labels of two columns, and what becomes of them.
LABELS = [
    (pd.Index([1, 2]), [1, 2]),
    (pd.Index([1.5, 0.5]), [1.5, 0.5]),
    (pd.Index([True, False]), [True, False]),
    (pd.Index([1, "a"]), [1, "a"]),
    (pd.Index(["b", "a"], dtype=object), ["b", "a"]),
    (pd.CategoricalIndex(["b", "a"]), ["b", "a"]),
    (pd.to_datetime(["2024-12-31", "2023-12-31"]), [pd.Timestamp("2024-12-31"), pd.Timestamp("2023-12-31")]),
    (pd.MultiIndex.from_tuples([("x", 1), ("x", 2)]), [("x", 1), ("x", 2)]),
]
each_label = pytest.mark.parametrize(("columns", "labels"), LABELS, ids=lambda value: type(value).__name__)


@each_label
def test_labels_that_are_no_text_are_objects(columns, labels):
    frame = pd.DataFrame([[True, True], [True, False]], columns=columns)
    found = kv.pairs(frame, populations=pd.Series([3, 4]))
    assert found.columns.tolist() == COLUMNS
    assert found.to_numpy().tolist() == [[*labels, 1, 3, 2, 0.5, 1.0, labels[1]]]
    assert {str(found[name].dtype) for name in ("network", "other", "contained")} == {"object"}
    assert kv.jaccard(frame).to_numpy().tolist() == [[1.0, 0.5], [0.5, 1.0]]
    assert kv.jaccard(frame).columns.equals(columns)
    same = pd.DataFrame([[True, True], [True, True]], columns=columns)
    assert kv.pairs(same)["contained"].tolist() == ["="]
    neither = pd.DataFrame([[True, True], [True, False], [False, True]], columns=columns)
    assert kv.pairs(neither)["contained"].tolist() == [""]


def test_labels_that_are_text_stay_text():
    found = kv.pairs(pd.DataFrame({"a": [True, True], "b": [True, False]}))
    assert {str(found[name].dtype) for name in ("network", "other", "contained")} == {"str"}


@pytest.mark.parametrize("every", [False, True])
def test_nothing_has_no_pairs(every):
    empty = pd.DataFrame()
    assert kv.pairs(empty, every=every).to_dict("list") == {name: [] for name in COLUMNS if name != "inhabitants"}
    assert kv.pairs(empty, populations=pd.Series(dtype="int64")).columns.tolist() == COLUMNS
    assert kv.jaccard(empty).shape == kv.shared_counts(empty).shape == (0, 0)
