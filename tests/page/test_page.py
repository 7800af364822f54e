from __future__ import annotations

import csv
import dataclasses
import gzip
import hashlib
import io
import os
import random
import re
import shutil
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kuntaverkostot as kv
from kuntaverkostot.dataset.dataset import table_names
from kuntaverkostot.dataset.memberships import all_memberships
from kuntaverkostot.diagram.inlining import content_hash, vis_script
from kuntaverkostot.listing.source_list import source_numbers
from kuntaverkostot.page.document import file_name
from kuntaverkostot.text.language import LANGUAGES, number, say
from kuntaverkostot.text.node_ids import anchor
from tests.pages import (
    HEADINGS,
    Element,
    Pairs,
    by_member,
    by_network,
    none_found,
    of_candidates,
    other_memberships,
    parsed,
    rows,
    stated_in_markdown,
    stated_in_text,
)
from tests.payloads import payload_of

# What is known of each network stands in the list and in the data of the explorer: 14 kB. The explorer
# draws the looks that an analyst gave in pyvis: 4 kB. Open questions are 4 kB, reasons of memberships 1.5 kB. Where the
# diagram is narrow, it makes room for names: 2 kB; it shows counts without members: 2 kB. It asks for
# roles and years: 3 kB.
MOST_BYTES, MOST_ZIPPED = 831_000, 222_000
# Attributes from which a browser fetches something; a link only leads somewhere.
FETCHING = ("src", "srcset", "poster", "background", "action", "formaction", "ping", "cite", "xlink:href")
# Writes a hash of each page; the order of sets differs from one seed to another.
HASHING = (
    "import hashlib, sys, kuntaverkostot as kv\n"
    "for page in kv.build_pages(kv.read_dataset(sys.argv[1]), candidates=True):\n"
    "    print(hashlib.sha256(page.html.encode()).hexdigest())\n"
)
each_language = pytest.mark.parametrize("language", LANGUAGES)


@pytest.fixture(scope="module", params=["small", "real"])
def dataset(request) -> kv.Dataset:
    return request.getfixturevalue(request.param)


@pytest.fixture(scope="module", params=[False, True], ids=["confirmed", "with candidates"])
def candidates(request) -> bool:
    return request.param


@pytest.fixture(scope="module")
def built(dataset, candidates) -> dict[str, tuple[kv.Page, Element]]:
    """Return the pages of a dataset, each with its tree."""
    made = kv.build_pages(dataset, candidates=candidates)
    return {page.language: (page, parsed(page.html)) for page in made}


@pytest.fixture(scope="module")
def small_page(small) -> Element:
    return parsed(kv.build_page(small, language="fi", candidates=True).html)


def _edges_ofpayload_of(data: dict, *, candidates: bool) -> list[tuple[str, str]]:
    """Return the memberships that scripts draw, as addresses of network and member."""
    return [(edge["network"], edge["member"]) for edge in data["edges"] if (edge["basis"] == "candidate") is candidates]


def _edges_of_diagram(dataset: kv.Dataset, language: str, *, candidates: bool) -> tuple[Pairs, Pairs]:
    """Return the edges of the pyvis Network: those with whole lines and those with dashes."""
    drawn = kv.diagram(dataset, language=language, candidates=candidates)
    found: tuple[Pairs, Pairs] = (set(), set())
    for edge in drawn.edges:
        found[edge["dashes"]].add((anchor(edge["to"]), anchor(edge["from"])))
    return found


def _assert_the_same_everywhere(dataset: kv.Dataset, root: Element, *, candidates: bool) -> None:
    """Compare tables, list, diagram and data of a page."""
    confirmed = rows(dataset)
    guessed = rows(dataset, candidates=True) if candidates else set()
    assert by_network(root) == by_member(root) == confirmed
    assert of_candidates(root) == guessed
    data = payload_of(root)
    for kind, expected in ((False, confirmed), (True, guessed)):
        edges = _edges_ofpayload_of(data, candidates=kind)
        assert len(edges) == len(set(edges))
        assert set(edges) == expected
    assert _edges_of_diagram(dataset, data["language"], candidates=candidates) == (confirmed, guessed)


