from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from kuntaverkostot.tables.columns import coded, constant, differing

CELLS = st.lists(st.sampled_from(["", "a", "A", "b", "ä"]), max_size=8)
OTHERS = st.dictionaries(st.sampled_from(["a", "A", "b"]), st.sampled_from(["", "a", "c"]))


def _sound(column, cells):
    """Assert that a column holds such cells, each different one once, in the order of the table."""
    assert list(column) == column.cells() == [column[row] for row in range(len(column))] == cells
    assert list(column.distinct) == list(dict.fromkeys(cells))


@given(cells=CELLS, others=OTHERS, data=st.data())
def test_a_column_does_what_is_done_to_each_of_its_cells(cells, others, data):
    column = coded(cells)
    _sound(column, cells)
    assert column.counts() == [cells.count(value) for value in column.distinct]
    assert column.rows(others) == [row for row, cell in enumerate(cells) if cell in others]
    _sound(column.replaced(others), [others.get(cell, cell) for cell in cells])
    kept = data.draw(st.lists(st.booleans(), min_size=len(cells), max_size=len(cells)))
    _sound(column.at(np.array(kept, dtype=bool)), [cell for cell, keep in zip(cells, kept, strict=True) if keep])
    if cells:
        rows = data.draw(st.lists(st.integers(0, len(cells) - 1)))
        _sound(column.at(np.array(rows, dtype=np.intp)), [cells[row] for row in rows])


@given(st.lists(st.tuples(st.sampled_from(["", "a", "b"]), st.sampled_from(["", "a", "c"]))))
def test_columns_differ_where_both_say_something_else(pairs):
    ours, others = coded(one for one, _ in pairs), coded(other for _, other in pairs)
    assert differing(ours, others) == [row for row, (one, other) in enumerate(pairs) if one and other and one != other]


def test_a_constant_column_has_one_different_cell_or_none():
    _sound(constant("listed", 3), ["listed"] * 3)
    _sound(constant("listed", 0), [])
