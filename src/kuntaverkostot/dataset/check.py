"""The result of reading and checking tables together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kuntaverkostot.dataset.display import Summary
from kuntaverkostot.dataset.reading import Reading
from kuntaverkostot.dataset.reading_summary import of_check
from kuntaverkostot.tables.grid import Table
from kuntaverkostot.tables.problem import Problem
from kuntaverkostot.tables.row_account import Account

if TYPE_CHECKING:
    from kuntaverkostot.text.nouns import Nouns


@dataclass(frozen=True, slots=True, repr=False)
class Check:
    """The result of reading and checking the tables under a path.

    Attributes
    ----------
    readings : tuple of Reading
        The readings of the tables.
    messages : tuple of Problem
        Messages of all tables, in their order.
    account : Account
        The rows of all tables.
    tables : dict of str to Table
        Every table of the dataset, empty when missing; {} when anything is refused.
    nouns : Nouns or None
        What the caller calls members and networks.
    """

    readings: tuple[Reading, ...]
    messages: tuple[Problem, ...]
    account: Account
    tables: Mapping[str, Table]
    nouns: Nouns | None = None

    @property
    def errors(self) -> tuple[Problem, ...]:
        """Messages that refuse something."""
        return tuple(message for message in self.messages if message.severity == "error")

    def __repr__(self) -> str:
        counts = f"{len(self.readings)} tables, {self.account.rows} rows, {len(self.errors)} errors"
        return f"Check({counts}, {len(self.messages)} messages)"

    def summary(self, *, language: str = "fi") -> Summary:
        r"""Return what became of the rows of each table, and the first messages, errors before all others.

        Parameters
        ----------
        language : {"fi", "sv", "en"}
            Language of the summary; a notebook that shows the check itself shows it in Finnish.

        Examples
        --------
        >>> from pathlib import Path
        >>> from tempfile import TemporaryDirectory
        >>> import kuntaverkostot as kv
        >>> with TemporaryDirectory() as folder:
        ...     file = Path(folder, "clubs.csv")
        ...     _ = file.write_text("municipality,network\nLovissa,Choir\nBorgå,Choir\n", encoding="utf-8")
        ...     kv.check_tables(file).summary(language="en")
        Rows read 2: fine 1, repaired 0, refused 1. 1 error. The tables cannot be used.
        """
        return of_check(self.readings, self.messages, self.account, language)

    def _repr_html_(self) -> str:
        return self.summary()._repr_html_()
