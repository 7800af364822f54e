"""Dates of the tables in ISO 8601: a year, month or day that the calendar has, or the date of a source."""

from __future__ import annotations

import re
from datetime import date

PARTIAL = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
# The part of a source's date that is a date, or would be one in Finnish or Swedish. Remarks may follow it for those
# who edit the tables.
LEADING = re.compile(r"[0-9]{4}(?![0-9])(?:[–-][0-9]+)*|[0-9]{1,2}\.\s?[0-9]{1,2}\.\s?[0-9]{4}")


def calendar_parts(text: str) -> tuple[int, ...]:
    """Return the year, month and day of a date as far as it gives them, or () when the calendar has no such date.

    >>> calendar_parts("2024-02-29"), calendar_parts("2024-02"), calendar_parts("2024")
    ((2024, 2, 29), (2024, 2), (2024,))
    >>> calendar_parts("2023-02-29"), calendar_parts("2024-13"), calendar_parts("2024-00")
    ((), (), ())
    """
    match = PARTIAL.fullmatch(text)
    if not match:
        return ()
    parts = tuple(int(part) for part in match.groups() if part)
    year, month, day = (*parts, 1, 1)[:3]
    try:
        date(year, month, day)
    except ValueError:
        return ()
    return parts


def leading_dates(text: str) -> tuple[str, ...] | None:
    """Return the date that a text begins with, or the first and last date of a span.

    Parameters
    ----------
    text : str
        Date of a source as far as it is known: one date, or two joined by an en dash, then remarks.

    Returns
    -------
    tuple of str or None
        One or two dates in ISO 8601; () when the text begins with no date, None when it begins with an invalid one.

    Examples
    --------
    >>> leading_dates("2022-01 (survey)"), leading_dates("2023–24 period"), leading_dates("about 2018")
    (('2022-01',), ('2023', '2024'), ())
    >>> leading_dates("2020-13"), leading_dates("2020-21"), leading_dates("2020–2019")
    (None, None, None)
    """
    match = LEADING.match(text)
    if not match:
        return ()
    first, dash, last = match[0].partition("–")
    if dash and len(first) == 4 and len(last) == 2:
        last = first[:2] + last
    dates = (first, last) if dash else (first,)
    parts = [calendar_parts(text) for text in dates]
    return dates if all(parts) and parts == sorted(parts) else None
