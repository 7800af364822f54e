from __future__ import annotations

import threading
from collections.abc import Iterator
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

import kuntaverkostot as kv
from kuntaverkostot.cli.commands import main
from kuntaverkostot.page.document import file_name
from kuntaverkostot.page.headers import HEADERS_FILE, headers_text
from kuntaverkostot.text.language import LANGUAGES
from tests.pages import parsed

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

NAMES = [file_name(language) for language in LANGUAGES]
FRAMES = "frames.html"


def _export(*arguments: object) -> Result:
    done = CliRunner().invoke(main, ["export", *map(str, arguments)])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done


def _stated(path: Path) -> dict[str, dict[str, str]]:
    """Read the headers back by the name of the page, as whoever copies them does."""
    stated: dict[str, dict[str, str]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("  "):
            name, _, value = line.strip().partition(": ")
            stated[list(stated)[-1]][name] = value
        elif line and not line.startswith("#"):
            stated[line] = {}
    return stated


@pytest.fixture(scope="module")
def exported(small_folder, tmp_path_factory) -> Path:
    """Return a folder with the three pages and their headers."""
    folder = tmp_path_factory.mktemp("exported")
    done = _export("--data", small_folder, "--out", folder, "--headers")
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [str(folder / name) for name in [*NAMES, HEADERS_FILE]]
    return folder


def test_the_policy_is_that_of_the_page_and_who_may_frame_it(exported):
    stated = _stated(exported / HEADERS_FILE)
    assert list(stated) == NAMES
    for name, headers in stated.items():
        root = parsed((exported / name).read_text(encoding="utf-8"))
        own = root.one("meta", http_equiv="Content-Security-Policy")["content"]
        assert "frame-ancestors" not in own
        assert headers == {
            "Content-Security-Policy": f"{own}; frame-ancestors 'self'",
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": root.one("meta", name="referrer")["content"],
        }


def test_a_page_knows_its_headers(small, exported):
    made = {file_name(page.language): page.headers for page in kv.build_pages(small)}
    assert made == _stated(exported / HEADERS_FILE)
    assert (exported / HEADERS_FILE).read_bytes() == headers_text(made, language="fi").encode("utf-8")


def test_a_header_is_one_line_of_ascii(exported):
    text = (exported / HEADERS_FILE).read_text(encoding="utf-8")
    assert text.endswith("\n")
    assert [line for line in text.splitlines() if not (line.startswith("# ") or line.isascii())] == []
    assert max(len(line) for line in text.splitlines()) < 1000


NOTES = {
    "fi": [
        "# Verkkopalvelimen vastausotsakkeet näille sivuille, kopioitaviksi palvelimen asetuksiin.",
        "# Turvakäytännöt koskevat vain näitä tiedostoja: kun sivut tehdään uudelleen, kopioi otsakkeet uudelleen.",
        (
            "# Sivusto, joka saa näyttää sivun kehyksessä, lisätään sanan 'self' perään, esimerkiksi: "
            "frame-ancestors 'self' https://example.org"
        ),
    ],
    "sv": [
        "# Webbserverns svarshuvuden för de här sidorna, att kopiera till serverns inställningar.",
        "# Säkerhetspolicyerna gäller bara de här filerna: när sidorna görs på nytt ska huvudena kopieras på nytt.",
        (
            "# En webbplats som får visa sidan i en ram läggs till efter ordet 'self', till exempel: "
            "frame-ancestors 'self' https://example.org"
        ),
    ],
    "en": [
        "# Response headers of these pages, to copy into the configuration of the web server.",
        "# Policies hold for these files only: when the pages are regenerated, copy the headers again.",
        (
            "# A site that may show a page in a frame of its own comes after 'self', such as: "
            "frame-ancestors 'self' https://example.org"
        ),
    ],
}


@pytest.mark.parametrize("language", [*LANGUAGES, "all"])
def test_what_they_are_is_said_in_the_language_of_messages(small_folder, tmp_path, language):
    _export("--data", small_folder, "--out", tmp_path, "--headers", "--lang", language)
    lines = (tmp_path / HEADERS_FILE).read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line.startswith("#")] == lines[:3] == NOTES[language.replace("all", "fi")]


