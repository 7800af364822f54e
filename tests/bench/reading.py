"""Reading a large table with all checks, against pandas without any."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd

import kuntaverkostot as kv
from tests.bench.harness import Line, Reading, Target, in_process, peak_memory, share
from tests.bench.inputs import KINDS, membership_file, membership_folder

HEADING = "Reading"
ROWS = 500_000
TIME, MEMORY = Target(3, at_most=True), Target(8, at_most=True)


def lines() -> Iterator[Line]:
    """Yield what is measured."""
    pandas = "`pandas.read_csv(dtype=str)`"
    for kind in KINDS:
        for way in (_table, kv.read_dataset):
            name = "read_table" if way is _table else "read_dataset"
            what = f"`{name}`, a list of {ROWS:,} memberships, {kind}, all checks"
            yield Line(what, pandas, lambda way=way, kind=kind: _time_of_list(way, kind), TIME)
    what = f"`read_dataset`, a folder of tables with {ROWS:,} memberships, all checks"
    yield Line(what, pandas, _time_of_folder, TIME)
    frame = "the frame of pandas"
    yield Line(f"memory of `read_dataset`, a list of {ROWS:,} memberships", frame, _memory_of_list, MEMORY)
    yield Line("memory of `read_dataset`, the folder", frame, _memory_of_folder, MEMORY)


def _table(path: Path) -> object:
    # The cells row by row, as pandas gives them.
    return kv.read_table(path).columns


def _time_of_list(way: Callable[[Path], object], kind: str) -> Reading:
    with membership_file(ROWS, kind=kind) as path:
        return share(in_process(lambda: way(path)), in_process(lambda: _pandas(path, kind)))


def _time_of_folder() -> Reading:
    with membership_folder(ROWS) as folder:
        table = folder / "memberships.csv"
        return share(in_process(lambda: kv.read_dataset(folder)), in_process(lambda: pd.read_csv(table, dtype=str)))


def _memory_of_list() -> Reading:
    with membership_file(ROWS) as path:
        return _memory(path, path)


def _memory_of_folder() -> Reading:
    with membership_folder(ROWS) as folder:
        return _memory(folder, folder / "memberships.csv")


def _memory(path: Path, table: Path) -> Reading:
    size = int(pd.read_csv(table, dtype=str).memory_usage(deep=True).sum())
    kv.read_dataset(path)
    peak = peak_memory(lambda: kv.read_dataset(path))
    return Reading([peak / size], "× the bytes", f"{peak / 2**20:.0f} MiB", f"{size / 2**20:.0f} MiB")


def _pandas(path: Path, kind: str) -> pd.DataFrame:
    written = {"sep": ";", "encoding": "cp1252"} if kind == "Windows-1252" else {}
    return pd.read_csv(path, dtype=str, **written)
