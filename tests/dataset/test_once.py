"""What is computed of a dataset once."""

from __future__ import annotations

import dataclasses
import gc
import weakref

import kuntaverkostot as kv
from kuntaverkostot.dataset.once import once


def test_it_is_computed_once_for_each_dataset(small):
    asked: list[kv.Dataset] = []

    @once
    def count(dataset: kv.Dataset) -> int:
        asked.append(dataset)
        return len(dataset.networks)

    fewer = dataclasses.replace(small, networks=small.networks.head(2))
    assert [count(dataset) for dataset in (small, small, fewer, small)] == [8, 8, 2, 8]
    assert asked == [small, fewer]


def test_a_dataset_that_nobody_needs_is_freed(small):
    another = dataclasses.replace(small)
    kv.explain(another, "Salo", "suuret-kaupungit")
    seen = weakref.ref(another)
    del another
    gc.collect()
    assert seen() is None
