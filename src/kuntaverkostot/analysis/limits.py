"""Municipalities near a limit of a rule, and when a straight line would cross it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date as calendar_day
from typing import TYPE_CHECKING, Any

import numpy as np

from kuntaverkostot.dataset import lookups
from kuntaverkostot.dataset.dataset import Dataset
from kuntaverkostot.dataset.deriving import POPULATION, admits
from kuntaverkostot.dataset.frames import TEXT, frame_of_rows
from kuntaverkostot.dataset.makers import need_dataset
from kuntaverkostot.dataset.names import member_names
from kuntaverkostot.dataset.suggestions import find_network
from kuntaverkostot.text.language import check_language, day, number, say
from kuntaverkostot.text.unfit import UnfitError

if TYPE_CHECKING:
    import pandas as pd

HORIZON = 30  # years ahead; a line says little of more
YEAR = 365.2425  # days
TYPES = {
    "network_id": TEXT,
    "rule_id": TEXT,
    "municipality_code": TEXT,
    "figure": "int64",
    "limit": "int64",
    "date": TEXT,
    "share": "float64",
    "member": "bool",
    "trend": "float64",
    "year": "Int64",
    "sentence": TEXT,
}


def near_limit(
    dataset: Dataset, *, share: float = 0.05, network: str | None = None, language: str = "fi"
) -> pd.DataFrame:
    """Return the municipalities near a limit of a rule about the population, and where their trend would lead.

    The trend is the slope of the straight line that fits the populations of all days best (least squares). The year
    is the first in which a line of this slope, through the population that the rule compares, is on the other side of
    the limit. It is no forecast.

    Parameters
    ----------
    dataset : Dataset
        The tables; they are not changed.
    share : float
        How near: the difference from the limit, as a share of the limit.
    network : str, optional
        Id or name of one network; all that have such a rule when left out.
    language : {"fi", "sv", "en"}
        Language of the sentences.

    Returns
    -------
    pandas.DataFrame
        A row for each rule and municipality, sorted by network and nearness: network_id, rule_id, municipality_code,
        figure and limit (inhabitants), date, share (of the limit), member (whether the rule covers it), trend
        (inhabitants a year; missing where populations of one day only are known), year (missing where the line does
        not cross the limit within 30 years), sentence.

    Raises
    ------
    UnfitError
        A ValueError: when the share is not from 0 to 1, or there is no such network.

    Examples
    --------
    >>> import kuntaverkostot as kv
    >>> table = kv.near_limit(kv.load_dataset(), share=0.02, network="suuret-kaupungit", language="en")
    >>> table.set_index("municipality_code")["year"].to_dict()
    {'285': 2025, '734': 2028}
    >>> table["sentence"][0].partition(". ")[0]
    'Kotka: 50,210 inhabitants on 31 December 2024, 210 above the limit 50,000'
    """
    need_dataset(dataset, "near_limit")
    check_language(language)
    if not 0 <= share <= 1:
        raise UnfitError("share", share=repr(share))
    wanted = sorted(lookups.rules(dataset)) if network is None else [find_network(dataset, network)]
    rows = [row for code in wanted for row in sorted(_near(dataset, code, share, language), key=lambda row: row[6])]
    return frame_of_rows(rows, TYPES)


def _near(dataset: Dataset, network: str, share: float, language: str) -> Iterator[tuple[Any, ...]]:
    inhabitants, names = lookups.facts(dataset).inhabitants, member_names(dataset, language)
    for rule in lookups.rules(dataset).get(network, ()):
        limit = int(rule["value"]) if rule["field"] == POPULATION else 0
        if not limit:
            continue
        admitted = admits(rule)
        for code, figure in inhabitants.get(rule["date"], {}).items():
            distance = abs(figure - limit) / limit
            if distance <= share:
                figures = {date: persons[code] for date, persons in sorted(inhabitants.items()) if code in persons}
                trend = _trend(figures)
                year = _crossing(admitted, figure, trend, int(rule["date"][:4]))
                sentence = _sentence(names[code], figure, rule, trend, year, list(figures), language)
                yield (
                    *(network, rule["rule_id"], code, figure, limit, rule["date"], distance),
                    *(admitted(figure), trend, year, sentence),
                )


def _trend(figures: Mapping[str, int]) -> float:
    """Return the inhabitants a year by which a population changes; missing for a single day.

    >>> _trend({"2022-12-31": 1000, "2023-12-31": 1010, "2024-12-31": 1020}).__round__()
    10
    >>> _trend({"2024-12-31": 1020})
    nan
    """
    if len(figures) < 2:
        return float("nan")
    years = np.array([calendar_day.fromisoformat(date).toordinal() for date in figures]) / YEAR
    persons = np.array(list(figures.values()), dtype=float)
    from_mean = years - years.mean()
    return float(from_mean @ (persons - persons.mean()) / (from_mean @ from_mean))


def _crossing(admitted: Callable[[Any], bool], figure: int, trend: float, year: int) -> int | None:
    """Return the first year in which a line is on the other side of a limit.

    >>> over = admits({"field": "population", "operator": "over", "value": "100"})
    >>> _crossing(over, 103, -1, 2024), _crossing(over, 100, 0.5, 2024), _crossing(over, 103, 1, 2024)
    (2027, 2025, None)
    """
    if np.isnan(trend):
        return None
    now = admitted(figure)
    return next((year + ahead for ahead in range(1, HORIZON + 1) if admitted(figure + ahead * trend) != now), None)


def _sentence(
    name: str, figure: int, rule: lookups.Row, trend: float, year: int | None, days: list[str], language: str
) -> str:
    limit = int(rule["value"])
    form = "above" if figure > limit else "below" if figure < limit else "on"
    inhabitants = say(language, "count.inhabitants", count=figure)
    values = {"name": name, "inhabitants": inhabitants, "date": day(language, rule["date"]), "limit": limit}
    sentence = say(language, f"near_limit.{form}", **values, difference=abs(figure - limit))
    if np.isnan(trend):
        return sentence
    change = number(language, round(trend) or 0)
    change = f"+{change}" if round(trend) > 0 else change
    line = say(language, "near_limit.trend", change=change, first=days[0][:4], last=days[-1][:4])
    if year is None:
        future = say(language, "near_limit.stays", years=HORIZON)
    else:
        future = say(language, f"near_limit.{'rises' if trend > 0 else 'falls'}", year=str(year))
    return f"{sentence} {line} {future}"
