"""A bipartite graph as a list of memberships."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
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
# Attributes that say what a node or an edge is, and those that say how it is drawn.
PLAIN = {"bipartite", "id", "basis"}
DRAWN = {"viz", "color", "pos", "x", "y", "z", "size"}
# A value that is kept, or none.
SINGLE = (str, int, float, type(None))


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
    edges: dict[frozenset[Node], list[Mapping[str, Any]]] = {}
    for node, other, values in graph.edges(data=True):
        edges.setdefault(frozenset((node, other)), []).append(values)
    grid = Grid(file, ("member", "network"), (constant("", len(edges)),) * 2, range(1, len(edges) + 1), len(edges))
    draft = Draft(grid, list(grid.header), list(grid.columns), RowAccount(grid.lines), {})
    networks, said = network_side(graph, file)
    if any(len(edge) == 1 for edge in edges):
        networks, said = None, Problem(file, None, None, "", "", "graph-unclear")
    draft.ledger.say([said])
    if networks is None or not edges:
        if networks is not None:
            draft.ledger.say([Problem(file, None, None, "", "", "no-rows")])
        return ParsedList(close(draft, shape="other"), None)
    names = _names(graph, networks)
    pairs = [
        next((member, other) for member, other in (tuple(edge), tuple(edge)[::-1]) if other in networks)
        for edge in edges
    ]
    columns = (coded(names[member] for member, _ in pairs), coded(names[other] for _, other in pairs))
    draft.columns = list(columns)
    members = list(dict.fromkeys(names[node] for node in graph if node not in networks))
    codes = _codes(members, register)
    rule = "members-municipal" if codes else "members-own"
    draft.ledger.say([Problem(file, None, None, "", "member", rule, severity="warning")])
    keys = columns[0].replaced(codes) if codes else columns[0]
    if merged := graph.number_of_edges() - len(edges):
        draft.ledger.say([Problem(file, None, None, "", str(merged), "edges-merged", severity="warning")])
    draft.ledger.say(_left_out(graph, networks, edges, file))
    shape = Shape("long", 0, None, (1,), own=not codes, language="")
    links = Links(columns[1], keys, np.arange(len(pairs)))
    return ParsedList(
        close(draft, shape="long"),
        shape,
        tuple(dict.fromkeys(names[node] for node in graph if node in networks)),
        tuple(codes[name] for name in members) if codes else tuple(members),
        links,
        grid.lines,
        _bases(edges.values()),
        tuple(_attributes(graph, networks, zip(pairs, edges.values(), strict=True), names, codes)),
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
    named = told_side(graph)
    pointed = _pointed_side(graph) if named is None else None
    side = named or pointed or _smaller_side(graph)
    if side is None:
        return None, unclear
    rule = "graph-named" if named else "graph-directed" if pointed else "graph-sides"
    return side, Problem(file, None, None, "", str(len(side)), rule, few(sorted(map(str, side))), "warning")


def _pointed_side(graph: Graph) -> set[Node] | None:
    """Return the nodes to which all links of a directed graph lead, if none begins at them."""
    if not graph.is_directed():
        return None
    tails, heads = ({edge[end] for edge in graph.edges()} for end in (0, 1))
    return heads if tails.isdisjoint(heads) and len(tails) + len(heads) == len(graph) else None


def _smaller_side(graph: Graph) -> set[Node] | None:
    """Return the smaller of the two sides between which all links are; None where that is not clear."""
    import networkx as nx  # noqa: PLC0415 - slow to load, and few files are graphs

    plain: Graph = nx.Graph(graph)
    if not nx.is_connected(plain) or not nx.is_bipartite(plain):
        return None
    side, other = sorted(nx.bipartite.sets(plain), key=len)
    return set(side) if len(side) < len(other) else None


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
    codes = {name: outcome.value for name, outcome in outcomes.items() if outcome.severity != "error"}
    return codes if len(set(codes.values())) == len(names) else {}


def _bases(edges: Iterable[Sequence[Mapping[str, Any]]]) -> Column:
    confirmed = (any(is_confirmed(str(values.get("basis") or LISTED)) for values in several) for several in edges)
    return coded(LISTED if is_listed else CANDIDATE for is_listed in confirmed)


def _attributes(
    graph: Graph,
    networks: set[Node],
    edges: Iterable[tuple[tuple[Node, Node], Sequence[Mapping[str, Any]]]],
    names: Mapping[Node, str],
    codes: Mapping[str, str],
) -> Iterator[Attribute]:
    """Yield what the graph says of its members and of their memberships."""
    sides = _side_names(graph, networks)
    for node in (node for node in graph if node not in networks):
        member = codes.get(names[node], names[node])
        for key, value in _further(graph.nodes[node]).items():
            if key not in sides and value not in {names[node], member, _label(graph.nodes[node])}:
                yield Attribute(member, "", key, value)
    for (node, other), several in edges:
        member = codes.get(names[node], names[node])
        held: dict[str, dict[str, None]] = {}
        for key, value in (pair for values in several for pair in _further(values).items()):
            held.setdefault(key, {})[value] = None
        for key, different in held.items():
            yield Attribute(member, names[other], key, "; ".join(different))


def _side_names(graph: Graph, networks: set[Node]) -> set[str]:
    """Return the attributes that say of each node on which side it is, such as type: person, club."""
    values: dict[str, tuple[list[str], list[str]]] = {}
    for node, held in graph.nodes.items():
        for key, value in held.items():
            values.setdefault(key, ([], []))[node in networks].append(str(value))
    complete = {key: sides for key, sides in values.items() if sum(map(len, sides)) == len(graph)}
    return {
        key
        for key, (members, others) in complete.items()
        if len({*members}) == len({*others}) == 1 and members[0] != others[0]
    }


def _further(values: Mapping[str, Any]) -> dict[str, str]:
    """Return what can be kept of the attributes of a node or an edge."""
    return {
        str(key): str(value)
        for key, value in values.items()
        if key not in PLAIN | DRAWN and isinstance(value, (str, int, float)) and str(value)
    }


def _left_out(
    graph: Graph, networks: set[Node], edges: Mapping[frozenset[Node], Sequence[Mapping[str, Any]]], file: str
) -> Iterator[Problem]:
    """Yield which attributes are not kept: those of networks, those that are no single values, and how to draw."""
    known = {*PLAIN, *DRAWN, *_side_names(graph, networks)}
    of_networks = [
        key
        for node, values in graph.nodes.items()
        if node in networks
        for key, value in values.items()
        if key not in known and str(value) not in {_label(values), str(node)}
    ]
    described = [*graph.nodes.values(), *(values for several in edges.values() for values in several)]
    pairs = [pair for values in described for pair in values.items()]
    nested = [key for key, value in pairs if key not in DRAWN and not isinstance(value, SINGLE)]
    drawn = [key for key, _ in pairs if key in DRAWN]
    for keys, rule, severity in (
        (of_networks, "graph-networks-left-out", "warning"),
        (nested, "graph-left-out", "warning"),
        (drawn, "graph-left-out", "info"),
    ):
        if keys:
            yield Problem(file, None, None, "", few(dict.fromkeys(keys)), rule, severity=severity)
