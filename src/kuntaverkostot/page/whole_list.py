"""The whole list of a large dataset as a plain page without scripts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from markupsafe import Markup, escape

from kuntaverkostot.dataset.standing import is_current
from kuntaverkostot.diagram.inlining import content_security_policy
from kuntaverkostot.listing.entries import NetworkEntry
from kuntaverkostot.listing.localized import Localized
from kuntaverkostot.text.language import say
from kuntaverkostot.text.templates import marked, render

STYLE = "section{content-visibility:auto;contain-intrinsic-size:auto 600px}.members{columns:14em}"


@dataclass(frozen=True, slots=True)
class NetworkList:
    """A network with its members as HTML."""

    about: NetworkEntry
    members: str  # "" where members are only counted


def whole_list_policy(style: str) -> str:
    """Return the content security policy of the whole list, which has no scripts.

    Parameters
    ----------
    style : str
        The style sheet given to :func:`whole_list`.
    """
    return content_security_policy(scripts=[], styles=[style + STYLE])


def whole_list(
    localized: Localized,
    listed: list[NetworkEntry],
    shared: Mapping[str, object],
    *,
    texts: tuple[Sequence[str], Sequence[str]],
    style: str,
    page: str,
) -> str:
    """Return a document with every network and its members, and every member and its networks.

    Parameters
    ----------
    localized : Localized
        Members, networks and memberships in the order of a language.
    listed : list of NetworkEntry
        The networks in the same order.
    shared : mapping of str to object
        Values shared with the page: figures, sentences, published figures, sources.
    texts : tuple of sequence of str
        What is told of members and of memberships, from :func:`kuntaverkostot.listing.on_demand.attribute_texts`.
    style : str
        The style sheet.
    page : str
        Address of the page with the diagram.
    """
    members = np.array([escape(marked(name, localized.language)) for name in localized.members], dtype=object)
    ended = f" ({say(localized.language, 'list.ended_suffix')})"
    networks = np.array(
        [escape(marked(entry.name, localized.language)) + ended * (not is_current(entry.status)) for entry in listed],
        dtype=object,
    )
    of_members, of_memberships = (np.array([_in_brackets(text) for text in column], dtype=object) for column in texts)
    starts, held = localized.starts(), members[localized.member] + of_memberships
    entries = [
        NetworkList(entry, "" if localized.counted else _items(held[begin:end].tolist()))
        for entry, begin, end in zip(listed, starts[:-1].tolist(), starts[1:].tolist(), strict=True)
    ]
    order = np.argsort(localized.member, kind="stable")
    links = (networks[localized.network] + of_memberships)[order].tolist()
    ends = np.searchsorted(localized.member[order], np.arange(1, len(members) + 1)).tolist()
    none = say(localized.language, "list.none_in_data")
    begins = [0, *ends[:-1]]
    own = (", ".join(links[begin:end]) or none for begin, end in zip(begins, ends, strict=True))
    named = (members + of_members).tolist()
    each = _items([f"{name}: {networks_of}" for name, networks_of in zip(named, own, strict=True)])
    return render(
        "page/templates/whole.html.jinja",
        localized.language,
        policy=whole_list_policy(style),
        style=style + STYLE,
        **shared,
        page=page,
        entries=entries,
        members=each,
    )


def _in_brackets(text: str) -> str:
    return Markup(" ({})").format(text) if text else ""


def _items(texts: list[str]) -> str:
    return f"<li>{'</li><li>'.join(texts)}</li>" if texts else ""
