from __future__ import annotations

import csv
import json
import shutil
import zipfile
from dataclasses import asdict
from io import BytesIO

import networkx as nx
import openpyxl
import pytest
from click.testing import CliRunner

import kuntaverkostot as kv
from kuntaverkostot.analysis import export as exporting
from kuntaverkostot.cli.commands import main
from kuntaverkostot.dataset import validation as checking
from kuntaverkostot.dataset.describe import describe
from kuntaverkostot.tables.sources import open_source
from kuntaverkostot.text.language import LANGUAGES, number, say


def _run(*arguments):
    return CliRunner().invoke(main, list(map(str, arguments)))


def test_overlap_prints_municipalities_in_order_with_their_sum(small, small_folder):
    result = _run("overlap", "--data", small_folder, "--lang", "sv", "--all-of", "pienet-kunnat")
    members = kv.sharing(kv.incidence(small, kind="municipality"), all_of=["pienet-kunnat"])
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0].split() == ["kommunkod", "medlem", "Invånare"]
    assert sorted(line.split()[0] for line in lines[1:-1]) == list(members.index)
    assert lines[-1].startswith(f"{len(members)} kommuner, ")


@pytest.mark.parametrize(
    "asked", [[], ["--none-of", "pienet-kunnat"], ["--any-of", "kehyskunnat", "--any-of", "pienet-kunnat"]]
)
def test_overlap_forms_hold_the_same(small, small_folder, asked):
    as_json = json.loads(_run("overlap", "--data", small_folder, *asked, "--format", "json").stdout)
    as_csv = _run("overlap", "--data", small_folder, *asked, "--format", "csv").stdout.splitlines()
    query = {"all_of": [], "any_of": [], "none_of": []}
    for option, network in zip(asked[::2], asked[1::2], strict=True):
        query[option.removeprefix("--").replace("-", "_")].append(network)
    members = kv.sharing(kv.incidence(small, kind="municipality"), **query)
    assert sorted(row["municipality_code"] for row in as_json) == list(members.index)
    assert [line.split(",")[:2] for line in as_csv[1:]] == [[row["municipality_code"], row["name"]] for row in as_json]


@pytest.mark.parametrize(
    ("language", "asked", "told"),
    [
        (
            "fi",
            "pienet-kunat",
            "Verkostoa pienet-kunat ei ole. Tarkoititko jotakin näistä: pienet-kunnat, kehyskunnat?",
        ),
        (
            "sv",
            "Pienet-Kunat",
            "Det finns inget nätverk Pienet-Kunat. Menade du något av dessa: pienet-kunnat, kehyskunnat?",
        ),
        ("en", "zzz", "There is no network zzz."),
    ],
)
@pytest.mark.parametrize("option", ["--all-of", "--any-of", "--none-of"])
def test_overlap_names_the_nearest_networks_in_the_language(small_folder, language, asked, told, option):
    result = _run("overlap", "--data", small_folder, "--lang", language, option, asked)
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", f"{told}\n")


@pytest.mark.parametrize(
    ("asked", "language", "told"),
    [
        ("ammatillisen-koulutuksen-jarjestajat", "fi", "Verkoston {} jäsenet eivät ole tiedossa tässä aineistossa."),
        ("ammatillisen-koulutuksen-jarjestajat", "sv", "Medlemmarna i nätverket {} är inte kända i detta material."),
        ("ammatillisen-koulutuksen-jarjestajat", "en", "The members of the network {} are not known in this data."),
        ("maakuntien-liitot", "fi", "Verkoston {} jäsenet eivät ole kuntia."),
        ("maakuntien-liitot", "sv", "Medlemmarna i nätverket {} är inte kommuner."),
        ("maakuntien-liitot", "en", "The members of the network {} are not municipalities."),
        ("uso4-2017-2018", "fi", "Verkosto {} on päättynyt, joten sen jäseniä ei voi hakea."),
        ("uso4-2017-2018", "sv", "Nätverket {} har avslutats, så det går inte att söka bland dess medlemmar."),
        ("uso4-2017-2018", "en", "The network {} has ended, so its members cannot be searched."),
    ],
)
def test_overlap_says_why_a_network_that_exists_is_not_searched(small_folder, asked, language, told):
    result = _run("overlap", "--data", small_folder, "--lang", language, "--all-of", "pienet-kunnat", "--any-of", asked)
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", f"{told.format(asked)}\n")


