"""A comparison as a page: what changed, in a picture and as a list, marked by shape and words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from kuntaverkostot.analysis.comparison import both_of, compare
from kuntaverkostot.dataset.dataset import Dataset
from kuntaverkostot.dataset.makers import need_dataset
from kuntaverkostot.diagram.inlining import built, content_security_policy
from kuntaverkostot.diagram.still import Still
from kuntaverkostot.page.changes import Changes, changes_of
from kuntaverkostot.page.changes_picture import changes_picture
from kuntaverkostot.page.document import Page
from kuntaverkostot.page.headers import response_headers
from kuntaverkostot.text.language import check_language, day, one_line, say
from kuntaverkostot.text.templates import render

# More changes are listed, and not drawn; still more are listed by network alone.
MOST_DRAWN, MOST_BY_MEMBER = 300, 5000


def compare_page(
    old: Dataset,
    new: Dataset | None = None,
    *,
    dates: Sequence[str] | None = None,
    candidates: bool = False,
    language: str = "fi",
    names: Sequence[str] = (),
    lead: Iterable[str] = (),
) -> Page:
    """Return a page of what changed, without scripts.

    Parameters
    ----------
    old, new, dates, candidates
        As in :func:`kuntaverkostot.compare`.
    language : {"fi", "sv", "en"}
        Language of the page.
    names : sequence of str, optional
        What the two datasets are called; the dates where they are compared.
    lead : iterable of str
        Sentences at the top, such as those of :func:`kuntaverkostot.what_if`.

    Returns
    -------
    Page
        It can be written to a file and shown in a notebook.

    Raises
    ------
    ValueError
        As in :func:`kuntaverkostot.compare`.

    Examples
    --------
    >>> from kuntaverkostot.dataset.dataset import load_dataset
    >>> page = compare_page(load_dataset(), dates=("2018-12-31", "2024-12-31"), language="en")
    >>> print(page.text.splitlines()[1])
    Huittinen: a new member of “Small municipalities”
    """
    need_dataset(old, "compare_page")
    check_language(language)
    before, now = both_of(old, new, dates)
    table = compare(before, now, candidates=candidates, language=language)
    changes = changes_of(before, now, table, language=language)
    said = list(lead)
    # What somebody assumed has not happened.
    title, style = say(language, "changes.title_if" if said else "changes.title"), built("changes.css")
    compared = list(map(one_line, names)) or [day(language, date) for date in dates or ()]
    policy = content_security_policy(scripts=[], styles=[style])
    counts = _counts(changes, language)
    drawn = 0 < changes.joined + changes.left <= MOST_DRAWN
    sentences = table["sentence"].tolist() or [say(language, "change.none")]
    document = render(
        "page/templates/changes.html.jinja",
        language,
        title=title,
        policy=policy,
        style=style,
        compared=compared,
        lead=said,
        counts=counts,
        changes=changes,
        picture=changes_picture(changes.networks) if drawn else None,
        by_member=changes.joined + changes.left <= MOST_BY_MEMBER,
    )
    text = "\n".join([title, *sentences]) + "\n"
    still = Still(f"{title}: {counts}", say(language, "notebook.as_list"), _items(sentences), language)
    return Page(document, language, title, lambda: text, lambda: still, response_headers(policy))


def _counts(changes: Changes, language: str) -> str:
    parts = [say(language, f"changes.count_{change}", count=getattr(changes, change)) for change in ("joined", "left")]
    return say(language, "changes.counts", joined=parts[0], left=parts[1], count=len(changes.networks))


def _items(sentences: Iterable[str]) -> str:
    return f"<ul>{''.join(f'<li>{escape(sentence)}</li>' for sentence in sentences)}</ul>"
