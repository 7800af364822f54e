"""A page that steps through the days of the populations: its diagram, its details and its list are those of a day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from typing import Any

from kuntaverkostot.analysis.comparison import compare
from kuntaverkostot.analysis.membership_arrays import detail_of
from kuntaverkostot.dataset.dataset import Dataset
from kuntaverkostot.diagram.inlining import as_json, built, content_security_policy, vis_script
from kuntaverkostot.diagram.still import Still
from kuntaverkostot.diagram.style import palette_style
from kuntaverkostot.listing.source_list import named_sources
from kuntaverkostot.page.build import explorer_of
from kuntaverkostot.page.document import Page
from kuntaverkostot.page.headers import response_headers
from kuntaverkostot.page.scene import scene_of
from kuntaverkostot.page.steps import Day, day_of, on_day, step_of
from kuntaverkostot.page.wording import wording
from kuntaverkostot.text.language import say, texts
from kuntaverkostot.text.templates import render
from kuntaverkostot.text.unfit import UnfitError

# More changes are listed by network alone; and of still more there is no page.
MOST_BY_MEMBER, MOST_LISTED = 5000, 50_000
TEXTS = ("changes.steps", "changes.previous", "changes.next")  # of the slider


def years_page(dataset: Dataset, *, dates: Sequence[str], candidates: bool, language: str) -> Page:
    """Return a page whose diagram steps through days; where members are not drawn, it lists who moved.

    Parameters
    ----------
    dataset : Dataset
        The tables; they are not changed.
    dates : sequence of str
        Days of the populations, ISO 8601, in the order of the steps.
    candidates : bool
        Whether memberships that no source names count, and are drawn.
    language : {"fi", "sv", "en"}
        Language of the page.
    """
    days = list(_days(dataset, dates, candidates=candidates, language=language))
    if sum(len(then.table) for then in days) > MOST_LISTED:
        raise UnfitError("changes", count=sum(len(then.table) for then in days), most=MOST_LISTED)
    title = say(language, "changes.title")
    drawn = _drawn(dataset, days, candidates=candidates, language=language) if detail_of(dataset) == "all" else {}
    style, scripts = palette_style() + built("years.css"), [drawn["vis"], drawn["script"]] if drawn else []
    policy = content_security_policy(scripts=scripts, styles=[style])
    document = render(
        "page/templates/years.html.jinja",
        language,
        **{"picture": None, **drawn},
        title=title,
        policy=policy,
        style=style,
        days=[
            {
                "date": then.date,
                "heading": then.heading,
                "said": then.said,
                "changes": then.changes,
                "by_member": then.changes.joined + then.changes.left <= MOST_BY_MEMBER,
            }
            for then in days
        ],
    )
    sentences = [sentence for then in days[1:] for sentence in _sentences(then, language)]
    text = "\n".join([title, *sentences]) + "\n"
    items = f"<ul>{''.join(f'<li>{escape(sentence)}</li>' for sentence in sentences)}</ul>"
    still = Still(title, say(language, "notebook.as_list"), items, language)
    return Page(document, language, title, lambda: text, lambda: still, response_headers(policy))


def _days(dataset: Dataset, dates: Sequence[str], *, candidates: bool, language: str) -> Iterator[Day]:
    before, table = None, compare(dataset, dataset, language=language)
    for place, date in enumerate(dates):
        now = on_day(dataset, date)
        if before is not None:
            table = compare(before, now, candidates=candidates, language=language)
        yield day_of(before, now, table, dates=dates[max(0, place - 1) : place + 1], language=language)
        before = now


def _drawn(dataset: Dataset, days: Sequence[Day], *, candidates: bool, language: str) -> dict[str, Any]:
    """Return what the page needs besides the list: the picture of the last day, and the explorer of all of them."""
    scene = scene_of(days[-1].dataset, language=language, candidates=candidates)
    words = wording(scene.dataset, language=language, places=scene.land is not None)
    payload, picture = explorer_of(scene, language, words)
    said = texts(language)
    page = {
        **payload,
        "texts": {**payload["texts"], **{key: said[key] for key in TEXTS}},
        # Of one day alone.
        "figures": [],
        "matrix": None,
        "sets": [],
        "steps": [step_of(then, scene, payload, candidates=candidates, language=language) for then in days],
        # The first day on which something changed, or else the last one.
        "first": next((place for place, then in enumerate(days) if then.changes.networks), len(days) - 1),
    }
    return {
        "picture": picture,
        "alt": say(language, "changes.picture", date=page["date"]),
        "last": page["date"],
        "data": as_json({"page": page, "sources": named_sources(dataset, language)}),
        "vis": vis_script(),
        "script": built("years.js"),
    }


def _sentences(then: Day, language: str) -> list[str]:
    sentences = then.table["sentence"].tolist() or [say(language, "changes.none")]
    return [f"{then.heading}: {sentence}" for sentence in sentences]
