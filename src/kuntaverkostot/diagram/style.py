"""Colours and shapes of the diagram, for the picture, the page and the legend alike.

The palettes were found by a search, and a test checks them: each colour has a contrast of 3:1 or more to the
background, and any two can be told apart with protanopia, deuteranopia, tritanopia and in greyscale (CIEDE2000 distance
after simulation).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from kuntaverkostot.text.node_ids import network_node

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

# Blue, orange, teal, violet, brown, green, plum and olive; the hue at each index is related in both themes.
LIGHT_PALETTE = ("#104b92", "#c86906", "#0e7461", "#a059b1", "#6a2d22", "#4aa34c", "#591559", "#615a10")
DARK_PALETTE = ("#739bcf", "#f4ab77", "#1dbfa1", "#f9b7f6", "#cf6b58", "#177820", "#6c6fc5", "#fcdd5b")
LIGHT_BACKGROUND, DARK_BACKGROUND = "#ffffff", "#14171b"
LIGHT_GREY, DARK_GREY = "#767c85", "#8b929c"
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

SHAPES = {"municipality": "dot", "organisation": "diamond", "network": "square"}


@dataclass(frozen=True, slots=True)
class Appearance:
    """Colour and letter of each network.

    Parameters
    ----------
    places : dict of str to int
        Index into the palette, by node id of network; networks that are not here are grey.
    letters : dict of str to str
        A letter for each of these networks, in the order of the page, so that colour is not needed to tell them apart.
    """

    places: Mapping[str, int]
    letters: Mapping[str, str]

    def colour(self, network: str, *, dark: bool = False) -> str:
        """Return the colour of a network as #rrggbb."""
        palette, grey = (DARK_PALETTE, DARK_GREY) if dark else (LIGHT_PALETTE, LIGHT_GREY)
        return palette[self.places[network]] if network in self.places else grey


def appearance(graph: nx.Graph[str], ring: Sequence[str]) -> Appearance:
    """Return the colours and letters of the networks on the ring.

    Parameters
    ----------
    graph : networkx.Graph
        From :func:`kuntaverkostot.bipartite_graph`.
    ring : sequence of str
        Node ids of networks, in their order on the ring: :attr:`kuntaverkostot.layout.Layout.ring`.

    Returns
    -------
    Appearance
        A colour for each network while the palette has enough of them. Beyond that, a colour for each group, or colours
        in rotation when there is only one group.

    Examples
    --------
    >>> import networkx as nx
    >>> graph = nx.Graph()
    >>> graph.add_nodes_from([("network:a", {"position": 1}), ("network:b", {"position": 2})])
    >>> appearance(graph, ["network:a", "network:b"]).colour("network:b")
    '#c86906'
    """
    if len(ring) <= len(LIGHT_PALETTE):
        places = {network: place for place, network in enumerate(ring)}
    else:
        groups = list(dict.fromkeys(graph.nodes[network]["group_id"] for network in ring))
        places = {network: groups.index(graph.nodes[network]["group_id"]) % len(LIGHT_PALETTE) for network in ring}
        if len(groups) == 1:
            # Neighbours on the ring differ, and letters tell apart networks of the same colour.
            places = {network: place % len(LIGHT_PALETTE) for place, network in enumerate(ring)}
    # The ring is ordered by shared members; letters follow the order of the list, where a reader looks for them.
    in_order = sorted(ring, key=lambda network: (graph.nodes[network]["position"], network))
    return Appearance(places, {network: letter(place) for place, network in enumerate(in_order)})


def group_appearance(networks: pd.DataFrame, lettered: Sequence[str]) -> Appearance:
    """Return a colour for each group of networks, and letters for some networks.

    Parameters
    ----------
    networks : pandas.DataFrame
        The table of networks.
    lettered : sequence of str
        Node ids of the networks that have a letter, the first letter first.
    """
    groups = networks["group_id"].tolist()
    order = {group: place for place, group in enumerate(dict.fromkeys(groups))}
    nodes = map(network_node, networks["network_id"].tolist())
    places = {node: order[group] % len(LIGHT_PALETTE) for node, group in zip(nodes, groups, strict=True)}
    return Appearance(places, {node: letter(place) for place, node in enumerate(lettered)})


def tone(network: str, style: Appearance) -> str:
    """Return the class of a network's colour."""
    return f"n{style.places[network]}" if network in style.places else "grey"


def on(colour: str) -> str:
    """Return black or white, whichever has the higher contrast to a colour; it is 4.5:1 or more.

    Source: relative luminance, https://www.w3.org/TR/WCAG22/#dfn-relative-luminance

    >>> on("#104b92"), on("#fcdd5b")
    ('#ffffff', '#000000')
    """
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return "#000000" if (luminance + 0.05) ** 2 > 0.05 * 1.05 else "#ffffff"


@cache
def palette_style() -> str:
    """Return the colours of the networks as custom properties and classes of a style sheet.

    >>> ".n0{--tone:var(--n0);--on:var(--o0)}" in palette_style()
    True
    """

    def properties(palette: tuple[str, ...]) -> str:
        return ";".join(f"--n{place}:{colour};--o{place}:{on(colour)}" for place, colour in enumerate(palette))

    classes = "".join(
        f".n{place}{{--tone:var(--n{place});--on:var(--o{place})}}" for place in range(len(LIGHT_PALETTE))
    )
    return (
        f":root{{{properties(LIGHT_PALETTE)}}}"
        f"@media (prefers-color-scheme:dark){{:root{{{properties(DARK_PALETTE)}}}}}{classes}\n"
    )


def letter(place: int) -> str:
    """Return A for 0, B for 1, … Z, and then AA, AB and so on.

    >>> letter(0), letter(25), letter(26)
    ('A', 'Z', 'AA')
    """
    before, last = divmod(place, len(LETTERS))
    return (letter(before - 1) if before else "") + LETTERS[last]
