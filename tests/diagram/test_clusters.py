from __future__ import annotations

import math
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kuntaverkostot as kv
from kuntaverkostot.diagram.clusters import GAP, Cluster, hub_cluster, node_sizes, shared_cluster
from kuntaverkostot.diagram.labels import widest_room

TYPE_SIZE = 12.5
LINES = {
    "fi": ("Seutukaupungit", "44 kuntaa"),
    "sv": ("Regionstäder", "44 kommuner"),
    "en": ("Regional cities", "44"),
}
counts = st.integers(0, 260)
dots = st.floats(2, 9)


def _members(count: int) -> list[str]:
    return [f"m{number}" for number in range(count)]


def _check(piece: Cluster, sizes: dict[str, float], network: str | None) -> None:
    """Check that nodes and label keep clear of each other and stay in the room of the piece."""
    members = [node for node in piece.offsets if node != network]
    for one, other in combinations(members, 2):
        (ax, ay), (bx, by) = piece.offsets[one], piece.offsets[other]
        assert math.hypot(ax - bx, ay - by) >= sizes[one] + sizes[other] + GAP * 0.5
    width, height = widest_room(piece.lines, TYPE_SIZE)
    rectangles = [(piece.label[0] - width / 2, piece.label[1], piece.label[0] + width / 2, piece.label[1] + height)]
    if network:
        (x, y), side = piece.offsets[network], sizes[network]
        rectangles.append((x - side, y - side, x + side, y + side))
        assert y + side <= piece.label[1]
    for node in members:
        x, y = piece.offsets[node]
        for left, top, right, bottom in rectangles:
            away = math.hypot(max(left - x, 0, x - right), max(top - y, 0, y - bottom))
            assert away >= sizes[node] - 1e-9, node
    reach = (piece.half[0] + piece.radius, piece.half[1] + piece.radius)
    for left, top, right, bottom in rectangles:
        assert max(abs(left), abs(right)) <= piece.half[0] + 1e-9
        assert max(abs(top), abs(bottom)) <= piece.half[1] + 1e-9
    for node in members:
        x, y = piece.offsets[node]
        corner = math.hypot(max(abs(x) - piece.half[0], 0), max(abs(y) - piece.half[1], 0))
        inside = abs(x) + sizes[node] <= reach[0] + 1e-9 and abs(y) + sizes[node] <= reach[1] + 1e-9
        assert corner <= piece.radius
        assert inside


@settings(max_examples=60, deadline=None)
@given(counts, dots, st.floats(6, 22))
def test_a_network_and_its_members_keep_clear(count, dot, side):
    members = _members(count)
    sizes = {"n": side, **dict.fromkeys(members, dot)}
    piece = hub_cluster("n", members, sizes=sizes, lines=LINES, type_size=TYPE_SIZE)
    assert set(piece.offsets) == {"n", *members}
    assert piece.networks == ("n",)
    _check(piece, sizes, "n")


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 260), dots, st.sampled_from([1.0, 2.2]))
def test_members_close_together_keep_clear(count, dot, aspect):
    members = _members(count)
    sizes = dict.fromkeys(members, dot)
    piece = shared_cluster(["a", "b"], members, sizes=sizes, lines=LINES, type_size=TYPE_SIZE, aspect=aspect)
    assert set(piece.offsets) == set(members)
    assert piece.networks == ("a", "b")
    _check(piece, sizes, None)


def test_few_members_stand_above_their_network_and_many_around_it():
    sizes = {"n": 20, **dict.fromkeys(_members(200), 5)}
    few = hub_cluster("n", _members(4), sizes=sizes, lines=LINES, type_size=TYPE_SIZE)
    assert all(few.offsets[member][1] < few.offsets["n"][1] for member in few.members)
    many = hub_cluster("n", _members(200), sizes=sizes, lines=LINES, type_size=TYPE_SIZE)
    assert {many.offsets[member][1] > many.label[1] for member in many.members} == {False, True}


def test_a_network_alone_is_a_square_and_its_label():
    piece = hub_cluster("n", [], sizes={"n": 20}, lines=LINES, type_size=TYPE_SIZE)
    assert set(piece.offsets) == {"n"}
    assert piece.members == ()


def test_the_first_of_a_bunch_stands_nearest_to_its_middle():
    sizes = dict.fromkeys(_members(19), 5)
    piece = shared_cluster(["a", "b"], _members(19), sizes=sizes, lines=LINES, type_size=TYPE_SIZE)
    xs, ys = zip(*piece.offsets.values(), strict=True)
    middle = ((min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2)
    away = [math.dist(piece.offsets[member], middle) for member in piece.members]
    assert away[0] == min(away)


def test_sizes_do_not_count_candidates(small):
    graphs = [kv.bipartite_graph(small, candidates=candidates) for candidates in (False, True)]
    assert graphs[0].number_of_edges() < graphs[1].number_of_edges()
    one, other = (node_sizes(graph, dots=(4, 9), squares=(20, 44)) for graph in graphs)
    assert one == other


def test_sizes_grow_with_inhabitants_and_with_members(small):
    graph = kv.bipartite_graph(small)
    sizes = node_sizes(graph, dots=(4, 9), squares=(20, 44))
    assert sizes["municipality:091"] == pytest.approx(9)
    assert sizes["network:ruotsin-ja-kaksikieliset-kunnat"] == pytest.approx(22)
    assert sizes["network:ammatillisen-koulutuksen-jarjestajat"] == pytest.approx(10)
    assert sizes["organisation:council-01"] == pytest.approx(4)
    inhabitants = small.populations.query("date == '2024-12-31'").sort_values("population")["municipality_code"]
    in_order = [sizes[f"municipality:{code}"] for code in inhabitants]
    assert in_order == sorted(in_order)
    # The area above that of the smallest dot grows with the square root of inhabitants.
    quarter = sizes["municipality:091"] ** 2 - 16
    assert (sizes["municipality:734"] ** 2 - 16) / quarter == pytest.approx(math.sqrt(50870 / 684018))
