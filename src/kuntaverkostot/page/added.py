"""What an analyst added to the diagram by hand, as a list: it is in no table, so it is no member and has no source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kuntaverkostot.diagram.drawing import AddedNode, Drawing
from kuntaverkostot.diagram.labels import implied_label
from kuntaverkostot.text.language import alphabetical

if TYPE_CHECKING:
    import networkx as nx


def _named(node: AddedNode) -> str:
    return f"{node.label} ({node.title})" if node.title not in {"", node.label} else node.label


def added_entries(graph: nx.Graph[str], drawing: Drawing, language: str) -> list[tuple[str, list[str]]]:
    """Return the label of each node that was added, or that an added edge joins, with what such edges join it to.

    Parameters
    ----------
    graph : networkx.Graph
        What is in the tables.
    drawing : Drawing
        What is drawn.
    language : {"fi", "sv", "en"}
        Language of the names.

    Returns
    -------
    list of (str, list of str)
        In alphabetical order. An edge is listed once: at the added node, or else at its first end.
    """
    names = {node.id: _named(node) for node in drawing.added_nodes}
    joined: dict[str, list[str]] = {node: [] for node in names}
    for edge in drawing.added_edges:
        first, second = sorted(edge.ends, key=lambda end: end not in names)
        joined.setdefault(first, []).append(second)

    def name(node: str) -> str:
        return names[node] if node in names else drawing.labels.get(node) or implied_label(graph, node, language)

    order = alphabetical(language)
    entries = [(name(node), sorted(map(name, others), key=order)) for node, others in joined.items()]
    return sorted(entries, key=lambda entry: (order(entry[0]), entry[1]))
