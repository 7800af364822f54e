"""What is not known of a member: networks of which nobody can tell whether it is in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from markupsafe import Markup

from kuntaverkostot.analysis.explanation import Answer, answer_of
from kuntaverkostot.dataset import lookups
from kuntaverkostot.dataset.kinds import KINDS, Kind
from kuntaverkostot.dataset.standing import is_current
from kuntaverkostot.listing.entries import NetworkEntry
from kuntaverkostot.text.node_ids import node_code, node_id
from kuntaverkostot.website.edition import Edition

MOST_NAMED = 12  # networks named in a sentence


@dataclass(frozen=True, slots=True)
class Unknown:
    """What is not known of a member.

    Parameters
    ----------
    sentences : tuple of str
        Sentences, some with links.
    empty : str
        How many networks have no known member; "" for none.
    empty_links : tuple of str
        These networks as links.
    """

    sentences: tuple[str | Markup, ...]
    empty: str
    empty_links: tuple[Markup, ...]


class Gaps:
    """Finds what is not known of each member; networks that nothing decides but their list are looked at once."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        rows = edition.foundation.network_rows
        current = [entry for entry in edition.networks if is_current(entry.status)]
        self.networks = [(entry, rows[node_code(entry.node)]) for entry in current]
        self.entries = {node_code(entry.node): (entry, rows[node_code(entry.node)]) for entry in edition.networks}
        self.dataset = edition.foundation.scene.dataset
        self.rules = rules = lookups.rules(self.dataset)
        self.ruled = [(entry, row) for entry, row in self.networks if row["network_id"] in rules]
        self.open = {kind: self._by_gap(kind) for kind in KINDS}

    def _by_gap(self, kind: Kind) -> dict[str, list[NetworkEntry]]:
        """Return the networks of which nobody knows whether somebody who is not in their list is in them."""
        networks: dict[str, list[NetworkEntry]] = defaultdict(list)
        for entry, row in self.networks:
            if row["network_id"] not in self.rules:
                networks[self._answer(kind, "", row).gap].append(entry)
        return networks

    def _answer(self, kind: Kind, code: str, row: Mapping[str, str]) -> Answer:
        return answer_of(self.dataset, kind, code, row, language=self.edition.language)

    def of(self, kind: Kind, code: str, name: str, held: AbstractSet[str]) -> Unknown:
        """Return what is not known of a member.

        Parameters
        ----------
        kind : {"municipality", "organisation"}
            Table of the member.
        code : str
            Its code or id.
        name : str
            Its name.
        held : set of str
            Ids of its networks.
        """
        edition, foundation = self.edition, self.edition.foundation
        candidate = [network for network in foundation.candidates.get(node_id(kind, code), ()) if network not in held]
        sentences: list[str | Markup] = [self._candidate(network, kind, code, name) for network in candidate]
        gaps = {gap: list(entries) for gap, entries in self.open[kind].items()}
        for entry, row in self.ruled:
            if row["network_id"] in held or row["network_id"] in candidate:
                continue
            answer = self._answer(kind, code, row)
            if answer.gap:
                gaps.setdefault(answer.gap, []).append(entry)
            elif answer.verdict == "open":
                network = {"name": name, "network": entry.name.text, "why": answer.why}
                sentences.append(edition.say("explain.open", **network))
        mentioned = {*held, *candidate}
        incomplete = [entry for entry in gaps.get("incomplete", ()) if node_code(entry.node) not in mentioned]
        unlisted = [entry for entry in gaps.get("unlisted", ()) if node_code(entry.node) not in mentioned]
        empty = [entry for entry in gaps.get("none", ()) if node_code(entry.node) not in mentioned]
        if incomplete:
            sentences.append(self._incomplete(incomplete, name))
        if unlisted and foundation.sourced:
            sentences.append(edition.say("site.unlisted", count=len(unlisted)))
        if held and foundation.sourced and not foundation.values:
            sentences.append(edition.say("site.joined"))
        return Unknown(
            tuple(sentences),
            edition.say("unknown.networks", count=len(empty)) if empty else "",
            tuple(edition.link(entry, short=True) for entry in empty),
        )

    def _candidate(self, network: str, kind: Kind, code: str, name: str) -> str:
        entry, row = self.entries[network]
        why = self._answer(kind, code, row).why
        return self.edition.say("explain.open", name=name, network=entry.name.text, why=why)

    def _incomplete(self, networks: list[NetworkEntry], name: str) -> Markup:
        links = [self.edition.link(entry, short=True) for entry in networks[:MOST_NAMED]]
        if more := len(networks) - len(links):
            links.append(Markup("{}").format(self.edition.say("table.more", count=more)))
        named = Markup(", ").join(links)
        return self.edition.as_html("site.incomplete", count=len(networks), name=name, networks=named)