@each_language
def test_tables_list_diagram_and_data_of_the_page_are_the_same(dataset, candidates, built, language):
    assert rows(dataset)
    assert rows(dataset, candidates=True)
    _assert_the_same_everywhere(dataset, built[language][1], candidates=candidates)


@settings(max_examples=12, deadline=None)
@given(data=st.data())
def test_they_are_the_same_whatever_the_memberships_are(small, data):
    dataset = data.draw(other_memberships(small))
    language, candidates = data.draw(st.sampled_from(LANGUAGES)), data.draw(st.booleans())
    page = kv.build_page(dataset, language=language, candidates=candidates)
    _assert_the_same_everywhere(dataset, parsed(page.html), candidates=candidates)


@each_language
def test_the_list_of_the_page_is_the_list(dataset, candidates, built, language):
    page = built[language][0]
    options = {"language": language, "candidates": candidates}
    assert kv.listing(dataset, form="html", **options).strip() in page.html
    assert page.text == kv.listing(dataset, form="text", **options)
    in_text = stated_in_text(page.text, language)
    in_markdown = stated_in_markdown(kv.listing(dataset, form="markdown", **options), language)
    assert in_text == in_markdown
    assert len(in_text.by_network) == len(all_memberships(dataset))


@each_language
def test_the_file_to_download_has_the_same_memberships(real, documents, language):
    (link,) = [link for link in documents[language].every("a", download=True) if link["href"].startswith("data:")]
    kind, _, content = link["href"].partition(",")
    assert kind == "data:text/csv;charset=utf-8"
    text = unquote(content)
    assert text.startswith("\ufeff")
    table = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert len(table) == len(all_memberships(real))
    named = {
        name: f"n-{code}"
        for code, *names in real.networks[["network_id", "short_fi", "short_sv", "short_en"]].itertuples(index=False)
        for name in names
        if name
    }
    head = {key: say(language, f"csv.{key}") for key in ("network", "member", "code", "basis")}
    organised = set(real.organisations["organisation_id"])
    pairs = {
        (
            named[row[head["network"]]],
            f"{'o' if row[head['code']] in organised else 'm'}-{row[head['code']]}",
        )
        for row in table
    }
    assert pairs == rows(real)
    assert number(language, round(len(text.encode("utf-8")) / 1000)) in link.text


@each_language
def test_it_begins_as_a_document_in_its_language(pages, documents, language):
    html, root = pages[language].html, documents[language]
    assert html.startswith(f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n')
    assert root.one("html")["lang"] == language
    assert [child.tag for child in root.one("html").children if isinstance(child, Element)] == ["head", "body"]
    assert root.one("title").text == pages[language].title
    alternates = {link["hreflang"]: link["href"] for link in root.every("link", rel="alternate")}
    assert alternates == {other: f"kuntaverkostot.{other}.html" for other in LANGUAGES}
    assert [link["rel"] for link in root.every("link")] == ["alternate"] * 3


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fi", ["Kuntaliiton keskeisimmät verkostot", "kaaviona ja luettelona"]),
        ("sv", ["Kommunförbundets viktigaste nätverk", "som diagram och lista"]),
        ("en", ["Key networks of the Association of Finnish Municipalities", "as a diagram and a list"]),
    ],
)
def test_the_title_says_whose_networks_in_which_forms_and_names_no_publisher(documents, language, words):
    whose, forms = words
    assert documents[language].one("title").text == f"{whose} {forms}"
    assert documents[language].one("h1").text == whose


@each_language
def test_the_way_to_other_languages_is_in_those_languages(documents, language):
    languages = documents[language].one("nav", class_="languages")
    links = list(languages.every("a"))
    assert [(link["lang"], link["hreflang"], link["href"]) for link in links] == [
        (other, other, file_name(other)) for other in LANGUAGES if other != language
    ]
    names = dict(zip(LANGUAGES, ("Suomeksi", "På svenska", "In English"), strict=True))
    assert [item.text for item in languages.every("li")] == list(names.values())
    # The page itself is no link.
    assert languages.one("span", aria_current="page").text == names[language]


