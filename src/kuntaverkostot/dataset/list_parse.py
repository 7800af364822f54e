"""Memberships from a list: each mark in a wide one, each name in a long one or in one of sets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from kuntaverkostot.dataset.cell_parts import parts_of
from kuntaverkostot.dataset.list_attributes import Attribute, attributes_of, told_apart
from kuntaverkostot.dataset.list_cells import detect_lists
from kuntaverkostot.dataset.list_columns import short_name
from kuntaverkostot.dataset.list_detect import detect_shape
from kuntaverkostot.dataset.list_memberships import keyed, marked, merged, named
from kuntaverkostot.dataset.list_remarks import doubtful_columns, faults, remarks
from kuntaverkostot.dataset.list_shape import Doubt, Shape
from kuntaverkostot.dataset.list_split import Links, apart, separators, single_names, split_remarks
from kuntaverkostot.dataset.matching import limited_look_up
from kuntaverkostot.dataset.reading import Draft, Reading, close
from kuntaverkostot.dataset.reading_options import DETECTED, ReadingOptions
from kuntaverkostot.dataset.register import Register
from kuntaverkostot.dataset.repair import join_lines
from kuntaverkostot.dataset.standing import LISTED, is_confirmed
from kuntaverkostot.tables.columns import Column, constant
from kuntaverkostot.tables.problem import Problem
from kuntaverkostot.tables.table_files import few
from kuntaverkostot.text.cells import Outcome

if TYPE_CHECKING:
    from numpy.typing import NDArray


def _no_links() -> Links:
    return Links(constant("", 0), constant("", 0), np.arange(0))


@dataclass(frozen=True, slots=True)
class ParsedList:
    """A parsed list: its reading, its distinct networks and members, and its memberships with their lines and bases."""

    reading: Reading
    shape: Shape | None
    networks: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    memberships: Links = field(default_factory=_no_links)
    lines: Sequence[int] = ()
    bases: Column = field(default_factory=lambda: constant("", 0))
    attributes: tuple[Attribute, ...] = ()


def parse_list(draft: Draft, register: Register, options: ReadingOptions = DETECTED) -> ParsedList:
    """Parse a list of memberships.

    Parameters
    ----------
    draft : Draft
        The list; its cells are replaced, and its ledger says why.
    register : Register
        The municipalities.
    options : ReadingOptions
        What the caller decides.

    Returns
    -------
    ParsedList
        Its shape is None, with an error among the messages, when the table is not a list of memberships.
    """
    grid = draft.grid
    if not grid.readable or not grid.rows:
        if grid.readable:
            draft.ledger.say([Problem(grid.file, grid.first_line, None, "", ", ".join(draft.header), "no-rows")])
        return ParsedList(close(draft, shape="other"), None)
    shape = detect_shape(draft, register, options)
    if isinstance(shape, Doubt):
        draft.ledger.say([shape.problem(draft)])
        return ParsedList(close(draft, shape="other"), None)
    if shape.kind == "wide":
        _shorten_names(draft, shape)
    split = separators(draft, shape, register, options)
    join_lines(draft, _with_broken_names(draft, shape, split, options))
    draft.ledger.say(remarks(draft, shape, split, options))
    draft.ledger.say(split_remarks(draft, split, asked=options.split is not None))
    codes = {} if shape.own else _member_codes(draft, shape, register, split)
    if shape.own and shape.kind != "sets":
        told_apart(draft, shape, split)
    if shape.kind == "wide":
        links = apart(marked(draft, shape, options), split.get(shape.member, ""))
    else:
        links = named(draft, shape, split)
    links = keyed(links, codes, own=shape.own)
    draft.ledger.say(faults(draft, shape, split, codes, options))
    # A row that is refused is no reason to leave out the next one.
    links = links.where(draft.ledger.kept[links.rows])
    once = merged(draft, shape, links, codes, split, strict=options.strict)
    # Of a membership that is listed twice, both roles are kept.
    links = links.where(draft.ledger.kept[links.rows])
    return _closed(draft, shape, once, codes, split, attributes=attributes_of(draft, shape, links, codes, split))


def _with_broken_names(draft: Draft, shape: Shape, split: Mapping[int, str], options: ReadingOptions) -> Iterator[int]:
    """Yield the columns in whose cells a line break belongs to a name, or to another text."""
    for place, column in enumerate(draft.columns):
        if split.get(place) != "\n" and any("\n" in cell for cell in column.distinct):
            doubted = place in doubtful_columns(shape, split, options)
            lists = detect_lists(column.distinct) if doubted else None
            if lists is None or lists.separator != "\n" or lists.verdict == "whole":
                yield place


def _closed(
    draft: Draft,
    shape: Shape,
    links: Links,
    codes: Mapping[str, str],
    split: Mapping[int, str],
    *,
    attributes: tuple[Attribute, ...],
) -> ParsedList:
    """Return the list without the refused rows."""
    lines_of = draft.grid.lines
    kept = draft.ledger.kept
    # Names of the rows that are kept; those without a membership, too.
    every = Draft(draft.grid, draft.header, [column.at(kept) for column in draft.columns], draft.ledger, draft.refused)
    places = shape.members or (shape.member,)
    names = single_names(every, places, split)
    known = names if shape.own else [code for name in names if (code := codes.get(name, ""))]
    members = dict.fromkeys(known)
    if shape.kind == "wide":
        networks = [draft.header[place] for place in shape.networks]
    else:
        networks = single_names(every, shape.networks, split)
    reading = close(draft, shape="long" if shape.kind == "sets" else shape.kind)
    links = links.where(kept[links.rows])
    whole = len(links.rows) == len(lines_of) and bool((links.rows == np.arange(len(links.rows))).all())
    lines = lines_of if whole else [lines_of[row] for row in links.rows.tolist()]
    bases = _bases(draft, links.rows)
    return ParsedList(reading, shape, tuple(dict.fromkeys(networks)), tuple(members), links, lines, bases, attributes)


def _bases(draft: Draft, rows: NDArray[np.intp]) -> Column:
    if "basis" not in draft.header:
        return constant(LISTED, len(rows))
    column = draft.columns[draft.header.index("basis")]
    return column.replaced({cell: LISTED for cell in column.distinct if is_confirmed(cell)}).at(rows)


def _shorten_names(draft: Draft, shape: Shape) -> None:
    """Name networks as a survey's answers, where each column repeats the question before it."""
    heads = [draft.header[place] for place in shape.networks]
    short = list(map(short_name, heads))
    questions = {head.removesuffix("]").removesuffix(name) for head, name in zip(heads, short, strict=True)}
    if len(heads) < 2 or len(questions) > 1 or len(set(short)) < len(short) or short == heads:
        return
    for place, name in zip(shape.networks, short, strict=True):
        draft.header[place] = name
    (question,) = questions
    line = draft.grid.first_line or None
    draft.ledger.say(
        [Problem(draft.grid.file, line, None, "", question.rstrip("[: "), "question-left-out", few(short), "info")]
    )


