"""The matrix and the UpSet view say of each network what its members say, under its own name."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest

import kuntaverkostot as kv
from kuntaverkostot.text.language import LANGUAGES, named, number, say, short_name
from tests.large import many_networks
from tests.pages import Element, parsed
from tests.payloads import payload_of

LEAGUES = Path(__file__).parents[2] / "notebooks" / "examples" / "leagues.xlsx"
each_language = pytest.mark.parametrize("language", LANGUAGES)


@pytest.fixture(scope="module", params=["small", "real"])
def dataset(request) -> kv.Dataset:
    return request.getfixturevalue(request.param)


def framed(shown: kv.Matrix | kv.UpSet) -> tuple[Element, Element]:
    """Return the frame in which a view stands in a notebook, and the document inside it."""
    frame = parsed(shown._repr_html_()).one("iframe")
    return frame, parsed(html.unescape(frame["srcdoc"]))


def members(dataset: kv.Dataset) -> dict[str, set[str]]:
    frame = kv.incidence(dataset)
    return {code: set(frame.index[frame[code]]) for code in frame.columns}


def short_names(dataset: kv.Dataset, language: str) -> dict[str, str]:
    """Return the id of each network by its short name, which no two of them share."""
    rows = dataset.networks.to_dict("records")
    names = {short_name(row, language): row["network_id"] for row in rows}
    assert len(names) == len(rows)
    return names


@each_language
@pytest.mark.parametrize("measure", ["count", "jaccard"])
def test_each_cell_of_the_matrix_is_what_its_two_networks_share(dataset, language, measure):
    table = framed(kv.matrix(dataset, language=language, measure=measure))[1].one("table")
    codes, sets = short_names(dataset, language), members(dataset)
    across = [codes[head.text] for head in table.one("thead").every("th")]
    assert set(across) == set(sets)
    down = [
        codes[row.one("th").text.removesuffix(f" {row.one('small').text}")] for row in table.one("tbody").every("tr")
    ]
    assert down == across
    for row, one in zip(table.one("tbody").every("tr"), down, strict=True):
        for cell, other in zip(row.every("td"), across, strict=True):
            shared, either = len(sets[one] & sets[other]), len(sets[one] | sets[other])
            value = number(language, shared) if measure == "count" else number(language, shared / either, decimals=2)
            assert cell.text == value


@each_language
def test_the_matrix_of_the_page_has_the_same_names(documents, real, language):
    table = documents[language].one("table", id="matrix")
    codes = short_names(real, language)
    for row in table.one("tbody").every("tr"):
        link = row.one("a")
        assert link["href"] == f"#n-{codes[link.text]}"
    heads = [f"#n-{codes[head.text]}" for head in table.one("thead").every("th")]
    assert [row.one("a")["href"] for row in table.one("tbody").every("tr")] == heads


@each_language
def test_the_exact_sets_of_the_page_lead_to_their_networks(documents, real, language):
    codes = short_names(real, language)
    rows = list(documents[language].one("table", id="upset").one("tbody").every("tr"))
    assert len(rows) > 10
    for row in rows:
        links = list(row.one("th").every("a"))
        assert " + ".join(link.text for link in links) == row.one("th").text
        assert [link["href"] for link in links] == [f"#n-{codes[link.text]}" for link in links]


@each_language
def test_each_row_and_bar_of_the_upset_view_is_an_exact_set(dataset, language):
    shown = framed(kv.upset(dataset, language=language))[1]
    codes, sets = short_names(dataset, language), members(dataset)
    living = kv.incidence(dataset).index
    table = shown.one("table")
    exact = {}
    for row in table.one("tbody").every("tr"):
        networks = frozenset(codes[name] for name in row.one("th").text.split(" + "))
        exact[networks] = int(re.sub(r"\D", "", next(row.every("td")).text))
    expected: dict[frozenset[str], int] = {}
    for code in living:
        own = frozenset(network for network in sets if code in sets[network])
        if own:
            expected[own] = expected.get(own, 0) + 1
    assert exact == expected
    assert list(kv.upset(dataset, language=language).networks) == _rows(shown, codes)
    counts = [group.one("text").text for group in shown.one("svg").every("g")]
    assert counts == [number(language, size) for size in exact.values()]


def _rows(shown: Element, codes: dict[str, str]) -> list[str]:
    """Return the networks of the rows of the drawing, from above."""
    texts = [one.text for one in shown.one("svg").children if not isinstance(one, str) and one.tag == "text"]
    return [codes[text] for text in texts[::2]]


@each_language
def test_in_a_notebook_each_view_has_a_title_a_language_and_no_way_to_nowhere(real, language):
    shown = [
        kv.matrix(real, language=language),
        kv.matrix(real, language=language, measure="jaccard"),
        kv.upset(real, language=language),
    ]
    titles = set()
    for view in shown:
        frame, document = framed(view)
        assert document.one("html")["lang"] == language
        assert document.one("title").text == frame["title"]
        assert int(frame["height"]) > 200
        assert not list(document.every("a"))
        assert "--n0:" in document.one("style").raw
        titles.add(frame["title"])
    assert len(titles) == len(shown)


def test_in_a_notebook_the_names_behind_a_bar_are_there(real):
    text = framed(kv.upset(real, language="sv"))[1].one("table").text
    assert "Närpes" in text
    assert say("sv", "table.only_this") not in text


def test_measures_that_are_not_ours_are_refused(small):
    with pytest.raises(ValueError, match="measure must be one of count, jaccard; got 'cosine'"):
        kv.matrix(small, measure="cosine")  # type: ignore[arg-type]


@each_language
def test_members_that_are_no_municipalities_are_compared_where_there_are_no_others(language):
    dataset = kv.read_dataset(LEAGUES)
    found = kv.upset(dataset, language=language)
    held = dataset.organisation_memberships.groupby("organisation_id")["network_id"].agg(frozenset)
    assert {frozenset(bar.networks): bar.size for bar in found.bars} == held.value_counts().to_dict()
    nodes = {node for bar in found.bars for node, _ in bar.members}
    assert nodes == {f"organisation:{code}" for code in held.index}
    sizes = dataset.organisation_memberships["network_id"].value_counts().to_dict()
    assert found.extents == {network: number(language, size) for network, size in sizes.items()}
    # The pages lead from there to the list.
    root = parsed(kv.build_page(dataset, language=language).html)
    links = {link["href"] for link in root.one("table", id="upset").every("a")}
    assert {f"#o-{code}" for code in held[held.map(len) > 1].index} < links
    assert list(root.every("section", class_="by-municipality")) == []


def figure(text: str) -> int:
    """Return the first number in a text."""
    return int(re.sub(r"\D", "", re.findall(r"\d[\d\s,\u00a0]*", text)[0]))


@pytest.fixture(scope="module", params=[24, 30, 60, 120])
def crowded(request, tmp_path_factory) -> kv.Dataset:
    folder = tmp_path_factory.mktemp("many")
    return many_networks(request.param, members=4 * request.param, folder=folder)


def exact_of(dataset: kv.Dataset) -> dict[frozenset[str], set[str]]:
    """Return the members of each exact set of networks by their names."""
    names = {row["organisation_id"]: named(row, "en")[0] for row in dataset.organisations.to_dict("records")}
    titles = {row["network_id"]: named(row, "en")[0] for row in dataset.networks.to_dict("records")}
    found = kv.exclusive_intersections(kv.incidence(dataset))
    rows = found[["networks", "municipalities"]].itertuples(index=False, name=None)
    return {frozenset(titles[one] for one in networks): {names[one] for one in own} for networks, own in rows}


@each_language
def test_each_bar_and_each_sentence_is_of_all_networks(crowded, language):
    exact = exact_of(crowded)
    sizes = sorted(map(len, exact.values()), reverse=True)
    shared = {networks: len(own) for networks, own in exact.items() if len(networks) > 1}
    root = parsed(kv.build_page(crowded, language=language).html)
    table = root.one("table", id="upset")
    told = []
    for row in table.one("tbody").every("tr"):
        networks = frozenset(link.text for link in row.one("th").every("a"))
        own = {link.text for link in row.every("a")} - networks
        assert own == exact[networks] or (len(networks) == 1 and own == set())
        assert figure(next(row.every("td")).text) == len(exact[networks])
        told.append(len(exact[networks]))
    bars = [figure(group.one("text").text) for group in root.one("svg", class_="upset").every("g")]
    assert bars == told == sizes[:30]
    # The sentence of the summary on the largest set of several networks.
    begin = say(language, "summary.shared").partition("{")[0]
    told = [one.text for one in root.one("section", id="summary").every("li") if one.text.startswith(begin)]
    if [*shared.values()].count(max(shared.values())) > 1:
        assert told == []
        return
    (sentence,) = told
    named_in = frozenset(re.findall(r"Network \d\d\d", sentence))
    assert figure(sentence.rpartition(":")[2]) == shared[named_in] == max(shared.values())


@each_language
def test_each_view_says_what_it_leaves_out(crowded, language):
    count, sets = len(crowded.networks), len(exact_of(crowded))
    cut = {
        say(language, "view.matrix_cut", count=24, networks=count): count > 24,
        say(language, "view.upset_cut", count=30, sets=sets): sets > 30,
        say(language, "view.upset_rows", count=24, networks=count): count > 24,
    }
    page = parsed(kv.build_page(crowded, language=language).html).one("section", id="overlaps").text
    alone = framed(kv.upset(crowded, language=language))[1].text
    alone += framed(kv.matrix(crowded, language=language))[1].text
    for shown in (page, alone):
        assert {sentence: sentence in shown for sentence in cut} == cut


def test_a_set_with_networks_that_have_no_row_is_marked_in_the_last_row(crowded):
    shown = kv.upset(crowded, language="en")
    drawing = framed(shown)[1].one("svg")
    names = [one.text for one in drawing.children if not isinstance(one, str) and one.tag == "text"]
    others = len(crowded.networks) - 24
    last = say("en", "view.upset_others", count=others)
    assert (last in names) == (others > 0)
    for bar, group in zip(shown.bars, drawing.every("g"), strict=True):
        marks = len([one for one in group.every("path") if "spot" in one["class"].split()])
        with_row = [one for one in bar.networks if one in shown.extents]
        assert marks == len(with_row) + (len(with_row) < len(bar.networks))


def test_the_question_offers_all_networks(crowded):
    data = payload_of(kv.build_page(crowded, language="en").html)
    offered = [data["networks"]["id"][row] for row in data["askable"]]
    assert sorted(offered) == [f"n-{code}" for code in sorted(crowded.networks["network_id"])]
