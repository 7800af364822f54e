"""The page that steps through days: what it holds of each day, also where nothing can step."""

from __future__ import annotations

import dataclasses
import json

import pytest

import kuntaverkostot as kv
from kuntaverkostot.dataset.rederived import at_date, rederived
from kuntaverkostot.dataset.standing import is_confirmed
from kuntaverkostot.page import years_page
from kuntaverkostot.page.comparison_page import compare_page
from kuntaverkostot.text.language import LANGUAGES, day
from kuntaverkostot.text.node_ids import anchor, network_node, node_id
from kuntaverkostot.text.unfit import UnfitError
from tests.pages import Element, parsed

DAYS = [f"{year}-12-31" for year in range(2018, 2025)]


@pytest.fixture(scope="module")
def pages_of_years(real) -> dict[str, kv.Page]:
    """Return the page of all days in each language."""
    return {language: compare_page(real, dates=DAYS, language=language) for language in LANGUAGES}


def _data(page: kv.Page) -> dict:
    return json.loads(parsed(page.html).one("script", id="data").raw)


def _pairs(data: dict, shown: dict) -> set[tuple[str, str]]:
    """Return member and network of each membership, by their addresses."""
    networks, members = data["networks"]["id"].split(), data["members"]["id"].split()
    steps, pairs = iter(shown["links"]), set()
    for network, size in zip(networks, shown["sizes"], strict=True):
        row = 0
        for _ in range(size):
            row += next(steps)
            pairs.add((members[row], network))
    return pairs


