"""The whole list of a large dataset as a plain page without scripts: nothing of it is left to the browser."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from markupsafe import escape

from kuntaverkostot.dataset.standing import is_current
from kuntaverkostot.diagram.inlining import content_security_policy
from kuntaverkostot.listing.large_entries import Entry
from kuntaverkostot.listing.localized import Ordered
from kuntaverkostot.text.language import say
from kuntaverkostot.text.templates import marked, render

STYLE = "section{content-visibility:auto;contain-intrinsic-size:auto 600px}.members{columns:14em}"


@dataclass(frozen=True, slots=True)
class NetworkList:
    """A network, and its members as HTML."""

    about: Entry
    members: str


def whole_list_policy(style: str) -> str:
    """Return the content security policy of the document with the whole list, which has no scripts.

    Parameters
    ----------
    style : str
        The style sheet, as it is given to :func:`whole_list`.
    """
    return content_security_policy(scripts=[], styles=[style + STYLE])


def whole_list(told: Ordered, listed: list[Entry], said: Mapping[str, object], *, style: str, page: str) -> str:
    """Return a document with every network and its members, and every member and its networks.

    Parameters
    ----------
    told : Ordered
        Members, networks and memberships in the order of a language.
    listed : list of Entry
        What is known of the networks, in the same order.
    said : mapping of str to object
        What the page says, too: figures, sentences, published figures, sources.
    style : str
        The style sheet.
    page : str
        Address of the page with the diagram.
    """
    members = np.array([escape(marked(name, told.language)) for name in told.members], dtype=object)
    ended = f" ({say(told.language, 'list.ended_suffix')})"
    networks = np.array(
        [escape(marked(entry.name, told.language)) + ended * (not is_current(entry.status)) for entry in listed],
        dtype=object,
    )
    starts = told.starts()
    entries = [
        NetworkList(entry, _items(members[told.member[begin:end]].tolist()))
        for entry, begin, end in zip(listed, starts[:-1].tolist(), starts[1:].tolist(), strict=True)
    ]
    order = np.argsort(told.member, kind="stable")
    links = networks[told.network[order]].tolist()
    ends = np.searchsorted(told.member[order], np.arange(1, len(members) + 1)).tolist()
    none = say(told.language, "large.none")
    begins = [0, *ends[:-1]]
    own = (", ".join(links[begin:end]) or none for begin, end in zip(begins, ends, strict=True))
    each = _items([f"{name}: {networks_of}" for name, networks_of in zip(members.tolist(), own, strict=True)])
    return render(
        "page/templates/whole.html.jinja",
        told.language,
        policy=whole_list_policy(style),
        style=style + STYLE,
        **said,
        page=page,
        entries=entries,
        members=each,
    )


def _items(texts: list[str]) -> str:
    return f"<li>{'</li><li>'.join(texts)}</li>" if texts else ""
