from __future__ import annotations

import csv
import dataclasses
import io
from urllib.parse import unquote

import pandas as pd
import pytest

import kuntaverkostot as kv
from kuntaverkostot.dataset.memberships import all_memberships
from kuntaverkostot.dataset.reconciliation import reconcile
from kuntaverkostot.dataset.schema import split_list
from kuntaverkostot.listing.content import list_content
from kuntaverkostot.listing.source_list import source_numbers
from kuntaverkostot.page.downloads import ReconciliationRow, download, reconciliation_rows
from kuntaverkostot.text.language import LANGUAGES, NO_BREAK_SPACE, named, say, short_name

ADDRESS = "data:text/csv;charset=utf-8,"
each_language = pytest.mark.parametrize("language", LANGUAGES)


def _rows(dataset: kv.Dataset, language: str) -> list[ReconciliationRow]:
    content = list_content(dataset, kv.bipartite_graph(dataset), language=language)
    return list(reconciliation_rows(dataset, content.networks, reconcile(dataset), language=content.language))


def _table(dataset: kv.Dataset, language: str, *, candidates: bool = False) -> list[list[str]]:
    graph = kv.bipartite_graph(dataset, candidates=candidates)
    address = download(graph, list_content(dataset, graph, language=language)).address
    assert address.startswith(ADDRESS)
    text = unquote(address.removeprefix(ADDRESS), errors="strict")
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def test_published_and_held_figures_as_they_are_written(real):
    written = [
        (row.network.node.partition(":")[2], row.what, row.published, row.held, row.difference)
        for row in _rows(real, "en")
    ]
    for expected in [
        ("seutukaupungit", "members", "57", "44", "−13"),
        ("kehyskunnat", "members", "44", "17", "−27"),
        ("kehyskunnat", "inhabitants", "873,000", "476,357", "−396,643"),
        ("suuret-kaupungit", "members", "23", "23", "0"),
        ("suuret-kaupungit", "inhabitants", "nearly 3,100,000", "3,209,213", "+109,213"),
        ("pienet-kunnat", "members whose primary network it is", "159", "not known (211 in all)", "not known"),
        (
            "pienet-kunnat",
            "inhabitants of those whose primary network it is",
            "608,371",
            "not known (862,098 in all)",
            "not known",
        ),
        ("ruotsin-ja-kaksikieliset-kunnat", "members", "49", "49", "0"),
        ("ruotsin-ja-kaksikieliset-kunnat", "bilingual municipalities", "33", "33", "0"),
        ("ruotsin-ja-kaksikieliset-kunnat", "Swedish-speaking municipalities", "16", "16", "0"),
        ("kehto", "members", "21", "not known", "not known"),
    ]:
        assert expected in written
    assert len(written) == len(real.figures)


def test_figures_are_written_as_the_language_does(real):
    fi, sv = ({row.published for row in _rows(real, language)} for language in ("fi", "sv"))
    assert {f"608{NO_BREAK_SPACE}371", f"lähes 3{NO_BREAK_SPACE}100{NO_BREAK_SPACE}000"} <= fi
    assert {f"608{NO_BREAK_SPACE}371", f"närmare 3{NO_BREAK_SPACE}100{NO_BREAK_SPACE}000"} <= sv


@each_language
def test_a_difference_is_marked_and_only_a_difference(real, language):
    for row in _rows(real, language):
        assert row.differs == row.difference.startswith(("+", "−"))


@each_language
def test_every_figure_has_its_remark_and_its_sources(real, language):
    numbers = source_numbers(real)
    expected = {
        (
            row["network_id"],
            say(language, f"table.measure_{row['measure']}_{row['scope']}"),
            row[f"note_{language}"],
            tuple(sorted(numbers[code] for code in row["source_ids"].split(";"))),
        )
        for row in real.figures.to_dict("records")
    }
    found = {(row.network.node.partition(":")[2], row.what, row.note, row.sources) for row in _rows(real, language)}
    assert found == expected
    assert all(note and sources for _, _, note, sources in found)


