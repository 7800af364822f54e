"""What is drawn and where, before it is put into a pyvis Network: every member, or networks alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from kuntaverkostot.analysis.graph import bipartite_graph
from kuntaverkostot.analysis.membership_arrays import Detail, MembershipArrays, membership_arrays
from kuntaverkostot.analysis.overlap_graph import overlap_graph
from kuntaverkostot.analysis.shared_members import jaccard_matrix, shared_members, strongest_overlaps
from kuntaverkostot.dataset.dataset import Dataset
from kuntaverkostot.diagram.frame import TALL, WIDE, Frame
from kuntaverkostot.diagram.layout import Layout, layouts
from kuntaverkostot.diagram.looks import Looks, implied_looks
from kuntaverkostot.diagram.network_layout import network_layout
from kuntaverkostot.diagram.style import Appearance, appearance, group_appearance
from kuntaverkostot.text.node_ids import network_node

if TYPE_CHECKING:
    import networkx as nx
    from scipy.sparse import csr_array

MOST_LETTERED = 24  # networks that have a letter where members are drawn on demand: the largest


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """A graph, its layouts and its colours.

    Parameters
    ----------
    graph : networkx.Graph
        From :func:`kuntaverkostot.bipartite_graph`, or of networks alone.
    layouts : tuple of Layout
        One for each frame.
    style : Appearance
        Colours and letters of its networks.
    looks : Looks
        What its nodes and edges look like.
    """

    graph: nx.Graph[str]
    layouts: tuple[Layout, ...]
    style: Appearance
    looks: Looks


def plan_of(
    dataset: Dataset, *, detail: Detail, candidates: bool = False, frames: Sequence[Frame] = (WIDE, TALL)
) -> Plan:
    """Return what is drawn of a dataset.

    Parameters
    ----------
    dataset : Dataset
        The tables; they are not changed.
    detail : {"all", "on_demand"}
        Whether members are drawn, or networks and the members that they share.
    candidates : bool
        Whether memberships that no source names are drawn; never without members.
    frames : sequence of Frame
        The sizes.
    """
    if detail == "on_demand":
        arrays = membership_arrays(dataset)
        return plan_of_networks(dataset, arrays, shared_members(arrays), frames=frames)
    graph = bipartite_graph(dataset, candidates=candidates)
    placed = layouts(graph, frames)
    style = appearance(graph, placed[0].ring)
    return Plan(graph, placed, style, implied_looks(graph, style))


def plan_of_networks(
    dataset: Dataset, arrays: MembershipArrays, common: csr_array, *, frames: Sequence[Frame] = (WIDE, TALL)
) -> Plan:
    """Return what is drawn without members.

    Parameters
    ----------
    dataset : Dataset
        The tables; they are not changed.
    arrays : MembershipArrays
        The tables as arrays.
    common : scipy.sparse.csr_array
        From :func:`kuntaverkostot.analysis.shared_members.shared_members`.
    frames : sequence of Frame
        The sizes.
    """
    sizes, ids = arrays.sizes, arrays.networks["network_id"].tolist()
    nodes, alike = list(map(network_node, ids)), jaccard_matrix(common, sizes)
    strongest = strongest_overlaps(common, alike).tolist()
    by_size = np.lexsort((np.arange(len(sizes)), -sizes))[:MOST_LETTERED]
    lettered = [nodes[row] for row in by_size.tolist() if sizes[row]]
    graph = overlap_graph(dataset, ((ids[first], ids[second], shared) for first, second, shared in strongest))
    placed = tuple(network_layout(nodes, alike, sizes, frame=frame, lettered=lettered) for frame in frames)
    style = group_appearance(arrays.networks, lettered)
    return Plan(graph, placed, style, implied_looks(graph, style))
