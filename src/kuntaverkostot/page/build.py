"""The page in one language: the document, the data of the explorer, and the whole list where it stands beside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from kuntaverkostot.analysis.insights import insights_of
from kuntaverkostot.analysis.membership_arrays import of_kind
from kuntaverkostot.dataset.dataset import newest_date
from kuntaverkostot.dataset.standing import is_current, is_derived
from kuntaverkostot.diagram.inlining import as_json, content_security_policy, page_script, page_style, vis_script
from kuntaverkostot.diagram.own_looks import own_classes, own_style
from kuntaverkostot.diagram.style import palette_style
from kuntaverkostot.diagram.svg import Picture, picture
from kuntaverkostot.listing.content import list_content
from kuntaverkostot.listing.entries import ListContent, NetworkEntry
from kuntaverkostot.listing.localized import Localized, localize
from kuntaverkostot.listing.on_demand import attribute_texts, content_on_demand, text_on_demand
from kuntaverkostot.listing.render import render_listing
from kuntaverkostot.page.added import added_entries
from kuntaverkostot.page.counts import named_counts
from kuntaverkostot.page.diagram_data import diagram_data, network_labels
from kuntaverkostot.page.document import Page, file_name, list_name
from kuntaverkostot.page.downloads import ReconciliationRow, download, reconciliation_rows
from kuntaverkostot.page.headers import response_headers
from kuntaverkostot.page.panels import panel_data
from kuntaverkostot.page.payload import graph_data, word_data
from kuntaverkostot.page.payload_types import Payload
from kuntaverkostot.page.reasons import open_questions, rule_data
from kuntaverkostot.page.scene import Scene
from kuntaverkostot.page.set_view_shapes import Matrix, UpSet
from kuntaverkostot.page.set_views import matrix_of, upset_of
from kuntaverkostot.page.signs import signs_of
from kuntaverkostot.page.still import still_page
from kuntaverkostot.page.summary import figures, sentences, unknown_sentences
from kuntaverkostot.page.whole_list import whole_list, whole_list_policy
from kuntaverkostot.page.wording import Wording
from kuntaverkostot.text.language import LANGUAGES, number, say
from kuntaverkostot.text.node_ids import node_code, node_id
from kuntaverkostot.text.templates import render


@dataclass(frozen=True, slots=True, eq=False)
class _Parts:
    """What a page is made of, in its language."""

    words: Wording
    content: ListContent
    localized: Localized
    networks: tuple[NetworkEntry, ...]
    reconciled: tuple[ReconciliationRow, ...]
    upset: UpSet
    matrix: Matrix
    picture: Picture


def page_of(
    scene: Scene, language: str, words: Wording, links: dict[str, str], *, languages: Sequence[str] = LANGUAGES
) -> Page:
    """Return the page in one language.

    Parameters
    ----------
    scene : Scene
        From :func:`kuntaverkostot.page.scene.scene_of`.
    language : {"fi", "sv", "en"}
        Language of the page.
    words : Wording
        Wording of the page.
    links : dict of str to str
        Addresses of the accessibility statement and for feedback.
    languages : sequence of {"fi", "sv", "en"}
        Languages in which the page stands beside this one.
    """
    scene = named_counts(scene, language)
    parts = _parts(scene, language, words)
    vis, script, own = vis_script(), page_script(), own_classes(scene.drawing)
    own_rules = own_style(own)
    style = f"{palette_style()}{page_style()}{own_rules}"
    policy = content_security_policy(scripts=[vis, script], styles=[style])
    shared = _shared(scene, parts, links["feedback"])
    beside, text = "", partial(render_listing, parts.content, form="text")
    if scene.detail == "on_demand":
        networks, texts, page = (
            list(parts.networks),
            attribute_texts(scene.dataset, parts.localized),
            file_name(language),
        )
        beside = whole_list(parts.localized, networks, shared, texts=texts, style=style, page=page)
        text = partial(text_on_demand, parts.localized, networks, texts)
    data = as_json(_payload(scene, parts))
    document = render(
        "page/templates/page.html.jinja",
        language,
        **shared,
        **_shown(scene, parts, beside),
        policy=policy,
        vis=vis,
        script=script,
        style=style,
        data=data,
        own={node: own[scene.drawing.nodes[node]] for node in scene.drawing.own_nodes},
        languages=languages if len(languages) > 1 else (),
        file_name=file_name,
        links=links,
    )
    still = partial(still_page, scene.links, parts.content, parts.picture, title=words.title, own=own_rules)
    beside_headers = response_headers(whole_list_policy(style)) if beside else {}
    return Page(document, language, words.title, text, still, response_headers(policy), beside, beside_headers, data)


def explorer_of(scene: Scene, language: str, words: Wording) -> tuple[Payload, Picture]:
    """Return the data of the explorer and the still picture of the same, as a page has them."""
    scene = named_counts(scene, language)
    parts = _parts(scene, language, words)
    return _payload(scene, parts), parts.picture


def _parts(scene: Scene, language: str, words: Wording) -> _Parts:
    if scene.detail == "all":
        content = list_content(scene.dataset, scene.graph, language=language)
    else:
        content = content_on_demand(scene.dataset, scene.arrays, scene.inhabitants, language=language)
    networks = tuple(content.networks)
    codes = [node_code(entry.node) for entry in networks]
    return _Parts(
        words=words,
        content=content,
        localized=localize(scene.links, language=language, networks=codes),
        networks=networks,
        reconciled=tuple(reconciliation_rows(scene.dataset, networks, scene.reconciled, language=language)),
        upset=upset_of(scene.sets, language=language),
        matrix=matrix_of(scene.sets, language=language),
        picture=picture(
            scene.graph,
            scene.drawing,
            scene.style,
            language=language,
            shapes=scene.shapes,
            association=_association(scene, words),
        ),
    )


def _association(scene: Scene, words: Wording) -> str:
    """Return the name in the middle of the diagram, which the largest networks take where members are not drawn."""
    return words.association if scene.detail == "all" else ""


def _shared(scene: Scene, parts: _Parts, feedback: str) -> dict[str, Any]:
    """Return what the page says, and the whole list beside it as well."""
    content, language = parts.content, parts.content.language
    insights = insights_of(scene.findings, language=language)
    said = sentences(scene.arrays, content, parts.upset, kind=scene.kind, unconfirmed=parts.words.unconfirmed)
    asked, ask = open_questions(scene.dataset, language)
    return {
        "wording": parts.words,
        "content": content,
        "figures": figures(scene.counted, kind=scene.kind, language=language, date=newest_date(scene.dataset)),
        "sentences": list(said),
        "insights": [insight.sentence for insight in insights],
        "reconciled": parts.reconciled,
        "unknown": list(unknown_sentences(scene.dataset, scene.arrays, content)),
        "nowhere": [entry for letter in content.letters for entry in letter.members if not entry.networks],
        "questions": asked,
        "ask": ask,
        "feedback": feedback,
    }


def _shown(scene: Scene, parts: _Parts, beside: str) -> dict[str, Any]:
    """Return what only the page shows."""
    content, language, letters = parts.content, parts.content.language, list(scene.style.letters)
    links = [link for entry in parts.networks for link in entry.members]
    # Only members that a source names have numbers in the list.
    unnumbered = [link for link in links if not (link.listed and link.sources)]
    lettered = (entry for entry in parts.networks if entry.node in scene.style.letters)
    return {
        "picture": parts.picture,
        "alt": _alt(scene, language),
        "appearance": scene.style,
        "signs": signs_of(scene.graph, scene.drawing) if scene.detail == "all" else (),
        "legend": sorted(lettered, key=lambda entry: letters.index(entry.node)),
        "added": added_entries(scene.graph, scene.drawing, language),
        "listing": render_listing(content, form="html"),
        "upset": parts.upset,
        "matrix": parts.matrix,
        "ended": not is_current(scene.dataset.networks["status"]).all(),
        "download": download(scene.graph, content) if scene.detail == "all" else None,
        "whole": {"name": list_name(file_name(language)), "size": number(language, len(beside) / 1e6, decimals=1)},
        "numbered": len(unnumbered) < len(links),
        "ruled": bool(unnumbered) and all(is_derived(link.basis) for link in unnumbered),
    }


def _alt(scene: Scene, language: str) -> str:
    networks = say(language, "count.networks", count=len(scene.arrays.networks))
    if scene.detail == "on_demand":
        return say(language, "on_demand.alt", networks=networks)
    unit = "count.municipalities" if scene.kind == "municipality" else "count.members"
    members = say(language, unit, count=len(of_kind(scene.links, scene.kind).members))
    return say(language, "diagram.alt", networks=networks, municipalities=members)


def _payload(scene: Scene, parts: _Parts) -> Payload:
    localized, language = parts.localized, parts.content.language
    networks = [entry.node for entry in parts.networks]
    kinds, codes = scene.links.members["kind"].tolist(), scene.links.members["code"].tolist()
    members = [node_id(kinds[row], codes[row]) for row in localized.members_as.tolist()]
    pairs = []
    if scene.detail == "all":
        ends = zip(localized.member.tolist(), localized.network.tolist(), strict=True)
        pairs = [(members[member], networks[network]) for member, network in ends]
    return {
        **graph_data(
            scene.dataset,
            scene.links,
            localized,
            parts.networks,
            scene.style,
            labels=network_labels(scene.graph, scene.drawing, networks, language),
            inhabitants=scene.inhabitants,
        ),
        **diagram_data(
            scene,
            [*networks, *members],
            pairs,
            language=language,
            association=_association(scene, parts.words),
        ),
        **word_data(language, date=parts.content.date, where=parts.content.where, ruled=len(scene.dataset.rules) > 0),
        **panel_data(
            parts.networks,
            parts.matrix,
            parts.upset,
            reconciled=parts.reconciled,
            rules=rule_data(scene.dataset, list(map(node_code, networks)), members, language=language),
            asks=scene.sets.kind,
            date=parts.content.date,
        ),
    }
