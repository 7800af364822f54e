"""A row for each member, or for each network, with the others in one cell or in the cells to the right."""

from __future__ import annotations

import json

import pytest

from tests.dataset.forms.reading import pairs, read

CLUBS = {
    "Ann": ["Chess", "Go"],
    "Bob": ["Go"],
    "Cid": ["Chess", "Tennis", "Go"],
    "Dan": ["Chess"],
    "Eve": ["Go", "Chess"],
}
RELATION = pairs("Ann:Chess,Go Bob:Go Cid:Chess,Tennis,Go Dan:Chess Eve:Chess,Go")


@pytest.mark.parametrize("sign", ["; ", ";", "|", " | ", "\n", ", ", " / ", " • "])
@pytest.mark.parametrize("heads", ["name\tclubs", "Henkilö\tKerhot", "person\tmember of"])
def test_networks_in_a_cell_are_recognised_by_what_recurs_and_split(tmp_path, sign, heads):
    rows = [f'{name}\t"{sign.join(clubs)}"' for name, clubs in CLUBS.items()]
    found = read(tmp_path, "\n".join([heads, *rows]) + "\n")
    assert (found.relation, found.warnings.count("list-read")) == (RELATION, 1)


@pytest.mark.parametrize("write", [json.dumps, str])
def test_a_list_in_the_notation_of_json_or_python_is_split(tmp_path, write):
    rows = ['{}\t"{}"'.format(name, write(clubs).replace('"', '""')) for name, clubs in CLUBS.items()]
    assert read(tmp_path, "\n".join(["name\tclubs", *rows]) + "\n").relation == RELATION


def test_objects_in_a_list_are_known_by_their_name(tmp_path):
    cell = "[{'id': 16, 'name': 'Animation'}, {'id': 35, 'name': 'Comedy'}]"
    found = read(tmp_path, f"title;genres\nToy Story;\"{cell}\"\nHeat;\"[{{'id': 80, 'name': 'Crime'}}]\"\n")
    assert found.relation == pairs("Toy_Story:Animation,Comedy Heat:Crime")


def test_films_with_genres(tmp_path):
    text = """movieId,title,genres
1,Toy Story (1995),Adventure|Animation|Children|Comedy|Fantasy
2,Jumanji (1995),Adventure|Children|Fantasy
6,Heat (1995),Action|Crime|Thriller
7,Sabrina (1995),Comedy|Romance
9,Sudden Death (1995),Action
"""
    found = read(tmp_path, text)
    assert len(found.relation) == 14
    assert ("Heat (1995)", "Crime") in found.relation
    assert "list-read" in found.warnings


def test_two_films_of_one_name_are_told_apart_by_their_number(tmp_path):
    text = "movieId,title,genres\n1,Hamlet,Drama|War\n2,Hamlet,Drama|Comedy\n3,Heat,War|Comedy\n4,Up,Comedy\n"
    found = read(tmp_path, text)
    assert found.relation == pairs("Hamlet_(1):Drama,War Hamlet_(2):Drama,Comedy Heat:War,Comedy Up:Comedy")
    assert "told-apart" in found.warnings
    # Without a number they cannot be: that is said.
    again = read(tmp_path, text.replace("movieId,", "").replace("1,Ham", "Ham").replace("2,Ham", "Ham")[:-1])
    assert "merged-rows" in again.warnings or again.errors


def test_where_two_readings_are_possible_both_are_counted_and_split_decides(tmp_path):
    text = 'film;genres\nA;"Comedy, Drama"\nB;"Drama, War"\n'
    found = read(tmp_path, text)
    assert found.errors == ["list-in-cell"]
    assert read(tmp_path, text, split=",").relation == pairs("A:Comedy,Drama B:Drama,War")
    assert read(tmp_path, text, split="").relation == {("A", "Comedy, Drama"), ("B", "Drama, War")}


def test_a_member_without_networks_is_kept(tmp_path):
    found = read(tmp_path, "name;clubs\nAnn;Chess|Go\nBob;Go\nCid;\n")
    assert found.dataset.organisations["name_fi"].tolist() == ["Ann", "Bob", "Cid"]


def test_municipalities_in_a_cell_are_split_where_each_is_one(tmp_path):
    found = read(tmp_path, 'verkosto;kunnat\nKasvu;"Espoo, Vantaa"\nTuki;"Helsinki (091), Esbo / Espoo"\n')
    assert found.relation == pairs("049:Kasvu,Tuki 092:Kasvu 091:Tuki")
    found = read(tmp_path, 'verkosto;kunnat\nKasvu;"Espoo, Vanta"\nTuki;"Turku, Espoo"\n')
    assert found.errors == ["suggestion"]


def test_gene_sets(tmp_path):
    text = "SETA\thttp://a\tTP53\tMYC\tABC1\nSETB\tna\tMYC\tDEF2\nSETC\tna\tTP53\n"
    expected = pairs("TP53:SETA,SETC MYC:SETA,SETB ABC1:SETA DEF2:SETB")
    found = read(tmp_path, text, "sets.gmt")
    assert found.relation == expected
    assert {"no-header", "sets-assumed"} <= set(found.warnings)
    # Without the name of the format, a set of members may as well be a member with its networks.
    assert read(tmp_path, text, "sets.txt").errors == ["sets-unclear"]
    assert read(tmp_path, text, "sets.txt", network="1").relation == expected
    assert read(tmp_path, text, "sets.txt", member="1").relation == {(other, one) for one, other in expected}


@pytest.mark.parametrize(
    "heads", ["verkosto;jäsen 1;jäsen 2;jäsen 3", "network;members;;", "Nätverk;Medlem1;Medlem2;Medlem3"]
)
def test_members_to_the_right_of_their_network(tmp_path, heads):
    found = read(tmp_path, f"{heads}\nChess;Ann;Cid;Dan\nGo;Ann;Bob;Cid\nTennis;Cid;;\n")
    assert found.relation == RELATION - pairs("Eve:Go,Chess")


def test_rows_of_any_length(tmp_path):
    found = read(tmp_path, "network;members\nChess;Ann;Cid;Dan\nGo;Ann;Bob;Cid\nTennis;Cid\n")
    assert found.relation == RELATION - pairs("Eve:Go,Chess")
    assert "any-length" in found.warnings
    # A row with too many cells in an ordinary table is an error still.
    assert read(tmp_path, "kunta;verkosto\nEspoo;A\nVantaa;A\nTurku;A;B\nPori;B\n").errors == ["row-length"]


def test_networks_to_the_right_of_their_member(tmp_path):
    found = read(tmp_path, "kunta;verkosto 1;verkosto 2\nEspoo;A;B\nVantaa;B;\n")
    assert found.relation == pairs("049:A,B 092:B")


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("Chess\n", [("outer-space", "Chess")]),
        ("\nChess", [("outer-space", "Chess")]),
        # How a line ends, nobody sees.
        ("Chess\r\nGo", []),
        ("Chess\n\nGo", [("line-break", "Chess\nGo")]),
    ],
)
def test_line_breaks_are_spoken_of_where_a_reader_sees_a_difference(tmp_path, cell, said):
    table = f'member,network\nAnn,"{cell}"\nBo,"Chess\nGo"\nCy,Go\nDi,Chess\n'
    found = read(tmp_path, table)
    networks = "Chess" if "Go" not in cell else "Chess,Go"
    assert found.relation == pairs(f"Ann:{networks} Bo:Chess,Go Cy:Go Di:Chess")
    rules = {"outer-space", "line-break", "two-lines"}
    assert [(one.rule, one.expected) for one in found.dataset.messages if one.rule in rules] == said
