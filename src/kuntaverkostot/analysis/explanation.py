"""Why a member is in a network, why it is not, or why nobody can tell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

import pandas as pd

from kuntaverkostot.dataset import lookups
from kuntaverkostot.dataset.completeness import NOTHING, Published, extent, known_members, published_members
from kuntaverkostot.dataset.dataset import Dataset
from kuntaverkostot.dataset.deriving import EXCEPTION, KIND, LANGUAGE, admits, compared
from kuntaverkostot.dataset.kinds import KINDS, ORGANISED, Kind
from kuntaverkostot.dataset.makers import need_dataset
from kuntaverkostot.dataset.rules import merged_codes
from kuntaverkostot.dataset.schema import join_list, split_list
from kuntaverkostot.dataset.standing import is_confirmed, is_current, is_derived
from kuntaverkostot.dataset.suggestions import (
    AmbiguousNameError,
    find_network,
    member_named,
    members_near,
)
from kuntaverkostot.text.language import check_language, day, named, one_line, say
from kuntaverkostot.text.unfit import UnfitError

# Why nobody knows: the list lacks members, has none, may be complete or not; or for another reason.
Gap = Literal["", "incomplete", "none", "unlisted"]


class Answer(NamedTuple):
    """Whether a member is in a network, why, the list of source ids, and what the list of the network lacks.

    The verdict is "yes", "no" or "open", or "exception" where that of a rule is meant.
    """

    verdict: str
    why: str
    sources: str = ""
    gap: Gap = ""


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
    >>> import kuntaverkostot as kv
    >>> print(kv.explain(kv.load_dataset(), "Lohja", "Large cities", language="en"))
    Lohja is not in “Large cities and regional centres”: 45,687 inhabitants on 31 December 2024, limit over 50,000,
    so 4,314 too few. Sources: Kommunförbundets viktigaste nätverk (Kuntaliitto / Kommunförbundet); Kuntaliiton
    keskeisimmät verkostot (Kuntaliitto / Kommunförbundet).
    """
    need_dataset(dataset, "explain")
    check_language(language)
    kind, code = find_member(dataset, member)
    network_id = find_network(dataset, network)
    return explanation(dataset, kind, code, network_id, language=language)


def explanation(dataset: Dataset, kind: Kind, code: str, network_id: str, *, language: str) -> str:
    """Return why a member is in a network or not, both given by their ids."""
    row = lookups.networks(dataset)[network_id]
    verdict, why, cited, _ = answer_of(dataset, kind, code, row, language=language)
    name = named(lookups.members(dataset)[kind][code], language)[0]
    form = verdict if is_current(row["status"]) else f"{verdict}_ended"
    sentence = say(language, f"explain.{form}", name=name, network=named(row, language)[0], why=why)
    ids = frozenset(split_list(cited))
    titles = [_title(source) for source_id, source in lookups.sources(dataset).items() if source_id in ids]
    if titles:
        sentence += f" {say(language, 'explain.sources', count=len(titles), titles='; '.join(titles))}"
    return sentence


def find_member(dataset: Dataset, word: str) -> tuple[Kind, str]:
    """Return the kind of table and the id of the member that a code or name means; UnfitError for none or several."""
    if not word.strip():
        raise UnfitError("no_member")
    try:
        member = member_named(dataset, word)
    except AmbiguousNameError:
        raise UnfitError("members", word=one_line(word)) from None
    if member:
        return member
    former = dataset.municipalities[["municipality_code", "name_fi", "name_sv"]]
    ended = pd.concat([former, dataset.ended_municipalities[list(former.columns)]])
    merged = merged_codes(dataset.municipalities, dataset.ended_municipalities)
    for code, *names in ended.itertuples(index=False, name=None):
        if word in (code, *names) and code in merged:
            into = named(lookups.members(dataset)[KINDS[0]][merged[code]], "fi")[0]
            raise UnfitError("merged", word=one_line(word), into=f"{merged[code]} {into}")
    near = members_near(dataset, word)
    raise UnfitError("member_near" if near else "member", word=one_line(word), near=", ".join(near))


def _title(source: Mapping[str, str]) -> str:
    """Return the title of a source with its publisher, as far as these are known."""
    title, publisher = one_line(source["title"]), one_line(source["publisher"])
    return f"{title} ({publisher})" if title and publisher else title or publisher or source["url"]


