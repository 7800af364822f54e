"""The explorer in JupyterLab from its opening to its end: folded, in another language, closed."""

from __future__ import annotations

import pytest

from tests.lab import TOKEN, errors_of, jupyterlab, laboratory, patiently, run_all_cells, write_notebook

MANY = 10
LEAST_NODES = 1000  # of an open explorer
MOST_LEFT = 100  # nodes or listeners of ten that were closed
CELLS = [
    """import ipywidgets
import kuntaverkostot as kv

dataset = kv.load_dataset()
explorer = kv.explore(dataset)
folded = ipywidgets.Accordion([explorer], titles=["folded"])
folded""",
    "print(explorer.language, explorer.layout, explorer.hidden, *explorer.selection['name'])",
    """place = ipywidgets.Output()
place""",
    "",
]
STORED = [
    "import kuntaverkostot as kv\ndataset = kv.load_dataset()\nkv.explore(dataset)",
    "kv.build_page(dataset)",
    "kv.diagram(dataset)",
]
OPEN = f"""kinds = {{kind}}
shown = [kinds() for _ in range({MANY})]
with place:
    display(*shown)
None"""
CLOSE = """for one in shown:
    one.close()
shown = []
place.clear_output()"""
EXPLORERS = "lambda: kv.explore(dataset)"
LABELS = "lambda: ipywidgets.Label('label')"


@pytest.fixture(scope="module")
def lab(browser, tmp_path_factory):
    folder, home = tmp_path_factory.mktemp("lab"), tmp_path_factory.mktemp("home")
    write_notebook(folder / "life.ipynb", CELLS)
    write_notebook(folder / "stored.ipynb", STORED)
    with jupyterlab(folder, home) as address, laboratory(browser, address) as (page, _):
        page.goto(f"{address}lab/tree/life.ipynb?token={TOKEN}")
        errors = errors_of(page)
        run_all_cells(page, 3)
        yield page
        assert errors == []


def _without_kernels(page):
    """End all kernels of the server that a page comes from."""
    sessions = page.url.partition("/lab")[0] + "/api/sessions"
    for session in page.context.request.get(f"{sessions}?token={TOKEN}").json():
        page.context.request.delete(f"{sessions}/{session['id']}?token={TOKEN}")


def _run(page, place, source=None):
    """Run a cell, perhaps with another source, and return what it shows."""
    page.locator(".jp-CodeCell .jp-InputArea-editor").nth(place).click()
    if source is not None:
        page.keyboard.press("Control+a")
        page.keyboard.insert_text(source)
    cell = page.locator(".jp-CodeCell").nth(place)
    before = cell.locator(".jp-InputPrompt").inner_text()
    page.keyboard.press("Control+Enter")
    ran = cell.locator(".jp-InputPrompt").filter(has_not_text=before).filter(has_not_text="*")
    ran.wait_for(state="attached")
    return " ".join(cell.locator(".jp-OutputArea-output").all_inner_texts()).strip()


def _wait_for(page, said):
    patiently(
        lambda: True if _run(page, 1) == said else None,
        pause=lambda: page.wait_for_timeout(100),
        what=f"Python does not say {said!r}",
    )


def test_an_explorer_that_is_folded_is_drawn_when_it_unfolds(lab):
    view = lab.locator(".kuntaverkostot-explorer")
    view.wait_for(state="attached")
    assert not view.is_visible()
    lab.locator(".jupyter-widget-Collapse-header").click()
    view.locator("canvas").wait_for()
    inked = """(explorer) => {
      const canvas = explorer.shadowRoot.querySelector("canvas");
      if (!canvas.width || !canvas.height) return null;
      const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
      return new Uint32Array(data.buffer).some((pixel) => pixel >>> 24) || null;
    }"""
    patiently(lambda: view.evaluate(inked), pause=lambda: lab.wait_for_timeout(50), what="nothing is drawn")


