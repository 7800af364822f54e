"""Matching of codes and names to municipalities, networks and organisations, including former ones.

A near miss is never a match: the row is refused, with a suggestion.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, partial

from kuntaverkostot.dataset.genitives import genitives, named_as
from kuntaverkostot.dataset.values import code_of, slug
from kuntaverkostot.text.cells import Outcome
from kuntaverkostot.text.language import NAMES, SHORT_NAMES

# Between a code and a name, or two names: 091 Helsinki; Helsinki (091); Esbo / Espoo; Esbo – Espoo.
PARTS = re.compile(r"\s+[–-]\s+|\s*[/,;]\s*|\s*\(|\)\s*$|(?<=[0-9])\s+(?=\D)|(?<=\D)\s+(?=[0-9]+$)")
SUGGESTIONS = 3
SIMILAR = 0.72
# Comparing a name with a thousand others takes milliseconds. No suggestion is worth a minute.
MOST_COMPARED = 5000
MOST_SUGGESTED = 200
# A longer text is not a name.
LONGEST_NAME = 80


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
    >>> look_up(cities, "ESBO").value, look_up(cities, "Esbbo").expected
    ('049', 'Espoo (049)')
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


def look_up(register: Register, value: str, *, suggest: bool = True) -> Outcome:
    """Return the key that a reference means.

    Parameters
    ----------
    register : Register
        From :func:`build_register`.
    value : str
        The cell; not empty.
    suggest : bool
        Whether to look for near misses, which takes some milliseconds.

    Returns
    -------
    Outcome
        Rule "" when the value is a key, "named" when it is the name of one. Repaired: "code-zero" (a lost zero),
        "named-twice" (a code and a name, or two names, that agree), "ended" (the successor). Refused: "ambiguous",
        "names-disagree", "several" (names of several), "suggestion" (a near miss) or "foreign-key".
    """
    if value in register.keys:
        return Outcome(value, "", "info")
    if len(value) > LONGEST_NAME:
        return Outcome(value, "foreign-key", "error", register.table)
    if match := _match_exactly(register, value):
        return match
    parts = [part.strip() for part in PARTS.split(value) if part.strip()]
    if len(parts) > 1:
        matches = [
            _match_exactly(register, part) or (Outcome(part, "") if part in register.keys else None) for part in parts
        ]
        codes = {outcome.value for outcome in matches if outcome and outcome.severity != "error"}
        if len(codes) == 1 and all(matches):
            (code,) = codes
            # Code, then name, is the form of the template and of Statistics Finland: nothing to repair.
            usual = parts[0] == code and len(parts) == 2
            return Outcome(code, "", "info") if usual else Outcome(code, "named-twice", "repaired")
        if len(codes) > 1:
            choices = ", ".join(f"{register.names().shown.get(code, '')} ({code})" for code in sorted(codes))
            coded = any(part in register.keys or code_of(part, register.digits) for part in parts)
            return Outcome(value, "names-disagree" if coded else "several", "error", choices)
    near = _near_misses(register, value) if suggest else ""
    return Outcome(value, "suggestion" if near else "foreign-key", "error", near or register.table)


def limited_look_up(register: Register) -> Callable[[str], Outcome]:
    """Return :func:`look_up` for one register; it stops suggesting after many unknown names."""
    unknown: set[str] = set()

    def look(value: str) -> Outcome:
        outcome = look_up(register, value, suggest=len(unknown) < MOST_SUGGESTED)
        if outcome.rule in {"suggestion", "foreign-key"}:
            unknown.add(value)
        return outcome

    return look


def _match_exactly(register: Register, value: str) -> Outcome | None:
    return _match_name_or_code(register, value) or (_match_with_title(register, value) if register.digits else None)


def _match_with_title(register: Register, value: str) -> Outcome | None:
    """Return the municipality named together with its title, such as "Espoon kaupunki", unless it is ambiguous."""
    names, possible = register.names(), set[str]()
    for name, inflected in named_as(fold(value)):
        possible |= {name} if name in names.keys or name in names.ended else set()
        possible |= names.genitives().get(name, frozenset()) if inflected else set()
    matches = {outcome.value: outcome for name in sorted(possible) if (outcome := _match_name_or_code(register, name))}
    if len(matches) > 1:
        choices = ", ".join(f"{names.shown.get(code, '')} ({code})".strip() for code in sorted(matches))
        return Outcome(value, "ambiguous", "error", choices)
    return next(iter(matches.values()), None)


def _match_name_or_code(register: Register, value: str) -> Outcome | None:
    name = fold(value)
    names = register.names()
    if codes := names.keys.get(name):
        if len(codes) == 1:
            (code,) = codes
            return Outcome(code, "named", "info", names.shown[code])
        return Outcome(value, "ambiguous", "error", ", ".join(sorted(codes)))
    code = code_of(value, register.digits) if register.digits else ""
    if code in register.keys:
        return Outcome(code, "code-zero", "repaired") if code != value else None
    if gone := names.ended.get(name) or names.ended.get(code):
        shown = f"{names.shown.get(gone.successor, '')} ({gone.successor})"
        if gone.successor in register.keys:
            return Outcome(gone.successor, "ended", "repaired", f"{gone.name}, {gone.ended_on}, {shown}")
        return Outcome(value, "ended-unknown", "error", f"{gone.name}, {gone.ended_on}, {gone.successor}")
    return None


def _near_misses(register: Register, value: str) -> str:
    names = register.names()
    words = [*names.keys, *names.ended] if names.keys else sorted(register.keys)
    if len(words) > MOST_COMPARED:
        return ""
    shown = []
    value = next((name for name, _ in named_as(fold(value))), value)
    # A name without its diacritics is still near.
    plain = {slug(word): word for word in words}
    for spelling in difflib.get_close_matches(slug(value), plain, n=SUGGESTIONS, cutoff=SIMILAR):
        word = plain[spelling]
        codes = names.keys.get(word, frozenset({word}))
        gone = names.ended.get(word)
        shown += [gone.name] if gone else [f"{names.shown.get(code, '')} ({code})".strip() for code in sorted(codes)]
    return ", ".join(dict.fromkeys(shown))
