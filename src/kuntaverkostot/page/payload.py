"""What the explorer on the page gets, as JSON values: the graph and how it is drawn, for any number of members."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from kuntaverkostot.analysis.membership_arrays import MembershipArrays, Positions
from kuntaverkostot.dataset.dataset import Dataset, records, rows_of
from kuntaverkostot.dataset.schema import split_list
from kuntaverkostot.dataset.standing import is_listed
from kuntaverkostot.listing.entries import NetworkEntry
from kuntaverkostot.listing.localized import Localized
from kuntaverkostot.listing.source_list import source_numbers
from kuntaverkostot.page.payload_types import AttributeData, GraphData, MemberColumns, NetworkColumns, Titles, WordData
from kuntaverkostot.text.language import DECIMAL, GROUPING, LANGUAGES, Name, named, one_line, texts
from kuntaverkostot.text.node_ids import anchor, network_node, node_id

if TYPE_CHECKING:
    import pandas as pd

    from kuntaverkostot.diagram.style import Appearance

# Texts that scripts add to the page; it has all others already.
SCRIPT_SECTIONS = ("csv.", "kind.", "municipality_language.", "query.", "share.", "tool.", "view.matrix_")
# Why a rule makes somebody a member.
RULE_TEXTS = {
    *("basis.rule_language_any_of", "count.inhabitants", "explain.addition"),
    *("explain.kind_yes", "explain.language_no", "explain.language_yes"),
    *("explain.not_over", "explain.not_under", "explain.over", "explain.under"),
}
SCRIPT_TEXTS = {
    *("diagram.keys_without_list", "diagram.legend_heading", "diagram.moves", "list.none_in_data"),
    *("list.none_known", "on_demand.showing", "page.close_all", "page.open_all"),
    *("table.difference", "table.held", "table.published", "table.reconciliation_caption"),
    *("basis.candidate", "basis.listed", "basis.rule", "count.hits", "count.members", "count.networks"),
    *("count.municipalities", "diagram.unconfirmed", "known.none", "status.ended", "summary.but_ended"),
    *("words.and", "words.nor", "words.percent", "words.quoted"),
}


def graph_data(
    dataset: Dataset,
    links: MembershipArrays,
    localized: Localized,
    entries: Sequence[NetworkEntry],
    style: Appearance,
    *,
    labels: Sequence[str],
    inhabitants: Positions,
) -> GraphData:
    """Return networks, members and memberships.

    Parameters
    ----------
    dataset : Dataset
        The tables.
    links : MembershipArrays
        The tables as arrays, with candidates if these are shown.
    localized : Localized
        The same in the order of the list.
    entries : sequence of NetworkEntry
        The networks in this order.
    style : Appearance
        Their colours and letters.
    labels : sequence of str
        What each is called in the diagram.
    inhabitants : numpy.ndarray of int, shape (members,)
        Population of each member of ``links``, -1 when unknown.
    """
    starts = localized.starts()
    steps = np.diff(localized.member, prepend=0)
    begins = starts[:-1][np.diff(starts) > 0]
    steps[begins] = localized.member[begins]
    numbers = source_numbers(dataset)
    municipal = set(dataset.municipalities["region_code"].tolist())
    regions = {row["region_code"]: named(row, localized.language)[0] for row in records(dataset.regions)}
    used = sorted({name for code, name in regions.items() if code in municipal})
    languages = ["", *sorted(set(dataset.municipalities["language"].unique()) - {""})]
    return {
        "members": _members(dataset, links, localized, inhabitants, regions=(regions, used), languages=languages),
        "networks": _networks(links, localized, entries, style, labels),
        "regions": used,
        "languages": languages,
        "sizes": np.diff(starts).tolist(),
        "links": steps.tolist(),
        "grounds": [
            # The page gives the sources of rules; repeating them for each member adds nothing.
            (basis, sorted(numbers[code] for code in split_list(cell) if code in numbers) if is_listed(basis) else [])
            for basis, cell in links.grounds
        ],
        "ground": localized.ground.tolist() if len(links.grounds) > 1 else None,
        "attributes": _attributes(dataset, localized),
    }


def _attributes(dataset: Dataset, localized: Localized) -> AttributeData | None:
    """Return what a table of one's own says of its members and memberships; nothing without such a table."""
    table = dataset.attributes
    if table.empty:
        return None
    index = {code: place for place, code in enumerate([*localized.network_ids, *localized.member_ids])}
    # What is told of a candidate that is not shown is not told either.
    first = len(localized.network_ids)
    shown = set(zip((localized.member + first).tolist(), localized.network.tolist(), strict=True))
    names = list(dict.fromkeys(table["attribute"].tolist()))
    place_of = {name: place for place, name in enumerate(names)}
    rows = []
    for kind, member, network, name, value in rows_of(table, "kind", "member_id", "network_id", "attribute", "value"):
        node = index.get(anchor(node_id(kind, member)))
        held = index.get(anchor(network_node(network)), -1) if network else -1
        if node is not None and (not network or (node, held) in shown):
            rows.append((node, held, place_of[name], one_line(value)))
    return {"names": names, "rows": sorted(rows)}


