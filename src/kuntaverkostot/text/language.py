"""Finnish, Swedish and English: texts, names, plural, number format, alphabetical order."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import Any, Literal, NamedTuple, get_args

from kuntaverkostot.text.dates import calendar_parts

Language = Literal["fi", "sv", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)

NO_BREAK_SPACE = "\u00a0"
MINUS = "\u2212"
GROUPING = {"fi": NO_BREAK_SPACE, "sv": NO_BREAK_SPACE, "en": ","}
DECIMAL = {"fi": ",", "sv": ",", "en": "."}
# Languages of names, in order of preference.
FALLBACK = {"fi": ("fi", "sv", "en"), "sv": ("sv", "fi", "en"), "en": ("en", "fi", "sv")}
NAMES = [f"name_{language}" for language in LANGUAGES]
SHORT_NAMES = [f"short_{language}" for language in LANGUAGES]
LINE_BREAKS = re.compile(r"[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
# Characters that follow z.
NORDIC = str.maketrans({"å": "{", "ä": "|", "æ": "|", "ö": "}", "ø": "}", "ü": "y"})


def check_language(language: str) -> None:
    """Raise ValueError unless the language is one of ours.

    >>> check_language("de")
    Traceback (most recent call last):
    ValueError: language must be one of fi, sv, en; got 'de'
    """
    if language not in LANGUAGES:
        raise ValueError(f"language must be one of {', '.join(LANGUAGES)}; got {language!r}")


@cache
def texts(language: str) -> Mapping[str, Any]:
    """Return the texts of a language by dotted key; a plural is a mapping of "one" and "other".

    >>> texts("sv")["page.list"]
    'Nätverken som lista'
    """
    # Slow to import, and a command that only shows its help says nothing of its own.
    import tomllib  # noqa: PLC0415
    from importlib.resources import files  # noqa: PLC0415

    check_language(language)
    source = files("kuntaverkostot.text").joinpath("texts", f"{language}.toml").read_text(encoding="utf-8")
    return dict(_flat(tomllib.loads(source)))


def _flat(tree: Mapping[str, Any], prefix: str = "") -> Iterable[tuple[str, Any]]:
    for key, value in tree.items():
        if isinstance(value, dict) and set(value) != {"one", "other"}:
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", value


def say(language: str, key: str, /, **values: object) -> str:
    """Return a text, its values put in; whole numbers are written as the language does.

    Parameters
    ----------
    language : {"fi", "sv", "en"}
        Language of the text.
    key : str
        Dotted key in ``texts/<language>.toml``.
    **values : object
        Values of the text; ``count`` chooses the plural.

    Returns
    -------
    str
        The text.

    Raises
    ------
    KeyError
        When there is no such text, or a value of it is missing.

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


class UnfitError(ValueError):
    """A value that cannot be used, told in words of the texts; in English, unless somebody asks for another language.

    Parameters
    ----------
    key : str
        Key of the text in the section "unfit".
    **values : object
        Values of the text.

    Examples
    --------
    >>> UnfitError("title", title="a<U+202E>b").told("sv")
    'Titeln innehåller ett tecken som inte kan visas: a<U+202E>b'
    """

    def __init__(self, key: str, /, **values: object) -> None:
        self.key, self.values = f"unfit.{key}", values
        super().__init__(self.told("en"))

    def told(self, language: str) -> str:
        """Return what is wrong in a language."""
        return say(language, self.key, **self.values)


def speaker(language: str) -> Callable[..., str]:
    """Return :func:`say` for one language."""

    def say_it(key: str, /, **values: object) -> str:
        return say(language, key, **values)

    return say_it


def number(language: str, value: float, *, decimals: int = 0) -> str:
    """Write a number as the language does.

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
    """Write a day, a month or a year given in ISO 8601 as the language does; what the calendar has not stays as it is.

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
    """Write one date or the first and the last of several, given in ISO 8601, as the language does.

    >>> span("en", ["2023", "2024"]), span("fi", ["2019-01-05"])
    ('2023–2024', '5.1.2019')
    >>> span("en", ["2019-01", "2019-05"])
    'January 2019 – May 2019'
    """
    written = [day(language, iso) for iso in dates]
    return (" – " if any(" " in one for one in written) else "–").join(written)


def alphabetical(language: str) -> Callable[[str], tuple[str, str]]:
    """Return a sort key: … z å ä ö in Finnish and Swedish; letters without their marks in English.

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
            letters = "".join(one for one in unicodedata.normalize("NFD", letters) if not unicodedata.combining(one))
        return letters.replace("-", " "), name

    return key


def initial(language: str, name: str) -> str:
    """Return the letter of the index under which a name stands.

    >>> initial("fi", "Äänekoski"), initial("en", "Äänekoski")
    ('Ä', 'A')
    """
    letter = unicodedata.normalize("NFC", name)[:1].upper()
    if language != "en" and letter in "ÅÄÖ":
        return letter
    return unicodedata.normalize("NFD", letter)[:1]


def one_line(text: str) -> str:
    r"""Return a text on one line: whoever writes a name with a line break writes no line of ours.

    >>> one_line("Kasvu\r\n- Espoo")
    'Kasvu - Espoo'
    """
    return text if text.isprintable() else LINE_BREAKS.sub(" ", text)


def named(row: Mapping[str, str], language: str, *, stem: str = "name") -> tuple[str, str]:
    """Return the name of something on one line and the language it is in: the page's own, or the first that has one.

    >>> named({"name_fi": "KEHTO", "name_sv": "", "name_en": ""}, "sv")
    ('KEHTO', 'fi')
    """
    for candidate in FALLBACK[language]:
        if row[f"{stem}_{candidate}"]:
            return one_line(row[f"{stem}_{candidate}"]), candidate
    return "", language


def short_name(node: Mapping[str, str], language: str) -> str:
    """Return the label of a network: its short name, or its name."""
    return named(node, language, stem="short")[0] or named(node, language)[0]


class Name(NamedTuple):
    """A name and the language it is in."""

    text: str
    language: str


def join_words(language: str, words: list[str]) -> str:
    """Join words as a list in a sentence.

    >>> join_words("sv", ["Vasa", "Borgå", "Karleby"])
    'Vasa, Borgå och Karleby'
    """
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {texts(language)['words.and']} {words[-1]}"
