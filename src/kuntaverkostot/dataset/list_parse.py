"""Memberships from a list: each mark in a wide one, each row in a long one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from kuntaverkostot.dataset.list_detect import Shape, detect_shape
from kuntaverkostot.dataset.list_remarks import faults, remarks
from kuntaverkostot.dataset.marks import is_mark, is_yes
from kuntaverkostot.dataset.matching import limited_look_up, look_up
from kuntaverkostot.dataset.reading import Draft, Reading, close
from kuntaverkostot.dataset.register import Register, fold
from kuntaverkostot.dataset.standing import LISTED, is_confirmed
from kuntaverkostot.tables.columns import Column, coded, constant
from kuntaverkostot.tables.problem import Problem
from kuntaverkostot.text.cells import Outcome

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Memberships:
    """Memberships as columns: network, member, and row of the list."""

    networks: Column
    members: Column
    rows: NDArray[np.intp]

    def where(self, kept: NDArray[np.bool_]) -> Memberships:
        """Return the memberships where the mask is true."""
        return self if kept.all() else Memberships(self.networks.at(kept), self.members.at(kept), self.rows[kept])


@dataclass(frozen=True, slots=True)
class ParsedList:
    """A parsed list: its reading, its distinct networks and members, and its memberships with their lines and bases."""

    reading: Reading
    shape: Shape | None
    networks: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    memberships: Memberships = field(default_factory=lambda: _memberships_by_row(constant("", 0), constant("", 0)))
    lines: Sequence[int] = ()
    bases: Column = field(default_factory=lambda: constant("", 0))


def parse_list(draft: Draft, register: Register) -> ParsedList:
    """Parse a list of memberships.

    Parameters
    ----------
    draft : Draft
        The list; its cells are replaced, and its ledger says why.
    register : Register
        The municipalities.

    Returns
    -------
    Understood
        Its shape is None, with an error among the messages, when the table is not a list of memberships.
    """
    shape = detect_shape(draft, register) if draft.grid.readable else None
    grid = draft.grid
    if grid.readable and not grid.rows:
        draft.ledger.say([Problem(grid.file, grid.first_line, None, "", ", ".join(draft.header), "no-rows")])
        return ParsedList(close(draft, shape="other"), None)
    if shape is None:
        if grid.readable:
            line = grid.first_line or None
            draft.ledger.say([Problem(grid.file, line, None, "", ", ".join(draft.header), "shape-unknown")])
        return ParsedList(close(draft, shape="other"), None)
    draft.ledger.say(remarks(draft, shape))
    keys = draft.columns[shape.member] if shape.own else _member_codes(draft, shape, register)
    if shape.kind == "wide":
        for place in shape.networks:
            draft.apply(place, draft.header[place], _judge_mark)
    else:
        _merge_spellings(draft, shape.networks[0])
    memberships = _memberships(draft, shape, keys)
    draft.ledger.say(faults(draft, shape, keys, memberships.networks, memberships.members, memberships.rows))
    reading = close(draft, shape=shape.kind)
    if reading.refused:
        kept = draft.ledger.kept
        memberships, keys = memberships.where(kept[memberships.rows]), keys.at(kept)
    names = [draft.header[place] for place in shape.networks] if shape.kind == "wide" else memberships.networks.distinct
    every = shape.kind == "long" and len(memberships.rows) == len(grid.lines)
    lines = grid.lines if every else [grid.lines[row] for row in memberships.rows.tolist()]
    bases = _bases(draft, memberships.rows)
    return ParsedList(reading, shape, tuple(dict.fromkeys(names)), tuple(keys.distinct), memberships, lines, bases)


def _bases(draft: Draft, rows: NDArray[np.intp]) -> Column:
    if "basis" not in draft.header:
        return constant(LISTED, len(rows))
    column = draft.columns[draft.header.index("basis")]
    return column.replaced({cell: LISTED for cell in column.distinct if is_confirmed(cell)}).at(rows)


def _member_codes(draft: Draft, shape: Shape, register: Register) -> Column:
    """Match the municipalities and return the code in each row, or "" where there is none."""
    look_up_limited = limited_look_up(register)
    unknown: set[str] = set()

    def judge(value: str) -> Sequence[Outcome]:
        outcome = look_up_limited(value)
        if outcome.severity == "error":
            unknown.add(value)
        # In a list, a name is as good as a code.
        return () if outcome.rule == "named" or (not outcome.rule and outcome.value == value) else (outcome,)

    for place in (shape.member, shape.code):
        if place is not None:
            draft.apply(place, draft.header[place], judge)
    column = draft.columns[shape.member]
    codes = dict.fromkeys(unknown, "")
    for value in column.distinct:
        if value not in unknown:
            outcome = look_up(register, value, suggest=False)
            codes[value] = "" if outcome.severity == "error" else outcome.value
    return column.replaced(codes)


def _judge_mark(value: str) -> Sequence[Outcome]:
    return () if is_mark(value) else (Outcome(value, "mark", "error", "x, 1, kyllä, ja, yes"),)


def _merge_spellings(draft: Draft, place: int) -> None:
    """Merge network names that differ only in case or spaces."""
    first: dict[str, str] = {}
    for value in draft.columns[place].distinct:
        first.setdefault(fold(value), value)

    def judge(value: str) -> Sequence[Outcome]:
        return () if first[fold(value)] == value else (Outcome(first[fold(value)], "spelling"),)

    draft.apply(place, draft.header[place], judge)


def _memberships_by_row(networks: Column, members: Column) -> Memberships:
    return Memberships(networks, members, np.arange(len(networks)))


def _memberships(draft: Draft, shape: Shape, keys: Column) -> Memberships:
    has_member = ~keys.which({""})
    if shape.kind == "long":
        all_rows = _memberships_by_row(draft.columns[shape.networks[0]], keys)
        return all_rows.where(has_member & ~all_rows.networks.which({""}))
    marked_rows = []
    for place in shape.networks:
        column = draft.columns[place]
        marked_rows.append(np.flatnonzero(column.which(set(filter(is_yes, column.distinct))) & has_member))
    rows = np.concatenate(marked_rows)
    names = coded(draft.header[place] for place in shape.networks)
    return Memberships(
        names.at(np.repeat(np.arange(len(marked_rows)), [len(rows_of_network) for rows_of_network in marked_rows])),
        keys.at(rows),
        rows,
    )
