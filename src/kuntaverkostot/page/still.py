"""What is left of a page where a notebook may not show it live."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kuntaverkostot.analysis.graph import nodes_of
from kuntaverkostot.dataset.standing import is_confirmed
from kuntaverkostot.dataset.summaries import counted
from kuntaverkostot.diagram.still import Still, svg_document
from kuntaverkostot.diagram.svg import Picture
from kuntaverkostot.listing.brief import brief, brief_networks
from kuntaverkostot.listing.entries import ListContent
from kuntaverkostot.text.language import say
from kuntaverkostot.text.templates import render

if TYPE_CHECKING:
    import networkx as nx


def still_page(graph: nx.Graph[str], content: ListContent, drawn: Picture, *, title: str, own: str = "") -> Still:
    """Return what is left of a page of which every member is drawn and listed.

    Parameters
    ----------
    graph : networkx.Graph
        Its graph.
    content : ListContent
        Its list.
    drawn : Picture
        Its static picture.
    title : str
        Its title.
    own : str
        The rules of the looks that an analyst chose.
    """
    language = content.language
    counts = counted(
        language,
        municipalities=len(nodes_of(graph, "municipality")),
        others=len(nodes_of(graph, "organisation")),
        networks=len(nodes_of(graph, "network")),
        memberships=sum(is_confirmed(edge["basis"]) for _, _, edge in graph.edges(data=True)),
    )
    return _still(drawn, counts, brief(content), language=language, title=title, own=own)


def still_large_page(groups: Any, drawn: Picture, counts: str, *, language: str, title: str) -> Still:
    """Return what is left of a page with too many members to list them in a notebook: its networks."""
    note = say(language, "notebook.members_left_out")
    return _still(drawn, counts, brief_networks(groups, language=language, note=note), language=language, title=title)


def _still(drawn: Picture, counts: str, listing: str, *, language: str, title: str, own: str = "") -> Still:
    alt = say(language, "notebook.alt", counts=counts)
    markup = render("page/templates/still_picture.html.jinja", language, picture=drawn, alt=alt)
    sentence = say(language, "notebook.sentence", title=title, counts=counts)
    svg = svg_document(markup, own=own)
    return Still(sentence, say(language, "notebook.as_list"), listing, language, svg, alt, drawn.width)
