"""What matters on the page and on the site, in Firefox and WebKit; the other tests see Chromium."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import kuntaverkostot as kv
from kuntaverkostot.page.document import embed_name, file_name
from kuntaverkostot.text.language import say
from tests.browser_engines import ENGINES, Engine, firefox, sheets
from tests.page.test_folds_browser import MOST_SHEETS

pytestmark = pytest.mark.browser
DRAWN = "() => document.querySelector('html.interactive.whole #canvas canvas')"
ANOTHER = "(before) => { const now = document.activeElement.ariaLabel; return now !== before && now; }"
FOCUSED = "() => document.activeElement.getAttribute('aria-label')"


@pytest.fixture(scope="module", params=ENGINES)
def engine(request) -> Iterator[Engine]:
    with ENGINES[request.param]() as opened:
        yield opened


@pytest.fixture(scope="module")
def folder(small: kv.Dataset, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder with the page, with and without header, and the site."""
    folder = tmp_path_factory.mktemp("engines")
    page = kv.build_page(small, candidates=True)
    page.write(folder / file_name("fi"))
    page.embedded().write(folder / embed_name(file_name("fi")))
    kv.build_site(small).write(folder / "site")
    return folder


@pytest.fixture
def page(engine: Engine, folder: Path) -> Engine:
    """Return the engine with the page in its initial state."""
    _open(engine, folder)
    return engine


def _open(engine: Engine, folder: Path, fragment: str = "") -> None:
    # An address that differs in its fragment alone would not be loaded anew.
    engine.goto("about:blank")
    engine.goto((folder / file_name("fi")).as_uri() + fragment)
    engine.wait(f"() => Boolean(({DRAWN})())")


def _click(engine: Engine, script: str) -> None:
    engine.run(f"() => {{ ({script}).click(); }}")


def _details(engine: Engine, name: str) -> None:
    engine.wait("(name) => document.querySelector('#details h3')?.textContent.includes(name)", name)


def test_the_diagram_is_drawn_in_colours(page):
    colours = page.run(
        """() => {
            const canvas = document.querySelector("#canvas canvas");
            const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
            const seen = new Set();
            for (let place = 0; place < data.length; place += 4)
                if (data[place + 3] === 255) seen.add((data[place] << 16) | (data[place + 1] << 8) | data[place + 2]);
            return seen.size;
        }"""
    )
    assert colours > 30


def test_a_name_is_found_and_chosen_and_its_address_leads_back_to_it(page, folder):
    page.run("() => document.querySelector('#find').focus()")
    page.type("helsingf")
    assert page.wait("() => document.querySelector('.hits button')?.textContent").startswith("Helsinki")
    page.press("Enter")
    _details(page, "Helsinki")
    address = page.run("() => location.hash")
    assert "m-091" in address
    _open(page, folder, address)
    _details(page, "Helsinki")


def test_the_keyboard_walks_along_the_edges(page):
    page.run("() => document.querySelector('.here').focus()")
    page.press("Home")
    first = page.run(FOCUSED)
    page.press("ArrowDown")
    below = page.wait(ANOTHER, first)
    page.press("ArrowRight")
    beside = page.wait(ANOTHER, below)
    page.press("ArrowUp")
    assert page.wait(ANOTHER, beside) == first
    page.press("ArrowDown")
    page.press("Enter")
    page.wait("() => !document.querySelector('#details').hidden")


def test_letters_find_a_name_in_the_diagram(page):
    page.run("() => document.querySelector('.here').focus()")
    page.type("porn")
    assert page.wait("() => document.activeElement.ariaLabel.startsWith('Pornainen')")


