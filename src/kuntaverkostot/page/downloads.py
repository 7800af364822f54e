"""Tables of the page: published against held figures, and the memberships as a file to download."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import quote

import pandas as pd

from kuntaverkostot.analysis.export import csv_bytes
from kuntaverkostot.dataset.dataset import Dataset, records
from kuntaverkostot.dataset.schema import split_list
from kuntaverkostot.listing.entries import Outline, Titled
from kuntaverkostot.text.language import number, speaker
from kuntaverkostot.text.node_ids import node_code

if TYPE_CHECKING:
    import networkx as nx

# What is written as %20 and the like inside the address of the file; letters such as ä may stand in it as they are
# (WHATWG URL standard, URL code points).
ESCAPED = re.compile('[\x00- "#%<>\\[-^`{-}\x7f-\x9f\ufeff\U0010fffe\U0010ffff]')


@dataclass(frozen=True, slots=True)
class ReconciliationRow:
    """One published figure beside the one that is held, as they are written."""

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
    """A file inside an address, and its size in kilobytes."""

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
    numbers = {source: place for place, source in enumerate(dataset.sources["source_id"], start=1)}
    for row in sorted(records(rows), key=lambda row: places[row["network_id"]]):
        value = number(language, row["value"])
        known = not pd.isna(row["held"])
        held = number(language, int(row["held"])) if known else say("table.not_held")
        if not known and not pd.isna(row["considered"]):
            held = f"{held} ({say('table.held_in_all', value=number(language, int(row['considered'])))})"
        difference = int(row["difference"]) if known else 0
        yield ReconciliationRow(
            network=networks[row["network_id"]],
            what=say(f"table.measure_{row['measure']}_{row['scope']}"),
            published=say("words.nearly", value=value) if row["qualifier"] == "nearly" else value,
            held=held,
            difference=_signed(language, difference) if known else say("table.not_held"),
            differs=difference != 0,
            short=difference < 0,
            note=row[f"note_{language}"],
            sources=tuple(sorted(numbers[code] for code in split_list(row["source_ids"]) if code in numbers)),
        )


def _signed(language: str, value: int) -> str:
    return f"+{number(language, value)}" if value > 0 else number(language, value)


def download(graph: nx.Graph[str], content: Outline) -> Download:
    """Return the memberships of the list as a CSV file inside an address."""
    say = speaker(content.language)
    rows = []
    for network in content.networks:
        for link in (*network.members, *network.candidates):
            code = graph.nodes[link.node]["code"]
            # A rule has its sources on the page; repeating them for each member would say nothing more.
            sources = ";".join(map(str, link.sources)) if link.listed else ""
            rows.append([network.short.text, link.name.text, code, say(f"csv.by_{link.basis}"), sources])
    heads = [say(f"csv.{column}") for column in ("network", "member", "code", "basis", "sources")]
    table = csv_bytes(heads, rows)
    # With the mark at the beginning, spreadsheets read the letters right.
    text = "\ufeff" + table.decode("utf-8")
    size = number(content.language, max(1, round(len(text.encode("utf-8")) / 1000)))
    return Download(f"data:text/csv;charset=utf-8,{ESCAPED.sub(_quoted, text)}", size)


def _quoted(found: re.Match[str]) -> str:
    return _quoted_sign(found[0])


@cache
def _quoted_sign(sign: str) -> str:
    return quote(sign)
