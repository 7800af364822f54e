"""A published list of members brought into the tables."""

from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import kuntaverkostot as kv
from kuntaverkostot.dataset.open_questions import contradictions
from kuntaverkostot.dataset.schema import bundled_data
from kuntaverkostot.text.unfit import UnfitError

CODES = ["020", "091", "231", "434", "545", "611", "734", "753", "980", "989", "992"]
CITIES = "seutukaupungit"


def _list(folder: Path, text: str, name: str = "lista.txt") -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("lista.txt", "Seutukaupungit\n\n• Akaa\n• Närpiö\n• Ylöjärvi\n• Salo\n"),
        ("lista.txt", "1. Akaan kaupunki\n2. Närpes\n3. 980\n4. Salo.\n"),
        ("lista.txt", "Akaa, Närpiö, Ylöjärvi ja Salo."),
        (
            "lista.csv",
            "Kunta;Maakunta;Asukkaita\nAkaa;Pirkanmaa;5\nNärpiö;Pohjanmaa;6\nYlöjärvi;Pirkanmaa;7\nSalo;x;8\n",
        ),
        ("lista.csv", '"005x","Kunta"\n"a","Akaa"\n"b","545 Närpiö"\n"c","Ylöjärvi"\n"d","Salo"\n'),
    ],
)
def test_a_list_is_read_in_any_form(small, tmp_path, name, text):
    update = kv.update_network(small, CITIES, _list(tmp_path, text, name), source="kl-verkostot")
    assert [
        (change.change, change.key[1], change.new["basis"], change.new["source_ids"]) for change in update.changes
    ] == [
        ("changed", "020", "listed", "forssanlehti-721700;kl-verkostot"),
        ("changed", "545", "listed", "kl-verkostot"),
        ("changed", "734", "listed", "ev-salo-s;ts-4957016;kl-verkostot"),
        ("new", "980", "listed", "kl-verkostot"),
    ]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "fi",
            [
                "Luettelossa on 3 kuntaa: ehdokkaista jäseniksi 1, uusia jäseniä 1, ennestään jäseniä 1.",
                "Ehdokkaasta jäseneksi 1: Närpiö.",
                "Uusi jäsen 1: Ylöjärvi.",
                (
                    "3 aineiston jäsentä puuttuu luettelosta: Loviisa, Salo, Äänekoski. "
                    "Ne pysyvät jäseninä, kunnes poistat ne."
                ),
                "Jäseniä olisi tiedossa 6, julkaistu määrä on 57.",
            ],
        ),
        (
            "sv",
            [
                "Listan har 3 kommuner: från kandidat till medlem 1, nya medlemmar 1, medlemmar sedan tidigare 1.",
                "Från kandidat till medlem 1: Närpes.",
                "Ny medlem 1: Ylöjärvi.",
                (
                    "3 medlemmar i materialet saknas i listan: Lovisa, Salo, Äänekoski. "
                    "De förblir medlemmar tills du tar bort dem."
                ),
                "Antalet kända medlemmar skulle vara 6, det publicerade antalet är 57.",
            ],
        ),
    ],
)
def test_what_the_list_says_and_contradicts_is_told(small, tmp_path, language, said):
    update = kv.update_network(
        small, "Regionstäder", _list(tmp_path, "Akaa\nNärpiö\nYlöjärvi\n"), source="kl-verkostot"
    )
    assert update.sentences(language=language) == said


def test_candidates_whom_the_list_lacks_stay_candidates(small, tmp_path):
    update = kv.update_network(small, CITIES, _list(tmp_path, "Akaa\n"), source="kl-verkostot")
    assert "1 ehdokas puuttuu luettelosta: Närpiö." in update.sentences()
    row = update.dataset.memberships.query("network_id == @CITIES and municipality_code == '545'")
    assert row["basis"].tolist() == ["candidate"]


def test_a_member_by_rule_is_confirmed(small, tmp_path):
    update = kv.update_network(small, "suuret-kaupungit", _list(tmp_path, "Salo, Helsinki"), source="ev-salo-s")
    assert [(change.table, change.key[1], change.new["source_ids"]) for change in update.changes] == [
        ("confirmations", "091", "hel-c21;ev-salo-s"),
        ("confirmations", "734", "hel-c21;kf-stadspol;ev-salo-s"),
    ]
    assert contradictions(update.dataset) == []


