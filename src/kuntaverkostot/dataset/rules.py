"""Municipalities of today, their inhabitants, and memberships of tables joined with those derived from rules."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

import pandas as pd

from kuntaverkostot.dataset.frames import TEXT
from kuntaverkostot.dataset.schema import join_list, split_list
from kuntaverkostot.dataset.standing import BASES, is_confirmed, is_derived


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
    persons = inhabitants(municipalities, populations, days={date}).get(date, {})
    index = pd.Index(list(persons), dtype=TEXT, name="municipality_code")
    return pd.Series(list(persons.values()), index=index, dtype="int64", name="population")


def inhabitants(
    municipalities: pd.DataFrame, populations: pd.DataFrame, *, days: Collection[str] | None = None
) -> dict[str, dict[str, int]]:
    """Return the population by day, then by current municipality, both sorted; of these days, or of all.

    Parameters
    ----------
    municipalities, populations : pandas.DataFrame
        Tables of the dataset.
    days : collection of str, optional
        Days to count, ISO 8601.
    """
    today = successors(municipalities)
    persons: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    # For a few hundred rows, pandas takes several times as long.
    columns = (populations[name].tolist() for name in ("date", "municipality_code", "population"))
    for day, code, count in zip(*columns, strict=True):
        if (days is None or day in days) and code in today:
            persons[day][today[code]] += count
    return {day: dict(sorted(persons[day].items())) for day in sorted(persons)}


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
        From :func:`kuntaverkostot.dataset.deriving.derive_memberships`.
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
    # Whoever a source adds to a rule does not follow from it.
    rule_ids = derived["rule_id"].where(is_derived(derived["basis"]), "")
    derived = derived.rename(columns={"member_id": key[1]}).assign(rule_id=rule_ids)
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
    columns = list(dict.fromkeys([*named.columns, "rule_id"]))
    return together.assign(**joined_cells)[~repeats][columns].astype(TEXT).reset_index(drop=True)
