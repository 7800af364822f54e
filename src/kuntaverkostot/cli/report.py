"""The report of `kuntaverkostot check`, and members as text, CSV or JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, replace
from functools import partial

import pandas as pd

from kuntaverkostot.analysis.comparison import compare
from kuntaverkostot.analysis.export import csv_bytes
from kuntaverkostot.analysis.graph import bipartite_graph
from kuntaverkostot.dataset.completeness import is_sourced, where_sought
from kuntaverkostot.dataset.dataset import DataError, Dataset, records, rows_of
from kuntaverkostot.dataset.describe import describe
from kuntaverkostot.dataset.kinds import KEYS, MEMBER_KEY
from kuntaverkostot.dataset.open_questions import contradictions, questions
from kuntaverkostot.dataset.reconciliation import reconcile
from kuntaverkostot.dataset.rules import living
from kuntaverkostot.dataset.standing import is_confirmed
from kuntaverkostot.listing.content import list_content
from kuntaverkostot.page.downloads import ReconciliationRow, reconciliation_rows
from kuntaverkostot.text.language import alphabetical, named, number, speaker
from kuntaverkostot.text.node_ids import node_id
from kuntaverkostot.text.templates import in_markdown


def report(dataset: Dataset, *, language: str) -> Iterator[str]:
    """Yield the lines of a report: counts, remarks, published figures beside ours, unconfirmed memberships.

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
    >>> from kuntaverkostot.dataset.dataset import load_dataset
    >>> next(report(load_dataset(), language="en"))
    'The tables are in order: 308 municipalities, 31 networks, 379 memberships.'
    """
    say = speaker(language)
    alive = living(dataset.municipalities)
    # Other members are counted where no member is a municipality.
    kind, members = ("municipalities", alive) if len(alive) else ("members", dataset.organisations)
    memberships = dataset.memberships if len(alive) else dataset.organisation_memberships
    confirmed = memberships[is_confirmed(memberships["basis"])]
    yield say(
        "check.fine",
        municipalities=say(f"count.{kind}", count=len(members)),
        networks=say("count.networks", count=len(dataset.networks)),
        memberships=say("count.memberships", count=len(confirmed)),
    )
    messages_shown = [*dataset.messages, *(warning for warning in dataset.warnings if warning not in dataset.messages)]
    if messages_shown:
        yield say("check.warnings", count=len(messages_shown))
        yield from (describe(problem, language) for problem in messages_shown)
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
        where = where_sought(language, sourced=is_sourced(dataset))
        yield say("check.unconfirmed", count=unconfirmed, where=where)
    yield from contradictions(dataset, language=language)


def _reconciled(dataset: Dataset, language: str) -> Iterator[ReconciliationRow]:
    # Only the names and the order of the networks are needed; a million memberships would take a minute.
    members = ("municipalities", "memberships", "organisations", "organisation_memberships")
    bare = replace(dataset, **{name: getattr(dataset, name).iloc[:0] for name in members})
    content = list_content(bare, bipartite_graph(bare), language=language)
    return reconciliation_rows(dataset, content.networks, reconcile(dataset), language=language)


def _columns(rows: list[tuple[str, ...]]) -> Iterator[str]:
    """Yield rows as aligned text: words to the left, figures to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        words = [cell.ljust(width) for cell, width in zip(row[:2], widths[:2], strict=True)]
        figures = [cell.rjust(width) for cell, width in zip(row[2:], widths[2:], strict=True)]
        yield "  ".join([*words, *figures]).rstrip()


def as_json(result: Dataset | DataError, *, language: str) -> str:
    """Return all messages about the tables, the account of their rows, and the contradictions in them, as JSON.

    Parameters
    ----------
    result : Dataset or DataError
        The result of reading them.
    language : {"fi", "sv", "en"}
        Language of the texts.
    """
    messages = [asdict(message) | {"text": describe(message, language)} for message in result.messages]
    account = asdict(result.account) if result.account else None
    against = [] if isinstance(result, DataError) else contradictions(result, language=language)
    report = {"account": account, "messages": messages, "contradictions": against}
    return json.dumps(report, ensure_ascii=False, indent=2)


