"""The page of a comparison in a browser: what a checker finds, and that nothing is wider than a phone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import kuntaverkostot as kv
from kuntaverkostot.page.comparison_page import compare_page
from tests.page.test_accessibility_browser import CHECK, RULES

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
def test_a_checker_finds_nothing_and_nothing_is_too_wide(small, browser: Browser, tmp_path, scheme, width):
    from axe_playwright_python.base import AXE_SCRIPT  # noqa: PLC0415 - only where there is a browser

    new = kv.what_if(small, network="pienet-kunnat", max_population=5000, join="Salo", merge={"434": "753"}).dataset
    changes = compare_page(small, new, lead=["Antagande."], names=("a", "b"), language="sv")
    path = changes.write(tmp_path / "changes.html")
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.goto(path.as_uri())
    assert requests == [path.as_uri()]
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.evaluate(AXE_SCRIPT)
    assert page.evaluate(CHECK, [["html"], [], {}, RULES]) == []
    context.close()
