"""The pages of the real data in Chromium, opened as files as a reader would."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kuntaverkostot.diagram.style import DARK_PALETTE, LIGHT_PALETTE
from kuntaverkostot.page.document import file_name
from kuntaverkostot.text.language import LANGUAGES, say
from tests.pages import by_member, by_network, parsed, rows
from tests.visits import NARROW, beside_letter, chosen, click_on, heading, is_seen, island_of, pixels, redrawn

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_diagram_is_drawn(at_rest, language):
    page = at_rest[language]
    count, _ = pixels(page, [])
    assert count > 100
    data = island_of(page)
    places = dict(zip(data["networks"]["node"], data["networks"]["place"], strict=True))
    hubs = {data["nodes"]["id"][node]: place for node, place in places.items() if place >= 0}
    _, colours = pixels(page, [beside_letter(page, hub) for hub in hubs])
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
    assert is_seen(page, "#diagram-h")


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
    click_on(page, "n-kehyskunnat")
    assert heading(page) == "Kehyskunnat"
    assert not page.locator("#intro").is_visible()
    members = page.locator("#n-kehyskunnat .members > li > a:first-of-type").all_inner_texts()
    assert len(members) == 17
    assert page.locator("#details .members > li > a:first-of-type").all_inner_texts() == members
    assert chosen(page) == ["n-kehyskunnat"]
    assert "Kehyskunnat" in page.locator("#status").inner_text()
    assert page.evaluate("location.hash") == "#n-kehyskunnat"


def test_a_click_on_a_municipality_shows_its_networks(desk):
    page = desk
    click_on(page, "m-734")
    assert heading(page) == "Salo"
    goals = page.locator("#details .networks a[href^='#n-']").evaluate_all("all => all.map((one) => one.hash)")
    assert goals == page.locator("#m-734 a[href^='#n-']").evaluate_all("all => all.map((one) => one.hash)")
    assert len(goals) == 3
    text = page.locator("#details").inner_text()
    assert "Varsinais-Suomi" in text
    assert "50\u00a0870" in text
    assert chosen(page) == ["m-734"]


def test_from_the_details_one_goes_to_the_place_in_the_list(desk):
    page = desk
    click_on(page, "m-545")
    assert heading(page) == "Närpiö"
    page.get_by_role("link", name=say("fi", "tool.to_list")).click()
    assert page.evaluate("document.activeElement.closest('#m-545') !== null")
    assert is_seen(page, "#m-545")
    assert chosen(page) == ["m-545"]


def test_from_the_list_one_chooses_in_the_diagram(desk):
    page = desk
    page.locator("#n-sdg-verkosto .members a").first.click()
    goal = page.evaluate("location.hash.slice(1)")
    assert chosen(page) == [goal]
    assert page.locator("#details").is_visible()


def test_the_choice_can_be_taken_back(desk):
    page = desk
    click_on(page, "m-091")
    assert chosen(page) == ["m-091"]
    page.locator("#details").get_by_role("button", name=say("fi", "tool.reset")).click()
    assert chosen(page) == []
    assert not page.locator("#details").is_visible()
    assert page.locator("#intro").is_visible()
    assert page.locator("#status").inner_text() == say("fi", "tool.cleared")


def test_the_legend_hides_and_shows_a_network(desk):
    page = desk
    button = page.locator("#legend li[data-node=n-kehyskunnat] button")
    spot = [beside_letter(page, "n-kehyskunnat")]
    (before,) = pixels(page, spot)[1]
    assert button.get_attribute("aria-pressed") == "true"
    button.click()
    assert button.get_attribute("aria-pressed") == "false"
    assert page.locator("#status").inner_text() == say("fi", "tool.hidden_network", name="Kehyskunnat")
    redrawn(page)
    (hidden,) = pixels(page, spot)[1]
    assert hidden != before
    button.click()
    assert button.get_attribute("aria-pressed") == "true"
    assert page.locator("#status").inner_text() == say("fi", "tool.shown_network", name="Kehyskunnat")
    redrawn(page)
    assert pixels(page, spot)[1] == [before]


def test_a_change_of_theme_paints_the_canvas_anew(desk):
    page = desk
    data = island_of(page)
    place = data["networks"]["place"][data["networks"]["node"].index(data["nodes"]["id"].index("n-pienet-kunnat"))]
    spot = [beside_letter(page, "n-pienet-kunnat")]
    assert pixels(page, spot)[1] == [LIGHT_PALETTE[place]]
    page.emulate_media(color_scheme="dark")
    redrawn(page)
    assert pixels(page, spot)[1] == [DARK_PALETTE[place]]
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(20, 23, 27)"
    page.emulate_media(color_scheme="light")
    redrawn(page)
    assert pixels(page, spot)[1] == [LIGHT_PALETTE[place]]


def test_forced_colours_are_used_and_break_nothing(visit):
    page = visit(forced_colors="active")
    count, (hub,) = pixels(page, [beside_letter(page, "n-pienet-kunnat")])
    assert count > 2
    assert hub not in {*LIGHT_PALETTE, *DARK_PALETTE}
    text = page.evaluate(
        "() => { const one = document.createElement('p'); one.style.color = 'CanvasText'; document.body.append(one);"
        " const found = getComputedStyle(one).color; one.remove(); return found; }"
    )
    assert hub == "#" + "".join(f"{int(part):02x}" for part in text.strip("rgb()").split(","))
    click_on(page, "n-pienet-kunnat")
    assert chosen(page) == ["n-pienet-kunnat"]
    # What is chosen, what is hidden and what has the focus are told by more than colour.
    page.locator(".here").focus()
    page.keyboard.press("Home")
    outline = page.locator(".here").evaluate(
        "one => { const { outlineStyle, outlineWidth } = getComputedStyle(one); return [outlineStyle, outlineWidth]; }"
    )
    assert outline == ["solid", "3px"]
    letters = page.locator("#legend .swatch, #details .swatch").evaluate_all(
        """all => all.map((one) => getComputedStyle(one))
            .map((look) => [look.forcedColorAdjust, look.color, look.backgroundColor])"""
    )
    assert len(letters) > 7
    assert {adjusted for adjusted, _, _ in letters} == {"none"}
    assert [one for one in letters if one[1] == one[2]] == []
    bare = page.locator("button:visible, input:visible, select:visible").evaluate_all(
        """all => all.filter((one) => !one.matches(".here, .matrix button"))
            .filter((one) => parseFloat(getComputedStyle(one).borderTopWidth) === 0).map((one) => one.outerHTML)"""
    )
    assert bare == []


# What is written on the canvas: where it begins and ends, and how large it is (CSS pixels).
WRITTEN = """
async () => {
    const found = [];
    const canvas = CanvasRenderingContext2D.prototype;
    const { fillText } = canvas;
    canvas.fillText = function (text, x, y) {
        const { a, e } = this.getTransform();
        const ratio = this.canvas.width / this.canvas.clientWidth;
        const width = this.measureText(text).width;
        const left = this.textAlign === "center" ? x - width / 2 : x;
        const size = parseFloat(this.font.match(/([\\d.]+)px/)[1]);
        found.push([text, (left * a + e) / ratio, ((left + width) * a + e) / ratio, (size * a) / ratio]);
        fillText.call(this, text, x, y);
    };
    document.querySelector("#layout").dispatchEvent(new Event("change"));
    document.querySelector(".here").focus();
    for (let left = 3; left; left -= 1) await new Promise(requestAnimationFrame);
    canvas.fillText = fillText;
    return [document.querySelector("#canvas").clientWidth, found];
}
"""


@pytest.mark.parametrize("size", [(320, 700), (390, 844), (1280, 800)], ids=["narrow", "phone", "wide"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_labels_are_large_enough_and_none_is_cut_off(visit, language, size):
    width, written = visit(language, size=size).evaluate(WRITTEN)
    assert len(written) > 20
    assert [one for one in written if one[1] < -0.5 or one[2] > width + 0.5] == []
    assert [one for one in written if one[3] < 11.99] == []


# How large the canvas is as a picture, and on the page.
CANVAS = """
() => {
    const canvas = document.querySelector("#canvas canvas");
    const { width, height } = canvas.getBoundingClientRect();
    return [[canvas.width / devicePixelRatio, canvas.height / devicePixelRatio], [width, height]];
}
"""


def test_the_canvas_is_not_stretched_and_fits_the_room(visit):
    page = visit("sv", size=(1281, 801))
    drawn, shown = page.evaluate(CANVAS)
    assert drawn == shown
    page.set_viewport_size({"width": 1107, "height": 700})
    page.wait_for_function("width => document.querySelector('#canvas canvas').width !== width", arg=drawn[0])
    narrow, shown = page.evaluate(CANVAS)
    assert narrow == shown
    assert narrow[0] == page.evaluate("document.getElementById('canvas').clientWidth") < drawn[0]


def test_a_name_is_written_once(desk):
    page = desk
    click_on(page, "n-kehyskunnat")
    _, written = page.evaluate(WRITTEN)
    # It is drawn several times, each label at its place.
    labels = {(text, round(left)) for text, left, *_ in written}
    names = [name.strip() for text, _ in labels for name in text.split(",")]
    assert names.count("Pornainen") == 1


# What one would have to scroll sideways for, outside the diagram and the regions that scroll by themselves.
BEYOND = """
() => [...document.querySelectorAll("main *")]
    .filter((one) => !one.closest(".scroll, svg, [hidden], .unseen, a[href^='#s-'] > span, #canvas"))
    .filter((one) => one.checkVisibility() && one.getBoundingClientRect().right > innerWidth + 1)
    .map((one) => one.outerHTML.slice(0, 120))
