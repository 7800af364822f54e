"""Cells that hold a list where one name is expected."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kuntaverkostot.tables.columns import Column
from kuntaverkostot.tables.problem import Problem
from kuntaverkostot.text.cells import visible

# Separators that hardly ever occur in names.
SURE = (";", "|", "\n", "\t", "•", "、")
# Separators that also occur in names. A list is recognised by parts that recur elsewhere.
UNSURE = (",", "/", "+", "&")
# A list in JSON or Python notation.
WRITTEN = re.compile(r"""\[.*\]|\{.*\}""", flags=re.DOTALL)
ENTITY = re.compile("&#?[A-Za-z0-9]+;")
QUOTES = " \"'[]{}"


@dataclass(frozen=True, slots=True)
class ListCells:
    """Cells that look like lists.

    Parameters
    ----------
    separator : str
        The text between the names.
    cell : str
        The first such cell.
    names, split : int
        Distinct names in the column when cells are kept whole, and when they are split.
    sure : bool
        Whether they are certainly lists; otherwise they may be names.
    """

    separator: str
    cell: str
    names: int
    split: int
    sure: bool


def detect_lists(cells: Sequence[str]) -> ListCells | None:
    """Return the cells of a column that look like lists.

    Parameters
    ----------
    cells : sequence of str
        The distinct cells.

    Returns
    -------
    Lists or None
        For the most frequent separator. Commas, slashes and the like are sure only when parts of these cells stand
        alone elsewhere or at another place in a list.

    Examples
    --------
    >>> detect_lists(["A; B", "A"])
    ListCells(separator=';', cell='A; B', names=2, split=2, sure=True)
    >>> detect_lists(["Aaland, Finland", "Turku, Finland"]).sure, detect_lists(["A", "B"])
    (False, None)
    """
    filled = [cell for cell in cells if cell]
    # Most columns have no separator; one search over all cells tells.
    together = "\0".join(filled)
    if "[" in together or "{" in together:
        written = [cell for cell in filled if WRITTEN.fullmatch(cell)]
        if written:
            return _list_cells(filled, written, ",", sure=True)
    cells_by_separator: dict[str, list[str]] = {}
    for separator in filter(together.__contains__, (*SURE, *UNSURE)):
        listed = [cell for cell in filled if separator in cell and len(_parts(cell, separator)) > 1]
        if listed:
            cells_by_separator[separator] = listed
    for sure in (True, False):
        lists = {
            separator: listed
            for separator, listed in cells_by_separator.items()
            if sure == (separator in SURE or _parts_recur(filled, listed, separator))
        }
        if lists:
            separator, listed = max(lists.items(), key=lambda item: len(item[1]))
            return _list_cells(filled, listed, separator, sure=sure)
    return None


def _list_cells(filled: Sequence[str], listed: Sequence[str], separator: str, *, sure: bool) -> ListCells:
    marked = set(listed)
    apart = {part for cell in filled for part in (_parts(cell, separator) if cell in marked else [cell.casefold()])}
    return ListCells(separator, listed[0], len(filled), len(apart), sure)


def _parts(cell: str, separator: str) -> list[str]:
    parts = ENTITY.sub("", cell).split(separator)
    return [part for piece in parts if (part := " ".join(piece.strip(QUOTES).split()).casefold())]


def _parts_recur(filled: Sequence[str], listed: Sequence[str], separator: str) -> bool:
    """Return whether half of the cells hold a part that stands alone elsewhere or at another place in a list.

    A surname before a first name, or a town before its country, always stands at the same place.
    """
    alone = {cell.casefold() for cell in filled}
    parts = [_parts(cell, separator) for cell in listed]
    places: dict[str, set[int]] = {}
    for cell in parts:
        for place, part in enumerate(cell):
            places.setdefault(part, set()).add(place)
    moving = {part for part, at in places.items() if len(at) > 1 or part in alone}
    return 2 * sum(not moving.isdisjoint(cell) for cell in parts) >= len(parts)


def list_problems(column: Column, *, file: str, lines: Sequence[int], place: int, name: str) -> Iterator[Problem]:
    """Yield the problems of a name column whose cells are, or may be, lists.

    Parameters
    ----------
    column : Column
        The column.
    file, lines, place, name : str, sequence of int, int and str
        File, line of each row, position of the column from 0, and its name.
    """
    lists = detect_lists(column.distinct)
    if lists is None:
        return
    shown = visible(lists.separator)
    line = lines[column.rows({lists.cell})[0]]
    if not lists.sure:
        yield Problem(file, line, place + 1, name, lists.cell, "separator-in-name", shown, "warning")
        return
    yield Problem(file, None, None, name, visible(lists.cell), "list-in-cell", shown)
    yield Problem(file, line, place + 1, name, lists.cell, "list-whole", str(lists.names), "info")
    yield Problem(file, line, place + 1, name, lists.cell, "list-split", str(lists.split), "info")
