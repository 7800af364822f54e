"""The pages of the real data in Chromium, opened as files as a reader would."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import kuntaverkostot as kv
from kuntaverkostot.appearance import DARK_PALETTE, LIGHT_PALETTE
from kuntaverkostot.language import LANGUAGES, say
from kuntaverkostot.page import file_name
from tests.pages import by_member, by_network, parsed, rows

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Locator, Page

WIDE, NARROW, PHONE = (1280, 800), (320, 700), (390, 844)
MARGIN = 6  # CSS pixels around the diagram when the whole of it is shown
# What the policy of the page refuses, noted before the page begins.
WATCH = """
window.refused = [];
document.addEventListener("securitypolicyviolation", (event) => window.refused.push(event.violatedDirective));
"""
# How many colours the canvas shows, and which one is in the middle of each of these points (CSS pixels).
PIXELS = """
([canvas, points]) => {
  const copy = new OffscreenCanvas(canvas.width, canvas.height);
  const context = copy.getContext("2d", { willReadFrequently: true });
  context.drawImage(canvas, 0, 0);
  const ratio = canvas.width / canvas.clientWidth;
  const data = context.getImageData(0, 0, canvas.width, canvas.height).data;
  const colours = new Set();
  for (let place = 0; place < data.length; place += 4) {
    if (data[place + 3]) colours.add((data[place] << 16) | (data[place + 1] << 8) | data[place + 2]);
  }
  const hex = (value) => value.toString(16).padStart(2, "0");
  const at = points.map(([x, y]) => {
    const pixel = context.getImageData(Math.round(x * ratio), Math.round(y * ratio), 1, 1).data;
    return "#" + hex(pixel[0]) + hex(pixel[1]) + hex(pixel[2]);
  });
  return [colours.size, at];
}
"""


@dataclasses.dataclass
class Visitor:
    """Opens pages of a folder and notes what they ask for and what goes wrong in them."""

    browser: Browser
    folder: Path
    contexts: list[BrowserContext] = dataclasses.field(default_factory=list)
    pages: list[Page] = dataclasses.field(default_factory=list)
    asked: list[str] = dataclasses.field(default_factory=list)
    wrong: list[str] = dataclasses.field(default_factory=list)

    def __call__(self, language: str = "fi", *, size=WIDE, fragment="", **options) -> Page:
        context = self.browser.new_context(viewport={"width": size[0], "height": size[1]}, **options)
        context.set_default_timeout(10_000)
        context.on("request", lambda request: self.asked.append(request.url))
        context.on("weberror", lambda error: self.wrong.append(str(error.error)))
        context.on("console", lambda message: self.wrong.append(message.text))
        context.add_init_script(WATCH)
        page = context.new_page()
        self.contexts.append(context)
        self.pages.append(page)
        page.goto(self.address(language) + fragment)
        if options.get("java_script_enabled", True):
            page.locator("html.interactive #canvas canvas").wait_for()
        return page

    def address(self, language: str) -> str:
        return (self.folder / file_name(language)).as_uri()

    def check(self) -> None:
        """Hold that nothing but the pages was asked for, nothing was refused, and nothing went wrong."""
        refused = [one for page in self.pages for one in page.evaluate("window.refused?.splice(0) || []")]
        asked, wrong = list(self.asked), list(self.wrong)
        # What one test finds is not found again by the next that shares the page.
        self.asked.clear()
        self.wrong.clear()
        assert {url.partition("#")[0] for url in asked} <= set(map(self.address, LANGUAGES))
        assert refused == []
        assert wrong == []

    def close(self) -> None:
        for context in self.contexts:
            context.close()


@pytest.fixture(scope="session")
def folder(pages: dict[str, kv.Page], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder with the three pages."""
    made = tmp_path_factory.mktemp("pages")
    for language, page in pages.items():
        page.write(made / file_name(language))
    return made


@pytest.fixture
def visit(browser: Browser, folder: Path) -> Iterator[Visitor]:
    """Return what opens a page of its own for a test."""
    visitor = Visitor(browser, folder)
    yield visitor
    try:
        visitor.check()
    finally:
        visitor.close()


@pytest.fixture(scope="module")
def visits(browser: Browser, folder: Path) -> Iterator[Visitor]:
    """Return what opens pages that several tests share."""
    visitor = Visitor(browser, folder)
    yield visitor
    visitor.close()


