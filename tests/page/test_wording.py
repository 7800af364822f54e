from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import kuntaverkostot as kv
from kuntaverkostot.dataset.dataset import newest_date
from kuntaverkostot.page.wording import given_title, wording
from kuntaverkostot.text.language import LANGUAGES, day, say
from kuntaverkostot.text.nouns import Spoken
from tests.pages import Element, parsed

LEAGUES = Path(__file__).parents[2] / "notebooks" / "examples" / "leagues.xlsx"
# The association in any case and inflection.
NAMES = ("kuntalii", "kommunförbund", "association of finnish municipalities")
HOSTILE = '</title><script>alert(1)</script><h1 onclick="x">\'&amp; {{ 7 * 7 }} {count}'
NEUTRAL = {
    "fi": "Verkostot kaaviona ja luettelona",
    "sv": "Nätverken som diagram och som lista",
    "en": "The networks as a diagram and as a list",
}
each_language = pytest.mark.parametrize("language", LANGUAGES)


@pytest.fixture(scope="module")
def leagues() -> kv.Dataset:
    """Return the dataset of the notebook on a table of one's own."""
    return kv.read_dataset(LEAGUES)


@pytest.fixture(scope="module", params=["leagues", "small"])
def others(request) -> dict[str, kv.Page]:
    """Return the pages of tables that do not say whose networks these are."""
    dataset = request.getfixturevalue(request.param)
    if request.param == "small":
        # Real networks, of which the texts of the tables tell: those are not the page's words.
        empty = {name: getattr(dataset, name).iloc[:0] for name in ("network_facts", "sources", "figures")}
        empty["organisation_memberships"] = dataset.organisation_memberships.assign(source_ids="")
        columns = [name for name in dataset.networks if name.startswith(("members_", "description_"))]
        dataset = dataclasses.replace(dataset, **empty, networks=dataset.networks.assign(**dict.fromkeys(columns, "")))
    return {page.language: page for page in kv.build_pages(dataset)}


def _seen(root: Element) -> str:
    """Return all that a reader sees or hears: text outside of scripts and styles, and the words of attributes."""
    words = [child for child in root.children if isinstance(child, str)]
    words += [root.attributes[name] for name in ("alt", "aria-label", "title", "content") if name in root.attributes]
    words += [
        _seen(child) for child in root.children if isinstance(child, Element) and child.tag not in {"script", "style"}
    ]
    return " ".join(words)


def _texts(**texts: str) -> pd.DataFrame:
    """Return texts in Finnish as a table."""
    return pd.DataFrame(
        {"text_id": list(texts), "text_fi": list(texts.values()), "text_sv": "", "text_en": ""}, dtype="str"
    )


def _middles(root: Element) -> list[str]:
    return [text.text for text in root.every("text", class_="association")]


@each_language
def test_nobody_is_named_whom_the_tables_do_not_name(others, language):
    page = others[language]
    root = parsed(page.html)
    seen = _seen(root)
    # The lead is about municipalities, or about members of any kind.
    assert sum(say(spoken, "page.lead") in seen for spoken in (language, Spoken(language))) == 1
    for name in NAMES:
        assert name not in seen.casefold()
        # Neither in what scripts draw.
        assert name not in page.html.casefold()
    assert page.title == root.one("title").text == root.one("h1").text == NEUTRAL[language]
    assert _middles(root) == []
    frames = json.loads(root.one("script", id="data").raw)["frames"]
    assert [frame["association"] for frame in frames] == ["", ""]


@each_language
def test_the_tables_of_the_package_say_whose_they_are(real, pages, documents, language):
    own = real.page_texts.set_index("text_id")[f"text_{language}"]
    assert "" not in set(own)
    root = documents[language]
    assert (pages[language].title, root.one("title").text) == (own["title"], own["title"])
    assert root.one("h1").text == own["heading"]
    assert root.one("h3", id="about-h").text == own["about"]
    assert set(_middles(root)) == {own["association"]}
    summary = root.one("section", id="summary")
    assert own["unconfirmed"] in summary.text
    date = day(language, newest_date(real))
    assert summary.one("p", class_="meta").text == say(
        language, "wording.sources_named", pages=own["sources"], date=date
    )


