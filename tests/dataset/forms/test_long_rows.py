"""A row for each membership, under whatever names."""

from __future__ import annotations

import pytest

from tests.dataset.forms.reading import pairs, read

HEADS = [
    "from,to",
    "source,target",
    "person,event",
    "name,group",
    "Country,network",
    "country,organisation",
    "Henkilö,Kerho",
    "person,förening",
    "Medlem,Nettverk",
    "Deltager,Forening",
    "Mitglied,Verein",
    "Who,Where",
    "member_name,network_id",
    "id,member-of",
]


@pytest.mark.parametrize("heads", HEADS)
def test_any_two_columns_of_names_are_members_and_networks(tmp_path, heads):
    found = read(tmp_path, f"{heads}\nAnn,Chess\nBob,Chess\nAnn,Go\n")
    assert found.relation == pairs("Ann:Chess,Go Bob:Chess")
    # What is not certain is said.
    sure = heads in {"Medlem,Nettverk", "member_name,network_id"}
    assert ("columns-assumed" in found.warnings) is not sure


@pytest.mark.parametrize(
    "heads", ["group,person", "network,name", "Kerho,Henkilö", "Verein,Mitglied", "organisation,country"]
)
def test_the_columns_may_stand_the_other_way_round(tmp_path, heads):
    assert read(tmp_path, f"{heads}\nChess,Ann\nChess,Bob\nGo,Ann\n").relation == pairs("Ann:Chess,Go Bob:Chess")


def test_without_a_header_the_first_row_is_one_of_the_list(tmp_path):
    found = read(tmp_path, "Ann;Chess\nBob;Chess\nAnn;Go\n")
    assert found.relation == pairs("Ann:Chess,Go Bob:Chess")
    assert {"no-header", "columns-assumed"} <= set(found.warnings)


def test_the_caller_decides_by_name_or_by_number(tmp_path):
    text = "a,b,c\nAnn,Chess,Oslo\nBob,Go,Oslo\n"
    assert read(tmp_path, text).errors == ["columns-unclear"]
    assert read(tmp_path, text, member="a", network="c").relation == pairs("Ann:Oslo Bob:Oslo")
    assert read(tmp_path, text, member="1", network="2").relation == pairs("Ann:Chess Bob:Go")
    assert read(tmp_path, text, member="B", network="A").relation == pairs("Chess:Ann Go:Bob")
    assert read(tmp_path, text, member="d").errors == ["no-such-column"]


@pytest.mark.parametrize("text", ["source,target\n1,2\n1,3\n2,3\n", "from,to\nAnn,Bob\nBob,Cid\nAnn,Cid\n"])
def test_links_between_members_are_not_taken_for_memberships(tmp_path, text):
    assert read(tmp_path, text).errors == ["one-mode"]
    heads = text.split("\n")[0].split(",")
    assert len(read(tmp_path, text, member=heads[0], network=heads[1]).relation) == 3


def test_the_name_is_shown_and_not_its_code(tmp_path):
    found = read(tmp_path, "iso3,country,organisation\nFIN,Finland,EU\nNOR,Norway,EFTA\nFIN,Finland,NATO\n")
    assert found.relation == pairs("Finland:EU,NATO Norway:EFTA")


def test_a_role_or_a_year_is_no_network(tmp_path):
    text = (
        "Country,Organisation,Role,Since\nFinland,EU,member,1995\nNorway,EFTA,member,1960\nFinland,NATO,member,2023\n"
    )
    assert read(tmp_path, text).relation == pairs("Finland:EU,NATO Norway:EFTA")


@pytest.mark.parametrize("heads", [",name,club", "Unnamed: 0,name,club", "index,name,club"])
def test_the_index_of_a_frame_is_recognised(tmp_path, heads):
    found = read(tmp_path, f"{heads}\n0,Ann,Chess\n1,Bob,Go\n2,Cid,Go\n")
    assert found.relation == pairs("Ann:Chess Bob:Go Cid:Go")
    assert "index-left-out" in found.warnings


def test_the_same_membership_twice_is_merged_and_said_or_refused(tmp_path):
    text = "person,board,role\nAnn,A,chair\nAnn,A,member\nBob,A,member\n"
    found = read(tmp_path, text)
    assert (found.relation, found.warnings.count("merged-rows")) == (pairs("Ann:A Bob:A"), 1)
    assert read(tmp_path, text, strict=True).errors == ["unique"]


def test_one_bad_row_is_left_out_if_asked_named_and_counted(tmp_path):
    text = "kunta,verkosto\nEspoo,A\nEsbbo,A\nVantaa,B\nVantaa\n"
    assert sorted(read(tmp_path, text).errors) == ["row-length", "suggestion"]
    found = read(tmp_path, text, partial=True)
    assert found.relation == pairs("049:A 092:B")
    assert sorted(found.errors) == ["row-length", "suggestion"]
    assert found.dataset.account.refused == 2
    assert [one.value for one in found.dataset.warnings if one.rule == "rows-refused"] == ["2"]


@pytest.mark.parametrize("text", ["kunta;\nEspoo;x\n", "a,b\n1,2\n", 'kunta;A\n"Espoo;x\nVantaa;x\n'])
def test_what_is_wrong_with_the_whole_table_refuses_it_all_the_same(tmp_path, text):
    assert read(tmp_path, text, partial=True).dataset is None


@pytest.mark.parametrize(
    ("kunta", "code"),
    [
        ("Helsingin kaupunki", "091"),
        ("Maalahden kunta", "475"),
        ("Malax kommun", "475"),
        ("City of Espoo", "049"),
        ("Esbo stad", "049"),
    ],
)
@pytest.mark.parametrize("head", ["kunta", "kommun", "municipality", "Osallistuja"])
def test_municipalities_are_known_with_their_title(tmp_path, kunta, code, head):
    assert read(tmp_path, f"{head},verkosto\n{kunta},A\nVantaa,A\n").relation == {(code, "A"), ("092", "A")}


def test_surnames_that_are_municipalities_stay_surnames(tmp_path):
    rows = "Salo,Chess\nLahti,Chess\nVirtanen,Go\nKorhonen,Go\nMäkinen,Go\n"
    for head in ("Name", "Surname", "Sukunimi"):
        found = read(tmp_path, f"{head},Club\n{rows}")
        assert found.relation == pairs("Salo:Chess Lahti:Chess Virtanen:Go Korhonen:Go Mäkinen:Go")
    # Where most fit, they are municipalities; that is said, and nothing else is guessed.
    found = read(tmp_path, "Name,Club\nSalo,Chess\nLahti,Chess\nVirtanen,Go\n")
    assert "municipalities-assumed" in found.warnings
    assert found.errors == ["foreign-key"]
    assert read(tmp_path, "member,Club\nSalo,Chess\nLahti,Chess\nVirtanen,Go\n").relation == pairs(
        "Salo:Chess Lahti:Chess Virtanen:Go"
    )


def test_towns_of_other_countries_are_members_as_they_are(tmp_path):
    found = read(tmp_path, "City,Network\nOslo,A\nParis,A\nTurin,B\nBergen,B\n")
    assert found.relation == pairs("Oslo:A Paris:A Turin:B Bergen:B")
    assert "members-own" in found.warnings


def test_a_sole_column_of_roles_beside_several_of_names_is_no_network(tmp_path):
    text = "id,first_name,last_name,comname,position\nA1,Ann,Lee,Trade,chair\nB2,Bob,Ray,Trade,member\n"
    assert read(tmp_path, text).errors == ["columns-unclear"]
    assert read(tmp_path, text, member="last_name", network="comname").relation == pairs("Lee:Trade Ray:Trade")
