from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pytest

import kuntaverkostot as kv
from kuntaverkostot.cli.report import report
from kuntaverkostot.dataset.dataset import records
from kuntaverkostot.listing.content import list_content
from kuntaverkostot.tables.problem import Problem
from kuntaverkostot.text.language import GROUPING, LANGUAGES, named, say

# Network, figure, published, held and difference; "_" stands between thousands.
FIGURES = [
    ("seutukaupungit", "members_all", "57", "44", "−13"),
    ("kehyskunnat", "members_all", "44", "17", "−27"),
    ("kehyskunnat", "population_all", "873_000", "476_357", "−396_643"),
    ("pienet-kunnat", "members_primary", "159", "? (211)", "?"),
    ("pienet-kunnat", "population_primary", "608_371", "? (862_098)", "?"),
    ("suuret-kaupungit", "members_all", "23", "23", "0"),
    ("suuret-kaupungit", "population_all", "nearly 3_100_000", "3_209_213", "+109_213"),
    ("ruotsin-ja-kaksikieliset-kunnat", "members_all", "49", "49", "0"),
    ("ruotsin-ja-kaksikieliset-kunnat", "members_bilingual", "33", "33", "0"),
    ("ruotsin-ja-kaksikieliset-kunnat", "members_swedish", "16", "16", "0"),
    ("kehto", "members_all", "21", "?", "?"),
]


def _written(figure: str, language: str) -> str:
    """Write a figure as the language does."""
    grouped = figure.replace("_", GROUPING[language])
    unknown = say(language, "table.not_held")
    if grouped.startswith("nearly "):
        return say(language, "words.nearly", value=grouped.removeprefix("nearly "))
    if grouped.startswith("? ("):
        return f"{unknown} ({say(language, 'table.held_in_all', value=grouped[3:-1])})"
    return unknown if grouped == "?" else grouped


@pytest.mark.parametrize("language", LANGUAGES)
def test_published_and_held_figures_stand_beside_each_other(real, language):
    rows = {tuple(re.split(r" {2,}", line)) for line in report(real, language=language)}
    networks = {row["network_id"]: named(row, language)[0] for row in records(real.networks)}
    expected = {
        (
            networks[network],
            say(language, f"table.measure_{what}"),
            *(_written(figure, language) for figure in (published, held, difference)),
        )
        for network, what, published, held, difference in FIGURES
    }
    assert expected - rows == set()


def test_the_whole_report_of_the_small_dataset(small):
    lines = list(report(small, language="en"))
    assert [re.sub(r" {2,}", " | ", line) for line in lines] == [
        "The tables are in order: 11 municipalities, 8 networks, 19 memberships.",
        "Rows read 120: fine 120, repaired 0, refused 0.",
        "",
        "Published figures and the figures of this data side by side",
        "Network | Figure | Published | In this data | Difference",
        "Large cities and regional centres | inhabitants | nearly 3,100,000 | 734,888 | −2,365,112",
        "Regional cities | members | 57 | 4 | −53",
        "Adjoining municipalities | members | 44 | 2 | −42",
        "Small municipalities | members whose primary network it is | 159 | not known (4 in all) | not known",
        (
            "Small municipalities | inhabitants of those whose primary network it is | 608,371 | "
            "not known (20,976 in all) | not known"
        ),
        "Swedish-speaking and bilingual municipalities | members | 49 | 5 | −44",
        "USO4 | members | 29 | 2 | −27",
        "",
        "2 memberships are candidates that are not confirmed.",
        "For 1 municipality, no membership was found in public sources.",
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_figures_stand_under_each_other(real, language):
    lines = list(report(real, language=language))
    table = lines[lines.index("") + 2 : lines.index("", lines.index("") + 1)]
    assert len(table) == 1 + len(real.figures)
    assert len({len(line) for line in table}) == 1
    # Where the second column begins, the first has ended in every line.
    begins = max(len(re.split(r" {2,}", line)[0]) for line in table)
    assert {line[begins : begins + 2] for line in table} == {"  "}


def test_every_network_with_a_figure_is_in_the_report(real):
    text = "\n".join(report(real, language="en"))
    names = {name or (finnish or swedish) for name, finnish, swedish in _names(real)}
    assert [name for name in sorted(names) if name not in text] == []


def _names(dataset: kv.Dataset) -> list[tuple[str, str, str]]:
    networks = dataset.networks[dataset.networks["network_id"].isin(dataset.figures["network_id"])]
    return list(networks[["name_en", "name_fi", "name_sv"]].itertuples(index=False, name=None))


def test_remarks_come_before_the_figures(small):
    remark = Problem(
        "confirmations.csv", 7, 2, "municipality_code", "989", "not-a-member", "suuret-kaupungit", "warning"
    )
    lines = list(report(dataclasses.replace(small, warnings=(remark,)), language="en"))
    assert lines[1:4] == [
        "1 remark:",
        (
            'confirmations.csv:7:2 municipality_code "989": a source names the municipality, but it is not a member of '
            "the network suuret-kaupungit"
        ),
        "Rows read 120: fine 120, repaired 0, refused 0.",
    ]


def test_what_there_is_nothing_of_is_left_out(small):
    confirmed = small.memberships[small.memberships["basis"] != "candidate"]
    members = set(confirmed["municipality_code"])
    bare = dataclasses.replace(
        small,
        memberships=confirmed,
        figures=small.figures.iloc[:0],
        municipalities=small.municipalities[small.municipalities["municipality_code"].isin(members)],
    )
    assert list(report(bare, language="en")) == [
        "The tables are in order: 10 municipalities, 8 networks, 19 memberships.",
        "Rows read 120: fine 120, repaired 0, refused 0.",
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_members_that_are_no_municipalities_are_counted(language):
    dataset = kv.read_dataset(Path(__file__).parents[2] / "notebooks" / "examples" / "leagues.xlsx")
    parts = {
        "municipalities": say(language, "count.members", count=len(dataset.organisations)),
        "networks": say(language, "count.networks", count=4),
        "memberships": say(language, "count.memberships", count=len(dataset.organisation_memberships)),
    }
    first, *rest = report(dataset, language=language)
    assert first == say(language, "check.fine", **parts)
    # There is no municipality without a membership where there is no municipality.
    assert not [line for line in rest if line.startswith("0 ")]


def test_the_report_needs_no_list_of_a_million_members(small, monkeypatch):
    lines = list(report(small, language="fi"))
    monkeypatch.setattr("kuntaverkostot.cli.report.outline", _without_members)
    assert list(report(small, language="fi")) == lines


def _without_members(dataset, graph, *, language):
    assert set(dict(graph.nodes(data="kind")).values()) == {"network"}
    return list_content(dataset, graph, language=language)
