"""What an analyst changes with pyvis, as the page and its picture draw it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest
from pyvis.network import Network

import kuntaverkostot as kv
from kuntaverkostot.diagram.arrangement import EDGE
from kuntaverkostot.diagram.drawing import Drawing, read_drawing
from kuntaverkostot.diagram.frame import TALL, WIDE
from kuntaverkostot.diagram.layout import Layout, layout
from kuntaverkostot.diagram.looks import EdgeLook, NodeLook, implied_looks
from kuntaverkostot.diagram.own_looks import own_classes, own_style
from kuntaverkostot.diagram.style import Appearance, appearance
from kuntaverkostot.diagram.svg import Picture, picture
from kuntaverkostot.text.language import LANGUAGES

if TYPE_CHECKING:
    import networkx as nx

HELSINKI, LARGE = "municipality:091", "network:suuret-kaupungit"


@pytest.fixture(scope="module")
def graph(small) -> nx.Graph:
    return kv.bipartite_graph(small)


@pytest.fixture(scope="module")
def planned(graph) -> tuple[Layout, ...]:
    return tuple(layout(graph, frame=frame) for frame in (WIDE, TALL))


@pytest.fixture(scope="module")
def style(graph, planned) -> Appearance:
    return appearance(graph, planned[0].ring)


@pytest.fixture
def network(small) -> Network:
    return kv.diagram(small)


@pytest.fixture
def read(graph, planned, style):
    return lambda network: read_drawing(network, graph, planned, implied_looks(graph, style), language="fi")


@pytest.fixture
def drawn(graph, style):
    return lambda drawing, **options: picture(graph, drawing, style, language="fi", **options)


def _shapes(picture: Picture, kind: str) -> list:
    return [shape for shape in picture.shapes if kind in shape.kind.split()]


def test_a_diagram_that_nobody_changed_is_drawn_as_it_is_planned(network, read, planned, graph):
    drawing = read(network)
    assert drawing.layouts == planned
    assert sorted(drawing.nodes) == sorted(graph)
    assert drawing == Drawing(layouts=planned, nodes=drawing.nodes, edges=drawing.edges)
    assert own_style(own_classes(drawing)) == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_labels_in_the_language_of_the_diagram_are_not_an_analysts_own(small, read, language):
    drawing = read(kv.diagram(small, language=language))
    assert (drawing.labels, drawing.titles) == ({}, {})


def test_colour_size_place_label_and_width_are_those_of_the_network(network, read, drawn):
    network.get_node(HELSINKI).update(color="#FF00FF", size=17, x=100, y=200, label="Stadi", shape="star")
    edge = next(edge for edge in network.edges if edge["from"] == HELSINKI)
    edge["width"] = 5
    drawing = read(network)
    assert drawing.own_nodes == {HELSINKI}
    assert drawing.nodes[HELSINKI].fill == "#ff00ff"
    assert (drawing.layouts[0].positions[HELSINKI], drawing.layouts[0].sizes[HELSINKI]) == ((100.0, 200.0), 17.0)
    assert drawing.labels == {HELSINKI: "Stadi"}
    assert drawing.own_edges == {(HELSINKI, edge["to"])}
    made = drawn(drawing)
    (mark,) = _shapes(made, own_classes(drawing)[drawing.nodes[HELSINKI]])
    assert mark.path.startswith("M100 183L")
    assert mark.path.count("L") == 9
    (line,) = _shapes(made, own_classes(drawing)[drawing.edges[HELSINKI, edge["to"]]])
    assert line.path.endswith("L100 200")
    rules = own_style(own_classes(drawing))
    assert "--tone:#ff00ff;--on:#000000" in rules
    assert "stroke-width:5px" in rules


def test_a_network_that_was_moved_and_called_otherwise_takes_its_label_along(network, read, planned, drawn):
    x, y = planned[0].positions[LARGE]
    network.get_node(LARGE).update(x=x + 30, y=y - 20, label="Isot", color={"background": "gold", "border": "black"})
    drawing = read(network)
    before = next(hub for hub in planned[0].hubs if hub.networks == (LARGE,))
    after = next(hub for hub in drawing.layouts[0].hubs if hub.networks == (LARGE,))
    assert after.at == pytest.approx((before.at[0] + 30, before.at[1] - 20))
    assert {lines[0] for lines in after.lines.values()} == {"Isot"}
    # How many of its members are known stands below, as before.
    assert {language: lines[1:] for language, lines in after.lines.items()} == {
        language: lines[-1:] for language, lines in before.lines.items()
    }
    # Its members did not come along, so its ground is its own.
    assert after.members == ()
    own = own_classes(drawing)[drawing.nodes[LARGE]]
    letters = [text for text in drawn(drawing).texts if text.kind == f"letter middle {own}"]
    assert [text.lines for text in letters] == [("A",)]
    assert f".square.{own}{{stroke:#000000;stroke-width:1px}}" in own_style(own_classes(drawing))


def test_a_label_of_an_analyst_stands_in_the_label_of_its_cluster(network, read, planned):
    cluster = next(label for label in planned[0].clusters if label.networks and len(label.members) < 3)
    network.get_node(cluster.members[0])["label"] = "Stadi"
    (after,) = (label for label in read(network).layouts[0].clusters if label.networks == cluster.networks)
    assert all("Stadi" in " ".join(lines) for lines in after.lines.values())


def test_a_colour_of_the_palette_follows_the_theme(network, read, style):
    network.get_node(HELSINKI)["color"] = style.colour(LARGE)
    rule = f"--tone:var(--n{style.places[LARGE]});--on:var(--o{style.places[LARGE]})"
    assert rule in own_style(own_classes(read(network)))


def test_a_pie_gives_way_to_a_colour(network, read):
    several = next(node for node, look in read(network).nodes.items() if look.is_pie)
    network.get_node(several)["color"] = "red"
    look = read(network).nodes[several]
    assert not look.is_pie
    assert (look.fill, look.border) == ("#ff0000", "#ff0000")


def test_what_is_hidden_is_not_in_the_picture(network, read, drawn):
    whole = drawn(read(network))
    network.get_node(LARGE)["hidden"] = True
    part = drawn(read(network))
    squares = [sum(shape.path.count("z") for shape in _shapes(one, "square")) for one in (whole, part)]
    assert squares[1] == squares[0] - 1
    lines = [sum(shape.path.count("L") for shape in _shapes(one, "edge")) for one in (whole, part)]
    assert lines[1] < lines[0]
    assert "Suuret" in " ".join(line for text in whole.texts for line in text.lines)
    assert "Suuret" not in " ".join(line for text in part.texts for line in text.lines)


def test_edges_have_their_own_dashes_colours_and_opacity(network, read):
    edge = network.edges[0]
    edge.update(color={"color": "rgb(0, 0, 255)", "opacity": 0.5}, dashes=[2, 6], hidden=False, width=0.5)
    assert read(network).edges[edge["from"], edge["to"]] == EdgeLook("#0000ff80", 0.5, (2.0, 6.0), hidden=False)


def test_fonts_are_read_in_both_forms_of_vis(network, read):
    network.get_node(LARGE)["font"] = {"size": 26, "color": "navy"}
    network.get_node(HELSINKI)["font"] = "8px arial teal"
    looks = read(network).nodes
    assert (looks[LARGE].font_size, looks[LARGE].font_colour) == (26.0, "#000080")
    assert (looks[HELSINKI].font_size, looks[HELSINKI].font_colour) == (8.0, "#008080")


# Two frames: the Network has the places of the wide one.


def test_in_the_tall_frame_a_moved_node_stands_beside_the_same_neighbour(network, read, planned, graph):
    neighbour = network.get_node("network:pienet-kunnat")
    network.get_node(HELSINKI).update(x=neighbour["x"] + 2, y=neighbour["y"])
    tall = read(network).layouts[1]
    (x, y), (there_x, there_y) = tall.positions[HELSINKI], tall.positions[neighbour["id"]]
    assert x - there_x == pytest.approx(2 * TALL.dots[1] / WIDE.dots[1], abs=0.1)
    assert y == there_y
    others = set(graph) - {HELSINKI}
    assert {node: tall.positions[node] for node in others} == {node: planned[1].positions[node] for node in others}


def test_where_most_nodes_are_moved_each_keeps_its_share_of_the_frame(network, read):
    for place, node in enumerate(network.nodes):
        turn = math.tau * place / len(network.nodes)
        node.update(x=434 + 300 * math.cos(turn), y=320 + 300 * math.sin(turn))
    wide, tall = read(network).layouts
    for node, (x, y) in tall.positions.items():
        across, down = wide.positions[node]
        assert x == pytest.approx(across / wide.frame.width * tall.frame.width, abs=3)
        # A node stays inside, at the edge too.
        assert y == pytest.approx(down / wide.frame.height * tall.frame.height, abs=tall.sizes[node] + 4)


def test_sizes_change_in_both_frames_by_the_same_share(network, read, planned):
    network.get_node(HELSINKI)["size"] *= 2
    for before, after in zip(planned, read(network).layouts, strict=True):
        assert after.sizes[HELSINKI] == pytest.approx(2 * before.sizes[HELSINKI], abs=0.1)


@pytest.mark.parametrize("place", [(-300, 50), (2000, 50), (50, -300), (50, 2000)])
def test_the_frame_grows_around_what_was_moved_out_of_it(network, read, planned, place):
    network.get_node(HELSINKI).update(x=place[0], y=place[1])
    for before, after in zip(planned, read(network).layouts, strict=True):
        for node, (x, y) in after.positions.items():
            size = after.sizes[node]
            assert -0.1 <= x - size <= x + size <= after.frame.width + 0.1
            assert -0.1 <= y - size <= y + size <= after.frame.height + 0.1
        # What was not moved keeps its distances.
        moves = [
            (at[0] - before.positions[node][0], at[1] - before.positions[node][1])
            for node, at in after.positions.items()
            if node != HELSINKI
        ]
        assert max(math.dist(move, moves[0]) for move in moves) < 0.2


# What was added by hand.


def test_added_nodes_and_edges_are_drawn_and_are_no_members(network, read, drawn, graph):
    network.add_node("Ystävä", label="Ystäväkunta", title="<b>uusi</b>", color="purple")
    network.add_edge("Ystävä", HELSINKI, width=3)
    network.add_edge(HELSINKI, "municipality:989")
    drawing = read(network)
    (added,) = drawing.added_nodes
    assert (added.label, added.title) == ("Ystäväkunta", "<b>uusi</b>")
    assert added.look == NodeLook("dot", "#800080", "#800080", 1.0, (), 4.0)
    assert [edge.ends for edge in drawing.added_edges] == [(added.id, HELSINKI), (HELSINKI, "municipality:989")]
    assert set(drawing.edges) == {(edge["from"], edge["to"]) for edge in network.edges if "basis" in edge}
    assert len(drawing.edges) == graph.number_of_edges()
    labels = [text for text in drawn(drawing).texts if text.kind.startswith("added")]
    assert [text.lines for text in labels] == [("Ystäväkunta",)]


def test_an_added_node_covers_no_other_and_is_near_its_neighbour(network, read):
    network.add_node("Ystävä")
    network.add_edge("Ystävä", HELSINKI)
    drawing = read(network)
    wide, (added,) = drawing.layouts[0], drawing.added_nodes
    at = wide.positions[added.id]
    for node in wide.positions.keys() - {added.id}:
        assert math.dist(wide.positions[node], at) >= wide.sizes[node] + wide.sizes[added.id] + EDGE - 0.2, node
    assert math.dist(wide.positions[HELSINKI], at) < 150


def test_an_added_node_stands_where_it_is_asked_to(network, read):
    network.add_node(7, x=20, y=30, size=5, shape="triangle")
    drawing = read(network)
    (added,) = drawing.added_nodes
    assert added.label == "7"
    assert (drawing.layouts[0].positions[added.id], drawing.layouts[0].sizes[added.id]) == ((20.0, 30.0), 5.0)


# What cannot be drawn.


def test_a_network_that_holds_only_ids_is_refused(network, read):
    stand_in = Network()
    stand_in.nodes = [{"id": node["id"]} for node in network.nodes]
    stand_in.edges = [{"from": edge["from"], "to": edge["to"]} for edge in network.edges]
    with pytest.raises(ValueError, match=r"node 'municipality:\d+' of the diagram needs numbers as x and y; got None"):
        read(stand_in)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"x": math.nan}, "x and y are pixels up to 1,000,000"),
        ({"y": "north"}, "needs numbers as x and y; got .* and 'north'"),
        ({"size": 0}, "size is above 0"),
        ({"size": math.inf}, "size is a number of pixels above 0, up to 1,000; got inf"),
        ({"color": "blu"}, "color: 'blu' is not a colour"),
        ({"shape": "image"}, "shape: the page draws diamond, dot, .*; got 'image'"),
        ({"borderWidth": -1}, "borderWidth: a length is a number of pixels from 0 to 1,000; got -1"),
        ({"font": "large"}, "font: a length is a number of pixels from 0 to 1,000; got 'large'"),
        ({"opacity": 2}, "opacity: an opacity is a number from 0 to 1; got 2"),
        ({"value": 4}, "the page does not draw 'value'"),
    ],
)
def test_a_value_that_cannot_be_drawn_is_named_with_its_node(network, read, change, message):
    network.get_node(HELSINKI).update(change)
    with pytest.raises(ValueError, match=rf"node 'municipality:091' of the diagram.*{message}"):
        read(network)


def test_a_value_that_cannot_be_drawn_is_named_with_its_edge(network, read):
    edge = network.edges[0]
    edge["width"] = "wide"
    with pytest.raises(ValueError, match=f"edge {edge['from']!r} to {edge['to']!r} of the diagram: width: "):
        read(network)


def test_a_diagram_of_another_dataset_is_refused(real, small, read):
    with pytest.raises(ValueError, match=r"not one of this dataset, which has no '.*'; start from kuntaverkostot"):
        read(kv.diagram(real))
    with pytest.raises(ValueError, match=r"lacks \d+ of the \d+ nodes of this dataset, such as 'municipality:"):
        kv.build_page(real, diagram=kv.diagram(small))


def test_a_diagram_with_other_candidates_than_the_page_is_refused(small, network, read):
    with pytest.raises(ValueError, match="the same candidates as the page"):
        read(kv.diagram(small, candidates=True))
    with pytest.raises(ValueError, match=r"lacks .* memberships of this dataset.* the same candidates as the page"):
        kv.build_page(small, candidates=True, diagram=network)


def test_nodes_and_edges_are_hidden_and_not_removed(network, read):
    network.edges.pop()
    with pytest.raises(ValueError, match=r"lacks 1 of the 21 memberships of this dataset.*hide edges with hidden=True"):
        read(network)
    network.nodes.pop()
    with pytest.raises(ValueError, match="lacks 1 of the 21 nodes of this dataset, such as 'organisation:council-02'"):
        read(network)


def test_what_is_no_diagram_is_refused(read):
    for other in (Network(), None, "diagram"):
        with pytest.raises((ValueError, TypeError), match=r"start from kuntaverkostot\.diagram"):
            read(other)


def test_an_edge_to_nowhere_and_a_node_twice_are_refused(network, read):
    network.edges.append({"from": "nobody", "to": HELSINKI})
    with pytest.raises(
        ValueError, match="edge 'nobody' to 'municipality:091' of the diagram: there is no node 'nobody'"
    ):
        read(network)
    network.nodes.append(dict(network.nodes[0]))
    with pytest.raises(ValueError, match="more than once"):
        read(network)
