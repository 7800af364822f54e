"""What the scripts of the page know: the diagram's nodes, edges and places as JSON, column by column.

What is drawn is read from the pyvis Network, so an analyst's diagram and the page show the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from kuntaverkostot.diagram.country_map import Geography
from kuntaverkostot.diagram.drawing import Drawing
from kuntaverkostot.diagram.labels import implied_label
from kuntaverkostot.diagram.layout import Label, Layout
from kuntaverkostot.diagram.style import Appearance
from kuntaverkostot.diagram.svg import strip_name
from kuntaverkostot.diagram.svg_shapes import ground, leaders
from kuntaverkostot.listing.entries import Outline
from kuntaverkostot.page.own_payload import own_payload
from kuntaverkostot.page.wording import Wording
from kuntaverkostot.text.language import DECIMAL, GROUPING, LANGUAGES, alphabetical, one_line, short_name, texts
from kuntaverkostot.text.templates import anchor

if TYPE_CHECKING:
    import networkx as nx

# Texts that scripts put on the page; the rest is already there.
SCRIPT_SECTIONS = ("csv.", "kind.", "municipality_language.", "query.", "share.", "tool.", "view.matrix_")
SCRIPT_TEXTS = {
    *("basis.candidate", "basis.listed", "basis.rule", "count.hits", "count.members", "count.networks"),
    *("count.municipalities", "diagram.unconfirmed", "known.none", "status.ended"),
    *("words.and", "words.nor", "words.percent", "words.quoted"),
}
LAYOUTS = ("overlap", "map", "force")
# By force each node repels each other one, so that the browser is busy with the square of their number: 0.8 s for 300.
MOST_BY_FORCE = 600
NOWHERE = (-1, -1)  # on the map
BASES = ("listed", "rule", "candidate")


def payload(
    graph: nx.Graph[str],
    drawing: Drawing,
    style: Appearance,
    content: Outline,
    *,
    words: Wording,
    land: Geography | None,
) -> dict[str, Any]:
    """Return the data of the page's scripts.

    Parameters
    ----------
    graph : networkx.Graph
        From :func:`kuntaverkostot.bipartite_graph`.
    drawing : Drawing
        What the pyvis Network draws.
    style : Appearance
        Colours and letters of its networks.
    content : Outline
        The list in the language of the page.
    words : Wording
        Whose networks these are, and the day of the inhabitants.
    land : Geography or None
        Where municipalities are on the map.

    Returns
    -------
    dict
        Values that JSON knows. Nodes are called by their address on the page, and in edges by their index.
    """
    language = content.language
    names = {entry.node: entry.name.text for entry in content.members}
    names |= {entry.node: entry.name.text for entry in content.networks}
    order = alphabetical(language)
    # In the order of their names, so that a list of nodes in order of index is in alphabetical order.
    ids = sorted(drawing.nodes, key=lambda node: (order(names[node]), node))
    index = {node: place for place, node in enumerate(ids)}
    data = [graph.nodes[node] for node in ids]
    spoken = {entry.node: entry.name.language for entry in content.members}
    spoken |= {entry.node: entry.name.language for entry in content.networks}
    region_of = {entry.node: entry.region for entry in content.members}
    listed = {entry.node: place for place, entry in enumerate(content.networks)}
    extents = {entry.node: entry.extent for entry in content.networks if entry.members}
    networks = [node for node in ids if graph.nodes[node]["bipartite"] == 1]
    networks.sort(key=lambda node: listed.get(node, len(listed)))
    cited = {
        (member.node, link.node): link.sources
        for member in content.members
        for link in member.networks
        if link.basis == "listed"
    }
    spoken_in = sorted({node.get("language", "") for node in data})
    regions = {region: place for place, region in enumerate(sorted(set(region_of.values()) - {""}))}
    return {
        "language": language,
        "date": words.date,
        "regions": list(regions),
        "grouping": GROUPING[language],
        "decimal": DECIMAL[language],
        "texts": texts_of_scripts(language, where=content.where),
        "languages": spoken_in,
        "bases": BASES,
        "nodes": {
            # No id holds a space.
            "id": " ".join(map(anchor, ids)),
            "name": [names[node] for node in ids],
            "names": ["\n".join(_other_names(node, names[own])) for own, node in zip(ids, data, strict=True)],
            "language": _digits(spoken_in.index(node.get("language", "")) for node in data),
            "region": [regions.get(region_of.get(node, ""), -1) for node in ids],
            "population": [node.get("population") for node in data],
        },
        "foreign": [[index[node], foreign] for node, foreign in spoken.items() if foreign != language],
        "networks": {
            "node": [index[node] for node in networks],
            "label": [drawing.labels.get(node) or implied_label(graph, node, language) for node in networks],
            "status": [graph.nodes[node]["status"] for node in networks],
            "place": [style.places.get(node, -1) for node in networks],
            "known": [extents.get(node, "") for node in networks],
            "letter": [style.letters.get(node, "") for node in networks],
        },
        "edges": {
            "member": [index[member] for member, _ in drawing.edges],
            "network": [index[network] for _, network in drawing.edges],
            "basis": _digits(BASES.index(graph.edges[pair]["basis"]) for pair in drawing.edges),
            "sources": [cited.get(pair, 0) for pair in drawing.edges],
        },
        "geo": _geo(land, ids),
        "layouts": _layouts(drawing, land),
        "frames": [
            _frame(graph, layout, ids, index, language, drawing) | {"association": words.association}
            for layout in drawing.layouts
        ],
        **own_payload(drawing, index),
    }


def _layouts(drawing: Drawing, land: Geography | None) -> list[str]:
    """Return the layouts that one may choose."""
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


def _geo(land: Geography | None, ids: Sequence[str]) -> dict[str, Any] | None:
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
    graph: nx.Graph[str],
    layout: Layout,
    ids: Sequence[str],
    index: Mapping[str, int],
    language: str,
    drawing: Drawing,
) -> dict[str, Any]:
    frame = layout.frame
    # In the order of their letters: that of the page.
    hubs = sorted(layout.hubs, key=lambda hub: (graph.nodes[hub.networks[0]]["position"], hub.networks))

    def label(label: Label) -> dict[str, Any]:
        return {
            "networks": [index[node] for node in label.networks],
            "at": label.at,
            "lines": label.lines[language],
        }

    return {
        "name": frame.name,
        "width": round(frame.width, 1),
        "height": round(frame.height, 1),
        "type": frame.type_size,
        "rows": bool(frame.row),
        "strip": round(frame.strip_size, 1),
        "x": _short(layout.positions[node][0] for node in ids),
        "y": _short(layout.positions[node][1] for node in ids),
        "size": _short(layout.sizes[node] for node in ids),
        "hubs": [{**label(hub), "ground": [round(side, 1) for side in ground(layout, hub)]} for hub in hubs],
        "clusters": [label(cluster) for cluster in layout.clusters],
        "blocks": [
            {
                "at": block.at,
                "lines": block.lines[language],
                "networks": [index[node] for node in block.networks],
                # Beside a heading there is no room for them; most are the short name that scripts know.
                "names": [
                    _strip_name(graph, node, language, drawing.labels.get(node, ""))
                    for node in block.networks
                    if frame.row
                ],
            }
            for block in layout.blocks
        ],
        "leaders": [[round(value, 1) for value in line] for line in leaders(graph, layout)],
        "centre": layout.centre,
    }


def _strip_name(graph: nx.Graph[str], node: str, language: str, label: str) -> str:
    name = strip_name(graph, node, language, label=label)
    return "" if name == (label or short_name(graph.nodes[node], language)) else name


def _short(values: Iterable[float]) -> list[float]:
    """Return numbers of which the whole ones are written without a decimal."""
    return [int(value) if value.is_integer() else value for value in values]


def _digits(places: Iterable[int]) -> str:
    """Return places below ten as one text, of which each letter is a place: shorter than a list of numbers."""
    return "".join(map(str, places))
