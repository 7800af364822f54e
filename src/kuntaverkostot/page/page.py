"""The page: one self-contained document with summary, diagram, list and sources.

Where there are too many members to draw and list at once, it shows networks first and members on demand.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from kuntaverkostot.dataset.addresses import is_address
from kuntaverkostot.dataset.counted import CountedDataset
from kuntaverkostot.dataset.dataset import Dataset
from kuntaverkostot.dataset.makers import need_dataset
from kuntaverkostot.dataset.vocabulary import spoken
from kuntaverkostot.page.build import page_of
from kuntaverkostot.page.document import Page
from kuntaverkostot.page.scene import scene_of
from kuntaverkostot.page.wording import given_title, wording
from kuntaverkostot.text.language import LANGUAGES, check_language

if TYPE_CHECKING:
    from pyvis.network import Network


def build_page(
    dataset: Dataset | CountedDataset,
    *,
    language: str = "fi",
    candidates: bool = False,
    title: str = "",
    accessibility: str = "",
    feedback: str = "",
    diagram: Network | None = None,
) -> Page:
    """Return the page of a dataset in one language.

    Parameters
    ----------
    dataset : Dataset or CountedDataset
        The tables, which are not changed; or counts, from :func:`kuntaverkostot.from_signatures`.
    language : {"fi", "sv", "en"}
        Language of the page.
    candidates : bool
        Whether memberships that no source names are shown: dashed, and in a separate part of the list. They are left
        out where there are too many members to draw all of them.
    title : str
        Title and heading of the page; "" leaves them to the table ``page_texts`` or to neutral words.
    accessibility, feedback : str
        Addresses of the accessibility statement and for feedback (https, http or mailto); "" for none.
    diagram : pyvis.network.Network, optional
        From :func:`kuntaverkostot.diagram` with the same dataset and candidates, perhaps changed since: the page draws
        places, colours, sizes, shapes, borders, labels, titles, dashes, widths and what is hidden from it, and lists
        what was added as added by hand. Facts are taken from the dataset alone. Places are those of the wide picture;
        on a phone, a node that was moved stands beside the same neighbour. Where there are too many members to draw all
        of them, it is ``kuntaverkostot.diagram(dataset, detail="on_demand")``.

    Returns
    -------
    Page
        It can be written to a file and shown in a notebook.

    Raises
    ------
    ValueError
        When the language is not supported, an address is invalid, the title cannot be shown, or the diagram is not one
        of this dataset or cannot be drawn.

    Examples
    --------
    >>> import kuntaverkostot as kv
    >>> kv.build_page(kv.load_dataset(), language="sv").title
    'Kommunförbundets viktigaste nätverk som diagram och lista'
    """
    (page,) = build_pages(
        dataset,
        languages=[language],
        candidates=candidates,
        title=title,
        accessibility=accessibility,
        feedback=feedback,
        diagram=diagram,
    )
    return page


def build_pages(
    dataset: Dataset | CountedDataset,
    *,
    languages: Iterable[str] = LANGUAGES,
    candidates: bool = False,
    title: str = "",
    accessibility: str = "",
    feedback: str = "",
    diagram: Network | None = None,
) -> list[Page]:
    """Return the page of a dataset in several languages; layouts are computed once, and the pages link to each other.

    Parameters
    ----------
    dataset : Dataset or CountedDataset
        The tables, which are not changed; or counts, from :func:`kuntaverkostot.from_signatures`.
    languages : iterable of {"fi", "sv", "en"}
        Languages of the pages.
    candidates, title, accessibility, feedback, diagram
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
    if not isinstance(dataset, CountedDataset):
        need_dataset(dataset, "build_page")
    wanted = list(languages)
    for language in wanted:
        check_language(language)
    # Of films, nothing is said that only municipalities have.
    wanted = [spoken(dataset, language) for language in wanted]
    links = {"accessibility": accessibility, "feedback": feedback}
    check_links(links.values())
    title = given_title(title)
    scene = scene_of(dataset, language=(wanted or ["fi"])[0], candidates=candidates, diagram=diagram)
    return [
        page_of(
            scene,
            language,
            wording(scene.dataset, language=language, title=title, places=scene.land is not None),
            links,
            languages=[other for other in LANGUAGES if other in wanted],
        )
        for language in wanted
    ]


def check_links(addresses: Iterable[str]) -> None:
    """Raise ValueError for an address to which a page cannot link; "" is none."""
    for address in addresses:
        if address and not is_address(address):
            raise ValueError(
                "an address is one of https, http or mailto, with a host but without a user name, spaces, backslashes "
                f"or unseen characters; got {address!r}"
            )
