"""What a list says besides memberships: further columns, and a year, a role or a weight in place of a mark."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

import numpy as np

from kuntaverkostot.dataset.cell_parts import parts_of
from kuntaverkostot.dataset.list_shape import Shape
from kuntaverkostot.dataset.list_split import Links
from kuntaverkostot.dataset.list_words import CODES, words_of
from kuntaverkostot.dataset.marks import is_mark
from kuntaverkostot.dataset.reading import Draft
from kuntaverkostot.dataset.register import fold
from kuntaverkostot.tables.columns import Column, coded
from kuntaverkostot.tables.problem import Problem
from kuntaverkostot.tables.table_files import few
from kuntaverkostot.text.language import LANGUAGES, say

# Values that are kept; a larger table keeps its memberships only.
MOST_VALUES = 500_000


class Attribute(NamedTuple):
    """A value about a member, or about a membership where a network is given."""

    member: str
    network: str
    attribute: str
    value: str


def further_columns(draft: Draft, shape: Shape) -> list[int]:
    """Return the columns that hold neither members nor networks nor marks, but something about them."""
    used = {shape.member, shape.code, *shape.networks, *shape.members, *shape.index}
    return [
        place
        for place, name in enumerate(draft.header)
        if place not in used
        and name
        and name not in draft.header[:place]
        and not (shape.kind != "wide" and name == "basis")
        and any(draft.columns[place].distinct)
    ]


def is_kept(draft: Draft, shape: Shape) -> bool:
    """Return whether the further columns of a list are few enough to be kept."""
    return len(further_columns(draft, shape)) * len(draft.grid.lines) <= MOST_VALUES


def attributes_of(
    draft: Draft, shape: Shape, links: Links, codes: Mapping[str, str], split: Mapping[int, str]
) -> tuple[Attribute, ...]:
    """Return the values of the further columns of a list.

    Parameters
    ----------
    draft, shape : Draft and Shape
        The list.
    links : Links
        Its memberships.
    codes : mapping of str to str
        The code of each municipality, by its name in the list; empty when the members are not municipalities.
    split : mapping of int to str
        What separates the names in the cells of a column.

    Returns
    -------
    tuple of Attribute
        A column is about the membership if a member has several values in it, and about the member otherwise. Several
        values of the same thing are joined with semicolons.
    """
    values: dict[tuple[str, str, str], dict[str, None]] = {}
    if is_kept(draft, shape):
        for place in further_columns(draft, shape):
            for member, network, value in _values(draft, shape, place, links, codes, split):
                values.setdefault((member, network, draft.header[place]), {})[value] = None
    if shape.kind == "wide":
        name = say(shape.language or LANGUAGES[0], f"reading.value_{shape.values or 'mark'}")
        for member, network, value in _mark_values(draft, shape, links):
            values.setdefault((member, network, name), {})[value] = None
    return tuple(Attribute(*key, "; ".join(several)) for key, several in values.items())


def _values(
    draft: Draft, shape: Shape, place: int, links: Links, codes: Mapping[str, str], split: Mapping[int, str]
) -> Iterator[tuple[str, str, str]]:
    column = draft.columns[place]
    # Where a row holds all networks of a member, what stands beside them is about the member.
    by_member = not split.keys().isdisjoint(shape.networks)
    if shape.kind != "sets" and (by_member or not _is_about_membership(column, draft.columns[shape.member], shape)):
        yield from _of_members(draft, shape, place, np.flatnonzero(draft.ledger.kept).tolist(), codes, split)
        return
    for member, network, row in zip(links.members, links.networks, links.rows.tolist(), strict=True):
        if column[row]:
            yield member, network, column[row]
    if shape.kind != "sets":
        # Where a row names no network, what it says is about its member.
        alone = draft.ledger.kept.copy()
        alone[links.rows] = False
        yield from _of_members(draft, shape, place, np.flatnonzero(alone).tolist(), codes, split)


def _of_members(
    draft: Draft, shape: Shape, place: int, rows: Iterable[int], codes: Mapping[str, str], split: Mapping[int, str]
) -> Iterator[tuple[str, str, str]]:
    column, members, sign = draft.columns[place], draft.columns[shape.member], split.get(shape.member, "")
    for row in rows:
        if column[row]:
            for name in parts_of(members[row], sign):
                if member := codes.get(name, "") if codes else name:
                    yield member, "", column[row]


def _is_about_membership(column: Column, members: Column, shape: Shape) -> bool:
    if shape.kind != "long":
        return False
    pairs = len({*zip(members.codes.tolist(), column.codes.tolist(), strict=True)})
    # Where each member has one row, a value is about both; a member has one role, but a city has one country.
    return pairs > len(members.distinct) or len(members.distinct) == len(members)


def _mark_values(draft: Draft, shape: Shape, links: Links) -> Iterator[tuple[str, str, str]]:
    places = {draft.header[place]: place for place in shape.networks}
    for member, network, row in zip(links.members, links.networks, links.rows.tolist(), strict=True):
        cell = draft.columns[places[network]][row]
        if cell and not (is_mark(cell) and not shape.values) and fold(cell) != fold(network):
            yield member, network, cell


def told_apart(draft: Draft, shape: Shape, split: Mapping[int, str]) -> None:
    """Add the code to names that several members share, when a column of codes tells them apart.

    Two films called Hamlet are two members; a name that is on several rows of a long list is one.
    """
    if split.get(shape.member) or (shape.member in shape.assumed and shape.code is not None):
        return
    names = draft.columns[shape.member]
    for place in (*shape.index, *further_columns(draft, shape)):
        if not _is_code(draft.header[place]):
            continue
        codes = draft.columns[place]
        unique = len(codes.distinct) == len(codes)
        if unique and shape.kind == "long" and not split:
            continue
        shared = _shared_names(names, codes)
        if shared is None or not shared:
            continue
        rows = np.flatnonzero(names.which(shared))
        cells = names.cells()
        for row in rows.tolist():
            cells[row] = f"{cells[row]} ({codes[row]})"
        draft.columns[shape.member] = coded(cells)
        head = draft.header[shape.member]
        draft.ledger.say(
            [
                Problem(
                    draft.grid.file, None, None, head, few(sorted(shared)), "told-apart", draft.header[place], "warning"
                )
            ]
        )
        return


def _is_code(head: str) -> bool:
    words = words_of(head)
    return bool(words) and (words[-1] in CODES or words[0] in CODES or words[-1] == "id")


def _shared_names(names: Column, codes: Column) -> set[str] | None:
    """Return the names that have several codes; None when a code has several names, so that it is no code of these."""
    pairs = {*zip(names.codes.tolist(), codes.codes.tolist(), strict=True)}
    if len({code for _, code in pairs}) < len(pairs):
        return None
    often: dict[int, int] = {}
    for name, code in pairs:
        if codes.distinct[code]:
            often[name] = often.get(name, 0) + 1
    return {names.distinct[name] for name, count in often.items() if count > 1 and names.distinct[name]}
