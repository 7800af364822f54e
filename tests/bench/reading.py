"""Reading a large table with all checks, against pandas without any."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd

import kuntaverkostot as kv
from tests.bench.harness import Line, Reading, Target, in_process, share
from tests.bench.inputs import membership_file

HEADING = "Reading"
ROWS = 500_000


def lines() -> Iterator[Line]:
    """Yield what is measured."""
    ways: dict[str, Callable[[Path], object]] = {"read_table": kv.read_table, "read_dataset": kv.read_dataset}
    for name, way in ways.items():
        yield Line(
            f"`{name}`, a CSV file of {ROWS:,} memberships, all checks",
            "`pandas.read_csv(dtype=str)`",
            lambda way=way: _against_pandas(way),
            Target(3, at_most=True),
        )


def _against_pandas(way: Callable[[Path], object]) -> Reading:
    with membership_file(ROWS) as path:
        return share(in_process(lambda: way(path)), in_process(lambda: pd.read_csv(path, dtype=str)), runs=3)
