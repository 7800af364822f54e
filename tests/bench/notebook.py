"""The explorer in JupyterLab: how long a choice takes from the view to Python, and from Python to the view.

By the clock, because a reader waits by the clock. Nothing else should run on the machine, and the cores are shared by
the server, the kernel and the browser.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import kuntaverkostot as kv
from tests.bench.browser import chromium
from tests.bench.harness import Line, Reading, Target
from tests.lab import TOKEN, jupyterlab, laboratory, patiently, run_all_cells, write_notebook
from tests.large import large

if TYPE_CHECKING:
    from playwright.sync_api import Page

HEADING = "The explorer in JupyterLab"
ROUNDS = 24
LARGE = (100_000, 1000, 500_000)
REST = 400  # milliseconds between two rounds
PROJECT = Path(__file__).parents[2]
FIRST = """import json, sys, time
from pathlib import Path
sys.path.insert(0, {project!r})
import kuntaverkostot as kv
from tests.large import large
explorer = kv.explore({dataset})
heard = Path("heard.txt").open("a", buffering=1)
explorer.observe(lambda _: heard.write(str(time.time()) + "\\n"), "members")
explorer"""
SECOND = """moved = []
for one in {ids!r} if Path("go").exists() else []:
    moved.append(time.time())
    explorer.select(one)
    time.sleep({rest} / 1000)
Path("moved.json").write_text(json.dumps(moved)) and None"""
# When Enter was pressed, and when the first frame was drawn in which a choice is announced.
WATCH = """(explorer) => {
  window.pressed = [];
  window.drawn = [];
  const now = () => performance.timeOrigin + performance.now();
  addEventListener("keydown", ({ key, timeStamp }) => {
    if (key === "Enter") pressed.push(performance.timeOrigin + timeStamp);
  }, true);
  const after = () => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => drawn.push(now());
    port2.postMessage(null);
  };
  new MutationObserver(() => requestAnimationFrame(after))
    .observe(explorer.shadowRoot.querySelector(".status"), { childList: true, characterData: true, subtree: true });
}"""


def lines() -> Iterator[Line]:
    """Yield what is measured."""
    of = "{:,} members, {:,} networks, {:,} memberships".format(*LARGE)
    for size, most, data in ((None, 50, "our data"), (LARGE, 150, of)):
        against = f"by the clock, {ROUNDS} rounds"
        target = Target(most, at_most=True)
        yield Line(f"from a key in the view to Python, {data}", against, lambda size=size: _to_python(size), target)
        yield Line(f"from Python to the drawing, {data}", against, lambda size=size: _to_drawing(size), target)


def _to_python(size: tuple[int, int, int] | None) -> Reading:
    names, ids = _asked(size)
    with _explorer(size, ids) as (page, folder):
        field = page.locator(".kuntaverkostot-explorer input[type=search]").first
        for place, name in enumerate(names, start=1):
            field.fill(name)
            page.wait_for_timeout(REST)
            field.press("Enter")
            patiently(
                lambda place=place: _heard(folder)[place - 1 : place] or None,
                pause=lambda: page.wait_for_timeout(20),
                what=f"Python did not hear of {name}",
            )
        pressed, heard = page.evaluate("pressed"), _heard(folder)
    return Reading([1000 * then - press for press, then in zip(pressed, heard, strict=True)], "ms")


def _to_drawing(size: tuple[int, int, int] | None) -> Reading:
    _, ids = _asked(size)
    with _explorer(size, ids) as (page, folder):
        (folder / "moved.json").unlink()
        (folder / "go").touch()
        page.locator(".jp-CodeCell .jp-InputArea-editor").nth(1).click()
        page.keyboard.press("Control+Enter")
        path = folder / "moved.json"
        patiently(
            lambda: True if path.exists() and path.stat().st_size else None,
            pause=lambda: page.wait_for_timeout(500),
            what="Python did not select",
        )
        page.wait_for_timeout(REST)
        drawn = page.evaluate("drawn")
        moved = json.loads(path.read_text(encoding="utf-8"))
    return Reading([then - 1000 * begin for begin, then in zip(moved, drawn, strict=True)], "ms")


def _heard(folder: Path) -> list[float]:
    return [float(line) for line in (folder / "heard.txt").read_text(encoding="utf-8").splitlines()]


def _asked(size: tuple[int, int, int] | None) -> tuple[list[str], list[str]]:
    """Return names, and ids, of members and networks by turns; networks have members that are known."""
    dataset = kv.load_dataset() if size is None else large(*size)
    kind, key = ("municipalities", "municipality_code") if size is None else ("organisations", "organisation_id")
    members = getattr(dataset, kind).drop_duplicates("name_fi").iloc[: 2 * ROUNDS : 4]
    networks = dataset.networks.set_index("network_id").loc[kv.incidence(dataset).columns[: ROUNDS // 2]].reset_index()
    turns = [
        [one for pair in zip(own, list(theirs) * ROUNDS, strict=False) for one in pair][:ROUNDS]
        for own, theirs in (
            (members["name_fi"], networks["name_fi"]),
            (members[key], networks["network_id"]),
        )
    ]
    return turns[0], turns[1]


@contextmanager
def _explorer(size: tuple[int, int, int] | None, ids: list[str]) -> Iterator[tuple[Page, Path]]:
    with tempfile.TemporaryDirectory() as top, chromium() as browser:
        folder, home = Path(top, "notebooks"), Path(top, "home")
        folder.mkdir()
        home.mkdir()
        dataset = "kv.load_dataset()" if size is None else f"large{size}"
        sources = [
            FIRST.format(project=str(PROJECT), dataset=dataset),
            SECOND.format(ids=ids, rest=REST),
        ]
        write_notebook(folder / "explorer.ipynb", sources)
        with jupyterlab(folder, home) as address, laboratory(browser, address) as (page, _):
            page.goto(f"{address}lab/tree/explorer.ipynb?token={TOKEN}")
            run_all_cells(page, len(sources))
            view = page.locator(".kuntaverkostot-explorer")
            view.locator("canvas").first.wait_for()
            page.wait_for_timeout(5 * REST)
            view.evaluate(WATCH)
            yield page, folder