@each_language
def test_the_first_links_skip_to_the_list_and_to_the_diagram(documents, language):
    body = documents[language].one("body")
    first, second = [child for child in body.children if isinstance(child, Element)][:2]
    assert [(link.tag, link["href"], link.text) for link in (first, second)] == [
        ("a", "#list", say(language, "page.skip_list")),
        ("a", "#diagram", say(language, "page.skip_diagram")),
    ]


@each_language
def test_it_has_landmarks_with_names(documents, language):
    body = documents[language].one("body")
    for tag in ("header", "main", "footer"):
        assert body.one(tag).parent is body
    names = [nav["aria-label"] for nav in body.every("nav")]
    assert len(names) == len(set(names)) == 2
    ids = {element["id"]: element for element in body.every(id=True)}
    for section in body.every("section", id=True):
        heading = next(section.every(*HEADINGS), None)
        if heading is not None and section["id"] != "details":
            assert ids[section["aria-labelledby"]] is heading


@each_language
def test_headings_make_an_outline_without_gaps(built, language):
    root = built[language][1]
    headings = list(root.every(*HEADINGS))
    levels = [int(heading.tag[1]) for heading in headings]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert [(one.text, two.text) for one, two in pairwise(headings) if _gap(one, two)] == []
    assert all(heading.text for heading in headings)
    parts = [say(language, f"page.{part}") for part in ("diagram", "summary", "list", "overlaps", "sources")]
    second = [heading.text for heading in headings if heading.tag == "h2"]
    assert [text for text in second if text in parts] == parts


def _gap(one: Element, two: Element) -> bool:
    return int(two.tag[1]) - int(one.tag[1]) > 1


@each_language
def test_ids_are_there_once_and_every_address_leads_to_one(built, language):
    root = built[language][1]
    ids = [element["id"] for element in root.every(id=True)]
    assert len(ids) == len(set(ids))
    assert {link["href"] for link in root.every("a") if link["href"].startswith("#")} <= {f"#{one}" for one in ids}
    for name in ("aria-labelledby", "aria-describedby", "aria-controls", "for"):
        # What is hidden gets its content, and the ids in it, from scripts.
        named = {
            one for element in root.every(**{name: True}) if not _is_hidden(element) for one in element[name].split()
        }
        assert named <= set(ids)


@each_language
def test_only_what_is_in_another_language_is_marked(built, language):
    root = built[language][1]
    way = root.one("nav", class_="languages")
    marked = [element for element in root.one("body").every(lang=True) if element not in list(way.every())]
    assert marked
    assert {element["lang"] for element in marked} <= set(LANGUAGES) - {language}
    assert [element.text for element in marked if element.parent.lang == element["lang"]] == []


@each_language
def test_every_node_of_the_diagram_has_its_place_on_the_page(built, language):
    root = built[language][1]
    data = payload_of(root)
    ids = {element["id"] for element in root.every(id=True)}
    assert set(data["nodes"]["id"]) <= ids
    assert {one for one in ids if one.startswith(("m-", "n-", "o-")) and not one.endswith("-h")} == set(
        data["nodes"]["id"]
    )


@each_language
def test_every_fact_is_on_the_page_with_its_sentence_and_its_sources(real, documents, language):
    sentences = real.network_facts[f"text_{language}"].tolist()
    assert len(set(sentences)) > 40
    told = [item.text for facts in documents[language].every("ul", class_="facts") for item in facts.every("li")]
    assert len(told) == len(sentences)
    assert [one for one in sentences if not any(item.startswith(one) for item in told)] == []
    for facts in documents[language].every("ul", class_="facts"):
        # Sources that all of them share are named after them.
        after = _after(facts)
        cited = [any(link["href"].startswith("#s-") for link in item.every("a")) for item in facts.every("li")]
        words = tuple(say(language, "list.shared_sources", count=count) for count in (1, 2))
        assert all(cited) != (not any(cited) and after.startswith(words))


@pytest.mark.parametrize(
    ("sources", "line"),
    [
        (["a", "a"], "Lähde: lähde 1"),
        (["a;b", "a;b"], "Lähteet: lähde 1 lähde 2"),
        (["a", "b"], None),
        (["a"], None),
    ],
)
def test_facts_that_share_their_sources_name_them_once_after_all_of_them(small, sources, line):
    table = small.sources.iloc[:2].assign(source_id=["a", "b"])
    one = small.network_facts.iloc[:1]
    told = pd.concat([one.assign(fact_id=f"f{place}", source_ids=cell) for place, cell in enumerate(sources)])
    dataset = dataclasses.replace(small, sources=table, network_facts=told)
    (facts,) = parsed(kv.build_page(dataset).html).every("ul", class_="facts")
    numbers = [sum(1 for _ in item.every("a")) for item in facts.every("li")]
    assert numbers == [0 if line else 1] * len(sources)
    assert (_after(facts) == line) == bool(line)


