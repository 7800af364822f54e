"""What a table says of members and memberships, in Chromium: lists show it, and questions ask for it."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import quote

import pandas as pd
import pytest

import kuntaverkostot as kv
from kuntaverkostot.page.document import file_name
from kuntaverkostot.text.language import LANGUAGES, say
from tests.visits import PHONE, Visitor

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROWS = [
    ("Ann", "Choir", "chair", "1999", "Peru"),
    ("Ann", "Chess", "guest", "2020", "Peru"),
    ("Bo", "Chess", "chair", "2021", "Fiji"),
    ("Cy", "Choir", "guest <i>", "2021", "Fiji"),
    ("Di", None, None, None, "Peru"),
]
HEADS = ["member", "network", "role", "since", "country"]
# More of whom nothing is told than a page draws.
MANY = [(f"m{place:04}", "Large", "member", "2000", None) for place in range(3100)]
PAGES = {"few": ROWS, "many": [*ROWS, *MANY]}
QUESTIONS = [
    ({}, ["role=chair"], ["ann", "bo"]),
    ({"all": ["chess"]}, ["role=chair"], ["bo"]),
    ({"none": ["choir"]}, ["role=chair"], ["bo"]),
    ({"any": ["chess", "choir"]}, ["since>=2020"], ["ann", "bo", "cy"]),
    ({}, ["role=guest", "since>=2020"], ["ann"]),
    ({}, ["country=Peru"], ["ann", "di"]),
    ({"none": ["choir"]}, ["country=Peru"], ["di"]),
]
each_size = pytest.mark.parametrize("size", PAGES)


@pytest.fixture(scope="module")
def datasets() -> dict[str, kv.Dataset]:
    return {name: kv.from_frame(pd.DataFrame(rows, columns=HEADS), member="member") for name, rows in PAGES.items()}


@pytest.fixture(scope="module")
def visits(datasets, browser: Browser, tmp_path_factory) -> Iterator[dict[str, Visitor]]:
    visitors = {}
    for name, dataset in datasets.items():
        folder = tmp_path_factory.mktemp(name)
        for page in kv.build_pages(dataset):
            page.write(folder / file_name(page.language))
        visitors[name] = Visitor(browser, folder)
    yield visitors
    for visitor in visitors.values():
        visitor.close()


def _condition(page: Page, attribute: str):
    return page.locator("#query label", has_text=attribute).locator("select")


def _answer(page: Page) -> list[str]:
    links = page.locator("#query .answer ul a")
    return sorted(links.evaluate_all("all => all.map((one) => one.hash.slice(3))"))


@each_size
@pytest.mark.parametrize(("networks", "where", "members"), QUESTIONS)
def test_a_question_with_conditions_is_answered_as_python_answers_it(visits, datasets, size, networks, where, members):
    asked = "&".join(
        [
            *(f"{part}={'.'.join(ids)}" for part, ids in networks.items()),
            *(f"where={quote(condition)}" for condition in where),
        ]
    )
    page = visits[size]("en", fragment=f"#{asked}")
    assert _answer(page) == members
    # An address brings the choices back, and the line of Python asks the same.
    values = page.locator("#query select").evaluate_all("all => all.map((one) => one.value).filter((one) => one)")
    assert values == [*(part for part, ids in networks.items() for _ in ids), *where]
    line = page.locator("#query .answer code").text_content()
    assert eval(line, {"kv": kv, "dataset": datasets[size]}).index.tolist() == members  # noqa: S307
    marked = page.locator("#list li.picked").evaluate_all("all => all.map((one) => one.id.slice(2))")
    if size == "few":
        assert sorted(marked) == members
    visits[size].check()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_condition_is_chosen_by_keyboard_said_counted_and_kept_in_the_address(visits, language):
    page = visits["few"](language)
    role, since = _condition(page, "role"), _condition(page, "since")
    assert role.locator("option").all_inner_texts() == [
        say(language, "query.option_free"),
        "chair (2)",
        "guest (1)",
        "guest <i> (1)",
    ]
    assert since.locator("option").all_inner_texts()[-2:] == [
        f"{say(language, 'query.from', value='2020')} (3)",
        f"{say(language, 'query.from', value='2021')} (2)",
    ]
    role.focus()
    page.keyboard.press("c")
    sentence = page.locator("#query .answer p").first
    found = say(language, "count.members", count=2)
    told = say(language, "query.condition", count=1, conditions="role: chair")
    assert sentence.inner_text() == f"{found}. {told}"
    assert page.evaluate("location.hash") == "#where=role%3Dchair"
    assert say(language, "tool.question") in page.locator("#status").inner_text()
    assert page.locator("#details .answer, #details ul a").count() > 0
    since.select_option("since>=2020")
    assert _answer(page) == ["bo"]
    page.go_back()
    assert _answer(page) == ["ann", "bo"]
    page.locator("#query > button").click()
    assert _answer(page) == []
    visits["few"].check()


@each_size
def test_an_unknown_condition_asks_nothing(visits, size):
    page = visits[size]("en", fragment="#where=role%3Dqueen&where=x")
    assert page.locator("#query .answer p").count() == 0
    visits[size].check()


def test_the_group_of_conditions_has_a_name_and_fits_a_phone(visits):
    page = visits["few"]("en", size=PHONE)
    group = page.get_by_role("group", name=say("en", "query.where"))
    assert group.get_by_role("combobox").count() == 3
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    visits["few"].check()


def test_of_a_page_without_such_values_nothing_is_asked(opened):
    assert opened["en"].get_by_role("group", name=say("en", "query.where")).count() == 0


@each_size
def test_lists_say_what_is_told_of_members_and_memberships(visits, size):
    page = visits[size]("en")
    page.evaluate("location.hash = '#o-cy'")
    assert (page.locator("#o-cy").text_content() or "").replace("\u00a0", " ").strip() == (
        "Cy (country: Fiji): Choir (role: guest <i>; since: 2021)"
    )
    page.evaluate("location.hash = '#n-chess'")
    entry = page.locator("#n-chess li")
    # A long list is written when it comes near.
    entry.nth(1).wait_for(state="attached")
    # What is far away is not laid out, and has no text that is seen.
    texts = sorted(entry.all_text_contents())
    assert texts == ["Ann (role: guest; since: 2020)", "Bo (role: chair; since: 2021)"]
    visits[size].check()


def test_the_selection_as_a_file_has_a_column_for_each_attribute(visits):
    page = visits["few"]("en", fragment="#where=country%3DPeru")
    with page.expect_download() as waiting:
        page.get_by_role("button", name=say("en", "share.csv")).click()
    heads, *rows = list(csv.reader(waiting.value.path().read_text(encoding="utf-8-sig").splitlines()))
    values = [dict(zip(heads[5:], row[5:], strict=True)) | {"who": row[1], "where": row[0]} for row in rows]
    assert values == [
        {"role": "guest", "since": "2020", "country": "Peru", "who": "Ann", "where": "Chess"},
        {"role": "chair", "since": "1999", "country": "Peru", "who": "Ann", "where": "Choir"},
        {"role": "", "since": "", "country": "Peru", "who": "Di", "where": ""},
    ]
