"""The content of the list in one language, in reading order and without markup."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache, partial
from typing import TYPE_CHECKING

from kuntaverkostot.analysis.attributes import in_one_line, own_values
from kuntaverkostot.analysis.graph import nodes_of
from kuntaverkostot.analysis.graph_nodes import page_places
from kuntaverkostot.dataset.completeness import is_sourced, where_sought
from kuntaverkostot.dataset.dataset import Dataset, records
from kuntaverkostot.dataset.standing import is_confirmed, is_current
from kuntaverkostot.listing.entries import Letter, Link, ListContent, MemberEntry, NetworkEntry
from kuntaverkostot.listing.network_entries import (
    cited_numbers,
    fact_sentences,
    group_entries,
    network_entry,
    network_short,
    network_tables,
    written_date,
)
from kuntaverkostot.listing.source_list import sources_of
from kuntaverkostot.text.language import LANGUAGES, Name, alphabetical, day, initial, named, one_line, say
from kuntaverkostot.text.node_ids import network_node

if TYPE_CHECKING:
    import networkx as nx


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
        detail="all",
        groups=group_entries(dataset, builder.tables, builder.network),
        letters=tuple(Letter(letter, tuple(entries)) for letter, entries in letters.items()),
        organisations=tuple(map(builder.member, organisations)),
        merged=tuple(builder.merged()),
        facts=tuple(fact_sentences(builder.tables.facts.get("", ()), language, builder.tables.numbers)),
        sources=sources_of(dataset, language),
        where=where_sought(language, sourced=is_sourced(dataset)),
        date=written_date(dataset, language),
    )


class _Builder:
    """Builds entries in one language from tables that are indexed once."""

    def __init__(self, dataset: Dataset, graph: nx.Graph[str], language: str) -> None:
        self.dataset, self.graph, self.language = dataset, graph, language
        self.order = alphabetical(language)
        nodes = dict(graph.nodes.items())
        self.names = {node: Name(*named(data, language)) for node, data in nodes.items()}
        self.shorts = {node: network_short(data, self.names[node]) for node, data in nodes.items()}
        self.edges = dict(graph.adjacency())
        self.own = own_values(dataset)
        # Networks are in the order of the page, then by name; members by name.
        places = {network_node(code): place for code, place in page_places(dataset).items()}
        by_place = sorted(
            self.names, key=lambda node: (places.get(node, (0, 0.0)), self.order(self.names[node].text), node)
        )
        self.ranks = {node: rank for rank, node in enumerate(by_place)}
        self.ended = {node for node, data in nodes.items() if data["bipartite"] == 1 and not is_current(data["status"])}
        self.tables = network_tables(dataset, language)
        self.cited = cache(partial(cited_numbers, numbers=self.tables.numbers))
        # Thousands of memberships have hundreds of different links.
        self.link = cache(self._link)
        self.regions = {row["region_code"]: row for row in records(dataset.regions)}

    def in_order(self, nodes: Iterable[str]) -> list[str]:
        return sorted(nodes, key=self.ranks.__getitem__)

    def links(self, node: str, *, candidates: bool) -> tuple[Link, ...]:
        edges = self.edges[node]
        others = [other for other, edge in edges.items() if is_confirmed(edge["basis"]) != candidates]
        # Ended networks come last.
        others.sort(key=lambda other: (other in self.ended, self.ranks[other]))
        return tuple(
            [
                self.link(other, edges[other]["basis"], edges[other]["source_ids"], self.attributes(node, other))
                for other in others
            ]
        )

    def attributes(self, node: str, other: str = "") -> str:
        """Return what the table says of a member, or of a membership from either side, in one line."""
        values = self.own and (self.own.get((node, other)) or self.own.get((other, node)))
        return in_one_line(values) if values else ""

    def _link(self, other: str, basis: str, sources: str, attributes: str) -> Link:
        return Link(
            node=other,
            name=self.names[other],
            short=self.shorts[other],
            basis=basis,
            sources=self.cited(sources),
            ended=other in self.ended,
            attributes=attributes,
        )

    def network(self, code: str) -> NetworkEntry:
        node = network_node(code)
        members = self.links(node, candidates=False)
        candidates = self.links(node, candidates=True)
        return network_entry(self.tables, code, size=len(members), members=members, candidates=candidates)

    def member(self, node: str) -> MemberEntry:
        data, name = self.graph.nodes[node], self.names[node]
        others = {
            data[f"name_{language}"]: language
            for language in reversed(LANGUAGES)
            if data[f"name_{language}"] not in {"", name.text}
        }
        region, networks = self.regions.get(data.get("region_code", "")), self.links(node, candidates=False)
        return MemberEntry(
            node=node,
            name=name,
            others=tuple(
                Name(one_line(text), language) for text, language in sorted(others.items(), key=lambda pair: pair[1])
            ),
            region=named(region, self.language)[0] if region else "",
            language=say(self.language, f"municipality_language.{data['language']}") if data.get("language") else "",
            population=data.get("population"),
            networks=networks,
            candidates=self.links(node, candidates=True),
            several=sum(not link.ended for link in networks) > 1,
            attributes=self.attributes(node),
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
