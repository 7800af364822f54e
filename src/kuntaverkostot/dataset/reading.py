"""Tables while they are read (Draft) and when they have been read (Reading); every row is accounted for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from kuntaverkostot.dataset.display import MOST_ROWS, Summary
from kuntaverkostot.dataset.reading_summary import of_reading
from kuntaverkostot.dataset.refused_rows import RefusedRows, rows_refused
from kuntaverkostot.dataset.schema import TableSchema
from kuntaverkostot.tables.columns import Column
from kuntaverkostot.tables.grid import Grid
from kuntaverkostot.tables.problem import Problem
from kuntaverkostot.tables.row_account import ACCEPTED, MOST_MESSAGES, REFUSED, STATE, Account, RowAccount
from kuntaverkostot.text.cells import Outcome

if TYPE_CHECKING:
    from numpy.typing import NDArray

# After one of these, checking the cells would repeat the same problem for every row.
UNREADABLE = {"missing-column", "repeated-column", "csv", "cell-limit"}


@dataclass(frozen=True, slots=True, repr=False)
class Reading:
    """A table as it was read.

    Attributes
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
        Lines of the refused rows.
    messages : tuple of Problem
        What was detected, repaired and refused.
    account : Account
        Rows in = accepted + repaired + refused.
    encoding, delimiter : str
        How the file was read; "" for a sheet of a workbook.
    refused_rows : RefusedRows
        The rows that were refused, as they are in the file, and why.
    """

    file: str
    shape: str
    header: tuple[str, ...]
    coded: tuple[Column, ...]
    lines: Sequence[int]
    refused: tuple[int, ...]
    messages: tuple[Problem, ...]
    account: Account
    encoding: str = ""
    delimiter: str = ""
    refused_rows: RefusedRows = field(default_factory=RefusedRows)

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
        """Messages that refuse something."""
        return tuple(message for message in self.messages if message.severity == "error")

    def column(self, name: str) -> list[str]:
        """Return the cells of a column, or empty cells when the table has no such column."""
        if name in self.header:
            return self.coded[self.header.index(name)].cells()
        return [""] * len(self.lines)

    def __repr__(self) -> str:
        counts = f"{self.account.rows} rows, {len(self.errors)} errors, {len(self.messages)} messages"
        return f"Reading({self.file!r}, shape={self.shape!r}, {counts})"

    def summary(self, *, language: str = "fi") -> Summary:
        """Return how the table was read, what became of its rows, the first messages and the first rows.

        Parameters
        ----------
        language : {"fi", "sv", "en"}
            Language of the summary; a notebook that shows the reading itself shows it in Finnish.
        """
        first = range(min(MOST_ROWS, len(self.lines)))
        rows = [tuple(column[row] for column in self.coded) for row in first]
        return of_reading(self, rows, language)

    def _repr_html_(self) -> str:
        return self.summary()._repr_html_()


@dataclass(slots=True)
class Draft:
    """A table that is being read. Its cells are replaced step by step; its ledger says why."""

    grid: Grid
    header: list[str]
    columns: list[Column]
    ledger: RowAccount
    refused: dict[str, set[str]]
    schema: TableSchema | None = None

    @property
    def readable(self) -> bool:
        """Whether the cells can be checked."""
        return self.grid.readable and not any(problem.rule in UNREADABLE for problem in self.ledger.messages)

    def apply(self, position: int, name: str, judge: Callable[[str], Sequence[Outcome]]) -> None:
        """Judge each distinct value of a column once and apply the last outcome to every row that holds it."""
        column = self.columns[position]
        judged = {value: outcomes for value in column.distinct if value and (outcomes := judge(value))}
        if not judged:
            return
        for outcomes in judged.values():
            if any(outcome.severity == "error" for outcome in outcomes):
                self.refused.setdefault(name, set()).add(outcomes[-1].value)
        rows = np.flatnonzero(column.which(judged))
        kept = _rows_with_messages(column, judged) if len(rows) > MOST_MESSAGES else rows
        self.ledger.say(
            Problem(
                self.grid.file,
                self.grid.lines[row],
                position + 1,
                name,
                column[row],
                outcome.rule,
                outcome.expected if outcome.severity == "error" else outcome.value + _reason(outcome),
                outcome.severity,
            )
            for row in kept.tolist()
            for outcome in judged[column[row]]
            if outcome.rule
        )
        if len(kept) < len(rows):
            self._count_messages(position, name, judged, np.setdiff1d(rows, kept, assume_unique=True))
        self.columns[position] = column.replaced({value: outcomes[-1].value for value, outcomes in judged.items()})

    def _count_messages(
        self, position: int, name: str, judged: Mapping[str, Sequence[Outcome]], rows: NDArray[np.intp]
    ) -> None:
        """Count the messages of rows that get none of their own, because enough have been kept."""
        column = self.columns[position]
        codes = column.codes[rows]
        states = np.zeros(len(column.distinct), dtype=np.uint8)
        counted: Counter[tuple[str, str, int | None]] = Counter()
        often = np.bincount(codes, minlength=len(states)).tolist()
        for place, value in enumerate(column.distinct):
            for outcome in judged.get(value, ()):
                if outcome.rule:
                    states[place] = max(states[place], STATE.get(outcome.severity, ACCEPTED))
                    counted[outcome.rule, name, position + 1] += often[place]

        def why(row: int) -> Iterator[Problem]:
            value, line = column[row], self.grid.lines[row]
            for outcome in judged[value]:
                if outcome.severity == "error":
                    yield Problem(self.grid.file, line, position + 1, name, value, outcome.rule, outcome.expected)

        self.ledger.count(rows, states[codes], counted, why)


def _rows_with_messages(column: Column, judged: Mapping[str, Sequence[Outcome]]) -> NDArray[np.intp]:
    """Return the rows whose messages are kept: up to the limit for each rule."""
    values: dict[str, set[str]] = {}
    for value, outcomes in judged.items():
        for outcome in outcomes:
            values.setdefault(outcome.rule, set()).add(value)
    rows = [np.flatnonzero(column.which(of_rule))[:MOST_MESSAGES] for of_rule in values.values()]
    return np.unique(np.concatenate(rows))


def _reason(outcome: Outcome) -> str:
    return f" ({outcome.expected})" if outcome.expected else ""


def close(draft: Draft, *, shape: str) -> Reading:
    """Return the reading, without the refused rows and with a balanced account.

    Raises
    ------
    AssertionError
        When rows in differ from accepted + repaired + refused: a bug in the program, not a fault in the table.
    """
    account = draft.ledger.account(draft.grid.rows)
    lines = draft.grid.lines
    columns = tuple(draft.columns)
    refused: tuple[int, ...] = ()
    if REFUSED in draft.ledger.states:
        kept = draft.ledger.kept
        refused = tuple(lines[row] for row in np.flatnonzero(~kept).tolist())
        columns = tuple(column.at(kept) for column in columns)
        lines = [lines[row] for row in np.flatnonzero(kept).tolist()]
    if account.accepted + account.repaired != len(lines):
        raise AssertionError(f"{draft.grid.file}: {len(lines)} rows are left of {account}")
    return Reading(
        draft.grid.file,
        shape,
        tuple(draft.header),
        columns,
        lines,
        refused,
        draft.ledger.messages,
        account,
        draft.grid.encoding,
        draft.grid.delimiter,
        rows_refused(draft.grid, draft.ledger),
    )
