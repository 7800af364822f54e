"""What a reader's browser does until the first drawing, against the page that pyvis makes by default."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import networkx as nx

import kuntaverkostot as kv
from tests.bench.harness import Line, Reading, Target, Timer, times_as_fast
from tests.conftest import BROWSER_ARGUMENTS, BROWSERS

if TYPE_CHECKING:
    from playwright.sync_api import Browser

HEADING = "In Chromium"
WAIT = 90_000  # milliseconds
# The first node that vis-network draws; it draws none before its physics have come to rest.
FIRST_NODE = """
const arc = CanvasRenderingContext2D.prototype.arc;
CanvasRenderingContext2D.prototype.arc = function (...values) {
  if (this.canvas.closest(".vis-network") && !window.seen) {
    window.seen = true;
    requestAnimationFrame(() => setTimeout(() => console.debug("first drawing")));
  }
  return arc.apply(this, values);
};
"""


def lines() -> Iterator[Line]:
    """Yield what is measured."""
    yield Line(
        "processor of the renderer until the first drawing, our data",
        "pyvis's default page, its libraries inlined",
        _first_drawing,
        Target(25),
    )


def _first_drawing() -> Reading:
    with tempfile.TemporaryDirectory() as folder:
        ours, other = Path(folder, "ours.html"), Path(folder, "pyvis.html")
        kv.build_page(kv.load_dataset(), language="en").write(ours)
        other.write_text(_pyvis(), encoding="utf-8")
        with _browser() as browser:
            return times_as_fast(_renderer(browser, ours), _renderer(browser, other), runs=3)


def _pyvis() -> str:
    from pyvis.network import Network  # noqa: PLC0415 - it imports IPython, which takes long

    graph = nx.Graph()
    drawn = kv.bipartite_graph(kv.load_dataset())
    graph.add_nodes_from((node, {"label": data["name_fi"]}) for node, data in drawn.nodes(data=True))
    graph.add_edges_from(drawn.edges)
    network = Network(cdn_resources="in_line")
    network.from_nx(graph)
    return network.generate_html()


@contextmanager
def _browser() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - may be missing

    names = [os.environ["KUNTAVERKOSTOT_CHROMIUM"]] if "KUNTAVERKOSTOT_CHROMIUM" in os.environ else BROWSERS
    found = next(filter(None, map(shutil.which, names)))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=BROWSER_ARGUMENTS)
        yield browser
        browser.close()


def _renderer(browser: Browser, path: Path) -> Timer:
    """Return a timer of the renderers from opening a page to its first drawing; nothing is asked of the network."""

    def timer() -> float:
        context = browser.new_context(offline=True, viewport={"width": 1280, "height": 800})
        context.add_init_script(FIRST_NODE)
        page = context.new_page()
        before = _processor_times(browser)
        with page.expect_console_message(lambda said: said.text == "first drawing", timeout=WAIT):
            page.goto(path.as_uri(), wait_until="commit")
        after = _processor_times(browser)
        context.close()
        return sum(time - before.get(process, 0.0) for process, time in after.items())

    return timer


def _processor_times(browser: Browser) -> dict[int, float]:
    session = browser.new_browser_cdp_session()
    processes = session.send("SystemInfo.getProcessInfo")["processInfo"]
    session.detach()
    return {process["id"]: process["cpuTime"] for process in processes if process["type"] == "renderer"}
