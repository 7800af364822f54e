"""The cells of a dataframe as text, whatever library it is of; narwhals reads them."""

from __future__ import annotations

import datetime as dt
import enum
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import narwhals.stable.v2 as nw

from kuntaverkostot.tables.columns import Column, coded
from kuntaverkostot.tables.sheet import text_of
from kuntaverkostot.tables.table_files import few

# Joins the names of a cell that holds a list: a sign that stands in no name.
JOINT = "␟"
KINDS_OF_FRAMES = "pandas, Polars, PyArrow, DuckDB and other libraries that narwhals knows"


@dataclass(frozen=True, slots=True)
class FrameCells:
    """The columns of a dataframe as text.

    Parameters
    ----------
    names : tuple of str
        Names of the columns; "" where the frame has none.
    columns : tuple of Column
        Their cells, "" where a value is missing.
    lists : frozenset of int
        Columns whose cells are lists of names, joined by :data:`JOINT`.
    """

    names: tuple[str, ...]
    columns: tuple[Column, ...]
    lists: frozenset[int] = frozenset()


def frame_cells(frame: Any) -> FrameCells:
    """Return the cells of a dataframe as text.

    Parameters
    ----------
    frame : dataframe
        Of any library that narwhals knows; it is not changed. Row labels of pandas become columns, unless they only
        number the rows.

    Returns
    -------
    FrameCells
        Whole numbers have no decimals, days no time.

    Raises
    ------
    TypeError
        When it is no dataframe, or a cell holds something that is no text, number, date or list of these.

    Examples
    --------
    >>> import pandas as pd
    >>> cells = frame_cells(pd.DataFrame({"who": ["Ann", None], "since": [2020, float("nan")]}))
    >>> cells.names, [column.cells() for column in cells.columns]
    (('who', 'since'), [['Ann', ''], ['2020', '']])
    """
    names, series = _series_of(frame)
    columns, lists = [], set()
    for place, (name, values) in enumerate(zip(names, series, strict=True)):
        texts, is_list = _texts(name, values)
        columns.append(texts)
        lists |= {place} if is_list else set()
    return FrameCells(tuple(names), tuple(columns), frozenset(lists))


def _series_of(frame: Any) -> tuple[list[str], list[list[Any]]]:
    """Return the names of the columns and their values."""
    if nw.dependencies.is_pandas_like_dataframe(frame):
        frame = _with_labels(frame)
        names = _names(list(frame.columns))
        # A name may be of any type, and stand there twice, which the recogniser refuses with its place.
        frame = frame.set_axis([f"c{place}" for place in range(len(names))], axis="columns")
        return names, [column.to_list() for column in nw.from_native(frame, eager_only=True).iter_columns()]
    try:
        held: Any = nw.from_native(frame)
    except TypeError:
        raise TypeError(f"a dataframe of {KINDS_OF_FRAMES} is needed; got {type(frame).__name__}") from None
    if isinstance(held, nw.LazyFrame):
        held = held.collect()
    return list(held.columns), [column.to_list() for column in held.iter_columns()]


def _with_labels(frame: Any) -> Any:
    """Return a frame of pandas with its row labels as columns, unless these only number the rows."""
    index = frame.index
    numbered = index.nlevels == 1 and str(index.dtype).startswith(("int", "uint"))
    if index.names[0] is None and (numbered or not len(index)):
        return frame
    labels = index.to_frame(index=False)
    labels.columns = ["" if name is None else name for name in index.names]
    names = [*labels.columns, *frame.columns]
    together = labels.set_axis(range(len(labels.columns)), axis="columns")
    rest = frame.reset_index(drop=True).set_axis(range(len(labels.columns), len(names)), axis="columns")
    joined = together.join(rest)
    joined.columns = names if len(set(map(type, names))) == 1 else list(map(_name, names))
    return joined


def _names(columns: Sequence[Any]) -> list[str]:
    """Return the names of columns as text; columns that are only numbered have none."""
    if columns == list(range(len(columns))):
        return [""] * len(columns)
    return list(map(_name, columns))


def _name(name: Any) -> str:
    if isinstance(name, tuple):
        return " / ".join(filter(None, map(_name, name)))
    return cell_text(name, "the name of a column")


def _texts(name: str, values: Sequence[Any]) -> tuple[Column, bool]:
    """Return the cells of a column, and whether they are lists."""
    lists = [value for value in values if _is_list(value)]
    if not lists:
        return coded(cell_text(value, name) for value in values), False
    if any(value for value in values if not _is_list(value) and not _is_missing(value)):
        raise TypeError(f"the column {name!r} holds both lists and single values; write lists in all of its cells")
    return coded("" if not _is_list(value) else JOINT.join(_items(name, value)) for value in values), True


def _items(name: str, values: Iterable[Any]) -> list[str]:
    items = [cell_text(value, name) for value in values]
    # Sets have no order of their own.
    items = sorted(items) if isinstance(values, (set, frozenset)) else items
    return list(dict.fromkeys(filter(None, items)))


def _is_list(value: Any) -> bool:
    if isinstance(value, (str, bytes, Mapping)):
        return False
    return isinstance(value, (Sequence, set, frozenset)) or (hasattr(value, "tolist") and getattr(value, "ndim", 0) > 0)


def _is_missing(value: Any) -> bool:
    if value is None:
        return True
    try:
        return bool(value != value)  # noqa: PLR0124 - NaN and NaT differ from themselves
    except TypeError:
        # pandas.NA is neither the same nor another.
        return True


def cell_text(value: Any, name: str) -> str:
    """Return a value as text, "" where it is missing; the name is that of its column, for messages.

    >>> cell_text(1.0, "a"), cell_text(None, "a"), cell_text(dt.date(2020, 1, 2), "a")
    ('1', '', '2020-01-02')
    """
    if isinstance(value, str):
        return str(value)
    if _is_missing(value):
        return ""
    if isinstance(value, enum.Enum):
        return cell_text(value.value, name)
    if hasattr(value, "item") and getattr(value, "ndim", 1) == 0:
        value = value.item()
    if isinstance(value, float) and not math.isfinite(value):
        raise TypeError(f"{name!r} holds {value}, which names nothing")
    if isinstance(value, Decimal):
        value = int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, (bool, int, float, str, dt.date, dt.time)):
        return text_of(value)
    if isinstance(value, dt.timedelta):
        return str(value)
    raise TypeError(
        f"{name!r} holds {type(value).__name__} ({few([repr(value)[:40]])}); text, numbers, dates and lists are read"
    )
