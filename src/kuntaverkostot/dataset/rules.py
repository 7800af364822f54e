"""Memberships that follow from a published rule, derived from the tables and never typed by hand."""

from __future__ import annotations

import operator
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from kuntaverkostot.dataset.schema import join_list, schemas, split_list
from kuntaverkostot.dataset.standing import BASES, RULE, is_confirmed

DERIVED_COLUMNS = ["network_id", "member_id", "rule_id", "source_ids"]
COMPARISONS = {"over": operator.gt, "under": operator.lt}


def living(municipalities: pd.DataFrame) -> pd.DataFrame:
    """Return the municipalities that have not ended, with their old row labels."""
    return municipalities[municipalities["ended_on"] == ""]


def living_codes(municipalities: pd.DataFrame) -> list[str]:
    """Return the codes of the municipalities that have not ended, sorted."""
    return sorted(municipalities["municipality_code"][municipalities["ended_on"] == ""])


def successors(municipalities: pd.DataFrame) -> dict[str, str]:
    """Return the living municipality that each code stands for today: itself, or where it was merged.

    A chain of mergers is followed to its end; a chain that ends nowhere leaves its codes out.
    """
    codes, into, ends = (municipalities[name].tolist() for name in ("municipality_code", "merged_into", "ended_on"))
    merged = dict(zip(codes, into, strict=True))
    alive = {code for code, end in zip(codes, ends, strict=True) if end == ""}
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
    today = successors(municipalities)
    persons: dict[str, int] = defaultdict(int)
    # A few hundred rows: to choose and to group them in pandas takes several times as long.
    columns = (populations[name].tolist() for name in ("date", "municipality_code", "population"))
    for day, code, count in zip(*columns, strict=True):
        if day == date and code in today:
            persons[today[code]] += count
    codes = sorted(persons)
    index = pd.Index(codes, dtype="str", name="municipality_code")
    return pd.Series([persons[code] for code in codes], index=index, dtype="int64", name="population")


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
        Columns network_id, member_id (municipality code or organisation id), rule_id, source_ids; a row for
        each rule and member.
    """
    rows = [
        (rule.network_id, member, rule.rule_id, rule.source_ids)
        for rule in rules.itertuples()
        for member in _members(rule, municipalities, populations, organisations)
    ]
    return pd.DataFrame(rows, columns=DERIVED_COLUMNS, dtype="str")


def _members(
    rule: Any, municipalities: pd.DataFrame, populations: pd.DataFrame, organisations: pd.DataFrame
) -> Iterator[str]:
    if rule.field == "population":
        counted = populations_at(municipalities, populations, date=rule.date)
        yield from counted.index[COMPARISONS[rule.operator](counted, int(rule.value))]
    elif rule.field == "language":
        alive = living(municipalities)
        yield from alive[alive["language"].isin(split_list(rule.value))]["municipality_code"]
    else:
        yield from organisations[organisations["kind"].isin(split_list(rule.value))]["organisation_id"]


def rule_faults(
    rules: pd.DataFrame, populations: pd.DataFrame, organisations: pd.DataFrame
) -> Iterator[tuple[str, str, str, str]]:
    """Yield (rule_id, field, broken rule, what would be right) for rules that cannot be applied."""
    dates = sorted(set(populations["date"]))
    known = {"language": _languages(), "kind": sorted(set(organisations["kind"]))}
    columns = ["rule_id", "field", "operator", "value", "date"]
    for rule, field, operation, value, date in rules[columns].itertuples(index=False, name=None):
        counted = field == "population"
        if counted != (operation in COMPARISONS):
            yield rule, "operator", "rule-operator", "over, under" if counted else "any_of"
        elif counted and not value.isdecimal():
            yield rule, "value", "type-integer", ""
        elif counted and date not in dates:
            yield rule, "date", "rule-date", ", ".join(dates)
        # Where no organisations are known, none of their kinds is either.
        elif not counted and known[field] and not set(split_list(value)) <= set(known[field]):
            yield rule, "value", "rule-value", "; ".join(known[field])


def _languages() -> tuple[str, ...]:
    """Return what the language of a municipality may be."""
    municipalities = next(schema for schema in schemas() if schema.name == "municipalities")
    return next(field.enum for field in municipalities.fields if field.name == "language")


def joined_with_rules(
    named: pd.DataFrame,
    derived: pd.DataFrame,
    *,
    key: Sequence[str],
    confirmed: Mapping[tuple[str, str], str],
) -> pd.DataFrame:
    """Return memberships that are written in a table and those that follow from a rule: one row for each.

    A source that names the member is the strongest basis, then a rule, then a candidate; sources are joined.

    Parameters
    ----------
    named : pandas.DataFrame
        The table of memberships, without the column rule_id, sorted by ``key``.
    derived : pandas.DataFrame
        From :func:`apply_rules`.
    key : sequence of str
        Columns of the network and of the member.
    confirmed : mapping of (str, str) to str
        More sources of members, as list cells by key; a candidate stays without a source.

    Returns
    -------
    pandas.DataFrame
        Columns of ``named`` and rule_id, sorted by ``key``.
    """
    key = list(key)
    if derived.empty and not confirmed:
        return named.assign(rule_id="")
    derived = derived.rename(columns={"member_id": key[1]}).assign(basis=RULE)
    together = pd.concat([named, derived], ignore_index=True).fillna("")
    strength = together["basis"].map({basis: place for place, basis in enumerate(BASES)})
    together = together.assign(strength=strength).sort_values([*key, "strength"], ignore_index=True)
    again = together.duplicated(key)
    joined = {name: together[name].tolist() for name in ("source_ids", "rule_id")}
    strongest = 0
    for place, more in enumerate(again):
        # A membership that is there twice follows the stronger one.
        if not more:
            strongest = place
            continue
        for cells in joined.values():
            cells[strongest] = join_list(split_list(cells[strongest]) + split_list(cells[place]))
    if confirmed:
        cells = joined["source_ids"]
        for place, (*member, basis, more) in enumerate(
            zip(*(together[name] for name in (*key, "basis")), again, strict=True)
        ):
            if not more and is_confirmed(basis) and (sources := confirmed.get((member[0], member[1]))) is not None:
                cells[place] = join_list(split_list(cells[place]) + split_list(sources))
    return together.assign(**joined)[~again][[*named.columns, "rule_id"]].astype("str").reset_index(drop=True)
