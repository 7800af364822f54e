"""Repair of values in spreadsheet formats: codes, numbers, dates, yes and no, ids."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date

from kuntaverkostot.dataset.schema import Field
from kuntaverkostot.text.cells import Outcome

CODE = re.compile(r"\[0-9\]\{([0-9])\}")
WRITTEN_CODE = re.compile(r'(?:KU|=")?([0-9]{1,9})(?:[.,]0+|")?')
SLUG = re.compile("[a-z0-9]+(?:-[a-z0-9]+)*")
MINUS = str.maketrans({"\u2212": "-", "\u2013": "-"})
YES = {"yes", "x", "1", "true", "kyllä", "k", "ja", "j", "on", "y", "✓", "✔", "☑", "tosi", "sant"}
NO = {"no", "0", "false", "ei", "e", "nej", "n", "-", "–", "epätosi", "falskt", "☐"}
# Fields of prose, where a no-break space may stand between a number and its unit.
PROSE = re.compile(r"(?:text|note|description|members)(?:_(?:fi|sv|en))?|title")


def is_prose(name: str) -> bool:
    """Return whether a column holds sentences.

    >>> is_prose("note_fi"), is_prose("name_fi")
    (True, False)
    """
    return PROSE.fullmatch(name) is not None


def mend(field: Field, value: str) -> Outcome | None:
    """Return the value in the format of a field, when it differs in format only.

    Parameters
    ----------
    field : Field
        The field of the schema.
    value : str
        The value; not empty.

    Returns
    -------
    Outcome or None
        None when no repair is certain. The schema decides whether the value is valid.

    Examples
    --------
    >>> mend(Field("latitude", "number"), "60,17")
    Outcome(value='60.17', rule='number-format', severity='repaired', expected='')
    >>> mend(Field("population", "integer"), "674,500") is None
    True
    """
    if field.fault(value) is None:
        return None
    mended, rule = value, ""
    if writing := WRITINGS.get(field.form or field.type):
        mended, rule = writing(value), "date-format" if writing is _date else f"{field.type}-format"
    elif field.type == "boolean":
        mended, rule = _boolean(field, value), "spelling"
    elif field.enum:
        mended = next((item for item in field.enum if item.casefold() == value.casefold()), value)
        rule = "spelling"
    elif code := CODE.fullmatch(field.pattern_text):
        mended, rule = code_of(value, int(code[1])) or value, "code-zero"
    elif field.pattern and field.pattern.fullmatch(slug(value)):
        # An id is a name in lower case. Characters other than spaces are not a matter of format.
        mended, rule = (slug(value) if value.casefold() == slug(value) else value), "spelling"
    if mended == value or field.fault(mended):
        return None
    return Outcome(mended, rule)


def code_of(value: str, digits: int) -> str:
    """Return a code with the leading zeros that a spreadsheet removed, or "" when the value is not a code.

    >>> code_of("20", 3), code_of("20.0", 3), code_of("KU020", 3), code_of("1020", 3)
    ('020', '020', '020', '')
    """
    match = WRITTEN_CODE.fullmatch(value.strip("'"))
    number = match[1].lstrip("0") if match else ""
    return number.zfill(digits) if match and len(number) <= digits else ""


def slug(name: str) -> str:
    """Return an id made from a name: lower-case ASCII letters, digits and hyphens.

    >>> slug("Ruotsin- ja kaksikieliset kunnat (2)"), slug("Småbåtar"), slug("…")
    ('ruotsin-ja-kaksikieliset-kunnat-2', 'smabatar', '')
    """
    if SLUG.fullmatch(name):
        return name
    letters = unicodedata.normalize("NFKD", name.casefold().replace("ø", "o").replace("æ", "ae"))
    return re.sub("[^a-z0-9]+", "-", letters.encode("ascii", "ignore").decode() if letters else "").strip("-")


def _integer(value: str) -> str:
    text = value.translate(MINUS)
    # Only spaces separate groups of three: a point or comma may as well be decimal.
    if re.fullmatch(r"-?[0-9]{1,3}(?: [0-9]{3})+(?:[.,]0+)?", text):
        text = text.replace(" ", "")
    return re.sub(r"[.,]0{1,2}$", "", text)


def _number(value: str) -> str:
    text = value.translate(MINUS)
    if re.fullmatch(r"-?[0-9]{1,3}(?: [0-9]{3})+(?:[.,][0-9]+)?", text):
        text = text.replace(" ", "")
    return text.replace(",", ".") if text.count(",") == 1 and "." not in text else text


def _date(value: str) -> str:
    text = re.sub(r"[ T]00:00(?::00(?:\.0+)?)?$", "", value)
    # Day, month and year with points, as in Finnish and Swedish. With slashes, the order is unknown.
    if match := re.fullmatch(r"([0-9]{1,2})\.\s?([0-9]{1,2})\.\s?([0-9]{4})", text):
        day, month, year = (int(part) for part in match.groups())
        try:
            return date(year, month, day).isoformat()
        except ValueError:
            return value
    return text


def _boolean(field: Field, value: str) -> str:
    word = value.casefold()
    if word in YES and field.true_values:
        return field.true_values[0]
    if word in NO and field.false_values:
        return field.false_values[0]
    return value


WRITINGS: dict[str, Callable[[str], str]] = {
    "integer": _integer,
    "number": _number,
    "date": _date,
    "partial-date": _date,
    "source-date": _date,
}
