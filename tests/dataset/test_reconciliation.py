from __future__ import annotations

import dataclasses

import pandas as pd
import pytest

import kuntaverkostot as kv
from kuntaverkostot.dataset.memberships import all_memberships
from kuntaverkostot.dataset.reconciliation import reconcile


def _known(table: pd.DataFrame) -> dict[str, tuple[int, int, int]]:
    known = table.dropna(subset="held").set_index("figure_id")
    return {figure: (int(row["value"]), int(row["held"]), int(row["difference"])) for figure, row in known.iterrows()}


def _not_known(table: pd.DataFrame) -> dict[str, int | None]:
    unknown = table[table["held"].isna()].set_index("figure_id")
    assert unknown["difference"].isna().all()
    return {figure: None if pd.isna(row) else int(row) for figure, row in unknown["considered"].items()}


def test_published_figures_of_the_real_tables(real):
    table = reconcile(real)
    assert _known(table) == {
        "kehyskunnat-members": (44, 17, -27),
        "kehyskunnat-population": (873000, 476357, -396643),
        "maakuntien-liitot-members": (18, 18, 0),
        "ruotsin-ja-kaksikieliset-kunnat-members": (49, 49, 0),
        "ruotsin-ja-kaksikieliset-kunnat-members-bilingual": (33, 33, 0),
        "ruotsin-ja-kaksikieliset-kunnat-members-swedish": (16, 16, 0),
        "sdg-verkosto-members": (6, 6, 0),
        "seutukaupungit-members": (57, 44, -13),
        "suuret-kaupungit-members": (23, 23, 0),
        "suuret-kaupungit-population": (3100000, 3209213, 109213),
        "uso4-2017-2018-members": (29, 29, 0),
    }
    not_known = _not_known(table)
    assert not_known.pop("pienet-kunnat-members") == 211
    assert not_known.pop("pienet-kunnat-population") == 862098
    assert len(not_known) == 9
    assert set(not_known.values()) == {None}


def test_inhabitants_are_those_of_the_members_at_the_newest_date(real):
    newest = real.populations.query("date == date.max()").set_index("municipality_code")["population"]
    held = reconcile(real).set_index("figure_id")["considered"]
    for network in ("kehyskunnat", "suuret-kaupungit", "pienet-kunnat"):
        members = all_memberships(real).query("network_id == @network")["member_id"]
        assert held[f"{network}-population"] == newest[members].sum()


def test_published_figures_of_the_small_tables(small):
    table = reconcile(small)
    assert _known(table) == {
        "kehyskunnat-members": (44, 2, -42),
        "ruotsin-ja-kaksikieliset-kunnat-members": (49, 5, -44),
        "seutukaupungit-members": (57, 4, -53),
        "suuret-kaupungit-population": (3100000, 684018 + 50870, 684018 + 50870 - 3100000),
        "uso4-2017-2018-members": (29, 2, -27),
    }
    assert _not_known(table) == {
        "pienet-kunnat-members": 4,
        "pienet-kunnat-population": 1241 + 9554 + 4961 + 5220,
    }


def test_candidates_count_only_when_they_are_asked_for(small, real):
    with_candidates = _known(reconcile(small, candidates=True))
    assert with_candidates["kehyskunnat-members"] == (44, 3, -41)
    assert with_candidates["seutukaupungit-members"] == (57, 5, -52)
    counted = real.memberships.query("network_id == 'seutukaupungit'")
    assert _known(reconcile(real, candidates=True))["seutukaupungit-members"][1] == len(counted)


def test_every_figure_is_there_with_its_columns(real):
    table = reconcile(real)
    assert list(table.columns) == [*real.figures.columns, "considered", "held", "difference"]
    pd.testing.assert_frame_equal(table[list(real.figures.columns)], real.figures)
    assert {str(table[column].dtype) for column in ("considered", "held", "difference")} == {"Int64"}


def test_the_tables_do_not_change(small):
    before = small.figures.copy(deep=True)
    reconcile(small, candidates=True)
    pd.testing.assert_frame_equal(small.figures, before)


def test_without_populations_inhabitants_are_not_known(small):
    dataset = dataclasses.replace(small, populations=small.populations.head(0))
    table = reconcile(dataset).set_index("figure_id")
    assert table.loc["kehyskunnat-members", "held"] == 2
    assert pd.isna(table.loc["suuret-kaupungit-population", "held"])


def test_a_sum_of_inhabitants_without_one_of_the_members_is_not_said(small):
    dataset = dataclasses.replace(small, populations=small.populations.query("municipality_code != '734'"))
    table = reconcile(dataset).set_index("figure_id")
    assert pd.isna(table.loc["suuret-kaupungit-population", "held"])
    assert pd.isna(table.loc["suuret-kaupungit-population", "difference"])
    assert table.loc["pienet-kunnat-population", "considered"] > 0


@pytest.mark.parametrize(("scope", "held"), [("swedish", 0), ("bilingual", 5), ("all", 5)])
def test_a_figure_may_count_members_of_some_languages_only(small, scope, held):
    figures = small.figures.query("figure_id == 'ruotsin-ja-kaksikieliset-kunnat-members'").assign(scope=scope)
    table = reconcile(dataclasses.replace(small, figures=figures))
    assert table["held"].tolist() == [held]


def test_no_figures_make_an_empty_table(small):
    table = reconcile(dataclasses.replace(small, figures=small.figures.head(0)))
    assert isinstance(table, pd.DataFrame)
    assert table.empty
    assert "difference" in table


def test_it_is_public():
    assert kv.reconcile is reconcile
