"""The question of a page with more networks than one sees at a glance, in Chromium."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

import kuntaverkostot as kv
from kuntaverkostot.page.document import file_name
from kuntaverkostot.text.language import LANGUAGES, say
from tests.large import large, many_networks
from tests.visits import PHONE, WIDE, Visitor

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

COUNT = 60
SHOWN = "all => all.filter((one) => one.offsetParent).map((one) => one.dataset.network)"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("many")


@pytest.fixture(scope="module")
def dataset(folder: Path) -> kv.Dataset:
    return many_networks(COUNT, members=240, folder=folder)


@pytest.fixture(scope="module")
def visits(dataset, folder: Path, browser: Browser) -> Iterator[Visitor]:
    for page in kv.build_pages(dataset):
        page.write(folder / file_name(page.language))
    visitor = Visitor(browser, folder)
    yield visitor
    visitor.close()


def _answered(page: Page) -> set[str]:
    links = page.locator("#query .answer .members a").evaluate_all("all => all.map((one) => one.hash.slice(3))")
    return set(links)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_network_can_be_asked_for_and_found(visits, dataset, language):
    page = visits(language)
    selects = page.locator("#query select")
    offered = selects.evaluate_all(SHOWN)
    assert sorted(offered) == sorted(f"n-{code}" for code in dataset.networks["network_id"])
    told = page.locator("#query fieldset [role=status]")
    assert told.inner_text() == say(language, "query.listed", count=COUNT, networks=COUNT)
    # By the keyboard alone: write, go on to the only choice left, choose.
    page.locator("#find-network").focus()
    page.keyboard.type("network 057")
    assert selects.evaluate_all(SHOWN) == ["n-network-057"]
    assert told.inner_text() == say(language, "query.listed", count=1, networks=COUNT)
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    held = kv.incidence(dataset)
    assert _answered(page) == set(held.index[held["network-057"]])
    # What is chosen stays in sight while one looks for the next.
    page.locator("#find-network").fill("003")
    assert selects.evaluate_all(SHOWN) == ["n-network-003", "n-network-057"]
    visits.check()


@pytest.mark.parametrize("size", [WIDE, PHONE, (320, 700)], ids=str)
def test_the_choice_is_a_list_to_scroll_that_is_no_wider_than_its_room(visits, size):
    page = visits("fi", size=size)
    measured = page.locator("#query .choices").evaluate(
        """(one) => {
            const { scrollHeight, clientHeight, scrollWidth, clientWidth } = one;
            return [scrollHeight > clientHeight, innerHeight > clientHeight, scrollWidth, clientWidth];
        }"""
    )
    assert measured[:2] == [True, True]
    assert measured[2] <= measured[3]
    last = page.locator("#query select").last
    last.select_option("all")
    assert _answered(page)
    visits.check()


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_bar_asks_for_its_exact_set(visits, dataset, language):
    page = visits(language)
    exact = kv.exclusive_intersections(kv.incidence(dataset))
    sets = {frozenset(row.networks): set(row.municipalities) for row in exact.itertuples()}
    rows = page.locator("#upset tbody tr")
    assert rows.count() == 30
    for place in range(30):
        row = rows.nth(place)
        networks = row.locator("th a").evaluate_all("all => all.map((one) => one.hash.slice(3))")
        row.locator("button").click()
        assert _answered(page) == sets[frozenset(networks)]
        names = [f"”{code.replace('network-', 'Network ')}”" for code in networks]
        sentence = page.locator("#query .answer p").first.inner_text()
        begin = say(language, "query.exactly", count=len(networks), names="|").partition("|")[0]
        assert begin in sentence
        assert all(name.strip("”") in sentence for name in names)
        # The others are not called by name, nor in the address.
        assert len(sentence) < 200
        assert "none=*" in page.url
        answer = eval(page.locator("#query code").text_content(), {"kv": kv, "dataset": dataset})  # noqa: S307
        assert set(answer.index) == sets[frozenset(networks)]
    again = visits(language, fragment=page.url.partition("#")[1] + page.url.partition("#")[2])
    assert _answered(again) == _answered(page)
    visits.check()


def test_a_large_page_offers_all_its_networks_and_answers_exactly(browser, tmp_path):
    dataset = large(3200, 60, 9000)
    kv.build_page(dataset).write(tmp_path / file_name("fi"))
    visitor = Visitor(browser, tmp_path)
    page = visitor("fi")
    held = kv.incidence(dataset)
    asked = page.locator("#query select").evaluate_all("all => all.map((one) => one.dataset.network.slice(2))")
    assert sorted(asked) == sorted(held.columns)
    exact = kv.exclusive_intersections(held)
    rows = page.locator("#upset tbody tr")
    assert rows.count() == 30
    for place, size in enumerate(exact["size"].head(30)):
        button = rows.nth(place).locator("button")
        button.click()
        networks = rows.nth(place).locator("th a").evaluate_all("all => all.map((one) => one.hash.slice(3))")
        found = exact[exact["networks"].map(set) == set(networks)].iloc[0]
        assert found["size"] == size
        assert _answered(page) <= set(found["municipalities"])
        assert len(_answered(page)) == min(size, 400)
    visitor.check()
    visitor.close()


def test_the_page_of_one_network_works_and_asks_nothing(browser, tmp_path):
    table = tmp_path / "one.csv"
    table.write_text("verkosto,jäsen\nA,Espoo\nA,Vantaa\n", encoding="utf-8")
    kv.build_page(kv.read_dataset(table), language="en").write(tmp_path / "kuntaverkostot.en.html")
    visitor = Visitor(browser, tmp_path)
    page = visitor("en", fragment="#n-a")
    page.locator("#details .members a").first.click()
    assert page.locator("#details h3").inner_text() == "Espoo"
    assert page.evaluate("location.hash").startswith("#o-")
    assert page.locator("#upset button").count() == 0
    assert page.locator("#query").count() == 0
    visitor.check()
    visitor.close()
