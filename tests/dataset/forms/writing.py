"""Writes a relation in the forms in which tables of memberships come."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable

import networkx as nx
import pandas as pd
from hypothesis import strategies as st

Relation = list[tuple[str, str]]
HEADS = [("member", "network"), ("person", "event"), ("Henkilö", "Kerho"), ("name", "group"), ("who", "where")]
MARKS = [("x", ""), ("1", "0"), ("1.0", "0.0"), ("1.0", ""), ("True", "False"), ("yes", "no"), ("k", "e"), ("✓", "-")]
SEPARATORS = ["; ", ";", "|", " | ", ", ", "\n", " / "]


def members_of(relation: Relation) -> list[str]:
    """Return the members in their order."""
    return list(dict.fromkeys(member for member, _ in relation))


def networks_of(relation: Relation) -> list[str]:
    """Return the networks in their order."""
    return list(dict.fromkeys(network for _, network in relation))


def _sets(relation: Relation, names: list[str], place: int) -> dict[str, list[str]]:
    return {name: [pair[1 - place] for pair in relation if pair[place] == name] for name in names}


def long_rows(draw: st.DrawFn, relation: Relation) -> list[list[str]]:
    """A row for each membership."""
    heads = draw(st.sampled_from(HEADS))
    rows = [list(heads), *map(list, relation)]
    if draw(st.booleans()):
        rows = [[*row, "year" if not place else str(1990 + place % 20)] for place, row in enumerate(rows)]
    if heads[0] in {"member", "person", "Henkilö"} and draw(st.booleans()):
        rows = [row[::-1] for row in rows]
    return rows


def marked(draw: st.DrawFn, relation: Relation) -> list[list[str]]:
    """Members x networks with marks."""
    yes, no = draw(st.sampled_from(MARKS))
    networks = networks_of(relation)
    held = set(relation)
    rows = [
        [member, *(yes if (member, network) in held else no for network in networks)] for member in members_of(relation)
    ]
    return [[draw(st.sampled_from(["member", "Name", "Jäsen", ""])), *networks], *rows]


def valued(draw: st.DrawFn, relation: Relation) -> list[list[str]]:
    """Members x networks with a year, a weight, a role or the network's name in place of a mark."""
    if len(networks_of(relation)) == 1:
        # A column of names beside another one is a long list.
        return marked(draw, relation)
    values: Callable[[int, str], str] = draw(
        st.sampled_from(
            [
                lambda place, _: str(1995 + place % 9),
                lambda place, _: str(2 + place % 7),
                lambda place, _: ["chair", "observer"][place % 2],
                lambda _, network: network,
            ]
        )
    )
    networks, held = networks_of(relation), {pair: place for place, pair in enumerate(relation)}
    rows = [
        [
            member,
            *(
                values(held[member, network], network)
                if (member, network) in held
                else draw(st.sampled_from(["", "-"]))
                for network in networks
            ),
        ]
        for member in members_of(relation)
    ]
    return [["member", *networks], *rows]


def listed(draw: st.DrawFn, relation: Relation) -> list[list[str]]:
    """A row for each member, or for each network, with the others in one cell."""
    place = draw(st.integers(0, 1))
    names = (members_of, networks_of)[place](relation)
    sign = draw(st.sampled_from([*SEPARATORS, "json"]))
    heads = draw(st.sampled_from(HEADS[:4]))
    rows = [
        [name, json.dumps(others) if sign == "json" else sign.join(others)]
        for name, others in _sets(relation, names, place).items()
    ]
    return [[heads[place], f"{heads[1 - place]}s"], *rows]


def beside(draw: st.DrawFn, relation: Relation) -> list[list[str]]:
    """A row for each member, or for each network, with the others in the cells to the right."""
    place = draw(st.integers(0, 1))
    names = (members_of, networks_of)[place](relation)
    sets = _sets(relation, names, place)
    width = max(map(len, sets.values()))
    heads = [["member", "network"][place], *(f"{['network', 'member'][place]} {one + 1}" for one in range(width))]
    if draw(st.booleans()):
        heads = [*heads[:2], *[""] * (width - 1)]
    ragged = draw(st.booleans())
    return [heads, *([name, *others, *[""] * (0 if ragged else width - len(others))] for name, others in sets.items())]


def as_csv(draw: st.DrawFn, rows: list[list[str]]) -> str:
    """Return rows as CSV, perhaps with an index column, a title above and a note below."""
    if len({len(row) for row in rows}) == 1 and draw(st.booleans()):
        rows = [[str(place - 1) if place else "", *row] for place, row in enumerate(rows)]
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=draw(st.sampled_from(";,\t"))).writerows(rows)
    title, note = draw(st.sampled_from(["", "Tables of 2026\n\n"])), draw(st.sampled_from(["", "\nSource: own data\n"]))
    return title + buffer.getvalue() + note


def as_parquet(rows: list[list[str]]) -> bytes:
    """Return rows as a Parquet file; a cell that is missing at the end of a row is null."""
    heads, *cells = rows
    # A table in Parquet has a name for each column, and each name once.
    names = [
        head if head and head not in heads[:place] else f"__index_level_{place}__" for place, head in enumerate(heads)
    ]
    padded = [[*row, *[None] * (len(heads) - len(row))] for row in cells]
    buffer = io.BytesIO()
    pd.DataFrame(padded, columns=names, dtype=object).to_parquet(buffer)
    return buffer.getvalue()


def as_graph(draw: st.DrawFn, relation: Relation) -> bytes:
    """Return the relation as a file of a graph."""
    graph = nx.Graph()
    graph.add_nodes_from((f"m:{one}", {"label": one, "bipartite": 0}) for one in members_of(relation))
    graph.add_nodes_from((f"n:{one}", {"label": one, "bipartite": 1}) for one in networks_of(relation))
    graph.add_edges_from((f"m:{one}", f"n:{other}") for one, other in relation)
    if draw(st.booleans()):
        nx.set_node_attributes(graph, {node: ["person", "club"][node[0] == "n"] for node in graph}, "type")
    form = draw(st.sampled_from(["graphml", "gexf", "links", "edges", "adjacency"]))
    if form in {"graphml", "gexf"}:
        buffer = io.BytesIO()
        {"graphml": nx.write_graphml, "gexf": nx.write_gexf}[form](graph, buffer)
        return buffer.getvalue()
    return json.dumps(
        nx.adjacency_data(graph) if form == "adjacency" else nx.node_link_data(graph, edges=form)
    ).encode()


def as_json(draw: st.DrawFn, relation: Relation) -> bytes:
    """Return the relation as sets or as rows in JSON."""
    if draw(st.booleans()):
        return json.dumps(_sets(relation, networks_of(relation), 1)).encode()
    heads = draw(st.sampled_from(HEADS))
    return json.dumps([dict(zip(heads, pair, strict=True)) for pair in relation]).encode()


def as_gene_sets(_: st.DrawFn, relation: Relation) -> str:
    """Return the relation as sets by line: name, description, members."""
    sets = _sets(relation, networks_of(relation), 1)
    return "".join("\t".join([name, "na", *members]) + "\n" for name, members in sets.items())
