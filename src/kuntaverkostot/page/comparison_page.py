"""A comparison as a page: what changed, in a picture and as a list, marked by shape and words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from kuntaverkostot.analysis.comparison import both_of, compare
from kuntaverkostot.dataset.dataset import Dataset
from kuntaverkostot.dataset.makers import need_dataset
from kuntaverkostot.diagram.inlining import built, content_security_policy
from kuntaverkostot.diagram.still import Still
from kuntaverkostot.page.changes import changes_of, counts_of
from kuntaverkostot.page.changes_picture import changes_picture
from kuntaverkostot.page.document import Page
from kuntaverkostot.page.headers import response_headers
from kuntaverkostot.page.years_page import years_page
from kuntaverkostot.text.language import check_language, day, one_line, say
from kuntaverkostot.text.templates import render
from kuntaverkostot.text.unfit import UnfitError

# More changes are listed, and not drawn; still more are listed by network alone; and of more there is no page.
MOST_DRAWN, MOST_BY_MEMBER, MOST_LISTED = 300, 5000, 50_000


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
    """Return a page of what changed, without scripts; of more than two days, one whose diagram steps through them.

    Parameters
    ----------
    old, new, candidates
        As in :func:`kuntaverkostot.compare`.
    dates : sequence of str, optional
        Days of the populations, ISO 8601, instead of a new dataset. Of more than two, each is compared with the one
        before it: a slider leads from day to day, and diagram, details and list are those of the day.
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
        As in :func:`kuntaverkostot.compare`; and when there are more than 50,000 changes.

    Examples
    --------
    >>> import kuntaverkostot as kv
    >>> page = kv.compare_page(kv.load_dataset(), dates=("2018-12-31", "2024-12-31"), language="en")
    >>> print(page.text.splitlines()[1])
    Huittinen: a new member of “Small municipalities”
    """
    need_dataset(old, "compare_page")
    check_language(language)
    if new is None and dates is not None and not isinstance(dates, str) and len(dates) > 2:
        return years_page(old, dates=dates, candidates=candidates, language=language)
    before, now = both_of(old, new, dates)
    table = compare(before, now, candidates=candidates, language=language)
    if len(table) > MOST_LISTED:
        raise UnfitError("changes", count=len(table), most=MOST_LISTED)
    changes, said = changes_of(before, now, table, language=language), list(lead)
    moved, counts = changes.joined + changes.left, counts_of(changes, language)
    called = list(map(one_line, names)) or [day(language, date) for date in dates or ()]
    # What somebody assumed has not happened.
    title, style = say(language, "changes.title_if" if said else "changes.title"), built("changes.css")
    policy = content_security_policy(scripts=[], styles=[style])
    document = render(
        "page/templates/changes.html.jinja",
        language,
        title=title,
        policy=policy,
        style=style,
        lead=said,
        heading=say(language, "changes.between", old=called[0], new=called[1]) if len(called) == 2 else "",
        changes=changes,
        counts=counts,
        picture=changes_picture(changes.networks) if 0 < moved <= MOST_DRAWN else None,
        by_member=moved <= MOST_BY_MEMBER,
    )
    sentences = table["sentence"].tolist() or [say(language, "changes.none")]
    text = "\n".join([title, *sentences]) + "\n"
    items = f"<ul>{''.join(f'<li>{escape(sentence)}</li>' for sentence in sentences)}</ul>"
    still = Still(f"{title}: {counts}", say(language, "notebook.as_list"), items, language)
    return Page(document, language, title, lambda: text, lambda: still, response_headers(policy))
