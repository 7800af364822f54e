"""What the list says of each network, whether it lists the members or only how many they are."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kuntaverkostot.analysis.graph_nodes import page_places
from kuntaverkostot.dataset.completeness import NOTHING, Published, extent, published_members
from kuntaverkostot.dataset.dataset import Dataset, newest_date, records
from kuntaverkostot.dataset.schema import split_list
from kuntaverkostot.dataset.standing import STATUSES, is_current, is_unknown
from kuntaverkostot.listing.entries import Fact, GroupEntry, Link, NetworkEntry
from kuntaverkostot.listing.source_list import source_numbers
from kuntaverkostot.text.language import LANGUAGES, Name, alphabetical, day, named, one_line, say, texts
from kuntaverkostot.text.node_ids import network_node

if TYPE_CHECKING:
    import pandas as pd

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class NetworkTables:
    """The tables on networks, indexed by network id once for all entries."""

    language: str
    networks: Mapping[str, Row]
    facts: Mapping[str, list[Row]]
    rules: Mapping[str, list[Row]]
    published: Mapping[str, Published]
    numbers: Mapping[str, int]


def network_tables(dataset: Dataset, language: str) -> NetworkTables:
    """Index the tables on networks."""
    return NetworkTables(
        language=language,
        networks={row["network_id"]: row for row in records(dataset.networks)},
        facts=rows_by_network(dataset.network_facts),
        rules=rows_by_network(dataset.rules),
        published=published_members(dataset),
        numbers=source_numbers(dataset),
    )


def network_entry(
    tables: NetworkTables,
    network: str,
    *,
    size: int,
    members: tuple[Link, ...] = (),
    candidates: tuple[Link, ...] = (),
    inhabitants: str = "",
) -> NetworkEntry:
    """Return the entry of a network.

    Parameters
    ----------
    tables : NetworkTables
        From :func:`network_tables`.
    network : str
        Id of the network.
    size : int
        Number of its known members, candidates not counted.
    members, candidates : tuple of Link
        Its members, where the list names them.
    inhabitants : str
        Population of all members together, in the format of the language; "" leaves it out.
    """
    language, row = tables.language, tables.networks[network]
    name, published = Name(*named(row, language)), tables.published.get(network, NOTHING)
    unit = "municipalities" if row["member_kind"] == "municipality" else "members"
    return NetworkEntry(
        node=network_node(network),
        name=name,
        short=network_short(row, name),
        ours=row[f"name_{name.language}_basis"] == "ours",
        description=row[f"description_{language}"],
        about_members=row[f"members_{language}"],
        state=tuple(state_sentences(row, language)),
        status=row["status"],
        size=size,
        extent=extent(language, size, published, unit=unit),
        partial=size > 0 and published.exceeds(size),
        inhabitants=inhabitants,
        rules=tuple(rule_sentences(tables.rules.get(network, ()), language, tables.numbers)),
        facts=tuple(fact_sentences(tables.facts.get(network, ()), language, tables.numbers)),
        members=members,
        candidates=candidates,
        sources=cited_numbers(row["source_ids"], tables.numbers),
    )


def group_entries(
    dataset: Dataset, tables: NetworkTables, entry: Callable[[str], NetworkEntry]
) -> tuple[GroupEntry, ...]:
    """Return the groups with their networks: current ones first, then by position, then by name.

    Parameters
    ----------
    dataset : Dataset
        The tables.
    tables : NetworkTables
        From :func:`network_tables`.
    entry : callable
        Returns the entry of a network, given its id.
    """
    language, order = tables.language, alphabetical(tables.language)
    places = page_places(dataset)

    def place(code: str) -> tuple[int, float, Any, str]:
        row = tables.networks[code]
        return STATUSES.index(row["status"]), places[code][1], order(named(row, language)[0]), code

    groups = []
    for row in network_groups(dataset):
        name = Name(*named(row, language))
        if name.text == texts(str(language))["reading.group"]:
            # The group that a list gets without having one; the table has a noun of its own for networks.
            name = Name(say(language, "reading.group"), name.language)
        ours = row[f"name_{name.language}_basis"] == "ours"
        networks = tuple(map(entry, sorted(row["networks"], key=place)))
        groups.append(GroupEntry(row["group_id"], name, ours, networks))
    return tuple(groups)


def network_short(row: Mapping[str, Any], name: Name) -> Name:
    """Return the short name of a network in the language of its name; otherwise the name."""
    short = row.get(f"short_{name.language}")
    return Name(one_line(short), name.language) if short else name


def network_groups(dataset: Dataset) -> list[dict[str, Any]]:
    """Return the groups that have networks, in order, with their ids; a last group holds networks without one."""
    rows = records(dataset.groups.sort_values("position"))
    networks_of: dict[str, list[str]] = {row["group_id"]: [] for row in rows}
    rest: list[str] = []
    for network, group in zip(dataset.networks["network_id"], dataset.networks["group_id"], strict=True):
        networks_of.get(group, rest).append(network)
    groups = [row | {"networks": networks_of[row["group_id"]]} for row in rows if networks_of[row["group_id"]]]
    if rest:
        key = "list.ungrouped" if groups else "reading.group"
        names = {f"name_{language}": say(language, key) for language in LANGUAGES}
        groups.append({"group_id": "", "networks": rest, **names, **{f"{name}_basis": "" for name in names}})
    return groups


def written_date(dataset: Dataset, language: str) -> str:
    """Return the day of the newest populations in the format of the language, or "" without any."""
    newest = newest_date(dataset)
    return day(language, newest) if newest else ""


def rows_by_network(table: pd.DataFrame) -> dict[str, list[dict[str, Any]]]:
    """Return the rows of a table by network, in order of position; rows without a position come last."""
    rows_of: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in records(table):
        rows_of[row["network_id"]].append(row)
    if "position" in table:
        for rows in rows_of.values():
            rows.sort(key=lambda row: math.inf if math.isnan(row["position"]) else row["position"])
    return rows_of


def cited_numbers(cell: str, numbers: Mapping[str, int]) -> tuple[int, ...]:
    """Return the numbers of the sources in a cell.

    >>> cited_numbers("b; a; x", {"a": 1, "b": 2})
    (1, 2)
    """
    return tuple(sorted(numbers[code] for code in split_list(cell) if code in numbers))


def state_sentences(row: Mapping[str, str], language: str) -> Iterator[str]:
    """Yield sentences on the state of a network: unknown, founded, ended."""
    if is_unknown(row["status"]):
        yield say(language, "list.state_unknown")
    if row["founded"]:
        yield say(language, "list.founded", date=day(language, row["founded"]))
    if row["ended"]:
        key = "list.ends" if is_current(row["status"]) else "list.ended"
        yield say(language, key, date=day(language, row["ended"]))


def rule_sentences(rows: Iterable[Mapping[str, str]], language: str, numbers: Mapping[str, int]) -> Iterator[Fact]:
    """Yield the rules that determine the members of a network."""
    for row in rows:
        value = int(row["value"]) if row["value"].isdecimal() else row["value"]
        date = day(language, row["date"]) if row["date"] else ""
        rule = say(language, f"basis.rule_{row['field']}_{row['operator']}", value=value, date=date)
        yield Fact(row["rule_id"], say(language, "list.rule", rule=rule), cited_numbers(row["source_ids"], numbers))


def fact_sentences(rows: Iterable[Mapping[str, str]], language: str, numbers: Mapping[str, int]) -> Iterator[Fact]:
    """Yield the facts of one network, or of all."""
    for row in rows:
        yield Fact(row["fact_id"], row[f"text_{language}"], cited_numbers(row["source_ids"], numbers))
