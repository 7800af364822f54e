"""A table as it was read, and while it is read: cells repaired or refused, and every row accounted for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from kuntaverkostot.dataset.schema import TableSchema
from kuntaverkostot.tables.columns import Column
from kuntaverkostot.tables.grid import Grid
from kuntaverkostot.tables.problem import Problem
from kuntaverkostot.tables.row_account import ACCEPTED, MOST_MESSAGES, REFUSED, STATE, Account, RowAccount
from kuntaverkostot.text.cells import Outcome

if TYPE_CHECKING:
    from numpy.typing import NDArray

# After one of these, the cells of a table would only repeat the same problem, once for every row.
UNREADABLE = {"missing-column", "repeated-column", "csv", "cell-limit"}


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
    coded : tuple of Column
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
    coded: tuple[Column, ...] = field(repr=False)
    lines: Sequence[int] = field(repr=False)
    refused: tuple[int, ...] = field(repr=False)
    messages: tuple[Problem, ...]
    account: Account
    encoding: str = ""
    delimiter: str = ""

    @property
    def columns(self) -> tuple[list[str], ...]:
        """Cells by column, row by row."""
        return tuple(column.cells() for column in self.coded)

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
            return self.coded[self.header.index(name)].cells()
        return [""] * len(self.lines)


@dataclass(slots=True)
class Draft:
    """A table while it is read: its cells are replaced step by step, its ledger says why."""

    grid: Grid
    header: list[str]
    columns: list[Column]
    ledger: RowAccount
    refused: dict[str, set[str]]
    schema: TableSchema | None = None

    @property
    def readable(self) -> bool:
        """Whether its cells can be checked."""
        return self.grid.readable and not any(problem.rule in UNREADABLE for problem in self.ledger.messages)

    def outcome(self, position: int, name: str, judge: Callable[[str], Sequence[Outcome]]) -> None:
        """Judge each different value of a column once, and take the last outcome wherever the value stands."""
        column = self.columns[position]
        judged = {value: found for value in column.distinct if value and (found := judge(value))}
        if not judged:
            return
        for found in judged.values():
            if any(outcome.severity == "error" for outcome in found):
                self.refused.setdefault(name, set()).add(found[-1].value)
        rows = np.flatnonzero(column.which(judged))
        told = _told(column, judged) if len(rows) > MOST_MESSAGES else rows
        self.ledger.say(
            Problem(
                self.grid.file,
                self.grid.lines[row],
                position + 1,
                name,
                column[row],
                outcome.rule,
                outcome.expected if outcome.severity == "error" else outcome.value + _because(outcome),
                outcome.severity,
            )
            for row in told.tolist()
            for outcome in judged[column[row]]
            if outcome.rule
        )
        if len(told) < len(rows):
            self._count(position, name, judged, np.setdiff1d(rows, told, assume_unique=True))
        self.columns[position] = column.replaced({value: found[-1].value for value, found in judged.items()})

    def _count(self, position: int, name: str, judged: Mapping[str, Sequence[Outcome]], rows: NDArray[np.intp]) -> None:
        """Count what is to be said of rows, where as much as anyone reads was said already."""
        codes = self.columns[position].codes[rows]
        states = np.zeros(len(self.columns[position].distinct), dtype=np.uint8)
        counted: Counter[tuple[str, str, int | None]] = Counter()
        often = np.bincount(codes, minlength=len(states)).tolist()
        for place, value in enumerate(self.columns[position].distinct):
            for outcome in judged.get(value, ()):
                if outcome.rule:
                    states[place] = max(states[place], STATE.get(outcome.severity, ACCEPTED))
                    counted[outcome.rule, name, position + 1] += often[place]
        self.ledger.count(rows, states[codes], counted)


def _told(column: Column, judged: Mapping[str, Sequence[Outcome]]) -> NDArray[np.intp]:
    """Return the rows of the messages that are kept: of each rule, as many as there is room for."""
    values: dict[str, set[str]] = {}
    for value, found in judged.items():
        for outcome in found:
            values.setdefault(outcome.rule, set()).add(value)
    kept = [np.flatnonzero(column.which(of_rule))[:MOST_MESSAGES] for of_rule in values.values()]
    return np.unique(np.concatenate(kept))


def _because(outcome: Outcome) -> str:
    return f" ({outcome.expected})" if outcome.expected else ""


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
        kept = made.ledger.kept
        refused = tuple(lines[row] for row in np.flatnonzero(~kept).tolist())
        columns = tuple(column.at(kept) for column in columns)
        lines = [lines[row] for row in np.flatnonzero(kept).tolist()]
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
