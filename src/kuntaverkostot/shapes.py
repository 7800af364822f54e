"""Memberships out of a single table: each mark of a wide one, each row of a long one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kuntaverkostot.cells import Outcome
from kuntaverkostot.matching import Register, fold, look_up, looker
from kuntaverkostot.reading import Draft, Reading, close
from kuntaverkostot.recognising import MEMBER, Shape, recognise
from kuntaverkostot.schema import Problem
from kuntaverkostot.values import NO, YES

# A longer text is no name of a network.
LONGEST = 200


@dataclass(frozen=True, slots=True)
class Understood:
    """A single table and what it says: the reading, and each membership with the line that says it."""

    reading: Reading
    shape: Shape | None
    networks: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    pairs: tuple[tuple[str, str, int], ...] = ()


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
    if not shape.own:
        _match(made, shape, known)
    keys = _keys(made, shape, known)
    if shape.kind == "wide":
        for place in shape.networks:
            made.outcome(place, made.header[place], _judge_mark)
    else:
        _same_spelling(made, shape.networks[0])
    pairs = list(_pairs(made, shape, keys))
    made.ledger.say(_faults(made, shape, keys, pairs))
    reading = close(made, shape=shape.kind)
    kept = set(reading.lines)
    pairs = [pair for pair in pairs if pair[2] in kept]
    names = [made.header[place] for place in shape.networks] if shape.kind == "wide" else [pair[0] for pair in pairs]
    members = [key for key, line in zip(keys, grid.lines, strict=True) if line in kept]
    return Understood(reading, shape, tuple(dict.fromkeys(names)), tuple(dict.fromkeys(members)), tuple(pairs))


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


def _match(made: Draft, shape: Shape, known: Register) -> None:
    look = looker(known)

    def judge(value: str) -> Sequence[Outcome]:
        outcome = look(value)
        # A name is as good as a code in such a table.
        return () if outcome.rule == "named" or (not outcome.rule and outcome.value == value) else (outcome,)

    for place in (shape.member, shape.code):
        if place is not None:
            made.outcome(place, made.header[place], judge)


def _keys(made: Draft, shape: Shape, known: Register) -> list[str]:
    """Return the code of the municipality of each row, or the name of the member as it is."""
    cells = made.columns[shape.member]
    if shape.own:
        return cells
    judged = {value: look_up(known, value, suggest=False) for value in set(cells)}
    found = {value: outcome.value for value, outcome in judged.items() if outcome.severity != "error"}
    return [found.get(value, "") for value in cells]


def _judge_mark(value: str) -> Sequence[Outcome]:
    return () if value.casefold() in YES | NO else (Outcome(value, "mark", "error", "x, 1, kyllä, ja, yes"),)


def _same_spelling(made: Draft, place: int) -> None:
    """Read names of networks that differ in capitals and spaces only as one."""
    first: dict[str, str] = {}
    for value in made.columns[place]:
        first.setdefault(fold(value), value)

    def judge(value: str) -> Sequence[Outcome]:
        return () if first[fold(value)] == value else (Outcome(first[fold(value)], "spelling"),)

    made.outcome(place, made.header[place], judge)


def _pairs(made: Draft, shape: Shape, keys: Sequence[str]) -> Iterator[tuple[str, str, int]]:
    lines = made.grid.lines
    for place in shape.networks:
        yes = {cell for cell in set(made.columns[place]) if cell.casefold() in YES}
        for cell, key, line in zip(made.columns[place], keys, lines, strict=True):
            if shape.kind == "long" and cell and key:
                yield cell, key, line
            elif shape.kind == "wide" and cell in yes and key:
                yield made.header[place], key, line


def _faults(made: Draft, shape: Shape, keys: Sequence[str], pairs: Sequence[tuple[str, str, int]]) -> Iterator[Problem]:
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
    first: dict[tuple[str, ...], int] = {}
    rows: list[tuple[tuple[str, ...], int]] = [
        ((key,), line) for key, line in zip(keys, made.grid.lines, strict=True) if key
    ]
    links: list[tuple[tuple[str, ...], int]] = [((network, key), line) for network, key, line in pairs]
    for what, line in rows if shape.kind == "wide" else links:
        if what in first:
            head = made.header[shape.member]
            yield Problem(file, line, shape.member + 1, head, " + ".join(what), "unique", str(first[what]))
        first.setdefault(what, line)


def _empty(made: Draft, shape: Shape) -> Iterator[Problem]:
    """Yield each cell that must not be empty: the member, and the network of a membership."""
    for place in (shape.member, *(shape.networks if shape.kind == "long" else ())):
        for cell, line in zip(made.columns[place], made.grid.lines, strict=True):
            if not cell:
                yield Problem(made.grid.file, line, place + 1, made.header[place], "", "required")


def _too_long(made: Draft, shape: Shape) -> Iterator[Problem]:
    """Yield each name of a network that is none."""
    file, expected = made.grid.file, str(LONGEST)
    if shape.kind == "wide":
        for place in shape.networks:
            if len(made.header[place]) > LONGEST:
                name = made.header[place]
                yield Problem(file, made.grid.first_line, place + 1, name, name, "max-length", expected)
        return
    (place,) = shape.networks
    for cell, line in zip(made.columns[place], made.grid.lines, strict=True):
        if len(cell) > LONGEST:
            yield Problem(file, line, place + 1, made.header[place], cell, "max-length", expected)


def _where_not(made: Draft, place: int, admitted: set[str]) -> Iterator[Problem]:
    expected = ", ".join(sorted(admitted - {""}, reverse=True))
    for cell, line in zip(made.columns[place], made.grid.lines, strict=True):
        if cell not in admitted:
            yield Problem(made.grid.file, line, place + 1, made.header[place], cell, "enum", expected)
