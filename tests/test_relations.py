"""A property: memberships written as people write them are read back unchanged, or refused."""

from __future__ import annotations

import csv
import io

from hypothesis import assume, given, settings
from hypothesis import strategies as st

import kuntaverkostot as kv

TOWNS = {"Espoo": "049", "Salo": "734", "Lahti": "398", "Vantaa": "092", "Pori": "609", "Helsingin kaupunki": "091"}
PEOPLE = ["Ann", "Bob", "Lahti", "1", "Doe, John", "A; B", "x"]
NETWORKS = ["Kasvu", "Tuki", "Pori", "Espoo", "x", "1", "2", "verkosto", "A; B", "A", "Terveys, Uusimaa", "NA", "2020"]
HEADS = {"known": ("kunta", "jäsen", "verkosto"), "other": ("paikka", "kuka", "mihin")}


@st.composite
def _tables(draw: st.DrawFn) -> tuple[str, set[tuple[str, str]], bool]:
    """Return a table, the relation that it says, and whether its members are municipalities."""
    municipal = draw(st.booleans())
    members = draw(st.lists(st.sampled_from(list(TOWNS) if municipal else PEOPLE), min_size=1, unique=True))
    networks = draw(st.lists(st.sampled_from(NETWORKS), min_size=1, max_size=4, unique=True))
    pairs = draw(st.lists(st.tuples(st.sampled_from(members), st.sampled_from(networks)), min_size=1, unique=True))
    heads = draw(st.sampled_from(["known", "other", "member only", "none"]))
    head = HEADS["known" if heads in {"known", "member only"} else "other"]
    named = head[0] if municipal else head[1]
    # Under a head that says nothing, people called 1 and x are numbers of rows or marks, letter by letter.
    assume(heads == "known" or not {"x", "1"} & {member for member, _ in pairs})
    if draw(st.booleans()):
        # ... and so are networks called x, 1 or NA; without a head, the name of a single one may be its own mark.
        held = {network for _, network in pairs}
        assume(heads == "known" or not {"x", "1", "NA"} & held)
        assume(heads != "none" or municipal or (len(held) > 1 and not held & set(TOWNS)))
        rows = [list(pair) for pair in pairs]
        header = [named, "" if heads == "member only" else head[2]]
        if draw(st.booleans()):
            rows, header = [row[::-1] for row in rows], header[::-1]
    else:
        yes, no = draw(st.sampled_from([("x", ""), ("1", "0"), ("1.0", "0.0"), ("1.0", ""), ("True", "False")]))
        rows = [[one, *(yes if (one, other) in pairs else no for other in networks)] for one in members]
        header = [named if heads != "member only" or draw(st.booleans()) else "", *networks]
    table = rows if heads == "none" else [header, *rows]
    if draw(st.booleans()):
        first = draw(st.integers(0, 1))
        numbers = [str(first + row) for row in range(len(rows))]
        table = [
            [number, *row] for number, row in zip(numbers if heads == "none" else ["", *numbers], table, strict=True)
        ]
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=draw(st.sampled_from(";,\t|"))).writerows(table)
    return buffer.getvalue(), set(pairs), municipal


def _relation(dataset: kv.Dataset) -> set[tuple[str, str]]:
    networks = dataset.networks.set_index("network_id")
    names = {
        network: next(filter(None, row)) for network, *row in networks[["name_fi", "name_sv", "name_en"]].itertuples()
    }
    if len(dataset.organisation_memberships):
        called = dict(dataset.organisations[["organisation_id", "name_fi"]].itertuples(index=False))
        held = dataset.organisation_memberships[["organisation_id", "network_id"]]
    else:
        called = {code: code for code in dataset.municipalities["municipality_code"]}
        held = dataset.memberships[["municipality_code", "network_id"]]
    return {(called[member], names[network]) for member, network in held.itertuples(index=False)}


# The same examples each time: short tables are many things to a reader, and only some of them are left out above.
@settings(max_examples=400, derandomize=True)
@given(_tables())
def test_a_relation_is_read_as_it_was_written_or_refused(tmp_path_factory, made):
    text, pairs, municipal = made
    path = tmp_path_factory.getbasetemp() / "relation.csv"
    path.write_text(text, encoding="utf-8", newline="")
    check = kv.check_tables(path)
    filled = [row for row in csv.reader(io.StringIO(text), delimiter=check.readings[0].delimiter or ";") if any(row)]
    rules = [one.rule for one in check.messages]
    if check.readings[0].header:
        # A row above the header is told, and no row of the table.
        assert len(filled) - rules.count("title-row") - check.account.rows in {0, 1}
    if check.errors:
        return
    found = _relation(kv.read_dataset(path))
    if {"marks-or-names-long", "marks-or-names-wide"} & set(rules):
        return  # the same letters say both; a warning says which was read
    if not municipal and "municipalities-assumed" in rules:
        # Lahti may be a surname and Pori a network. They are taken for municipalities, and a warning says so.
        assert found in (
            {(TOWNS.get(member, member), network) for member, network in pairs},
            {(TOWNS.get(network, network), member) for member, network in pairs},
        )
        return
    if "list-read" in rules:
        # Names with a semicolon look like lists, and a warning says that they were split.
        pairs = {(one, other) for first, second in pairs for one in first.split("; ") for other in second.split("; ")}
    expected = {(TOWNS[member] if municipal else member, network) for member, network in pairs}
    # Names with a comma are read whole; that and what else was chosen is said.
    assert found == expected, (text, rules)
