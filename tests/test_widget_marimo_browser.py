"""The explorer in marimo: it shows, either side hears the other, and its theme is that of the notebook."""

from __future__ import annotations

import importlib.util
import os
import socket
import subprocess
import sys
import time
from contextlib import closing

import pytest

from tests.lab import errors_of, laboratory, patiently
from tests.missing import left_out

NOTEBOOK = """
import marimo

app = marimo.App()


@app.cell
def _():
    import kuntaverkostot as kv
    import marimo as mo

    explorer = kv.explore(kv.load_dataset())
    view = mo.ui.anywidget(explorer)
    view
    return explorer, mo, view


@app.cell
def _(explorer, mo):
    mo.ui.button(label="choose Salo", on_click=lambda _: explorer.select("Salo"))
    return


@app.cell
def _(explorer, mo, view):
    mo.md(f"Python has: {', '.join(explorer.selection['name'])} of {len(view.value)} traits")
    return
"""
SYSTEM_THEME = '[tool.marimo.display]\ntheme = "system"\n'


@pytest.fixture(scope="module")
def marimo(browser, tmp_path_factory):
    if not importlib.util.find_spec("marimo"):
        left_out("marimo is not installed: make env")
    folder = tmp_path_factory.mktemp("marimo")
    (folder / "explorer.py").write_text(NOTEBOOK, "utf-8")
    (folder / "pyproject.toml").write_text(SYSTEM_THEME, "utf-8")
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        port = free.getsockname()[1]
    own = {name: str(folder / name) for name in ("HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME")}
    command = [sys.executable, "-m", "marimo", "-q", "run", "explorer.py", "--headless", "--no-token", f"--port={port}"]
    log = folder / "log"
    with (
        log.open("wb") as said,
        subprocess.Popen(command, cwd=folder, env={**os.environ, **own}, stdout=said, stderr=said) as server,
    ):
        try:
            address = f"http://127.0.0.1:{port}/"
            patiently(lambda: _listens(server, port), pause=lambda: time.sleep(0.2), what="marimo did not start")
            with laboratory(browser, address) as (page, outside):
                errors = errors_of(page)
                page.goto(address)
                page.locator(".kuntaverkostot-explorer canvas").wait_for()
                yield page
                assert outside == []
                assert errors == []
        except BaseException as failure:
            failure.add_note(f"marimo said:\n{log.read_text(encoding='utf-8', errors='replace')}")
            raise
        finally:
            server.terminate()
            try:
                server.wait(timeout=30)
            except subprocess.TimeoutExpired:
                server.kill()


def _listens(server, port):
    assert server.poll() is None, "marimo ended at once"
    with closing(socket.socket()) as one:
        return True if one.connect_ex(("127.0.0.1", port)) == 0 else None


def test_a_choice_in_marimo_comes_to_python(marimo):
    field = marimo.locator(".kuntaverkostot-explorer input[type=search]")
    field.fill("Loviisa")
    field.press("Enter")
    marimo.get_by_text("Python has: Loviisa of").wait_for()


def test_python_moves_the_view_in_marimo(marimo):
    marimo.get_by_role("button", name="choose Salo").click()
    marimo.locator(".kuntaverkostot-explorer").get_by_role("heading", name="Salo").wait_for()


def test_the_theme_is_that_of_marimo(marimo):
    ground = "element => getComputedStyle(element.shadowRoot.querySelector('.widget')).backgroundColor"
    view = marimo.locator(".kuntaverkostot-explorer")
    found = []
    for scheme in ("light", "dark", "light"):
        marimo.emulate_media(color_scheme=scheme)
        marimo.locator(f"body.{scheme}").wait_for()
        marimo.wait_for_timeout(100)
        found.append(view.evaluate(ground))
    assert found[0] == found[2] != found[1]
