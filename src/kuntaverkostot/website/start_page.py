"""The start page: what stands out, every network, every member, and the tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import numpy as np
from markupsafe import Markup, escape

from kuntaverkostot.dataset.kinds import KINDS
from kuntaverkostot.dataset.standing import is_current
from kuntaverkostot.page.set_views import upset_of
from kuntaverkostot.page.summary import sentences, unknown_sentences
from kuntaverkostot.text.language import initial, number, texts
from kuntaverkostot.text.templates import marked
from kuntaverkostot.website.addresses import page_name
from kuntaverkostot.website.edition import Edition
from kuntaverkostot.website.parts import Part, divided

FIRST = 3  # sentences of the summary
NETWORKS, MEMBERS, OTHERS = "networks", "members", "others"


@dataclass(frozen=True, slots=True)
class Section:
    """Lists of one kind on a page, under a heading."""

    key: str
    heading: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class StartPage:
    """The start page, and its further parts where it is too long.

    Parameters
    ----------
    pages : list of tuple of Section
        What is listed on each page.
    shown : dict
        What its template shows besides.
    """

    pages: list[tuple[Section, ...]]
    shown: dict[str, Any]


def start_page(edition: Edition) -> StartPage:
    """Return the start page in one language."""
    stretches = divided([*_networks(edition), *_members(edition)])
    scene, own = edition.foundation.scene, texts(edition.language)
    municipal = scene.kind == KINDS[0]
    headings = {
        NETWORKS: edition.say("page.by_network"),
        MEMBERS: edition.say("page.by_municipality" if municipal else "list.by_member"),
        OTHERS: edition.say("page.by_organisation"),
    }
    summary = sentences(scene.arrays, edition.content, upset_of(scene.sets, language=edition.language), kind=scene.kind)
    return StartPage(
        pages=[
            tuple(
                Section(key, headings[key], tuple(parts))
                for key, parts in groupby(stretch, key=lambda part: part.section)
            )
            for stretch in stretches
        ],
        shown={
            "sentences": list(summary)[:FIRST],
            "unknown": list(unknown_sentences(scene.dataset, scene.arrays, edition.content)),
            "content_facts": edition.content.facts,
            "letters": list(_letters(stretches)),
            "municipal": municipal,
            "alt": _alt(edition),
            "matches": {**dict(own["count.hits"]), "none": own["tool.no_hits"]},
        },
    )


def _alt(edition: Edition) -> str:
    networks = edition.say("count.networks", count=len(edition.networks))
    scene = edition.foundation.scene
    unit, count = "members", len(scene.counted.members)
    if scene.kind == KINDS[0]:
        unit = "municipalities"
    return edition.say("site.diagram_alt", networks=networks, members=edition.say(f"count.{unit}", count=count))


def _networks(edition: Edition) -> Iterator[Part]:
    for place, group in enumerate(edition.content.groups, start=1):
        items = []
        for entry in group.networks:
            ended = "" if is_current(entry.status) else f"; {edition.say('list.ended_suffix')}"
            items.append(
                Markup('{}<span>{} <span class="count">{}{}</span></span>').format(
                    edition.swatch(entry.node), edition.link(entry), entry.extent, ended
                )
            )
        heading = escape(marked(group.name, edition.language))
        yield Part(heading, number(edition.language, len(items)), tuple(items), f"g-{place}", NETWORKS)


def _members(edition: Edition) -> Iterator[Part]:
    """Yield the members by letter, and apart the others where most are municipalities; none where none has a page."""
    arrays = edition.foundation.scene.arrays
    if not edition.foundation.has_page.any():
        return
    rows = edition.localized.members_as.tolist()
    apart = ~arrays.municipal if edition.foundation.scene.kind == KINDS[0] else np.zeros(len(rows), dtype=bool)
    listed = list(zip(edition.localized.members, edition.links, apart[rows].tolist(), strict=True))
    letters = groupby((row for row in listed if not row[2]), key=lambda row: initial(edition.language, row[0].text))
    for place, (letter, members) in enumerate(letters, start=1):
        items = tuple(link for _, link, _ in members)
        yield Part(escape(letter), number(edition.language, len(items)), items, f"l-{place}", MEMBERS)
    others = tuple(link for _, link, is_apart in listed if is_apart)
    if others:
        yield Part("", number(edition.language, len(others)), others, section=OTHERS)


def _letters(pages: list[tuple[Part, ...]]) -> Iterator[tuple[str, str]]:
    """Yield each letter, and where its members begin."""
    for place, parts in enumerate(pages, start=1):
        for part in parts:
            if part.section == MEMBERS and part.anchor:
                yield part.heading, f"{page_name('index', place)}#{part.anchor}"
