"""A layout in which nodes were moved by hand: labels follow their nodes, and the frame grows around all of them.

The pyvis Network has the places of the wide frame. In the tall frame, for phones, a node that was moved stands beside
the same neighbour: the nearest node that was not moved, at the same distance in dots. Where most nodes were moved, as
by a layout of one's own, each stands at the same share of width and height instead.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from statistics import median
from typing import TYPE_CHECKING

import numpy as np

from kuntaverkostot.diagram.clusters import Point
from kuntaverkostot.diagram.labels import cluster_lines, network_lines
from kuntaverkostot.diagram.layout import Label, Layout

if TYPE_CHECKING:
    import networkx as nx

EDGE = 4.0  # pixels between a node that was moved and the edge of the frame
MOST_MOVED = 0.5  # of the nodes, up to which others are there to stand beside
ADDED = "added:"  # before the place of a node that was added by hand, as its id in a layout


def arranged(planned: Layout, positions: Mapping[str, Point], sizes: Mapping[str, float]) -> Layout:
    """Return a layout with nodes at other places, in other sizes, and perhaps with more nodes.

    Parameters
    ----------
    planned : Layout
        Where nodes stood.
    positions, sizes : mapping
        Of each node. The label of a network follows it, the label of a cluster follows most of its members.

    Returns
    -------
    Layout
        The same when nothing differs. The frame grows where nodes are outside of it; (0, 0) stays its corner.
    """
    if positions == planned.positions and sizes == planned.sizes:
        return planned
    shifts = {
        node: (positions[node][0] - x, positions[node][1] - y)
        for node, (x, y) in planned.positions.items()
        if positions[node] != (x, y)
    }

    def followed(label: Label, nodes: Iterable[str]) -> Label:
        across, down = zip(*(shifts.get(node, (0.0, 0.0)) for node in nodes), strict=True)
        return replace(label, at=_rounded(label.at[0] + median(across), label.at[1] + median(down)))

    def hub(label: Label) -> Label:
        (network,) = label.networks
        # Members that went elsewhere no longer stand on the ground of their network.
        kept = tuple(node for node in label.members if shifts.get(node) == shifts.get(network))
        return replace(followed(label, label.networks), members=kept)

    moved = replace(
        planned,
        positions=dict(positions),
        sizes=dict(sizes),
        hubs=tuple(map(hub, planned.hubs)),
        clusters=tuple(followed(label, label.members) for label in planned.clusters),
    )
    return _grown(moved)


def other_frame(
    wide: Layout, tall: Layout, positions: Mapping[str, Point], sizes: Mapping[str, float]
) -> tuple[dict[str, Point], dict[str, float]]:
    """Return positions and sizes in the tall frame for those that an analyst gave in the wide one.

    Parameters
    ----------
    wide, tall : Layout
        As planned.
    positions, sizes : mapping
        Of each node in the wide frame.
    """
    if positions == wide.positions and sizes == wide.sizes:
        return dict(tall.positions), dict(tall.sizes)
    scale = tall.frame.dots[1] / wide.frame.dots[1]
    grown = {
        node: tall.sizes[node] * size / wide.sizes[node] if node in wide.sizes else size * scale
        for node, size in sizes.items()
    }
    moved = [node for node, place in positions.items() if wide.positions.get(node) != place]
    spots = dict(tall.positions)
    if not moved:
        return spots, _tenths(grown)
    here = np.array([positions[node] for node in moved])
    still = [node for node in wide.positions if wide.positions[node] == positions[node]]
    if len(moved) > MOST_MOVED * len(positions):
        low, high = here.min(axis=0), here.max(axis=0)
        extent = np.maximum(np.maximum(high, [wide.frame.width, wide.frame.height]) - np.minimum(low, 0.0), 1.0)
        there = (here - np.minimum(low, 0.0)) / extent * [tall.frame.width, tall.frame.height]
    else:
        anchors = np.array([wide.positions[node] for node in still])
        nearest = [still[int(np.hypot(*(anchors - place).T).argmin())] for place in here]
        offsets = here - [wide.positions[node] for node in nearest]
        there = np.array([tall.positions[node] for node in nearest]) + scale * offsets
    for node, (x, y) in zip(moved, there.tolist(), strict=True):
        inside = grown[node] + EDGE
        spots[node] = _rounded(
            min(max(x, inside), tall.frame.width - inside), min(max(y, inside), tall.frame.height - inside)
        )
    return spots, _tenths(grown)


def free_place(
    near: Iterable[Point], size: float, *, positions: Mapping[str, Point], sizes: Mapping[str, float]
) -> Point:
    """Return the place nearest to the middle of some points where a node of this size covers no other.

    Parameters
    ----------
    near : iterable of (float, float)
        At least one.
    size : float
        Radius of the node.
    positions, sizes : mapping
        What stands already.
    """
    middle = np.mean(list(near), axis=0)
    standing = np.array(list(positions.values()))
    reach = np.array([sizes[node] for node in positions]) * np.sqrt(2) + size + EDGE
    place, turn = middle, 0
    # Along a spiral, so that the first free place is the nearest one but for a step.
    while (np.hypot(*(standing - place).T) < reach).any():
        turn += 1
        angle, away = turn * np.pi * (3 - np.sqrt(5)), 2 * np.sqrt(turn)
        place = middle + away * np.array([np.cos(angle), np.sin(angle)])
    return _rounded(*place.tolist())


def relabelled(layout: Layout, graph: nx.Graph[str], labels: Mapping[str, str]) -> Layout:
    """Return a layout whose labels use what an analyst called some nodes."""
    if not labels:
        return layout
    frame = layout.frame

    def hub(label: Label) -> Label:
        (network,) = label.networks
        if network not in labels or not label.lines:
            return label
        lines = network_lines(graph, network, width=frame.wrap, size=frame.type_size, label=labels[network])
        return replace(label, lines=lines)

    def cluster(label: Label) -> Label:
        if labels.keys().isdisjoint({*label.members, *label.networks}):
            return label
        nodes = (label.networks, label.members)
        lines = cluster_lines(
            graph, *nodes, width=frame.wrap, size=frame.type_size, detailed=frame.detailed, labels=labels
        )
        return replace(label, lines=lines)

    return replace(layout, hubs=tuple(map(hub, layout.hubs)), clusters=tuple(map(cluster, layout.clusters)))


def _grown(layout: Layout) -> Layout:
    """Return the layout in a frame that holds every node."""
    frame = layout.frame
    spots = np.array([layout.positions[node] for node in layout.positions])
    reach = np.array([[layout.sizes[node]] for node in layout.positions])
    # What was inside stays where it is.
    low = np.minimum((spots - reach).min(axis=0), 0.0)
    high = np.maximum((spots + reach).max(axis=0), [frame.width, frame.height])
    left, top = (-low).round(1).tolist()
    width, height = (high - low).round(1).tolist()
    if (left, top, width, height) == (0.0, 0.0, frame.width, frame.height):
        return layout

    def at(place: Point) -> Point:
        return _rounded(place[0] + left, place[1] + top)

    return replace(
        layout,
        frame=replace(frame, width=width, height=height),
        positions={node: at(place) for node, place in layout.positions.items()},
        hubs=tuple(replace(label, at=at(label.at)) for label in layout.hubs),
        clusters=tuple(replace(label, at=at(label.at)) for label in layout.clusters),
        blocks=tuple(replace(block, at=at(block.at)) for block in layout.blocks),
        centre=at(layout.centre),
    )


def _rounded(x: float, y: float) -> Point:
    return round(x, 1), round(y, 1)


def _tenths(sizes: Mapping[str, float]) -> dict[str, float]:
    return {node: round(size, 1) for node, size in sizes.items()}
