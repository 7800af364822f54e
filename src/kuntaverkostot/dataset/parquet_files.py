"""A Parquet file of memberships, read by PyArrow as a dataframe would be."""

from __future__ import annotations

import re
from dataclasses import replace
from importlib import import_module
from pathlib import Path

from kuntaverkostot.dataset.check import Check
from kuntaverkostot.dataset.frame_cells import frame_cells
from kuntaverkostot.dataset.frame_lists import check_cells
from kuntaverkostot.dataset.list_checks import check_single
from kuntaverkostot.dataset.reading_options import ReadingOptions
from kuntaverkostot.tables.csv_grid import MOST_CELLS, MOST_ROWS
from kuntaverkostot.tables.grid import Grid
from kuntaverkostot.tables.problem import Problem

INSTALLED_BY = "pip install 'kuntaverkostot[parquet]'"
# What pandas calls row labels without a name.
LABELS = re.compile(r"__index_level_[0-9]+__")


def check_parquet(path: Path, options: ReadingOptions) -> Check:
    """Read and check a Parquet file.

    Parameters
    ----------
    path : Path
        The file, of one table.
    options : ReadingOptions
        What the caller decides; encoding, delimiter and sheet mean nothing here, which is said.
    """
    unused = {"encoding": options.encoding, "delimiter": options.delimiter, "sheet": options.sheet}
    said = tuple(
        Problem(path.name, None, None, "", value, "parquet-unused", severity="warning")
        for value in unused.values()
        if value is not None
    )
    try:
        pyarrow, parquet = import_module("pyarrow"), import_module("pyarrow.parquet")
    except ModuleNotFoundError:
        return _refused(Problem(path.name, None, None, "", "", "parquet-missing", INSTALLED_BY), options)
    try:
        with parquet.ParquetFile(path) as file:
            rows, columns = file.metadata.num_rows, file.metadata.num_columns
            if rows > MOST_ROWS:
                return _refused(Problem(path.name, None, None, "", str(rows), "too-many-rows", str(MOST_ROWS)), options)
            if rows * columns > MOST_CELLS:
                count, most = str(rows * columns), str(MOST_CELLS)
                return _refused(Problem(path.name, None, None, "", count, "too-many-cells", most), options)
            table = file.read()
        cells = frame_cells(table)
    # Nested values, which no table of text holds, are a TypeError.
    except (pyarrow.ArrowException, TypeError) as error:
        reason = (str(error).strip().splitlines() or [type(error).__name__])[0]
        return _refused(Problem(path.name, None, None, "", reason[:200], "parquet-damaged"), options)
    named = replace(cells, names=tuple("" if LABELS.fullmatch(name) else name for name in cells.names))
    check = check_cells(named, options, file=path.name)
    return replace(check, messages=(*said, *check.messages))


def _refused(problem: Problem, options: ReadingOptions) -> Check:
    return check_single(Grid(problem.file, problems=(problem,)), options)


def rows_in(path: Path) -> int | None:
    """Return how many rows a Parquet file has; None where that cannot be told."""
    try:
        pyarrow, parquet = import_module("pyarrow"), import_module("pyarrow.parquet")
    except ModuleNotFoundError:
        return None
    try:
        return int(parquet.read_metadata(path).num_rows)
    except (pyarrow.ArrowException, OSError):
        return None
