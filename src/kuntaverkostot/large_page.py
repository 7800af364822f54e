"""The page of a dataset with too many members to draw and to list at once: networks first, members on demand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from kuntaverkostot.appearance import Appearance, letter, palette_style
from kuntaverkostot.dataset import Dataset, records
from kuntaverkostot.document import Page, file_name, list_name
from kuntaverkostot.entries import Name, Source
from kuntaverkostot.frame import TALL, WIDE, Frame
from kuntaverkostot.headers import response_headers
from kuntaverkostot.inlining import content_security_policy, page_script, page_style
from kuntaverkostot.intersections import exclusive_intersections
from kuntaverkostot.island import as_json
from kuntaverkostot.language import LANGUAGES, named, number, say
from kuntaverkostot.large_island import large_island
from kuntaverkostot.large_picture import large_picture
from kuntaverkostot.ordered import Ordered, ordered
from kuntaverkostot.outline import sources_of
from kuntaverkostot.overview import Overview, likeness, overview, shared_members, strongest_overlaps
from kuntaverkostot.overview_layout import Squares, place_networks
from kuntaverkostot.pyvis_diagram import vis_script
from kuntaverkostot.schema import split_list
from kuntaverkostot.set_views import MOST_NETWORKS, MOST_SETS, Sets, matrix_of, upset_of
from kuntaverkostot.summary import Figure
from kuntaverkostot.templates import render
from kuntaverkostot.whole_list import whole_list
from kuntaverkostot.wording import Wording

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
    return Survey(
        dataset=dataset,
        found=found,
        squares=tuple((frame, place_networks(alike, sizes, frame=frame)) for frame in (WIDE, TALL)),
        strongest=strongest_overlaps(common, alike),
        largest=largest,
        seen=seen,
        sets=_sets(found, largest, seen),
    )


def _appearance(found: Overview, largest: list[int]) -> Appearance:
    """Return a colour for each group of networks, and letters for the largest networks."""
    ids, groups = found.networks["network_id"].tolist(), found.networks["group_id"].tolist()
    order = {group: place for place, group in enumerate(dict.fromkeys(groups))}
    places = {f"network:{code}": order[group] % PALETTE for code, group in zip(ids, groups, strict=True)}
    return Appearance(places, {f"network:{ids[row]}": letter(place) for place, row in enumerate(largest)})


def _sets(found: Overview, largest: list[int], seen: Appearance) -> Sets:
    """Return the largest networks and their members as the matrix and the UpSet view take them."""
    place = np.full(len(found.networks), -1)
    place[largest] = np.arange(len(largest))
    kept = place[found.network] >= 0
    cells = np.zeros((len(found.members), len(largest)), dtype=bool)
    cells[found.member[kept], place[found.network[kept]]] = True
    ids = found.networks["network_id"].tolist()
    codes = found.members["code"].tolist()
    incidence = pd.DataFrame(cells, index=codes, columns=[ids[row] for row in largest])
    exact = exclusive_intersections(incidence, populations=pd.Series(0, index=codes))
    rows = records(found.networks)
    named_ones = {code for row in exact["municipalities"].head(MOST_SETS) for code in row[:MOST_NAMED]}
    members = found.members[found.members["code"].isin(named_ones)]
    return Sets(
        incidence=incidence,
        exact=exact,
        networks={ids[row]: rows[row] for row in largest},
        municipalities={row["code"]: row for row in records(members)},
        places={ids[row]: seen.places[f"network:{ids[row]}"] for row in largest},
        date="",
        most_named=MOST_NAMED,
    )


@dataclass(frozen=True, slots=True)
class Entry:
    """A network in the list: what is known of it, and how many members it has."""

    node: str
    id: str
    name: Name
    short: Name
    size: int
    description: str
    sources: tuple[int, ...]
    unit: str = "members"


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
    told = ordered(made.found, language=language)
    sources = sources_of(made.dataset, language)
    numbers = {code: place for place, code in enumerate(made.dataset.sources["source_id"], start=1)}
    entries = _entries(made, told, numbers)
    vis, script = vis_script(), page_script("large")
    style = f"{palette_style()}{page_style(large=True)}"
    policy = content_security_policy(scripts=[vis, script], styles=[style])
    beside = whole_list(told, style=style, title=words.title, heading=words.heading, page=file_name(language))
    by_node = {entry.node: entry for entry in entries}
    ids = made.found.networks["network_id"].tolist()
    unknown = list(_unknown(made, language))
    document = render(
        "large.html.jinja",
        language,
        wording=words,
        policy=policy,
        vis=vis,
        script=script,
        style=style,
        data=as_json(
            large_island(made.found, told, made.squares, made.strongest, made.seen, numbers=numbers, date=words.date)
        ),
        content=_Content(language, sources),
        listing=render("large_listing.html.jinja", language, groups=list(_groups(made.dataset, entries, language))),
        whole={"name": list_name(file_name(language)), "size": number(language, len(beside) / 1e6, decimals=1)},
        figures=list(_figures(made.found, language)),
        sentences=list(_sentences(made.found, told)),
        picture=large_picture(made.squares[0], made.strongest, made.seen, ids),
        alt=say(language, "large.alt", networks=say(language, "count.networks", count=len(ids))),
        seen=made.seen,
        legend=[(by_node[f"network:{ids[row]}"], by_node[f"network:{ids[row]}"].size) for row in made.largest],
        upset=upset_of(made.sets, language=language),
        matrix=matrix_of(made.sets, language=language),
        insights=[],
        reconciled=[],
        unknown=unknown,
        absent={"reconciliation", *([] if unknown else ["unknown"])},
        date="",
        languages=LANGUAGES,
        file_name=file_name,
        links=links,
    )
    return Page(document, language, words.title, partial(_text, told), response_headers(policy), beside)


def _unknown(made: Survey, language: str) -> Iterator[str]:
    """Yield what is not known: networks without members, and candidates, which a large page never shows."""
    empty = int((made.found.sizes == 0).sum())
    if empty:
        yield say(language, "unknown.networks", count=empty)
    tables = (made.dataset.memberships, made.dataset.organisation_memberships)
    candidates = sum(int((table["basis"] == "candidate").sum()) for table in tables)
    if candidates:
        yield say(language, "list.no_candidates", count=candidates)


@dataclass(frozen=True, slots=True)
class _Content:
    language: str
    sources: tuple[Source, ...]
    facts: tuple[()] = ()


def _entries(made: Survey, told: Ordered, numbers: dict[str, int]) -> list[Entry]:
    rows = records(made.found.networks)
    sizes = made.found.sizes.tolist()
    entries = []
    for row, node, name in zip(told.networks_as.tolist(), told.network_ids, told.networks, strict=True):
        network = rows[row]
        short = named(network, told.language, stem="short")
        cited = sorted(numbers[code] for code in split_list(network["source_ids"]) if code in numbers)
        words = (network[f"{column}_{told.language}"] for column in ("description", "members"))
        entries.append(
            Entry(
                node=f"network:{network['network_id']}",
                id=node,
                name=name,
                short=Name(*short) if short[0] else name,
                size=sizes[row],
                description=" ".join(filter(None, words)),
                sources=tuple(cited),
            )
        )
    return entries


def _groups(dataset: Dataset, entries: list[Entry], language: str) -> Iterator[tuple[Name, list[Entry]]]:
    """Yield the name of each group of networks, and its networks in alphabetical order."""
    group_of = dict(zip(dataset.networks["network_id"], dataset.networks["group_id"], strict=True))
    groups = records(dataset.groups.sort_values("position"))
    places = {row["group_id"]: place for place, row in enumerate(groups)}
    placed = [(places[group_of[entry.node.partition(":")[2]]], entry) for entry in entries]
    for place, found in groupby(sorted(placed, key=lambda pair: pair[0]), key=lambda pair: pair[0]):
        yield Name(*named(groups[place], language)), [entry for _, entry in found]


def _figures(found: Overview, language: str) -> Iterator[Figure]:
    counts = {
        "summary.networks": len(found.networks),
        "large.members": len(found.members),
        "large.memberships": len(found.member),
        "large.several": int((found.degrees > 1).sum()),
    }
    for key, count in counts.items():
        yield Figure(number(language, count), say(language, key, count=count))


def _sentences(found: Overview, told: Ordered) -> Iterator[str]:
    language, sizes, degrees = told.language, np.diff(told.starts()), found.degrees
    if not len(found.member):
        return
    largest = int(sizes.argmax())
    members = say(language, "count.members", count=int(sizes[largest]))
    yield say(language, "large.largest", network=told.networks[largest].text, members=members)
    several = int((degrees > 1).sum())
    if several:
        yield say(language, "large.in_several", members=say(language, "count.members", count=several))
        networks = say(language, "count.networks", count=int(degrees.max()))
        members = say(language, "count.members", count=int((degrees == degrees.max()).sum()))
        yield say(language, "large.most", networks=networks, members=members)


def _text(told: Ordered) -> str:
    """Return the networks and their members as plain text."""
    starts = told.starts().tolist()
    lines: list[Any] = []
    for name, begin, end in zip(told.networks, starts[:-1], starts[1:], strict=True):
        lines += [f"{name.text} ({say(told.language, 'count.members', count=end - begin)})"]
        lines += [f"- {told.members[place].text}" for place in told.member[begin:end].tolist()]
    return "\n".join(lines) + "\n"
