"""Members that joined or left, marked in a diagram by shape and words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kuntaverkostot.dataset.dataset import rows_of
from kuntaverkostot.diagram.looks import NETWORK_FONT
from kuntaverkostot.text.language import MINUS
from kuntaverkostot.text.node_ids import network_node, node_id

if TYPE_CHECKING:
    import pandas as pd
    from pyvis.network import Network

# Shapes that nothing else in the diagram has, and signs before the name.
SHAPES = {"joined": "star", "left": "triangleDown"}
SIGNS = {"joined": "+", "left": MINUS}
LEAST = 8.0  # pixels, so that the shape is told
THICK = 3.0  # of the line of a membership that is new


def mark_changes(diagram: Network, changes: pd.DataFrame) -> Network:
    """Mark the members that joined or left in a diagram: a star and "+", or a triangle and "−", before the name.

    Parameters
    ----------
    diagram : pyvis.network.Network
        From :func:`kuntaverkostot.diagram` with the dataset after the changes. It is changed.
    changes : pandas.DataFrame
        From :func:`kuntaverkostot.compare`, or the ``frame`` of :func:`kuntaverkostot.what_if`, in the language of the
        diagram. Members that are not in the diagram are passed over.

    Returns
    -------
    pyvis.network.Network
        The diagram, for :func:`kuntaverkostot.build_page` and its explorer, or to go on with in pyvis.

    Examples
    --------
    >>> import kuntaverkostot as kv
    >>> answer = kv.what_if(kv.load_dataset(), network="suuret-kaupungit", min_population=45_000, language="sv")
    >>> marked = kv.mark_changes(kv.diagram(answer.dataset, language="sv"), answer.frame)
    >>> marked.get_node("municipality:444")["label"], marked.get_node("municipality:444")["shape"]
    ('+ Lojo', 'star')
    """
    nodes = {node["id"]: node for node in diagram.nodes}
    edges = {frozenset((edge["from"], edge["to"])): edge for edge in diagram.edges}
    columns = ["change", "network_id", "kind", "member_id", "sentence"]
    for change, network, kind, member, sentence in rows_of(changes[columns]):
        hub, node = nodes.get(network_node(network)), nodes.get(node_id(kind, member))
        if change not in SHAPES or hub is None or node is None:
            continue
        _mark(node, hub, change, sentence)
        if change == "joined" and (edge := edges.get(frozenset((hub["id"], node["id"])))) is not None:
            edge["width"] = THICK
    return diagram


def _mark(node: dict[str, Any], hub: dict[str, Any], change: str, sentence: str) -> None:
    """Mark a node; of one that joined one network and left another, the shape is that of the first change told."""
    marked = node["shape"] in SHAPES.values()
    node["title"] = f"{node['title']}\n{sentence}" if marked else sentence
    if marked:
        return
    node["shape"], node["label"] = SHAPES[change], f"{SIGNS[change]} {node['label']}"
    # In the colour of the network alone: a pie is round.
    node["color"] = dict(hub["color"]) if isinstance(hub["color"], dict) else hub["color"]
    node["size"] = max(node["size"], LEAST)
    node["font"] = {**node.get("font", {}), "size": NETWORK_FONT}
