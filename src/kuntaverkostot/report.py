"""What `kuntaverkostot check` says of tables that can be read."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace

from kuntaverkostot.dataset import DataError, Dataset, describe
from kuntaverkostot.exporting import csv_bytes
from kuntaverkostot.graph import bipartite_graph, node_id
from kuntaverkostot.language import alphabetical, named, number, speaker
from kuntaverkostot.outline import outline
from kuntaverkostot.reconciliation import reconcile
from kuntaverkostot.rules import living
from kuntaverkostot.tabular import ReconciliationRow, reconciliation_rows


def report(dataset: Dataset, *, language: str) -> Iterator[str]:
    """Yield the lines of a report: counts, remarks, published and held figures, what is not confirmed.

    Parameters
    ----------
    dataset : Dataset
        The tables.
    language : {"fi", "sv", "en"}
        Language of the report.

    Yields
    ------
    str
        A line.

    Examples
    --------
    >>> from kuntaverkostot.dataset import load_dataset
    >>> next(report(load_dataset(), language="en"))
    'The tables are in order: 308 municipalities, 31 networks, 379 memberships.'
    """
    say = speaker(language)
    alive = living(dataset.municipalities)
    # Members that are no municipalities are counted where there are no others.
    kind, members = ("municipalities", alive) if len(alive) else ("members", dataset.organisations)
    memberships = dataset.memberships if len(alive) else dataset.organisation_memberships
    confirmed = memberships[memberships["basis"] != "candidate"]
    yield say(
        "check.fine",
        municipalities=say(f"count.{kind}", count=len(members)),
        networks=say("count.networks", count=len(dataset.networks)),
        memberships=say("count.memberships", count=len(confirmed)),
    )
    told = [*dataset.messages, *(one for one in dataset.warnings if one not in dataset.messages)]
    if told:
        yield say("check.warnings", count=len(told))
        yield from (describe(problem, language) for problem in told)
    if dataset.account:
        yield say("check.account", **asdict(dataset.account))
    rows = list(_reconciled(dataset, language)) if len(dataset.figures) else []
    if rows:
        yield ""
        yield say("table.reconciliation_caption")
        cells = [(row.network.name.text, row.what, row.published, row.held, row.difference) for row in rows]
        heads = tuple(say(f"table.{key}") for key in ("network", "what", "published", "held", "difference"))
        yield from _columns([heads, *cells])
        yield ""
    if candidates := len(memberships) - len(confirmed):
        yield say("check.candidates", count=candidates)
    if len(alive) and (unconfirmed := int((~alive["municipality_code"].isin(confirmed["municipality_code"])).sum())):
        yield say("check.unconfirmed", count=unconfirmed)


def _reconciled(dataset: Dataset, language: str) -> Iterator[ReconciliationRow]:
    # Names and order of the networks are all that is asked of the list; a million memberships would take a minute.
    members = ("municipalities", "memberships", "organisations", "organisation_memberships")
    bare = replace(dataset, **{name: getattr(dataset, name).iloc[:0] for name in members})
    content = outline(bare, bipartite_graph(bare), language=language)
    return reconciliation_rows(dataset, content.networks, reconcile(dataset), language=language)


def _columns(rows: list[tuple[str, ...]]) -> Iterator[str]:
    """Yield rows with their cells under each other, words to the left and figures to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        words = [cell.ljust(width) for cell, width in zip(row[:2], widths[:2], strict=True)]
        figures = [cell.rjust(width) for cell, width in zip(row[2:], widths[2:], strict=True)]
        yield "  ".join([*words, *figures]).rstrip()


def as_json(found: Dataset | DataError, *, language: str) -> str:
    """Return everything that was found in the tables as JSON, for machines.

    Parameters
    ----------
    found : Dataset or DataError
        What came of reading them.
    language : {"fi", "sv", "en"}
        Language of the texts.
    """
    messages = [asdict(message) | {"text": describe(message, language)} for message in found.messages]
    account = asdict(found.account) if found.account else None
    return json.dumps({"account": account, "messages": messages}, ensure_ascii=False, indent=2)


def municipalities(dataset: Dataset, codes: Sequence[str], *, language: str, form: str) -> str:
    """Return municipalities as text in columns, as CSV or as JSON.

    Parameters
    ----------
    dataset : Dataset
        The tables.
    codes : sequence of str
        Which municipalities.
    language : {"fi", "sv", "en"}
        Language of the names, and of their order.
    form : {"table", "csv", "json"}
        How they are written.

    Returns
    -------
    str
        Code, name and inhabitants at the newest date of each, in alphabetical order.
    """
    graph = bipartite_graph(dataset)
    say, order = speaker(language), alphabetical(language)
    found = [graph.nodes[node_id("municipality", code)] for code in codes]
    rows = sorted(
        ((node["code"], named(node, language)[0], node["population"]) for node in found), key=lambda r: order(r[1])
    )
    if form == "json":
        keys = ("municipality_code", "name", "population")
        return json.dumps([dict(zip(keys, row, strict=True)) for row in rows], ensure_ascii=False, indent=2)
    heads = (say("csv.code"), say("csv.member"), say("table.inhabitants"))
    if form == "csv":
        texts = [(code, name, "" if people is None else str(people)) for code, name, people in rows]
        return csv_bytes(heads, texts).decode("utf-8").rstrip("\n")
    texts = [(code, name, "" if people is None else number(language, people)) for code, name, people in rows]
    people = sum(count or 0 for _, _, count in rows)
    total = f"{say('count.municipalities', count=len(rows))}, {say('count.inhabitants', count=people)}"
    return "\n".join([*_columns([heads, *texts]), total])