def test_overlap_says_of_each_network_what_is_the_matter(small_folder):
    asked = ["--none-of", "uso4-2017-2018", "--all-of", "maakuntien-liito", "--all-of", "zzz", "--any-of", "zzz"]
    result = _run("overlap", "--data", small_folder, "--lang", "en", *asked)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.splitlines() == [
        "There is no network maakuntien-liito. Did you mean one of these: maakuntien-liitot?",
        "There is no network zzz.",
        "The network uso4-2017-2018 has ended, so its members cannot be searched.",
    ]


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("fi", "Verkoston {} jäsenet ovat ehdokkaita, joita ei ole vahvistettu; --candidates ottaa ne mukaan."),
        ("sv", "Medlemmarna i nätverket {} är kandidater som inte är bekräftade; --candidates tar med dem."),
        ("en", "The members of the network {} are candidates that are not confirmed; --candidates includes them."),
    ],
)
def test_overlap_says_that_all_members_are_candidates(small_folder, tmp_path, language, told):
    for path in small_folder.glob("*.csv"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    with (tmp_path / "memberships.csv").open("a", encoding="utf-8") as table:
        table.write("maakuntien-liitot,020,candidate,,,\n")
    asked = ["overlap", "--data", tmp_path, "--lang", language, "--all-of", "maakuntien-liitot"]
    result = _run(*asked)
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", f"{told.format('maakuntien-liitot')}\n")
    result = _run(*asked, "--candidates", "--format", "csv")
    # The candidate makes it a network of both kinds.
    listed = [line.split(",")[0] for line in result.stdout.splitlines()[1:]]
    assert (result.exit_code, sorted(listed)) == (0, ["020", "council-01", "council-02"])


LEAGUES = {
    "fi": ["tunnus jäsen", "4 jäsentä"],
    "sv": ["kod medlem", "4 medlemmar"],
    "en": ["code member", "4 members"],
}
LEFT_OUT = {
    "fi": "4 huomautusta lisää; ne kertoo komento main check\n",
    "sv": "4 anmärkningar till; kommandot main check visar dem\n",
    "en": "4 more remarks; the command main check tells them\n",
}
NORTH = {
    "harbour-rovers": "Harbour Rovers",
    "lake-wolves": "Lake Wolves",
    "mill-town": "Mill Town",
    "summit-fc": "Summit FC",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_overlap_finds_members_that_are_no_municipalities(project, language):
    data = project / "notebooks" / "examples" / "leagues.xlsx"
    asked = ["overlap", "--data", data, "--lang", language, "--all-of", "north-league"]
    result = _run(*asked)
    heads, total = LEAGUES[language]
    assert (result.exit_code, result.stderr) == (0, LEFT_OUT[language])
    assert [" ".join(line.split()) for line in result.stdout.splitlines()] == [
        heads,
        *(f"{code} {name}" for code, name in NORTH.items()),
        total,
    ]
    lines = _run(*asked, "--format", "csv").stdout.splitlines()
    assert lines == [heads.replace(" ", ","), *(f"{code},{name}" for code, name in NORTH.items())]
    rows = json.loads(_run(*asked, "--format", "json").stdout)
    assert rows == [{"organisation_id": code, "name": name} for code, name in NORTH.items()]


def test_overlap_of_other_members_asks_for_nothing_or_for_a_network_that_is_none(project):
    data = project / "notebooks" / "examples" / "leagues.xlsx"
    everyone = _run("overlap", "--data", data, "--lang", "en").stdout.splitlines()
    assert (len(everyone), everyone[-1]) == (11, "9 members")
    result = _run("overlap", "--data", data, "--lang", "en", "--all-of", "noth-league", "--quiet")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        "There is no network noth-league. Did you mean one of these: north-league, south-league, womens-league?\n"
    )


def test_overlap_lists_other_members_that_are_candidates(project, tmp_path):
    data = kv.read_dataset(project / "notebooks" / "examples" / "leagues.xlsx")
    data.organisation_memberships["basis"] = "candidate"
    (tmp_path / "leagues.zip").write_bytes(kv.export_bytes(data, form="csv"))
    asked = ["overlap", "--data", tmp_path / "leagues.zip", "--lang", "en", "--all-of", "north-league"]
    assert _run(*asked).stderr == (
        "The members of the network north-league are candidates that are not confirmed; --candidates includes them.\n"
    )
    assert _run(*asked, "--candidates").stdout.splitlines()[-1] == "4 members"


def test_check_for_machines_accounts_for_every_row(small_folder):
    found = json.loads(_run("check", "--data", small_folder, "--format", "json").stdout)
    account = found["account"]
    assert account["rows"] == account["accepted"] + account["repaired"] + account["refused"] > 0
    assert found["messages"] == []


def test_check_repairs_a_table_as_excel_saves_it_and_writes_it(small_folder, tmp_path):
    for path in small_folder.glob("*.csv"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    table = small_folder / "memberships.csv"
    text = table.read_text(encoding="utf-8").replace(",020,", ",20,")
    (tmp_path / "memberships.csv").write_bytes(text.replace("\n", "\r\n").encode("cp1252"))
    result = _run("check", "--data", tmp_path, "--fix", tmp_path / "fixed")
    assert result.exit_code == 0
    line = next(number for number, row in enumerate(text.splitlines(), start=1) if ",20," in row)
    assert f"memberships.csv:{line}:2" in result.stdout
    assert ",020," in (tmp_path / "fixed" / "memberships.csv").read_text(encoding="utf-8-sig")
    assert _run("check", "--data", tmp_path, "--fix", tmp_path / "fixed").exit_code == 2


def test_check_tells_machines_what_is_refused(small_folder, tmp_path):
    for path in small_folder.glob("*.csv"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    broken = (tmp_path / "memberships.csv").read_text(encoding="utf-8").replace(",020,", ",999,")
    (tmp_path / "memberships.csv").write_text(broken, encoding="utf-8")
    result = _run("check", "--data", tmp_path, "--format", "json", "--lang", "fi")
    assert result.exit_code == 2
    errors = [message for message in json.loads(result.stdout)["messages"] if message["severity"] == "error"]
    assert [(error["file"], error["value"]) for error in errors] == [("memberships.csv", "999")]


@pytest.mark.parametrize("own", [True, False], ids=["own tables", "those of the package"])
def test_check_reads_the_tables_once(small_folder, monkeypatch, own):
    read = []
    monkeypatch.setattr(checking, "open_source", lambda path, **told: read.append(path) or open_source(path, **told))
    assert _run("check", *(["--data", small_folder] if own else []), "--format", "json").exit_code == 0
    assert len(read) == 1


def test_check_tells_machines_what_only_rules_show(small_folder, tmp_path):
    folder = shutil.copytree(small_folder, tmp_path / "tables")
    rules = (folder / "rules.csv").read_text(encoding="utf-8")
    (folder / "rules.csv").write_text(rules.replace("2024-12-31", "1999-12-31"), encoding="utf-8")
    result = _run("check", "--data", folder, "--format", "json", "--fix", tmp_path / "fixed")
    with pytest.raises(kv.DataError) as raised:
        kv.read_dataset(folder)
    told = json.loads(result.stdout)
    assert (result.exit_code, result.stderr) == (2, "")
    assert {one["rule"] for one in told["messages"]} == {"rule-date"}
    assert [one["text"] for one in told["messages"]] == [describe(one, "fi") for one in raised.value.problems]
    assert told["account"] == asdict(raised.value.account)
    assert not (tmp_path / "fixed").exists()


def test_check_tells_machines_each_warning(small_folder, tmp_path):
    folder = shutil.copytree(small_folder, tmp_path / "tables")
    table = folder / "confirmations.csv"
    network, _, rest = table.read_text(encoding="utf-8").splitlines()[1].split(",", 2)
    with table.open("a", encoding="utf-8", newline="") as opened:
        opened.write(f"{network},992,{rest}\n")
    result = _run("check", "--data", folder, "--format", "json")
    told = json.loads(result.stdout)
    assert [one["rule"] for one in told["messages"]] == ["not-a-member"]
    # A source that names a member by rule whom the rule does not give is a contradiction, too.
    assert (result.exit_code, len(told["contradictions"])) == (2, 1)


def test_template_is_a_workbook_that_is_not_overwritten(tmp_path):
    target = tmp_path / "own.xlsx"
    assert _run("template", "--out", target, "--lang", "sv").exit_code == 0
    assert "memberships" in openpyxl.load_workbook(target).sheetnames
    before = target.read_bytes()
    assert _run("template", "--out", target).exit_code == 2
    assert target.read_bytes() == before


@pytest.mark.parametrize("form", ["graphml", "gexf", "json", "csv", "xlsx"])
def test_convert_writes_what_the_function_gives(small, small_folder, tmp_path, form):
    target = tmp_path / f"small.{form}"
    result = _run("convert", "--data", small_folder, "--to", form, "--out", target)
    assert (result.exit_code, result.stdout.strip()) == (0, str(target))
    assert target.read_bytes() == kv.export_bytes(small, form=form)
    if form == "graphml":
        assert set(nx.read_graphml(target)) == set(kv.bipartite_graph(small))
    if form == "csv":
        assert "memberships.csv" in zipfile.ZipFile(BytesIO(target.read_bytes())).namelist()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("limit", "key", "values"),
    [
        ("MOST_ROWS", "rows", {"most": 5, "table": "municipalities", "count": 12}),
        ("MOST_CELLS", "cells", {"most": 500, "count": 1074}),
        ("LONGEST_CELL", "cell", {"most": 20, "table": "groups", "row": 2, "column": "name_fi", "count": 28}),
    ],
)
def test_what_a_workbook_has_no_room_for_is_told_in_the_language(
    small_folder, tmp_path, monkeypatch, language, limit, key, values
):
    monkeypatch.setattr(exporting, limit, values["most"])
    target = tmp_path / "small.xlsx"
    result = _run("convert", "--data", small_folder, "--to", "xlsx", "--out", target, "--lang", language)
    told = say(language, f"unfit.{key}", **values)
    assert number(language, values["count"]) in told
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", f"{told}\n")
    assert list(tmp_path.iterdir()) == []
    # Text has room for it.
    assert _run("convert", "--data", small_folder, "--to", "csv", "--out", target).exit_code == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_title_that_cannot_be_shown_is_told_in_the_language(small_folder, tmp_path, language):
    result = _run("export", "--data", small_folder, "--lang", language, "--out", tmp_path, "--title", "a\u202eb")
    told = say(language, "unfit.title", title="a<U+202E>b")
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", f"{told}\n")


@pytest.mark.parametrize("asked", ["oecd", "OECD", "Oecd:n  maaseutuverkosto", "landsbygd", "OECD Rural"])
def test_a_network_is_found_by_its_id_or_by_a_name_in_any_language(small_folder, tmp_path, asked):
    folder = shutil.copytree(small_folder, tmp_path / "tables")
    table = folder / "networks.csv"
    with table.open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened))
    (row,) = (one for one in rows if one["network_id"] == "pienet-kunnat")
    row |= {"name_fi": "OECD:n maaseutuverkosto", "short_sv": "Landsbygd", "name_en": "OECD Rural"}
    text = table.read_text(encoding="utf-8")
    for name in folder.glob("*.csv"):
        name.write_text(name.read_text(encoding="utf-8").replace("pienet-kunnat", "oecd"), encoding="utf-8")
    assert "pienet-kunnat" in text
    with table.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.DictWriter(opened, list(rows[0]))
        writer.writeheader()
        writer.writerows({name: cell.replace("pienet-kunnat", "oecd") for name, cell in one.items()} for one in rows)
    expected = _run("overlap", "--data", small_folder, "--all-of", "pienet-kunnat", "--format", "csv")
    result = _run("overlap", folder, "--all-of", asked, "--format", "csv")
    assert (result.exit_code, result.stdout) == (0, expected.stdout)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_name_of_several_networks_is_not_guessed(small_folder, tmp_path, language):
    folder = shutil.copytree(small_folder, tmp_path / "tables")
    table = folder / "networks.csv"
    with table.open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened))
    with table.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.DictWriter(opened, list(rows[0]))
        writer.writeheader()
        writer.writerows(
            one | ({"short_en": "Same"} if one["network_id"] in {"kehyskunnat", "pienet-kunnat"} else {})
            for one in rows
        )
    result = _run("overlap", folder, "--all-of", "same", "--lang", language)
    told = say(language, "usage.network_several", network="same", near="kehyskunnat, pienet-kunnat")
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", f"{told}\n")


