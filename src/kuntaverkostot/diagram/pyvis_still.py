"""What is left of a pyvis Network where it may not run: a picture of its nodes as they stand now, and all as a list.

The picture is drawn from the dictionaries of the Network, which anybody may have changed; whatever is in them that a
picture cannot use is left out of the picture, and never out of the list.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from kuntaverkostot.diagram.labels import text_width
from kuntaverkostot.diagram.still import Still, svg_document
from kuntaverkostot.diagram.style import LIGHT_GREY
from kuntaverkostot.diagram.svg_paths import circle, diamond, short
from kuntaverkostot.text.language import alphabetical, say
from kuntaverkostot.text.templates import render

Node = Mapping[str, Any]
Point = tuple[float, float]
SIZE, SMALL_FONT, MARGIN = 10.0, 8, 40.0
FONT = 13  # of the picture
# Corners of what is neither round nor square, and how near to the middle every second one is.
CORNERS = {"star": (10, 0.4), "triangle": (3, 1.0), "triangleDown": (3, 1.0), "hexagon": (6, 1.0)}


def pyvis_still(nodes: Sequence[Node], edges: Sequence[Node], *, title: str, language: str) -> Still:
    """Return what is left of a Network.

    Parameters
    ----------
    nodes, edges : sequence of dict
        Those of the Network.
    title : str
        Its heading.
    language : {"fi", "sv", "en"}
        Language of the words around it.
    """
    counts = ", ".join(
        [say(language, "notebook.nodes", count=len(nodes)), say(language, "notebook.edges", count=len(edges))]
    )
    places = _places(nodes)
    labelled = [node for node in nodes if _is_labelled(node)]
    ends = (end for node in labelled for end in _ends(node, places[node["id"]]))
    left, top, width, height = _frame([*places.values(), *ends])
    alt = say(language, "notebook.alt", counts=counts)
    markup = render(
        "diagram/templates/pyvis_picture.html.jinja",
        language,
        alt=alt,
        size=FONT,
        box=f"{short(left)} {short(top)} {short(width)} {short(height)}",
        lines=_lines(edges, places),
        marks=[_mark(node, places[node["id"]]) for node in nodes],
        labels=[_label(node, places[node["id"]]) for node in labelled],
    )
    listing = render("diagram/templates/neighbours.html.jinja", language, rows=_neighbours(nodes, edges, language))
    sentence = say(language, "notebook.sentence", title=title, counts=counts)
    return Still(sentence, say(language, "notebook.as_list"), listing, language, svg_document(markup), alt, width)


def _number(value: object, usual: float) -> float:
    is_number = isinstance(value, int | float) and math.isfinite(value)
    return float(value) if is_number else usual  # type: ignore[arg-type]  # it is a number


def _places(nodes: Sequence[Node]) -> dict[object, Point]:
    """Return where each node stands; those without a place, which move about in pyvis, stand on a circle."""
    at = {node["id"]: (_number(node.get("x"), math.nan), _number(node.get("y"), math.nan)) for node in nodes}
    loose = [name for name, point in at.items() if any(map(math.isnan, point))]
    fixed = [point for name, point in at.items() if name not in set(loose)]
    left, top, width, height = _frame(fixed)
    for place, name in enumerate(loose):
        turn = math.tau * place / len(loose)
        at[name] = (left + width / 2 * (1 + math.cos(turn)), top + height / 2 * (1 + math.sin(turn)))
    return at


def _frame(points: Iterable[Point]) -> tuple[float, float, float, float]:
    """Return left, top, width and height of what holds all points, with room around them."""
    corners = list(points) or [(0.0, 0.0), (600.0, 600.0)]
    (left, right), (top, bottom) = ((min(values), max(values)) for values in zip(*corners, strict=True))
    return left - MARGIN, top - MARGIN, right - left + 2 * MARGIN, bottom - top + 2 * MARGIN


def _colour(value: object, part: str = "background") -> str:
    colour = value.get(part) or value.get("color") if isinstance(value, Mapping) else value
    return colour if isinstance(colour, str) else LIGHT_GREY


def _lines(edges: Sequence[Node], places: Mapping[object, Point]) -> list[tuple[str, bool, str]]:
    """Return colour, whether it is dashed, and path of the edges that are seen."""
    paths: dict[tuple[str, bool], list[str]] = defaultdict(list)
    for edge in edges:
        if not edge.get("hidden"):
            (x, y), (to_x, to_y) = places[edge["from"]], places[edge["to"]]
            paths[_colour(edge.get("color")), bool(edge.get("dashes"))].append(
                f"M{x:.0f} {y:.0f}L{to_x:.0f} {to_y:.0f}"
            )
    return [(colour, dashed, "".join(path)) for (colour, dashed), path in sorted(paths.items())]


def _mark(node: Node, at: Point) -> tuple[str, str, str]:
    """Return fill, border and path of a node."""
    shape, (x, y), size = str(node.get("shape")), at, _number(node.get("size"), SIZE)
    if shape in {"square", "box"}:
        path = f"M{short(x - size)} {short(y - size)}h{short(2 * size)}v{short(2 * size)}h{short(-2 * size)}z"
    elif shape in CORNERS:
        count, inner = CORNERS[shape]
        start = 0.25 if shape == "triangleDown" else -0.25
        turns = [(math.tau * (start + corner / count), 1 if corner % 2 == 0 else inner) for corner in range(count)]
        corners = [
            f"{short(x + size * far * math.cos(turn))} {short(y + size * far * math.sin(turn))}" for turn, far in turns
        ]
        path = f"M{'L'.join(corners)}z"
    else:
        path = diamond(x, y, size) if shape == "diamond" else circle(x, y, size)
    return _colour(node.get("color")), _colour(node.get("color"), "border"), path


def _is_labelled(node: Node) -> bool:
    """Return whether a label is large enough to be read without zooming in."""
    font = node.get("font")
    return bool(node.get("label")) and not (
        isinstance(font, Mapping) and _number(font.get("size"), SMALL_FONT) < SMALL_FONT
    )


def _label(node: Node, at: Point) -> tuple[str, str, str]:
    return short(at[0]), short(at[1] + _number(node.get("size"), SIZE) + 14), str(node["label"])


def _ends(node: Node, at: Point) -> tuple[Point, Point]:
    """Return where a label begins and ends, so that it is inside the picture."""
    half = text_width(str(node["label"]), FONT) / 2
    return (at[0] - half, at[1]), (at[0] + half, at[1])


def _neighbours(nodes: Sequence[Node], edges: Sequence[Node], language: str) -> list[tuple[str, list[str]]]:
    """Return the label of each node with those that it is joined to; the node with most of them comes first."""
    names = {node["id"]: str(node.get("label") or node["id"]) for node in nodes}
    joined: dict[object, set[object]] = {name: set() for name in names}
    for edge in edges:
        joined[edge["from"]].add(edge["to"])
        joined[edge["to"]].add(edge["from"])
    order = alphabetical(language)
    rows = [(names[node], sorted((names[other] for other in others), key=order)) for node, others in joined.items()]
    return sorted(rows, key=lambda row: (-len(row[1]), order(row[0])))
