"""A bipartite graph as a list of memberships."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from kuntaverkostot.dataset.graph_sides import divides, told_side
from kuntaverkostot.dataset.list_attributes import Attribute
from kuntaverkostot.dataset.list_columns import NEARLY_ALL, municipal_share
from kuntaverkostot.dataset.list_parse import ParsedList
from kuntaverkostot.dataset.list_shape import Shape
from kuntaverkostot.dataset.list_split import Links
from kuntaverkostot.dataset.matching import look_up
from kuntaverkostot.dataset.reading import Draft, close
from kuntaverkostot.dataset.register import Register
from kuntaverkostot.dataset.standing import CANDIDATE, LISTED, is_confirmed
from kuntaverkostot.tables.columns import Column, coded, constant
from kuntaverkostot.tables.grid import Grid
from kuntaverkostot.tables.problem import Problem
from kuntaverkostot.tables.row_account import RowAccount
from kuntaverkostot.tables.table_files import few
from kuntaverkostot.text.language import NAMES

if TYPE_CHECKING:
    import networkx as nx

    Graph = nx.Graph[Any]
    Node = Hashable

# Names of a node, in the order of preference.
LABELS = ("label", "name", "title", *NAMES)
# Attributes that hold what a node or an edge is, rather than something about it.
PLAIN = {*LABELS, "bipartite", "kind", "code", "id", "viz", "color", "pos", "x", "y", "size"}


def parse_graph(graph: Graph, register: Register, *, file: str) -> ParsedList:
    """Return the memberships of a bipartite graph; a row is an edge.

    Parameters
    ----------
    graph : networkx.Graph
        Its two sides are told by the node attribute ``bipartite`` (0 members, 1 networks) or by another attribute with
        two values, or else by its links, if it is connected.
    register : Register
        The municipalities.
    file : str
        Name in messages.

    Returns
    -------
    ParsedList
        Its shape is None, with an error among the messages, when the graph has no two sides.
    """
    edges = list(dict.fromkeys(frozenset(edge[:2]) for edge in graph.edges() if edge[0] != edge[1]))
    loops = graph.number_of_edges() - len(edges)
    grid = Grid(file, ("member", "network"), (constant("", len(edges)),) * 2, range(1, len(edges) + 1), len(edges))
    draft = Draft(grid, list(grid.header), list(grid.columns), RowAccount(grid.lines), {})
    networks, said = network_side(graph, file)
    if loops and any(first == other for first, other, *_ in graph.edges()):
        networks, said = None, Problem(file, None, None, "", "", "graph-unclear")
    draft.ledger.say([said])
    if networks is None or not edges:
        if networks is not None:
            draft.ledger.say([Problem(file, None, None, "", "", "no-rows")])
        return ParsedList(close(draft, shape="other"), None)
    names = _names(graph, networks)
    pairs = [
        next((one, other) for one, other in (tuple(edge), tuple(edge)[::-1]) if other in networks) for edge in edges
    ]
    columns = (coded(names[one] for one, _ in pairs), coded(names[other] for _, other in pairs))
    draft.columns = list(columns)
    members = list(dict.fromkeys(names[node] for node in graph if node not in networks))
    codes = _codes(members, register)
    rule = "members-municipal" if codes else "members-own"
    draft.ledger.say([Problem(file, None, None, "", "member", rule, severity="warning")])
    keys = columns[0].replaced(codes) if codes else columns[0]
    shape = Shape("long", 0, None, (1,), own=not codes, language="")
    links = Links(columns[1], keys, np.arange(len(pairs)))
    return ParsedList(
        close(draft, shape="long"),
        shape,
        tuple(dict.fromkeys(names[node] for node in graph if node in networks)),
        tuple(codes[name] for name in members) if codes else tuple(members),
        links,
        grid.lines,
        _bases(graph, pairs),
        tuple(_attributes(graph, networks, pairs, names, codes)),
    )


def network_side(graph: Graph, file: str) -> tuple[set[Node] | None, Problem]:
    """Return the nodes that are networks, or None, and the message that says why."""
    counts = f"{graph.number_of_nodes()} / {graph.number_of_edges()}"
    unclear = Problem(file, None, None, "", counts, "graph-unclear")
    if not graph:
        return None, unclear
    marked = {node for node, value in graph.nodes(data="bipartite") if str(value) == "1"}
    if marked and all(str(value) in {"0", "1"} for _, value in graph.nodes(data="bipartite")):
        if divides(graph, marked):
            return marked, Problem(file, None, None, "", counts, "graph-read", severity="info")
        return None, unclear
    side = told_side(graph) or _smaller_side(graph)
    if side is None:
        return None, unclear
    return side, Problem(file, None, None, "", str(len(side)), "graph-sides", few(sorted(map(str, side))), "warning")


def _smaller_side(graph: Graph) -> set[Node] | None:
    """Return the smaller of the two sides between which all links are; None where that is not clear."""
    import networkx as nx  # noqa: PLC0415 - slow to load, and few files are graphs

    plain: Graph = nx.Graph(graph)
    if not nx.is_connected(plain) or not nx.is_bipartite(plain):
        return None
    one, other = sorted(nx.bipartite.sets(plain), key=len)
    return set(one) if len(one) < len(other) else None


def _names(graph: Graph, networks: set[Node]) -> dict[Node, str]:
    """Return the name of each node; nodes on one side that share a name are told apart by their id."""
    names = {node: _label(values) or str(node) for node, values in graph.nodes(data=True)}
    often = Counter((node in networks, name) for node, name in names.items())
    return {
        node: " ".join((name if often[node in networks, name] == 1 else f"{name} ({node})").split())
        for node, name in names.items()
    }


def _label(values: Mapping[str, Any]) -> str:
    return next((str(values[key]) for key in LABELS if values.get(key)), "")


def _codes(names: list[str], register: Register) -> dict[str, str]:
    """Return the codes of the members when nearly all of them, and each that has a name, are municipalities."""
    if municipal_share(coded(names), register) <= NEARLY_ALL:
        return {}
    outcomes = {name: look_up(register, name, suggest=False) for name in names}
    codes = {name: one.value for name, one in outcomes.items() if one.severity != "error"}
    return codes if len(set(codes.values())) == len(names) else {}


def _bases(graph: Graph, pairs: list[tuple[Node, Node]]) -> Column:
    bases = (str(graph.get_edge_data(*pair).get("basis") or LISTED) for pair in pairs)
    return coded(LISTED if is_confirmed(basis) else CANDIDATE for basis in bases)


def _attributes(
    graph: Graph,
    networks: set[Node],
    pairs: list[tuple[Node, Node]],
    names: Mapping[Node, str],
    codes: Mapping[str, str],
) -> list[Attribute]:
    found: list[Attribute] = []
    for node in (one for one in graph if one not in networks):
        member = codes.get(names[node], names[node])
        found += [Attribute(member, "", key, value) for key, value in _further(graph.nodes[node])]
    for one, other in pairs:
        member = codes.get(names[one], names[one])
        edge = graph.get_edge_data(one, other)
        values = edge if not graph.is_multigraph() else next(iter(edge.values()), {})
        found += [Attribute(member, names[other], key, value) for key, value in _further(values)]
    return found


def _further(values: Mapping[str, Any]) -> list[tuple[str, str]]:
    kept = ((str(key), value) for key, value in values.items() if str(key) not in PLAIN | {"basis"})
    return [(key, str(value)) for key, value in kept if isinstance(value, (str, int, float)) and str(value)]
