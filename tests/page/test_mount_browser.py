"""Several explorers in one document, each with a host of its own: nothing is shared, and nothing of one is left."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

import kuntaverkostot as kv
from kuntaverkostot.diagram.inlining import built, page_style, vis_script
from kuntaverkostot.diagram.style import palette_style
from tests.large import large
from tests.pages import parsed

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

# Keeps account of what listens and observes, before any script of ours runs.
ACCOUNT = """
(() => {
    const live = window.live = new Set();
    const { addEventListener: add, removeEventListener: remove } = EventTarget.prototype;
    const captures = (options) => Boolean(typeof options === "object" ? options?.capture : options);
    const find = (target, type, listener, options) => [...live].find((one) => one.target === target
        && one.type === type && one.listener === listener && one.capture === captures(options));
    EventTarget.prototype.addEventListener = function (type, listener, options) {
        const target = this ?? window;
        add.call(target, type, listener, options);
        if (target instanceof AbortSignal || find(target, type, listener, options)) return;
        const one = { target, type, listener, capture: captures(options) };
        live.add(one);
        const signal = typeof options === "object" ? options?.signal : null;
        if (signal) add.call(signal, "abort", () => live.delete(one));
    };
    EventTarget.prototype.removeEventListener = function (type, listener, options) {
        const target = this ?? window;
        remove.call(target, type, listener, options);
        live.delete(find(target, type, listener, options));
    };
    window.observers = new Set();
    for (const name of ["ResizeObserver", "IntersectionObserver", "MutationObserver"]) {
        window[name] = class extends window[name] {
            observe(...goals) { observers.add(this); super.observe(...goals); }
            disconnect() { observers.delete(this); super.disconnect(); }
        };
    }
    // What listens on an element that nobody can reach any more is gone with it.
    window.listening = () => [...live].filter(({ target }) => !(target instanceof Node) || target.isConnected)
        .map(({ target, type }) => `${target.constructor.name} ${type}`).sort();
})();
"""
MOUNT = """
async ([source, payloads, style]) => {
    const address = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
    const { mount } = await import(address);
    window.explorers = {};
    window.remembered = {};
    window.start = (name) => {
        let root = document.getElementById(name);
        if (root.dataset.shadow) {
            const sheet = document.createElement("style");
            sheet.textContent = style;
            root = root.shadowRoot ?? root.attachShadow({ mode: "open" });
            const inner = document.createElement("div");
            root.replaceChildren(sheet, inner);
            root = inner;
        }
        remembered[name] = [];
        explorers[name] = mount(root, JSON.parse(payloads[name]), {
            idOf: (part) => `${name}-${part}`,
            remember: (selection) => remembered[name].push(selection),
        });
    };
}
"""
DOCUMENT = """<!DOCTYPE html><html lang="en"><title>Two</title><style>{style}</style>
<style>.room {{ width: 800px }} .canvas {{ height: 400px }}</style>
<body><div id="one" class="room"></div><div id="two" class="room" {attributes}></div></body></html>"""


def _payload(page: kv.Page) -> str:
    return parsed(page.html).one("script", id="data").raw


@pytest.fixture(scope="module")
def payloads(small, real) -> dict[str, str]:
    return {"one": _payload(kv.build_page(small, language="fi")), "two": _payload(kv.build_page(real, language="en"))}


@pytest.fixture(params=["document", "shadow root"])
def together(browser: Browser, payloads: dict[str, str], request) -> Iterator[Page]:
    """Return a document with two explorers of different data and languages."""
    page = browser.new_page(viewport={"width": 1000, "height": 900})
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda message: wrong.append(message.text))
    page.set_default_timeout(5000)
    _prepare(page, payloads, attributes='data-shadow="1"' if request.param == "shadow root" else "")
    page.evaluate("before = [listening(), observers.size]; start('one'); start('two')")
    yield page
    assert wrong == []
    page.close()


def _prepare(page: Page, payloads: dict[str, str], *, attributes: str = "") -> None:
    style = palette_style() + page_style()
    page.set_content(DOCUMENT.format(style=style, attributes=attributes))
    page.evaluate(ACCOUNT)
    page.add_script_tag(content=vis_script())
    page.evaluate(MOUNT, [built("mount.js"), payloads, style + ".canvas { height: 400px }"])


def _find(page: Page, room: str, name: str) -> Locator:
    """Find and choose a node, and return the heading of its details."""
    page.locator(f"#{room}-find").fill(name)
    page.locator(f"#{room} .hits button").first.click()
    return page.locator(f"#{room}-details h3")


def _chosen(page: Page) -> list[str | None]:
    return page.evaluate("[explorers.one.selection.chosen, explorers.two.selection.chosen]")


def test_two_explorers_share_nothing(together):
    page = together
    assert page.locator("canvas").count() == 2
    ids = page.evaluate(
        """() => [document, ...[...document.querySelectorAll("*")].flatMap((one) => one.shadowRoot ?? [])]
            .flatMap((root) => [...root.querySelectorAll("[id]")].map((one) => one.id))"""
    )
    assert len(ids) == len(set(ids)) > 20
    assert _find(page, "one", "Salo").inner_text() == "Salo"
    assert _chosen(page) == ["m-734", None]
    assert page.locator("#two-details").is_hidden()
    assert _find(page, "two", "Helsinki").inner_text() == "Helsinki"
    assert _chosen(page) == ["m-734", "m-091"]
    # Each speaks its own language.
    page.locator("#one-legend button").first.click()
    assert page.evaluate("[explorers.one, explorers.two].map((one) => one.selection.hidden.length)") == [1, 0]
    assert "piilotettu" in page.locator("#one-status").inner_text().lower()
    assert page.evaluate("[remembered.one.length, remembered.two.length]") == [2, 1]


def test_one_is_set_and_heard_from_outside(together):
    page = together
    page.evaluate(
        """() => {
            heard = [];
            stop = explorers.two.on("change", (what) => heard.push([...what].sort().join()));
            explorers.two.set({ query: { all: ["n-pienet-kunnat", "n-seutukaupungit"], any: [], none: [] } });
            explorers.one.set({ chosen: "m-091" });
            stop();
            explorers.two.set({ chosen: "m-091" });
        }"""
    )
    assert page.evaluate("heard") == ["query"]
    members = page.evaluate("explorers.two.members")
    held = kv.incidence(kv.load_dataset(), kind="municipality")
    expected = kv.sharing(held, all_of=["pienet-kunnat", "seutukaupungit"]).index
    assert sorted(members) == sorted(f"m-{code}" for code in expected)
    assert page.evaluate("explorers.one.members") == []
    assert page.evaluate("remembered.two") == []


def test_a_walk_by_keyboard_stays_in_its_own_diagram(together):
    page = together
    here = page.locator("#two-canvas button.here")
    here.focus()
    for key in ("ArrowDown", "ArrowRight", "Enter"):
        page.keyboard.press(key)
    assert _chosen(page)[0] is None
    assert (_chosen(page)[1] or "").startswith("m-")
    assert page.evaluate("(document.activeElement.shadowRoot ?? document).activeElement.className") == "here"


def test_of_one_that_is_destroyed_nothing_is_left_and_the_other_goes_on(together):
    page = together
    both = page.evaluate("listening().length")
    _find(page, "one", "Salo")
    page.evaluate("explorers.one.destroy()")
    assert page.locator("#one *").count() == 0
    assert page.locator("canvas").count() == 1
    assert page.evaluate("listening().length") < both
    # The other one still finds, zooms, hides and tells.
    assert _find(page, "two", "Vaasa").inner_text() == "Vaasa"
    canvas = page.locator("#two canvas")
    picture = canvas.evaluate("one => one.toDataURL()")
    page.locator("#two-toolbar .icon").first.click()
    page.wait_for_timeout(100)
    assert canvas.evaluate("one => one.toDataURL()") != picture
    page.set_viewport_size({"width": 700, "height": 900})
    page.emulate_media(color_scheme="dark")
    page.evaluate("explorers.two.destroy()")
    assert page.locator("canvas").count() == 0
    assert page.evaluate("[listening(), observers.size]") == page.evaluate("before")


def test_one_can_be_started_again_where_one_was(together):
    page = together
    for _ in range(3):
        page.evaluate("explorers.two.destroy(); start('two')")
    assert page.locator("#two-canvas canvas").count() == 1
    assert _find(page, "two", "Vaasa").inner_text() == "Vaasa"


def test_members_on_demand_are_mounted_and_destroyed_likewise(browser, payloads):
    page = browser.new_page(viewport={"width": 1000, "height": 900})
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    _prepare(page, payloads | {"two": _payload(kv.build_page(large(3200, 60, 9000), language="sv"))})
    page.evaluate("before = [listening(), observers.size]; start('one'); start('two')")
    network = json.loads(page.evaluate("JSON.stringify(explorers.two.selection)"))
    assert network["chosen"] is None
    page.evaluate("explorers.two.set({ chosen: 'n-n0000' })")
    page.locator("#two-details h3").wait_for()
    assert page.locator("#two-details .members button").count() > 100
    page.evaluate("explorers.two.destroy(); explorers.one.destroy()")
    assert page.evaluate("[listening(), observers.size]") == page.evaluate("before")
    assert page.locator("#two *").count() == 0
    assert wrong == []
    page.close()


def test_a_page_that_is_left_is_as_it_was_before(browser, small):
    """What stood in the document already is put back."""
    page = browser.new_page()
    root = parsed(kv.build_page(small, language="sv").html)
    html = kv.build_page(small, language="sv").html
    body = html.partition("<body>")[2].partition('<script type="application/json"')[0]
    page.set_content(f"<!DOCTYPE html><html lang='sv'><style>{page_style()}</style><body>{body}</body></html>")
    page.add_script_tag(content=vis_script())
    before = page.evaluate("document.querySelector('main').innerHTML")
    page.evaluate(
        """async ([source, payload]) => {
            const { mount } = await import(URL.createObjectURL(new Blob([source], { type: "text/javascript" })));
            explorer = mount(document.body, JSON.parse(payload), { idOf: (part) => part, hrefOf: (id) => `#${id}` });
        }""",
        [built("mount.js"), root.one("script", id="data").raw],
    )
    page.evaluate("explorer.choose('m-091')")
    page.locator("#query select").first.evaluate(
        "(one) => { one.value = 'all'; one.dispatchEvent(new Event('change')); }"
    )
    page.locator("#measure").evaluate("(one) => { one.value = 'jaccard'; one.dispatchEvent(new Event('change')); }")
    page.evaluate("explorer.destroy()")
    assert page.evaluate("document.querySelector('main').innerHTML") == before
    page.close()
