"""The content of the list where there are too many members to list all of them: networks, with how many they have."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from kuntaverkostot.analysis.attributes import in_one_line, own_values
from kuntaverkostot.analysis.membership_arrays import MembershipArrays, Positions
from kuntaverkostot.dataset.completeness import is_sourced, where_sought
from kuntaverkostot.dataset.dataset import Dataset, newest_date
from kuntaverkostot.dataset.rules import populations_at
from kuntaverkostot.listing.entries import ListContent, NetworkEntry
from kuntaverkostot.listing.localized import Localized
from kuntaverkostot.listing.network_entries import (
    fact_sentences,
    group_entries,
    network_entry,
    network_tables,
    written_date,
)
from kuntaverkostot.listing.source_list import sources_of
from kuntaverkostot.text.language import number
from kuntaverkostot.text.node_ids import anchor

NOT_KNOWN = -1


def content_on_demand(
    dataset: Dataset, arrays: MembershipArrays, inhabitants: Positions, *, language: str
) -> ListContent:
    """Return the content of the list without members.

    Parameters
    ----------
    dataset : Dataset
        The tables.
    arrays : MembershipArrays
        The tables as arrays.
    inhabitants : numpy.ndarray of int, shape (members,)
        From :func:`inhabitants_of`.
    language : {"fi", "sv", "en"}
        Language of the list.
    """
    tables = network_tables(dataset, language)
    ids, sizes = arrays.networks["network_id"].tolist(), arrays.sizes.tolist()
    persons = inhabitants_of_networks(arrays, inhabitants).tolist()
    counted = {code: counts for code, *counts in zip(ids, sizes, persons, strict=True)}

    def entry(code: str) -> NetworkEntry:
        size, people = counted[code]
        known = "" if people == NOT_KNOWN else number(language, people)
        return network_entry(tables, code, size=size, inhabitants=known)

    return ListContent(
        language=language,
        detail="on_demand",
        groups=group_entries(dataset, tables, entry),
        letters=(),
        organisations=(),
        merged=(),
        facts=tuple(fact_sentences(tables.facts.get("", ()), language, tables.numbers)),
        sources=sources_of(dataset, language),
        where=where_sought(language, sourced=is_sourced(dataset)),
        date=written_date(dataset, language),
    )


def attribute_texts(dataset: Dataset, localized: Localized) -> tuple[list[str], list[str]]:
    """Return what a table of one's own says of each member, and of each membership, in one line or "".

    Parameters
    ----------
    dataset : Dataset
        The tables.
    localized : Localized
        Members and memberships in the order of the list.
    """
    # Where members are only counted, nobody is named unless somebody asks.
    values = {} if localized.counted else own_values(dataset)
    by_place = {
        (anchor(member), anchor(network) if network else ""): in_one_line(attributes)
        for (member, network), attributes in values.items()
    }
    ids, networks = localized.member_ids, localized.network_ids
    pairs = zip(localized.member.tolist(), localized.network.tolist(), strict=True)
    return (
        [by_place.get((member, ""), "") for member in ids],
        [by_place.get((ids[member], networks[network]), "") for member, network in pairs],
    )


def text_on_demand(
    localized: Localized, networks: Sequence[NetworkEntry], texts: tuple[Sequence[str], Sequence[str]]
) -> str:
    """Return networks and their members as plain text; where members are only counted, networks and exact sets.

    Parameters
    ----------
    localized : Localized
        Members and memberships in the order of the list.
    networks : sequence of NetworkEntry
        The networks in this order.
    texts : tuple of sequence of str
        From :func:`attribute_texts`.
    """
    if localized.counted:
        return "\n".join([*(f"{entry.name.text} ({entry.extent})" for entry in networks), *_sets(localized)]) + "\n"
    starts = localized.starts().tolist()
    lines: list[str] = []
    for entry, begin, end in zip(networks, starts[:-1], starts[1:], strict=True):
        lines += [f"{entry.name.text} ({entry.extent})"]
        members = zip(localized.member[begin:end].tolist(), texts[1][begin:end], strict=True)
        lines += [f"- {localized.members[place].text}{f' ({text})' * bool(text)}" for place, text in members]
    return "\n".join(lines) + "\n"


def _sets(localized: Localized) -> Iterator[str]:
    """Yield how many members are in exactly the same networks, and in which."""
    order = np.argsort(localized.member, kind="stable")
    networks = [localized.networks[place].text for place in localized.network[order].tolist()]
    ends = np.searchsorted(localized.member[order], np.arange(1, len(localized.members) + 1)).tolist()
    for name, begin, end in zip(localized.members, [0, *ends], ends, strict=False):
        yield f"- {name.text}: {', '.join(networks[begin:end])}"


def inhabitants_of(dataset: Dataset, arrays: MembershipArrays) -> Positions:
    """Return the population of each member at the newest date; -1 when unknown."""
    persons = np.full(len(arrays.members), NOT_KNOWN, dtype=np.int64)
    if date := newest_date(dataset):
        counted = populations_at(dataset.municipalities, dataset.populations, date=date)
        by_code, rows = counted.to_dict(), np.flatnonzero(arrays.municipal)
        codes = arrays.members["code"].to_numpy()[rows]
        persons[rows] = [by_code.get(code, NOT_KNOWN) for code in codes]
    return persons


def inhabitants_of_networks(arrays: MembershipArrays, inhabitants: Positions) -> Positions:
    """Return the total population of the members of each network; -1 when that of any member is unknown."""
    count = len(arrays.networks)
    of_members = inhabitants[arrays.member]
    total = np.bincount(arrays.network, weights=of_members, minlength=count).astype(np.int64)
    incomplete = np.bincount(arrays.network, weights=of_members == NOT_KNOWN, minlength=count) > 0
    total[incomplete | (arrays.sizes == 0)] = NOT_KNOWN
    return total
