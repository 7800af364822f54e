"""The account of the rows of a table: which were accepted, repaired or refused, and the messages about them."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from kuntaverkostot.tables.problem import Problem

if TYPE_CHECKING:
    from numpy.typing import NDArray

ACCEPTED, REPAIRED, REFUSED = 0, 1, 2
STATE = {"error": REFUSED, "repaired": REPAIRED}
# Rows that never became cells of a column: each such message is one refused row.
BROKEN_ROW = {"row-length", "csv", "cell-limit"}
# Messages kept of one rule about one column; the rest are only counted, so that a million of them need no memory.
MOST_MESSAGES = 1000


@dataclass(frozen=True, slots=True)
class Account:
    """How many rows were read and what became of them; blank rows are not counted.

    Parameters
    ----------
    rows : int
        Rows that were read.
    accepted, repaired, refused : int
        Rows that were fine, that were changed with a message, and that cannot be used.

    Raises
    ------
    AssertionError
        When a row is lost or counted twice.

    Examples
    --------
    >>> import kuntaverkostot as kv
    >>> kv.Account(3, 2, 1, 0) + kv.Account(1, 0, 0, 1)
    Account(rows=4, accepted=2, repaired=1, refused=1)
    """

    rows: int
    accepted: int
    repaired: int
    refused: int

    def __post_init__(self) -> None:
        if self.rows != self.accepted + self.repaired + self.refused:
            raise AssertionError(f"rows are lost or counted twice: {self}")

    def __add__(self, other: Account) -> Account:
        return Account(
            self.rows + other.rows,
            self.accepted + other.accepted,
            self.repaired + other.repaired,
            self.refused + other.refused,
        )


class RefusalReasons:
    """Why rows are refused; each reason that several rows share is held once."""

    def __init__(self) -> None:
        self.broken: list[Problem] = []
        self.later: list[tuple[frozenset[int], Callable[[int], Iterable[Problem]]]] = []
        self._of_every_row: list[Problem] = []
        self._of_row: dict[int, tuple[Problem, ...]] = {}
        self._shared: dict[tuple[str, int | None, str, str], Problem] = {}

    def add(self, problem: Problem, row: int | None) -> None:
        """Add the error of a row, from 0, of a broken row, or of every row."""
        if problem.rule in BROKEN_ROW:
            self.broken.append(problem)
        elif row is None:
            self._of_every_row.append(problem)
        else:
            shared = self._shared.setdefault((problem.rule, problem.column, problem.value, problem.expected), problem)
            self._of_row[row] = (*self._of_row.get(row, ()), shared)

    def of(self, row: int) -> Iterator[Problem]:
        """Yield the errors of a row."""
        yield from self._of_row.get(row, ())
        for rows, why in self.later:
            if row in rows:
                yield from why(row)
        yield from self._of_every_row


class RowAccount:
    """Messages about a table while it is read, and the state of each of its rows."""

    def __init__(self, lines: Sequence[int]) -> None:
        self.lines = lines
        self.states = bytearray(len(lines))
        self.broken = 0
        self._messages: list[Problem] = []
        self._counted: Counter[tuple[str, str, int | None]] = Counter()
        self._reasons = RefusalReasons()

    def say(self, problems: Iterable[Problem]) -> None:
        """Add messages; one about a line changes the state of its row, an error about no line refuses every row."""
        for problem in problems:
            state = STATE.get(problem.severity, ACCEPTED)
            row = None if problem.line is None or problem.rule in BROKEN_ROW else self._row(problem.line)
            if problem.rule in BROKEN_ROW:
                self.broken += 1
            elif row is not None:
                self.states[row] = max(self.states[row], state)
            elif state == REFUSED:
                self.states = bytearray([REFUSED]) * len(self.states)
            if state == REFUSED:
                self._reasons.add(problem, row)
            key = (problem.rule, problem.field, problem.column)
            self._counted[key] += 1
            if self._counted[key] <= MOST_MESSAGES:
                self._messages.append(problem)

    def count(
        self,
        rows: NDArray[np.intp],
        states: NDArray[np.uint8],
        counted: Mapping[tuple[str, str, int | None], int],
        why: Callable[[int], Iterable[Problem]],
    ) -> None:
        """Count further messages, after MOST_MESSAGES of each of these rules, fields and columns; rows are from 0.

        The errors of a row are told only if they are asked for.

        >>> account = RowAccount(range(2, 5))
        >>> account.count(np.array([0, 2]), np.array([REPAIRED, REFUSED]), {("unseen", "kunta", 1): 2}, lambda row: ())
        >>> account.account(3)
        Account(rows=3, accepted=1, repaired=1, refused=1)
        """
        current = np.frombuffer(self.states, dtype=np.uint8)
        current[rows] = np.maximum(current[rows], states)
        self._counted.update(counted)
        if (refused := rows[states == REFUSED]).size:
            self._reasons.later.append((frozenset(refused.tolist()), why))

    def reasons(self, row: int) -> tuple[Problem, ...]:
        """Return the errors for which a row, from 0, is refused: its own, then those that refuse every row."""
        return tuple(self._reasons.of(row))

    @property
    def broken_rows(self) -> Sequence[Problem]:
        """The errors of the rows that never became cells of a column."""
        return self._reasons.broken

    def _row(self, line: int) -> int | None:
        # Consecutive lines are the usual case, and need no search.
        row = line - self.lines.start if isinstance(self.lines, range) else bisect_left(self.lines, line)
        return row if 0 <= row < len(self.lines) and self.lines[row] == line else None

    @property
    def kept(self) -> NDArray[np.bool_]:
        """Whether each row is used, that is not refused."""
        return np.not_equal(np.frombuffer(self.states, dtype=np.uint8), REFUSED)

    @property
    def messages(self) -> tuple[Problem, ...]:
        """The messages in the order of the table, then how many more there are of each kind."""
        ordered = sorted(self._messages, key=lambda problem: (problem.line or 0, problem.column or 0))
        last = {(problem.rule, problem.field, problem.column): problem for problem in self._messages}
        omitted = [
            replace(last[key], line=None, value=str(count - MOST_MESSAGES), rule="more", expected=key[0])
            for key, count in self._counted.items()
            if count > MOST_MESSAGES
        ]
        return (*ordered, *omitted)

    def account(self, rows: int) -> Account:
        """Return the totals; the reader counted the rows independently."""
        accepted, repaired, refused = (self.states.count(state) for state in (ACCEPTED, REPAIRED, REFUSED))
        return Account(rows, accepted, repaired, refused + self.broken)
