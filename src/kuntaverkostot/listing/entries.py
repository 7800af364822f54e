"""Entries of the list in one language: networks, members, groups and sources."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from kuntaverkostot.analysis.membership_arrays import Detail
from kuntaverkostot.dataset.standing import is_listed
from kuntaverkostot.text.language import Name


class Titled(Protocol):
    """An entry with a node and a name."""

    @property
    def node(self) -> str:
        """Its node id."""

    @property
    def name(self) -> Name:
        """Its name."""


@dataclass(frozen=True, slots=True)
class Link:
    """A membership seen from one side: the other side, the basis, the numbers of the sources, and what is told of it.

    ``attributes`` is what a table of one's own says of the membership, such as "role: chair; since: 2019", or "".
    """

    node: str
    name: Name
    short: Name
    basis: str
    sources: tuple[int, ...]
    ended: bool
    attributes: str

    @property
    def listed(self) -> bool:
        """Whether a source names the member."""
        return is_listed(self.basis)


@dataclass(frozen=True, slots=True)
class Fact:
    """A sentence and the numbers of its sources."""

    key: str
    text: str
    sources: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class NetworkEntry:
    """A network with its details and members; ``partial`` when more members are published than known.

    ``size`` counts the known members, also where the list does not name them.
    """

    node: str
    name: Name
    short: Name
    ours: bool
    description: str
    about_members: str
    state: tuple[str, ...]
    status: str
    size: int
    extent: str
    partial: bool
    inhabitants: str
    rules: tuple[Fact, ...]
    facts: tuple[Fact, ...]
    members: tuple[Link, ...]
    candidates: tuple[Link, ...]
    sources: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class GroupEntry:
    """A group of networks."""

    group_id: str
    name: Name
    ours: bool
    networks: tuple[NetworkEntry, ...]


@dataclass(frozen=True, slots=True)
class MemberEntry:
    """A municipality, or another member, with its networks, and what a table of one's own says of it, or ""."""

    node: str
    name: Name
    others: tuple[Name, ...]
    region: str
    language: str
    population: int | None
    networks: tuple[Link, ...]
    candidates: tuple[Link, ...]
    several: bool
    attributes: str


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter of the index, with its members."""

    letter: str
    members: tuple[MemberEntry, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """A source and its number."""

    number: int
    title: Name
    publisher: Name
    date: str
    url: str


@dataclass(frozen=True, slots=True)
class ListContent:
    """The content of the list in one language; ``where`` says where memberships were sought.

    ``date`` is the day of the populations in the format of the language, or "".
    With the detail "on_demand" it says of networks how many members they have, and holds no members.
    """

    language: str
    detail: Detail
    groups: tuple[GroupEntry, ...]
    letters: tuple[Letter, ...]
    organisations: tuple[MemberEntry, ...]
    merged: tuple[str, ...]
    facts: tuple[Fact, ...]
    sources: tuple[Source, ...]
    where: str
    date: str

    @property
    def networks(self) -> Iterator[NetworkEntry]:
        """Every network, in the order of the list."""
        return (network for group in self.groups for network in group.networks)

    @property
    def has_candidates(self) -> bool:
        """Whether the list has candidates."""
        return any(network.candidates for network in self.networks)

    @property
    def members(self) -> Iterator[MemberEntry]:
        """Every municipality and then every other member, in the order of the list."""
        yield from (member for letter in self.letters for member in letter.members)
        yield from self.organisations
