"""Populations of municipalities in a table as a statistics office exports it."""

from __future__ import annotations

import calendar
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kuntaverkostot.dataset.matching import look_up
from kuntaverkostot.dataset.population_categories import population_categories
from kuntaverkostot.dataset.register import Register
from kuntaverkostot.tables.csv_grid import grid_of_bytes
from kuntaverkostot.tables.encodings import decode
from kuntaverkostot.tables.json_stat import is_json_stat, statistics_of_json
from kuntaverkostot.tables.problem import Problem
from kuntaverkostot.tables.px import is_px, statistics_of_px
from kuntaverkostot.tables.px_csv import statistics_of_grid
from kuntaverkostot.tables.statistics import Category, Fact, Statistics, StatisticsError
from kuntaverkostot.tables.table_files import few
from kuntaverkostot.text.dates import calendar_parts
from kuntaverkostot.text.unfit import UnfitError

PERIOD = re.compile(r"((?:18|19|20)\d\d)(?:M(\d\d)|-(\d\d)(?:-(\d\d))?)?\*?")
PROVISIONAL = re.compile(r"ennakko|prelimin|provisional", re.IGNORECASE)
# Areas that are larger or smaller than a municipality: MK01, SK011, SSS; those of municipalities begin with KU.
OTHER_AREA = re.compile(r"(?!KU)[A-ZÅÄÖ]{2,3}\d{0,5}\b.*")


@dataclass(frozen=True, slots=True)
class PopulationTable:
    """Populations in a file.

    Parameters
    ----------
    figures : dict of (str, str) to int
        Inhabitants by municipality code and day.
    others : dict of str to dict of str to int
        Areas that are no municipality, by name, and their figures by day.
    missing : tuple of (str, str)
        Municipalities and days for which the office has no value.
    provisional : tuple of str
        Days of which the figures are provisional.
    """

    figures: dict[tuple[str, str], int]
    others: dict[str, dict[str, int]]
    missing: tuple[tuple[str, str], ...]
    provisional: tuple[str, ...] = ()


def read_populations(path: Path, register: Register, *, date: str = "", today: str = "") -> PopulationTable:
    """Return the populations in a file: PxWeb's CSV, PX or JSON-stat.

    Parameters
    ----------
    path : Path
        The file.
    register : Register
        The municipalities, former ones too.
    date : str
        Day of the figures, ISO 8601, where the file names none.
    today : str
        The last day that figures can be of, ISO 8601; "" is the computer's today. Those of later days are forecasts.

    Raises
    ------
    UnfitError
        When it is no such table, or it is not clear which figures are populations, or of which day.
    OSError
        When the file cannot be read.
    """
    try:
        table = statistics_of(path)
    except StatisticsError as error:
        place = Problem(path.name, error.line or None, None, "", "", "").place
        raise UnfitError(f"table_{error.rule.replace('-', '_')}", place=place, value=error.value) from None
    return _populations(table, register, path.name, date, today or datetime.now().astimezone().date().isoformat())


def statistics_of(path: Path) -> Statistics:
    """Return the table in a file, whatever its form; StatisticsError or UnfitError when it has none."""
    data = path.read_bytes()
    text, problems = decode(data, file=path.name)
    if any(problem.severity == "error" for problem in problems):
        raise UnfitError("table_text", file=path.name)
    if text.lstrip()[:1] in {"{", "["}:
        try:
            held = json.loads(text)
        except ValueError as error:
            line = getattr(error, "lineno", 0)
            raise StatisticsError("json", line) from None
        if not is_json_stat(held):
            raise StatisticsError("json-part", value="dimension, value")
        return statistics_of_json(held)
    if is_px(text):
        return statistics_of_px(text)
    grid = grid_of_bytes(data, file=path.name)
    if not grid.header:
        raise StatisticsError("csv-values")
    return statistics_of_grid(grid)


def _populations(table: Statistics, register: Register, file: str, date: str, today: str) -> PopulationTable:
    codes = {place: _codes(table.categories(place), register) for place in range(len(table.names))}
    area = max(codes, key=lambda place: len(codes[place]))
    if not codes[area]:
        raise UnfitError("table_areas", file=file)
    days = {place: _days(table.categories(place)) for place in codes if place != area}
    time = next((place for place, known in days.items() if known), None)
    _check_days(sorted({date} if time is None else set(days[time].values())), file, date, today)
    chosen = population_categories(table, [place for place in codes if place not in {area, time}], file)
    figures: dict[tuple[str, str], int] = {}
    others: dict[str, dict[str, int]] = {}
    missing = []
    for fact in table.facts:
        if any(fact.categories[place] != category for place, category in chosen.items()):
            continue
        where, day = fact.categories[area], date if time is None else days[time][fact.categories[time]]
        code = codes[area].get(where)
        if fact.value is None:
            missing += [(code, day)] if code else []
            continue
        persons = _persons(fact, file)
        if code is None:
            others.setdefault(where.label, {})[day] = persons
        elif figures.setdefault((code, day), persons) != persons:
            raise UnfitError("table_twice", place=_place(fact, file), area=where.label, day=day)
    starred = {} if time is None else {days[time][held] for held in days[time] if held.label.endswith("*")}
    everything = table.provisional or PROVISIONAL.search(table.title)
    provisional = tuple(sorted({day for _, day in figures if everything or day in starred}))
    return PopulationTable(figures, others, tuple(missing), provisional)


def _codes(categories: Sequence[Category], register: Register) -> dict[Category, str]:
    """Return the municipalities among categories; of a former one without a row of its own, nothing is known."""
    codes = {}
    for category in categories:
        if OTHER_AREA.fullmatch(category.code) or not category.code:
            continue
        for text in dict.fromkeys(category):
            match = look_up(register, text, suggest=False)
            if match.severity != "error" and match.rule != "ended":
                codes[category] = match.value
                break
    return codes


def _days(categories: Sequence[Category]) -> dict[Category, str]:
    """Return the day of each category of time: the last of a year or month; nothing when one of them is no time."""
    days = {}
    for category in categories:
        match = next(filter(None, map(PERIOD.fullmatch, category)), None)
        if match is None:
            return {}
        year, month = int(match[1]), int(match[2] or match[3] or 12)
        if not 1 <= month <= 12:
            return {}
        days[category] = f"{year:04}-{month:02}-{int(match[4] or calendar.monthrange(year, month)[1]):02}"
    return days


def _check_days(days: Sequence[str], file: str, date: str, today: str) -> None:
    """Refuse days that are not known, not in the calendar, or still to come, and a given day that is another one."""
    if not days[0]:
        raise UnfitError("table_period", file=file)
    for day in days:
        if not calendar_parts(day):
            raise UnfitError("table_day", file=file, day=day)
        if day > today:
            raise UnfitError("table_forecast", file=file, day=day)
    if date and list(days) != [date]:
        raise UnfitError("table_date", file=file, days=few(days), date=date)


def _persons(fact: Fact, file: str) -> int:
    if not isinstance(fact.value, int) or fact.value < 0:
        raise UnfitError("table_persons", place=_place(fact, file), value=str(fact.value))
    return fact.value


def _place(fact: Fact, file: str) -> str:
    return Problem(file, fact.line or None, None, "", "", "").place
