"""The networks of a large list, with what is known of each; their members are not among it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import numpy as np

from kuntaverkostot.analysis.graph import page_places
from kuntaverkostot.analysis.membership_arrays import Overview, Positions
from kuntaverkostot.dataset.completeness import NOTHING, extent, published_members, where_sought
from kuntaverkostot.dataset.dataset import Dataset, newest_date, records
from kuntaverkostot.dataset.rules import populations_at
from kuntaverkostot.dataset.standing import STATUSES
from kuntaverkostot.listing.content import (
    by_network,
    cited,
    facts_told,
    groups_of,
    numbers_of,
    rules_told,
    states_of,
)
from kuntaverkostot.listing.entries import Fact
from kuntaverkostot.listing.localized import Ordered
from kuntaverkostot.text.language import Name, day, named, number
from kuntaverkostot.text.node_ids import network_node, node_code

NOT_KNOWN = -1


@dataclass(frozen=True, slots=True)
class Entry:
    """A network in the list: what is known of it, and how many members it has."""

    node: str
    id: str
    name: Name
    short: Name
    ours: bool
    size: int
    extent: str
    partial: bool
    inhabitants: str
    description: str
    about_members: str
    state: tuple[str, ...]
    status: str
    rules: tuple[Fact, ...]
    facts: tuple[Fact, ...]
    sources: tuple[int, ...]


def inhabitants_of(dataset: Dataset, found: Overview) -> Positions:
    """Return the inhabitants of each member at the newest date, -1 where the tables have none."""
    known = np.full(len(found.members), NOT_KNOWN, dtype=np.int64)
    if date := newest_date(dataset):
        counted = populations_at(dataset.municipalities, dataset.populations, date=date)
        rows = np.flatnonzero(found.members["kind"] == "municipality")
        known[rows] = found.members["code"].iloc[rows].map(counted).fillna(NOT_KNOWN).astype(np.int64)
    return known


def inhabitants_of_networks(found: Overview, inhabitants: Positions) -> Positions:
    """Return the inhabitants of all members of each network, -1 where those of one are not known."""
    count = len(found.networks)
    there = inhabitants[found.member]
    total = np.bincount(found.network, weights=there, minlength=count).astype(np.int64)
    unknown = np.bincount(found.network, weights=there == NOT_KNOWN, minlength=count) > 0
    total[unknown | (found.sizes == 0)] = NOT_KNOWN
    return total


def large_entries(dataset: Dataset, found: Overview, told: Ordered, inhabitants: Positions) -> list[Entry]:
    """Return the networks in the order of their names.

    Parameters
    ----------
    dataset : Dataset
        The tables.
    found : Overview
        The same as arrays.
    told : Ordered
        The same in the order of a language.
    inhabitants : numpy.ndarray of int, shape (members,)
        From :func:`inhabitants_of`.
    """
    rows, sizes = records(found.networks), found.sizes.tolist()
    people = inhabitants_of_networks(found, inhabitants).tolist()
    published = published_members(dataset)
    facts, rules, numbers = by_network(dataset.network_facts), by_network(dataset.rules), numbers_of(dataset)

    def entry(row: int, node: str, name: Name) -> Entry:
        network: dict[str, Any] = rows[row]
        code, short = network["network_id"], named(network, told.language, stem="short")
        size, published_one = sizes[row], published.get(code, NOTHING)
        return Entry(
            node=network_node(code),
            id=node,
            name=name,
            short=Name(*short) if short[0] else name,
            ours=network[f"name_{name.language}_basis"] == "ours",
            size=size,
            extent=extent(told.language, size, published_one, unit=_unit(network["member_kind"])),
            partial=size > 0 and published_one.exceeds(size),
            inhabitants="" if people[row] == NOT_KNOWN else number(told.language, people[row]),
            description=network[f"description_{told.language}"],
            about_members=network[f"members_{told.language}"],
            state=tuple(states_of(network, told.language)),
            status=network["status"],
            rules=tuple(rules_told(rules[code], told.language, numbers)),
            facts=tuple(facts_told(facts[code], told.language, numbers)),
            sources=cited(network["source_ids"], numbers),
        )

    listed = zip(told.networks_as.tolist(), told.network_ids, told.networks, strict=True)
    return [entry(*one) for one in listed]


def _unit(member_kind: str) -> str:
    return "municipalities" if member_kind == "municipality" else "members"


def large_groups(dataset: Dataset, entries: list[Entry], language: str) -> Iterator[tuple[Name, list[Entry]]]:
    """Yield the name of each group of networks, and its networks: working ones first, in the order of the page.

    Those without a place of their own come last, in alphabetical order.
    """
    groups = groups_of(dataset)
    places = {network: place for place, row in enumerate(groups) for network in row["networks"]}
    own = page_places(dataset)
    placed = [
        (places[code], STATUSES.index(entry.status), own[code][1], entry)
        for entry in entries
        for code in [node_code(entry.node)]
    ]
    for place, found in groupby(sorted(placed, key=lambda one: one[:3]), key=lambda one: one[0]):
        yield Name(*named(groups[place], language)), [entry for _, _, _, entry in found]


def about_members(
    dataset: Dataset, found: Overview, told: Ordered, inhabitants: Positions, entries: list[Entry]
) -> dict[str, Any]:
    """Return what the tables tell of members: of municipalities, and of how many of them are known.

    Returns
    -------
    dict
        ``date``, day of the inhabitants, as the language writes it; ``regions``, names; ``about``, a row for each
        municipality: its place, its inhabitants or None, the code of its language, and the place of its region among
        the names, -1 where it has none; ``extents``, how many members of each network are known; ``where``, where
        no membership was found.
    """
    names = {row["region_code"]: named(row, told.language)[0] for row in records(dataset.regions)}
    rows = {row["municipality_code"]: row for row in records(dataset.municipalities)}
    used = sorted({names[row["region_code"]] for row in rows.values() if row["region_code"] in names})
    places = {name: place for place, name in enumerate(used)}
    kinds, codes = found.members["kind"].tolist(), found.members["code"].tolist()
    people = inhabitants.tolist()
    about = []
    for place, row in enumerate(told.members_as.tolist()):
        if kinds[row] == "municipality":
            known, region = rows[codes[row]], names.get(rows[codes[row]]["region_code"], "")
            count = None if people[row] == NOT_KNOWN else people[row]
            about.append([place, count, known["language"], places.get(region, -1)])
    date = newest_date(dataset)
    return {
        "date": day(told.language, date) if date else "",
        "regions": used,
        "about": about,
        "extents": [entry.extent if entry.size else "" for entry in entries],
        "where": where_sought(told.language, sourced=not dataset.sources.empty),
    }
