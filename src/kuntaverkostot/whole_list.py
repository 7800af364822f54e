"""The whole list of a large dataset as a plain page without scripts: nothing of it is left to the browser."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

import numpy as np

from kuntaverkostot.entries import Name
from kuntaverkostot.inlining import content_security_policy
from kuntaverkostot.language import say
from kuntaverkostot.ordered import Ordered
from kuntaverkostot.templates import render

STYLE = "section{content-visibility:auto;contain-intrinsic-size:auto 600px}.members{columns:14em}"


@dataclass(frozen=True, slots=True)
class NetworkList:
    """A network and its members, as HTML."""

    id: str
    name: Name
    size: int
    members: str


def whole_list(told: Ordered, *, style: str, title: str, heading: str, page: str) -> str:
    """Return a document with every network and its members, and every member and its networks.

    Parameters
    ----------
    told : Ordered
        Members, networks and memberships in the order of a language.
    style : str
        The style sheet.
    title, heading : str
        Title of the document and its first heading.
    page : str
        Address of the page with the diagram.
    """
    style = style + STYLE
    members = np.array([_marked(name, told.language) for name in told.members], dtype=object)
    networks = np.array([_marked(name, told.language) for name in told.networks], dtype=object)
    starts = told.starts()
    entries = [
        NetworkList(node, name, end - begin, _items(members[told.member[begin:end]].tolist()))
        for node, name, begin, end in zip(
            told.network_ids, told.networks, starts[:-1].tolist(), starts[1:].tolist(), strict=True
        )
    ]
    order = np.argsort(told.member, kind="stable")
    links = networks[told.network[order]].tolist()
    ends = np.searchsorted(told.member[order], np.arange(1, len(members) + 1)).tolist()
    none = say(told.language, "large.none")
    begins = [0, *ends[:-1]]
    own = (", ".join(links[begin:end]) or none for begin, end in zip(begins, ends, strict=True))
    each = _items([f"{name}: {networks_of}" for name, networks_of in zip(members.tolist(), own, strict=True)])
    return render(
        "whole.html.jinja",
        told.language,
        policy=content_security_policy(scripts=[], styles=[style]),
        style=style,
        title=title,
        heading=heading,
        page=page,
        entries=entries,
        members=each,
    )


def _marked(name: Name, language: str) -> str:
    text = escape(name.text)
    return text if name.language == language else f'<span lang="{name.language}">{text}</span>'


def _items(texts: list[str]) -> str:
    return f"<li>{'</li><li>'.join(texts)}</li>" if texts else ""