@each_language
def test_figures_stand_in_the_order_of_the_list(real, language):
    content = list_content(real, kv.bipartite_graph(real), language=language)
    order = [entry.node for entry in content.networks]
    places = [order.index(row.network.node) for row in _rows(real, language)]
    assert places == sorted(places)


@each_language
@pytest.mark.parametrize("candidates", [False, True], ids=["confirmed", "with candidates"])
@pytest.mark.parametrize("name", ["small", "real"])
def test_the_file_has_a_row_for_each_membership(request, name, language, candidates):
    dataset = request.getfixturevalue(name)
    head, *found = _table(dataset, language, candidates=candidates)
    assert head == [say(language, f"csv.{key}") for key in ("network", "member", "code", "basis", "sources")]
    graph = kv.bipartite_graph(dataset, candidates=candidates)
    members = all_memberships(dataset, candidates=candidates)
    numbers = source_numbers(dataset)
    expected = {
        (
            short_name(graph.nodes[f"network:{network}"], language),
            named(graph.nodes[f"{kind}:{member}"], language)[0],
            member,
            say(language, f"csv.by_{basis}"),
            ";".join(map(str, sorted(numbers[one] for one in split_list(sources)))) if basis == "listed" else "",
        )
        for network, kind, member, basis, sources, _ in members.itertuples(index=False, name=None)
    }
    assert set(map(tuple, found)) == expected
    assert len(found) == len(members)


def test_codes_in_the_file_keep_their_zeros(small):
    assert {row[2] for row in _table(small, "fi")[1:]} >= {"020", "091"}


def test_names_with_separators_come_through(small):
    name = 'Akaa; "Toijala", 100 % & #1'
    dataset = dataclasses.replace(small, municipalities=small.municipalities.replace("Akaa", name))
    assert name in {row[1] for row in _table(dataset, "fi")}


@pytest.mark.parametrize("name", ["=1+1", "+358", "-1+1", "@SUM(A1)", "\t=1"])
def test_no_cell_is_a_formula(small, name):
    dataset = dataclasses.replace(small, municipalities=small.municipalities.replace("Akaa", name))
    assert f"'{name}" in {row[1] for row in _table(dataset, "fi")}


def test_a_line_break_before_a_formula_is_a_space(small):
    # A cell that begins with a space is text to a spreadsheet.
    dataset = dataclasses.replace(small, municipalities=small.municipalities.replace("Akaa", "\r=1"))
    names = {row[1] for row in _table(dataset, "fi")}
    assert " =1" in names
    assert not any("\r" in name or name.startswith("=") for name in names)


def test_the_address_has_no_sign_that_would_end_it(real):
    graph = kv.bipartite_graph(real)
    address = download(graph, list_content(real, graph, language="fi")).address
    assert not set(address) & set("\"'<>\\^`{}| \n\t#")


def test_the_size_is_that_of_the_file(real):
    graph = kv.bipartite_graph(real)
    found = download(graph, list_content(real, graph, language="sv"))
    size = len(unquote(found.address.removeprefix(ADDRESS)).encode("utf-8"))
    assert abs(int(found.size) * 1000 - size) <= 500


def test_what_a_table_says_of_members_and_memberships_has_columns_of_its_own():
    rows = [("Ann", "Choir", "chair", "Peru"), ("Ann", "Chess", "=1", "Peru"), ("Bo", "Chess", None, None)]
    dataset = kv.from_frame(pd.DataFrame(rows, columns=["member", "network", "role", "country"]))
    heads, *cells = _table(dataset, "en")
    assert sorted(heads[5:]) == ["country", "role"]
    role, country = heads.index("role"), heads.index("country")
    found = {(row[0], row[1]): (row[role], row[country]) for row in cells}
    assert found == {("Chess", "Ann"): ("'=1", "Peru"), ("Chess", "Bo"): ("", ""), ("Choir", "Ann"): ("chair", "Peru")}
