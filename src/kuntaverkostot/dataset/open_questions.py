"""What the tables leave open, with the sources that may know, and where they contradict themselves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import pandas as pd

from kuntaverkostot.dataset import lookups
from kuntaverkostot.dataset.completeness import (
    NOTHING,
    Published,
    is_sourced,
    known_members,
    published_members,
    unknown_networks,
)
from kuntaverkostot.dataset.dataset import Dataset, records, rows_of
from kuntaverkostot.dataset.deriving import EXCEPTION
from kuntaverkostot.dataset.frames import TEXT, frame_of_rows
from kuntaverkostot.dataset.kinds import KINDS, Kind
from kuntaverkostot.dataset.makers import need_dataset
from kuntaverkostot.dataset.once import once
from kuntaverkostot.dataset.reconciliation import reconcile
from kuntaverkostot.dataset.rules import living
from kuntaverkostot.dataset.schema import join_list, split_list
from kuntaverkostot.dataset.standing import is_confirmed, is_listed, is_unknown
from kuntaverkostot.text.language import check_language, named, number, one_line, say

COLUMNS = ["network_id", "topic", "count", "question", "where", "ask", "members", "source_ids"]
TABLES = (("memberships", "municipality_code"), ("organisation_memberships", "organisation_id"))


class Open(NamedTuple):
    """Something that the tables leave open: its topic, text, number, placeholders, and the members it is about."""

    topic: str
    text: str
    asked: int | None
    values: dict[str, object]
    members: tuple[str, ...] = ()


class Held(NamedTuple):
    """What the tables hold, by network id: numbers of members, candidates, and populations beside the published."""

    known: Mapping[str, int]
    published: Mapping[str, Published]
    unknown: frozenset[str]
    candidates: Mapping[str, list[str]]
    populations: Mapping[str, list[dict[str, Any]]]


def questions(dataset: Dataset, *, language: str = "fi") -> pd.DataFrame:
    """Return what is unknown, where the answer would be found, and whom to ask, as far as the tables say.

    Parameters
    ----------
    dataset : Dataset
        The tables; they are not changed.
    language : {"fi", "sv", "en"}
        Language of the questions.

    Returns
    -------
    pandas.DataFrame
        A row for each question, in the order of the networks: network_id ("" for a question about no single network);
        topic ("members", "missing", "more", "primary", "candidates", "population", "status" or "alone"); count, of the
        members or inhabitants asked about, missing where nobody knows; question; where (sources of the published
        figures, or else of the network), ask (their publishers); members (ids asked about) and source_ids, as lists
        with semicolons.

    Examples
    --------
    >>> import kuntaverkostot as kv
    >>> table = kv.questions(kv.load_dataset(), language="en").set_index(["network_id", "topic"])
    >>> table.loc[("seutukaupungit", "missing"), "question"]
    'Which are the other 13 members of “Regional cities”? 44 are known, the published number is 57.'
    """
    need_dataset(dataset, "questions")
    check_language(language)
    sources = {source["source_id"]: source for source in records(dataset.sources)}
    cited, held = _cited(dataset), _held(dataset)
    rows = []
    for network in sorted(records(dataset.networks), key=lambda row: str(row["network_id"])):
        code, name = network["network_id"], named(network, language)[0]
        ids = [source for source in split_list(cited.get(code, network["source_ids"])) if source in sources]
        for item in (*_about(network, held), *_populations(held, code, language)):
            question = say(language, f"question.{item.text}", network=name, **item.values)
            rows.append(_row(code, item, question, [sources[source] for source in ids]))
    if alone := _alone(dataset):
        item = Open("alone", "alone", len(alone), {"count": len(alone)}, alone)
        rows.append(_row("", item, say(language, "question.alone", **item.values), []))
    return frame_of_rows(rows, {name: "Int64" if name == "count" else TEXT for name in COLUMNS})


def _row(network: str, item: Open, question: str, sources: list[dict[str, Any]]) -> tuple[object, ...]:
    where = "; ".join(" ".join(filter(None, (one_line(source["title"]), source["url"]))) for source in sources)
    ask = "; ".join(dict.fromkeys(one_line(source["publisher"]) for source in sources if source["publisher"]))
    members, ids = join_list(item.members), join_list(source["source_id"] for source in sources)
    return network, item.topic, item.asked, question, where, ask, members, ids


def _cited(dataset: Dataset) -> dict[str, str]:
    """Return the sources of the published figures of each network that has one."""
    cited: dict[str, str] = {}
    for network, ids in rows_of(dataset.figures[["network_id", "source_ids"]]):
        cited[network] = join_list(split_list(cited.get(network, "")) + split_list(ids))
    return cited


@once
def _held(dataset: Dataset) -> Held:
    candidates, populations = defaultdict(list), defaultdict(list)
    for name, key in TABLES:
        table = getattr(dataset, name)
        for network, member in rows_of(table.loc[~is_confirmed(table["basis"]), ["network_id", key]]):
            candidates[network].append(member)
    for row in records(reconcile(dataset)):
        if row["measure"] == "population":
            populations[row["network_id"]].append(row)
    known, published = known_members(dataset), published_members(dataset)
    return Held(known, published, unknown_networks(dataset), candidates, populations)


def _about(network: Mapping[str, str], held: Held) -> Iterator[Open]:
    """Yield what is open about the members of a network, and about its state."""
    code = network["network_id"]
    known, published = held.known[code], held.published.get(code, NOTHING)
    if not known and published.members:
        yield Open("members", "members_of", published.members, {"count": published.members})
    elif code in held.unknown:
        yield Open("members", "members", None, {})
    elif published.members not in {None, known}:
        topic = "missing" if published.exceeds(known) else "more"
        count = abs(known - (published.members or 0))
        yield Open(topic, topic, count, {"count": count, "known": known, "published": published.members})
    if published.primary not in {None, known}:
        yield Open("primary", "primary", published.primary, {"count": published.primary})
    if candidates := tuple(sorted(held.candidates.get(code, ()))):
        yield Open("candidates", "candidates", len(candidates), {"count": len(candidates)}, candidates)
    if is_unknown(network["status"]):
        yield Open("status", "status", None, {})


def _populations(held: Held, network: str, language: str) -> Iterator[Open]:
    """Yield the published populations that differ from those of the members, where no member is missing."""
    if held.published.get(network, NOTHING).exceeds(held.known[network]):
        return
    for row in held.populations.get(network, ()):
        if not pd.isna(row["difference"]) and row["difference"]:
            published = number(language, int(row["value"]))
            if row["qualifier"] == "nearly":
                published = say(language, "words.nearly", value=published)
            values = {"held": int(row["held"]), "published": published}
            yield Open("population", "population", abs(int(row["difference"])), values)


def _alone(dataset: Dataset) -> tuple[str, ...]:
    """Return the municipalities without a confirmed membership."""
    codes = living(dataset.municipalities)["municipality_code"]
    confirmed = dataset.memberships.loc[is_confirmed(dataset.memberships["basis"]), "municipality_code"]
    return tuple(sorted(codes[~codes.isin(confirmed)]))


def contradictions(dataset: Dataset, *, language: str = "fi") -> list[str]:
    """Return a sentence for each contradiction in the tables, which no reader can settle.

    A network holds more members than published; a source names a member by rule whom the rule does not give; a listed
    member is excepted from the rule; a listed member has no source, although others have one.

    >>> from kuntaverkostot.dataset.dataset import load_dataset
    >>> contradictions(load_dataset())
    []
    """
    names = {row["network_id"]: named(row, language)[0] for row in records(dataset.networks)}
    known = known_members(dataset)
    sentences = [
        say(language, "contradiction.more", network=names[code], count=known[code], published=published.members)
        for code, published in sorted(published_members(dataset).items(), key=lambda item: item[0])
        if published.members is not None and known[code] > published.members
    ]
    held = dataset.memberships[is_confirmed(dataset.memberships["basis"])]
    members = set(rows_of(held[["network_id", "municipality_code"]]))

    def about(form: str, network: str, code: str, kind: Kind = KINDS[0]) -> str:
        row = lookups.members(dataset)[kind].get(code)
        member = f"{named(row, language)[0]} ({code})" if row else code
        return say(language, f"contradiction.{form}", network=names[network], member=member)

    for network, code in rows_of(dataset.confirmations[["network_id", "municipality_code"]]):
        if (network, code) not in members:
            sentences.append(about("rule", network, code))
    ruled = dict(rows_of(dataset.rules[["rule_id", "network_id"]]))
    for rule, code, effect in rows_of(dataset.rule_exceptions[["rule_id", "municipality_code", "effect"]]):
        if effect == EXCEPTION and (ruled.get(rule), code) in members:
            sentences.append(about("exception", ruled[rule], code))
    if is_sourced(dataset):
        for kind, (name, key) in zip(KINDS, TABLES, strict=True):
            table = getattr(dataset, name)
            for network, member, basis in rows_of(table.loc[table["source_ids"] == "", ["network_id", key, "basis"]]):
                if is_listed(basis):
                    sentences.append(about("source", network, member, kind))
    return sentences
