"""Datasets as they would be: another limit, another day, a merger, a member that joins or leaves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date as calendar_day
from datetime import timedelta

import pandas as pd

from kuntaverkostot.dataset.dataset import Dataset, newest_date, rows_of
from kuntaverkostot.dataset.deriving import EXCEPTION, POPULATION
from kuntaverkostot.dataset.frames import TEXT
from kuntaverkostot.dataset.kinds import KEYS, KINDS, Kind
from kuntaverkostot.dataset.lookups import membership, rules
from kuntaverkostot.dataset.rederived import TABLES, rederived, with_tables
from kuntaverkostot.dataset.rule_reasons import rules_at
from kuntaverkostot.dataset.rules import joined_with_rules, successors
from kuntaverkostot.dataset.standing import LISTED, is_confirmed, is_derived
from kuntaverkostot.text.unfit import UnfitError

MUNICIPALITY = KINDS[0]


def with_limit(dataset: Dataset, network: str, operator: str, limit: int) -> Dataset:
    """Return the dataset with another limit of the rule about the population of a network.

    Parameters
    ----------
    dataset : Dataset
        The tables; they are not changed.
    network : str
        Its id.
    operator : {"over", "under"}
        On which side of the limit its members are.
    limit : int
        Inhabitants; the limit itself is out.

    Raises
    ------
    UnfitError
        When the network has no such rule, or the limit is no number of inhabitants.

    Examples
    --------
    >>> from kuntaverkostot.dataset.dataset import load_dataset
    >>> changed = with_limit(load_dataset(), "suuret-kaupungit", "over", 40_000)
    >>> sum(changed.memberships["network_id"] == "suuret-kaupungit")
    29
    """
    if limit < 0 or limit != int(limit):
        raise UnfitError("limit", limit=repr(limit))
    table = dataset.rules
    meant = (table["network_id"] == network) & (table["field"] == POPULATION) & (table["operator"] == operator)
    if not meant.any():
        raise UnfitError(f"no_rule_{operator}", network=network)
    return rederived(dataset, rules=table.assign(value=table["value"].mask(meant, str(int(limit)))))


def with_day(dataset: Dataset, date: str, network: str | None = None) -> Dataset:
    """Return the dataset with the populations of another day in the rules of a network, or in all rules."""
    table = rules_at(dataset, date)
    if network is not None:
        others = table["network_id"] != network
        table = table.assign(date=table["date"].mask(others, dataset.rules["date"]))
    return rederived(dataset, rules=table)


def with_mergers(dataset: Dataset, into: Mapping[str, str]) -> Dataset:
    """Return the dataset with municipalities merged into others the day after the newest populations.

    Parameters
    ----------
    dataset : Dataset
        The tables; they are not changed.
    into : mapping of str to str
        The municipality into which each is merged, by codes.

    Returns
    -------
    Dataset
        The successor has the inhabitants and the memberships of both, as far as rules do not decide them; its language
        status stays as it is.

    Raises
    ------
    UnfitError
        When municipalities would be merged in a circle.
    """
    table = dataset.municipalities
    gone = table["municipality_code"].isin(into)
    merged = table.assign(
        ended_on=table["ended_on"].mask(gone, _next_day(newest_date(dataset))),
        merged_into=table["merged_into"].mask(gone, table["municipality_code"].map(into)).astype(TEXT),
    )
    today = successors(merged)
    spoken = dict(zip(table["municipality_code"].tolist(), table["name_fi"].tolist(), strict=True))
    if circle := [code for code in into if code not in today]:
        raise UnfitError("circle", members=", ".join(f"{code} {spoken[code]}" for code in circle))
    ends = {code: today[code] for code in into}
    confirmations = dataset.confirmations.assign(
        municipality_code=dataset.confirmations["municipality_code"].replace(ends).astype(TEXT)
    )
    tables = {
        "municipalities": merged,
        "memberships": _moved(dataset.memberships, ends),
        "confirmations": confirmations.drop_duplicates(["network_id", "municipality_code"], ignore_index=True),
    }
    return rederived(dataset, **tables)


def _next_day(day: str) -> str:
    # Without populations any day serves: a municipality ends for all of a dataset at once.
    return (calendar_day.fromisoformat(day) + timedelta(days=1)).isoformat() if day else "2000-01-01"


def _moved(table: pd.DataFrame, into: Mapping[str, str]) -> pd.DataFrame:
    """Return memberships with those of merged municipalities in the name of their successors."""
    key = KEYS[MUNICIPALITY]
    moving = table[key].isin(into)
    # What follows from a rule follows anew.
    moved = table[moving & ~is_derived(table["basis"])].assign(rule_id="")
    moved = moved.assign(**{key: moved[key].map(into).astype(TEXT)}).rename(columns={key: "member_id"})
    return joined_with_rules(table[~moving], moved, key=["network_id", key], confirmed={})


def with_members(
    dataset: Dataset, network: str, *, join: Iterable[tuple[Kind, str]] = (), leave: Iterable[tuple[Kind, str]] = ()
) -> Dataset:
    """Return the dataset with members that joined a network or left it.

    Parameters
    ----------
    dataset : Dataset
        The tables; they are not changed.
    network : str
        Its id.
    join, leave : iterable of (kind, id)
        Members. One who joins is listed without a source; one who leaves is excepted from the rules of the network.
    """
    for kind, member in join:
        held = membership(dataset, kind, member, network)
        if held is None or not is_confirmed(held[0]):
            dataset = _joined(dataset, network, kind, member)
    for kind, member in leave:
        if membership(dataset, kind, member, network) is not None:
            dataset = _left(dataset, network, kind, member)
    return dataset


def _joined(dataset: Dataset, network: str, kind: Kind, member: str) -> Dataset:
    table = getattr(dataset, TABLES[kind])
    row = pd.DataFrame([(network, member, LISTED)], columns=["network_id", "member_id", "basis"], dtype=TEXT)
    row = row.assign(**{name: "" for name in table.columns if name not in {"network_id", KEYS[kind], "basis"}})
    joined = joined_with_rules(table, row, key=["network_id", KEYS[kind]], confirmed={})
    changed = with_tables(dataset, {TABLES[kind]: joined})
    excepted = dataset.rule_exceptions
    own = excepted["rule_id"].isin([rule["rule_id"] for rule in rules(dataset).get(network, ())])
    return replace(changed, rule_exceptions=excepted[~(own & (excepted["municipality_code"] == member))])


def _left(dataset: Dataset, network: str, kind: Kind, member: str) -> Dataset:
    table, key = getattr(dataset, TABLES[kind]), KEYS[kind]
    left = table[(table["network_id"] != network) | (table[key] != member)].reset_index(drop=True)
    tables = {TABLES[kind]: left}
    if kind == MUNICIPALITY:
        tables["confirmations"] = dataset.confirmations[
            (dataset.confirmations["network_id"] != network) | (dataset.confirmations[key] != member)
        ]
        own = [rule["rule_id"] for rule in rules(dataset).get(network, ())]
        excepted = {(rule, code): row for rule, code, *row in rows_of(dataset.rule_exceptions)}
        excepted |= {(rule, member): [EXCEPTION, ""] for rule in own}
        rows = [(*pair, *row) for pair, row in sorted(excepted.items())]
        tables["rule_exceptions"] = pd.DataFrame(rows, columns=dataset.rule_exceptions.columns, dtype=TEXT)
    return with_tables(dataset, tables)
