"""Tables of text as typed and sorted pandas frames."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from kuntaverkostot.dataset.schema import Field, TableSchema
from kuntaverkostot.tables.columns import Column
from kuntaverkostot.tables.grid import Table
from kuntaverkostot.tables.keys import numbers, order_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

# The type named "str", held as Python objects. Where pyarrow is installed, pandas would choose that: it cannot hold
# every character, and the same tables would make other frames.
TEXT = pd.StringDtype("python", na_value=np.nan)


def frame_of_rows(rows: Iterable[tuple[Any, ...]], types: Mapping[str, Any]) -> pd.DataFrame:
    """Return rows as a frame whose columns have these types, without rows too.

    >>> frame_of_rows([("a", 1)], {"name": TEXT, "count": "Int64"}).dtypes.tolist() == [TEXT, pd.Int64Dtype()]
    True
    """
    held = list(rows)
    columns: Iterable[Sequence[Any]] = zip(*held, strict=True) if held else [()] * len(types)
    named = zip(types, columns, strict=True)
    return pd.DataFrame({name: pd.array(list(cells), dtype=types[name]) for name, cells in named})


def frame_of(
    schema: TableSchema, table: Table, *, ranked: dict[tuple[str, ...], NDArray[np.intp]] | None = None
) -> pd.DataFrame:
    """Return a table as a frame, sorted by its primary key.

    Parameters
    ----------
    schema : TableSchema
        The schema; the table must conform to it.
    table : Table
        The cells.
    ranked : dict or None
        Cache of the rank of each text, by the distinct texts of a column. Tables that refer to each other share texts,
        and sorting many takes long.

    Returns
    -------
    pandas.DataFrame
        Integers, numbers and Booleans; other columns are text, with empty cells as "".

    Examples
    --------
    >>> from kuntaverkostot.tables.columns import coded
    >>> points = TableSchema("points", "", (Field("point", "integer"), Field("x", "number")), ("point",), (), False)
    >>> frame_of(points, Table({"point": coded(["10", "9"]), "x": coded(["", "0.5"])}, [2, 3])).to_dict("list")
    {'point': [9, 10], 'x': [0.5, nan]}
    """
    fields = {field.name: field for field in schema.fields}
    ranked = {} if ranked is None else ranked
    key = [_ranks(fields[name], table.columns[name], ranked) for name in schema.primary_key]
    order = order_of(numbers(key))
    cells = {name: _typed(field, table.columns[name], order) for name, field in fields.items()}
    return pd.DataFrame(cells, copy=False)


def _ranks(field: Field, column: Column, ranked: dict[tuple[str, ...], NDArray[np.intp]]) -> NDArray[np.intp]:
    """Return the rank of the cell of each row among the distinct cells."""
    if field.type == "integer":
        # Distinct cells may hold the same number.
        column = column.replaced({cell: str(int(cell)) for cell in column.distinct})
        return _ranks_of_values(list(map(int, column.distinct)))[column.codes]
    texts = tuple(column.distinct)
    if texts not in ranked:
        ranked[texts] = _ranks_of_values(texts)
    return ranked[texts][column.codes]


def _ranks_of_values(values: Sequence[Any]) -> NDArray[np.intp]:
    places = np.empty(len(values), dtype=np.intp)
    places[sorted(range(len(values)), key=values.__getitem__)] = np.arange(len(values))
    return places


def _typed(field: Field, column: Column, order: NDArray[np.intp]) -> Any:
    """Return the typed cells in order; each distinct cell is converted once."""
    # With one distinct cell, order does not matter.
    codes = column.codes if len(column.distinct) == 1 else column.codes[order]
    values: Any = column.distinct
    if field.type == "integer":
        values = np.fromiter(map(int, values), np.int64, len(values))
    elif field.type == "number":
        values = pd.to_numeric(pd.Series(values, dtype="str").replace("", None)).to_numpy("float64")
    elif field.type == "boolean":
        values = np.fromiter((value in field.true_values for value in values), np.bool_, len(values))
    else:
        values = pd.array(values, dtype=TEXT)
    return values.take(codes)
