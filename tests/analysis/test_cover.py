from __future__ import annotations

import dataclasses
from fractions import Fraction
from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kuntaverkostot as kv
from kuntaverkostot.analysis import set_cover
from kuntaverkostot.analysis.set_cover import fewest, greedy, harmonic, smallest, solve
from tests.incidences import incidences, members_of
from tests.pages import other_memberships


def _first_smallest(cells: np.ndarray) -> list[int]:
    """Try all choices of columns, the small ones first, in order."""
    columns = range(cells.shape[1])
    return next(
        list(chosen)
        for count in range(cells.shape[1] + 1)
        for chosen in combinations(columns, count)
        if cells[:, chosen].any(axis=1).all()
    )


def test_three_networks_reach_everyone_of_the_small_dataset(small):
    assert kv.cover(small, kind="municipality") == kv.Cover(
        networks=("pienet-kunnat", "ruotsin-ja-kaksikieliset-kunnat", "seutukaupungit"),
        reached=("020", "091", "231", "434", "545", "611", "734", "753", "989", "992"),
        unreached=("980",),
        exact=True,
        bound=1.0,
    )


def test_a_region_a_language_and_a_target_narrow_it(small):
    assert kv.cover(small, region="06").networks == ("seutukaupungit",)
    assert kv.cover(small, region="06").unreached == ("980",)
    assert kv.cover(small, region="06", candidates=True).networks == ("kehyskunnat", "seutukaupungit")
    assert kv.cover(small, language=["fi-sv", "sv-fi"]).networks == ("ruotsin-ja-kaksikieliset-kunnat",)
    assert kv.cover(small, target="989").networks == ("pienet-kunnat",)
    assert kv.cover(small, target=["989", "091"], region="01").reached == ("091",)


def test_the_networks_of_the_real_cover_reach_everyone_and_each_is_needed(real):
    found, members = kv.cover(real), kv.incidence(real)
    reached = set(members.index[members.any(axis=1)])
    assert set(found.reached) == reached
    assert set(found.unreached) == set(members.index) - reached
    chosen = members[list(found.networks)]
    for network in found.networks:
        assert chosen.drop(columns=network).any(axis=1).sum() < len(reached), network


def test_a_target_that_is_not_there_gets_the_nearest(small):
    with pytest.raises(ValueError, match="no municipality 'Lovisa'; the nearest are 434 Loviisa"):
        kv.cover(small, target=["091", "Lovisa"], kind="municipality")
    with pytest.raises(ValueError, match="no member has the region_code '99'"):
        kv.cover(small, region="99", kind="municipality")


def test_nobody_to_reach_takes_no_network(small):
    nothing = kv.Cover(networks=(), reached=(), unreached=(), exact=True, bound=1.0)
    assert kv.cover(small, target=[]) == nothing
    assert kv.cover(small, target="980") == dataclasses.replace(nothing, unreached=("980",))


@settings(max_examples=60, deadline=None)
@given(frame=incidences())
def test_the_fewest_columns_are_those_of_brute_force(frame):
    cells = frame.to_numpy(dtype=bool)
    cells = cells[cells.any(axis=1)]
    before = cells.copy()
    assert fewest(cells) == _first_smallest(cells)
    assert smallest(cells) == (fewest(cells), len(fewest(cells)))
    if cells.size:
        assert solve(cells, seconds=5) == (fewest(cells), len(fewest(cells)))
    assert (cells == before).all()


@settings(max_examples=60, deadline=None)
@given(frame=incidences())
def test_greedy_covers_within_its_guarantee(frame):
    cells = frame.to_numpy(dtype=bool)
    held = cells.any(axis=1)
    before = cells.copy()
    positions = greedy(cells)
    assert (cells[:, positions].any(axis=1) == held).all()
    largest = int(cells.sum(axis=0).max(initial=0))
    assert len(positions) <= harmonic(largest) * len(_first_smallest(cells[held])) + 1e-9
    assert (cells == before).all()


def test_greedy_can_need_more_than_the_fewest():
    # Two rows of three are enough; the column of four is taken first.
    cells = np.array([[1, 0, 1], [1, 0, 1], [1, 0, 0], [0, 1, 1], [0, 1, 1], [0, 1, 0]], dtype=bool)
    assert greedy(cells) == [0, 1, 2]
    assert fewest(cells) == [0, 1]
    assert solve(cells, seconds=5) == ([0, 1], 2)