def answer_of(dataset: Dataset, kind: Kind, code: str, network: Mapping[str, str], *, language: str) -> Answer:
    """Return whether a member is in a network, and why.

    Parameters
    ----------
    dataset : Dataset
        The tables; they are not changed.
    kind : {"municipality", "organisation"}
        Table of the member.
    code : str
        Its code or id.
    network : mapping
        Row of the network.
    language : {"fi", "sv", "en"}
        Language of the reason.
    """
    held = lookups.membership(dataset, kind, code, network["network_id"])
    outcomes = list(_outcomes(dataset, kind, code, network["network_id"], language))
    if held is None:
        excepted = next((outcome for outcome in outcomes if outcome.verdict == EXCEPTION), None)
        return excepted._replace(verdict="no") if excepted else _not_held(dataset, kind, network, outcomes, language)
    basis, sources = held
    if not is_confirmed(basis):
        return Answer("open", say(language, "explain.candidate"))
    met = [outcome for outcome in outcomes if outcome.verdict == "yes"]
    if met and is_derived(basis):
        return Answer("yes", met[0].why, sources)
    # What no figure is known of may be a member by rule, too.
    denied = [outcome for outcome in outcomes if outcome.verdict not in {"yes", "open"}]
    if not met and denied:
        return Answer("yes", say(language, "explain.addition", why=denied[0].why), sources)
    return Answer("yes", say(language, f"explain.{'listed' if sources else 'held'}"), sources)


def _not_held(
    dataset: Dataset, kind: Kind, network: Mapping[str, str], outcomes: list[Answer], language: str
) -> Answer:
    """Return why a member is not in a network, or why nobody knows whether it is."""
    wanted = network["member_kind"]
    if kind == KINDS[0] and wanted in ORGANISED:
        return Answer("no", say(language, "explain.others"), network["source_ids"])
    if kind != KINDS[0] and wanted == KINDS[0]:
        return Answer("no", say(language, "explain.municipalities"), network["source_ids"])
    known = known_members(dataset)[network["network_id"]]
    published = published_members(dataset).get(network["network_id"], NOTHING)
    if outcomes and known and not published.exceeds(known):
        # What one rule cannot tell, the others cannot deny.
        return next((outcome for outcome in outcomes if outcome.verdict == "open"), outcomes[0])
    figures = dataset.figures[dataset.figures["network_id"] == network["network_id"]]
    cited = join_list(source for cell in figures["source_ids"] for source in split_list(cell))
    return _by_count(known, published, cited, language)


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


def _outcomes(dataset: Dataset, kind: Kind, code: str, network: str, language: str) -> Iterator[Answer]:
    """Yield what each rule of a network says of a member."""
    for rule in lookups.rules(dataset).get(network, ()):
        if (rule["field"] == KIND) != (kind == KINDS[0]):
            outcome = _outcome(dataset, code, rule, language)
            row = lookups.exceptions(dataset).get((rule["rule_id"], code))
            if row and row["effect"] == EXCEPTION:
                why = say(language, "explain.exception", why=outcome.why)
                outcome = Answer(EXCEPTION, why, row["source_ids"] or outcome.sources)
            yield outcome


def _outcome(dataset: Dataset, code: str, rule: Mapping[str, str], language: str) -> Answer:
    value, sources = compared(rule, lookups.facts(dataset)).get(code), rule["source_ids"]
    if value is None:  # only a population may be missing
        return Answer("open", say(language, "explain.no_figure", date=day(language, rule["date"])), sources)
    met = admits(rule)(value)
    verdict = "yes" if met else "no"
    if rule["field"] == KIND:
        return Answer(verdict, say(language, f"explain.kind_{verdict}"), sources)
    if rule["field"] == LANGUAGE:
        values = {"spoken": say(language, f"municipality_language.{value}")}
        if not met:
            values["rule"] = say(language, "basis.rule_language_any_of")
        return Answer(verdict, say(language, f"explain.language_{verdict}", **values), sources)
    form = rule["operator"] if met else f"not_{rule['operator']}"
    return Answer(verdict, say(language, f"explain.{form}", **_figures(rule, value, language)), sources)


def _figures(rule: Mapping[str, str], figure: int, language: str) -> dict[str, object]:
    limit = int(rule["value"])
    # A limit itself is neither over nor under.
    missing = abs(figure - limit) + 1
    counted = say(language, "count.inhabitants", count=figure)
    return {"inhabitants": counted, "date": day(language, rule["date"]), "limit": limit, "missing": missing}
