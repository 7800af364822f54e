"""Pages and pyvis diagrams in a notebook: live while Python runs, and small in the stored file."""

from __future__ import annotations

import json
import zlib

import nbformat
import pytest
from nbclient import NotebookClient
from nbconvert import HTMLExporter

import kuntaverkostot as kv
from kuntaverkostot.diagram.framed_widget import FramedWidget
from kuntaverkostot.page.document import SANDBOX
from tests.page.test_still import picture_of
from tests.pages import parsed
from tests.widget_room import room

MOST_KEPT = 100_000  # bytes of one output
CELLS = [
    "import kuntaverkostot as kv\ndataset = kv.load_dataset()\nkv.build_page(dataset, language='en')",
    "kv.diagram(dataset, language='en')",
    "kv.diagram(dataset, language='en').show('shown.html')",
]
WITHOUT = "import sys\nsys.modules['anywidget'] = None"


def _ran(cells, folder):
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    client = NotebookClient(notebook, store_widget_state=False, resources={"metadata": {"path": str(folder)}})
    client.execute()
    return notebook


@pytest.fixture(scope="module")
def stored(tmp_path_factory):
    """Return a notebook that has shown a page, a diagram, and a diagram by the method of pyvis."""
    folder = tmp_path_factory.mktemp("stored")
    notebook = _ran(CELLS, folder)
    assert (folder / "shown.html").stat().st_size > 500_000
    return notebook


def test_a_stored_notebook_keeps_the_picture_and_the_list_only(stored):
    for cell in stored.cells:
        live, still = cell.outputs
        assert "application/vnd.jupyter.widget-view+json" in live.data
        assert live.data["text/plain"].endswith(".")
        assert len(json.dumps(cell.outputs)) < MOST_KEPT
        root = parsed(still.data["text/html"])
        assert picture_of(root)[0].startswith("Diagram: ")
        assert "Loviisa" in root.one("details").text
        assert not list(root.every("iframe", "script"))


def test_converted_the_picture_is_seen_once(stored, browser):
    document, _ = HTMLExporter().from_notebook_node(stored)
    page = browser.new_page(viewport={"width": 1000, "height": 800})
    page.route("**/*", lambda route: route.abort())
    page.set_content(document, wait_until="domcontentloaded")
    images = page.locator(".jp-OutputArea img")
    assert images.count() == len(CELLS)
    assert min(box["height"] for box in (image.bounding_box() for image in images.all())) > 100
    page.close()


def test_without_the_widget_advice_stands_above_the_picture(tmp_path):
    for cell in _ran([WITHOUT, *CELLS], tmp_path).cells[1:]:
        (still,) = cell.outputs
        assert "pip install" in still.data["text/plain"]
        assert "pip install" in still.data["text/html"]
        assert picture_of(parsed(still.data["text/html"]))
        assert len(json.dumps(still)) < MOST_KEPT


def test_the_frame_holds_the_document_and_may_do_no_more_than_before(small, browser):
    page = kv.build_page(small, language="en", title="<b>Title</b>")
    widget = FramedWidget(page.html, page.title, 900, SANDBOX, "clipboard-write")
    assert zlib.decompress(widget._document).decode("utf-8") == page.html
    room_page = room(browser, widget)
    frame = room_page.locator("#room iframe")
    frame.content_frame.locator("html.interactive #canvas canvas").wait_for()
    assert frame.get_attribute("title") == "<b>Title</b>"
    assert frame.get_attribute("sandbox") == SANDBOX
    assert frame.bounding_box()["height"] == 900
    room_page.evaluate("window.close()")
    assert frame.count() == 0
    room_page.context.close()


@pytest.mark.parametrize("name", ["page", "diagram"])
def test_the_theme_of_the_frame_is_that_of_the_notebook(small, browser, name):
    document = kv.build_page(small).html if name == "page" else kv.diagram(small).generate_html()
    room_page = room(
        browser, FramedWidget(document, "T", 600, "allow-scripts", ""), body='class="vscode-dark"', color_scheme="null"
    )
    frame = room_page.locator("#room iframe")
    frame.content_frame.locator("canvas").first.wait_for()
    is_dark = "() => matchMedia('(prefers-color-scheme: dark)').matches"
    assert frame.content_frame.locator("html").evaluate(is_dark)
    room_page.evaluate("document.body.className = 'vscode-light'")
    room_page.wait_for_timeout(200)
    assert not frame.content_frame.locator("html").evaluate(is_dark)
    room_page.context.close()


def test_whoever_scrolls_through_the_notebook_is_not_caught_by_a_frame(small, browser):
    page = room(browser, FramedWidget(kv.build_page(small).html, "T", 600, SANDBOX, ""))
    frame = page.locator("#room iframe")
    frame.content_frame.locator("canvas").first.wait_for()
    page.evaluate("document.getElementById('room').style.margin = '800px 0 3000px'")
    inside = frame.content_frame.locator("html")
    page.mouse.move(500, 400)
    for _ in range(12):
        page.mouse.wheel(0, 120)
        page.wait_for_timeout(100)
    assert page.evaluate("scrollY") >= 12 * 120 - 10
    assert inside.evaluate("html => html.scrollTop") == 0
    page.evaluate("scrollTo(0, 800)")
    page.mouse.move(520, 420)
    page.mouse.move(560, 300)
    page.mouse.wheel(0, 240)
    page.wait_for_timeout(500)
    assert inside.evaluate("html => html.scrollTop") == 240
    page.context.close()
