"""Membership arrays with the names of one language, in the order of the list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from kuntaverkostot.analysis.membership_arrays import MembershipArrays, Positions
from kuntaverkostot.text.language import FALLBACK, Name, alphabetical, one_line
from kuntaverkostot.text.node_ids import anchor, network_node, node_id


@dataclass(frozen=True, slots=True, eq=False)
class Localized:
    """Members in alphabetical order, networks in the order of the list, and their memberships.

    Attributes
    ----------
    language : {"fi", "sv", "en"}
        The language.
    members, networks : list of Name
        Their names, in this order.
    member_ids, network_ids : list of str
        Anchors on the page.
    members_as, networks_as : numpy.ndarray of int
        Row of the arrays at each place.
    member, network, ground : numpy.ndarray of int, shape (memberships,)
        Places of member and network, and the ground of the membership; sorted by network, then member.
    counted : bool
        Whether members are only counted: each of them stands for those in exactly the same networks, the most first.
    """

    language: str
    members: list[Name]
    networks: list[Name]
    member_ids: list[str]
    network_ids: list[str]
    members_as: Positions
    networks_as: Positions
    member: Positions
    network: Positions
    ground: Positions
    counted: bool = False

    def starts(self) -> Positions:
        """Return the first membership of each network, and the end of the last."""
        return np.searchsorted(self.network, np.arange(len(self.networks) + 1))


def localize(arrays: MembershipArrays, *, language: str, networks: Sequence[str]) -> Localized:
    """Return membership arrays in the order of the list.

    Parameters
    ----------
    arrays : MembershipArrays
        From :func:`kuntaverkostot.analysis.membership_arrays.membership_arrays`.
    language : {"fi", "sv", "en"}
        Language of the names; a missing name falls back to another language.
    networks : sequence of str
        Ids of all networks, in the order of the list.
    """
    members_as, members = _by_name(arrays, language)
    networks_as = pd.Index(arrays.networks["network_id"]).get_indexer(pd.Index(networks))
    names = _names(arrays.networks, language)
    member, network = _places(members_as)[arrays.member], _places(networks_as)[arrays.network]
    order = np.lexsort((member, network))
    kinds, codes = arrays.members["kind"].tolist(), arrays.members["code"].tolist()
    return Localized(
        language=language,
        members=members,
        networks=[names[row] for row in networks_as.tolist()],
        member_ids=[anchor(node_id(kinds[row], codes[row])) for row in members_as.tolist()],
        network_ids=[anchor(network_node(code)) for code in networks],
        members_as=members_as,
        networks_as=networks_as,
        member=member[order],
        network=network[order],
        ground=arrays.ground[order],
        counted=arrays.counts is not None,
    )


def _by_name(arrays: MembershipArrays, language: str) -> tuple[Positions, list[Name]]:
    """Return the rows of the members in the order of their names, and the names; of counts, the largest first."""
    names = _names(arrays.members, language)
    if arrays.counts is not None:
        rows = np.argsort(-arrays.counts, kind="stable")
        return rows, [names[row] for row in rows.tolist()]
    order, codes = alphabetical(language), arrays.members["code"].tolist()
    keys = [(order(name.text), code) for name, code in zip(names, codes, strict=True)]
    ranked = sorted(range(len(names)), key=keys.__getitem__)
    return np.array(ranked, dtype=np.intp), [names[row] for row in ranked]


def _names(table: pd.DataFrame, language: str) -> list[Name]:
    """Return the name in each row, or in the next language in which there is one; by columns, which is faster."""
    languages = FALLBACK[language]
    none = Name("", language)

    def first(texts: tuple[str, ...]) -> Name:
        return next((Name(one_line(text), own) for text, own in zip(texts, languages, strict=True) if text), none)

    columns = [table[f"name_{candidate}"].tolist() for candidate in languages]
    return list(map(first, zip(*columns, strict=True)))


def _places(rows: Positions) -> Positions:
    places = np.empty_like(rows)
    places[rows] = np.arange(len(rows))
    return places
