"""Commands that answer in sentences."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import kuntaverkostot as kv
from kuntaverkostot.cli.commands import main
from kuntaverkostot.text.language import LANGUAGES


def _run(*arguments: str | Path) -> Result:
    done = CliRunner().invoke(main, [str(one) for one in arguments])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done


@pytest.mark.parametrize("language", LANGUAGES)
def test_why_says_what_python_says(small, small_folder, language):
    done = _run("why", "Salo", "Stora städer", small_folder, "--lang", language)
    assert (done.exit_code, done.stdout) == (
        0,
        f"{kv.explain(small, '734', 'suuret-kaupungit', language=language)}\n",
    )


def test_why_refuses_an_unknown_name_in_the_language():
    done = _run("why", "Saloo", "suuret-kaupungit", "--lang", "sv")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith("Det finns ingen medlem Saloo. Närmast: 734 Salo")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--lang", "fi"], "Tieto JÄSEN puuttuu."),
        (["Salo", "--lang", "sv"], "Uppgiften NÄTVERK saknas."),
        (["--lang", "en"], "MEMBER is missing."),
    ],
)
def test_why_asks_for_what_is_missing(arguments, said):
    done = _run("why", *arguments)
    assert (done.exit_code, done.stdout, done.stderr.splitlines()[0]) == (2, "", said)


def test_questions_are_printed_in_each_form(small, small_folder):
    table = kv.questions(small, language="sv")
    asked = table["question"].tolist()
    text, rows, items = (
        _run("questions", small_folder, "--lang", "sv", "--format", form).stdout for form in ("text", "csv", "json")
    )
    blocks = [block.splitlines() for block in text.split("\n\n")]
    assert [block[0] for block in blocks] == asked
    assert [len(block) for block in blocks] == [3, 3, 3, 3, 3, 3, 3, 3, 1]
    assert [row["Fråga"] for row in csv.DictReader(rows.splitlines())] == asked
    assert [(item["count"], item["question"]) for item in json.loads(items)] == list(
        zip(table["count"].tolist(), asked, strict=True)
    )


def test_without_questions_that_is_said(tmp_path):
    (tmp_path / "films.csv").write_text("film,genre\nAlien,Horror\nBrazil,Drama\n", encoding="utf-8")
    assert _run("questions", tmp_path / "films.csv", "--lang", "en").stdout == "There are no open questions.\n"


def test_check_refuses_tables_that_contradict_themselves(small_folder, tmp_path):
    for path in small_folder.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    figures = tmp_path / "figures.csv"
    figures.write_text(figures.read_text("utf-8").replace("members,29,", "members,1,"), encoding="utf-8")
    said = "“USO4” has 2 members here, but the published number is 1."
    done = _run("check", tmp_path, "--lang", "en")
    assert (done.exit_code, done.stdout.splitlines()[-1]) == (2, said)
    done = _run("check", tmp_path, "--lang", "en", "--format", "json")
    assert (done.exit_code, json.loads(done.stdout)["contradictions"]) == (2, [said])
    assert _run("check", small_folder).exit_code == 0
    assert _run("check").exit_code == 0


def test_compare_prints_the_changes_in_each_form(small_folder, tmp_path):
    old, new = tmp_path / "old", tmp_path / "new"
    for folder in (old, new):
        folder.mkdir()
        for path in small_folder.iterdir():
            (folder / path.name).write_bytes(path.read_bytes())
    table = new / "memberships.csv"
    rows = table.read_text("utf-8").splitlines(keepends=True)
    table.write_text("".join(row for row in rows if "kehyskunnat,611" not in row), encoding="utf-8")
    told = "Borgnäs: inte längre medlem i nätverket ”Kranskommuner”"
    done = _run("compare", old, new, "--lang", "sv")
    assert (done.exit_code, done.stdout) == (0, f"- {told}\n")
    listed = csv.DictReader(_run("compare", old, new, "--lang", "sv", "--format", "csv").stdout.splitlines())
    assert [(row["Ändring"], row["Medlemmens kod"], row["Förklaring"]) for row in listed] == [("left", "611", told)]
    (item,) = json.loads(_run("compare", old, new, "--lang", "sv", "--format", "json").stdout)
    assert (item["change"], item["old"], item["new"], item["sentence"]) == ("left", "Borgnäs", "", told)
    assert _run("compare", old, old, "--lang", "fi").stdout == "Aineistot eivät eroa toisistaan.\n"


def test_compare_reads_both_tables_in_the_same_way(tmp_path):
    for name, rows in (("a.csv", "Ann;Go\n"), ("b.csv", "Ann;Go\nBob*;Go\n")):
        (tmp_path / name).write_text(f"who;what\n{rows}", encoding="utf-8")
    columns = ["--delimiter", ";", "--member", "who", "--network", "what", "--lang", "en"]
    done = _run("compare", tmp_path / "a.csv", tmp_path / "b.csv", *columns)
    assert (done.exit_code, done.stdout) == (0, "- Bob\\*: a new member of “Go”\n")


def test_compare_names_a_path_where_nothing_is(tmp_path):
    done = _run("compare", tmp_path, tmp_path / "nothing", "--lang", "en")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith(f"{tmp_path / 'nothing'}: it could not be read: the file or its folder is not there")


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_if_says_what_python_says(small, small_folder, language):
    answer = kv.what_if(small, network="suuret-kaupungit", min_population=30_000, merge={"434": "753"}, join="Akaa")
    done = _run(
        *("what-if", small_folder, "--of", "Stora städer", "--min-population", 30_000, "--merge", "Loviisa=Sipoo"),
        *("--join", "020", "--lang", language),
    )
    assert (done.exit_code, done.stdout.splitlines()) == (0, list(answer.sentences[language]))


def test_what_if_is_printed_as_tables(small_folder):
    asked = ("what-if", small_folder, "--of", "suuret-kaupungit", "--leave", "Salo", "--lang", "sv", "--format")
    rows = list(csv.DictReader(_run(*asked, "csv").stdout.splitlines()))
    assert [(row["Ändring"], row["Medlemmens kod"], row["Före"]) for row in rows] == [("left", "734", "Salo")]
    items = json.loads(_run(*asked, "json").stdout)
    assert [item["member_id"] for item in items["changes"]] == ["734"]
    assert items["networks"] == [
        {
            "network_id": "suuret-kaupungit",
            "members_before": 2,
            "inhabitants_before": 734_888,
            "members_now": 1,
            "inhabitants_now": 684_018,
        }
    ]
    assert items["overlaps"][0] == {"network": "seutukaupungit", "other": "suuret-kaupungit", "before": 1, "now": 0}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["what-if", "--lang", "en"], "Say what would be otherwise: a limit, a day, a merger, or members"),
        (["what-if", "--merge", "Salo", "--lang", "fi"], "--merge: kuntaliitos kirjoitetaan muodossa KUNTA=KUNTA"),
        (["what-if", "--min-population", "x", "--lang", "sv"], "--min-population: värdet är ett tal, minst 0"),
        (["near-limit", "--percent", "101", "--lang", "en"], "--percent: the value is a number from 0 to 100"),
        (["near-limit", "--of", "Qqqqqq", "--lang", "fi"], "Verkostoa Qqqqqq ei ole."),
        (["why", "", "kehto", "--lang", "fi"], "Nimeä jäsen: anna sen tunnus tai nimi."),
        (["overlap", "--all-of", " ", "--lang", "fi"], "Nimeä verkosto: anna sen tunnus tai nimi."),
    ],
)
def test_what_cannot_be_answered_is_said(arguments, said):
    done = _run(*arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith(said)
    assert "  " not in done.stderr


def test_near_limit_is_printed_in_each_form(small, small_folder):
    table = kv.near_limit(small, share=0.02, language="sv")
    asked = ("near-limit", small_folder, "--percent", "2", "--lang", "sv", "--format")
    assert _run(*asked, "text").stdout.splitlines() == table["sentence"].tolist()
    rows = list(csv.DictReader(_run(*asked, "csv").stdout.splitlines()))
    assert [(row["Kommunens kod"], row["Invånare"], row["År då gränsen skulle passeras"]) for row in rows] == [
        ("734", "50870", "2028")
    ]
    assert [(item["municipality_code"], item["year"]) for item in json.loads(_run(*asked, "json").stdout)] == [
        ("734", 2028)
    ]
    nobody = _run("near-limit", small_folder, "--percent", "0", "--lang", "sv")
    assert nobody.stdout == "Ingen kommun är så nära gränsen.\n"


def test_changes_are_a_page_too(small, small_folder):
    page = kv.compare_page(small, small, language="sv", names=("small", "small"))
    assert _run("compare", small_folder, small_folder, "--format", "html", "--lang", "sv").stdout == f"{page.html}\n"
    answer = kv.what_if(small, network="suuret-kaupungit", leave="Salo")
    page = kv.compare_page(small, answer.dataset, language="sv", lead=answer.sentences["sv"])
    asked = ("what-if", small_folder, "--of", "suuret-kaupungit", "--leave", "Salo", "--format", "html", "--lang", "sv")
    assert _run(*asked).stdout == f"{page.html}\n"


def test_two_days_are_compared():
    done = _run("compare", "--date", "2018-12-31", "--date", "2024-12-31", "--lang", "en")
    assert done.stdout.splitlines() == [
        "- Huittinen: a new member of “Small municipalities”",
        "- Kauniainen: no longer a member of “Small municipalities”",
        "- Kitee: a new member of “Small municipalities”",
    ]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--date", "2018-12-31", "--lang", "sv"], "--date: ange två dagar"),
        (["--date", "2018-12-31", "--date", "2031-12-31", "--lang", "en"], "There are no populations of 2031-12-31."),
        (["--lang", "fi"], "Tieto VANHA puuttuu."),
    ],
)
def test_what_cannot_be_compared_is_said(arguments, said):
    done = _run("compare", *arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith(said)


def test_years_are_printed_in_each_form(real):
    table = kv.through_years(real, language="sv")
    lines = _run("years", "--lang", "sv").stdout.splitlines()
    assert lines == [f"31.12.2020: {sentence}" for sentence in table["sentence"]]
    rows = list(csv.DictReader(_run("years", "--lang", "sv", "--format", "csv").stdout.splitlines()))
    assert [row["Medlemmens kod"] for row in rows] == table["member_id"].tolist()
    assert {row["Dag"] for row in rows} == {"2020-12-31"}
    items = json.loads(_run("years", "--lang", "sv", "--format", "json").stdout)
    assert [item["sentence"] for item in items] == table["sentence"].tolist()
    page = kv.compare_page(real, dates=sorted(set(real.populations["date"])), language="sv")
    assert _run("years", "--lang", "sv", "--format", "html").stdout == f"{page.html}\n"


def test_without_two_days_there_are_no_years(small_folder, tmp_path):
    folder = Path(shutil.copytree(small_folder, tmp_path / "tables"))
    lines = (folder / "populations.csv").read_text("utf-8").splitlines()
    kept = [line for line in lines if ",2023-" not in line]
    (folder / "populations.csv").write_text("\n".join(kept) + "\n", encoding="utf-8")
    for form in ("text", "html", "csv", "json"):
        done = _run("years", folder, "--format", form, "--lang", "en")
        assert (done.exit_code, done.stdout) == (2, "")
        assert done.stderr.startswith("The data has populations on fewer than two dates")


def test_near_a_limit_is_nobody_where_there_is_no_limit(small_folder):
    assert _run("near-limit", small_folder, "--of", "kehyskunnat", "--lang", "en").stdout == (
        "There is no rule about a population, so there is no limit.\n"
    )
    assert _run("near-limit", small_folder, "--of", "pienet-kunnat", "--percent", "0", "--lang", "fi").stdout == (
        "Yksikään kunta ei ole näin lähellä rajaa.\n"
    )
