"""Sources of one page, numbered in the order in which the page cites them."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence

from kuntaverkostot.listing.entries import Fact, NetworkEntry, Source


class Citations:
    """Numbers the sources of a page as they are cited.

    A page has numbers of its own, so that a new source changes only the pages that cite it.

    Parameters
    ----------
    sources : sequence of Source
        All sources, in the order of their numbers.
    """

    def __init__(self, sources: Sequence[Source]) -> None:
        self._sources = sources
        self._own: dict[int, int] = {}

    def cite(self, numbers: Iterable[int]) -> tuple[int, ...]:
        """Return the numbers that sources have on this page."""
        return tuple(self._own.setdefault(number, len(self._own) + 1) for number in numbers)

    def network(self, entry: NetworkEntry) -> NetworkEntry:
        """Return the entry of a network with the numbers of this page."""
        return dataclasses.replace(
            entry, sources=self.cite(entry.sources), facts=self.facts(entry.facts), rules=self.facts(entry.rules)
        )

    def facts(self, facts: Iterable[Fact]) -> tuple[Fact, ...]:
        """Return facts with the numbers of this page."""
        return tuple(dataclasses.replace(fact, sources=self.cite(fact.sources)) for fact in facts)

    @property
    def sources(self) -> tuple[Source, ...]:
        """The sources that were cited so far, in the order of their numbers on this page."""
        return tuple(dataclasses.replace(self._sources[number - 1], number=own) for number, own in self._own.items())
