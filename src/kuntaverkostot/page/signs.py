"""What a reader has to know to read the diagram: only what is on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kuntaverkostot.analysis.graph import signatures
from kuntaverkostot.dataset.standing import is_current
from kuntaverkostot.diagram.drawing import Drawing

if TYPE_CHECKING:
    import networkx as nx


def signs_of(graph: nx.Graph[str], drawing: Drawing) -> frozenset[str]:
    """Return the signs that the diagram has, as the last part of the keys of their texts.

    Parameters
    ----------
    graph : networkx.Graph
        From :func:`kuntaverkostot.bipartite_graph`.
    drawing : Drawing
        What is drawn.

    Examples
    --------
    >>> from kuntaverkostot.dataset.dataset import load_dataset
    >>> from kuntaverkostot.page.scene import scene_of
    >>> scene = scene_of(load_dataset(), language="fi", candidates=False)
    >>> {"diamond", "open", "ended", "strip"} <= signs_of(scene.graph, scene.drawing)
    True
    """
    kinds = {data["kind"] for _, data in graph.nodes(data=True)}
    degrees = {len(networks) for networks in signatures(graph).values()}
    ended = any(not is_current(data["status"]) for _, data in graph.nodes(data=True) if data["bipartite"] == 1)
    has_strip = any(layout.blocks for layout in drawing.layouts)
    present = {
        "square": "network" in kinds,
        "dot": "municipality" in kinds,
        "diamond": "organisation" in kinds,
        "around": 1 in degrees,
        "between": max(degrees, default=0) > 1,
        "several": max(degrees, default=0) > 1,
        "open": 0 in degrees,
        "line": graph.number_of_edges() > 0,
        "ended": ended,
        "strip": has_strip,
        "use": True,
    }
    return frozenset(sign for sign, is_there in present.items() if is_there)
