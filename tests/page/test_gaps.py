"""Published figures and what is not known stand in one section, under one heading."""

from __future__ import annotations

import dataclasses

import pandas as pd
import pytest

import kuntaverkostot as kv
from kuntaverkostot.dataset.completeness import where_sought
from kuntaverkostot.text.language import LANGUAGES, say
from tests.pages import parsed

each_language = pytest.mark.parametrize("language", LANGUAGES)


@each_language
def test_figures_and_gaps_are_one_section_with_whom_to_tell(real, language):
    page = parsed(kv.build_page(real, language=language, feedback="mailto:a@example.org").html)
    section = page.one("section", id="unknown")
    assert section.one("h2").text == say(language, "page.figures_and_gaps")
    assert list(section.one("section", id="reconciliation").every("tr"))
    where = where_sought(language, sourced=True)
    headings = [say(language, "page.unknown"), say(language, "unknown.nowhere", where=where)]
    assert [heading.text for heading in section.every("h3")] == [*headings, say(language, "question.heading")]
    names = [link.text for link in section.one("ul", class_="nowhere").every("a")]
    assert len(names) == 21
    assert [link["href"] for link in section.every("a")][-1] == "mailto:a@example.org"
    assert say(language, "unknown.tell") in section.text
    # There is no other heading for the same.
    titles = [heading.text for heading in page.every("h2")]
    assert titles.count(say(language, "page.figures_and_gaps")) == 1
    assert not {say(language, "page.reconciliation"), say(language, "page.unknown")} & set(titles)


def test_the_heading_names_what_there_is():
    clubs = kv.from_sets({"Choir": ["Ann", "Bob"], "Chess": []})
    section = parsed(kv.build_page(clubs, language="en").html).one("section", id="unknown")
    assert section.one("h2").text == say("en", "page.unknown")
    assert list(section.every("table")) == []
    complete = kv.from_sets({"Choir": ["Ann", "Bob"]})
    assert list(parsed(kv.build_page(complete, language="en").html).every("section", id="unknown")) == []
    figure = dict.fromkeys(complete.figures.columns, "") | {"figure_id": "choir-members", "network_id": "choir"}
    figure |= {"measure": "members", "value": 2, "qualifier": "exact", "scope": "all"}
    published = dataclasses.replace(complete, figures=pd.DataFrame([figure]))
    section = parsed(kv.build_page(published, language="en").html).one("section", id="unknown")
    assert section.one("h2").text == say("en", "page.reconciliation")
    assert list(section.every("h3")) == []