LEFT = ",jäsen,Mestarit,Ykkönen\n0,HJK,x,\n1,TPS,,1.0\n2,KuPS,,\n"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("command", ["export", "list", "overlap", "convert"])
def test_every_command_tells_once_what_was_left_out(tmp_path, monkeypatch, command, language):
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "l.csv"
    path.write_text(LEFT, encoding="utf-8")
    asked = [command, path, "--lang", language, *(["--to", "json"] if command == "convert" else [])]
    result = _run(*asked)
    dataset = kv.read_dataset(path)
    assert [one.rule for one in dataset.warnings] == ["index-left-out"]
    assert (result.exit_code, result.stderr.splitlines()) == (0, [describe(one, language) for one in dataset.warnings])
    report = _run("check", path, "--lang", language)
    assert report.stderr == ""
    assert all(report.stdout.count(describe(one, language)) == 1 for one in dataset.warnings)
    quiet = _run(*asked, "--quiet", *(["--overwrite"] if command in {"export", "convert"} else []))
    assert (quiet.exit_code, quiet.stderr) == (0, "")


def test_who_was_read_instead_of_whom_is_told_and_the_rest_is_counted(tmp_path):
    path = tmp_path / "l.csv"
    path.write_text("kunta,A\nHonkajoki,x\n20,x\n49,x\n", encoding="utf-8")
    told = _run("list", path, "--lang", "en").stderr.splitlines()
    assert told[0].startswith('l.csv:2:1 kunta "Honkajoki": the municipality no longer exists')
    assert told[1:] == ["2 more remarks; the command main check tells them"]


def test_many_warnings_are_cut_and_counted(tmp_path):
    path = tmp_path / "l.csv"
    # Each row but the first is merged with it.
    path.write_text("kunta,verkosto\n" + "Espoo,Kasvu\n" * 31, encoding="utf-8")
    told = _run("list", path, "--lang", "en").stderr.splitlines()
    assert len(told) == 21
    assert told[-1] == "10 more remarks; the command main check tells them"


@pytest.mark.parametrize("command", [["export"], ["list"], ["check"], ["overlap"], ["convert", "--to", "csv"]])
def test_every_command_that_reads_is_told_how_the_file_is_written(tmp_path, monkeypatch, command):
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "l.csv"
    path.write_bytes("kunta§verkosto\nEspoo§Ж\n".encode("cp1251", errors="replace").replace(b"\xa7", b"^"))
    assert _run(*command, path).exit_code == 2
    result = _run(*command, path, "--encoding", "cp1251", "--delimiter", "^")
    assert result.exit_code == 0, result.stderr


def test_a_path_alone_is_that_of_the_tables(small_folder):
    alone, named = _run("check", small_folder), _run("check", "--data", small_folder)
    assert (alone.exit_code, alone.stdout) == (0, named.stdout)
    assert _run("check").stdout != alone.stdout