def _member_codes(draft: Draft, shape: Shape, register: Register, split: Mapping[int, str]) -> dict[str, str]:
    """Match the municipalities; return the code of each name, or "" where there is none."""
    look_up_limited = limited_look_up(register)
    codes: dict[str, str] = {}

    def judge_name(value: str) -> Outcome | None:
        outcome = look_up_limited(value)
        codes[value] = "" if outcome.severity == "error" else outcome.value
        if outcome.severity != "error":
            codes[outcome.value] = outcome.value
        # In a list, a name is as good as a code.
        return None if outcome.rule == "named" or (not outcome.rule and outcome.value == value) else outcome

    def judge(sign: str, value: str) -> Sequence[Outcome]:
        parts = parts_of(value, sign)
        if parts == [value]:
            return tuple(filter(None, (judge_name(value),)))
        outcomes = [outcome for part in parts if (outcome := judge_name(part))]
        worst = [outcome for outcome in outcomes if outcome.severity == "error"]
        worst = worst or [outcome for outcome in outcomes if outcome.rule == "ended"]
        return tuple(Outcome(value, outcome.rule, outcome.severity, outcome.expected) for outcome in worst[:1])

    for place in dict.fromkeys((*(shape.members or (shape.member,)), shape.code)):
        if place is not None:
            sign = split.get(place, "")
            draft.apply(place, draft.header[place], lambda value, sign=sign: judge(sign, value))  # type: ignore[misc]
    return codes
