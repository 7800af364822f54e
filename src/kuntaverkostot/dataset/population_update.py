"""Populations of a statistics office brought into the tables."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from os import PathLike
from pathlib import Path

from kuntaverkostot.dataset.dataset import Dataset, rows_of
from kuntaverkostot.dataset.frames import TEXT, frame_of_rows
from kuntaverkostot.dataset.population_files import PopulationTable, read_populations
from kuntaverkostot.dataset.rederived import rederived
from kuntaverkostot.dataset.register import Register, build_register
from kuntaverkostot.dataset.rules import living_codes
from kuntaverkostot.dataset.updates import CHANGED, NEW, Note, RowChange, Update
from kuntaverkostot.tables.table_files import few
from kuntaverkostot.text.dates import calendar_parts
from kuntaverkostot.text.language import NAMES
from kuntaverkostot.text.unfit import UnfitError

TABLE = "populations"
KEY = ("municipality_code", "date")
# What the whole country is called.
WHOLE = re.compile(r"\b(?:sss|koko maa|hela landet|whole country)\b", re.IGNORECASE)


def update_population(
    dataset: Dataset, path: str | PathLike[str], *, source: str = "", date: str = "", today: str = ""
) -> Update:
    r"""Return what a table of populations changes.

    Parameters
    ----------
    dataset : Dataset
        The tables; they are not changed.
    path : path
        A file as statistics offices export it: PxWeb's CSV with semicolons, commas or tabs, PX, or JSON-stat. Areas
        are recognised by code or name; of dimensions such as sex and age, the total is used.
    source : str
        Id of the source in ``sources``; "" leaves it empty in new rows. It is needed when a figure changes, since the
        source of the old figure does not say the new one.
    date : str
        Day of the figures, ISO 8601, where the file names none.
    today : str
        The last day that figures can be of, ISO 8601; "" is the computer's today. Those of later days are forecasts.

    Returns
    -------
    Update
        The difference, sentences about it, and the dataset as it would be.

    Raises
    ------
    UnfitError
        A ValueError: when the file is no such table, or the source is not in the tables, or is needed.
    OSError
        When the file cannot be read.

    Examples
    --------
    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> import kuntaverkostot as kv
    >>> with TemporaryDirectory() as folder:
    ...     file = Path(folder, "vaesto.csv")
    ...     _ = file.write_text('"Alue";"2024 Väestö";"2025 Väestö"\n"KU734 Salo";50870;50600\n', encoding="utf-8")
    ...     update = kv.update_population(kv.load_dataset(), file, source="sf-11re")
    >>> update
    Update(1 new rows, 0 changed)
    >>> update.sentences(language="en")[0]
    'New figures: 1, changed: 0, as before: 1.'
    """
    if source and source not in set(dataset.sources["source_id"]):
        raise UnfitError("source", source=source)
    for day in filter(None, (date, today)):
        if len(calendar_parts(day)) != 3:
            raise UnfitError("date", date=day)
    table = read_populations(Path(path), _register(dataset), date=date, today=today)
    held = {
        (code, day): {"population": str(count), "source_id": origin}
        for code, day, count, origin in rows_of(
            dataset.populations[["municipality_code", "date", "population", "source_id"]]
        )
    }
    changes = tuple(_changes(held, table, source))
    counts = Counter(change.change for change in changes)
    if counts[CHANGED] and not source:
        raise UnfitError("source_changed", count=counts[CHANGED], figures=few(_changed(changes)))
    same = len(table.figures) - len(changes)
    notes = [
        Note("figures", {"new": counts[NEW], "changed": counts[CHANGED], "same": same}),
        *_remarks(dataset, table),
    ]
    return Update(_with(dataset, changes), changes, tuple(notes))


def _register(dataset: Dataset) -> Register:
    """Return all municipalities of the table, former ones too: each has figures of its own, and no other's."""
    columns = {name: dataset.municipalities[name].tolist() for name in ("municipality_code", *NAMES)}
    return build_register("municipalities", "municipality_code", columns, digits=3)


def _changes(
    held: Mapping[tuple[str, str], Mapping[str, str]], table: PopulationTable, source: str
) -> Iterator[RowChange]:
    for key, persons in sorted(table.figures.items()):
        old, new = held.get(key, {}), {"population": str(persons)}
        if old.get("population") != str(persons):
            new |= {"source_id": source} if source else {}
            row = dict(zip(KEY, key, strict=True))
            yield RowChange(TABLE, CHANGED if old else NEW, key, {**row, **old} if old else {}, {**row, **new})


def _changed(changes: Iterable[RowChange]) -> Iterator[str]:
    for change in changes:
        if change.change == CHANGED:
            yield f"{' '.join(change.key)}: {change.old['population']} → {change.new['population']}"


def _remarks(dataset: Dataset, table: PopulationTable) -> Iterator[Note]:
    days = sorted({day for _, day in table.figures})
    yield Note("days", {"days": tuple(days)})
    for day in days:
        absent = [code for code in living_codes(dataset.municipalities) if (code, day) not in table.figures]
        if absent:
            yield Note("absent", {"count": len(absent), "municipalities": tuple(absent), "days": (day,)})
        whole = {name: figures[day] for name, figures in table.others.items() if day in figures}
        total = sum(persons for (_, date), persons in table.figures.items() if date == day)
        for name, persons in whole.items():
            if WHOLE.search(name) and persons != total:
                yield Note("total", {"area": name, "published": persons, "total": total, "days": (day,)})
    if table.others:
        yield Note("others", {"count": len(table.others), "areas": few(list(table.others))})
    if table.provisional:
        yield Note("provisional", {"days": table.provisional})
    if table.missing:
        yield Note("missing", {"count": len(table.missing)})
    ruled = dataset.rules.loc[dataset.rules["date"] != "", "date"]
    if days and len(ruled) and max(days) > max(ruled):
        yield Note("rules", {"days": (max(ruled),)})


def _with(dataset: Dataset, changes: Iterable[RowChange]) -> Dataset:
    columns = list(dataset.populations.columns)
    rows = {row[:2]: dict(zip(columns, row, strict=True)) for row in rows_of(dataset.populations)}
    for change in changes:
        row = rows.setdefault((change.key[0], change.key[1]), dict.fromkeys(columns, ""))
        row.update(change.new, population=int(change.new["population"]))
    types = {name: "int64" if name == "population" else TEXT for name in columns}
    table = frame_of_rows((tuple(rows[key][name] for name in columns) for key in sorted(rows)), types)
    return rederived(dataset, populations=table)
