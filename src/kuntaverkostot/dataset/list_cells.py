"""Lists in cells: several names in one, where a name is expected."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kuntaverkostot.tables.columns import Column
from kuntaverkostot.tables.problem import Problem
from kuntaverkostot.text.cells import visible

# Hardly any name holds one of these.
SURE = (";", "|", "\n", "\t", "•", "、")
# Many names hold one of these; a list shows itself by its parts, which come again elsewhere.
UNSURE = (",", "/", "+", "&")
# A list as JSON or Python writes it.
WRITTEN = re.compile(r"""\[.*\]|\{.*\}""", flags=re.DOTALL)
ENTITY = re.compile("&#?[A-Za-z0-9]+;")
QUOTES = " \"'[]{}"


@dataclass(frozen=True, slots=True)
class Lists:
    """Cells that look like lists.

    Parameters
    ----------
    separator : str
        What stands between the names.
    cell : str
        The first of them.
    names, split : int
        Different names in the column when cells are read as they are, and when they are split.
    sure : bool
        Whether they are lists for all that is known; otherwise they may be names.
    """

    separator: str
    cell: str
    names: int
    split: int
    sure: bool


def lists_in(cells: Sequence[str]) -> Lists | None:
    """Return what looks like lists among the different cells of a column.

    Parameters
    ----------
    cells : sequence of str
        Each different cell once.

    Returns
    -------
    Lists or None
        Of the separator in the most cells. A comma, a slash and the like are sure only where parts of such cells
        stand alone elsewhere, or at another place of a list.

    Examples
    --------
    >>> lists_in(["A; B", "A"])
    Lists(separator=';', cell='A; B', names=2, split=2, sure=True)
    >>> lists_in(["Aaland, Finland", "Turku, Finland"]).sure, lists_in(["A", "B"])
    (False, None)
    """
    filled = [cell for cell in cells if cell]
    # Most columns hold none of these, which is seen at once.
    together = "\0".join(filled)
    if "[" in together or "{" in together:
        written = [cell for cell in filled if WRITTEN.fullmatch(cell)]
        if written:
            return _seen(filled, written, ",", sure=True)
    held: dict[str, list[str]] = {}
    for separator in filter(together.__contains__, (*SURE, *UNSURE)):
        found = [cell for cell in filled if separator in cell and len(_parts(cell, separator)) > 1]
        if found:
            held[separator] = found
    for sure in (True, False):
        lists = [one for one in held if sure == (one in SURE or _recur(filled, held[one], one))]
        if lists:
            separator = max(lists, key=lambda one: len(held[one]))
            return _seen(filled, held[separator], separator, sure=sure)
    return None


def _seen(filled: Sequence[str], found: Sequence[str], separator: str, *, sure: bool) -> Lists:
    marked = set(found)
    apart = {part for cell in filled for part in (_parts(cell, separator) if cell in marked else [cell.casefold()])}
    return Lists(separator, found[0], len(filled), len(apart), sure)


def _parts(cell: str, separator: str) -> list[str]:
    parts = ENTITY.sub("", cell).split(separator)
    return [part for one in parts if (part := " ".join(one.strip(QUOTES).split()).casefold())]


def _recur(filled: Sequence[str], found: Sequence[str], separator: str) -> bool:
    """Return whether half of the cells hold a part that stands alone elsewhere, or at another place of a list.

    A surname before a first name, or a town before its country, stands at the same place each time.
    """
    alone = {cell.casefold() for cell in filled}
    parts = [_parts(cell, separator) for cell in found]
    places: dict[str, set[int]] = {}
    for cell in parts:
        for place, part in enumerate(cell):
            places.setdefault(part, set()).add(place)
    moving = {part for part, at in places.items() if len(at) > 1 or part in alone}
    return 2 * sum(not moving.isdisjoint(cell) for cell in parts) >= len(parts)


def list_problems(column: Column, *, file: str, lines: Sequence[int], place: int, name: str) -> Iterator[Problem]:
    """Yield what is to be said of a column in which names are expected and lists stand, or what may be such.

    Parameters
    ----------
    column : Column
        Its cells.
    file, lines, place, name : str, sequence of int, int and str
        Where it is: file, line of each row, position from 0, and name.
    """
    found = lists_in(column.distinct)
    if found is None:
        return
    shown = visible(found.separator)
    line = lines[column.rows({found.cell})[0]]
    if not found.sure:
        yield Problem(file, line, place + 1, name, found.cell, "separator-in-name", shown, "warning")
        return
    yield Problem(file, None, None, name, visible(found.cell), "list-in-cell", shown)
    yield Problem(file, line, place + 1, name, found.cell, "list-whole", str(found.names), "info")
    yield Problem(file, line, place + 1, name, found.cell, "list-split", str(found.split), "info")
