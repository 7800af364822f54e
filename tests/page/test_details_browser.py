"""What the details of a node say, held against what Python says of the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pandas as pd
import pytest

import kuntaverkostot as kv
from kuntaverkostot.dataset.schema import split_list
from kuntaverkostot.listing.source_list import source_numbers
from kuntaverkostot.text.language import LANGUAGES, named, number, say, short_name
from tests.visits import island_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

MOST_PEERS = 5
# In several networks, in one only, in none, and the largest.
MUNICIPALITIES = ["434", "020", "165", "091", "545"]
NETWORKS = ["kehyskunnat", "seutukaupungit", "ruotsin-ja-kaksikieliset-kunnat", "sdg-verkosto"]


@pytest.fixture(scope="module")
def opened(
    browser: Browser, pages: dict[str, kv.Page], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, Page]]:
    """Return the page in each language, opened."""
    folder = tmp_path_factory.mktemp("details")
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    shown = {}
    for language, page in pages.items():
        shown[language] = context.new_page()
        shown[language].goto(page.write(folder / f"{language}.html").as_uri())
        shown[language].locator("html.interactive").wait_for()
    yield shown
    context.close()


def told(page: Page, address: str, heading: str) -> list[list[str]]:
    """Return the items under a heading of the details of a node, each as its name and its remark."""
    page.evaluate("(hash) => { location.hash = hash; }", address)
    page.locator(f"[aria-current='true']#{address}").wait_for()
    return page.locator("#details").evaluate(
        """(panel, wanted) => {
            const head = [...panel.querySelectorAll("h4")].find((one) => one.textContent === wanted);
            if (!head) return [];
            const part = (item, name) => item.querySelector(name)?.textContent.trim();
            return [...head.nextElementSibling.children].map((item) => [part(item, "a"), part(item, "small")]);
        }""",
        heading,
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", [*MUNICIPALITIES, "205", "734"])
def test_each_membership_by_rule_says_why_as_python_does(opened, real, code, language):
    ruled = set(real.rules["network_id"])
    names = {row["network_id"]: named(row, language)[0] for row in real.networks.to_dict("records")}
    numbers = source_numbers(real)
    remarks = dict(told(opened[language], f"m-{code}", say(language, "tool.networks_of")))
    held = real.memberships.query("municipality_code == @code")
    for network, basis in zip(held["network_id"], held["basis"], strict=True):
        if network in ruled and basis != "candidate":
            sentence = kv.explain(real, code, network, language=language)
            why = sentence.partition(f"{names[network]}”: ")[2].partition(". ")[0].removesuffix(".")
            remark = remarks[names[network]].partition(": ")[2]
            assert remark.startswith(why)
            # The numbers of sources follow, those of the rule too.
            (rule,) = real.rules[real.rules["network_id"] == network]["source_ids"]
            wanted = {str(numbers[source]) for source in split_list(rule)}
            assert wanted <= set(re.findall(r"\d+", remark.removeprefix(why)))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", MUNICIPALITIES)
def test_peers_are_those_of_python(opened, real, code, language):
    rows = {row["network_id"]: row for row in real.networks.to_dict("records")}
    # Networks stand in the order of the list.
    in_order = [node.removeprefix("n-") for node in island_of(opened[language])["networks"]["id"]]

    def labels(ids: tuple[str, ...]) -> str:
        return "; ".join(short_name(rows[one], language) for one in sorted(ids, key=in_order.index))

    like = kv.peers(real, code, limit=None, kind="municipality").query("jaccard < 1").head(MOST_PEERS)
    expected = [
        [
            named(row, language)[0],
            say(
                language,
                "tool.peer",
                shared=labels(row["shared"]),
                differing="; ".join(filter(None, map(labels, (row["only_here"], row["only_there"])))),
            ),
        ]
        for row in like.to_dict("records")
    ]
    assert told(opened[language], f"m-{code}", say(language, "tool.peers")) == expected


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", NETWORKS)
def test_overlaps_of_a_network_are_those_of_python(opened, real, code, language):
    pairs = kv.pairs(kv.incidence(real, kind="municipality"))
    swapped = pairs.rename(columns={"network": "other", "other": "network"})
    shared = pd.concat([pairs, swapped]).query("network == @code").sort_values("count", ascending=False)
    counts = [say(language, "tool.shared", count=int(count)) for count in shared["count"]]
    rows = {row["network_id"]: row for row in real.networks.to_dict("records")}
    names = {named(rows[other], language)[0] for other in shared["other"]}
    found = told(opened[language], f"n-{code}", say(language, "tool.overlaps"))
    assert [count for _, count in found] == counts
    assert {name for name, _ in found} == names


@pytest.mark.parametrize("language", LANGUAGES)
def test_published_figures_stand_beside_those_of_the_data(opened, real, language):
    page = opened[language]
    told(page, "n-kehyskunnat", "")
    text = page.locator("#details").inner_text()
    table = kv.reconcile(real).query("network_id == 'kehyskunnat'")
    assert len(table) == 2
    for row in table.to_dict("records"):
        for column in ("value", "held"):
            assert number(language, int(row[column])) in text
        assert number(language, int(row["difference"])) in text


@pytest.mark.parametrize("how", ["keyboard", "mouse"])
def test_what_is_chosen_already_leads_to_its_place_in_the_list(opened, how):
    page = opened["sv"]
    told(page, "n-kehyskunnat", "")
    here = page.locator("#canvas button.here")
    here.scroll_into_view_if_needed()
    if how == "keyboard":
        here.press("Enter")
    else:
        box = here.bounding_box()
        assert box is not None
        page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    assert page.evaluate("document.activeElement.closest('details').id") == "n-kehyskunnat"
    top = page.locator("#n-kehyskunnat").bounding_box()
    assert top is not None
    assert 0 <= top["y"] < 900


def test_what_a_table_says_besides_is_told(browser, tmp_path):
    frame = pd.DataFrame(
        {
            "film": ["Alien", "Alien", "Heat"],
            "genre": ["Horror", "Sci-Fi", "Crime"],
            "year": [1979, 1979, 1995],
            "role": ["main", "side", "main"],
        }
    )
    dataset = kv.from_frame(frame, member="film", network="genre")
    page = browser.new_page()
    page.goto(kv.build_page(dataset, language="en").write(tmp_path / "films.html").as_uri() + "#o-alien")
    page.locator("#details h3").wait_for()
    text = page.locator("#details").inner_text()
    assert "year\n1979" in text
    assert "; role: main" in text
    page.close()
