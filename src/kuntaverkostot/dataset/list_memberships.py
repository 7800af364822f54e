"""The memberships of a list: what its marks or names say, each once."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import numpy as np

from kuntaverkostot.dataset.cell_parts import parts_of
from kuntaverkostot.dataset.list_shape import Shape
from kuntaverkostot.dataset.list_split import Links, links_of, single_names
from kuntaverkostot.dataset.marks import is_mark, is_no, marker
from kuntaverkostot.dataset.reading import Draft
from kuntaverkostot.dataset.reading_options import ReadingOptions
from kuntaverkostot.dataset.register import fold
from kuntaverkostot.tables.columns import coded
from kuntaverkostot.tables.keys import repeated
from kuntaverkostot.tables.problem import Problem
from kuntaverkostot.tables.table_files import few
from kuntaverkostot.text.cells import Outcome


def marked(draft: Draft, shape: Shape, options: ReadingOptions) -> Links:
    """Return the pairs that a wide list marks."""
    says_yes = marker(options.marks)

    def judge(value: str) -> Sequence[Outcome]:
        if says_yes(value) is not None:
            return ()
        return (Outcome(value, "mark", "error", "x, 1, kyllä, ja, yes"),)

    other, ignored = set[str](), set[str]()
    rows = []
    for place in shape.networks:
        draft.apply(place, draft.header[place], judge)
        column = draft.columns[place]
        marks = {cell for cell in column.distinct if cell and says_yes(cell)}
        other |= {cell for cell in marks if not is_mark(cell) and fold(cell) != fold(draft.header[place])}
        ignored |= {cell for cell in column.distinct if cell not in marks and not is_no(cell)}
        rows.append(np.flatnonzero(column.which(marks)))
    if other and not shape.values and options.marks is None:
        draft.ledger.say([_remark(draft, "marks-other", other)])
    if ignored and options.marks is not None:
        draft.ledger.say([_remark(draft, "marks-not", ignored)])
    counts = [len(of_network) for of_network in rows]
    every = np.concatenate(rows)
    names = coded(draft.header[place] for place in shape.networks).at(np.repeat(np.arange(len(rows)), counts))
    return Links(names, draft.columns[shape.member].at(every), every)


def _remark(draft: Draft, rule: str, values: Collection[str]) -> Problem:
    return Problem(draft.grid.file, None, None, "", few(sorted(values)), rule, severity="warning")


def named(draft: Draft, shape: Shape, split: Mapping[int, str]) -> Links:
    """Return the pairs that a long list, or one of sets, names; spellings of a network are merged."""
    first: dict[str, str] = {}
    for name in single_names(draft, shape.networks, split):
        first.setdefault(fold(name), name)
    for place in shape.networks:
        sign = split.get(place, "")

        def judge(value: str, sign: str = sign) -> Sequence[Outcome]:
            parts = parts_of(value, sign)
            if parts == [value]:
                same = first[fold(value)]
                return () if same == value else (Outcome(same, "spelling"),)
            if all(first[fold(part)] == part for part in parts):
                return ()
            merged = [first[fold(part)] for part in parts]
            text = str(merged) if sign == "[]" else sign.join(merged)
            return (Outcome(text, "spelling"),)

        draft.apply(place, draft.header[place], judge)
    return links_of(draft, shape, split)


def keyed(links: Links, codes: Mapping[str, str], *, own: bool) -> Links:
    """Return the pairs with codes of municipalities in place of their names, without those that lack a name."""
    members = (
        links.members if own else links.members.replaced({name: codes.get(name, "") for name in links.members.distinct})
    )
    return Links(links.networks, members, links.rows).where(~members.which({""}) & ~links.networks.which({""}))


def merged(
    draft: Draft, shape: Shape, links: Links, codes: Mapping[str, str], split: Mapping[int, str], *, strict: bool
) -> Links:
    """Merge what is listed twice, with a warning for each row; if strict, refuse the second row."""
    again = list(repeated([links.networks, links.members]))
    if shape.kind == "wide" or (shape.member not in split and set(shape.networks) & split.keys()):
        names = draft.columns[shape.member]
        keys = names if shape.own else names.replaced({name: codes.get(name, "") for name in names.distinct})
        twice = {row: (first, keys[row]) for row, first in repeated([keys])}
    else:
        twice = {
            int(links.rows[second]): (int(links.rows[first]), f"{links.networks[second]} + {links.members[second]}")
            for second, first in again
        }
    lines, rule, severity = draft.grid.lines, *(("unique", "error") if strict else ("merged-rows", "warning"))
    draft.ledger.say(
        Problem(
            draft.grid.file,
            lines[row],
            shape.member + 1,
            draft.header[shape.member],
            what,
            rule,
            str(lines[first]),
            severity,
        )
        for row, (first, what) in twice.items()
    )
    kept = np.ones(len(links.rows), dtype=bool)
    kept[[second for second, _ in again]] = False
    return links.where(kept)
