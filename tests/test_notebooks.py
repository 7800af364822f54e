from __future__ import annotations

import ast
import itertools
import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urlsplit

import nbformat
import pytest

if TYPE_CHECKING:
    from nbformat import NotebookNode
    from playwright.sync_api import Browser, Page, Route

pytestmark = pytest.mark.notebook
T = TypeVar("T")

FOLDER = Path(__file__).parents[1] / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
TOKEN = "loopback"  # noqa: S105 - of a server that only this machine sees, for as long as the test runs
PATIENCE = 120  # seconds
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


def test_diagram_is_drawn_in_jupyterlab(browser, tmp_path):
    folder = tmp_path / "notebooks"
    shutil.copytree(FOLDER, folder, ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
    before = sorted(folder.iterdir())
    with _jupyterlab(folder, tmp_path / "home") as address, _laboratory(browser, address) as (lab, outside):
        lab.goto(f"{address}lab/tree/01_explore.ipynb?token={TOKEN}")
        _run_all_cells(lab, len(_code(folder / "01_explore.ipynb")))
        ink = _ink(lab)
        cells = _saved(lab, folder / "01_explore.ipynb")
    assert ink["colours"] > 100
    assert ink["inked"] > 10_000
    assert [cell.id for cell in cells if cell.execution_count is None] == []
    outputs = [output for cell in cells for output in cell.outputs]
    assert [output for output in outputs if output.output_type == "error" or output.get("name") == "stderr"] == []
    assert outside == []
    assert [path for path in sorted(folder.iterdir()) if path.name != ".ipynb_checkpoints"] == before


@contextmanager
def _jupyterlab(folder: Path, home: Path) -> Iterator[str]:
    """Start JupyterLab on a folder, yield its address, and stop it; what it said is told with any failure."""
    settings = home / "config" / "labconfig" / "page_config.json"
    settings.parent.mkdir(parents=True)
    # It would ask on the internet for news.
    settings.write_text('{"disabledExtensions": {"@jupyterlab/apputils-extension:announcements": true}}', "utf-8")
    notebook = home / "settings" / "@jupyterlab" / "notebook-extension" / "tracker.jupyterlab-settings"
    notebook.parent.mkdir(parents=True)
    # By default JupyterLab 4.2 has only the cells in view in the document; the others could not be counted.
    notebook.write_text('{"windowingMode": "none"}', "utf-8")
    own = {f"JUPYTER_{kind.upper()}_DIR": str(home / kind) for kind in ("config", "data", "runtime")}
    own |= {f"JUPYTERLAB_{kind.upper()}_DIR": str(home / kind) for kind in ("settings", "workspaces")}
    command = [
        *(sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root"),
        *("--ServerApp.ip=127.0.0.1", "--ServerApp.port=0", f"--ServerApp.root_dir={folder}"),
        *(f"--IdentityProvider.token={TOKEN}", "--LabApp.extension_manager=readonly"),
        *("--LabApp.news_url=None", "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate"),
    ]
    log = home / "log"
    with (
        log.open("wb") as said,
        subprocess.Popen(
            command, cwd=home, env={**os.environ, **own, "IPYTHONDIR": str(home)}, stdout=said, stderr=said
        ) as server,
    ):
        try:
            yield _address(server, home / "runtime")
        except BaseException as failure:
            failure.add_note(f"JupyterLab said:\n{log.read_text(encoding='utf-8', errors='replace')}")
            raise
        finally:
            server.terminate()  # it stops its kernels, too
            try:
                server.wait(timeout=30)
            except subprocess.TimeoutExpired:
                server.kill()


def _address(server: subprocess.Popen[bytes], runtime: Path) -> str:
    """Return where a server is, as it writes into a file once it listens."""

    def look() -> str | None:
        assert server.poll() is None, "JupyterLab ended at once"
        for path in runtime.glob("jpserver-*.json"):
            with suppress(json.JSONDecodeError):  # half written
                return json.loads(path.read_text(encoding="utf-8"))["url"]
        return None

    return _patiently(look, pause=lambda: time.sleep(0.2), what="JupyterLab did not start")


def _patiently(look: Callable[[], T | None], *, pause: Callable[[], None], what: str) -> T:
    end = time.monotonic() + PATIENCE
    while (found := look()) is None:
        assert time.monotonic() < end, what
        pause()
    return found


@contextmanager
def _laboratory(browser: Browser, address: str) -> Iterator[tuple[Page, list[str]]]:
    """Open a window that reaches the server only, and yield it with the addresses outside that it asked for."""
    outside: list[str] = []

    def let_pass(route: Route) -> None:
        if urlsplit(route.request.url).netloc == urlsplit(address).netloc:
            route.continue_()
        else:
            outside.append(route.request.url)
            route.abort()

    with browser.new_context(viewport={"width": 1280, "height": 1000}) as context:
        context.set_default_timeout(PATIENCE * 1000)
        context.route(re.compile("^(https?|wss?):"), let_pass)
        yield context.new_page(), outside


def _run_all_cells(lab: Page, count: int) -> None:
    idle = lab.get_by_text(re.compile(r"^Python 3.* \| Idle$"))
    idle.wait_for()
    lab.get_by_role("menuitem", name="Run", exact=True).click()
    lab.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    ran = lab.locator(".jp-InputPrompt", has_text=re.compile(r"^\[\d+\]:$"))
    # An error ends the run; it and a warning are told at once.
    failed = lab.locator('[data-mime-type="application/vnd.jupyter.stderr"]')
    ran.nth(count - 1).or_(failed).first.wait_for(state="attached")
    assert failed.all_inner_texts() == []
    idle.wait_for()


def _ink(lab: Page) -> dict[str, int]:
    """Return what is drawn on the canvas of the page in its frame."""
    shown = lab.locator("iframe[srcdoc]")
    shown.scroll_into_view_if_needed()
    frame = shown.element_handle().content_frame()
    return _patiently(
        lambda: frame.evaluate(INK), pause=lambda: lab.wait_for_timeout(200), what="the diagram was not drawn"
    )


def _saved(lab: Page, path: Path) -> list[NotebookNode]:
    """Save the notebook, and return its code cells with their outputs."""
    with lab.expect_response(lambda answer: answer.request.method == "PUT" and path.name in answer.url) as answer:
        lab.keyboard.press("Control+s")
    assert answer.value.ok
    return _code(path)
