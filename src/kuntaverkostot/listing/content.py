"""The content of the list in one language, in reading order and without markup."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, partial
from typing import TYPE_CHECKING, Any

from kuntaverkostot.analysis.graph import nodes_of, page_places, published_of, signatures
from kuntaverkostot.dataset.completeness import extent, where_sought
from kuntaverkostot.dataset.dataset import Dataset, records
from kuntaverkostot.dataset.schema import split_list
from kuntaverkostot.dataset.standing import STATUSES, is_confirmed, is_current, is_unknown
from kuntaverkostot.listing.entries import Fact, GroupEntry, Letter, Link, ListContent, MemberEntry, NetworkEntry
from kuntaverkostot.listing.source_list import sources_of
from kuntaverkostot.text.language import LANGUAGES, Name, alphabetical, day, initial, named, one_line, say
from kuntaverkostot.text.node_ids import network_node

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd


def list_content(dataset: Dataset, graph: nx.Graph[str], *, language: str) -> ListContent:
    """Return the content of the list.

    Parameters
    ----------
    dataset : Dataset
        The tables.
    graph : networkx.Graph
        From :func:`kuntaverkostot.bipartite_graph`; the list shows its edges.
    language : {"fi", "sv", "en"}
        Language of the list.

    Returns
    -------
    ListContent
        Names in the alphabetical order of the language.
    """
    builder = _Builder(dataset, graph, language)
    letters: dict[str, list[MemberEntry]] = defaultdict(list)
    members = builder.in_order(nodes_of(graph, "municipality"))
    for member in map(builder.member, members):
        letters[initial(language, member.name.text)].append(member)
    organisations = builder.in_order(nodes_of(graph, "organisation"))
    return ListContent(
        language=language,
        groups=tuple(map(builder.group, network_groups(dataset))),
        letters=tuple(Letter(letter, tuple(entries)) for letter, entries in letters.items()),
        organisations=tuple(map(builder.member, organisations)),
        merged=tuple(builder.merged()),
        facts=tuple(fact_sentences(builder.facts_of[""], language, builder.numbers)),
        sources=sources_of(dataset, language),
        where=where_sought(language, sourced=not dataset.sources.empty),
    )


class _Builder:
    """Builds entries in one language from tables that are indexed once."""

    def __init__(self, dataset: Dataset, graph: nx.Graph[str], language: str) -> None:
        self.dataset, self.graph, self.language = dataset, graph, language
        self.order = alphabetical(language)
        nodes = dict(graph.nodes.items())
        self.names = {node: Name(*named(data, language)) for node, data in nodes.items()}
        self.shorts = {node: self._short(node, data) for node, data in nodes.items()}
        self.edges = dict(graph.adjacency())
        # Networks are in the order of the page, then by name; members by name.
        places = {network_node(code): place for code, place in page_places(dataset).items()}
        by_place = sorted(
            self.names, key=lambda node: (places.get(node, (0, 0.0)), self.order(self.names[node].text), node)
        )
        self.ranks = {node: rank for rank, node in enumerate(by_place)}
        self.ended = {node for node, data in nodes.items() if data["bipartite"] == 1 and not is_current(data["status"])}
        self.numbers = source_numbers(dataset)
        self.cited = cache(partial(cited_numbers, numbers=self.numbers))
        self.regions = {row["region_code"]: row for row in records(dataset.regions)}
        self.signatures = signatures(graph)
        self.rows = {row["network_id"]: row for row in records(dataset.networks)}
        self.facts_of, self.rules_of = rows_by_network(dataset.network_facts), rows_by_network(dataset.rules)

    def _short(self, node: str, data: Mapping[str, Any]) -> Name:
        """Return the short name of a network in the language of its name; otherwise the name."""
        name = self.names[node]
        short = data.get(f"short_{name.language}")
        return Name(one_line(short), name.language) if short else name

    def in_order(self, nodes: Iterable[str]) -> list[str]:
        return sorted(nodes, key=self.ranks.__getitem__)

    def links(self, node: str, *, candidates: bool) -> tuple[Link, ...]:
        edges = self.edges[node]
        others = [other for other, edge in edges.items() if is_confirmed(edge["basis"]) != candidates]
        # Ended networks come last.
        others.sort(key=lambda other: (other in self.ended, self.ranks[other]))
        return tuple([self._link(other, edges[other]) for other in others])

    def _link(self, other: str, edge: Mapping[str, str]) -> Link:
        return Link(
            node=other,
            name=self.names[other],
            short=self.shorts[other],
            basis=edge["basis"],
            sources=self.cited(edge["source_ids"]),
            ended=other in self.ended,
        )

    def group(self, row: Mapping[str, Any]) -> GroupEntry:
        name = Name(*named(row, self.language))
        networks = self.in_order(map(network_node, row["networks"]))
        networks.sort(key=lambda node: STATUSES.index(self.graph.nodes[node]["status"]))
        ours = row[f"name_{name.language}_basis"] == "ours"
        return GroupEntry(row["group_id"], name, ours, tuple(map(self.network, networks)))

    def network(self, node: str) -> NetworkEntry:
        data = self.graph.nodes[node]
        row, name = self.rows[data["code"]], self.names[node]
        members, published = self.links(node, candidates=False), published_of(self.graph, node)
        unit = "municipalities" if data["member_kind"] == "municipality" else "members"
        return NetworkEntry(
            node=node,
            name=name,
            short=self.shorts[node],
            ours=row[f"name_{name.language}_basis"] == "ours",
            description=row[f"description_{self.language}"],
            about_members=row[f"members_{self.language}"],
            state=tuple(state_sentences(row, self.language)),
            current=is_current(data["status"]),
            extent=extent(self.language, len(members), published, unit=unit),
            partial=bool(members) and published.exceeds(len(members)),
            rules=tuple(rule_sentences(self.rules_of[data["code"]], self.language, self.numbers)),
            facts=tuple(fact_sentences(self.facts_of[data["code"]], self.language, self.numbers)),
            members=members,
            candidates=self.links(node, candidates=True),
            sources=self.cited(row["source_ids"]),
        )

    def member(self, node: str) -> MemberEntry:
        data, name = self.graph.nodes[node], self.names[node]
        others = {
            data[f"name_{language}"]: language
            for language in reversed(LANGUAGES)
            if data[f"name_{language}"] not in {"", name.text}
        }
        region = self.regions.get(data.get("region_code", ""))
        return MemberEntry(
            node=node,
            name=name,
            others=tuple(
                Name(one_line(text), language) for text, language in sorted(others.items(), key=lambda pair: pair[1])
            ),
            region=named(region, self.language)[0] if region else "",
            language=say(self.language, f"municipality_language.{data['language']}") if data.get("language") else "",
            population=data.get("population"),
            networks=self.links(node, candidates=False),
            candidates=self.links(node, candidates=True),
            several=len(self.signatures[node]) > 1,
        )

    def merged(self) -> Iterator[str]:
        names = {row["municipality_code"]: row for row in records(self.dataset.municipalities)}
        ended = [row | {"name_en": ""} for row in records(self.dataset.ended_municipalities)]
        for row in sorted(ended, key=lambda row: self.order(named(row, self.language)[0])):
            into = names.get(row["merged_into"])
            yield say(
                self.language,
                "list.merged",
                name=named(row, self.language)[0],
                date=day(self.language, row["ended_on"]),
                into=named(into, self.language)[0] if into else row["merged_into"],
            )


def network_groups(dataset: Dataset) -> list[dict[str, Any]]:
    """Return the groups that have networks, in order, with their ids; a last group holds networks without one."""
    rows = records(dataset.groups.sort_values("position"))
    networks_of: dict[str, list[str]] = {row["group_id"]: [] for row in rows}
    rest: list[str] = []
    for network, group in zip(dataset.networks["network_id"], dataset.networks["group_id"], strict=True):
        networks_of.get(group, rest).append(network)
    groups = [row | {"networks": networks_of[row["group_id"]]} for row in rows if networks_of[row["group_id"]]]
    if rest:
        key = "list.ungrouped" if groups else "reading.group"
        names = {f"name_{language}": say(language, key) for language in LANGUAGES}
        groups.append({"group_id": "", "networks": rest, **names, **{f"{name}_basis": "" for name in names}})
    return groups


def source_numbers(dataset: Dataset) -> dict[str, int]:
    """Return the number of each source by its id."""
    return {code: number for number, code in enumerate(dataset.sources["source_id"], start=1)}


def rows_by_network(table: pd.DataFrame) -> dict[str, list[dict[str, Any]]]:
    """Return the rows of a table by network, in order of position; rows without a position come last."""
    rows_of: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in records(table):
        rows_of[row["network_id"]].append(row)
    if "position" in table:
        for rows in rows_of.values():
            rows.sort(key=lambda row: math.inf if math.isnan(row["position"]) else row["position"])
    return rows_of


def cited_numbers(cell: str, numbers: Mapping[str, int]) -> tuple[int, ...]:
    """Return the numbers of the sources in a cell.

    >>> cited_numbers("b; a; x", {"a": 1, "b": 2})
    (1, 2)
    """
    return tuple(sorted(numbers[code] for code in split_list(cell) if code in numbers))


def state_sentences(row: Mapping[str, str], language: str) -> Iterator[str]:
    """Yield sentences on the state of a network: unknown, founded, ended."""
    if is_unknown(row["status"]):
        yield say(language, "list.state_unknown")
    if row["founded"]:
        yield say(language, "list.founded", date=day(language, row["founded"]))
    if row["ended"]:
        key = "list.ends" if is_current(row["status"]) else "list.ended"
        yield say(language, key, date=day(language, row["ended"]))


def rule_sentences(rows: Iterable[Mapping[str, str]], language: str, numbers: Mapping[str, int]) -> Iterator[Fact]:
    """Yield the rules that determine the members of a network."""
    for row in rows:
        value = int(row["value"]) if row["value"].isdecimal() else row["value"]
        date = day(language, row["date"]) if row["date"] else ""
        rule = say(language, f"basis.rule_{row['field']}_{row['operator']}", value=value, date=date)
        yield Fact(row["rule_id"], say(language, "list.rule", rule=rule), cited_numbers(row["source_ids"], numbers))


def fact_sentences(rows: Iterable[Mapping[str, str]], language: str, numbers: Mapping[str, int]) -> Iterator[Fact]:
    """Yield the facts of one network, or of all."""
    for row in rows:
        yield Fact(row["fact_id"], row[f"text_{language}"], cited_numbers(row["source_ids"], numbers))
