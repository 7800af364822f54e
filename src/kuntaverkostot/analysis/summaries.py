"""What findings and a cover say of themselves in a notebook."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from kuntaverkostot.dataset.display import MOST_ROWS, Summary, table
from kuntaverkostot.text.language import Name, alphabetical, check_language, join_words, named, say, short_name

if TYPE_CHECKING:
    import pandas as pd

MOST_NAMES = 30  # of members that nobody reaches


def of_cover(
    sizes: Mapping[str, int],
    unreached: Sequence[str],
    names: Mapping[str, Mapping[str, str]],
    *,
    municipal: bool,
    reached: int,
    exact: bool,
    language: str,
) -> Summary:
    """Return which networks were chosen, how many members each reaches, and whom none reaches.

    Parameters
    ----------
    sizes : dict of str to int
        Members that each chosen network reaches, by its id.
    unreached : sequence of str
        Codes of those whom none reaches.
    names : dict of str to dict
        Rows of the tables of networks and members, by id.
    municipal : bool
        Whether all members to be reached are municipalities.
    reached : int
        How many are reached.
    exact : bool
        Whether no fewer networks would do.
    language : {"fi", "sv", "en"}
        Language of the summary.
    """
    check_language(language)
    unit = "municipalities" if municipal else "members"
    members = say(language, f"count.{unit}", count=reached)
    sentence = say(language, f"notebook.cover_{'exact' if exact else 'greedy'}", count=len(sizes), reached=members)
    sentences = [sentence]
    if unreached:
        left = sorted((named(names[code], language)[0] for code in unreached), key=alphabetical(language))
        shown = left[:MOST_NAMES]
        if len(left) > len(shown):
            shown[-1] = say(language, f"count.{unit}", count=len(left) - len(shown) + 1)
        sentences.append(say(language, "notebook.cover_unreached", members=join_words(language, shown)))
    rows = [(short_name(names[code], language), size) for code, size in sizes.items()]
    caption = say(language, "notebook.cover_caption")
    heads = ["table.network", "notebook.cover_reached"]
    return Summary(tuple(sentences), language, (table(language, caption, heads, rows),) if rows else ())


def of_insight(sentence: str, frame: pd.DataFrame) -> str:
    """Return a sentence and the first rows behind it as HTML; pandas writes the rows."""
    return f"<p>{html.escape(sentence)}</p>\n{frame.to_html(max_rows=MOST_ROWS, index=False, border=0)}"


def of_insights(insights: Sequence[tuple[str, pd.DataFrame]], *, language: str) -> Summary:
    """Return sentences, with the number of rows behind each."""
    rows: list[tuple[str | int | Name, ...]] = [(sentence, len(frame)) for sentence, frame in insights]
    caption = say(language, "notebook.findings_caption")
    heads = ["notebook.finding", "notebook.rows_of"]
    return Summary((say(language, "notebook.rows_hint"),), language, (table(language, caption, heads, rows),))