"""


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_narrow_page_scrolls_one_way_only(visit, language):
    page = visit(language, size=(640, 500))
    for width in (640, 390, 320):
        page.set_viewport_size({"width": width, "height": 700})
        redrawn(page)
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), width
        assert page.evaluate(BEYOND) == [], width
    regions = page.locator(".scroll:visible").evaluate_all(
        """all => all.map((one) =>
            [one.getAttribute("tabindex"), one.getAttribute("role"), one.scrollWidth > one.clientWidth])"""
    )
    assert regions
    assert {tuple(region[:2]) for region in regions} == {("0", "region")}
    assert any(region[2] for region in regions)


# The spacing of WCAG 2.2, success criterion 1.4.12, for everything that is there and that comes.
SPACING = """
() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`
        * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
        p { margin-bottom: 2em !important }
    `);
    document.adoptedStyleSheets = [sheet];
}
"""
# Text that is cut off, or that lies on other text: controls and headings that do not hold their words.
CUT = """
() => [...document.querySelectorAll("button, label, select, h1, h2, h3, h4, dt, dd, th, legend, #status, #keys")]
    .filter((one) => one.checkVisibility() && !one.matches(".here, .unseen, .matrix th, .matrix button"))
    .filter((one) => one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 6)
    .filter((one) => getComputedStyle(one).display !== "inline")
    .map((one) => one.outerHTML.slice(0, 120))
