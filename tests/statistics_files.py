"""Tables of populations as Statistics Finland's PxWeb exports them, of the municipalities of a dataset."""

from __future__ import annotations

import json

import kuntaverkostot as kv

REGION = ("MK01", "Uusimaa")


def figures(dataset: kv.Dataset) -> dict[str, tuple[str, int, int]]:
    """Return name, inhabitants in 2024 and in 2025 (made up: a hundred more) of each municipality, by code."""
    names = dict(zip(dataset.municipalities["municipality_code"], dataset.municipalities["name_fi"], strict=True))
    return {code: (names[code], int(count), int(count) + 100) for code, count in kv.population(dataset).items()}


def areas(dataset: kv.Dataset) -> list[tuple[str, str, int, int]]:
    """Return the rows of a table: the whole country, the municipalities, and a region."""
    rows = [(f"KU{code}", *figure) for code, figure in figures(dataset).items()]
    whole = ("SSS", "KOKO MAA", sum(row[2] for row in rows), sum(row[3] for row in rows))
    return [whole, *rows, (*REGION, 1_700_000, 1_710_000)]


def wide_csv(dataset: kv.Dataset, *, delimiter: str = ";", codes: bool = False) -> str:
    """Return a column for each year, below a title and a blank line."""
    head = delimiter.join(['"Alue"', '"2024 Väestö 31.12."', '"2025 Väestö 31.12."'])
    names = [f"{code.removeprefix('KU')} {name}" if codes else name for code, name, *_ in areas(dataset)]
    rows = [
        f'"{name}"{delimiter}{old}{delimiter}{new}' for name, (*_, old, new) in zip(names, areas(dataset), strict=True)
    ]
    return "\r\n".join(['"11re -- Väestö muuttujina Alue, Vuosi ja Tiedot"', "", head, *rows, ""])


def long_csv(dataset: kv.Dataset) -> str:
    """Return a row for each area, year and sex."""
    rows = ['"Alue","Vuosi","Sukupuoli","Väestö 31.12."']
    for code, name, *counts in areas(dataset):
        for year, count in zip((2024, 2025), counts, strict=True):
            for sex, part in (("Yhteensä", count), ("Miehet", count // 2), ("Naiset", count - count // 2)):
                rows.append(f'"{code} {name}","{year}","{sex}",{part}')
    return "\n".join(rows) + "\n"


def px(dataset: kv.Dataset) -> str:
    """Return a PX file with two sexes and two contents, in several languages, with lists over several lines."""
    rows = areas(dataset)

    def listed(place: int) -> str:
        cells = [f'"{row[place]}"' for row in rows]
        return ",\r\n".join(",".join(cells[begin : begin + 4]) for begin in range(0, len(cells), 4))

    data = "\r\n".join(f'{old} 1 {new} "."\r\n{old // 2} 1 {new // 2} ".."' for *_, old, new in rows)
    return "\r\n".join(
        [
            'CHARSET="ANSI";',
            'AXIS-VERSION="2013";',
            'LANGUAGE="fi";',
            'LANGUAGES="fi","sv";',
            'TITLE="Väestö 31.12. muuttujina Alue; Vuosi, Sukupuoli ja Tiedot";',
            'STUB="Alue","Sukupuoli";',
            'STUB[sv]="Område","Kön";',
            'HEADING="Vuosi","Tiedot";',
            f'VALUES("Alue")={listed(1)};',
            f'VALUES[sv]("Område")={listed(1)};',
            'VALUES("Sukupuoli")="Yhteensä","Miehet";',
            'VALUES("Vuosi")="2024","2025*";',
            'VALUES("Tiedot")="Väestö 31.12.","Väestönlisäys";',
            'TIMEVAL("Vuosi")=TLIST(A1),"2024","2025";',
            f'CODES("Alue")={listed(0)};',
            'CODES("Sukupuoli")="SSS","1";',
            'CODES("Vuosi")="2024","2025";',
            'CODES("Tiedot")="vaesto","vaestonlisays";',
            'NOTE="Ennakkotieto, joka"',
            '" voi muuttua.";',
            "DATA=",
            f"{data};",
            "",
        ]
    )


def json_stat(dataset: kv.Dataset) -> dict[str, object]:
    """Return a table of JSON-stat 2."""
    rows = areas(dataset)
    return {
        "version": "2.0",
        "class": "dataset",
        "id": ["alue_23_20260101", "timeperiod_y", "contentscode"],
        "size": [len(rows), 2, 1],
        "dimension": {
            "alue_23_20260101": {
                "label": "Alue",
                "category": {
                    "index": {row[0]: place for place, row in enumerate(rows)},
                    "label": {row[0]: row[1] for row in rows},
                },
            },
            "timeperiod_y": {"label": "Vuosi", "category": {"index": ["2024", "2025"]}},
            "contentscode": {"label": "Tiedot", "category": {"label": {"vaesto": "Väestö 31.12."}}},
        },
        "value": [count for row in rows for count in row[2:]],
    }


def old_json_stat(dataset: kv.Dataset) -> dict[str, object]:
    """Return the earlier form, with the table inside, months, and a sparse list of values."""
    table = json_stat(dataset)
    dimension = dict(table["dimension"])  # type: ignore[call-overload] - a mapping
    dimension["timeperiod_y"] = {"label": "Kuukausi", "category": {"index": {"2025M12": 1, "2024M12": 0}}}
    values = {str(place): value for place, value in enumerate(table["value"])}  # type: ignore[arg-type] - a list
    return {"dataset": {"dimension": dimension | {"id": table["id"], "size": table["size"]}, "value": values}}


def files(dataset: kv.Dataset) -> dict[str, bytes]:
    """Return the same table in each form, by file name."""
    return {
        "semicolons.csv": wide_csv(dataset).encode("cp1252"),
        "commas.csv": wide_csv(dataset, delimiter=",", codes=True).encode("utf-8-sig"),
        "tabs.csv": wide_csv(dataset, delimiter="\t").encode("utf-16"),
        "long.csv": long_csv(dataset).encode("utf-8"),
        "table.px": px(dataset).encode("cp1252"),
        "table.json": json.dumps(json_stat(dataset)).encode("utf-8"),
        "old.json": json.dumps(old_json_stat(dataset), ensure_ascii=False).encode("utf-8"),
    }
