"""The CSV that PxWeb writes: columns of names, and a column of values for each year or the like."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kuntaverkostot.tables.grid import Grid
from kuntaverkostot.tables.statistics import Category, Fact, Statistics, StatisticsError, Value

# A year, a month or a day, alone or beside other words; no part of a quarter, a span or a longer number.
PERIOD = re.compile(
    r"(?<![\w.])(?<!\d[-–/])((?:18|19|20)\d\d(?:M(?:0[1-9]|1[0-2])|-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?)"
    r"(?!\w|\.|[-–/]\s?\d)\*?"
)
# Three digits after a mark may be thousands, or decimals.
AMBIGUOUS = re.compile(r"[+-]?[1-9]\d{0,2}(?:[.,]\d{3})+")
NUMBER = re.compile(rf"[+-]?\d{{1,3}}(?:[ \u00a0\u202f]\d{{3}})+|[+-]?\d+(?:[.,]\d+)?|{AMBIGUOUS.pattern}")
MISSING = re.compile(r"\.{1,6}|:|")
PERIOD_NAME, CONTENT = "period", "content"


def statistics_of_grid(grid: Grid) -> Statistics:
    r"""Return the table of a CSV file; StatisticsError where no column holds values.

    >>> from kuntaverkostot.tables.csv_grid import grid_of_bytes
    >>> text = '"Väestö"\n\n"Alue";"2023 Väestö 31.12."\n"KOKO MAA";5603851\n"Espoo";314024\n'
    >>> table = statistics_of_grid(grid_of_bytes(text.encode(), file="a.csv"))
    >>> table.names, table.facts[1].categories[1].label, table.facts[1].value
    (('Alue', 'period', 'content'), '2023', 314024)
    """
    columns = [[cell.strip() for cell in column] for column in grid.columns]
    values = [place for place, cells in enumerate(columns) if place and _is_numeric(cells)]
    wide = [place for place in values if PERIOD.search(grid.header[place])]
    if not wide and values:
        # A year in each row: the last columns of numbers have the values.
        wide = _last_of(columns, [place for place in values if not all(map(PERIOD.fullmatch, columns[place]))])
    if not wide:
        raise StatisticsError("csv-values", grid.first_line, "; ".join(grid.header)[:60])
    names = [place for place in range(len(columns)) if place not in wide]
    facts = []
    for row, line in enumerate(grid.lines):
        stub = tuple(_category(columns[place][row]) for place in names)
        facts += [
            Fact((*stub, *_heading(grid.header[place])), _value(columns[place][row], line), line) for place in wide
        ]
    title = " ".join(cell for _, cells in grid.titles for cell in cells if cell)
    return Statistics((*(grid.header[place] for place in names), PERIOD_NAME, CONTENT), tuple(facts), title)


def _last_of(columns: Sequence[Sequence[str]], values: list[int]) -> list[int]:
    """Return the columns at the end that hold values; numbers that tell rows apart, as ages do, are none of these."""
    first = len(columns)
    while first - 1 in values:
        first -= 1
    ends = list(range(first, len(columns)))
    rows = list(zip(*columns[:first], strict=True))
    if len(set(rows)) == len(rows) and all(len(set(columns[place])) > 1 for place in ends):
        return ends
    return values[-1:]


def _category(text: str) -> Category:
    return Category(text, text)


def _heading(head: str) -> tuple[Category, Category]:
    """Return the period in the head of a column, and the rest of it."""
    match = PERIOD.search(head)
    if not match:
        return _category(""), _category(head)
    rest = " ".join((head[: match.start()] + head[match.end() :]).split()).strip(",;: ")
    return Category(match[1], match[0]), _category(rest)


def _is_numeric(texts: Sequence[str]) -> bool:
    return any(NUMBER.fullmatch(text) for text in texts) and all(
        NUMBER.fullmatch(text) or MISSING.fullmatch(text) for text in texts
    )


def _value(text: str, line: int) -> Value:
    if MISSING.fullmatch(text):
        return None
    if not NUMBER.fullmatch(text):
        raise StatisticsError("csv-value", line, text)
    if AMBIGUOUS.fullmatch(text):
        raise StatisticsError("csv-thousands", line, text)
    number = float(re.sub(r"[ \u00a0\u202f]", "", text).replace(",", "."))
    return int(number) if number.is_integer() else number
