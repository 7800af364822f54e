"""How many members are known, of how many: the same account wherever it is told."""

from __future__ import annotations

import dataclasses
import re

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import kuntaverkostot as kv
from kuntaverkostot.dataset.completeness import (
    NOTHING,
    Published,
    extent,
    extent_lines,
    incomplete_networks,
    known_members,
    partial_note,
    published_members,
    unknown_networks,
)
from kuntaverkostot.dataset.reconciliation import reconcile
from kuntaverkostot.listing.render import FORMS, listing
from kuntaverkostot.text.language import LANGUAGES
from tests.pages import parsed

SHORT = {"seutukaupungit": (44, 57), "kehyskunnat": (17, 44)}
TOLD = {
    "fi": ("44 kuntaa tiedossa, kaikkiaan 57", "17 kuntaa tiedossa, kaikkiaan 44"),
    "sv": ("44 kommuner kända av totalt 57", "17 kommuner kända av totalt 44"),
    "en": ("44 municipalities known, 57 in all", "17 municipalities known, 44 in all"),
}
PRIMARY = {
    "fi": "211 kuntaa tässä aineistossa; julkaistun tiedon mukaan ensisijainen verkosto 159 jäsenelle",
    "sv": "211 kommuner i detta material; enligt publicerad uppgift primärt nätverk för 159",
    "en": "211 municipalities here; published as the primary network of 159",
}
IN_PICTURE = {
    "fi": ("44 / 57 tiedossa", "17 / 44 tiedossa", "159 ensisijaista"),
    "sv": ("44 av 57 kända", "17 av 44 kända", "primärt för 159"),
    "en": ("44 of 57 known", "17 of 44 known", "primary for 159"),
}
NOT_KNOWN = {"fi": "jäsenet eivät ole tiedossa", "sv": "medlemmarna är inte kända", "en": "members not known"}
each_language = pytest.mark.parametrize("language", LANGUAGES)


def test_published_members_are_those_of_the_figures(real):
    found = published_members(real)
    for code, (known, published) in SHORT.items():
        assert found[code] == Published(published)
        assert known_members(real)[code] == known
    assert found["pienet-kunnat"] == Published(primary=159)
    assert found["ruotsin-ja-kaksikieliset-kunnat"] == Published(49)
    assert "suuret-kaupungit" in found
    assert "akusti" not in found


def test_known_members_are_those_that_published_figures_are_compared_with(real):
    rows = reconcile(real).query("measure == 'members' and scope == 'all'").dropna(subset=["held"])
    assert len(rows) > 5
    held = known_members(real)
    assert {row.network_id: int(row.held) for row in rows.itertuples()} == {
        code: held[code] for code in rows["network_id"]
    }
    short = {row.network_id for row in rows.itertuples() if row.held < row.value}
    assert {code for code in incomplete_networks(real) if held[code]} == short == set(SHORT)


def test_networks_without_a_known_municipality_are_the_working_ones(real):
    rows = real.networks.set_index("network_id")
    found = unknown_networks(real)
    assert {"uso", "nationalspraksstrategin"} <= found
    assert not set(rows.index[rows["status"] == "ended"]) & found
    assert "cemr" not in found


def test_the_first_of_several_figures_counts_and_a_rounded_one_says_so(small):
    row = small.figures[small.figures["figure_id"] == "seutukaupungit-members"]
    nearly = pd.concat([row.assign(value=60, qualifier="nearly"), row], ignore_index=True)
    told = published_members(dataclasses.replace(small, figures=nearly))["seutukaupungit"]
    assert told == Published(60, nearly=True)
    assert [extent(language, 44, told) for language in LANGUAGES] == [
        "44 jäsentä tiedossa, kaikkiaan lähes 60",
        "44 medlemmar kända av totalt närmare 60",
        "44 members known, nearly 60 in all",
    ]


