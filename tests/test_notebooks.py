from __future__ import annotations

import ast
import itertools
import re
import shutil
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING

import nbformat
import pytest

from tests.lab import TOKEN, jupyterlab, laboratory, patiently, run_all_cells
from tests.page.test_still import SHOWN, notebook_with

if TYPE_CHECKING:
    from nbformat import NotebookNode
    from playwright.sync_api import Page

pytestmark = pytest.mark.notebook

FOLDER = Path(__file__).parents[1] / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
# Colours of the drawing, and how many of its pixels are not see-through.
INK = """() => {
  const canvas = document.querySelector("canvas");
  if (!canvas || !canvas.width || !canvas.height) return null;
  const pixels = new Uint32Array(
    canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data.buffer);
  const inked = pixels.filter((pixel) => pixel >>> 24).length;
  return inked ? {colours: new Set(pixels).size, inked} : null;
}"""

each_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def _read(path: Path) -> NotebookNode:
    return nbformat.reads(path.read_text(encoding="utf-8"), as_version=nbformat.NO_CONVERT)


def _code(path: Path) -> list[NotebookNode]:
    return [cell for cell in _read(path).cells if cell.cell_type == "code"]


def test_notebooks_are_numbered_in_the_order_to_read_them():
    numbers = [re.fullmatch(r"(\d\d)_[a-z]+(_[a-z]+)*", path.stem)[1] for path in NOTEBOOKS]
    assert numbers == [f"{number:02}" for number in range(1, len(NOTEBOOKS) + 1)]
    assert numbers


@each_notebook
def test_notebook_is_of_the_format_that_names_its_cells(path):
    notebook = _read(path)
    nbformat.validate(notebook)
    assert (notebook.nbformat, notebook.nbformat_minor) == (4, 5)
    assert notebook.metadata.kernelspec.name == "python3"
    # Names in words stay the same when a notebook is saved, so that a difference shows what was changed.
    assert [cell.id for cell in notebook.cells if not re.fullmatch(r"[a-z]+(-([a-z]+|\d{1,2}))*", cell.id)] == []


@each_notebook
def test_notebook_opens_with_a_title_and_two_sentences(path):
    first = _read(path).cells[0]
    title, text = first.source.split("\n\n")
    assert first.cell_type == "markdown"
    assert re.fullmatch(r"# \S.*", title)
    assert len(re.findall(r"[.?!](?=\s|$)", text)) == 2


@each_notebook
def test_notebook_is_stored_as_if_it_had_never_run(path):
    ran = [cell.id for cell in _code(path) if cell.outputs or cell.execution_count is not None]
    assert ran == []
    assert [cell.id for cell in _read(path).cells if cell.metadata] == []


@each_notebook
def test_prose_comes_before_each_code_cell(path):
    cells = _read(path).cells
    pairs = itertools.pairwise(cells)
    assert [cell.id for before, cell in pairs if "code" == cell.cell_type == before.cell_type] == []


@each_notebook
def test_code_cells_are_short(path):
    lengths = {cell.id: len(cell.source.splitlines()) for cell in _code(path)}
    assert {name: length for name, length in lengths.items() if not 1 <= length <= 12} == {}


@each_notebook
def test_logic_lives_in_the_package(path):
    for cell in _code(path):
        nodes = list(ast.walk(ast.parse(cell.source)))
        assert [node for node in nodes if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)] == []


@each_notebook
def test_notebook_runs_wherever_it_is(path):
    for cell in _code(path):
        texts = [node.value for node in ast.walk(ast.parse(cell.source)) if isinstance(node, ast.Constant)]
        paths = [text for text in texts if isinstance(text, str) and _leads_out(text)]
        assert paths == [], cell.id
        assert "sys.path" not in cell.source, cell.id


@each_notebook
def test_what_a_notebook_leaves_is_cleaned_and_not_committed(path, project):
    written = re.findall(r'\.write\(\s*"([^"]+)"', "\n".join(cell.source for cell in _code(path)))
    clean = (project / "Makefile").read_text(encoding="utf-8").partition("\nclean:")[2].split()
    ignored = (project / ".gitignore").read_text(encoding="utf-8").split()
    assert [name for name in written if f"notebooks/{name}" not in clean] == []
    assert [name for name in written if f"/notebooks/{name}" not in ignored] == []


def _leads_out(text: str) -> bool:
    absolute = PurePosixPath(text).is_absolute() or PureWindowsPath(text).is_absolute()
    return absolute or text.startswith("~") or ".." in PureWindowsPath(text).parts


def test_diagram_is_drawn_injupyterlab(browser, tmp_path):
    folder = tmp_path / "notebooks"
    shutil.copytree(FOLDER, folder, ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
    before = sorted(folder.iterdir())
    with jupyterlab(folder, tmp_path / "home") as address, laboratory(browser, address) as (lab, outside):
        lab.goto(f"{address}lab/tree/01_explore.ipynb?token={TOKEN}")
        run_all_cells(lab, len(_code(folder / "01_explore.ipynb")))
        ink = _ink(lab)
        cells = _saved(lab, folder / "01_explore.ipynb")
    assert ink["colours"] > 100
    assert ink["inked"] > 10_000
    assert [cell.id for cell in cells if cell.execution_count is None] == []
    outputs = [output for cell in cells for output in cell.outputs]
    assert [output for output in outputs if output.output_type == "error" or output.get("name") == "stderr"] == []
    assert outside == []
    assert [path for path in sorted(folder.iterdir()) if path.name != ".ipynb_checkpoints"] == before


def test_a_notebook_that_is_not_trusted_shows_pictures_and_lists(browser, small, tmp_path):
    folder = tmp_path / "notebooks"
    folder.mkdir()
    shown = {name: make(small, "en") for name, make in SHOWN.items()}
    cells = [notebook_with(one._repr_mimebundle_()).cells[0] for one in shown.values()]
    kernel = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), folder / "colleague.ipynb")
    with jupyterlab(folder, tmp_path / "home") as address, laboratory(browser, address) as (lab, outside):
        lab.goto(f"{address}lab/tree/colleague.ipynb?token={TOKEN}")
        stills = lab.locator(".kuntaverkostot-still")
        stills.nth(len(shown) - 1).wait_for()
        assert lab.locator(".jp-OutputArea-output iframe").count() == 0
        for still in stills.all():
            assert still.locator("img").bounding_box()["height"] > 100
            assert still.locator("img").get_attribute("alt").endswith(".")
            still.locator("summary").click()
            assert "Regional cities" in still.locator("details").inner_text()
        assert max(output.bounding_box()["height"] for output in lab.locator(".jp-OutputArea").all()) < 3000
    assert outside == []


def _ink(lab: Page) -> dict[str, int]:
    """Return what is drawn on the canvas of the page in its frame."""
    shown = lab.locator("iframe[srcdoc]")
    shown.scroll_into_view_if_needed()
    frame = shown.element_handle().content_frame()
    return patiently(
        lambda: frame.evaluate(INK), pause=lambda: lab.wait_for_timeout(200), what="the diagram was not drawn"
    )


def _saved(lab: Page, path: Path) -> list[NotebookNode]:
    """Save the notebook, and return its code cells with their outputs."""
    with lab.expect_response(lambda answer: answer.request.method == "PUT" and path.name in answer.url) as answer:
        lab.keyboard.press("Control+s")
    assert answer.value.ok
    return _code(path)
