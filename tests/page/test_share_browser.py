"""What one takes along: links, code for other sites, pictures and tables."""

from __future__ import annotations

import base64
import csv
import dataclasses
import html
import io
import xml.etree.ElementTree as ET
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest

import kuntaverkostot as kv
from kuntaverkostot.text.language import LANGUAGES, say
from tests.pages import parsed, rows
from tests.visits import Visitor, click_on, island_of, redrawn, unfold

if TYPE_CHECKING:
    from playwright.sync_api import FrameLocator, Page, Route

SVG = "{http://www.w3.org/2000/svg}"
NAMES = {
    "fi": ("kuntaverkostot-kaavio.fi", "kuntaverkostot-valinta.fi"),
    "sv": ("kuntaverkostot-diagram.sv", "kuntaverkostot-urval.sv"),
    "en": ("kuntaverkostot-diagram.en", "kuntaverkostot-selection.en"),
}
STATE = "#any=pienet-kunnat.seutukaupungit&none=kehyskunnat&layout=map"
NONE_CONFIRMED = {
    "fi": "jäsenyyttä ei löytynyt julkisista lähteistä",
    "sv": "inget medlemskap hittades i offentliga källor",
    "en": "no membership found in public sources",
}
# Size of a picture, how many colours it has, and whether one can see through it anywhere.
DECODE = """
async (text) => {
    const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
    const context = new OffscreenCanvas(image.width, image.height).getContext("2d");
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, image.width, image.height);
    const colours = new Set();
    let clear = 0;
    for (let place = 0; place < data.length; place += 4) {
        if (data[place + 3] < 255) clear += 1;
        colours.add((data[place] << 16) | (data[place + 1] << 8) | data[place + 2]);
    }
    return [image.width, image.height, colours.size, clear, [...data.slice(0, 3)]];
}
"""


def _press(page: Page, key: str) -> None:
    page.locator("#share").get_by_role("button", name=say(island_of(page)["language"], f"share.{key}")).click()


def _saved(page: Page, key: str) -> tuple[str, bytes]:
    """Return the name and the bytes of what a button gives."""
    with page.expect_download() as waiting:
        _press(page, key)
        # Chromium paints a file of a canvas when it has nothing else to do, which it knows between two pictures.
        redrawn(page, 10)
    path = waiting.value.path()
    return waiting.value.suggested_filename, Path(path).read_bytes()


def _rows(data: bytes) -> list[list[str]]:
    text = data.decode("utf-8-sig")
    assert data.startswith("\ufeff".encode())
    return list(csv.reader(io.StringIO(text, newline="")))


def _labels(page: Page) -> dict[str, str]:
    """Return names of members and short names of networks, by address."""
    data = island_of(page)
    names = dict(zip(data["nodes"]["id"], data["nodes"]["name"], strict=True))
    labels = zip(data["networks"]["node"], data["networks"]["label"], strict=True)
    return names | {data["nodes"]["id"][node]: label for node, label in labels}


