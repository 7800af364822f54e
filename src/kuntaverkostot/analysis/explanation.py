"""Why a member is in a network, why it is not, or why nobody can tell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from kuntaverkostot.dataset.completeness import NOTHING, Published, extent, known_members, published_members
from kuntaverkostot.dataset.dataset import Dataset, records
from kuntaverkostot.dataset.kinds import KEYS, KINDS, Kind
from kuntaverkostot.dataset.rules import derive_memberships, merged_codes, populations_at
from kuntaverkostot.dataset.schema import join_list, split_list
from kuntaverkostot.dataset.standing import is_confirmed, is_current, is_derived
from kuntaverkostot.dataset.suggestions import (
    AmbiguousNameError,
    member_named,
    members_near,
    networks_named,
    networks_near,
)
from kuntaverkostot.text.language import check_language, day, named, one_line, say
from kuntaverkostot.text.unfit import UnfitError

Answer = tuple[str, str, str]  # "yes", "no" or "open"; why; list of source ids
ORGANISED = {"organisation", "person", "association"}


def explain(dataset: Dataset, member: str, network: str, *, language: str = "fi") -> str:
    """Return why a member is in a network or not, with the rule, figure, day and sources, or why nobody knows.

    Parameters
    ----------
    dataset : Dataset
        The tables; they are not changed.
    member, network : str
        Each by its code or id, or by its name in any language.
    language : {"fi", "sv", "en"}
        Language of the sentences.

    Returns
    -------
    str
        One or two sentences.

    Raises
    ------
    UnfitError
        A ValueError: when there is no such member or network, or several have the name.

    Examples
    --------
    >>> from kuntaverkostot.dataset.dataset import load_dataset
    >>> told = explain(load_dataset(), "Lohja", "Large cities", language="en")
    >>> told[: told.index(". ")].partition(": ")[2]
    '45,687 inhabitants on 31 December 2024, limit over 50,000, so 4,314 too few'
    """
    check_language(language)
    kind, code = find_member(dataset, member)
    row = _row(dataset.networks, "network_id", find_network(dataset, network))
    answer, why, sources = _answer(dataset, kind, code, row, language)
    tables = (dataset.municipalities, dataset.organisations)
    name = named(_row(tables[KINDS.index(kind)], KEYS[kind], code), language)[0]
    form = answer if is_current(row["status"]) else f"{answer}_ended"
    told = say(language, f"explain.{form}", name=name, network=named(row, language)[0], why=why)
    titles = [_title(source) for source in records(dataset.sources) if source["source_id"] in split_list(sources)]
    if titles:
        told += f" {say(language, 'explain.sources', count=len(titles), titles='; '.join(titles))}"
    return told


def find_network(dataset: Dataset, word: str) -> str:
    """Return the id of the network that an id or name means; UnfitError when that is none or several."""
    ids = networks_named(dataset, word)
    if len(ids) == 1:
        return ids[0]
    if ids:
        raise UnfitError("networks", word=one_line(word), near=", ".join(ids))
    near = networks_near(dataset, word)
    raise UnfitError("network_near" if near else "network", word=one_line(word), near=", ".join(near))


def find_member(dataset: Dataset, word: str) -> tuple[Kind, str]:
    """Return the kind of table and the id of the member that a code or name means; UnfitError for none or several."""
    try:
        found = member_named(dataset, word)
    except AmbiguousNameError:
        raise UnfitError("members", word=one_line(word)) from None
    if found:
        return found
    former = dataset.municipalities[["municipality_code", "name_fi", "name_sv"]]
    ended = pd.concat([former, dataset.ended_municipalities[list(former.columns)]])
    merged = merged_codes(dataset.municipalities, dataset.ended_municipalities)
    for code, *names in ended.itertuples(index=False, name=None):
        if word in (code, *names) and code in merged:
            into = named(_row(dataset.municipalities, "municipality_code", merged[code]), "fi")[0]
            raise UnfitError("merged", word=one_line(word), into=f"{merged[code]} {into}")
    near = members_near(dataset, word)
    raise UnfitError("member_near" if near else "member", word=one_line(word), near=", ".join(near))


def _row(table: pd.DataFrame, key: str, code: str) -> dict[str, Any]:
    return records(table[table[key] == code])[0]


def _title(source: Mapping[str, str]) -> str:
    """Return the title of a source with its publisher, as far as these are known."""
    title, publisher = one_line(source["title"]), one_line(source["publisher"])
    return f"{title} ({publisher})" if title and publisher else title or publisher or source["url"]


def _answer(dataset: Dataset, kind: Kind, code: str, network: Mapping[str, str], language: str) -> Answer:
    table = dataset.memberships if kind == KINDS[0] else dataset.organisation_memberships
    held = records(table[(table["network_id"] == network["network_id"]) & (table[KEYS[kind]] == code)])
    outcomes = list(_outcomes(dataset, kind, code, network["network_id"], language))
    met = [(why, sources) for answer, why, sources in outcomes if answer == "yes"]
    if held and is_confirmed(held[0]["basis"]):
        sources = held[0]["source_ids"]
        if met and is_derived(held[0]["basis"]):
            return "yes", met[0][0], sources
        key = "listed" if sources else "held"
        if not met and outcomes:
            return "yes", say(language, "explain.addition", why=outcomes[0][1]), sources
        return "yes", say(language, f"explain.{key}"), sources
    if held:
        return "open", say(language, "explain.candidate"), ""
    return _not_held(dataset, kind, network, outcomes, language)


def _not_held(
    dataset: Dataset, kind: Kind, network: Mapping[str, str], outcomes: list[Answer], language: str
) -> Answer:
    """Return why a member is not in a network, or why nobody knows whether it is."""
    wanted = network["member_kind"]
    if kind == KINDS[0] and wanted in ORGANISED:
        return "no", say(language, "explain.others"), network["source_ids"]
    if kind != KINDS[0] and wanted == KINDS[0]:
        return "no", say(language, "explain.municipalities"), network["source_ids"]
    known = known_members(dataset)[network["network_id"]]
    published = published_members(dataset).get(network["network_id"], NOTHING)
    if outcomes and known and not published.exceeds(known):
        # What one rule cannot tell, the others cannot deny.
        return next((outcome for outcome in outcomes if outcome[0] == "open"), outcomes[0])
    figures = dataset.figures[dataset.figures["network_id"] == network["network_id"]]
    cited = join_list(one for cell in figures["source_ids"] for one in split_list(cell))
    if published.members == known and known and not published.nearly:
        return "no", say(language, "explain.complete", count=known), cited
    return "open", _unlisted(known, published, language), cited


def _unlisted(known: int, published: Published, language: str) -> str:
    """Return how little is known of the list of a network."""
    if not known:
        return say(language, "known.none")
    if published.exceeds(known):
        return say(language, "explain.incomplete", extent=extent(language, known, published))
    return say(language, "explain.unlisted")


def _outcomes(dataset: Dataset, kind: Kind, code: str, network: str, language: str) -> Iterator[Answer]:
    """Yield what each rule of a network says of a member."""
    rules = dataset.rules[dataset.rules["network_id"] == network]
    rules = rules[(rules["field"] == "kind") == (kind != KINDS[0])]
    populations = dataset.populations[dataset.populations["date"].isin(rules["date"])]
    derived = derive_memberships(rules, dataset.municipalities, populations, dataset.organisations)
    met = set(derived.loc[derived["member_id"] == code, "rule_id"])
    for rule in records(rules):
        yield _outcome(dataset, code, rule, language, met=rule["rule_id"] in met)


def _outcome(dataset: Dataset, code: str, rule: Mapping[str, str], language: str, *, met: bool) -> Answer:
    answer, sources = "yes" if met else "no", rule["source_ids"]
    if rule["field"] == "kind":
        return answer, say(language, f"explain.kind_{answer}"), sources
    if rule["field"] == "language":
        spoken = _row(dataset.municipalities, "municipality_code", code)["language"]
        told = {"spoken": say(language, f"municipality_language.{spoken}")}
        if not met:
            told["rule"] = say(language, "basis.rule_language_any_of")
        return answer, say(language, f"explain.language_{answer}", **told), sources
    at_day = dataset.populations[dataset.populations["date"] == rule["date"]]
    counted = populations_at(dataset.municipalities, at_day, date=rule["date"])
    date = day(language, rule["date"])
    if code not in counted.index:
        return "open", say(language, "explain.no_figure", date=date), sources
    figure, limit = int(counted[code]), int(rule["value"])
    # A limit itself is neither over nor under.
    missing = abs(figure - limit) + 1
    inhabitants = say(language, "count.inhabitants", count=figure)
    values: dict[str, object] = {"inhabitants": inhabitants, "date": date, "limit": limit, "missing": missing}
    form = rule["operator"] if met else f"not_{rule['operator']}"
    return answer, say(language, f"explain.{form}", **values), sources
