"""Parts of the matrix and of the UpSet view, and their display in notebooks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kuntaverkostot.diagram.inlining import page_style
from kuntaverkostot.diagram.still import Still, shown, svg_document
from kuntaverkostot.diagram.style import palette_style
from kuntaverkostot.text.language import Name, say
from kuntaverkostot.text.templates import render

if TYPE_CHECKING:
    import pandas as pd

COLUMN, ROW, HEAD, BARS = 44, 28, 320, 132  # pixels: a bar, a network, names at the left, the highest bar
NAMES_ACROSS, CELL = 180, 44  # pixels: caption and names over the matrix, a row of it
ID = re.compile(' id="[^"]*"')
PICTURE_EDGE = 360  # pixels: names beside the picture of a matrix


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of the matrix: two networks, the text, and ``weight``, the depth of the background."""

    row: str
    column: str
    text: str
    weight: int


@dataclass(frozen=True, slots=True, repr=False)
class Matrix:
    """The overlap matrix: networks by networks.

    Attributes
    ----------
    frame : pandas.DataFrame
        Network x network: municipalities in common, or the Jaccard index.
    names : dict of str to Name
        Names of the networks, by id.
    places : dict of str to int
        Places of their colours in the palette.
    cells : tuple of tuple of Cell
        The frame as text, row by row.
    measure : {"count", "jaccard"}
        The measure in the cells.
    extents : dict of str to str
        Known and published numbers of members of each network.
    partial : str
        Note on incomplete lists, or "".
    language : {"fi", "sv", "en"}
        Language of the names.
    networks : int
        Number of all networks; the matrix shows the largest ones.
    """

    frame: pd.DataFrame
    names: Mapping[str, Name]
    places: Mapping[str, int]
    cells: tuple[tuple[Cell, ...], ...]
    measure: str
    extents: Mapping[str, str]
    partial: str
    language: str
    networks: int

    @property
    def left_out(self) -> str:
        """A sentence on what the matrix leaves out, or ""."""
        count = len(self.names)
        if count == self.networks:
            return ""
        return say(self.language, "view.matrix_cut", count=count, networks=self.networks)

    def __repr__(self) -> str:
        return f"Matrix({len(self.names)} networks, measure={self.measure!r}, language={self.language!r})"

    def _repr_html_(self) -> str:
        return self._repr_mimebundle_()["text/html"]

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:  # noqa: ARG002
        """Show the table in a frame of its own; where there are no frames, a picture of it and the plain table."""
        return _bundle(
            self,
            ["page/templates/matrix.html.jinja"],
            drawing="page/templates/matrix_picture.html.jinja",
            title=say(self.language, f"view.matrix_caption_{self.measure}"),
            size=(PICTURE_EDGE + COLUMN * len(self.names), NAMES_ACROSS + CELL * len(self.names)),
            values={"matrix": self},
        )


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: members in exactly the same networks.

    Parameters
    ----------
    networks : tuple of str
        Ids of their networks.
    size : int
        Number of members.
    members : tuple of (str, Name)
        Node id and name of each in alphabetical order; a large page has only the first ones.
    inhabitants : int
        Their total population.
    height : float
        Height of the bar in pixels.
    x : int
        Middle of the column in pixels.
    """

    networks: tuple[str, ...]
    size: int
    members: tuple[tuple[str, Name], ...]
    inhabitants: int
    height: float
    x: int


@dataclass(frozen=True, slots=True, repr=False)
class UpSet:
    """The UpSet view.

    Attributes
    ----------
    frame : pandas.DataFrame
        From :func:`kuntaverkostot.exclusive_intersections`, of all networks.
    names : dict of str to Name
        Names of the networks of rows and bars, by id.
    places : dict of str to int
        Places of their colours in the palette.
    extents, partial
        As in :class:`Matrix`, for the networks with a row, in the order of the rows.
    bars : tuple of Bar
        The largest sets, the largest first.
    sets : int
        Number of all sets.
    networks : tuple of str
        Ids of all networks, including those without a row.
    date : str
        Date of the populations in the format of the language.
    language : {"fi", "sv", "en"}
        Language of the names.
    """

    frame: pd.DataFrame
    names: Mapping[str, Name]
    places: Mapping[str, int]
    extents: Mapping[str, str]
    partial: str
    bars: tuple[Bar, ...]
    sets: int
    networks: tuple[str, ...]
    date: str
    language: str

    @property
    def largest_shared(self) -> tuple[tuple[str, ...], int] | None:
        """The networks and the size of the largest set of several networks, drawn or not; None if two are as large."""
        shared = self.frame[self.frame["degree"] > 1]
        largest = shared[shared["size"] == shared["size"].max()]
        return (largest["networks"].iloc[0], int(largest["size"].iloc[0])) if len(largest) == 1 else None

    @property
    def others(self) -> int:
        """Number of networks without a row; the last row stands for them."""
        return len(self.networks) - len(self.extents)

    @property
    def left_out(self) -> str:
        """Sentences on what the view leaves out, or ""."""
        notes = []
        if len(self.bars) < self.sets:
            notes.append(say(self.language, "view.upset_cut", count=len(self.bars), sets=self.sets))
        if self.others:
            notes.append(say(self.language, "view.upset_rows", count=len(self.extents), networks=len(self.networks)))
        return " ".join(notes)

    @property
    def width(self) -> int:
        """Pixels across."""
        return HEAD + COLUMN * len(self.bars) + 8

    @property
    def height(self) -> int:
        """Pixels down."""
        return BARS + 24 + ROW * (len(self.extents) + bool(self.others)) + 8

    def elsewhere(self, bar: Bar) -> bool:
        """Return whether a set has networks without a row."""
        return any(network not in self.extents for network in bar.networks)

    def y(self, row: int) -> int:
        """Return the middle of a row in pixels."""
        return BARS + 24 + ROW * row + ROW // 2

    def __repr__(self) -> str:
        return f"UpSet({len(self.bars)} of {self.sets} sets, {len(self.extents)} networks, language={self.language!r})"

    def _repr_html_(self) -> str:
        return self._repr_mimebundle_()["text/html"]

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:  # noqa: ARG002
        """Show drawing and table in a frame of its own; where there are no frames, a picture and the plain table."""
        return _bundle(
            self,
            ["page/templates/upset.html.jinja", "page/templates/sets.html.jinja"],
            drawing="page/templates/upset.html.jinja",
            title=say(self.language, "view.upset_heading"),
            # The table under it has as much room again; the rest of it is a scroll away.
            size=(self.width, 2 * self.height),
            values={"upset": self, "date": self.date},
        )


def _bundle(
    view: Matrix | UpSet,
    parts: list[str],
    *,
    drawing: str,
    title: str,
    size: tuple[int, int],
    values: dict[str, object],
) -> dict[str, str]:
    """Return parts of the page that stand in a notebook, in a frame with the page's style, and what is left of them."""
    language, note, (width, height) = view.language, view.left_out, size
    frame = render(
        "page/templates/alone.html.jinja",
        language,
        style=f"{palette_style()}{page_style()}",
        **values | {"parts": parts, "note": note, "title": title, "height": height, "alone": True},
    )
    counts = say(language, "count.networks", count=len(view.extents))
    sentence = f"{say(language, 'notebook.sentence', title=title, counts=counts)} {note}".strip()
    # Several views of a notebook stand in one document, where an id may be there once.
    table = ID.sub("", render(parts[-1], language, **values | {"alone": True}))
    picture = svg_document(render(drawing, language, **values))
    alt = say(language, "notebook.alt_view", title=title, counts=counts)
    return shown(frame, Still(sentence, say(language, "notebook.as_table"), table, language, picture, alt, width))
