"""Exact sets counted by engines: how time grows with memberships in Parquet files, and what it takes in memory.

    python -m tests.bench.engines duckdb FOLDER    counts the files of a folder once, and prints what it took

Each measurement is a process of its own, by the clock, because an engine uses all processors.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from string import Template
from typing import Any

import duckdb
import pandas as pd
import pyarrow as pa

import kuntaverkostot as kv
from tests.bench.harness import Line, Reading, Target, exponent, shown

HEADING = "Engines"
SIZES = (1_000_000, 10_000_000, 100_000_000)
PER_MEMBER, NETWORKS, SETS = 5, 1_000, 5_000
LIMIT = "3500MB"  # what DuckDB may use, so that the process stays within 4 GB; it writes the rest to disk
COLUMNS = {"member": "member", "network": "network"}
# Each set has 1 to 9 networks, which differ. Files hold one membership of each member at most, so that those of a
# member are far from each other. Some sets are much larger than others.
PIECE = """
COPY (
  WITH
    members AS (SELECT i AS member, ($sets * pow(hash(i) / pow(2, 64), 2))::INT AS place FROM range($members) t(i)),
    steps AS (SELECT member, place, hash(place) % $networks AS first, 1 + hash(place + 1) % 110 AS step FROM members)
  SELECT member, 'network ' || (first + $piece * step) % $networks AS network
  FROM steps WHERE hash(place + 2) % $most >= $piece
) TO '$path' (FORMAT parquet)
"""


def lines() -> Iterator[Line]:
    """Yield what is measured; the files are made when they are needed, and gone afterwards."""
    small, middle, large = SIZES
    with tempfile.TemporaryDirectory() as folder:
        counted = cache(lambda engine, size: _in_child(engine, _files(Path(folder), size)))

        def seconds(engine: str, size: int) -> Callable[[], Reading]:
            return lambda: Reading([counted(engine, size)["seconds"]], "s", _told(counted(engine, size)))

        for size, target in ((small, None), (middle, None), (large, Target(300, at_most=True))):
            what = f"exact sets of {size:,} memberships of {size // PER_MEMBER:,} members, DuckDB within {LIMIT}"
            yield Line(what, "seconds by the clock", seconds("duckdb", size), target, limit=900)
        growth, most = Target(1.1, at_most=True), Target(500, at_most=True)
        yield Line("exponent of the time by memberships, DuckDB", "all three sizes", lambda: _growth(counted), growth)
        whole = f"peak memory, {large:,} memberships"
        yield Line(f"{whole}, with the engine", "MB of the process", _memory(counted, large, "process"))
        yield Line(f"{whole}, without the engine", "MB of the process", _memory(counted, large, "own"), most)
        for engine, size in (("pandas", small), ("pandas", middle), ("spark", middle)):
            yield Line(f"{size:,} memberships, {engine}", "DuckDB", _against(counted, engine, size))


def _told(taken: dict[str, Any]) -> str:
    return f"{shown(taken['processor'])} s of the processor, {taken['sets']:,} sets"


def _growth(counted: Callable[[str, int], dict[str, Any]]) -> Reading:
    times = [counted("duckdb", size)["seconds"] for size in SIZES]
    return Reading([exponent(SIZES, times)], "", ", ".join(f"{shown(taken)} s" for taken in times))


def _memory(counted: Callable[[str, int], dict[str, Any]], size: int, key: str) -> Callable[[], Reading]:
    return lambda: Reading([counted("duckdb", size)[key] / 1e6], "MB")


def _against(counted: Callable[[str, int], dict[str, Any]], engine: str, size: int) -> Callable[[], Reading]:
    """Measure an engine and DuckDB on the same files, which must give the same."""

    def read() -> Reading:
        other, ours = counted(engine, size), counted("duckdb", size)
        if other["digest"] != ours["digest"]:
            raise AssertionError(f"{engine} and DuckDB count differently")
        times = [f"{shown(taken['seconds'])} s, {taken['process'] / 1e6:,.0f} MB" for taken in (ours, other)]
        return Reading([other["seconds"] / ours["seconds"]], "× the time", *times)

    return read


def _files(folder: Path, size: int) -> Path:
    """Return a folder with so many memberships, about; made by DuckDB, a file at a time."""
    files, most = folder / str(size), 2 * PER_MEMBER - 1
    if not files.exists():
        files.mkdir()
        for piece in range(most):
            path = files / f"{piece}.parquet"
            values = {"sets": SETS, "networks": NETWORKS, "most": most, "members": size // PER_MEMBER}
            duckdb.execute("SET enable_progress_bar = false")
            duckdb.execute(Template(PIECE).substitute(values, piece=piece, path=path))
    return files


def _in_child(engine: str, files: Path) -> dict[str, Any]:
    if engine == "spark" and find_spec("pyspark") is None:
        raise ModuleNotFoundError(name="pyspark")
    command = [sys.executable, "-m", "tests.bench.engines", engine, str(files)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def _count(engine: str, files: Path) -> dict[str, Any]:
    """Count the exact sets of some files, and return what it took.

    ``process`` is the most memory that this process had, in which DuckDB and pandas work and Spark does not; ``own`` is
    what it had before, with what Python and the results took at most.
    """
    kv.signatures(pd.DataFrame({"member": ["a"], "network": ["b"]}), **COLUMNS)  # loads what it needs
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    with tempfile.TemporaryDirectory() as folder:
        begin, used = time.perf_counter(), time.process_time()
        tracemalloc.start()
        sets = kv.signatures(TABLES[engine](files, folder), **COLUMNS)
        own = tracemalloc.get_traced_memory()[1] + pa.default_memory_pool().max_memory()
        tracemalloc.stop()
        taken, used = time.perf_counter() - begin, time.process_time() - used
    return {
        "seconds": taken,
        "processor": used,
        "sets": len(sets),
        "memberships": int((sets["size"] * sets["degree"]).sum()),
        "digest": sets.to_csv(index=False),
        "process": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
        "own": before + own,
    }


def _duckdb(files: Path, folder: str) -> Any:
    settings = {"memory_limit": LIMIT, "threads": 2, "temp_directory": folder, "preserve_insertion_order": False}
    connection = duckdb.connect(config=settings)
    connection.execute("SET enable_progress_bar = false")
    return connection.read_parquet(str(files / "*.parquet"))


def _pandas(files: Path, _: str) -> Any:
    return pd.read_parquet(files)


def _spark(files: Path, folder: str) -> Any:
    builder = import_module("pyspark.sql").SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
    settings = {"spark.driver.memory": "4g", "spark.local.dir": folder, "spark.sql.shuffle.partitions": "16"}
    return builder.config(map=settings).getOrCreate().read.parquet(str(files))


TABLES = {"duckdb": _duckdb, "pandas": _pandas, "spark": _spark}

if __name__ == "__main__":
    print(json.dumps(_count(sys.argv[1], Path(sys.argv[2]))))
