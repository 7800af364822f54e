"""The diagram as a pyvis Network.

Nodes and edges are put into pyvis's lists directly. Its own ``add_node`` and ``add_edge`` search all of them at each
call, ``add_nodes`` turns codes into numbers, and ``from_nx`` changes the graph it is given (pyvis 0.3.2).
"""

from __future__ import annotations

from collections.abc import Iterator
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from kuntaverkostot.analysis.graph import bipartite_graph, signatures
from kuntaverkostot.dataset.standing import is_confirmed, is_current
from kuntaverkostot.diagram.layout import Layout, layout
from kuntaverkostot.diagram.style import LIGHT_BACKGROUND, LIGHT_GREY, SHAPES, Appearance, appearance
from kuntaverkostot.text.language import check_language, named, short_name

if TYPE_CHECKING:
    import networkx as nx
    from pyvis.network import Network

    from kuntaverkostot.dataset.dataset import Dataset

# vis-network leaves labels out that would be smaller than 5 px, so names of members appear when one zooms in.
MEMBER_FONT, NETWORK_FONT = 4, 13
FAINT = "66"  # after a colour: two fifths opaque


def diagram(dataset: Dataset, *, language: str = "fi", candidates: bool = False) -> Network:
    """Return the diagram as a pyvis Network, to go on with in pyvis.

    Parameters
    ----------
    dataset : Dataset
        The tables; they are not changed.
    language : {"fi", "sv", "en"}
        Language of the labels.
    candidates : bool
        Whether memberships that no source names are drawn, dashed.

    Returns
    -------
    pyvis.network.Network
        A node for each member and network with its position (pixels), an edge for each membership. Ids are those of
        :func:`kuntaverkostot.bipartite_graph`. Its pages need no network connection, titles and labels are shown as
        the text that they are, and it shows itself in a notebook.

    Raises
    ------
    ValueError
        When the language is not one of ours.

    Examples
    --------
    >>> from kuntaverkostot.dataset.dataset import load_dataset
    >>> drawn = diagram(load_dataset(), language="sv")
    >>> drawn.get_node("municipality:091")["label"]
    'Helsingfors'
    """
    check_language(language)
    graph = bipartite_graph(dataset, candidates=candidates)
    placed = layout(graph)
    return pyvis_network(graph, placed, appearance(graph, placed.ring), language=language)


def pyvis_network(graph: nx.Graph[str], placed: Layout, seen: Appearance, *, language: str) -> Network:
    """Return a graph with its positions and colours as a pyvis Network.

    Parameters
    ----------
    graph : networkx.Graph
        From :func:`kuntaverkostot.bipartite_graph`; it is not changed.
    placed : Layout
        Where its nodes stand.
    seen : Appearance
        Their colours.
    language : {"fi", "sv", "en"}
        Language of the labels.

    Returns
    -------
    pyvis.network.Network
        Nodes and edges in sorted order; physics off, so that nothing moves.
    """
    from kuntaverkostot.diagram.pyvis_page import DiagramNetwork  # noqa: PLC0415 - pyvis imports IPython, which takes long

    network = DiagramNetwork(language=language, height=f"{placed.frame.height:.0f}px", bgcolor=LIGHT_BACKGROUND)
    network.toggle_physics(status=False)
    network.nodes = list(_nodes(graph, placed, seen, language))
    network.edges = list(_edges(graph, seen))
    network.node_ids = [node["id"] for node in network.nodes]
    network.node_map = {node["id"]: node for node in network.nodes}
    return network


def _nodes(graph: nx.Graph[str], placed: Layout, seen: Appearance, language: str) -> Iterator[dict[str, Any]]:
    memberships = signatures(graph)
    for node, data in sorted(graph.nodes.items(), key=itemgetter(0)):
        x, y = placed.positions[node]
        is_network = data["bipartite"] == 1
        name = named(data, language)[0]
        networks = (node,) if is_network else memberships[node]
        yield {
            "id": node,
            "label": short_name(data, language) if is_network else name,
            "title": name,
            "shape": SHAPES[data["kind"]],
            "size": placed.sizes[node],
            "x": x,
            "y": y,
            "color": {
                "background": seen.colour(networks[0]) if networks else LIGHT_BACKGROUND,
                "border": seen.colour(networks[-1]) if networks else LIGHT_GREY,
            },
            "font": {"size": NETWORK_FONT if is_network else MEMBER_FONT},
            "physics": False,
        }


def _edges(graph: nx.Graph[str], seen: Appearance) -> Iterator[dict[str, Any]]:
    """Yield an edge for each membership, sorted by member and network."""
    # An ended network stands aside; its edges would cross the whole picture.
    networks = {
        node: (f"{seen.colour(node)}{FAINT}", not is_current(data["status"]))
        for node, data in graph.nodes(data=True)
        if data["bipartite"] == 1
    }
    for member, held in sorted(graph.adjacency(), key=itemgetter(0)):
        if member in networks:
            continue
        for network in sorted(held):
            basis = held[network]["basis"]
            colour, hidden = networks[network]
            yield {
                "from": member,
                "to": network,
                "color": colour,
                "dashes": not is_confirmed(basis),
                "basis": basis,
                "hidden": hidden,
            }
