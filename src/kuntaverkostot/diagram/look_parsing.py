"""Reading the look of a node or an edge from what pyvis keeps of it: a dictionary that anybody may have changed."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, TypeVar

from kuntaverkostot.diagram.colours import parse_colour, with_opacity
from kuntaverkostot.diagram.looks import (
    DASHES,
    Attributes,
    EdgeLook,
    NodeLook,
)
from kuntaverkostot.diagram.svg_paths import OUTLINES

# What vis-network can draw and the page cannot; leaving it out unsaid would be wrong.
UNDRAWN_OF_NODES = ("group", "icon", "image", "value")
UNDRAWN_OF_EDGES = ("arrows", "label", "value")
T = TypeVar("T")


def read_node(node: Attributes, *, usual: NodeLook) -> NodeLook:
    """Return the look of a node of pyvis; where it says nothing, it is as usual.

    Raises
    ------
    ValueError
        When a value cannot be drawn; the message names the attribute.
    """
    _check_drawn(node, UNDRAWN_OF_NODES)
    fill, border = _node_colours(node.get("color"), usual)
    opacity = _read(node, "opacity", 1.0, _share)
    size, colour = _font(node.get("font"), usual)
    look = NodeLook(
        shape=_read(node, "shape", usual.shape, _shape),
        fill=with_opacity(fill, opacity),
        border=with_opacity(border, opacity),
        border_width=_read(node, "borderWidth", usual.border_width, length),
        slices=tuple(_read(node, "slices", (), lambda slices: tuple(map(parse_colour, slices)))),
        font_size=size,
        font_colour=colour,
        hidden=bool(node.get("hidden", False)),
    )
    return usual if look == usual else look


def read_edge(edge: Attributes, *, usual: EdgeLook) -> EdgeLook:
    """Return the look of an edge of pyvis, as :func:`read_node` does for a node."""
    _check_drawn(edge, UNDRAWN_OF_EDGES)
    colour = edge.get("color", usual.colour)
    opacity: object = 1.0
    if isinstance(colour, dict):
        colour, opacity = colour.get("color", usual.colour), colour.get("opacity", 1.0)
    dashes = edge.get("dashes", False)
    look = EdgeLook(
        colour=with_opacity(_named("color", colour, parse_colour), _named("color", opacity, _share)),
        width=_read(edge, "width", usual.width, length),
        dashes=_named("dashes", dashes, _lengths) if isinstance(dashes, list | tuple) else DASHES if dashes else (),
        hidden=bool(edge.get("hidden", False)),
    )
    return usual if look == usual else look


def _node_colours(colour: object, usual: NodeLook) -> tuple[str, str]:
    if isinstance(colour, dict):
        fill = _named("color", colour.get("background", usual.fill), parse_colour)
        return fill, _named("color", colour.get("border", usual.border), parse_colour)
    if colour is None:
        return usual.fill, usual.border
    whole = _named("color", colour, parse_colour)
    return whole, whole


def _font(font: object, usual: NodeLook) -> tuple[float, str]:
    """Return size and colour of a font: a dict, or a text as ``14px arial red``."""
    size: object = usual.font_size
    colour: object = None
    if isinstance(font, dict):
        size, colour = font.get("size", size), font.get("color")
    elif isinstance(font, str):
        first, *rest = font.split() or ["0px"]
        size, colour = first.removesuffix("px"), rest[-1] if len(rest) > 1 else None
    return _named("font", size, length), _named("font", colour, parse_colour) if colour else ""


def _check_drawn(attributes: Attributes, undrawn: tuple[str, ...]) -> None:
    for name in undrawn:
        if attributes.get(name) is not None:
            raise ValueError(f"the page does not draw {name!r}; set color, size, shape or width itself")


def _read(attributes: Attributes, name: str, usual: T, parse: Callable[[Any], T]) -> T:
    return _named(name, attributes[name], parse) if name in attributes else usual


def _named(name: str, value: Any, parse: Callable[[Any], T]) -> T:
    try:
        return parse(value)
    except (TypeError, ValueError) as error:
        raise ValueError(f"{name}: {error}") from None


def length(value: Any) -> float:
    """Return a length in pixels: a number from 0 to 1,000.

    >>> length(2)
    2.0
    """
    number = _number(value)
    if not 0 <= number <= 1000:
        raise ValueError(f"a length is a number of pixels from 0 to 1,000; got {value!r}")
    return number


def _shape(value: Any) -> str:
    if value != "dot" and value not in OUTLINES:
        raise ValueError(f"the page draws {', '.join(sorted(['dot', *OUTLINES]))}; got {value!r}")
    return str(value)


def _lengths(values: list[Any]) -> tuple[float, ...]:
    return tuple(map(length, values))


def _share(value: Any) -> float:
    number = _number(value)
    if not 0 <= number <= 1:
        raise ValueError(f"an opacity is a number from 0 to 1; got {value!r}")
    return number


def _number(value: Any) -> float:
    """Return a number, or NaN for what is none, which no range admits."""
    try:
        return float(value)
    except (TypeError, ValueError):
        return math.nan
