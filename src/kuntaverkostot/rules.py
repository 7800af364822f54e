"""Memberships that follow from a published rule, derived from the tables and never typed by hand."""

from __future__ import annotations

import operator
from collections.abc import Iterator

import pandas as pd

from kuntaverkostot.schema import split_list

DERIVED_COLUMNS = ["network_id", "member_id", "rule_id", "source_ids"]
COMPARISONS = {"over": operator.gt, "under": operator.lt}


def living(municipalities: pd.DataFrame) -> pd.DataFrame:
    """Return the municipalities that have not ended, with their old row labels."""
    return municipalities[municipalities["ended_on"] == ""]


def successors(municipalities: pd.DataFrame) -> dict[str, str]:
    """Return the living municipality that each code stands for today: itself, or where it was merged.

    A chain of mergers is followed to its end; a chain that ends nowhere leaves its codes out.
    """
    merged = dict(zip(municipalities["municipality_code"], municipalities["merged_into"], strict=True))
    alive = set(living(municipalities)["municipality_code"])
    found = {}
    for code in merged:
        end, seen = code, {""}
        while end not in alive and end not in seen:
            seen.add(end)
            end = merged.get(end, "")
        if end in alive:
            found[code] = end
    return found


def populations_at(municipalities: pd.DataFrame, populations: pd.DataFrame, *, date: str) -> pd.Series:
    """Return inhabitants by living municipality, in today's division.

    Inhabitants of a municipality that ended later are added to its successor.

    Parameters
    ----------
    municipalities, populations : pandas.DataFrame
        Tables of the dataset.
    date : str
        Day of the count, ISO 8601; a date of ``populations``.

    Returns
    -------
    pandas.Series
        Persons (int), indexed by municipality code, sorted; codes without a figure are left out.
    """
    counted = populations[populations["date"] == date]
    today = counted["municipality_code"].map(successors(municipalities))
    return counted["population"].groupby(today).sum().sort_index()


def apply_rules(
    rules: pd.DataFrame, municipalities: pd.DataFrame, populations: pd.DataFrame, organisations: pd.DataFrame
) -> pd.DataFrame:
    """Derive the memberships that follow from the rules.

    Parameters
    ----------
    rules : pandas.DataFrame
        Columns rule_id, network_id, field, operator, value, date, source_ids.
    municipalities, populations, organisations : pandas.DataFrame
        What the rules look at. Only living municipalities become members.

    Returns
    -------
    pandas.DataFrame
        Columns network_id, member_id (municipality code or organisation id), rule_id, source_ids; a row for each
        rule and member.
    """
    rows = [
        (rule.network_id, member, rule.rule_id, rule.source_ids)
        for rule in rules.itertuples()
        for member in _members(rule, municipalities, populations, organisations)
    ]
    return pd.DataFrame(rows, columns=DERIVED_COLUMNS, dtype="str")


def _members(
    rule: tuple, municipalities: pd.DataFrame, populations: pd.DataFrame, organisations: pd.DataFrame
) -> Iterator[str]:
    if rule.field == "population":
        counted = populations_at(municipalities, populations, date=rule.date)
        yield from counted.index[COMPARISONS[rule.operator](counted, int(rule.value))]
    elif rule.field == "language":
        alive = living(municipalities)
        yield from alive.loc[alive["language"].isin(split_list(rule.value)), "municipality_code"]
    else:
        yield from organisations.loc[organisations["kind"].isin(split_list(rule.value)), "organisation_id"]


def rule_faults(rules: pd.DataFrame, populations: pd.DataFrame) -> Iterator[tuple[str, str, str, str]]:
    """Yield (rule_id, field, broken rule, what would be right) for rules that cannot be applied."""
    dates = sorted(set(populations["date"]))
    for rule in rules.itertuples():
        if (rule.field == "population") != (rule.operator in COMPARISONS):
            yield rule.rule_id, "operator", "rule-operator", "over, under" if rule.field == "population" else "any_of"
        elif rule.field == "population" and not rule.value.isdecimal():
            yield rule.rule_id, "value", "type-integer", ""
        elif rule.field == "population" and rule.date not in dates:
            yield rule.rule_id, "date", "rule-date", ", ".join(dates)
