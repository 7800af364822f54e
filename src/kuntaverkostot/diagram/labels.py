"""Labels of the diagram in each language: text, line breaks and size.

Positions are the same in every language, so each label has the room of its widest translation.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from kuntaverkostot.analysis.graph import member_count, published_of
from kuntaverkostot.dataset.completeness import extent_lines, where_sought
from kuntaverkostot.text.language import LANGUAGES, alphabetical, named, number, say, short_name, speaker

if TYPE_CHECKING:
    import networkx as nx

# Width of a letter and height of a line, relative to the size of type. The widths are those of Arial and DejaVu Sans,
# the wider fallbacks for a system font, so that labels fit everywhere.
NARROW, WIDE = "fijlrtI.,:;|!'-()/ 1", "mwMWÄÅÖ@%+"
NARROW_WIDTH, USUAL_WIDTH, WIDE_WIDTH = 0.38, 0.6, 0.88
LINE_HEIGHT = 1.2
# Clusters of up to this many members are labelled with names, larger ones with their number and networks.
NAMED_MEMBERS = 5

Lines = tuple[str, ...]


def text_width(text: str, size: float) -> float:
    """Return the width of a line of text, in the unit of ``size``.

    >>> text_width("ill", 10) < text_width("www", 10)
    True
    """
    return size * sum(
        NARROW_WIDTH if letter in NARROW else WIDE_WIDTH if letter in WIDE else USUAL_WIDTH for letter in text
    )


def wrap(text: str, *, width: float, size: float) -> Lines:
    """Break a text into lines at spaces and after hyphens; a word wider than the line stands alone.

    >>> wrap("Ruotsin- ja kaksikieliset", width=110, size=13)
    ('Ruotsin- ja', 'kaksikieliset')
    """
    lines: list[str] = []
    for word in re.findall(r"[^\s-]+-?\s*|-\s*", text):
        longer = lines[-1] + word if lines else word
        if lines and text_width(longer.rstrip(), size) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return tuple(line.rstrip() for line in lines)


def room(lines: Sequence[str], size: float) -> tuple[float, float]:
    """Return the width and height of lines."""
    return max((text_width(line, size) for line in lines), default=0.0), len(lines) * size * LINE_HEIGHT


def widest_room(translations: Mapping[str, Lines], size: float) -> tuple[float, float]:
    """Return the width and height that fit a label in every language."""
    rooms = [room(lines, size) for lines in translations.values()]
    return max(width for width, _ in rooms), max(height for _, height in rooms)


def implied_texts(graph: nx.Graph[str], language: str) -> dict[str, tuple[str, str]]:
    """Return label and title of each node: its name twice, or the short name and the name of a network."""
    texts = {}
    for node, data in graph.nodes(data=True):
        name = named(data, language)[0]
        texts[node] = (short_name(data, language) if data["bipartite"] == 1 else name, name)
    return texts


def implied_label(graph: nx.Graph[str], node: str, language: str) -> str:
    """Return the label of one node, as :func:`implied_texts` does for all."""
    data = graph.nodes[node]
    return short_name(data, language) if data["bipartite"] == 1 else named(data, language)[0]


def network_lines(
    graph: nx.Graph[str], network: str, *, width: float, size: float, members: int | None = None, label: str = ""
) -> dict[str, Lines]:
    """Return the label of a network in each language: its short name, then how many of its members are known.

    ``label`` stands in place of the short name, in every language.
    """
    node = graph.nodes[network]
    members = member_count(graph, network) if members is None else members
    translations: dict[str, Lines] = {}
    for language in LANGUAGES:
        lines = wrap(label or short_name(node, language), width=width, size=size)
        if members:
            unit = "municipalities" if node["member_kind"] == "municipality" else "members"
            lines += extent_lines(language, members, published_of(graph, network), unit=unit)
        translations[language] = lines
    return translations


def group_lines(graph: nx.Graph[str], group: str, *, width: float, size: float) -> dict[str, Lines]:
    """Return the name of a group of networks in each language; a group without a name is called by its id."""
    groups = graph.graph.get("groups", {})
    names, other = groups.get(group), "list.ungrouped" if groups else "reading.group"
    return {
        language: wrap(named(names, language)[0] if names else group or say(language, other), width=width, size=size)
        for language in LANGUAGES
    }


def cluster_lines(
    graph: nx.Graph[str],
    networks: Sequence[str],
    members: Sequence[str],
    *,
    width: float,
    size: float,
    detailed: bool,
    labels: Mapping[str, str] | None = None,
) -> dict[str, Lines]:
    """Return the label of a cluster in each language.

    Parameters
    ----------
    graph : networkx.Graph
        Where names are.
    networks, members : sequence of str
        Node ids; the members are in exactly these networks.
    width, size : float
        Maximum width of a line, and size of type.
    detailed : bool
        Whether there is room for names; otherwise the label is only the number of members.
    labels : dict of str to str, optional
        Labels of nodes in place of their names.

    Returns
    -------
    dict of str to tuple of str
        Lines by language.
    """
    own = labels or {}
    municipal = all(graph.nodes[member]["kind"] == "municipality" for member in members)
    unit = "count.municipalities" if municipal else "count.members"
    translations: dict[str, Lines] = {}
    for language in LANGUAGES:
        say = speaker(language)
        if detailed and networks and len(members) <= NAMED_MEMBERS:
            names = [own.get(member) or named(graph.nodes[member], language)[0] for member in members]
            names.sort(key=alphabetical(language))
            translations[language] = wrap(", ".join(names), width=width, size=size)
            continue
        count = say(unit, count=len(members))
        if not networks:
            where = where_sought(language, sourced=graph.graph.get("sourced", False))
            none = say("diagram.unconfirmed", where=where)
            translations[language] = (count, *wrap(none, width=width * 2, size=size))
        elif detailed:
            shared = " + ".join(own.get(node) or short_name(graph.nodes[node], language) for node in networks)
            translations[language] = (count, *wrap(shared, width=width, size=size))
        else:
            translations[language] = (number(language, len(members)),)
    return translations
