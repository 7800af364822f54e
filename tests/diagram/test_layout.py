from __future__ import annotations

import dataclasses
import math
from collections.abc import Iterator
from itertools import combinations

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kuntaverkostot as kv
from kuntaverkostot.diagram.frame import BASELINE, BOLD, STRIP_SQUARE, TALL, WIDE, Block, Frame
from kuntaverkostot.diagram.labels import widest_room
from kuntaverkostot.diagram.layout import Label, Layout, layout
from kuntaverkostot.diagram.ring import members_by_signature, ring_order
from kuntaverkostot.diagram.starting_points import middle_of
from kuntaverkostot.text.language import LANGUAGES

# Positions are rounded to a tenth; clusters are kept 6 apart, so that this much is never seen.
ROUNDING = 0.2
Box = tuple[float, float, float, float]
frames = pytest.mark.parametrize("frame", [WIDE, TALL], ids=lambda frame: frame.name)


@pytest.fixture(scope="module", params=["small", "real", "real with candidates"])
def graph(request) -> nx.Graph:
    name, _, candidates = request.param.partition(" with ")
    return kv.bipartite_graph(request.getfixturevalue(name), candidates=bool(candidates))


def _label_box(label: Label, frame: Frame) -> Box:
    """Return the room of a label in its widest language."""
    width, height = widest_room(label.lines, frame.type_size)
    x, y = label.at
    return x - width / 2, y, x + width / 2, y + height


def _heading_box(block: Block, frame: Frame) -> Box:
    """Return the room of a heading in the strip, in its widest language."""
    width, height = widest_room(block.lines, frame.type_size * BOLD)
    left, top = block.at[0], block.at[1] - BASELINE * frame.type_size
    return left, top, left + width, top + height / BOLD


def _node_box(placed: Layout, node: str) -> Box:
    (x, y), size = placed.positions[node], placed.sizes[node]
    return x - size, y - size, x + size, y + size


def _overlap(one: Box, other: Box) -> float:
    """Return how deep two boxes overlap; negative when they do not."""
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    return min(across, down)


def _deep(placed: Layout, one: str, other: str) -> float:
    """Return how deep two nodes overlap: dots are round, networks are squares."""
    squares = [node.startswith("network:") for node in (one, other)]
    if all(squares):
        return _overlap(_node_box(placed, one), _node_box(placed, other))
    if not any(squares):
        apart = math.dist(placed.positions[one], placed.positions[other])
        return placed.sizes[one] + placed.sizes[other] - apart
    dot, square = (other, one) if squares[0] else (one, other)
    return placed.sizes[dot] - _away(placed.positions[dot], _node_box(placed, square))


def _away(point: tuple[float, float], box: Box) -> float:
    return math.hypot(max(box[0] - point[0], 0, point[0] - box[2]), max(box[1] - point[1], 0, point[1] - box[3]))


def _node_in_box(placed: Layout, node: str, box: Box) -> float:
    if node.startswith("network:"):
        return _overlap(_node_box(placed, node), box)
    return placed.sizes[node] - _away(placed.positions[node], box)


def _text_boxes(placed: Layout) -> dict[str, Box]:
    """Return the room of every label and heading, by what it is about."""
    labels = {" + ".join(label.networks): _label_box(label, placed.frame) for label in (*placed.hubs, *placed.clusters)}
    headings = {f"group {block.group}": _heading_box(block, placed.frame) for block in placed.blocks}
    assert len(labels) == len(placed.hubs) + len(placed.clusters)
    return {f"label of {name}": box for name, box in (labels | headings).items()}


def _faults(placed: Layout) -> Iterator[str]:
    """Yield everything that overlaps something or stands outside the frame."""
    for one, other in combinations(placed.positions, 2):
        if _deep(placed, one, other) > ROUNDING:
            yield f"{one} overlaps {other}"
    labels = _text_boxes(placed)
    for (one, one_box), (other, other_box) in combinations(labels.items(), 2):
        if _overlap(one_box, other_box) > ROUNDING:
            yield f"{one} overlaps {other}"
    for label, box in labels.items():
        for node in placed.positions:
            if _node_in_box(placed, node, box) > ROUNDING:
                yield f"{label} overlaps {node}"
    boxes = {node: _node_box(placed, node) for node in placed.positions} | labels
    for name, (left, top, right, bottom) in boxes.items():
        if (
            min(left, top) < -ROUNDING
            or right > placed.frame.width + ROUNDING
            or bottom > placed.frame.height + ROUNDING
        ):
            yield f"{name} is outside"


