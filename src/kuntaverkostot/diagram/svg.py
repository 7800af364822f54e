"""The diagram as a static picture (SVG): what a reader sees without JavaScript, on paper, and in an export.

It is drawn from the same Drawing as the interactive diagram. Colours are classes of the page's style sheet, so that
the picture follows dark mode and forced colours.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kuntaverkostot.analysis.graph import member_count, published_of
from kuntaverkostot.dataset.completeness import extent_lines
from kuntaverkostot.diagram.drawing import Drawing
from kuntaverkostot.diagram.frame import BASELINE, STRIP_SQUARE
from kuntaverkostot.diagram.labels import LINE_HEIGHT, Lines
from kuntaverkostot.diagram.layout import Layout
from kuntaverkostot.diagram.looks import NETWORK_FONT
from kuntaverkostot.diagram.own_looks import own_classes
from kuntaverkostot.diagram.style import Appearance
from kuntaverkostot.diagram.svg_shapes import Shape, node_class, shapes_of
from kuntaverkostot.text.language import short_name

if TYPE_CHECKING:
    import networkx as nx


LEAST_LETTERED = 6.0  # smallest half side of a square that has room for a letter


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
    drawing: Drawing,
    style: Appearance,
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
    drawing : Drawing
        What is drawn; the picture has its first layout.
    style : Appearance
        Letters of its networks.
    language : {"fi", "sv", "en"}
        Language of the labels.
    shapes : tuple of Shape, optional
        The result of :func:`shapes_of`, which is the same in every language.
    association : str
        Name in the middle; "" leaves it empty.

    Returns
    -------
    Picture
        Coordinates in pixels.
    """
    layout = drawing.layouts[0]
    return Picture(
        name=layout.frame.name,
        width=layout.frame.width,
        height=layout.frame.height,
        type_size=layout.frame.type_size,
        shapes=shapes_of(graph, drawing) if shapes is None else shapes,
        texts=(
            *_letters(layout, drawing, style),
            *_labels(layout, drawing, language),
            *_strip_texts(graph, layout, drawing, language),
            *_added_labels(layout, drawing),
            *_middle(layout, association),
        ),
    )


def _own(node: str, drawing: Drawing) -> tuple[str, float]:
    """Return the class that a label has for a look of its own, with a space before it, and its share of the size."""
    if node not in drawing.own_nodes:
        return "", 1.0
    look = drawing.nodes[node]
    return f" {own_classes(drawing)[look]}", look.font_size / NETWORK_FONT


def _labels(layout: Layout, drawing: Drawing, language: str) -> Iterable[Text]:
    size = layout.frame.type_size
    for label in layout.hubs:
        own, share = _own(label.networks[0], drawing)
        if label.lines and not drawing.nodes[label.networks[0]].hidden:
            yield _label("hub middle" + own, label.at, label.lines[language], size, share)
    for label in layout.clusters:
        if not all(drawing.nodes[node].hidden for node in label.members):
            yield _label("cluster middle", label.at, label.lines[language], size, 1.0)


def _label(kind: str, at: tuple[float, float], lines: Lines, size: float, share: float) -> Text:
    own_size = 0.0 if share == 1.0 else round(size * share, 1)
    return Text(kind, at[0], round(at[1] + BASELINE * size * share, 1), lines, size * share * LINE_HEIGHT, own_size)


def _added_labels(layout: Layout, drawing: Drawing) -> Iterable[Text]:
    """Yield the label of each node that was added by hand, below it."""
    size, classes = layout.frame.type_size, own_classes(drawing)
    for node in drawing.added_nodes:
        (x, y), radius = layout.positions[node.id], layout.sizes[node.id]
        if not node.look.hidden and node.label:
            below = (x, y + radius + 2)
            lines = tuple(node.label.splitlines())
            yield _label(f"added middle {classes[node.look]}", below, lines, size, 1.0)


def _letters(layout: Layout, drawing: Drawing, style: Appearance) -> Iterable[Text]:
    """Yield the letter inside the square of each network on the ring."""
    classes = own_classes(drawing)
    for network, letter in style.letters.items():
        (x, y), half, look = layout.positions[network], layout.sizes[network], drawing.nodes[network]
        kind, size = f"letter middle {node_class(look, classes)}", round(1.15 * half, 1)
        if not look.hidden and half >= LEAST_LETTERED:
            yield Text(kind, x, round(y + 0.42 * half, 1), (letter,), size=size)


def _strip_texts(graph: nx.Graph[str], layout: Layout, drawing: Drawing, language: str) -> Iterable[Text]:
    """Yield the headings of the groups, and the names of networks where there is room for them."""
    frame = layout.frame
    for block in layout.blocks:
        yield Text("group", *block.at, block.lines[language], frame.type_size * LINE_HEIGHT)
        for node in block.networks if frame.row else ():
            x, y = layout.positions[node]
            name = strip_name(graph, node, language, label=drawing.labels.get(node, ""))
            own, _ = _own(node, drawing)
            if not drawing.nodes[node].hidden:
                yield Text(f"strip{own}", x + 2.2 * STRIP_SQUARE, round(y + 0.35 * frame.type_size, 1), (name,))


def _middle(layout: Layout, association: str) -> Iterable[Text]:
    if association:
        x, y = layout.centre
        yield Text("association middle", x, round(y + 0.35 * layout.frame.type_size, 1), (association,))


def strip_name(graph: nx.Graph[str], network: str, language: str, *, label: str = "") -> str:
    """Return the label of a network, or else its short name, and how many of its members are known, if any."""
    name = label or short_name(graph.nodes[network], language)
    members = member_count(graph, network)
    extent = extent_lines(language, members, published_of(graph, network))
    return f"{name} ({', '.join(extent)})" if members else name
