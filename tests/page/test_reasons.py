"""What the page says of why, and of what is open."""

from __future__ import annotations

import dataclasses

import pytest

import kuntaverkostot as kv
from kuntaverkostot.listing.source_list import source_numbers
from kuntaverkostot.page.reasons import open_questions, rule_data
from kuntaverkostot.text.language import LANGUAGES
from tests.pages import parsed

NETWORKS = ["kehyskunnat", "pienet-kunnat", "ruotsin-ja-kaksikieliset-kunnat", "suuret-kaupungit"]
MEMBERS = ["municipality:734", "organisation:734", "municipality:611"]


def test_the_explorer_gets_the_rules_with_their_sources(small):
    numbers = source_numbers(small)
    cited = [tuple(sorted(numbers[code] for code in cell.split(";"))) for cell in small.rules["source_ids"]]
    by_rule = dict(zip(small.rules["network_id"], cited, strict=True))
    assert all(cited)
    assert rule_data(small, NETWORKS, MEMBERS, language="en") == {
        "rules": [
            (1, "under", 10_000, -1, by_rule["pienet-kunnat"]),
            (2, "language", ["fi-sv", "sv", "sv-fi"], -1, by_rule["ruotsin-ja-kaksikieliset-kunnat"]),
            (3, "over", 50_000, -1, by_rule["suuret-kaupungit"]),
        ],
        "days": [],
    }


def test_a_rule_of_an_older_day_has_the_figures_of_that_day(small):
    older = small.rules.assign(date=small.rules["date"].replace("2024-12-31", "2023-12-31"))
    data = rule_data(dataclasses.replace(small, rules=older), NETWORKS, MEMBERS, language="fi")
    assert [rule[3] for rule in data["rules"]] == [0, -1, 0]
    then = kv.population(small, date="2023-12-31")
    assert data["days"] == [("31.12.2023", [then["734"], None, then["611"]])]
    # Nothing is known of a day without populations.
    bare = dataclasses.replace(small, rules=older, populations=small.populations.query("date != '2023-12-31'"))
    assert rule_data(bare, NETWORKS, MEMBERS, language="fi")["days"] == [("31.12.2023", [None, None, None])]


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
