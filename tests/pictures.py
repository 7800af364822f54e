"""Take the pictures of the page that the README shows: ``.venv/bin/python -m tests.pictures``."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from playwright.sync_api import sync_playwright

import kuntaverkostot as kv
from tests.conftest import BROWSER_ARGUMENTS, BROWSERS

IMAGES = Path(__file__).parents[1] / "notebooks" / "images"
MARGIN = 10  # CSS pixels above what a picture begins with
# Language, part of the address, what the picture begins with, and the window.
PICTURES: dict[str, tuple[str, str, str, dict[str, Any]]] = {
    "page.png": ("en", "", "#diagram-h", {"viewport": {"width": 1280, "height": 866}}),
    "phone.png": ("sv", "#m-545", "#canvas", {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark"}),
}


def main() -> None:
    """Write each picture over the one that is there."""
    named = os.environ.get("KUNTAVERKOSTOT_CHROMIUM")
    browser_path = next(filter(None, map(shutil.which, [named] if named else BROWSERS)))
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=BROWSER_ARGUMENTS)
        for name, (language, fragment, begin, window) in PICTURES.items():
            path = Path(folder) / f"{language}.html"
            kv.build_page(kv.load_dataset(), language=language).write(path)
            page = browser.new_page(**window)
            page.goto(path.as_uri() + fragment)
            page.locator("#canvas canvas").wait_for()
            page.evaluate(
                "([part, margin]) => scrollBy(0, document.querySelector(part).getBoundingClientRect().top - margin)",
                [begin, MARGIN],
            )
            # The diagram is drawn anew after it has been scrolled into view.
            page.wait_for_timeout(1000)
            page.screenshot(path=IMAGES / name)
        browser.close()


if __name__ == "__main__":
    main()