@pytest.fixture(scope="module")
def at_rest(visits: Visitor) -> Iterator[dict[str, Page]]:
    """Return a page in each language that tests only look at."""
    yield {language: visits(language) for language in LANGUAGES}
    visits.check()


@pytest.fixture(scope="module")
def scriptless(visits: Visitor) -> dict[str, Page]:
    """Return a page in each language in a browser without JavaScript."""
    return {language: visits(language, java_script_enabled=False) for language in LANGUAGES}


@pytest.fixture(scope="module")
def used(browser: Browser, folder: Path) -> Iterator[tuple[Visitor, Page]]:
    visitor = Visitor(browser, folder)
    yield visitor, visitor()
    visitor.close()


@pytest.fixture
def desk(used: tuple[Visitor, Page]) -> Iterator[Page]:
    """Return the Finnish page as it is at the beginning, for tests that use it one after the other."""
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
    _frames(page)
    yield page
    visitor.check()


@pytest.fixture(scope="module")
def phone(visits: Visitor) -> Page:
    return visits(size=PHONE, has_touch=True, is_mobile=True)


def _data(page: Page) -> dict:
    return json.loads(page.locator("#data").text_content() or "")


def _points(page: Page) -> dict[str, tuple[float, float]]:
    """Return where nodes are on the canvas while the whole diagram is shown (CSS pixels), by id."""
    box = page.locator("#canvas canvas").bounding_box()
    assert box is not None
    data = _data(page)
    frame = next(one for one in data["frames"] if one["name"] == ("wide" if box["width"] >= 640 else "tall"))
    scale = min((box["width"] - 2 * MARGIN) / frame["width"], (box["height"] - 2 * MARGIN) / frame["height"])
    return {
        node: (
            box["width"] / 2 + (x - frame["width"] / 2) * scale,
            box["height"] / 2 + (y - frame["height"] / 2) * scale,
        )
        for node, x, y in zip(data["nodes"]["id"], frame["x"], frame["y"], strict=True)
    }


def _pixels(page: Page, points: list[tuple[float, float]]) -> tuple[int, list[str]]:
    canvas = page.locator("#canvas canvas").element_handle()
    count, colours = page.evaluate(PIXELS, [canvas, points])
    return count, colours


def _beside_letter(page: Page, node: str) -> tuple[float, float]:
    """Return a point inside the square of a network where its letter is not."""
    x, y = _points(page)[node]
    return x - 7, y + 7


def _choose(page: Page, node: str) -> None:
    """Click on a node of the diagram."""
    page.locator("#canvas").scroll_into_view_if_needed()
    x, y = _points(page)[node]
    page.locator("#canvas canvas").click(position={"x": x, "y": y}, force=True)


def _chosen(page: Page) -> list[str]:
    return page.locator("main [aria-current='true']").evaluate_all("all => all.map((one) => one.id)")


def _heading(page: Page) -> str:
    """Return the name at the top of the details, without its letter."""
    return page.locator("#details h3").evaluate("one => [...one.childNodes].at(-1).textContent")


def _is_seen(page: Page, selector: str) -> bool:
    """Return whether an element is inside the window."""
    return page.locator(selector).evaluate(
        "one => { const box = one.getBoundingClientRect(); return box.bottom > 0 && box.top < innerHeight; }"
    )


def _frames(page: Page, count: int = 2) -> None:
    """Wait until the page has been drawn anew."""
    page.evaluate("async (n) => { for (let i = 0; i < n; i++) await new Promise(requestAnimationFrame); }", count)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_diagram_is_drawn(at_rest, language):
    page = at_rest[language]
    count, _ = _pixels(page, [])
    assert count > 100
    data = _data(page)
    places = dict(zip(data["networks"]["node"], data["networks"]["place"], strict=True))
    hubs = {data["nodes"]["id"][node]: place for node, place in places.items() if place >= 0}
    _, colours = _pixels(page, [_beside_letter(page, hub) for hub in hubs])
    assert colours == [LIGHT_PALETTE[place] for place in hubs.values()]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_canvas_is_a_picture_to_assistive_technology(at_rest, language):
    page = at_rest[language]
    assert page.locator("#canvas canvas").get_attribute("aria-hidden") == "true"
    assert page.locator("#canvas .vis-network[tabindex], #canvas canvas[tabindex]").count() == 0
    assert page.locator("[tabindex]:not([tabindex='0']):not([tabindex='-1'])").count() == 0
    assert page.locator("[role=img] a, [role=img] button").count() == 0
    assert page.locator("#status[role=status]").count() == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_control_has_a_name(at_rest, language):
    names = (
        at_rest[language]
        .locator("button, input, select")
        .evaluate_all(
            """all => all.map((one) => one.getAttribute("aria-label") || one.textContent.trim()
            || [...(one.labels || [])].map((label) => label.textContent.trim()).join(" "))"""
        )
    )
    assert len(names) > 15
    assert all(names)
    assert not [name for name in names if "undefined" in name or "{" in name]


