"""PX files, as PxWeb and PxWin write them.

Format: https://www.scb.se/en/services/statistical-programs-for-px-files/px-file-format/
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from math import prod

from kuntaverkostot.tables.statistics import Category, Dimension, Statistics, StatisticsError, Value, cube

# A keyword, a language and the names in brackets; the value up to a semicolon that is not in a text.
STATEMENT = re.compile(r'\s*([A-Z][A-Z0-9-]*+)(?:\[(\w+)\])?(?:\(([^)"]*+(?:"[^"]*+"[^)"]*+)*+)\))?\s*=')
VALUE = re.compile(r'(?:[^";]|"[^"]*+")*+;')
TEXT = re.compile(r'"([^"]*)"\s*(,?)')
DATA, KEYS = "DATA", "KEYS"
# What the figures are, and the dimension of it where there are several.
CONTENTS, CONTENT_DIMENSION = "CONTENTS", "CONTVARIABLE"
UNITS, TITLES = "UNITS", ("TITLE", "DESCRIPTION", "CONTENTS")
# "-" is a zero; the dots say why there is no value.
NIL = "-"
MISSING = re.compile(r"\.{1,6}|:")

Statements = Mapping[tuple[str, tuple[str, ...]], tuple[str, int]]


def is_px(text: str) -> bool:
    """Return whether a text is a PX file.

    >>> is_px('CHARSET="ANSI";'), is_px("a;b")
    (True, False)
    """
    return STATEMENT.match(text[:4000]) is not None


def statistics_of_px(text: str) -> Statistics:
    """Return the table of a PX file, in its main language; what all its figures are is a dimension, too.

    Raises StatisticsError where the file is damaged, or has its data by keys.

    >>> table = statistics_of_px('STUB="Alue";HEADING="Vuosi";VALUES("Alue")="Espoo";VALUES("Vuosi")="2023";DATA=5;')
    >>> table.names, table.facts[0].value
    (('Alue', 'Vuosi'), 5)
    """
    statements = {(keyword, names): (value, line) for keyword, names, value, line in _statements(text)}
    if any(keyword == KEYS for keyword, _ in statements):
        raise StatisticsError("px-keys")
    dimensions = [_dimension(name, statements) for part in ("STUB", "HEADING") for name in _texts(statements, part)]
    if not dimensions:
        raise StatisticsError("px-missing", value="STUB, HEADING")
    if (DATA, ()) not in statements:
        raise StatisticsError("px-missing", value=DATA)
    contents = _texts(statements, CONTENTS)
    if contents and (CONTENT_DIMENSION, ()) not in statements:
        dimensions.append(Dimension(CONTENTS, (Category(contents[0], contents[0]),)))
    data, line = statements[DATA, ()]
    values, lines = _values(data, line)
    wanted = prod(len(dimension.categories) for dimension in dimensions)
    if wanted != len(values):
        raise StatisticsError("px-count", line, f"{len(values)}, {wanted}")
    units = {
        names[0] if names else "": " ".join(_texts(statements, UNITS, *names)) for names in _named(statements, UNITS)
    }
    title = " ".join(text for keyword in TITLES for text in _texts(statements, keyword))
    return replace(cube(dimensions, values, lines), title=title, units=units)


def _statements(text: str) -> Iterator[tuple[str, tuple[str, ...], str, int]]:
    """Yield keyword, names, value and line of each statement in the main language."""
    place, line = 0, 1
    while text[place:].strip():
        head = STATEMENT.match(text, place)
        if head and head[1] == DATA:
            # The rest of the file; some offices end each row with a semicolon, and some the last one with none.
            yield DATA, (), text[head.end() :].replace(";", " "), line + text.count("\n", place, head.end())
            return
        body = VALUE.match(text, head.end()) if head else None
        if head is None or body is None:
            begin = len(text[place:]) - len(text[place:].lstrip())
            line += text.count("\n", place, place + begin)
            raise StatisticsError("px-statement", line, text[place:].strip().split("\n")[0][:60])
        start = line + text.count("\n", place, head.end())
        if not head[2]:
            names = tuple(name for name, _ in TEXT.findall(head[3] or ""))
            yield head[1], names, body[0].removesuffix(";"), start
        line = start + text.count("\n", head.end(), body.end())
        place = body.end()


def _texts(statements: Statements, keyword: str, *names: str) -> list[str]:
    """Return the texts of a statement; one that goes on in the next line is one text."""
    texts: list[str] = []
    goes_on = False
    for part, comma in TEXT.findall(statements.get((keyword, names), ("", 0))[0]):
        if goes_on:
            texts[-1] += part
        else:
            texts.append(part)
        goes_on = not comma
    return texts


def _named(statements: Statements, keyword: str) -> list[tuple[str, ...]]:
    """Return the names in brackets of each statement with a keyword."""
    return [names for word, names in statements if word == keyword]


def _dimension(name: str, statements: Statements) -> Dimension:
    labels = _texts(statements, "VALUES", name)
    codes = _texts(statements, "CODES", name) or labels
    if not labels or len(labels) != len(codes):
        line = statements.get(("CODES", (name,)), statements.get(("VALUES", (name,)), ("", 0)))[1]
        raise StatisticsError("px-values", line, name)
    return Dimension(name, tuple(map(Category, codes, labels)))


def _values(data: str, first: int) -> tuple[list[Value], list[int]]:
    values: list[Value] = []
    lines: list[int] = []
    for line, row in enumerate(data.split("\n"), start=first):
        for cell in row.replace(",", " ").split():
            values.append(_value(cell.strip('"'), line))
            lines.append(line)
    return values, lines


def _value(cell: str, line: int) -> Value:
    if cell == NIL:
        return 0
    if MISSING.fullmatch(cell):
        return None
    try:
        number = float(cell)
    except ValueError:
        raise StatisticsError("px-value", line, cell) from None
    return int(number) if number.is_integer() else number
