"""What is left of a page where a notebook may not show it live."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kuntaverkostot.analysis.graph import nodes_of
from kuntaverkostot.diagram.still import Still, svg_document
from kuntaverkostot.diagram.svg import Picture
from kuntaverkostot.listing.brief import brief, brief_networks
from kuntaverkostot.listing.entries import Outline
from kuntaverkostot.text.language import say
from kuntaverkostot.text.templates import render

if TYPE_CHECKING:
    import networkx as nx


def counted(language: str, *, municipalities: int, others: int, networks: int, memberships: int) -> str:
    """Return how many of each there are, as they stand in a sentence.

    >>> counted("en", municipalities=2, others=1, networks=1, memberships=3)
    '1 network, 2 municipalities, 1 other member, 3 memberships'
    >>> counted("en", municipalities=0, others=2, networks=1, memberships=2)
    '1 network, 2 members, 2 memberships'
    """
    told = [say(language, "count.networks", count=networks)]
    if municipalities:
        told.append(say(language, "count.municipalities", count=municipalities))
    if others:
        told.append(say(language, "notebook.others" if municipalities else "count.members", count=others))
    return ", ".join([*told, say(language, "count.memberships", count=memberships)])


def still_page(graph: nx.Graph[str], content: Outline, drawn: Picture, *, title: str) -> Still:
    """Return what is left of a page of which every member is drawn and listed.

    Parameters
    ----------
    graph : networkx.Graph
        Its graph.
    content : Outline
        Its list.
    drawn : Picture
        Its static picture.
    title : str
        Its title.
    """
    language = content.language
    counts = counted(
        language,
        municipalities=len(nodes_of(graph, "municipality")),
        others=len(nodes_of(graph, "organisation")),
        networks=len(nodes_of(graph, "network")),
        memberships=sum(edge["basis"] != "candidate" for _, _, edge in graph.edges(data=True)),
    )
    return _still(drawn, counts, brief(content), language=language, title=title)


def still_large_page(groups: Any, drawn: Picture, counts: str, *, language: str, title: str) -> Still:
    """Return what is left of a page with too many members to list them in a notebook: its networks."""
    note = say(language, "notebook.members_left_out")
    return _still(drawn, counts, brief_networks(groups, language=language, note=note), language=language, title=title)


def _still(drawn: Picture, counts: str, listing: str, *, language: str, title: str) -> Still:
    alt = say(language, "notebook.alt", counts=counts)
    markup = render("page/templates/still_picture.html.jinja", language, picture=drawn, alt=alt)
    sentence = say(language, "notebook.sentence", title=title, counts=counts)
    return Still(sentence, say(language, "notebook.as_list"), listing, language, svg_document(markup), alt, drawn.width)
