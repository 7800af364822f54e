"""Tables of populations in the shapes in which Statistics Finland gives them, made by hand, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import kuntaverkostot as kv
from kuntaverkostot.text.unfit import UnfitError

TODAY = "2026-06-30"
PERSONS = {("734", "2025-12-31"): 50600, ("611", "2025-12-31"): 5000}
CSV = {
    # Title, blank line, contents in the stub beside years in the heading; another figure has decimals and gaps.
    "contents in rows": (
        '"11ra -- Tunnuslukuja väestöstä muuttujina Alue, Tiedot ja Vuosi"\r\n\r\n"Alue","Tiedot","2025"\r\n'
        '"KOKO MAA","Väkiluku",5650000\r\n"KU734 Salo","Alle 15-vuotiaiden osuus väestöstä, %",14.1\r\n'
        '"KU734 Salo","Väkiluku",50600\r\n"KU611 Pornainen","Alle 15-vuotiaiden osuus väestöstä, %",..\r\n'
        '"KU611 Pornainen","Väkiluku",5000\r\n'
    ),
    "contents in columns, years in rows": (
        '"Tunnuslukuja väestöstä"\n\n"Alue";"Vuosi";"Alle 15-vuotiaiden osuus väestöstä, %";"Väkiluku"\n'
        '"KOKO MAA";"2025";15,1;5650000\n"734 Salo";"2025";14,1;50600\n"611 Pornainen";"2025";19,4;5000\n'
    ),
    "contents and years in columns": (
        '"Alue";"2025 Alle 15-vuotiaiden osuus väestöstä, %";"2025 Väkiluku"\n"Salo";14,1;50600\n"Pornainen";..;5000\n'
    ),
    "the year after the contents": (
        '"Kuntien avainluvut muuttujina Alue 2025 ja Tiedot"\n\n"Alue 2025";"Taajama-aste, %, 2024";"Väkiluku, 2025"\n'
        '"MK01 Uusimaa";95,0;1750000\n"Salo";81,0;50600\n"Pornainen";60,1;5000\n'
    ),
    "sexes in columns, ages in rows": (
        '"Väestö iän (1-v.) ja sukupuolen mukaan alueittain"\n\n'
        '"Alue","Ikä","Yhteensä 2025 Väestö 31.12.","Miehet 2025 Väestö 31.12."\n'
        '"Salo","Yhteensä",50600,25000\n"Salo","0",390,200\n"Salo","100 -",11,2\n'
        '"Pornainen","Yhteensä",5000,2500\n"Pornainen","0",60,30\n'
    ),
    "codes alone, one column of values": (
        '"Alue","Vuosi","Tiedot","Tunnuslukuja väestöstä"\n"KU734","2025","vaesto",50600\n'
        '"KU611","2025","vaesto",5000\n'
        '"KU734","2025","vaesto_alle15_p",14.1\n"KU611","2025","vaesto_alle15_p",19.4\n'
    ),
    "Swedish": (
        '"Nyckeltal för befolkningen efter Område, År och Uppgifter"\n\n"Område";"År";"Befolkning"\n'
        '"HELA LANDET";"2025";5650000\n"734 Salo";"2025";50600\n"611 Borgnäs";"2025";5000\n'
        '"MK01 Nyland";"2025";1750000\n'
    ),
    "English": (
        '"Area","Year","Sex","Population 31 Dec"\n"WHOLE COUNTRY","2025","Total",5650000\n'
        '"KU734 Salo","2025","Total",50600\n"KU734 Salo","2025","Males",25000\n"KU611 Pornainen","2025","Total",5000\n'
    ),
}
HEAD = """\
CHARSET="ANSI";
AXIS-VERSION="2013";
LANGUAGE="fi";
LANGUAGES="fi","sv";
CREATION-DATE="20260404 08:00";
TIMEVAL("Vuosi")=TLIST(A1),"2024","2025";
DECIMALS=1;
SHOWDECIMALS=0;
SUBJECT-AREA="Väestörakenne";
COPYRIGHT=YES;
DESCRIPTION="11ra -- Tunnuslukuja väestöstä muuttujina Alue, "
"Vuosi ja Tiedot";
TITLE="Tunnuslukuja väestöstä muuttujina Alue, Vuosi ja Tiedot";
CONTENTS="Tunnuslukuja väestöstä";
CONTENTS[sv]="Nyckeltal för befolkningen";
UNITS="%, lukumäärä";
STUB="Alue";
STUB[sv]="Område";
HEADING="Vuosi","Tiedot";
HEADING[sv]="År","Uppgifter";
CONTVARIABLE="Tiedot";
VARIABLE-TYPE("Alue")="Geographical";
VALUES("Alue")="KOKO MAA","Pornainen",
"Salo","MK01 Uusimaa";
VALUES[sv]("Område")="HELA LANDET","Borgnäs",
"Salo","MK01 Nyland";
VALUES("Vuosi")="2024","2025";
VALUES("Tiedot")="Alle 15-vuotiaiden osuus väestöstä, %","Väkiluku";
CODES("Alue")="SSS","KU611","KU734","MK01";
CODES("Vuosi")="2024","2025";
CODES("Tiedot")="vaesto_alle15_p","vaesto";
UNITS("Väkiluku")="lukumäärä";
PRECISION("Tiedot","Alle 15-vuotiaiden osuus väestöstä, %")=1;
SOURCE="Tilastokeskus, väestörakenne";
REFPERIOD("Väkiluku")="31.12.";
NOTE="<A HREF='https://stat.fi/tilasto/vaerak' TARGET=_blank>Kotisivu</A>; ks. myös";
VALUENOTE("Alue","Salo")="yhdistynyt";
"""
PX = HEAD + 'DATA=\n15.1 5635971 14.9 5650000\n19.4 ".." ".." 5000\n14.4 ".." 14.1 50600\n".." ".." "..." 1750000;\n'


def _written(tmp_path: Path, name: str, text: str, encoding: str = "utf-8") -> Path:
    path = tmp_path / name
    path.write_bytes(text.encode(encoding))
    return path


def _read(small: kv.Dataset, path: Path) -> dict[tuple[str, ...], int]:
    update = kv.update_population(small, path, today=TODAY)
    return {change.key: int(change.new["population"]) for change in update.changes}


def _notes(small: kv.Dataset, path: Path) -> list[str]:
    return [note.text for note in kv.update_population(small, path, today=TODAY).notes]


def _json(**changes: object) -> str:
    areas = {"SSS": "KOKO MAA", "KU611": "Pornainen", "KU734": "Salo", "MK01": "MK01 Uusimaa"}
    contents = {
        "index": {"vaesto": 0},
        "label": {"vaesto": "Väestö 31.12."},
        "unit": {"vaesto": {"base": changes.pop("unit", "lukumäärä"), "decimals": 0}},
    }
    table = {
        "class": "dataset",
        "version": "2.0",
        "label": "Väestö 31.12. muuttujina Alue, Vuosi, Sukupuoli ja Tiedot",
        "source": "Tilastokeskus, väestörakenne",
        "id": ["Alue", "Vuosi", "Sukupuoli", "Tiedot"],
        "size": [4, 1, 1, 1],
        "dimension": {
            "Alue": {
                "extension": {"show": "value"},
                "label": "Alue",
                "category": {"index": dict(zip(areas, range(4), strict=True)), "label": areas},
            },
            "Vuosi": {"label": "Vuosi", "category": {"index": {"2025": 0}, "label": {"2025": "2025"}}},
            "Sukupuoli": {"label": "Sukupuoli", "category": {"index": {"SSS": 0}, "label": {"SSS": "Yhteensä"}}},
            "Tiedot": {"label": "Tiedot", "category": contents},
        },
        "value": [5650000, 5000, 50600, None],
        "role": {"time": ["Vuosi"], "metric": ["Tiedot"], "geo": ["Alue"]},
        "extension": {"px": {"tableid": "statfin_vaerak_pxt_11re", "decimals": 0}},
    }
    return json.dumps(table | changes, ensure_ascii=False)


@pytest.mark.parametrize("encoding", ["latin-1", "utf-8-sig"])
@pytest.mark.parametrize("shape", CSV)
def test_a_csv_of_pxweb_is_read_in_each_shape(small, tmp_path, shape, encoding):
    assert _read(small, _written(tmp_path, "a.csv", CSV[shape], encoding)) == PERSONS


@pytest.mark.parametrize("encoding", ["latin-1", "utf-8-sig"])
def test_a_px_file_with_all_its_keywords_is_read(small, tmp_path, encoding):
    path = _written(tmp_path, "a.px", PX, encoding)
    assert _read(small, path) == PERSONS
    notes = {note.text: note.values for note in kv.update_population(small, path, today=TODAY).notes}
    # Two municipalities have dots for 2024; the country and a region are none.
    assert (notes["missing"]["count"], notes["others"]["areas"]) == (2, "KOKO MAA, MK01 Uusimaa")


@pytest.mark.parametrize(
    ("language", "contents"), [("fi", "Väkiluku"), ("sv", "Folkmängd"), ("sv", "Befolkning"), ("en", "Population")]
)
def test_the_contents_of_a_px_file_may_be_in_each_language(small, tmp_path, language, contents):
    text = (
        f'CHARSET="ANSI";\nLANGUAGE="{language}";\nCONTENTS="{contents}";\nUNITS="antal";\nSTUB="a";\nHEADING="b";\n'
        'VALUES("a")="Pornainen","Salo";\nVALUES("b")="2025";\nTIMEVAL("b")=TLIST(A1,"2025"-"2025");\nDATA=\n5000\n50600\n'
    )
    assert _read(small, _written(tmp_path, "a.px", text)) == PERSONS


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"value": {"0": 5650000, "1": 5000, "2": 50600}, "status": {"3": ".."}},
        {"status": [None, None, None, ".."]},
    ],
)
def test_json_stat_with_roles_extensions_and_gaps_is_read(small, tmp_path, changes):
    path = _written(tmp_path, "a.json", _json(**changes))
    assert _read(small, path) == PERSONS
    assert "provisional" not in _notes(small, path)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.csv", '"Alue";"2025* Väestö 31.12."\n"Salo";50600\n'),
        (
            "a.csv",
            '"Alue";"Kuukausi";"Syntyneet";"Väkiluku"\n"Salo";"2026M01*";30;50600\n"Akaa";"2026M01*";9;1\n',
        ),
        ("a.csv", '"Väestön ennakkotiedot"\n\n"Alue";"2026M01"\n"Salo";50600\n'),
        ("a.px", PX.replace('VALUES("Vuosi")="2024","2025"', 'VALUES("Vuosi")="2024","2025*"')),
        ("a.json", _json(status={"2": "p"})),
        ("a.json", _json(label="Preliminär folkmängd")),
    ],
)
def test_provisional_figures_are_told(small, tmp_path, name, text):
    path = _written(tmp_path, name, text)
    update = kv.update_population(small, path, today=TODAY)
    (note,) = [note for note in update.notes if note.text == "provisional"]
    assert note.days == (max(change.key[1] for change in update.changes),)


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        (
            "a.csv",
            '"Väkiluku (tuhatta)"\n\n"Alue";"2025"\n"Salo";51\n',
            r"thousands or millions \(Väkiluku \(tu",
        ),
        (
            "a.px",
            PX.replace('UNITS("Väkiluku")="lukumäärä"', 'UNITS("Väkiluku")="1 000 henkilöä"'),
            r"\(1 000 henkilöä\)",
        ),
        ("a.px", PX.replace('UNITS="%, lukumäärä"', 'UNITS="1000 personer"'), r"\(1000 personer\)"),
        ("a.json", _json(unit="tusental"), r"\(tusental\). Save a table with the population in persons"),
        ("a.csv", '"Elävänä syntyneet"\n\n"Alue";"2025"\n"Salo";351\n', "are of Elävänä syntyneet, which is neither"),
        ("a.csv", '"Väestöntiheys"\n\n"Alue";"2025"\n"Salo";26\n', "are of Väestöntiheys, which is neither"),
        (
            "a.json",
            _json(label="Kuolleet").replace("vaesto", "x").replace("Väestö 31.12.", "Kuolleet"),
            "are of Kuolleet, w",
        ),
        (
            "a.csv",
            '"Alue","Ikä","Miehet 2025 Väestö 31.12.","Naiset 2025 Väestö 31.12."\n"Salo","Yhteensä",25000,25600\n',
            "the columns hold several figures, none of which is the whole population: Miehet Väestö 31.12., Naiset",
        ),
        # Of one age, the number in each row is no figure of its own.
        (
            "a.csv",
            '"Alue","Vuosi","Ikä","Väestö"\n"Salo","2025","50",700\n"Espoo","2025","50",9\n',
            "the figures are of 50",
        ),
        ("a.csv", '"Alue","Vuosi","Ikä","Väestö"\n"Salo","2025","50",700\n"Salo","2025","51",9\n', "Ikä has several"),
        (
            "a.json",
            '{"columns": [], "data": [{"key": ["KU734"], "values": ["1"]}]}',
            "Save the table as JSON-stat 2",
        ),
        ("a.csv", '"Alue";"2025Q1 Väkiluku"\n"Salo";50351\n', "does not say of which day"),
    ],
)
def test_what_is_not_the_population_in_persons_is_refused_with_what_would_be_read(small, tmp_path, name, text, message):
    with pytest.raises(UnfitError, match=message):
        kv.update_population(small, _written(tmp_path, name, text), today=TODAY)


def test_large_numbers_in_a_title_are_no_unit(small, tmp_path):
    path = _written(tmp_path, "a.csv", '"Kunnat, joissa on yli 10 000 asukasta"\n\n"Alue";"2025"\n"Salo";50600\n')
    assert _read(small, path) == {("734", "2025-12-31"): 50600}
