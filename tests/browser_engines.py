"""Firefox and WebKit as the tests drive them: the same few things are done in each.

Firefox speaks WebDriver BiDi itself; WebKit's driver comes with Debian's package webkit2gtk-driver.
"""

from __future__ import annotations

import base64
import json
import os
import re
import shutil
import subprocess
import tempfile
import threading
import time
import warnings
import zlib
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any

from tests.missing import left_out

# Keys by their names in WebDriver: https://www.w3.org/TR/webdriver2/#keyboard-actions
KEYS = {
    "Enter": "\ue007",
    "Escape": "\ue00c",
    "Tab": "\ue004",
    "ArrowLeft": "\ue012",
    "ArrowUp": "\ue013",
    "ArrowRight": "\ue014",
    "ArrowDown": "\ue015",
    "Home": "\ue011",
}
PATIENCE = 30.0  # seconds
# What makes Firefox quiet, and its window as wide as a desktop.
PREFERENCES = {
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.homepage_override.mstone": "ignore",
    "datareporting.policy.dataSubmissionEnabled": False,
    "toolkit.telemetry.reportingpolicy.firstRun": False,
    "app.update.auto": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "remote.active-protocols": 1,
}


class UnansweredError(Exception):
    """A script threw an error, or its page was left."""


class Engine(ABC):
    """A browser with one page."""

    @abstractmethod
    def goto(self, address: str) -> None:
        """Open an address."""

    @abstractmethod
    def run(self, script: str, *arguments: Any) -> Any:
        """Return what a function in JavaScript returns for some arguments; a promise is waited for."""

    @abstractmethod
    def type(self, text: str) -> None:
        """Type a text where the focus is."""

    def press(self, key: str) -> None:
        """Press a key."""
        self.type(KEYS[key])

    def wait(self, condition: str, *arguments: Any) -> Any:
        """Wait until a function in JavaScript returns something true, and return it."""
        end = time.monotonic() + PATIENCE
        while True:
            # A page that is just being left answers nothing.
            with suppress(UnansweredError):
                if found := self.run(condition, *arguments):
                    return found
            assert time.monotonic() < end, condition
            time.sleep(0.05)


class Firefox(Engine):
    """Firefox over WebDriver BiDi: https://w3c.github.io/webdriver-bidi/."""

    def __init__(self, address: str) -> None:
        import websocket  # noqa: PLC0415 - not in every environment

        self.socket = websocket.create_connection(f"{address}/session", timeout=2 * PATIENCE, suppress_origin=True)
        self.number = 0
        self.ask("session.new", capabilities={})
        self.context = self.ask("browsingContext.create", type="tab")["context"]
        self.ask("browsingContext.setViewport", context=self.context, viewport={"width": 1280, "height": 800})

    def ask(self, method: str, **parameters: Any) -> dict[str, Any]:
        self.number += 1
        self.socket.send(json.dumps({"id": self.number, "method": method, "params": parameters}))
        while True:
            answer = json.loads(self.socket.recv())
            if answer.get("id") == self.number:
                if "error" in answer:
                    raise UnansweredError(answer)
                return answer["result"]

    def goto(self, address: str) -> None:
        self.ask("browsingContext.navigate", context=self.context, url=address, wait="complete")

    def run(self, script: str, *arguments: Any) -> Any:
        call = f"async () => JSON.stringify(await ({script})(...{json.dumps(arguments)}) ?? null)"
        result = self.ask(
            "script.callFunction",
            functionDeclaration=call,
            target={"context": self.context},
            awaitPromise=True,
        )
        if result["type"] != "success":
            raise UnansweredError(result)
        return json.loads(result["result"]["value"])

    def type(self, text: str) -> None:
        actions = [{"type": kind, "value": sign} for sign in text for kind in ("keyDown", "keyUp")]
        source = {"type": "key", "id": "keyboard", "actions": actions}
        self.ask("input.performActions", context=self.context, actions=[source])

    def printed(self) -> bytes:
        """Return the page on sheets of A4, as PDF; WebKit's driver has no such command."""
        sheet = {"width": 21.0, "height": 29.7}
        return base64.b64decode(self.ask("browsingContext.print", context=self.context, page=sheet)["data"])


