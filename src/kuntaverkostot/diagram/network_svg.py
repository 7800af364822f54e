"""The networks of a large dataset as a static picture (SVG), at the same positions as in the interactive diagram."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from kuntaverkostot.diagram.style import Appearance, tone
from kuntaverkostot.diagram.svg import Picture, Text
from kuntaverkostot.diagram.svg_shapes import Shape
from kuntaverkostot.text.node_ids import network_node

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from kuntaverkostot.diagram.frame import Frame
    from kuntaverkostot.diagram.network_layout import Squares

LEAST_LETTERED = 6.0  # smallest half side of a square that fits a letter


def large_picture(
    layout: tuple[Frame, Squares], strongest: NDArray[np.int64], style: Appearance, ids: list[str]
) -> Picture:
    """Return squares for the networks and lines for their strongest overlaps.

    Parameters
    ----------
    layout : (Frame, Squares)
        Positions and sizes of the networks.
    strongest : numpy.ndarray of int, shape (overlaps, 3)
        The overlaps to draw: two indices into ``ids`` and the number of shared members.
    style : Appearance
        Colours and letters.
    ids : list of str
        Network ids.
    """
    frame, at = layout
    positions, sizes = at.positions.tolist(), at.sizes.tolist()
    lines = "".join(
        f"M{positions[first][0]:g} {positions[first][1]:g}L{positions[second][0]:g} {positions[second][1]:g}"
        for first, second, _ in strongest.tolist()
    )
    squares: dict[str, list[str]] = defaultdict(list)
    texts = []
    for code, (x, y), half in zip(ids, positions, sizes, strict=True):
        node = network_node(code)
        squares[tone(node, style)].append(f"M{x - half:g} {y - half:g}h{2 * half:g}v{2 * half:g}h{-2 * half:g}z")
        if node in style.letters and half >= LEAST_LETTERED:
            size = round(1.15 * half, 1)
            texts.append(
                Text(
                    f"letter middle {tone(node, style)}",
                    x,
                    round(y + 0.42 * half, 1),
                    (style.letters[node],),
                    size=size,
                )
            )
    shapes = [Shape("edge near grey", lines)]
    shapes += [Shape(f"square {kind}", "".join(path)) for kind, path in sorted(squares.items())]
    return Picture(frame.name, at.width, at.height, frame.type_size, tuple(shapes), tuple(texts))
