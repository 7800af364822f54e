from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import kuntaverkostot as kv
from kuntaverkostot.analysis import signatures
from kuntaverkostot.analysis.signatures import signature_groups
from tests.incidences import incidences, networks_of, persons_of

WIDEST = [20, 2**8, 2**16, 2**32]
memberships = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 6)), max_size=40)


def _by_hand(incidence: pd.DataFrame) -> dict[tuple[str, ...], list[str]]:
    """Return what exclusive intersections are, the slow way."""
    found: dict[tuple[str, ...], list[str]] = {}
    for code, networks in sorted(networks_of(incidence).items()):
        if networks:
            found.setdefault(networks, []).append(code)
    return found


def _groups(pairs: list[tuple[int, int]]) -> dict[tuple[int, ...], list[int]]:
    """Return the groups of memberships as members by networks."""
    members, networks = np.array(pairs, dtype=int).reshape(-1, 2).T
    groups = signature_groups(members, networks)
    parts = np.split(groups.members, groups.member_starts[1:])
    keys = np.split(groups.networks, groups.network_starts[1:])
    made = zip(keys, parts, strict=True)
    return {tuple(key.tolist()): part.tolist() for key, part in made if len(part)}


def _sets(pairs: list[tuple[int, int]]) -> dict[tuple[int, ...], list[int]]:
    held: dict[int, set[int]] = {}
    for member, network in pairs:
        held.setdefault(member, set()).add(network)
    found: dict[tuple[int, ...], list[int]] = {}
    for member in sorted(held):
        found.setdefault(tuple(sorted(held[member])), []).append(member)
    return found


def test_exclusive_intersections_of_the_small_dataset(small):
    frame = kv.exclusive_intersections(kv.incidence(small, kind="municipality"), populations=kv.population(small))
    swedish = "ruotsin-ja-kaksikieliset-kunnat"
    assert list(frame.itertuples(index=False, name=None)) == [
        (("seutukaupungit",), 1, 2, ("020", "992"), 34_127),
        (("pienet-kunnat", swedish), 2, 2, ("231", "545"), 10_795),
        (("pienet-kunnat",), 1, 1, ("989",), 5_220),
        (("kehyskunnat", "pienet-kunnat"), 2, 1, ("611",), 4_961),
        (("kehyskunnat", swedish), 2, 1, ("753",), 22_826),
        ((swedish, "seutukaupungit"), 2, 1, ("434",), 14_352),
        ((swedish, "suuret-kaupungit"), 2, 1, ("091",), 684_018),
        (("seutukaupungit", "suuret-kaupungit"), 2, 1, ("734",), 50_870),
    ]
    assert list(frame.columns) == ["networks", "degree", "size", "municipalities", "inhabitants"]


@given(incidences())
def test_exclusive_intersections_partition_the_members(frame):
    before = frame.copy()
    found = kv.exclusive_intersections(frame, populations=persons_of(frame))
    listed = [code for codes in found["municipalities"] for code in codes]
    assert sorted(listed) == sorted(code for code, networks in networks_of(frame).items() if networks)
    assert found["size"].sum() == len(listed) == len(set(listed))
    assert dict(zip(found["networks"], map(list, found["municipalities"]), strict=True)) == _by_hand(frame)
    assert found["degree"].tolist() == [len(networks) for networks in found["networks"]]
    assert found["size"].tolist() == [len(codes) for codes in found["municipalities"]]
    persons = persons_of(frame)
    assert found["inhabitants"].tolist() == [sum(persons[list(codes)]) for codes in found["municipalities"]]
    pd.testing.assert_frame_equal(frame, before)


@given(incidences())
def test_the_largest_come_first_then_those_of_fewest_networks(frame):
    rows = kv.exclusive_intersections(frame)[["size", "degree", "networks"]].itertuples(index=False, name=None)
    keys = [(-size, degree, networks) for size, degree, networks in rows]
    assert keys == sorted(keys)


