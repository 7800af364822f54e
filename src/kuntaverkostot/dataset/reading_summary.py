"""What came of reading tables, for a notebook: an account of the rows, and the first messages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Protocol

from kuntaverkostot.dataset.describe import describe
from kuntaverkostot.dataset.display import Summary, Table, table
from kuntaverkostot.tables.problem import Problem
from kuntaverkostot.tables.row_account import Account
from kuntaverkostot.text.cells import visible
from kuntaverkostot.text.language import check_language, say

# What needs a reader first.
SEVERITIES = ("error", "warning", "repaired", "info")


class Read(Protocol):
    """A table that was read, as far as its summary tells of it."""

    @property
    def file(self) -> str:
        """Name of the file."""

    @property
    def shape(self) -> str:
        """What the table is."""

    @property
    def header(self) -> tuple[str, ...]:
        """Names of the columns."""

    @property
    def messages(self) -> tuple[Problem, ...]:
        """What was said."""

    @property
    def account(self) -> Account:
        """What became of the rows."""


def of_check(readings: Sequence[Read], messages: Sequence[Problem], account: Account, language: str) -> Summary:
    """Return what became of the rows of each table, and the first messages."""
    check_language(language)
    rows = [(visible(reading.file), *asdict(reading.account).values()) for reading in readings]
    heads = ["file", "rows", "accepted", "repaired", "refused"]
    caption = say(language, "notebook.tables_caption")
    tables = [table(language, caption, [f"notebook.{head}" for head in heads], rows)] if rows else []
    return Summary((_sentence(account, messages, language),), language, (*tables, *_messages(messages, language)))


def of_reading(reading: Read, rows: Sequence[tuple[str, ...]], language: str) -> Summary:
    """Return how a table was read, the first messages, and the first rows that will be used."""
    check_language(language)
    account = reading.account
    sentence = f"{visible(reading.file)}: {_sentence(account, reading.messages, language)}"
    shape = say(language, f"notebook.shape_{reading.shape}")
    used = account.accepted + account.repaired
    cells = [tuple(visible(cell) for cell in row) for row in rows]
    heads = tuple(visible(name) for name in reading.header)
    caption = say(language, "notebook.rows_caption")
    first = [Table(caption, heads, cells, used - len(cells))] if cells else []
    return Summary((sentence, shape), language, (*_messages(reading.messages, language), *first))


def _sentence(account: Account, messages: Sequence[Problem], language: str) -> str:
    errors = sum(message.severity == "error" for message in messages)
    sentences = [say(language, "check.account", **asdict(account))]
    if errors:
        sentences.append(say(language, "check.problems", count=errors))
    return " ".join(sentences)


def _messages(messages: Sequence[Problem], language: str) -> list[Table]:
    """Return a table of the first messages: errors, then what one should look at, then all else."""
    if not messages:
        return []
    ordered = sorted(messages, key=lambda message: SEVERITIES.index(message.severity))
    rows = [(say(language, f"notebook.kind_{message.severity}"), describe(message, language)) for message in ordered]
    caption = say(language, "notebook.messages_caption")
    return [table(language, caption, ["notebook.kind", "notebook.message"], rows)]
