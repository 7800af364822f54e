"""Memberships out of a single table: each mark of a wide one, each row of a long one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import compress

from kuntaverkostot.cells import Outcome
from kuntaverkostot.keys import repeated
from kuntaverkostot.matching import Register, fold, look_up, looker
from kuntaverkostot.reading import Draft, Reading, close
from kuntaverkostot.recognising import MEMBER, Shape, recognise
from kuntaverkostot.schema import Problem
from kuntaverkostot.values import NO, YES

# A longer text is no name.
LONGEST = 200


@dataclass(frozen=True, slots=True)
class Links:
    """Memberships by column: the network, the member, and the line that says it."""

    networks: Sequence[str] = ()
    members: Sequence[str] = ()
    lines: Sequence[int] = ()

    def where(self, kept: Iterable[bool]) -> Links:
        """Return some of them."""
        chosen = list(kept)
        return Links(
            list(compress(self.networks, chosen)),
            list(compress(self.members, chosen)),
            list(compress(self.lines, chosen)),
        )


@dataclass(frozen=True, slots=True)
class Understood:
    """A single table and what it says: the reading, each network and each member once, and the memberships."""

    reading: Reading
    shape: Shape | None
    networks: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    links: Links = Links()


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
    members: Iterable[str] = keys
    if reading.refused:
        kept = set(reading.lines)
        links = links.where(line in kept for line in links.lines)
        members = compress(keys, [line in kept for line in grid.lines])
    names = [made.header[place] for place in shape.networks] if shape.kind == "wide" else links.networks
    return Understood(reading, shape, tuple(dict.fromkeys(names)), tuple(dict.fromkeys(members)), links)


def _said(made: Draft, shape: Shape, head: str) -> Iterator[Problem]:
    file, line = made.grid.file, made.grid.first_line
    yield Problem(file, None, None, head, str(len(shape.networks)), f"shape-{shape.kind}", head, "info")
    if shape.own:
        # Where the head of the column does not say so, it is a guess: misspelled municipalities would look the same.
        sure = fold(head) in MEMBER
        yield Problem(file, None, None, head, head, "members-own", severity="info" if sure else "warning")
    used = {shape.member, shape.code, *shape.networks}
    for position, name in enumerate(made.header):
        if (
            position not in used
            and (name or any(made.columns[position]))
            and not (shape.kind == "long" and name == "basis")
        ):
            yield Problem(file, line, position + 1, name, name, "column-left-out", severity="warning")
        elif position in shape.networks and not name:
            yield Problem(file, line, position + 1, "", "", "unnamed-column")
        elif name and name in made.header[:position]:
            yield Problem(file, line, position + 1, name, name, "repeated-column")


def _keys(made: Draft, shape: Shape, known: Register) -> list[str]:
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
    cells = made.columns[shape.member]
    codes = dict.fromkeys(unknown, "")
    for value in set(cells) - unknown:
        outcome = look_up(known, value, suggest=False)
        codes[value] = "" if outcome.severity == "error" else outcome.value
    return list(map(codes.__getitem__, cells))


def _judge_mark(value: str) -> Sequence[Outcome]:
    return () if value.casefold() in YES | NO else (Outcome(value, "mark", "error", "x, 1, kyllä, ja, yes"),)


def _same_spelling(made: Draft, place: int) -> None:
    """Read names of networks that differ in capitals and spaces only as one."""
    first: dict[str, str] = {}
    for value in dict.fromkeys(made.columns[place]):
        first.setdefault(fold(value), value)

    def judge(value: str) -> Sequence[Outcome]:
        return () if first[fold(value)] == value else (Outcome(first[fold(value)], "spelling"),)

    made.outcome(place, made.header[place], judge)


def _links(made: Draft, shape: Shape, keys: Sequence[str]) -> Links:
    lines = made.grid.lines
    if shape.kind == "long":
        every = Links(made.columns[shape.networks[0]], keys, lines)
        if all(every.networks) and all(keys):
            return every
        return every.where(bool(network and key) for network, key in zip(every.networks, keys, strict=True))
    networks: list[str] = []
    members: list[str] = []
    marked: list[int] = []
    for place in shape.networks:
        yes = {cell for cell in set(made.columns[place]) if cell.casefold() in YES}
        chosen = [cell in yes and key != "" for cell, key in zip(made.columns[place], keys, strict=True)]
        members += compress(keys, chosen)
        marked += compress(lines, chosen)
        networks += [made.header[place]] * (len(marked) - len(networks))
    return Links(networks, members, marked)


def _faults(made: Draft, shape: Shape, keys: Sequence[str], links: Links) -> Iterator[Problem]:
    yield from _empty(made, shape)
    yield from _too_long(made, shape)
    if shape.kind == "long" and "basis" in made.header:
        yield from _where_not(made, made.header.index("basis"), {"", "listed", "candidate"})
    file = made.grid.file
    if shape.code is not None:
        head = made.header[shape.code]
        for code, key, line in zip(made.columns[shape.code], keys, made.grid.lines, strict=True):
            if code and key and code != key:
                yield Problem(file, line, shape.code + 1, head, code, "names-disagree", key)
    wide = shape.kind == "wide"
    columns, lines = ([keys], made.grid.lines) if wide else ([links.networks, links.members], links.lines)
    for row, first in repeated(columns):
        what = " + ".join(column[row] for column in columns)
        yield Problem(file, lines[row], shape.member + 1, made.header[shape.member], what, "unique", str(lines[first]))


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
        long = {cell for cell in set(made.columns[place]) if len(cell) > LONGEST}
        yield from _where(made, place, long, "max-length", str(LONGEST))


def _where_not(made: Draft, place: int, admitted: set[str]) -> Iterator[Problem]:
    expected = ", ".join(sorted(admitted - {""}, reverse=True))
    yield from _where(made, place, set(made.columns[place]) - admitted, "enum", expected)


def _where(made: Draft, place: int, faulty: set[str], rule: str, expected: str = "") -> Iterator[Problem]:
    cells = made.columns[place]
    if faulty.isdisjoint(cells):
        return
    for cell, line in zip(cells, made.grid.lines, strict=True):
        if cell in faulty:
            yield Problem(made.grid.file, line, place + 1, made.header[place], cell, rule, expected)
