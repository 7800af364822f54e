"""A page with too many members to draw, in Chromium: it opens, is searched, asked, walked and read to its end."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

import kuntaverkostot as kv
from kuntaverkostot.page.document import file_name
from kuntaverkostot.text.language import LANGUAGES, day, number, say
from tests.conftest import BROWSER_ARGUMENTS
from tests.large import furnished, large
from tests.visits import NARROW, PHONE, Visitor, heading, is_seen, island_of, redrawn, swipe

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

MOST_SHOWN = 400
# What of the list is in the window, or near it, and not written yet.
EMPTY = """
const frame = () => new Promise(requestAnimationFrame);
const isSeen = (one) => {
  const box = one.getBoundingClientRect();
  return box.bottom > 0 && box.top < innerHeight;
};
const empty = () => [...document.querySelectorAll("#list .later, #list .stretch, #list .network")].filter(
  (one) => isSeen(one) && !one.querySelector("li")
);
const settled = async () => {
  for (let quiet = 0; quiet < 5; quiet++) {
    await frame();
    if (empty().length) quiet = 0;
  }
};
"""
SETTLE = f"async () => {{ {EMPTY} await settled(); }}"
# Somebody reads the list window by window.
SCROLL = f"""
async () => {{
  {EMPTY}
  document.getElementById("list").scrollIntoView();
  for (let top = -1; scrollY > top; ) {{
    await settled();
    top = scrollY;
    scrollBy(0, innerHeight - 50);
  }}
}}
"""


@pytest.fixture(scope="module")
def dataset() -> kv.Dataset:
    return large(3200, 60, 9000)


@pytest.fixture(scope="module")
def visits(dataset, browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visitor]:
    folder = tmp_path_factory.mktemp("large")
    for page in kv.build_pages(dataset):
        page.write(folder / file_name(page.language))
    visitor = Visitor(browser, folder)
    yield visitor
    visitor.close()


@pytest.fixture
def page(visits: Visitor) -> Iterator[Page]:
    yield visits("fi")
    visits.check()


@pytest.fixture(scope="module")
def incidence(dataset):
    return kv.incidence(dataset, kind="organisation")


def names_of(dataset: kv.Dataset) -> dict[str, str]:
    return dict(zip(dataset.organisations["organisation_id"], dataset.organisations["name_fi"], strict=True))


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_opens_and_says_what_it_shows(visits, language):
    page = visits(language)
    visits.check()
    assert page.locator("#diagram-description").inner_text() == say(language, "on_demand.level")
    assert page.locator("#list .network").count() == 60
    assert page.locator("#layout").count() == 0


def test_a_network_that_is_chosen_shows_its_members(page, incidence):
    members = incidence["n0000"].sum()
    page.evaluate("location.hash = '#n-n0000'")
    page.locator("#details h3").wait_for()
    told = say("fi", "on_demand.showing", shown=min(int(members), MOST_SHOWN), all=int(members))
    assert page.get_by_text(told, exact=True).is_visible()
    # The networks with most members in common, as Python counts them.
    pairs = kv.pairs(incidence[[*incidence.columns]])
    shared = pairs[(pairs["network"] == "n0000") | (pairs["other"] == "n0000")]["count"].max()
    first = page.locator("#details .networks small").first.inner_text()
    assert first == say("fi", "tool.shared", count=int(shared))


def test_a_member_is_found_by_its_code(page, dataset, incidence):
    code = incidence.index[1500]
    page.locator("#find").fill(code)
    page.locator(".hits button").first.click()
    name = names_of(dataset)[code]
    assert page.locator("#details h3").inner_text() == name
    networks = page.locator("#details .networks a").evaluate_all("all => all.map((one) => one.hash)")
    assert set(networks) == {f"#n-{network}" for network in incidence.columns[incidence.loc[code]]}
    # Its place in the list is written before anybody goes there.
    page.get_by_role("link", name=say("fi", "tool.to_list")).click()
    entry = page.locator(f"#o-{code}")
    assert entry.get_attribute("aria-current") == "true"
    assert entry.inner_text().startswith(name)


@pytest.mark.parametrize(
    "parts", [{"all_of": ["n0000", "n0001"]}, {"all_of": ["n0000"], "none_of": ["n0001"]}], ids=str
)
def test_a_question_is_answered_as_python_answers_it(page, incidence, parts):
    for part, networks in parts.items():
        for network in networks:
            page.locator(f"#query select[data-network='n-{network}']").select_option(part.removesuffix("_of"))
    expected = kv.sharing(incidence, **parts)
    sentence = page.locator("#query .answer p").first.inner_text()
    assert sentence.startswith(say("fi", "count.members", count=len(expected)))
    links = page.locator("#query .members a").evaluate_all("all => all.map((one) => one.hash.slice(3))")
    assert len(links) == min(len(expected), MOST_SHOWN)
    assert set(links) <= set(expected.index)
    assert "kv.incidence(dataset)," in page.locator("#query code").text_content()


def test_the_keyboard_leads_from_a_network_to_its_members_and_on(page, incidence):
    here = page.locator("#canvas button.here")
    here.focus()
    network = page.evaluate("document.activeElement.getAttribute('aria-label')").split(",")[0]
    page.keyboard.press("ArrowDown")
    label = page.evaluate("document.activeElement.getAttribute('aria-label')")
    assert label.endswith(f"1 / {number('fi', int(incidence['n0000'].sum()))}".replace("\u00a0", ""))
    assert say("fi", "tool.member_of", name=network) in label
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')").startswith(network)


def test_the_list_is_whole_when_it_has_been_scrolled_through(page, dataset, incidence):
    page.evaluate(SCROLL)
    listed = page.evaluate(
        """() => [...document.querySelectorAll("#list .network")].flatMap((network) =>
            [...network.querySelectorAll(".members a")].map((one) => `${network.id} ${one.hash.slice(1)}`))"""
    )
    cells = incidence.to_numpy()
    expected = {
        f"n-{network} o-{code}"
        for place, network in enumerate(incidence.columns)
        for code in incidence.index[cells[:, place]]
    }
    assert len(listed) == len(expected)
    assert set(listed) == expected
    entries = page.locator(".by-member li").evaluate_all("all => all.map((one) => one.id)")
    assert entries == island_of(page)["members"]["id"]
    # What has been left behind is not laid out, but the browser finds it.
    last = names_of(dataset)[entries[-1].removeprefix("o-")]
    assert page.evaluate("name => { scrollTo(0, 0); getSelection().empty(); return find(name); }", last)


def test_those_who_listen_have_networks_that_are_far_away(visits, browser: Browser, browser_path):
    # What assistive technology gets when it is there; without it, Chromium leaves out what is not laid out.
    arguments = [*BROWSER_ARGUMENTS, "--force-renderer-accessibility"]
    with browser.browser_type.launch(executable_path=browser_path, args=arguments) as listening:
        page = Visitor(listening, visits.folder)("fi")
        names = [" ".join(name.split()) for name in page.locator("#list h4").all_text_contents()]
        tree = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    heard = {one["name"]["value"] for one in tree if one.get("role", {}).get("value") == "heading"}
    assert len(names) == 60
    assert set(names) <= heard


@pytest.mark.parametrize("way", ["address", "link"])
def test_an_address_leads_to_a_network_far_down(visits, way):
    networks = visits("fi").locator("#list .network").evaluate_all("all => all.map((one) => one.id)")
    far = networks[len(networks) * 3 // 4]
    if way == "address":
        page = visits("fi", fragment=f"#{far}")
    else:
        page = visits("fi")
        page.evaluate(f"location.hash = '#{far}'")
    page.locator(f"#{far} li").first.wait_for()
    page.evaluate(SETTLE)
    assert is_seen(page, f"#{far} h4")
    assert is_seen(page, f"#{far} li:first-child")
    visits.check()


def test_an_address_leads_to_a_member_that_was_not_written_yet(visits, incidence):
    code = incidence.index[2500]
    page = visits("fi", fragment=f"#o-{code}")
    page.locator(f"#o-{code}").wait_for()
    page.evaluate(SETTLE)
    assert is_seen(page, f"#o-{code}")
    visits.check()


def test_a_question_leads_to_the_diagram(visits):
    page = visits("fi", size=PHONE, fragment="#all=n0000")
    assert page.evaluate("document.activeElement.className") == "stage"
    page.evaluate(SETTLE)
    assert is_seen(page, "#canvas")
    page.locator("#upset button").last.click()
    assert page.evaluate("document.activeElement.className") == "stage"
    page.evaluate(SETTLE)
    assert is_seen(page, "#canvas")
    visits.check()


def test_who_goes_back_is_where_the_browser_brings_them(page):
    network = page.locator("#list .network").last.get_attribute("id")
    page.evaluate(f"location.hash = '#{network}'")
    page.evaluate(SETTLE)
    page.evaluate("history.scrollRestoration = 'manual'; location.hash = '#diagram'")
    page.evaluate(SETTLE)
    assert is_seen(page, "#canvas")
    page.go_back()
    page.wait_for_function("network => location.hash === `#${network}`", arg=network)
    page.evaluate(SETTLE)
    assert is_seen(page, "#canvas")


@pytest.mark.parametrize("size", [NARROW, PHONE], ids=["narrow", "phone"])
def test_a_narrow_window_scrolls_one_way_only(visits, size):
    page = visits("sv", size=size, color_scheme="dark")
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    visits.check()


def test_without_scripts_the_whole_list_is_a_link_away(visits, incidence):
    page = visits("fi", java_script_enabled=False)
    page.get_by_role("link", name="Koko luettelo").first.click()
    page.wait_for_load_state()
    assert page.url.endswith("kuntaverkostot.fi.list.html")
    visits.asked.clear()
    assert page.locator("section[id^='n-'] li").count() == int(incidence.to_numpy().sum())
    assert page.locator("#by-member li").count() == len(incidence.index)


def test_a_finger_across_moves_nothing_and_a_tap_chooses(visits):
    page = visits("fi", size=PHONE, has_touch=True, is_mobile=True)
    canvas = page.locator("#canvas canvas")
    canvas.scroll_into_view_if_needed()
    redrawn(page)
    picture = canvas.evaluate("one => one.toDataURL()")
    swipe(page, 150, 0)
    redrawn(page, 4)
    assert canvas.evaluate("one => one.toDataURL()") == picture
    here = page.locator("#canvas button.here")
    box = here.bounding_box()
    assert box is not None
    page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.locator("#details h3").wait_for()
    assert heading(page) == here.get_attribute("aria-label").split(",")[0]
    visits.check()


@pytest.fixture
def told(browser: Browser, tmp_path: Path) -> Iterator[Visitor]:
    for page in kv.build_pages(furnished(large(3200, 60, 9000)), languages=["sv"]):
        page.write(tmp_path / file_name(page.language))
    visitor = Visitor(browser, tmp_path)
    yield visitor
    visitor.close()


def test_details_say_what_the_tables_tell(told, real):
    page = told("sv")
    page.evaluate("location.hash = '#m-091'")
    page.locator("#details dl").wait_for()
    terms, values = (page.locator(f"#details {one}").all_inner_texts() for one in ("dt", "dd"))
    found = dict(zip(terms, values, strict=True))
    people = real.populations.query("date == '2024-12-31' and municipality_code == '091'")["population"].item()
    assert found[say("sv", "tool.population", date=day("sv", "2024-12-31"))] == number("sv", people)
    assert found[say("sv", "tool.language")] == say("sv", "municipality_language.fi-sv")
    assert found[say("sv", "tool.region")] == "Nyland"
    assert found[say("sv", "tool.code")] == "091"
    page.evaluate("location.hash = '#n-n0004'")
    page.get_by_text(f"{say('sv', 'table.held')}: 20", exact=False).wait_for()
    said = page.locator("#details").inner_text()
    assert say("sv", "tool.population", date=day("sv", "2024-12-31")) in said
    page.evaluate("location.hash = '#n-n0002'")
    page.locator("#details").get_by_text(say("sv", "list.ended", date=day("sv", "2019-12-31"))).wait_for()
    told.check()


def test_in_a_notebook_nothing_leads_to_the_pages_beside_it(browser, dataset):
    page = browser.new_page()
    wrong: list[str] = []
    page.on("console", lambda message: wrong.append(message.text))
    page.set_content(kv.build_page(dataset, language="sv")._repr_mimebundle_()["text/html"])
    shown = page.frame_locator("iframe")
    shown.locator("html.interactive #canvas canvas").wait_for()
    leading = shown.locator("a[href]").evaluate_all("all => all.map((one) => one.getAttribute('href'))")
    assert [goal for goal in leading if not goal.startswith(("#", "https://", "http://"))] == []
    assert wrong == []
    page.close()
