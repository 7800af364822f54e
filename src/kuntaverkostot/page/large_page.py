"""The page of a dataset with too many members to draw and to list at once: networks first, members on demand."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from kuntaverkostot.analysis.intersections import exact_sets
from kuntaverkostot.analysis.membership_arrays import (
    Overview,
    Positions,
    likeness,
    overview,
    shared_members,
    strongest_overlaps,
)
from kuntaverkostot.dataset.dataset import Dataset, records
from kuntaverkostot.dataset.kinds import usual_kind
from kuntaverkostot.dataset.known import Published, published_members, where_sought
from kuntaverkostot.dataset.reconciliation import reconcile
from kuntaverkostot.diagram.frame import TALL, WIDE, Frame
from kuntaverkostot.diagram.inlining import as_json, content_security_policy, page_script, page_style, vis_script
from kuntaverkostot.diagram.network_layout import Squares, place_networks
from kuntaverkostot.diagram.network_svg import large_picture
from kuntaverkostot.diagram.style import Appearance, letter, palette_style
from kuntaverkostot.listing.content import by_network, facts_told, numbers_of
from kuntaverkostot.listing.entries import Fact, Source
from kuntaverkostot.listing.large_entries import (
    NOT_KNOWN,
    Entry,
    about_members,
    inhabitants_of,
    large_entries,
    large_groups,
)
from kuntaverkostot.listing.localized import Ordered, ordered
from kuntaverkostot.listing.source_list import sources_of
from kuntaverkostot.page.document import Page, file_name, list_name
from kuntaverkostot.page.downloads import reconciliation_rows
from kuntaverkostot.page.headers import response_headers
from kuntaverkostot.page.large_payload import large_island
from kuntaverkostot.page.large_summary import (
    Overlaps,
    large_figures,
    large_insights,
    large_sentences,
    large_unknown,
    overlaps_of,
)
from kuntaverkostot.page.set_views import MOST_NETWORKS, MOST_SETS, Sets, matrix_of, upset_of
from kuntaverkostot.page.whole_list import whole_list, whole_list_policy
from kuntaverkostot.page.wording import Wording
from kuntaverkostot.text.language import LANGUAGES, number, say
from kuntaverkostot.text.templates import render

if TYPE_CHECKING:
    from numpy.typing import NDArray

MOST_NAMED = 40  # members of a set that the table of sets names
PALETTE = 8


@dataclass(frozen=True, slots=True, eq=False)
class Survey:
    """Whatever is computed from the tables alone, and is the same in every language."""

    dataset: Dataset
    found: Overview
    squares: tuple[tuple[Frame, Squares], ...]
    strongest: NDArray[np.int64]
    largest: list[int]
    seen: Appearance
    sets: Sets
    overlaps: Overlaps
    published: dict[str, Published]
    inhabitants: Positions
    reconciled: pd.DataFrame


def survey(dataset: Dataset) -> Survey:
    """Return what the pages of a large dataset are made of.

    Parameters
    ----------
    dataset : Dataset
        The tables; they are not changed.
    """
    found = overview(dataset)
    common = shared_members(found)
    sizes = found.sizes
    alike = likeness(common, sizes)
    largest = np.lexsort((np.arange(len(sizes)), -sizes))[:MOST_NETWORKS]
    largest = largest[sizes[largest] > 0].tolist()
    seen = _appearance(found, largest)
    inhabitants, published = inhabitants_of(dataset, found), published_members(dataset)
    return Survey(
        dataset=dataset,
        found=found,
        squares=tuple((frame, place_networks(alike, sizes, frame=frame)) for frame in (WIDE, TALL)),
        strongest=strongest_overlaps(common, alike),
        largest=largest,
        seen=seen,
        sets=_sets(dataset, found, seen, inhabitants, published),
        overlaps=overlaps_of(found, common, published),
        published=published,
        inhabitants=inhabitants,
        reconciled=reconcile(dataset),
    )


def _appearance(found: Overview, largest: list[int]) -> Appearance:
    """Return a colour for each group of networks, and letters for the largest networks."""
    ids, groups = found.networks["network_id"].tolist(), found.networks["group_id"].tolist()
    order = {group: place for place, group in enumerate(dict.fromkeys(groups))}
    places = {f"network:{code}": order[group] % PALETTE for code, group in zip(ids, groups, strict=True)}
    return Appearance(places, {f"network:{ids[row]}": letter(place) for place, row in enumerate(largest)})


def _sets(
    dataset: Dataset, found: Overview, seen: Appearance, inhabitants: Positions, published: dict[str, Published]
) -> Sets:
    """Return what the matrix and the UpSet view are drawn from: of the kind of members that are asked about.

    As everywhere, networks that have ended do not count.
    """
    kind, own = usual_kind(dataset), found.members["kind"].to_numpy()
    kept = (own == kind)[found.member] & (found.networks["status"] != "ended").to_numpy()[found.network]
    member, network = found.member[kept], found.network[kept]
    sizes = np.bincount(network, minlength=len(found.networks))
    order = np.lexsort((np.arange(len(sizes)), -sizes))[: np.count_nonzero(sizes)]
    place = np.full(len(sizes), -1)
    place[order] = np.arange(len(order))
    index, ids = pd.Index(found.members["code"]), pd.Index(found.networks["network_id"])[order]
    exact, count = exact_sets(member, place[network], index=index, columns=ids, persons=inhabitants, most=MOST_SETS)
    shown = place[network] < MOST_NETWORKS
    cells = np.zeros((len(index), min(len(order), MOST_NETWORKS)), dtype=bool)
    cells[member[shown], place[network[shown]]] = True
    named_ones = {code for row in exact["municipalities"] for code in row[:MOST_NAMED]}
    members = found.members[(own == kind) & found.members["code"].isin(named_ones)]
    return Sets(
        kind=kind,
        incidence=pd.DataFrame(cells, index=index, columns=ids[:MOST_NETWORKS]),
        exact=exact,
        count=count,
        every=tuple(ids),
        networks={row["network_id"]: row for row in records(found.networks)},
        members={row["code"]: row for row in records(members)},
        places={code: seen.places[f"network:{code}"] for code in ids},
        known=dict(zip(found.networks["network_id"].tolist(), found.sizes.tolist(), strict=True)),
        published=published,
        date="",
        most_named=MOST_NAMED,
    )


def large_page(made: Survey, language: str, words: Wording, links: dict[str, str]) -> Page:
    """Return the page in one language, with the whole list as a document beside it.

    Parameters
    ----------
    made : Survey
        From :func:`survey`.
    language : {"fi", "sv", "en"}
        Language of the page.
    words : Wording
        What the page says of whose networks these are.
    links : dict of str to str
        Addresses of the accessibility statement and of feedback.
    """
    dataset, found, told = made.dataset, made.found, ordered(made.found, language=language)
    entries = large_entries(dataset, found, told, made.inhabitants)
    groups = list(large_groups(dataset, entries, language))
    listed = [entry for _, some in groups for entry in some]
    reconciled = list(reconciliation_rows(dataset, listed, made.reconciled, language=language))
    where = where_sought(language, sourced=not dataset.sources.empty)
    unknown = list(large_unknown(dataset, found, listed, language, where=where))
    general = facts_told(by_network(dataset.network_facts)[""], language, numbers_of(dataset))
    vis, script = vis_script(), page_script("large")
    style = f"{palette_style()}{page_style(large=True)}"
    policy = content_security_policy(scripts=[vis, script], styles=[style])
    # What the page and the whole list beside it both say.
    said = {
        "wording": words,
        "content": _Content(language, sources_of(dataset, language), tuple(general)),
        "figures": list(large_figures(found, language)),
        "sentences": list(large_sentences(found, told, entries, where=where, unconfirmed=words.unconfirmed)),
        "insights": list(large_insights(made.overlaps, found, told)),
        "reconciled": reconciled,
        "unknown": unknown,
        "counted": words.date,
    }
    beside = whole_list(told, entries, said, style=style, page=file_name(language))
    by_node = {entry.node: entry for entry in entries}
    ids = found.networks["network_id"].tolist()
    document = render(
        "page/templates/large.html.jinja",
        language,
        **said,
        policy=policy,
        vis=vis,
        script=script,
        style=style,
        data=as_json(_island(made, told, entries) | {"asks": made.sets.kind}),
        listing=render("listing/templates/large_listing.html.jinja", language, groups=groups, counted=words.date),
        whole={"name": list_name(file_name(language)), "size": number(language, len(beside) / 1e6, decimals=1)},
        picture=large_picture(made.squares[0], made.strongest, made.seen, ids),
        alt=say(language, "large.alt", networks=say(language, "count.networks", count=len(ids))),
        seen=made.seen,
        own={},
        added=(),
        legend=[by_node[f"network:{ids[row]}"] for row in made.largest],
        upset=upset_of(made.sets, language=language),
        matrix=matrix_of(made.sets, language=language),
        absent={part for part, rows in (("reconciliation", reconciled), ("unknown", unknown)) if not rows},
        # The table of sets has inhabitants only where those of every member are known.
        date=words.date if (made.inhabitants != NOT_KNOWN).all() else "",
        languages=LANGUAGES,
        file_name=file_name,
        links=links,
    )
    headers = response_headers(policy), response_headers(whole_list_policy(style))
    return Page(document, language, words.title, partial(_text, told, entries), headers[0], beside, headers[1])


def _island(made: Survey, told: Ordered, entries: list[Entry]) -> dict[str, Any]:
    return large_island(
        made.found,
        told,
        made.squares,
        made.strongest,
        made.seen,
        numbers=numbers_of(made.dataset),
        about=about_members(made.dataset, made.found, told, made.inhabitants, entries),
    )


@dataclass(frozen=True, slots=True)
class _Content:
    language: str
    sources: tuple[Source, ...]
    facts: tuple[Fact, ...]


def _text(told: Ordered, entries: list[Entry]) -> str:
    """Return the networks and their members as plain text."""
    starts = told.starts().tolist()
    lines: list[Any] = []
    for entry, begin, end in zip(entries, starts[:-1], starts[1:], strict=True):
        lines += [f"{entry.name.text} ({entry.extent})"]
        lines += [f"- {told.members[place].text}" for place in told.member[begin:end].tolist()]
    return "\n".join(lines) + "\n"
