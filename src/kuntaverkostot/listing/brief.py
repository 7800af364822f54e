"""The memberships of the list alone, as HTML that no sanitiser takes away: for where the page itself cannot be."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from kuntaverkostot.listing.entries import ListContent
from kuntaverkostot.text.language import Name, say
from kuntaverkostot.text.templates import render

TEMPLATE = "listing/templates/brief.html.jinja"


def brief(content: ListContent) -> str:
    """Return each network with its members, and each member with its networks."""
    language = content.language
    municipalities = [member for letter in content.letters for member in letter.members]
    found = (("page.by_municipality", municipalities), ("page.by_organisation", content.organisations))
    return render(
        TEMPLATE,
        language,
        groups=[(group.name, group.networks) for group in content.groups],
        parts=[(say(language, heading), members) for heading, members in found if members],
        where=content.where,
        note="",
    )


def brief_networks(groups: Iterable[tuple[Name, Any]], *, language: str, note: str) -> str:
    """Return each network with how many members are known; a note says where these are."""
    return render(TEMPLATE, language, groups=list(groups), parts=[], note=note)
