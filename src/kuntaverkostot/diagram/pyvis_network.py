"""The diagram as a pyvis Network.

Nodes and edges are put into pyvis's lists directly. Its own ``add_node`` and ``add_edge`` search all of them at each
call, ``add_nodes`` turns codes into numbers, and ``from_nx`` changes the graph it is given (pyvis 0.3.2).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from kuntaverkostot.analysis.membership_arrays import DETAILS, Detail
from kuntaverkostot.dataset.makers import need_dataset
from kuntaverkostot.diagram.frame import WIDE
from kuntaverkostot.diagram.labels import implied_texts
from kuntaverkostot.diagram.layout import Layout
from kuntaverkostot.diagram.looks import Looks, edge_attributes, node_attributes
from kuntaverkostot.diagram.plan import plan_of
from kuntaverkostot.diagram.style import LIGHT_BACKGROUND
from kuntaverkostot.text.language import check_language

if TYPE_CHECKING:
    import networkx as nx
    from pyvis.network import Network

    from kuntaverkostot.dataset.dataset import Dataset


def diagram(dataset: Dataset, *, language: str = "fi", candidates: bool = False, detail: Detail = "all") -> Network:
    """Return the diagram as a pyvis Network, to go on with in pyvis.

    Parameters
    ----------
    dataset : Dataset
        The tables; they are not changed.
    language : {"fi", "sv", "en"}
        Language of the labels.
    candidates : bool
        Whether memberships that no source names are drawn, dashed.
    detail : {"all", "on_demand"}
        Whether every member is drawn, or networks alone with lines between those that share members, as on the page
        of a dataset with too many members.

    Returns
    -------
    pyvis.network.Network
        A node for each member and network with its position (pixels), an edge for each membership. Ids are those of
        :func:`kuntaverkostot.bipartite_graph`. Its pages need no network connection, titles and labels are shown as
        the text that they are, and it shows itself in a notebook. Change it with pyvis and give it to
        :func:`kuntaverkostot.build_page` as ``diagram``: the page then shows your changes.

    Raises
    ------
    ValueError
        When the language or the detail is not one of ours.

    Examples
    --------
    >>> import kuntaverkostot as kv
    >>> drawn = kv.diagram(kv.load_dataset(), language="sv")
    >>> drawn.get_node("municipality:091")["label"]
    'Helsingfors'
    """
    need_dataset(dataset, "diagram")
    check_language(language)
    if detail not in DETAILS:
        raise ValueError(f"detail must be one of {', '.join(DETAILS)}; got {detail!r}")
    plan = plan_of(dataset, detail=detail, candidates=candidates, frames=(WIDE,))
    return pyvis_network(plan.graph, plan.layouts[0], plan.looks, language=language)


def pyvis_network(graph: nx.Graph[str], layout: Layout, looks: Looks, *, language: str) -> Network:
    """Return a graph with its layout and its looks as a pyvis Network.

    Parameters
    ----------
    graph : networkx.Graph
        From :func:`kuntaverkostot.bipartite_graph`; it is not changed.
    layout : Layout
        Positions and sizes of its nodes.
    looks : Looks
        From :func:`kuntaverkostot.diagram.looks.implied_looks`.
    language : {"fi", "sv", "en"}
        Language of the labels.

    Returns
    -------
    pyvis.network.Network
        Nodes and edges in sorted order; physics off, so that nothing moves.
    """
    from kuntaverkostot.diagram.pyvis_page import DiagramNetwork  # noqa: PLC0415 - pyvis imports IPython, which takes long

    network = DiagramNetwork(language=language, height=f"{layout.frame.height:.0f}px", bgcolor=LIGHT_BACKGROUND)
    network.toggle_physics(status=False)
    network.nodes = list(_nodes(graph, layout, looks, language))
    network.edges = list(_edges(graph, looks))
    network.node_ids = [node["id"] for node in network.nodes]
    network.node_map = {node["id"]: node for node in network.nodes}
    return network


def _nodes(graph: nx.Graph[str], layout: Layout, looks: Looks, language: str) -> Iterator[dict[str, Any]]:
    texts = implied_texts(graph, language)
    for node, look in looks.nodes.items():
        label, title = texts[node]
        x, y = layout.positions[node]
        yield {
            "id": node,
            "label": label,
            "title": title,
            **node_attributes(look),
            "size": layout.sizes[node],
            "x": x,
            "y": y,
            "physics": False,
        }


def _edges(graph: nx.Graph[str], looks: Looks) -> Iterator[dict[str, Any]]:
    """Yield an edge for each membership with its basis, or for each overlap with its size; sorted by its ends."""
    fact = "shared" if "most_shared" in graph.graph else "basis"
    # Edges that share a look differ in their ends alone, so the rest is written once and copied.
    written: dict[int, dict[str, Any]] = {}
    for (member, network), look in looks.edges.items():
        shared = written.get(id(look))
        if shared is None:
            value = graph.edges[member, network][fact]
            shared = written[id(look)] = {"from": "", "to": "", **edge_attributes(look), fact: value}
        edge = shared.copy()
        edge["from"], edge["to"] = member, network
        yield edge
