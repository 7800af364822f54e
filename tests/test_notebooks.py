from __future__ import annotations

import ast
import itertools
import platform
import re
import shutil
import sys
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING

import nbformat
import pytest
from nbclient import NotebookClient
from nbconvert import HTMLExporter

from kuntaverkostot.text.language import LANGUAGES
from tests.lab import TOKEN, jupyterlab, laboratory, patiently, run_all_cells
from tests.page.test_still import SHOWN, notebook_with

if TYPE_CHECKING:
    from nbformat import NotebookNode
    from playwright.sync_api import Page

pytestmark = pytest.mark.notebook

FOLDER = Path(__file__).parents[1] / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
# Colours of the drawing, and how many of its pixels are not see-through.
INK = """(explorer) => {
  const canvas = explorer.shadowRoot.querySelector("canvas");
  if (!canvas || !canvas.width || !canvas.height) return null;
  const pixels = new Uint32Array(
    canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data.buffer);
  const inked = pixels.filter((pixel) => pixel >>> 24).length;
  return inked ? {colours: new Set(pixels).size, inked} : null;
}"""

LINK = re.compile(r"\]\(([^)]+\.ipynb)\)")
UNTRACKED = shutil.ignore_patterns(".ipynb_checkpoints", "*.html")
SCREEN = {"width": 1280, "height": 900}
# Where the pictures of a document begin, and how high they are.
PICTURES = """() => [...document.querySelectorAll(".jp-OutputArea iframe, .jp-OutputArea img")]
  .map((one) => one.getBoundingClientRect()).filter((box) => box.height > 100).map((box) => [box.top, box.height])"""

each_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def _read(path: Path) -> NotebookNode:
    return nbformat.reads(path.read_text(encoding="utf-8"), as_version=nbformat.NO_CONVERT)


def _code(path: Path) -> list[NotebookNode]:
    return [cell for cell in _read(path).cells if cell.cell_type == "code"]


def test_notebooks_are_numbered_in_the_order_to_read_them():
    numbers = [re.fullmatch(r"(\d\d)_[a-z]+(_[a-z]+)*", path.stem)[1] for path in NOTEBOOKS]
    assert numbers == [f"{number:02}" for number in range(6)]


def test_who_has_a_frame_sees_at_once_where_it_goes():
    whereto = [
        cell.source for cell in _code(FOLDER / "03_your_own_table.ipynb") if re.search(r"kv\.\w+\(", cell.source)
    ]
    assert "pd.DataFrame(" in whereto[0]
    assert "kv.from_frame(" in whereto[0]
    code = (FOLDER.parent / "README.md").read_text(encoding="utf-8").partition("```python\n")[2].splitlines()
    assert "kv.from_frame(" in code[3]


@each_notebook
def test_notebook_is_of_the_format_that_names_its_cells(path):
    notebook = _read(path)
    nbformat.validate(notebook)
    assert (notebook.nbformat, notebook.nbformat_minor) == (4, 5)
    assert notebook.metadata.kernelspec.name == "python3"
    # Names in words stay the same when a notebook is saved, so that a difference shows what was changed.
    assert [cell.id for cell in notebook.cells if not re.fullmatch(r"[a-z]+(-([a-z]+|\d{1,2}))*", cell.id)] == []


@each_notebook
def test_notebook_opens_with_a_title_two_sentences_and_links(path):
    first = _read(path).cells[0]
    title, text, links = first.source.split("\n\n")
    assert first.cell_type == "markdown"
    assert re.fullmatch(r"# \S.*", title)
    assert len(re.findall(r"[.?!](?=\s|$)", text)) == 2
    place = NOTEBOOKS.index(path)
    beside = [one.name for one in NOTEBOOKS[max(0, place - 1) : place + 2] if one != path]
    # After the last one comes the first.
    assert LINK.findall(links) == (beside if place < 5 else [*beside, NOTEBOOKS[0].name])


