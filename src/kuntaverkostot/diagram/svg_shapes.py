"""The shapes of the static picture, from the looks of nodes and edges and from where they stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kuntaverkostot.diagram.colours import split_opacity
from kuntaverkostot.diagram.drawing import Drawing
from kuntaverkostot.diagram.labels import room
from kuntaverkostot.diagram.layout import Label, Layout
from kuntaverkostot.diagram.looks import FAR, NEAR, EdgeLook, NodeLook
from kuntaverkostot.diagram.own_looks import GROUND, Classes, own_classes, themed, tone_class
from kuntaverkostot.diagram.svg_paths import outline, pair, sectors, short

if TYPE_CHECKING:
    import networkx as nx

BEHIND = 6.0  # pixels of soft ground around a network and its members


@dataclass(frozen=True, slots=True)
class Shape:
    """A path, its classes in the style sheet, and the width of its stroke where the style sheet does not set it."""

    kind: str
    path: str
    stroke: float = 0.0


def shapes_of(graph: nx.Graph[str], drawing: Drawing) -> tuple[Shape, ...]:
    """Return all shapes of the wide picture except text, in drawing order."""
    layout = drawing.layouts[0]
    return (
        *_grounds(layout, drawing),
        *_leaders(graph, layout),
        *_edges(layout, drawing),
        *_nodes(graph, layout, drawing),
    )


def node_class(look: NodeLook, classes: Classes) -> str:
    """Return the class of the colour of a node."""
    return classes.get(look) or ("open" if themed(look.fill) == GROUND else tone_class(look.fill))


def ground(layout: Layout, hub: Label) -> tuple[float, float, float, float]:
    """Return left, top, right and bottom of the soft ground behind a network with its own members and its label."""
    nodes = (*hub.networks, *hub.members)
    width, height = max((room(lines, layout.frame.type_size) for lines in hub.lines.values()), default=(0.0, 0.0))
    spots = [(*layout.positions[node], layout.sizes[node]) for node in nodes]
    left = min([hub.at[0] - width / 2, *(x - size for x, _, size in spots)])
    right = max([hub.at[0] + width / 2, *(x + size for x, _, size in spots)])
    top = min(y - size for _, y, size in spots)
    bottom = max([hub.at[1] + height, *(y + size for _, y, size in spots)])
    frame = layout.frame
    return (
        max(left - BEHIND, 0.0),
        max(top - BEHIND, 0.0),
        min(right + BEHIND, frame.width),
        min(bottom + BEHIND, frame.height),
    )


def _grounds(layout: Layout, drawing: Drawing) -> Iterable[Shape]:
    classes = own_classes(drawing)
    for hub in layout.hubs:
        look = drawing.nodes[hub.networks[0]]
        # The name of a network without lines is not part of the layout.
        if look.hidden or not hub.lines:
            continue
        left, top, right, bottom = ground(layout, hub)
        corner = min(18.0, (right - left) / 2, (bottom - top) / 2)
        across, down = right - left - 2 * corner, bottom - top - 2 * corner
        turn = f"a{short(corner)} {short(corner)} 0 0 1"
        yield Shape(
            f"ground {node_class(look, classes)}",
            f"M{pair(left + corner, top)}h{short(across)}{turn} {pair(corner, corner)}v{short(down)}"
            f"{turn} {pair(-corner, corner)}h{short(-across)}{turn} {pair(-corner, -corner)}v{short(-down)}"
            f"{turn} {pair(corner, -corner)}z",
        )


def leaders(graph: nx.Graph[str], layout: Layout) -> list[tuple[float, float, float, float]]:
    """Return lines from networks on the ring to the heading of their group in the strip: x, y and x, y.

    Without them nothing would tell to which group a network on the ring belongs.
    """
    headings = {block.group: block.at for block in layout.blocks if layout.frame.row}
    lines = []
    for hub in layout.hubs:
        at = headings.get(graph.nodes[hub.networks[0]]["group_id"])
        if at:
            _, top, right, bottom = ground(layout, hub)
            lines.append((right, (top + bottom) / 2, at[0] - 4, at[1] - 0.3 * layout.frame.type_size))
    return lines


def _leaders(graph: nx.Graph[str], layout: Layout) -> Iterable[Shape]:
    path = "".join(f"M{short(x)} {short(y)}L{short(to_x)} {short(to_y)}" for x, y, to_x, to_y in leaders(graph, layout))
    if path:
        yield Shape("leader", path)


def _edges(layout: Layout, drawing: Drawing) -> Iterable[Shape]:
    classes = own_classes(drawing)
    added = [(edge.ends, edge.look) for edge in drawing.added_edges]
    hidden = {node for node, look in drawing.nodes.items() if look.hidden}
    # Whole pixels are near enough for a line that ends under a dot.
    spots = {node: f"{x:.0f} {y:.0f}" for node, (x, y) in layout.positions.items()}
    looks = {*drawing.edges.values(), *(look for _, look in added)}
    kinds = {look: _line_kind(look, classes) for look in looks}
    paths: dict[tuple[str, float], list[str]] = defaultdict(list)
    for (member, network), look in (*drawing.edges.items(), *added):
        # Neither it nor one of its ends is hidden.
        if not (look.hidden or member in hidden or network in hidden):
            paths[kinds[look]].append(f"M{spots[network]}L{spots[member]}")
    for (kind, width), path in sorted(paths.items()):
        yield Shape(f"edge {kind}", "".join(path), width)


def _line_kind(look: EdgeLook, classes: Classes) -> tuple[str, float]:
    """Return the class and the width of a line."""
    own = classes.get(look)
    # Widths of overlaps in half pixels, so that there are few paths. Memberships are as wide as the style says.
    width = 0.0 if own or look.width == 1 else max(0.5, round(2 * look.width) / 2)
    return own or _line_class(look), width


def _line_class(look: EdgeLook) -> str:
    colour, opacity = split_opacity(look.colour)
    kind = "candidate" if look.dashes else "near" if opacity < (NEAR + FAR) / 2 else "far"
    return f"{kind} {tone_class(colour)}"


def _nodes(graph: nx.Graph[str], layout: Layout, drawing: Drawing) -> Iterable[Shape]:
    """Yield the marks of members, then those of networks and of what was added."""
    classes = own_classes(drawing)
    looks = {**drawing.nodes} | {node.id: node.look for node in drawing.added_nodes}
    upper = {node for node in looks if node not in graph or graph.nodes[node]["bipartite"] == 1}
    parts: dict[str, list[str]] = defaultdict(list)
    # A line without length and with round ends is a dot, in a quarter of the letters that a circle takes.
    spots: dict[tuple[str, float], list[str]] = defaultdict(list)
    for node, look in looks.items():
        (x, y), size = layout.positions[node], layout.sizes[node]
        kind = node_class(look, classes)
        if look.hidden:
            continue
        if node in upper:
            parts[f"square {kind}"].append(outline(look.shape, x, y, size))
        elif look.is_pie:
            middle = f"M{pair(x, y)}"
            for colour, slice_ in zip(look.slices, sectors(size, len(look.slices)), strict=True):
                parts[f"dot {tone_class(colour)}"].append(middle + slice_)
            parts["rim"].append(outline(look.shape, x, y, size))
        elif look.shape == "dot" and look.fill == look.border:
            spots[kind, round(4 * size) / 2].append(f"M{short(x)} {short(y)}h0")
        else:
            parts[f"dot {kind}"].append(outline(look.shape, x, y, size))
    for (kind, width), path in sorted(spots.items()):
        yield Shape(f"spot {kind}", "".join(path), width)
    for kind in sorted(parts, key=lambda kind: (kind.startswith("square"), kind == "rim", kind)):
        yield Shape(kind, "".join(parts[kind]))
