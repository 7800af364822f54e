"""What the panels of the explorer show besides the graph: what is known of each network, figures, and set views."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from kuntaverkostot.listing.entries import NetworkEntry
from kuntaverkostot.page.downloads import ReconciliationRow
from kuntaverkostot.page.payload_types import PanelData, Paragraph, RulesData
from kuntaverkostot.page.set_view_shapes import Matrix, UpSet
from kuntaverkostot.text.language import say
from kuntaverkostot.text.node_ids import network_node


def panel_data(
    entries: Iterable[NetworkEntry],
    matrix: Matrix,
    upset: UpSet,
    *,
    reconciled: Sequence[ReconciliationRow],
    rules: RulesData,
    asks: str,
    date: str,
) -> PanelData:
    """Return what the panels of the explorer show.

    Parameters
    ----------
    entries : iterable of NetworkEntry
        Every network, in the order of the payload.
    matrix, upset
        The set views of the page.
    reconciled : sequence of ReconciliationRow
        Published figures beside held ones.
    rules : RulesData
        Rules by which memberships are explained.
    asks : {"municipality", "organisation"}
        Whose memberships are asked for.
    date : str
        Day of the populations, in the format of the language.
    """
    networks = list(entries)
    rows = {entry.node: row for row, entry in enumerate(networks)}

    def row(code: str) -> int:
        return rows[network_node(code)]

    return {
        "asks": asks,
        "askable": list(map(row, upset.networks)),
        "partial": matrix.partial,
        "figures": [(rows[row.network.node], row.what, row.published, row.held, row.difference) for row in reconciled],
        **rules,
        "about": [list(paragraphs(entry, matrix.language, date=date)) for entry in networks],
        "matrix": {
            "networks": list(map(row, matrix.names)),
            "shared": matrix.frame.to_numpy().tolist(),
        }
        if len(matrix.names) > 1
        else None,
        "sets": [list(map(row, bar.networks)) for bar in upset.bars],
    }


def paragraphs(network: NetworkEntry, language: str, *, date: str) -> Iterator[Paragraph]:
    """Yield what is known of a network besides its members, as the list says it, with the numbers of the sources."""
    if network.inhabitants:
        yield "meta", f"{say(language, 'tool.population', date=date)}: {network.inhabitants}", ()
    about = " ".join(filter(None, (network.description, network.about_members)))
    if about or network.sources:
        yield "text", about, network.sources
    if network.state or network.ours:
        note = "name.ours_note" if network.ours else "name.other_language" if network.name.language != language else ""
        yield "meta", " ".join([*network.state, *([say(language, note)] if note else [])]), ()
    shared = {fact.sources for fact in network.facts}
    # Several facts that share their sources name them once, after all of them.
    once = len(network.facts) > 1 and len(shared) == 1
    for fact in network.facts:
        yield "fact", fact.text, () if once else fact.sources
    if once and (sources := network.facts[0].sources):
        yield "text", say(language, "list.shared_sources", count=len(sources)), sources
    for rule in network.rules:
        yield "text", rule.text, rule.sources
