"""The same table in the frames of many libraries."""

from __future__ import annotations

import warnings
from functools import cache
from importlib import import_module
from typing import Any

import pandas as pd

from tests.missing import left_out

# Libraries that a developer has. Tests of Spark, Dask and Ibis run where somebody installed `.[engines]`.
LIBRARIES = ["pandas", "polars", "polars lazy", "pyarrow", "duckdb"]


def table_of(library: str, columns: dict[str, list[Any]]) -> Any:
    """Return a table of a library with these columns; the test is left out where the library is not installed."""
    if library == "pandas":
        return pd.DataFrame(columns)
    if library == "spark":
        return spark().createDataFrame(list(zip(*columns.values(), strict=True)), list(columns))
    if library in {"dask", "ibis"}:
        return _engine_table(library, columns)
    try:
        module = import_module("pyarrow" if library == "duckdb" else library.partition(" ")[0])
        duckdb = import_module("duckdb") if library == "duckdb" else None
    except ModuleNotFoundError:
        left_out(f"{library} is not installed: make env")
    if library == "pyarrow":
        return module.table(columns)
    if library == "duckdb":
        return duckdb.from_arrow(module.table(columns))
    frame = module.DataFrame(columns)
    return frame.lazy() if library == "polars lazy" else frame


def _engine_table(library: str, columns: dict[str, list[Any]]) -> Any:
    try:
        module = import_module("dask.dataframe" if library == "dask" else library)
    except ModuleNotFoundError:
        left_out(f"{library} is not installed: pip install '.[engines]'", required="KUNTAVERKOSTOT_REQUIRE_ENGINES")
    if library == "dask":
        return module.from_pandas(pd.DataFrame(columns), npartitions=2)
    return module.memtable(import_module("pyarrow").table(columns))


@cache
def spark() -> Any:
    """Return Spark on this machine, started once."""
    with warnings.catch_warnings():
        # It says that it does not fully support pandas 3, which is not used where rows are counted.
        warnings.simplefilter("ignore")
        try:
            session = import_module("pyspark.sql").SparkSession
        except ModuleNotFoundError:
            left_out("pyspark is not installed: pip install '.[spark]'", required="KUNTAVERKOSTOT_REQUIRE_ENGINES")
        builder = session.builder.master("local[2]").config("spark.ui.enabled", "false")
        return builder.config("spark.sql.shuffle.partitions", "2").getOrCreate()