@frames
def test_nothing_overlaps_and_nothing_is_outside(graph, frame):
    assert list(_faults(layout(graph, frame=frame))) == []


@frames
def test_every_node_has_a_place_and_a_size(graph, frame):
    placed = layout(graph, frame=frame)
    assert list(placed.positions) == list(placed.sizes) == sorted(graph)
    assert all(math.isfinite(x) and math.isfinite(y) for x, y in placed.positions.values())


@frames
def test_the_frame_is_not_left_empty(graph, frame):
    placed = layout(graph, frame=frame)
    boxes = [_node_box(placed, node) for node in placed.positions]
    boxes += _text_boxes(placed).values()
    width = max(box[2] for box in boxes) - min(box[0] for box in boxes)
    height = max(box[3] for box in boxes) - min(box[1] for box in boxes)
    assert width >= 0.85 * placed.frame.width
    assert height >= 0.85 * placed.frame.height


@frames
def test_the_frame_is_as_large_as_asked_for(graph, frame):
    placed = layout(graph, frame=frame)
    assert placed.frame == frame


@frames
def test_the_order_of_nodes_and_edges_changes_nothing(graph, frame):
    expected = layout(graph, frame=frame)
    turned = nx.Graph(**graph.graph)
    turned.add_nodes_from(reversed(list(graph.nodes(data=True))))
    turned.add_edges_from((other, one, data) for one, other, data in reversed(list(graph.edges(data=True))))
    assert layout(turned, frame=frame) == expected


@settings(max_examples=15, deadline=None)
@given(random=st.randoms(use_true_random=False))
def test_no_order_of_nodes_and_edges_changes_anything(small, random):
    graph = kv.bipartite_graph(small, candidates=True)
    nodes, edges = list(graph.nodes(data=True)), list(graph.edges(data=True))
    random.shuffle(nodes)
    random.shuffle(edges)
    shuffled = nx.Graph(**graph.graph)
    shuffled.add_nodes_from(nodes)
    shuffled.add_edges_from(edges)
    assert layout(shuffled) == layout(graph)


@frames
def test_the_graph_is_not_changed(graph, frame):
    before = graph.copy()
    layout(graph, frame=frame)
    assert nx.utils.graphs_equal(graph, before)


@frames
def test_labels_have_every_language_and_one_place(graph, frame):
    placed = layout(graph, frame=frame)
    assert all(set(label.lines) == set(LANGUAGES) for label in (*placed.hubs, *placed.clusters))
    assert all(set(block.lines) == set(LANGUAGES) for block in placed.blocks)


@frames
def test_labels_are_about_the_networks_and_members_they_stand_by(graph, frame):
    placed = layout(graph, frame=frame)
    by_signature = members_by_signature(graph)
    assert placed.ring == tuple(ring_order(graph))
    assert [label.networks for label in placed.hubs] == [(network,) for network in placed.ring]
    for label in (*placed.hubs, *placed.clusters):
        assert label.members == by_signature.get(label.networks, ())
    assert {label.networks for label in placed.clusters} == {
        networks for networks in by_signature if len(networks) != 1
    }


@frames
def test_networks_without_current_members_stand_in_the_strip(graph, frame):
    placed = layout(graph, frame=frame)
    networks = {node for node, data in graph.nodes(data=True) if data["kind"] == "network"}
    inside = [network for block in placed.blocks for network in block.networks]
    assert sorted(inside) == sorted(networks - set(placed.ring))
    edge = frame.width - frame.strip_size if frame.strip == "right" else frame.height - frame.strip_size
    axis = 0 if frame.strip == "right" else 1
    for node, position in placed.positions.items():
        assert (position[axis] >= edge) == (node in inside), node
    assert all(placed.sizes[node] == STRIP_SQUARE for node in inside)


@frames
def test_groups_stand_in_the_order_of_the_page(graph, frame):
    placed = layout(graph, frame=frame)
    order = {
        data["group_id"]: data["group_position"] for _, data in graph.nodes(data=True) if data["kind"] == "network"
    }
    assert {block.group for block in placed.blocks} <= set(order)
    positions = [order[block.group] for block in placed.blocks]
    assert positions == sorted(positions)
    for block in placed.blocks:
        assert [graph.nodes[network]["group_id"] for network in block.networks] == [block.group] * len(block.networks)