def _days(page: kv.Page) -> list[Element]:
    return list(parsed(page.html).every("section", class_="day"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_day_has_the_memberships_and_the_populations_of_that_day(pages_of_years, real, language):
    data = _data(pages_of_years[language])["page"]
    members = data["members"]["id"].split()
    for step, date in zip(data["steps"], DAYS, strict=True):
        links = at_date(real, date).links
        links = links[is_confirmed(links["basis"])]
        columns = (links[name] for name in ("node_kind", "member_id", "network_id"))
        held = {
            (anchor(node_id(kind, member)), anchor(network_node(network)))
            for kind, member, network in zip(*columns, strict=True)
        }
        assert _pairs(data, step["shown"]) == held
        assert (step["date"], step["shown"]["date"]) == (date, day(language, date))
        inhabitants = kv.population(real, date=date)
        assert dict(zip(members, step["population"], strict=True)) == {
            member: int(inhabitants[member[2:]]) if member.startswith("m-") else None for member in members
        }


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_moved_is_whom_the_comparison_tells(pages_of_years, real, language):
    page = pages_of_years[language]
    data = _data(page)["page"]
    changes = kv.through_years(real, language=language)
    networks, members = data["networks"]["id"].split(), data["members"]["id"].split()
    moved = [
        (step["date"], {1: "joined", -1: "left"}[change], networks[network][2:], members[member][2:], sentence)
        for step in data["steps"]
        for network, member, change, sentence in step["moved"]
    ]
    columns = ["date", "change", "network_id", "member_id", "sentence"]
    assert moved == list(map(tuple, changes[columns].to_numpy()))
    assert (len(moved), data["first"]) == (3, 2)
    told = [line for line in page.text.splitlines() if any(sentence in line for sentence in changes["sentence"])]
    assert len(told) == 3


def test_labels_count_the_members_of_the_day(pages_of_years):
    data = _data(pages_of_years["en"])["page"]
    small = data["networks"]["id"].split().index("n-pienet-kunnat")
    hub = [hub["networks"] for hub in data["frames"][0]["hubs"]].index([small])
    counts = [step["labels"][0][0][hub][-1] for step in data["steps"]]
    assert counts == ["210 municipalities"] * 2 + ["211 municipalities"] * 5
    assert [step["known"][small] for step in data["steps"]] == counts


def test_without_scripts_every_day_is_listed_with_why(pages_of_years):
    sections = _days(pages_of_years["en"])
    assert [section["data-date"] for section in sections] == DAYS
    assert [section.one("h3").text for section in sections][:2] == [
        "31 December 2018",
        "31 December 2018 → 31 December 2019",
    ]
    assert "there is no earlier one" in sections[0].text
    assert "No membership has changed." in sections[1].text
    by_network = sections[2].one("section", aria_labelledby="by-network-3")
    assert [item.text.replace("\u00a0", " ") for item in by_network.every("li")] == [
        "+ Huittinen new member: 9,937 inhabitants on 31 December 2020, limit under 10,000",
        "+ Kitee new member: 9,933 inhabitants on 31 December 2020, limit under 10,000",
        (
            "− Kauniainen no longer a member: 10,178 inhabitants on 31 December 2020, limit under 10,000, "
            "so 179 too many"
        ),
    ]


def test_of_whom_nobody_knows_is_told_and_not_marked(real):
    table = real.populations
    lost = (table["municipality_code"] == "734") & (table["date"] == "2023-12-31")
    gap = rederived(real, populations=table[~lost].reset_index(drop=True))
    page = compare_page(gap, dates=DAYS, language="en")
    steps = _data(page)["page"]["steps"]
    told = [[change for _, _, change, _ in step["moved"]] for step in steps]
    assert told == [[], [], [1, -1, 1], [], [], [0], [0]]
    assert steps[5]["said"] == (
        "No membership has changed. Of 1 membership nobody knows, because the population is missing."
    )
    (item,) = _days(page)[5].one("section", aria_labelledby="others-6").every("li")
    assert item.text == steps[5]["moved"][0][3]
    assert item.text.startswith("Salo: nobody knows whether it is still a member")


def test_days_may_be_given_in_another_order(real):
    page = compare_page(real, dates=["2024-12-31", "2019-12-31", "2020-12-31"], language="en")
    data = _data(page)["page"]
    assert [[change for *_, change, _ in step["moved"]] for step in data["steps"]] == [[], [-1, 1, -1], [1, -1, 1]]
    # Places are those of the last day.
    assert (data["date"], data["first"]) == ("31 December 2020", 1)


def test_an_older_published_number_is_held_against_no_other_day(real):
    figures = real.figures.iloc[[0]].assign(network_id="pienet-kunnat", measure="members", scope="all", value=300)
    page = compare_page(dataclasses.replace(real, figures=figures), dates=DAYS, language="en")
    assert "300" not in str(_data(page)["page"]["steps"][0]["labels"])
    assert _data(page)["page"]["figures"] == []


def test_the_page_asks_for_nothing(pages_of_years):
    page = pages_of_years["fi"]
    root = parsed(page.html)
    assert list(root.every("link", "img", "iframe")) == []
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]
    assert len(list(root.every("script"))) == 3


def test_the_same_dataset_gives_the_same_bytes(real, pages_of_years):
    assert compare_page(real, dates=DAYS, language="sv").html == pages_of_years["sv"].html


def test_where_members_are_not_drawn_the_page_lists_who_moved(real, monkeypatch):
    monkeypatch.setattr(years_page, "detail_of", lambda _: "on_demand")
    page = compare_page(real, dates=DAYS, language="en")
    root = parsed(page.html)
    assert list(root.every("script", "svg")) == []
    assert len(list(root.every("section", class_="day"))) == 7
    assert "script-src 'none'" in page.headers["Content-Security-Policy"]


def test_of_too_many_changes_there_is_no_page(real, monkeypatch):
    monkeypatch.setattr(years_page, "MOST_LISTED", 2)
    with pytest.raises(UnfitError, match="There are 3 changes, and a page has room for 2"):
        compare_page(real, dates=DAYS)


def test_names_stay_text(real):
    hostile = "<img src=x onerror=alert(1)>\"'&</script>"
    named = dataclasses.replace(
        real,
        networks=real.networks.assign(name_fi=hostile),
        municipalities=real.municipalities.assign(name_fi=hostile),
    )
    root = parsed(compare_page(named, dates=DAYS[:3]).html)
    assert list(root.every("img")) == []
    assert len(list(root.every("script"))) == 3
    assert hostile in root.text
