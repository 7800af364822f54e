"""How nodes and edges look: described here once, written to the pyvis Network, and read back from it.

What the kind of a node and its networks imply is computed by :func:`implied_looks`. The pyvis Network is filled with
it, and page and picture draw what the Network then says. Colours are those of the light
theme; a colour of the palette follows the theme, any other is drawn as it is.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from kuntaverkostot.analysis.graph import Bases, held_bases, signatures
from kuntaverkostot.dataset.standing import is_confirmed, is_current
from kuntaverkostot.diagram.colours import with_opacity
from kuntaverkostot.diagram.style import LIGHT_BACKGROUND, LIGHT_GREY, SHAPES, Appearance

if TYPE_CHECKING:
    import networkx as nx

# vis-network leaves labels out that would be smaller than 5 px, so names of members appear when one zooms in.
MEMBER_FONT, NETWORK_FONT = 4.0, 13.0
OPEN_BORDER = 1.5  # pixels, of a member without networks
# Of edges: faint beside their network, where they are many and short, and stronger between networks.
NEAR, FAR = 0.3, 0.6
DASHES = (4.0, 3.0)  # of a membership that no source names
# Of lines between networks that share members.
OVERLAP = 0.35  # opacity
THINNEST, THICKEST = 0.5, 4.0  # pixels; the width grows with the square root of the number of members

Attributes = Mapping[str, Any]
Signatures = Mapping[str, tuple[str, ...]]


class NodeLook(NamedTuple):
    """How a node is drawn, but for its place and size; thousands are made and compared, which tuples do fast.

    Parameters
    ----------
    shape : str
        One of :data:`kuntaverkostot.diagram.svg_paths.OUTLINES`, or "dot".
    fill, border : str
        Colours, as :func:`kuntaverkostot.diagram.colours.parse_colour` returns them.
    border_width : float
        Pixels; a border in the colour of the node is not drawn.
    slices : tuple of str
        Colours of a pie, of a member in several networks. They are drawn as long as fill and border are those of the
        first and the last slice.
    font_size : float
        Size of the label, where it is not that of its kind in the page's own size of type.
    font_colour : str
        Colour of the label; "" leaves it to the page.
    hidden : bool
        Whether neither the node nor its edges are drawn.
    """

    shape: str
    fill: str
    border: str
    border_width: float
    slices: tuple[str, ...]
    font_size: float
    font_colour: str = ""
    hidden: bool = False

    @property
    def is_pie(self) -> bool:
        """Whether its slices are drawn."""
        return bool(self.slices) and (self.fill, self.border) == (self.slices[0], self.slices[-1])


class EdgeLook(NamedTuple):
    """How an edge is drawn; ``dashes`` are lengths of dashes and gaps in pixels."""

    colour: str
    width: float
    dashes: tuple[float, ...]
    hidden: bool


class Looks(NamedTuple):
    """The look of each node and of each edge, by member and network; both sorted."""

    nodes: Mapping[str, NodeLook]
    edges: Mapping[tuple[str, str], EdgeLook]


def implied_looks(graph: nx.Graph[str], style: Appearance) -> Looks:
    """Return the looks that the kind of each node and its networks imply.

    Nodes or edges that look the same share one object; edges that share one have the same basis.

    Parameters
    ----------
    graph : networkx.Graph
        From :func:`kuntaverkostot.bipartite_graph` or :func:`kuntaverkostot.analysis.overlap_graph.overlap_graph`.
    style : Appearance
        Colours of its networks.
    """
    bases = held_bases(graph)
    networks_of = signatures(graph, bases)
    edges = _implied_overlaps(graph) if "most_shared" in graph.graph else _edges(graph, style, bases, networks_of)
    return Looks(dict(_nodes(graph, style, networks_of)), {(member, network): look for member, network, look in edges})


def _nodes(graph: nx.Graph[str], style: Appearance, networks_of: Signatures) -> Iterator[tuple[str, NodeLook]]:
    described: dict[str, dict[str, Any]] = dict(graph.nodes.items())
    tones = {node: style.colour(node) for node, data in described.items() if data["bipartite"] == 1}
    looks: dict[tuple[str, tuple[str, ...]], NodeLook] = {}
    for node in sorted(described):
        kind = described[node]["kind"]
        colours = tuple([tones[network] for network in networks_of.get(node, (node,))])
        look = looks.get((kind, colours))
        if look is None:
            look = looks[kind, colours] = _node_look(kind, colours, is_network=node in tones)
        yield node, look


def _edges(
    graph: nx.Graph[str], style: Appearance, bases: Bases, networks_of: Signatures
) -> Iterator[tuple[str, str, EdgeLook]]:
    looks: dict[tuple[str, str, bool], EdgeLook] = {}
    for member, held in bases.items():
        is_near = len(networks_of[member]) < 2
        for network, basis in held.items():
            key = (network, basis, is_near)
            look = looks.get(key)
            if look is None:
                look = looks[key] = EdgeLook(
                    colour=with_opacity(style.colour(network), NEAR if is_near else FAR),
                    width=1.0,
                    dashes=() if is_confirmed(basis) else DASHES,
                    # An ended network stands aside; its edges would cross the whole picture.
                    hidden=not is_current(graph.nodes[network]["status"]),
                )
            yield member, network, look


def _implied_overlaps(graph: nx.Graph[str]) -> Iterator[tuple[str, str, EdgeLook]]:
    looks: dict[int, EdgeLook] = {}
    for network, other in sorted((min(pair), max(pair)) for pair in graph.edges):
        shared = graph.edges[network, other]["shared"]
        look = looks.get(shared)
        if look is None:
            width = THINNEST + (THICKEST - THINNEST) * math.sqrt(shared / graph.graph["most_shared"])
            look = looks[shared] = EdgeLook(with_opacity(LIGHT_GREY, OVERLAP), round(width, 2), (), hidden=False)
        yield network, other, look


def _node_look(kind: str, colours: tuple[str, ...], *, is_network: bool) -> NodeLook:
    """Return the look of a node in the colours of its networks."""
    return NodeLook(
        shape=SHAPES[kind],
        fill=colours[0] if colours else LIGHT_BACKGROUND,
        border=colours[-1] if colours else LIGHT_GREY,
        border_width=1.0 if colours else OPEN_BORDER,
        slices=colours if len(colours) > 1 else (),
        font_size=NETWORK_FONT if is_network else MEMBER_FONT,
    )


def node_attributes(look: NodeLook) -> dict[str, Any]:
    """Return a look in the words of pyvis; ``slices`` are ours, and vis-network leaves them aside."""
    attributes: dict[str, Any] = {
        "shape": look.shape,
        "color": {"background": look.fill, "border": look.border},
        "borderWidth": look.border_width,
        "font": {"size": look.font_size},
    }
    if look.slices:
        attributes["slices"] = list(look.slices)
    return attributes


def edge_attributes(look: EdgeLook) -> dict[str, Any]:
    """Return a look in the words of pyvis."""
    return {
        "color": look.colour,
        "width": look.width,
        "dashes": look.dashes == DASHES or list(look.dashes) or False,
        "hidden": look.hidden,
    }
