"""Problems of the rules of a dataset, with their place in the table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from kuntaverkostot.dataset.reading_summary import Read
from kuntaverkostot.dataset.rules import rule_faults
from kuntaverkostot.tables.grid import Table
from kuntaverkostot.tables.problem import Problem
from kuntaverkostot.tables.table_files import few

if TYPE_CHECKING:
    import pandas as pd


def rule_problems(frames: Mapping[str, pd.DataFrame], table: Table) -> list[Problem]:
    """Return an error for each rule that cannot be applied."""
    faults = rule_faults(frames["rules"], frames["populations"], frames["organisations"])
    return [_of_rule(table, rule, field, broken, expected) for rule, field, broken, expected in faults]


def idle_rules(frames: Mapping[str, pd.DataFrame], derived: pd.DataFrame, table: Table) -> list[Problem]:
    """Return a warning for each rule without members."""
    idle = sorted(set(frames["rules"]["rule_id"]) - set(derived["rule_id"]))
    return [_of_rule(table, rule, "value", "rule-nobody", "", "warning") for rule in idle]


def _of_rule(table: Table, rule: str, field: str, broken: str, expected: str, severity: str = "error") -> Problem:
    row = table.columns["rule_id"].cells().index(rule)
    place = ("rules.csv", table.lines[row], list(table.columns).index(field) + 1)
    return Problem(*place, field, table.columns[field][row], broken, expected, severity)


def members_alone(frames: Mapping[str, pd.DataFrame], readings: Iterable[Read]) -> Iterator[Problem]:
    """Yield a warning when organisations are in no network: unlike a municipality, such a one is not shown."""
    known = frames["organisations"]["organisation_id"]
    if len(alone := known[~known.isin(frames["organisation_memberships"]["organisation_id"])]):
        file = next((one.file for one in readings if one.shape in {"wide", "long"}), "organisations.csv")
        yield Problem(file, None, None, "", str(len(alone)), "members-alone", few(alone), "warning")