def _after(element: Element) -> str:
    """Return the text of the element that comes next beside it."""
    siblings = [one for one in element.parent.children if isinstance(one, Element)]
    return "".join(one.text for one in siblings[siblings.index(element) + 1 :][:1])


@each_language
def test_every_source_is_on_the_page_with_its_address(real, documents, language):
    items = list(documents[language].one("ol", class_="sources").every("li"))
    assert [item["id"] for item in items] == [f"s-{place}" for place in range(1, len(real.sources) + 1)]
    for item, row in zip(
        items, real.sources.set_index("source_id").loc[list(source_numbers(real))].to_dict("records"), strict=True
    ):
        assert [link["href"] for link in item.every("a")] == [row["url"]] * bool(row["url"])
        assert row["title"] in item.text
        untitled = row["note"].startswith("no title recorded")
        assert (say(language, "list.source_untitled") in item.text) == untitled
        assert row["publisher"] in item.text
        # What is in another language than the page says so, and nothing else does.
        marked = {text: kind for text, kind in _languages_of(row) if kind not in {"", language}}
        assert {part.text: part["lang"] for part in item.every("span", lang=True)} == marked


def _languages_of(source: dict[str, str]) -> list[tuple[str, str]]:
    return [(source[key], source[f"{key}_language"]) for key in ("title", "publisher")]


def test_a_publisher_is_in_the_language_that_its_name_is_in(documents):
    shown = {language: documents[language].one("ol", class_="sources").text for language in documents}
    assert len(set(shown.values())) == 3
    spoken = {language: set() for language in documents}
    for language, document in documents.items():
        for part in document.one("ol", class_="sources").every("span", lang=True):
            spoken[language].add((part.text, part.lang))
    for text, own in (("Hämeen liitto", "fi"), ("Raseborgs stad", "sv"), ("Public code repository", "en")):
        found = {language for language in spoken if (text, own) in spoken[language]}
        assert found == set(documents) - {own}
    for text in ("lohja.fi", "Kuntaliitto / Kommunförbundet", "FCG"):
        assert all(text in shown[language] and text not in dict(spoken[language]) for language in documents)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("fi", "Jäsenyyttä ei löytynyt julkisista lähteistä."),
        ("sv", "Inget medlemskap hittades i offentliga källor."),
        ("en", "No membership found in public sources."),
    ],
)
def test_nobody_is_said_to_be_in_no_network(real, documents, language, sentence):
    assert none_found(language, "list.none_confirmed") == sentence
    members = {member for _, member in rows(real)}
    entries = [entry for entry in documents[language].every("li", id=True) if entry["id"].startswith("m-")]
    assert len(entries) == 308
    without = {entry["id"] for entry in entries if any(entry.every("span", class_="none"))}
    assert without == {entry["id"] for entry in entries} - members
    assert len(without) == 21
    assert {entry.text.partition(": ")[2] for entry in entries if entry["id"] in without} == {sentence}


@each_language
def test_published_figures_stand_beside_held_ones(real, documents, language):
    table = documents[language].one("section", id="reconciliation").one("table")
    cells = {tuple(cell.text for cell in row.every("th", "td"))[1:5] for row in table.one("tbody").every("tr")}

    def written(value: int, *, sign: str = "") -> str:
        return f"{sign}{number(language, value)}"

    unknown = say(language, "table.not_held")

    def in_all(value: int) -> str:
        return f"{unknown} ({say(language, 'table.held_in_all', value=number(language, value))})"

    def what(key: str) -> str:
        return say(language, f"table.measure_{key}")

    expected = {
        (what("members_all"), "57", "44", "−13"),
        (what("members_all"), "44", "17", "−27"),
        (what("population_all"), written(873_000), written(476_357), written(-396_643)),
        (what("members_primary"), "159", in_all(211), unknown),
        (what("population_primary"), written(608_371), in_all(862_098), unknown),
        (what("members_all"), "49", "49", "0"),
        (what("members_bilingual"), "33", "33", "0"),
        (what("members_swedish"), "16", "16", "0"),
        (
            what("population_all"),
            say(language, "words.nearly", value=number(language, 3_100_000)),
            written(3_209_213),
            written(109_213, sign="+"),
        ),
    }
    # Numbers of sources stand after the published figure.
    shown = {(kind, re.sub(r"( \S+ \d+)+$", "", figure), held, off) for kind, figure, held, off in cells}
    assert expected - shown == set()
    assert sum(1 for _ in table.one("tbody").every("tr")) == len(real.figures)


