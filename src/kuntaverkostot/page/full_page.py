"""The page of a dataset whose members are all drawn and listed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from kuntaverkostot.analysis.findings import Findings, findings
from kuntaverkostot.analysis.graph import bipartite_graph
from kuntaverkostot.analysis.insights import insights_of
from kuntaverkostot.dataset.dataset import Dataset, newest_date
from kuntaverkostot.dataset.reconciliation import reconcile
from kuntaverkostot.dataset.standing import is_current, is_derived
from kuntaverkostot.diagram.country_map import Geography, geography
from kuntaverkostot.diagram.drawing import Drawing, read_drawing
from kuntaverkostot.diagram.inlining import as_json, content_security_policy, page_script, page_style, vis_script
from kuntaverkostot.diagram.layout import TALL, WIDE, layout
from kuntaverkostot.diagram.own_looks import own_classes, own_style
from kuntaverkostot.diagram.pyvis_network import pyvis_network
from kuntaverkostot.diagram.style import Appearance, appearance, palette_style
from kuntaverkostot.diagram.svg import picture
from kuntaverkostot.diagram.svg_shapes import Shape, shapes_of
from kuntaverkostot.listing.content import list_content
from kuntaverkostot.listing.entries import NetworkEntry
from kuntaverkostot.listing.render import render_listing
from kuntaverkostot.page.added import added_entries
from kuntaverkostot.page.document import Page, file_name
from kuntaverkostot.page.downloads import download, reconciliation_rows
from kuntaverkostot.page.headers import response_headers
from kuntaverkostot.page.panels import panel_data
from kuntaverkostot.page.payload import whole_data
from kuntaverkostot.page.payload_types import WholePayload
from kuntaverkostot.page.set_data import Sets, sets
from kuntaverkostot.page.set_views import matrix_of, upset_of
from kuntaverkostot.page.still import still_page
from kuntaverkostot.page.summary import figures, sentences, unknown_sentences
from kuntaverkostot.page.wording import Wording
from kuntaverkostot.text.language import LANGUAGES, say
from kuntaverkostot.text.templates import render

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd
    from pyvis.network import Network

# Findings that the summary does not repeat.
SHOWN = {"overlap", "inside", "bridges", "reach"}


@dataclass(frozen=True, slots=True)
class Scene:
    """What the pages in all languages share: everything computed from the tables alone."""

    dataset: Dataset
    graph: nx.Graph[str]
    drawing: Drawing
    seen: Appearance
    shapes: tuple[Shape, ...]
    reconciled: pd.DataFrame
    land: Geography | None
    sets: Sets
    found: Findings


def scene_of(dataset: Dataset, *, language: str, candidates: bool, diagram: Network | None = None) -> Scene:
    """Return what the pages in all languages share.

    Parameters
    ----------
    dataset : Dataset
        The tables; they are not changed.
    language : {"fi", "sv", "en"}
        Language of the labels of a diagram that does not know its own.
    candidates : bool
        Whether memberships that no source names are drawn and listed separately; no figure counts them.
    diagram : pyvis.network.Network, optional
        What is drawn, in place of the usual diagram.
    """
    graph = bipartite_graph(dataset, candidates=candidates)
    layouts = tuple(layout(graph, frame=frame) for frame in (WIDE, TALL))
    seen = appearance(graph, layouts[0].ring)
    network = pyvis_network(graph, layouts[0], seen, language=language) if diagram is None else diagram
    drawing = read_drawing(network, graph, layouts, seen, language=language)
    return Scene(
        dataset=dataset,
        graph=graph,
        drawing=drawing,
        seen=seen,
        shapes=shapes_of(graph, drawing),
        reconciled=reconcile(dataset),
        land=geography(dataset),
        sets=sets(dataset, ring=tuple(seen.letters), seen=seen),
        found=findings(dataset, only=SHOWN),
    )


def full_page(scene: Scene, language: str, words: Wording, links: dict[str, str]) -> Page:
    """Return the page in one language.

    Parameters
    ----------
    scene : Scene
        From :func:`scene_of`.
    language : {"fi", "sv", "en"}
        Language of the page.
    words : Wording
        Wording of the page.
    links : dict of str to str
        Addresses of the accessibility statement and for feedback.
    """
    dataset, graph, drawing, seen = scene.dataset, scene.graph, scene.drawing, scene.seen
    content = list_content(dataset, graph, language=language)
    together, pairs = upset_of(scene.sets, language=language), matrix_of(scene.sets, language=language)
    on_ring = (entry for entry in content.networks if entry.node in seen.places)
    municipalities = sum(len(letter.members) for letter in content.letters)
    drawn = picture(graph, drawing, seen, language=language, shapes=scene.shapes, association=words.association)
    reconciled = list(reconciliation_rows(dataset, content.networks, scene.reconciled, language=language))
    unknown = list(unknown_sentences(dataset, content))
    links_of = [link for entry in content.networks for link in entry.members]
    # Only members that a source names have numbers in the list.
    unnumbered = [link for link in links_of if not (link.listed and link.sources)]
    vis, script = vis_script(), page_script()
    own = own_classes(drawing)
    own_rules = own_style(own)
    style = f"{palette_style()}{page_style()}{own_rules}"
    policy = content_security_policy(scripts=[vis, script], styles=[style])
    payload: WholePayload = {
        **whole_data(graph, drawing, seen, content, words=words, land=scene.land),
        **panel_data(content.networks, pairs, together, reconciled=reconciled, asks=scene.sets.kind),
    }
    document = render(
        "page/templates/page.html.jinja",
        language,
        wording=words,
        content=content,
        policy=policy,
        vis=vis,
        script=script,
        style=style,
        data=(data := as_json(payload)),
        listing=render_listing(content, form="html"),
        figures=figures(graph, language=language, date=newest_date(dataset)),
        sentences=list(sentences(graph, content, together, unconfirmed=words.unconfirmed)),
        picture=drawn,
        alt=say(
            language,
            "diagram.alt",
            networks=say(language, "count.networks", count=len(list(content.networks))),
            municipalities=say(language, "count.municipalities", count=municipalities),
        ),
        seen=seen,
        own={node: own[drawing.nodes[node]] for node in drawing.own_nodes},
        added=added_entries(graph, drawing, language),
        legend=sorted(on_ring, key=_by_letter(seen)),
        upset=together,
        matrix=pairs,
        insights=[insight.sentence for insight in insights_of(scene.found, language=language) if insight.key in SHOWN],
        reconciled=reconciled,
        unknown=unknown,
        ended=not is_current(dataset.networks["status"]).all(),
        absent={part for part, rows in (("reconciliation", reconciled), ("unknown", unknown)) if not rows},
        download=download(graph, content),
        date=words.date,
        numbered=len(unnumbered) < len(links_of),
        ruled=bool(unnumbered) and all(is_derived(link.basis) for link in unnumbered),
        languages=LANGUAGES,
        file_name=file_name,
        links=links,
    )
    return Page(
        document,
        language,
        words.title,
        partial(render_listing, content, form="text"),
        partial(still_page, graph, content, drawn, title=words.title, own=own_rules),
        response_headers(policy),
        payload=data,
    )


def _by_letter(seen: Appearance) -> Callable[[NetworkEntry], int]:
    places = {node: place for place, node in enumerate(seen.letters)}
    return lambda entry: places[entry.node]
