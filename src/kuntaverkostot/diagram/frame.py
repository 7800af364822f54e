"""The frame of a diagram, and its strip: networks without known current members, by group.

The frame grows when the strip does not fit.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import TYPE_CHECKING

from kuntaverkostot.diagram.clusters import Point
from kuntaverkostot.diagram.labels import LINE_HEIGHT, Lines, group_lines

if TYPE_CHECKING:
    import networkx as nx

STRIP_SQUARE = 4.5  # half the side of a network in the strip
STRIP_STEP = 12.0  # from one network to the next beside a heading
STRIP_SHARE = 0.4  # share of the width for networks beside a heading
MARGIN = (4.0, 14.0)  # left of the strip: at the bottom, on the right
BASELINE = 0.85  # distance from the top of a line to its baseline, as a share of the size of type
BOLD = 1.06  # width of bold type relative to regular type


@dataclass(frozen=True, slots=True)
class Frame:
    """The size of a diagram and the sizes of what is drawn in it.

    Parameters
    ----------
    strip : {"right", "bottom"}
        Side of the strip; ``strip_size`` is its width or height.
    row : float
        Height of a row in the strip; 0 puts the networks of a group beside its heading.
    dots, squares : (float, float)
        Radius of the smallest and largest member, side of the smallest and largest network.
    type_size, wrap : float
        Size of type and maximum width of a line in a label.
    detailed : bool
        Whether clusters have room for names.
    """

    name: str
    width: float
    height: float
    strip: str
    strip_size: float
    row: float
    dots: Point
    squares: Point
    type_size: float
    wrap: float
    detailed: bool


WIDE = Frame(
    name="wide",
    width=868,
    height=640,
    strip="right",
    strip_size=196,
    row=17,
    dots=(4.2, 9.0),
    squares=(20, 44),
    type_size=12.5,
    wrap=112,
    detailed=True,
)
TALL = Frame(
    name="tall",
    width=358,
    height=660,
    strip="bottom",
    strip_size=120,
    row=0,
    dots=(2.4, 4.6),
    squares=(12, 24),
    type_size=12,
    wrap=88,
    detailed=False,
)


@dataclass(frozen=True, slots=True)
class Block:
    """A group in the strip: start of its heading (on the baseline), its networks, and its heading in each language."""

    group: str
    at: Point
    networks: tuple[str, ...]
    lines: Mapping[str, Lines]


def strip_places(
    graph: nx.Graph[str], frame: Frame, ring: Sequence[str]
) -> tuple[dict[str, Point], list[Block], Frame]:
    """Return the positions of networks in the strip, the groups there, and a frame in which the strip fits.

    Parameters
    ----------
    graph : networkx.Graph
        From :func:`kuntaverkostot.bipartite_graph`.
    frame : Frame
        The requested frame.
    ring : sequence of str
        Networks on the ring, which are not in the strip.
    """
    groups = _without_members(graph, set(ring))
    below = frame.strip == "bottom"
    size, line = frame.type_size, frame.type_size * LINE_HEIGHT
    widest = frame.width * (1 - STRIP_SHARE) if below else frame.strip_size - sum(MARGIN)
    headings = {group: group_lines(graph, group, width=widest, size=size * BOLD) for group in groups}
    tops = {group: line * max(map(len, lines.values())) for group, lines in headings.items()}
    abreast = max(1, int(frame.width * STRIP_SHARE / STRIP_STEP))
    heights = [
        max(tops[group], line + STRIP_STEP * ((len(nodes) - 1) // abreast))
        if below
        else tops[group] + 3 + frame.row * len(nodes)
        for group, nodes in groups.items()
    ]
    gap = size * (0.3 if below else 0.7)
    total = sum(heights) + gap * max(len(heights) - 1, 0)
    if not groups:
        return {}, [], replace(frame, strip_size=0.0)
    frame = _with_room(frame, total)
    left, y = MARGIN[0], frame.height - total
    if not below:
        left, y = frame.width - frame.strip_size + MARGIN[1], (frame.height - total) / 2
    positions: dict[str, Point] = {}
    blocks = []
    for (group, nodes), top in zip(groups.items(), accumulate((h + gap for h in heights), initial=y), strict=False):
        blocks.append(Block(group, (left, top + BASELINE * size), tuple(nodes), headings[group]))
        for place, node in enumerate(nodes):
            positions[node] = (left + 6, top + tops[group] + 3 + frame.row * (place + 0.5))
            if below:
                row, column = divmod(place, abreast)
                after = min(abreast, len(nodes) - row * abreast) - 1 - column
                positions[node] = (frame.width - 6 - STRIP_STEP * after, top + line / 2 + STRIP_STEP * row)
    return positions, blocks, frame


def _without_members(graph: nx.Graph[str], ring: set[str]) -> dict[str, list[str]]:
    """Return the networks that are not on the ring, by group, in the order of the page."""
    groups: dict[tuple[int, str], list[str]] = defaultdict(list)
    for node, data in graph.nodes(data=True):
        if data["bipartite"] == 1 and node not in ring:
            groups[data["group_position"], data["group_id"]].append(node)
    return {
        group: sorted(nodes, key=lambda node: (graph.nodes[node]["position"], node))
        for (_, group), nodes in sorted(groups.items())
    }


def _with_room(frame: Frame, total: float) -> Frame:
    if frame.strip == "right":
        return replace(frame, height=max(frame.height, total))
    grown = max(total - frame.strip_size, 0.0)
    return replace(frame, height=frame.height + grown, strip_size=frame.strip_size + grown)
