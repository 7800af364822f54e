from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest

import kuntaverkostot as kv
from kuntaverkostot.analysis.graph import nodes_of, signatures
from kuntaverkostot.diagram.drawing import read_drawing
from kuntaverkostot.diagram.frame import TALL, WIDE
from kuntaverkostot.diagram.layout import Layout, layout
from kuntaverkostot.diagram.looks import implied_looks
from kuntaverkostot.diagram.pyvis_network import pyvis_network
from kuntaverkostot.diagram.style import Appearance, appearance, tone
from kuntaverkostot.diagram.svg import Picture, picture, strip_name
from kuntaverkostot.diagram.svg_shapes import ground, leaders
from kuntaverkostot.text.language import LANGUAGES, named

if TYPE_CHECKING:
    import networkx as nx

NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


@pytest.fixture(scope="module", params=[WIDE, TALL], ids=lambda frame: frame.name)
def frame(request):
    return request.param


@pytest.fixture(scope="module", params=["small", "real"])
def scene(request, frame):
    graph = kv.bipartite_graph(request.getfixturevalue(request.param), candidates=True)
    placed = layout(graph, frame=frame)
    return graph, placed, appearance(graph, placed.ring)


def _picture(graph: nx.Graph, placed: Layout, style: Appearance, **options) -> Picture:
    looks = implied_looks(graph, style)
    network = pyvis_network(graph, placed, looks, language="fi")
    drawing = read_drawing(network, graph, (placed,), looks, language="fi")
    return picture(graph, drawing, style, **options)


@pytest.fixture(scope="module")
def drawn(scene) -> Picture:
    return _picture(*scene, language="fi")


def _paths(drawn: Picture, kind: str) -> str:
    """Return all paths of shapes of which this is the first class."""
    return " ".join(shape.path for shape in drawn.shapes if shape.kind.split()[0] == kind)


def test_a_line_for_each_membership_of_a_network_that_has_not_ended(scene, drawn):
    graph, placed, seen = scene
    lines = Counter()
    for shape in drawn.shapes:
        if shape.kind.startswith("edge"):
            assert re.fullmatch(r"(M\d+ \d+L\d+ \d+)+", shape.path)
            lines[shape.kind.split()[1], shape.kind.split()[2]] += shape.path.count("M")
    expected = Counter()
    own = {member for hub in placed.hubs for member in hub.members}
    for one, other, basis in graph.edges(data="basis"):
        network, member = sorted((one, other), key=lambda node: -graph.nodes[node]["bipartite"])
        if graph.nodes[network]["status"] != "ended":
            kind = "candidate" if basis == "candidate" else "near" if member in own else "far"
            expected[kind, tone(network, seen)] += 1
    assert lines == expected
    assert lines.total() > 20


def test_lines_end_at_their_nodes(scene, drawn):
    _, placed, _ = scene
    spots = {(f"{x:.0f}", f"{y:.0f}") for x, y in placed.positions.values()}
    ends = re.findall(r"[ML](\d+) (\d+)", _paths(drawn, "edge"))
    assert set(ends) <= spots


def test_a_mark_for_each_node(scene, drawn):
    graph, _, _ = scene
    alone = several = none = 0
    for networks in signatures(graph).values():
        alone, several, none = (
            alone + (len(networks) == 1),
            several + (len(networks) > 1),
            none + (not networks),
        )
    open_ones = "".join(shape.path for shape in drawn.shapes if shape.kind == "dot open")
    assert len(re.findall(r"M", open_ones)) == none
    assert _paths(drawn, "rim").count("M") == several
    slices = sum(len(networks) for networks in signatures(graph).values() if len(networks) > 1)
    dots = _paths(drawn, "dot")
    assert len(re.findall(r"M[^Mlz]+l[^Ma]+a[^Mz]+z", dots)) == slices
    diamonds = len(nodes_of(graph, "organisation"))
    assert dots.count("l") - slices == diamonds
    assert _paths(drawn, "spot").count("h0") == alone - diamonds
    assert _paths(drawn, "square").count("z") == len(nodes_of(graph, "network"))


