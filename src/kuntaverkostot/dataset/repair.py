"""Repair of spelling and format in a table, and its check against the schema."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from kuntaverkostot.dataset.matching import limited_look_up
from kuntaverkostot.dataset.reading import Draft, Reading, close
from kuntaverkostot.dataset.register import Register
from kuntaverkostot.dataset.schema import Field, TableSchema, check_cells, split_list
from kuntaverkostot.dataset.values import is_prose, mend
from kuntaverkostot.tables.columns import Column, constant
from kuntaverkostot.tables.grid import Grid
from kuntaverkostot.tables.problem import Problem
from kuntaverkostot.tables.row_account import RowAccount
from kuntaverkostot.text.cells import LINES, Outcome, plain, repair

# Tables in which a former municipality may stand for its successor. Elsewhere its figures would be added to another's.
SUCCESSORS_IN = {"memberships", "confirmations", "rule_exceptions"}


def open_draft(grid: Grid, schema: TableSchema | None = None) -> Draft:
    """Repair the Unicode of every cell and, with a schema, the column names and the format of values.

    Parameters
    ----------
    grid : Grid
        The cells.
    schema : TableSchema or None
        The schema of the table, when it is known.

    Returns
    -------
    Draft
        To be finished by :func:`finish`.
    """
    draft = Draft(grid, list(grid.header), list(grid.columns), RowAccount(grid.lines), {}, schema)
    expected = ",".join(schema.columns) if schema else "kunta, verkosto"
    draft.ledger.say(
        replace(problem, expected=expected) if problem.rule == "empty-file" else problem for problem in grid.problems
    )
    _repair_header(draft)
    for position, name in enumerate(draft.header):
        if not grid.clean and not _is_clean(draft.columns[position]):
            # Without a schema, any column may hold names, and a name may stand on each line of a cell.
            judge = partial(_judge_cell, prose=is_prose(name))
            draft.apply(position, name, _judge_lines if schema is None else judge)
        elif not grid.tight:
            draft.apply(position, name, _judge_edges)
    if schema is not None:
        references = {name for name, _, _ in schema.foreign_keys}
        for field in schema.fields:
            if field.name in draft.header and field.name not in references and not field.free:
                _repair_column(draft, field)
    return draft


def _is_clean(column: Column) -> bool:
    """Return whether cells need no repair except at their edges; all are tested in one pass."""
    cells = "\n".join(column.distinct)
    return plain(cells) and "\r" not in cells and cells.count("\n") < len(column.distinct)


def _judge_edges(value: str) -> Sequence[Outcome]:
    stripped = value.strip()
    return () if stripped == value else (Outcome(stripped, "outer-space"),)


def join_lines(draft: Draft, places: Iterable[int]) -> None:
    """Replace the line breaks in the cells of some columns by spaces."""

    def judge(value: str) -> Sequence[Outcome]:
        lines = LINES.split(value)
        return (Outcome(" ".join(filter(None, lines)), "two-lines", "warning"),) if len(lines) > 1 else ()

    for place in places:
        draft.apply(place, draft.header[place], judge)


def _judge_cell(value: str, *, prose: bool) -> Sequence[Outcome]:
    if value.isascii() and value.isalnum():
        return ()
    if plain(value) and "\r" not in value and (prose or "\n" not in value):
        return _judge_edges(value)
    return repair(value, prose=prose)


def _judge_lines(value: str) -> Sequence[Outcome]:
    """Judge each line of a cell that holds a name on each line."""
    lines, outcomes = [], list[Outcome]()
    for line in LINES.split(value):
        judged = _judge_cell(line, prose=False)
        outcomes += judged
        lines.append(judged[-1].value if judged else line)
    joined = "\n".join(filter(None, lines))
    worst = next((outcome for outcome in outcomes if outcome.severity == "error"), next(iter(outcomes), None))
    if worst is not None:
        return (worst._replace(value=joined),)
    if joined == value:
        return ()
    if joined == value.strip():
        return (Outcome(joined, "outer-space"),)
    # How a line ends, no reader sees: the value is replaced without a word.
    same = joined == value.replace("\r\n", "\n").replace("\r", "\n")
    return (Outcome(joined, "" if same else "line-break", "info"),)


def _repair_column(draft: Draft, field: Field) -> None:
    def judge(value: str) -> Sequence[Outcome]:
        mended = mend(field, value)
        return () if mended is None else (mended,)

    draft.apply(draft.header.index(field.name), field.name, judge)


def _repair_header(draft: Draft) -> None:
    grid, schema = draft.grid, draft.schema
    for position, name in enumerate(grid.header):
        outcomes = repair(name)
        repaired = outcomes[-1].value if outcomes else name
        if schema is not None and repaired not in schema.columns:
            written = "_".join(repaired.casefold().split())
            if written in schema.columns:
                repaired = written
                outcomes = [*outcomes, Outcome(repaired, "spelling")]
        draft.header[position] = repaired
        draft.ledger.say(
            Problem(
                grid.file,
                grid.first_line,
                position + 1,
                repaired,
                name,
                outcome.rule,
                outcome.expected or repaired,
                outcome.severity,
            )
            for outcome in outcomes
        )
    if schema is not None and grid.readable:
        draft.ledger.say(_header_problems(grid, draft.header, schema))


def _header_problems(grid: Grid, header: list[str], schema: TableSchema) -> Iterable[Problem]:
    for position, name in enumerate(header, start=1):
        if name not in schema.columns:
            expected = ", ".join(schema.columns)
            yield Problem(grid.file, grid.first_line, position, name, name, "unknown-column", expected)
        elif name in header[: position - 1]:
            yield Problem(grid.file, grid.first_line, position, name, name, "repeated-column")
    # Only required columns must be present.
    for field in schema.fields:
        if field.required and field.name not in header:
            yield Problem(grid.file, grid.first_line, None, field.name, field.name, "missing-column")


def finish(draft: Draft, registers: Mapping[str, Register]) -> Reading:
    """Match references, check all cells and keys, and close the account.

    Parameters
    ----------
    draft : Draft
        A table with a schema.
    registers : mapping of str to Register
        Registers of the tables that this one refers to, by table name.

    Returns
    -------
    Reading
        With the columns of the schema, when the header is usable.
    """
    schema = draft.schema
    if schema is None or not draft.readable:
        return close(draft, shape="table")
    for name, other, _ in schema.foreign_keys:
        if name in draft.header and other in registers:
            _match_column(draft, schema, name, registers[other])
    for field in schema.fields:
        if field.references and field.name in draft.header and field.references[0] in registers:
            _check_list(draft, field, registers[field.references[0]])
    columns = {
        field.name: (
            draft.columns[draft.header.index(field.name)]
            if field.name in draft.header
            else constant("", len(draft.grid.lines))
        )
        for field in schema.fields
    }
    places = {name: position for position, name in enumerate(draft.header, start=1)}
    draft.ledger.say(
        replace(problem, file=draft.grid.file, column=places.get(problem.field.split(" + ")[0]))
        for problem in check_cells(schema, columns, draft.grid.lines, refused=draft.refused)
    )
    draft.header, draft.columns = list(schema.columns), list(columns.values())
    return close(draft, shape="table")


def _match_column(draft: Draft, schema: TableSchema, name: str, register: Register) -> None:
    look_up = limited_look_up(register)

    def judge(value: str) -> Sequence[Outcome]:
        if value in register.keys:
            return ()
        outcome = look_up(value)
        if outcome.rule == "named":
            return (Outcome(outcome.value, "named", "repaired", outcome.expected),)
        if outcome.rule == "ended" and schema.name not in SUCCESSORS_IN:
            return (Outcome(value, "ended-unknown", "error", outcome.expected),)
        return (outcome,) if outcome.value != value or outcome.rule else ()

    draft.apply(draft.header.index(name), name, judge)


def _check_list(draft: Draft, field: Field, register: Register) -> None:
    position = draft.header.index(field.name)
    column = draft.columns[position]
    # Items that are not keys, by distinct cell.
    missing = {
        cell: items
        for cell in column.distinct
        if (items := [item for item in split_list(cell) if item not in register.keys])
    }
    draft.ledger.say(
        Problem(draft.grid.file, draft.grid.lines[row], position + 1, field.name, item, "foreign-key", register.table)
        for row in column.rows(missing)
        for item in missing[column[row]]
    )
