"""The shape of the part of the payload that says what an analyst changed in the diagram; see ``payload_types``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypedDict

Point = Sequence[float]
# The place of a colour in the palette, -1 for the grey of the theme, -2 for its background, or else "#rrggbb[aa]".
Colour = int | str


class NodeLook(TypedDict):
    """How a node is drawn that does not look as its kind and its networks imply.

    ``style`` is its class in the style sheet, and ``corners`` are those of its shape around (0, 0) at size 1, none of a
    dot or a square. ``on`` is the colour of a letter on it, ``border`` is none in the colour of the node, and ``width``
    is that of the border in parts of the size. ``slices`` are the colours of a pie, if it is one. ``font`` is the size
    of the label and ``ink`` its colour, "" for that of the page.
    """

    style: str
    shape: str
    corners: Sequence[Point] | None
    fill: Colour
    on: str
    border: Colour | None
    width: float
    slices: list[Colour] | None
    font: float
    ink: str
    hidden: bool


class EdgeLook(TypedDict):
    """How an edge is drawn that does not look as its networks imply; ``dashes`` are none of a solid line."""

    colour: Colour
    opacity: float
    width: float
    dashes: Sequence[float]
    hidden: bool


class OwnLooks(TypedDict):
    """Looks, labels and titles of an analyst, by the index of a node or the place of an edge among the memberships."""

    nodes: list[tuple[int, NodeLook]]
    edges: list[tuple[int, EdgeLook]]
    labels: list[tuple[int, str]]
    titles: list[tuple[int, str]]


class AddedNode(NodeLook):
    """A node that is in no table; ``at`` is its x, its y and its size in each of the frames."""

    label: str
    title: str
    at: list[Point]


class AddedEdge(EdgeLook):
    """An edge that is in no table. An end is the index of a node, or -1 for the first added node, -2 for the second."""

    ends: list[int]


class AddedItems(TypedDict):
    """What an analyst added by hand."""

    nodes: list[AddedNode]
    edges: list[AddedEdge]


class OwnData(TypedDict, total=False):
    """What an analyst changed in the pyvis Network; a page of a Network as it was made has neither key."""

    own: OwnLooks
    added: AddedItems
