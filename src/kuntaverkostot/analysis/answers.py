"""Whether members are in networks, and why: what the tables say of it, indexed once for any number of questions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from kuntaverkostot.dataset.completeness import NOTHING, Published, extent, known_members, published_members
from kuntaverkostot.dataset.dataset import Dataset, records, rows_of
from kuntaverkostot.dataset.kinds import KEYS, KINDS, Kind
from kuntaverkostot.dataset.rules import derive_memberships, populations_at
from kuntaverkostot.dataset.schema import join_list, split_list
from kuntaverkostot.dataset.standing import is_confirmed, is_derived
from kuntaverkostot.text.language import day, say

ORGANISED = {"organisation", "person", "association"}

Row = Mapping[str, Any]
Verdict = Literal["yes", "no", "open"]
# Why nobody knows: the list lacks members, has none, may be complete or not; or for another reason.
Gap = Literal["", "incomplete", "none", "unlisted"]


class Answer(NamedTuple):
    """Whether a member is in a network, why, the list of source ids, and what the list of the network lacks."""

    verdict: Verdict
    why: str
    sources: str = ""
    gap: Gap = ""


@dataclass(frozen=True, slots=True, eq=False)
class Answers:
    """What the tables say of memberships.

    Attributes
    ----------
    held : mapping of (str, str, str) to (str, str)
        Basis and source ids, by network, kind of member and its code.
    rules : mapping of str to list of mapping
        Rules by network.
    met : set of (str, str)
        Rule and member, where the member follows from the rule.
    persons : mapping of str to mapping of str to int
        Inhabitants by municipality, by day of a rule.
    spoken : mapping of str to str
        Language of each municipality.
    known : mapping of str to int
        Known members by network.
    published : mapping of str to Published
        Published numbers by network.
    figures : mapping of str to str
        List of the sources of its figures, by network.
    """

    held: Mapping[tuple[str, str, str], tuple[str, str]]
    rules: Mapping[str, list[dict[str, Any]]]
    met: frozenset[tuple[str, str]]
    persons: Mapping[str, Mapping[str, int]]
    spoken: Mapping[str, str]
    known: Mapping[str, int]
    published: Mapping[str, Published]
    figures: Mapping[str, str]

    def answer(self, kind: Kind, code: str, network: Row, language: str) -> Answer:
        """Return whether a member is in a network, and why.

        Parameters
        ----------
        kind : {"municipality", "organisation"}
            Table of the member.
        code : str
            Its code or id.
        network : mapping
            Row of the network.
        language : {"fi", "sv", "en"}
            Language of the reason.
        """
        outcomes = list(self._outcomes(kind, code, network["network_id"], language))
        basis, sources = self.held.get((network["network_id"], kind, code), ("", ""))
        if not basis:
            return self._not_held(kind, network, outcomes, language)
        if not is_confirmed(basis):
            return Answer("open", say(language, "explain.candidate"))
        met = [outcome.why for outcome in outcomes if outcome.verdict == "yes"]
        if met and is_derived(basis):
            return Answer("yes", met[0], sources)
        if not met and outcomes:
            return Answer("yes", say(language, "explain.addition", why=outcomes[0].why), sources)
        return Answer("yes", say(language, f"explain.{'listed' if sources else 'held'}"), sources)

    def _not_held(self, kind: Kind, network: Row, outcomes: list[Answer], language: str) -> Answer:
        """Return why a member is not in a network, or why nobody knows whether it is."""
        wanted = network["member_kind"]
        if kind == KINDS[0] and wanted in ORGANISED:
            return Answer("no", say(language, "explain.others"), network["source_ids"])
        if kind != KINDS[0] and wanted == KINDS[0]:
            return Answer("no", say(language, "explain.municipalities"), network["source_ids"])
        code = network["network_id"]
        known, published = self.known[code], self.published.get(code, NOTHING)
        if outcomes and known and not published.exceeds(known):
            # What one rule cannot tell, the others cannot deny.
            return next((outcome for outcome in outcomes if outcome.verdict == "open"), outcomes[0])
        return _by_count(known, published, self.figures.get(code, ""), language)

    def _outcomes(self, kind: Kind, code: str, network: str, language: str) -> Iterator[Answer]:
        """Yield what each rule of a network says of a member."""
        for rule in self.rules.get(network, ()):
            if (rule["field"] == "kind") == (kind != KINDS[0]):
                yield self._outcome(code, rule, language)

    def _outcome(self, code: str, rule: Row, language: str) -> Answer:
        met, sources = (rule["rule_id"], code) in self.met, rule["source_ids"]
        verdict: Verdict = "yes" if met else "no"
        if rule["field"] == "kind":
            return Answer(verdict, say(language, f"explain.kind_{verdict}"), sources)
        if rule["field"] == "language":
            told = {"spoken": say(language, f"municipality_language.{self.spoken[code]}")}
            if not met:
                told["rule"] = say(language, "basis.rule_language_any_of")
            return Answer(verdict, say(language, f"explain.language_{verdict}", **told), sources)
        date, counted = day(language, rule["date"]), self.persons[rule["date"]]
        if code not in counted:
            return Answer("open", say(language, "explain.no_figure", date=date), sources)
        figure, limit = counted[code], int(rule["value"])
        inhabitants = say(language, "count.inhabitants", count=figure)
        # A limit itself is neither over nor under.
        values = {"inhabitants": inhabitants, "date": date, "limit": limit, "missing": abs(figure - limit) + 1}
        form = rule["operator"] if met else f"not_{rule['operator']}"
        return Answer(verdict, say(language, f"explain.{form}", **values), sources)


def _by_count(known: int, published: Published, cited: str, language: str) -> Answer:
    """Return what the number of known members, beside the published one, says of somebody who is none of them."""
    if not known:
        return Answer("open", say(language, "known.none"), cited, "none")
    if published.members == known and not published.nearly:
        return Answer("no", say(language, "explain.complete", count=known), cited)
    if published.exceeds(known):
        why = say(language, "explain.incomplete", extent=extent(language, known, published))
        return Answer("open", why, cited, "incomplete")
    return Answer("open", say(language, "explain.unlisted"), cited, "unlisted")


def answers_of(dataset: Dataset, *, network: str | None = None) -> Answers:
    """Return what the tables say of memberships.

    Parameters
    ----------
    dataset : Dataset
        The tables; they are not changed.
    network : str, optional
        Id of the only network that is asked about; all when left out.
    """
    rules, figures = dataset.rules, dataset.figures
    tables = [dataset.memberships, dataset.organisation_memberships]
    if network is not None:
        rules, figures = rules[rules["network_id"] == network], figures[figures["network_id"] == network]
        tables = [table[table["network_id"] == network] for table in tables]
    held: dict[tuple[str, str, str], tuple[str, str]] = {
        (code, kind, member): (basis, sources)
        for kind, table in zip(KINDS, tables, strict=True)
        for code, member, basis, sources in rows_of(table[["network_id", KEYS[kind], "basis", "source_ids"]])
    }
    by_network: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for rule in records(rules):
        by_network[rule["network_id"]].append(rule)
    populations = dataset.populations[dataset.populations["date"].isin(rules["date"])]
    derived = derive_memberships(rules, dataset.municipalities, populations, dataset.organisations)
    cited: dict[str, list[str]] = defaultdict(list)
    for row in records(figures):
        cited[row["network_id"]] += split_list(row["source_ids"])
    return Answers(
        held=held,
        rules=by_network,
        met=frozenset(rows_of(derived[["rule_id", "member_id"]])),
        persons={date: _persons(dataset, date) for date in set(rules["date"]) - {""}},
        spoken=dict(rows_of(dataset.municipalities[["municipality_code", "language"]])),
        known=known_members(dataset),
        published=published_members(dataset),
        figures={code: join_list(sources) for code, sources in cited.items()},
    )


def _persons(dataset: Dataset, date: str) -> dict[str, int]:
    at_day = dataset.populations[dataset.populations["date"] == date]
    counted = populations_at(dataset.municipalities, at_day, date=date)
    return {str(code): int(persons) for code, persons in counted.items()}