@each_language
def test_the_table_of_overlaps_has_every_set_of_several_networks(real, documents, language):
    current = set(real.networks.loc[real.networks["status"] != "ended", "network_id"])
    table = all_memberships(real)
    table = table[table["network_id"].isin(current) & (table["kind"] == "municipality")]
    sets: pd.Series = table.groupby("member_id")["network_id"].agg(frozenset)
    expected = {
        (frozenset(f"n-{network}" for network in networks), frozenset(f"m-{member}" for member in members))
        for networks, members in sets.groupby(sets).groups.items()
        if len(networks) > 1
    }
    newest = real.populations[real.populations["date"] == real.populations["date"].max()]
    inhabitants = newest.set_index("municipality_code")["population"]
    found = set()
    for row in documents[language].one("table", id="upset").one("tbody").every("tr"):
        head, count, people, names = row.every("th", "td")
        members = [link["href"][1:] for link in names.every("a")]
        if sum(1 for _ in head.every("a")) == 1:
            assert members == []
            continue
        found.add((frozenset(link["href"][1:] for link in head.every("a")), frozenset(members)))
        assert count.text == number(language, len(members))
        assert people.text == number(language, int(inhabitants[[member[2:] for member in members]].sum()))
    assert found == expected


@each_language
def test_tables_have_captions_and_say_what_their_heads_are_for(documents, language):
    tables = list(documents[language].every("table"))
    assert len(tables) >= 2
    for table in tables:
        assert table.one("caption").text
        assert {cell["scope"] for cell in table.one("thead").every("th")} == {"col"}
        widths = {sum(1 for _ in row.every("th", "td")) for row in table.every("tr")}
        assert len(widths) == 1
        for row in table.one("tbody").every("tr"):
            assert next(row.every("th", "td")).attributes.get("scope") == "row"


@each_language
def test_without_scripts_there_is_a_picture_and_nothing_that_does_not_work(documents, real, language):
    stage = documents[language].one("section", id="diagram")
    svg = stage.one("svg", role="img")
    assert len(svg["aria-label"]) < 150
    assert say(language, "count.networks", count=len(real.networks)) in svg["aria-label"]
    assert say(language, "count.municipalities", count=308) in svg["aria-label"]
    hidden = {element["id"] for element in stage.every(hidden=True)}
    assert {"toolbar", "canvas"} <= hidden
    for control in stage.every("button", "input", "select"):
        assert _is_hidden(control)


@each_language
def test_no_heading_stands_over_nothing_without_scripts(documents, language):
    empty = []
    for heading in documents[language].one("main").every(*HEADINGS):
        if heading.parent is None or _is_hidden(heading):
            continue
        # A heading that folds something has it beside its fold.
        here = heading.parent if heading.parent.tag == "summary" else heading
        assert here.parent is not None
        beside = [child for child in here.parent.children if isinstance(child, Element)]
        after = beside[beside.index(here) + 1 :]
        until = next((place for place, child in enumerate(after) if child.tag in HEADINGS), len(after))
        if not any(child.text and not _is_hidden(child) for child in after[:until]):
            empty.append(heading.text)
    assert empty == []


def _is_hidden(element: Element) -> bool:
    here: Element | None = element
    while here is not None:
        if "hidden" in here.attributes:
            return True
        here = here.parent
    return False


