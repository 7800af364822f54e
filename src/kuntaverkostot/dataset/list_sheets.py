"""Which sheet of a workbook is a list of memberships."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from kuntaverkostot.dataset.list_detect import detect_shape
from kuntaverkostot.dataset.list_header import with_header
from kuntaverkostot.dataset.list_layout import tidied
from kuntaverkostot.dataset.list_shape import Shape
from kuntaverkostot.dataset.reading_options import ReadingOptions
from kuntaverkostot.dataset.register import Register, fold
from kuntaverkostot.dataset.repair import open_draft
from kuntaverkostot.tables.grid import Grid
from kuntaverkostot.tables.problem import Problem
from kuntaverkostot.tables.sources import Source
from kuntaverkostot.tables.table_files import few


def list_among_sheets(source: Source, register: Register, options: ReadingOptions, *, file: str) -> Source:
    """Return the sheet that was asked for, or the only one that is a list, as if it were a file of its own.

    Parameters
    ----------
    source : Source
        A workbook.
    register : Register
        The municipalities.
    options : ReadingOptions
        The caller may name a sheet.
    file : str
        Name of the workbook in messages.

    Returns
    -------
    Source
        The same workbook when its sheets are tables of the dataset, or when no sheet or several are lists.
    """
    if options.sheet is not None:
        return _asked_for(source, options.sheet, file)
    if source.grids or not source.sheets:
        return source
    lists = [name for name, grid in source.sheets.items() if _is_list(grid, register, options)]
    if len(lists) == 1:
        (name,) = lists
        others = few(other for other in source.sheets if other != name)
        said = Problem(file, None, None, "", name, "sheet-chosen", others, "warning")
        grid = source.sheets[name]
        return Source("file", {name: replace(grid, problems=(said, *grid.problems))})
    if lists:
        return replace(source, problems=(Problem(file, None, None, "", few(lists), "sheets-unclear", lists[0]),))
    return source


def _asked_for(source: Source, sheet: str, file: str) -> Source:
    if not source.sheets:
        said = Problem(file, None, None, "", sheet, "sheet-unused", severity="warning")
        grids = {name: replace(grid, problems=(said, *grid.problems)) for name, grid in source.grids.items()}
        return replace(source, grids=grids)
    name = _named(source.sheets, sheet)
    if name is None:
        return Source("workbook", {}, (Problem(file, None, None, "", sheet, "no-such-sheet", few(source.sheets)),))
    return Source("file", {name: source.sheets[name]})


def _named(sheets: Mapping[str, Grid], name: str) -> str | None:
    """Return the sheet with this name, or with this number from 1."""
    match = next((sheet for sheet in sheets if fold(sheet) == fold(name)), None)
    if match is None and name.strip().isdecimal() and 1 <= int(name) <= len(sheets):
        match = list(sheets)[int(name) - 1]
    return match


def _is_list(grid: Grid, register: Register, options: ReadingOptions) -> bool:
    draft = with_header(open_draft(tidied(grid)), register)
    return draft.grid.readable and draft.grid.rows > 0 and isinstance(detect_shape(draft, register, options), Shape)
