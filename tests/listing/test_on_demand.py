"""What is known of the networks and the municipalities of a large dataset stands on its page and in its list."""

from __future__ import annotations

import numpy as np
import pytest

import kuntaverkostot as kv
from kuntaverkostot.analysis.membership_arrays import membership_arrays
from kuntaverkostot.listing.on_demand import NOT_KNOWN, inhabitants_of, inhabitants_of_networks
from kuntaverkostot.text.language import LANGUAGES, day, named, number, say
from tests.large import furnished, large
from tests.pages import Element, parsed
from tests.payloads import payload_of


@pytest.fixture(scope="module")
def dataset() -> kv.Dataset:
    return furnished(large(3200, 60, 9000))


@pytest.fixture(scope="module")
def built(dataset) -> dict[str, kv.Page]:
    return {page.language: page for page in kv.build_pages(dataset)}


def _entries(page: kv.Page, network: str) -> list[Element]:
    """Return what page and list have of a network."""
    return [parsed(page.html).one("div", id=f"n-{network}"), parsed(page.beside).one("section", id=f"n-{network}")]


@pytest.fixture(scope="module")
def counted(dataset) -> dict[str, int]:
    newest = dataset.populations[dataset.populations["date"] == "2024-12-31"]
    return dict(zip(newest["municipality_code"], newest["population"].tolist(), strict=True))


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_known_of_a_network_stands_by_it(dataset, built, language):
    row = dataset.networks.set_index("network_id").loc["n0001"]
    facts = dataset.network_facts[f"text_{language}"].tolist()
    for entry in _entries(built[language], "n0001"):
        assert f"{row[f'description_{language}']} {row[f'members_{language}']}" in entry.text
        first = next(one for one in entry.every("p") if "class" not in one.attributes)
        assert [link["href"] for link in first.every("a")] == ["#s-1", "#s-2"]
        assert say(language, "list.founded", date=day(language, "2010-05")) in entry.text
        told = [item.text for item in entry.one("ul", class_="facts").every("li")]
        assert told[0] == facts[0]
        assert told[1].startswith(facts[1])
        assert facts[2] not in entry.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_states_are_told(built, language):
    for network, key, date in (("n0002", "list.ended", "2019-12-31"), ("n0003", "list.state_unknown", "")):
        for entry in _entries(built[language], network):
            assert say(language, key, **({"date": day(language, date)} if date else {})) in entry.text
    for entry in _entries(built[language], "n0006"):
        assert entry.one("p", class_="none").text == say(language, "list.none_known")
    ended = f"({say(language, 'list.ended_suffix')})"
    members = parsed(built[language].beside).one("section", id="by-member")
    assert any(ended in item.text for item in members.every("li"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_told_of_all_networks_and_every_source_stand_in_both(dataset, built, language):
    fact = dataset.network_facts[f"text_{language}"].iloc[2]
    for text in (built[language].html, built[language].beside):
        root = parsed(text)
        assert fact in root.text
        sources = {item["id"] for item in root.every("li", id=True) if item["id"].startswith("s-")}
        assert len(sources) == len(dataset.sources)
        ids = [element["id"] for element in root.every(id=True)]
        assert len(ids) == len(set(ids))
        # Members have their place in the list of a page once a script has written them.
        links = {link["href"] for link in root.every("a", href=True) if link["href"].startswith(("#s-", "#n-"))}
        assert links <= {f"#{one}" for one in ids}


@pytest.mark.parametrize("language", LANGUAGES)
def test_published_figures_stand_beside_held_ones(dataset, built, language):
    rows = kv.reconcile(dataset).set_index("figure_id")
    assert rows.loc["one", ["held", "difference"]].tolist() == [20, -5]
    for text in (built[language].html, built[language].beside):
        table = parsed(text).one("section", id="reconciliation").one("table")
        (body,) = table.every("tbody")
        told = {}
        for row in body.every("tr"):
            cells = [cell.text for cell in row.every("th", "td")]
            told[row.one("th").one("a")["href"], cells[1]] = cells
        for figure, row in rows.iterrows():
            what = say(language, f"table.measure_{row['measure']}_all")
            cells = told[f"#n-{row['network_id']}", what]
            assert cells[2].startswith(number(language, int(row["value"]))), figure
            assert cells[3] == number(language, int(row["held"]))
            assert cells[4].lstrip("+") == number(language, int(row["difference"]))


@pytest.mark.parametrize("language", LANGUAGES)
def test_inhabitants_are_those_of_the_tables(dataset, built, counted, language):
    held = dataset.memberships
    for network in ("n0004", "n0005"):
        total = sum(counted[code] for code in held[held["network_id"] == network]["municipality_code"])
        told = f"{say(language, 'tool.population', date=day(language, '2024-12-31'))}: {number(language, total)}"
        assert all(told in [one.text for one in entry.every("p")] for entry in _entries(built[language], network))
    begin = say(language, "tool.population", date=day(language, "2024-12-31"))
    assert all(
        begin not in entry.text for network in ("n0001", "n0006") for entry in _entries(built[language], network)
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_scripts_know_what_is_told_of_municipalities(dataset, built, counted, language):
    data = payload_of(built[language].html)
    regions = {row["region_code"]: named(row, language)[0] for row in dataset.regions.to_dict("records")}
    nodes = data["nodes"]
    region = [-1] * len(data["networks"]["id"]) + data["members"]["region"]
    told = {
        node: (
            nodes["population"][index],
            nodes["language"][index],
            data["regions"][region[index]],
        )
        for index, node in enumerate(nodes["id"])
        if node.startswith("m-")
    }
    assert {nodes["population"][index] for index, node in enumerate(nodes["id"]) if node.startswith("o-")} == {None}
    assert data["date"] == day(language, "2024-12-31")
    assert told == {
        f"m-{row['municipality_code']}": (
            counted[row["municipality_code"]],
            row["language"],
            regions[row["region_code"]],
        )
        for row in dataset.municipalities.to_dict("records")
    }


def test_without_a_table_of_inhabitants_none_are_known():
    bare = large(3200, 60, 9000)
    found = membership_arrays(bare)
    known = inhabitants_of(bare, found)
    assert set(known.tolist()) == set(inhabitants_of_networks(found, known).tolist()) == {NOT_KNOWN}
    page = kv.build_page(bare, language="en")
    assert "Inhabitants on" not in parsed(page.beside).text
    assert next(parsed(page.html).every("section", id="reconciliation"), None) is None


def test_one_unknown_member_leaves_a_network_without_a_count(dataset):
    found = membership_arrays(dataset)
    known = inhabitants_of(dataset, found)
    row = found.networks["network_id"].tolist().index("n0005")
    before = inhabitants_of_networks(found, known)
    known[found.member[np.flatnonzero(found.network == row)[0]]] = NOT_KNOWN
    after = inhabitants_of_networks(found, known)
    assert before[row] > 0
    assert after[row] == NOT_KNOWN
