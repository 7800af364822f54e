"""Municipality names with a title: Helsingin kaupunki, Maalahden kunta, Malax kommun, City of Espoo."""

from __future__ import annotations

import re

# Before these words, in whatever case, a name is in the genitive or in its base form.
FINNISH = re.compile(
    r"(.+) (?:kaupunki(?:a|na|in)?|kaupung(?:in|iss?a|ista|iin|ill[ae]|ille|ilta)|kuntaa?|kuntana|kuntaan"
    r"|kunn(?:an|assa|asta|alla|alle|alta))"
)
OTHERS = [
    re.compile(r"(.+?)s? (?:stad|kommun)"),
    re.compile(r"(.+) (?:city|town|municipality)"),
    re.compile(r"(?:the )?(?:city|town|municipality) of (.+)"),
    re.compile(r"(?:staden|kommunen) (.+)"),
]
VOWELS = "aeiouyäöå"
# Consonant gradation: the last consonants of a word and their weak grade.
GRADES = {
    "kk": "k", "pp": "p", "tt": "t", "nk": "ng", "nt": "nn", "lt": "ll", "rt": "rr", "mp": "mm", "ht": "hd",
    "lk": "l", "rk": "r", "lp": "lv", "rp": "rv", "k": "", "t": "d", "p": "v",
}  # fmt: skip
LAST = re.compile(rf"(.*[{VOWELS}])([^{VOWELS}]+)([{VOWELS}])")
# Irregular words, and first parts of compounds that are inflected, too.
IRREGULAR = {"virrat": {"virtain", "virtojen"}, "punkalaidun": {"punkalaitumen"}, "pihtipudas": {"pihtiputaan"}}
INFLECTED = {"uusi": "uuden", "iso": "ison"}


def named_as(value: str) -> list[tuple[str, bool]]:
    """Return the names that a text combines with a word for municipality.

    Parameters
    ----------
    value : str
        The text in lower case, with single spaces.

    Returns
    -------
    list of tuple of str and bool
        Each name, and whether it may be in the Finnish genitive.

    Examples
    --------
    >>> named_as("maalahden kunta"), named_as("city of espoo"), named_as("espoo")
    ([('maalahden', True)], [('espoo', False)], [])
    """
    if match := FINNISH.fullmatch(value):
        return [(match[1], True)]
    names = []
    for pattern in OTHERS:
        if match := pattern.fullmatch(value):
            names.append((match[1], False))
            if pattern is OTHERS[0] and match.end(1) < len(value) and value[match.end(1)] == "s":
                # Mariehamns stad, but Helsingfors stad.
                names.append((f"{match[1]}s", False))
    return names


def genitives(name: str) -> set[str]:
    """Return possible Finnish genitives of a name in lower case; too many rather than too few.

    Parameters
    ----------
    name : str
        Name of a municipality in lower case. Only its first word is inflected.

    Returns
    -------
    set of str
        With and without consonant gradation, because names differ.

    Examples
    --------
    >>> "helsingin" in genitives("helsinki"), "kosken tl" in genitives("koski tl"), "turun" in genitives("turku")
    (True, True, True)
    """
    word, space, rest = name.partition(" ")
    forms = IRREGULAR.get(word) or _of_word(word)
    for beginning, inflected in INFLECTED.items():
        if word.startswith(beginning) and len(word) > len(beginning) + 2:
            forms |= {inflected + form.removeprefix(beginning) for form in forms}
    return {f"{form}{space}{rest}" for form in forms}


def _of_word(word: str) -> set[str]:
    if word.endswith("nen"):
        # Kaustinen: Kaustisen; Kauniainen: Kauniaisten.
        return {f"{word[:-3]}sen", f"{word[:-3]}sten"}
    if word[-1:] not in VOWELS:
        forms = {f"{word}in"}
        if word.endswith("s"):
            forms.add(f"{word[:-1]}ksen")
        if word.endswith(("us", "ys")):
            forms.add(f"{word[:-1]}den")
        return forms
    stems = {word, _weak(word)}
    if word.endswith("i"):
        # Koski: kosken; vesi: veden.
        stems |= {f"{stem[:-1]}e" for stem in stems}
        if word.endswith("si"):
            stems.add(f"{word[:-2]}de")
    forms = {f"{stem}n" for stem in stems}
    return forms | {f"{word}en"} if word.endswith("e") and not word.endswith("ee") else forms


def _weak(word: str) -> str:
    match = LAST.fullmatch(word)
    if not match:
        return word
    before, consonants, vowel = match.groups()
    if consonants not in GRADES and consonants[-2:] in {"kk", "pp", "tt"}:
        # Pomarkku: Pomarkun.
        return before + consonants[:-1] + vowel
    return before + GRADES.get(consonants, consonants) + vowel
