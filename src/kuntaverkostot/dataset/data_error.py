"""The error for tables that cannot be read as a dataset."""

from __future__ import annotations

from collections.abc import Iterable

from kuntaverkostot.dataset.describe import describe
from kuntaverkostot.tables.problem import Problem
from kuntaverkostot.tables.row_account import Account


class DataError(ValueError):
    """Tables that cannot be read as a dataset, with every problem.

    Attributes
    ----------
    problems : tuple of Problem
        The errors, in the order of the tables.
    messages : tuple of Problem
        All messages, with those about repairs.
    account : Account or None
        Rows in = accepted + repaired + refused, when rows were read.
    """

    def __init__(
        self, problems: Iterable[Problem], *, messages: Iterable[Problem] = (), account: Account | None = None
    ) -> None:
        self.problems = tuple(problems)
        self.messages = tuple(messages) or self.problems
        self.account = account
        super().__init__("\n".join(describe(problem, "en") for problem in self.problems))
