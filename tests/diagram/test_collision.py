from __future__ import annotations

import math
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kuntaverkostot.diagram.collision import ROUNDS, Body, _Pushes, resolve_collisions
from kuntaverkostot.diagram.starting_points import around, middle_of, to_and_fro

BOX = (-200.0, -150.0, 200.0, 150.0)
# `resolve_collisions` stops when no two bodies overlap by more than this.
TOLERANCE = 0.06
halves = st.tuples(st.floats(0, 60), st.floats(0, 40))
points = st.tuples(st.floats(-300, 300), st.floats(-300, 300))


@st.composite
def bodies(draw) -> list[Body]:
    count = draw(st.integers(1, 12))
    return [
        Body(
            draw(halves),
            draw(st.floats(2, 30)),
            draw(points),
            tuple(draw(st.lists(st.integers(0, count - 1), max_size=3, unique=True))),
            draw(st.sampled_from([0.15, 0.5, 1.0])),
        )
        for _ in range(count)
    ]


def _distance(one: Body, other: Body, between: np.ndarray) -> float:
    """Return the free room between two rectangles with round corners; negative where they overlap."""
    gaps = [max(abs(between[i]) - one.half[i] - other.half[i], 0.0) for i in (0, 1)]
    return math.hypot(*gaps) - one.radius - other.radius


@settings(max_examples=60, deadline=None)
@given(bodies(), st.floats(0, 8))
def test_bodies_never_overlap_and_stay_in_their_room(chosen, clearance):
    positions, stretch = resolve_collisions(chosen, box=BOX, clearance=clearance)
    for (i, one), (j, other) in combinations(enumerate(chosen), 2):
        assert _distance(one, other, positions[i] - positions[j]) >= clearance - TOLERANCE
    for body, position in zip(chosen, positions, strict=True):
        for axis, side in ((0, 200.0), (1, 150.0)):
            reach = max(side * stretch - body.half[axis] - body.radius, 0.0)
            assert abs(position[axis]) <= reach + 1e-9


@settings(max_examples=20, deadline=None)
@given(bodies())
def test_the_same_bodies_stand_in_the_same_places(chosen):
    one, other = resolve_collisions(chosen, box=BOX, clearance=1), resolve_collisions(chosen, box=BOX, clearance=1)
    assert np.array_equal(one[0], other[0])
    assert one[1] == other[1]


def test_a_body_alone_stands_where_it_begins():
    positions, stretch = resolve_collisions([Body((10, 10), 5, (30, -20))], box=BOX, clearance=0)
    assert positions.tolist() == [[30, -20]]
    assert stretch == 1


def test_a_body_is_drawn_to_the_middle_of_its_neighbours():
    ends = [Body((5, 5), 1, (-100, 0), mobility=0.0), Body((5, 5), 1, (100, 50), mobility=0.0)]
    positions, _ = resolve_collisions([*ends, Body((5, 5), 1, (0, -100), (0, 1))], box=BOX, clearance=0)
    assert positions[2].tolist() == pytest.approx([0, 25], abs=1)


def test_the_room_grows_when_bodies_do_not_fit():
    positions, stretch = resolve_collisions([Body((90, 90), 10, (0, 0))] * 6, box=BOX, clearance=0)
    assert stretch > 1
    assert len({tuple(position) for position in positions.tolist()}) == 6


@pytest.fixture
def pushes(monkeypatch) -> list[None]:
    """Return a list that becomes longer by one with each round of pushing."""
    counted: list[None] = []
    push = _Pushes.push

    def counting(pushes: _Pushes, positions: np.ndarray) -> tuple[np.ndarray, float]:
        counted.append(None)
        return push(pushes, positions)

    monkeypatch.setattr(_Pushes, "push", counting)
    return counted


@pytest.mark.parametrize("count", [60, 200, 800])
def test_a_room_that_is_much_too_small_takes_few_rounds_more_and_is_filled(pushes, count):
    crowded = [Body((30, 10), 5, start) for start in to_and_fro(count, half=(200, 150))]
    positions, stretch = resolve_collisions(crowded, box=BOX, clearance=6)
    # Trying every size from the first on took 560 rounds for each, 15,000 in all.
    assert ROUNDS < len(pushes) < 3 * ROUNDS + 400
    assert stretch > 1
    width, height = np.ptp(positions, axis=0) + np.array([70, 30])
    assert count * 70 * 30 > 0.5 * width * height


@given(st.lists(st.tuples(st.floats(1, 50), st.floats(1, 50)), max_size=9), st.sampled_from([0.0, math.pi / 2]))
def test_points_around_leave_room_for_their_bodies(extents, turn):
    placed = around(extents, half=(200, 150), turn=turn)
    assert len(placed) == len(extents)
    for (x, y), (across, down) in zip(placed, extents, strict=True):
        assert abs(x) <= 200 - across + 1e-9
        assert abs(y) <= 150 - down + 1e-9


def test_the_last_body_around_stands_where_the_turn_says():
    for turn, expected in ((0.0, (190, 0)), (math.pi / 2, (0, 140))):
        assert around([(10, 10)] * 5, half=(200, 150), turn=turn)[-1] == pytest.approx(expected, abs=1e-9)


def test_the_middle_of_points():
    assert middle_of([(0, 0), (2, 4), (4, -1)]) == (2, 1)
