"""The members most like each of many are those that :func:`kuntaverkostot.peers` returns for one."""

from __future__ import annotations

import numpy as np
import pytest

import kuntaverkostot as kv
from kuntaverkostot.analysis.membership_arrays import membership_arrays
from kuntaverkostot.analysis.nearest import Nearest
from kuntaverkostot.dataset.dataset import Dataset
from kuntaverkostot.listing.on_demand import inhabitants_of
from tests.large import large


def _same(dataset: Dataset, every: int) -> int:
    arrays = membership_arrays(dataset)
    nearest = Nearest(arrays, inhabitants_of(dataset, arrays), limit=10)
    codes = arrays.members["code"].tolist()
    compared = 0
    for row in range(0, len(codes), every):
        expected = kv.peers(dataset, codes[row])
        found = nearest.of(row)
        assert [codes[place] for place in found.members.tolist()] == expected.iloc[:, 0].tolist()
        assert found.shared.tolist() == expected["shared"].map(len).tolist()
        everyone = kv.peers(dataset, codes[row], limit=None)
        assert found.alike == int(np.isclose(everyone["jaccard"], 1).sum())
        compared += len(expected)
    return compared


@pytest.mark.parametrize(("data", "every"), [("small", 1), ("real", 9)])
def test_they_are_those_of_one_member(request, data, every):
    assert _same(request.getfixturevalue(data), every) > 20


def test_they_are_those_of_one_member_of_any_kind():
    assert _same(large(400, 12, 1500), 40) > 50
