"""Small pictures: the whole diagram, which all pages share, and over it what one page is about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kuntaverkostot.diagram.inlining import built
from kuntaverkostot.diagram.layout import Layout
from kuntaverkostot.diagram.still import as_document
from kuntaverkostot.diagram.style import palette_style, tone
from kuntaverkostot.diagram.svg import Picture, Text
from kuntaverkostot.diagram.svg_paths import circle, short
from kuntaverkostot.diagram.svg_shapes import Shape
from kuntaverkostot.page.scene import Scene
from kuntaverkostot.text.templates import render

# Pixels in the diagram, of which a page shows half as many: what is marked can be seen, and its letter read.
LEAST_SQUARE, RING, DOT = 20.0, 17.0, 6.0


def whole_picture(scene: Scene) -> str:
    """Return the diagram as an SVG document, with letters large enough for a small picture and no other text."""
    layout = scene.drawing.layouts[0]
    squares = [_square(scene, layout, network) for network in scene.style.letters]
    shapes = [*scene.shapes, *(shape for shape, _ in squares)]
    return _document(scene, shapes, [text for _, texts in squares for text in texts])


def marked_picture(scene: Scene, node: str, others: Sequence[str]) -> str:
    """Return what is laid over the diagram: a member and its networks, or a network and its members.

    Parameters
    ----------
    scene : Scene
        What is drawn.
    node : str
        Node id of the member or network.
    others : sequence of str
        Those at the other ends of its memberships; what is not drawn is left out.
    """
    layout = scene.drawing.layouts[0]
    drawn = [other for other in others if other in layout.positions]
    if scene.graph.nodes.get(node, {}).get("bipartite") == 1:
        shapes, texts = _network(scene, layout, node, drawn)
    else:
        shapes, texts = _member(scene, layout, node, drawn)
    return _document(scene, shapes, texts)


def _member(scene: Scene, layout: Layout, node: str, networks: Sequence[str]) -> tuple[list[Shape], list[Text]]:
    shapes: list[Shape] = []
    if node in layout.positions:
        shapes = [_line(scene, layout, network, [node]) for network in networks]
        x, y = layout.positions[node]
        size = max(layout.sizes[node], DOT)
        shapes += [Shape("own", circle(x, y, size)), Shape("mark", circle(x, y, max(RING, size + 8)))]
    squares = [_square(scene, layout, network) for network in networks]
    return shapes + [shape for shape, _ in squares], [text for _, texts in squares for text in texts]


def _network(scene: Scene, layout: Layout, node: str, members: Sequence[str]) -> tuple[list[Shape], list[Text]]:
    shapes = []
    if members:
        shapes = [_line(scene, layout, node, members)]
        kind = f"dot {tone(node, scene.style)}"
        dots = "".join(circle(*layout.positions[member], max(layout.sizes[member], DOT / 2)) for member in members)
        shapes.append(Shape(kind, dots))
    square, texts = _square(scene, layout, node)
    return [*shapes, square], texts


def _line(scene: Scene, layout: Layout, network: str, members: Iterable[str]) -> Shape:
    x, y = layout.positions[network]
    ends = (layout.positions[member] for member in members)
    path = "".join(f"M{short(x)} {short(y)}L{short(to_x)} {short(to_y)}" for to_x, to_y in ends)
    return Shape(f"edge held {tone(network, scene.style)}", path)


def _square(scene: Scene, layout: Layout, network: str) -> tuple[Shape, list[Text]]:
    (x, y), letter = layout.positions[network], scene.style.letters.get(network, "")
    half = max(layout.sizes[network], LEAST_SQUARE if letter else LEAST_SQUARE / 2)
    # At the edge of the picture it is whole, too.
    x = min(max(x, half), layout.frame.width - half)
    y = min(max(y, half), layout.frame.height - half)
    kind = tone(network, scene.style)
    side = short(2 * half)
    shape = Shape(f"square {kind}", f"M{short(x - half)} {short(y - half)}h{side}v{side}h-{side}z")
    text = Text(f"letter middle {kind}", round(x, 1), round(y + 0.42 * half, 1), (letter,), size=round(1.15 * half, 1))
    return shape, [text] if letter else []


def _document(scene: Scene, shapes: Iterable[Shape], texts: Iterable[Text]) -> str:
    frame = scene.drawing.layouts[0].frame
    drawn = Picture(frame.name, frame.width, frame.height, frame.type_size, tuple(shapes), tuple(texts))
    markup = render("page/templates/still_picture.html.jinja", "en", picture=drawn, alt="")
    return as_document(markup, f"{built('picture.css')}{palette_style()}")
