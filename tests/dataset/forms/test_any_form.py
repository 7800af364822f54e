"""A law: a relation written in any form is read as the same relation, or refused; never as another one."""

from __future__ import annotations

import os
import re

from hypothesis import given, settings
from hypothesis import strategies as st

import kuntaverkostot as kv
from tests.dataset.forms import writing
from tests.relation import relation

MEMBERS = [
    "Ann",
    "Bo",
    "Åsa",
    "Doe John",
    "Smith, John",
    "John",
    "D-1",
    "AC/DC",
    "R&D",
    "Total",
    "Huom",
    "Peru",
    "P.S.",
]
NETWORKS = ["Chess", "Go", "E1", "E2", "E10", "Terveys, Uusimaa", "Uusimaa", "A", "B", "Tuki (2020)", "R&D", "Kasvu"]
ROWS = [writing.long_rows, writing.marked, writing.valued, writing.listed, writing.beside]
# make test takes the same few examples each time; KUNTAVERKOSTOT_EXAMPLES=20000 looks for others.
EXAMPLES = int(os.environ.get("KUNTAVERKOSTOT_EXAMPLES", "150"))


@st.composite
def _files(draw: st.DrawFn) -> tuple[str, bytes, set[tuple[str, str]]]:
    members = draw(st.lists(st.sampled_from(MEMBERS), min_size=1, max_size=6, unique=True))
    networks = draw(st.lists(st.sampled_from(NETWORKS), min_size=1, max_size=5, unique=True))
    pairs = draw(st.lists(st.tuples(st.sampled_from(members), st.sampled_from(networks)), min_size=1, unique=True))
    form = draw(st.sampled_from(["rows", "rows", "rows", "graph", "json", "gmt", "parquet"]))
    if form in {"rows", "parquet"}:
        rows = draw(st.sampled_from(ROWS))(draw, pairs)
        content: str | bytes = writing.as_parquet(rows) if form == "parquet" else writing.as_csv(draw, rows)
    else:
        content = {"graph": writing.as_graph, "json": writing.as_json, "gmt": writing.as_gene_sets}[form](draw, pairs)
    name = "table.gmt" if form == "gmt" else "table.csv"
    return name, content if isinstance(content, bytes) else content.encode(), set(pairs)


def _apart(pairs: set[tuple[str, str]], signs: str) -> set[tuple[str, str]]:
    """Return the pairs with every name cut at the signs that separate names or belong to one."""
    cut = [[re.split(f"[{signs}]", name) for name in pair] for pair in pairs]
    parts = {(one.strip(), other.strip()) for first, second in cut for one in first for other in second}
    return {(one, other) for one, other in parts if one and other}


@settings(max_examples=EXAMPLES, derandomize=EXAMPLES <= 1000, deadline=None)
@given(_files())
def test_a_relation_in_any_form_is_read_as_it_is_or_refused(tmp_path_factory, made):
    """Two things no reader can know; each is said with a warning, and everything else must be right.

    Whether a comma, a slash or an ampersand separates names or belongs to one ("Smith, John") where none of the parts
    stands anywhere else: the cell is one name. Whether a line break does so: the lines are joined. In both cases no
    name, no member and no network may be lost or moved: cut at these signs, the relation is the same.
    """
    name, content, pairs = made
    path = tmp_path_factory.getbasetemp() / name
    path.write_bytes(content)
    if kv.check_tables(path).errors:
        return
    dataset = kv.read_dataset(path)
    said = {one.rule for one in dataset.warnings}
    found = relation(dataset)
    signs = (",/&" if "separator-in-name" in said else "") + ("\\s,/&" if "two-lines" in said else "")
    if signs:
        found, pairs = _apart(found, signs), _apart(pairs, signs)
    assert found == pairs, (content.decode("latin-1"), sorted(said))