def test_a_question_is_answered(page, small):
    page.run(
        """() => {
            const select = document.querySelector("#query [data-network='n-pienet-kunnat']");
            select.value = "all";
            select.dispatchEvent(new Event("change", { bubbles: true }));
        }"""
    )
    held = kv.sharing(kv.incidence(small, kind="municipality"), all_of=["pienet-kunnat"])
    page.wait("() => Boolean(document.querySelector('#query .answer a'))")
    links = page.run("() => [...document.querySelectorAll('#query .answer a')].map((one) => one.hash)")
    assert sorted(links) == sorted(f"#m-{code}" for code in held.index)
    assert "all=pienet-kunnat" in page.run("() => location.hash")


def test_what_folds_opens_by_its_buttons_by_a_link_and_on_paper(page):
    closed = "() => document.querySelectorAll('details:not([open])').length"
    assert page.run(closed) > 3
    _click(page, "document.querySelector('#folds button')")
    assert page.run("() => document.querySelectorAll('#list details:not([open])').length") == 0
    _click(page, "document.querySelectorAll('#folds button')[1]")
    page.run("() => { location.hash = '#m-091'; }")
    assert page.wait("() => document.getElementById('m-091').closest('details').open")
    before = page.run(closed)
    assert before > 3
    page.run("() => dispatchEvent(new Event('beforeprint'))")
    assert page.run(closed) == 0
    page.run("() => dispatchEvent(new Event('afterprint'))")
    assert page.run(closed) == before


def test_on_paper_firefox_opens_all_folds_on_few_sheets(site):
    with firefox() as engine:
        _open(engine, site)
        assert 8 < sheets(engine.printed()) <= MOST_SHEETS
        assert engine.run("() => document.querySelectorAll('details[open]').length") == 0


def test_what_is_downloaded_is_the_table_and_the_picture(page):
    page.run(
        """() => {
            window.saved = [];
            const make = URL.createObjectURL;
            URL.createObjectURL = (blob) => { saved.push(blob); return make.call(URL, blob); };
            for (const button of document.querySelectorAll("#share button")) button.click();
        }"""
    )
    page.wait("() => saved.length >= 4")
    kinds = page.run(
        "async () => Promise.all(saved.map(async (one) => [one.type, (await one.arrayBuffer()).byteLength]))"
    )
    assert {kind.partition(";")[0] for kind, _ in kinds} >= {"image/svg+xml", "image/png", "text/csv"}
    assert min(size for _, size in kinds) > 100


@pytest.mark.parametrize("name", ENGINES)
def test_in_the_dark_the_page_and_the_diagram_are_dark(name, folder):
    with ENGINES[name](dark=True) as engine:
        _open(engine, folder)
        assert engine.run("() => matchMedia('(prefers-color-scheme: dark)').matches")
        assert engine.run("() => getComputedStyle(document.body).backgroundColor") == "rgb(20, 23, 27)"
        engine.goto((folder / "site" / "fi" / "m-091.html").as_uri())
        assert engine.run("() => getComputedStyle(document.body).backgroundColor") == "rgb(20, 23, 27)"


def test_the_site_has_its_style_its_pictures_and_its_search(engine, folder):
    engine.goto((folder / "site" / "fi" / "index.html").as_uri())
    assert engine.wait("() => getComputedStyle(document.querySelector('.bar')).maxWidth === '1280px'")
    engine.run("() => document.querySelector('#find').focus()")
    engine.type("helsingf")
    assert engine.wait("() => document.querySelector('.hits a')?.textContent") == "Helsinki (Helsingfors)"
    engine.press("Enter")
    engine.wait("() => location.pathname.endsWith('m-091.html') && document.readyState === 'complete'")
    assert engine.run("() => document.querySelector('h1').textContent").startswith("Helsinki")
    assert engine.wait("() => [...document.images].every((one) => one.complete && one.naturalWidth > 0)")


def test_a_page_without_header_is_drawn(engine, folder):
    engine.goto((folder / embed_name(file_name("fi"))).as_uri())
    engine.wait(f"() => Boolean(({DRAWN})())")
    assert engine.run("() => document.querySelector('header, footer')") is None
    assert say("fi", "tool.find") in engine.run("() => document.body.textContent")
