"""What a screen reader says of the page: Orca reads it in Firefox, and its words are kept to be read.

Called by `make speech` on Debian with firefox-esr, orca, xvfb, xdotool, dbus-x11, at-spi2-core and speech-dispatcher.
The transcripts stand beside the snapshots, in tests/snapshots/speech.<language>.txt: read one before you change it.
This is no test: when exactly Orca says something depends on the machine, so words may come a step later.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import kuntaverkostot as kv
from kuntaverkostot.page.document import file_name
from kuntaverkostot.text.language import LANGUAGES, say

HERE = Path(__file__).parents[1]
SNAPSHOTS = HERE / "snapshots"
PROGRAMS = ("firefox-esr", "orca", "Xvfb", "xvfb-run", "xdotool", "dbus-run-session")
INSIDE = "KUNTAVERKOSTOT_SPEECH_INSIDE"
REGISTRY = Path("/usr/libexec/at-spi-bus-launcher")
SAID = re.compile(r"SPEECH OUTPUT: '(.*)'\s*\{")
# Orca says which key was pressed.
ECHO = re.compile(
    r"(?:left |right )?(?:control|shift|alt|tab|return|space|escape|home|end|up|down|left|right|backspace|.) ?"
)
QUIET, PATIENCE, START = 0.8, 8.0, 14.0  # seconds
FLUSH = 5  # keys that nobody hears
MOST_TABS = 40
PREFERENCES = {
    "browser.shell.checkDefaultBrowser": "false",
    "browser.startup.homepage_override.mstone": '"ignore"',
    "browser.aboutwelcome.enabled": "false",
    "datareporting.policy.dataSubmissionEnabled": "false",
    "network.captive-portal-service.enabled": "false",
    "accessibility.force_disabled": "-1",
}


class Reader:
    """Orca, from whose log its words are taken."""

    def __init__(self, log: Path) -> None:
        self.log, self.seen = log, 0

    def words(self) -> list[str]:
        """Return what was said since the last call, once nothing more is said for a moment."""
        time.sleep(QUIET)
        # Orca writes its log when there is enough of it, and it tells much of each key.
        subprocess.run(["xdotool", "key", "--delay", "40", *["Shift_L"] * FLUSH], check=True)
        started, size, changed = time.monotonic(), -1, time.monotonic()
        while time.monotonic() - started < PATIENCE:
            now = self.log.stat().st_size if self.log.exists() else 0
            if now != size:
                size, changed = now, time.monotonic()
            elif time.monotonic() - changed > QUIET:
                break
            time.sleep(0.1)
        text = self.log.read_text(encoding="utf-8", errors="replace") if self.log.exists() else ""
        said, self.seen = SAID.findall(text[self.seen :]), len(text)
        return [line.strip() for line in said if line.strip() and not ECHO.fullmatch(line)]


class Walk:
    """Presses keys and writes down what is said."""

    def __init__(self, reader: Reader) -> None:
        self.reader, self.lines = reader, list[str]()

    def part(self, title: str) -> None:
        """Begin a part of the transcript."""
        self.lines += ["", f"# {title}", ""]

    def press(self, *keys: str) -> list[str]:
        """Press keys one after the other; return what was said of the last."""
        said: list[str] = []
        for key in keys:
            subprocess.run(["xdotool", "key", "--clearmodifiers", key], check=True)
            said = self.reader.words()
            self.lines += [f"{key}", *(f"    {line}" for line in said)]
        return said

    def type(self, text: str) -> None:
        """Type a text."""
        subprocess.run(["xdotool", "type", "--delay", "120", text], check=True)
        said = self.reader.words()
        self.lines += [f"type {text}", *(f"    {line}" for line in said)]

    def until(self, wanted: str, key: str = "Tab") -> None:
        """Press a key until something is said; note only where it is."""
        passed: list[str] = []
        for _ in range(MOST_TABS):
            subprocess.run(["xdotool", "key", "--clearmodifiers", key], check=True)
            said = self.reader.words()
            if any(wanted in line for line in said):
                self.lines += [f"{key} until: {wanted}", *(f"    {line}" for line in said)]
                return
            passed += said
        raise SystemExit(f"{wanted!r} was never said, but {passed}")


def walked(walk: Walk, language: str) -> None:
    """Go through headings, search, diagram, a fold and a question."""

    def text(key: str, **values: object) -> str:
        return say(language, key, **values)

    walk.part("Headings")
    walk.press("ctrl+Home", "h", "h", "h", "2", "2")
    walk.part("Search")
    walk.press("ctrl+Home")
    walk.until(text("tool.find"))
    walk.type({"fi": "helsinki", "sv": "helsingfors", "en": "helsinki"}[language])
    walk.press("Return")
    walk.part("Diagram")
    # The node that has the focus, by its place among its neighbours: 2 / 13.
    walk.until(" / ")
    walk.press("Home", "Down", "Right", "Up", "Return")
    walk.part("A fold")
    walk.press("Escape", "ctrl+Home")
    walk.until(text("page.open_all"))
    walk.press("Tab", "Tab", "Return")
    walk.part("A question")
    walk.until(text("page.overlaps"))
    walk.press("Return")
    walk.until(text("query.option_free"))
    walk.press("Down")


def _begin(stack: ExitStack, command: list[str]) -> None:
    """Start a program, which ends with the stack."""
    silent = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = stack.enter_context(subprocess.Popen(command, **silent))
    stack.callback(process.terminate)


def inside(folder: Path, languages: list[str]) -> None:
    """Walk through the page in each language, on a screen and a bus of its own."""
    with ExitStack() as stack:
        _begin(stack, [str(REGISTRY), "--launch-immediately"])
        time.sleep(2)
        for language in languages:
            with ExitStack() as shown:
                walk = Walk(_opened(shown, folder, language))
                path = SNAPSHOTS / f"speech.{language}.txt"
                try:
                    walked(walk, language)
                finally:
                    path.write_text("\n".join(walk.lines).strip() + "\n", encoding="utf-8")
                print(path, flush=True)


def _opened(stack: ExitStack, folder: Path, language: str) -> Reader:
    """Open the page in Firefox, and start Orca, which reads it."""
    profile, log = folder / f"profile-{language}", folder / f"orca-{language}.log"
    profile.mkdir()
    lines = (f'user_pref("{name}", {value});\n' for name, value in PREFERENCES.items())
    (profile / "user.js").write_text("".join(lines), encoding="utf-8")
    address = (folder / file_name(language)).as_uri()
    _begin(stack, ["firefox-esr", "--no-remote", "--profile", str(profile), "--new-window", address])
    time.sleep(START)
    _begin(stack, ["orca", "--replace", "--disable", "braille", f"--debug-file={log}"])
    time.sleep(START)
    find = ["xdotool", "search", "--onlyvisible", "--class", "firefox"]
    windows = subprocess.run(find, check=True, capture_output=True, text=True).stdout.split()
    subprocess.run(["xdotool", "windowfocus", windows[0]], check=True)
    reader = Reader(log)
    reader.words()
    return reader


def missing() -> Iterator[str]:
    """Yield the programs that are not there."""
    yield from (name for name in PROGRAMS if not shutil.which(name))


def main() -> None:
    """Write the pages, and start what reads them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("languages", nargs="*", default=list(LANGUAGES))
    languages = parser.parse_args().languages
    if os.environ.get(INSIDE):
        inside(Path(os.environ[INSIDE]), languages)
        return
    if lacking := list(missing()):
        sys.exit(f"NOT RUN: install {', '.join(lacking)} first (Debian: firefox-esr orca xvfb xdotool dbus-x11)")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        for page in kv.build_pages(kv.read_dataset(HERE / "small"), candidates=True):
            page.write(folder / file_name(page.language))
        home = folder / "home"
        home.mkdir(mode=0o700)
        settings = {"HOME": str(home), "XDG_RUNTIME_DIR": str(home), "LANG": "C.UTF-8", INSIDE: str(folder)}
        settings |= {"GNOME_ACCESSIBILITY": "1", "GTK_MODULES": "gail:atk-bridge", "MOZ_DISABLE_CONTENT_SANDBOX": "1"}
        screen = ["xvfb-run", "--auto-servernum", "--server-args=-screen 0 1400x1000x24", "dbus-run-session", "--"]
        command = [*screen, sys.executable, __file__, *languages]
        sys.exit(subprocess.run(command, env={**os.environ, **settings}, check=False).returncode)


if __name__ == "__main__":
    main()