@frames
def test_members_of_one_network_stand_around_it(graph, frame):
    placed = layout(graph, frame=frame)
    for label in placed.hubs:
        if label.members:
            middle = middle_of([placed.positions[member] for member in label.members])
            nearest = min(placed.ring, key=lambda network: math.dist(placed.positions[network], middle))
            assert (nearest,) == label.networks


@frames
def test_the_check_of_overlaps_sees_them(real, frame):
    placed = layout(kv.bipartite_graph(real), frame=frame)
    one, other = "municipality:005", "municipality:091"
    moved = dataclasses.replace(placed, positions={**placed.positions, one: placed.positions[other]})
    assert f"{one} overlaps {other}" in list(_faults(moved))
    outside = dataclasses.replace(placed, positions={**placed.positions, one: (0.0, 50.0)})
    assert f"{one} is outside" in list(_faults(outside))
    block = placed.blocks[0]
    under = dataclasses.replace(placed, positions={**placed.positions, one: (block.at[0] + 5, block.at[1] - 4)})
    assert f"label of group {block.group} overlaps {one}" in list(_faults(under))


@st.composite
def graphs(draw) -> nx.Graph:
    """Return any bipartite graph of municipalities and networks in groups."""
    networks, members = draw(st.integers(1, 12)), draw(st.integers(1, 60))
    graph = nx.Graph()
    for number in range(members):
        population = draw(st.one_of(st.none(), st.integers(0, 700_000)))
        names = {f"name_{language}": f"Kunta {number}" for language in LANGUAGES}
        graph.add_node(f"municipality:{number:03}", bipartite=0, kind="municipality", population=population, **names)
    for number in range(networks):
        group = draw(st.integers(1, 7))
        names = {
            f"{stem}_{language}": "Verkosto " * draw(st.integers(1, 3))
            for stem in ("name", "short")
            for language in LANGUAGES
        }
        graph.add_node(
            f"network:n{number}",
            bipartite=1,
            kind="network",
            group_id=f"g{group}",
            group_position=group,
            position=number,
            member_kind="municipality",
            status=draw(st.sampled_from(["current", "current", "ended"])),
            **names,
        )
        for member in draw(st.sets(st.integers(0, members - 1))):
            basis = draw(st.sampled_from(["listed", "listed", "candidate"]))
            graph.add_edge(f"municipality:{member:03}", f"network:n{number}", basis=basis)
    return graph


@settings(max_examples=40, deadline=None)
@given(graph=graphs(), frame=st.sampled_from([WIDE, TALL]))
def test_nothing_overlaps_in_any_graph(graph, frame):
    placed = layout(graph, frame=frame)
    assert set(placed.positions) == set(graph)
    assert list(_faults(placed)) == []


@frames
@pytest.mark.parametrize(("networks", "members"), [(200, 20), (195, 255)])
def test_nothing_overlaps_among_many_networks(tmp_path, networks, members, frame):
    table = tmp_path / "members.csv"
    # Members of several networks are of twenty kinds, so that each kind has a place of its own.
    held = {(one, network) for one in range(members) for network in range(networks) if (network * 7 + one) % 20 < 2}
    rows = "".join(f"Member {one:03},Network {network:03}\n" for one, network in sorted(held))
    table.write_text(f"member,network\n{rows}", encoding="utf-8")
    placed = layout(kv.bipartite_graph(kv.read_dataset(table)), frame=frame)
    assert len(placed.hubs) == networks
    assert list(_faults(placed)) == []


@frames
def test_a_strip_with_many_networks_makes_the_frame_grow(small, frame):
    graph = kv.bipartite_graph(small)
    data = graph.nodes["network:ammatillisen-koulutuksen-jarjestajat"]
    for number in range(200):
        graph.add_node(f"network:n{number:03}", **{**data, "position": 100 + number, "group_position": 2})
    placed = layout(graph, frame=frame)
    assert placed.frame.height > frame.height
    assert list(_faults(placed)) == []


@frames
def test_networks_without_any_member(small, frame):
    graph = kv.bipartite_graph(
        dataclasses.replace(
            small,
            memberships=small.memberships.iloc[:0],
            organisation_memberships=small.organisation_memberships.iloc[:0],
        )
    )
    placed = layout(graph, frame=frame)
    assert placed.hubs == ()
    assert len(placed.clusters) == 1
    assert list(_faults(placed)) == []
