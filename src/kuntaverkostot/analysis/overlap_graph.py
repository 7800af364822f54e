"""Networks alone as a NetworkX graph: what is drawn where there are too many members to draw all of them."""

from __future__ import annotations

from collections.abc import Iterable

import networkx as nx

from kuntaverkostot.analysis.graph_nodes import group_names, network_nodes
from kuntaverkostot.dataset.completeness import is_sourced, published_members
from kuntaverkostot.dataset.dataset import Dataset
from kuntaverkostot.text.node_ids import network_node


def overlap_graph(dataset: Dataset, overlaps: Iterable[tuple[str, str, int]]) -> nx.Graph[str]:
    """Return networks alone, joined where they share members: what is drawn of a dataset with too many members.

    Parameters
    ----------
    dataset : Dataset
        The tables; they are not changed.
    overlaps : iterable of (str, str, int)
        Ids of two networks, and how many members they share.

    Returns
    -------
    networkx.Graph
        Nodes with the attributes that :func:`kuntaverkostot.bipartite_graph` gives networks; edge attribute
        ``shared``. The graph attribute ``most_shared`` is the largest of these.

    Examples
    --------
    >>> from kuntaverkostot.dataset.dataset import load_dataset
    >>> graph = overlap_graph(load_dataset(), [("sdg-verkosto", "suuret-kaupungit", 6)])
    >>> graph.edges["network:sdg-verkosto", "network:suuret-kaupungit"]["shared"]
    6
    """
    graph: nx.Graph[str] = nx.Graph(
        groups=group_names(dataset), published=published_members(dataset), sourced=is_sourced(dataset)
    )
    graph.add_nodes_from(network_nodes(dataset))
    pairs = [(network_node(network), network_node(other), shared) for network, other, shared in overlaps]
    graph.add_weighted_edges_from(pairs, weight="shared")
    graph.graph["most_shared"] = max((shared for _, _, shared in pairs), default=0)
    return graph
