"""The days of a page that steps through them: what the explorer gets of each, and who moved."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kuntaverkostot.analysis.explanation import answer_of
from kuntaverkostot.analysis.graph import bipartite_graph, signatures
from kuntaverkostot.analysis.membership_arrays import membership_arrays
from kuntaverkostot.dataset import lookups
from kuntaverkostot.dataset.dataset import Dataset, rows_of
from kuntaverkostot.dataset.deriving import POPULATION
from kuntaverkostot.dataset.rederived import at_date
from kuntaverkostot.diagram.labels import cluster_lines, network_lines
from kuntaverkostot.listing.content import list_content
from kuntaverkostot.listing.localized import localize
from kuntaverkostot.listing.on_demand import inhabitants_of
from kuntaverkostot.page.changes import MOVED, UNDECIDED, Changes, changes_of, counts_of
from kuntaverkostot.page.diagram_data import network_labels
from kuntaverkostot.page.panels import paragraphs
from kuntaverkostot.page.payload import graph_data
from kuntaverkostot.page.payload_types import Payload, Step
from kuntaverkostot.page.reasons import rule_data
from kuntaverkostot.page.scene import Scene
from kuntaverkostot.text.language import day, say
from kuntaverkostot.text.node_ids import anchor, node_code, node_id

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

SIGNS = {**dict(zip(MOVED, (1, -1), strict=True)), UNDECIDED: 0}


@dataclass(frozen=True, slots=True, eq=False)
class Day:
    """A day: the dataset as it was then, and what changed since the day before.

    Attributes
    ----------
    date, heading, said : str
        The day, ISO 8601; between which days something changed, and how much, in words.
    dataset : Dataset
        The tables, of which the rules are applied to the populations of the day.
    table : pandas.DataFrame
        From :func:`kuntaverkostot.compare`.
    changes : Changes
        The same as groups.
    """

    date: str
    heading: str
    said: str
    dataset: Dataset
    table: pd.DataFrame
    changes: Changes


def on_day(dataset: Dataset, date: str) -> Dataset:
    """Return the dataset of a day: its rules, its populations, and no published figures that are of another day."""
    then = at_date(dataset, date)
    ruled = set(dataset.rules.loc[dataset.rules["field"] == POPULATION, "network_id"])
    return replace(
        then,
        populations=then.populations[then.populations["date"] == date].reset_index(drop=True),
        figures=then.figures[~then.figures["network_id"].isin(ruled)].reset_index(drop=True),
    )


def day_of(before: Dataset | None, now: Dataset, table: pd.DataFrame, *, dates: Sequence[str], language: str) -> Day:
    """Return a day, compared with the one before; ``dates`` are both, or the first one alone."""
    reasons = dict(_reasons(now, table, language))
    changes = changes_of(before or now, now, table, language=language, reasons=reasons)
    words = [day(language, date) for date in dates]
    if before is None:
        return Day(dates[-1], words[-1], say(language, "changes.first_day"), now, table, changes)
    heading = say(language, "changes.between", old=words[0], new=words[1])
    return Day(dates[-1], heading, counts_of(changes, language), now, table, changes)


def _reasons(now: Dataset, table: pd.DataFrame, language: str) -> Iterator[tuple[tuple[str, str, str], str]]:
    """Yield why somebody joined or left, by network, kind and member."""
    networks = lookups.networks(now)
    for change, network, kind, member in rows_of(table[["change", "network_id", "kind", "member_id"]]):
        if change in MOVED:
            why = answer_of(now, kind, member, networks[network], language=language).why
            yield (network, kind, member), why


def step_of(then: Day, scene: Scene, payload: Payload, *, candidates: bool, language: str) -> Step:
    """Return what the explorer gets of a day.

    Parameters
    ----------
    then : Day
        The day.
    scene : Scene
        What the page draws: places, colours and labels are those of this scene.
    payload : Payload
        What the explorer gets of the scene, in which the order of networks and members is.
    candidates : bool
        Whether memberships that no source names are shown.
    language : {"fi", "sv", "en"}
        Language of the page.
    """
    dataset, graph = then.dataset, bipartite_graph(then.dataset, candidates=candidates)
    links, content = membership_arrays(dataset, candidates=candidates), list_content(dataset, graph, language=language)
    entries = {anchor(entry.node): entry for entry in content.networks}
    networks = [entries[address] for address in payload["networks"]["id"].split()]
    codes = [node_code(entry.node) for entry in networks]
    localized = localize(links, language=language, networks=codes)
    kinds, ids = links.members["kind"].tolist(), links.members["code"].tolist()
    members = [node_id(kinds[row], ids[row]) for row in localized.members_as.tolist()]
    data = graph_data(
        dataset,
        links,
        localized,
        networks,
        scene.style,
        labels=network_labels(scene.graph, scene.drawing, [entry.node for entry in networks], language),
        inhabitants=inhabitants_of(dataset, links),
    )
    return {
        "date": then.date,
        "said": then.said,
        "moved": list(_moved(then.table, codes, members)),
        "shown": {
            "date": content.date,
            "sizes": data["sizes"],
            "links": data["links"],
            "grounds": data["grounds"],
            "ground": data["ground"],
            "about": [list(paragraphs(entry, language, date=content.date)) for entry in networks],
            **rule_data(dataset, codes, members, language=language),
        },
        "known": data["networks"]["known"],
        "population": data["members"]["population"],
        "labels": [_labels(graph, place, scene, language) for place in range(len(scene.drawing.layouts))],
    }


def _moved(table: pd.DataFrame, codes: Sequence[str], members: Sequence[str]) -> Iterator[tuple[int, int, int, str]]:
    network_at, member_at = _places(codes), _places(members)
    for change, network, kind, member, sentence in rows_of(
        table[["change", "network_id", "kind", "member_id", "sentence"]]
    ):
        if change in SIGNS:
            yield network_at[network], member_at[node_id(kind, member)], SIGNS[change], sentence


def _places(ids: Sequence[str]) -> Mapping[str, int]:
    return {code: place for place, code in enumerate(ids)}


def _labels(
    graph: nx.Graph[str], place: int, scene: Scene, language: str
) -> tuple[list[Sequence[str]], list[Sequence[str]]]:
    """Return the lines of the labels of a frame, of hubs and of clusters, as they are on a day."""
    layout, letters = scene.drawing.layouts[place], list(scene.style.letters)
    frame, by_set = layout.frame, defaultdict[tuple[str, ...], list[str]](list)
    for member, networks in signatures(graph).items():
        by_set[networks].append(member)
    hubs = sorted(layout.hubs, key=lambda hub: letters.index(hub.networks[0]))
    return (
        [
            network_lines(graph, hub.networks[0], width=frame.wrap, size=frame.type_size)[language] if hub.lines else ()
            for hub in hubs
        ],
        [
            cluster_lines(
                graph,
                cluster.networks,
                by_set[tuple(sorted(cluster.networks))],
                width=frame.wrap,
                size=frame.type_size,
                detailed=frame.detailed,
            )[language]
            for cluster in layout.clusters
        ],
    )
