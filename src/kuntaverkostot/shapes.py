"""Memberships out of a single table: each mark of a wide one, each row of a long one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from kuntaverkostot.cells import Outcome
from kuntaverkostot.columns import Column, coded, constant, differing
from kuntaverkostot.keys import repeated
from kuntaverkostot.matching import Register, fold, look_up, looker
from kuntaverkostot.reading import Draft, Reading, close
from kuntaverkostot.recognising import MEMBER, NETWORK, Shape, only_marks, recognise
from kuntaverkostot.schema import Problem
from kuntaverkostot.values import NO, YES

if TYPE_CHECKING:
    from numpy.typing import NDArray

# A longer text is no name.
LONGEST = 200
LISTED, CANDIDATE = "listed", "candidate"


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
    if shape is None:
        if grid.readable:
            made.ledger.say([Problem(grid.file, grid.first_line, None, "", ", ".join(made.header), "shape-unknown")])
        return Understood(close(made, shape="other"), None)
    head = made.header[shape.member]
    made.ledger.say(_said(made, shape, head))
    keys = made.columns[shape.member] if shape.own else _keys(made, shape, known)
    if shape.kind == "wide":
        for place in shape.networks:
            made.outcome(place, made.header[place], _judge_mark)
    else:
        _same_spelling(made, shape.networks[0])
    links = _links(made, shape, keys)
    made.ledger.say(_faults(made, shape, keys, links))
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
    return column.replaced({cell: LISTED for cell in column.distinct if cell != CANDIDATE}).at(rows)


def _said(made: Draft, shape: Shape, head: str) -> Iterator[Problem]:
    file, line = made.grid.file, made.grid.first_line
    yield Problem(file, None, None, head, str(len(shape.networks)), f"shape-{shape.kind}", head, "info")
    if shape.own:
        # Where the head of the column does not say so, it is a guess: misspelled municipalities would look the same.
        sure = fold(head) in MEMBER
        yield Problem(file, None, None, head, head, "members-own", severity="info" if sure else "warning")
    for place in shape.networks:
        if fold(made.header[place]) in NETWORK and only_marks(made.columns[place]):
            # Who is in a network called 1, and who has a mark for one called "verkosto", write the same.
            name = made.header[place]
            yield Problem(file, line, place + 1, name, name, f"marks-or-names-{shape.kind}", severity="warning")
    used = {shape.member, shape.code, *shape.networks}
    for position, name in enumerate(made.header):
        if (
            position not in used
            and (name or any(made.columns[position].distinct))
            and not (shape.kind == "long" and name == "basis")
        ):
            yield Problem(file, line, position + 1, name, name, "column-left-out", severity="warning")
        elif position in shape.networks and not name:
            yield Problem(file, line, position + 1, "", "", "unnamed-column")
        elif name and name in made.header[:position]:
            yield Problem(file, line, position + 1, name, name, "repeated-column")


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
    return () if value.casefold() in YES | NO else (Outcome(value, "mark", "error", "x, 1, kyllä, ja, yes"),)


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
        marked.append(
            np.flatnonzero(column.which({cell for cell in column.distinct if cell.casefold() in YES}) & known)
        )
    rows = np.concatenate(marked)
    names = coded(made.header[place] for place in shape.networks)
    return Links(names.at(np.repeat(np.arange(len(marked)), [len(found) for found in marked])), keys.at(rows), rows)


def _faults(made: Draft, shape: Shape, keys: Column, links: Links) -> Iterator[Problem]:
    yield from _empty(made, shape)
    yield from _too_long(made, shape)
    if shape.kind == "long" and "basis" in made.header:
        yield from _where_not(made, made.header.index("basis"), {"", LISTED, CANDIDATE})
    file, lines = made.grid.file, made.grid.lines
    if shape.code is not None:
        head, codes = made.header[shape.code], made.columns[shape.code]
        for row in differing(codes, keys):
            yield Problem(file, lines[row], shape.code + 1, head, codes[row], "names-disagree", keys[row])
    wide = shape.kind == "wide"
    columns, rows = ([keys], np.arange(len(keys))) if wide else ([links.networks, links.members], links.rows)
    for place, first in repeated(columns):
        what, line, before = " + ".join(column[place] for column in columns), lines[rows[place]], lines[rows[first]]
        yield Problem(file, line, shape.member + 1, made.header[shape.member], what, "unique", str(before))


def _empty(made: Draft, shape: Shape) -> Iterator[Problem]:
    """Yield each cell that must not be empty: the member, and the network of a membership."""
    for place in (shape.member, *(shape.networks if shape.kind == "long" else ())):
        yield from _where(made, place, {""}, "required")


def _too_long(made: Draft, shape: Shape) -> Iterator[Problem]:
    """Yield each name that is none: of a network, and of a member that nothing else would look up."""
    wide = shape.kind == "wide"
    for place in shape.networks if wide else ():
        name = made.header[place]
        if len(name) > LONGEST:
            yield Problem(made.grid.file, made.grid.first_line, place + 1, name, name, "max-length", str(LONGEST))
    for place in (*((shape.member,) if shape.own else ()), *(() if wide else shape.networks)):
        long = {cell for cell in made.columns[place].distinct if len(cell) > LONGEST}
        yield from _where(made, place, long, "max-length", str(LONGEST))


def _where_not(made: Draft, place: int, admitted: set[str]) -> Iterator[Problem]:
    expected = ", ".join(sorted(admitted - {""}, reverse=True))
    yield from _where(made, place, set(made.columns[place].distinct) - admitted, "enum", expected)


def _where(made: Draft, place: int, faulty: set[str], rule: str, expected: str = "") -> Iterator[Problem]:
    column = made.columns[place]
    for row in column.rows(faulty):
        line, cell = made.grid.lines[row], column[row]
        yield Problem(made.grid.file, line, place + 1, made.header[place], cell, rule, expected)
