"""The dataset: tables read, checked, typed, sorted, and completed with memberships that follow from rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from os import PathLike
from typing import TYPE_CHECKING, Any

import pandas as pd

from kuntaverkostot.dataset.describe import describe
from kuntaverkostot.dataset.frames import frame_of
from kuntaverkostot.dataset.rule_problems import idle_rules, members_alone, rule_problems
from kuntaverkostot.dataset.rules import apply_rules, joined_with_rules, living
from kuntaverkostot.dataset.schema import bundled_data, schemas
from kuntaverkostot.dataset.standing import is_confirmed
from kuntaverkostot.dataset.validation import Check, check_tables
from kuntaverkostot.tables.grid import Table
from kuntaverkostot.tables.problem import Problem
from kuntaverkostot.tables.row_account import Account

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from kuntaverkostot.dataset.display import Summary

MEMBERSHIP_KEY = ["network_id", "municipality_code"]
ORGANISATION_KEY = ["network_id", "organisation_id"]


class DataError(ValueError):
    """Tables that cannot be read as a dataset, with every problem found.

    Parameters
    ----------
    problems : iterable of Problem
        What is wrong, in the order of the tables.
    messages : iterable of Problem
        All messages: also what was repaired.
    account : Account or None
        Rows in = accepted + repaired + refused, when rows were read.

    Attributes
    ----------
    problems, messages : tuple of Problem
        What is wrong, and all that was said.
    account : Account or None
        What became of the rows.
    """

    def __init__(
        self, problems: Iterable[Problem], *, messages: Iterable[Problem] = (), account: Account | None = None
    ) -> None:
        self.problems = tuple(problems)
        self.messages = tuple(messages) or self.problems
        self.account = account
        super().__init__("\n".join(describe(problem, "en") for problem in self.problems))


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Dataset:
    """Municipalities, networks and memberships as pandas frames.

    Each frame holds the columns of its table in ``datapackage.json``, sorted by its primary key, identifiers
    and dates as text, empty cells as "". Treat the frames as read-only; copy one before changing it.

    Attributes
    ----------
    municipalities, ended_municipalities, subregions, regions, populations : pandas.DataFrame
        Municipalities (living and ended), where they are and how many live in them (persons at a year's end).
    groups, networks, rules : pandas.DataFrame
        Networks in their groups, and the published rules from which memberships follow.
    memberships : pandas.DataFrame
        A row for each municipality in a network: basis (listed, rule or candidate), grade, source_ids, note,
        rule_id. Rows by rule are derived when the tables are read.
    confirmations : pandas.DataFrame
        Sources that name a municipality which is a member by rule.
    organisations, organisation_memberships : pandas.DataFrame
        Members that are not municipalities; memberships as above.
    figures, network_facts, sources : pandas.DataFrame
        Published figures, facts in three languages, and where everything comes from.
    page_texts : pandas.DataFrame
        Whose networks these are, as the page says it; without rows the page names nobody.
    outline : pandas.DataFrame
        Points of the country's outline (degrees), for the map.
    warnings : tuple of Problem
        What a reader should look at, though the tables could be read.
    messages : tuple of Problem
        Everything that was said while reading: how, what was repaired, and the warnings.
    account : Account or None
        Rows in = accepted + repaired + refused; None for a dataset that was not read.
    """

    municipalities: pd.DataFrame
    ended_municipalities: pd.DataFrame
    subregions: pd.DataFrame
    regions: pd.DataFrame
    populations: pd.DataFrame
    groups: pd.DataFrame
    networks: pd.DataFrame
    rules: pd.DataFrame
    memberships: pd.DataFrame
    confirmations: pd.DataFrame
    organisations: pd.DataFrame
    organisation_memberships: pd.DataFrame
    figures: pd.DataFrame
    network_facts: pd.DataFrame
    page_texts: pd.DataFrame
    sources: pd.DataFrame
    outline: pd.DataFrame
    warnings: tuple[Problem, ...] = ()
    messages: tuple[Problem, ...] = ()
    account: Account | None = None

    def __repr__(self) -> str:
        tables = (self.memberships, self.organisation_memberships)
        municipalities, others = len(living(self.municipalities)), len(self.organisations)
        # Only of municipalities is it known what they are; the others may be anybody.
        counts = {"municipalities": municipalities, "other members" if municipalities else "members": others}
        counts = {unit: count for unit, count in counts.items() if count}
        counts["networks"] = len(self.networks)
        counts["memberships"] = sum(int(is_confirmed(table["basis"]).sum()) for table in tables)
        return f"Dataset({', '.join(f'{count} {unit}' for unit, count in counts.items())})"

    def summary(self, *, language: str = "fi") -> Summary:
        """Return how many members of each network are known, of how many, and what one may do next.

        Parameters
        ----------
        language : {"fi", "sv", "en"}
            Language of the summary; a notebook that shows the dataset itself shows it in Finnish.

        Examples
        --------
        >>> load_dataset().summary(language="en")
        31 networks, 308 municipalities, 18 other members, 397 memberships.
        """
        # It is about datasets, so it imports this module.
        found: Summary = import_module("kuntaverkostot.dataset.summaries").of_dataset(self, language)
        return found

    def _repr_html_(self) -> str:
        return self.summary()._repr_html_()


def load_dataset() -> Dataset:
    """Return the tables that come with the package.

    Returns
    -------
    Dataset
        The networks of Kuntaliitto. Sources are in its table ``sources`` and in ``data/README.md``.

    Examples
    --------
    >>> load_dataset().municipalities.shape[0]
    309
    """
    return read_dataset(bundled_data())


def read_dataset(path: str | PathLike[str], *, encoding: str | None = None, delimiter: str | None = None) -> Dataset:
    """Read and check the tables under a path.

    Parameters
    ----------
    path : path
        A folder of CSV files with the names and columns in ``datapackage.json``, a .zip of it, or an .xlsx or .ods
        workbook with a sheet for each table: optional tables may be left out, and those about municipalities
        come with the package. Or a single file or sheet with the memberships: a row for each member and a column
        of marks for each network, or a row for each membership.
    encoding, delimiter : str or None
        Of CSV files, when they are known, such as "cp1252" and ";"; else they are found.

    Returns
    -------
    Dataset
        All tables, with the memberships that follow from the rules; what was repaired is in its ``messages``.

    Raises
    ------
    DataError
        When anything is wrong in the tables, with every problem found.
    OSError
        When a file cannot be read.

    Examples
    --------
    >>> from kuntaverkostot.dataset.schema import bundled_data
    >>> list(read_dataset(bundled_data()).regions.columns)
    ['region_code', 'name_fi', 'name_sv', 'name_en']
    """
    check = check_tables(path, encoding=encoding, delimiter=delimiter)
    if check.errors:
        raise DataError(check.errors, messages=check.messages, account=check.account)
    ranked: dict[tuple[str, ...], NDArray[np.intp]] = {}
    frames = {schema.name: frame_of(schema, check.tables[schema.name], ranked=ranked) for schema in schemas()}
    if faults := rule_problems(frames, check.tables["rules"]):
        raise DataError(faults, messages=(*check.messages, *faults), account=check.account)
    return _complete(frames, check)


def newest_date(dataset: Dataset) -> str:
    """Return the newest day of which inhabitants are known, ISO 8601, or "" when none are.

    >>> newest_date(load_dataset())
    '2024-12-31'
    """
    return max(dataset.populations["date"].tolist(), default="")


def all_memberships(dataset: Dataset, *, candidates: bool = False) -> pd.DataFrame:
    """Return the memberships of municipalities and of organisations in one frame.

    Parameters
    ----------
    dataset : Dataset
        The tables.
    candidates : bool
        Whether memberships that no source names are included.

    Returns
    -------
    pandas.DataFrame
        Columns network_id, kind ("municipality" or "organisation"), member_id, basis, source_ids, rule_id;
        sorted.
    """
    columns = ["network_id", "kind", "member_id", "basis", "source_ids", "rule_id"]
    municipal = dataset.memberships.rename(columns={"municipality_code": "member_id"})
    organised = dataset.organisation_memberships.rename(columns={"organisation_id": "member_id"})
    parts = [municipal.assign(kind="municipality"), organised.assign(kind="organisation")]
    together = pd.concat(parts)[columns]
    if not candidates:
        together = together[is_confirmed(together["basis"])]
    return together.sort_values(columns[:3], ignore_index=True)


def _complete(frames: dict[str, pd.DataFrame], check: Check) -> Dataset:
    derived = apply_rules(frames["rules"], frames["municipalities"], frames["populations"], frames["organisations"])
    # Most lists have no rules, and looking among a hundred thousand members takes long even for nothing.
    organised = derived["member_id"].isin(frames["organisations"]["organisation_id"] if len(derived) else [])
    columns = [*MEMBERSHIP_KEY, "source_ids"]
    rows = frames["confirmations"][columns].itertuples(index=False, name=None)
    confirmed = {(network, code): sources for network, code, sources in rows}
    frames["memberships"] = joined_with_rules(
        frames["memberships"], derived[~organised], key=MEMBERSHIP_KEY, confirmed=confirmed
    )
    frames["organisation_memberships"] = joined_with_rules(
        frames["organisation_memberships"], derived[organised], key=ORGANISATION_KEY, confirmed={}
    )
    idle = idle_rules(frames, derived, check.tables["rules"])
    later = (*idle, *_unconfirmed(frames, check.tables["confirmations"]), *members_alone(frames, check.readings))
    messages = (*check.messages, *later)
    warnings = tuple(message for message in messages if message.severity == "warning")
    return Dataset(**frames, warnings=warnings, messages=messages, account=check.account)


def _unconfirmed(frames: Mapping[str, pd.DataFrame], table: Table) -> Iterable[Problem]:
    """Yield a warning for each municipality that a source names and no rule or list makes a member."""
    if not table.lines:
        return
    pairs = list(zip(table.columns["network_id"], table.columns["municipality_code"], strict=True))
    members, asked = frames["memberships"], set(pairs)
    confirmed = members.loc[is_confirmed(members["basis"]), MEMBERSHIP_KEY]
    held = {pair for pair in rows_of(confirmed) if pair in asked}
    for line, (network, code) in zip(table.lines, pairs, strict=True):
        if (network, code) not in held:
            where = ("confirmations.csv", line, 2, "municipality_code", code)
            yield Problem(*where, "not-a-member", network, "warning")


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of a table, each by column.

    >>> records(pd.DataFrame({"a": [1, 2], "b": ["x", "y"]}))
    [{'a': 1, 'b': 'x'}, {'a': 2, 'b': 'y'}]
    """
    names = [str(name) for name in frame.columns]
    return [dict(zip(names, row, strict=True)) for row in rows_of(frame)]


def rows_of(frame: pd.DataFrame) -> Iterator[tuple[Any, ...]]:
    """Return the rows of a table as tuples.

    Like ``itertuples``, but column by column: pandas takes text out of a row one cell at a time.
    """
    return zip(*(frame[name].tolist() for name in frame.columns), strict=True)


def table_names() -> list[str]:
    """Return the names of the tables of a dataset, in order."""
    return [schema.name for schema in schemas()]
