"""The page of a large dataset: networks first, members on demand."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from kuntaverkostot.analysis.membership_arrays import (
    Overview,
    Positions,
    jaccard_matrix,
    overview,
    shared_members,
    strongest_overlaps,
)
from kuntaverkostot.dataset.completeness import Published, published_members, where_sought
from kuntaverkostot.dataset.dataset import Dataset
from kuntaverkostot.dataset.reconciliation import reconcile
from kuntaverkostot.dataset.standing import is_current
from kuntaverkostot.dataset.summaries import counted
from kuntaverkostot.diagram.frame import TALL, WIDE, Frame
from kuntaverkostot.diagram.inlining import as_json, content_security_policy, page_script, page_style, vis_script
from kuntaverkostot.diagram.network_layout import Squares, place_networks
from kuntaverkostot.diagram.network_svg import large_picture
from kuntaverkostot.diagram.style import Appearance, letter, palette_style
from kuntaverkostot.listing.content import fact_sentences, rows_by_network, source_numbers
from kuntaverkostot.listing.entries import Fact, Source
from kuntaverkostot.listing.large_entries import (
    NOT_KNOWN,
    Entry,
    about_members,
    inhabitants_of,
    large_entries,
    large_groups,
)
from kuntaverkostot.listing.localized import Localized, localize
from kuntaverkostot.listing.source_list import sources_of
from kuntaverkostot.page.document import Page, file_name, list_name
from kuntaverkostot.page.downloads import reconciliation_rows
from kuntaverkostot.page.headers import response_headers
from kuntaverkostot.page.large_payload import compact_data
from kuntaverkostot.page.large_summary import (
    Overlaps,
    large_figures,
    large_insights,
    large_sentences,
    large_unknown,
    overlaps_of,
)
from kuntaverkostot.page.panels import panel_data
from kuntaverkostot.page.payload_types import CompactPayload
from kuntaverkostot.page.set_data import MOST_NETWORKS, Sets, sets_of_arrays
from kuntaverkostot.page.set_views import matrix_of, upset_of
from kuntaverkostot.page.still import still_large_page
from kuntaverkostot.page.whole_list import whole_list, whole_list_policy
from kuntaverkostot.page.wording import Wording
from kuntaverkostot.text.language import LANGUAGES, number, say
from kuntaverkostot.text.node_ids import network_node
from kuntaverkostot.text.templates import render

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

PALETTE = 8


@dataclass(frozen=True, slots=True, eq=False)
class Survey:
    """What the pages in all languages share: everything computed from the tables alone."""

    dataset: Dataset
    arrays: Overview
    squares: tuple[tuple[Frame, Squares], ...]
    strongest: NDArray[np.int64]
    largest: list[int]
    seen: Appearance
    sets: Sets
    overlaps: Overlaps
    published: dict[str, Published]
    inhabitants: Positions
    reconciled: pd.DataFrame


def survey_of(dataset: Dataset) -> Survey:
    """Return what the pages in all languages share.

    Parameters
    ----------
    dataset : Dataset
        The tables; they are not changed.
    """
    arrays = overview(dataset)
    common = shared_members(arrays)
    sizes = arrays.sizes
    alike = jaccard_matrix(common, sizes)
    largest = np.lexsort((np.arange(len(sizes)), -sizes))[:MOST_NETWORKS]
    largest = largest[sizes[largest] > 0].tolist()
    seen = _appearance(arrays, largest)
    inhabitants, published = inhabitants_of(dataset, arrays), published_members(dataset)
    return Survey(
        dataset=dataset,
        arrays=arrays,
        squares=tuple((frame, place_networks(alike, sizes, frame=frame)) for frame in (WIDE, TALL)),
        strongest=strongest_overlaps(common, alike),
        largest=largest,
        seen=seen,
        sets=sets_of_arrays(dataset, arrays, seen, inhabitants, published),
        overlaps=overlaps_of(arrays, common, published),
        published=published,
        inhabitants=inhabitants,
        reconciled=reconcile(dataset),
    )


def _appearance(arrays: Overview, largest: list[int]) -> Appearance:
    """Return a colour for each group of networks, and letters for the largest networks."""
    ids, groups = arrays.networks["network_id"].tolist(), arrays.networks["group_id"].tolist()
    order = {group: place for place, group in enumerate(dict.fromkeys(groups))}
    places = {network_node(code): order[group] % PALETTE for code, group in zip(ids, groups, strict=True)}
    return Appearance(places, {network_node(ids[row]): letter(place) for place, row in enumerate(largest)})


def large_page(survey: Survey, language: str, words: Wording, links: dict[str, str]) -> Page:
    """Return the page in one language, with the whole list as a document beside it.

    Parameters
    ----------
    survey : Survey
        From :func:`survey_of`.
    language : {"fi", "sv", "en"}
        Language of the page.
    words : Wording
        Wording of the page.
    links : dict of str to str
        Addresses of the accessibility statement and for feedback.
    """
    dataset, arrays, localized = survey.dataset, survey.arrays, localize(survey.arrays, language=language)
    entries = large_entries(dataset, arrays, localized, survey.inhabitants)
    groups = list(large_groups(dataset, entries, language))
    listed = [entry for _, in_group in groups for entry in in_group]
    reconciled = list(reconciliation_rows(dataset, listed, survey.reconciled, language=language))
    where = where_sought(language, sourced=not dataset.sources.empty)
    unknown = list(large_unknown(dataset, arrays, listed, language, where=where))
    general = fact_sentences(rows_by_network(dataset.network_facts)[""], language, source_numbers(dataset))
    vis, script = vis_script(), page_script()
    style = f"{palette_style()}{page_style()}"
    policy = content_security_policy(scripts=[vis, script], styles=[style])
    # Values shared by the page and the whole list.
    shared = {
        "wording": words,
        "content": _Content(language, sources_of(dataset, language), tuple(general)),
        "figures": list(large_figures(arrays, language)),
        "sentences": list(large_sentences(arrays, localized, entries, where=where, unconfirmed=words.unconfirmed)),
        "insights": list(large_insights(survey.overlaps, arrays, localized)),
        "reconciled": reconciled,
        "unknown": unknown,
        "counted": words.date,
    }
    inhabitants = {
        entry.node: f"{say(language, 'tool.population', date=words.date)}: {entry.inhabitants}"
        for entry in entries
        if entry.inhabitants
    }
    upset, matrix = upset_of(survey.sets, language=language), matrix_of(survey.sets, language=language)
    payload: CompactPayload = {
        **compact_data(
            arrays,
            localized,
            survey.squares,
            survey.strongest,
            survey.seen,
            numbers=source_numbers(dataset),
            about=about_members(dataset, arrays, localized, survey.inhabitants, entries),
        ),
        **panel_data(entries, matrix, upset, reconciled=reconciled, asks=survey.sets.kind, inhabitants=inhabitants),
    }
    beside = whole_list(localized, entries, shared, style=style, page=file_name(language))
    by_node = {entry.node: entry for entry in entries}
    ids = arrays.networks["network_id"].tolist()
    drawn = large_picture(survey.squares[0], survey.strongest, survey.seen, ids)
    document = render(
        "page/templates/large.html.jinja",
        language,
        **shared,
        policy=policy,
        vis=vis,
        script=script,
        style=style,
        data=(data := as_json(payload)),
        listing=render("listing/templates/large_listing.html.jinja", language, groups=groups, counted=words.date),
        whole={"name": list_name(file_name(language)), "size": number(language, len(beside) / 1e6, decimals=1)},
        picture=drawn,
        alt=say(language, "large.alt", networks=say(language, "count.networks", count=len(ids))),
        seen=survey.seen,
        own={},
        added=(),
        legend=[by_node[network_node(ids[row])] for row in survey.largest],
        upset=upset,
        matrix=matrix,
        ended=not is_current(dataset.networks["status"]).all(),
        absent={part for part, rows in (("reconciliation", reconciled), ("unknown", unknown)) if not rows},
        # The table of sets shows populations only if they are known for every member.
        date=words.date if (survey.inhabitants != NOT_KNOWN).all() else "",
        languages=LANGUAGES,
        file_name=file_name,
        links=links,
    )
    headers = response_headers(policy), response_headers(whole_list_policy(style))
    still = partial(still_large_page, groups, drawn, _counts(arrays, language), language=language, title=words.title)
    text = partial(_text, localized, entries)
    return Page(document, language, words.title, text, still, headers[0], beside, headers[1], data)


def _counts(arrays: Overview, language: str) -> str:
    municipal = int((arrays.members["kind"] == "municipality").sum())
    return counted(
        language,
        municipalities=municipal,
        others=len(arrays.members) - municipal,
        networks=len(arrays.networks),
        memberships=len(arrays.member),
    )


@dataclass(frozen=True, slots=True)
class _Content:
    language: str
    sources: tuple[Source, ...]
    facts: tuple[Fact, ...]


def _text(localized: Localized, entries: list[Entry]) -> str:
    """Return the networks and their members as plain text."""
    starts = localized.starts().tolist()
    lines: list[Any] = []
    for entry, begin, end in zip(entries, starts[:-1], starts[1:], strict=True):
        lines += [f"{entry.name.text} ({entry.extent})"]
        lines += [f"- {localized.members[place].text}" for place in localized.member[begin:end].tolist()]
    return "\n".join(lines) + "\n"
