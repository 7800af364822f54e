"""What the values of a column can be: marks, names, municipalities, numbers of the rows, figures or dates."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import compress

from kuntaverkostot.dataset.list_cells import detect_lists, named_lists
from kuntaverkostot.dataset.list_words import KNOWN, UNNAMED
from kuntaverkostot.dataset.marks import is_mark, is_no, is_yes
from kuntaverkostot.dataset.matching import look_up
from kuntaverkostot.dataset.reading import Draft
from kuntaverkostot.dataset.register import Register, fold
from kuntaverkostot.tables.columns import Column

NUMBER = re.compile("0|[1-9][0-9]{0,8}")
FIGURE = re.compile(r"[0-9]{1,9}(?:[.,][0-9]+)?")
DATE = re.compile(
    r"(?:1[0-9]|20|21)[0-9]{2}(?:-[01]?[0-9](?:-[0-3]?[0-9])?)?(?:[ T][0-9:.]+)?"
    r"|[0-3]?[0-9]\.[01]?[0-9]\.(?:[0-9]{2}){1,2}|[0-3]?[0-9]/[0-3]?[0-9]/(?:[0-9]{2}){1,2}"
    r"|[0-3]?[0-9]\.? [^\W\d_]{3,12}\.? [0-9]{4}"
)
# A letter after a date refers to a note.
NOTED = re.compile(r"\s*(?:[a-z]|\([a-z0-9]\)|\[[a-z0-9]\]|[*†¹²³])$")
YEAR = re.compile(r"(?:1[0-9]|20|21)[0-9]{2}(?:[.,]0+)?")
DASHES = {"", "-", "–", "—", "−"}
# Share of values that must be of a kind when the header does not name the column.
MOSTLY = 0.5
NEARLY_ALL = 0.9
MOST_TRIED = 500
FEWEST_NUMBERS = 3
# Members have no mark somewhere: at least in this share of the cells.
LEAST_EMPTY = 0.1
# A weight or a count; a figure of another kind is larger.
LARGEST_WEIGHT = 1000
# Of roles such as chair and observer, over all columns.
MOST_ROLES = 8
SUFFIX = re.compile(r"(.*\S)\s*(?:\[(.+)\]|: +(.+))", flags=re.DOTALL)


def index_columns(draft: Draft, register: Register) -> tuple[int, ...]:
    """Return the leading columns that hold only row numbers."""
    positions: list[int] = []
    for position, (name, column) in enumerate(zip(draft.header, draft.columns, strict=True)):
        if not _numbers_rows(fold(name), column, register):
            break
        positions.append(position)
    return tuple(positions)


def _numbers_rows(head: str, column: Column, register: Register) -> bool:
    if head in KNOWN or not len(column) or len(column.distinct) < len(column):
        return False
    if not all(map(NUMBER.fullmatch, column.distinct)):
        return False
    numbers = list(map(int, column.distinct))
    if numbers[0] in {0, 1} and numbers == list(range(numbers[0], numbers[0] + len(numbers))):
        return True
    # Without a name, the numbers may also be out of order, as after a sort; municipality codes are excluded.
    return head in UNNAMED and not mostly_municipalities(column, register)


def runs_on(column: Column) -> bool:
    """Return whether a column holds three or more whole numbers, each one more than the last, as records have.

    >>> from kuntaverkostot.tables.columns import coded
    >>> runs_on(coded(["70", "71", "72"])), runs_on(coded(["049", "050", "051"]))
    (True, False)
    """
    cells = column.distinct
    if len(cells) < FEWEST_NUMBERS or not all(map(NUMBER.fullmatch, cells)):
        return False
    first = int(cells[0])
    return list(map(int, cells)) == list(range(first, first + len(cells)))


def holds_names(column: Column) -> bool:
    """Return whether a column holds names: it has values, none of them marks, and not only figures or dates.

    A dash may stand where there is no name.
    """
    filled = [cell for cell in column.distinct if cell not in DASHES]
    return bool(filled) and not any(map(is_mark, filled)) and not all(map(_is_figure, filled))


def holds_text(column: Column) -> bool:
    """Return whether a column may hold names, although a few of them look like marks or figures."""
    filled = [cell for cell in column.distinct if cell]
    return 2 * sum(not is_mark(cell) and not _is_figure(cell) for cell in filled) > len(filled)


def _is_figure(cell: str) -> bool:
    return not any(letter.isalpha() for letter in cell) or DATE.fullmatch(cell) is not None


def mostly_marks(column: Column) -> bool:
    """Return whether at least half of the filled cells are marks."""
    marks = [is_mark(cell) for cell in column.distinct]
    if not any(map(is_yes, column.distinct)) and not all(map(is_no, column.distinct)):
        return False
    if not any(marks):
        return False
    counts = column.counts()
    filled = sum(count for cell, count in zip(column.distinct, counts, strict=True) if cell)
    return sum(compress(counts, marks)) >= MOSTLY * filled


def marked_by_name(head: str, column: Column) -> bool:
    """Return whether the only value of a column is its own name, or the end of it in brackets."""
    marked = {fold(cell) for cell in column.distinct if not is_no(cell)}
    names = {fold(head), fold(short_name(head))}
    return len(marked) == 1 and marked <= names


def short_name(head: str) -> str:
    """Return what stands in brackets or after a colon at the end of a question of a survey.

    >>> short_name("Which networks? [Chess]"), short_name("Networks: Go"), short_name("Chess")
    ('Chess', 'Go', 'Chess')
    """
    match = SUFFIX.fullmatch(head)
    return (match[2] or match[3]) if match else head


def mostly_municipalities(column: Column, register: Register) -> bool:
    """Return whether most distinct values of a column are municipalities rather than marks such as 5."""
    return municipal_share(column, register) > MOSTLY and not mostly_marks(column)


def municipal_share(column: Column, register: Register, *, near: bool = False) -> float:
    """Return the share of distinct values that are municipalities, or lists of these; near misses count if asked."""
    different = sorted(filter(None, column.distinct))[:MOST_TRIED]
    counted = {"several", "suggestion"} if near else {"several"}
    outcomes = [look_up(register, value, suggest=near) for value in different]
    # Of many names of other things, a few are near misses of anything.
    matched = sum(outcome.severity != "error" or outcome.rule in counted for outcome in outcomes)
    if matched <= MOSTLY * len(different) and (separator := municipal_lists(different, register)):
        parts = {part.strip() for cell in different for part in cell.split(separator)}
        known = sum(look_up(register, part, suggest=False).severity != "error" for part in parts if part)
        return known / len(parts)
    return matched / len(different) if different else 0.0


def municipal_lists(cells: Sequence[str], register: Register) -> str:
    """Return what separates the municipalities in cells that hold several of them, or ""."""

    def is_one(cell: str) -> bool:
        return look_up(register, cell, suggest=False).severity != "error"

    return named_lists([cell for cell in cells if cell][:MOST_TRIED], is_one)


def municipality_codes(column: Column, register: Register) -> list[str]:
    """Return the municipality code in each row; other values stay as they are."""
    return column.replaced(
        {cell: look_up(register, cell, suggest=False).value for cell in column.distinct if cell}
    ).cells()


def valued_columns(draft: Draft, places: Sequence[int]) -> tuple[str, tuple[int, ...]]:
    """Return the columns in which other values than marks say who is a member, and what the values are.

    Parameters
    ----------
    draft : Draft
        A table without columns of marks.
    places : sequence of int
        The columns that may be networks.

    Returns
    -------
    kind : {"", "dates", "weights", "roles"}
        "" when the values are something else.
    columns : tuple of int
        Those that hold such values, and those without any value.
    """
    for kind, fits in (("dates", _all_dates), ("weights", _all_weights), ("roles", _all_roles)):
        chosen = [place for place in places if fits(draft.columns[place])]
        columns = [draft.columns[place] for place in chosen]
        named = [draft.header[place] for place in chosen if not YEAR.fullmatch(draft.header[place])]
        if len(chosen) < 2 or len(named) < len(chosen) or not _has_gaps(columns):
            continue
        if kind == "roles" and len(_values(columns)) > min(MOST_ROLES, len(columns[0])):
            continue
        return kind, tuple(
            place for place in places if place in chosen or not any(filter(None, draft.columns[place].distinct))
        )
    return "", ()


def _values(columns: Sequence[Column]) -> set[str]:
    return {fold(cell) for column in columns for cell in column.distinct if not is_no(cell)}


def _has_gaps(columns: Sequence[Column]) -> bool:
    cells = sum(map(len, columns))
    empty = sum(
        count for column in columns for cell, count in zip(column.distinct, column.counts(), strict=True) if is_no(cell)
    )
    return empty >= LEAST_EMPTY * cells


def _marked(column: Column) -> list[str]:
    return [cell for cell in column.distinct if not is_no(cell)]


def _all_dates(column: Column) -> bool:
    marked = _marked(column)
    bare = [NOTED.sub("", cell) for cell in marked]
    return bool(bare) and (all(map(DATE.fullmatch, bare)) or all(map(YEAR.fullmatch, bare)))


def _all_weights(column: Column) -> bool:
    marked = _marked(column)
    return bool(marked) and all(
        FIGURE.fullmatch(cell) and float(cell.replace(",", ".")) <= LARGEST_WEIGHT for cell in marked
    )


def _all_roles(column: Column) -> bool:
    marked = _marked(column)
    if not marked or not all(len(cell) <= 40 and any(letter.isalpha() for letter in cell) for cell in marked):
        return False
    # Cells that hold several names of something are no roles.
    lists = detect_lists(marked)
    return lists is None or lists.verdict == "whole"
