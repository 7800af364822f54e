"""What the rules change from one day of the populations to the next."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kuntaverkostot as kv
from kuntaverkostot.analysis.comparison import COLUMNS

DAYS = [f"{year}-12-31" for year in range(2018, 2025)]


def test_who_moved_is_told_with_its_day(real, small):
    table = kv.through_years(real, language="fi")
    assert list(table) == ["date", *COLUMNS]
    assert table[["date", "change", "member_id"]].to_numpy().tolist() == [
        ["2020-12-31", "joined", "102"],
        ["2020-12-31", "left", "235"],
        ["2020-12-31", "joined", "260"],
    ]
    assert kv.through_years(small).empty


@settings(max_examples=10)
@given(days=st.lists(st.sampled_from(DAYS), min_size=2, max_size=4))
def test_the_steps_add_up_to_the_whole_way(real, days):
    steps = kv.through_years(real, dates=days)
    held = kv.compare(real, dates=("2024-12-31", days[0]))
    moved = pd.concat([held, steps.drop(columns="date")])
    back = kv.compare(real, dates=("2024-12-31", days[-1]))
    # Whoever joined as often as it left is where it was.
    signed = moved.assign(step=moved["change"].map({"joined": 1, "left": -1}))
    counts = signed.groupby(["network_id", "member_id"])["step"].sum()
    assert {pair: step for pair, step in counts.items() if step} == {
        (row.network_id, row.member_id): {"joined": 1, "left": -1}[row.change] for row in back.itertuples()
    }


def test_one_day_and_none_change_nothing(small):
    assert kv.through_years(small, dates=["2024-12-31"]).empty
    assert kv.through_years(kv.from_sets({"Go": ["Ann"]})).empty


def test_an_unknown_day_is_refused(small):
    with pytest.raises(ValueError, match="There are no populations of 2001-12-31"):
        kv.through_years(small, dates=["2001-12-31", "2024-12-31"])
