"""Watching tables: what a browser shows after each way of saving them."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from click.testing import CliRunner
from openpyxl import Workbook

from kuntaverkostot.cli.commands import main
from kuntaverkostot.cli.watching import BESIDE, times_of
from kuntaverkostot.text.language import say

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROWS = "person,club\nAnn,Choir\nBob,Chess\n"
PATIENCE = 30  # seconds


class Watched:
    """A command that watches tables, and its address."""

    def __init__(self, data: Path, *options: str) -> None:
        command = [sys.executable, "-m", "kuntaverkostot", "watch", "--data", str(data), "--lang", "en", *options]
        # A process group of its own, so that an interrupt reaches it alone.
        self.process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", start_new_session=True
        )
        assert self.process.stdout
        self.address = self.process.stdout.readline().strip()

    def ask(self, path: str, host: str = "") -> tuple[int, bytes]:
        with closing(http.client.HTTPConnection(urlsplit(self.address).netloc, timeout=PATIENCE)) as connection:
            connection.request("GET", path, headers={"Host": host} if host else {})
            answer = connection.getresponse()
            return answer.status, answer.read()


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "clubs.csv"
    path.write_text(ROWS, encoding="utf-8")
    return path


@pytest.fixture
def watched(table: Path) -> Iterator[Watched]:
    watched = Watched(table)
    yield watched
    watched.process.kill()
    watched.process.communicate()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    page = context.new_page()
    page.set_default_timeout(PATIENCE * 1000)
    yield page
    context.close()


def _replace(path: Path, text: str) -> None:
    """Save as Excel and many editors do: another file takes the name."""
    beside = path.with_name(f"~{path.stem}.tmp")
    beside.write_text(text, encoding="utf-8")
    beside.replace(path)


def _delete_and_rename(path: Path, text: str) -> None:
    """Save as some programs do: the old file goes first, so that for a moment there is none."""
    beside = path.with_name("3F2A9C10")
    beside.write_text(text, encoding="utf-8")
    path.unlink()
    time.sleep(0.2)
    beside.rename(path)


def _in_place(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def _shows(page: Page, name: str) -> None:
    page.locator("#list", has_text=name).wait_for(state="attached")


@pytest.mark.parametrize("save", [_in_place, _replace, _delete_and_rename])
def test_the_browser_follows_each_way_of_saving(watched, page, table, save):
    page.goto(watched.address)
    _shows(page, "Bob")
    save(table, f"{ROWS}Cecilia,Chess\n")
    _shows(page, "Cecilia")
    save(table, f"{ROWS}Dagmar,Chess\n")
    _shows(page, "Dagmar")
    assert "Cecilia" not in page.content()


def _save_as_excel(path: Path, rows: str) -> None:
    """Save a workbook as Excel does: into a new file, which takes the name when the old one has given it up."""
    book = Workbook()
    for row in rows.splitlines():
        book.active.append(row.split(","))
    beside, old = path.with_name("5B7C1000"), path.with_name("5B7C1000.tmp")
    book.save(beside)
    if path.exists():
        path.rename(old)
    beside.rename(path)
    old.unlink(missing_ok=True)


def test_a_workbook_is_watched_while_excel_has_it_open(page, tmp_path):
    table = tmp_path / "clubs.xlsx"
    _save_as_excel(table, ROWS)
    watched = Watched(table)
    # Excel says beside the file who has it open, and takes that away when it closes the file.
    owner = table.with_name(f"~${table.name}")
    try:
        page.goto(watched.address)
        _shows(page, "Bob")
        owner.write_bytes(b"\x05Clerk" + b" " * 48 + b"\x05\x00C\x00l\x00e\x00r\x00k" + b" \x00" * 50)
        for name in ("Cecilia", "Dagmar"):
            _save_as_excel(table, f"{ROWS}{name},Chess\n")
            _shows(page, name)
        owner.unlink()
        _save_as_excel(table, "person,club\n")
        wrong = page.locator("#watch").get_by_text(say("en", "check.problems", count=1))
        wrong.wait_for()
        _save_as_excel(table, ROWS.replace("Bob", "Eva"))
        _shows(page, "Eva")
        assert wrong.count() == 0
    finally:
        watched.process.kill()
        watched.process.communicate()


def test_what_is_wrong_in_the_tables_is_on_the_page_until_it_is_right(watched, page, table):
    page.goto(watched.address)
    _shows(page, "Bob")
    _replace(table, "person,club\n")
    panel = page.locator("#watch")
    panel.get_by_text(say("en", "check.problems", count=1)).wait_for()
    assert panel.get_by_text("clubs.csv").count() == 1
    # The last page that could be built is still there.
    _shows(page, "Bob")
    _replace(table, ROWS.replace("Bob", "Eva"))
    _shows(page, "Eva")
    assert panel.get_by_text(say("en", "check.problems", count=1)).count() == 0


def test_the_choice_stays_when_the_page_is_loaded_anew(watched, page, table):
    page.goto(watched.address)
    page.locator("html.interactive.whole #canvas canvas").wait_for()
    page.locator("#find").fill("Ann")
    page.keyboard.press("Enter")
    page.locator("#details h3", has_text="Ann").wait_for()
    _replace(table, f"{ROWS}Cecilia,Chess\n")
    _shows(page, "Cecilia")
    page.locator("#details h3", has_text="Ann").wait_for()


def test_tables_that_are_wrong_from_the_start_are_told_and_may_become_right(page, table):
    table.write_text("person,club\n", encoding="utf-8")
    watched = Watched(table)
    try:
        page.goto(watched.address)
        page.locator("#watch").get_by_text("clubs.csv").wait_for()
        table.write_text(ROWS, encoding="utf-8")
        _shows(page, "Bob")
    finally:
        watched.process.kill()
        watched.process.communicate()


def test_a_folder_of_tables_is_watched(page, small_folder, tmp_path):
    for file in small_folder.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    watched = Watched(tmp_path)
    try:
        page.goto(watched.address)
        _shows(page, "Helsinki")
        table = tmp_path / "municipalities.csv"
        _replace(table, table.read_text(encoding="utf-8").replace("Helsinki", "Helsinkilä"))
        _shows(page, "Helsinkilä")
    finally:
        watched.process.kill()
        watched.process.communicate()


def test_only_this_machine_reaches_it_under_its_own_name(watched):
    port = urlsplit(watched.address).port
    assert watched.address == f"http://127.0.0.1:{port}/"
    assert watched.ask("/kuntaverkostot.en.html")[0] == 200
    assert watched.ask("/kuntaverkostot.en.html", host=f"localhost:{port}")[0] == 200
    assert watched.ask("/kuntaverkostot.en.html", host=f"example.org:{port}")[0] == 403
    assert watched.ask("/events", host="example.org")[0] == 403
    for path in ("/../clubs.csv", "/clubs.csv", "/%2e%2e/clubs.csv", "//etc/passwd"):
        assert watched.ask(path)[0] == 404
    # A server for everybody would answer at each of these; the first is an address of every Linux machine.
    named = {info[4][0] for info in socket.getaddrinfo(socket.gethostname(), port, socket.AF_INET)}
    for host in {"127.0.0.2", *named} - {"127.0.0.1"}:
        with pytest.raises(OSError, match=r"refused|timed out|assign"):
            socket.create_connection((host, port), timeout=5)


def test_an_interrupt_ends_it_well_even_while_a_browser_waits(watched, page):
    page.goto(watched.address)
    _shows(page, "Bob")
    os.kill(watched.process.pid, signal.SIGINT)
    _, told = watched.process.communicate(timeout=PATIENCE)
    assert watched.process.returncode == 0
    assert "Traceback" not in told


def _soon(holds) -> bool:
    """Whether something holds before patience ends."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if holds():
            return True
        time.sleep(0.2)
    return False


