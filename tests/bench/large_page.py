"""What the page of a large dataset costs: to build, to write, to open and to use. Printed as Markdown.

    python -m tests.bench.large_page                     100,000 members, 1,000 networks, 500,000 memberships
    python -m tests.bench.large_page 15000 300 75000     other numbers

Everything is measured in time of the processor, so that other programs do not count. In the browser a task is what
keeps the page from answering; one of 50 ms or more is long (https://w3c.github.io/longtasks/). The longest after
loading should stay under 200 ms.
"""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import kuntaverkostot as kv
from kuntaverkostot.page.document import file_name
from tests.bench.browser import WHEEL, chromium
from tests.large import large

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SIZE = (100_000, 1000, 500_000)
REST = 1000  # milliseconds until nothing more comes of what was done
LONG = 50  # milliseconds from which a task is long
TRACED = ["toplevel", "disabled-by-default-devtools.timeline", "__metadata"]


def main(asked: list[str]) -> None:
    """Print what was asked for."""
    size = tuple(map(int, asked)) if asked else SIZE
    members, networks, memberships = size
    print(f"{members:,} members, {networks:,} networks, {memberships:,} memberships\n")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / file_name("fi")
        seconds, page = built(size, path)
        print("| What | Figure |\n| --- | --- |")
        print(f"| building and writing, s of the processor | {seconds:.2f} |")
        for written in sorted(Path(folder).iterdir()):
            print(f"| {written.name}, MB | {written.stat().st_size / 1e6:.1f} |")
        print(f"| memory of the text of the page, MB | {sys.getsizeof(page.html) / 1e6:.1f} |")
        for what, figure in in_browser(path):
            print(f"| {what} | {figure} |", flush=True)


def built(size: tuple[int, ...], path: Path) -> tuple[float, kv.Page]:
    """Return how long building and writing takes, and the page."""
    members, networks, memberships = size
    dataset = large(members, networks, memberships)
    start = time.process_time()
    page = kv.build_page(dataset)
    page.write(path, overwrite=True)
    return time.process_time() - start, page


def in_browser(path: Path) -> Iterator[tuple[str, str]]:
    """Yield what opening and using the page costs."""
    with chromium() as browser:
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.set_default_timeout(60_000)

        def opened() -> None:
            page.goto(path.as_uri())
            page.locator("html.interactive #canvas canvas").wait_for()
            page.wait_for_timeout(2 * REST)

        tasks, _ = _traced(browser, page, opened)
        yield "opening, s of the main thread", f"{sum(tasks) / 1000:.2f}"
        yield "opening", _said(tasks)
        yield "elements of the page", f"{page.locator('*').count():,}"
        for what, act in _uses(page):
            tasks, told = _traced(browser, page, act)
            yield what, _said(tasks) + (f" ({told})" if told else "")
        session = page.context.new_cdp_session(page)
        session.send("Performance.enable")
        held = {one["name"]: one["value"] for one in session.send("Performance.getMetrics")["metrics"]}
        yield "memory of the scripts, MB", f"{held['JSHeapUsedSize'] / 1e6:.0f}"


def _traced(browser: Browser, page: Page, act: Callable[[], str | None]) -> tuple[list[float], str | None]:
    """Return how long the tasks of the main thread take that something causes (ms of the processor), and its words."""
    browser.start_tracing(page=page, categories=TRACED)
    told = act()
    page.wait_for_timeout(REST)
    events = json.loads(browser.stop_tracing())["traceEvents"]
    main = {
        (one["pid"], one["tid"])
        for one in events
        if one["name"] == "thread_name" and one["args"]["name"] == "CrRendererMain"
    }
    ours = [one for one in events if (one["pid"], one["tid"]) in main and one["name"] == "RunTask"]
    return [one.get("tdur", 0) / 1000 for one in ours], told


def _said(tasks: list[float]) -> str:
    long = sorted((round(task) for task in tasks if task >= LONG), reverse=True)
    return f"longest task {max(tasks, default=0):.0f} ms" + (f", long ones {long}" if long else "")


def _uses(page: Page) -> Iterator[tuple[str, Callable[[], str | None]]]:
    """Yield what somebody does on the page, one after the other."""
    networks = page.locator("#list .network")
    ids = networks.evaluate_all("all => all.map((one) => one.id)")

    def wheel() -> str:
        page.locator("#canvas").scroll_into_view_if_needed()
        turns = page.evaluate(WHEEL)
        page.locator("#toolbar .buttons button").nth(2).click()
        return f"a turn takes {statistics.median(turns):.0f} ms by the clock"

    def hover() -> None:
        box = page.locator("#canvas").bounding_box()
        assert box is not None
        for place in range(20):
            page.mouse.move(box["x"] + 200 + 15 * place, box["y"] + 200 + 8 * place)

    def press(*keys: str) -> Callable[[], None]:
        def act() -> None:
            page.locator(".here").focus()
            for key in keys:
                page.keyboard.press(key)

        return act

    def scroll() -> str:
        page.mouse.move(1270, 400)
        for share in range(40):
            page.evaluate("(share) => scrollTo(0, (document.body.scrollHeight * share) / 40)", share)
            page.wait_for_timeout(60)
        # Counted by the browser itself: Playwright's way is a long task of its own.
        return f"{page.evaluate('document.getElementsByTagName(`*`).length'):,} elements then"

    yield "turning the wheel", wheel
    yield "pointing at nodes", hover
    yield "finding, letter by letter", lambda: page.locator("#find").type("kansärö", delay=80)
    yield "finding what many names hold", lambda: page.locator("#find").fill("k")
    yield "taking what is found", lambda: page.locator("#find").press("Enter")
    largest, middle = ids[0], ids[len(ids) // 2]
    yield "opening a network", lambda: page.evaluate(f"location.hash = '#{middle}'")
    yield "opening the largest network", lambda: page.evaluate(f"location.hash = '#{largest}'")
    yield "walking", press("ArrowDown", "ArrowRight", "ArrowRight", "ArrowDown", "ArrowRight", "ArrowUp", "End")
    yield "finding by letters on the diagram", press("k", "a", "n")
    two = f"all={largest[2:]}.{middle[2:]}"
    yield "asking: in both", lambda: page.evaluate(f"location.hash = '#{two}'")
    yield "asking: in either", lambda: page.evaluate(f"location.hash = '#any={two[4:]}'")
    yield "asking: in neither", lambda: page.evaluate(f"location.hash = '#none={two[4:]}'")
    yield "clearing", page.locator("#moves button").last.click
    yield "scrolling from top to end", scroll


if __name__ == "__main__":
    main(sys.argv[1:])
