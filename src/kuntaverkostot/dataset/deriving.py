"""Memberships derived from published rules, with the municipalities that a source adds to a rule or excepts from it."""

from __future__ import annotations

import operator
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from kuntaverkostot.dataset.frames import TEXT, frame_of_rows
from kuntaverkostot.dataset.rules import inhabitants, living
from kuntaverkostot.dataset.schema import schemas, split_list
from kuntaverkostot.dataset.standing import LISTED, RULE

if TYPE_CHECKING:
    import pandas as pd

DERIVED_COLUMNS = ["network_id", "member_id", "rule_id", "source_ids", "basis"]
COMPARISONS = {"over": operator.gt, "under": operator.lt}
POPULATION, LANGUAGE, KIND = "population", "language", "kind"
ADDITION, EXCEPTION = "addition", "exception"
Exceptions = Mapping[tuple[str, str], Mapping[str, str]]  # rows, by rule and municipality


class Facts(NamedTuple):
    """What rules compare: inhabitants by day and municipality, languages by municipality, kinds by organisation."""

    inhabitants: Mapping[str, Mapping[str, int]]
    languages: Mapping[str, str]
    kinds: Mapping[str, str]


def facts_of(
    municipalities: pd.DataFrame,
    populations: pd.DataFrame,
    organisations: pd.DataFrame,
    *,
    days: Collection[str] | None = None,
) -> Facts:
    """Return what rules compare, at these days or at all of the populations; of current municipalities only."""
    alive = living(municipalities)
    return Facts(
        inhabitants(municipalities, populations, days=days),
        dict(zip(alive["municipality_code"].tolist(), alive["language"].tolist(), strict=True)),
        dict(zip(organisations["organisation_id"].tolist(), organisations["kind"].tolist(), strict=True)),
    )


def compared(rule: Mapping[str, str], facts: Facts) -> Mapping[str, Any]:
    """Return what a rule compares, by member; of a member that is not there, nothing is known."""
    if rule["field"] == POPULATION:
        return facts.inhabitants.get(rule["date"], {})
    return facts.languages if rule["field"] == LANGUAGE else facts.kinds


def admits(rule: Mapping[str, str]) -> Callable[[Any], bool]:
    """Return whether a rule admits a value that it compares.

    >>> over = admits({"field": "population", "operator": "over", "value": "50000"})
    >>> over(50_000), over(50_001)
    (False, True)
    """
    if rule["field"] == POPULATION:
        compare, limit = COMPARISONS[rule["operator"]], int(rule["value"])
        return lambda figure: bool(compare(figure, limit))
    return frozenset(split_list(rule["value"])).__contains__


def exceptions_of(table: pd.DataFrame | None) -> dict[tuple[str, str], dict[str, str]]:
    """Return the rows of the table ``rule_exceptions`` by rule and municipality."""
    if table is None:
        return {}
    names = [str(name) for name in table.columns]
    rows = [dict(zip(names, row, strict=True)) for row in zip(*(table[name].tolist() for name in names), strict=True)]
    return {(row["rule_id"], row["municipality_code"]): row for row in rows}


def derive_memberships(
    rules: pd.DataFrame,
    municipalities: pd.DataFrame,
    populations: pd.DataFrame,
    organisations: pd.DataFrame,
    exceptions: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Derive memberships from the rules.

    Parameters
    ----------
    rules : pandas.DataFrame
        Columns rule_id, network_id, field, operator, value, date, source_ids.
    municipalities, populations, organisations : pandas.DataFrame
        Tables that rules refer to. Only current municipalities become members.
    exceptions : pandas.DataFrame, optional
        The table ``rule_exceptions``.

    Returns
    -------
    pandas.DataFrame
        Columns network_id, member_id (municipality code or organisation id), rule_id, source_ids, basis; a row for
        each rule and member. Whoever is added to a rule is listed: a source names it.
    """
    facts = facts_of(municipalities, populations, organisations, days=set(rules["date"].unique()))
    return frame_of_rows(derived_rows(rules, facts, exceptions_of(exceptions)), dict.fromkeys(DERIVED_COLUMNS, TEXT))


def derived_rows(rules: pd.DataFrame, facts: Facts, exceptions: Exceptions) -> Iterator[tuple[str, str, str, str, str]]:
    """Yield the memberships that rules give, rule by rule: network, member, rule, sources, basis."""
    names = [str(name) for name in rules.columns]
    for cells in zip(*(rules[name].tolist() for name in names), strict=True):
        rule = dict(zip(names, cells, strict=True))
        admitted = admits(rule)
        given = (rule["source_ids"], RULE)
        members = {member: given for member, value in compared(rule, facts).items() if admitted(value)}
        for (rule_id, code), row in exceptions.items():
            if rule_id == rule["rule_id"] and row["effect"] == EXCEPTION:
                members.pop(code, None)
            elif rule_id == rule["rule_id"] and code in facts.languages:
                members.setdefault(code, (row["source_ids"], LISTED))
        for member in sorted(members):
            yield rule["network_id"], member, rule["rule_id"], *members[member]


def rule_faults(
    rules: pd.DataFrame, populations: pd.DataFrame, organisations: pd.DataFrame
) -> Iterator[tuple[str, str, str, str]]:
    """Yield (rule_id, field, broken rule, expected value) for each rule that cannot be applied."""
    dates = sorted(populations["date"].unique())
    allowed = {LANGUAGE: _languages(), KIND: sorted(organisations["kind"].unique())}
    columns = ["rule_id", "field", "operator", "value", "date"]
    for rule, field, operation, value, date in rules[columns].itertuples(index=False, name=None):
        by_population = field == POPULATION
        if by_population != (operation in COMPARISONS):
            yield rule, "operator", "rule-operator", "over, under" if by_population else "any_of"
        elif by_population and not value.isdecimal():
            yield rule, "value", "type-integer", ""
        elif by_population and date not in dates:
            yield rule, "date", "rule-date", ", ".join(dates)
        # Without organisations, no kind is known, so any is accepted.
        elif not by_population and allowed[field] and not set(split_list(value)) <= set(allowed[field]):
            yield rule, "value", "rule-value", "; ".join(allowed[field])


def _languages() -> tuple[str, ...]:
    """Return the allowed languages of a municipality."""
    municipalities = next(schema for schema in schemas() if schema.name == "municipalities")
    return next(field.enum for field in municipalities.fields if field.name == "language")