@settings(max_examples=60, deadline=None)
@given(data=st.data(), candidates=st.booleans())
def test_a_cover_covers_and_no_smaller_one_does(small, data, candidates):
    dataset = data.draw(other_memberships(small))
    found = kv.cover(dataset, candidates=candidates, kind="municipality")
    sets = members_of(kv.incidence(dataset, candidates=candidates, kind="municipality"))
    assert set().union(*(sets[network] for network in found.networks)) == set().union(*sets.values())
    assert set(found.reached) == set().union(*sets.values())
    assert sorted(found.reached + found.unreached) == small.municipalities["municipality_code"].tolist()
    for chosen in combinations(sets, max(0, len(found.networks) - 1)):
        assert not found.networks or set().union(*(sets[one] for one in chosen)) != set(found.reached)
    order = data.draw(st.permutations(range(len(dataset.memberships))))
    shuffled = dataclasses.replace(dataset, memberships=dataset.memberships.iloc[order])
    assert kv.cover(shuffled, candidates=candidates, kind="municipality") == found


def _many_networks(small: kv.Dataset, count: int) -> kv.Dataset:
    """Return the small dataset with so many networks, each of one municipality and the next one."""
    networks = pd.concat([small.networks.head(1)] * count, ignore_index=True)
    networks["network_id"] = [f"n{number:02}" for number in range(count)]
    codes = small.municipalities["municipality_code"].tolist()
    rows = [
        (f"n{number:02}", codes[(number + step) % len(codes)], "listed") for number in range(count) for step in (0, 1)
    ]
    columns = ["network_id", "municipality_code", "basis"]
    memberships = pd.DataFrame(rows, columns=columns).reindex(columns=small.memberships.columns, fill_value="")
    return dataclasses.replace(small, networks=networks, memberships=memberships)


def test_sixty_networks_are_solved_exactly(small):
    found = kv.cover(_many_networks(small, 60))
    assert (found.exact, found.bound) == (True, 1.0)
    assert found.networks == ("n00", "n01", "n03", "n05", "n07", "n09")
    assert set(found.reached) == set(small.municipalities["municipality_code"])


def test_only_what_leaves_a_choice_is_given_to_the_solver(monkeypatch):
    # Each column has a row of its own but the last two, one of which the last row needs.
    cells = np.vstack([np.eye(40, dtype=bool)[:38], np.arange(40) >= 38])
    monkeypatch.setattr(set_cover, "solve", None)
    assert smallest(cells) == (list(range(39)), 39)


def test_the_solver_and_the_search_through_all_choices_agree(small, monkeypatch):
    expected = kv.cover(_many_networks(small, 16))
    monkeypatch.setattr(set_cover, "FEW", 0)
    assert kv.cover(_many_networks(small, 16)) == expected


def test_the_first_of_equally_few_is_found_in_blocks():
    cells = np.eye(40, dtype=bool)[:, [*range(40), *range(40)]]
    assert solve(cells, seconds=5) == (list(range(40)), 40)
    assert solve(np.roll(cells, 3, axis=1), seconds=5) == (list(range(40)), 40)


def test_without_time_the_answer_says_how_far_it_may_be(small, monkeypatch):
    monkeypatch.setattr(set_cover, "SECONDS", 0.0)
    found = kv.cover(_many_networks(small, 26))
    assert not found.exact
    assert 1 < found.bound <= harmonic(2)
    assert found.networks == ("n00", "n02", "n04", "n06", "n08", "n09")


def test_what_is_too_large_for_the_solver_is_chosen_greedily(small, monkeypatch):
    monkeypatch.setattr(set_cover, "MOST_MEMBERSHIPS", 51)
    found = kv.cover(_many_networks(small, 26))
    assert (found.exact, found.bound) == (False, harmonic(2))
    assert set(found.reached) == set(small.municipalities["municipality_code"])


def test_the_harmonic_numbers_are_exact():
    assert harmonic(0) == 0
    assert harmonic(6) == pytest.approx(float(sum(Fraction(1, number) for number in range(1, 7))))