def test_a_new_source_is_added(small, tmp_path):
    options = {"publisher": "Kuntaliitto", "title": "Seutukaupungit 2026", "url": "https://www.kuntaliitto.fi"}
    update = kv.update_network(small, CITIES, _list(tmp_path, "Närpiö"), source="kl-2026", **options)
    assert update.changes[0].table == "sources"
    assert update.dataset.sources.query("source_id == 'kl-2026'")["publisher"].tolist() == ["Kuntaliitto"]
    with pytest.raises(UnfitError, match=r"The source kl-2026 is not in the table sources\. If it is new, give its"):
        kv.update_network(small, CITIES, tmp_path / "lista.txt", source="kl-2026")


def test_what_names_nobody_is_refused_with_its_line(small, tmp_path):
    path = _list(tmp_path, "Seutukaupungit:\nAkaa\nLovisaa\nAtlantis\n")
    with pytest.raises(UnfitError) as caught:
        kv.update_network(small, CITIES, path, source="kl-verkostot")
    assert str(caught.value) == (
        "lista.txt: 2 places are not the name or code of any municipality (line and text): "
        "3: Lovisaa (Loviisa (434)?); 4: Atlantis. Correct them, or go on without them (partial)."
    )
    update = kv.update_network(small, CITIES, path, source="kl-verkostot", partial=True)
    assert [change.key[1] for change in update.changes] == ["020"]
    assert "2 kohtaa ei ole kunnan nimiä, ja ne jäivät pois: Lovisaa, Atlantis." in update.sentences()


def test_a_file_that_names_nobody_and_an_unknown_network_are_refused(small, tmp_path):
    path = _list(tmp_path, "Atlantis\n")
    with pytest.raises(UnfitError, match="no municipality was recognised"):
        kv.update_network(small, CITIES, path, source="kl-verkostot")
    with pytest.raises(UnfitError, match="There is no network Qqq"):
        kv.update_network(small, "Qqq", path, source="kl-verkostot")


def test_what_is_written_is_what_was_shown(small, small_folder, tmp_path):
    folder = Path(shutil.copytree(small_folder, tmp_path / "tables"))
    path = _list(tmp_path, "Akaa\nNärpiö\nYlöjärvi\nSalo\n")
    update = kv.update_network(small, CITIES, path, source="kl-2026", publisher="Kuntaliitto", published="2026")
    before = {file.name: file.read_text("utf-8").splitlines() for file in folder.iterdir()}
    for file, content in update.contents(folder).items():
        file.write_bytes(content)
    again = kv.read_dataset(folder)
    for name in ("memberships", "confirmations", "sources"):
        pd.testing.assert_frame_equal(getattr(again, name), getattr(update.dataset, name))
    assert kv.compare(small, again)["member_id"].tolist() == ["545", "980"]
    # Rows that do not change are the same, in the same order.
    touched = {change.key for change in update.changes}
    for name in ("memberships", "sources"):
        lines = (folder / f"{name}.csv").read_text("utf-8").splitlines()
        kept = [line for line in before[f"{name}.csv"] if tuple(line.split(",")[:2]) not in touched]
        assert [line for line in lines if line in kept] == kept
    assert kv.update_network(again, CITIES, path, source="kl-2026").changes == ()


def test_a_table_with_the_required_columns_alone_is_edited(small_folder, tmp_path):
    folder = Path(shutil.copytree(small_folder, tmp_path / "tables"))
    table = pd.read_csv(folder / "memberships.csv", dtype=str, keep_default_na=False)
    table.drop(columns=["grade", "note"]).to_csv(folder / "memberships.csv", index=False)
    update = kv.update_network(kv.read_dataset(folder), CITIES, _list(tmp_path, "Närpiö"), source="kl-verkostot")
    (content,) = update.contents(folder).values()
    assert b"seutukaupungit,545,listed,kl-verkostot\n" in content
    table.drop(columns=["grade", "note", "source_ids"]).to_csv(folder / "memberships.csv", index=False)
    with pytest.raises(UnfitError, match=r"The table memberships\.csv has no column source_ids"):
        update.contents(folder)


def test_a_workbook_is_read(small, tmp_path):
    from openpyxl import Workbook  # noqa: PLC0415 - slow to load

    book = Workbook()
    for row in (("Seutukaupungit 2026",), (), ("Kunta", "Sihteeri"), ("Närpiö", "A"), ("Akaa", "B")):
        book.active.append(row)
    book.save(tmp_path / "lista.xlsx")
    update = kv.update_network(small, CITIES, tmp_path / "lista.xlsx", source="kl-verkostot")
    assert [change.key[1] for change in update.changes] == ["020", "545"]
    assert (
        "Luettelon yläpuolella on muuta tekstiä, jota ei luettu: Seutukaupungit 2026, Kunta, Sihteeri."
        in update.sentences()
    )


