from __future__ import annotations

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from kuntaverkostot.dataset.frames import TEXT, frame_of
from kuntaverkostot.dataset.schema import Field, TableSchema
from kuntaverkostot.tables.columns import coded
from kuntaverkostot.tables.grid import Table

FIELDS = (
    Field("ring", "integer"),
    Field("name", "string"),
    Field("x", "number"),
    Field("open", "boolean", true_values=("yes",)),
)
SCHEMA = TableSchema("rings", "rings.csv", FIELDS, ("ring", "name"), (), optional=False)
ROWS = st.tuples(
    st.sampled_from(["1", "01", "10", "9", "-2"]),
    st.sampled_from(["a", "B", "ä", ""]),
    st.sampled_from(["", "0.5", "2"]),
    st.sampled_from(["yes", "no"]),
)


@given(st.lists(ROWS, unique_by=lambda row: (int(row[0]), row[1])))
def test_a_frame_is_what_pandas_makes_of_the_cells_and_sorts(rows):
    names = [field.name for field in FIELDS]
    cells = {name: [row[place] for row in rows] for place, name in enumerate(names)}
    table = Table({name: coded(column) for name, column in cells.items()}, range(2, len(rows) + 2))
    expected = pd.DataFrame(cells, columns=names, dtype=TEXT)
    expected["ring"] = expected["ring"].astype("int64")
    expected["x"] = pd.to_numeric(expected["x"].replace("", None)).astype("float64")
    expected["open"] = expected["open"] == "yes"
    expected = expected.sort_values(["ring", "name"], ignore_index=True)
    pd.testing.assert_frame_equal(frame_of(SCHEMA, table), expected)


def test_texts_that_were_put_in_order_before_give_the_same_frame():
    schema = TableSchema("towns", "", (Field("town", "string"), Field("x", "string")), ("town",), (), optional=False)
    table = Table({"town": coded(["b", "a", "c"]), "x": coded(["1", "2", "3"])}, [2, 3, 4])
    ranked = {}
    first = frame_of(schema, table, ranked=ranked)
    assert {texts: places.tolist() for texts, places in ranked.items()} == {("b", "a", "c"): [1, 0, 2]}
    pd.testing.assert_frame_equal(frame_of(schema, table, ranked=ranked), first)
    assert first["town"].tolist() == ["a", "b", "c"]
    assert first["x"].tolist() == ["2", "1", "3"]
