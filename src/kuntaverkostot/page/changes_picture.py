"""The changes as a picture: each network, with a line to each member that joined or left."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass

from kuntaverkostot.diagram.labels import text_width, wrap
from kuntaverkostot.page.changes import Changed

# Pixels. The picture is as wide as a phone, so that its words are as large there as anywhere.
WIDTH = 360
ROW = 28
LINE = 18
TRUNK, BRANCH, TEXT = 12, 44, 60
HALF = 8  # of a sign
TYPE, BOLD = 16.0, 1.08  # size of type, and how much wider bold letters are
LONGEST = 20  # letters of a word that is broken


@dataclass(frozen=True, slots=True)
class Sign:
    """A member: which change, where its sign stands, and the line to it from its network."""

    change: str
    x: int
    y: int
    line: str


@dataclass(frozen=True, slots=True)
class Words:
    """Lines of text at the baseline of the first; "network", "joined" or "left"."""

    kind: str
    x: int
    y: int
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChangesPicture:
    """What is drawn, in its order."""

    width: int
    height: int
    squares: tuple[tuple[int, int], ...]
    signs: tuple[Sign, ...]
    words: tuple[Words, ...]


def changes_picture(networks: tuple[Changed, ...]) -> ChangesPicture:
    """Return the picture of changes of memberships.

    >>> from kuntaverkostot.page.changes import Mark
    >>> from kuntaverkostot.text.language import Name
    >>> picture = changes_picture((Changed(Name("Go", "en"), (Mark("joined", Name("Ann", "en")),)),))
    >>> [(words.kind, *words.lines) for words in picture.words], picture.signs[0].change
    ([('network', 'Go'), ('joined', 'Ann')], 'joined')
    """
    squares: list[tuple[int, int]] = []
    signs: list[Sign] = []
    words: list[Words] = []
    bottom = 0
    for network in networks:
        lines = _lines(network.name.text, WIDTH - TRUNK - 2 * HALF, TYPE * BOLD)
        top = bottom + ROW
        squares.append((TRUNK, top - HALF // 2))
        words.append(Words("network", TRUNK + 2 * HALF, top, lines))
        bottom = top + (len(lines) - 1) * LINE
        for sign, text in _members(network, top, bottom):
            signs.append(sign)
            words.append(text)
            bottom = text.y + (len(text.lines) - 1) * LINE
        bottom += ROW // 2
    return ChangesPicture(WIDTH, bottom + ROW // 2, tuple(squares), tuple(signs), tuple(words))


def _members(network: Changed, top: int, bottom: int) -> Iterator[tuple[Sign, Words]]:
    for mark in network.marks:
        baseline, middle = bottom + ROW, bottom + ROW - HALF // 2 - 1
        lines = _lines(mark.name.text, WIDTH - TEXT, TYPE)
        line = f"M{TRUNK} {top + HALF}V{middle}H{BRANCH - HALF}"
        yield Sign(mark.change, BRANCH, middle, line), Words(mark.change, TEXT, baseline, lines)
        bottom = baseline + (len(lines) - 1) * LINE


def _lines(text: str, width: float, size: float) -> tuple[str, ...]:
    """Return a name in lines that are not wider than this; a word that is wider is broken."""
    whole = wrap(text, width=width, size=size) or ("",)
    return tuple(
        part for line in whole for part in ([line] if text_width(line, size) <= width else textwrap.wrap(line, LONGEST))
    )
