"""Finnish, Swedish and English: texts, names, plurals, number formats, alphabetical order."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Literal, NamedTuple, get_args

from kuntaverkostot.text.dates import calendar_parts

Language = Literal["fi", "sv", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)

NO_BREAK_SPACE = "\u00a0"
MINUS = "\u2212"
GROUPING = {"fi": NO_BREAK_SPACE, "sv": NO_BREAK_SPACE, "en": ","}
DECIMAL = {"fi": ",", "sv": ",", "en": "."}
# Languages in which to look for a name, in this order.
FALLBACK = {"fi": ("fi", "sv", "en"), "sv": ("sv", "fi", "en"), "en": ("en", "fi", "sv")}
NAMES = [f"name_{language}" for language in LANGUAGES]
SHORT_NAMES = [f"short_{language}" for language in LANGUAGES]
LINE_BREAKS = re.compile(r"[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
# Three characters that sort after z.
NORDIC = str.maketrans({"å": "{", "ä": "|", "æ": "|", "ö": "}", "ø": "}", "ü": "y"})


def check_language(language: str) -> None:
    """Raise ValueError unless the language is supported.

    >>> check_language("de")
    Traceback (most recent call last):
    ValueError: language must be one of fi, sv, en; got 'de'
    """
    if language not in LANGUAGES:
        raise ValueError(f"language must be one of {', '.join(LANGUAGES)}; got {language!r}")


def texts(language: str, *, part: str = "") -> Mapping[str, Any]:
    """Return the texts of a language by dotted key; a plural is a mapping of "one" and "other".

    A part has files of its own, in a folder of that name: the help of the commands loads nothing else.

    >>> texts("sv")["page.list"]
    'Nätverken som lista'
    """
    # A language may bring texts of its own: see text.nouns.
    own: Mapping[str, Any] | None = None if part else getattr(language, "own_texts", None)
    return _texts(str(language), part) if own is None else own


@cache
def _texts(language: str, part: str) -> Mapping[str, Any]:
    import tomllib  # noqa: PLC0415 - slow to import

    check_language(language)
    # Not by importlib.resources, whose import takes longer than showing a help.
    source = Path(__file__).with_name("texts").joinpath(part, f"{language}.toml").read_text(encoding="utf-8")
    return dict(_flat(tomllib.loads(source)))


def _flat(tree: Mapping[str, Any], prefix: str = "") -> Iterable[tuple[str, Any]]:
    for key, value in tree.items():
        if isinstance(value, dict) and set(value) != {"one", "other"}:
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", value


def say(language: str, key: str, /, **values: object) -> str:
    """Return a text with its values filled in; whole numbers are formatted for the language.

    Parameters
    ----------
    language : {"fi", "sv", "en"}
        Language of the text.
    key : str
        Dotted key in ``texts/<language>.toml``.
    **values : object
        Values of the placeholders; ``count`` chooses singular or plural.

    Returns
    -------
    str
        The text.

    Raises
    ------
    KeyError
        When there is no such text, or a placeholder has no value.

    Examples
    --------
    >>> say("fi", "count.municipalities", count=1), say("en", "count.municipalities", count=1234)
    ('1 kunta', '1,234 municipalities')
    """
    text = texts(language)[key]
    if not isinstance(text, str):
        text = str(text["one" if values["count"] == 1 else "other"])
    written = {name: number(language, value) if isinstance(value, int) else value for name, value in values.items()}
    return text.format(**written) if written else text


def speaker(language: str) -> Callable[..., str]:
    """Return :func:`say` for one language."""

    def say_it(key: str, /, **values: object) -> str:
        return say(language, key, **values)

    return say_it


def number(language: str, value: float, *, decimals: int = 0) -> str:
    """Format a number for a language.

    >>> number("en", -608371), number("sv", 0.25, decimals=2)
    ('−608,371', '0,25')
    >>> number("fi", 608371).replace(NO_BREAK_SPACE, "_")
    '608_371'
    """
    text = f"{abs(value):,.{decimals}f}"
    whole, _, fraction = text.partition(".")
    whole = whole.replace(",", GROUPING[language])
    sign = MINUS if value < 0 else ""
    return sign + (f"{whole}{DECIMAL[language]}{fraction}" if fraction else whole)


def day(language: str, iso: str) -> str:
    """Format a day, month or year in ISO 8601 for a language; return what is no date of the calendar unchanged.

    >>> day("fi", "2024-12-31"), day("sv", "2019-11"), day("en", "2024-12-31")
    ('31.12.2024', 'november 2019', '31 December 2024')
    >>> day("en", "2024-00"), day("en", "2023-02-29")
    ('2024-00', '2023-02-29')
    """
    year, *rest = calendar_parts(iso) or [0]
    if not rest:
        return iso
    month = texts(language)["months.names"][rest[0] - 1]
    if len(rest) == 1:
        return say(language, "months.month_of_year", month=month, year=f"{year:04}")
    return say(language, "months.day", day=str(rest[1]), month=month, number=str(rest[0]), year=f"{year:04}")


def span(language: str, dates: Sequence[str]) -> str:
    """Format one date, or a span from the first to the last of several, given in ISO 8601, for a language.

    >>> span("en", ["2023", "2024"]), span("fi", ["2019-01-05"])
    ('2023–2024', '5.1.2019')
    >>> span("en", ["2019-01", "2019-05"])
    'January 2019 – May 2019'
    """
    written = [day(language, iso) for iso in dates]
    return (" – " if any(" " in text for text in written) else "–").join(written)


def alphabetical(language: str) -> Callable[[str], tuple[str, str]]:
    """Return a sort key: å, ä and ö follow z in Finnish and Swedish; English ignores diacritics.

    >>> names = ["Äänekoski", "Åbo", "Ähtäri", "Akaa", "Örebro", "Zürich"]
    >>> sorted(names, key=alphabetical("sv"))
    ['Akaa', 'Zürich', 'Åbo', 'Ähtäri', 'Äänekoski', 'Örebro']
    >>> sorted(names, key=alphabetical("en"))
    ['Äänekoski', 'Åbo', 'Ähtäri', 'Akaa', 'Örebro', 'Zürich']
    """
    special = {} if language == "en" else NORDIC

    def key(name: str) -> tuple[str, str]:
        letters = name.casefold()
        if not letters.isascii():
            letters = unicodedata.normalize("NFC", letters).translate(special)
            letters = "".join(sign for sign in unicodedata.normalize("NFD", letters) if not unicodedata.combining(sign))
        return letters.replace("-", " "), name

    return key


def initial(language: str, name: str) -> str:
    """Return the letter under which an index lists a name.

    >>> initial("fi", "Äänekoski"), initial("en", "Äänekoski")
    ('Ä', 'A')
    """
    letter = unicodedata.normalize("NFC", name)[:1].upper()
    if language != "en" and letter in "ÅÄÖ":
        return letter
    return unicodedata.normalize("NFD", letter)[:1]


def one_line(text: str) -> str:
    r"""Replace line breaks by spaces, so that no name can add a line to our output.

    >>> one_line("Kasvu\r\n- Espoo")
    'Kasvu - Espoo'
    """
    return text if text.isprintable() else LINE_BREAKS.sub(" ", text)


def named(row: Mapping[str, str], language: str, *, stem: str = "name") -> tuple[str, str]:
    """Return a name on one line and its language: the given one, or the next one in which there is a name.

    >>> named({"name_fi": "KEHTO", "name_sv": "", "name_en": ""}, "sv")
    ('KEHTO', 'fi')
    """
    for candidate in FALLBACK[language]:
        if row[f"{stem}_{candidate}"]:
            return one_line(row[f"{stem}_{candidate}"]), candidate
    return "", language


def short_name(node: Mapping[str, str], language: str) -> str:
    """Return the label of a network: its short name if it has one, otherwise its name."""
    return named(node, language, stem="short")[0] or named(node, language)[0]


class Name(NamedTuple):
    """A name and its language."""

    text: str
    language: str


def join_words(language: str, words: list[str]) -> str:
    """Join words to a list as in a sentence.

    >>> join_words("sv", ["Vasa", "Borgå", "Karleby"])
    'Vasa, Borgå och Karleby'
    """
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {texts(language)['words.and']} {words[-1]}"