def listed_members(dataset: Dataset, members: pd.Index[str], *, language: str, form: str) -> str:
    """Return members as text in columns, as CSV or as JSON.

    Parameters
    ----------
    dataset : Dataset
        The tables.
    members : pandas.Index of str
        Codes: an index of :func:`kuntaverkostot.incidence`, whose name tells their kind.
    language : {"fi", "sv", "en"}
        Language of the names, and of their order.
    form : {"table", "csv", "json"}
        Format.

    Returns
    -------
    str
        Code and name of each, and of municipalities the inhabitants at the newest date, in alphabetical order.
    """
    municipal = members.name == "municipality_code"
    # With candidates, so that members by these alone are nodes too.
    graph = bipartite_graph(dataset, candidates=True)
    say, order = speaker(language), alphabetical(language)
    kinds = [kind for kind, key in KEYS.items() if members.name in {key, MEMBER_KEY}]
    ids = [next(filter(graph.has_node, (node_id(kind, code) for kind in kinds))) for code in members]
    nodes = [graph.nodes[node] for node in ids]
    rows = sorted(
        ((node["code"], named(node, language)[0], node.get("population")) for node in nodes), key=lambda r: order(r[1])
    )
    if form == "json":
        keys = (str(members.name), "name", *(["population"] if municipal else []))
        return json.dumps([dict(zip(keys, row, strict=False)) for row in rows], ensure_ascii=False, indent=2)
    if not municipal:
        heads: tuple[str, ...] = (say("csv.organisation_code"), say("csv.member"))
        texts: list[tuple[str, ...]] = [(code, name) for code, name, _ in rows]
        total = say("count.members", count=len(rows))
    else:
        heads = (say("csv.code"), say("csv.member"), say("table.inhabitants"))
        format_count = str if form == "csv" else partial(number, language)
        texts = [(code, name, "" if people is None else format_count(people)) for code, name, people in rows]
        people = say("count.inhabitants", count=sum(count or 0 for *_, count in rows))
        total = f"{say('count.municipalities', count=len(rows))}, {people}"
    if form == "csv":
        return csv_bytes(heads, texts).decode("utf-8").rstrip("\n")
    return "\n".join([*_columns([heads, *texts]), total])


def listed_questions(dataset: Dataset, *, language: str, form: str) -> str:
    """Return the open questions as text, as CSV or as JSON.

    Parameters
    ----------
    dataset : Dataset
        The tables.
    language : {"fi", "sv", "en"}
        Language of the questions.
    form : {"text", "csv", "json"}
        Format.
    """
    say, table = speaker(language), questions(dataset, language=language)
    if form == "json":
        counted = [dict(row, count=None if row["count"] is pd.NA else int(row["count"])) for row in records(table)]
        return json.dumps(counted, ensure_ascii=False, indent=2)
    cells = list(rows_of(table[["network_id", "question", "where", "ask"]]))
    if form == "csv":
        heads = tuple(say(f"question.head_{key}") for key in ("network", "question", "where", "ask"))
        return csv_bytes(heads, cells).decode("utf-8").rstrip("\n")
    blocks = []
    for _, question, where, ask in cells:
        lines = [question, where and say("question.where", where=where), ask and say("question.ask", ask=ask)]
        blocks.append("\n".join(filter(None, lines)))
    return "\n\n".join(blocks) or say("question.none")


def listed_changes(old: Dataset, new: Dataset, *, language: str, form: str, candidates: bool) -> str:
    """Return what changed between two datasets as a Markdown list, as CSV or as JSON.

    Parameters
    ----------
    old, new : Dataset
        The tables before and now.
    language : {"fi", "sv", "en"}
        Language of the names and sentences.
    form : {"markdown", "csv", "json"}
        Format.
    candidates : bool
        Whether memberships that no source names count.
    """
    say, table = speaker(language), compare(old, new, candidates=candidates, language=language)
    if form == "json":
        return json.dumps(records(table), ensure_ascii=False, indent=2)
    if form == "csv":
        heads = tuple(say(f"change.head_{key}") for key in ("change", "network", "member", "old", "new", "sentence"))
        cells = rows_of(table[["change", "network_id", "member_id", "old", "new", "sentence"]])
        return csv_bytes(heads, cells).decode("utf-8").rstrip("\n")
    return "\n".join(f"- {in_markdown(sentence)}" for sentence in table["sentence"]) or say("change.none")
