"""The explorer in JupyterLab: what is chosen in a view comes to Python, and the other way."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import nbformat
import pytest

from tests.lab import (
    PATIENCE,
    TOKEN,
    choose_theme,
    errors_of,
    jupyterlab,
    laboratory,
    patiently,
    run_all_cells,
    write_notebook,
)

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

HIGHEST = 700  # pixels of an output in which the whole diagram is to be
MOST_TABS = 40
MOST_SAVED = 200_000  # bytes of two explorers
CELLS = [
    """from pathlib import Path

import kuntaverkostot as kv

dataset = kv.load_dataset()
explorer = kv.explore(dataset)
heard = []


def write(frame):
    heard.append(explorer.code)
    # Whoever reads it meanwhile finds the whole of it.
    Path("heard.new").write_text("\\n".join(heard))
    Path("heard.new").replace("heard.txt")


stop = explorer.on_select(write)
explorer""",
    "explorer",
    "other = kv.explore(dataset, language='sv')\nother",
    "done = explorer.select('Salo')",
]


@dataclass
class Lab:
    page: Page
    folder: Path
    outside: list[str]
    errors: list[str]

    def view(self, place: int) -> Locator:
        return self.page.locator(".kuntaverkostot-explorer").nth(place)

    def choose(self, place: int, name: str) -> None:
        field = self.view(place).locator("input[type=search]")
        field.fill(name)
        field.press("Enter")

    def heard(self) -> list[str]:
        path = self.folder / "heard.txt"
        return path.read_text(encoding="utf-8").splitlines() if path.exists() else []

    def wait_for(self, line: str) -> None:
        def look() -> bool | None:
            return True if self.heard()[-1:] == [line] else None

        patiently(look, pause=lambda: self.page.wait_for_timeout(50), what=f"Python did not hear {line}")

    def run_cell(self, place: int) -> None:
        self.page.locator(".jp-CodeCell .jp-InputArea-editor").nth(place).click()
        self.page.keyboard.press("Control+Enter")


@pytest.fixture(scope="module")
def lab(browser, tmp_path_factory) -> Iterator[Lab]:
    folder, home = tmp_path_factory.mktemp("lab"), tmp_path_factory.mktemp("home")
    write_notebook(folder / "explorer.ipynb", CELLS)
    with jupyterlab(folder, home) as address, laboratory(browser, address) as (page, outside):
        errors = errors_of(page)
        page.goto(f"{address}lab/tree/explorer.ipynb?token={TOKEN}")
        run_all_cells(page, len(CELLS))
        views = page.locator(".kuntaverkostot-explorer canvas")
        views.nth(2).wait_for()
        yield Lab(page, folder, outside, errors)


def test_a_choice_in_a_view_comes_to_python_and_to_the_other_view(lab):
    lab.choose(0, "Loviisa")
    lab.wait_for("explorer.select('434')")
    for place in (0, 1):
        lab.view(place).get_by_role("heading", name="Loviisa").wait_for()
    assert lab.view(2).get_by_role("heading", name=re.compile("Lovi?isa")).count() == 0


def test_python_moves_each_view_of_its_explorer(lab):
    lab.run_cell(3)
    for place in (0, 1):
        lab.view(place).get_by_role("heading", name="Salo").wait_for()
    assert lab.view(2).get_by_role("heading", name="Salo").count() == 0


def test_each_change_is_heard_once(lab):
    before = len(lab.heard())
    lab.choose(1, "Närpiö")
    lab.wait_for("explorer.select('545')")
    lab.page.wait_for_timeout(500)
    assert len(lab.heard()) == before + 1


@pytest.mark.parametrize("width", [700, 1008, 1440])
def test_the_whole_diagram_is_at_the_top_of_the_output(lab, width):
    size = lab.page.viewport_size
    view = lab.view(0)
    lab.page.set_viewport_size({"width": size["width"] + width - round(view.bounding_box()["width"]), "height": 1000})
    canvas = view.locator("canvas")
    patiently(
        lambda: True if abs(view.bounding_box()["width"] - width) <= 8 else None,
        pause=lambda: lab.page.wait_for_timeout(50),
        what="the window has another width",
    )
    lab.page.wait_for_timeout(300)
    box, frame = canvas.bounding_box(), view.bounding_box()
    assert box["y"] + box["height"] - frame["y"] <= HIGHEST
    assert box["width"] <= frame["width"]
    lab.page.set_viewport_size(size)


def test_keys_in_a_view_never_touch_cells(lab):
    cells = lab.page.locator(".jp-Cell").count()
    lab.view(0).get_by_role("button").first.focus()
    for key in ("b", "x", "d", "d", "a", "ArrowDown", "ArrowUp", "Escape", "/", "Enter"):
        lab.page.keyboard.press(key)
    lab.page.wait_for_timeout(300)
    assert lab.page.locator(".jp-Cell").count() == cells
    assert [cell.source for cell in nbformat.read(lab.folder / "explorer.ipynb", 4).cells] == CELLS


def test_tab_leads_through_a_view_and_out(lab):
    lab.choose(2, "")
    lab.view(2).locator("input[type=search]").focus()
    inside = "document.activeElement.classList.contains('kuntaverkostot-explorer')"
    tabs = 0
    while lab.page.evaluate(inside) and tabs < MOST_TABS:
        lab.page.keyboard.press("Tab")
        tabs += 1
    assert tabs < MOST_TABS


def test_the_wheel_scrolls_the_notebook_unless_ctrl_is_held(lab):
    notebook = lab.page.locator(".jp-WindowedPanel-outer").first
    canvas = lab.view(0).locator("canvas")
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    lab.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + min(box["height"], 200) / 2)
    before = notebook.evaluate("panel => panel.scrollTop")
    lab.page.keyboard.down("Control")
    lab.page.mouse.wheel(0, -120)
    lab.page.wait_for_timeout(300)
    assert notebook.evaluate("panel => panel.scrollTop") == before
    lab.page.keyboard.up("Control")
    lab.page.mouse.wheel(0, 240)
    lab.page.wait_for_timeout(500)
    assert notebook.evaluate("panel => panel.scrollTop") > before


def test_the_theme_is_that_of_jupyterlab(lab):
    ground = "element => getComputedStyle(element.shadowRoot.querySelector('.widget')).backgroundColor"
    light = lab.view(0).evaluate(ground)
    for name, same in (("JupyterLab Dark", False), ("JupyterLab Light", True)):
        choose_theme(lab.page, name)
        patiently(
            lambda same=same: True if (lab.view(0).evaluate(ground) == light) is same else None,
            pause=lambda: lab.page.wait_for_timeout(50),
            what=f"the view does not follow {name}",
        )


def test_a_picture_stands_behind_only_where_there_is_no_view(lab):
    stills = lab.page.locator(".kuntaverkostot-still")
    assert stills.count() == 3
    assert stills.locator("figure:visible").count() == 0
    assert stills.locator("details:visible").count() == 3


def test_nothing_is_asked_from_elsewhere_and_nothing_fails(lab):
    assert lab.outside == []
    assert lab.errors == []


def test_the_saved_notebook_stays_small(lab):
    path = lab.folder / "explorer.ipynb"
    lab.page.locator(".jp-CodeCell .jp-InputArea-editor").nth(3).click()
    lab.page.keyboard.press("Control+s")

    def saved() -> nbformat.NotebookNode | None:
        notebook = nbformat.read(path, 4)
        return notebook if notebook.cells[2].outputs else None

    # A pause in the page lets its requests pass.
    notebook = patiently(saved, pause=lambda: lab.page.wait_for_timeout(200), what=f"not saved within {PATIENCE} s")
    outputs = [cell.outputs for cell in notebook.cells[1:3]]
    assert all(outputs)
    assert len(json.dumps(outputs)) < MOST_SAVED
    for shown in outputs:
        assert "data:image/svg+xml;base64," in shown[-1].data["text/html"]
        assert "<details>" in shown[-1].data["text/html"]
        assert shown[0].data["text/plain"].endswith(".")
