"""Messages about a list of memberships: how it is read, what is assumed, what is wrong in its cells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kuntaverkostot.dataset.cell_parts import parts_of
from kuntaverkostot.dataset.list_attributes import further_columns, is_kept
from kuntaverkostot.dataset.list_cells import list_problems
from kuntaverkostot.dataset.list_shape import Shape
from kuntaverkostot.dataset.list_words import MEMBER, NETWORK
from kuntaverkostot.dataset.marks import NONE, all_marks
from kuntaverkostot.dataset.reading import Draft
from kuntaverkostot.dataset.reading_options import ReadingOptions
from kuntaverkostot.dataset.register import fold
from kuntaverkostot.dataset.schema import schemas
from kuntaverkostot.dataset.standing import CANDIDATE, LISTED
from kuntaverkostot.tables.columns import Column, differing
from kuntaverkostot.tables.problem import Problem

# A longer text is not a name.
LONGEST = 200


def remarks(draft: Draft, shape: Shape, split: Mapping[int, str], options: ReadingOptions) -> Iterator[Problem]:
    """Yield how a list is read: assumptions, and columns left out.

    Parameters
    ----------
    draft : Draft
        The list.
    shape : Shape
        The roles of its columns.
    split : mapping of int to str
        What separates the names in the cells of a column.
    options : ReadingOptions
        What the caller decided needs no warning.
    """
    file, head = draft.grid.file, draft.header[shape.member]
    # Without a header, the first row shows which column is meant.
    line = draft.grid.first_line or draft.grid.lines[0]
    yield Problem(file, None, None, head, str(len(shape.networks)), _form(shape, split), head, "info")
    if shape.own:
        # Unless the header or the caller says so, this is a guess: misspelled municipalities would look the same.
        sure = fold(head) in MEMBER or options.member is not None or options.nouns is not None
        # Who says what the members are knows that they are no municipalities.
        rule = "members-own" if options.nouns is None else "members-named"
        named = head or str(shape.member + 1)
        yield Problem(file, None, None, head, named, rule, severity="info" if sure else "warning")
    if shape.guessed:
        first, other = (draft.header[place] or str(place + 1) for place in (shape.member, shape.networks[0]))
        yield Problem(file, line, None, "", first, "columns-assumed", other, "warning")
    for place in () if shape.guessed else shape.assumed:
        name = draft.header[place]
        if place != shape.member or not shape.own:
            what = "municipalities" if place == shape.member else "networks"
            if shape.kind == "sets" and place not in shape.members:
                what = "sets"
            yield Problem(file, line, place + 1, name, name, f"{what}-assumed", severity="warning")
    if shape.values:
        yield Problem(file, line, None, "", "", f"{shape.values}-assumed", severity="warning")
    for place in shape.networks:
        if shape.kind != "sets" and fold(draft.header[place]) in NETWORK and all_marks(draft.columns[place].distinct):
            # Members of a network called 1, and marks for a network called "verkosto", look the same.
            name = draft.header[place]
            yield Problem(file, line, place + 1, name, name, f"marks-or-names-{shape.kind}", severity="warning")
    yield from _of_columns(draft, shape, line)


def _form(shape: Shape, split: Mapping[int, str]) -> str:
    if shape.kind == "sets":
        return "shape-sets-members" if len(shape.members) > 1 else "shape-sets-networks"
    if shape.kind == "long" and split:
        return "shape-lists"
    return f"shape-{shape.kind}"


def _of_columns(draft: Draft, shape: Shape, line: int) -> Iterator[Problem]:
    file, further = draft.grid.file, set(further_columns(draft, shape))
    kept = is_kept(draft, shape) and any(schema.name == "attributes" for schema in schemas())
    for position, name in enumerate(draft.header):
        if position in shape.index:
            yield Problem(file, line, position + 1, name, name, "index-left-out", severity="warning")
        elif name and name in draft.header[:position]:
            yield Problem(file, line, position + 1, name, name, "repeated-column")
        elif position in further or (name and position not in _used(shape) and name != "basis"):
            empty = not any(draft.columns[position].distinct)
            rule, severity = ("attribute", "info") if kept and not empty else ("column-left-out", "warning")
            yield Problem(file, line, position + 1, name, name, rule, severity=severity)
        elif not name and position in shape.networks and shape.kind == "wide":
            yield _unnamed(draft, line, position)
        elif not name and position not in _used(shape) and any(draft.columns[position].distinct):
            yield Problem(file, line, position + 1, name, name, "column-left-out", severity="warning")


def _unnamed(draft: Draft, line: int, position: int) -> Problem:
    # Without a header, no row is at fault.
    if not draft.grid.first_line:
        return Problem(draft.grid.file, None, None, "", "", "unnamed-column")
    return Problem(draft.grid.file, line, position + 1, "", "", "unnamed-column")


def _used(shape: Shape) -> set[int | None]:
    return {shape.member, shape.code, *shape.networks, *shape.members}


def faults(
    draft: Draft, shape: Shape, split: Mapping[int, str], codes: Mapping[str, str], options: ReadingOptions
) -> Iterator[Problem]:
    """Yield the problems in the cells of a list.

    Parameters
    ----------
    draft : Draft
        The list.
    shape : Shape
        The roles of its columns.
    split : mapping of int to str
        What separates the names in the cells of a column.
    codes : mapping of str to str
        The code of each municipality, by its name in the list.
    options : ReadingOptions
        What the caller decides.
    """
    yield from _empty(draft, shape, split)
    yield from _too_long(draft, shape, split)
    yield from _no_names(draft, shape, split, options)
    if shape.kind != "wide" and "basis" in draft.header:
        yield from _where_not(draft, draft.header.index("basis"), {"", LISTED, CANDIDATE})
    if shape.code is not None:
        head, written = draft.header[shape.code], draft.columns[shape.code]
        names = draft.columns[shape.member]
        keys = names.replaced({name: codes.get(name, "") for name in names.distinct})
        for row in differing(written, keys):
            line = draft.grid.lines[row]
            yield Problem(draft.grid.file, line, shape.code + 1, head, written[row], "names-disagree", keys[row])


def _names_of(shape: Shape) -> list[int]:
    """Return the columns that hold names in each row."""
    if shape.kind == "sets":
        return [shape.member] if len(shape.members) == 1 else [*shape.networks]
    return [shape.member, *(shape.networks if shape.kind == "long" else ())]


def doubtful_columns(shape: Shape, split: Mapping[int, str], options: ReadingOptions) -> set[int]:
    """Return the columns of names whose cells may be lists although nobody said so."""
    if options.split is not None or shape.kind == "sets":
        return set()
    return {place for place in _names_of(shape) if place not in split and (shape.own or place != shape.member)}


def _empty(draft: Draft, shape: Shape, split: Mapping[int, str]) -> Iterator[Problem]:
    """Yield each empty cell that must name a member or a network; a list of names may be empty."""
    for place in _names_of(shape):
        if place not in split:
            # A member without a network is kept, unless it may be a member without a mark. A membership without a
            # member says nothing.
            cells = draft.columns[place].distinct
            sure = place not in shape.assumed and any(cells) and not all_marks(cells)
            alone = shape.kind == "long" and place != shape.member and sure
            rule, severity = ("no-network", "warning") if alone else ("required", "error")
            yield from _where(draft, place, {""}, rule, severity=severity)


def _too_long(draft: Draft, shape: Shape, split: Mapping[int, str]) -> Iterator[Problem]:
    """Yield each text too long to name a network or an organisation; no other check would find it."""
    for place in shape.networks if shape.kind == "wide" else ():
        name = draft.header[place]
        if len(name) > LONGEST:
            yield Problem(draft.grid.file, draft.grid.first_line, place + 1, name, name, "max-length", str(LONGEST))
    own = (*shape.members, shape.member) if shape.own else ()
    for place in dict.fromkeys((*own, *(() if shape.kind == "wide" else shape.networks))):
        sign, cells = split.get(place, ""), draft.columns[place].distinct
        if max(map(len, cells), default=0) <= LONGEST:
            continue
        long = {
            cell for cell in cells if len(cell) > LONGEST and any(len(part) > LONGEST for part in parts_of(cell, sign))
        }
        yield from _where(draft, place, long, "max-length", str(LONGEST))


def _no_names(draft: Draft, shape: Shape, split: Mapping[int, str], options: ReadingOptions) -> Iterator[Problem]:
    """Yield cells that may not be names: lists of names, and the words of programs for a missing value."""
    grid, doubted = draft.grid, doubtful_columns(shape, split, options)
    for place in _names_of(shape):
        if place == shape.member and not shape.own:
            continue
        name, column = draft.header[place], draft.columns[place]
        if place in doubted:
            yield from list_problems(column, file=grid.file, lines=grid.lines, place=place, name=name)
        missing = {cell for cell in column.distinct if len(cell) > 1 and cell.casefold() in NONE}
        for row in column.rows(missing)[:1]:
            yield Problem(grid.file, grid.lines[row], place + 1, name, column[row], "name-or-none", severity="warning")


def _where_not(draft: Draft, place: int, admitted: set[str]) -> Iterator[Problem]:
    expected = ", ".join(sorted(admitted - {""}, reverse=True))
    yield from _where(draft, place, set(draft.columns[place].distinct) - admitted, "enum", expected)


def _where(
    draft: Draft, place: int, faulty: set[str], rule: str, expected: str = "", *, severity: str = "error"
) -> Iterator[Problem]:
    column: Column = draft.columns[place]
    for row in column.rows(faulty):
        line, cell = draft.grid.lines[row], column[row]
        yield Problem(draft.grid.file, line, place + 1, draft.header[place], cell, rule, expected, severity)
