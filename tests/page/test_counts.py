"""The page of counts: every figure is that of a page with the members themselves, and nobody is named."""

from __future__ import annotations

import re

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kuntaverkostot as kv
from kuntaverkostot.page import scene
from kuntaverkostot.text.language import LANGUAGES, texts
from kuntaverkostot.text.nouns import COUNTS
from tests.engines import LIBRARIES, table_of
from tests.pages import Element, parsed
from tests.payloads import payload_of

BOTH = {"member": "who", "network": "club"}
SETS = pd.DataFrame({"networks": [("Chess", "Choir"), ("Choir",), ("Film",)], "size": [12, 7_000_000, 1]})
CLUBS = {
    "who": ["Ann", "Ann", "Bob", "Cid", "Cid", "Dee", "Ann", "Eve"],
    "club": ["Choir", "Chess", "Chess", "Choir", "Chess", "Film", "Choir", "Chess"],
}
relations = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 4)), min_size=1, max_size=40)


@pytest.fixture(scope="module")
def page() -> kv.Page:
    return kv.build_page(kv.from_signatures(SETS), language="en")


def _counted(table) -> kv.CountedDataset:
    return kv.from_signatures(kv.signatures(table, **BOTH))


def _texts(within: Element, *tags: str, **attributes) -> list[str]:
    return [element.text for element in within.every(*tags, **attributes)]


def _figures(page: kv.Page) -> dict[str, object]:
    """Return every figure of a page, and its sentences but for those that say who is the only one in two networks."""
    begins = re.compile(r"The largest network |In more than|In this data, (?!only |some pairs of networks have only)")
    root, payload = parsed(page.html), payload_of(page.html)
    upset = root.one("table", id="upset")
    return {
        "figures": _texts(root.one(class_="figures"), "li"),
        "sentences": [text for text in _texts(root, "li") if begins.match(text)],
        "extents": payload["networks"]["known"],
        "letters": payload["networks"]["letter"],
        "overlaps": payload["overlaps"],
        "matrix": payload["matrix"],
        "sets": payload["sets"],
        "sizes": [row.text for row in upset.every("td", class_="number")],
        "frames": payload["frames"],
    }


@settings(max_examples=8)
@given(relations)
def test_every_figure_is_that_of_the_members_themselves(pairs):
    columns = {"who": [f"m{one}" for one, _ in pairs], "club": [f"club {other}" for _, other in pairs]}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(scene, "detail_of", lambda _: "on_demand")
        members = _figures(kv.build_page(kv.from_frame(pd.DataFrame(columns), **BOTH), language="en"))
    counts = _figures(kv.build_page(_counted(pd.DataFrame(columns)), language="en"))
    assert counts == members


def test_every_engine_gives_the_same_page():
    pages = [kv.build_page(_counted(table_of(library, CLUBS)), language="sv").html for library in LIBRARIES]
    assert set(pages) == {pages[0]}


@pytest.mark.filterwarnings("ignore")  # Spark and Py4J warn of their own use of pandas and sockets
def test_spark_gives_the_same_page_as_pandas():
    spark, pandas = (kv.build_page(_counted(table_of(library, CLUBS))).html for library in ("spark", "pandas"))
    assert spark == pandas


def test_figures_and_sentences_count_members_and_not_sets(page):
    root = parsed(page.html)
    assert _texts(root.one(class_="figures"), "li") == [
        *("3 networks", "7,000,013 members", "7,000,025 memberships", "12 members in several networks"),
    ]
    summary = _texts(root.one("section", id="summary"), "li")
    assert summary[:2] == [
        "The largest network in this data is Choir: 7,000,012 members.",
        "In more than one network: 12 members.",
    ]
    # A network in which one counted set is inside another one is found, too.
    assert "All members of the network “Chess” are also in “Choir”." in _texts(root, "li")


def test_exact_sets_are_called_by_their_size_the_largest_first(page):
    payload = payload_of(page.html)
    assert payload["members"]["name"] == ["7,000,000 members", "12 members", "1 member"]
    assert payload["members"]["count"] == [7_000_000, 12, 1]
    assert payload["members"]["names"] == []
    finnish = payload_of(kv.build_page(kv.from_signatures(SETS), language="fi").html)
    assert finnish["members"]["name"] == ["7\u00a0000\u00a0000 jäsentä", "12 jäsentä", "1 jäsen"]


