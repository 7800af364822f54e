"""The page of a member: its networks and why, who else is in them, who is most like it, and what is not known."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from kuntaverkostot.analysis.explanation import answer_of
from kuntaverkostot.dataset import lookups
from kuntaverkostot.dataset.kinds import Kind
from kuntaverkostot.dataset.schema import split_list
from kuntaverkostot.dataset.standing import is_current, is_listed
from kuntaverkostot.listing.entries import NetworkEntry, Source
from kuntaverkostot.text.language import LANGUAGES, Name, day, number, one_line
from kuntaverkostot.website.citations import Citations
from kuntaverkostot.website.edition import Edition
from kuntaverkostot.website.gaps import Gaps, Unknown

FEW = 5  # others that are named beside a network


@dataclass(frozen=True, slots=True)
class Membership:
    """A network of a member as its page shows it."""

    network: Markup
    swatch: Markup
    extent: str
    why: str
    oldest: str
    sources: tuple[int, ...]
    others: str
    near: Markup
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Peer:
    """A member like another, and what they have in common."""

    link: Markup
    common: str


@dataclass(frozen=True, slots=True)
class MemberPage:
    """What the page of a member shows.

    Parameters
    ----------
    node : str
        Node id.
    name : Name
        Its name.
    others : tuple of Name
        Its other names.
    facts : tuple of str
        Region, inhabitants, language and code, as far as they are known.
    memberships : tuple of Membership
        Its networks, ended ones last.
    current : tuple of str
        Node ids of those that have not ended.
    peers : tuple of Peer
        The members most like it.
    alike : str
        How many others are in the same networks, where not all of them are named; "" otherwise.
    unknown : Unknown
        What is not known.
    sources : tuple of Source
        Sources that the page cites.
    """

    node: str
    name: Name
    others: tuple[Name, ...]
    facts: tuple[str, ...]
    memberships: tuple[Membership, ...]
    current: tuple[str, ...]
    peers: tuple[Peer, ...]
    alike: str
    unknown: Unknown
    sources: tuple[Source, ...]


class MemberPages:
    """Makes the pages of members in one language; what they share is looked up once."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.gaps = Gaps(edition)
        foundation = edition.foundation
        self.entries = {
            int(row): entry for row, entry in zip(edition.localized.networks_as, edition.networks, strict=True)
        }
        places = {entry.node: place for place, entry in enumerate(edition.networks)}
        self.places = {row: places[entry.node] for row, entry in self.entries.items()}
        self.network_ids = foundation.scene.arrays.networks["network_id"].tolist()
        self.names = foundation.scene.arrays.members[[f"name_{language}" for language in LANGUAGES]].to_numpy().tolist()
        self.kinds = foundation.scene.arrays.members["kind"].tolist()
        self.codes = foundation.scene.arrays.members["code"].tolist()
        # Where some networks have ended, what is counted without them says so.
        none_ended = all(is_current(entry.status) for entry in edition.networks)
        self.in_common = "site.peer" if none_ended else "site.peer_current"
        self.near: dict[tuple[int, str], list[int]] = {}

    def page(self, row: int) -> MemberPage:
        """Return the page of the member in a row of the arrays."""
        edition, foundation = self.edition, self.edition.foundation
        networks, starts = foundation.networks_of
        held = sorted(
            networks[starts[row] : starts[row + 1]].tolist(),
            key=lambda network: (not is_current(self.entries[network].status), self.places[network]),
        )
        citations = Citations(edition.content.sources)
        name = edition.localized.members[int(edition.place_of[row])]
        others = {text: language for text, language in zip(self.names[row], LANGUAGES, strict=True) if text}
        peers, alike = self._peers(row)
        return MemberPage(
            node=foundation.nodes[row],
            name=name,
            others=tuple(Name(one_line(text), code) for text, code in others.items() if one_line(text) != name.text),
            facts=tuple(self._facts(row)),
            memberships=tuple(self._membership(row, network, citations) for network in held),
            current=tuple(entry.node for entry in map(self.entries.__getitem__, held) if is_current(entry.status)),
            peers=peers,
            alike=alike,
            unknown=self.gaps.of(
                self.kinds[row], self.codes[row], name.text, {self.network_ids[network] for network in held}
            ),
            sources=citations.sources,
        )

    def short_names(self, row: int) -> list[str]:
        """Return the short names of the current networks of a member."""
        networks, starts = self.edition.foundation.networks_of
        held = sorted(networks[starts[row] : starts[row + 1]].tolist(), key=self.places.__getitem__)
        entries = map(self.entries.__getitem__, held)
        return [entry.short.text for entry in entries if is_current(entry.status)]

    def _facts(self, row: int) -> Iterator[str]:
        edition, foundation = self.edition, self.edition.foundation
        if region := edition.regions.get(foundation.region[row], ""):
            yield region
        persons = int(foundation.scene.inhabitants[row])
        if persons >= 0:
            population = edition.say("tool.population", date=edition.content.date)
            yield f"{population}: {number(edition.language, persons)}"
        municipality = foundation.row_of.get(self.codes[row]) if foundation.region[row] else None
        if municipality:
            yield edition.say(f"municipality_language.{municipality['language']}")
            yield f"{edition.say('tool.code')}: {self.codes[row]}"
        for network, name, value in foundation.values.get(foundation.nodes[row], ()):
            if not network:
                yield f"{one_line(name)}: {one_line(value)}"

    def _membership(self, row: int, network: int, citations: Citations) -> Membership:
        edition, foundation = self.edition, self.edition.foundation
        entry, code = self.entries[network], self.network_ids[network]
        kind: Kind = self.kinds[row]
        dataset, member = foundation.scene.dataset, self.codes[row]
        answer = answer_of(dataset, kind, member, foundation.network_rows[code], language=edition.language)
        basis, _ = lookups.membership(dataset, kind, member, code) or ("", "")
        sources = edition.numbers(split_list(answer.sources))
        dates = (
            [foundation.dated[source] for source in sources if source in foundation.dated] if is_listed(basis) else []
        )
        oldest = day(edition.language, min(dates)) if dates else ""
        others, near = self._others(row, network, entry)
        return Membership(
            network=edition.link(entry),
            swatch=edition.swatch(entry.node),
            extent=edition.say("list.ended_suffix") if not is_current(entry.status) else "",
            # A table of one's own says no more than that somebody is in it.
            why=edition.say("site.why", why=answer.why) if foundation.sourced or code in lookups.rules(dataset) else "",
            oldest=edition.say("site.oldest", date=oldest) if oldest else "",
            sources=citations.cite(sources),
            others=others,
            near=near,
            values=tuple(
                f"{one_line(name)}: {one_line(value)}"
                for held, name, value in foundation.values.get(foundation.nodes[row], ())
                if held == code
            ),
        )

    def _others(self, row: int, network: int, entry: NetworkEntry) -> tuple[str, Markup]:
        """Return how many others are in a network, and those that are few, or few in the same region, by name."""
        edition, foundation = self.edition, self.edition.foundation
        count = entry.size - 1
        if not count:
            return edition.say("site.no_others"), Markup()
        sentence = edition.say("site.others", count=count)
        place, own = self.places[network], int(edition.place_of[row])
        if count <= FEW:
            members, _ = edition.members_of(place)
            return f"{sentence}:", Markup(", ").join(edition.links[other] for other in members if other != own) + "."
        region = foundation.region[row]
        near = [other for other in self._in_region(place, region) if other != own] if region else []
        if not 0 < len(near) <= FEW:
            return f"{sentence}.", Markup()
        names = Markup(", ").join(edition.links[other] for other in near)
        return f"{sentence}.", edition.as_html("site.near", names=names)

    def _in_region(self, place: int, region: str) -> list[int]:
        """Return the places of the members of a network in a region."""
        if (place, "") not in self.near:
            self.near[place, ""] = []
            members, _ = self.edition.members_of(place)
            for member in members:
                code = self.edition.foundation.region[int(self.edition.localized.members_as[member])]
                if code:
                    self.near.setdefault((place, code), []).append(member)
        return self.near.get((place, region), [])

    def _peers(self, row: int) -> tuple[tuple[Peer, ...], str]:
        edition, nearest = self.edition, self.edition.foundation.nearest
        alike = nearest.of(row)
        degrees = nearest.degrees
        peers = []
        for other, shared in zip(alike.members.tolist(), alike.shared.tolist(), strict=True):
            networks = edition.say("count.networks", count=shared)
            is_same = shared == degrees[row] == degrees[other]
            common = edition.say("site.peer_same") if is_same else edition.say(self.in_common, networks=networks)
            peers.append(Peer(edition.links[int(edition.place_of[other])], common))
        if alike.alike <= len(peers):
            return tuple(peers), ""
        key = "site.alike" if edition.foundation.scene.inhabitants[row] >= 0 else "site.alike_few"
        return tuple(peers), edition.say(key, count=alike.alike)
