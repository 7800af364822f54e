"""How time and memory grow with the number of memberships."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import kuntaverkostot as kv
from kuntaverkostot.analysis.membership_arrays import membership_arrays
from kuntaverkostot.analysis.shared_members import shared_members
from kuntaverkostot.dataset.dataset import table_names
from kuntaverkostot.diagram.layout import layout
from kuntaverkostot.diagram.plan import plan_of_networks
from tests.bench.harness import Line, Reading, Target, exponent, in_process, peak_memory, seconds
from tests.bench.inputs import SIZES, dataset

HEADING = "Growth"
LARGEST = 500_000
LANGUAGE = "en"


def lines() -> Iterator[Line]:
    """Yield what is measured."""
    most = f"{LARGEST:,} memberships of {SIZES[LARGEST][0]:,} members in {SIZES[LARGEST][1]:,} networks"
    sizes = "15,000, 90,000, 500,000"
    yield Line("exponent of the time of a page by memberships", sizes, _growth, Target(1.2, at_most=True))
    yield Line(f"layout of the page, from the tables, {most}", "seconds", _page_layout, Target(2, at_most=True))
    yield Line(
        f"`layout`, where each member has a place, {most}", "seconds", _layout, Target(2, at_most=True), limit=30
    )
    yield Line(f"peak memory of a page, {most}", "bytes of the tables", _memory, Target(8, at_most=True))


def _growth() -> Reading:
    sizes = [size for size in SIZES if size >= 15_000]
    _page(sizes[0])()  # what is read once, as the script of vis-network
    runs = [[in_process(_page(size))() for size in sizes] for _ in range(3)]
    times = ", ".join(seconds(times) for times in zip(*runs, strict=True))
    return Reading([exponent(sizes, times) for times in runs], "", times)


def _page_layout() -> Reading:
    tables = dataset(LARGEST)

    def work() -> None:
        arrays = membership_arrays(tables)
        plan_of_networks(tables, arrays, shared_members(arrays))

    return Reading([in_process(work)() for _ in range(3)], "s")


def _layout() -> Reading:
    graph = kv.bipartite_graph(dataset(LARGEST))
    return Reading([in_process(lambda: layout(graph))() for _ in range(3)], "s")


def _memory() -> Reading:
    tables = dataset(LARGEST)
    frames = [getattr(tables, name) for name in table_names()]
    given = sum(int(frame.memory_usage(deep=True).sum()) for frame in frames)
    peak = peak_memory(_page(LARGEST))
    return Reading([peak / given], "× the bytes", f"{peak / 1e6:,.0f} MB", f"{given / 1e6:,.0f} MB")


def _page(size: int) -> Callable[[], object]:
    tables = dataset(size)
    return lambda: kv.build_page(tables, language=LANGUAGE)
