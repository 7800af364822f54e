"""Cells that hold several names: recognised by what recurs, split, or refused where two readings are possible."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from kuntaverkostot.dataset.cell_parts import NOTATION, parts_of, written_list
from kuntaverkostot.tables.columns import Column
from kuntaverkostot.tables.problem import Problem
from kuntaverkostot.text.cells import visible

# Separators that hardly ever occur in names.
SURE = (";", "|", "\n", "\t", "•", "、")
# Separators that also occur in names. A list is recognised by parts that recur elsewhere.
UNSURE = (",", "/", "+", "&")


@dataclass(frozen=True, slots=True)
class ListCells:
    """Cells that look like lists.

    Parameters
    ----------
    separator : str
        The text between the names, or "[]" for lists in JSON or Python notation.
    cell : str
        The first such cell.
    names, split : int
        Distinct names in the column when cells are kept whole, and when they are split.
    verdict : {"split", "unclear", "whole"}
        Whether they are lists, may be, or are more likely names.
    """

    separator: str
    cell: str
    names: int
    split: int
    verdict: Literal["split", "unclear", "whole"]


def detect_lists(cells: Sequence[str]) -> ListCells | None:
    """Return the cells of a column that look like lists.

    Parameters
    ----------
    cells : sequence of str
        The distinct cells.

    Returns
    -------
    ListCells or None
        For the most frequent separator. Cells are lists if splitting them gives fewer names than keeping them whole, or
        if most of them hold a separator that hardly occurs in names. They may be lists if a part of them stands
        elsewhere, alone or at another place in a cell.

    Examples
    --------
    >>> detect_lists(["A; B", "A"])
    ListCells(separator=';', cell='A; B', names=2, split=2, verdict='split')
    >>> detect_lists(["Aaland, Finland", "Turku, Finland"]).verdict, detect_lists(["A", "B"])
    ('whole', None)
    """
    filled = [cell for cell in cells if cell]
    # Most columns have no separator; one search over all cells tells.
    together = "\0".join(filled)
    if "[" in together or "{" in together:
        written = [cell for cell in filled if written_list(cell) is not None]
        if written:
            return _list_cells(filled, written, NOTATION, "split")
    by_verdict: dict[str, dict[str, list[str]]] = {"split": {}, "unclear": {}, "whole": {}}
    for separator in filter(together.__contains__, (*SURE, *UNSURE)):
        listed = [cell for cell in filled if separator in cell and len(parts_of(cell, separator)) > 1]
        if listed:
            by_verdict[_verdict(filled, listed, separator)][separator] = listed
    verdict: Literal["split", "unclear", "whole"]
    for verdict in ("split", "unclear", "whole"):
        if lists := by_verdict[verdict]:
            separator, listed = max(lists.items(), key=lambda item: len(item[1]))
            return _list_cells(filled, listed, separator, verdict)
    return None


def _verdict(filled: Sequence[str], listed: Sequence[str], separator: str) -> Literal["split", "unclear", "whole"]:
    recur = _parts_recur(filled, listed, separator)
    if separator == "\n" and not recur:
        # Spreadsheets break long names into lines; where most cells have several, they may be names as well.
        return "unclear" if 2 * len(listed) > len(filled) else "whole"
    if separator in SURE:
        return "split" if recur or 2 * len(listed) >= len(filled) else "unclear"
    if not recur:
        return "whole"
    parts = [_folded(cell, separator) for cell in listed]
    counts = Counter(part for cell in parts for part in set(cell)) + Counter(cell.casefold() for cell in filled)
    shared = sum(sum(counts[part] > 1 for part in cell) * 2 > len(cell) for cell in parts)
    # A part of a name may recur as well: Smith, John beside John. Lists repeat nearly all of their parts.
    return "split" if len(listed) > 2 and shared >= 0.8 * len(listed) and len(counts) < len(filled) + len(listed) else (
        "unclear"
    )  # fmt: skip


def _list_cells(
    filled: Sequence[str], listed: Sequence[str], separator: str, verdict: Literal["split", "unclear", "whole"]
) -> ListCells:
    marked = set(listed)
    apart = {part for cell in filled for part in (_folded(cell, separator) if cell in marked else [cell.casefold()])}
    return ListCells(separator, listed[0], len(filled), len(apart), verdict)


def _folded(cell: str, separator: str) -> list[str]:
    return [part.casefold() for part in parts_of(cell, separator)]


def _parts_recur(filled: Sequence[str], listed: Sequence[str], separator: str) -> bool:
    """Return whether half of the cells hold a part that stands alone elsewhere or at another place in a list.

    A surname before a first name, or a town before its country, always stands at the same place.
    """
    alone = {cell.casefold() for cell in filled}
    parts = [_folded(cell, separator) for cell in listed]
    places: dict[str, set[int]] = {}
    for cell in parts:
        for place, part in enumerate(cell):
            places.setdefault(part, set()).add(place)
    moving = {part for part, at in places.items() if len(at) > 1 or part in alone}
    return 2 * sum(not moving.isdisjoint(cell) for cell in parts) >= len(parts)


def named_lists(cells: Sequence[str], is_name: Callable[[str], bool]) -> str:
    """Return what separates the names in cells that hold several known names, or "".

    Parameters
    ----------
    cells : sequence of str
        The distinct cells.
    is_name : callable
        Whether a text is one known name.

    Examples
    --------
    >>> named_lists(["Espoo, Vantaa", "Espoo"], {"Espoo", "Vantaa"}.__contains__)
    ','
    """
    counts: dict[str, int] = {}
    for separator in (*SURE, *UNSURE, NOTATION):
        sign = separator[0]
        listed = [cell for cell in cells if sign in cell and not is_name(cell)][:500]
        parts = [parts_of(cell, separator) for cell in listed]
        known = sum(len(cell) > 1 and all(map(is_name, cell)) for cell in parts)
        several = sum(len(cell) > 1 and any(map(is_name, cell)) for cell in parts)
        if known and 2 * known >= several:
            counts[separator] = known
    return max(counts, key=lambda separator: counts[separator], default="")


def list_problems(column: Column, *, file: str, lines: Sequence[int], place: int, name: str) -> Iterator[Problem]:
    """Yield the problems of a name column whose cells may be lists.

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
    if lists.verdict == "whole":
        yield Problem(file, line, place + 1, name, lists.cell, "separator-in-name", shown, "warning")
        return
    yield Problem(file, None, None, name, visible(lists.cell), "list-in-cell", shown)
    yield Problem(file, line, place + 1, name, lists.cell, "list-whole", str(lists.names), "info")
    yield Problem(file, line, place + 1, name, lists.cell, "list-split", str(lists.split), "info")
