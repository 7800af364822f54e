"""What a reader's browser does until the first drawing, against the page that pyvis makes by default.

And how long it takes to follow the wheel, where as much is drawn as is ever drawn one by one.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import networkx as nx

import kuntaverkostot as kv
from tests.bench.browser import WHEEL, chromium
from tests.bench.harness import Line, Reading, Target, Timer, times_as_fast
from tests.large import large

if TYPE_CHECKING:
    from playwright.sync_api import Browser

HEADING = "In Chromium"
WAIT = 90_000  # milliseconds
AT_REST = 0.3  # seconds in which nothing happens
TRIES = 100
# Members, networks and memberships: a little more, and the page shows its networks first.
MOST_DRAWN = (2_880, 100, 9_900)
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
    members, networks, memberships = MOST_DRAWN
    yield Line(
        f"a turn of the wheel, {members + networks:,} nodes, {memberships:,} memberships",
        "by the clock, until the next frame",
        _wheel,
        Target(100, at_most=True),
    )


def _first_drawing() -> Reading:
    with tempfile.TemporaryDirectory() as folder:
        ours, other = Path(folder, "ours.html"), Path(folder, "pyvis.html")
        kv.build_page(kv.load_dataset(), language="en").write(ours)
        other.write_text(_pyvis(), encoding="utf-8")
        with chromium() as browser:
            return times_as_fast(_renderer(browser, ours), _renderer(browser, other), runs=3)


def _wheel() -> Reading:
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        path = Path(folder, "page.html")
        kv.build_page(large(*MOST_DRAWN), language="en").write(path)
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.goto(path.as_uri())
        page.locator("html.interactive.whole #canvas canvas").scroll_into_view_if_needed()
        page.wait_for_timeout(1000 * AT_REST)
        return Reading(page.evaluate(WHEEL), "ms")


def _pyvis() -> str:
    from pyvis.network import Network  # noqa: PLC0415 - it imports IPython, which takes long

    graph = nx.Graph()
    drawn = kv.bipartite_graph(kv.load_dataset())
    graph.add_nodes_from((node, {"label": data["name_fi"]}) for node, data in drawn.nodes(data=True))
    graph.add_edges_from(drawn.edges)
    network = Network(cdn_resources="in_line")
    network.from_nx(graph)
    return network.generate_html()


def _renderer(browser: Browser, path: Path) -> Timer:
    """Return a timer of the renderers from opening a page to its first drawing; nothing is asked of the network.

    A new tab begins with an empty page, whose renderer is busy with itself for a while, as long as our page takes to
    be drawn. That is no cost of the page that is opened next, so the tab comes to rest first.
    """

    def timer() -> float:
        context = browser.new_context(offline=True, viewport={"width": 1280, "height": 800})
        context.add_init_script(FIRST_NODE)
        page = context.new_page()
        before = _at_rest(browser)
        with page.expect_console_message(lambda said: said.text == "first drawing", timeout=WAIT):
            page.goto(path.as_uri(), wait_until="commit")
        after = _processor_times(browser)
        context.close()
        return sum(time - before.get(process, 0.0) for process, time in after.items())

    return timer


def _at_rest(browser: Browser) -> dict[int, float]:
    """Return the times of the renderers as soon as they stay the same."""
    now = _processor_times(browser)
    for _ in range(TRIES):
        time.sleep(AT_REST)
        before, now = now, _processor_times(browser)
        if now == before:
            return now
    raise TimeoutError(f"an empty tab is busy for {TRIES * AT_REST:.0f} s")


def _processor_times(browser: Browser) -> dict[int, float]:
    session = browser.new_browser_cdp_session()
    processes = session.send("SystemInfo.getProcessInfo")["processInfo"]
    session.detach()
    return {process["id"]: process["cpuTime"] for process in processes if process["type"] == "renderer"}