@each_language
def test_the_policy_admits_the_scripts_and_styles_that_are_there_and_no_others(documents, language):
    root = documents[language]
    policy = root.one("meta", http_equiv="Content-Security-Policy")["content"]
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert rules["default-src"] == "'none'"
    scripts = [one for one in root.every("script") if one.attributes.get("type") != "application/json"]
    assert rules["script-src"].split() == [content_hash(script.raw) for script in scripts]
    assert rules["style-src"].split() == [content_hash(style.raw) for style in root.every("style")]
    assert rules["trusted-types"] == rules["base-uri"] == rules["form-action"] == "'none'"
    assert not re.search(r"unsafe|https?:|\*|blob:", policy)
    # What stands before the policy would not be held to it.
    head = [child.tag for child in root.one("head").children if isinstance(child, Element)]
    assert head[:2] == ["meta", "meta"]
    assert next(root.every("meta", http_equiv=True)) is list(root.every("meta"))[1]


@each_language
def test_no_attribute_holds_a_style_or_a_script(built, language):
    root = built[language][1]
    found = [
        (element.tag, name) for element in root.every() for name in element.attributes if re.match(r"style$|on", name)
    ]
    assert found == []
    scheme = re.compile(r"(javascript|vbscript|data):", re.IGNORECASE)
    links = [link["href"] for link in root.every("a") if scheme.match(link["href"])]
    assert [link.partition(";")[0] for link in links] == ["data:text/csv"]


@each_language
def test_nothing_is_fetched(built, language):
    page, root = built[language]
    fetched = [(one.tag, name) for one in root.every() for name in FETCHING if name in one.attributes]
    assert fetched == []
    assert (
        list(root.every("img", "iframe", "object", "embed", "video", "audio", "source", "base", "image", "use")) == []
    )
    assert {link["href"] for link in root.every("link")} == set(map(file_name, LANGUAGES))
    styles = "".join(style.raw for style in root.every("style"))
    assert re.findall(r"@import|url\((?!['\"]?data:)", styles) == []
    assert "sourceMappingURL" not in page.html
    outward = {link["href"].partition(":")[0] for link in root.every("a") if ":" in link["href"]}
    assert outward <= {"https", "http", "mailto", "data"}


@each_language
def test_pages_are_small(pages, real, language):
    assert len(kv.build_page(real, language=language, candidates=True).html.encode("utf-8")) < MOST_BYTES
    data = pages[language].html.encode("utf-8")
    assert len(data) < MOST_BYTES
    assert len(gzip.compress(data, mtime=0)) < MOST_ZIPPED


@each_language
def test_pages_have_no_character_that_does_not_belong(pages, language):
    html = pages[language].html.replace(vis_script(), "")
    assert re.findall(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u1680\u200b-\u200f\u2028-\u202e\ufeff\ufffd]", html) == []


@each_language
def test_pages_do_not_say_where_they_were_made(pages, project, language):
    for place in (project, Path(sys.prefix), Path(kv.__file__).parent, Path.cwd()):
        assert str(place) not in pages[language].html
    assert not re.search(r"file:/|site-packages|\\Users\\|/home/", pages[language].html)


def test_the_same_data_give_the_same_bytes(real, pages):
    again = {page.language: page.html for page in kv.build_pages(real, languages=["en", "fi", "sv"])}
    assert again == {language: page.html for language, page in pages.items()}


def test_a_page_made_alone_leads_to_no_other_language(small):
    root = parsed(kv.build_page(small, language="sv").html)
    assert [*root.every("nav", class_="languages"), *root.every("link", rel="alternate")] == []
    two = parsed(kv.build_pages(small, languages=["sv", "fi"])[0].html)
    assert [link["hreflang"] for link in two.every("link", rel="alternate")] == ["fi", "sv"]


def test_the_order_of_rows_and_of_columns_does_not_matter(project, pages, tmp_path):
    folder = Path(shutil.copytree(project / "data", tmp_path / "data"))
    mixed = random.Random(2)  # noqa: S311 - an order, not a secret
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            columns, table = list(reader.fieldnames or []), list(reader)
        mixed.shuffle(columns)
        mixed.shuffle(table)
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns, lineterminator="\n")
            writer.writeheader()
            writer.writerows(table)
    for page in kv.build_pages(kv.read_dataset(folder)):
        assert page.html == pages[page.language].html


