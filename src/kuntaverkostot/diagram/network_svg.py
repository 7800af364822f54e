"""The networks of a large dataset as a static picture (SVG), from the same places as the interactive diagram."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from kuntaverkostot.diagram.style import Appearance, tone
from kuntaverkostot.diagram.svg import Picture, Text
from kuntaverkostot.diagram.svg_shapes import Shape

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from kuntaverkostot.diagram.frame import Frame
    from kuntaverkostot.diagram.network_layout import Squares

LEAST_LETTERED = 6.0  # half the side of a square that has room for a letter


def large_picture(
    placed: tuple[Frame, Squares], strongest: NDArray[np.int64], style: Appearance, ids: list[str]
) -> Picture:
    """Return squares for the networks and lines for their strongest overlaps.

    Parameters
    ----------
    placed : (Frame, Squares)
        Where networks stand.
    strongest : numpy.ndarray of int, shape (overlaps, 3)
        Overlaps that are drawn, as rows of ``ids``.
    style : Appearance
        Colours and letters.
    ids : list of str
        Network ids.
    """
    frame, at = placed
    spots, sizes = at.positions.tolist(), at.sizes.tolist()
    lines = "".join(
        f"M{spots[one][0]:g} {spots[one][1]:g}L{spots[other][0]:g} {spots[other][1]:g}"
        for one, other, _ in strongest.tolist()
    )
    squares: dict[str, list[str]] = defaultdict(list)
    texts = []
    for code, (x, y), half in zip(ids, spots, sizes, strict=True):
        node = f"network:{code}"
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
