"""The diagram as a static picture (SVG): what a reader sees without JavaScript, on paper, and in an export.

It is drawn from the same positions and colours as the interactive diagram. Colours are classes of the page's style
sheet, so that the picture follows dark mode and forced colours.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kuntaverkostot.analysis.graph import member_count, nodes_of, published_of, signatures
from kuntaverkostot.dataset.completeness import extent_lines
from kuntaverkostot.dataset.standing import is_confirmed, is_current
from kuntaverkostot.diagram.frame import BASELINE, STRIP_SQUARE
from kuntaverkostot.diagram.labels import LINE_HEIGHT, Lines, room
from kuntaverkostot.diagram.layout import Label, Layout
from kuntaverkostot.diagram.style import Appearance
from kuntaverkostot.diagram.svg_paths import circle, diamond, pair, sector, short
from kuntaverkostot.text.language import short_name

if TYPE_CHECKING:
    import networkx as nx

BEHIND = 6.0  # how far the soft ground of a network reaches beyond its members


@dataclass(frozen=True, slots=True)
class Shape:
    """A path, its classes in the style sheet, and the width of its line where the style sheet does not know it."""

    kind: str
    path: str
    stroke: float = 0.0


@dataclass(frozen=True, slots=True)
class Text:
    """Lines of text at a point: the baseline of the first, and the distance to the next."""

    kind: str
    x: float
    y: float
    lines: Lines
    step: float = 0.0
    size: float = 0.0


@dataclass(frozen=True, slots=True)
class Picture:
    """Shapes and texts in the order in which they are drawn."""

    name: str
    width: float
    height: float
    type_size: float
    shapes: tuple[Shape, ...]
    texts: tuple[Text, ...]


def picture(
    graph: nx.Graph[str],
    placed: Layout,
    seen: Appearance,
    *,
    language: str,
    shapes: tuple[Shape, ...] | None = None,
    association: str = "",
) -> Picture:
    """Return what the static picture consists of.

    Parameters
    ----------
    graph : networkx.Graph
        From :func:`kuntaverkostot.bipartite_graph`.
    placed : Layout
        Where its nodes stand.
    seen : Appearance
        Colours of its networks.
    language : {"fi", "sv", "en"}
        Language of the labels.
    shapes : tuple of Shape, optional
        What :func:`shapes_of` has found already: they are the same in every language.
    association : str
        Name in the middle; "" leaves it empty.

    Returns
    -------
    Picture
        Coordinates in pixels.
    """
    return Picture(
        name=placed.frame.name,
        width=placed.frame.width,
        height=placed.frame.height,
        type_size=placed.frame.type_size,
        shapes=shapes_of(graph, placed, seen) if shapes is None else shapes,
        texts=(
            *_letters(placed, seen),
            *_labels(placed, language),
            *_strip_texts(graph, placed, language),
            *_middle(placed, association),
        ),
    )


def shapes_of(graph: nx.Graph[str], placed: Layout, seen: Appearance) -> tuple[Shape, ...]:
    """Return whatever the picture has but its texts, in the order in which it is drawn."""
    return (
        *_grounds(placed, seen),
        *_leaders(graph, placed),
        *_edges(graph, placed, seen),
        *_members(graph, placed, seen),
        *_squares(graph, placed, seen),
    )


def tone(network: str, seen: Appearance) -> str:
    """Return the class of a network's colour."""
    return f"n{seen.places[network]}" if network in seen.places else "grey"


def ground(placed: Layout, hub: Label) -> tuple[float, float, float, float]:
    """Return left, top, right and bottom of the soft ground behind a network with its own members and its label."""
    nodes = (*hub.networks, *hub.members)
    width, height = max((room(lines, placed.frame.type_size) for lines in hub.lines.values()), default=(0.0, 0.0))
    spots = [(*placed.positions[node], placed.sizes[node]) for node in nodes]
    left = min([hub.at[0] - width / 2, *(x - size for x, _, size in spots)])
    right = max([hub.at[0] + width / 2, *(x + size for x, _, size in spots)])
    top = min(y - size for _, y, size in spots)
    bottom = max([hub.at[1] + height, *(y + size for _, y, size in spots)])
    frame = placed.frame
    return (
        max(left - BEHIND, 0.0),
        max(top - BEHIND, 0.0),
        min(right + BEHIND, frame.width),
        min(bottom + BEHIND, frame.height),
    )


def _grounds(placed: Layout, seen: Appearance) -> Iterable[Shape]:
    for hub in placed.hubs:
        left, top, right, bottom = ground(placed, hub)
        corner = min(18.0, (right - left) / 2, (bottom - top) / 2)
        across, down = right - left - 2 * corner, bottom - top - 2 * corner
        turn = f"a{short(corner)} {short(corner)} 0 0 1"
        yield Shape(
            f"ground {tone(hub.networks[0], seen)}",
            f"M{pair(left + corner, top)}h{short(across)}{turn} {pair(corner, corner)}v{short(down)}"
            f"{turn} {pair(-corner, corner)}h{short(-across)}{turn} {pair(-corner, -corner)}v{short(-down)}"
            f"{turn} {pair(corner, -corner)}z",
        )


def leaders(graph: nx.Graph[str], placed: Layout) -> list[tuple[float, float, float, float]]:
    """Return lines from networks on the ring to the heading of their group in the strip: x, y and x, y.

    Without them nothing would tell to which group a network on the ring belongs.
    """
    headings = {block.group: block.at for block in placed.blocks if placed.frame.row}
    found = []
    for hub in placed.hubs:
        at = headings.get(graph.nodes[hub.networks[0]]["group_id"])
        if at:
            _, top, right, bottom = ground(placed, hub)
            found.append((right, (top + bottom) / 2, at[0] - 4, at[1] - 0.3 * placed.frame.type_size))
    return found


