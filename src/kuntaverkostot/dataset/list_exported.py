"""A graph that this program exported, as the tables it came from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from kuntaverkostot.dataset.own_attributes import unprefixed
from kuntaverkostot.dataset.reading import Draft, Reading, close
from kuntaverkostot.dataset.schema import check_cells, schemas
from kuntaverkostot.dataset.standing import LISTED
from kuntaverkostot.tables.columns import coded, constant
from kuntaverkostot.tables.grid import Grid, Table
from kuntaverkostot.tables.problem import Problem
from kuntaverkostot.tables.row_account import RowAccount
from kuntaverkostot.text.language import LANGUAGES, NAMES, SHORT_NAMES, say
from kuntaverkostot.text.node_ids import node_id

if TYPE_CHECKING:
    import networkx as nx

KINDS = {"municipality", "organisation", "network"}
Row = Mapping[str, Any]


def is_exported(graph: nx.Graph[Any]) -> bool:
    """Return whether each node has the attributes that this program writes.

    >>> import networkx as nx
    >>> is_exported(nx.path_graph(2))
    False
    """
    return bool(graph) and all(
        values.get("kind") in KINDS and "code" in values and str(node) == node_id(values["kind"], str(values["code"]))
        for node, values in graph.nodes(data=True)
    )


def tables_of_export(
    graph: nx.Graph[Any], geography: Mapping[str, Table], *, file: str
) -> tuple[Reading, dict[str, Table]]:
    """Return the tables of an exported graph: names, groups, states, members, memberships and their attributes.

    Parameters
    ----------
    graph : networkx.Graph
        The graph.
    geography : mapping of str to Table
        The municipalities with their regions and inhabitants.
    file : str
        Name in messages.

    Returns
    -------
    reading : Reading
        A row is an edge.
    tables : dict of str to Table
        Every table of the dataset. The sources are not in the graph.
    """
    nodes = {kind: [values for _, values in graph.nodes(data=True) if values["kind"] == kind] for kind in KINDS}
    edges = []
    for node, other, values in graph.edges(data=True):
        ends = sorted((graph.nodes[node], graph.nodes[other]), key=lambda end: end["kind"] == "network")
        edges.append((str(ends[0]["kind"]), str(ends[0]["code"]), str(ends[1]["code"]), str(values.get("basis", ""))))
    edges.sort()
    rows: dict[str, list[Row]] = {
        "groups": _groups(nodes["network"]),
        "networks": [_network(values) for values in nodes["network"]],
        "organisations": [
            {
                "organisation_id": str(values["code"]),
                "kind": str(values.get("organisation_kind") or "member"),
                **_texts(values, NAMES),
            }
            for values in nodes["organisation"]
        ],
        "memberships": [
            {"network_id": network, "municipality_code": code, "basis": basis or "listed"}
            for kind, code, network, basis in edges
            if kind == "municipality"
        ],
        "organisation_memberships": [
            {"network_id": network, "organisation_id": code, "basis": basis or "listed"}
            for kind, code, network, basis in edges
            if kind == "organisation"
        ],
        "attributes": _attributes(graph),
    }
    tables = _present(geography, {str(values["code"]) for values in nodes["municipality"]})
    tables = {
        schema.name: tables.get(schema.name) or _table(schema.columns, rows.get(schema.name, []))
        for schema in schemas()
    }
    faults = list(dict.fromkeys(_faults(tables, rows, file)))
    return _reading(graph, edges, file, faults), {} if faults else tables


def _present(geography: Mapping[str, Table], codes: set[str]) -> dict[str, Table]:
    """Return the geography of the municipalities in the graph: it holds every one that the tables had."""
    if not codes:
        return {}
    tables = dict(geography)
    for name in ("municipalities", "populations"):
        table = geography[name]
        kept = table.columns["municipality_code"].which(codes)
        if "ended_on" in table.columns:
            kept |= ~table.columns["ended_on"].which({""})
        lines = [line for line, keep in zip(table.lines, kept, strict=True) if keep]
        tables[name] = Table({head: column.at(kept) for head, column in table.columns.items()}, lines)
    return tables


def _faults(tables: Mapping[str, Table], rows: Mapping[str, list[Row]], file: str) -> Iterator[Problem]:
    """Yield what the rules of the tables refuse: somebody may have changed the graph."""
    for schema in schemas():
        if schema.name in rows:
            columns = dict(tables[schema.name].columns)
            if "basis" in columns:
                columns["basis"] = columns["basis"].replaced({"rule": LISTED})
            for problem in check_cells(schema, columns, tables[schema.name].lines, refused={}):
                yield replace(problem, file=file, line=None, column=None)
    known = set(tables["municipalities"].columns["municipality_code"].distinct)
    for code in tables["memberships"].columns["municipality_code"].distinct:
        if code not in known:
            yield Problem(file, None, None, "municipality_code", code, "foreign-key", "municipalities")


def _reading(graph: nx.Graph[Any], edges: Sequence[tuple[str, ...]], file: str, faults: Sequence[Problem]) -> Reading:
    columns = (coded(code for _, code, _, _ in edges), coded(network for _, _, network, _ in edges))
    grid = Grid(file, ("member", "network"), columns, range(1, len(edges) + 1), len(edges))
    draft = Draft(grid, list(grid.header), list(columns), RowAccount(grid.lines), {})
    counts = f"{graph.number_of_nodes()} / {graph.number_of_edges()}"
    draft.ledger.say([Problem(file, None, None, "", counts, "graph-read", severity="info"), *faults])
    if any(values.get("source_ids") for *_, values in graph.edges(data=True)):
        draft.ledger.say([Problem(file, None, None, "", "", "graph-sources", severity="warning")])
    return close(draft, shape="long")


def _groups(networks: Sequence[Row]) -> list[Row]:
    positions = {str(values.get("group_id", "")): str(values.get("group_position", "")) for values in networks}
    groups = sorted(positions, key=lambda group: (float(positions[group] or 0), group))
    sole = len(groups) == 1
    return [
        {
            "group_id": group,
            "position": positions[group],
            **{f"name_{language}": say(language, "reading.group") if sole else group for language in LANGUAGES},
        }
        for group in groups
    ]


def _attributes(graph: nx.Graph[Any]) -> list[Row]:
    """Return what stands on members and on edges under names that are not this program's, by name."""
    about = [(values, "", values) for _, values in graph.nodes(data=True) if values["kind"] != "network"]
    for node, other, values in graph.edges(data=True):
        member, held = sorted((graph.nodes[node], graph.nodes[other]), key=lambda end: end["kind"] == "network")
        about.append((member, str(held["code"]), values))
    by_name: dict[str, list[Row]] = {}
    for member, network, values in about:
        for name, value in unprefixed(values).items():
            row = {"kind": member["kind"], "member_id": str(member["code"]), "network_id": network}
            by_name.setdefault(name, []).append(row | {"attribute": name, "value": value})
    return [row for rows in by_name.values() for row in rows]


def _network(values: Row) -> Row:
    fields = ("group_id", "member_kind", "status", *NAMES, *SHORT_NAMES)
    return {"network_id": str(values["code"]), **_texts(values, fields), "position": str(values.get("position", ""))}


def _texts(values: Row, fields: Sequence[str]) -> dict[str, str]:
    return {field: str(values.get(field) or "") for field in fields}


def _table(columns: Sequence[str], rows: Sequence[Row]) -> Table:
    cells = {name: coded(str(row.get(name, "")) for row in rows) if rows else constant("", 0) for name in columns}
    return Table(cells, range(1, len(rows) + 1))