def test_everything_is_inside(scene, drawn):
    _, placed, _ = scene
    assert (drawn.width, drawn.height) == (placed.frame.width, placed.frame.height)
    for x, y in re.findall(rf"[ML]({NUMBER.pattern}) ({NUMBER.pattern})", " ".join(one.path for one in drawn.shapes)):
        assert 0 <= float(x) <= drawn.width
        assert 0 <= float(y) <= drawn.height
    for text in drawn.texts:
        assert 0 <= text.x <= drawn.width
        assert 0 < text.y <= drawn.height


def test_grounds_hold_the_network_and_its_own_members(scene):
    _, placed, _ = scene
    for hub in placed.hubs:
        left, top, right, bottom = ground(placed, hub)
        for node in (*hub.networks, *hub.members):
            (x, y), size = placed.positions[node], placed.sizes[node]
            assert max(left, 0) <= x - size + 0.1
            assert x + size <= right + 0.1
            assert top <= y - size + 0.1
            assert y + size <= bottom + 0.1


@pytest.mark.parametrize("language", LANGUAGES)
def test_networks_on_the_ring_are_named_in_the_language(scene, language):
    graph, placed, seen = scene
    drawn = _picture(graph, placed, seen, language=language)
    hubs = [text for text in drawn.texts if text.kind == "hub middle"]
    assert [text.lines for text in hubs] == [hub.lines[language] for hub in placed.hubs]
    letters = {text.kind: text.lines[0] for text in drawn.texts if text.kind.startswith("letter")}
    assert letters == {f"letter middle n{seen.places[network]}": letter for network, letter in seen.letters.items()}
    groups = {named(names, language)[0] for names in graph.graph["groups"].values()}
    blocks = {" ".join(text.lines) for text in drawn.texts if text.kind == "group"}
    assert blocks <= groups


def test_the_middle_names_the_association_if_there_is_one(scene, drawn):
    placed = scene[1]
    assert [text for text in drawn.texts if text.kind == "association middle"] == []
    named = _picture(*scene, language="fi", association="Saaristo")
    assert named.texts[:-1] == drawn.texts
    middle = named.texts[-1]
    assert (middle.kind, middle.x, middle.lines) == ("association middle", placed.centre[0], ("Saaristo",))


def test_the_strip_names_networks_and_their_members(scene, drawn, frame):
    graph, placed, _ = scene
    named_there = [text.lines[0] for text in drawn.texts if text.kind == "strip"]
    expected = [strip_name(graph, node, "fi") for block in placed.blocks for node in block.networks]
    assert named_there == (expected if frame.row else [])


def test_the_strip_counts_the_members_an_ended_network_had(small):
    graph = kv.bipartite_graph(small)
    assert strip_name(graph, "network:uso4-2017-2018", "sv") == "USO4 2017–2018 (2 av 29 kända)"
    assert strip_name(graph, "network:ammatillisen-koulutuksen-jarjestajat", "sv") == "Yrkesutbildning"
    graph.add_edge("network:ammatillisen-koulutuksen-jarjestajat", "municipality:091", basis="candidate")
    assert strip_name(graph, "network:ammatillisen-koulutuksen-jarjestajat", "sv") == "Yrkesutbildning"


def test_leaders_join_networks_on_the_ring_to_their_group(real):
    graph = kv.bipartite_graph(real)
    placed = layout(graph)
    found = leaders(graph, placed)
    groups = {block.group for block in placed.blocks}
    assert len(found) == sum(graph.nodes[node]["group_id"] in groups for node in placed.ring)
    assert leaders(graph, layout(graph, frame=TALL)) == []


def test_the_same_data_give_the_same_picture(scene):
    graph, placed, seen = scene
    shuffled = graph.__class__(**graph.graph)
    shuffled.add_nodes_from(reversed(list(graph.nodes(data=True))))
    shuffled.add_edges_from((other, one, data) for one, other, data in reversed(list(graph.edges(data=True))))
    assert _picture(shuffled, placed, seen, language="fi") == _picture(graph, placed, seen, language="fi")
