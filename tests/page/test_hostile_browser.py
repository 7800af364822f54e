"""What a table holds is text in the browser, too, whatever one does with the page."""

from __future__ import annotations

import csv
import dataclasses
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

import kuntaverkostot as kv
from kuntaverkostot.page.document import file_name
from kuntaverkostot.text.language import one_line
from tests.visits import Visitor, heading, points_of, redrawn

if TYPE_CHECKING:
    from playwright.sync_api import Page

PAYLOADS = [
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(2)><script>alert(3)</script>',
    "x'-alert(4)-' `${alert(5)}` {{ 7 * 7 }} {count}",
    "</script><script>alert(6)</script></style><style>*{display:none}</style>",
    "javascript:alert(7)",
    "--><iframe srcdoc='<script>parent.alert(8)</script>'></iframe>",
    '=HYPERLINK("https://example.org")',
    "]]> &lt;b&gt; &amp;amp; \\u003cscript\\u003e <a href=javascript:alert(9) autofocus onfocus=alert(10)>x</a>",
    "__proto__",
    "constructor",
]
# What reading repairs or refuses, and a dataset made in Python may hold: ends of lines to scripts alone, and signs that
# turn the direction of what follows.
UNREAD = ["\u2028alert(14)\u2029</script>", "\u202e)51(trela\u202c", "\u2067<b>\u2069\u200f"]
UNLISTED = [payload.replace(";", ":") for payload in PAYLOADS]
# Elements and attributes that no page of ours has, and how many scripts it has.
INTRUDERS = """
() => ((KNOWN) => [
  ...document.querySelectorAll("img, iframe, object, embed, base, [onerror], [onload], [onfocus], [autofocus]"),
  ...[...document.querySelectorAll("a[href]")].filter((one) => !KNOWN.test(one.getAttribute("href"))),
  ...[...document.querySelectorAll("script")].slice(3),
  ...[...document.querySelectorAll("style")].slice(1),
].map((one) => one.outerHTML.slice(0, 100)))(
  /^(#|https?:|mailto:|data:text\\/csv|kuntaverkostot\\.(fi|sv|en)\\.html)/,
)
"""


def _filled(length: int, *, read: bool = False) -> list[str]:
    payloads = PAYLOADS if read else [*PAYLOADS, *UNREAD]
    return [f"{payloads[place % len(payloads)]} {place}" for place in range(length)]


def _in_every_slot(small: kv.Dataset) -> kv.Dataset:
    """Return the small dataset with something hostile wherever a text may stand."""
    stems = ("name_", "short_", "description_", "members_", "text_", "note_")
    left = {"name_fi_basis", "name_sv_basis", "name_en_basis", "name_basis"}
    tables = {}
    for name in ("municipalities", "regions", "subregions", "groups", "networks", "network_facts", "figures"):
        frame = getattr(small, name)
        tables[name] = frame.assign(
            **{column: _filled(len(frame)) for column in frame if column.startswith(stems) and column not in left}
        )
    organisations = small.organisations.assign(name_fi=_filled(len(small.organisations)))
    count = len(small.sources)
    sources = small.sources.assign(
        title=_filled(count),
        publisher=_filled(count),
        date=_filled(count),
        url=["javascript:alert(11)", 'https://example.org/"><img src=x onerror=alert(12)>'] * (count // 2)
        + ["data:text/html,<script>alert(13)</script>"] * (count % 2),
    )
    return dataclasses.replace(small, organisations=organisations, sources=sources, **tables)


def _as_a_list(folder) -> kv.Dataset:
    """Return a dataset of a list of clubs and leagues of which every name is hostile."""
    path = folder / "list.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(["jäsen", *PAYLOADS])
        writer.writerows(
            [member, *("x" if (row + column) % 3 else "" for column in range(len(PAYLOADS)))]
            # With a semicolon in many names they would be lists, and refused.
            for row, member in enumerate(name.replace(";", ":") for name in _filled(12, read=True))
        )
    return kv.read_dataset(path)


@pytest.fixture(scope="module", params=["every slot", "list"])
def attacked(request, browser, small, tmp_path_factory) -> Iterator[tuple[Page, list[str]]]:
    """Open a page full of hostile names, and note the dialogs that a script of theirs would open."""
    folder = tmp_path_factory.mktemp("hostile")
    dataset = _in_every_slot(small) if request.param == "every slot" else _as_a_list(folder)
    for page in kv.build_pages(dataset, candidates=True, title=PAYLOADS[0]):
        page.write(folder / file_name(page.language))
    visitor = Visitor(browser, folder)
    page = visitor()
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    yield page, dialogs
    visitor.check()
    visitor.close()


def _assert_safe(page: Page, dialogs: list[str]) -> None:
    redrawn(page)
    assert dialogs == []
    assert page.evaluate(INTRUDERS) == []


def test_a_page_of_hostile_names_is_drawn_and_holds_nothing_of_theirs(attacked):
    page, dialogs = attacked
    assert page.title() == page.locator("h1").inner_text() == PAYLOADS[0]
    _assert_safe(page, dialogs)


def test_names_are_shown_as_they_are_when_chosen_and_pointed_at(attacked):
    page, dialogs = attacked
    canvas = page.locator("#canvas canvas")
    box = canvas.bounding_box()
    for node, (x, y) in points_of(page).items():
        page.mouse.move(box["x"] + x, box["y"] + y)
        page.evaluate("node => { location.hash = node; }", node)
        page.locator("#details").wait_for()
        assert any(
            heading(page).strip().startswith(one_line(payload).strip()) for payload in (*PAYLOADS, *UNREAD, *UNLISTED)
        ), node
    _assert_safe(page, dialogs)


@pytest.mark.parametrize("typed", PAYLOADS)
def test_what_is_typed_is_looked_for_and_nothing_else(attacked, typed):
    page, dialogs = attacked
    find = page.locator("#find")
    find.fill(typed)
    find.press("Enter")
    _assert_safe(page, dialogs)
    find.fill("")


def test_questions_walks_and_layouts_show_names_as_they_are(attacked):
    page, dialogs = attacked
    page.locator(".here").focus()
    for key in ("ArrowRight", "ArrowRight", "Enter", "ArrowDown", "Escape", "ArrowLeft"):
        page.keyboard.press(key)
    for select in page.locator("#query select").all():
        select.select_option(index=1)
    for layout in ("force", "overlap"):
        page.locator("#layout").select_option(layout)
    _assert_safe(page, dialogs)


def test_in_a_notebook_hostile_names_stay_in_their_frame(browser, small):
    page = browser.new_page()
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    built = kv.build_page(_in_every_slot(small), language="fi", title=PAYLOADS[1])
    page.set_content(f"<!DOCTYPE html><title>Notebook</title>{built._repr_mimebundle_()['text/html']}")
    frame = page.locator("iframe")
    frame.content_frame.locator("html.interactive #canvas canvas").wait_for()
    assert frame.get_attribute("title") == PAYLOADS[1]
    assert page.locator("body > *").count() == 1
    assert frame.content_frame.locator("html").evaluate(f"() => ({INTRUDERS})()") == []
    assert dialogs == []
    page.close()
