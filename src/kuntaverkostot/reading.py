"""One table, read: cells repaired or refused, each with a message, and every row accounted for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kuntaverkostot.cells import Outcome, plain, repair
from kuntaverkostot.ledger import REFUSED, Account, Ledger
from kuntaverkostot.matching import Register, look_up
from kuntaverkostot.schema import Field, Problem, TableSchema, check_cells, split_list
from kuntaverkostot.tables import Grid
from kuntaverkostot.values import is_prose, mend

# Where a municipality that ended may be read as its successor. A figure of it would be added to another's.
SUCCESSORS_IN = {"memberships", "confirmations"}


@dataclass(frozen=True, slots=True)
class Reading:
    """A table as it was read.

    Parameters
    ----------
    file : str
        Name of the file, or of file and sheet, without folder.
    shape : str
        "table": one of the dataset's, by its name and columns. "wide": a row for each member, a column for each
        network. "long": a row for each membership. "other": none of these.
    header : tuple of str
        Names of the columns.
    columns : tuple of list of str
        Cells by column, of the rows that were accepted or repaired.
    lines : sequence of int
        Line of each of these rows.
    refused : tuple of int
        Lines that are left out.
    messages : tuple of Problem
        What was found, repaired and refused.
    account : Account
        Rows in = accepted + repaired + refused.
    encoding, delimiter : str
        How the file was read; "" for a sheet of a workbook.
    """

    file: str
    shape: str
    header: tuple[str, ...]
    columns: tuple[list[str], ...] = field(repr=False)
    lines: Sequence[int] = field(repr=False)
    refused: tuple[int, ...] = field(repr=False)
    messages: tuple[Problem, ...]
    account: Account
    encoding: str = ""
    delimiter: str = ""

    @property
    def rows(self) -> list[tuple[str, ...]]:
        """Rows that were accepted or repaired."""
        return list(zip(*self.columns, strict=True))

    @property
    def errors(self) -> tuple[Problem, ...]:
        """Messages for which something is refused."""
        return tuple(message for message in self.messages if message.severity == "error")

    def column(self, name: str) -> list[str]:
        """Return the cells of a column; empty ones when the table has no such column."""
        if name in self.header:
            return self.columns[self.header.index(name)]
        return [""] * len(self.lines)


@dataclass(slots=True)
class Draft:
    """A table while it is read: its cells are replaced step by step, its ledger says why."""

    grid: Grid
    header: list[str]
    columns: list[list[str]]
    ledger: Ledger
    refused: dict[str, set[str]]
    schema: TableSchema | None = None

    def outcome(self, position: int, name: str, judge: Callable[[str], Sequence[Outcome]]) -> None:
        """Judge each different value of a column once, and take the last outcome wherever the value stands."""
        values = self.columns[position]
        judged = {value: found for value in set(values) if value and (found := judge(value))}
        if not judged:
            return
        for value, found in judged.items():
            if any(outcome.severity == "error" for outcome in found):
                self.refused.setdefault(name, set()).add(found[-1].value)
        self.ledger.say(
            Problem(
                self.grid.file,
                line,
                position + 1,
                name,
                value,
                outcome.rule,
                outcome.expected if outcome.severity == "error" else outcome.value + _because(outcome),
                outcome.severity,
            )
            for line, value in zip(self.grid.lines, values, strict=True)
            if value in judged
            for outcome in judged[value]
            if outcome.rule
        )
        self.columns[position] = [judged[value][-1].value if value in judged else value for value in values]


def _because(outcome: Outcome) -> str:
    return f" ({outcome.expected})" if outcome.expected else ""


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
    made = Draft(grid, list(grid.header), list(grid.columns), Ledger(grid.lines), {}, schema)
    expected = ", ".join(schema.columns) if schema else "kunta, verkosto"
    made.ledger.say(
        replace(one, expected=expected) if one.rule == "empty-file" else one for one in grid.problems
    )
    _mend_header(made)
    for position, name in enumerate(made.header):
        if not grid.clean:
            made.outcome(position, name, _prose_judge if is_prose(name) else _judge)
        elif not grid.tight:
            made.outcome(position, name, _clean_judge)
    if schema is not None:
        references = {name for name, _, _ in schema.foreign_keys}
        for described in schema.fields:
            if described.name in made.header and described.name not in references and not described.free:
                _mend_column(made, described)
    return made


def _clean_judge(value: str) -> Sequence[Outcome]:
    stripped = value.strip()
    return () if stripped == value else (Outcome(stripped, "outer-space"),)


def _judge(value: str) -> Sequence[Outcome]:
    if plain(value) and "\r" not in value:
        return _clean_judge(value)
    return repair(value)


def _prose_judge(value: str) -> Sequence[Outcome]:
    return repair(value, prose=True)


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
    if schema is None or any(problem.rule in HEADER_FAULTS for problem in made.ledger.messages):
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
            else [""] * len(made.grid.lines)
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


HEADER_FAULTS = {"missing-column", "repeated-column"}


def _match_column(made: Draft, schema: TableSchema, name: str, known: Register) -> None:
    def judge(value: str) -> Sequence[Outcome]:
        outcome = look_up(known, value)
        if outcome.rule == "named":
            return (Outcome(outcome.value, "named", "repaired", outcome.expected),)
        if outcome.rule == "ended" and schema.name not in SUCCESSORS_IN:
            return (Outcome(value, "ended-unknown", "error", outcome.expected),)
        return (outcome,) if outcome.rule else ()

    made.outcome(made.header.index(name), name, judge)


def _check_list(made: Draft, described: Field, known: Register) -> None:
    def judge(value: str) -> Sequence[Outcome]:
        return [
            Outcome(value, "foreign-key", "error", known.table)
            for item in split_list(value)
            if item not in known.keys
        ]

    made.outcome(made.header.index(described.name), described.name, judge)


def close(made: Draft, *, shape: str) -> Reading:
    """Return the reading: refused rows are left out, and the account holds.

    Raises
    ------
    AssertionError
        When rows in are not accepted + repaired + refused: a mistake of the program, not of the table.
    """
    account = made.ledger.account(made.grid.rows)
    lines = made.grid.lines
    columns = tuple(made.columns)
    refused: tuple[int, ...] = ()
    if REFUSED in made.ledger.states:
        kept = [state != REFUSED for state in made.ledger.states]
        refused = tuple(line for line, keep in zip(lines, kept, strict=True) if not keep)
        columns = tuple([value for value, keep in zip(cells, kept, strict=True) if keep] for cells in columns)
        lines = [line for line, keep in zip(lines, kept, strict=True) if keep]
    if account.accepted + account.repaired != len(lines):
        raise AssertionError(f"{made.grid.file}: {len(lines)} rows are left of {account}")
    return Reading(
        made.grid.file,
        shape,
        tuple(made.header),
        columns,
        lines,
        refused,
        made.ledger.messages,
        account,
        made.grid.encoding,
        made.grid.delimiter,
    )