def test_the_list_gives_counts(page):
    assert page.text == (
        "Chess (12 members)\nChoir (7,000,012 members)\nFilm (1 member)\n"
        "- 7,000,000 members: Choir\n- 12 members: Chess, Choir\n- 1 member: Film\n"
    )
    beside = parsed(page.beside)
    assert _texts(beside.one("section", id="by-member"), "li") == [
        *("7,000,000 members: Choir", "12 members: Chess, Choir", "1 member: Film")
    ]
    assert list(beside.every("ul", class_="members")) == []


def test_the_table_of_sets_has_no_column_of_members(page):
    table = parsed(page.html).one("table", id="upset")
    assert _texts(table, "th", scope="col") == ["Networks", "Number"]
    assert [_texts(row, "th", "td") for row in table.every("tr")][1:] == [
        *(["Choir", "7,000,000"], ["Choir + Chess", "12"], ["Film", "1"])
    ]


def test_nobody_is_named_by_default():
    page = kv.build_page(_counted(pd.DataFrame(CLUBS)), language="en")
    assert re.findall(r"\b(Ann|Bob|Cid|Dee|Eve)\b", page.html + page.beside) == []


def test_members_are_named_where_the_frame_names_them():
    named = SETS.assign(members=[None, None, ["Dee"]])
    payload = payload_of(kv.build_page(kv.from_signatures(named), language="en").html)
    assert payload["attributes"] == {"names": ["Members"], "rows": [[5, -1, 0, "Dee"]]}


def test_nouns_are_those_of_the_counts():
    nouns = kv.Nouns(member=("film", "films"), network=("genre", "genres"))
    page = kv.build_page(kv.from_signatures(SETS, nouns=nouns), language="en")
    assert payload_of(page.html)["members"]["name"][0] == "7,000,000 films"
    assert "3 genres" in _texts(parsed(page.html).one(class_="figures"), "li")


@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_of_counts_stand_in_place_of_texts_with_the_same_values(language):
    counts, usual = texts(language, part=COUNTS), texts(language)
    assert list(counts) == list(texts("en", part=COUNTS))
    for key, text in counts.items():
        assert re.findall(r"\{\w+\}", text) == re.findall(r"\{\w+\}", usual[key]), key


def test_a_counted_dataset_says_what_it_holds_and_who_shows_it():
    counted = kv.from_signatures(SETS)
    assert repr(counted) == "CountedDataset(7000013 members, 3 networks, 3 exact sets)"
    with pytest.raises(
        TypeError, match=r"^upset takes a Dataset; a CountedDataset holds counts alone, which kv\.build_page"
    ):
        kv.upset(counted)


@pytest.mark.parametrize(
    ("frame", "error", "message"),
    [
        ([("Choir",)], TypeError, "takes a dataframe of pandas; got list"),
        (pd.DataFrame({"networks": [("Choir",)]}), ValueError, "has the columns networks and size; no size"),
        (
            pd.DataFrame({"networks": ["Choir"], "size": [1]}),
            TypeError,
            "row 1: networks is a list of names; got",
        ),
        (pd.DataFrame({"networks": [("a",), ()], "size": [1, 1]}), ValueError, "row 2: the list of networks is empty"),
        (pd.DataFrame({"networks": [("a",)], "size": [0]}), ValueError, "row 1: a size is a whole number above zero"),
        (pd.DataFrame({"networks": [("a",)], "size": [1.5]}), ValueError, "row 1: a size is a whole number above zero"),
        (pd.DataFrame({"networks": [], "size": []}), ValueError, "the frame has no rows"),
    ],
)
def test_what_are_no_counts_is_refused(frame, error, message):
    with pytest.raises(error, match=message):
        kv.from_signatures(frame)


def test_the_same_set_on_two_rows_counts_twice():
    twice = pd.concat([SETS, SETS])
    figures = _texts(parsed(kv.build_page(kv.from_signatures(twice), language="en").html).one(class_="figures"), "li")
    assert figures[1] == "14,000,026 members"