@pytest.mark.parametrize("language", LANGUAGES)
def test_controls_are_large_enough_for_a_finger(at_rest, language):
    small = (
        at_rest[language]
        .locator("button, input, select, nav a")
        .evaluate_all(
            """all => all.filter((one) => one.checkVisibility())
            .map((one) => [one.outerHTML, one.getBoundingClientRect()])
            .filter(([, box]) => box.width < 44 || box.height < 44).map(([html]) => html)"""
        )
    )
    assert small == []


def test_the_first_tab_stops_are_the_ways_past(visit):
    page = visit("sv")
    for goal in ("#list", "#diagram"):
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        assert focused.get_attribute("href") == goal
        box = focused.bounding_box()
        assert box is not None
        assert box["y"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "diagram"
    assert _is_seen(page, "#diagram-h")


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_scripts_everything_is_there(scriptless, real, language):
    page = scriptless[language]
    assert page.locator("svg.picture").is_visible()
    for hidden in ("#toolbar", "#canvas", "#details"):
        assert not page.locator(hidden).is_visible()
    for seen in ("#summary", "#list", "#overlaps", "#reconciliation", "#unknown", "#sources", "#legend"):
        assert page.locator(seen).is_visible()
    assert page.locator("button:visible, input:visible, select:visible").count() == 0
    root = parsed(page.content())
    assert by_network(root) == by_member(root) == rows(real)
    shown = page.locator("main").inner_text()
    names = real.municipalities.query("ended_on == ''")[f"name_{language}"]
    assert [name for name in names if name not in shown] == []


def test_a_click_on_a_network_shows_what_the_list_says_of_it(desk):
    page = desk
    _choose(page, "n-kehyskunnat")
    assert _heading(page) == "Kehyskunnat"
    assert not page.locator("#how").is_visible()
    members = page.locator("#n-kehyskunnat .members > li > a:first-of-type").all_inner_texts()
    assert len(members) == 17
    assert page.locator("#details .members > li > a:first-of-type").all_inner_texts() == members
    assert _chosen(page) == ["n-kehyskunnat"]
    assert "Kehyskunnat" in page.locator("#status").inner_text()
    assert page.evaluate("location.hash") == "#n-kehyskunnat"


def test_a_click_on_a_municipality_shows_its_networks(desk):
    page = desk
    _choose(page, "m-734")
    assert _heading(page) == "Salo"
    goals = page.locator("#details .networks a[href^='#n-']").evaluate_all("all => all.map((one) => one.hash)")
    assert goals == page.locator("#m-734 a[href^='#n-']").evaluate_all("all => all.map((one) => one.hash)")
    assert len(goals) == 3
    text = page.locator("#details").inner_text()
    assert "Varsinais-Suomi" in text
    assert "50\u00a0870" in text
    assert _chosen(page) == ["m-734"]


def test_from_the_details_one_goes_to_the_place_in_the_list(desk):
    page = desk
    _choose(page, "m-545")
    assert _heading(page) == "Närpiö"
    page.get_by_role("link", name=say("fi", "tool.to_list")).click()
    assert page.evaluate("document.activeElement.closest('#m-545') !== null")
    assert _is_seen(page, "#m-545")
    assert _chosen(page) == ["m-545"]


def test_from_the_list_one_chooses_in_the_diagram(desk):
    page = desk
    page.locator("#n-sdg-verkosto .members a").first.click()
    goal = page.evaluate("location.hash.slice(1)")
    assert _chosen(page) == [goal]
    assert page.locator("#details").is_visible()


def test_the_choice_survives_a_reload_and_back_undoes_it(visit):
    page = visit(fragment="#m-992")
    assert _heading(page) == "Äänekoski"
    assert _chosen(page) == ["m-992"]
    page.reload()
    page.locator("html.interactive #canvas canvas").wait_for()
    assert _heading(page) == "Äänekoski"
    _choose(page, "n-sdg-verkosto")
    assert _chosen(page) == ["n-sdg-verkosto"]
    page.go_back()
    page.wait_for_url("**#m-992")
    assert _chosen(page) == ["m-992"]
    assert _heading(page) == "Äänekoski"
    page.go_forward()
    page.wait_for_url("**#n-sdg-verkosto")
    assert _chosen(page) == ["n-sdg-verkosto"]


def test_the_choice_can_be_taken_back(desk):
    page = desk
    _choose(page, "m-091")
    assert _chosen(page) == ["m-091"]
    page.locator("#details").get_by_role("button", name=say("fi", "tool.reset")).click()
    assert _chosen(page) == []
    assert not page.locator("#details").is_visible()
    assert page.locator("#how").is_visible()
    assert page.locator("#status").inner_text() == say("fi", "tool.cleared")


def test_an_address_of_nothing_chooses_nothing(desk):
    page = desk
    for fragment in ("#m-999", "#n-", "#hasOwnProperty", "#__proto__", "#all=nothing.at-all", "#%25", "#%E4", "#%"):
        _choose(page, "m-091")
        page.evaluate("fragment => { location.hash = fragment; }", fragment)
        page.locator("#how").wait_for()
        assert _chosen(page) == [], fragment


def test_the_find_box_finds_by_any_name_and_by_code(desk):
    page = desk
    box = page.get_by_label(say("fi", "tool.find"))
    for typed, count in [("narpio", 1), ("NÄRPES", 1), ("545", 1), ("aanekoski", 1), ("helsingfors", 1)]:
        box.fill(typed)
        assert page.locator("#status").inner_text() == say("fi", "count.hits", count=count)
        assert page.locator(".hits button").count() == count
    box.fill("narpio")
    assert page.locator(".hits button").inner_text() == "Närpiö (Närpes)"
    box.press("Enter")
    assert _heading(page) == "Närpiö"
    assert _chosen(page) == ["m-545"]


def test_the_find_box_says_what_it_does_not_find(desk):
    page = desk
    box = page.get_by_label(say("fi", "tool.find"))
    box.fill("<img src=x onerror=alert(1)>")
    assert page.locator("#status").inner_text() == say("fi", "tool.no_hits", query="<img src=x onerror=alert(1)>")
    assert page.locator(".hits").is_hidden()
    assert page.locator("#status img").count() == 0
    box.fill("")
    assert page.locator(".hits").is_hidden()


def test_the_hits_are_reached_by_keyboard(desk):
    page = desk
    box = page.get_by_label(say("fi", "tool.find"))
    box.fill("kauniai")
    box.press("ArrowDown")
    assert page.locator(":focus").inner_text().startswith("Kauniainen")
    page.keyboard.press("Enter")
    assert _heading(page) == "Kauniainen"
    box.fill("ka")
    box.press("ArrowDown")
    page.keyboard.press("Escape")
    assert page.locator(".hits").is_hidden()
    assert page.evaluate("document.activeElement.id") == "find"


def test_the_legend_hides_and_shows_a_network(desk):
    page = desk
    button = page.locator("#legend li[data-node=n-kehyskunnat] button")
    spot = [_beside_letter(page, "n-kehyskunnat")]
    (before,) = _pixels(page, spot)[1]
    assert button.get_attribute("aria-pressed") == "true"
    button.click()
    assert button.get_attribute("aria-pressed") == "false"
    assert page.locator("#status").inner_text() == say("fi", "tool.hidden_network", name="Kehyskunnat")
    _frames(page)
    (hidden,) = _pixels(page, spot)[1]
    assert hidden != before
    button.click()
    assert button.get_attribute("aria-pressed") == "true"
    assert page.locator("#status").inner_text() == say("fi", "tool.shown_network", name="Kehyskunnat")
    _frames(page)
    assert _pixels(page, spot)[1] == [before]


def test_a_change_of_theme_paints_the_canvas_anew(desk):
    page = desk
    data = _data(page)
    place = data["networks"]["place"][data["networks"]["node"].index(data["nodes"]["id"].index("n-pienet-kunnat"))]
    spot = [_beside_letter(page, "n-pienet-kunnat")]
    assert _pixels(page, spot)[1] == [LIGHT_PALETTE[place]]
    page.emulate_media(color_scheme="dark")
    _frames(page)
    assert _pixels(page, spot)[1] == [DARK_PALETTE[place]]
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(20, 23, 27)"
    page.emulate_media(color_scheme="light")
    _frames(page)
    assert _pixels(page, spot)[1] == [LIGHT_PALETTE[place]]


def test_forced_colours_are_used_and_break_nothing(visit):
    page = visit(forced_colors="active")
    count, (hub,) = _pixels(page, [_beside_letter(page, "n-pienet-kunnat")])
    assert count > 2
    assert hub not in {*LIGHT_PALETTE, *DARK_PALETTE}
    text = page.evaluate(
        "() => { const one = document.createElement('p'); one.style.color = 'CanvasText'; document.body.append(one);"
        " const found = getComputedStyle(one).color; one.remove(); return found; }"
    )
    assert hub == "#" + "".join(f"{int(part):02x}" for part in text.strip("rgb()").split(","))
    _choose(page, "n-pienet-kunnat")
    assert _chosen(page) == ["n-pienet-kunnat"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_narrow_page_scrolls_one_way_only(visit, language):
    page = visit(language, size=(640, 500))
    for width in (640, 390, 320):
        page.set_viewport_size({"width": width, "height": 700})
        _frames(page)
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), width
        beyond = page.locator("main *").evaluate_all(
            """all => all
                .filter((one) => !one.closest(".scroll, svg, [hidden], .unseen, a[href^='#s-'] > span, #canvas"))
                .filter((one) => one.checkVisibility() && one.getBoundingClientRect().right > innerWidth + 1)
                .map((one) => one.outerHTML.slice(0, 120))"""
        )
        assert beyond == [], width
    regions = page.locator(".scroll:visible").evaluate_all(
        """all => all.map((one) =>
            [one.getAttribute("tabindex"), one.getAttribute("role"), one.scrollWidth > one.clientWidth])"""
    )
    assert regions
    assert {tuple(region[:2]) for region in regions} == {("0", "region")}
    assert any(region[2] for region in regions)


def test_wider_spacing_of_text_breaks_nothing(visit):
    page = visit(size=NARROW)
    # The spacing of WCAG 2.2, success criterion 1.4.12.
    page.evaluate(
        """() => { for (const one of document.querySelectorAll("main *, header *, footer *")) if (one.style)
            Object.assign(one.style, { lineHeight: "1.5", letterSpacing: "0.12em", wordSpacing: "0.16em" }); }"""
    )
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    cut = page.locator("main button").evaluate_all(
        """all => all.filter((one) => one.checkVisibility() && one.scrollWidth > one.clientWidth + 1)
            .map((one) => one.textContent)"""
    )
    assert cut == []


def test_the_wheel_scrolls_the_page_and_zooms_with_ctrl(desk):
    page = desk
    canvas = page.locator("#canvas canvas")
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 200, box["y"] + 200)
    whole = canvas.evaluate("one => one.toDataURL()")
    before = page.evaluate("scrollY")
    page.mouse.wheel(0, 120)
    page.wait_for_function("before => scrollY > before", arg=before)
    scrolled = page.evaluate("scrollY")
    page.keyboard.down("Control")
    page.mouse.wheel(0, -240)
    page.keyboard.up("Control")
    page.wait_for_function("whole => document.querySelector('#canvas canvas').toDataURL() !== whole", arg=whole)
    assert page.evaluate("scrollY") == scrolled


