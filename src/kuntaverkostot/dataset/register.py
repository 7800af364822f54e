"""Registers: the keys of a table, and the names under which they are found."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, partial

from kuntaverkostot.dataset.genitives import genitives
from kuntaverkostot.text.language import NAMES, SHORT_NAMES


@dataclass(frozen=True, slots=True)
class Ended:
    """A former municipality."""

    code: str
    name: str
    ended_on: str
    successor: str


@dataclass(frozen=True, slots=True)
class Names:
    """Names of the keys of a table.

    Parameters
    ----------
    keys : dict of str to frozenset of str
        Keys by folded name. A name with several keys is ambiguous.
    shown : dict of str to str
        Name of each key, for messages.
    ended : dict of str to Ended
        By folded name and by code.
    genitives : callable
        Returns the folded names by Finnish genitive. Computed on demand, because few tables need them.
    """

    keys: Mapping[str, frozenset[str]] = field(default_factory=dict)
    shown: Mapping[str, str] = field(default_factory=dict)
    ended: Mapping[str, Ended] = field(default_factory=dict)
    genitives: Callable[[], Mapping[str, frozenset[str]]] = dict


@dataclass(frozen=True, slots=True)
class Register:
    """Keys of one table and their names.

    Parameters
    ----------
    table : str
        Its name, for messages.
    keys : frozenset of str
        Valid references.
    names : callable
        Returns the names. Computed on demand, because most tables refer by key only.
    digits : int
        Length of the keys when they are codes, else 0.
    """

    table: str
    keys: frozenset[str]
    names: Callable[[], Names] = Names
    digits: int = 0


def fold(name: str) -> str:
    """Return a name for comparison, regardless of case and repeated spaces.

    >>> fold("KOSKI  Tl")
    'koski tl'
    """
    return " ".join(name.casefold().split())


def build_register(
    table: str, key: str, columns: Mapping[str, Iterable[str]], *, ended: Iterable[Ended] = (), digits: int = 0
) -> Register:
    """Return the register of a table.

    Parameters
    ----------
    table, key : str
        Its name and its key column.
    columns : mapping of str to iterable of str
        Its cells. Names are in the columns name_fi, name_sv, name_en, short_fi and so on.
    ended : iterable of Ended
        Former municipalities.
    digits : int
        Length of the keys when they are codes.

    Returns
    -------
    Register
        Names shared by several keys are kept, so that they can be refused as ambiguous.

    Examples
    --------
    >>> cities = build_register("municipalities", "code", {"code": ["049"], "name_fi": ["Espoo"], "name_sv": ["Esbo"]})
    >>> cities.keys, cities.names().keys["esbo"]
    (frozenset({'049'}), frozenset({'049'}))
    """
    names = cache(partial(_names, columns, key, ended=list(ended), ids=not digits))
    return Register(table, frozenset(columns[key]), names, digits)


def _names(columns: Mapping[str, Iterable[str]], key: str, *, ended: Sequence[Ended], ids: bool) -> Names:
    names: dict[str, set[str]] = {}
    shown: dict[str, str] = {}
    for column in (*NAMES, *SHORT_NAMES):
        for code, name in zip(columns[key], columns.get(column, []), strict=False):
            if name:
                names.setdefault(fold(name), set()).add(code)
                shown.setdefault(code, name)
    if ids:
        # Ids match regardless of case, too.
        for code in columns[key]:
            names.setdefault(fold(code), set()).add(code)
    ended_by_word = {}
    for item in ended:
        ended_by_word[item.code] = item
        ended_by_word[fold(item.name)] = item
    ended_by_word = {word: item for word, item in ended_by_word.items() if word not in names}
    inflected = cache(partial(_genitives, (*names, *ended_by_word)))
    return Names({name: frozenset(codes) for name, codes in names.items()}, shown, ended_by_word, inflected)


def _genitives(names: Iterable[str]) -> dict[str, frozenset[str]]:
    by_form: dict[str, set[str]] = {}
    for name in names:
        for form in genitives(name):
            by_form.setdefault(form, set()).add(name)
    return {form: frozenset(of_form) for form, of_form in by_form.items()}