def _leaders(graph: nx.Graph[str], placed: Layout) -> Iterable[Shape]:
    path = "".join(f"M{short(x)} {short(y)}L{short(to_x)} {short(to_y)}" for x, y, to_x, to_y in leaders(graph, placed))
    if path:
        yield Shape("leader", path)


def _edges(graph: nx.Graph[str], placed: Layout, seen: Appearance) -> Iterable[Shape]:
    own = {member for hub in placed.hubs for member in hub.members}
    paths: dict[tuple[str, str], list[str]] = defaultdict(list)
    for edge in sorted(graph.edges):
        member, network = sorted(edge, key=lambda node: graph.nodes[node]["bipartite"])
        if not is_current(graph.nodes[network]["status"]):
            continue
        kind = "near" if member in own else "far"
        if not is_confirmed(graph.edges[edge]["basis"]):
            kind = "candidate"
        (x, y), (to_x, to_y) = placed.positions[network], placed.positions[member]
        # Whole pixels are near enough for a line that ends under a dot.
        paths[network, kind].append(f"M{x:.0f} {y:.0f}L{to_x:.0f} {to_y:.0f}")
    for (network, kind), path in sorted(paths.items()):
        yield Shape(f"edge {kind} {tone(network, seen)}", "".join(path))


def _members(graph: nx.Graph[str], placed: Layout, seen: Appearance) -> Iterable[Shape]:
    """Yield dots and diamonds in one colour, pies of several, and open rings."""
    parts: dict[str, list[str]] = defaultdict(list)
    # A line without length and with round ends is a dot, in a quarter of the letters that a circle takes.
    spots: dict[tuple[str, float], list[str]] = defaultdict(list)
    for member, networks in signatures(graph).items():
        (x, y), size = placed.positions[member], placed.sizes[member]
        is_diamond = graph.nodes[member]["kind"] == "organisation"
        whole = diamond(x, y, size) if is_diamond else circle(x, y, size)
        if len(networks) < 2:
            if networks and not is_diamond:
                spots[tone(networks[0], seen), round(4 * size) / 2].append(f"M{short(x)} {short(y)}h0")
            else:
                parts[f"dot {tone(networks[0], seen)}" if networks else "dot open"].append(whole)
            continue
        for place, network in enumerate(networks):
            start, end = (place / len(networks) - 0.25, (place + 1) / len(networks) - 0.25)
            parts[f"dot {tone(network, seen)}"].append(sector(x, y, size, start, end))
        parts["rim"].append(whole)
    for (kind, width), path in sorted(spots.items()):
        yield Shape(f"spot {kind}", "".join(path), width)
    for kind in sorted(parts, key=lambda kind: (kind == "rim", kind)):
        yield Shape(kind, "".join(parts[kind]))


def _squares(graph: nx.Graph[str], placed: Layout, seen: Appearance) -> Iterable[Shape]:
    parts: dict[str, list[str]] = defaultdict(list)
    for network in sorted(nodes_of(graph, "network")):
        (x, y), half = placed.positions[network], placed.sizes[network]
        parts[tone(network, seen)].append(
            f"M{short(x - half)} {short(y - half)}h{short(2 * half)}v{short(2 * half)}h{short(-2 * half)}z"
        )
    for kind, path in sorted(parts.items()):
        yield Shape(f"square {kind}", "".join(path))


def _labels(placed: Layout, language: str) -> Iterable[Text]:
    size = placed.frame.type_size
    for kind, labels in (("hub", placed.hubs), ("cluster", placed.clusters)):
        for label in labels:
            x, y = label.at
            yield Text(f"{kind} middle", x, round(y + BASELINE * size, 1), label.lines[language], size * LINE_HEIGHT)


def _letters(placed: Layout, seen: Appearance) -> Iterable[Text]:
    """Yield the letter inside the square of each network on the ring."""
    for network, letter in seen.letters.items():
        (x, y), half = placed.positions[network], placed.sizes[network]
        yield Text(
            f"letter middle {tone(network, seen)}", x, round(y + 0.42 * half, 1), (letter,), size=round(1.15 * half, 1)
        )


def _strip_texts(graph: nx.Graph[str], placed: Layout, language: str) -> Iterable[Text]:
    """Yield the headings of the groups, and the names of networks where there is room for them."""
    frame = placed.frame
    for block in placed.blocks:
        yield Text("group", *block.at, block.lines[language], frame.type_size * LINE_HEIGHT)
        for node in block.networks if frame.row else ():
            x, y = placed.positions[node]
            name = strip_name(graph, node, language)
            yield Text("strip", x + 2.2 * STRIP_SQUARE, round(y + 0.35 * frame.type_size, 1), (name,))


def _middle(placed: Layout, association: str) -> Iterable[Text]:
    if association:
        x, y = placed.centre
        yield Text("association middle", x, round(y + 0.35 * placed.frame.type_size, 1), (association,))


def strip_name(graph: nx.Graph[str], network: str, language: str) -> str:
    """Return the short name of a network, and how many of its members are known, if any."""
    name = short_name(graph.nodes[network], language)
    members = member_count(graph, network)
    told = extent_lines(language, members, published_of(graph, network))
    return f"{name} ({', '.join(told)})" if members else name
