"""The explorer in Notebook 7: it shows, what is chosen comes to Python, and keys do not touch cells."""

from __future__ import annotations

import importlib.util

import pytest

from tests.lab import TOKEN, choose_theme, errors_of, jupyterlab, laboratory, patiently, write_notebook
from tests.missing import left_out

CELLS = [
    "import kuntaverkostot as kv\n\nexplorer = kv.explore(kv.load_dataset())\nexplorer",
    "print(explorer.code)",
]


@pytest.fixture(scope="module")
def notebook(browser, tmp_path_factory):
    if not importlib.util.find_spec("notebook"):
        left_out("Notebook 7 is not installed: make env")
    folder, home = tmp_path_factory.mktemp("notebooks"), tmp_path_factory.mktemp("home")
    write_notebook(folder / "explorer.ipynb", CELLS)
    with (
        jupyterlab(folder, home, module="notebook") as address,
        laboratory(browser, address) as (page, outside),
    ):
        page.goto(f"{address}notebooks/explorer.ipynb?token={TOKEN}")
        patiently(
            lambda: _ready(page, f"{address}api/kernels?token={TOKEN}"),
            pause=lambda: page.wait_for_timeout(200),
            what="the kernel is not ready",
        )
        errors = errors_of(page)  # those of Notebook itself, which it has at its start, are not ours
        page.get_by_role("menuitem", name="Run", exact=True).click()
        page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
        page.locator(".kuntaverkostot-explorer canvas").wait_for()
        yield page
        assert outside == []
        assert errors == []


def _ready(page, address):
    """Tell whether the kernel waits for something to do, and the page is connected to it."""
    kernels = page.context.request.get(address).json()
    return True if [one["execution_state"] for one in kernels if one["connections"]] == ["idle"] else None


def _code(page):
    """Run the last cell and return what it prints."""
    page.locator(".jp-CodeCell .jp-InputArea-editor").nth(1).click()
    page.keyboard.press("Control+Enter")
    page.locator(".jp-Notebook-ExecutionIndicator[data-status=idle]").wait_for()
    return page.locator(".jp-CodeCell").nth(1).locator(".jp-OutputArea-output").inner_text().strip()


def test_a_choice_in_notebook_7_comes_to_python(notebook):
    field = notebook.locator(".kuntaverkostot-explorer input[type=search]")
    field.fill("Loviisa")
    field.press("Enter")
    notebook.locator(".kuntaverkostot-explorer").get_by_role("heading", name="Loviisa").wait_for()
    patiently(
        lambda: True if _code(notebook) == "explorer.select('434')" else None,
        pause=lambda: notebook.wait_for_timeout(100),
        what="Python did not hear of Loviisa",
    )


def test_keys_in_a_view_do_not_touch_the_cells_of_notebook_7(notebook):
    view = notebook.locator(".kuntaverkostot-explorer")
    view.get_by_role("button").first.focus()
    for key in ("b", "x", "d", "d", "a", "ArrowDown", "Escape", "/"):
        notebook.keyboard.press(key)
    notebook.wait_for_timeout(300)
    cells = notebook.locator(".jp-CodeCell .cm-content").all_inner_texts()
    assert ["".join(cell.split()) for cell in cells] == ["".join(cell.split()) for cell in CELLS]


def test_the_theme_is_that_of_notebook_7(notebook):
    ground = "element => getComputedStyle(element.shadowRoot.querySelector('.widget')).backgroundColor"
    view = notebook.locator(".kuntaverkostot-explorer")
    light = view.evaluate(ground)
    for name, same in (("JupyterLab Dark", False), ("JupyterLab Light", True)):
        choose_theme(notebook, name)
        patiently(
            lambda same=same: True if (view.evaluate(ground) == light) is same else None,
            pause=lambda: notebook.wait_for_timeout(50),
            what=f"the view does not follow {name}",
        )
