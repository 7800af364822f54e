"""The memberships of the list alone, as HTML that no sanitiser takes away: for where the page itself cannot be."""

from __future__ import annotations

from kuntaverkostot.listing.entries import ListContent
from kuntaverkostot.text.language import say
from kuntaverkostot.text.templates import render

TEMPLATE = "listing/templates/brief.html.jinja"
MOST_SOURCES = 300


def brief(content: ListContent) -> str:
    """Return each network with its members, and each member with its networks.

    Where the content holds no members, a note says where they are. The sources follow under their numbers, unless they
    are so many that a notebook would not hold them.
    """
    language = content.language
    municipalities = [member for letter in content.letters for member in letter.members]
    kinds = (("page.by_municipality", municipalities), ("page.by_organisation", content.organisations))
    return render(
        TEMPLATE,
        language,
        groups=[(group.name, group.networks) for group in content.groups],
        parts=[(say(language, heading), members) for heading, members in kinds if members],
        where=content.where,
        sources=content.sources if len(content.sources) <= MOST_SOURCES else (),
        note=say(language, "notebook.members_left_out") if content.detail == "on_demand" else "",
    )
