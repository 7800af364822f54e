"""A table of memberships that stays where it is: an engine counts its rows, and only counts come into Python."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

import narwhals.stable.v2 as nw

from kuntaverkostot.dataset.data_error import DataError
from kuntaverkostot.dataset.frame_cells import KINDS_OF_FRAMES, cell_text
from kuntaverkostot.tables.problem import Problem

Rows: TypeAlias = "nw.LazyFrame[Any]"

TABLE = "table"
# Types whose values can name something; numbers can, too.
NAMES = (nw.String, nw.Categorical, nw.Enum, nw.Boolean, nw.Date, nw.Datetime, nw.Decimal)
MOST_NETWORKS = 100_000


@dataclass(frozen=True, slots=True, eq=False)
class EngineTable:
    """Memberships in an engine.

    Attributes
    ----------
    rows : narwhals.LazyFrame
        Columns ``member`` and ``network``, a row for each membership; no value is missing.
    networks : tuple of str
        Names of the networks, in the order of their values; the place of each is its code.
    count : int
        How many rows there are; a membership may come several times.
    """

    rows: Rows
    networks: tuple[str, ...]
    count: int


def engine_table(table: Any, *, member: str, network: str) -> EngineTable:
    """Return a table that can be counted, or refuse it as reading would.

    Parameters
    ----------
    table : dataframe
        Lazy or eager, of any library that narwhals knows; it is not changed, and its rows are not collected.
    member, network : str
        The columns.

    Raises
    ------
    DataError
        When there is no such column or no row, or a row lacks a member or a network.
    TypeError
        When it is no dataframe, or a column holds something that is no text, number or date.
    ValueError
        When there are more networks than can be compared with each other.

    Examples
    --------
    >>> import pandas as pd
    >>> people = pd.DataFrame({"who": ["Ann", "Ann", "Bob"], "club": ["Choir", "Chess", "Chess"]})
    >>> opened = engine_table(people, member="who", network="club")
    >>> opened.networks, opened.count
    (('Chess', 'Choir'), 3)
    """
    try:
        frame: Any = nw.from_native(table)
    except TypeError:
        raise TypeError(f"a dataframe of {KINDS_OF_FRAMES} is needed; got {type(table).__name__}") from None
    schema: Mapping[str, Any] = frame.collect_schema()
    columns = [_column(schema, name).alias(role) for role, name in (("member", member), ("network", network))]
    if member == network:
        raise DataError([Problem(TABLE, None, None, member, "", "same-column")])
    rows: Rows = frame.lazy().select(*columns)
    counts = _counts(rows, schema[member])
    _need_values(counts, {"member": member, "network": network})
    return EngineTable(rows, tuple(cell_text(value, network) for value in counts["network"]), sum(counts["rows"]))


def network_codes(rows: Rows) -> Rows:
    """Return the networks with their codes, from 0 in the order of their values: columns network and code."""
    numbered = distinct(rows.select("network")).with_row_index("code", order_by="network")
    # Polars counts rows in 32 bits, in which products would not fit.
    return numbered.select("network", nw.col("code").cast(nw.Int64))


def distinct(rows: Rows) -> Rows:
    """Return each row once.

    In databases and Spark, ``unique`` of narwhals numbers the rows of windows, which takes several times as long.
    """
    columns = rows.collect_schema().names()
    return rows.group_by(*columns).agg(nw.len().alias("rows")).select(*columns)


def collected(rows: Rows) -> dict[str, list[Any]]:
    """Return the columns of a small result."""
    return {column.name: column.to_list() for column in rows.collect().iter_columns()}


def _column(schema: Mapping[str, Any], name: str) -> nw.Expr:
    """Return a column as text, number or date; refuse what names nothing."""
    if name not in schema:
        raise DataError([Problem(TABLE, None, None, "", str(name), "no-such-column", ", ".join(schema))])
    kind = schema[name]
    if not (kind.is_numeric() or isinstance(kind, NAMES)):
        raise TypeError(f"{name!r} holds values of the type {kind}; text, numbers and dates are counted")
    if not isinstance(kind, (nw.String, nw.Categorical, nw.Enum)):
        return nw.col(name)
    # The order of categories is not that of their names. Spaces tell no names apart, here as in a file.
    return nw.col(name).cast(nw.String).str.replace_all(r"\s+", " ").str.strip_chars()


def _counts(rows: Rows, kind: Any) -> dict[str, list[Any]]:
    """Return networks in the order of their codes, how many rows each has, and how many of these lack a member."""
    empty = nw.col("member").is_null()
    if kind.is_float():
        empty = empty | nw.col("member").is_nan()
    elif isinstance(kind, (nw.String, nw.Categorical, nw.Enum)):
        empty = empty | (nw.col("member").str.strip_chars() == "")
    grouped = (
        rows.with_columns(empty.cast(nw.Int64).alias("empty"))
        .group_by("network")
        .agg(nw.len().alias("rows"), nw.col("empty").sum())
        .head(MOST_NETWORKS + 1)
    )
    counts = collected(grouped.sort("network"))
    if len(counts["rows"]) > MOST_NETWORKS:
        raise ValueError(f"the table has more than {MOST_NETWORKS:,} networks; are the columns the right way round?")
    return counts


def _need_values(counts: Mapping[str, list[Any]], columns: Mapping[str, str]) -> None:
    """Refuse a table without rows, or with rows that lack a value."""
    if not counts["rows"]:
        raise DataError([Problem(TABLE, None, None, "", "", "no-rows")])
    unnamed = [not cell_text(value, columns["network"]).strip() for value in counts["network"]]
    lacking = {
        "member": int(sum(counts["empty"])),
        "network": sum(rows for rows, is_unnamed in zip(counts["rows"], unnamed, strict=True) if is_unnamed),
    }
    problems = [
        Problem(TABLE, None, None, columns[role], str(count), "rows-without-value")
        for role, count in lacking.items()
        if count
    ]
    if problems:
        raise DataError(problems)
