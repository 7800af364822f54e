"""The text list: the content of the diagram as HTML, Markdown or plain text."""

from __future__ import annotations

from typing import Literal, get_args

from kuntaverkostot.analysis.graph import bipartite_graph
from kuntaverkostot.dataset.dataset import Dataset
from kuntaverkostot.dataset.makers import need_dataset
from kuntaverkostot.dataset.vocabulary import spoken
from kuntaverkostot.listing.content import list_content
from kuntaverkostot.listing.entries import ListContent
from kuntaverkostot.text.language import check_language
from kuntaverkostot.text.templates import render

Form = Literal["html", "markdown", "text"]
FORMS: tuple[Form, ...] = get_args(Form)
TEMPLATES = {
    "html": "listing/templates/listing.html.jinja",
    "markdown": "listing/templates/listing.md.jinja",
    "text": "listing/templates/listing.txt.jinja",
}


def listing(dataset: Dataset, *, language: str = "fi", form: Form = "text", candidates: bool = False) -> str:
    """Return the content of the diagram as a list.

    Parameters
    ----------
    dataset : Dataset
        The tables; they are not changed.
    language : {"fi", "sv", "en"}
        Language of the list.
    form : {"html", "markdown", "text"}
        An HTML fragment with headings from level 3, Markdown, or plain text.
    candidates : bool
        Whether memberships that no source names are listed, too, in a separate part.

    Returns
    -------
    str
        Networks by group with their members, then members by name with their networks.

    Raises
    ------
    ValueError
        When the language or the form is not supported.

    Examples
    --------
    >>> import kuntaverkostot as kv
    >>> "Närpes (på finska Närpiö)" in kv.listing(kv.load_dataset(), language="sv")
    True
    """
    need_dataset(dataset, "listing")
    check_language(language)
    if form not in FORMS:
        raise ValueError(f"form must be one of {', '.join(FORMS)}; got {form!r}")
    graph = bipartite_graph(dataset, candidates=candidates)
    return render_listing(list_content(dataset, graph, language=spoken(dataset, language)), form=form)


def render_listing(content: ListContent, *, form: Form) -> str:
    """Return the content of the list as HTML, Markdown or plain text."""
    return render(TEMPLATES[form], content.language, content=content).strip() + "\n"
