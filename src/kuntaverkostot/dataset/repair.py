"""A table of the dataset made right where its writing alone is another, and checked against its schema."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from kuntaverkostot.dataset.matching import Register, looker
from kuntaverkostot.dataset.reading import Draft, Reading, close
from kuntaverkostot.dataset.schema import Field, TableSchema, check_cells, split_list
from kuntaverkostot.dataset.values import is_prose, mend
from kuntaverkostot.tables.columns import Column, constant
from kuntaverkostot.tables.grid import Grid
from kuntaverkostot.tables.problem import Problem
from kuntaverkostot.tables.row_account import RowAccount
from kuntaverkostot.text.cells import Outcome, plain, repair

# Where a municipality that ended may be read as its successor. A figure of it would be added to another's.
SUCCESSORS_IN = {"memberships", "confirmations"}


def draft(grid: Grid, schema: TableSchema | None = None) -> Draft:
    """Repair the Unicode of every cell; with a schema, the names of the columns and the writing of keys too.

    Parameters
    ----------
    grid : Grid
        The cells.
    schema : TableSchema or None
        What the table should be, when that is known.

    Returns
    -------
    Draft
        To be finished by :func:`finish`.
    """
    made = Draft(grid, list(grid.header), list(grid.columns), RowAccount(grid.lines), {}, schema)
    expected = ",".join(schema.columns) if schema else "kunta, verkosto"
    made.ledger.say(replace(one, expected=expected) if one.rule == "empty-file" else one for one in grid.problems)
    _mend_header(made)
    for position, name in enumerate(made.header):
        if not grid.clean and not _clean(made.columns[position]):
            # Of a table of another kind, any column may hold names.
            made.outcome(position, name, partial(_judge, prose=schema is not None and is_prose(name)))
        elif not grid.tight:
            made.outcome(position, name, _clean_judge)
    if schema is not None:
        references = {name for name, _, _ in schema.foreign_keys}
        for described in schema.fields:
            if described.name in made.header and described.name not in references and not described.free:
                _mend_column(made, described)
    return made


def _clean(column: Column) -> bool:
    """Return whether no cell needs more than a look at its edges; looked for in all of them at once."""
    cells = "\n".join(column.distinct)
    return plain(cells) and "\r" not in cells and cells.count("\n") < len(column.distinct)


def _clean_judge(value: str) -> Sequence[Outcome]:
    stripped = value.strip()
    return () if stripped == value else (Outcome(stripped, "outer-space"),)


def _judge(value: str, *, prose: bool) -> Sequence[Outcome]:
    if value.isascii() and value.isalnum():
        return ()
    if plain(value) and "\r" not in value and (prose or "\n" not in value):
        return _clean_judge(value)
    return repair(value, prose=prose)


def _mend_column(made: Draft, described: Field) -> None:
    def judge(value: str) -> Sequence[Outcome]:
        mended = mend(described, value)
        return () if mended is None else (mended,)

    made.outcome(made.header.index(described.name), described.name, judge)


def _mend_header(made: Draft) -> None:
    grid, schema = made.grid, made.schema
    for position, name in enumerate(grid.header):
        outcomes = repair(name)
        now = outcomes[-1].value if outcomes else name
        if schema is not None and now not in schema.columns:
            written = "_".join(now.casefold().split())
            if written in schema.columns:
                now = written
                outcomes = [*outcomes, Outcome(now, "spelling")]
        made.header[position] = now
        made.ledger.say(
            Problem(
                grid.file,
                grid.first_line,
                position + 1,
                now,
                name,
                one.rule,
                one.expected or now,
                one.severity,
            )
            for one in outcomes
        )
    if schema is not None and grid.readable:
        made.ledger.say(_header_problems(grid, made.header, schema))


def _header_problems(grid: Grid, header: list[str], schema: TableSchema) -> Iterable[Problem]:
    for position, name in enumerate(header, start=1):
        if name not in schema.columns:
            expected = ", ".join(schema.columns)
            yield Problem(grid.file, grid.first_line, position, name, name, "unknown-column", expected)
        elif name in header[: position - 1]:
            yield Problem(grid.file, grid.first_line, position, name, name, "repeated-column")
    # A required column must be there; the others may be left out of a table.
    for described in schema.fields:
        if described.required and described.name not in header:
            yield Problem(grid.file, grid.first_line, None, described.name, described.name, "missing-column")


def finish(made: Draft, registers: Mapping[str, Register]) -> Reading:
    """Match references, check every cell and key, and close the account.

    Parameters
    ----------
    made : Draft
        Of a table with a schema.
    registers : mapping of str to Register
        By table, for all tables to which this one refers.

    Returns
    -------
    Reading
        Columns are those of the schema when the header could be used.
    """
    schema = made.schema
    if schema is None or not made.readable:
        return close(made, shape="table")
    for name, other, _ in schema.foreign_keys:
        if name in made.header and other in registers:
            _match_column(made, schema, name, registers[other])
    for described in schema.fields:
        if described.references and described.name in made.header and described.references[0] in registers:
            _check_list(made, described, registers[described.references[0]])
    columns = {
        described.name: (
            made.columns[made.header.index(described.name)]
            if described.name in made.header
            else constant("", len(made.grid.lines))
        )
        for described in schema.fields
    }
    places = {name: position for position, name in enumerate(made.header, start=1)}
    made.ledger.say(
        replace(problem, file=made.grid.file, column=places.get(problem.field.split(" + ")[0]))
        for problem in check_cells(schema, columns, made.grid.lines, refused=made.refused)
    )
    made.header, made.columns = list(schema.columns), list(columns.values())
    return close(made, shape="table")


def _match_column(made: Draft, schema: TableSchema, name: str, known: Register) -> None:
    look = looker(known)

    def judge(value: str) -> Sequence[Outcome]:
        if value in known.keys:
            return ()
        outcome = look(value)
        if outcome.rule == "named":
            return (Outcome(outcome.value, "named", "repaired", outcome.expected),)
        if outcome.rule == "ended" and schema.name not in SUCCESSORS_IN:
            return (Outcome(value, "ended-unknown", "error", outcome.expected),)
        return (outcome,) if outcome.value != value or outcome.rule else ()

    made.outcome(made.header.index(name), name, judge)


def _check_list(made: Draft, described: Field, known: Register) -> None:
    place = made.header.index(described.name)
    column = made.columns[place]
    # Of each different cell, the items that are no keys.
    missing = {
        cell: items
        for cell in column.distinct
        if (items := [item for item in split_list(cell) if item not in known.keys])
    }
    made.ledger.say(
        Problem(made.grid.file, made.grid.lines[row], place + 1, described.name, item, "foreign-key", known.table)
        for row in column.rows(missing)
        for item in missing[column[row]]
    )
