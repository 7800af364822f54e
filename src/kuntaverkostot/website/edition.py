"""The site in one language: names, links and lists in its order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from markupsafe import Markup, escape

from kuntaverkostot.analysis.membership_arrays import Positions
from kuntaverkostot.dataset.dataset import records
from kuntaverkostot.diagram.style import tone
from kuntaverkostot.listing.entries import GroupEntry, ListContent, NetworkEntry
from kuntaverkostot.listing.localized import Localized, localize
from kuntaverkostot.listing.on_demand import content_on_demand
from kuntaverkostot.page.wording import Wording, wording
from kuntaverkostot.text.language import Name, named, number, say, texts
from kuntaverkostot.text.node_ids import node_code
from kuntaverkostot.text.templates import marked
from kuntaverkostot.website.addresses import page_name, page_stem
from kuntaverkostot.website.foundation import Foundation


@dataclass(frozen=True, slots=True, eq=False)
class Edition:
    """The site in one language.

    Attributes
    ----------
    foundation : Foundation
        What all languages share.
    language : {"fi", "sv", "en"}
        The language.
    words : Wording
        What the networks and their owner are called.
    content : ListContent
        Groups, facts and sources.
    networks : tuple of NetworkEntry
        Every network, in the order of the list.
    groups : mapping of str to GroupEntry
        Group of each network, by node id.
    localized : Localized
        Members and memberships in the order of the language.
    starts : numpy.ndarray of int
        First membership of each network, and the end of the last.
    place_of : numpy.ndarray of int
        Place of each member in alphabetical order, by its row in the arrays.
    links : list of str
        Each member in alphabetical order, as a link where it has a page.
    regions : mapping of str to str
        Names of regions by code.
    """

    foundation: Foundation
    language: str
    words: Wording
    content: ListContent
    networks: tuple[NetworkEntry, ...]
    groups: Mapping[str, GroupEntry]
    localized: Localized
    starts: Positions
    place_of: Positions
    links: list[Markup]
    regions: Mapping[str, str]

    def link(self, entry: NetworkEntry, *, short: bool = False) -> Markup:
        """Return the name of a network as a link to its page."""
        return link_to(entry.node, entry.short if short else entry.name, self.language)

    def swatch(self, node: str) -> Markup:
        """Return the letter of a network in its colour; room for one where it has none."""
        letter = self.foundation.scene.style.letters.get(node, "")
        if not letter:
            return Markup('<span class="empty-swatch"></span>')
        kind = tone(node, self.foundation.scene.style)
        return Markup('<span class="swatch {}" aria-hidden="true">{}</span>').format(kind, letter)

    def members_of(self, place: int) -> tuple[list[int], list[int]]:
        """Return the places of the members of a network, and the grounds of the memberships."""
        stretch = slice(self.starts[place], self.starts[place + 1])
        return self.localized.member[stretch].tolist(), self.localized.ground[stretch].tolist()

    def numbers(self, sources: Iterable[str]) -> tuple[int, ...]:
        """Return the numbers of sources in ascending order."""
        return tuple(sorted(number for code in sources if (number := self.foundation.numbers.get(code))))

    def say(self, key: str, /, **values: object) -> str:
        """Return a text in the language."""
        return say(self.language, key, **values)

    def as_html(self, key: str, /, **values: object) -> Markup:
        """Return a text in the language as HTML, in which values may be links."""
        text = texts(self.language)[key]
        if not isinstance(text, str):
            text = str(text["one" if values["count"] == 1 else "other"])
        written = {
            name: number(self.language, value) if isinstance(value, int) else value for name, value in values.items()
        }
        return escape(text).format(**written)


def edition_of(foundation: Foundation, language: str, *, title: str) -> Edition:
    """Return the site in one language.

    Parameters
    ----------
    foundation : Foundation
        What all languages share.
    language : {"fi", "sv", "en"}
        The language.
    title : str
        Title of the site; "" leaves it to the tables.
    """
    scene = foundation.scene
    content = content_on_demand(scene.dataset, scene.arrays, scene.inhabitants, language=language)
    networks = tuple(content.networks)
    localized = localize(scene.arrays, language=language, networks=[node_code(entry.node) for entry in networks])
    place_of = np.empty_like(localized.members_as)
    place_of[localized.members_as] = np.arange(len(place_of))
    links = [
        link_to(foundation.nodes[row], name, language) if foundation.has_page[row] else escape(marked(name, language))
        for row, name in zip(localized.members_as.tolist(), localized.members, strict=True)
    ]
    return Edition(
        foundation=foundation,
        language=language,
        words=wording(scene.dataset, language=language, title=title, places=scene.land is not None),
        content=content,
        networks=networks,
        groups={entry.node: group for group in content.groups for entry in group.networks},
        localized=localized,
        starts=localized.starts(),
        place_of=place_of,
        links=links,
        regions={row["region_code"]: named(row, language)[0] for row in records(scene.dataset.regions)},
    )


def link_to(node: str, name: Name, language: str) -> Markup:
    """Return a name as a link to the page of its node.

    >>> link_to("municipality:091", Name("Helsinki", "fi"), "fi")
    Markup('<a href="m-091.html">Helsinki</a>')
    """
    return Markup('<a href="{}">{}</a>').format(page_name(page_stem(node)), marked(name, language))