def test_the_order_of_sets_does_not_matter(small, small_folder):
    def hashes(seed: str) -> list[str]:
        command = [sys.executable, "-c", HASHING, str(small_folder)]
        environment = os.environ | {"PYTHONHASHSEED": seed}
        return subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout.split()

    here = [hashlib.sha256(page.html.encode()).hexdigest() for page in kv.build_pages(small, candidates=True)]
    assert hashes("1") == hashes("4242") == here


def test_what_it_is_made_of_does_not_change(small):
    before = {name: getattr(small, name).copy(deep=True) for name in table_names()}
    kv.build_pages(small, candidates=True)
    for name, frame in before.items():
        pd.testing.assert_frame_equal(getattr(small, name), frame)


def test_what_is_in_a_table_is_text_everywhere_on_the_page(small):
    hostile = "</script><script>alert(1)</script><!--<img src=x onerror=alert(1)>\"'&\u2028"
    dataset = dataclasses.replace(
        small,
        networks=small.networks.assign(name_fi=hostile, short_fi=hostile, description_fi=hostile),
        groups=small.groups.assign(name_fi=hostile),
        municipalities=small.municipalities.assign(name_fi=[f"{hostile}{place}" for place in range(11)]),
        network_facts=small.network_facts.assign(text_fi=hostile),
        sources=small.sources.assign(title=hostile, publisher=hostile),
        figures=small.figures.assign(note_fi=hostile),
    )
    root = parsed(kv.build_page(dataset, candidates=True).html)
    assert [script.attributes for script in root.every("script")] == [
        {"type": "application/json", "id": "data"},
        {},
        {"type": "module"},
    ]
    assert list(root.every("img")) == []
    _assert_the_same_everywhere(small, root, candidates=True)
    # A name stands on one line.
    assert f"{hostile[:-1]} 0" in payload_of(root)["nodes"]["name"]


def test_a_dataset_with_little_in_it_is_a_page_too(small):
    bare = dataclasses.replace(
        small,
        **{
            name: getattr(small, name).iloc[:0]
            for name in table_names()
            if name not in {"municipalities", "networks", "groups", "memberships"}
        },
        memberships=small.memberships.iloc[:0],
    )
    for page in kv.build_pages(bare):
        root = parsed(page.html)
        assert by_network(root) == set()
        assert sum(1 for entry in root.every("li", id=True) if entry["id"].startswith("m-")) == 11
        assert "None" not in root.one("main").text
        assert "nan" not in root.one("main").text.split()


def test_addresses_of_the_statement_and_of_feedback_are_in_the_footer(small):
    page = kv.build_page(small, accessibility="https://example.org/a?b=1&c=2", feedback="mailto:x@example.org")
    links = [link["href"] for link in parsed(page.html).one("footer").every("a")]
    assert links[:2] == ["https://example.org/a?b=1&c=2", "mailto:x@example.org"]
    section = parsed(page.html).one("section", id="accessibility")
    assert [link["href"] for link in section.every("a")] == ["mailto:x@example.org"]


@each_language
def test_without_an_address_the_page_speaks_of_no_statement_and_asks_for_no_feedback(small, language):
    root = parsed(kv.build_page(small, language=language).html)
    assert [link["href"] for link in root.one("footer").every("a")] == ["#diagram"]
    for key in ("accessibility", "feedback", "accessibility_feedback"):
        assert say(language, f"page.{key}") not in root.one("body").text.partition('{"language"')[0]
    assert list(root.one("section", id="accessibility").every("a")) == []


@pytest.mark.parametrize("where", ["accessibility", "feedback"])
@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "//example.org", "ftp://x", "page.html"]
)
def test_other_kinds_of_addresses_are_refused(small, where, address):
    with pytest.raises(ValueError, match=r"an address is one of https, http or mailto, with a host .*; got"):
        kv.build_page(small, **{where: address})


def test_a_language_that_is_not_ours_is_refused(small):
    with pytest.raises(ValueError, match="language must be one of fi, sv, en; got 'de'"):
        kv.build_pages(small, languages=["fi", "de"])


def test_pages_come_in_the_order_asked_for(small):
    assert [page.language for page in kv.build_pages(small, languages=["en", "fi"])] == ["en", "fi"]
    assert kv.build_pages(small, languages=[]) == []


