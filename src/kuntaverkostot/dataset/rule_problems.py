"""Problems of the rules of a dataset, with their place in the table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from kuntaverkostot.dataset.deriving import rule_faults
from kuntaverkostot.tables.grid import Table
from kuntaverkostot.tables.problem import Problem

if TYPE_CHECKING:
    import pandas as pd


def rule_problems(frames: Mapping[str, pd.DataFrame], table: Table) -> list[Problem]:
    """Return an error for each rule that cannot be applied."""
    faults = rule_faults(frames["rules"], frames["populations"], frames["organisations"])
    return [_of_rule(table, rule, field, broken, expected) for rule, field, broken, expected in faults]


def idle_rules(frames: Mapping[str, pd.DataFrame], derived: pd.DataFrame, table: Table) -> list[Problem]:
    """Return a warning for each rule without members."""
    idle = sorted(set(frames["rules"]["rule_id"].unique()) - set(derived["rule_id"].unique()))
    return [_of_rule(table, rule, "value", "rule-nobody", "", "warning") for rule in idle]


def _of_rule(table: Table, rule: str, field: str, broken: str, expected: str, severity: str = "error") -> Problem:
    row = table.columns["rule_id"].cells().index(rule)
    place = ("rules.csv", table.lines[row], list(table.columns).index(field) + 1)
    return Problem(*place, field, table.columns[field][row], broken, expected, severity)