def test_refused_rows_are_those_of_the_last_saved_tables(table, tmp_path):
    refused = tmp_path / "refused.csv"
    table.write_text(f"{ROWS}Cid,\n", encoding="utf-8")
    watched = Watched(table, "--partial", "--refused", str(refused))
    try:
        first = refused.read_bytes()
        assert first.count(b"Cid") == 1
        table.write_text(f"{ROWS}Dan,\n", encoding="utf-8")
        assert _soon(lambda: b"Dan" in refused.read_bytes())
        assert b"Cid" not in refused.read_bytes()
        table.write_text(ROWS, encoding="utf-8")
        assert _soon(lambda: not refused.exists())
    finally:
        watched.process.kill()
        watched.process.communicate()


def test_tables_that_were_saved_while_they_were_read_are_read_again(table, tmp_path):
    before = times_of(tmp_path)
    assert before == {"clubs.csv": times_of(table)["clubs.csv"]}
    os.utime(table, ns=(0, before["clubs.csv"] + 1))
    assert times_of(tmp_path) != before


def test_what_stands_beside_a_table_for_a_moment_is_none():
    beside = ["~$clubs.xlsx", ".~lock.clubs.ods#", ".clubs.csv.swp", "clubs.tmp", "clubs.csv~", "clubs.csv.part"]
    assert [name for name in beside if not BESIDE.search(name)] == []
    assert [name for name in ("clubs.xlsx", "networks.csv", "a~b.csv") if BESIDE.search(name)] == []


def test_a_port_that_is_taken_and_one_that_is_none_are_told(table):
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        done = CliRunner().invoke(main, ["watch", str(table), "--lang", "en", "--port", str(port)])
        assert (done.exit_code, done.stdout) == (1, "")
        assert done.stderr.startswith(f"The port {port} could not be opened: ")
    done = CliRunner().invoke(main, ["watch", str(table), "--lang", "en", "--port", "99999"])
    assert done.exit_code == 2
    assert done.stderr.startswith("--port: the value is a number from 0 to 65535; the given value is 99999")


def test_without_watchfiles_the_command_says_how_to_get_it(table, monkeypatch):
    monkeypatch.setitem(sys.modules, "watchfiles", None)
    done = CliRunner().invoke(main, ["watch", str(table), "--lang", "sv"])
    assert (done.exit_code, done.stdout) == (1, "")
    assert "pip install 'kuntaverkostot[watch]'" in done.stderr
