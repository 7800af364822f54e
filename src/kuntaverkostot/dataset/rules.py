"""Memberships derived from published rules."""

from __future__ import annotations

import operator
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from kuntaverkostot.dataset.frames import TEXT
from kuntaverkostot.dataset.schema import join_list, schemas, split_list
from kuntaverkostot.dataset.standing import BASES, RULE, is_confirmed

DERIVED_COLUMNS = ["network_id", "member_id", "rule_id", "source_ids"]
COMPARISONS = {"over": operator.gt, "under": operator.lt}


def living(municipalities: pd.DataFrame) -> pd.DataFrame:
    """Return the current municipalities, with their row labels."""
    return municipalities[municipalities["ended_on"] == ""]


def living_codes(municipalities: pd.DataFrame) -> list[str]:
    """Return the codes of current municipalities, sorted."""
    return sorted(municipalities["municipality_code"][municipalities["ended_on"] == ""])


def successors(municipalities: pd.DataFrame) -> dict[str, str]:
    """Return the current municipality of each code: itself, or the one it was merged into.

    Chains of mergers are followed to their end. Codes without a current successor are left out.
    """
    codes, into, ends = (municipalities[name].tolist() for name in ("municipality_code", "merged_into", "ended_on"))
    merged = dict(zip(codes, into, strict=True))
    living_now = {code for code, end in zip(codes, ends, strict=True) if end == ""}
    current = {}
    for code in merged:
        end, visited = code, {""}
        while end not in living_now and end not in visited:
            visited.add(end)
            end = merged.get(end, "")
        if end in living_now:
            current[code] = end
    return current


def merged_codes(municipalities: pd.DataFrame, ended: pd.DataFrame) -> dict[str, str]:
    """Return the current municipality into which each former one was merged, by code.

    Parameters
    ----------
    municipalities, ended : pandas.DataFrame
        The tables ``municipalities`` and ``ended_municipalities``; both may name former ones.
    """
    today = successors(municipalities)
    into = dict(zip(ended["municipality_code"].tolist(), ended["merged_into"].tolist(), strict=True))
    merged = {code: end for code, end in today.items() if code != end}
    for code in into:
        end, visited = code, set[str]()
        while end in into and end not in today and end not in visited:
            visited.add(end)
            end = into[end]
        if end in today and today[end] != code:
            merged[code] = today[end]
    return merged


def populations_at(municipalities: pd.DataFrame, populations: pd.DataFrame, *, date: str) -> pd.Series:
    """Return the population by current municipality.

    The population of a former municipality is added to its successor.

    Parameters
    ----------
    municipalities, populations : pandas.DataFrame
        Tables of the dataset.
    date : str
        Day of the count, ISO 8601; a date of ``populations``.

    Returns
    -------
    pandas.Series
        Persons (int) by municipality code, sorted. Codes without a figure are left out.
    """
    today = successors(municipalities)
    persons: dict[str, int] = defaultdict(int)
    # For a few hundred rows, pandas takes several times as long.
    columns = (populations[name].tolist() for name in ("date", "municipality_code", "population"))
    for day, code, count in zip(*columns, strict=True):
        if day == date and code in today:
            persons[today[code]] += count
    codes = sorted(persons)
    index = pd.Index(codes, dtype=TEXT, name="municipality_code")
    return pd.Series([persons[code] for code in codes], index=index, dtype="int64", name="population")


def derive_memberships(
    rules: pd.DataFrame, municipalities: pd.DataFrame, populations: pd.DataFrame, organisations: pd.DataFrame
) -> pd.DataFrame:
    """Derive memberships from the rules.

    Parameters
    ----------
    rules : pandas.DataFrame
        Columns rule_id, network_id, field, operator, value, date, source_ids.
    municipalities, populations, organisations : pandas.DataFrame
        Tables that rules refer to. Only current municipalities become members.

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
    return pd.DataFrame(rows, columns=DERIVED_COLUMNS, dtype=TEXT)


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
    """Yield (rule_id, field, broken rule, expected value) for each rule that cannot be applied."""
    dates = sorted(set(populations["date"]))
    allowed = {"language": _languages(), "kind": sorted(set(organisations["kind"]))}
    columns = ["rule_id", "field", "operator", "value", "date"]
    for rule, field, operation, value, date in rules[columns].itertuples(index=False, name=None):
        by_population = field == "population"
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


def joined_with_rules(
    named: pd.DataFrame,
    derived: pd.DataFrame,
    *,
    key: Sequence[str],
    confirmed: Mapping[tuple[str, str], str],
) -> pd.DataFrame:
    """Merge the memberships of a table with those derived from rules, one row for each.

    The strongest basis wins: a source, then a rule, then a candidate. Sources are joined.

    Parameters
    ----------
    named : pandas.DataFrame
        The table of memberships without the column rule_id, sorted by ``key``.
    derived : pandas.DataFrame
        From :func:`derive_memberships`.
    key : sequence of str
        Key columns of network and member.
    confirmed : mapping of (str, str) to str
        Additional sources as list cells, by key. Candidates get none.

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
    repeats = together.duplicated(key)
    joined_cells = {name: together[name].tolist() for name in ("source_ids", "rule_id")}
    first = 0
    for place, repeat in enumerate(repeats):
        # Duplicates follow the strongest row of their key.
        if not repeat:
            first = place
            continue
        for cells in joined_cells.values():
            cells[first] = join_list(split_list(cells[first]) + split_list(cells[place]))
    if confirmed:
        cells = joined_cells["source_ids"]
        for place, (*member, basis, repeat) in enumerate(
            zip(*(together[name] for name in (*key, "basis")), repeats, strict=True)
        ):
            if not repeat and is_confirmed(basis) and (sources := confirmed.get((member[0], member[1]))) is not None:
                cells[place] = join_list(split_list(cells[place]) + split_list(sources))
    return together.assign(**joined_cells)[~repeats][[*named.columns, "rule_id"]].astype(TEXT).reset_index(drop=True)