def test_buttons_zoom_and_show_the_whole_again(desk):
    page = desk
    canvas = page.locator("#canvas canvas")
    _frames(page)
    whole = canvas.evaluate("one => one.toDataURL()")
    seen = {whole}
    for key in ("zoom_in", "left", "up", "right", "down", "zoom_in"):
        page.get_by_role("button", name=say("fi", f"tool.{key}"), exact=True).click()
        _frames(page)
        seen.add(canvas.evaluate("one => one.toDataURL()"))
    # Left and right take each other back, and so do up and down.
    assert len(seen) == 6
    page.get_by_role("button", name=say("fi", "tool.fit"), exact=True).click()
    _frames(page)
    assert canvas.evaluate("one => one.toDataURL()") == whole


def test_a_tap_chooses(phone):
    page = phone
    page.locator("#canvas").scroll_into_view_if_needed()
    x, y = _points(page)["n-pienet-kunnat"]
    page.locator("#canvas canvas").tap(position={"x": x, "y": y}, force=True)
    page.locator("#details").wait_for()
    assert _chosen(page) == ["n-pienet-kunnat"]


def test_one_finger_scrolls_the_page_over_the_diagram(phone):
    page = phone
    page.locator("#canvas").scroll_into_view_if_needed()
    box = page.locator("#canvas").bounding_box()
    assert box is not None
    before, chosen = page.evaluate("scrollY"), _chosen(page)
    picture = page.locator("#canvas canvas").evaluate("one => one.toDataURL()")
    finger = page.context.new_cdp_session(page)
    x, y = box["x"] + box["width"] / 2, min(box["y"] + box["height"] / 2, PHONE[1] - 50)
    for kind, points in [
        ("touchStart", [{"x": x, "y": y}]),
        *(("touchMove", [{"x": x, "y": y - 20 * step}]) for step in range(1, 11)),
        ("touchEnd", []),
    ]:
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    page.wait_for_function("before => scrollY >= before + 150", arg=before)
    assert page.locator("#canvas canvas").evaluate("one => one.toDataURL()") == picture
    assert _chosen(page) == chosen


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_on_paper_the_list_is_complete_and_controls_are_not_there(visit, scriptless, scripts):
    page = visit() if scripts else scriptless["fi"]
    page.emulate_media(media="print")
    for hidden in ("#toolbar", "#canvas", "#details", ".skip", ".contents", ".languages"):
        assert page.locator(f"{hidden}:visible").count() == 0
    assert page.locator("svg.picture").is_visible()
    # The legend and the cells of the matrix say something; other controls are of no use on paper.
    controls = page.locator("button:visible, input:visible, select:visible")
    assert controls.evaluate_all("all => all.filter((one) => !one.closest('#legend li, #matrix td')).length") == 0
    assert page.locator("#list li[id^=m-]:visible").count() == 308
    assert page.locator("#reconciliation table").is_visible()


