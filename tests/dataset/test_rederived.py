"""Datasets with other rules or days, and the memberships that follow."""

from __future__ import annotations

import dataclasses

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import kuntaverkostot as kv
from kuntaverkostot.dataset.rederived import at_date, rederived
from kuntaverkostot.dataset.standing import is_confirmed

LARGE, SMALL = "suuret-kaupungit", "pienet-kunnat"
DAYS = [f"{year}-12-31" for year in range(2018, 2025)]


def _held(dataset: kv.Dataset, network: str) -> list[list[str]]:
    rows = dataset.memberships[dataset.memberships["network_id"] == network]
    return rows[["municipality_code", "basis", "source_ids", "rule_id"]].to_numpy().tolist()


def _with_limit(dataset: kv.Dataset, network: str, limit: int) -> kv.Dataset:
    rules = dataset.rules
    return rederived(dataset, rules=rules.assign(value=rules["value"].mask(rules["network_id"] == network, str(limit))))


def test_another_limit_gives_other_members(small):
    sources = "kl-verkostot;kf-natverk"
    changed = _with_limit(small, LARGE, 30_000)
    assert [row[0] for row in _held(changed, LARGE)] == ["091", "734", "980"]
    assert _held(changed, LARGE)[-1] == ["980", "rule", sources, "large-cities-population"]
    assert [row[0] for row in _held(_with_limit(small, LARGE, 60_000), LARGE)] == ["091"]
    assert _held(changed, SMALL) == _held(small, SMALL)


def test_whom_a_source_names_stays_a_member_without_the_rule(small):
    listed = small.memberships.iloc[[0]].assign(network_id=LARGE, municipality_code="734", source_ids="ev-salo-s")
    fewer = _with_limit(small, LARGE, 60_000)
    named = dataclasses.replace(fewer, memberships=pd.concat([fewer.memberships, listed], ignore_index=True))
    back = _with_limit(named, LARGE, 50_000)
    cited = "ev-salo-s;kl-verkostot;kf-natverk;hel-c21;kf-stadspol"
    assert _held(back, LARGE)[1] == ["734", "listed", cited, "large-cities-population"]
    # The pages that confirm it name it, too; that of the rule does not.
    assert _held(_with_limit(back, LARGE, 60_000), LARGE)[1] == ["734", "listed", "ev-salo-s;hel-c21;kf-stadspol", ""]


@given(there=st.sampled_from(DAYS), back=st.sampled_from(DAYS))
def test_the_days_of_a_dataset_do_not_depend_on_the_way_there(real, there, back):
    direct, round_about = at_date(real, back), at_date(at_date(real, there), back)
    pd.testing.assert_frame_equal(round_about.memberships, direct.memberships)


@given(day=st.sampled_from(DAYS))
def test_a_day_gives_what_its_rules_give(real, day):
    changed = at_date(real, day)
    with_rules = changed.links[changed.links["network_id"].isin(real.rules["network_id"])]
    confirmed = with_rules[is_confirmed(with_rules["basis"])]
    applied = kv.apply_rules(real, date=day)
    key = ["network_id", "member_id"]
    assert set(map(tuple, confirmed[key].to_numpy())) == set(map(tuple, applied[key].to_numpy()))


def test_without_a_change_the_tables_are_the_same_frames(small):
    same = rederived(small, rules=small.rules)
    assert same.memberships is small.memberships


def test_an_unknown_day_is_refused(small):
    with pytest.raises(ValueError, match="no populations of '2019-12-31'"):
        at_date(small, "2019-12-31")
