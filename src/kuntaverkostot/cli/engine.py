"""Counting Parquet files by an engine, where they are not read as tables."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kuntaverkostot.cli.options import quiet, reading_options
from kuntaverkostot.cli.reading import read, tell
from kuntaverkostot.cli.terminal import DATA, SYSTEM, printable, stop
from kuntaverkostot.text.language import say

if TYPE_CHECKING:
    from collections.abc import Callable

    from kuntaverkostot.dataset.counted import CountedDataset
    from kuntaverkostot.dataset.data_error import DataError
    from kuntaverkostot.dataset.dataset import Dataset
    from kuntaverkostot.dataset.engine_files import Engine

ENGINES = ("duckdb", "spark")
# Options that say what is in a table, and not how a file is to be taken apart.
NAMING = {"member", "network", "nouns"}
MOST_NAMED = 1000  # members of a set that are named when a reader asks
# Of a file whose members are all named unless an engine was asked for.
MOST_ROWS = 100_000


def engine_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options for who counts Parquet files."""
    for option in (
        click.option("--master", metavar="address", default=""),
        click.option("--engine", type=click.Choice(ENGINES), default=None),
    ):
        command = option(command)
    return command


def read_or_count(path: Path | None, engine: str | None, master: str, language: str) -> Dataset | CountedDataset:
    """Return the tables at a path, or counts of what is in Parquet files; stop with what is wrong.

    Parameters
    ----------
    path : path or None
        Where the tables are; None means those of the package.
    engine : {"duckdb", "spark"} or None
        Who counts Parquet files. None: DuckDB counts folders and large files, and others are read as tables.
    master : str
        Where Spark runs; "" is this machine.
    language : {"fi", "sv", "en"}
        Language of messages.
    """
    from kuntaverkostot.dataset.engine_files import is_parquet  # noqa: PLC0415 - loads pandas
    from kuntaverkostot.dataset.parquet_files import rows_in  # noqa: PLC0415

    if master and engine != "spark":
        stop(say(language, "engine.only_spark", option="--master", other="--engine spark"), DATA)
    if path is not None and is_parquet(path):
        rows = rows_in(path) if path.is_file() and not engine else None
        if rows is None or rows > MOST_ROWS:
            if rows is not None and not quiet():
                tell([say(language, "engine.large", path=printable(path), count=rows)])
            return _counts(path, "spark" if engine == "spark" else "duckdb", master or "local[*]", language)
    if engine:
        stop(say(language, "engine.no_parquet", option="--engine", path=printable(path or "")), DATA)
    return read(path, language)


def _counts(path: Path, engine: Engine, master: str, language: str) -> CountedDataset:
    from kuntaverkostot.analysis.engine_counts import signatures  # noqa: PLC0415
    from kuntaverkostot.dataset.data_error import DataError  # noqa: PLC0415
    from kuntaverkostot.dataset.engine_files import (  # noqa: PLC0415
        EngineError,
        MissingEngineError,
        columns_of,
        open_parquet,
    )
    from kuntaverkostot.dataset.from_counts import from_signatures  # noqa: PLC0415

    options: dict[str, Any] = dict(reading_options())
    for name in options.keys() - NAMING:
        stop(say(language, "engine.not_for_parquet", option=f"--{name}"), DATA)
    if len(options.get("network", ())) > 1:
        stop(say(language, "engine.one_network", option="--network"), DATA)
    given = {"member": options.get("member"), "network": next(iter(options.get("network", ())), None)}
    try:
        with open_parquet(path, engine=engine, master=master) as table:
            member, network = columns_of(list(table.columns), **given)
            sets = signatures(table, member=member, network=network, most_named=MOST_NAMED)
        return from_signatures(sets, nouns=options.get("nouns"))
    except MissingEngineError as error:
        stop(say(language, "engine.missing", engine=engine, command=str(error)), SYSTEM)
    except DataError as error:
        stop(_refusal(error, path, language), DATA)
    except (EngineError, TypeError, ValueError) as error:
        stop(say(language, "engine.not_counted", path=printable(path), reason=printable(error)), DATA)


def _refusal(error: DataError, path: Path, language: str) -> str:
    """Return the problems of a table, in the language of the command."""
    from kuntaverkostot.dataset.describe import describe  # noqa: PLC0415

    lines = [describe(replace(problem, file=path.name), language, caller="command") for problem in error.problems]
    return "\n".join([*lines, say(language, "check.problems", count=len(lines))])
