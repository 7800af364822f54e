"""Take the pictures of the page that the README shows: ``.venv/bin/python -m tests.pictures``."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import nbformat
from playwright.sync_api import Browser, sync_playwright

import kuntaverkostot as kv
from tests.conftest import BROWSER_ARGUMENTS, BROWSERS
from tests.lab import TOKEN, jupyterlab, laboratory, run_all_cells

IMAGES = Path(__file__).parents[1] / "notebooks" / "images"
MARGIN = 10  # CSS pixels above what a picture begins with
# Language, part of the address, what the picture begins with, and the window.
PICTURES: dict[str, tuple[str, str, str, dict[str, Any]]] = {
    "page.png": ("en", "", "#diagram-h", {"viewport": {"width": 1280, "height": 866}}),
    "phone.png": ("sv", "#m-545", "#canvas", {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark"}),
}

LABORATORY = {"width": 1280, "height": 940}
CELLS = [
    'import kuntaverkostot as kv\n\nexplorer = kv.explore(kv.load_dataset(), language="en")\nexplorer',
    "explorer.selection",
]


def main() -> None:
    """Write each picture over the one that is there."""
    named = os.environ.get("KUNTAVERKOSTOT_CHROMIUM")
    browser_path = next(filter(None, map(shutil.which, [named] if named else BROWSERS)))
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=BROWSER_ARGUMENTS)
        for name, (language, fragment, begin, window) in PICTURES.items():
            path = Path(folder) / f"{language}.html"
            kv.build_page(kv.load_dataset(), language=language).write(path)
            page = browser.new_page(**window)
            page.goto(path.as_uri() + fragment)
            page.locator("#canvas canvas").wait_for()
            page.evaluate(
                "([part, margin]) => scrollBy(0, document.querySelector(part).getBoundingClientRect().top - margin)",
                [begin, MARGIN],
            )
            # The diagram is drawn anew after it has been scrolled into view.
            page.wait_for_timeout(1000)
            page.screenshot(path=IMAGES / name)
        take_explorer(browser, Path(folder))
        browser.close()


def take_explorer(browser: Browser, folder: Path) -> None:
    """Write the picture of the explorer in JupyterLab, with a municipality chosen in it."""
    notebooks, home = folder / "notebooks", folder / "home"
    notebooks.mkdir()
    cells = [nbformat.v4.new_code_cell(cell) for cell in CELLS]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), notebooks / "networks.ipynb")
    with jupyterlab(notebooks, home) as address, laboratory(browser, address) as (lab, _):
        lab.set_viewport_size(LABORATORY)
        lab.goto(f"{address}lab/tree/networks.ipynb?token={TOKEN}")
        run_all_cells(lab, 1)
        lab.keyboard.press("Control+b")  # the list of files gives its room to the notebook
        field = lab.locator(".kuntaverkostot-explorer input[type=search]")
        field.fill("Loviisa")
        field.press("Enter")
        lab.locator(".jp-CodeCell .jp-InputArea-editor").nth(1).click()
        lab.keyboard.press("Control+Enter")
        lab.locator(".jp-CodeCell").nth(1).get_by_text("Loviisa").wait_for()
        lab.locator(".jp-WindowedPanel-outer").evaluate("panel => panel.scrollTo(0, 0)")
        lab.wait_for_timeout(1000)
        lab.screenshot(path=IMAGES / "explorer.png")


if __name__ == "__main__":
    main()