@each_notebook
def test_notebook_ends_with_links_and_each_of_its_links_leads_somewhere(path):
    cells = [cell for cell in _read(path).cells if cell.cell_type == "markdown"]
    assert LINK.findall(cells[-1].source)
    goals = [goal for cell in cells for goal in LINK.findall(cell.source)]
    assert [goal for goal in goals if not (FOLDER / goal).is_file()] == []


@each_notebook
def test_the_first_code_says_which_kernel_runs(path, monkeypatch):
    first = _code(path)[0]
    exec(first.source, own := {})  # noqa: S102 - it is ours
    assert own["kv"].__version__
    monkeypatch.setitem(sys.modules, "kuntaverkostot", None)
    with pytest.raises(ModuleNotFoundError, match=f"not installed in {re.escape(sys.executable)}; see README.md"):
        exec(first.source, {})  # noqa: S102


@each_notebook
def test_language_is_a_parameter(path):
    cells = _code(path)
    (cell,) = (cell for cell in cells if cell.metadata.get("tags") == ["parameters"])
    assert cell.source.splitlines()[0] == 'LANGUAGE = "fi"'
    others = [one for one in cells if one is not cell and re.search(r"""["'](fi|sv|en)["']""", one.source)]
    assert [one.id for one in others] == []
    assert any("LANGUAGE" in one.source for one in cells if one is not cell)


@pytest.mark.parametrize("language", LANGUAGES)
@each_notebook
def test_notebook_and_its_answers_run_in_each_language(path, language, tmp_path, monkeypatch):
    shutil.copytree(FOLDER, tmp_path / "notebooks", ignore=UNTRACKED)
    monkeypatch.chdir(tmp_path / "notebooks")
    own: dict[str, object] = {}
    answers = 0
    for cell in _read(path).cells:
        if cell.cell_type == "code":
            _run(cell.source.replace('LANGUAGE = "fi"', f'LANGUAGE = "{language}"'), own)
        elif "**Try it.**" in cell.source:
            assert cell.source.count("<details><summary>Answer</summary>") == cell.source.count("</details>") == 1
            (answer,) = re.findall(r"```python\n(.*?)\n```", cell.source, flags=re.DOTALL)
            _run(answer, own)
            answers += 1
    assert own["LANGUAGE"] == language
    assert answers >= 2


def _run(source: str, own: dict[str, object]) -> None:
    """Run a cell, and show its last value as a notebook would."""
    tree = ast.parse(source)
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, "<cell>", "exec"), own)  # noqa: S102 - it is ours
    if last is not None:
        value = eval(compile(ast.Expression(last.value), "<cell>", "eval"), own)  # noqa: S307
        shows = next((name for name in ("_repr_mimebundle_", "_repr_html_") if hasattr(value, name)), "__repr__")
        assert getattr(value, shows)()


@each_notebook
def test_notebook_is_stored_as_if_it_had_never_run(path):
    ran = [cell.id for cell in _code(path) if cell.outputs or cell.execution_count is not None]
    assert ran == []
    assert [cell.id for cell in _read(path).cells if cell.metadata] == ["parameters"]


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


@each_notebook
def test_notebook_has_a_picture_on_its_first_screen_and_fewer_than_eight_screens(path, browser, tmp_path):
    shutil.copytree(FOLDER, tmp_path / "notebooks", ignore=UNTRACKED)
    notebook = _read(path)
    # Whatever is not done in half a minute is an error.
    NotebookClient(notebook, timeout=30, resources={"metadata": {"path": str(tmp_path / "notebooks")}}).execute()
    outputs = [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]
    assert [output for output in outputs if output.output_type in {"stream", "error"}] == []
    (tmp_path / "notebook.html").write_text(HTMLExporter().from_notebook_node(notebook)[0], "utf-8")
    with browser.new_context(viewport=SCREEN) as context:
        # nbconvert's template fetches scripts for mathematics.
        context.route(re.compile("^https?:"), lambda route: route.abort())
        page = context.new_page()
        page.goto((tmp_path / "notebook.html").as_uri())
        top, height = page.evaluate(PICTURES)[0]
        assert min(height, SCREEN["height"] - top) >= 250
        assert page.evaluate("document.documentElement.scrollHeight") < 8 * SCREEN["height"]