def test_language_layout_and_what_is_hidden_are_chosen_on_either_side(lab):
    view = lab.locator(".kuntaverkostot-explorer")
    language, layout = view.get_by_label("Kieli", exact=True), view.get_by_label("Sijoittelu")
    layout.select_option("map")
    view.get_by_role("button", name="Suuret kaupungit 23 kuntaa").click()
    _wait_for(lab, "fi map ['suuret-kaupungit']")
    language.focus()
    language.select_option("sv")
    _wait_for(lab, "sv map ['suuret-kaupungit']")
    assert view.get_by_label("Uppställning").input_value() == "map"
    _run(lab, 3, "explorer.language, explorer.layout, explorer.hidden = 'en', 'force', ['kehyskunnat']")
    view.get_by_label("Layout").wait_for()
    patiently(
        lambda: True if view.get_by_label("Layout").input_value() == "force" else None,
        pause=lambda: lab.wait_for_timeout(50),
        what="the view does not follow",
    )
    hidden = view.locator("#kuntaverkostot-legend button[aria-pressed=false]")
    assert [name.partition("\n")[0] for name in hidden.all_inner_texts()] == ["C"]


def test_the_focus_stays_on_the_language_that_was_chosen(lab):
    language = lab.locator(".kuntaverkostot-explorer #kuntaverkostot-language")
    language.focus()
    language.select_option("fi")
    lab.locator(".kuntaverkostot-explorer").get_by_label("Sijoittelu").wait_for()
    patiently(
        lambda: (
            lab.evaluate("document.activeElement.shadowRoot?.activeElement?.id === 'kuntaverkostot-language'") or None
        ),
        pause=lambda: lab.wait_for_timeout(50),
        what="the focus is lost",
    )


def test_closing_frees_nodes_and_listeners(lab):
    session = lab.context.new_cdp_session(lab)

    def counted():
        lab.wait_for_timeout(1000)
        for _ in range(3):
            session.send("HeapProfiler.collectGarbage")
        found = session.send("Memory.getDOMCounters")
        return found["nodes"], found["jsEventListeners"]

    def opened_and_closed(kind, name):
        shown = lab.locator(".jp-CodeCell").nth(2).locator(name)
        _run(lab, 3, OPEN.format(kind=kind))
        shown.nth(MANY - 1).wait_for()
        most = counted()
        _run(lab, 3, CLOSE)
        shown.first.wait_for(state="detached")
        return most, counted()

    _, before = opened_and_closed(EXPLORERS, ".kuntaverkostot-explorer")
    most, after = opened_and_closed(EXPLORERS, ".kuntaverkostot-explorer")
    _, plain = opened_and_closed(LABELS, ".widget-label")
    kept, kept_by_labels = (
        [late - early for early, late in zip(*pair, strict=True)] for pair in ((before, after), (after, plain))
    )
    assert most[0] - before[0] > MANY * LEAST_NODES
    # What the notebook keeps of ten outputs, it keeps of any.
    assert kept[0] <= kept_by_labels[0] + MOST_LEFT
    assert kept[1] <= kept_by_labels[1] + MOST_LEFT


def test_a_stored_notebook_without_its_kernel_shows_the_pictures_and_no_error(lab):
    with lab.context.new_page() as page:
        address = f"{lab.url.partition('life.ipynb')[0]}stored.ipynb?token={TOKEN}&reset"
        page.goto(address)
        run_all_cells(page, len(STORED))
        page.locator(".kuntaverkostot-explorer canvas").wait_for()
        for frame in page.locator(".kuntaverkostot-framed iframe").all():
            frame.content_frame.locator("canvas").first.wait_for()
        images = page.locator(".kuntaverkostot-still img")
        assert [image.is_visible() for image in images.all()] == [False] * len(STORED)
        with page.expect_response(lambda answer: answer.request.method == "PUT" and "stored" in answer.url):
            page.keyboard.press("Control+s")
        _without_kernels(page)
        page.goto(address)
        gone = page.get_by_text("model not found")
        gone.nth(len(STORED) - 1).wait_for(state="attached")
        assert [one.is_visible() for one in gone.all()] == [False] * len(STORED)
        assert min(image.bounding_box()["height"] for image in images.all()) > 100
