"""Wording of the page: the owner of the networks as named in the tables, or neutral words."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from kuntaverkostot.dataset.dataset import Dataset, records
from kuntaverkostot.dataset.licences import holds, licences
from kuntaverkostot.listing.network_entries import written_date
from kuntaverkostot.text.cells import BIDI, CONTROL, visible
from kuntaverkostot.text.language import say
from kuntaverkostot.text.unfit import UnfitError


@dataclass(frozen=True, slots=True)
class Wording:
    """What the page calls the networks and their owner, in one language.

    Parameters
    ----------
    title, heading : str
        Title of the document, and heading of the page.
    association : str
        Name in the middle of the diagram, or "".
    about : str
        Heading of the facts of all networks.
    unconfirmed : str
        Sentence on municipalities without a known membership, or "".
    sources : str
        Sentence on the sources; "" without populations.
    date : str
        Newest date of the populations in the format of the language, or "".
    licences : str
        Attribution of licensed data in the package, or "".
    made : str
        Sentence on who made the page and who did not, or "".
    """

    title: str
    heading: str
    association: str
    about: str
    unconfirmed: str
    sources: str
    date: str
    licences: str
    made: str


def wording(dataset: Dataset, *, language: str, title: str = "", places: bool = True) -> Wording:
    """Return the wording of the page.

    Parameters
    ----------
    dataset : Dataset
        The tables; ``page_texts`` has their own wording.
    language : {"fi", "sv", "en"}
        Language of the page.
    title : str
        Replaces title and heading; "" leaves them to the tables.
    places : bool
        Whether the page shows the locations of municipalities.

    Returns
    -------
    Wording
        It names only whom the tables name.

    Examples
    --------
    >>> from kuntaverkostot.dataset.dataset import load_dataset
    >>> wording(load_dataset(), language="sv").heading
    'Kommunförbundets viktigaste nätverk'
    """
    own = {row["text_id"]: row[f"text_{language}"] for row in records(dataset.page_texts) if row[f"text_{language}"]}
    named = title or own.get("title") or say(language, "wording.title")
    date = written_date(dataset, language)
    return Wording(
        title=named,
        heading=title or own.get("heading") or named,
        association=own.get("association", ""),
        about=own.get("about") or say(language, "wording.about"),
        unconfirmed=own.get("unconfirmed", ""),
        sources=_sources(dataset, language, own.get("sources", ""), date),
        date=date,
        licences=" ".join(licences(dataset, language=language, places=places)),
        made=own.get("made", ""),
    )


def _sources(dataset: Dataset, language: str, pages: str, date: str) -> str:
    """Return the sentence on the sources; without sources it mentions no list of them."""
    listed = not dataset.sources.empty
    if pages and date and listed and holds(dataset, "populations"):
        return say(language, "wording.sources_named", date=date, pages=pages)
    if not pages and date and listed:
        return say(language, "wording.sources", date=date)
    sentences = [say(language, "wording.sources_pages", pages=pages)] if pages else []
    return " ".join([*sentences, say(language, "page.dated", date=date)] if date else sentences)


def given_title(title: str) -> str:
    r"""Return a given title on one line.

    Parameters
    ----------
    title : str
        The title.

    Returns
    -------
    str
        With composed letters and single spaces; "" when empty.

    Raises
    ------
    ValueError
        When it has control characters or changes the direction of text.

    Examples
    --------
    >>> given_title("  Leagues of\nthe island ")
    'Leagues of the island'
    """
    line = unicodedata.normalize("NFC", " ".join(title.split()))
    if CONTROL.search(line) or BIDI.search(line):
        raise UnfitError("title", title=visible(line))
    return line
