"""The nodes of the graph with their attributes, and the order of networks on the page."""

from __future__ import annotations

import math

from kuntaverkostot.dataset.dataset import Dataset, newest_date, rows_of
from kuntaverkostot.dataset.rules import populations_at
from kuntaverkostot.text.language import NAMES, SHORT_NAMES
from kuntaverkostot.text.node_ids import network_node, node_id


def page_places(dataset: Dataset) -> dict[str, tuple[int, float]]:
    """Return the position of each network on the page: that of its group, and its own, infinity where it has none.

    >>> from kuntaverkostot.dataset.dataset import load_dataset
    >>> places = page_places(load_dataset())
    >>> places["suuret-kaupungit"], places["akusti"]
    ((1, 1.0), (3, inf))
    """
    groups = dict(zip(dataset.groups["group_id"], dataset.groups["position"].tolist(), strict=True))
    rows = rows_of(dataset.networks, "network_id", "group_id", "position")
    return {
        network: (groups.get(group, 0), math.inf if math.isnan(position) else position)
        for network, group, position in rows
    }


def municipality_nodes(dataset: Dataset, members: set[str]) -> list[tuple[str, dict[str, object]]]:
    """Return the node of each living municipality with its attributes, and of those that a table still lists."""
    columns, inhabitants = ("municipality_code", "ended_on", "language", "region_code"), _newest_populations(dataset)
    return [
        (
            node_id("municipality", code),
            {
                "bipartite": 0,
                "kind": "municipality",
                "code": code,
                **dict(zip(NAMES, names, strict=True)),
                "population": inhabitants.get(code),
                "language": language,
                "region_code": region,
            },
        )
        for code, ended, language, region, *names in rows_of(dataset.municipalities, *columns, *NAMES)
        # A municipality that has ended is drawn only if a table still lists it as a member.
        if not ended or code in members
    ]


def _newest_populations(dataset: Dataset) -> dict[str, int]:
    date = newest_date(dataset)
    if not date:
        return {}
    counts = populations_at(dataset.municipalities, dataset.populations, date=date)
    return {str(code): int(count) for code, count in counts.items()}


def organisation_nodes(dataset: Dataset) -> list[tuple[str, dict[str, object]]]:
    """Return the node of each other member with its attributes."""
    return [
        (
            node_id("organisation", code),
            {
                "bipartite": 0,
                "kind": "organisation",
                "code": code,
                **dict(zip(NAMES, names, strict=True)),
                "organisation_kind": kind,
            },
        )
        for code, kind, *names in rows_of(dataset.organisations, "organisation_id", "kind", *NAMES)
    ]


def group_names(dataset: Dataset) -> dict[str, dict[str, str]]:
    """Return the names of each group that has networks by its id, in order."""
    used = set(dataset.networks["group_id"].tolist())
    rows = sorted(rows_of(dataset.groups, "position", "group_id", *NAMES))
    return {group: dict(zip(NAMES, names, strict=True)) for _, group, *names in rows if group in used}


def network_nodes(dataset: Dataset) -> list[tuple[str, dict[str, object]]]:
    """Return the node of each network with its attributes."""
    columns, places = ["network_id", "group_id", "status", "member_kind", *NAMES, *SHORT_NAMES], page_places(dataset)
    order = sorted(places, key=lambda network: (places[network], network))
    positions = {network: position for position, network in enumerate(order, start=1)}
    return [
        (
            network_node(row[0]),
            {
                "bipartite": 1,
                "kind": "network",
                "code": row[0],
                **dict(zip(columns[1:], row[1:], strict=True)),
                "group_position": places[row[0]][0],
                "position": positions[row[0]],
            },
        )
        for row in rows_of(dataset.networks, *columns)
    ]