@pytest.mark.parametrize(
    ("language", "one", "more"),
    [
        ("fi", "1 kunta tiedossa, kaikkiaan 57", "44 kuntaa tässä aineistossa, julkaistu luku 40"),
        ("sv", "1 kommun känd av totalt 57", "44 kommuner i detta material, publicerad siffra 40"),
        ("en", "1 municipality known, 57 in all", "44 municipalities here, 40 published"),
    ],
)
def test_one_member_and_more_than_are_published(language, one, more):
    assert extent(language, 1, Published(57), unit="municipalities") == one
    assert extent(language, 44, Published(40), unit="municipalities") == more


@given(known=st.integers(0, 999), members=st.none() | st.integers(0, 999), primary=st.none() | st.integers(0, 999))
def test_two_numbers_stand_where_they_differ_and_one_where_they_agree(known, members, primary):
    told = Published(members, primary=primary)
    differing = [value for value in (members, primary) if value not in {None, known}] if known else []
    for language in LANGUAGES:
        texts = [extent(language, known, told)]
        # A label without known members tells its name only.
        texts += [", ".join(extent_lines(language, known, told))] if known else []
        for text in texts:
            numbers = [int(word) for word in re.findall(r"\d+", text)]
            if known:
                assert numbers == [known, *differing]
            else:
                assert text == NOT_KNOWN[language]


def test_without_a_figure_there_is_one_number():
    assert extent("en", 5) == extent("en", 5, NOTHING) == "5 members"
    assert extent_lines("sv", 5, unit="municipalities") == ("5 kommuner",)


@each_language
def test_that_lists_are_incomplete_is_said_of_one_of_some_and_of_many(language):
    assert partial_note(language, []) == ""
    one, two, many = (partial_note(language, list("abcdefgh")[:count]) for count in (1, 2, 8))
    assert len({one, two, many}) == 3
    assert "8" in many
    assert all(text.endswith(".") for text in (one, two, many))


@each_language
def test_every_place_of_the_page_tells_both_numbers(documents, language):
    root = documents[language]
    for code, told in [*zip(SHORT, TOLD[language], strict=True), ("pienet-kunnat", PRIMARY[language])]:
        (item,) = (item for item in root.one("ul", id="legend").every("li") if item["data-node"] == f"n-{code}")
        assert item.one("span", class_="count").text == told
        assert root.one("details", id=f"n-{code}").one("h4").one("span", class_="count").text == told
    # One number where both agree.
    count = root.one("details", id="n-ruotsin-ja-kaksikieliset-kunnat").one("h4").one("span", class_="count")
    assert [word for word in count.text.split() if word.isdecimal()] == ["49"]
    picture = root.one("figure").one("svg", role="img").text
    assert all(label in picture for label in IN_PICTURE[language])
    views = [root.one("table", id="matrix").text, root.one("svg", class_="upset").text]
    assert all(label in view for label in IN_PICTURE[language] for view in views)
    assert PRIMARY[language] in root.one("section", id="summary").text


@each_language
def test_every_form_of_the_list_tells_both_numbers(real, language):
    for form in FORMS:
        text = listing(real, language=language, form=form)
        for told in (*TOLD[language], PRIMARY[language]):
            assert text.count(told) == 1


@each_language
def test_under_each_view_stands_that_lists_are_incomplete(real, documents, language):
    names = {"fi": "”Kehyskunnat”", "sv": "”Kranskommuner”", "en": "“Adjoining municipalities”"}
    (part,) = documents[language].every("section", id="overlaps")
    notes = [one.text for one in part.every("p", class_="meta") if names[language] in one.text]
    assert len(notes) == 3
    assert len(set(notes)) == 1
    for view in (kv.matrix(real, language=language), kv.upset(real, language=language)):
        assert notes[0] in view._repr_html_().replace("&amp;", "&")


def test_where_nothing_is_published_no_list_is_called_incomplete(small):
    whole = dataclasses.replace(small, figures=small.figures.iloc[:0])
    assert kv.matrix(whole).partial == kv.upset(whole).partial == ""
    page = kv.build_page(whole, language="en").html
    assert "incomplete" not in parsed(page).one("section", id="overlaps").text
    assert not list(parsed(page).every("p", id="partial"))
