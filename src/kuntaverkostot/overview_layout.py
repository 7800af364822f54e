"""Where networks stand when there are too many members to draw: those that share members near each other."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from scipy.sparse import csr_array

    from kuntaverkostot.frame import Frame

Array = NDArray[np.float64]

ROUNDS = 60
GOLDEN = math.pi * (3 - math.sqrt(5))
FILL = 0.36  # half the side of the largest square, by the side of its cell


@dataclass(frozen=True, slots=True, eq=False)
class Squares:
    """Positions and sizes of networks in a frame.

    Attributes
    ----------
    positions : numpy.ndarray of shape (networks, 2)
        Middle of each square, in CSS pixels of the frame at its natural size.
    sizes : numpy.ndarray of shape (networks,)
        Half the side of each.
    width, height : float
        The frame.
    """

    positions: Array
    sizes: Array
    width: float
    height: float


def place_networks(alike: csr_array, sizes: NDArray[np.int64], *, frame: Frame) -> Squares:
    """Return where networks stand.

    The second and third eigenvectors of the random walk from network to network say which are near each other; by
    them networks are put into the cells of a grid, column by column, so that none covers another and the whole frame
    is used. Source of the first: Y. Koren, Drawing graphs by eigenvectors, Computers and Mathematics with Applications
    49 (2005) 1867–1888, https://doi.org/10.1016/j.camwa.2004.08.015. Networks that share no member stand last.

    Parameters
    ----------
    alike : scipy.sparse.csr_array of shape (networks, networks)
        From :func:`kuntaverkostot.overview.likeness`.
    sizes : numpy.ndarray of shape (networks,)
        Members of each network.
    frame : Frame
        The room.

    Returns
    -------
    Squares
        The same for the same numbers.
    """
    count = len(sizes)
    columns = max(1, round(math.sqrt(count * frame.width / frame.height)))
    rows = max(1, math.ceil(count / columns))
    spread = _spectral(alike)
    apart = np.asarray(alike.sum(axis=1)).ravel() == 0
    across = np.lexsort((np.arange(count), spread[:, 0], apart))
    column = np.empty(count, dtype=np.intp)
    column[across] = np.arange(count) // rows
    down = np.lexsort((np.arange(count), spread[:, 1], column))
    row = np.empty(count, dtype=np.intp)
    starts = np.searchsorted(column[down], np.arange(columns + 1))
    row[down] = np.arange(count) - starts[column[down]]
    cell = (frame.width / columns, frame.height / rows)
    # A column that is not full stands in the middle of its height.
    filled = np.bincount(column, minlength=columns)[column]
    positions = np.column_stack(((column + 0.5) * cell[0], (row + 0.5 + (rows - filled) / 2) * cell[1]))
    largest = FILL * min(cell)
    half = largest * np.sqrt(0.12 + 0.88 * sizes / max(1, int(sizes.max(initial=1))))
    return Squares(positions.round(1), half.astype(float).round(1), frame.width, frame.height)


def _spectral(alike: csr_array) -> Array:
    """Return two coordinates of each network, by orthogonal iteration of the lazy random walk between them."""
    count = alike.shape[0]
    if count < 3:
        return np.zeros((count, 2))
    degree = np.asarray(alike.sum(axis=1), dtype=float).ravel()
    weight = np.where(degree > 0, degree, 1.0)
    turn = GOLDEN * np.arange(count)
    found = np.column_stack((np.cos(turn), np.sin(turn)))
    root = np.sqrt(weight)[:, None]
    for _ in range(ROUNDS):
        found = (found + (alike @ found) / weight[:, None]) / 2
        found -= (weight @ found) / weight.sum()
        orthogonal, upper = np.linalg.qr(found * root)
        # The sign that a decomposition gives is arbitrary.
        found = orthogonal * np.where(np.diag(upper) < 0, -1.0, 1.0) / root
    return found
