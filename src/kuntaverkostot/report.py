"""What `kuntaverkostot check` says of tables that can be read."""

from __future__ import annotations

from collections.abc import Iterator

from kuntaverkostot.dataset import Dataset, describe
from kuntaverkostot.graph import bipartite_graph
from kuntaverkostot.language import speaker
from kuntaverkostot.outline import outline
from kuntaverkostot.reconciliation import reconcile
from kuntaverkostot.rules import living
from kuntaverkostot.tabular import reconciliation_rows


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
    basis = dataset.memberships["basis"]
    yield say(
        "check.fine",
        municipalities=say("count.municipalities", count=len(living(dataset.municipalities))),
        networks=say("count.networks", count=len(dataset.networks)),
        memberships=say("count.memberships", count=int((basis != "candidate").sum())),
    )
    if dataset.warnings:
        yield say("check.warnings", count=len(dataset.warnings))
        yield from (describe(problem, language) for problem in dataset.warnings)
    content = outline(dataset, bipartite_graph(dataset), language=language)
    rows = list(reconciliation_rows(dataset, content, reconcile(dataset)))
    if rows:
        yield ""
        yield say("table.reconciliation_caption")
        cells = [(row.network.name.text, row.what, row.published, row.held, row.difference) for row in rows]
        heads = tuple(say(f"table.{key}") for key in ("network", "what", "published", "held", "difference"))
        yield from _columns([heads, *cells])
        yield ""
    if candidates := int((basis == "candidate").sum()):
        yield say("check.candidates", count=candidates)
    if unconfirmed := sum(not entry.networks for letter in content.letters for entry in letter.members):
        yield say("check.unconfirmed", count=unconfirmed)


def _columns(rows: list[tuple[str, ...]]) -> Iterator[str]:
    """Yield rows with their cells under each other, words to the left and figures to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        words = [cell.ljust(width) for cell, width in zip(row[:2], widths[:2], strict=True)]
        figures = [cell.rjust(width) for cell, width in zip(row[2:], widths[2:], strict=True)]
        yield "  ".join([*words, *figures]).rstrip()
