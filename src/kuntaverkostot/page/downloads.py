"""Tables of the page: published and held figures, and the memberships as a download."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import quote

import pandas as pd

from kuntaverkostot.dataset.dataset import Dataset, records
from kuntaverkostot.dataset.own_attributes import unprefixed
from kuntaverkostot.dataset.schema import split_list
from kuntaverkostot.listing.entries import ListContent, Titled
from kuntaverkostot.listing.source_list import source_numbers
from kuntaverkostot.tables.csv_writer import csv_bytes
from kuntaverkostot.text.language import number, speaker
from kuntaverkostot.text.node_ids import node_code

if TYPE_CHECKING:
    import networkx as nx

# Characters to percent-encode in a data URL; letters such as ä are allowed (WHATWG URL standard, URL code points).
ESCAPED = re.compile('[\x00- "#%<>\\[-^`{-}\x7f-\x9f\ufeff\U0010fffe\U0010ffff]')


@dataclass(frozen=True, slots=True)
class ReconciliationRow:
    """A published figure and the held one, as text."""

    network: Titled
    what: str
    published: str
    held: str
    difference: str
    differs: bool
    short: bool
    note: str
    sources: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Download:
    """A file as a data URL, and its size in kilobytes."""

    address: str
    size: str


def reconciliation_rows(
    dataset: Dataset, listed: Iterable[Titled], rows: pd.DataFrame, *, language: str
) -> Iterator[ReconciliationRow]:
    """Yield published and held figures in the order of the list.

    Parameters
    ----------
    dataset : Dataset
        The tables.
    listed : iterable of Titled
        Every network, in the order of the list.
    rows : pandas.DataFrame
        From :func:`kuntaverkostot.reconcile`.
    language : {"fi", "sv", "en"}
        Language of the list.
    """
    say = speaker(language)
    networks = {node_code(entry.node): entry for entry in listed}
    places = {code: place for place, code in enumerate(networks)}
    numbers = source_numbers(dataset)
    for row in sorted(records(rows), key=lambda row: places[row["network_id"]]):
        value = number(language, row["value"])
        comparable = not pd.isna(row["held"])
        held = number(language, int(row["held"])) if comparable else say("table.not_held")
        if not comparable and not pd.isna(row["considered"]):
            held = f"{held} ({say('table.held_in_all', value=number(language, int(row['considered'])))})"
        difference = int(row["difference"]) if comparable else 0
        yield ReconciliationRow(
            network=networks[row["network_id"]],
            what=say(f"table.measure_{row['measure']}_{row['scope']}"),
            published=say("words.nearly", value=value) if row["qualifier"] == "nearly" else value,
            held=held,
            difference=_signed(language, difference) if comparable else say("table.not_held"),
            differs=difference != 0,
            short=difference < 0,
            note=row[f"note_{language}"],
            sources=tuple(sorted(numbers[code] for code in split_list(row["source_ids"]) if code in numbers)),
        )


def _signed(language: str, value: int) -> str:
    return f"+{number(language, value)}" if value > 0 else number(language, value)


def download(graph: nx.Graph[str], content: ListContent) -> Download:
    """Return the memberships of the list as a CSV file in a data URL, with what a table of one's own says of them."""
    say = speaker(content.language)
    rows = []
    described = [*graph.nodes.values(), *graph.edges.values()]
    names = list(dict.fromkeys(name for values in described for name in unprefixed(values)))
    for network in content.networks:
        for link in (*network.members, *network.candidates):
            code = graph.nodes[link.node]["code"]
            # The page gives the sources of rules; repeating them for each member adds nothing.
            sources = ";".join(map(str, link.sources)) if link.listed else ""
            values = unprefixed(graph.nodes[link.node]) | unprefixed(graph.edges[link.node, network.node])
            own = [values.get(name, "") for name in names]
            rows.append([network.short.text, link.name.text, code, say(f"csv.by_{link.basis}"), sources, *own])
    heads = [*(say(f"csv.{column}") for column in ("network", "member", "code", "basis", "sources")), *names]
    table = csv_bytes(heads, rows)
    # The byte order mark makes spreadsheets read UTF-8.
    text = "\ufeff" + table.decode("utf-8")
    size = number(content.language, max(1, round(len(text.encode("utf-8")) / 1000)))
    return Download(f"data:text/csv;charset=utf-8,{ESCAPED.sub(_quoted, text)}", size)


def _quoted(match: re.Match[str]) -> str:
    return _quoted_sign(match[0])


@cache
def _quoted_sign(sign: str) -> str:
    return quote(sign)
