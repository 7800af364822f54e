"""Chromium, to measure with."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tests.conftest import BROWSER_ARGUMENTS, BROWSERS

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# Milliseconds of each of ten turns of the wheel over the diagram, until the next frame is drawn.
WHEEL = """
async () => {
  const room = document.getElementById("canvas");
  const box = room.getBoundingClientRect();
  const found = [];
  for (let turn = 0; turn < 10; turn += 1) {
    const start = performance.now();
    const at = { clientX: box.x + box.width / 2, clientY: box.y + box.height / 2, bubbles: true, cancelable: true };
    room.dispatchEvent(new WheelEvent("wheel", { ctrlKey: true, deltaY: -100, ...at }));
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));
    found.push(performance.now() - start);
  }
  return found;
}
"""


@contextmanager
def chromium() -> Iterator[Browser]:
    """Give a browser, the one that the tests run in."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - may be missing

    names = [os.environ["KUNTAVERKOSTOT_CHROMIUM"]] if "KUNTAVERKOSTOT_CHROMIUM" in os.environ else BROWSERS
    found = next(filter(None, map(shutil.which, names)), None)
    if found is None:
        raise FileNotFoundError(f"there is no {' or '.join(names)}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=BROWSER_ARGUMENTS)
        yield browser
        browser.close()
