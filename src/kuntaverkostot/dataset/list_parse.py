"""Memberships out of a single table: each mark of a wide one, each row of a long one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from kuntaverkostot.dataset.list_detect import Shape, recognise
from kuntaverkostot.dataset.list_remarks import faults, remarks
from kuntaverkostot.dataset.marks import is_mark, is_yes
from kuntaverkostot.dataset.matching import Register, fold, look_up, looker
from kuntaverkostot.dataset.reading import Draft, Reading, close
from kuntaverkostot.dataset.standing import LISTED, is_confirmed
from kuntaverkostot.tables.columns import Column, coded, constant
from kuntaverkostot.tables.problem import Problem
from kuntaverkostot.text.cells import Outcome

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Links:
    """Memberships by column: the network, the member, and the row of the table that says it."""

    networks: Column
    members: Column
    rows: NDArray[np.intp]

    def where(self, kept: NDArray[np.bool_]) -> Links:
        """Return some of them."""
        return self if kept.all() else Links(self.networks.at(kept), self.members.at(kept), self.rows[kept])


@dataclass(frozen=True, slots=True)
class Understood:
    """A single table and what it says: the reading, each network and each member once, and the memberships.

    Of each membership there is the line that says it, and on which basis.
    """

    reading: Reading
    shape: Shape | None
    networks: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    links: Links = field(default_factory=lambda: _pairs(constant("", 0), constant("", 0)))
    lines: Sequence[int] = ()
    bases: Column = field(default_factory=lambda: constant("", 0))


def understand(made: Draft, known: Register) -> Understood:
    """Read a single table of memberships.

    Parameters
    ----------
    made : Draft
        The table; its cells are replaced, its ledger says why.
    known : Register
        Of the municipalities.

    Returns
    -------
    Understood
        With the shape None, and an error among the messages, when no memberships can be seen in it.
    """
    shape = recognise(made, known) if made.grid.readable else None
    grid = made.grid
    if grid.readable and not grid.rows:
        made.ledger.say([Problem(grid.file, grid.first_line, None, "", ", ".join(made.header), "no-rows")])
        return Understood(close(made, shape="other"), None)
    if shape is None:
        if grid.readable:
            line = grid.first_line or None
            made.ledger.say([Problem(grid.file, line, None, "", ", ".join(made.header), "shape-unknown")])
        return Understood(close(made, shape="other"), None)
    made.ledger.say(remarks(made, shape))
    keys = made.columns[shape.member] if shape.own else _keys(made, shape, known)
    if shape.kind == "wide":
        for place in shape.networks:
            made.outcome(place, made.header[place], _judge_mark)
    else:
        _same_spelling(made, shape.networks[0])
    links = _links(made, shape, keys)
    made.ledger.say(faults(made, shape, keys, links.networks, links.members, links.rows))
    reading = close(made, shape=shape.kind)
    if reading.refused:
        kept = made.ledger.kept
        links, keys = links.where(kept[links.rows]), keys.at(kept)
    names = [made.header[place] for place in shape.networks] if shape.kind == "wide" else links.networks.distinct
    every = shape.kind == "long" and len(links.rows) == len(grid.lines)
    lines = grid.lines if every else [grid.lines[row] for row in links.rows.tolist()]
    bases = _bases(made, links.rows)
    return Understood(reading, shape, tuple(dict.fromkeys(names)), tuple(keys.distinct), links, lines, bases)


def _bases(made: Draft, rows: NDArray[np.intp]) -> Column:
    if "basis" not in made.header:
        return constant(LISTED, len(rows))
    column = made.columns[made.header.index("basis")]
    return column.replaced({cell: LISTED for cell in column.distinct if is_confirmed(cell)}).at(rows)


def _keys(made: Draft, shape: Shape, known: Register) -> Column:
    """Match the municipalities, and return the code of that of each row, or "" where there is none."""
    look = looker(known)
    unknown: set[str] = set()

    def judge(value: str) -> Sequence[Outcome]:
        outcome = look(value)
        if outcome.severity == "error":
            unknown.add(value)
        # A name is as good as a code in such a table.
        return () if outcome.rule == "named" or (not outcome.rule and outcome.value == value) else (outcome,)

    for place in (shape.member, shape.code):
        if place is not None:
            made.outcome(place, made.header[place], judge)
    column = made.columns[shape.member]
    codes = dict.fromkeys(unknown, "")
    for value in column.distinct:
        if value not in unknown:
            outcome = look_up(known, value, suggest=False)
            codes[value] = "" if outcome.severity == "error" else outcome.value
    return column.replaced(codes)


def _judge_mark(value: str) -> Sequence[Outcome]:
    return () if is_mark(value) else (Outcome(value, "mark", "error", "x, 1, kyllä, ja, yes"),)


def _same_spelling(made: Draft, place: int) -> None:
    """Read names of networks that differ in capitals and spaces only as one."""
    first: dict[str, str] = {}
    for value in made.columns[place].distinct:
        first.setdefault(fold(value), value)

    def judge(value: str) -> Sequence[Outcome]:
        return () if first[fold(value)] == value else (Outcome(first[fold(value)], "spelling"),)

    made.outcome(place, made.header[place], judge)


def _pairs(networks: Column, members: Column) -> Links:
    return Links(networks, members, np.arange(len(networks)))


def _links(made: Draft, shape: Shape, keys: Column) -> Links:
    known = ~keys.which({""})
    if shape.kind == "long":
        every = _pairs(made.columns[shape.networks[0]], keys)
        return every.where(known & ~every.networks.which({""}))
    marked = []
    for place in shape.networks:
        column = made.columns[place]
        marked.append(np.flatnonzero(column.which(set(filter(is_yes, column.distinct))) & known))
    rows = np.concatenate(marked)
    names = coded(made.header[place] for place in shape.networks)
    return Links(names.at(np.repeat(np.arange(len(marked)), [len(found) for found in marked])), keys.at(rows), rows)