@pytest.mark.parametrize(
    "text", ["Akaa, Närpiö\nYlöjärvi, Salo\n", "Akaa;Närpiö;Salo\nYlöjärvi;;\n", "Akaa\tNärpiö\nYlöjärvi\tSalo"]
)
def test_all_columns_of_a_table_without_a_header_are_read(small, tmp_path, text):
    update = kv.update_network(small, CITIES, _list(tmp_path, text, "lista.csv"), source="kl-verkostot")
    assert [change.key[1] for change in update.changes] == ["020", "545", "734", "980"]


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("Jäsen;Naapuri\nAkaa;Salo\nNärpiö;Ylöjärvi\n", "1 (Jäsen), 2 (Naapuri)"),
        ("x;Lkm;Kunta\na;20;Närpiö\nb;734;Närpiö\nc;545;Närrpiö\n", "2 (Lkm), 3 (Kunta)"),
        ("545;20\n734;91\n", "1, 2"),
    ],
)
def test_columns_with_different_municipalities_are_refused(small, tmp_path, text, columns):
    with pytest.raises(UnfitError) as caught:
        kv.update_network(small, CITIES, _list(tmp_path, text, "lista.csv"), source="kl-verkostot")
    assert str(caught.value) == (
        f"lista.csv: several columns name different municipalities: {columns}. Keep only the one that has the members."
    )


@pytest.mark.parametrize("text", ["Lkm;Kunta\n20;Närpiö\n734;Akaa\n", "Koodi;Kunta;Lkm\n545;Närpiö;91\n020;Akaa;734\n"])
def test_figures_and_codes_beside_names_are_no_other_members(small, tmp_path, text):
    update = kv.update_network(small, CITIES, _list(tmp_path, text, "lista.csv"), source="kl-verkostot")
    assert [change.key[1] for change in update.changes] == ["020", "545"]


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("Verkostoon kuuluvat Akaa, Salo ja Närpiö.", "1: Verkostoon kuuluvat Akaa."),
        ("Jäsenet: Akaa, Närpiö", "1: Jäsenet: Akaa."),
        ("Verkosto 2026\nJäsenet: Akaa,\nNärpiö\n", "2: Jäsenet: Akaa,."),
    ],
)
def test_a_name_that_stands_beside_other_words_is_not_lost_in_a_title(small, tmp_path, text, unknown):
    path = _list(tmp_path, text)
    with pytest.raises(UnfitError) as caught:
        kv.update_network(small, CITIES, path, source="kl-verkostot")
    assert unknown in str(caught.value)


@pytest.mark.parametrize(
    ("sheets", "said"),
    [
        ({"Ohje": [["Lista"], [20]], "Jäsenet": [["Kunta"], ["Närpiö"], ["Akaa"]]}, ""),
        ({"A": [["Kunta"], ["Närpiö"]], "B": [["Kunta"], ["Akaa"]]}, "several sheets name municipalities: A, B."),
    ],
)
def test_the_sheet_that_names_municipalities_is_read(small, tmp_path, sheets, said):
    from openpyxl import Workbook  # noqa: PLC0415 - slow to load

    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(tmp_path / "lista.xlsx")
    if said:
        with pytest.raises(UnfitError, match=said):
            kv.update_network(small, CITIES, tmp_path / "lista.xlsx", source="kl-verkostot")
        return
    update = kv.update_network(small, CITIES, tmp_path / "lista.xlsx", source="kl-verkostot")
    assert [change.key[1] for change in update.changes] == ["020", "545"]


def test_a_member_that_a_source_adds_to_a_rule_gets_another_source(real, tmp_path):
    folder = Path(shutil.copytree(bundled_data(), tmp_path / "tables"))
    update = kv.update_network(real, "suuret-kaupungit", _list(tmp_path, "Kajaani"), source="kf-natverk")
    ((table, change, key, old, new),) = update.changes
    assert (table, change, key) == ("rule_exceptions", "changed", ("large-cities-population", "205"))
    assert (old["source_ids"], new["source_ids"]) == ("kl-verkostot", "kl-verkostot;kf-natverk")
    for file, content in update.contents(folder).items():
        file.write_bytes(content)
    again = kv.read_dataset(folder)
    for name in ("memberships", "rule_exceptions"):
        pd.testing.assert_frame_equal(getattr(again, name), getattr(update.dataset, name))
    assert kv.update_network(again, "suuret-kaupungit", tmp_path / "lista.txt", source="kf-natverk").changes == ()


