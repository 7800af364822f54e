"""The page in a frame of another site, which has an address and a policy of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

import kuntaverkostot as kv
from kuntaverkostot.cli.commands import main
from kuntaverkostot.page.document import FIT_SCRIPT, embed_name, file_name
from kuntaverkostot.text.language import LANGUAGES
from tests.checks import CHECK, RULES, load_axe
from tests.pages import parsed
from tests.servers import served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

NAME = embed_name(file_name("fi"))


@pytest.fixture(scope="module")
def exported(small_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("embedded")
    done = CliRunner().invoke(main, ["export", "--data", str(small_folder), "--out", str(folder), "--embed"])
    names = [*(embed_name(file_name(language)) for language in LANGUAGES), FIT_SCRIPT]
    assert (done.exit_code, done.stdout.splitlines()) == (0, [str(folder / name) for name in names])
    return folder


@pytest.fixture(scope="module")
def foreign(exported: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of another site, whose policy allows its own scripts and frames of the site of the page."""
    folder = tmp_path_factory.mktemp("foreign")
    (folder / FIT_SCRIPT).write_bytes((exported / FIT_SCRIPT).read_bytes())
    with served(exported) as own:
        frame = f'<iframe src="{own}/{NAME}" title="Verkostot" width="100%" height="300"></iframe>'
        for name, script in (("fit", f'<script src="{FIT_SCRIPT}" defer></script>'), ("plain", "")):
            page = f"<!DOCTYPE html><html lang=fi><title>x</title>{script}<h1>x</h1>{frame}"
            (folder / f"{name}.html").write_text(page, encoding="utf-8")
        policy = f"default-src 'none'; script-src 'self'; frame-src {own}"
        with served(folder, lambda _: {"Content-Security-Policy": policy}) as address:
            yield address


@pytest.fixture
def opened(browser: Browser) -> Iterator[Page]:
    """Return an empty page of the browser; nothing may go wrong in it."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    wrong: list[str] = []
    context.on("weberror", lambda error: wrong.append(str(error.error)))
    # No site here has an icon.
    context.on(
        "console", lambda message: wrong.append(message.text) if "favicon" not in str(message.location) else None
    )
    yield context.new_page()
    context.close()
    assert wrong == []


def _drawn(page: Page, address: str):
    page.goto(address)
    frame = page.frame_locator("iframe")
    frame.locator("html.interactive.whole #canvas canvas").wait_for()
    return frame


def _fits(page: Page) -> bool:
    """Return whether the frame is as high as the page in it."""
    inner = page.frames[1].evaluate("[document.documentElement.scrollHeight, innerHeight]")
    return inner[0] <= inner[1] <= inner[0] + 1


def test_it_has_neither_header_nor_footer_but_a_heading_for_those_who_listen(small, exported):
    whole = kv.build_page(small)
    root = parsed((exported / NAME).read_text(encoding="utf-8"))
    assert whole.embedded().html == (exported / NAME).read_text(encoding="utf-8")
    assert list(root.every("header", "footer")) == []
    assert root.one("h1").text == parsed(whole.html).one("h1").text
    assert root.one("h1").has("class", "unseen")
    assert root.one("meta", name="robots")["content"] == "noindex"
    assert list(root.every("link", rel="alternate")) == []
    assert {item.attributes.get("id") for item in root.one("main").every(id=True)} == {
        item.attributes.get("id") for item in parsed(whole.html).one("main").every(id=True)
    }


def test_the_frame_becomes_as_high_as_the_page_and_stays_so(opened, foreign):
    frame = _drawn(opened, f"{foreign}/fit.html")
    opened.wait_for_function("document.querySelector('iframe').clientHeight > 600")
    opened.wait_for_timeout(300)
    assert _fits(opened)
    before = opened.locator("iframe").bounding_box()["height"]
    frame.locator("#list summary").first.click()
    opened.wait_for_function("(before) => document.querySelector('iframe').clientHeight > before", arg=before)
    opened.wait_for_timeout(300)
    assert _fits(opened)
    opened.set_viewport_size({"width": 390, "height": 800})
    opened.wait_for_timeout(600)
    assert _fits(opened)


def test_what_is_chosen_shows_in_the_frame_and_nothing_is_asked_of_the_site_around_it(opened, foreign):
    frame = _drawn(opened, f"{foreign}/fit.html")
    frame.locator("#find").fill("Helsinki")
    frame.locator("#find").press("Enter")
    frame.locator("#details h3", has_text="Helsinki").wait_for()
    assert opened.url == f"{foreign}/fit.html"


def test_without_the_script_the_frame_keeps_its_height_and_the_page_works(opened, foreign):
    frame = _drawn(opened, f"{foreign}/plain.html")
    frame.locator("#find").fill("Helsinki")
    frame.locator("#find").press("Enter")
    frame.locator("#details h3", has_text="Helsinki").wait_for()
    assert opened.locator("iframe").bounding_box()["height"] == pytest.approx(304, abs=4)


@pytest.mark.parametrize("message", ["null", "1", "{}", "{type}", "{type, height: -5}", "{type, height: NaN}"])
def test_a_message_that_is_none_changes_nothing(opened, foreign, message):
    _drawn(opened, f"{foreign}/fit.html")
    opened.wait_for_function("document.querySelector('iframe').clientHeight > 600")
    before = opened.locator("iframe").bounding_box()["height"]
    opened.frames[1].evaluate(f"(type) => parent.postMessage({message}, '*')", "kuntaverkostot:height")
    opened.evaluate(f"(type) => postMessage({message}, '*')", "kuntaverkostot:height")
    opened.wait_for_timeout(100)
    assert opened.locator("iframe").bounding_box()["height"] == before


def test_a_page_that_is_not_for_frames_tells_nobody_its_height(opened, small, tmp_path):
    kv.build_page(small).write(tmp_path / "page.html")
    listen = "window.heard = []; addEventListener('message', (event) => heard.push(event.data))"
    host = f"<!DOCTYPE html><html lang=fi><title>x</title><script>{listen}</script><iframe src=page.html></iframe>"
    (tmp_path / "host.html").write_text(host, encoding="utf-8")
    with served(tmp_path) as address:
        _drawn(opened, f"{address}/host.html")
        opened.wait_for_timeout(300)
        assert opened.evaluate("heard") == []


def test_axe_finds_nothing(opened, exported):
    opened.goto((exported / NAME).as_uri())
    opened.locator("html.interactive.whole #canvas canvas").wait_for()
    load_axe(opened)
    assert opened.evaluate(CHECK, [["html"], [], {}, RULES]) == []
