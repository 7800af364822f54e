"""How time and memory grow with the number of memberships."""

from __future__ import annotations

from collections.abc import Iterator

from harness import Line, Reading, Target, exponent, in_process, peak_memory, seconds
from inputs import SIZES, dataset

import kuntaverkostot as kv
from kuntaverkostot.layout import layout

HEADING = "Growth"
LARGEST = 500_000
LANGUAGE = "en"


def lines() -> Iterator[Line]:
    """Yield what is measured."""
    most = f"{LARGEST:,} memberships of {SIZES[LARGEST][0]:,} members in {SIZES[LARGEST][1]:,} networks"
    yield Line("time of a page by memberships, 15,000 to 500,000", "exponent", _growth, limit=300)
    yield Line(f"`layout`, {most}", "seconds", _layout, Target(2, at_most=True))
    yield Line(f"peak memory of a page, {most}", "bytes of the tables", _memory, Target(8, at_most=True), limit=300)


def _growth() -> Reading:
    sizes = [size for size in SIZES if size >= 15_000]
    runs = [[in_process(_page(size))() for size in sizes] for _ in range(2)]
    times = f"{', '.join(seconds(times) for times in zip(*runs, strict=True))}"
    return Reading([exponent(sizes, times) for times in runs], "", times)


def _layout() -> Reading:
    graph = kv.bipartite_graph(dataset(LARGEST))
    return Reading([in_process(lambda: layout(graph))() for _ in range(3)], "s")


def _memory() -> Reading:
    tables = dataset(LARGEST)
    frames = [getattr(tables, name) for name in ("organisations", "organisation_memberships", "networks")]
    given = sum(int(frame.memory_usage(deep=True).sum()) for frame in frames)
    peak = peak_memory(_page(LARGEST))
    return Reading([peak / given], "× the bytes", f"{peak / 1e6:,.0f} MB", f"{given / 1e6:,.0f} MB")


def _page(size: int) -> object:
    tables = dataset(size)
    return lambda: kv.build_page(tables, language=LANGUAGE)
