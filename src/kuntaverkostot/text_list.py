"""The text list: the same content as the diagram, as HTML, Markdown or plain text."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Literal, get_args

from kuntaverkostot.dataset import Dataset
from kuntaverkostot.entries import Outline
from kuntaverkostot.graph import bipartite_graph
from kuntaverkostot.language import check_language, number, speaker
from kuntaverkostot.outline import outline

if TYPE_CHECKING:
    from jinja2 import Environment

Form = Literal["html", "markdown", "text"]
FORMS: tuple[Form, ...] = get_args(Form)
TEMPLATES = {"html": "listing.html.jinja", "markdown": "listing.md.jinja", "text": "listing.txt.jinja"}
# The first letter of a kind keeps addresses short and apart: #m-091, #n-kehyskunnat.
ANCHORS = {"municipality": "m", "organisation": "o", "network": "n"}


def listing(dataset: Dataset, *, language: str = "fi", form: Form = "text", candidates: bool = False) -> str:
    """Return the content of the diagram as a list.

    Parameters
    ----------
    dataset : Dataset
        The tables; they are not changed.
    language : {"fi", "sv", "en"}
        Language of the list.
    form : {"html", "markdown", "text"}
        A fragment of HTML whose headings begin at level 3, Markdown, or plain text.
    candidates : bool
        Whether memberships that no source names are listed too, in a part of their own.

    Returns
    -------
    str
        Networks by group with their members, then members by name with their networks.

    Raises
    ------
    ValueError
        When the language or the form is not one of ours.

    Examples
    --------
    >>> from kuntaverkostot.dataset import load_dataset
    >>> "Närpes (på finska Närpiö)" in listing(load_dataset(), language="sv")
    True
    """
    check_language(language)
    if form not in FORMS:
        raise ValueError(f"form must be one of {', '.join(FORMS)}; got {form!r}")
    graph = bipartite_graph(dataset, candidates=candidates)
    return render_listing(outline(dataset, graph, language=language), form=form)


def render_listing(content: Outline, *, form: Form) -> str:
    """Return an outline as HTML, Markdown or plain text."""
    return render(TEMPLATES[form], content.language, content=content).strip() + "\n"


def render(template: str, language: str, **values: object) -> str:
    """Return a template of the package with its values and with the words of a language."""

    def written(value: float) -> str:
        return number(language, value)

    words = {"say": speaker(language), "language": language, "written": written}
    return _environment().get_template(template).render(words | values)


def anchor(node: str) -> str:
    """Return the address of a node on the page.

    >>> anchor("municipality:091")
    'm-091'
    """
    kind, _, code = node.partition(":")
    return f"{ANCHORS[kind]}-{code}"


@cache
def _environment() -> Environment:
    """Return the templates of the package; what goes into HTML is escaped."""
    from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape  # noqa: PLC0415 - heavy

    templates = Environment(
        loader=PackageLoader("kuntaverkostot", "assets"),
        autoescape=select_autoescape(["html.jinja"]),
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    templates.globals["anchor"] = anchor
    return templates
