"""What the page says of why, and of what is open."""

from __future__ import annotations

import dataclasses

import pytest

import kuntaverkostot as kv
from kuntaverkostot.page.reasons import open_questions, rule_data
from kuntaverkostot.text.language import LANGUAGES
from tests.pages import parsed


def test_the_explorer_gets_the_rules_of_the_newest_day(small):
    networks = ["kehyskunnat", "pienet-kunnat", "ruotsin-ja-kaksikieliset-kunnat", "suuret-kaupungit"]
    assert list(rule_data(small, networks)) == [(1, "under", 10_000), (2, "language", 0), (3, "over", 50_000)]
    older = small.rules.assign(date=small.rules["date"].replace("2024-12-31", "2023-12-31"))
    assert list(rule_data(dataclasses.replace(small, rules=older), networks)) == [(2, "language", 0)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_question_is_asked_once(real, language):
    asked, ask = open_questions(real, language)
    table = kv.questions(real, language=language)
    alone = table[~table["topic"].isin(["members", "status"])]
    assert [question.text for question in asked if not question.networks] == alone["question"].tolist()
    counts = [len(question.networks) for question in asked if question.networks]
    assert counts == [sum(table["topic"] == topic) for topic in ("members", "status")]
    assert ask == "Kuntaliitto / Kommunförbundet, FCG, Sitra"


def test_the_gaps_of_the_page_ask_them(pages, real):
    gaps = parsed(pages["fi"].html).one("section", id="unknown")
    text = gaps.text
    asked, ask = open_questions(real, "fi")
    assert [question.text for question in asked if question.text not in text] == []
    assert f"Kysy: {ask}" in text
    assert "KEHTO-foorumi (21)" in text
    targets = {link["href"] for link in gaps.every("a")}
    assert {"#n-kehto", "#n-akusti"} <= targets


def test_a_table_of_ones_own_asks_nothing():
    page = kv.build_page(kv.from_sets({"Go": ["Ann", "Bob"]}), language="en")
    assert "Open questions" not in page.html
