"""Populations of a statistics office brought into the tables."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import kuntaverkostot as kv
from kuntaverkostot.text.language import NO_BREAK_SPACE
from kuntaverkostot.text.unfit import UnfitError
from tests.statistics_files import areas, figures, files, json_stat, wide_csv

FORMS = ["semicolons.csv", "commas.csv", "tabs.csv", "long.csv", "table.px", "table.json", "old.json"]


def _written(folder: Path, name: str, content: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


@pytest.mark.parametrize("form", FORMS)
def test_each_form_of_a_table_says_the_same(small, tmp_path, form):
    update = kv.update_population(small, _written(tmp_path, form, files(small)[form]), source="sf-11re")
    assert [(change.table, change.change, *change.key) for change in update.changes] == [
        ("populations", "new", code, "2025-12-31") for code in figures(small)
    ]
    assert [change.new["population"] for change in update.changes] == [str(row[2]) for row in figures(small).values()]
    assert {change.new["source_id"] for change in update.changes} == {"sf-11re"}
    assert kv.population(update.dataset)["734"] == 50_970


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "fi",
            [
                "Uusia lukuja 11, muuttuneita 0, ennallaan 11.",
                "Väkiluvun päivät: 31.12.2024, 31.12.2025.",
                "2 aluetta ei ole kuntia, joten ne jäivät pois: KOKO MAA, Uusimaa.",
                "Luvut ovat ennakkotietoja päivältä 31.12.2025: lopulliset voivat poiketa niistä.",
                "Säännöt käyttävät edelleen väkilukua 31.12.2024. Päivä on taulukossa rules.csv.",
            ],
        ),
        (
            "sv",
            [
                "Nya siffror 11, ändrade 0, oförändrade 11.",
                "Dagar för invånarantalet: 31.12.2024, 31.12.2025.",
                "2 områden är inga kommuner och lämnades bort: KOKO MAA, Uusimaa.",
                "Siffrorna för 31.12.2025 är preliminära: de slutliga kan avvika.",
                "Reglerna använder fortfarande invånarantalet 31.12.2024. Dagen finns i tabellen rules.csv.",
            ],
        ),
    ],
)
def test_what_was_counted_and_left_out_is_said(small, tmp_path, language, said):
    update = kv.update_population(small, _written(tmp_path, "table.px", files(small)["table.px"]))
    assert update.sentences(language=language) == said
    assert repr(update) == "Update(11 new rows, 0 changed)"
    assert update.summary(language=language).sentences == tuple(said)


def test_a_changed_figure_is_shown_before_and_now(small, tmp_path):
    text = wide_csv(small).replace("50870;50970", "50871;50970")
    update = kv.update_population(small, _written(tmp_path, "a.csv", text), source="sf-11re")
    assert update.frame.query("change == 'changed'").to_numpy().tolist() == [
        ["populations", "changed", "734, 2024-12-31", "population", "50870", "50871"],
        ["populations", "changed", "734, 2024-12-31", "source_id", "sf-kunta-vaki2024", "sf-11re"],
    ]
    assert "Uusia lukuja 11, muuttuneita 1, ennallaan 10." in update.sentences()


def test_a_changed_figure_needs_a_source_and_a_new_one_does_not(small, tmp_path):
    path = _written(tmp_path, "a.csv", wide_csv(small).replace("50870;50970", "50871;50970"))
    message = r"Figures that change: 1 \(734 2024-12-31: 50870 → 50871\)\. Give the source of the new figures"
    with pytest.raises(UnfitError, match=message):
        kv.update_population(small, path)
    update = kv.update_population(small, _written(tmp_path, "b.csv", wide_csv(small)))
    assert [change.new.get("source_id", "") for change in update.changes] == [""] * 11


def test_sums_and_gaps_are_checked_against_the_municipalities(small, tmp_path):
    text = wide_csv(small).replace('"Salo";50870;50970\r\n', "").replace('"Akaa";16387;16487', '"Akaa";..;16487')
    update = kv.update_population(small, _written(tmp_path, "a.csv", text))
    said = [sentence.replace(NO_BREAK_SPACE, " ") for sentence in update.sentences()]
    assert "31.12.2024: 2 kunnan luku puuttuu: Akaa, Salo." in said
    assert "31.12.2025: 1 kunnan luku puuttuu: Salo." in said
    assert "31.12.2025: kuntien summa on 811 003, mutta alueen KOKO MAA luku on 861 973." in said
    assert "1 luku puuttuu tiedostosta." in said


def test_what_is_written_is_what_was_shown(small, small_folder, tmp_path):
    folder = Path(shutil.copytree(small_folder, tmp_path / "tables"))
    update = kv.update_population(small, _written(tmp_path, "table.json", files(small)["table.json"]), source="sf-11re")
    before = (folder / "populations.csv").read_bytes()
    for path, content in update.contents(folder).items():
        path.write_bytes(content)
    again = kv.read_dataset(folder)
    pd.testing.assert_frame_equal(again.populations, update.dataset.populations)
    pd.testing.assert_frame_equal(again.memberships, update.dataset.memberships)
    assert kv.compare(again, update.dataset).empty
    lines = before.decode().splitlines()
    assert [line for line in (folder / "populations.csv").read_text("utf-8").splitlines() if line in lines] == lines
    assert kv.update_population(again, tmp_path / "table.json").changes == ()


@given(share=st.floats(0.5, 1.5))
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_difference_that_is_shown_is_the_difference_of_the_tables(small, tmp_path, share):
    text = "Alue;2024\n" + "".join(f"{code};{int(count * share)}\n" for code, (_, count, _) in figures(small).items())
    update = kv.update_population(small, _written(tmp_path, "a.csv", text), source="sf-11re")
    before, now = kv.population(small), kv.population(update.dataset)
    shown = {change.key[0]: int(change.new["population"]) for change in update.changes}
    assert shown == {code: now[code] for code in now.index if now[code] != before[code]}
    # What joins or leaves is who is on the other side of a limit with the figures that were shown.
    sides = {"suuret-kaupungit": lambda persons: persons > 50_000, "pienet-kunnat": lambda persons: persons < 10_000}
    crossing = {
        ("joined" if is_inside(shown.get(code, before[code])) else "left", network, code)
        for network, is_inside in sides.items()
        for code in before.index
        if is_inside(before[code]) != is_inside(shown.get(code, before[code]))
    }
    told = kv.compare(small, update.dataset)
    assert set(map(tuple, told[["change", "network_id", "member_id"]].to_numpy())) == crossing


def test_a_file_without_a_day_needs_one(small, tmp_path):
    path = _written(tmp_path, "a.csv", "Kunta;Asukkaita\nSalo;50000\nAkaa;16000\n")
    with pytest.raises(UnfitError, match="does not say of which day"):
        kv.update_population(small, path)
    update = kv.update_population(small, path, date="2026-12-31", today="2026-12-31")
    assert [change.key for change in update.changes] == [("020", "2026-12-31"), ("734", "2026-12-31")]


def test_a_former_municipality_keeps_its_own_figure_and_one_without_a_row_is_left_out(real, tmp_path):
    path = _written(tmp_path, "a.csv", "Alue;2023\n588 Pertunmaa;1577\n099 Honkajoki;1600\nSalo;51100\n")
    update = kv.update_population(real, path)
    assert update.changes == ()
    assert "1 alue ei ole kunta, joten se jäi pois: 099 Honkajoki." in update.sentences()


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("a.csv", "Alue;2024\nUusimaa;5\nLappi;6\n", r"a\.csv: no municipality was recognised"),
        (
            "a.csv",
            "Alue;2024\nSalo;5,5\nAkaa;6\n",
            r"a\.csv:2: a population is a whole number, 0 or more; the value is 5\.5",
        ),
        ("a.csv", "Alue;2024\nSalo;-5\nAkaa;6\n", r"a\.csv:2: a population is a whole number"),
        ("a.csv", "Alue;2024\nSalo;5\n734;6\n", r"a\.csv:3: the area 734 has two different figures for 2024-12-31"),
        (
            "a.csv",
            "Alue;Laji;2024\nSalo;x;5\nSalo;y;6\n",
            r"the dimension Laji has several categories and no total: x, y",
        ),
        ("a.csv", "Alue;Laji\nSalo;x\nAkaa;y\n", r"a\.csv:1: no column holds numbers"),
        ("a.px", 'STUB="Alue";\nDATA=1;', r"a\.px: the values or codes of the dimension Alue are missing"),
        ("a.json", "{", r"a\.json:1: the JSON is not valid"),
        ("a.json", "[]", r"a\.json: the file is no JSON-stat, since it lacks dimension, value"),
        ("a.csv", b"\xff\xfe\x00\xd8", r"a\.csv: the file is not text"),
    ],
)
def test_what_is_no_such_table_is_refused(small, tmp_path, name, text, message):
    with pytest.raises(UnfitError, match=message):
        kv.update_population(small, _written(tmp_path, name, text))


def _contents(*labels: str) -> str:
    """Return a JSON-stat table of Salo in 2025 with the contents of these names."""
    named = {str(place): label for place, label in enumerate(labels)}
    dimension = {
        "alue": {"category": {"index": ["KU734"]}},
        "vuosi": {"category": {"index": ["2025"]}},
        "tiedot": {"category": {"index": list(named), "label": named}},
    }
    values = [350 + place for place in range(len(labels))]
    return json.dumps({"id": list(dimension), "dimension": dimension, "value": values})


@pytest.mark.parametrize(
    ("name", "text", "category"),
    [
        ("a.csv", "Alue;2025 Elävänä syntyneet\nSalo;350\nAkaa;120\n", "Elävänä syntyneet"),
        ("a.csv", "Alue;2025 Kuolleet yhteensä\nSalo;350\nAkaa;120\n", "Kuolleet yhteensä"),
        ("a.csv", "Alue;2025 Väestö 30.6.\nSalo;350\nAkaa;120\n", r"Väestö 30\.6\."),
        ("a.csv", "Alue;Sukupuoli;2025\nSalo;Miehet;350\nAkaa;Miehet;120\n", "Miehet"),
        ("a.json", _contents("Kuolleet"), "Kuolleet"),
    ],
)
def test_a_single_category_that_is_not_the_population_is_refused(small, tmp_path, name, text, category):
    with pytest.raises(UnfitError, match=f": the figures are of {category}, which is neither the population"):
        kv.update_population(small, _written(tmp_path, name, text))


def _px(contents: str, keyword: str = "") -> str:
    """Return a PX file whose only figure has no dimension of its own."""
    return (
        f'CONTENTS="{contents}";\n{keyword}STUB="Alue";\nHEADING="Vuosi";\nVALUES("Alue")="Salo";\n'
        'VALUES("Vuosi")="2025";\nDATA=\n350;\n'
    )


def test_the_contents_of_a_px_file_are_the_population(small, tmp_path):
    with pytest.raises(UnfitError, match=r"a\.px: the figures are of Kuolleet, which is neither"):
        kv.update_population(small, _written(tmp_path, "a.px", _px("Kuolleet")))
    update = kv.update_population(small, _written(tmp_path, "b.px", _px("Väestö 31.12.")))
    assert [change.new["population"] for change in update.changes] == ["350"]


@pytest.mark.parametrize(
    ("labels", "persons"),
    [
        (("Total change", "Population"), "351"),
        (("Yhteensä", "Väestö"), "351"),
        (("Antal invånare", "Döda totalt"), "350"),
        (("Miehet", "Sukupuolet yhteensä"), "351"),
        (("Men", "Total population", "Women"), "351"),
        (("Total, all ages",), "350"),
    ],
)
def test_the_population_comes_before_a_total(small, tmp_path, labels, persons):
    update = kv.update_population(small, _written(tmp_path, "a.json", _contents(*labels)))
    assert [(*change.key, change.new["population"]) for change in update.changes] == [("734", "2025-12-31", persons)]


def test_a_total_of_something_else_is_not_the_population(small, tmp_path):
    path = _written(tmp_path, "a.json", _contents("Total change", "Births"))
    with pytest.raises(UnfitError, match="several categories and no total: Total change, Births"):
        kv.update_population(small, path)


@pytest.mark.parametrize(
    ("text", "date", "message"),
    [
        ("Alue;2025Q1\nSalo;50000\n", "", "does not say of which day"),
        ("Alue;2025Q1\nSalo;50000\n", "2025-03-31", "the figures are of 2025Q1"),
        ("Alue;2024-2025\nSalo;50000\n", "", "does not say of which day"),
        ("Alue;2025-13 Väestö\nSalo;50000\n", "", "does not say of which day"),
        ("Alue;2025-02-31\nSalo;50000\n", "", "a.csv: the calendar has no day 2025-02-31"),
        ("Alue;2025;2040\nSalo;50000;48000\n", "", "a.csv: the day 2040-12-31 has not come yet"),
        ("Alue;2026\nSalo;50000\n", "", "a.csv: the day 2026-12-31 has not come yet"),
        ("Kunta;Asukkaita\nSalo;50000\n", "2026-12-31", "a.csv: the day 2026-12-31 has not come yet"),
        ("Alue;2024\nSalo;50000\n", "2025-12-31", "the figures are of 2024-12-31; the given day is 2025-12-31"),
        ("Alue;2024;2025\nSalo;1;2\n", "2025-12-31", "of 2024-12-31, 2025-12-31; the given day is 2025-12-31"),
        ("Alue;2040\nSalo;50000\n", "2025-12-31", "the day 2040-12-31 has not come yet"),
    ],
)
def test_no_day_is_guessed(small, tmp_path, text, date, message):
    with pytest.raises(UnfitError, match=message):
        kv.update_population(small, _written(tmp_path, "a.csv", text), date=date, today="2026-11-29")


@pytest.mark.parametrize(
    ("text", "date"), [("Alue;2026M11\nSalo;50000\n", ""), ("Alue;2025*\nSalo;50000\n", "2025-12-31")]
)
def test_today_has_come_and_the_day_of_the_file_may_be_given(small, tmp_path, text, date):
    update = kv.update_population(small, _written(tmp_path, "a.csv", text), date=date, today="2026-11-30")
    assert [change.key for change in update.changes] == [("734", date or "2026-11-30")]


@pytest.mark.parametrize("figure", ["50.000", "121,000", "50.870", "1.234.567"])
def test_thousands_that_may_be_decimals_are_refused(small, tmp_path, figure):
    path = _written(tmp_path, "a.csv", f"Alue;2025\nAkaa;16000\nSalo;{figure}\n")
    with pytest.raises(UnfitError, match=rf"a\.csv:3: {figure} may be thousands or a decimal number"):
        kv.update_population(small, path)


def test_an_unknown_source_and_a_wrong_day_are_refused(small, tmp_path):
    path = _written(tmp_path, "a.csv", wide_csv(small))
    with pytest.raises(UnfitError, match="The source x is not in the table sources"):
        kv.update_population(small, path, source="x")
    with pytest.raises(UnfitError, match="A day is written YYYY-MM-DD; the given value is 2024"):
        kv.update_population(small, path, date="2024")


def test_tables_in_another_encoding_or_with_other_keys_are_not_edited(small, small_folder, tmp_path):
    folder = Path(shutil.copytree(small_folder, tmp_path / "tables"))
    path = _written(tmp_path, "a.csv", wide_csv(small).replace("50870", "50871"))
    update = kv.update_population(small, path, source="sf-11re")
    text = (folder / "populations.csv").read_text("utf-8")
    (folder / "populations.csv").write_text(text.replace("734,2024", "Salo,2024"), encoding="utf-8")
    with pytest.raises(UnfitError, match="written in another way than they were read"):
        update.contents(folder)
    (folder / "populations.csv").write_bytes(text.encode("utf-16"))
    with pytest.raises(UnfitError, match="its encoding is not UTF-8"):
        update.contents(folder)


def test_a_table_of_the_package_is_not_hidden_by_a_new_one(small, small_folder, tmp_path):
    folder = Path(shutil.copytree(small_folder, tmp_path / "tables"))
    (folder / "populations.csv").unlink()
    update = kv.update_population(small, _written(tmp_path, "a.csv", wide_csv(small)))
    with pytest.raises(UnfitError, match=r"The folder has no table populations\.csv"):
        update.contents(folder)


def test_the_tables_of_the_test_hold_what_they_say(small):
    assert len(areas(small)) == 13
    assert json_stat(small)["size"] == [13, 2, 1]
