"""The data for the scripts of the page, as columns: nodes, edges, positions and texts.

What is drawn is read from the pyvis Network, so an analyst's diagram and the page show the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from kuntaverkostot.dataset.standing import BASES
from kuntaverkostot.diagram.country_map import Geography
from kuntaverkostot.diagram.drawing import Drawing
from kuntaverkostot.diagram.labels import implied_label
from kuntaverkostot.diagram.layout import Label as LabelOf
from kuntaverkostot.diagram.layout import Layout
from kuntaverkostot.diagram.style import Appearance
from kuntaverkostot.diagram.svg import strip_name
from kuntaverkostot.diagram.svg_shapes import ground, leaders
from kuntaverkostot.listing.entries import ListContent, MemberEntry, NetworkEntry
from kuntaverkostot.page.own_payload import own_payload
from kuntaverkostot.page.payload_types import (
    EdgeColumns,
    Label,
    MapData,
    NetworkColumns,
    NodeColumns,
    WholeData,
    WholeFrame,
)
from kuntaverkostot.page.wording import Wording
from kuntaverkostot.text.language import DECIMAL, GROUPING, LANGUAGES, alphabetical, one_line, short_name, texts
from kuntaverkostot.text.node_ids import anchor

if TYPE_CHECKING:
    import networkx as nx

# Texts that scripts add to the page; it has all others already.
SCRIPT_SECTIONS = ("csv.", "kind.", "municipality_language.", "query.", "share.", "tool.", "view.matrix_")
SCRIPT_TEXTS = {
    *("diagram.keys_without_list", "diagram.legend_heading", "diagram.moves", "list.none_known"),
    *("table.difference", "table.held", "table.published", "table.reconciliation_caption"),
    *("basis.candidate", "basis.listed", "basis.rule", "count.hits", "count.members", "count.networks"),
    *("count.municipalities", "diagram.unconfirmed", "known.none", "status.ended"),
    *("words.and", "words.nor", "words.percent", "words.quoted"),
}
LAYOUTS = ("overlap", "map", "force")
# By force each node repels the others, which keeps the browser busy for about a second with 300 nodes.
MOST_BY_FORCE = 600
NOWHERE = (-1, -1)  # on the map


def whole_data(
    graph: nx.Graph[str],
    drawing: Drawing,
    style: Appearance,
    content: ListContent,
    *,
    words: Wording,
    land: Geography | None,
) -> WholeData:
    """Return what the explorer draws when it draws every member.

    Parameters
    ----------
    graph : networkx.Graph
        From :func:`kuntaverkostot.bipartite_graph`.
    drawing : Drawing
        Layouts and looks, read from the pyvis Network.
    style : Appearance
        Colours and letters of its networks.
    content : ListContent
        The list in the language of the page.
    words : Wording
        Whose networks these are, and the day of the inhabitants.
    land : Geography or None
        Where municipalities are on the map.

    Returns
    -------
    WholeData
        JSON values. Nodes are identified by their anchor on the page, and in edges by their index.
    """
    language = content.language
    entries = {entry.node: entry for entry in _titled(content)}
    order = alphabetical(language)
    # Sorted by name, so that nodes in the order of their indices are in alphabetical order.
    ids = sorted(drawing.nodes, key=lambda node: (order(entries[node].name.text), node))
    index = {node: place for place, node in enumerate(ids)}
    regions = sorted({entry.region for entry in content.members} - {""})
    languages = sorted({graph.nodes[node].get("language", "") for node in ids})
    foreign = [(index[node], entry.name.language) for node, entry in entries.items() if entry.name.language != language]
    return {
        "detail": "all",
        "language": language,
        "date": words.date,
        "regions": regions,
        "grouping": GROUPING[language],
        "decimal": DECIMAL[language],
        "texts": texts_of_scripts(language, where=content.where),
        "languages": languages,
        "bases": BASES,
        "nodes": _nodes(graph, ids, content, regions, languages),
        "foreign": foreign,
        "networks": _networks(graph, index, drawing, style, content),
        "edges": _edges(graph, index, drawing, content),
        "geo": _geo(land, ids),
        "layouts": _layouts(drawing, land),
        "frames": [_frame(graph, layout, index, language, drawing, words.association) for layout in drawing.layouts],
        **own_payload(drawing, index),
    }


def _titled(content: ListContent) -> list[MemberEntry | NetworkEntry]:
    return [*content.members, *content.networks]


def _nodes(
    graph: nx.Graph[str], ids: Sequence[str], content: ListContent, regions: Sequence[str], languages: Sequence[str]
) -> NodeColumns:
    names = {entry.node: entry.name.text for entry in _titled(content)}
    region_of = {entry.node: entry.region for entry in content.members if entry.region}
    place_of = {region: place for place, region in enumerate(regions)}
    data = [graph.nodes[node] for node in ids]
    return {
        # No id holds a space.
        "id": " ".join(map(anchor, ids)),
        "name": [names[node] for node in ids],
        "names": ["\n".join(_other_names(graph.nodes[node], names[node])) for node in ids],
        "language": _digits(languages.index(node.get("language", "")) for node in data),
        "region": [place_of[region_of[node]] if node in region_of else -1 for node in ids],
        "population": [node.get("population") for node in data],
    }


def _networks(
    graph: nx.Graph[str], index: Mapping[str, int], drawing: Drawing, style: Appearance, content: ListContent
) -> NetworkColumns:
    """Return the networks in the order of the list."""
    language = content.language
    extents = {entry.node: entry.extent for entry in content.networks if entry.members}
    networks = [entry.node for entry in content.networks]
    return {
        "node": [index[node] for node in networks],
        "label": [drawing.labels.get(node) or implied_label(graph, node, language) for node in networks],
        "status": [graph.nodes[node]["status"] for node in networks],
        "place": [style.places.get(node, -1) for node in networks],
        "known": [extents.get(node, "") for node in networks],
        "letter": [style.letters.get(node, "") for node in networks],
    }


def _edges(graph: nx.Graph[str], index: Mapping[str, int], drawing: Drawing, content: ListContent) -> EdgeColumns:
    """Return the memberships; their basis and their sources are those of the tables."""
    cited = {
        (member.node, link.node): link.sources for member in content.members for link in member.networks if link.listed
    }
    return {
        "member": [index[member] for member, _ in drawing.edges],
        "network": [index[network] for _, network in drawing.edges],
        "basis": _digits(BASES.index(graph.edges[pair]["basis"]) for pair in drawing.edges),
        "sources": [cited.get(pair, 0) for pair in drawing.edges],
    }


def _layouts(drawing: Drawing, land: Geography | None) -> list[str]:
    """Return the layouts to choose from."""
    has_force = len(drawing.nodes) <= MOST_BY_FORCE
    return [layout for layout in LAYOUTS if (land or layout != "map") and (has_force or layout != "force")]


def texts_of_scripts(language: str, *, where: str, more: tuple[str, ...] = ()) -> dict[str, Any]:
    """Return the texts that scripts put on the page, and those of more sections; ``where`` no membership was found."""
    sections = SCRIPT_SECTIONS + more
    return {
        key: text.replace("{where}", where) if isinstance(text, str) else text
        for key, text in texts(language).items()
        if key in SCRIPT_TEXTS or key.startswith(sections)
    }


def _geo(land: Geography | None, ids: Sequence[str]) -> MapData | None:
    if land is None:
        return None
    return {
        "width": land.width,
        "height": land.height,
        "x": [land.at.get(node, NOWHERE)[0] for node in ids],
        "y": [land.at.get(node, NOWHERE)[1] for node in ids],
        "outline": land.outline,
    }


def _other_names(node: Mapping[str, Any], own: str) -> list[str]:
    names = dict.fromkeys(one_line(node[f"name_{language}"]) for language in LANGUAGES)
    return [name for name in names if name and name != own]


def _frame(
    graph: nx.Graph[str], layout: Layout, index: Mapping[str, int], language: str, drawing: Drawing, association: str
) -> WholeFrame:
    frame = layout.frame
    # In the order of their letters: that of the page.
    hubs = sorted(layout.hubs, key=lambda hub: (graph.nodes[hub.networks[0]]["position"], hub.networks))

    def label(text: LabelOf) -> Label:
        return {"networks": [index[node] for node in text.networks], "at": text.at, "lines": text.lines[language]}

    return {
        "name": frame.name,
        "width": round(frame.width, 1),
        "height": round(frame.height, 1),
        "type": frame.type_size,
        "rows": bool(frame.row),
        "strip": round(frame.strip_size, 1),
        "x": _short(layout.positions[node][0] for node in index),
        "y": _short(layout.positions[node][1] for node in index),
        "size": _short(layout.sizes[node] for node in index),
        "hubs": [{**label(hub), "ground": [round(side, 1) for side in ground(layout, hub)]} for hub in hubs],
        "clusters": [label(cluster) for cluster in layout.clusters],
        "blocks": [
            {
                "at": block.at,
                "lines": block.lines[language],
                "networks": [index[node] for node in block.networks],
                # There is no room for names beside a heading. Most names are the label, which scripts know.
                "names": [_strip_name(graph, node, language, drawing) for node in block.networks if frame.row],
            }
            for block in layout.blocks
        ],
        "leaders": [[round(value, 1) for value in line] for line in leaders(graph, layout)],
        "centre": layout.centre,
        "association": association,
    }


def _strip_name(graph: nx.Graph[str], node: str, language: str, drawing: Drawing) -> str:
    label = drawing.labels.get(node, "")
    name = strip_name(graph, node, language, label=label)
    return "" if name == (label or short_name(graph.nodes[node], language)) else name


def _short(values: Iterable[float]) -> list[float]:
    """Return numbers of which the whole ones are written without a decimal."""
    return [int(value) if value.is_integer() else value for value in values]


def _digits(places: Iterable[int]) -> str:
    """Return places below ten as one text, of which each letter is a place: shorter than a list of numbers."""
    return "".join(map(str, places))
