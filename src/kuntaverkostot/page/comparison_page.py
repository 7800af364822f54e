"""A comparison as a page: what changed, in a picture and as a list, marked by shape and words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise

from kuntaverkostot.analysis.comparison import both_of, compare
from kuntaverkostot.dataset.dataset import Dataset
from kuntaverkostot.dataset.makers import need_dataset
from kuntaverkostot.dataset.rederived import at_date
from kuntaverkostot.diagram.inlining import built, content_security_policy
from kuntaverkostot.diagram.still import Still
from kuntaverkostot.page.changes import Changes, changes_of
from kuntaverkostot.page.changes_picture import ChangesPicture, changes_picture
from kuntaverkostot.page.document import Page
from kuntaverkostot.page.headers import response_headers
from kuntaverkostot.text.language import check_language, day, one_line, say
from kuntaverkostot.text.templates import render
from kuntaverkostot.text.unfit import UnfitError

# More changes are listed, and not drawn; still more are listed by network alone; and of more there is no page.
MOST_DRAWN, MOST_BY_MEMBER, MOST_LISTED = 300, 5000, 50_000


@dataclass(frozen=True, slots=True)
class Step:
    """What changed between two datasets, as the page shows it."""

    heading: str
    changes: Changes
    counts: str
    sentences: tuple[str, ...]
    picture: ChangesPicture | None
    by_member: bool


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
    old, new, candidates
        As in :func:`kuntaverkostot.compare`.
    dates : sequence of str, optional
        Days of the populations, ISO 8601, instead of a new dataset. Of more than two, each is compared with the next,
        and buttons lead from one to another.
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
    said = list(lead)
    steps = [
        _step(*pair, heading=heading, candidates=candidates, language=language)
        for pair, heading in _pairs(old, new, dates, list(map(one_line, names)), language)
    ]
    # What somebody assumed has not happened.
    title = say(language, "changes.title_if" if said else "changes.title")
    style = built("changes.css") + (_stepping(len(steps)) if len(steps) > 1 else "")
    policy = content_security_policy(scripts=[], styles=[style])
    # The first of those in which something changed.
    first = next((place for place, step in enumerate(steps) if step.changes.networks), 0)
    words = {"first": first, "title": title, "policy": policy, "style": style, "lead": said, "steps": steps}
    document = render("page/templates/changes.html.jinja", language, **words)
    sentences = [sentence for step in steps for sentence in step.sentences]
    text = "\n".join([title, *sentences]) + "\n"
    counts = " ".join(step.counts for step in steps)
    still = Still(f"{title}: {counts}", say(language, "notebook.as_list"), _items(sentences), language)
    return Page(document, language, title, lambda: text, lambda: still, response_headers(policy))


def _pairs(
    old: Dataset, new: Dataset | None, dates: Sequence[str] | None, names: list[str], language: str
) -> Iterator[tuple[tuple[Dataset, Dataset], str]]:
    """Yield the datasets to compare, and what each two are called."""
    if new is None and dates is not None and not isinstance(dates, str) and len(dates) > 2:
        datasets = [(day(language, date), at_date(old, date)) for date in dates]
        for (before, first), (now, second) in pairwise(datasets):
            yield (first, second), say(language, "changes.between", old=before, new=now)
        return
    called = names or [day(language, date) for date in dates or ()]
    heading = say(language, "changes.between", old=called[0], new=called[1]) if len(called) == 2 else ""
    yield both_of(old, new, dates), heading


def _step(before: Dataset, now: Dataset, *, heading: str, candidates: bool, language: str) -> Step:
    table = compare(before, now, candidates=candidates, language=language)
    if len(table) > MOST_LISTED:
        raise UnfitError("changes", count=len(table), most=MOST_LISTED)
    changes = changes_of(before, now, table, language=language)
    moved = changes.joined + changes.left
    return Step(
        heading=heading,
        changes=changes,
        counts=_counts(changes, language) if moved else say(language, "changes.none"),
        sentences=tuple(table["sentence"].tolist() or [say(language, "changes.none")]),
        picture=changes_picture(changes.networks) if 0 < moved <= MOST_DRAWN else None,
        by_member=moved <= MOST_BY_MEMBER,
    )


def _stepping(count: int) -> str:
    """Return the rules by which one step is shown at a time: that of the button that is pressed."""
    shown = ",".join(f".steps:has(#step-{place}:checked)~#panel-{place}" for place in range(1, count + 1))
    return f"@media screen{{@supports selector(:has(*)){{.panel{{display:none}}{shown}{{display:block}}}}}}"


def _counts(changes: Changes, language: str) -> str:
    parts = [say(language, f"changes.count_{change}", count=getattr(changes, change)) for change in ("joined", "left")]
    return say(language, "changes.counts", joined=parts[0], left=parts[1], count=len(changes.networks))


def _items(sentences: Iterable[str]) -> str:
    return f"<ul>{''.join(f'<li>{escape(sentence)}</li>' for sentence in sentences)}</ul>"
