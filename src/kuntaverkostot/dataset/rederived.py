"""Datasets with other rules, days or municipalities, and the memberships that then follow."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from kuntaverkostot.dataset.dataset import Dataset, rows_of
from kuntaverkostot.dataset.deriving import DERIVED_COLUMNS, derived_rows
from kuntaverkostot.dataset.frames import TEXT
from kuntaverkostot.dataset.kinds import KEYS, KINDS, Kind
from kuntaverkostot.dataset.lookups import exceptions, facts
from kuntaverkostot.dataset.rule_reasons import rules_at
from kuntaverkostot.dataset.rules import joined_with_rules
from kuntaverkostot.dataset.schema import join_list, split_list
from kuntaverkostot.dataset.standing import is_derived, is_listed

Derived = tuple[str, str, str, str, str]  # as in DERIVED_COLUMNS
TABLES: dict[Kind, str] = dict(zip(KINDS, ("memberships", "organisation_memberships"), strict=True))


def at_date(dataset: Dataset, date: str) -> Dataset:
    """Return the dataset as the rules would make it with the populations of a day; ValueError for an unknown day.

    >>> from kuntaverkostot.dataset.dataset import load_dataset
    >>> sum(at_date(load_dataset(), "2018-12-31").memberships["network_id"] == "pienet-kunnat")
    210
    """
    return rederived(dataset, rules=rules_at(dataset, date))


def rederived(dataset: Dataset, **tables: pd.DataFrame) -> Dataset:
    """Return a dataset with other tables; its rules give other memberships, all other memberships stay as they are.

    Parameters
    ----------
    dataset : Dataset
        The tables; they are not changed.
    **tables : pandas.DataFrame
        The tables that differ, by name.
    """
    changed = with_tables(dataset, tables)
    before, now = (dict.fromkeys(_derived(held)) for held in (dataset, changed))
    lost = [row for row in before if row not in now]
    gained = [row for row in now if row not in before]
    if not lost and not gained:
        return changed
    organisations = facts(changed).kinds
    parts: dict[str, pd.DataFrame] = {}
    for kind, name in TABLES.items():
        mine = [[row for row in rows if (row[1] in organisations) == (kind != KINDS[0])] for rows in (lost, gained)]
        table = _with(_without(getattr(changed, name), KEYS[kind], mine[0]), KEYS[kind], mine[1], changed)
        parts[name] = table
    return with_tables(changed, parts)


def with_tables(dataset: Dataset, tables: Mapping[str, pd.DataFrame]) -> Dataset:
    """Return a dataset with other tables, by name."""
    others: dict[str, Any] = dict(tables)
    return replace(dataset, **others)


def _derived(dataset: Dataset) -> Iterable[Derived]:
    return derived_rows(dataset.rules, facts(dataset), exceptions(dataset))


def _without(table: pd.DataFrame, key: str, lost: Iterable[Derived]) -> pd.DataFrame:
    """Return memberships without what rules no longer give; a member that a source names stays one."""
    by_pair = defaultdict[tuple[str, str], list[Derived]](list)
    for row in lost:
        by_pair[row[:2]].append(row)
    if not by_pair:
        return table
    pairs = enumerate(rows_of(table[["network_id", key]]))
    places = {pair: place for place, pair in pairs if pair in by_pair}
    columns: dict[str, list[Any]] = {name: table[name].tolist() for name in ("basis", "rule_id", "source_ids")}
    dropped = set()
    for pair, place in places.items():
        rules, gone = {row[2] for row in by_pair[pair]}, join_list(row[3] for row in by_pair[pair])
        rule_ids = [rule for rule in split_list(columns["rule_id"][place]) if rule not in rules]
        kept = [source for source in split_list(columns["source_ids"][place]) if source not in split_list(gone)]
        columns["rule_id"][place] = join_list(rule_ids)
        was_added = any(is_listed(row[4]) for row in by_pair[pair]) and not kept
        if not rule_ids and (was_added or is_derived(columns["basis"][place])):
            dropped.add(place)
        if kept:
            columns["source_ids"][place] = join_list(kept)
    kept_rows = [place for place in range(len(table)) if place not in dropped]
    changed = table.assign(**{name: pd.array(cells, dtype=TEXT) for name, cells in columns.items()})
    return changed.iloc[kept_rows].reset_index(drop=True)


def _with(table: pd.DataFrame, key: str, gained: list[Derived], dataset: Dataset) -> pd.DataFrame:
    """Return memberships with what rules give now."""
    if not gained:
        return table
    derived = pd.DataFrame(gained, columns=DERIVED_COLUMNS, dtype=TEXT)
    confirmed: dict[tuple[str, str], str] = {}
    if key == KEYS[KINDS[0]]:
        pairs = {row[:2] for row in gained}
        rows = rows_of(dataset.confirmations[["network_id", key, "source_ids"]])
        confirmed = {(network, code): sources for network, code, sources in rows if (network, code) in pairs}
    return joined_with_rules(table, derived, key=["network_id", key], confirmed=confirmed)