def _sheet(data: bytes) -> list[list[str]]:
    """Return the cells of a workbook, each of which is a text."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
    (sheet,) = openpyxl.load_workbook(io.BytesIO(data)).worksheets
    assert {cell.data_type for row in sheet for cell in row} == {"s"}
    return [[cell.value or "" for cell in row] for row in sheet]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_link_leads_to_what_is_shown(visit_small, language):
    page = visit_small(language, fragment=STATE, permissions=["clipboard-read", "clipboard-write"])
    _press(page, "link")
    page.locator("#status", has_text=say(language, "share.copied")).wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == page.url
    assert page.url.endswith(STATE)
    assert page.locator("#share textarea").count() == 0


def test_the_code_for_another_site_is_one_frame_with_a_title(visit_small):
    page = visit_small("sv", fragment=STATE, permissions=["clipboard-read", "clipboard-write"])
    _press(page, "embed")
    page.locator("#status", has_text=say("sv", "share.copied")).wait_for()
    (frame,) = parsed(page.evaluate("navigator.clipboard.readText()")).children
    assert frame.tag == "iframe"
    assert frame.attributes == {
        "src": page.url,
        "title": say("sv", "wording.title"),
        "width": "100%",
        "height": "900",
        "loading": "lazy",
    }


@pytest.mark.parametrize("key", ["link", "embed"])
def test_where_copying_is_refused_the_text_is_there_to_be_copied_by_hand(visit_small, key):
    page = visit_small("fi", fragment=STATE)
    page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    for _ in range(2):
        _press(page, key)
        field = page.locator("#share textarea")
        field.wait_for()
        assert field.count() == 1
        assert page.url in field.input_value().replace("&amp;", "&")
        assert field.get_attribute("aria-label") == say("fi", f"share.{key}")
        assert field.evaluate("one => [document.activeElement === one, one.selectionStart, one.selectionEnd]") == [
            True,
            0,
            len(field.input_value()),
        ]
    field.press("Delete")
    assert page.url in field.input_value().replace("&amp;", "&")


def test_the_python_line_is_copied(visit_small):
    page = visit_small("fi", fragment="#all=pienet-kunnat", permissions=["clipboard-read", "clipboard-write"])
    # It is for those who ask.
    copying = page.locator("#query").get_by_role("button", name=say("fi", "query.copy"), exact=True)
    page.locator("#query details").evaluate("one => { one.open = false; }")
    assert not copying.is_visible()
    page.locator("#query").get_by_text(say("fi", "query.python")).click()
    copying.click()
    page.locator("#status", has_text=say("fi", "share.copied")).wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == (
        'kv.sharing(kv.incidence(dataset, kind="municipality"), all_of=["pienet-kunnat"])'
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_holds_the_memberships_of_what_is_chosen(opened, small, language):
    page = opened[language]
    page.locator("#moves button").last.click()
    names = _labels(page)
    held = rows(small) | rows(small, candidates=True)
    held_by = kv.sharing(kv.incidence(small, kind="municipality"), any_of=["pienet-kunnat", "suuret-kaupungit"])
    shared = {f"m-{code}" for code in held_by.index}
    members = {member for network, member in held if network == "n-kehyskunnat"}
    for fragment, expected in (
        ("#any=pienet-kunnat.suuret-kaupungit", shared),
        ("#n-kehyskunnat", members),
        ("#m-734", {"m-734"}),
        ("#diagram", {member for _, member in held}),
    ):
        page.evaluate("(hash) => { location.hash = hash; dispatchEvent(new PopStateEvent('popstate')); }", fragment)
        name, data = _saved(page, "csv")
        assert name == f"{NAMES[language][1]}.csv"
        heads, *table = _rows(data)
        assert heads == [say(language, f"csv.{key}") for key in ("network", "member", "code", "basis", "sources")]
        # Networks of which nobody is known are part of all there is.
        empty = {node for node in names if node[0] == "n"} - {network for network, _ in held}
        unknown = [(names[network], "", "") for network in empty if fragment == "#diagram"]
        assert sorted((network, member, code) for network, member, code, *_ in table) == sorted(
            [(names[network], names[member], member[2:]) for network, member in held if member in expected] + unknown
        )
        name, book = _saved(page, "xlsx")
        assert name == f"{NAMES[language][1]}.xlsx"
        assert _sheet(book) == [heads, *table]
        guessed = {
            (network, member) for network, member, _, basis, _ in table if basis == say(language, "csv.by_candidate")
        }
        assert guessed == {
            (names[network], names[member]) for network, member in rows(small, candidates=True) if member in expected
        }


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_holds_those_without_a_membership_too(visit, real, language):
    page = visit(language, fragment="#m-980")
    names = _labels(page)
    held = rows(real)
    alone = {node for node in names if node[0] != "n"} - {member for _, member in held}
    assert (len(alone), "m-980" in alone) == (21, True)
    nobody = ".".join(
        page.locator("#query select").evaluate_all("all => all.map((one) => one.dataset.network.slice(2))")
    )
    unknown = sorted(
        [names[network], "", "", say(language, "known.none"), ""]
        for network in {node for node in names if node[0] == "n"} - {network for network, _ in held}
    )
    assert len(unknown) == 23
    added = sorted(["", names[member], member[2:], NONE_CONFIRMED[language], ""] for member in alone)
    for fragment, expected in (
        ("#m-980", [["", "Ylöjärvi", "980", NONE_CONFIRMED[language], ""]]),
        (f"#none={nobody}", added),
        ("#diagram", added),
    ):
        page.evaluate("(hash) => { location.hash = hash; dispatchEvent(new PopStateEvent('popstate')); }", fragment)
        _, *table = _rows(_saved(page, "csv")[1])
        assert sorted(row for row in table if not row[0]) == expected
        assert sorted(row for row in table if not row[1]) == (unknown if fragment == "#diagram" else [])
        assert len(table) == len(expected) + (len(held) + len(unknown) if fragment == "#diagram" else 0)
        assert _sheet(_saved(page, "xlsx")[1])[1:] == table


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_of_a_network_without_known_members_says_so(visit, language):
    page = visit(language, fragment="#n-akusti")
    nodes = island_of(page)["nodes"]
    name = dict(zip(nodes["id"], nodes["name"], strict=True))["n-akusti"]
    none = {"fi": "jäsenet eivät ole tiedossa", "sv": "medlemmarna är inte kända", "en": "members not known"}[language]
    assert _rows(_saved(page, "csv")[1])[1:] == [[_labels(page)["n-akusti"], "", "", none, ""]]
    assert f"{name}, {none}" in page.locator("#status").text_content()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_button_gives_a_table_of_the_same_form(opened, language):
    page = opened[language]
    page.locator("#moves button").last.click()
    chosen = _saved(page, "csv")[1]
    with page.expect_download() as waiting:
        page.locator(".download a").click()
    whole = Path(waiting.value.path()).read_bytes()
    heads, *table = _rows(whole)
    assert _rows(chosen)[0] == heads
    assert heads[-1] == say(language, "csv.sources")
    # Networks of which nobody is known have no row in the table of memberships.
    assert sorted(row for row in _rows(chosen)[1:] if row[0] and row[1]) == sorted(table)
    assert any(row[4] for row in table)
    assert chosen.endswith(b"\n")
    assert not chosen.endswith(b"\r\n")


HOSTILE = '=1+1;"x" </t>&lt;\U0001f600'


def test_no_cell_of_the_table_is_a_formula(browser, small, tmp_path):
    networks = small.networks.copy()
    networks["name_fi"] = networks["name_fi"].mask(networks["network_id"] == "kehyskunnat", HOSTILE)
    networks["short_fi"] = networks["name_fi"]
    page = browser.new_page()
    page.goto(kv.build_page(dataclasses.replace(small, networks=networks)).write(tmp_path / "page.html").as_uri())
    page.locator("html.interactive #canvas canvas").wait_for()
    unfold(page)
    heads, *table = _rows(_saved(page, "csv")[1])
    sheet = _sheet(_saved(page, "xlsx")[1])
    page.close()
    assert len(heads) == 5
    assert {network for network, *_ in table if "1+1" in network} == {f"'{HOSTILE}"}
    assert sheet == [heads, *table]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_drawn_picture_stands_alone(opened, language, browser, tmp_path):
    name, data = _saved(opened[language], "svg")
    assert name == f"{NAMES[language][0]}.svg"
    root = ET.fromstring(data)  # noqa: S314 - the page made it
    assert root.tag == f"{SVG}svg"
    style, *drawn = [one for one in root.iter() if one is not root]
    assert style.tag == f"{SVG}style"
    there = opened[language].evaluate(
        """() => [...document.querySelectorAll("svg.picture *")].map(
            (part) => [part.localName, part.className.baseVal, part.textContent])"""
    )
    assert [[one.tag.removeprefix(SVG), one.get("class", ""), "".join(one.itertext())] for one in drawn] == there
    assert len(drawn) > 40
    # Every colour that a rule names is in the file, and nothing is fetched.
    (tmp_path / name).write_bytes(data)
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((tmp_path / name).as_uri())
    fills = page.evaluate(
        """() => [...document.querySelectorAll(".square")].map((one) => getComputedStyle(one).fill)"""
    )
    page.close()
    assert len(asked) == 1
    assert len(set(fills)) > 4
    assert "rgb(0, 0, 0)" not in fills


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_painted_picture_is_what_the_canvas_shows(visit_small, scheme):
    page = visit_small("en", color_scheme=scheme)
    click_on(page, "n-pienet-kunnat")
    page.mouse.move(0, 0)
    name, data = _saved(page, "png")
    assert name == f"{NAMES['en'][0]}.png"
    width, height, colours, clear, corner = page.evaluate(DECODE, base64.b64encode(data).decode())
    canvas = page.locator("#canvas canvas")
    assert [width, height] == canvas.evaluate("one => [one.width, one.height]")
    assert colours > 50
    assert clear == 0
    assert corner == ([255, 255, 255] if scheme == "light" else [20, 23, 27])


def test_the_whole_table_of_the_page_is_there_to_take_along(opened, small):
    with opened["sv"].expect_download() as waiting:
        opened["sv"].locator(".download a").click()
    assert waiting.value.suggested_filename == say("sv", "table.file_memberships")
    table = _rows(Path(waiting.value.path()).read_bytes())
    assert len(table) - 1 == len(rows(small) | rows(small, candidates=True))


def test_files_of_tables_of_ones_own_do_not_speak_of_municipalities(browser, tmp_path):
    leagues = kv.read_dataset(Path(__file__).parents[2] / "notebooks" / "examples" / "leagues.xlsx")
    kv.build_page(leagues, language="en").write(tmp_path / "kuntaverkostot.en.html")
    visitor = Visitor(browser, tmp_path)
    page = visitor("en")
    assert [_saved(page, key)[0] for key in ("svg", "csv")] == ["networks-diagram.en.svg", "networks-selection.en.csv"]
    # A question is about the members that there are.
    page.locator('#query select[data-network="n-youth-cup"]').select_option("all")
    assert page.locator("#query .answer p").first.inner_text() == "5 members are in the network “Youth Cup”."
    assert "kv.incidence(dataset)," in page.locator("#query code").text_content()
    assert _rows(_saved(page, "csv")[1])[1:]
    visitor.check()
    visitor.close()


AROUND = "https://around.example/"
ADDRESS = "https://kunta.example/kuntaverkostot.sv.html"
BLOB = """
text => { document.querySelector("iframe").src = URL.createObjectURL(new Blob([text], { type: "text/html" })); }
"""
FRAME = '<!DOCTYPE html><title>Around</title><iframe width="900" height="900" {attributes}></iframe>'


def _in_a_place(browser, small, place: str) -> tuple[Page, FrameLocator, list[str]]:
    """Open the page inside another one, and note what goes wrong or is asked for."""
    # A page made alone leads to no other language.
    built = next(page for page in kv.build_pages(small) if page.language == "sv")
    around = built._repr_mimebundle_()["text/html"] if place == "notebook" else FRAME
    attributes = {
        "srcdoc": f'srcdoc="{html.escape(built.html)}"',
        "data": f'src="data:text/html;charset=utf-8;base64,{base64.b64encode(built.html.encode()).decode()}"',
        "sandboxed": f'sandbox="allow-scripts allow-popups" src="{ADDRESS}"',
        "framed": f'src="{ADDRESS}"',
    }
    wrong: list[str] = []
    page = browser.new_page()
    page.set_default_timeout(10_000)
    page.on("console", lambda message: wrong.append(message.text))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    around = around.replace("{attributes}", attributes.get(place, ""))
    answers = {AROUND: around, ADDRESS: built.html}

    def answer(route: Route) -> None:
        route.fulfill(body=answers.get(route.request.url, "elsewhere"), content_type="text/html; charset=utf-8")

    page.context.route("**", answer)
    page.goto(AROUND)
    if place == "blob":
        page.evaluate(BLOB, built.html)
    shown = page.frame_locator("iframe")
    shown.locator("html.interactive #canvas canvas").wait_for()
    shown.locator("details").evaluate_all("all => all.forEach((one) => { one.open = true; })")
    return page, shown, wrong


@pytest.mark.parametrize("place", ["notebook", "srcdoc", "data", "blob", "sandboxed"])
def test_without_an_address_nothing_leads_to_one(browser, small, place):
    page, shown, wrong = _in_a_place(browser, small, place)
    buttons = shown.locator("#share button").all_inner_texts()
    assert buttons == [say("sv", f"share.{key}") for key in ("svg", "png", "csv", "xlsx")]
    assert shown.locator(".languages").count() == 0
    leading = shown.locator("a[href]").evaluate_all("all => all.map((one) => one.getAttribute('href'))")
    assert [goal for goal in leading if not goal.startswith(("#", "https://", "http://", "data:text/csv"))] == []
    assert wrong == []
    page.close()


@pytest.mark.parametrize("place", ["notebook", "srcdoc", "data", "sandboxed"])
def test_in_a_frame_copying_works_or_the_text_is_there_by_hand(browser, small, place):
    page, shown, wrong = _in_a_place(browser, small, place)
    shown.locator("#query select").first.select_option("all")
    shown.locator("#query").get_by_text(say("sv", "query.python")).click()
    shown.locator("#query").get_by_role("button", name=say("sv", "query.copy"), exact=True).click()
    done = shown.locator(".copying", has_text=say("sv", "share.copied"))
    field = shown.locator("#query textarea")
    done.or_(field).first.wait_for()
    if place == "sandboxed":
        assert field.input_value() == shown.locator("#query code").inner_text()
    assert wrong == []
    page.close()


@pytest.mark.parametrize("place", ["notebook", "framed"])
def test_a_link_out_of_a_frame_opens_a_window_of_its_own(browser, small, place):
    page, shown, wrong = _in_a_place(browser, small, place)
    links = shown.locator("a[href^='http']")
    assert links.count() > 3
    assert set(links.evaluate_all("all => all.map((one) => `${one.target} ${one.rel}`)")) == {"_blank noopener"}
    with page.context.expect_page() as waiting:
        links.first.click()
    assert waiting.value.evaluate("opener") is None
    assert shown.locator("html.interactive #canvas canvas").count() == 1
    assert wrong == []
    page.close()


def test_a_frame_with_an_address_keeps_its_links(browser, small):
    page, shown, wrong = _in_a_place(browser, small, "framed")
    assert shown.locator("#share button").count() == 6
    assert shown.locator(".languages a").count() == 2
    assert shown.locator(".languages a[target]").count() == 0
    shown.locator("#share").get_by_role("button", name=say("sv", "share.link")).click()
    field = shown.locator("#share textarea")
    field.wait_for()
    assert field.input_value() == ADDRESS
    assert wrong == []
    page.close()


def test_alone_links_stay_in_their_window(visit_small):
    page = visit_small("fi")
    assert page.locator("a[href^='http']").count() > 3
    assert page.locator("a[target]").count() == 0