def test_a_pyvis_diagram_shows_itself_and_is_shown_with_the_defaults_of_pyvis(tmp_path):
    sources = [
        "import kuntaverkostot as kv, pyvis\ndrawn = kv.diagram(kv.load_dataset())\ndrawn",
        'drawn.show("x.html")',
        "isinstance(drawn, pyvis.network.Network)",
    ]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in sources])
    NotebookClient(notebook, resources={"metadata": {"path": str(tmp_path)}}).execute()
    itself, shown, is_network = ([output.data for output in cell.outputs] for cell in notebook.cells)
    assert itself[0]["text/plain"].startswith("Verkostot ja niiden jäsenet kaaviona: 357 solmua, ")
    assert itself[1]["text/html"] == shown[1]["text/html"]
    assert is_network[0]["text/plain"] == "True"
    document = (tmp_path / "x.html").read_text("utf-8")
    # A content security policy admits nothing from anywhere, and there is nothing to ask for.
    assert re.findall(r"""(?:src|href)=["']?(?:https?:)?//""", document) == []


def test_opening_a_notebook_does_not_mark_it_changed(browser, tmp_path):
    folder = tmp_path / "notebooks"
    shutil.copytree(FOLDER, folder, ignore=UNTRACKED)
    for path in folder.glob("*.ipynb"):
        notebook = _read(path)
        # Python itself is of another version elsewhere; the kernel tells no more than this.
        notebook.metadata.language_info.version = platform.python_version()
        nbformat.write(notebook, path)
    with jupyterlab(folder, tmp_path / "home") as address, laboratory(browser, address) as (lab, _):
        for path in NOTEBOOKS:
            lab.goto(f"{address}lab/tree/{path.name}?token={TOKEN}&reset")
            lab.get_by_text(re.compile(r"^Python 3.* \| Idle$")).first.wait_for()
            lab.wait_for_timeout(1000)
            assert lab.locator(".jp-mod-dirty").count() == 0, path.name
        # An edit does mark it, so the mark would have been seen.
        lab.locator(".jp-CodeCell .cm-content").first.click()
        lab.keyboard.type("#")
        lab.locator(".jp-mod-dirty").first.wait_for()


def test_diagram_is_drawn_in_jupyterlab(browser, tmp_path):
    folder = tmp_path / "notebooks"
    shutil.copytree(FOLDER, folder, ignore=UNTRACKED)
    before = sorted(folder.iterdir())
    with jupyterlab(folder, tmp_path / "home") as address, laboratory(browser, address) as (lab, outside):
        lab.goto(f"{address}lab/tree/00_start_here.ipynb?token={TOKEN}")
        run_all_cells(lab, len(_code(folder / "00_start_here.ipynb")))
        ink = _ink(lab)
        cells = _saved(lab, folder / "00_start_here.ipynb")
    assert ink["colours"] > 100
    assert ink["inked"] > 10_000
    assert [cell.id for cell in cells if cell.execution_count is None] == []
    outputs = [output for cell in cells for output in cell.outputs]
    assert [output for output in outputs if output.output_type == "error" or output.get("name") == "stderr"] == []
    assert outside == []
    left = {path for path in folder.iterdir() if path.name != ".ipynb_checkpoints"} - set(before)
    assert [path.name for path in left] == ["kuntaverkostot.html"]


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
    """Return what is drawn on the canvas of the explorer."""
    shown = lab.locator(".kuntaverkostot-explorer")
    shown.locator("canvas").scroll_into_view_if_needed()
    return patiently(
        lambda: shown.evaluate(INK), pause=lambda: lab.wait_for_timeout(200), what="the diagram was not drawn"
    )


def _saved(lab: Page, path: Path) -> list[NotebookNode]:
    """Save the notebook, and return its code cells with their outputs."""
    with lab.expect_response(lambda answer: answer.request.method == "PUT" and path.name in answer.url) as answer:
        lab.keyboard.press("Control+s")
    assert answer.value.ok
    return _code(path)
