"""A single table as people make it: members x networks with marks (wide), or a row for each membership (long)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kuntaverkostot.cells import Outcome
from kuntaverkostot.matching import Register, fold, look_up
from kuntaverkostot.reading import Draft, Reading, close
from kuntaverkostot.schema import Problem
from kuntaverkostot.values import NO, YES

# What columns are called, and the language that this shows.
MUNICIPALITY = {
    "kunta": "fi", "kunnat": "fi", "kunnan nimi": "fi", "kaupunki": "fi", "kunta tai kaupunki": "fi",
    "kommun": "sv", "kommuner": "sv", "kommunens namn": "sv", "kommunnamn": "sv", "stad": "sv",
    "municipality": "en", "municipalities": "en", "municipality name": "en", "municipality_name": "en", "city": "en",
}  # fmt: skip
CODE = {
    "kuntanumero": "fi", "kuntakoodi": "fi", "kunnan numero": "fi", "kunnan koodi": "fi", "kuntanro": "fi",
    "kommunkod": "sv", "kommunnummer": "sv", "kommunens nummer": "sv",
    "municipality_code": "en", "municipality code": "en", "municipality number": "en", "code": "en",
}  # fmt: skip
NETWORK = {
    "verkosto": "fi", "verkostot": "fi", "verkoston nimi": "fi", "verkoston tunnus": "fi",
    "nätverk": "sv", "nätverket": "sv", "nätverkets namn": "sv",
    "network": "en", "networks": "en", "network name": "en", "network_id": "en",
}  # fmt: skip
MEMBER = {
    "jäsen": "fi", "jäsenet": "fi", "organisaatio": "fi", "jäsenen nimi": "fi",
    "medlem": "sv", "medlemmar": "sv", "medlemmens namn": "sv",
    "member": "en", "members": "en", "organisation": "en", "organization": "en", "member name": "en",
}  # fmt: skip
KNOWN = frozenset([*MUNICIPALITY, *CODE, *NETWORK, *MEMBER])
# So many of the values have to be municipalities when the header does not say it.
MOSTLY = 0.5
MOST_TRIED = 500


@dataclass(frozen=True, slots=True)
class Shape:
    """Which column of a single table holds what, by position.

    Parameters
    ----------
    kind : str
        "wide" or "long".
    member : int
        Column of the members.
    code : int or None
        Column of their codes, when they stand beside their names.
    networks : tuple of int
        Columns of marks, or the one column of names of networks.
    own : bool
        Whether the members are not municipalities.
    language : str
        Language of the header.
    """

    kind: str
    member: int
    code: int | None
    networks: tuple[int, ...]
    own: bool
    language: str


@dataclass(frozen=True, slots=True)
class Understood:
    """A single table and what it says: the reading, and each membership with the line that says it."""

    reading: Reading
    shape: Shape | None
    networks: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    pairs: tuple[tuple[str, str, int], ...] = ()


def recognise(made: Draft, known: Register) -> Shape | None:
    """Return what a single table is, or None when it is neither wide nor long.

    Parameters
    ----------
    made : Draft
        The table; it is not changed.
    known : Register
        Of the municipalities.

    Returns
    -------
    Shape or None
        Names of the columns decide; where they say nothing, the values do.
    """
    heads = [fold(name) for name in made.header]
    names = _where(heads, MUNICIPALITY)
    codes = _where(heads, CODE)
    own = False
    if names is None and codes is None:
        names = _where(heads, MEMBER)
        own = names is not None
        if names is None:
            names, own = _by_values(made, known)
    member = names if names is not None else codes
    if member is None:
        return None
    language = next((words[heads[member]] for words in (MUNICIPALITY, CODE, MEMBER) if heads[member] in words), "fi")
    code = codes if names is not None and not own else None
    others = [position for position in range(len(heads)) if position not in {member, code}]
    network = _where(heads, NETWORK)
    if network is None and len(others) == 1 and not _marks(made.columns[others[0]]) and any(made.columns[others[0]]):
        network = others[0]
    if network is not None and not _mostly_marks(made.columns[network]):
        return Shape("long", member, code, (network,), own, language)
    # A column without any value is a network without members; one without any mark is something else.
    marked = tuple(place for place in others if _mostly_marks(made.columns[place]) or not any(made.columns[place]))
    return Shape("wide", member, code, marked, own, language) if any(map(any, _cells(made, marked))) else None


def _cells(made: Draft, places: Sequence[int]) -> list[list[str]]:
    return [made.columns[place] for place in places]


def _where(heads: Sequence[str], words: dict[str, str]) -> int | None:
    return next((position for position, head in enumerate(heads) if head in words), None)


def _marks(cells: Sequence[str]) -> set[str]:
    return {cell for cell in set(cells) if cell and cell.casefold() in YES | NO}


def _mostly_marks(cells: Sequence[str]) -> bool:
    filled = [cell for cell in cells if cell]
    marks = _marks(filled)
    return bool(filled) and sum(cell in marks for cell in filled) >= MOSTLY * len(filled)


def _by_values(made: Draft, known: Register) -> tuple[int | None, bool]:
    """Return the column in which most values are municipalities; else the first, if it names other members."""
    for position, cells in enumerate(made.columns[:20]):
        different = sorted({cell for cell in cells if cell})[:MOST_TRIED]
        found = sum(look_up(known, value).severity != "error" for value in different)
        # Marks such as 1 are no codes of municipalities here.
        if found > MOSTLY * len(different) and not _mostly_marks(cells):
            return position, False
    first = made.columns[0] if made.columns else []
    named = len(first) > 0 and all(first) and len(set(first)) == len(first) and not _mostly_marks(first)
    return (0, True) if named and any(map(_mostly_marks, made.columns[1:])) else (None, False)


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
        yield Problem(file, None, None, head, head, "members-own", severity="info")
    used = {shape.member, shape.code, *shape.networks}
    for position, name in enumerate(made.header):
        if position not in used and not (shape.kind == "long" and name == "basis"):
            yield Problem(file, line, position + 1, name, name, "column-left-out", severity="warning")
        elif position in shape.networks and not name:
            yield Problem(file, line, position + 1, "", "", "unnamed-column")
        elif name and name in made.header[:position]:
            yield Problem(file, line, position + 1, name, name, "repeated-column")


def _match(made: Draft, shape: Shape, known: Register) -> None:
    def judge(value: str) -> Sequence[Outcome]:
        outcome = look_up(known, value)
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
    found = {value: outcome.value for value in set(cells) if (outcome := look_up(known, value)).severity != "error"}
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


def _where_not(made: Draft, place: int, admitted: set[str]) -> Iterator[Problem]:
    expected = ", ".join(sorted(admitted - {""}, reverse=True))
    for cell, line in zip(made.columns[place], made.grid.lines, strict=True):
        if cell not in admitted:
            yield Problem(made.grid.file, line, place + 1, made.header[place], cell, "enum", expected)
