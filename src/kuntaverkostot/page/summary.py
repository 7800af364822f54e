"""The summary: figures and sentences with what the diagram shows at first glance."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from kuntaverkostot.analysis.graph import nodes_of, signatures
from kuntaverkostot.dataset.dataset import Dataset
from kuntaverkostot.dataset.standing import is_confirmed
from kuntaverkostot.listing.entries import ListContent
from kuntaverkostot.page.set_view_shapes import UpSet
from kuntaverkostot.text.language import day, join_words, number, speaker
from kuntaverkostot.text.node_ids import node_code

if TYPE_CHECKING:
    import networkx as nx

Entry = TypeVar("Entry")

# Most names in a sentence; beyond that the list has them.
MOST_NAMES = 6


@dataclass(frozen=True, slots=True)
class Figure:
    """A number and its unit."""

    value: str
    unit: str


def figures(graph: nx.Graph[str], *, language: str, date: str) -> tuple[Figure, ...]:
    """Return the key figures: networks, members, memberships, members in several networks, date of the populations.

    Members are municipalities or, without any, organisations. Candidates do not count.
    """
    say = speaker(language)
    kind = "municipality" if nodes_of(graph, "municipality") else "organisation"
    memberships = sum(
        is_confirmed(edge["basis"]) and kind in {graph.nodes[node]["kind"], graph.nodes[other]["kind"]}
        for node, other, edge in graph.edges(data=True)
    )
    sets, members = signatures(graph), nodes_of(graph, kind)
    several = sum(len(sets[member]) > 1 for member in members)
    parts = ("summary.municipalities", "summary.memberships", "summary.several")
    if kind == "organisation":
        parts = ("large.members", "large.memberships", "large.several")
    counted = dict(zip(parts, (len(members), memberships, several), strict=True))
    counted = {"summary.networks": len(nodes_of(graph, "network"))} | counted
    shown = [Figure(number(language, count), say(key, count=count)) for key, count in counted.items()]
    return (*shown, Figure(day(language, date), say("summary.date"))) if date else tuple(shown)


def sentences(graph: nx.Graph[str], content: ListContent, sets: UpSet, *, unconfirmed: str = "") -> Iterator[str]:
    """Yield the findings: largest network, most connected municipalities, largest shared set, and so on.

    The last one says that candidates are shown, if they are.

    Parameters
    ----------
    graph : networkx.Graph
        From :func:`kuntaverkostot.bipartite_graph`.
    content : ListContent
        The list.
    sets : UpSet
        From :func:`kuntaverkostot.upset`.
    unconfirmed : str
        Sentence added to the count of municipalities without a known membership.
    """
    language = content.language
    say = speaker(language)
    largest = only_largest(content.networks, lambda entry: len(entry.members))
    if largest:
        yield say("summary.largest", network=largest.name.text, members=largest.extent)
    current_networks = signatures(graph)
    municipalities = [entry for letter in content.letters for entry in letter.members]
    highest = max((len(current_networks[entry.node]) for entry in municipalities), default=0)
    several = sum(len(current_networks[entry.node]) > 1 for entry in municipalities)
    if several:
        yield say("summary.several_sentence", count=several)
        names = [entry.name.text for entry in municipalities if len(current_networks[entry.node]) == highest]
        networks = say("count.networks", count=highest)
        key = "summary.connected" if len(names) <= MOST_NAMES else "summary.connected_many"
        yield say(key, count=len(names), networks=networks, names=join_words(language, names))
    if sets.largest_shared:
        shared, size = sets.largest_shared
        names_of = {node_code(entry.node): entry.name.text for entry in content.networks}
        together = join_words(language, [say("words.quoted", name=names_of[code]) for code in shared])
        members = say("count.municipalities" if municipalities else "count.members", count=size)
        yield say("summary.shared", networks=together, members=members)
    none = sum(not entry.networks for entry in municipalities)
    if none:
        yield " ".join(filter(None, (say("summary.none_sentence", count=none, where=content.where), unconfirmed)))
    if alone := sum(not entry.networks for entry in content.organisations):
        yield say("summary.none_members", count=alone, where=content.where)
    candidates = sum(len(entry.candidates) for entry in content.networks)
    if candidates:
        yield say("summary.candidates", count=candidates)


def only_largest(entries: Iterable[Entry], size: Callable[[Entry], int]) -> Entry | None:
    """Return what is larger than all others; None where several are as large, or all are empty.

    >>> only_largest(["a", "ccc", "bb"], len), only_largest(["aa", "bb"], len), only_largest([""], len)
    ('ccc', None, None)
    """
    ranked = sorted(entries, key=size, reverse=True)
    second = size(ranked[1]) if len(ranked) > 1 else 0
    return ranked[0] if ranked and size(ranked[0]) > second else None


def unknown_sentences(dataset: Dataset, content: ListContent) -> Iterator[str]:
    """Yield what is not known: municipalities and networks without members, partial lists, candidates left out.

    Parameters
    ----------
    dataset : Dataset
        The tables.
    content : ListContent
        The list.
    """
    say = speaker(content.language)
    municipalities = [entry for letter in content.letters for entry in letter.members]
    none = sum(not entry.networks for entry in municipalities)
    if none:
        sentence = say("summary.none_sentence", count=none, where=content.where)
        yield f"{sentence} {say('summary.none_note_short')}"
    if alone := sum(not entry.networks for entry in content.organisations):
        yield f"{say('summary.none_members', count=alone, where=content.where)} {say('summary.none_members_note')}"
    empty = sum(not network.members for network in content.networks)
    if empty:
        yield say("unknown.networks", count=empty)
    partial = [entry.name.text for entry in content.networks if entry.partial]
    if partial:
        yield say("unknown.partial", networks=join_words(content.language, partial))
    if (dataset.figures["scope"] == "primary").any():
        yield say("unknown.primary")
    yield say("unknown.names")
    candidates = int((~is_confirmed(dataset.memberships["basis"])).sum())
    if candidates and not content.has_candidates:
        yield say("list.no_candidates", count=candidates)
