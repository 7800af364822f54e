"""Parquet files as tables of an engine, which reads and counts them without Python."""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal, get_args

from kuntaverkostot.dataset.data_error import DataError
from kuntaverkostot.dataset.list_words import member_score, network_score
from kuntaverkostot.tables.problem import Problem

Engine = Literal["duckdb", "spark"]
ENGINES: tuple[Engine, ...] = get_args(Engine)
# Where pip finds each engine, and what it needs to hand its results over.
PACKAGES = {"duckdb": ("duckdb", "pyarrow"), "spark": ("pyspark", "pyarrow")}
MAGIC = b"PAR1"
# As it is written in a folder, and in folders of parts.
PATTERN = "*.parquet"


class EngineError(RuntimeError):
    """An engine is missing, or refuses a file."""


class MissingEngineError(EngineError):
    """An engine is not installed."""


def is_parquet(path: Path) -> bool:
    """Return whether a path is a Parquet file or a folder of them.

    >>> is_parquet(Path("there is no such file"))
    False
    """
    if path.is_dir():
        return next(path.rglob(PATTERN), None) is not None and next(path.glob("*.csv"), None) is None
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(len(MAGIC)) == MAGIC


@contextmanager
def open_parquet(path: Path, *, engine: Engine = "duckdb", master: str = "local[*]") -> Iterator[Any]:
    """Open a Parquet file, or all of a folder, as a table of an engine.

    Parameters
    ----------
    path : Path
        The file or folder.
    engine : {"duckdb", "spark"}
        Who reads it.
    master : str
        Where Spark runs: "local[2]" is this machine with two processors, "spark://host:7077" a cluster.

    Yields
    ------
    duckdb.DuckDBPyRelation or pyspark.sql.DataFrame

    Raises
    ------
    MissingEngineError
        When the engine is not installed; the error says how to install it.
    EngineError
        When it cannot start, or cannot read the file.
    """
    try:
        for package in PACKAGES[engine]:
            import_module(package)
    except ModuleNotFoundError as error:
        raise MissingEngineError(f"pip install 'kuntaverkostot[{engine}]'") from error
    with _duckdb(path) if engine == "duckdb" else _spark(path, master) as table:
        yield table


def columns_of(names: Sequence[str], *, member: str | None, network: str | None) -> tuple[str, str]:
    """Return the columns of the members and of the networks, found by their names where they are not given.

    Parameters
    ----------
    names : sequence of str
        Names of the columns of the table.
    member, network : str or None
        Name or number of a column, from 1, where it is given.

    Raises
    ------
    DataError
        When the names do not tell which columns these are.

    Examples
    --------
    >>> columns_of(["person", "club", "since"], member=None, network=None)
    ('person', 'club')
    >>> columns_of(["a", "b"], member="2", network="a")
    ('b', 'a')
    """
    given = [_given(names, name) for name in (member, network)]
    columns = [
        name or _best(names, score, taken=given)
        for name, score in zip(given, (member_score, network_score), strict=True)
    ]
    if not all(columns):
        raise DataError([Problem("table", None, None, "", ", ".join(names), "columns-unnamed")])
    return str(columns[0]), str(columns[1])


def _given(names: Sequence[str], name: str | None) -> str | None:
    if name and name not in names and name.isdecimal() and 0 < int(name) <= len(names):
        return names[int(name) - 1]
    return name


def _best(names: Sequence[str], score: Any, *, taken: Sequence[str | None]) -> str | None:
    """Return the only column with the highest score; None where several have it, or none has any."""
    scores = {name: score(name) for name in names if name not in taken}
    best = [name for name, value in scores.items() if value and value == max(scores.values())]
    return best[0] if len(best) == 1 else None


@contextmanager
def _duckdb(path: Path) -> Iterator[Any]:
    duckdb = import_module("duckdb")
    # What does not fit into memory is written here, and not beside the file.
    with TemporaryDirectory() as folder, duckdb.connect(config={"temp_directory": folder}) as connection:
        connection.execute("SET preserve_insertion_order = false")
        # Standard output is for what the command says.
        connection.execute("SET enable_progress_bar = false")
        try:
            yield connection.read_parquet(str(path / "**" / PATTERN if path.is_dir() else path))
        except duckdb.Error as error:
            raise EngineError(_first_line(error)) from error


@contextmanager
def _spark(path: Path, master: str) -> Iterator[Any]:
    sql, errors, py4j = map(import_module, ("pyspark.sql", "pyspark.errors", "py4j.protocol"))
    active = sql.SparkSession.getActiveSession()
    try:
        session = active or _session(sql.SparkSession.builder, master)
        # Java has a folder of its own from which it would take a path, and perhaps a file system of its own.
        file = f"file:///{path.resolve().as_posix().lstrip('/')}"
        yield session.read.option("recursiveFileLookup", "true").parquet(file)
        if not active:
            session.stop()
    except (errors.PySparkException, py4j.Py4JError) as error:
        raise EngineError(_first_line(error)) from error


def _session(builder: Any, master: str) -> Any:
    """Start Spark, without its page in the browser and its messages; on this machine with few parts of a table."""
    settings = {"spark.ui.enabled": "false", "spark.ui.showConsoleProgress": "false"}
    if master.startswith("local"):
        settings["spark.sql.shuffle.partitions"] = str(2 * (os.cpu_count() or 1))
    with warnings.catch_warnings():
        # PySpark warns that it does not fully support pandas 3, which is not used here.
        warnings.simplefilter("ignore", FutureWarning)
        session = builder.master(master).appName("kuntaverkostot").config(map=settings).getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    return session


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0]
