"""What the tables leave open, and where they contradict themselves."""

from __future__ import annotations

import dataclasses

import pandas as pd
import pytest

import kuntaverkostot as kv
from kuntaverkostot.dataset.open_questions import contradictions
from kuntaverkostot.text.language import LANGUAGES, NO_BREAK_SPACE


def test_the_questions_of_the_small_dataset(small):
    table = kv.questions(small, language="en")
    told = [text.replace(NO_BREAK_SPACE, " ") for text in table["question"]]
    rows = list(zip(table["network_id"], table["topic"], table["count"].fillna(0).tolist(), told, strict=True))
    assert rows == [
        (
            "kehyskunnat",
            "missing",
            42,
            "Which are the other 42 members of “Adjoining municipalities”? 2 are known, the published number is 44.",
        ),
        ("kehyskunnat", "candidates", 1, "Is 1 candidate that no source names a member of “Adjoining municipalities”?"),
        ("pienet-kunnat", "primary", 159, "For which 159 members is “Small municipalities” the primary network?"),
        (
            "ruotsin-ja-kaksikieliset-kunnat",
            "missing",
            44,
            (
                "Which are the other 44 members of “Swedish-speaking and bilingual municipalities”? "
                "5 are known, the published number is 49."
            ),
        ),
        (
            "seutukaupungit",
            "missing",
            53,
            "Which are the other 53 members of “Regional cities”? 4 are known, the published number is 57.",
        ),
        ("seutukaupungit", "candidates", 1, "Is 1 candidate that no source names a member of “Regional cities”?"),
        (
            "suuret-kaupungit",
            "population",
            2_365_112,
            (
                "Why is the published population of “Large cities and regional centres” nearly 3,100,000 "
                "and that of its members 734,888?"
            ),
        ),
        (
            "uso4-2017-2018",
            "missing",
            27,
            "Which are the other 27 members of “USO4”? 2 are known, the published number is 29.",
        ),
        ("", "alone", 1, "Which networks is 1 municipality in, for which no membership was found?"),
    ]


def test_where_the_answer_may_be_is_where_the_figure_was_published(small):
    table = kv.questions(small).set_index(["network_id", "topic"])
    asked = table.loc[("uso4-2017-2018", "missing")]
    assert asked["source_ids"] == "kf-uso4"
    assert asked["ask"] == "Kuntaliitto / Kommunförbundet"
    assert asked["where"].startswith("USO – Nya generationens organisationer https://www.kommunforbundet.fi/")
    assert table.loc[("seutukaupungit", "candidates"), "members"] == "545"
    assert table.loc[("", "alone"), ["where", "ask", "members"]].tolist() == ["", "", "980"]


def test_the_real_tables_ask_for_what_the_documents_say_is_missing(real):
    counts = kv.questions(real).set_index(["network_id", "topic"])["count"]
    assert counts["seutukaupungit", "missing"] == 57 - 44
    assert counts["kehyskunnat", "missing"] == 44 - 17
    assert counts["", "alone"] == 21


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_question_ends_as_one_or_gives_its_figures(real, language):
    assert all(text.count("?") == 1 for text in kv.questions(real, language=language)["question"])


def test_a_table_of_ones_own_asks_nothing():
    assert kv.questions(kv.from_sets({"Drama": ["Alien", "Brazil"]})).empty


def test_the_tables_that_are_kept_do_not_contradict_themselves(real, small):
    assert (contradictions(real), contradictions(small)) == ([], [])


def test_more_members_than_published_contradict(small):
    figures = small.figures.assign(value=small.figures["value"].where(small.figures["measure"] != "members", 1))
    more = dataclasses.replace(small, figures=figures)
    assert (
        contradictions(more, language="en")[0]
        == "“Adjoining municipalities” has 2 members here, but the published number is 1."
    )
    asked = kv.questions(more, language="en").set_index(["network_id", "topic"])
    assert asked.loc[("kehyskunnat", "more"), "question"] == (
        "Why are there 2 members of “Adjoining municipalities” here, although the published number is 1?"
    )


def test_a_confirmed_member_that_the_rule_does_not_give_contradicts(small):
    rows = pd.DataFrame([("suuret-kaupungit", "980", "hel-c21")], columns=small.confirmations.columns)
    assert contradictions(dataclasses.replace(small, confirmations=rows), language="sv") == [
        (
            "En källa nämner medlemmen Ylöjärvi (980), "
            "men regeln för nätverket ”Stora städer och landskapscentrum” gäller den inte."
        )
    ]


def test_a_listed_member_without_a_source_contradicts_where_sources_are_named(small):
    bare = small.memberships.assign(source_ids=small.memberships["source_ids"].where(small.memberships.index != 0, ""))
    assert contradictions(dataclasses.replace(small, memberships=bare), language="fi") == [
        "Verkoston ”Kehyskunnat” jäseneltä Pornainen (611) puuttuu lähde."
    ]
    assert contradictions(dataclasses.replace(small, memberships=bare, sources=small.sources.iloc[:0])) == []
