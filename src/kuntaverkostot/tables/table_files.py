"""Which files are which tables, by their names, and messages about the others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from kuntaverkostot.tables.problem import Problem

# Files that may be meant as tables, by extension.
TEXTS = (".csv", ".tsv", ".txt")
TABLE_LIKE = (*TEXTS, ".xlsx", ".xlsm", ".xls", ".ods")
# Files that explain tables, and hidden files of systems and programs.
EXPLAINING = ("readme", "licen", "datapackage.json")
HIDDEN = (".", "~$")
# Beyond these, only the number is reported.
MOST_NAMED, MOST_LISTED = 100, 5


def is_visible(name: str) -> bool:
    """Return whether a file is visible to people.

    >>> is_visible("rules.csv"), is_visible(".rules.csv.swp"), is_visible("~$book.xlsx")
    (True, False, False)
    """
    return not name.startswith(HIDDEN)


def table_like(path: str) -> bool:
    """Return whether a file may be meant as a table.

    >>> table_like("lists/Rules.CSV"), table_like("README.txt"), table_like("map.pdf")
    (True, False, False)
    """
    name = PurePosixPath(path).name.casefold()
    return name.endswith(TABLE_LIKE) and not name.startswith(EXPLAINING)


def matched(paths: Iterable[str], names: Mapping[str, str]) -> tuple[dict[str, list[str]], list[str]]:
    """Return the files of each table, whatever their case, and the other files.

    >>> matched(["Rules.CSV", "rule.csv"], {"rules": "rules.csv"})
    ({'rules': ['Rules.CSV']}, ['rule.csv'])
    """
    tables = {file.casefold(): name for name, file in names.items()}
    matches: dict[str, list[str]] = {}
    others = []
    for path in paths:
        table = tables.get(PurePosixPath(path).name.casefold())
        if table is None:
            others.append(path)
        else:
            matches.setdefault(table, []).append(path)
    return {name: matches[name] for name in names if name in matches}, others


def likely(paths: Iterable[str]) -> tuple[str, ...]:
    """Return the files that may be meant as tables, the likeliest first.

    >>> likely(["README.md", "list.pdf", "list.csv"])
    ('list.csv', 'list.pdf')
    """
    candidates = [path for path in paths if not PurePosixPath(path).name.casefold().startswith(EXPLAINING)]
    return tuple(sorted(candidates, key=lambda path: not table_like(path)))


def few(labels: Iterable[object]) -> str:
    """Return the first few labels, for a message.

    >>> few(["a.csv", "b.csv"]), few(range(7))
    ('a.csv, b.csv', '0, 1, 2, 3, 4 …')
    """
    names = [str(label) for label in labels]
    return ", ".join(names[:MOST_LISTED]) + (" …" if len(names) > MOST_LISTED else "")


def same_table(place: str, names: Sequence[str]) -> Problem:
    """Return the error for several files or sheets that are the same table."""
    return Problem(place, None, None, "", few(names), "same-table")


def no_tables(file: str, beside: Sequence[str], names: Iterable[str]) -> Problem:
    """Return the error for a file that holds no tables."""
    return Problem(file, None, None, "", few(beside), "no-tables-but" if beside else "no-tables", ", ".join(names))


def unread_warnings(what: str, things: Sequence[tuple[str, str]], names: Mapping[str, str]) -> list[Problem]:
    """Return a warning for each file or sheet that is not read, with the table whose name is nearest.

    Parameters
    ----------
    what : {"file", "sheet"}
        What they are.
    things : sequence of tuple of str
        Place in messages, and name.
    names : mapping of str to str
        How to name each table, by its name.

    Examples
    --------
    >>> (warning,) = unread_warnings("file", [("rule.csv", "rule.csv")], {"rules": "rules.csv"})
    >>> warning.rule, warning.expected
    ('file-left-out-near', 'rules.csv')
    """
    from difflib import get_close_matches  # noqa: PLC0415 - most names are right

    warnings = []
    for place, name in things[:MOST_NAMED]:
        near = get_close_matches(PurePosixPath(name).stem.casefold().replace(" ", "_"), names, n=1)
        rule = f"{what}-left-out-near" if near else f"{what}-left-out"
        warnings.append(Problem(place, None, None, "", name, rule, names[near[0]] if near else "", "warning"))
    if more := len(things) - len(warnings):
        warnings.append(replace(warnings[-1], value=str(more), rule="more", expected=f"{what}-left-out"))
    return warnings