"""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("fragment", ["#n-kehyskunnat", "#all=kehyskunnat&none=pienet-kunnat&hide=seutukaupungit"])
def test_wider_spacing_of_text_breaks_nothing(visit_small, language, fragment):
    page = visit_small(language, size=NARROW)
    page.evaluate(SPACING)
    page.evaluate("(hash) => { location.hash = hash; }", fragment)
    page.locator("#details h3").wait_for()
    page.locator("#find").fill("ka")
    redrawn(page)
    assert page.evaluate("getComputedStyle(document.querySelector('#details h3')).letterSpacing") == "2.4px"
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert page.evaluate(BEYOND) == []
    assert page.evaluate(CUT) == []


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
    redrawn(page)
    whole = canvas.evaluate("one => one.toDataURL()")
    seen = {whole}
    for key in ("zoom_in", "left", "up", "right", "down", "zoom_in"):
        page.get_by_role("button", name=say("fi", f"tool.{key}"), exact=True).click()
        redrawn(page)
        seen.add(canvas.evaluate("one => one.toDataURL()"))
    # Left and right take each other back, and so do up and down.
    assert len(seen) == 6
    page.get_by_role("button", name=say("fi", "tool.fit"), exact=True).click()
    redrawn(page)
    assert canvas.evaluate("one => one.toDataURL()") == whole


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_on_paper_the_list_is_complete_and_controls_are_not_there(visit, scripts):
    page = visit(java_script_enabled=scripts)
    page.emulate_media(media="print")
    for hidden in ("#toolbar", "#canvas", "#details", ".skip", ".languages"):
        assert page.locator(f"{hidden}:visible").count() == 0
    assert page.locator("svg.picture").is_visible()
    # The legend and the cells of the matrix say something; other controls are of no use on paper.
    controls = page.locator("button:visible, input:visible, select:visible")
    assert controls.evaluate_all("all => all.filter((one) => !one.closest('#legend li, #matrix td')).length") == 0
    # Between the margins of a sheet of A4, with nothing to scroll.
    page.set_viewport_size({"width": 718, "height": 1000})
    cut = "all => all.filter((one) => one.scrollWidth > one.clientWidth + 1).map((one) => one.outerHTML.slice(0, 200))"
    assert page.locator(".scroll").evaluate_all(cut) == []
    assert page.locator("#list li[id^=m-]:visible").count() == 308
    assert page.locator("#reconciliation table").is_visible()


def test_nothing_moves_after_the_page_is_there(desk):
    page = desk
    page.locator("#canvas").scroll_into_view_if_needed()
    page.evaluate("document.activeElement.blur()")
    redrawn(page, 10)
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


# How large the canvas is, whether what is told stands beside it, and whether the page is as wide as its window.
ROOM = """
async () => {
    await new Promise(requestAnimationFrame);
    const [stage, beside] = [".stage", ".beside"].map((one) => document.querySelector(one).getBoundingClientRect());
    const { clientWidth, clientHeight } = document.querySelector("#canvas");
    const { scrollWidth } = document.documentElement;
    return [clientWidth, clientHeight, beside.left >= stage.right, scrollWidth <= innerWidth];
}
"""


def test_in_every_width_the_diagram_has_the_picture_that_fits(visit):
    page = visit("fi")
    found = {}
    for width in sorted({*range(320, 1441, 16), *range(684, 704), *range(996, 1060)}):
        page.set_viewport_size({"width": width, "height": 900})
        found[width] = page.evaluate(ROOM)
    assert [width for width, (*_, fits) in found.items() if not fits] == []
    # Two columns never take the wide picture away, and nobody loses it by a wider window.
    assert [width for width, (canvas, _, columns, _) in found.items() if columns and canvas < 640] == []
    wide = [width for width, (canvas, *_) in found.items() if canvas >= 640]
    assert wide == [width for width in found if width >= 690]
    assert [width for width in wide if found[width][1] > found[width][0]] == []
    assert [width for width, (_, _, columns, _) in found.items() if columns] == [
        width for width in found if width >= 1054
    ]
