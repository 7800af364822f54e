"""What a page says of data that others have licensed: only what is in it."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

import kuntaverkostot as kv
from kuntaverkostot.analysis.membership_arrays import detail_of
from kuntaverkostot.dataset.licences import PARTS, holds, licences
from kuntaverkostot.text.language import LANGUAGES, say
from tests.large import large
from tests.pages import Element, parsed

LEAGUES = Path(__file__).parents[2] / "notebooks" / "examples" / "leagues.xlsx"
# Those whose data comes with the package, in the three languages and any inflection, and their licence.
OTHERS = ("tilastokesku", "statistikcentral", "statistics finland", "maanmittauslait", "lantmäteriverk")
OTHERS = (*OTHERS, "national land survey", "cc by")
each_language = pytest.mark.parametrize("language", LANGUAGES)


@pytest.fixture(scope="module")
def leagues() -> kv.Dataset:
    """Return a dataset without a municipality."""
    return kv.read_dataset(LEAGUES)


def _without(dataset: kv.Dataset, *names: str) -> kv.Dataset:
    return dataclasses.replace(dataset, **{name: getattr(dataset, name).iloc[:0] for name in names})


def _sources(page: kv.Page) -> Element:
    return parsed(page.html).one("section", id="sources")


def _paragraphs(page: kv.Page) -> list[str]:
    return [one.text for one in _sources(page).every("p") if "class" not in one.attributes]


@each_language
def test_the_tables_of_the_package_name_everybody(real, pages, language):
    keys = ("data", "places", "changes", "code")
    assert _paragraphs(pages[language]) == [" ".join(say(language, f"licence.{key}") for key in keys)]
    assert all(holds(real, part) for part in PARTS)


@each_language
def test_a_page_without_municipalities_claims_nobodys_data(leagues, language):
    page = kv.build_page(leagues, language=language)
    assert not any(holds(leagues, part) for part in PARTS)
    assert _paragraphs(page) == [say(language, "licence.code")]
    assert [name for name in OTHERS if name in page.html.casefold()] == []
    # No empty list of sources, and no words on numbers that no member has.
    assert list(_sources(page).every("ol")) == []
    for key in ("members_sources", "members_rules"):
        assert say(language, f"list.{key}") not in page.html


@each_language
def test_a_page_without_inhabitants_has_no_empty_date(leagues, language):
    page = kv.build_page(leagues, language=language)
    (link,) = _sources(page).one("p", class_="download").every("a")
    assert link.text == say(language, "table.download_memberships", size="1")
    assert link["download"] == say(language, "table.file_memberships")
    assert ".." not in link["download"]


@each_language
@pytest.mark.parametrize("own", [False, True], ids=["organisations", "municipalities"])
def test_a_large_page_and_its_list_claim_what_they_show(small, language, own):
    dataset = _without(large(3200, 40, 6000), "sources")
    if own:
        parts = ("municipalities", "populations", "regions", "subregions", "outline")
        dataset = dataclasses.replace(dataset, **{part: getattr(small, part) for part in parts})
    assert detail_of(dataset) == "on_demand"
    page = kv.build_page(dataset, language=language)
    # It shows no map.
    told = [say(language, f"licence.{key}") for key in (("data", "changes") if own else ())]
    assert _paragraphs(page) == [" ".join([*told, say(language, "licence.code")])]
    assert ([" ".join(told)] if own else []) == [
        one.text for section in parsed(page.beside).every("section", id="sources") for one in section.every("p")
    ]
    if not own:
        for document in (page.html, page.beside):
            assert [name for name in OTHERS if name in document.casefold()] == []


@pytest.mark.parametrize(
    ("gone", "told"),
    [
        ([], ["data", "places", "changes"]),
        (["populations"], ["areas", "places", "added"]),
        (["municipalities", "populations"], []),
    ],
)
@each_language
def test_each_part_is_told_where_it_is(small, gone, told, language):
    found = list(licences(_without(small, *gone), language=language))
    assert found == [say(language, f"licence.{key}") for key in told]


def test_places_and_inhabitants_of_ones_own_are_nobody_elses(small):
    moved = small.municipalities.assign(latitude=small.municipalities["latitude"] + 0.5)
    grown = small.populations.assign(population=small.populations["population"] + 1)
    own = dataclasses.replace(small, municipalities=moved, populations=grown)
    assert [part for part in PARTS if holds(own, part)] == ["areas"]
    assert list(licences(own, language="en")) == [say("en", "licence.areas"), say("en", "licence.added")]


def test_one_row_of_the_package_is_enough(small):
    grown = small.populations.assign(population=small.populations["population"] + 1)
    grown.loc[0, "population"] -= 1
    assert holds(dataclasses.replace(small, populations=grown), "populations")
