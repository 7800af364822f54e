"""Detection of the shape of a list: what the caller says, then column names, then values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from kuntaverkostot.dataset.list_columns import (
    holds_names,
    holds_text,
    index_columns,
    marked_by_name,
    mostly_marks,
    valued_columns,
)
from kuntaverkostot.dataset.list_members import ListTable, both_municipal, language_of, members_of
from kuntaverkostot.dataset.list_pairs import member_and_network
from kuntaverkostot.dataset.list_sets import detect_sets
from kuntaverkostot.dataset.list_shape import UNKNOWN, Doubt, Shape, column_named, columns_in_words, no_such_column
from kuntaverkostot.dataset.list_words import MEMBERS, NETWORK, is_about, member_score, network_score, words_of
from kuntaverkostot.dataset.marks import all_marks, is_no
from kuntaverkostot.dataset.reading import Draft
from kuntaverkostot.dataset.reading_options import DETECTED, ReadingOptions
from kuntaverkostot.dataset.register import Register, fold
from kuntaverkostot.tables.table_files import few


def detect_shape(draft: Draft, register: Register, options: ReadingOptions = DETECTED) -> Shape | Doubt:
    """Return the shape of a list, or why it has none.

    Parameters
    ----------
    draft : Draft
        The table; it is not changed.
    register : Register
        The municipalities.
    options : ReadingOptions
        What the caller decides.

    Returns
    -------
    Shape or Doubt
        The caller's columns decide, then column names, or else the values. A column named as networks is one of marks
        if it holds only marks and other columns hold marks, too.
    """
    for name in filter(None, (options.member, *options.networks)):
        if column_named(draft, name) is None:
            return no_such_column(draft, name)
    index = index_columns(draft, register)
    shape = _detect(ListTable(draft, register, options, index))
    if not index or isinstance(shape, Shape):
        return shape
    # When nothing else names the members, the row numbers do.
    without = _detect(ListTable(draft, register, options, ()))
    return shape if isinstance(without, Doubt) else without


def _detect(table: ListTable) -> Shape | Doubt:
    draft, options = table.draft, table.options
    sets = detect_sets(draft, table.register, options, table.places())
    if sets is not None:
        return replace(sets, index=table.index) if isinstance(sets, Shape) else sets
    if both := both_municipal(table):
        return Doubt("columns-unclear", columns_in_words(draft, both))
    member, code, own, assumed, language = members_of(table)
    base = Shape("wide", -1 if member is None else member, code, (), own, language, table.index, assumed)
    networks = [place for name in options.networks if (place := column_named(draft, name)) is not None]
    if len(networks) > 1 or (networks and options.marks is not None):
        place = member if member is not None and member not in networks else _first_names(table, networks)
        return (
            Shape("wide", place, code, tuple(networks), own or member is None, language, table.index, assumed)
            if place is not None
            else UNKNOWN
        )
    if networks:
        place = member if member not in networks else None
        shape = member_and_network(draft, table.places(*networks), member=place, network=networks[0])
        return _long(table, shape, replace(base, own=own or member is None))
    named = next((place for place, head in enumerate(table.heads) if head in NETWORK and place != member), None)
    wide = _wide(table, base, named)
    if wide is not None:
        return _two_mode(draft, wide)
    shape = member_and_network(draft, table.places(code), member=member, network=named)
    return _long(table, shape, replace(base, own=own or member is None))


def _two_mode(draft: Draft, wide: Shape) -> Shape | Doubt:
    """Return the shape, or a doubt where rows and columns have the same names, as in a table of who meets whom."""
    rows = {fold(cell) for cell in draft.columns[wide.member].distinct if cell}
    columns = {fold(draft.header[place]) for place in wide.networks}
    both = rows & columns
    # Networks may have the names of some members, such as towns.
    if len(both) > 1 and 2 * len(both) > max(len(rows), len(columns)):
        return Doubt("one-mode-marks", few(sorted(both)))
    return wide


def _wide(table: ListTable, base: Shape, named: int | None) -> Shape | None:
    """Return the shape of a list with columns of marks, or None; the base has no member yet where none is known."""
    draft = table.draft
    if base.member < 0:
        member = _first_names(table, [])
        if member is None:
            return None
        index = tuple(place for place in base.index if place != member)
        base = replace(base, member=member, own=True, assumed=(member,), index=index)
    others = table.places(base.member, base.code)
    # A role such as member, or a year, is about a membership.
    about = {place for place in others if is_about(draft.header[place])}
    marked = [place for place in others if place not in about and mostly_marks(draft.columns[place])]
    by_name = [place for place in others if marked_by_name(draft.header[place], draft.columns[place])]
    if not marked and len(by_name) > 1:
        marked = by_name
    elif marked:
        marked = sorted({*marked, *by_name})
    if named is not None and not (all_marks(draft.columns[named].distinct) and any(place != named for place in marked)):
        return None
    values = ""
    if not marked and named is None and table.options.marks is None:
        values, valued = valued_columns(draft, [place for place in others if place not in about])
        ids = [place for place in (base.member, *others) if words_of(draft.header[place])[-1:] == ["id"]]
        # Two columns of ids are a membership, and figures beside them are about it.
        marked = [] if len(ids) > 1 else list(valued)
    elif not marked and table.options.marks is not None:
        marked = [place for place in others if place not in about]
    if not marked or _is_rather_long(table, base, marked, others):
        return None
    return replace(base, networks=tuple(_beside(table, others, {*marked}, about)), values=values)


def _beside(table: ListTable, others: Sequence[int], marked: set[int], about: set[int]) -> Iterator[int]:
    """Yield the columns of marks, and empty ones beside them: these are networks without members."""
    for is_network, run in groupby(
        others, lambda place: place in marked or (table.is_empty(place) and place not in about)
    ):
        places = list(run)
        if is_network and not marked.isdisjoint(places):
            yield from places


def _is_rather_long(table: ListTable, base: Shape, marked: Sequence[int], others: Sequence[int]) -> bool:
    """Return whether a sole column of marks is more likely about memberships that other columns name."""
    if len(marked) != 1 or base.member not in base.assumed or not base.own:
        return False
    draft, (place,) = table.draft, marked
    names = [other for other in others if other != place and holds_names(draft.columns[other])]
    if len(names) > 1:
        return True
    # A column called member, in which nobody is none, beside one of groups.
    denies = any(cell and is_no(cell) for cell in draft.columns[place].distinct)
    is_role = not denies and not MEMBERS.isdisjoint(words_of(draft.header[place]))
    return is_role and any(network_score(draft.header[other]) for other in names)


def _first_names(table: ListTable, without: Sequence[int]) -> int | None:
    """Return the first column of names; each member has a row of its own in most lists with marks."""
    draft = table.draft
    texts = [
        place
        for place in table.places(*without)
        if holds_text(draft.columns[place]) and not marked_by_name(draft.header[place], draft.columns[place])
    ]
    best = [place for place in texts if not is_about(draft.header[place])]
    distinct = [place for place in best if _is_unique(draft, place)]
    scores = {place: member_score(draft.header[place]) for place in best}
    likely = sorted(filter(scores.__getitem__, best), key=lambda place: -scores[place])
    # Those who answer a survey are numbered; two columns of numbers are a membership.
    ids = [place for place, head in enumerate(draft.header) if words_of(head)[-1:] == ["id"]]
    numbered = [place for place in ids if len(ids) == 1 and place not in without and _is_unique(draft, place)]
    return next(iter([*distinct, *likely, *numbered, *best]), None)


def _is_unique(draft: Draft, place: int) -> bool:
    column = draft.columns[place]
    return len(column.distinct) == len(column) and "" not in column.distinct


def _long(table: ListTable, shape: Shape | Doubt, base: Shape) -> Shape | Doubt:
    """Return the shape of a long list with what is known of its members."""
    if isinstance(shape, Doubt):
        return shape
    own = base.own or (shape.member != base.code and bool(base.assumed) and shape.member not in base.assumed)
    return replace(
        shape,
        code=base.code if base.code != shape.member else None,
        own=own,
        language=base.language or language_of(table.heads, shape.member),
        index=table.index,
        assumed=tuple(dict.fromkeys((*base.assumed, *shape.assumed))),
    )
