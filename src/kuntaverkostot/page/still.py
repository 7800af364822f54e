"""What is left of a page where a notebook may not show it live."""

from __future__ import annotations

from kuntaverkostot.analysis.membership_arrays import MembershipArrays
from kuntaverkostot.dataset.standing import is_confirmed
from kuntaverkostot.dataset.summaries import counted
from kuntaverkostot.diagram.still import Still, svg_document
from kuntaverkostot.diagram.svg import Picture
from kuntaverkostot.listing.brief import brief
from kuntaverkostot.listing.entries import ListContent
from kuntaverkostot.text.language import say
from kuntaverkostot.text.templates import render


def still_page(links: MembershipArrays, content: ListContent, drawn: Picture, *, title: str, own: str = "") -> Still:
    """Return picture, list and sentence of a page.

    Parameters
    ----------
    links : MembershipArrays
        The dataset as arrays, with candidates if the page shows them.
    content : ListContent
        The list of the page.
    drawn : Picture
        Its static picture.
    title : str
        Its title.
    own : str
        The rules of the looks that an analyst chose.
    """
    language, municipalities = content.language, int(links.municipal.sum())
    is_counted = [is_confirmed(basis) for basis, _ in links.grounds]
    counts = counted(
        language,
        municipalities=municipalities,
        others=len(links.members) - municipalities,
        networks=len(links.networks),
        memberships=sum(is_counted[ground] for ground in links.ground.tolist()),
    )
    alt = say(language, "notebook.alt", counts=counts)
    markup = render("page/templates/still_picture.html.jinja", language, picture=drawn, alt=alt)
    sentence = say(language, "notebook.sentence", title=title, counts=counts)
    svg = svg_document(markup, own=own)
    return Still(sentence, say(language, "notebook.as_list"), brief(content), language, svg, alt, drawn.width)
