"""The memberships that rules give at a day, and why each is one."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING

from kuntaverkostot.dataset.dataset import Dataset, records, rows_of
from kuntaverkostot.dataset.deriving import ADDITION, KIND, POPULATION, compared, derived_rows
from kuntaverkostot.dataset.frames import TEXT, frame_of_rows
from kuntaverkostot.dataset.kinds import KEYS, KINDS
from kuntaverkostot.dataset.lookups import exceptions, facts
from kuntaverkostot.dataset.names import member_names
from kuntaverkostot.dataset.standing import RULE, is_derived, is_listed
from kuntaverkostot.text.language import check_language, day, say
from kuntaverkostot.text.unfit import UnfitError

if TYPE_CHECKING:
    import pandas as pd

KEY = ["network_id", "kind", "member_id"]
COLUMNS = [*KEY, "reason", "figure", "limit", "date", "rule_id", "source_ids", "sentence"]
NUMBERS = ["figure", "limit"]
Row = tuple[str, str, str, str, int | None, int | None, str, str, str]


def apply_rules(dataset: Dataset, *, date: str | None = None, language: str = "fi") -> pd.DataFrame:
    """Return the memberships of the networks that have rules, and why each is one.

    A member that a source adds to a rule, or names although no rule of the network covers it, is a named addition.

    Parameters
    ----------
    dataset : Dataset
        The tables; they are not changed.
    date : str, optional
        Day whose populations are compared with the limits, ISO 8601; each rule's own day when left out.
    language : {"fi", "sv", "en"}
        Language of the sentences.

    Returns
    -------
    pandas.DataFrame
        A row for each membership and rule, sorted: network_id, kind ("municipality" or "organisation"), member_id,
        reason ("rule" or "addition"), figure and limit (inhabitants; missing where the rule is about something else),
        date, rule_id, source_ids, and sentence. An addition to no particular rule has no rule_id; its figure, limit and
        date are those of the rule about the population, where its network has exactly one.

    Raises
    ------
    UnfitError
        A ValueError: when there are no populations of the day; the error lists the days there are.

    Examples
    --------
    >>> import kuntaverkostot as kv
    >>> table = kv.apply_rules(kv.load_dataset(), date="2022-12-31", language="en")
    >>> sentences = table.set_index(["network_id", "member_id"])["sentence"]
    >>> sentences["suuret-kaupungit", "734"], sentences["suuret-kaupungit", "205"]
    ('Salo: 50,933 inhabitants on 31 December 2022, limit 50,000', 'Kajaani: named addition')
    """
    check_language(language)
    rules = rules_at(dataset, date)
    by_rule = list(_by_rule(dataset, rules))
    rows = [*by_rule, *_added(dataset, rules, {(network, member) for network, _, member, *_ in by_rule})]
    rows.sort(key=lambda row: (*row[:3], row[7]))
    names, spoken = member_names(dataset, language), facts(dataset).languages
    sentences = [_sentence(row, names[row[2]], spoken.get(row[2], ""), language) for row in rows]
    types = {name: "Int64" if name in NUMBERS else TEXT for name in COLUMNS}
    return frame_of_rows(((*row, sentence) for row, sentence in zip(rows, sentences, strict=True)), types)


def rules_at(dataset: Dataset, date: str | None = None) -> pd.DataFrame:
    """Return the rules, those about the population at a day instead of their own; ValueError for an unknown day."""
    if date is None:
        return dataset.rules
    days = sorted(dataset.populations["date"].unique())
    if date not in days:
        raise UnfitError("day" if days else "no_days", date=date, days=", ".join(days))
    return dataset.rules.assign(date=dataset.rules["date"].mask(dataset.rules["field"] == POPULATION, date))


def _by_rule(dataset: Dataset, rules: pd.DataFrame) -> Iterator[Row]:
    """Yield the members of each rule, those that a source adds to it too."""
    by_id = {rule["rule_id"]: rule for rule in records(rules)}
    for network, member, rule_id, sources, basis in derived_rows(rules, facts(dataset), exceptions(dataset)):
        rule = by_id[rule_id]
        kind = "organisation" if rule["field"] == KIND and is_derived(basis) else "municipality"
        reason = RULE if is_derived(basis) else ADDITION
        figure, limit = _compared(rule, member, dataset)
        yield network, kind, member, reason, figure, limit, rule["date"], rule_id, sources


def _added(dataset: Dataset, rules: pd.DataFrame, given: Collection[tuple[str, str]]) -> Iterator[Row]:
    """Yield the members that a source names and no rule of their network gives."""
    by_size = rules[rules["field"] == POPULATION]
    single = {rule["network_id"]: rule for rule in records(by_size[~by_size["network_id"].duplicated(keep=False)])}
    tables = dict(zip(KINDS, (dataset.memberships, dataset.organisation_memberships), strict=True))
    for kind, table in tables.items():
        beside = table[table["network_id"].isin(rules["network_id"])]
        for network, member, basis, sources in rows_of(beside[["network_id", KEYS[kind], "basis", "source_ids"]]):
            if is_listed(basis) and (network, member) not in given:
                rule = single.get(network)
                figure, limit = _compared(rule, member, dataset) if rule else (None, None)
                yield network, kind, member, ADDITION, figure, limit, rule["date"] if rule else "", "", sources


def _compared(rule: Mapping[str, str], member: str, dataset: Dataset) -> tuple[int | None, int | None]:
    """Return the inhabitants of a member at the day of a rule, and the limit; None for a rule about something else."""
    if rule["field"] != POPULATION:
        return None, None
    return compared(rule, facts(dataset)).get(member), int(rule["value"])


def _sentence(row: Row, name: str, spoken: str, language: str) -> str:
    _, kind, _, reason, figure, limit, date, *_ = row
    if reason == ADDITION:
        return say(language, "reason.addition", name=name)
    if figure is not None:
        inhabitants = say(language, "count.inhabitants", count=figure)
        values = {"inhabitants": inhabitants, "date": day(language, date), "limit": limit}
        return say(language, "reason.population", name=name, **values)
    if kind == "organisation":
        return say(language, "reason.kind", name=name)
    return say(language, "reason.language", name=name, spoken=say(language, f"municipality_language.{spoken}"))
