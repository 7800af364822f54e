"""The part of the payload that says what is drawn and where, read from the pyvis Network."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from kuntaverkostot.diagram.country_map import Geography
from kuntaverkostot.diagram.drawing import Drawing
from kuntaverkostot.diagram.labels import implied_label
from kuntaverkostot.diagram.layout import Label as LabelOf
from kuntaverkostot.diagram.layout import Layout
from kuntaverkostot.diagram.svg import strip_name
from kuntaverkostot.diagram.svg_shapes import ground, leaders
from kuntaverkostot.page.own_payload import own_payload
from kuntaverkostot.page.payload_types import DiagramData, Frame, Label, MapData
from kuntaverkostot.page.scene import Scene
from kuntaverkostot.text.language import short_name

if TYPE_CHECKING:
    import networkx as nx

LAYOUTS = ("overlap", "map", "force")
# By force each node repels the others, which keeps the browser busy for about a second with 300 nodes.
MOST_BY_FORCE = 600
NOWHERE = (-1, -1)  # on the map


def diagram_data(
    scene: Scene,
    nodes: Sequence[str],
    pairs: Sequence[tuple[str, str]],
    *,
    language: str,
    association: str,
) -> DiagramData:
    """Return what is drawn.

    Parameters
    ----------
    scene : Scene
        What the pages in all languages share.
    nodes : sequence of str
        Node ids in the order of the payload; those that are drawn come first.
    pairs : sequence of (str, str)
        Member and network of each membership, in the order of the payload.
    language : {"fi", "sv", "en"}
        Language of the labels.
    association : str
        Name in the middle, or "".
    """
    index = {node: place for place, node in enumerate(nodes)}
    graph, drawing, on_demand = scene.graph, scene.drawing, scene.detail == "on_demand"
    edges = list(drawing.edges) if on_demand else pairs
    shared = (
        [(index[network], index[other], graph.edges[network, other]["shared"]) for network, other in edges]
        if on_demand
        else []
    )
    return {
        "detail": scene.detail,
        "layouts": _layouts(len(nodes), scene),
        "frames": [_frame(scene, layout, index, language, association) for layout in drawing.layouts],
        "geo": _geo(scene.land, nodes),
        "overlaps": shared,
        **own_payload(drawing, index, {pair: place for place, pair in enumerate(edges)}),
    }


def network_labels(graph: nx.Graph[str], drawing: Drawing, networks: Iterable[str], language: str) -> list[str]:
    """Return what each network is called in the diagram."""
    return [drawing.labels.get(node) or implied_label(graph, node, language) for node in networks]


def _layouts(count: int, scene: Scene) -> list[str]:
    """Return the layouts to choose from."""
    has_force = scene.detail == "all" and count <= MOST_BY_FORCE
    return [layout for layout in LAYOUTS if (scene.land or layout != "map") and (has_force or layout != "force")]


def _geo(land: Geography | None, nodes: Sequence[str]) -> MapData | None:
    if land is None:
        return None
    return {
        "width": land.width,
        "height": land.height,
        "x": [land.at.get(node, NOWHERE)[0] for node in nodes],
        "y": [land.at.get(node, NOWHERE)[1] for node in nodes],
        "outline": land.outline,
    }


def _frame(scene: Scene, layout: Layout, index: Mapping[str, int], language: str, association: str) -> Frame:
    graph, drawing, frame, letters = scene.graph, scene.drawing, layout.frame, list(scene.style.letters)
    hubs = sorted(layout.hubs, key=lambda hub: letters.index(hub.networks[0]))
    drawn = [node for node in index if node in layout.positions]

    def label(text: LabelOf) -> Label:
        lines = text.lines.get(language, ())
        return {"networks": [index[node] for node in text.networks], "at": text.at, "lines": lines}

    return {
        "name": frame.name,
        "width": round(frame.width, 1),
        "height": round(frame.height, 1),
        "type": frame.type_size,
        "rows": bool(frame.row),
        "strip": round(frame.strip_size, 1),
        "x": _short(layout.positions[node][0] for node in drawn),
        "y": _short(layout.positions[node][1] for node in drawn),
        "size": _short(layout.sizes[node] for node in drawn),
        "hubs": [
            {**label(hub), "ground": [round(side, 1) for side in ground(layout, hub)] if hub.lines else None}
            for hub in hubs
        ],
        "clusters": [label(cluster) for cluster in layout.clusters],
        "blocks": [
            {
                "at": block.at,
                "lines": block.lines[language],
                "networks": [index[node] for node in block.networks],
                # There is no room for names beside a heading. Most names are the label, which scripts know.
                "names": [_strip_name(graph, node, language, drawing) for node in block.networks if frame.row],
            }
            for block in layout.blocks
        ],
        "leaders": [[round(value, 1) for value in line] for line in leaders(graph, layout)],
        "centre": layout.centre,
        "association": association,
    }


def _strip_name(graph: nx.Graph[str], node: str, language: str, drawing: Drawing) -> str:
    label = drawing.labels.get(node, "")
    name = strip_name(graph, node, language, label=label)
    return "" if name == (label or short_name(graph.nodes[node], language)) else name


def _short(values: Iterable[float]) -> list[float]:
    """Return numbers of which the whole ones are written without a decimal."""
    return [int(value) if value.is_integer() else value for value in values]
