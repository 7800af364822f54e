"""What the scripts of the page know: the diagram's nodes, edges and places as JSON, column by column.

The nodes and edges are those of the pyvis Network, so that what is drawn and what an analyst holds is the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from kuntaverkostot.dataset.standing import BASES
from kuntaverkostot.diagram.country_map import Geography
from kuntaverkostot.diagram.layout import Label as LabelOf
from kuntaverkostot.diagram.layout import Layout
from kuntaverkostot.diagram.style import Appearance
from kuntaverkostot.diagram.svg import ground, leaders, strip_name
from kuntaverkostot.listing.entries import ListContent
from kuntaverkostot.page.payload_types import Label, MapData, WholeData, WholeFrame
from kuntaverkostot.page.wording import Wording
from kuntaverkostot.text.language import DECIMAL, GROUPING, LANGUAGES, alphabetical, one_line, short_name, texts
from kuntaverkostot.text.node_ids import anchor

if TYPE_CHECKING:
    import networkx as nx
    from pyvis.network import Network

# Texts that scripts put on the page; the rest is already there.
SCRIPT_SECTIONS = ("csv.", "kind.", "municipality_language.", "query.", "share.", "tool.", "view.matrix_")
SCRIPT_TEXTS = {
    *("diagram.keys", "diagram.legend_heading", "diagram.moves", "list.none_known"),
    *("table.difference", "table.held", "table.published", "table.reconciliation_caption"),
    *("basis.candidate", "basis.listed", "basis.rule", "count.hits", "count.members", "count.networks"),
    *("count.municipalities", "diagram.unconfirmed", "known.none", "status.ended"),
    *("words.and", "words.nor", "words.percent", "words.quoted"),
}
LAYOUTS = ("overlap", "map", "force")
# By force each node repels each other one, so that the browser is busy with the square of their number: 0.8 s for 300.
MOST_BY_FORCE = 600
NOWHERE = (-1, -1)  # on the map


def whole_data(
    graph: nx.Graph[str],
    network: Network,
    placed: Sequence[Layout],
    seen: Appearance,
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
    network : pyvis.network.Network
        The diagram.
    placed : sequence of Layout
        Its positions in each frame.
    seen : Appearance
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
        Values that JSON knows. Nodes are called by their address on the page, and in edges by their index.
    """
    language = content.language
    names = {entry.node: entry.name.text for entry in content.members}
    names |= {entry.node: entry.name.text for entry in content.networks}
    order = alphabetical(language)
    # In the order of their names, so that a list of nodes in order of index is in alphabetical order.
    ids = sorted((node["id"] for node in network.nodes), key=lambda node: (order(names[node]), node))
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
        (member.node, link.node): link.sources for member in content.members for link in member.networks if link.listed
    }
    spoken_in = sorted({node.get("language", "") for node in data})
    regions = {region: place for place, region in enumerate(sorted(set(region_of.values()) - {""}))}
    return {
        "detail": "all",
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
        "foreign": [(index[node], foreign) for node, foreign in spoken.items() if foreign != language],
        "networks": {
            "node": [index[node] for node in networks],
            "label": [network.node_map[node]["label"] for node in networks],
            "status": [graph.nodes[node]["status"] for node in networks],
            "place": [seen.places.get(node, -1) for node in networks],
            "known": [extents.get(node, "") for node in networks],
            "letter": [seen.letters.get(node, "") for node in networks],
        },
        "edges": {
            "member": [index[edge["from"]] for edge in network.edges],
            "network": [index[edge["to"]] for edge in network.edges],
            "basis": _digits(BASES.index(edge["basis"]) for edge in network.edges),
            "sources": [cited.get((edge["from"], edge["to"]), 0) for edge in network.edges],
        },
        "geo": _geo(land, ids),
        "layouts": _layouts(network, land),
        "frames": [_frame(graph, one, ids, index, language, words.association) for one in placed],
    }


def _layouts(network: Network, land: Geography | None) -> list[str]:
    """Return the layouts that one may choose."""
    few = len(network.nodes) <= MOST_BY_FORCE
    return [one for one in LAYOUTS if (land or one != "map") and (few or one != "force")]


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
    graph: nx.Graph[str],
    placed: Layout,
    ids: Sequence[str],
    index: Mapping[str, int],
    language: str,
    association: str,
) -> WholeFrame:
    frame = placed.frame
    # In the order of their letters: that of the page.
    hubs = sorted(placed.hubs, key=lambda hub: (graph.nodes[hub.networks[0]]["position"], hub.networks))

    def label(one: LabelOf) -> Label:
        return {
            "networks": [index[node] for node in one.networks],
            "at": one.at,
            "lines": one.lines[language],
        }

    return {
        "name": frame.name,
        "width": round(frame.width, 1),
        "height": round(frame.height, 1),
        "type": frame.type_size,
        "rows": bool(frame.row),
        "strip": round(frame.strip_size, 1),
        "x": _short(placed.positions[node][0] for node in ids),
        "y": _short(placed.positions[node][1] for node in ids),
        "size": _short(placed.sizes[node] for node in ids),
        "hubs": [{**label(hub), "ground": [round(side, 1) for side in ground(placed, hub)]} for hub in hubs],
        "clusters": [label(cluster) for cluster in placed.clusters],
        "blocks": [
            {
                "at": block.at,
                "lines": block.lines[language],
                "networks": [index[node] for node in block.networks],
                # Beside a heading there is no room for them; most are the short name that scripts know.
                "names": [_strip_name(graph, node, language) for node in block.networks if frame.row],
            }
            for block in placed.blocks
        ],
        "leaders": [[round(value, 1) for value in line] for line in leaders(graph, placed)],
        "centre": placed.centre,
        "association": association,
    }


def _strip_name(graph: nx.Graph[str], node: str, language: str) -> str:
    name = strip_name(graph, node, language)
    return "" if name == short_name(graph.nodes[node], language) else name


def _short(values: Iterable[float]) -> list[float]:
    """Return numbers of which the whole ones are written without a decimal."""
    return [int(value) if value.is_integer() else value for value in values]


def _digits(places: Iterable[int]) -> str:
    """Return places below ten as one text, of which each letter is a place: shorter than a list of numbers."""
    return "".join(map(str, places))