def test_candidates_are_on_the_page_only_when_asked_for(small, small_page):
    plain = parsed(kv.build_page(small).html)
    assert list(plain.every(class_="candidates")) == []
    assert small_page.one(class_="candidates").one("h3").text == say("fi", "page.candidates")
    left_out = say("fi", "list.no_candidates", count=2)
    assert left_out in plain.one("section", id="unknown").text
    assert left_out not in small_page.one("section", id="unknown").text


def test_no_figure_of_the_page_counts_candidates(small, small_page):
    plain = parsed(kv.build_page(small).html)
    told = f" {say('fi', 'summary.candidates', count=2)}"
    assert small_page.one(id="summary").text.replace(told, "") == plain.one(id="summary").text
    assert told in small_page.one(id="summary").text
    for part in ("overlaps", "reconciliation", "legend"):
        assert small_page.one(id=part).text == plain.one(id=part).text, part
    pictures = [[text.text for text in root.one("svg", class_="picture").every("text")] for root in (small_page, plain)]
    assert pictures[0] == pictures[1]
    frames = [payload_of(root)["frames"] for root in (small_page, plain)]
    assert [[hub["lines"] for hub in frame["hubs"]] for frame in frames[0]] == [
        [hub["lines"] for hub in frame["hubs"]] for frame in frames[1]
    ]
    for one, other in zip(small_page.every("span", class_="count"), plain.every("span", class_="count"), strict=False):
        assert one.text == other.text


def test_the_key_tells_of_candidates_only_where_they_are(small, small_page):
    with_them, plain = (root.one("details", id="how") for root in (small_page, parsed(kv.build_page(small).html)))
    told = say("fi", "diagram.how_candidate")
    assert told in with_them.text
    assert told not in plain.text
    assert [len(list(key.every("path", class_="candidate"))) for key in (with_them, plain)] == [1, 0]


def test_members_without_a_number_are_explained_where_there_are_any(small, documents):
    for language, root in documents.items():
        assert say(language, "list.members_rules") in root.one(id="list").text
    listed = small.memberships.query("basis == 'listed'")
    none = small.rules.iloc[:0]
    text = parsed(kv.build_page(dataclasses.replace(small, memberships=listed, rules=none)).html).one(id="list").text
    assert say("fi", "list.members_sources") in text
    assert say("fi", "list.members_rules") not in text


def test_a_page_writes_itself_whole(small, tmp_path):
    page = kv.build_page(small, language="sv")
    path = page.write(tmp_path / "sivu.html")
    assert path.read_bytes() == page.html.encode("utf-8")
    with pytest.raises(FileExistsError) as caught:
        page.write(path)
    assert str(caught.value) == f"[Errno 17] File exists; to replace it, pass overwrite=True: '{path}'"
    path.write_text("old", encoding="utf-8")
    assert page.write(str(path), overwrite=True).read_bytes() == page.html.encode("utf-8")
    assert [one.name for one in tmp_path.iterdir()] == ["sivu.html"]


def test_the_picture_of_a_page_is_a_document_of_its_own(small):
    picture = kv.build_page(small, language="en").picture
    assert ET.fromstring(picture).tag == "{http://www.w3.org/2000/svg}svg"  # noqa: S314 - it is ours
    assert "Helsinki" in picture


def test_a_page_shows_itself_in_a_frame_or_as_a_sentence(small):
    page = kv.build_page(small, language="en")
    shown = page._repr_mimebundle_()
    assert sorted(shown) == ["text/html", "text/plain"]
    counts = "8 networks, 11 municipalities, 2 other members, 21 memberships"
    assert shown["text/plain"] == f"{page.title}: {counts}."
    assert page.text == kv.listing(small, language="en")
    frame = parsed(shown["text/html"]).one("iframe")
    assert frame["srcdoc"] == page.html
    assert frame["title"] == page.title
    assert set(frame["sandbox"].split()) == {
        *("allow-scripts", "allow-downloads", "allow-forms", "allow-popups", "allow-popups-to-escape-sandbox")
    }
    assert repr(page) == f"Page({page.title!r}, language='en', {len(page.html.encode()) // 1000} kB)"