class WebKit(Engine):
    """WebKitGTK's MiniBrowser over WebDriver."""

    def __init__(self, driver: Any) -> None:
        self.driver = driver
        driver.set_script_timeout(2 * PATIENCE)
        driver.set_window_size(1280, 800)

    def goto(self, address: str) -> None:
        self.driver.get(address)

    def run(self, script: str, *arguments: Any) -> Any:
        call = f"""
            const done = arguments[arguments.length - 1];
            Promise.resolve()
                .then(() => ({script})(...{json.dumps(arguments)}))
                .then((value) => done({{ value: value ?? null }}), (error) => done({{ error: String(error) }}));
        """
        from selenium.common import WebDriverException  # noqa: PLC0415 - not in every environment

        try:
            answer = self.driver.execute_async_script(call)
        except WebDriverException as error:
            raise UnansweredError(error.msg) from error
        if "error" in answer:
            raise UnansweredError(answer)
        return answer["value"]

    def type(self, text: str) -> None:
        from selenium.webdriver import ActionChains  # noqa: PLC0415 - not in every environment

        ActionChains(self.driver).send_keys(text).perform()


def sheets(pdf: bytes) -> int:
    """Return how many sheets a PDF document has; in that of Firefox they are described in a compressed stream."""
    parts = [pdf]
    for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, flags=re.DOTALL):
        with suppress(zlib.error):
            parts.append(zlib.decompress(stream))
    return sum(len(re.findall(rb"/Type\s*/Page\b", part)) for part in parts)


@contextmanager
def firefox(*, dark: bool = False) -> Iterator[Firefox]:
    """Start Firefox and stop it."""
    path = shutil.which("firefox-esr") or shutil.which("firefox")
    if not path:
        left_out("no Firefox found: install it (Debian: apt-get install firefox-esr)")
    settings = {**PREFERENCES, "layout.css.prefers-color-scheme.content-override": 0 if dark else 1}
    with ExitStack() as stack:
        profile = Path(stack.enter_context(tempfile.TemporaryDirectory(ignore_cleanup_errors=True)))
        lines = (f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in settings.items())
        (profile / "user.js").write_text("".join(lines), encoding="utf-8")
        command = [path, "--headless", "--no-remote", "--profile", str(profile), "--remote-debugging-port", "0"]
        process = stack.enter_context(
            subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, encoding="utf-8")
        )
        stack.callback(process.kill)
        assert process.stderr
        address = next(found[1] for line in process.stderr if (found := re.search(r"(ws://\S+)", line)))
        # What it says from now on is nobody's concern, but somebody has to take it.
        threading.Thread(target=process.stderr.read, daemon=True).start()
        engine = Firefox(address)
        stack.callback(engine.socket.close)
        yield engine


@contextmanager
def webkit(*, dark: bool = False) -> Iterator[Engine]:
    """Start WebKitGTK's MiniBrowser on a screen that nobody sees, and stop it."""
    browser = next(Path("/usr/lib").glob("*/webkit2gtk-4*/MiniBrowser"), None)
    if not (browser and shutil.which("WebKitWebDriver") and shutil.which("Xvfb")):
        left_out("no WebKit found: install it (Debian: apt-get install webkit2gtk-driver xvfb)")
    from selenium import webdriver  # noqa: PLC0415 - not in every environment

    with ExitStack() as stack:
        read, write = os.pipe()
        screen = stack.enter_context(
            subprocess.Popen(
                ["Xvfb", "-displayfd", str(write), "-screen", "0", "1400x1000x24", "-nolisten", "tcp"],
                pass_fds=[write],
                stderr=subprocess.DEVNULL,
            )
        )
        stack.callback(screen.kill)
        os.close(write)
        with os.fdopen(read) as numbers:
            display = f":{numbers.readline().strip()}"
        theme = {"GTK_THEME": "Adwaita:dark" if dark else "Adwaita"}
        unshared = {"WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1", "WEBKIT_DISABLE_COMPOSITING_MODE": "1"}
        options = webdriver.WebKitGTKOptions()
        options.binary_location = str(browser)
        options.add_argument("--automation")
        service = webdriver.WebKitGTKService(
            executable_path=shutil.which("WebKitWebDriver"),
            env={**os.environ, "DISPLAY": display, **theme, **unshared},
        )
        with warnings.catch_warnings():
            # Selenium calls its own code in a way that it calls deprecated.
            warnings.simplefilter("ignore", DeprecationWarning)
            driver = webdriver.WebKitGTK(options=options, service=service)
        stack.callback(driver.quit)
        yield WebKit(driver)


ENGINES = {"firefox": firefox, "webkit": webkit}
