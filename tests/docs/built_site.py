"""The documentation as it was built into `docs-site/`; `make docs` runs this after building it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest

import kuntaverkostot as kv
from tests.checks import CHECK, RULES, load_axe
from tests.pages import Element, parsed
from tests.visits import PHONE, WIDE

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PROJECT = Path(__file__).parents[2]
SITE = PROJECT / "docs-site"
PAGES = sorted(path.stem for path in SITE.glob("*.html"))
FOREIGN = re.compile("(https?:|mailto:|//)")
each_page = pytest.mark.parametrize("name", PAGES)


@pytest.fixture(scope="module")
def documents() -> dict[str, Element]:
    return {name: parsed((SITE / f"{name}.html").read_text(encoding="utf-8")) for name in PAGES}


@pytest.fixture(scope="module")
def opened(browser: Browser) -> Iterator[tuple[Page, list[str], list[str]]]:
    """Return a page, what it asks for, and what goes wrong in it."""
    context = browser.new_context(viewport={"width": WIDE[0], "height": WIDE[1]})
    asked: list[str] = []
    wrong: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    context.on("weberror", lambda error: wrong.append(str(error.error)))
    context.on("console", lambda message: wrong.append(message.text))
    yield context.new_page(), asked, wrong
    context.close()


def test_there_is_a_page_for_each_text():
    assert sorted([*(path.stem for path in (PROJECT / "docs").glob("*.md")), "search"]) == PAGES


def test_every_public_name_has_its_place(documents):
    places = _ids(documents["reference"])
    for name in kv.__all__:
        assert places.count(f"kuntaverkostot.{name}") == 1, name


def test_every_notebook_has_a_picture_with_a_text(documents):
    pictures = {picture["src"]: picture["alt"] for picture in documents["gallery"].every("img")}
    for path in sorted((PROJECT / "notebooks").glob("*.ipynb")):
        own = [alt for source, alt in pictures.items() if source.startswith(f"_images/{path.stem}-")]
        assert own, path.name
        assert all(alt.endswith(".") and len(alt) > 30 for alt in own), own
    assert all("http" not in _without_names((SITE / source).read_text(encoding="utf-8")) for source in pictures)


def _without_names(svg: str) -> str:
    return svg.replace("http://www.w3.org/", "")


def test_links_inside_lead_somewhere_and_others_are_links_only(documents):
    places = {f"{name}.html": set(_ids(tree)) for name, tree in documents.items()}
    inside, outside = [], []
    for name, tree in documents.items():
        for element in tree.every():
            for address in filter(None, map(element.attributes.get, ("href", "src"))):
                if FOREIGN.match(address):
                    outside.append((element.tag, address))
                else:
                    path, _, fragment = unquote(address).partition("#")
                    inside.append((path.partition("?")[0] or f"{name}.html", fragment))
    dead = [
        (path, place)
        for path, place in inside
        if not (SITE / path).is_file() or place not in {"", *places.get(path, ())}
    ]
    assert dead == []
    assert len(inside) > 500
    assert len(outside) > 1
    assert {tag for tag, _ in outside} == {"a"}


def _ids(tree: Element) -> list[str]:
    return [element["id"] for element in tree.every(id=True)]


def test_nothing_tells_where_or_when_it_was_built():
    for path in SITE.rglob("*"):
        if path.suffix in {".html", ".js", ".css", ".svg"}:
            text = path.read_text(encoding="utf-8")
            assert str(PROJECT) not in text, path
            assert not re.search(r"last updated", text, flags=re.IGNORECASE), path


def test_the_same_texts_give_the_same_bytes(tmp_path):
    command = [sys.executable, "-m", "sphinx", "--quiet", "--doctree-dir", str(tmp_path / "trees")]
    own = os.environ | {"PYTHONHASHSEED": "7", "LANGUAGE": "sv"}
    subprocess.run([*command, str(PROJECT / "docs"), str(tmp_path / "again")], check=True, env=own)
    assert _files(tmp_path / "again") == _files(SITE)


def _files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@each_page
def test_a_page_asks_for_nothing_foreign_and_axe_finds_nothing(opened, name):
    page, asked, wrong = opened
    address = (SITE / f"{name}.html").as_uri()
    for scheme, size in (("light", WIDE), ("dark", PHONE)):
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": size[0], "height": size[1]})
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
        load_axe(page)
        assert page.evaluate(CHECK, [["html"], [], {}, RULES, False]) == []
    assert [url for url in asked if not url.startswith(SITE.as_uri())] == []
    assert wrong == []


@pytest.mark.parametrize(("name", "language"), [("index", "en"), ("clerk-fi", "fi"), ("clerk-sv", "sv")])
def test_a_page_says_its_language(opened, name, language):
    page, _, _ = opened
    page.goto((SITE / f"{name}.html").as_uri())
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.locator("h1").evaluate("one => one.closest('[lang]').lang") == language


def test_the_keyboard_reaches_the_text_first_and_then_the_search(opened):
    page, _, _ = opened
    page.goto((SITE / "analyst.html").as_uri())
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Skip to the text"
    page.keyboard.press("Enter")
    assert page.locator(":focus").get_attribute("id") == "content"
    page.get_by_label("Search").fill("near_limit")
    page.keyboard.press("Enter")
    page.locator("#search-results a").first.wait_for()
    assert any(
        "reference.html" in link
        for link in page.locator("#search-results a").evaluate_all("all => all.map((one) => one.href)")
    )


def test_the_light_and_the_dark_page_differ(opened):
    page, _, _ = opened
    grounds = set()
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.goto((SITE / "index.html").as_uri())
        grounds.add(page.evaluate("getComputedStyle(document.body).backgroundColor"))
    assert len(grounds) == 2