@given(incidences(), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(frame, random):
    codes = list(frame.index)
    random.shuffle(codes)
    pd.testing.assert_frame_equal(
        kv.exclusive_intersections(frame.loc[codes]), kv.exclusive_intersections(frame), check_dtype=False
    )


@pytest.mark.parametrize(
    ("columns", "rows", "expected"),
    [
        (pd.Index([10, 9]), [2, 1, 3], [[(10, 9), 2, 2, (1, 2)], [(9,), 1, 1, (3,)]]),
        (pd.CategoricalIndex(["b", "a"]), ["y", "x", "z"], [[("b", "a"), 2, 2, ("x", "y")], [("a",), 1, 1, ("z",)]]),
        # Numbers among text are sorted as they are written.
        (pd.Index([9, "a"]), [10, "x", 9], [[(9, "a"), 2, 2, (10, "x")], [("a",), 1, 1, (9,)]]),
        (pd.Index(["b", 1]), ["x", 10, 9], [[("b", 1), 2, 2, (10, "x")], [(1,), 1, 1, (9,)]]),
    ],
)
def test_labels_may_be_no_text(columns, rows, expected):
    frame = pd.DataFrame([[True, True], [True, True], [False, True]], columns=columns, index=rows)
    assert kv.exclusive_intersections(frame).to_numpy().tolist() == expected


@pytest.mark.parametrize("labels", [[2, 10], ["a", 1]])
def test_equals_are_in_the_order_of_labels_that_are_no_text(labels):
    frame = pd.DataFrame([[True, False], [False, True]], columns=pd.Index(labels))
    alone = [(2,), (10,)] if labels == [2, 10] else [(1,), ("a",)]
    assert kv.exclusive_intersections(frame)["networks"].tolist() == alone


@pytest.mark.parametrize("frame", [pd.DataFrame(), pd.DataFrame({"a": [False], "b": [False]})])
def test_nothing_has_no_sets(frame):
    found = kv.exclusive_intersections(frame)
    assert found.to_dict("list") == {"networks": [], "degree": [], "size": [], "municipalities": []}
    assert found.dtypes.astype(str).tolist() == ["object", "int64", "int64", "object"]


@given(memberships)
def test_groups_of_memberships_in_any_order_and_twice(pairs):
    assert _groups(pairs) == _groups(sorted(set(pairs))) == _sets(pairs)


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 40)), max_size=120), st.sampled_from(WIDEST))
def test_many_networks_of_a_member_and_codes_of_any_width(pairs, widest):
    moved = [(member, network + widest - 20) for member, network in pairs]
    assert _groups(moved) == _sets(moved)


@given(memberships, st.sampled_from([0, 1, 3]))
def test_a_collision_of_hashes_changes_nothing(pairs, colliding):
    hashes = signatures._hashes

    def collide(networks, starts, *, seed):
        # With the first numbers all members collide, or those who have equally many networks.
        if seed >= colliding:
            return hashes(networks, starts, seed=seed)
        degrees = np.diff(starts, append=len(networks)).astype(np.uint64)
        return degrees << np.uint64(40) if seed % 2 else np.zeros_like(degrees)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(signatures, "_hashes", collide)
        assert _groups(pairs) == _sets(pairs)


def test_sets_that_are_alike_have_different_hashes():
    # Each differs from another by one network only.
    pairs = [(member, network) for member in range(3_000) for network in (member // 50, 60 + member % 50)]
    members, networks = np.array(pairs).T
    _, networks, starts = signatures._by_member(members, networks)
    hashes = signatures._hashes(networks, starts, seed=0)
    assert len(set((hashes >> np.uint64(17)).tolist())) == 3_000
    assert (hashes == signatures._hashes(networks, starts, seed=0)).all()
    assert (hashes != signatures._hashes(networks, starts, seed=1)).all()


def test_codes_too_large_for_half_a_word():
    members = np.array([70_000, 5, 70_000, 5])
    networks = np.array([1, 60_000, 60_000, 1])
    groups = signature_groups(members, networks)
    assert (groups.members.tolist(), groups.networks.tolist()) == ([5, 70_000], [1, 60_000])


def test_many_networks_cost_no_more_than_their_memberships():
    # Two to the power of 2,000 sets could not be counted through.
    frame = pd.DataFrame(np.eye(40, 2000, dtype=bool), index=[f"{code:03}" for code in range(40)])
    found = kv.exclusive_intersections(frame)
    assert found["municipalities"].tolist() == [(code,) for code in frame.index]
