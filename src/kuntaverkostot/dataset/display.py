"""What an object says of itself in a notebook: short tables in one of the languages, and one sentence as plain text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kuntaverkostot.text.language import Name, say
from kuntaverkostot.text.templates import render

MOST_ROWS = 20  # of a table; more are counted


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it is written.

    Parameters
    ----------
    caption : str
        What it is.
    heads : tuple of str
        Names of the columns.
    rows : sequence of tuple of (str, int or Name)
        Cells; the first names its row, whole numbers are written as the language does.
    more : int
        How many rows there are besides these.
    """

    caption: str
    heads: tuple[str, ...]
    rows: Sequence[tuple[str | int | Name, ...]]
    more: int = 0


@dataclass(frozen=True, slots=True)
class Code:
    """A line of code, and what it does."""

    line: str
    does: str


@dataclass(frozen=True, slots=True, repr=False)
class Summary:
    """What an object says of itself in one language; a notebook shows it.

    Parameters
    ----------
    sentences : tuple of str
        What comes first; the first of them alone is its plain text.
    language : {"fi", "sv", "en"}
        Their language.
    tables : tuple of Table
        Tables.
    steps : tuple of Code
        What one may do next.
    """

    sentences: tuple[str, ...]
    language: str
    tables: tuple[Table, ...] = ()
    steps: tuple[Code, ...] = ()

    def __repr__(self) -> str:
        return self.sentences[0]

    def _repr_html_(self) -> str:
        return render("dataset/templates/summary.html.jinja", self.language, summary=self).strip()


def first_rows(rows: Sequence[tuple[str | int | Name, ...]]) -> tuple[Sequence[tuple[str | int | Name, ...]], int]:
    """Return as many rows as a notebook shows, and how many more there are.

    >>> first_rows([("a", place) for place in range(23)])[1]
    3
    """
    return rows[:MOST_ROWS], max(0, len(rows) - MOST_ROWS)


def table(language: str, caption: str, heads: Sequence[str], rows: Sequence[tuple[str | int | Name, ...]]) -> Table:
    """Return a table of the first rows; heads are keys of the texts.

    >>> table("en", "Networks", ["table.network"], [("a",), ("b",)]).heads
    ('Network',)
    """
    shown, more = first_rows(rows)
    return Table(caption, tuple(say(language, head) for head in heads), shown, more)
