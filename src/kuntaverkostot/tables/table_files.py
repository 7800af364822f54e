"""Which files are which tables, by their names, and what is to be said of the others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from kuntaverkostot.tables.problem import Problem

# What may have been meant for a table, by the ending of its name.
TEXTS = (".csv", ".tsv", ".txt")
TABLE_LIKE = (*TEXTS, ".xlsx", ".xlsm", ".xls", ".ods")
# Files that explain tables, and those that systems and programs leave behind without showing them.
EXPLAINING = ("readme", "licen", "datapackage.json")
UNSEEN = (".", "~$")
# Of more than these it is enough to know how many there are.
MOST_NAMED, MOST_LISTED = 100, 5


def is_seen(name: str) -> bool:
    """Return whether a file is one that people see.

    >>> is_seen("rules.csv"), is_seen(".rules.csv.swp"), is_seen("~$book.xlsx")
    (True, False, False)
    """
    return not name.startswith(UNSEEN)


def table_like(path: str) -> bool:
    """Return whether a file may have been meant for a table.

    >>> table_like("lists/Rules.CSV"), table_like("README.txt"), table_like("map.pdf")
    (True, False, False)
    """
    name = PurePosixPath(path).name.casefold()
    return name.endswith(TABLE_LIKE) and not name.startswith(EXPLAINING)


def matched(paths: Iterable[str], names: Mapping[str, str]) -> tuple[dict[str, list[str]], list[str]]:
    """Return the files of each table, capitals or not, and the other files.

    >>> matched(["Rules.CSV", "rule.csv"], {"rules": "rules.csv"})
    ({'rules': ['Rules.CSV']}, ['rule.csv'])
    """
    tables = {file.casefold(): name for name, file in names.items()}
    found: dict[str, list[str]] = {}
    others = []
    for path in paths:
        table = tables.get(PurePosixPath(path).name.casefold())
        if table is None:
            others.append(path)
        else:
            found.setdefault(table, []).append(path)
    return {name: found[name] for name in names if name in found}, others


def likely(paths: Iterable[str]) -> tuple[str, ...]:
    """Return what may have been meant instead of a table, the likeliest first.

    >>> likely(["README.md", "list.pdf", "list.csv"])
    ('list.csv', 'list.pdf')
    """
    meant = [path for path in paths if not PurePosixPath(path).name.casefold().startswith(EXPLAINING)]
    return tuple(sorted(meant, key=lambda path: not table_like(path)))


def few(labels: Iterable[object]) -> str:
    """Return the first of some labels, as a part of a message.

    >>> few(["a.csv", "b.csv"]), few(range(7))
    ('a.csv, b.csv', '0, 1, 2, 3, 4 …')
    """
    names = [str(label) for label in labels]
    return ", ".join(names[:MOST_LISTED]) + (" …" if len(names) > MOST_LISTED else "")


def same_table(place: str, names: Sequence[str]) -> Problem:
    """Return what is said of files or sheets that are the same table."""
    return Problem(place, None, None, "", few(names), "same-table")


def no_tables(file: str, beside: Sequence[str], names: Iterable[str]) -> Problem:
    """Return what is said of a file in which there are other things than tables."""
    return Problem(file, None, None, "", few(beside), "no-tables-but" if beside else "no-tables", ", ".join(names))


def left_out(what: str, things: Sequence[tuple[str, str]], names: Mapping[str, str]) -> list[Problem]:
    """Return a warning for each file or sheet that is not read: which name of a table is nearest to its own.

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
    >>> [(one.rule, one.expected) for one in left_out("file", [("rule.csv", "rule.csv")], {"rules": "rules.csv"})]
    [('file-left-out-near', 'rules.csv')]
    """
    from difflib import get_close_matches  # noqa: PLC0415 - most names are right

    told = []
    for place, name in things[:MOST_NAMED]:
        near = get_close_matches(PurePosixPath(name).stem.casefold().replace(" ", "_"), names, n=1)
        rule = f"{what}-left-out-near" if near else f"{what}-left-out"
        told.append(Problem(place, None, None, "", name, rule, names[near[0]] if near else "", "warning"))
    if more := len(things) - len(told):
        told.append(replace(told[-1], value=str(more), rule="more", expected=f"{what}-left-out"))
    return told
