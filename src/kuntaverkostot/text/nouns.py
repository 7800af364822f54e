"""What a page calls the members and networks of a table that is not about municipalities."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from kuntaverkostot.text.language import LANGUAGES, check_language, texts

Forms = tuple[str, str]
# Texts of other tables, in place of those about municipalities; and of counts, in place of those about single members.
OTHERS = "others"
COUNTS = "counts"
HEADINGS = "nouns"
ONLY_MUNICIPALITIES = "municipality_language."
# Texts that are a noun or count one.
COUNTED = {
    "count.municipalities": "member",
    "count.members": "member",
    "count.networks": "network",
}
NAMED = {"summary.municipalities": "member", "summary.networks": "network"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Nouns:
    """Nouns for the members and networks of a table.

    Parameters
    ----------
    member, network : tuple of str or mapping of str to tuple of str
        The noun for one and that after a larger number, such as ("film", "films"); or these by language, where neutral
        words stand in the others. Empty: neutral words.

    Raises
    ------
    ValueError
        When a noun is not given in two forms, or for a language that is not supported.

    Examples
    --------
    >>> import kuntaverkostot as kv
    >>> kv.Nouns(member=("film", "films"), network={"en": ("genre", "genres")}).of("network", "sv")
    ()
    """

    member: tuple[str, ...] | Mapping[str, Forms] = ()
    network: tuple[str, ...] | Mapping[str, Forms] = ()

    def __post_init__(self) -> None:
        for name in ("member", "network"):
            given = getattr(self, name)
            by_language = given if isinstance(given, Mapping) else dict.fromkeys(LANGUAGES, given or ("", ""))
            for language, forms in by_language.items():
                check_language(language)
                if isinstance(forms, str) or len(forms) != len(("one", "other")):
                    raise ValueError(f"{name} must be a noun in two forms, such as ('film', 'films'); got {forms!r}")

    def of(self, name: str, language: str) -> tuple[str, ...]:
        """Return both forms of "member" or "network" in a language, or () for the neutral word."""
        given = getattr(self, name)
        return tuple(given.get(language, ()) if isinstance(given, Mapping) else given)


class Spoken(str):
    """A language together with its texts for tables that are not about municipalities.

    It is the code of the language wherever a language is expected.
    """

    __slots__ = ("own_texts",)
    own_texts: Mapping[str, Any]

    def __new__(cls, language: str, nouns: Nouns | None = None, *, counts: bool = False) -> Spoken:
        """Return the language with these nouns, neutral words where there are none; of members or of counts alone."""
        spoken = super().__new__(cls, language)
        of_counts = texts(language, part=COUNTS) if counts else {}
        spoken.own_texts = {**_neutral(language), **_with_nouns(language, nouns or Nouns()), **of_counts}
        return spoken


@cache
def _neutral(language: str) -> Mapping[str, Any]:
    every = {**texts(language), **texts(language, part=OTHERS)}
    return {key: text for key, text in every.items() if not key.startswith(ONLY_MUNICIPALITIES)}


def _with_nouns(language: str, nouns: Nouns) -> dict[str, Any]:
    """Return the texts that are a noun, count one or are a heading with one, with the given nouns."""
    given = {name: forms for name in ("member", "network") if (forms := nouns.of(name, language))}
    if not given:
        return {}
    headings = dict(texts(language, part=HEADINGS))
    usual = {name: tuple(headings.pop(f"noun.{name}").values()) for name in ("member", "network")}
    signs = {name: _signs(name, forms) for name, forms in (usual | given).items()}
    replaced = {
        key: _written(text, signs["member"] | signs["network"])
        for key, text in headings.items()
        if any(sign in str(text) for name in given for sign in signs[name])
    }
    for keys, pattern in ((COUNTED, "{{count}} {noun}"), (NAMED, "{noun}")):
        for key, name in keys.items():
            if forms := given.get(name, ()):
                singular, plural = (pattern.format(noun=_escaped(form)) for form in forms)
                replaced[key] = {"one": singular, "other": plural}
    return replaced


def _signs(name: str, forms: Sequence[str]) -> dict[str, str]:
    """Return what stands for the forms of a noun in a text, and at its beginning."""
    signs = dict(zip((name, f"{name}s"), forms, strict=True))
    capital = {sign.capitalize(): form[:1].upper() + form[1:] for sign, form in signs.items()}
    return {f"<{sign}>": form for sign, form in (signs | capital).items()}


def _written(text: str | Mapping[str, str], signs: Mapping[str, str]) -> Any:
    if not isinstance(text, str):
        return {number: _written(form, signs) for number, form in text.items()}
    # Only where values are filled in, a brace is more than a brace.
    has_values = "{" in text
    for sign, form in signs.items():
        text = text.replace(sign, _escaped(form) if has_values else form)
    return text


def _escaped(form: str) -> str:
    return form.replace("{", "{{").replace("}", "}}")
