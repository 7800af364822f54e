"""Rows of a dataset by their keys, for questions about single members and networks; each is made once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from kuntaverkostot.dataset.dataset import Dataset, records, rows_of
from kuntaverkostot.dataset.deriving import Facts, exceptions_of, facts_of
from kuntaverkostot.dataset.kinds import KEYS, KINDS, Kind, table_of
from kuntaverkostot.dataset.once import once
from kuntaverkostot.text.language import NAMES

Row = Mapping[str, Any]


@once
def facts(dataset: Dataset) -> Facts:
    """Return what rules compare, at every day of the populations."""
    return facts_of(dataset.municipalities, dataset.populations, dataset.organisations)


@once
def exceptions(dataset: Dataset) -> dict[tuple[str, str], dict[str, str]]:
    """Return whom a source adds to a rule or excepts from it, by rule and municipality."""
    return exceptions_of(dataset.rule_exceptions)


@once
def rules(dataset: Dataset) -> Mapping[str, list[Row]]:
    """Return the rules of each network that has any."""
    by_network = defaultdict(list)
    for rule in records(dataset.rules):
        by_network[rule["network_id"]].append(rule)
    return dict(by_network)


@once
def networks(dataset: Dataset) -> Mapping[str, Row]:
    """Return the networks by id."""
    return {row["network_id"]: row for row in records(dataset.networks)}


@once
def sources(dataset: Dataset) -> Mapping[str, Row]:
    """Return the sources by id, in the order of their table."""
    return {row["source_id"]: row for row in records(dataset.sources)}


@once
def members(dataset: Dataset) -> Mapping[Kind, Mapping[str, Row]]:
    """Return the names of the members by kind and id, former municipalities too."""
    return {
        kind: {row[KEYS[kind]]: row for row in records(table_of(dataset, kind)[[KEYS[kind], *NAMES]])} for kind in KINDS
    }


@once
def _places(dataset: Dataset) -> Mapping[Kind, Mapping[str, Mapping[str, int]]]:
    places: dict[Kind, dict[str, dict[str, int]]] = {kind: {} for kind in KINDS}
    for kind, table in zip(KINDS, (dataset.memberships, dataset.organisation_memberships), strict=True):
        by_network = places[kind]
        for place, (network, member) in enumerate(rows_of(table[["network_id", KEYS[kind]]])):
            by_network.setdefault(network, {})[member] = place
    return places


def membership(dataset: Dataset, kind: Kind, member: str, network: str) -> tuple[str, str] | None:
    """Return the basis and the sources of a membership; None where the tables hold none.

    >>> from kuntaverkostot.dataset.dataset import load_dataset
    >>> membership(load_dataset(), "municipality", "205", "suuret-kaupungit")[0]
    'listed'
    """
    place = _places(dataset)[kind].get(network, {}).get(member)
    if place is None:
        return None
    table = dataset.memberships if kind == KINDS[0] else dataset.organisation_memberships
    return table["basis"].iloc[place], table["source_ids"].iloc[place]