def test_nothing_moves_after_the_page_is_there(desk):
    page = desk
    page.locator("#canvas").scroll_into_view_if_needed()
    page.evaluate("document.activeElement.blur()")
    _frames(page, 10)
    first = page.screenshot()
    page.wait_for_timeout(2000)
    assert page.screenshot() == first


def test_the_same_picture_at_each_load(at_rest, visit):
    first, second = (
        page.locator("#canvas canvas").evaluate("one => one.toDataURL()") for page in (at_rest["sv"], visit("sv"))
    )
    assert first == second


def test_the_way_to_the_other_languages_leads_there(visit):
    page = visit("fi", java_script_enabled=False)
    for language in ("sv", "en", "fi"):
        page.locator(f".languages a[hreflang={language}]").click()
        page.wait_for_url(f"**/{file_name(language)}")
        assert page.locator("html").get_attribute("lang") == language


def _in_notebook(page: Page, markup: str) -> Locator:
    """Show what a notebook would show, and return its frame."""
    page.goto("about:blank")
    page.set_content(f"<!DOCTYPE html><title>Notebook</title>{markup}")
    return page.locator("iframe")


def test_in_a_notebook_the_page_is_drawn_in_a_frame_of_its_own(browser, pages):
    context = browser.new_context()
    asked: list[str] = []
    wrong: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    context.on("console", lambda message: wrong.append(message.text))
    context.on("weberror", lambda error: wrong.append(str(error.error)))
    page = context.new_page()
    page.set_default_timeout(10_000)
    frame = _in_notebook(page, pages["sv"]._repr_mimebundle_()["text/html"])
    assert frame.get_attribute("title") == pages["sv"].title
    inside = frame.content_frame
    inside.locator("html.interactive #canvas canvas").wait_for()
    inside.locator("#find").fill("narpio")
    inside.locator("#find").press("Enter")
    assert inside.locator("#details h3").inner_text() == "Närpes"
    inside.get_by_role("link", name=say("sv", "tool.to_list")).click()
    assert inside.locator("#m-545").get_attribute("aria-current") == "true"
    # Nothing outside the frame is within its reach, not even its own address.
    assert page.url == "about:blank"
    context.close()
    assert [url for url in asked if not url.startswith("about:")] == []
    assert wrong == []


def test_in_a_notebook_without_scripts_the_list_is_left(browser, pages):
    context = browser.new_context()
    page = context.new_page()
    page.set_default_timeout(10_000)
    markup = pages["en"]._repr_mimebundle_()["text/html"].replace("allow-scripts ", "")
    inside = _in_notebook(page, markup).content_frame
    assert inside.locator("svg.picture").is_visible()
    assert inside.locator("#list li[id^=m-]").count() == 308
    assert inside.locator("#toolbar").is_hidden()
    context.close()
