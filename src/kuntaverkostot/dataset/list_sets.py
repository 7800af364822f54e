"""Lists with a row for each network and its members in the cells to the right, or the other way round."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from kuntaverkostot.dataset.list_columns import mostly_marks, municipal_share
from kuntaverkostot.dataset.list_shape import Doubt, Shape, column_named
from kuntaverkostot.dataset.list_words import KNOWN, member_score, network_score, stem
from kuntaverkostot.dataset.marks import is_mark, is_no, is_yes
from kuntaverkostot.dataset.reading_options import ReadingOptions
from kuntaverkostot.dataset.register import Register, fold
from kuntaverkostot.tables.columns import coded

if TYPE_CHECKING:
    from kuntaverkostot.dataset.reading import Draft

# Tables of gene sets: name, description, members. No header.
GENE_SETS = ".gmt"
MOSTLY = 0.5


def detect_sets(
    draft: Draft, register: Register, options: ReadingOptions, places: Sequence[int]
) -> Shape | Doubt | None:
    """Return the shape of a list of sets, why it is unclear, or None when it is none.

    Parameters
    ----------
    draft : Draft
        The table.
    register : Register
        The municipalities.
    options : ReadingOptions
        What the caller decides.
    places : sequence of int
        Its columns that are neither row numbers nor empty.

    Returns
    -------
    Shape or Doubt or None
        Columns are cells of one set if their names differ in a number only, or are missing.
    """
    if len(options.networks) > 1 or options.marks is not None:
        return None
    right = _numbered(draft, places)
    if len(right) < 2 or right[0] == places[0]:
        return None
    if not _has_choice(options) and not _may_be_sets(draft, places, right):
        return None
    asked = options.member or next(iter(options.networks), None)
    key = places[0] if asked is None else column_named(draft, asked)
    if key is None or key in right:
        key = places[0]
    no_header = not any(draft.header[place] for place in [key, *right])
    if no_header and _is_description(draft, right):
        right = right[1:]
    holds = _of_whom(draft, register, options, key, right, no_header=no_header)
    if holds is None:
        cells = {cell for place in right for cell in draft.columns[place].distinct if cell}
        counts = f"{len(draft.columns[key].distinct)} / {len(cells)}"
        return Doubt("sets-unclear", draft.header[key] or str(key + 1), counts)
    assumed = (key,) if no_header else ()
    columns, municipal = ((key,), right) if holds == "networks" else (tuple(right), [key])
    own = _municipal(draft, register, municipal) <= MOSTLY
    if holds == "networks":
        return Shape("sets", right[0], None, columns, own, "", assumed=assumed, members=tuple(right))
    return Shape("sets", key, None, columns, own, "", assumed=assumed, members=(key,))


def _may_be_sets(draft: Draft, places: Sequence[int], right: Sequence[int]) -> bool:
    """Return whether the names of the columns, or their lack, allow for sets, and no other column has marks."""
    if any(mostly_marks(draft.columns[place]) for place in places if place not in right and place != places[0]):
        return False
    name = stem(draft.header[right[0]])
    return not draft.header[right[1]] or fold(name) in KNOWN or max(member_score(name), network_score(name)) > 0


def _has_choice(options: ReadingOptions) -> bool:
    return options.member is not None or bool(options.networks)


def _numbered(draft: Draft, places: Sequence[int]) -> list[int]:
    """Return the columns of names that differ in a number only or have no name; the largest such group."""
    groups: dict[str, list[int]] = {}
    # Without a name, a column belongs to the one before it.
    before = ""
    for place in places:
        head = draft.header[place]
        name = stem(head) if head else before
        before = name
        cells = draft.columns[place].distinct
        # A description of gene sets is often "na".
        unmarked = any(cell and not is_mark(cell) for cell in cells) or not any(map(is_yes, cells))
        if unmarked if not any(draft.header) else any(cell and not is_mark(cell) for cell in cells):
            groups.setdefault(name, []).append(place)
    largest = max(groups.values(), key=len, default=[])
    if len(largest) < 2:
        return largest
    if not any(draft.header[place] for place in largest):
        # No header at all: the first column names the set.
        return largest[1:] if largest and largest[0] == places[0] else largest
    cells = [cell for place in largest for cell in draft.columns[place].distinct if cell]
    # Columns such as 2019 and 2020, or point 1 and point 2, hold figures.
    letters = sum(any(letter.isalpha() for letter in cell) for cell in cells)
    return largest if 2 * letters > len(cells) else []


def _is_description(draft: Draft, right: Sequence[int]) -> bool:
    """Return whether the first of the columns describes the sets: its values stand nowhere else, or are addresses."""
    if len(right) < 2:
        return False
    first = {fold(cell) for cell in draft.columns[right[0]].distinct}
    if draft.grid.file.casefold().endswith(GENE_SETS) or all(map(is_no, first)):
        return True
    return all(is_no(cell) or cell.startswith(("http://", "https://")) for cell in first)


def _of_whom(
    draft: Draft, register: Register, options: ReadingOptions, key: int, right: Sequence[int], *, no_header: bool
) -> str | None:
    """Return whether the first column holds "networks" or "members", or None when that is unclear."""
    if _has_choice(options):
        asked = options.member is not None and column_named(draft, options.member) == key
        return "members" if asked else "networks"
    head, name = draft.header[key], stem(draft.header[right[0]])
    score = network_score(head) + member_score(name) - member_score(head) - network_score(name)
    if score:
        return "networks" if score > 0 else "members"
    of_key, of_right = _municipal(draft, register, [key]), _municipal(draft, register, right)
    if max(of_key, of_right) > MOSTLY and of_key != of_right:
        return "members" if of_key > of_right else "networks"
    if no_header and draft.grid.file.casefold().endswith(GENE_SETS):
        return "networks"
    return None


def _municipal(draft: Draft, register: Register, places: Sequence[int]) -> float:
    cells = [cell for place in places for cell in draft.columns[place].distinct if cell]
    return municipal_share(coded(cells), register)


def cells_recur(rows: Sequence[Sequence[str]]) -> bool:
    """Return whether a name stands in the cells to the right of several rows, as members of several sets do.

    >>> cells_recur([["A", "x", "y"], ["B", "y"]]), cells_recur([["Espoo", "Terveys", "Uusimaa"], ["Salo", "Kasvu"]])
    (True, False)
    """
    counts = Counter(cell for row in rows for cell in {fold(cell) for cell in row[1:] if cell})
    return max(counts.values(), default=0) > 1