def test_a_dataset_says_itself_whose_networks_these_are(small, tmp_path):
    texts = _texts(title="Saariston verkostot", association="Saaristo", about="Saaristosta", unconfirmed="Niin on.")
    dataset = dataclasses.replace(small, page_texts=texts)
    own = wording(dataset, language="fi")
    assert (own.title, own.heading) == ("Saariston verkostot", "Saariston verkostot")
    assert (own.association, own.about, own.unconfirmed) == ("Saaristo", "Saaristosta", "Niin on.")
    assert own.sources == say("fi", "wording.sources", date=day("fi", newest_date(small)))
    # What is not said in a language is not taken from another.
    assert wording(dataset, language="sv") == wording(small, language="sv")
    # Files carry it along.
    path = tmp_path / "tables.zip"
    path.write_bytes(kv.export_bytes(dataset, form="csv"))
    assert wording(kv.read_dataset(path), language="fi") == own


def test_a_text_of_another_place_is_refused(small, tmp_path):
    path = tmp_path / "tables.zip"
    path.write_bytes(kv.export_bytes(dataclasses.replace(small, page_texts=_texts(footer="x")), form="csv"))
    with pytest.raises(kv.DataError, match=r"^page_texts\.csv:2:1 text_id \"footer\""):
        kv.read_dataset(path)


def test_nothing_is_said_of_inhabitants_where_none_are_known(small):
    bare = dataclasses.replace(small, populations=small.populations.iloc[:0])
    assert (wording(bare, language="fi").sources, wording(bare, language="fi").date) == ("", "")


@each_language
def test_pages_that_are_named_as_sources_are_told_without_inhabitants_of_others(small, language):
    texts = _texts(sources="a").assign(text_sv="a", text_en="a")
    named = say(language, "wording.sources_pages", pages="a")
    dated = say(language, "page.dated", date=day(language, newest_date(small)))
    for tables, told in [
        ({"populations": small.populations.iloc[:0]}, named),
        ({"populations": small.populations.assign(population=1)}, f"{named} {dated}"),
        ({"sources": small.sources.iloc[:0]}, f"{named} {dated}"),
        ({"sources": small.sources.iloc[:0], "page_texts": texts.iloc[:0]}, dated),
    ]:
        dataset = dataclasses.replace(small, **({"page_texts": texts} | tables))
        assert wording(dataset, language=language).sources == told


@each_language
def test_a_title_that_is_given_stands_before_all_others(real, leagues, language):
    for dataset in (real, leagues):
        own = wording(dataset, language=language, title="Oma")
        assert (own.title, own.heading) == ("Oma", "Oma")
        assert own.association == wording(dataset, language=language).association


def test_a_title_is_text_wherever_it_stands(leagues):
    page = kv.build_page(leagues, language="en", title=HOSTILE)
    root = parsed(page.html)
    assert page.title == HOSTILE
    assert root.one("title").raw == root.one("h1").raw == HOSTILE
    assert root.one("h1").attributes == {}
    assert [script.attributes for script in root.every("script")] == [
        {"type": "application/json", "id": "data"},
        {},
        {"type": "module"},
    ]
    frame = parsed(page._repr_mimebundle_()["text/html"]).one("iframe")
    assert (frame["title"], frame["srcdoc"]) == (HOSTILE, page.html)
    # The policy admits the same scripts as before: nothing of a title is in them.
    other = parsed(kv.build_page(leagues, language="en").html)
    policy = {"http-equiv": "Content-Security-Policy"}
    assert root.one("meta", **policy)["content"] == other.one("meta", **policy)["content"]


@given(st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"])))
def test_a_title_is_on_one_line(title):
    line = given_title(title)
    assert given_title(line) == line == " ".join(line.split())
    assert bool(line) == bool(title.strip())


@pytest.mark.parametrize("sign", ["\x00", "\x1b", "\u202e", "\udc80", "\ufffe"])
def test_a_title_that_cannot_be_shown_is_refused(leagues, sign):
    with pytest.raises(
        ValueError, match=f"^The title holds a character that cannot be shown: a<U\\+{ord(sign):04X}>b$"
    ):
        kv.build_pages(leagues, title=f"a{sign}b")
