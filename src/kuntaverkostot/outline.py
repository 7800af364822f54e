"""What the list says, before it becomes HTML, Markdown or plain text.

Everything is in the order in which it is read and in the words of one language; only the mark-up is missing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from kuntaverkostot.dataset import Dataset, records
from kuntaverkostot.entries import (
    Fact,
    GroupEntry,
    Letter,
    Link,
    MemberEntry,
    Name,
    NetworkEntry,
    Outline,
    Source,
)
from kuntaverkostot.graph import nodes_of, signatures
from kuntaverkostot.language import LANGUAGES, alphabetical, day, initial, named, say
from kuntaverkostot.schema import split_list

if TYPE_CHECKING:
    import networkx as nx

# What of a source's date is a date; remarks around it are for those who edit the tables.
DATE = re.compile(r"\d{4}(–\d{2,4}|(-\d{2}){0,2})(?!\d)")
# Working networks first, then those of which the state is not known, then the ended ones.
STATUS_ORDER = {"current": 0, "unknown": 1, "ended": 2}


def outline(dataset: Dataset, graph: nx.Graph[str], *, language: str) -> Outline:
    """Return the content of the list.

    Parameters
    ----------
    dataset : Dataset
        The tables.
    graph : networkx.Graph
        From :func:`kuntaverkostot.bipartite_graph`; its edges are the memberships that are listed.
    language : {"fi", "sv", "en"}
        Language of the list.

    Returns
    -------
    Outline
        Names in the alphabetical order of the language.
    """
    writer = _Writer(dataset, graph, language)
    letters: dict[str, list[MemberEntry]] = defaultdict(list)
    members = writer.in_order(nodes_of(graph, "municipality"))
    for member in map(writer.member, members):
        letters[initial(language, member.name.text)].append(member)
    organisations = writer.in_order(nodes_of(graph, "organisation"))
    return Outline(
        language=language,
        groups=tuple(map(writer.group, records(dataset.groups.sort_values("position")))),
        letters=tuple(Letter(letter, tuple(entries)) for letter, entries in letters.items()),
        organisations=tuple(map(writer.member, organisations)),
        merged=tuple(writer.merged()),
        facts=tuple(writer.facts("")),
        sources=sources_of(dataset, language),
    )


class _Writer:
    """The tables, looked up once, and a language."""

    def __init__(self, dataset: Dataset, graph: nx.Graph[str], language: str) -> None:
        self.dataset, self.graph, self.language = dataset, graph, language
        self.order = alphabetical(language)
        self.names = {node: Name(*named(data, language)) for node, data in graph.nodes(data=True)}
        by_name = sorted(self.names, key=lambda node: (self.order(self.names[node].text), node))
        self.ranks = {node: rank for rank, node in enumerate(by_name)}
        self.numbers = {code: number for number, code in enumerate(dataset.sources["source_id"], start=1)}
        self.regions = {row["region_code"]: row for row in records(dataset.regions)}
        self.signatures = signatures(graph)
        self.rows = {row["network_id"]: row for row in records(dataset.networks)}
        self.facts_of: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for row in records(dataset.network_facts):
            self.facts_of[row["network_id"]].append(row)
        self.rules_of: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for row in records(dataset.rules):
            self.rules_of[row["network_id"]].append(row)

    def short(self, node: str) -> Name:
        """Return the short name of a network, in the language of its name; of anything else its name."""
        name = self.names[node]
        return Name(self.graph.nodes[node].get(f"short_{name.language}") or name.text, name.language)

    def in_order(self, nodes: Iterable[str]) -> list[str]:
        return sorted(nodes, key=self.ranks.__getitem__)

    def cited(self, cell: str) -> tuple[int, ...]:
        return tuple(sorted(self.numbers[code] for code in split_list(cell) if code in self.numbers))

    def links(self, node: str, *, candidates: bool) -> tuple[Link, ...]:
        found = [other for other, edge in self.graph.adj[node].items() if (edge["basis"] == "candidate") == candidates]
        links = [self._link(node, other) for other in self.in_order(found)]
        return tuple(sorted(links, key=lambda link: link.ended))

    def _link(self, node: str, other: str) -> Link:
        edge = self.graph.edges[node, other]
        ended = self.graph.nodes[other].get("status") == "ended"
        return Link(other, self.names[other], self.short(other), edge["basis"], self.cited(edge["source_ids"]), ended)

    def group(self, row: Mapping[str, Any]) -> GroupEntry:
        name = Name(*named(row, self.language))
        networks = self.in_order(node for node, group in self.graph.nodes(data="group_id") if group == row["group_id"])
        networks.sort(key=lambda node: STATUS_ORDER[self.graph.nodes[node]["status"]])
        ours = row[f"name_{name.language}_basis"] == "ours"
        return GroupEntry(row["group_id"], name, ours, tuple(map(self.network, networks)))

    def network(self, node: str) -> NetworkEntry:
        data = self.graph.nodes[node]
        row, name = self.rows[data["code"]], self.names[node]
        return NetworkEntry(
            node=node,
            name=name,
            short=self.short(node),
            ours=row[f"name_{name.language}_basis"] == "ours",
            description=row[f"description_{self.language}"],
            about_members=row[f"members_{self.language}"],
            state=tuple(self._state(row)),
            current=data["status"] == "current",
            unit="municipalities" if data["member_kind"] == "municipality" else "members",
            rules=tuple(self._rules(data["code"])),
            facts=tuple(self.facts(data["code"])),
            members=self.links(node, candidates=False),
            candidates=self.links(node, candidates=True),
            sources=self.cited(row["source_ids"]),
        )

    def _state(self, row: Mapping[str, str]) -> Iterator[str]:
        if row["status"] == "unknown":
            yield say(self.language, "list.state_unknown")
        if row["founded"]:
            yield say(self.language, "list.founded", date=day(self.language, row["founded"]))
        if row["ended"]:
            key = "list.ended" if row["status"] == "ended" else "list.ends"
            yield say(self.language, key, date=day(self.language, row["ended"]))

    def _rules(self, code: str) -> Iterator[Fact]:
        for row in self.rules_of[code]:
            value = int(row["value"]) if row["value"].isdecimal() else row["value"]
            date = day(self.language, row["date"]) if row["date"] else ""
            rule = say(self.language, f"basis.rule_{row['field']}_{row['operator']}", value=value, date=date)
            yield Fact(row["rule_id"], say(self.language, "list.rule", rule=rule), self.cited(row["source_ids"]))

    def facts(self, code: str) -> Iterator[Fact]:
        for row in self.facts_of[code]:
            yield Fact(row["fact_id"], row[f"text_{self.language}"], self.cited(row["source_ids"]))

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
            others=tuple(Name(text, language) for text, language in sorted(others.items(), key=lambda pair: pair[1])),
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


def sources_of(dataset: Dataset, language: str) -> tuple[Source, ...]:
    """Return the sources as the list numbers them.

    Parameters
    ----------
    dataset : Dataset
        The tables.
    language : {"fi", "sv", "en"}
        Language in which dates are written.
    """
    found = []
    for place, row in enumerate(records(dataset.sources), start=1):
        dated = DATE.match(row["date"])
        date = "" if not dated else day(language, dated[0]) if "–" not in dated[0] else dated[0]
        url = row["url"] if row["url"].startswith(("https://", "http://")) else ""
        title = Name(row["title"], row["title_language"] or language) if row["title"] else None
        publisher = Name(row["publisher"], row["publisher_language"] or language)
        found.append(Source(place, title, publisher, date, url))
    return tuple(found)
