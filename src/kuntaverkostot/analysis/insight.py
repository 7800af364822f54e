"""Sentences computed from the data, and all of them together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from kuntaverkostot.analysis.summaries import of_insight, of_insights

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Insight:
    """A sentence computed from the data.

    Attributes
    ----------
    key : str
        What it is about: candidates, overlap, inside, most, unconfirmed, bridges or reach.
    sentence : str
        One or two short sentences.
    frame : pandas.DataFrame
        The rows that it was computed from.
    """

    key: str
    sentence: str
    frame: pd.DataFrame

    def __repr__(self) -> str:
        return f"Insight({self.key!r}, {self.sentence!r})"

    def _repr_html_(self) -> str:
        return of_insight(self.sentence, self.frame)


class Insights(tuple[Insight, ...]):  # noqa: SLOT001 - a tuple with an attribute has none
    """Sentences computed from the data: a tuple that a notebook shows as a table.

    Parameters
    ----------
    insights : iterable of Insight
        The sentences.
    language : {"fi", "sv", "en"}
        Their language.
    """

    language: str

    def __new__(cls, insights: Iterable[Insight], *, language: str) -> Self:
        """Return the tuple, which knows its language."""
        self = super().__new__(cls, insights)
        self.language = language
        return self

    def __getnewargs_ex__(self) -> tuple[tuple[tuple[Insight, ...]], dict[str, str]]:
        return (tuple(self),), {"language": self.language}

    def __repr__(self) -> str:
        return f"Insights({', '.join(insight.key for insight in self)})"

    def _repr_html_(self) -> str:
        sentences = [(insight.sentence, insight.frame) for insight in self]
        return of_insights(sentences, language=self.language)._repr_html_()
