"""The site in Chromium: what a checker finds (nothing), the search, and pages without scripts or from a server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import kuntaverkostot as kv
from kuntaverkostot.text.language import LANGUAGES, say
from tests.checks import CHECK, RULES, load_axe
from tests.servers import served
from tests.visits import NARROW, PHONE, WATCH, WIDE

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

# Each kind of page: the door, and in a language the start page, sources, networks and members of several kinds.
KINDS = ["index", "sources", "n-kehyskunnat", "n-cemr", "n-pienet-kunnat", "m-091", "m-005", "m-082", "o-council-01"]
# Those of which none looks like another.
DIFFERENT = ["index", "sources", "n-kehyskunnat", "n-cemr", "m-091", "m-005"]


@pytest.fixture(scope="module")
def folder(real: kv.Dataset, tmp_path_factory: pytest.TempPathFactory) -> Path:
    site = kv.build_site(real, feedback="mailto:a@example.org", accessibility="https://example.org/")
    return site.write(tmp_path_factory.mktemp("site"))


@pytest.fixture
def opened(browser: Browser) -> Iterator[tuple[Page, list[str]]]:
    """Return an empty page of the browser, and what goes wrong in it."""
    context = browser.new_context(viewport={"width": WIDE[0], "height": WIDE[1]})
    context.add_init_script(WATCH)
    wrong: list[str] = []
    context.on("weberror", lambda error: wrong.append(str(error.error)))
    context.on("console", lambda message: wrong.append(message.text))
    page = context.new_page()
    yield page, wrong
    assert wrong == []
    assert page.evaluate("window.refused") == []
    context.close()


# Colours are the same in every language.
@pytest.mark.parametrize(("language", "scheme"), [*((one, "light") for one in LANGUAGES), ("sv", "dark")])
def test_axe_finds_nothing_on_any_kind_of_page(opened, folder, language, scheme):
    page, _ = opened
    page.emulate_media(color_scheme=scheme)
    for kind in DIFFERENT:
        # Widths differ alike in every language.
        for width, height in (WIDE, NARROW) if language == "fi" else (WIDE,):
            page.set_viewport_size({"width": width, "height": height})
            page.goto((folder / language / f"{kind}.html").as_uri())
            page.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true")
            load_axe(page)
            exclude = [".members-list li:nth-child(n + 3)", ".list-part ~ .list-part ~ .list-part"]
            assert page.evaluate(CHECK, [["html"], exclude, {}, RULES, False]) == [], kind


def test_axe_finds_nothing_on_the_door(opened, folder):
    page, _ = opened
    page.goto((folder / "index.html").as_uri())
    load_axe(page)
    assert page.evaluate(CHECK, [["html"], [], {}, RULES, False]) == []
    assert page.get_by_role("link").all_text_contents() == [say(one, f"words.language_{one}") for one in LANGUAGES]


@pytest.mark.parametrize("size", [WIDE, PHONE, NARROW])
@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_wider_than_the_window(opened, folder, kind, size):
    page, _ = opened
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto((folder / "sv" / f"{kind}.html").as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]


def test_a_member_is_answered_on_one_screen(opened, folder):
    """Its networks, what is not known, its picture and who is most like it begin on the first screen."""
    page, _ = opened
    for code in ("091", "444", "082", "005"):
        page.goto((folder / "en" / f"m-{code}.html").as_uri())
        parts = page.locator("main :is(h1, h2, .stack)").evaluate_all(
            "all => all.map((one) => one.getBoundingClientRect().top)"
        )
        assert len(parts) == 6
        assert max(parts) < WIDE[1]


def test_pictures_are_shown(opened, folder):
    page, _ = opened
    page.goto((folder / "fi" / "m-091.html").as_uri())
    sizes = page.locator(".stack img").evaluate_all("all => all.map((one) => one.naturalWidth)")
    assert len(sizes) == 2
    assert min(sizes) > 0


@pytest.mark.parametrize(("typed", "goal"), [("helsingf", "m-091"), ("091", "m-091"), ("kehys", "n-kehyskunnat")])
def test_the_search_finds_names_in_all_languages_and_codes(opened, folder, typed, goal):
    page, _ = opened
    page.goto((folder / "fi" / "index.html").as_uri())
    page.get_by_label(say("fi", "tool.find")).fill(typed)
    hits = page.locator(".hits a")
    assert hits.first.get_attribute("href") == f"{goal}.html"
    assert page.locator("#found").text_content() == say("fi", "count.hits", count=hits.count())
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/fi/{goal}.html")


def test_the_search_works_by_keyboard_and_says_when_there_is_nothing(opened, folder):
    page, _ = opened
    page.goto((folder / "en" / "index.html").as_uri())
    box = page.get_by_label(say("en", "tool.find"))
    box.fill("Atlantis")
    assert page.locator("#found").text_content() == say("en", "tool.no_hits", query="Atlantis")
    box.press("Enter")
    box.fill("oulu")
    page.keyboard.press("ArrowDown")
    assert page.locator(":focus").text_content().startswith("Oulu")
    page.keyboard.press("Escape")
    assert page.locator(":focus").get_attribute("id") == "find"
    assert not page.locator(".hits").is_visible()


def test_without_scripts_the_list_leads_everywhere(browser, folder):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((folder / "sv" / "index.html").as_uri())
    assert not page.locator("form.find").is_visible()
    page.get_by_role("link", name="Helsingfors", exact=True).click()
    page.get_by_role("heading", name="Helsingfors").wait_for()
    page.get_by_role("link", name="Suomeksi").click()
    page.get_by_role("heading", name="Helsinki").wait_for()
    context.close()


def test_a_member_page_leads_to_the_member_in_the_explorer(opened, folder):
    page, _ = opened
    page.goto((folder / "fi" / "m-444.html").as_uri())
    page.get_by_role("link", name=say("fi", "site.in_explorer")).click()
    page.locator("#details h3", has_text="Lohja").wait_for()


def _rules(folder: Path) -> dict[str, dict[str, str]]:
    rules: dict[str, dict[str, str]] = {}
    for line in (folder / "_headers").read_text(encoding="utf-8").splitlines():
        name, _, value = line.strip().partition(": ")
        if line.startswith("  "):
            rules[list(rules)[-1]][name] = value
        elif line:
            rules[line] = {}
    return rules


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    """Address of a server on this machine that serves the site with its headers, as a static host does."""
    rules = _rules(folder)

    def headers(path: str) -> dict[str, str]:
        found = (own for rule, own in rules.items() if path == rule or (rule[-1] == "*" and path.startswith(rule[:-1])))
        return {name: value for own in found for name, value in own.items()}

    with served(folder, headers) as address:
        yield address


def test_the_site_works_when_it_is_served_with_its_headers(opened, address):
    page, _ = opened
    answer = page.goto(f"{address}/fi/index.html")
    assert "frame-ancestors 'self'" in answer.all_headers()["content-security-policy"]
    page.get_by_label(say("fi", "tool.find")).fill("lohj")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Lohja").wait_for()
    answer = page.request.get(page.locator("link[rel=stylesheet]").evaluate("one => one.href"))
    assert "immutable" in answer.headers["cache-control"]
    page.get_by_role("link", name=say("fi", "site.in_explorer")).click()
    page.locator("html.interactive #canvas canvas").wait_for()
    page.locator("#details h3", has_text="Lohja").wait_for()
