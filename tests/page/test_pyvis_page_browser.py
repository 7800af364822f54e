"""The page that pyvis's own methods make of the diagram, in Chromium."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

import kuntaverkostot as kv
from kuntaverkostot.diagram.style import LIGHT_PALETTE
from kuntaverkostot.text.language import say
from tests.page.test_hostile_browser import PAYLOADS, UNREAD
from tests.visits import PIXELS, WATCH, redrawn

if TYPE_CHECKING:
    from playwright.sync_api import Page

TEXTS = [*PAYLOADS, *UNREAD, "<b href>", "hasOwnProperty", "toString", "a & b &amp; c", "[x](javascript:alert(16))"]
# Hands out the network of the page before its script makes it, so that a test can ask where a node stands.
HAND_OUT = """
document.addEventListener("readystatechange", () => {
  if (document.readyState !== "interactive") return;
  const Usual = vis.Network;
  vis.Network = function (...given) { return (window.drawn = new Usual(...given)); };
});
"""
FOREIGN = """
() => [...document.querySelectorAll("*")].filter((one) => !one.closest("#config *"))
  .filter((one) => one.closest(".vis-tooltip *")
  || !["html", "head", "meta", "title", "style", "body", "main", "h1", "div", "canvas", "script", "label", "select",
       "option", "button"].includes(one.localName)
  || [...one.attributes].some(({ name }) => /^on|^src|^href|^style$/.test(name)
       && !one.closest(".vis-tooltip, .vis-network, #mynetwork"))).map((one) => one.outerHTML.slice(0, 200))
