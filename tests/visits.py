"""Open a page in Chromium as a reader does, and find nodes of the diagram."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import TYPE_CHECKING

from kuntaverkostot.page.document import file_name
from kuntaverkostot.text.language import LANGUAGES
from tests.payloads import decoded

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

WIDE, NARROW, PHONE = (1280, 800), (320, 700), (390, 844)
# What the policy of the page refuses, and how far the diagram is moved and enlarged, noted from the beginning.
WATCH = """
window.refused = [];
document.addEventListener("securitypolicyviolation", (event) => window.refused.push(event.violatedDirective));
const { scale } = CanvasRenderingContext2D.prototype;
CanvasRenderingContext2D.prototype.scale = function (...by) {
  const ratio = this.canvas.width / this.canvas.clientWidth;
  const whole = this.getTransform().a === ratio;
  scale.apply(this, by);
  const { a, e, f } = this.getTransform();
  if (whole && this.canvas.closest?.("#canvas")) window.drawn_at = [a / ratio, e / ratio, f / ratio];
};
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
    """Opens the pages of a folder and records their requests and errors."""

    browser: Browser
    folder: Path
    contexts: list[BrowserContext] = dataclasses.field(default_factory=list)
    pages: list[Page] = dataclasses.field(default_factory=list)
    asked: list[str] = dataclasses.field(default_factory=list)
    wrong: list[str] = dataclasses.field(default_factory=list)

    def __call__(self, language: str = "fi", *, size=WIDE, fragment="", folded=False, **options) -> Page:
        """Open a page; unless it is left folded, all of it is open."""
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
            page.locator("html.interactive.whole #canvas canvas").wait_for()
        if not folded:
            unfold(page)
        return page

    def address(self, language: str) -> str:
        return (self.folder / file_name(language)).as_uri()

    def check(self) -> None:
        """Check that only the pages were requested, nothing was blocked, and there were no errors."""
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


def unfold(page: Page) -> Page:
    """Open everything that folds."""
    page.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true")
    return page


def island_of(page: Page) -> dict:
    return decoded(json.loads(page.locator("#data").text_content() or ""))


def frame_of(page: Page) -> tuple[dict, float]:
    """Return the frame of the diagram and the scale at which all of it is shown."""
    width = page.locator("#canvas").evaluate("canvas => canvas.clientWidth")
    frame = next(one for one in island_of(page)["frames"] if one["name"] == ("wide" if width >= 640 else "tall"))
    return frame, page.evaluate("window.drawn_at[0]")


def points_of(page: Page) -> dict[str, tuple[float, float]]:
    """Return the positions of nodes on the canvas by id (CSS pixels), when the whole diagram is shown."""
    frame, _ = frame_of(page)
    scale, left, top = page.evaluate("window.drawn_at")
    return {
        node: (left + x * scale, top + y * scale)
        for node, x, y in zip(island_of(page)["nodes"]["id"], frame["x"], frame["y"], strict=True)
    }


def pixels(page: Page, points: list[tuple[float, float]]) -> tuple[int, list[str]]:
    canvas = page.locator("#canvas canvas").element_handle()
    count, colours = page.evaluate(PIXELS, [canvas, points])
    return count, colours


def beside_letter(page: Page, node: str) -> tuple[float, float]:
    """Return a point inside the square of a network, away from its letter."""
    frame, scale = frame_of(page)
    half = 0.7 * scale * frame["size"][island_of(page)["nodes"]["id"].index(node)]
    x, y = points_of(page)[node]
    return x - half, y + half


def click_on(page: Page, node: str) -> None:
    """Click on a node of the diagram."""
    page.locator("#canvas").scroll_into_view_if_needed()
    x, y = points_of(page)[node]
    page.locator("#canvas canvas").click(position={"x": x, "y": y}, force=True)


def chosen(page: Page) -> list[str]:
    return page.locator("main [aria-current='true']").evaluate_all("all => all.map((one) => one.id)")


def heading(page: Page) -> str:
    """Return the name at the top of the details, without the letter and the number of members."""
    return page.locator("#details h3").evaluate(
        "one => (one.querySelector(':scope > :not(.swatch)')?.firstChild || one).textContent"
    )


def is_seen(page: Page, selector: str) -> bool:
    """Return whether an element is inside the window."""
    return page.locator(selector).evaluate(
        "one => { const box = one.getBoundingClientRect(); return box.bottom > 0 && box.top < innerHeight; }"
    )


def redrawn(page: Page, count: int = 2) -> None:
    """Wait until the page has been redrawn."""
    page.evaluate("async (n) => { for (let i = 0; i < n; i++) await new Promise(requestAnimationFrame); }", count)


def at_the_beginning(page: Page) -> Page:
    """Focus the first node of the walk, with nothing selected and nothing typed."""
    data = island_of(page)
    led = {end for edge in data["edges"] for end in (edge["member"], edge["network"])}
    # A node that no edge leads to is on the top level.
    top = next(node for node in data["nodes"]["id"] if node not in led)
    page.evaluate(
        """(id) => {
            const go = (address) => {
                history.replaceState(null, "", address);
                dispatchEvent(new PopStateEvent("popstate"));
            };
            go(`#${id}`);
            go(location.pathname);
        }""",
        top,
    )
    page.locator(".here").focus()
    page.keyboard.press("Home")
    later(page)
    return page


def later(page: Page) -> None:
    """Advance the clock of the page by two seconds, so that the next letter starts a new name."""
    page.evaluate("() => { const now = Date.now; Date.now = () => now() + 2000; }")


def said(page: Page) -> str:
    """Return the name of the focused element."""
    return page.locator(":focus").get_attribute("aria-label") or ""


def swipe(page: Page, across: int, down: int) -> None:
    """Drag one finger over the diagram, from the middle of its visible part."""
    box = page.locator("#canvas").bounding_box()
    assert box is not None
    finger = page.context.new_cdp_session(page)
    x, y = box["x"] + box["width"] / 2, min(box["y"] + box["height"] / 2, PHONE[1] - 50)
    for kind, points in [
        ("touchStart", [{"x": x, "y": y}]),
        *(("touchMove", [{"x": x + across * step / 10, "y": y + down * step / 10}]) for step in range(1, 11)),
        ("touchEnd", []),
    ]:
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    finger.detach()
