"""Tables with the shapes of those that were found on the web: surveys, attendance, boards, links between persons."""

from __future__ import annotations

import pytest

from tests.dataset.forms.reading import pairs, read

SURVEY = [
    "RespondentID,Do you sing?,Which games do you play? Please select all that apply.,,,Rate the games.,,,Age",
    ",Response,Chess,Go,Ludo,Chess,Go,Ludo,Response",
    "3292879998,Yes,Chess,Go,,3,4,5,18-29",
    "3292879538,No,,,,,,,30-44",
    "3292765271,,,Go,Ludo,4,5,3,18-29",
]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_survey_with_the_answers_below_the_questions(tmp_path, end):
    found = read(tmp_path, end.join([*SURVEY, ""]))
    asked = "3292879998:Do_you_sing?,Chess,Go 3292765271:Go,Ludo"
    assert found.relation == pairs(asked)
    assert "3292879538" in set(found.dataset.members["name_en"])
    ranks = found.dataset.attributes.query("attribute == 'Rate the games. [Go]'")
    assert sorted(ranks["value"]) == ["4", "5"]
    said = {one.rule: one.value for one in found.dataset.messages}
    assert said["two-headers"].startswith("RespondentID, Do you sing?, Chess, Go, Ludo, Rate the games. [Chess]")


def test_rows_that_look_alike_are_no_second_header(tmp_path):
    assert read(tmp_path, "person,a,\nAnn,x,y\nAnn,x,y\nBo,,y\n").errors != []


@pytest.mark.parametrize("file", ["table.gmt", "table.tsv"])
def test_sets_of_which_two_begin_alike_have_no_second_header(tmp_path, file):
    rows = ["Chess\tna\tAnn", "Go\tna\tAnn\tBo", "E1\tna\tAnn\tBo", "E2\tna\tAnn", ""]
    found = read(tmp_path, "\n".join(rows), file, network="1")
    assert found.relation == pairs("Ann:Chess,Go,E1,E2 Bo:Go,E1")


MARKDOWN = """| Person      | 20.08.30 | 20.09.06 |
|-------------|:--------:|---------:|
| Ann Lee     |    Y     |    N     |
| Bo Ray      |          |    Y     |
| Cy          |          |          |
"""


def test_a_table_in_markdown(tmp_path):
    found = read(tmp_path, MARKDOWN, "attendance.md")
    assert found.relation == pairs("Ann_Lee:20.08.30 Bo_Ray:20.09.06")
    assert "Cy" in set(found.dataset.members["name_en"])
    assert found.dataset.account.rows == 3
    rules = {one.rule for one in found.dataset.messages}
    assert "rule-line" in rules
    assert not rules & {"outer-space", "marks-other", "empty-columns"}


@pytest.mark.parametrize("heads", ["Source,Target,Type,Weight", "from,to,kind,count"])
def test_links_between_persons_are_refused_although_few_are_at_both_ends(tmp_path, heads):
    rows = ["Ann,Bo,friends,1", "Cy,Di,married,1", "Ed,Fi,friends,2", "Gus,Ann,friends,1", "Hal,Ida,friends,1"]
    assert read(tmp_path, "\n".join([heads, *rows])).errors == ["one-mode"]
    assert read(tmp_path, "\n".join([heads, *rows]), member="1", network="2").errors == []
    clubs = ["Ann,Chess,guest,1", "Bo,Chess,guest,1", "Bo,Go,guest,2"]
    assert read(tmp_path, "\n".join([heads, *clubs])).relation == pairs("Ann:Chess Bo:Chess,Go")


def test_empty_columns_away_from_the_marks_are_no_networks(tmp_path):
    table = (
        "Area,Year,EU,OECD,ASEAN,Variable,Value,Change\nMalta,2024,1.0,0.0,,Coal,99.5,\nPeru,2024,0.0,1.0,,Coal,12,\n"
    )
    found = read(tmp_path, table)
    assert found.relation == pairs("Malta:EU Peru:OECD")
    assert found.dataset.networks["name_en"].tolist() == ["ASEAN", "EU", "OECD"]
    assert [one.value for one in found.dataset.warnings if one.rule == "column-left-out"] == ["Change"]


def test_answers_with_lists_are_refused_with_the_columns_that_there_are(tmp_path):
    rows = ["1,developer,Finland,Python;SQL,25-34", "2,student,Sweden,,18-24", "3,developer,Norway,SQL;Bash,25-34"]
    table = "\n".join(["ResponseId,MainBranch,Country,LanguageHaveWorkedWith,Age", *rows])
    assert read(tmp_path, table).errors == ["columns-unclear"]
    found = read(tmp_path, table, member="ResponseId", network="LanguageHaveWorkedWith")
    assert found.relation == pairs("1:Python,SQL 3:SQL,Bash")


