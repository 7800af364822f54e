"""Building the diagram and the page, against pyvis alone, gravis and ipysigma."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import networkx as nx
from pyvis.network import Network

import kuntaverkostot as kv
from kuntaverkostot.diagram.layout import layout
from kuntaverkostot.diagram.looks import implied_looks
from kuntaverkostot.diagram.pyvis_network import pyvis_network
from kuntaverkostot.diagram.style import appearance
from tests.bench.harness import Line, Reading, Target, Timer, in_process, times_as_fast
from tests.bench.inputs import dataset, named

HEADING = "Building a page"
# How many times as fast as pyvis a Network is filled and a whole page is written, by memberships; None is our data.
TARGETS = {None: (8, 1), 3_000: (40, 2), 15_000: (300, 100)}
ONCE = 15_000  # pyvis takes a quarter of a minute, so it runs once
LANGUAGE = "en"


def lines() -> Iterator[Line]:
    """Yield what is measured."""
    alone = "pyvis: `from_nx`"
    whole = "pyvis: `from_nx`, `generate_html`, written"
    for count, bounds in TARGETS.items():
        name, (filled, page) = named(count), map(Target, bounds)
        given = f"pyvis Network filled, graph and positions given, {name}"
        yield Line(given, alone, _reads(_filled, _from_nx, count), filled)
        yield Line(f"`kv.diagram`: graph, layout, Network, {name}", alone, _reads(_diagram, _from_nx, count))
        yield Line(f"whole page, written, {name}", whole, _reads(_page, _pyvis, count), page)
        for peer, way in {"gravis": _gravis, "ipysigma": _ipysigma}.items():
            goal = Target(1) if peer == "gravis" and count == ONCE else None
            yield Line(f"whole page, written, {name}", peer, _reads(_page, way, count), goal)


def _reads(
    ours: Callable[[kv.Dataset], Timer], other: Callable[[kv.Dataset], Timer], count: int | None
) -> Callable[[], Reading]:
    """Return how to measure both with a dataset of that size."""

    def read() -> Reading:
        tables, once = dataset(count), count == ONCE and other in {_from_nx, _pyvis}
        return times_as_fast(ours(tables), other(tables), runs=3 if once else 5, other_runs=1 if once else None)

    return read


def _filled(tables: kv.Dataset) -> Timer:
    graph = kv.bipartite_graph(tables)
    placed = layout(graph)
    style = appearance(graph, placed.ring)
    return in_process(lambda: pyvis_network(graph, placed, implied_looks(graph, style), language=LANGUAGE))


def _diagram(tables: kv.Dataset) -> Timer:
    return in_process(lambda: kv.diagram(tables, language=LANGUAGE))


def _page(tables: kv.Dataset) -> Timer:
    return _written(lambda path: kv.build_page(tables, language=LANGUAGE).write(path))


def _from_nx(tables: kv.Dataset) -> Timer:
    graph = kv.bipartite_graph(tables)
    return in_process(lambda: Network().from_nx(_labelled(graph)))


def _pyvis(tables: kv.Dataset) -> Timer:
    graph = kv.bipartite_graph(tables)

    def work(path: Path) -> None:
        network = Network(cdn_resources="in_line")
        network.from_nx(_labelled(graph))
        path.write_text(network.generate_html(), encoding="utf-8")

    return _written(work)


def _gravis(tables: kv.Dataset) -> Timer:
    import gravis  # noqa: PLC0415 - may be missing

    graph = _labelled(kv.bipartite_graph(tables))
    return _written(lambda path: path.write_text(gravis.vis(graph).to_html(), encoding="utf-8"))


def _ipysigma(tables: kv.Dataset) -> Timer:
    from ipysigma import Sigma  # noqa: PLC0415 - may be missing

    graph = _labelled(kv.bipartite_graph(tables))
    return _written(lambda path: Sigma.write_html(graph, str(path)))


def _labelled(graph: nx.Graph[str]) -> nx.Graph[str]:
    """Return what others draw of the graph, a new one each time, for from_nx writes into the one it is given."""
    drawn = nx.Graph()
    drawn.add_nodes_from((node, {"label": data.get("name_fi", node)}) for node, data in graph.nodes(data=True))
    drawn.add_edges_from(graph.edges)
    return drawn


def _written(work: Callable[[Path], object]) -> Timer:
    """Return a timer of work that writes a file."""

    def timer() -> float:
        with tempfile.TemporaryDirectory() as folder:
            begin = time.process_time()
            work(Path(folder, "page.html"))
            return time.process_time() - begin

    return timer
