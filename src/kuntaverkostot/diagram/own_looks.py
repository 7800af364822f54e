"""Looks that an analyst chose, as classes of the page's style sheet.

A colour of the palette follows the theme of the reader; any other is drawn as the analyst wrote it. With forced
colours both give way to those of the reader's system.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kuntaverkostot.diagram.colours import split_opacity
from kuntaverkostot.diagram.drawing import Drawing
from kuntaverkostot.diagram.looks import EdgeLook, NodeLook
from kuntaverkostot.diagram.style import LIGHT_BACKGROUND, LIGHT_GREY, LIGHT_PALETTE, on
from kuntaverkostot.diagram.svg_paths import OUTLINES

GREY, GROUND = -1, -2  # instead of a place in the palette
Classes = dict[NodeLook | EdgeLook, str]


def themed(colour: str) -> int | str:
    """Return the place of a colour in the palette, GREY, GROUND, or the colour itself when it is none of these.

    >>> themed("#c86906"), themed("#ffffff"), themed("#ff0000")
    (1, -2, '#ff0000')
    """
    if colour in LIGHT_PALETTE:
        return LIGHT_PALETTE.index(colour)
    return {LIGHT_GREY: GREY, LIGHT_BACKGROUND: GROUND}.get(colour, colour)


def tone_class(colour: str) -> str:
    """Return the class of a colour of the palette; any other is "grey"."""
    place = themed(colour)
    return f"n{place}" if isinstance(place, int) and place >= 0 else "grey"


def own_classes(drawing: Drawing) -> Classes:
    """Return a class for each look that no kind implies, in the order in which they are drawn."""
    looks: list[NodeLook | EdgeLook] = [drawing.edges[pair] for pair in sorted(drawing.own_edges)]
    looks += [drawing.nodes[node] for node in sorted(drawing.own_nodes)]
    looks += [edge.look for edge in drawing.added_edges]
    looks += [node.look for node in drawing.added_nodes]
    return {look: f"own{place}" for place, look in enumerate(dict.fromkeys(looks))}


def own_style(classes: Classes) -> str:
    """Return the rules of these classes; "" without any.

    >>> own_style({EdgeLook("#ff000080", 3.0, (), hidden=False): "own0"}).splitlines()[0]
    '.own0{--tone:#ff0000;--on:#000000;stroke-opacity:0.502;stroke-width:3px}'
    """
    rules = [
        rule
        for look, name in classes.items()
        for rule in (_edge_rules(look, name) if isinstance(look, EdgeLook) else _node_rules(look, name))
    ]
    if rules:
        names = ",".join(f".{name}" for name in classes.values())
        rules.append(f"@media (forced-colors:active){{{names}{{--tone:CanvasText;--on:Canvas}}}}")
    return "".join(f"{rule}\n" for rule in rules)


def own_node(look: NodeLook, classes: Classes, *, size: float) -> dict[str, Any]:
    """Return a look as the scripts of the page draw it; ``size`` is that of the node in the wide frame."""
    return {
        "style": classes[look],
        "shape": look.shape,
        # Of shapes that scripts do not draw anyway, so that each is described once.
        "corners": None if look.shape in {"dot", "square"} else OUTLINES[look.shape],
        "fill": themed(look.fill),
        "on": on(split_opacity(look.fill)[0]),
        "border": themed(look.border) if look.border != look.fill else None,
        # In parts of the size, so that on a phone a border is not too wide for its node.
        "width": round(look.border_width / size, 3),
        "slices": [themed(colour) for colour in look.slices] if look.is_pie else None,
        "font": look.font_size,
        "ink": look.font_colour,
        "hidden": look.hidden,
    }


def own_edge(look: EdgeLook) -> dict[str, Any]:
    """Return a look as the scripts of the page draw it."""
    colour, opacity = split_opacity(look.colour)
    return {
        "colour": themed(colour),
        "opacity": round(opacity, 3),
        "width": look.width,
        "dashes": look.dashes,
        "hidden": look.hidden,
    }


def _value(colour: str) -> str:
    """Return a colour as a value of the style sheet."""
    place = themed(colour)
    if isinstance(place, str):
        return place
    return f"var(--n{place})" if place >= 0 else "var(--grey)" if place == GREY else "var(--ground)"


def _tone(colour: str) -> str:
    place = themed(colour)
    letter = f"var(--o{place})" if isinstance(place, int) and place >= 0 else on(split_opacity(colour)[0])
    return f"--tone:{_value(colour)};--on:{letter}"


def _node_rules(look: NodeLook, name: str) -> Iterator[str]:
    yield f".{name}{{{_tone(look.fill)}}}"
    if look.border != look.fill and look.border_width:
        border = f"stroke:{_value(look.border)};stroke-width:{look.border_width:g}px"
        yield f".dot.{name},.square.{name}{{{border}}}"
    if look.font_colour:
        labels = ",".join(f".picture .{kind}.{name}" for kind in ("hub", "strip", "added"))
        yield f"{labels}{{fill:{look.font_colour}}}"


def _edge_rules(look: EdgeLook, name: str) -> Iterator[str]:
    colour, opacity = split_opacity(look.colour)
    dashes = f";stroke-dasharray:{' '.join(f'{length:g}' for length in look.dashes)}" if look.dashes else ""
    yield f".{name}{{{_tone(colour)};stroke-opacity:{opacity:.3g};stroke-width:{look.width:g}px{dashes}}}"