def test_only_the_pages_that_are_written_are_told_of(small_folder, exported, tmp_path):
    _export("--data", small_folder, "--out", tmp_path, "--headers", "--lang", "sv")
    name = file_name("sv")
    assert sorted(path.name for path in tmp_path.iterdir()) == [HEADERS_FILE, name]
    assert _stated(tmp_path / HEADERS_FILE) == {name: _stated(exported / HEADERS_FILE)[name]}


def test_headers_are_written_when_asked_for_and_replaced_when_asked_for(small_folder, tmp_path):
    _export("--data", small_folder, "--out", tmp_path, "--lang", "fi")
    assert [path.name for path in tmp_path.iterdir()] == [file_name("fi")]
    (tmp_path / file_name("fi")).unlink()
    there = tmp_path / HEADERS_FILE
    there.write_text("mine", encoding="utf-8")
    done = _export("--data", small_folder, "--out", tmp_path, "--lang", "fi", "--headers")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == f"{there} on jo olemassa; --overwrite korvaa sen\n"
    assert [path.name for path in tmp_path.iterdir()] == [HEADERS_FILE]
    assert there.read_text(encoding="utf-8") == "mine"
    done = _export("--data", small_folder, "--out", tmp_path, "--lang", "fi", "--headers", "--overwrite")
    assert (done.exit_code, list(_stated(there))) == (0, [file_name("fi")])


@pytest.fixture(scope="module")
def port(exported) -> Iterator[int]:
    """Port of a server on this machine that serves the pages with their headers."""
    stated = _stated(exported / HEADERS_FILE)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            name = self.path.removeprefix("/")
            if name == FRAMES:
                here = f"http://127.0.0.1:{self.server.server_address[1]}/{NAMES[0]}"
                self._answer(f'<!DOCTYPE html><title>x</title><iframe src="{here}"></iframe>'.encode(), {})
            elif name in stated:
                self._answer((exported / name).read_bytes(), stated[name])
            else:
                # Browsers ask for an icon of the site, too.
                self._answer(b"", {}, HTTPStatus.NO_CONTENT)

        def _answer(self, body: bytes, headers: dict[str, str], status: HTTPStatus = HTTPStatus.OK) -> None:
            self.send_response(status)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            for header, value in headers.items():
                self.send_header(header, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server.server_address[1]
        server.shutdown()
        thread.join()


@pytest.fixture
def opened(browser: Browser) -> Iterator[tuple[Page, list[str]]]:
    """Return an empty page of the browser, and what goes wrong in it."""
    context = browser.new_context()
    wrong: list[str] = []
    context.on("weberror", lambda error: wrong.append(str(error.error)))
    context.on("console", lambda message: wrong.append(message.text))
    yield context.new_page(), wrong
    context.close()


def test_the_page_works_when_it_is_served_with_its_headers(opened, port, exported):
    page, wrong = opened
    answer = page.goto(f"http://127.0.0.1:{port}/{NAMES[0]}")
    stated = {header.lower(): value for header, value in _stated(exported / HEADERS_FILE)[NAMES[0]].items()}
    assert stated.items() <= answer.all_headers().items()
    page.locator("html.interactive #canvas canvas").wait_for()
    page.get_by_role("link", name="På svenska").click()
    page.locator("html.interactive #canvas canvas").wait_for()
    assert page.url == f"http://127.0.0.1:{port}/{NAMES[1]}"
    page.locator("#find").fill("Helsingfors")
    page.locator("#find").press("Enter")
    page.locator("#details h3", has_text="Helsingfors").wait_for()
    assert wrong == []


@pytest.mark.parametrize(("host", "shown"), [("127.0.0.1", True), ("localhost", False)])
def test_only_its_own_site_may_show_it_in_a_frame(opened, port, host, shown):
    page, wrong = opened
    page.goto(f"http://{host}:{port}/{FRAMES}")
    frame = page.frames[1]
    if shown:
        frame.locator("html.interactive #canvas canvas").wait_for()
        assert wrong == []
    else:
        assert frame.locator("#canvas").count() == 0
        assert [message for message in wrong if "frame-ancestors" in message] != []
