"""A dataset from sets or a graph in memory, read as a file would be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from kuntaverkostot.dataset.dataset import Dataset, dataset_of
from kuntaverkostot.dataset.frame_cells import cell_text
from kuntaverkostot.dataset.graph_sides import named_side, side_of
from kuntaverkostot.dataset.list_checks import check_graph, check_list
from kuntaverkostot.dataset.list_columns import NEARLY_ALL, municipal_share
from kuntaverkostot.dataset.list_parse import parse_list
from kuntaverkostot.dataset.placeless import HEADER, placed
from kuntaverkostot.dataset.reading_options import ReadingOptions
from kuntaverkostot.dataset.registers import bundled_drafts, living_register
from kuntaverkostot.dataset.repair import open_draft
from kuntaverkostot.tables.columns import coded
from kuntaverkostot.tables.grid import Grid
from kuntaverkostot.tables.problem import Problem
from kuntaverkostot.text.nouns import Nouns

if TYPE_CHECKING:
    import networkx as nx


def from_sets(sets: Mapping[str, Iterable[Any]], *, nouns: Nouns | None = None) -> Dataset:
    """Return the dataset of a mapping of networks to their members.

    Parameters
    ----------
    sets : mapping of str to iterable
        Names of the members of each network; it is not changed. A network may have none. Members are municipalities
        when nearly all of them are; a message says so.
    nouns : Nouns, optional
        As in :func:`from_frame`.

    Returns
    -------
    Dataset
        Its ``account`` counts pairs of network and member; in messages a place is the number of a pair, from 1.

    Raises
    ------
    DataError
        When names cannot be read; it holds all problems.
    TypeError
        When it is no mapping, or something in it is no iterable of names.
    ValueError
        When no network has a member.

    Examples
    --------
    >>> import kuntaverkostot as kv
    >>> kv.from_sets({"Choir": ["Ann", "Bob"], "Chess": ["Bob"], "Film": []})
    Dataset(2 members, 3 networks, 3 memberships)
    """
    if not isinstance(sets, Mapping):
        raise TypeError(f"from_sets takes a mapping of networks to members; got {type(sets).__name__}")
    pairs: list[tuple[str, str]] = []
    for name, members in sets.items():
        if isinstance(members, str | bytes | Mapping) or not isinstance(members, Iterable):
            raise TypeError(f"the members of {name!r} are an iterable of names, such as a list; got {members!r}")
        held = [cell_text(member, str(name)) for member in members]
        # Sets have no order of their own.
        ordered = sorted(held) if isinstance(members, set) else held
        pairs += [(member, cell_text(name, "a network")) for member in ordered]
    if not pairs:
        raise ValueError("no network has a member")
    bundled = bundled_drafts()
    register = living_register(bundled)
    members_of, networks_of = coded(member for member, _ in pairs), coded(network for _, network in pairs)
    municipal = municipal_share(members_of, register) > NEARLY_ALL
    lines = range(1, len(pairs) + 1)
    header = ("municipality" if municipal else "member", "set")
    grid = Grid("sets", header, (members_of, networks_of), lines, len(pairs), HEADER)
    draft = open_draft(grid)
    if municipal:
        draft.ledger.say([Problem("sets", None, None, "", "", "members-municipal", severity="warning")])
    parsed = parse_list(draft, register, ReadingOptions(network="set", split=""))
    if parsed.shape is not None:
        every = (" ".join(cell_text(name, "a network").split()) for name in sets)
        known = {name.casefold() for name in parsed.networks}
        empty = [network for network in every if network.casefold() not in known]
        parsed = replace(parsed, networks=(*parsed.networks, *empty))
    return dataset_of(replace(placed(check_list(parsed, bundled)), nouns=nouns))


def from_graph(graph: nx.Graph[Any], *, networks: Iterable[Any] | None = None, nouns: Nouns | None = None) -> Dataset:
    """Return the dataset of a bipartite graph: an edge is a membership.

    Parameters
    ----------
    graph : networkx.Graph
        Its nodes are members and networks, each with its name as a node, or as the attribute "label" or "name"; it is
        not changed. Other attributes are kept. Directions do not matter.
    networks : iterable, optional
        The nodes that are networks. When left out, the node attribute ``bipartite`` tells (0 member, 1 network, as
        :func:`kuntaverkostot.bipartite_graph` has it), or another attribute with two values that name the sides.
    nouns : Nouns, optional
        As in :func:`from_frame`.

    Returns
    -------
    Dataset
        Members and networks without an edge, too. Its ``account`` counts edges.

    Raises
    ------
    DataError
        When names cannot be read; it holds all problems.
    TypeError
        When it is no graph.
    ValueError
        When the graph is not bipartite, or nothing tells which nodes are networks; the error says how to tell.

    Examples
    --------
    >>> import kuntaverkostot as kv
    >>> import networkx as nx
    >>> graph = nx.Graph([("Ann", "Choir"), ("Bob", "Choir"), ("Bob", "Chess")])
    >>> kv.from_graph(graph, networks=["Choir", "Chess"])
    Dataset(2 members, 2 networks, 3 memberships)
    """
    import networkx as nx  # noqa: PLC0415 - slow to load

    if not isinstance(graph, nx.Graph):
        raise TypeError(f"from_graph takes a graph of NetworkX; got {type(graph).__name__}")
    if not graph.number_of_edges():
        raise ValueError("the graph has no edges, so there is no membership in it")
    plain: nx.Graph[Any] = nx.Graph(graph)
    side = side_of(plain) if networks is None else named_side(plain, networks)
    divided = graph.copy()
    nx.set_node_attributes(divided, {node: int(node in side) for node in divided}, "bipartite")
    return dataset_of(replace(check_graph(divided, "graph"), nouns=nouns))
