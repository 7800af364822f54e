"""JupyterLab as the tests run it: on a folder of notebooks, seen through Chromium, with no way to the internet."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urlsplit

import nbformat

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

T = TypeVar("T")

TOKEN = "loopback"  # noqa: S105 - of a server that only this machine sees, for as long as the test runs
PATIENCE = 120  # seconds


@contextmanager
def jupyterlab(folder: Path, home: Path, *, module: str = "jupyterlab") -> Iterator[str]:
    """Start JupyterLab, or Notebook 7, on a folder, yield its address, and stop it; a failure tells what it said."""
    settings = home / "config" / "labconfig" / "page_config.json"
    settings.parent.mkdir(parents=True)
    # It would ask on the internet for news.
    settings.write_text('{"disabledExtensions": {"@jupyterlab/apputils-extension:announcements": true}}', "utf-8")
    notebook = home / "settings" / "@jupyterlab" / "notebook-extension" / "tracker.jupyterlab-settings"
    notebook.parent.mkdir(parents=True)
    # By default JupyterLab 4.2 has only the cells in view in the document; the others could not be counted.
    notebook.write_text('{"windowingMode": "none"}', "utf-8")
    own = {f"JUPYTER_{kind.upper()}_DIR": str(home / kind) for kind in ("config", "data", "runtime")}
    own |= {f"JUPYTERLAB_{kind.upper()}_DIR": str(home / kind) for kind in ("settings", "workspaces")}
    command = [
        *(sys.executable, "-m", module, "--no-browser", "--allow-root"),
        *("--ServerApp.ip=127.0.0.1", "--ServerApp.port=0", f"--ServerApp.root_dir={folder}"),
        *(f"--IdentityProvider.token={TOKEN}", "--LabApp.extension_manager=readonly"),
        *("--LabApp.news_url=None", "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate"),
    ]
    log = home / "log"
    with (
        log.open("wb") as said,
        subprocess.Popen(
            command, cwd=home, env={**os.environ, **own, "IPYTHONDIR": str(home)}, stdout=said, stderr=said
        ) as server,
    ):
        try:
            yield _address(server, home / "runtime")
        except BaseException as failure:
            failure.add_note(f"JupyterLab said:\n{log.read_text(encoding='utf-8', errors='replace')}")
            raise
        finally:
            server.terminate()  # it stops its kernels, too
            try:
                server.wait(timeout=30)
            except subprocess.TimeoutExpired:
                server.kill()


def _address(server: subprocess.Popen[bytes], runtime: Path) -> str:
    """Return where a server is, as it writes into a file once it listens."""

    def look() -> str | None:
        assert server.poll() is None, "JupyterLab ended at once"
        for path in runtime.glob("jpserver-*.json"):
            with suppress(json.JSONDecodeError):  # half written
                return json.loads(path.read_text(encoding="utf-8"))["url"]
        return None

    return patiently(look, pause=lambda: time.sleep(0.2), what="JupyterLab did not start")


def patiently(look: Callable[[], T | None], *, pause: Callable[[], None], what: str) -> T:
    end = time.monotonic() + PATIENCE
    while (found := look()) is None:
        assert time.monotonic() < end, what
        pause()
    return found


@contextmanager
def laboratory(browser: Browser, address: str) -> Iterator[tuple[Page, list[str]]]:
    """Open a window that reaches the server only, and yield it with the addresses outside that it asked for."""
    outside: list[str] = []

    def let_pass(route: Route) -> None:
        if urlsplit(route.request.url).netloc == urlsplit(address).netloc:
            route.continue_()
        else:
            outside.append(route.request.url)
            route.abort()

    with browser.new_context(viewport={"width": 1280, "height": 1000}) as context:
        context.set_default_timeout(PATIENCE * 1000)
        context.route(re.compile("^(https?|wss?):"), let_pass)
        yield context.new_page(), outside


def write_notebook(path: Path, sources: Sequence[str]) -> None:
    """Write a notebook of code cells."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in sources])
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(notebook, path)


def errors_of(page: Page) -> list[str]:
    """Return a list to which the errors of a page are added as they come."""
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    return errors


def choose_theme(page: Page, name: str) -> None:
    page.get_by_role("menuitem", name="Settings", exact=True).click()
    page.locator(".lm-Menu-item:visible", has_text=re.compile(r"^Theme\s*$")).hover()
    page.locator(".lm-Menu-item:visible", has_text=re.compile(rf"^{name}\s*$")).click()


def run_all_cells(lab: Page, count: int) -> None:
    idle = lab.get_by_text(re.compile(r"^Python 3.* \| Idle$"))
    idle.wait_for()
    lab.get_by_role("menuitem", name="Run", exact=True).click()
    lab.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    ran = lab.locator(".jp-InputPrompt", has_text=re.compile(r"^\[\d+\]:$"))
    # An error ends the run; it and a warning are told at once.
    failed = lab.locator('[data-mime-type="application/vnd.jupyter.stderr"]')
    ran.nth(count - 1).or_(failed).first.wait_for(state="attached")
    assert failed.all_inner_texts() == []
    idle.wait_for()
