"""Matching of codes and names to municipalities, networks and organisations, including former ones.

A near miss is never a match: the row is refused, with a suggestion.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable

from kuntaverkostot.dataset.genitives import named_as
from kuntaverkostot.dataset.register import Register, fold
from kuntaverkostot.dataset.values import code_of, slug
from kuntaverkostot.text.cells import Outcome

# Between a code and a name, or two names: 091 Helsinki; Helsinki (091); Esbo / Espoo; Esbo – Espoo.
PARTS = re.compile(r"\s+[–-]\s+|\s*[/,;]\s*|\s*\(|\)\s*$|(?<=[0-9])\s+(?=\D)|(?<=\D)\s+(?=[0-9]+$)")
SUGGESTIONS = 3
SIMILAR = 0.72
# Comparing a name with a thousand others takes milliseconds. No suggestion is worth a minute.
MOST_COMPARED = 5000
MOST_SUGGESTED = 200
# A longer text is not a name.
LONGEST_NAME = 80


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

    Examples
    --------
    >>> from kuntaverkostot.dataset.register import build_register
    >>> cities = build_register("municipalities", "code", {"code": ["049"], "name_fi": ["Espoo"], "name_sv": ["Esbo"]})
    >>> look_up(cities, "ESBO").value, look_up(cities, "Esbbo").expected
    ('049', 'Espoo (049)')
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