def _members(
    dataset: Dataset,
    links: MembershipArrays,
    localized: Localized,
    inhabitants: Positions,
    *,
    regions: tuple[Mapping[str, str], Sequence[str]],
    languages: Sequence[str],
) -> MemberColumns:
    names, used = regions
    place_of = {code: used.index(name) for code, name in names.items() if name in used}
    held = rows_of(dataset.municipalities, "municipality_code", "region_code", "language")
    municipal = {code: (place_of.get(region, -1), languages.index(spoken)) for code, region, spoken in held}
    order = localized.members_as
    kinds, codes = links.members["kind"].to_numpy()[order], links.members["code"].to_numpy()[order]
    # What is known of each member; nothing of those that are no municipalities.
    known = [
        municipal[code] if kind == "municipality" else (-1, 0)
        for kind, code in zip(kinds.tolist(), codes.tolist(), strict=True)
    ]
    region, spoken = [place for place, _ in known], [place for _, place in known]
    people = [None if count < 0 else count for count in inhabitants[order].tolist()]
    return {
        **_titles(links.members, localized.member_ids, localized.members, order, localized.language),
        "language": _digits(spoken) if any(spoken) else None,
        "region": region if any(place >= 0 for place in region) else None,
        "population": people if any(count is not None for count in people) else None,
        "count": None if links.counts is None else links.counts[order].tolist(),
    }


def _networks(
    links: MembershipArrays,
    localized: Localized,
    entries: Sequence[NetworkEntry],
    style: Appearance,
    labels: Sequence[str],
) -> NetworkColumns:
    order = localized.networks_as
    return {
        **_titles(links.networks, localized.network_ids, localized.networks, order, localized.language),
        "label": list(labels),
        "status": [entry.status for entry in entries],
        "place": [style.places.get(entry.node, -1) for entry in entries],
        "known": [entry.extent if entry.size else "" for entry in entries],
        "letter": [style.letters.get(entry.node, "") for entry in entries],
    }


def _titles(table: pd.DataFrame, ids: Sequence[str], names: Sequence[Name], order: Positions, language: str) -> Titles:
    """Return ids and names, those in other languages with the place of whose they are."""
    columns = [list(map(one_line, table[f"name_{other}"].tolist())) for other in LANGUAGES]
    others: list[list[Any]] = []
    for place, row in enumerate(order.tolist()):
        own = names[place].text
        if different := dict.fromkeys(text for text in (column[row] for column in columns) if text not in {"", own}):
            others.append([place, *different])
    return {
        # No id holds a space.
        "id": " ".join(ids),
        "name": [name.text for name in names],
        "names": others,
        "foreign": _foreign(names, language),
    }


def _foreign(names: Sequence[Name], language: str) -> dict[str, list[int] | int]:
    """Return by language the places of names that are not in the language of the page; 1 stands for all of them."""
    foreign: dict[str, list[int] | int] = {}
    for other in LANGUAGES:
        places = [place for place, name in enumerate(names) if name.language == other] if other != language else []
        if places:
            foreign[other] = 1 if len(places) == len(names) else places
    return foreign


def word_data(language: str, *, date: str, where: str, ruled: bool = True) -> WordData:
    """Return texts and the format of numbers.

    ``where`` says where memberships were sought, and ``ruled`` whether rules of the tables give some.
    """
    return {
        "language": language,
        "date": date,
        "grouping": GROUPING[language],
        "decimal": DECIMAL[language],
        "texts": texts_of_scripts(language, where=where, ruled=ruled),
    }


def texts_of_scripts(language: str, *, where: str, ruled: bool = True) -> Mapping[str, Any]:
    """Return the texts that scripts put on the page, as :func:`word_data` does."""
    wanted = SCRIPT_TEXTS | RULE_TEXTS if ruled else SCRIPT_TEXTS
    return {
        key: text.replace("{where}", where) if isinstance(text, str) else text
        for key, text in texts(language).items()
        if key in wanted or key.startswith(SCRIPT_SECTIONS)
    }


def _digits(places: Iterable[int]) -> str:
    """Return places below ten as one text, of which each letter is a place: shorter than a list of numbers."""
    return "".join(map(str, places))
