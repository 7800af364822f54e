"""Which figures of a statistical table are the population: all of it, and in persons."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kuntaverkostot.tables.px_csv import CONTENT
from kuntaverkostot.tables.statistics import Category, Statistics
from kuntaverkostot.text.unfit import UnfitError

# What is counted in the categories of a dimension, as it stands before the word for all of them together.
GROUPS = (
    r"sukupuol(?:i|et)|ikä(?:luokat|ryhmät)?|iät|kiel(?:i|et)|kansalaisuu(?:s|det)|syntyperä|siviilisäädyt"
    r"|kön|ålder|åldrar|åldersgrupper|språk|medborgarskap|civilstånd|ages?|age groups?|languages?|citizenships?"
)
ALL = r"(?:yhteensä|totalt|sammanlagt|total|in all)"
# Codes and words of the category that holds all others; of births or deaths in all it holds none.
TOTAL = re.compile(
    rf"sss|t|(?:(?:{GROUPS}),? )?{ALL}|{ALL},? (?:{GROUPS})"
    r"|(?:total,? )?(?:both sexes|all ages)|molemmat sukupuolet|båda könen",
    re.IGNORECASE,
)
# What the population is called among other figures: in Finnish, Swedish and English, and as a code.
POPULATION = re.compile(
    rf"vaesto(?:_kuukausi)?|synt-vaesto|(?:{ALL} )?(?:väestö|väkiluku|asukasluku|asuk(?:kaita|kaat|asmäärä)"
    r"|asukkaiden (?:luku)?määrä|befolkning|folkmängd(?:en)?|(?:antal )?invånare|invånarantal(?:et)?"
    rf"|population|(?:number of )?inhabitants)(?: 31\.12\.| 31 dec(?:ember)?\.?)?(?:,? {ALL})?",
    re.IGNORECASE,
)
# Other figures about the population, such as births, migration and density.
OTHER_FIGURES = re.compile(
    r"syntyn|kuoll|muutto|muutos|muutok|lisäys|tihey|osuus|ennuste|föd|dödlig|döda|flytt|förändring|ökning|täthet|andel"
    r"|prognos|birth|death|migrat|change|increase|density|share|projection|forecast",
    re.IGNORECASE,
)
# Units of thousands or more.
THOUSANDS = re.compile(
    r"(?<![\d \u00a0])1[ \u00a0]?000(?![\d \u00a0]*\d)|\b(?:tuha|tusen|thousand|milj|million)", re.IGNORECASE
)


def population_categories(table: Statistics, places: Sequence[int], file: str) -> dict[int, Category]:
    """Return of each dimension the population among other figures, or the category that holds all others.

    A single category is no exception: men alone, or deaths alone, are not the population.

    Parameters
    ----------
    table : Statistics
        The table.
    places : sequence of int
        Places of its dimensions, without those of areas and of time.
    file : str
        Name of the file, for messages.

    Raises
    ------
    UnfitError
        When it is not clear which figures are the population, or they are not in persons.
    """
    chosen = {place: fit for place in places if (fit := _only(table.categories(place), POPULATION))}
    by_name = set(chosen)
    for place in places:
        categories = table.categories(place)
        fit = chosen.get(place) or _only(categories, TOTAL)
        # The column of values may have any name where another one names what they are.
        if not fit and len(categories) == 1 and (not any(categories[0]) or (table.names[place] == CONTENT and by_name)):
            fit = categories[0]
        if not fit and len(categories) == 1:
            raise UnfitError("table_category", file=file, category=categories[0].label)
        if not fit:
            shown = ", ".join(category.label for category in categories[:6])
            key = "table_columns" if table.names[place] == CONTENT else "table_several"
            raise UnfitError(key, file=file, dimension=table.names[place], categories=shown)
        chosen[place] = fit
    _need_persons(table, [chosen[place].label for place in places], file, named=bool(by_name))
    return chosen


def _only(categories: Sequence[Category], wanted: re.Pattern[str]) -> Category | None:
    fitting = [category for category in categories if any(map(wanted.fullmatch, category))]
    return fitting[0] if len(fitting) == 1 else None


def _need_persons(table: Statistics, chosen: Sequence[str], file: str, *, named: bool) -> None:
    """Refuse a table whose title says that it is about something else, and figures in thousands."""
    if not named and OTHER_FIGURES.search(table.title):
        raise UnfitError("table_category", file=file, category=table.title)
    units = [unit for label, unit in table.units.items() if label in {"", *chosen}]
    if large := next(filter(THOUSANDS.search, [*units, table.title]), ""):
        raise UnfitError("table_thousands", file=file, unit=large)
