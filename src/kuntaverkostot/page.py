"""The page: one self-contained document with the summary, the diagram, the list and where everything comes from."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from kuntaverkostot.appearance import Appearance, appearance, palette_style
from kuntaverkostot.dataset import Dataset, newest_date
from kuntaverkostot.entries import NetworkEntry, Outline
from kuntaverkostot.files import write_atomically
from kuntaverkostot.findings import Findings, findings, insights_of
from kuntaverkostot.geography import Geography, geography
from kuntaverkostot.graph import bipartite_graph
from kuntaverkostot.headers import response_headers
from kuntaverkostot.inlining import content_security_policy, page_script, page_style
from kuntaverkostot.island import as_json, island
from kuntaverkostot.language import LANGUAGES, check_language
from kuntaverkostot.layout import TALL, WIDE, Layout, layout
from kuntaverkostot.outline import outline
from kuntaverkostot.picture import picture
from kuntaverkostot.pyvis_diagram import pyvis_network, vis_script
from kuntaverkostot.reconciliation import reconcile
from kuntaverkostot.set_views import Sets, matrix_of, sets, upset_of
from kuntaverkostot.summary import figures, sentences, unknown_sentences
from kuntaverkostot.tabular import download, reconciliation_rows
from kuntaverkostot.text_list import render, render_listing
from kuntaverkostot.wording import given_title, wording

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

# Findings that the summary does not tell already.
SHOWN = {"overlap", "inside", "bridges", "reach"}
FRAME_HEIGHT = 900  # pixels of a notebook that a page takes
# The page in a notebook may run its scripts, hear its find box (whose form leads nowhere) and hand out its tables.
SANDBOX = "allow-scripts allow-downloads allow-forms allow-popups"


@dataclass(frozen=True, slots=True, repr=False)
class Page:
    """A page in one language.

    Parameters
    ----------
    html : str
        The whole document.
    content : Outline
        What its list says.
    title : str
        Title of the document.
    headers : dict of str to str
        What a web server should say along with it, by the name of the header.
    """

    html: str
    content: Outline
    title: str
    headers: dict[str, str]

    @property
    def language(self) -> str:
        """Language of the page."""
        return self.content.language

    @property
    def text(self) -> str:
        """The same content as plain text."""
        return render_listing(self.content, form="text")

    def write(self, path: str | PathLike[str], *, overwrite: bool = False) -> Path:
        """Write the document as UTF-8: the whole of it, or nothing.

        Parameters
        ----------
        path : path
            Where to; its folder must exist.
        overwrite : bool
            Whether a file of that name may be replaced.

        Returns
        -------
        Path
            Where it is.

        Raises
        ------
        FileExistsError
            When there is a file of that name, and it may not be replaced.
        OSError
            When it cannot be written; what was there before is intact.
        """
        return write_atomically(Path(path), self.html.encode("utf-8"), overwrite=overwrite)

    def __repr__(self) -> str:
        return f"Page({self.title!r}, language={self.language!r}, {len(self.html.encode('utf-8')) // 1000} kB)"

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:  # noqa: ARG002
        """Show the page in a frame of its own; where no HTML is shown, the list."""
        frame = (
            f'<iframe title="{html.escape(self.title)}" sandbox="{SANDBOX}" width="100%" height="{FRAME_HEIGHT}" '
            f'srcdoc="{html.escape(self.html)}"></iframe>'
        )
        return {"text/html": frame, "text/plain": self.text}


@dataclass(frozen=True, slots=True)
class _Scene:
    """What is the same in every language: whatever is computed from the tables alone."""

    dataset: Dataset
    graph: nx.Graph[str]
    placed: tuple[Layout, ...]
    seen: Appearance
    reconciled: pd.DataFrame
    land: Geography | None
    sets: Sets
    found: Findings


def build_page(
    dataset: Dataset,
    *,
    language: str = "fi",
    candidates: bool = False,
    title: str = "",
    accessibility: str = "",
    feedback: str = "",
) -> Page:
    """Return the page of a dataset in one language.

    Parameters
    ----------
    dataset : Dataset
        The tables; they are not changed.
    language : {"fi", "sv", "en"}
        Language of the page.
    candidates : bool
        Whether memberships that no source names are shown, dashed and in a part of their own.
    title : str
        Title and heading of the page; "" leaves them to the table ``page_texts``, or else they are neutral.
    accessibility, feedback : str
        Addresses of the accessibility statement and of feedback (https, http or mailto); "" leads to the page's own
        words on them.

    Returns
    -------
    Page
        It writes itself to a file and shows itself in a notebook.

    Raises
    ------
    ValueError
        When the language is not one of ours, an address is of another kind, or the title cannot be shown.

    Examples
    --------
    >>> from kuntaverkostot.dataset import load_dataset
    >>> build_page(load_dataset(), language="sv").title
    'Kommunförbundets nätverk som diagram och som lista – Kommunförbundet'
    """
    (page,) = build_pages(
        dataset,
        languages=[language],
        candidates=candidates,
        title=title,
        accessibility=accessibility,
        feedback=feedback,
    )
    return page


def build_pages(
    dataset: Dataset,
    *,
    languages: Iterable[str] = LANGUAGES,
    candidates: bool = False,
    title: str = "",
    accessibility: str = "",
    feedback: str = "",
) -> list[Page]:
    """Return the page of a dataset in several languages; places are computed once.

    Parameters
    ----------
    dataset : Dataset
        The tables; they are not changed.
    languages : iterable of {"fi", "sv", "en"}
        Languages of the pages.
    candidates, title, accessibility, feedback
        As in :func:`build_page`.

    Returns
    -------
    list of Page
        In the order of the languages.

    Raises
    ------
    ValueError
        As in :func:`build_page`.
    """
    wanted = list(languages)
    for language in wanted:
        check_language(language)
    for address in (accessibility, feedback):
        if address and not address.startswith(("https://", "http://", "mailto:")):
            raise ValueError(f"an address begins with https://, http:// or mailto:; got {address!r}")
    title = given_title(title)
    graph = bipartite_graph(dataset, candidates=candidates)
    placed = tuple(layout(graph, frame=frame) for frame in (WIDE, TALL))
    seen = appearance(graph, placed[0].ring)
    # Candidates are drawn and listed apart; no figure counts them.
    scene = _Scene(
        dataset=dataset,
        graph=graph,
        placed=placed,
        seen=seen,
        reconciled=reconcile(dataset),
        land=geography(dataset),
        sets=sets(dataset, ring=placed[0].ring, seen=seen),
        found=findings(dataset),
    )
    links = {"accessibility": accessibility, "feedback": feedback}
    return [_page(scene, language, title, links) for language in wanted]


def file_name(language: str) -> str:
    """Return the name of the file of a page, by which the three know each other.

    >>> file_name("sv")
    'kuntaverkostot.sv.html'
    """
    return f"kuntaverkostot.{language}.html"


def _page(scene: _Scene, language: str, title: str, links: dict[str, str]) -> Page:
    dataset, graph, placed, seen = scene.dataset, scene.graph, scene.placed, scene.seen
    content = outline(dataset, graph, language=language)
    network = pyvis_network(graph, placed[0], seen, language=language)
    together = upset_of(scene.sets, language=language)
    words = wording(dataset, language=language, title=title)
    vis, script = vis_script(), page_script()
    style = f"{palette_style()}{page_style()}"
    policy = content_security_policy(scripts=[vis, script], styles=[style])
    document = render(
        "page.html.jinja",
        language,
        content=content,
        wording=words,
        policy=policy,
        vis=vis,
        script=script,
        style=style,
        data=as_json(island(graph, network, placed, seen, content, words=words, land=scene.land)),
        listing=render_listing(content, form="html"),
        figures=figures(graph, language=language, date=newest_date(dataset)),
        sentences=list(sentences(graph, content, together, unconfirmed=words.unconfirmed)),
        picture=picture(graph, placed[0], seen, language=language, association=words.association),
        municipalities=sum(len(letter.members) for letter in content.letters),
        seen=seen,
        legend=sorted((one for one in content.networks if one.node in seen.places), key=_place_on_ring(placed[0])),
        upset=together,
        matrix=matrix_of(scene.sets, language=language),
        insights=[one for one in insights_of(scene.found, language=language) if one.key in SHOWN],
        reconciled=list(reconciliation_rows(dataset, content, scene.reconciled)),
        unknown=list(unknown_sentences(dataset, content, scene.reconciled)),
        download=download(graph, content),
        date=words.date,
        languages=LANGUAGES,
        file_name=file_name,
        links=links,
    )
    return Page(document, content, words.title, response_headers(policy))


def _place_on_ring(placed: Layout) -> Callable[[NetworkEntry], int]:
    places = {node: place for place, node in enumerate(placed.ring)}
    return lambda entry: places[entry.node]