@pytest.mark.parametrize(
    ("network", "options", "said"),
    [
        ("cemr", {}, "The members of the network cemr are not municipalities."),
        ("maakuntien-liitot", {}, "The members of the network maakuntien-liitot are not municipalities."),
        (CITIES, {"title": "Uusi"}, "The source kl-verkostot is in the table sources already."),
        ("", {}, "Name the network by its id or name."),
    ],
)
def test_what_cannot_be_updated_is_refused(real, tmp_path, network, options, said):
    with pytest.raises(UnfitError) as caught:
        kv.update_network(real, network, _list(tmp_path, "Närpiö"), source="kl-verkostot", **options)
    assert str(caught.value).startswith(said)


def test_a_former_municipality_stands_for_its_successor(real, tmp_path):
    update = kv.update_network(real, "kehyskunnat", _list(tmp_path, "Pertunmaa\n"), source="kl-verkostot")
    assert [change.key[1] for change in update.changes] == ["507"]
    assert "1 nimi on entisen kunnan" in "".join(update.sentences())


LETTER = """\
Hei,

tässä pyytämäsi lista. Kiitos ja mukavaa viikonloppua!

1. Salon kaupunki
2. Närpes stad
3. Loviisan kaupunki / Lovisa stad
- Salo
• Ylöjärven kaupungin edustaja puuttuu
4. Kaskisten kaupungissa
5. Akaa ja Äänekoski
"""


def test_a_letter_is_read_without_its_sender(small, tmp_path):
    text = LETTER.replace("• Ylöjärven kaupungin edustaja puuttuu\n", "")
    for closing in ("Terveisin", "Ystävällisin terveisin,", "Med vänlig hälsning", "Mvh Maija", "Kind regards", "-- "):
        path = _list(tmp_path, f"{text}\n{closing}\nMaija Meikäläinen\nSipoon kunta\np. 040 123 4567\n")
        update = kv.update_network(small, CITIES, path, source="kl-verkostot")
        assert [change.key[1] for change in update.changes] == ["020", "231", "434", "545", "734", "992"]
        told = [sentence for sentence in update.sentences(language="en") if "which was not read" in sentence]
        assert told == [
            (
                "Above the list stands other text, which was not read: Hei, tässä pyytämäsi lista. "
                "Kiitos ja mukavaa viikonloppua."
            ),
            (
                "Below the list stands other text, which was not read: "
                f"{closing.strip().rstrip(',')}, Maija Meikäläinen, Sipoon kunta, p. 040 123 4567."
            ),
        ]


def test_what_stands_between_names_is_no_closing(small, tmp_path):
    with pytest.raises(UnfitError, match=r"9: • Ylöjärven kaupungin edustaja puuttuu"):
        kv.update_network(small, CITIES, _list(tmp_path, LETTER), source="kl-verkostot")
    with pytest.raises(UnfitError, match="2: Atlantis"):
        kv.update_network(small, CITIES, _list(tmp_path, "Salo\nAtlantis\nMaija\n"), source="kl-verkostot")


@given(
    codes=st.sets(st.sampled_from(CODES), min_size=1),
    network=st.sampled_from([CITIES, "kehyskunnat", "suuret-kaupungit", "pienet-kunnat", "uso4-2017-2018"]),
)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_written_and_compared_the_tables_differ_by_what_was_shown(
    small, small_folder, tmp_path_factory, codes, network
):
    folder = Path(shutil.copytree(small_folder, tmp_path_factory.mktemp("law") / "tables"))
    update = kv.update_network(small, network, _list(folder.parent, "\n".join(codes)), source="kl-verkostot")
    for path, content in update.contents(folder).items():
        path.write_bytes(content)
    now = kv.read_dataset(folder)
    shown = {
        change.key for change in update.changes if change.table == "memberships" and change.old.get("basis") != "listed"
    }
    told = kv.compare(small, now)
    assert set(map(tuple, told[["network_id", "member_id"]].to_numpy())) == shown
    assert set(told["change"]) <= {"joined"}
    assert kv.compare(now, update.dataset, candidates=True).empty
    # The same list once more changes nothing.
    assert kv.update_network(now, network, folder.parent / "lista.txt", source="kl-verkostot").changes == ()
