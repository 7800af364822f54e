"""Memberships derived from rules, added to the tables of a dataset, with the warnings that need them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from kuntaverkostot.dataset.deriving import derive_memberships
from kuntaverkostot.dataset.rule_problems import idle_rules
from kuntaverkostot.dataset.rules import joined_with_rules
from kuntaverkostot.dataset.standing import is_confirmed
from kuntaverkostot.tables.grid import Table
from kuntaverkostot.tables.problem import Problem
from kuntaverkostot.tables.table_files import few
from kuntaverkostot.text.language import NAMES

if TYPE_CHECKING:
    import pandas as pd

    from kuntaverkostot.dataset.check import Check

MEMBERSHIP_KEY = ["network_id", "municipality_code"]
ORGANISATION_KEY = ["network_id", "organisation_id"]


def add_derived(frames: dict[str, pd.DataFrame], check: Check) -> tuple[Problem, ...]:
    """Add the memberships derived from rules and return the warnings about the complete tables.

    Parameters
    ----------
    frames : dict of str to pandas.DataFrame
        The tables by name. The two tables of memberships are replaced.
    check : Check
        The same tables as text, with lines.

    Returns
    -------
    tuple of Problem
        About rules without members, confirmations without a membership, and organisations in no network.
    """
    rules, organisations = frames["rules"], frames["organisations"]
    facts = (frames["municipalities"], frames["populations"], organisations)
    derived = derive_memberships(rules, *facts, frames["rule_exceptions"])
    # Most lists have no rules, and a search among a hundred thousand members is slow even for nothing.
    of_organisations = derived["member_id"].isin(organisations["organisation_id"] if len(derived) else [])
    columns = (frames["confirmations"][name].tolist() for name in (*MEMBERSHIP_KEY, "source_ids"))
    confirmed = {(network, code): sources for network, code, sources in zip(*columns, strict=True)}
    frames["memberships"] = joined_with_rules(
        frames["memberships"], derived[~of_organisations], key=MEMBERSHIP_KEY, confirmed=confirmed
    )
    frames["organisation_memberships"] = joined_with_rules(
        frames["organisation_memberships"], derived[of_organisations], key=ORGANISATION_KEY, confirmed={}
    )
    return (
        *idle_rules(frames, derived, check.tables["rules"]),
        *_confirmations_of_nobody(frames, check.tables["confirmations"]),
        *_isolated_organisations(frames, check),
    )


def _confirmations_of_nobody(frames: Mapping[str, pd.DataFrame], table: Table) -> Iterator[Problem]:
    """Yield a warning for each confirmation of a municipality that neither a rule nor a list makes a member."""
    if not table.lines:
        return
    pairs = list(zip(table.columns["network_id"], table.columns["municipality_code"], strict=True))
    memberships = frames["memberships"]
    confirmed = memberships[is_confirmed(memberships["basis"])]
    members = set(zip(*(confirmed[name].tolist() for name in MEMBERSHIP_KEY), strict=True))
    for line, (network, code) in zip(table.lines, pairs, strict=True):
        if (network, code) not in members:
            position = ("confirmations.csv", line, 2, "municipality_code", code)
            yield Problem(*position, "not-a-member", network, "warning")


def _isolated_organisations(frames: Mapping[str, pd.DataFrame], check: Check) -> Iterator[Problem]:
    """Yield how many organisations are in no network; a list says so of no municipality."""
    organisations = frames["organisations"]
    held = frames["organisation_memberships"]["organisation_id"]
    isolated = organisations[~organisations["organisation_id"].isin(held)]
    if len(isolated):
        lists = (reading.file for reading in check.readings if reading.shape in {"wide", "long"})
        file = next(lists, "organisations.csv")
        names = (
            next(filter(None, row))
            for row in zip(*(isolated[name] for name in (*NAMES, "organisation_id")), strict=True)
        )
        yield Problem(file, None, None, "", str(len(isolated)), "members-alone", few(names), "info")