"""
Opener = Callable[..., "Page"]


@pytest.fixture
def opened(browser, tmp_path) -> Iterator[Opener]:
    """Return what opens the page of a diagram, and notes whatever should not be."""
    wrong: list[str] = []
    context = browser.new_context(viewport={"width": 1000, "height": 900})
    context.set_default_timeout(10_000)
    context.add_init_script(WATCH)
    context.add_init_script(HAND_OUT)
    context.on("console", lambda message: wrong.append(message.text))
    context.on("weberror", lambda error: wrong.append(str(error.error)))
    context.on("dialog", lambda dialog: (wrong.append(dialog.message), dialog.dismiss()))
    context.on("request", lambda request: wrong.append(request.url) if request.url != path.as_uri() else None)
    path = tmp_path / "kaavio.html"

    def visit(drawn) -> Page:
        drawn.show(str(path))
        page = context.new_page()
        page.goto(path.as_uri())
        page.wait_for_function("() => window.drawn")
        redrawn(page, 3)
        return page

    yield visit
    refused = [one for page in context.pages for one in page.evaluate("window.refused")]
    foreign = [one for page in context.pages for one in page.evaluate(FOREIGN)]
    context.close()
    assert (wrong, refused, foreign) == ([], [], [])


def _pixels(page: Page, points: list[tuple[float, float]]) -> tuple[int, list[str]]:
    canvas = page.locator("#mynetwork canvas").element_handle()
    count, colours = page.evaluate(PIXELS, [canvas, points])
    return count, colours


def _hover(page: Page, node: object) -> None:
    stage = page.locator("#mynetwork").bounding_box()
    x, y = page.evaluate(
        "id => { const at = drawn.canvasToDOM(drawn.getPosition(id)); return [at.x, at.y]; }",
        f"{'number' if isinstance(node, int) else 'string'} {node}",
    )
    page.mouse.move(stage["x"] + 2, stage["y"] + 2)
    page.mouse.move(stage["x"] + x, stage["y"] + y)


def _assert_tooltip(page: Page, node: object, text: str) -> None:
    """Point at a node, and wait until its tooltip has come up with this text."""
    _hover(page, node)
    page.wait_for_function(
        """text => [...document.querySelectorAll(".vis-tooltip")].some(
            (one) => getComputedStyle(one).visibility === "visible" && one.textContent === text)""",
        arg=text,
    )


@pytest.fixture
def attacked(small):
    """Return a diagram to which an analyst has added a node and an edge for each hostile text."""
    drawn = kv.diagram(small, language="fi")
    for place, text in enumerate(TEXTS):
        shown = {"label": text, "title": text, "group": text} if place % 2 else {"label": text, "title": text}
        drawn.add_node(text, x=120 * place, y=-200 - 40 * (place % 3), physics=False, size=8, **shown)
        drawn.add_edge(text, "municipality:091", title=text, label=text)
    drawn.heading = " ".join(TEXTS)
    return drawn


def test_the_diagram_is_drawn_and_nothing_else_happens(opened, real):
    drawn = kv.diagram(real, language="sv")
    page = opened(drawn)
    count, _ = _pixels(page, [])
    assert count > 100
    _assert_tooltip(page, "municipality:091", "Helsingfors")
    assert page.evaluate("document.compatMode") == "CSS1Compat"
    hub = drawn.get_node("network:pienet-kunnat")
    at = page.evaluate("at => drawn.canvasToDOM(at)", {"x": hub["x"], "y": hub["y"]})
    assert _pixels(page, [(at["x"], at["y"])])[1][0] in LIGHT_PALETTE


def test_hostile_texts_are_texts_wherever_they_stand(opened, attacked):
    page = opened(attacked)
    assert page.locator("h1").evaluate("one => one.textContent") == attacked.heading
    for text in TEXTS:
        _assert_tooltip(page, text, text)


def test_hostile_tables_are_texts(opened, small):
    networks = small.networks.assign(name_fi=[TEXTS[place % len(TEXTS)] for place in range(len(small.networks))])
    drawn = kv.diagram(dataclasses.replace(small, networks=networks))
    page = opened(drawn)
    for node in drawn.nodes:
        if node["id"].startswith("network:"):
            _assert_tooltip(page, node["id"], node["title"])


def test_menus_name_nodes_as_they_are_and_do_what_they_say(opened, attacked):
    attacked.select_menu = attacked.filter_menu = attacked.neighborhood_highlight = True
    page = opened(attacked)
    names = page.locator("#select-node option").evaluate_all("all => all.slice(1).map((one) => one.textContent)")
    assert sorted(names) == sorted(
        node["label"] if node["label"] == node["id"] else f"{node['label']} ({node['id']})" for node in attacked.nodes
    )
    before = _pixels(page, [])[0]
    page.locator("#select-node").select_option(value="string <b href>")
    assert page.evaluate("drawn.getSelectedNodes()") == ["string <b href>"]
    faded = page.evaluate("drawn.body.data.nodes.get({ filter: (one) => one.opacity < 1 }).length")
    assert faded == len(attacked.nodes) - 2
    page.locator("#select-reset").click()
    assert page.evaluate("drawn.body.data.nodes.get({ filter: (one) => one.opacity < 1 }).length") == 0
    redrawn(page, 3)
    assert _pixels(page, [])[0] == before
    page.locator("#select-item").select_option("nodes")
    page.locator("#select-property").select_option("title")
    values = page.locator("#select-value option").evaluate_all("all => all.map((one) => one.value)")
    assert set(values) == {node["title"] for node in attacked.nodes}
    page.locator("#select-value").select_option(["__proto__", "Helsinki"])
    page.locator("#filter").click()
    shown = "drawn.body.data.nodes.get({ filter: (one) => !one.hidden }).map((one) => one.id).sort()"
    assert page.evaluate(shown) == ["string __proto__", "string municipality:091"]
    page.locator("#select-item").select_option("edges")
    page.locator("#select-property").select_option("title")
    page.locator("#select-value").select_option(["constructor"])
    page.locator("#filter").click()
    assert page.evaluate(shown) == ["string constructor", "string municipality:091"]
    page.locator("#filter-reset").click()
    assert len(page.evaluate(shown)) == len(attacked.nodes)


@pytest.mark.parametrize("value", ["red;} </style><script>alert(1)</script>", "url(https://example.org/x)", "</style>"])
def test_hostile_looks_change_nothing(opened, small, value):
    drawn = kv.diagram(small)
    drawn.bgcolor = drawn.font_color = drawn.width = drawn.height = value
    drawn.add_node("x", label="x", title="x", color=value, x=0, y=0, shape=value)
    drawn.set_options(json.dumps({"nodes": {"font": {"face": value}, "color": value}, "physics": {"enabled": False}}))
    page = opened(drawn)
    box = page.locator("#mynetwork").bounding_box()
    assert (box["width"], box["height"]) == (1000, 600)
    assert page.locator("#mynetwork").evaluate("one => getComputedStyle(one).backgroundColor") == "rgba(0, 0, 0, 0)"


def test_sizes_and_colours_of_pyvis_are_those_of_the_page(opened, small):
    drawn = kv.diagram(small)
    drawn.width, drawn.height, drawn.bgcolor = "500px", 300, "#222222"
    page = opened(drawn)
    box = page.locator("#mynetwork").bounding_box()
    assert (box["width"], box["height"]) == (500, 300)
    assert page.locator("#mynetwork").evaluate("one => getComputedStyle(one).backgroundColor") == "rgb(34, 34, 34)"


def test_ids_of_pyvis_may_be_numbers(opened, small):
    drawn = kv.diagram(small)
    drawn.add_node(91, title=5, x=0, y=-100, physics=False)
    drawn.add_node("91", title="text", x=60, y=-100, physics=False)
    drawn.add_edge(91, "91")
    page = opened(drawn)
    _assert_tooltip(page, 91, "5")
    _assert_tooltip(page, "91", "text")
    assert page.evaluate("drawn.getConnectedNodes('number 91')") == ["string 91"]


def test_no_key_reaches_what_all_objects_share(opened, small):
    drawn = kv.diagram(small)
    drawn.add_node("x", __proto__={"caught": 1}, constructor={"prototype": {"caught": 1}})
    drawn.set_options(json.dumps({"physics": {"enabled": False}, "nodes": {}}))
    page = opened(drawn)
    assert page.evaluate("({}).caught === undefined")


def test_settings_of_pyvis_are_shown(opened, small):
    drawn = kv.diagram(small)
    drawn.show_buttons(filter_=["physics", "nodes"])
    page = opened(drawn)
    assert page.locator("#config .vis-configuration").count() > 10


def test_a_graph_in_dot_is_drawn(opened, small, tmp_path):
    drawn = kv.diagram(small)
    dot = tmp_path / "graph.dot"
    dot.write_text('digraph { "<img src=x onerror=alert(1)>" -> "</script> \\\\ b"; a [title="<i>t</i>"] }', "utf-8")
    drawn.from_DOT(str(dot))
    page = opened(drawn)
    assert page.evaluate("drawn.body.data.nodes.getIds().sort()") == [
        "string </script> \\\\ b",
        "string <img src=x onerror=alert(1)>",
        "string a",
    ]


def test_a_notebook_shows_it_in_a_frame(browser, attacked):
    page = browser.new_page()
    dialogs: list[str] = []
    asked: list[str] = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    page.on("request", lambda request: asked.append(request.url))
    page.set_content(f"<!DOCTYPE html><title>Notebook</title>{attacked._repr_html_()}")
    frame = page.locator("iframe")
    frame.content_frame.locator("#mynetwork canvas").wait_for()
    assert frame.content_frame.locator("h1").count() == 1
    assert page.locator("body > *").count() == 1
    attacked.heading = ""
    page.set_content(attacked._repr_html_())
    frame.content_frame.locator("#mynetwork canvas").wait_for()
    assert frame.get_attribute("title") == say("fi", "pyvis.title")
    redrawn(page)
    assert (dialogs, asked) == ([], [])
    page.close()
