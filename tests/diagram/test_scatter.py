from __future__ import annotations

import math

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import kuntaverkostot as kv
from kuntaverkostot.diagram.clusters import GAP, Cluster
from kuntaverkostot.diagram.frame import TALL, WIDE
from kuntaverkostot.diagram.layout import layout
from kuntaverkostot.diagram.ring import members_by_signature
from kuntaverkostot.diagram.scatter import (
    KEPT_CLUSTERS,
    MOST_CLUSTERS,
    room_growth,
    scatter_positions,
    signatures_to_scatter,
)
from tests.large import large

ROUNDING = 0.2
frames = pytest.mark.parametrize("frame", [WIDE, TALL], ids=lambda frame: frame.name)


@pytest.fixture(scope="module", params=[(300, 12, 900), (400, 60, 1500)], ids=["few networks", "many networks"])
def graph(request) -> nx.Graph:
    return kv.bipartite_graph(large(*request.param))


@frames
def test_nothing_overlaps_and_nothing_is_outside(graph, frame):
    placed = layout(graph, frame=frame)
    assert set(placed.positions) == set(graph)
    nodes = sorted(graph)
    at = np.array([placed.positions[node] for node in nodes])
    size = np.array([placed.sizes[node] for node in nodes])
    square = np.array([node.startswith("network:") for node in nodes])
    between = np.abs(at[:, None] - at[None, :])
    # From the middle of a dot to the nearest point of a square; two squares touch along one side.
    beside = np.maximum(between - np.where(square, size, 0.0)[None, :, None], 0.0)
    round_ones = np.hypot(beside[..., 0], beside[..., 1]) - size[:, None] - np.where(square, 0.0, size)[None, :]
    squares = between.max(axis=2) - size[:, None] - size[None, :]
    gap = np.where(square[:, None], np.where(square[None, :], squares, np.inf), round_ones)
    np.fill_diagonal(gap, np.inf)
    assert gap.min() > -ROUNDING
    assert (at - size[:, None]).min() > -ROUNDING
    assert ((at + size[:, None]) < np.array([placed.frame.width, placed.frame.height]) + ROUNDING).all()


@frames
def test_the_order_of_nodes_and_edges_changes_nothing(graph, frame):
    turned = nx.Graph(**graph.graph)
    turned.add_nodes_from(reversed(list(graph.nodes(data=True))))
    turned.add_edges_from((other, one, data) for one, other, data in reversed(list(graph.edges(data=True))))
    assert layout(turned, frame=frame) == layout(graph, frame=frame)


def test_only_the_largest_sets_keep_a_label(graph):
    by_signature = members_by_signature(graph)
    shared = [networks for networks in by_signature if len(networks) > 1]
    scattered = signatures_to_scatter(by_signature)
    assert len(shared) > MOST_CLUSTERS
    assert len(scattered) == len(shared) - KEPT_CLUSTERS
    labelled = {label.networks for label in layout(graph).clusters}
    assert labelled == {networks for networks in by_signature if len(networks) != 1} - set(scattered)
    smallest = min(len(by_signature[networks]) for networks in labelled if networks)
    assert smallest >= max(map(len, scattered.values()))


def test_the_real_dataset_has_no_crowd(real):
    assert signatures_to_scatter(members_by_signature(kv.bipartite_graph(real))) == {}


@given(
    counts=st.lists(st.integers(1, 12), min_size=1, max_size=20),
    dot=st.floats(1, 9),
    core=st.tuples(st.floats(0, 60), st.floats(0, 60)),
)
def test_a_crowd_stands_apart_and_off_what_stands_already(counts, dot, core):
    scattered = {
        ("a", f"n{place}"): tuple(f"{place} {one}" for one in range(count)) for place, count in enumerate(counts)
    }
    around = {"a": (0.0, 0.0), **{f"n{place}": (20.0 * place, -10.0 * place) for place in range(len(counts))}}
    half = (900.0, 700.0)
    found = scatter_positions(scattered, around=around, rooms=[((10.0, -5.0), core, 7.0)], half=half, dot=dot)
    assert found is not None
    assert found.shape == (sum(counts), 2)
    at = found
    away = np.hypot(*(at[:, None] - at[None, :]).transpose(2, 0, 1))
    np.fill_diagonal(away, math.inf)
    assert away.min() >= 2 * dot + GAP - 1e-6
    gap = np.maximum(np.abs(at - (10.0, -5.0)) - core, 0.0)
    assert np.hypot(gap[:, 0], gap[:, 1]).min() >= 7.0 + dot + GAP - 1e-6
    assert (np.abs(at) <= np.array(half) - dot + 1e-6).all()


@given(count=st.integers(1, 200), dot=st.floats(1, 6), x=st.floats(-800, 800), y=st.floats(-600, 600))
def test_members_of_a_set_stand_together_around_the_middle_of_its_networks(count, dot, x, y):
    scattered = {("a", "b"): tuple(map(str, range(count)))}
    around = {"a": (x - 50, y + 20), "b": (x + 50, y - 20)}
    found = scatter_positions(scattered, around=around, rooms=[], half=(900.0, 700.0), dot=dot)
    assert found is not None
    # A part of the room with so many places, or twice as many, and not much longer than it is wide.
    assert np.hypot(*(found - (x, y)).T).max() <= (2 * dot + GAP) * (2.5 * math.sqrt(count) + 3)


def test_a_room_without_a_place_to_spare_is_filled():
    def placed(one: int, other: int) -> np.ndarray | None:
        scattered = {("a", "b"): tuple(map(str, range(one))), ("a", "c"): tuple(f"c{place}" for place in range(other))}
        around = {"a": (0.0, 0.0), "b": (-30.0, 5.0), "c": (30.0, -5.0)}
        return scatter_positions(
            scattered, around=around, rooms=[((0.0, 0.0), (8.0, 4.0), 3.0)], half=(40.0, 30.0), dot=3.0
        )

    one = max(count for count in range(1, 90) if placed(count, count) is not None)
    found = placed(one, one) if placed(one, one + 1) is None else placed(one, one + 1)
    assert len({tuple(place) for place in found.tolist()}) == len(found) >= 2 * one
    assert found[:one, 0].mean() < 0 < found[one:, 0].mean()


def test_a_room_that_is_too_small_says_so():
    scattered = {("a", "b"): tuple(map(str, range(100)))}
    around = {"a": (0.0, 0.0), "b": (1.0, 0.0)}
    assert scatter_positions(scattered, around=around, rooms=[], half=(20.0, 20.0), dot=4.0) is None


def test_the_room_grows_with_the_crowd():
    cluster = Cluster(("n",), (), {}, (0.0, 0.0), {}, (30.0, 20.0), 5.0)
    assert room_growth([cluster], (100.0, 100.0), count=0, dot=0.0) == 1.0
    growth = [room_growth([cluster], (100.0, 100.0), count=count, dot=4.0) for count in (10, 1000, 2000)]
    assert growth[0] == 1.0
    assert 1.0 < growth[1] < growth[2]
