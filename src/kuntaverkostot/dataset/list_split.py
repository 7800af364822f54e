"""The names in the cells of a list, one by one: cells that hold several are split, and rows of sets unfolded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

import numpy as np

from kuntaverkostot.dataset.cell_parts import parts_of
from kuntaverkostot.dataset.list_cells import detect_lists
from kuntaverkostot.dataset.list_columns import municipal_lists
from kuntaverkostot.dataset.list_shape import Shape
from kuntaverkostot.dataset.reading import Draft
from kuntaverkostot.dataset.reading_options import ReadingOptions
from kuntaverkostot.dataset.register import Register
from kuntaverkostot.tables.columns import Column, coded
from kuntaverkostot.tables.problem import Problem
from kuntaverkostot.text.cells import visible

if TYPE_CHECKING:
    from numpy.typing import NDArray

# What --split takes for a line break and a tab.
NAMED = {"\\n": "\n", "\\t": "\t", "tab": "\t", "json": "[]"}


@dataclass(frozen=True, slots=True)
class Links:
    """Members and networks as columns, name by name, and the row of each pair."""

    networks: Column
    members: Column
    rows: NDArray[np.intp]

    def where(self, kept: NDArray[np.bool_]) -> Links:
        """Return the pairs where the mask is true."""
        return self if kept.all() else Links(self.networks.at(kept), self.members.at(kept), self.rows[kept])


def separators(draft: Draft, shape: Shape, register: Register, options: ReadingOptions) -> dict[int, str]:
    """Return what separates the names in the cells of each column that holds several.

    Parameters
    ----------
    draft, shape : Draft and Shape
        The list.
    register : Register
        The municipalities; cells that name several of them are lists.
    options : ReadingOptions
        The caller's ``split`` decides; "" keeps every cell whole.
    """
    places = [*((shape.member,) if shape.kind != "sets" else ()), *(shape.networks if shape.kind == "long" else ())]
    chosen: dict[int, str] = {}
    if shape.kind == "wide" and options.split is None:
        # A row of marks is about one member.
        return chosen
    for place in places:
        cells = draft.columns[place].distinct
        if options.split is not None:
            sign = NAMED.get(options.split, options.split.strip() or options.split)
            chosen[place] = sign if sign and any(len(parts_of(cell, sign)) > 1 for cell in cells) else ""
        elif place == shape.member and not shape.own:
            chosen[place] = municipal_lists(cells, register)
        elif lists := detect_lists(cells):
            chosen[place] = lists.separator if lists.verdict == "split" else ""
    return {place: sign for place, sign in chosen.items() if sign}


def split_remarks(draft: Draft, split: Mapping[int, str], *, asked: bool) -> Iterator[Problem]:
    """Yield which cells were split, with the number of names before and after."""
    for place, sign in split.items():
        column, name = draft.columns[place], draft.header[place]
        cell = next(cell for cell in column.distinct if len(parts_of(cell, sign)) > 1 or (sign == "[]" and cell))
        line = draft.grid.lines[column.rows({cell})[0]]
        apart = {part for cell in column.distinct for part in parts_of(cell, sign)}
        where = (draft.grid.file, line, place + 1, name, cell)
        yield Problem(*where, "list-read", visible(sign), "info" if asked else "warning")
        yield Problem(*where, "list-whole", str(len([cell for cell in column.distinct if cell])), "info")
        yield Problem(*where, "list-split", str(len(apart)), "info")


def links_of(draft: Draft, shape: Shape, split: Mapping[int, str]) -> Links:
    """Return every pair of names of a long list, or of one of sets."""
    if shape.kind == "sets":
        return _unfolded(draft, shape)
    member, network = draft.columns[shape.member], draft.columns[shape.networks[0]]
    rows = np.arange(len(member))
    if not split:
        return Links(network, member, rows)
    names = [[parts_of(cell, split.get(shape.member, "")) for cell in member.distinct]]
    names.append([parts_of(cell, split.get(shape.networks[0], "")) for cell in network.distinct])
    pairs = [
        (row, name, other)
        for row, (first, second) in enumerate(zip(member.codes.tolist(), network.codes.tolist(), strict=True))
        for name, other in product(names[0][first], names[1][second])
    ]
    return _links(pairs)


def apart(links: Links, sign: str) -> Links:
    """Return pairs with each name in the cells of the members on its own."""
    if not sign:
        return links
    return _links(
        [
            (row, name, network)
            for row, cell, network in zip(links.rows.tolist(), links.members, links.networks, strict=True)
            for name in parts_of(cell, sign)
        ]
    )


def _unfolded(draft: Draft, shape: Shape) -> Links:
    keys = shape.members if len(shape.members) == 1 else shape.networks
    right = shape.networks if keys is shape.members else shape.members
    (key,) = keys
    cells = [draft.columns[place].cells() for place in right]
    pairs: list[tuple[int, str, str]] = []
    for row, name in enumerate(draft.columns[key].cells()):
        others = dict.fromkeys(column[row] for column in cells if column[row])
        pairs += [(row, name, other) if keys is shape.members else (row, other, name) for other in others if name]
    return _links(pairs)


def _links(pairs: Sequence[tuple[int, str, str]]) -> Links:
    rows = np.fromiter((row for row, _, _ in pairs), dtype=np.intp, count=len(pairs))
    return Links(coded(other for _, _, other in pairs), coded(member for _, member, _ in pairs), rows)


def single_names(draft: Draft, places: Sequence[int], split: Mapping[int, str]) -> list[str]:
    """Return the distinct names in some columns, in their order."""
    names: dict[str, None] = {}
    for place in places:
        cells, sign = draft.columns[place].distinct, split.get(place, "")
        if sign or not _are_names(cells):
            names |= dict.fromkeys(part for cell in cells for part in parts_of(cell, sign))
        else:
            names |= dict.fromkeys(filter(None, cells))
    return list(names)


def _are_names(cells: Sequence[str]) -> bool:
    """Return whether cells need no change to be names; all are tested in one pass."""
    together = "\0".join(cells)
    return " ".join(together.split()) == together and " \0" not in together and "\0 " not in together
