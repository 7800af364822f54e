"""The part of the payload that says what an analyst changed in the diagram; empty when nothing was changed.

A node or an edge that is not in it has the look that its kind and its networks imply.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from kuntaverkostot.diagram.drawing import Drawing
from kuntaverkostot.diagram.own_looks import own_classes, own_edge, own_node
from kuntaverkostot.page.own_types import OwnData


def own_payload(drawing: Drawing, index: Mapping[str, int], edges: Mapping[tuple[str, str], int]) -> OwnData:
    """Return looks, labels and titles of an analyst, and what was added by hand.

    Parameters
    ----------
    drawing : Drawing
        What is drawn.
    index : mapping of str to int
        Place of each node in the payload.
    edges : mapping of (str, str) to int
        Place of each edge in the payload.

    Returns
    -------
    OwnData
        Nothing, or the keys "own" and "added". In "added", the ends of an edge are places in the payload, or below
        zero: -1 for the first node that was added, -2 for the second.
    """
    classes, sizes = own_classes(drawing), drawing.layouts[0].sizes
    own = {
        "nodes": [
            [index[node], own_node(drawing.nodes[node], classes, size=sizes[node])]
            for node in sorted(drawing.own_nodes)
        ],
        "edges": [[edges[pair], own_edge(drawing.edges[pair])] for pair in sorted(drawing.own_edges)],
        "labels": [[index[node], text] for node, text in drawing.labels.items()],
        "titles": [[index[node], text] for node, text in drawing.titles.items()],
    }
    ends = {**index} | {node.id: -1 - place for place, node in enumerate(drawing.added_nodes)}
    added = {
        "nodes": [
            own_node(node.look, classes, size=sizes[node.id])
            | {
                "label": node.label,
                "title": node.title,
                "at": [[*layout.positions[node.id], layout.sizes[node.id]] for layout in drawing.layouts],
            }
            for node in drawing.added_nodes
        ],
        "edges": [own_edge(edge.look) | {"ends": [ends[end] for end in edge.ends]} for edge in drawing.added_edges],
    }
    return cast("OwnData", {key: part for key, part in (("own", own), ("added", added)) if any(part.values())})
