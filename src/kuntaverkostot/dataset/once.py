"""What is computed of a dataset once, when it is first asked for, and kept as long as the dataset."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, TypeVar
from weakref import WeakKeyDictionary

if TYPE_CHECKING:
    from kuntaverkostot.dataset.dataset import Dataset

Answer = TypeVar("Answer")


def once(compute: Callable[[Dataset], Answer]) -> Callable[[Dataset], Answer]:
    """Return a function that computes its answer once for each dataset.

    A dataset is read-only, and one that ``dataclasses.replace`` makes of it is another. The answer must not refer to
    the dataset, which would then never be freed.

    >>> from kuntaverkostot.dataset.dataset import load_dataset
    >>> count = once(lambda dataset: [len(dataset.networks)])
    >>> dataset = load_dataset()
    >>> count(dataset), count(dataset) is count(dataset)
    ([31], True)
    """
    answers: WeakKeyDictionary[Dataset, Answer] = WeakKeyDictionary()

    @wraps(compute)
    def answer(dataset: Dataset) -> Answer:
        if dataset not in answers:
            answers[dataset] = compute(dataset)
        return answers[dataset]

    return answer
