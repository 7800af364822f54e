"""The pages of the site in one language as documents."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from kuntaverkostot.diagram.inlining import as_json
from kuntaverkostot.page.document import file_name
from kuntaverkostot.text.templates import render
from kuntaverkostot.website.addresses import ASSETS, EXPLORER, page_name, page_stem
from kuntaverkostot.website.edition import Edition
from kuntaverkostot.website.member_pages import MemberPages
from kuntaverkostot.website.network_pages import NetworkPages
from kuntaverkostot.website.parts import Part, divided
from kuntaverkostot.website.server_files import policy
from kuntaverkostot.website.start_page import StartPage, start_page
from kuntaverkostot.website.structured_data import Thing, of_dataset, of_member, of_network

Document = tuple[str, str]  # file name and content


@dataclass(frozen=True, slots=True)
class Shared:
    """What all pages of all languages refer to.

    Parameters
    ----------
    style, script : str
        Names of the style sheet and of the script, with their hashes.
    tables : tuple of str
        File names of the tables.
    licence : str
        Address of the licence of the tables, or "".
    accessibility, feedback : str
        Addresses of the accessibility statement and for feedback, or "".
    """

    style: str
    script: str
    tables: tuple[str, ...]
    licence: str
    accessibility: str
    feedback: str


class Documents:
    """Writes the pages of the site in one language.

    Parameters
    ----------
    edition : Edition
        The site in the language.
    shared : Shared
        What all pages refer to.
    names : str
        Name of the script with the names that can be searched.
    """

    def __init__(self, edition: Edition, shared: Shared, *, names: str) -> None:
        self.edition, self.shared, self.names = edition, shared, names
        self.stems = [page_stem(node) for node in edition.foundation.nodes]

    def all(self) -> Iterator[Document]:
        """Yield every page."""
        yield from self.start()
        if self.edition.content.sources:
            yield from self.sources()
        yield from self.networks()
        yield from self.members()

    def start(self) -> Iterator[Document]:
        """Yield the start page, and its further parts where it is too long."""
        edition, start = self.edition, self._start
        for number, sections in enumerate(start.pages, start=1):
            scripts = [self.names, self.shared.script] if number == 1 else []
            thing = of_dataset(edition, self.shared.tables, self.shared.licence) if number == 1 else None
            yield self._page(
                "start",
                page_name("index", number),
                title=edition.words.title,
                description=edition.say("page.lead"),
                structured=thing,
                scripts=scripts,
                sections=sections,
                number=number,
                pages=[page_name("index", place) for place in range(1, len(start.pages) + 1)],
                tables=self.shared.tables,
                **start.shown,
            )

    @cached_property
    def _start(self) -> StartPage:
        return start_page(self.edition)

    def sources(self) -> Iterator[Document]:
        """Yield the page of all sources, and its further parts where there are too many."""
        edition = self.edition
        path = "listing/templates/source.html.jinja"
        items = tuple(render(path, edition.language, source=source) for source in edition.content.sources)
        stretches = divided([Part("", "", items)])
        files = [page_name("sources", number) for number in range(1, len(stretches) + 1)]
        for number, parts in enumerate(stretches, start=1):
            title = self._title(edition.say("page.sources"), number, len(files))
            yield self._page("all_sources", files[number - 1], title=title, parts=parts, number=number, pages=files)

    def networks(self) -> Iterator[Document]:
        """Yield the page of each network, and its further parts where it has too many members."""
        edition, pages = self.edition, NetworkPages(self.edition)
        for place, entry in enumerate(edition.networks):
            page, stem = pages.page(place), page_stem(entry.node)
            stretches = divided(page.parts, first=pages.room(page)) if page.parts else [()]
            files = [page_name(stem, number) for number in range(1, len(stretches) + 1)]
            members, _ = edition.members_of(place)
            for number, parts in enumerate(stretches, start=1):
                yield self._page(
                    "network",
                    files[number - 1],
                    title=self._title(entry.name.text, number, len(files)),
                    description=entry.description,
                    structured=of_network(edition, page, members) if number == 1 else None,
                    page=page,
                    parts=parts,
                    number=number,
                    pages=files,
                    stem=stem,
                    date=edition.content.date,
                )

    def members(self) -> Iterator[Document]:
        """Yield the page of each member that has one, in the order of the tables."""
        edition, pages = self.edition, MemberPages(self.edition)
        for row, stem in enumerate(self.stems):
            if edition.foundation.has_page[row]:
                page = pages.page(row)
                yield self._page(
                    "member",
                    page_name(stem),
                    title=self._title(page.name.text),
                    description="; ".join(pages.short_names(row)),
                    structured=of_member(edition, page),
                    page=page,
                    stem=stem,
                    where=edition.content.where,
                )

    def _title(self, name: str, number: int = 1, count: int = 1) -> str:
        part = f" ({self.edition.say('site.part', page=number, pages=count)})" if number > 1 else ""
        return f"{name}{part} – {self.edition.words.heading}"

    def _page(
        self,
        template: str,
        name: str,
        *,
        title: str,
        description: str = "",
        structured: Thing | None = None,
        scripts: list[str] | None = None,
        **values: Any,
    ) -> Document:
        edition, frame = self.edition, self.edition.foundation.scene.drawing.layouts[0].frame
        site = {
            "policy": policy(scripted=bool(scripts)),
            "title": title,
            "description": description,
            "style": f"../{ASSETS}/{self.shared.style}",
            "scripts": [f"../{ASSETS}/{script}" for script in scripts or ()],
            "structured": as_json(structured) if structured else "",
            "explorer": f"../{EXPLORER}/{file_name(edition.language)}",
            "has_sources": bool(edition.content.sources),
            "accessibility": self.shared.accessibility,
            "feedback": self.shared.feedback,
            **self._addresses(name, values.get("pages", [name])[0]),
        }
        picture = {
            "width": round(frame.width),
            "height": round(frame.height),
            "members": edition.foundation.scene.detail == "all",
        }
        path = f"website/templates/{template}.html.jinja"
        text = render(path, edition.language, site=site, words=edition.words, picture=picture, **values)
        return name, text

    def _addresses(self, name: str, first: str) -> Mapping[str, object]:
        """Return where a page is in each language; whole addresses where that of the site is known.

        A further part of a long list has no counterpart: in another language, another order and longer names divide the
        list elsewhere. It leads to the first part.
        """
        foundation, own = self.edition.foundation, self.edition.language
        others = [(code, name if code == own else f"../{code}/{first}") for code in foundation.languages]
        whole = [(code, f"{foundation.base}{code}/{first}") for code in foundation.languages]
        alternates = whole if foundation.base else others
        return {
            "others": others,
            "alternates": alternates if len(foundation.languages) > 1 and name == first else [],
            "canonical": f"{foundation.base}{own}/{name}" if foundation.base else "",
        }
