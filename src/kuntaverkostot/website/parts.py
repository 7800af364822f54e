"""Lists that may be too long for one page, divided into pages of a limited size."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

MOST = 36_000  # characters of lists on one page, so that the page stays below 60 kB
ENTRY, HEAD = 10, 120  # characters that an entry and a heading take besides their own


@dataclass(frozen=True, slots=True)
class Part:
    """A list under a heading.

    Parameters
    ----------
    heading : str
        Heading as HTML; "" for none.
    count : str
        How many entries there are, as text.
    items : tuple of str
        Entries as HTML.
    anchor : str
        Id of the heading, or "".
    section : str
        What the list is a part of.
    """

    heading: str
    count: str
    items: tuple[str, ...]
    anchor: str = ""
    section: str = ""


def divided(parts: Iterable[Part], *, first: int = MOST, most: int = MOST) -> list[tuple[Part, ...]]:
    """Return the parts page by page; one that does not fit continues on the next page under the same heading.

    Parameters
    ----------
    parts : iterable of Part
        The lists, in order.
    first, most : int
        Characters on the first page, and on each further one. An entry that is longer stands alone.

    Examples
    --------
    >>> pages = divided([Part("A", "3", ("aa", "ab", "ac")), Part("B", "1", ("b",))], first=25, most=200)
    >>> [[(part.heading, part.items) for part in page] for page in pages]
    [[('A', ('aa', 'ab'))], [('A', ('ac',)), ('B', ('b',))]]
    """
    pages: list[list[Part]] = [[]]
    room = first
    for part in parts:
        anchor = part.anchor
        for stretch, is_new in _stretches(part.items, room, most):
            if is_new:
                pages.append([])
                room = most
            pages[-1].append(dataclasses.replace(part, items=stretch, anchor=anchor))
            # The place that an address leads to is where the list begins.
            anchor = ""
            room -= HEAD + sum(map(_size, stretch))
    return [tuple(page) for page in pages]


def _stretches(items: Sequence[str], room: int, most: int) -> Iterator[tuple[tuple[str, ...], bool]]:
    """Yield the entries in stretches that fit, and whether a stretch begins a page."""
    begin, left, is_new = 0, room, False
    for place, item in enumerate(items):
        if _size(item) > left and left < most:
            if place > begin:
                yield tuple(items[begin:place]), is_new
            begin, left, is_new = place, most, True
        left -= _size(item)
    yield tuple(items[begin:]), is_new


def _size(item: str) -> int:
    return len(item) + ENTRY
