"""What the rules change from one day of the populations to the next."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pandas as pd

from kuntaverkostot.analysis.comparison import COLUMNS, compare
from kuntaverkostot.dataset.dataset import Dataset
from kuntaverkostot.dataset.frames import TEXT, frame_of_rows
from kuntaverkostot.dataset.makers import need_dataset
from kuntaverkostot.dataset.rederived import at_date
from kuntaverkostot.text.language import check_language


def through_years(
    dataset: Dataset, *, dates: Sequence[str] | None = None, candidates: bool = False, language: str = "fi"
) -> pd.DataFrame:
    """Return who joined and who left by the rules, from each day of the populations to the next.

    The lists of members and the division into municipalities are those of the dataset at every day.

    Parameters
    ----------
    dataset : Dataset
        The tables; they are not changed.
    dates : sequence of str, optional
        Days of the populations, ISO 8601; all of them when left out. They are taken in their order.
    candidates : bool
        Whether memberships that no source names count.
    language : {"fi", "sv", "en"}
        Language of the names and sentences.

    Returns
    -------
    pandas.DataFrame
        The columns of :func:`kuntaverkostot.compare` after ``date``, the later of the two days.

    Raises
    ------
    ValueError
        When there are no populations of a day.

    Examples
    --------
    >>> import kuntaverkostot as kv
    >>> kv.through_years(kv.load_dataset(), language="sv")[["date", "sentence"]].to_numpy().tolist()[1]
    ['2020-12-31', 'Grankulla: inte längre medlem i nätverket ”Små kommuner”']
    """
    need_dataset(dataset, "through_years")
    check_language(language)
    days = sorted(set(dataset.populations["date"])) if dates is None else list(dates)
    datasets = [(day, at_date(dataset, day)) for day in days]
    steps = [
        compare(before, now, candidates=candidates, language=language).assign(date=day)[["date", *COLUMNS]]
        for (_, before), (day, now) in pairwise(datasets)
    ]
    if not steps:
        return frame_of_rows([], dict.fromkeys(["date", *COLUMNS], TEXT))
    return pd.concat(steps, ignore_index=True).astype(TEXT)
