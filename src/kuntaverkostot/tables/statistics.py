"""Statistical tables as offices export them: JSON-stat, PX, and the CSV of PxWeb.

Each becomes facts: a value for one category of each dimension. The libraries that read PX and JSON-stat (pyaxis,
pyjstat) load files from the network and lose where a value stood, so these small readers are our own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import NamedTuple

Value = int | float | None  # None: the office has no value


class Category(NamedTuple):
    """A category of a dimension: its code, and what it is called; the same where there is one of them only."""

    code: str
    label: str


class Dimension(NamedTuple):
    """A dimension and its categories."""

    name: str
    categories: tuple[Category, ...]


class Fact(NamedTuple):
    """A value for one category of each dimension, and the line of the file (0: unknown)."""

    categories: tuple[Category, ...]
    value: Value
    line: int = 0


@dataclass(frozen=True, slots=True)
class Statistics:
    """A statistical table.

    Parameters
    ----------
    names : tuple of str
        Names of the dimensions.
    facts : tuple of Fact
        In the order of the file.
    title : str
        What the file says that the table is about.
    units : dict of str to str
        Units of the values, by the label of the category that they are of; by "" those of all others.
    provisional : bool
        Whether the file marks values as provisional.
    """

    names: tuple[str, ...]
    facts: tuple[Fact, ...]
    title: str = ""
    units: Mapping[str, str] = field(default_factory=dict)
    provisional: bool = False

    def categories(self, place: int) -> list[Category]:
        """Return the different categories of a dimension, in the order of the file."""
        return list(dict.fromkeys(fact.categories[place] for fact in self.facts))


def cube(dimensions: Sequence[Dimension], values: Sequence[Value], lines: Sequence[int] = ()) -> Statistics:
    """Return the facts of a table in which the last dimension runs fastest.

    >>> sexes = Dimension("sex", (Category("1", "men"), Category("2", "women")))
    >>> cube([sexes], [5, None]).facts[1]
    Fact(categories=(Category(code='2', label='women'),), value=None, line=0)
    """
    cells: Iterator[tuple[Category, ...]] = product(*(dimension.categories for dimension in dimensions))
    places = lines or [0] * len(values)
    facts = tuple(Fact(*fact) for fact in zip(cells, values, places, strict=True))
    return Statistics(tuple(dimension.name for dimension in dimensions), facts)


class StatisticsError(ValueError):
    """A statistical table that cannot be read: which rule, at which line (0: no line), and the value.

    Parameters
    ----------
    rule : str
        What is wrong, as a key of the messages.
    line : int
        Line of the file, from 1.
    value : str
        What stands there.
    """

    def __init__(self, rule: str, line: int = 0, value: str = "") -> None:
        self.rule, self.line, self.value = rule, line, value
        super().__init__(f"{rule}:{line} {value}".strip())
