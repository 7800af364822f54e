"""The words in which a dataset is spoken of: those of municipalities, or neutral ones and the nouns of its table."""

from __future__ import annotations

from kuntaverkostot.dataset.counted import CountedDataset
from kuntaverkostot.dataset.dataset import Dataset
from kuntaverkostot.text.nouns import Nouns, Spoken


def spoken(dataset: Dataset | CountedDataset, language: str) -> str:
    """Return a language with the texts that suit a dataset.

    Parameters
    ----------
    dataset : Dataset or CountedDataset
        The tables. Without municipalities, nothing is said of municipalities, inhabitants or Finland; with counts
        alone, nothing is said of single members.
    language : {"fi", "sv", "en"}
        The language.

    Returns
    -------
    str
        The same language, for any function that takes one.

    Examples
    --------
    >>> from kuntaverkostot.dataset.dataset import load_dataset
    >>> type(spoken(load_dataset(), "sv")) is str
    True
    """
    if isinstance(dataset, CountedDataset):
        return Spoken(language, dataset.tables.nouns, counts=True)
    if not dataset.municipalities.empty:
        return language
    nouns: Nouns | None = dataset.nouns
    return Spoken(language, nouns)
