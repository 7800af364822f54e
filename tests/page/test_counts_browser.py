"""A page of counts in Chromium: whether it is asked, searched, read or taken along, it counts members."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import pytest

import kuntaverkostot as kv
from kuntaverkostot.page.document import file_name
from tests.visits import PHONE, WIDE, Visitor

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SETS = pd.DataFrame(
    {
        "networks": [("Choir",), ("Chess", "Choir"), ("Chess", "Film"), ("Film",)],
        "size": [7_000_000, 1200, 30, 1],
        "members": [None, None, None, ("Dee",)],
    }
)


@pytest.fixture(scope="module")
def visits(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visitor]:
    folder = tmp_path_factory.mktemp("counts")
    for page in kv.build_pages(kv.from_signatures(SETS)):
        page.write(folder / file_name(page.language))
    visitor = Visitor(browser, folder)
    yield visitor
    visitor.close()


@pytest.fixture
def page(visits: Visitor) -> Page:
    return visits("en")


def _lines(page: Page, where: str) -> list[str]:
    return [" ".join(text.split()) for text in page.locator(where).all_text_contents()]


@pytest.mark.parametrize("size", [WIDE, PHONE])
def test_a_question_is_answered_with_a_count_and_its_combinations(visits, size):
    page = visits("en", size=size)
    page.locator("select[data-network='n-choir']").select_option("all")
    page.locator("select[data-network='n-film']").select_option("none")
    answer = page.locator("#details")
    assert answer.locator("p").nth(1).inner_text() == (
        "7,001,200 members are in the network “Choir” but not in the network “Film”."
    )
    assert _lines(page, "#details li") == ["7,000,000 members Choir", "1,200 members Chess + Choir"]
    # There is no dataset of which Python could ask the same.
    assert page.locator("#details code").count() == 0
    assert page.locator("#status").inner_text() == "Search results: 7,001,200 members."


def test_a_network_tells_what_it_shares_and_in_which_combinations_its_members_are(page):
    page.evaluate("location.hash = 'n-chess'")
    page.locator("#details h3").wait_for()
    assert _lines(page, "#details h3") == ["BChess 1,230 members"]
    assert _lines(page, "#details .networks li") == [
        *("AChoir 1,200 members in common", "CFilm 30 members in common"),
        *("1,200 members Chess + Choir", "30 members Chess + Film"),
    ]


def test_members_of_a_small_set_are_named_when_it_is_chosen(page):
    assert "Dee" not in page.locator("body").inner_text()
    page.evaluate("location.hash = 'o-set-4'")
    page.locator("#details h3").wait_for()
    assert _lines(page, "#details h3") == ["1 member"]
    assert _lines(page, "#details dt, #details dd") == ["Members", "Dee"]


def test_the_list_gives_combinations_with_their_counts(page):
    page.locator("#by-member").scroll_into_view_if_needed()
    page.locator(".by-member li").nth(3).wait_for()
    assert _lines(page, ".by-member li") == [
        *("7,000,000 members: Choir", "1,200 members: Chess, Choir", "30 members: Chess, Film", "1 member: Film")
    ]
    assert _lines(page, "#n-film .counts li") == ["30 members: Chess, Film", "1 member: Film"]


def test_combinations_are_folded_until_somebody_opens_them(browser, tmp_path):
    sets = [(clubs, 40) for clubs in combinations([f"club {number}" for number in range(9)], 4)]
    counted = kv.from_signatures(pd.DataFrame(sets, columns=["networks", "size"]))
    kv.build_page(counted, language="en").write(tmp_path / file_name("en"))
    visits = Visitor(browser, tmp_path)
    page = visits("en", folded=True)
    assert page.evaluate("document.documentElement.scrollHeight") < 6000
    page.locator("#by-member").click()
    page.locator(".by-member li").nth(99).wait_for()
    visits.close()


def test_only_networks_are_found_by_name(page):
    field = page.locator("#toolbar input[type=search]")
    field.fill("members")
    assert _lines(page, ".hits li") == ["No matches for “members”."]
    field.fill("ch")
    assert _lines(page, ".hits li") == ["Chess", "Choir"]


def test_the_table_to_take_along_has_a_row_for_each_combination(page):
    with page.expect_download() as download:
        page.locator("#share button", has_text="CSV").click()
    text = Path(download.value.path()).read_text(encoding="utf-8-sig")
    assert text.split("\n")[:3] == [
        *("networks,number of members in exactly these", "Choir,7000000", "Chess + Choir,1200"),
    ]


def test_nothing_was_asked_of_the_net_and_nothing_went_wrong(visits, page):
    page.locator("#canvas").wait_for()
    assert (visits.wrong, [address for address in visits.asked if not address.startswith("file:")]) == ([], [])