def test_the_board_of_a_company_with_norwegian_column_names(tmp_path):
    rows = ["879;Fjord AS;Kari Nor;Styreleder;2018-05-01", "879;Fjord AS;Ola Hei;Styremedlem;2019-05-01"]
    rows += ["911;Vind ASA;Kari Nor;Styremedlem;2020-02-01", "911;Vind ASA;Per Berg;Varamedlem;2020-02-01"]
    found = read(tmp_path, "\n".join(["orgnr;selskap;navn;rolle;fra_dato", *rows]))
    assert found.relation == pairs("Kari_Nor:Fjord_AS,Vind_ASA Ola_Hei:Fjord_AS Per_Berg:Vind_ASA")


@pytest.mark.parametrize(
    ("heads", "wanted"),
    [
        ("Name;Gremium;Funktion", "Anna:Bau Jan:Bau,Kultur"),
        ("navn;bestyrelse;funktion", "Anna:Bau Jan:Bau,Kultur"),
        ("nimi;lautakunta;asema", "Anna:Bau Jan:Bau,Kultur"),
        ("namn;nämnd;uppdrag", "Anna:Bau Jan:Bau,Kultur"),
        ("nemnd;navn;funksjon", "Bau:Anna Kultur:Anna"),
    ],
)
def test_words_of_committees_in_other_languages(tmp_path, heads, wanted):
    rows = ["Anna;Bau;Vorsitz", "Jan;Bau;Mitglied", "Jan;Kultur;Mitglied"]
    if heads.startswith("nemnd"):
        rows = ["Anna;Bau;Vorsitz", "Anna;Kultur;Mitglied"]
    assert read(tmp_path, "\n".join([heads, *rows])).relation == pairs(wanted)


def test_a_table_without_a_name_for_its_first_column_says_which_one_it_is(tmp_path):
    found = read(tmp_path, ",LodgeOne,TeaParty\nAdams.John,0,1\nRevere.Paul,1,1\n")
    assert found.relation == pairs("Adams.John:TeaParty Revere.Paul:LodgeOne,TeaParty")
    assert [one.value for one in found.dataset.warnings if one.rule == "members-own"] == ["1"]


@pytest.mark.parametrize(
    "cells", ["0,1,2 1,0,3 2,3,0", ",x, x,,x ,x,", "9,, 2,7, 2,7,8", "TRUE,, TRUE,TRUE, ,TRUE,TRUE"]
)
def test_a_table_of_who_meets_whom_has_no_networks(tmp_path, cells):
    heads = ["Ann", "Bo", "Cy"]
    rows = [f"{name},{row}" for name, row in zip(heads, cells.split(), strict=True)]
    table = "\n".join(["who,Ann,Bo,Cy", *rows])
    assert read(tmp_path, table).errors == ["one-mode-marks"]
    assert read(tmp_path, table, network=heads).errors == []


def test_networks_may_have_the_names_of_some_members(tmp_path):
    table = "town,Ayr,Bow\nAyr,x,\nBow,,x\nCey,x,\nDee,,x\nEly,x,x\n"
    assert read(tmp_path, table).relation == pairs("Ayr:Ayr Bow:Bow Cey:Ayr Dee:Bow Ely:Ayr,Bow")


def test_a_preposition_in_a_column_name_is_no_town(tmp_path):
    rows = [
        "Q1,Minister of Labour,2015,Bo Ray,",
        "Q1,Minister of Trade,2010,,Cy Day",
        "Q2,Minister of Labour,2008,,Ann Lee",
    ]
    table = "\n".join(["id,label,start_date,replaces,replaced_by", *rows])
    assert read(tmp_path, table).errors == ["columns-unclear"]
    found = read(tmp_path, table, member="id", network="label")
    assert found.relation == pairs("Q1:Minister_of_Labour,Minister_of_Trade Q2:Minister_of_Labour")


def test_the_answers_of_a_form_on_the_web_are_lists_and_no_roles(tmp_path):
    rows = [
        '"2024/03/01 10:11",Ann,"Chess, Go",',
        '"2024/03/01 10:13",Bo,Go,hi',
        '"2024/03/01 10:15",Cy,"Choir, Chess",',
    ]
    table = "\n".join(["Timestamp,Your name,Which clubs are you in?,Comments", *rows])
    # A comma may separate names or belong to one: both readings are named.
    assert read(tmp_path, table).errors == ["list-in-cell"]
    found = read(tmp_path, table, split=",")
    assert found.relation == pairs("Ann:Chess,Go Bo:Go Cy:Choir,Chess")
    assert set(found.dataset.attributes["attribute"]) == {"Timestamp", "Comments"}


def test_cells_that_end_with_a_separator_are_lists(tmp_path):
    rows = ["1,3/1/24,anonymous,,Chess;Go;", "2,3/2/24,anonymous,,Go;", "3,3/2/24,anonymous,,Choir;Go;"]
    table = "\n".join(["ID,Start time,Email,Name,Which clubs are you in?", *rows])
    found = read(tmp_path, table, member="ID", network="Which clubs are you in?")
    assert found.relation == pairs("1:Chess,Go 2:Go 3:Choir,Go")
