"""Networks of a large list, without their members."""

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
    cited_numbers,
    fact_sentences,
    network_groups,
    rows_by_network,
    rule_sentences,
    source_numbers,
    state_sentences,
)
from kuntaverkostot.listing.entries import Fact
from kuntaverkostot.listing.localized import Localized
from kuntaverkostot.text.language import Name, day, named, number
from kuntaverkostot.text.node_ids import network_node, node_code

NOT_KNOWN = -1


@dataclass(frozen=True, slots=True)
class Entry:
    """A network in the list, with the number of its members."""

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


def inhabitants_of(dataset: Dataset, arrays: Overview) -> Positions:
    """Return the population of each member at the newest date; -1 when unknown."""
    persons = np.full(len(arrays.members), NOT_KNOWN, dtype=np.int64)
    if date := newest_date(dataset):
        counted = populations_at(dataset.municipalities, dataset.populations, date=date)
        rows = np.flatnonzero(arrays.members["kind"] == "municipality")
        persons[rows] = arrays.members["code"].iloc[rows].map(counted).fillna(NOT_KNOWN).astype(np.int64)
    return persons


def inhabitants_of_networks(arrays: Overview, inhabitants: Positions) -> Positions:
    """Return the total population of the members of each network; -1 when that of any member is unknown."""
    count = len(arrays.networks)
    of_members = inhabitants[arrays.member]
    total = np.bincount(arrays.network, weights=of_members, minlength=count).astype(np.int64)
    incomplete = np.bincount(arrays.network, weights=of_members == NOT_KNOWN, minlength=count) > 0
    total[incomplete | (arrays.sizes == 0)] = NOT_KNOWN
    return total


def large_entries(dataset: Dataset, arrays: Overview, localized: Localized, inhabitants: Positions) -> list[Entry]:
    """Return the networks in the order of their names.

    Parameters
    ----------
    dataset : Dataset
        The tables.
    arrays : Overview
        The tables as arrays.
    localized : Localized
        The arrays in the order of a language.
    inhabitants : numpy.ndarray of int, shape (members,)
        From :func:`inhabitants_of`.
    """
    rows, sizes = records(arrays.networks), arrays.sizes.tolist()
    persons = inhabitants_of_networks(arrays, inhabitants).tolist()
    published = published_members(dataset)
    facts, rules = rows_by_network(dataset.network_facts), rows_by_network(dataset.rules)
    numbers = source_numbers(dataset)

    def entry(row: int, node: str, name: Name) -> Entry:
        network: dict[str, Any] = rows[row]
        code, short = network["network_id"], named(network, localized.language, stem="short")
        size, known = sizes[row], published.get(code, NOTHING)
        return Entry(
            node=network_node(code),
            id=node,
            name=name,
            short=Name(*short) if short[0] else name,
            ours=network[f"name_{name.language}_basis"] == "ours",
            size=size,
            extent=extent(localized.language, size, known, unit=_unit(network["member_kind"])),
            partial=size > 0 and known.exceeds(size),
            inhabitants="" if persons[row] == NOT_KNOWN else number(localized.language, persons[row]),
            description=network[f"description_{localized.language}"],
            about_members=network[f"members_{localized.language}"],
            state=tuple(state_sentences(network, localized.language)),
            status=network["status"],
            rules=tuple(rule_sentences(rules[code], localized.language, numbers)),
            facts=tuple(fact_sentences(facts[code], localized.language, numbers)),
            sources=cited_numbers(network["source_ids"], numbers),
        )

    listed = zip(localized.networks_as.tolist(), localized.network_ids, localized.networks, strict=True)
    return [entry(*network_in_order) for network_in_order in listed]


def _unit(member_kind: str) -> str:
    return "municipalities" if member_kind == "municipality" else "members"


def large_groups(dataset: Dataset, entries: list[Entry], language: str) -> Iterator[tuple[Name, list[Entry]]]:
    """Yield each group with its networks: current ones first, then by position, then by name."""
    groups = network_groups(dataset)
    places = {network: place for place, row in enumerate(groups) for network in row["networks"]}
    own = page_places(dataset)
    placed = [
        (places[code], STATUSES.index(entry.status), own[code][1], entry)
        for entry in entries
        for code in [node_code(entry.node)]
    ]
    for place, in_group in groupby(sorted(placed, key=lambda one: one[:3]), key=lambda one: one[0]):
        yield Name(*named(groups[place], language)), [entry for _, _, _, entry in in_group]


def about_members(
    dataset: Dataset, arrays: Overview, localized: Localized, inhabitants: Positions, entries: list[Entry]
) -> dict[str, Any]:
    """Return details of members for the scripts of the page.

    Returns
    -------
    dict
        ``date``, day of the populations in the format of the language; ``regions``, names; ``about``, a row for each
        municipality: place, population or None, code of its language, and place of its region among the names or -1;
        ``extents``, numbers of known members of networks; ``where``, where memberships were sought.
    """
    names = {row["region_code"]: named(row, localized.language)[0] for row in records(dataset.regions)}
    rows = {row["municipality_code"]: row for row in records(dataset.municipalities)}
    used = sorted({names[row["region_code"]] for row in rows.values() if row["region_code"] in names})
    places = {name: place for place, name in enumerate(used)}
    kinds, codes = arrays.members["kind"].tolist(), arrays.members["code"].tolist()
    people = inhabitants.tolist()
    about = []
    for place, row in enumerate(localized.members_as.tolist()):
        if kinds[row] == "municipality":
            row_of_member, region = rows[codes[row]], names.get(rows[codes[row]]["region_code"], "")
            count = None if people[row] == NOT_KNOWN else people[row]
            about.append([place, count, row_of_member["language"], places.get(region, -1)])
    date = newest_date(dataset)
    return {
        "date": day(localized.language, date) if date else "",
        "regions": used,
        "about": about,
        "extents": [entry.extent if entry.size else "" for entry in entries],
        "where": where_sought(localized.language, sourced=not dataset.sources.empty),
    }
