"""The page of a network: what it is, known of published, members by region and by size, and what it shares."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from markupsafe import Markup, escape

from kuntaverkostot.dataset.completeness import partial_note
from kuntaverkostot.dataset.dataset import records
from kuntaverkostot.dataset.open_questions import questions
from kuntaverkostot.dataset.schema import split_list
from kuntaverkostot.dataset.standing import is_current, is_listed
from kuntaverkostot.listing.entries import NetworkEntry, Source
from kuntaverkostot.text.language import Name, alphabetical, number
from kuntaverkostot.text.node_ids import node_code
from kuntaverkostot.text.templates import render
from kuntaverkostot.website.citations import Citations
from kuntaverkostot.website.edition import Edition
from kuntaverkostot.website.parts import MOST, Part

SIZES = (5_000, 10_000, 20_000, 50_000, 100_000)  # inhabitants: where a class ends and the next begins
MOST_SHARED = 30  # other networks that share members
ABOUT = 180  # characters that a source or another network takes, about
LEAST = 12_000  # characters of members on the first page
BAR = 160  # pixels of the longest bar


@dataclass(frozen=True, slots=True)
class SizeClass:
    """How many members have about so many inhabitants, and how long the bar for it is."""

    name: str
    count: str
    bar: float


@dataclass(frozen=True, slots=True)
class Shared:
    """Another network, and how many members it shares."""

    link: Markup
    swatch: Markup
    count: str


@dataclass(frozen=True, slots=True)
class Question:
    """What is open, and the sources that may know."""

    text: str
    sources: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class NetworkPage:
    """What the page of a network shows.

    Parameters
    ----------
    entry : NetworkEntry
        What is known of it, with the numbers of sources of this page.
    group : Name
        Its group.
    swatch : Markup
        Its letter.
    lettered : bool
        Whether it has one.
    heading : str
        Heading of the members.
    parts : tuple of Part
        Its members, by region where these are known.
    sizes : tuple of SizeClass
        Its members by population; () where that is not known.
    shared : tuple of Shared
        Other networks with which it shares members, the most first.
    more : str
        How many more there are; "" for none.
    ended : str
        How many of those that share members have ended and are left out; "" for none.
    partial : str
        That there may be more in common, because lists are incomplete.
    questions : tuple of Question
        What is open.
    sources : tuple of Source
        Sources that the page cites.
    """

    entry: NetworkEntry
    group: Name
    swatch: Markup
    lettered: bool
    heading: str
    parts: tuple[Part, ...]
    sizes: tuple[SizeClass, ...]
    shared: tuple[Shared, ...]
    more: str
    ended: str
    partial: str
    questions: tuple[Question, ...]
    sources: tuple[Source, ...]


class NetworkPages:
    """Makes the pages of networks in one language."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.open: dict[str, list[dict[str, object]]] = defaultdict(list)
        dataset = edition.foundation.scene.dataset
        for row in records(questions(dataset, language=edition.language)):
            self.open[str(row["network_id"])].append(row)
        self.places = {int(row): place for place, row in enumerate(edition.localized.networks_as)}
        self.order = alphabetical(edition.language)

    def page(self, place: int) -> NetworkPage:
        """Return the page of the network at a place in the list."""
        edition = self.edition
        citations = Citations(edition.content.sources)
        entry = citations.network(edition.networks[place])
        members, grounds = edition.members_of(place)
        by_region = any(edition.foundation.region[int(row)] for row in edition.localized.members_as[members])
        parts = tuple(self._parts(members, grounds, citations, by_region=by_region))
        shared, more, ended = self._shared(place)
        partial = [
            other.name.text for other in (edition.networks[place], *(other for other, _ in shared)) if other.partial
        ]
        return NetworkPage(
            entry=entry,
            group=edition.groups[entry.node].name,
            swatch=edition.swatch(entry.node),
            lettered=entry.node in edition.foundation.scene.style.letters,
            heading=edition.say("site.by_region" if by_region else "site.members"),
            parts=parts,
            sizes=self._sizes(members),
            shared=tuple(
                Shared(edition.link(other), edition.swatch(other.node), edition.say("tool.shared", count=count))
                for other, count in shared
            ),
            more=edition.say("site.share_more", count=more) if more else "",
            ended=edition.say("site.ended_shared", count=ended) if ended else "",
            partial=partial_note(edition.language, partial) if shared else "",
            questions=tuple(self._questions(node_code(entry.node), citations)),
            sources=citations.sources,
        )

    def room(self, page: NetworkPage) -> int:
        """Return how many characters of members fit on the first page of a network, beside what else it shows."""
        return max(MOST - ABOUT * len(page.sources) - ABOUT * len(page.shared), LEAST)

    def _parts(
        self, members: list[int], grounds: list[int], citations: Citations, *, by_region: bool
    ) -> Iterator[Part]:
        """Yield the members by region, or all of them where none has a region."""
        edition, foundation = self.edition, self.edition.foundation
        cite = self._citing(citations)
        by_name: dict[str, list[int]] = defaultdict(list)
        for position, member in enumerate(members):
            row = int(edition.localized.members_as[member])
            by_name[edition.regions.get(foundation.region[row], "")].append(position)
        for name in sorted(by_name, key=lambda name: (not name, self.order(name))):
            items = tuple(self._item(members[position]) + cite(grounds[position]) for position in by_name[name])
            heading = (name or edition.say("site.no_region")) if by_region else ""
            yield Part(escape(heading), number(edition.language, len(items)), items)

    def _item(self, member: int) -> str:
        edition = self.edition
        persons = int(edition.foundation.scene.inhabitants[int(edition.localized.members_as[member])])
        about = f" <small>{number(edition.language, persons)}</small>" if persons >= 0 else ""
        return f"{edition.links[member]}{about}"

    def _citing(self, citations: Citations) -> Callable[[int], str]:
        """Return what writes the sources of a ground: the page names those of rules once."""
        edition, known = self.edition, dict[int, str]()
        grounds = edition.foundation.scene.arrays.grounds

        def cite(ground: int) -> str:
            if ground not in known:
                basis, sources = grounds[ground]
                cited = citations.cite(edition.numbers(split_list(sources))) if is_listed(basis) else ()
                known[ground] = render("website/templates/cited.html.jinja", edition.language, sources=cited).strip(
                    "\n"
                )
            return known[ground]

        return cite

    def _sizes(self, members: list[int]) -> tuple[SizeClass, ...]:
        """Return how many members have about so many inhabitants."""
        edition = self.edition
        persons = edition.foundation.scene.inhabitants[edition.localized.members_as[members]]
        known = persons[persons >= 0]
        if len(known) < 2:
            return ()
        counts = np.bincount(np.searchsorted(SIZES, known, side="right"), minlength=len(SIZES) + 1).tolist()
        bounds = [number(edition.language, size) for size in SIZES]
        names = [
            edition.say("site.under", to=bounds[0]),
            *(edition.say("site.between", **{"from": low, "to": high}) for low, high in pairwise(bounds)),
            edition.say("site.over", **{"from": bounds[-1]}),
        ]
        return tuple(
            SizeClass(name, number(edition.language, count), round(BAR * count / max(counts), 1))
            for name, count in zip(names, counts, strict=True)
        )

    def _shared(self, place: int) -> tuple[list[tuple[NetworkEntry, int]], int, int]:
        """Return the current networks that share members, the most first; how many more there are; how many ended."""
        edition, shared = self.edition, self.edition.foundation.shared
        row = int(edition.localized.networks_as[place])
        stretch = slice(shared.indptr[row], shared.indptr[row + 1])
        pairs = zip(shared.indices[stretch].tolist(), shared.data[stretch].tolist(), strict=True)
        places = [(self.places[other], count) for other, count in pairs]
        others = [(edition.networks[other], other, count) for other, count in places]
        current = [(entry, count, other) for entry, other, count in others if is_current(entry.status)]
        current.sort(key=lambda entry: (-entry[1], entry[2]))
        named = [(entry, count) for entry, count, _ in current[:MOST_SHARED]]
        return named, len(current) - len(named), len(others) - len(current)

    def _questions(self, code: str, citations: Citations) -> Iterator[Question]:
        for row in self.open.get(code, ()):
            sources = self.edition.numbers(split_list(str(row["source_ids"])))
            yield Question(str(row["question"]), citations.cite(sources))
