"""The page of a dataset of which every member is drawn and listed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from kuntaverkostot.analysis.graph import bipartite_graph
from kuntaverkostot.analysis.insights import Findings, findings, insights_of
from kuntaverkostot.dataset.dataset import Dataset, newest_date
from kuntaverkostot.dataset.reconciliation import reconcile
from kuntaverkostot.diagram.country_map import Geography, geography
from kuntaverkostot.diagram.drawing import Drawing, read_drawing
from kuntaverkostot.diagram.inlining import as_json, content_security_policy, page_script, page_style, vis_script
from kuntaverkostot.diagram.layout import TALL, WIDE, layout
from kuntaverkostot.diagram.own_looks import own_classes, own_style
from kuntaverkostot.diagram.pyvis_network import pyvis_network
from kuntaverkostot.diagram.style import Appearance, appearance, palette_style
from kuntaverkostot.diagram.svg import picture
from kuntaverkostot.diagram.svg_shapes import Shape, shapes_of
from kuntaverkostot.listing.content import outline
from kuntaverkostot.listing.entries import NetworkEntry
from kuntaverkostot.listing.render import render_listing
from kuntaverkostot.page.added import added_entries
from kuntaverkostot.page.document import Page, file_name
from kuntaverkostot.page.downloads import download, reconciliation_rows
from kuntaverkostot.page.headers import response_headers
from kuntaverkostot.page.payload import payload
from kuntaverkostot.page.set_views import Sets, matrix_of, sets, upset_of
from kuntaverkostot.page.summary import figures, sentences, unknown_sentences
from kuntaverkostot.page.wording import Wording
from kuntaverkostot.text.language import LANGUAGES, say
from kuntaverkostot.text.templates import render

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd
    from pyvis.network import Network

MOST_EDGES = 1500  # that vis-network restyles and draws at ease
# Findings that the summary does not tell already.
SHOWN = {"overlap", "inside", "bridges", "reach"}


@dataclass(frozen=True, slots=True)
class Scene:
    """What is the same in every language: whatever is computed from the tables alone."""

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
    """Return what is the same in every language.

    Parameters
    ----------
    dataset : Dataset
        The tables; they are not changed.
    language : {"fi", "sv", "en"}
        Language of the labels of a diagram that does not know its own.
    candidates : bool
        Whether memberships that no source names are drawn and listed, apart; no figure counts them.
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
        found=findings(dataset),
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
        What the page says of whose networks these are.
    links : dict of str to str
        Addresses of the accessibility statement and of feedback.
    """
    dataset, graph, drawing, seen = scene.dataset, scene.graph, scene.drawing, scene.seen
    content = outline(dataset, graph, language=language)
    together = upset_of(scene.sets, language=language)
    on_ring = (one for one in content.networks if one.node in seen.places)
    municipalities = sum(len(letter.members) for letter in content.letters)
    reconciled = list(reconciliation_rows(dataset, content.networks, scene.reconciled, language=language))
    unknown = list(unknown_sentences(dataset, content))
    links_of = [link for one in content.networks for link in one.members]
    # The list gives a number to those only that a source names.
    numbered = [link.basis == "listed" and bool(link.sources) for link in links_of]
    vis, script = vis_script(), page_script("crowded" if graph.number_of_edges() > MOST_EDGES else "usual")
    own = own_classes(drawing)
    style = f"{palette_style()}{page_style()}{own_style(own)}"
    policy = content_security_policy(scripts=[vis, script], styles=[style])
    document = render(
        "page/templates/page.html.jinja",
        language,
        wording=words,
        content=content,
        policy=policy,
        vis=vis,
        script=script,
        style=style,
        data=as_json(payload(graph, drawing, seen, content, words=words, land=scene.land) | {"asks": scene.sets.kind}),
        listing=render_listing(content, form="html"),
        figures=figures(graph, language=language, date=newest_date(dataset)),
        sentences=list(sentences(graph, content, together, unconfirmed=words.unconfirmed)),
        picture=picture(graph, drawing, seen, language=language, shapes=scene.shapes, association=words.association),
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
        matrix=matrix_of(scene.sets, language=language),
        insights=[one.sentence for one in insights_of(scene.found, language=language) if one.key in SHOWN],
        reconciled=reconciled,
        unknown=unknown,
        absent={part for part, rows in (("reconciliation", reconciled), ("unknown", unknown)) if not rows},
        download=download(graph, content),
        date=words.date,
        numbered=any(numbered),
        ruled={link.basis for link, own in zip(links_of, numbered, strict=True) if not own} == {"rule"},
        languages=LANGUAGES,
        file_name=file_name,
        links=links,
    )
    return Page(
        document, language, words.title, partial(render_listing, content, form="text"), response_headers(policy)
    )


def _by_letter(seen: Appearance) -> Callable[[NetworkEntry], int]:
    places = {node: place for place, node in enumerate(seen.letters)}
    return lambda entry: places[entry.node]
