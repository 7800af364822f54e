"""Unicode of a cell: composed letters, no unseen characters; what could deceive a reader is refused."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import NamedTuple


class Outcome(NamedTuple):
    """What became of a value: what it reads now, why, and whether it can be used.

    >>> Outcome("020", "code-zero").severity
    'repaired'
    """

    value: str
    rule: str
    severity: str = "repaired"
    expected: str = ""


# Spaces other than the usual one, and separators of lines and paragraphs.
SPACES = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\u2028\u2029\u0085]")
# The same, but not the no-break spaces of a number and its unit, which belong into prose.
SPACES_OF_PROSE = re.compile("(?<![0-9])[\u00a0\u202f]|[\u1680\u2000-\u200a\u205f\u3000\u2028\u2029\u0085]")
UNSEEN = re.compile(
    "[\u00ad\u180e\u200b\u2060\ufeff]|(?<=[A-Za-z\u00c0-\u024f])[\u200c\u200d](?=[A-Za-z\u00c0-\u024f])"
)
BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
# Others that would break a line or are taken for a usual space.
UNSHOWN = re.compile("[\t\n\r\u0085\u00a0\u2028\u2029]")
LINES = re.compile("[\r\n]+")
LOST = "\ufffd"
# UTF-8 that was read as Windows-1252 and saved: two or three signs for each letter.
TWICE_ENCODED = re.compile("Ã[¤¶¥„–…©¼]|â€[“”™œ¦\u009d]|Â[\u00a0§°½]")
# A mark before what a spreadsheet would take for a formula; written by exporting, taken away by reading.
QUOTED_FORMULA = re.compile(r"'+[=+\-@\t\r]")
# Errors of Excel and LibreOffice in English, Finnish and Swedish.
SPREADSHEET_ERROR = re.compile(
    r"#(?:N/A|REF!|VALUE!|NAME\?|DIV/0!|NUM!|NULL!|SPILL!|CALC!"
    r"|PUUTTUU!|VIITTAUS!|ARVO!|NIMI\?|JAKO/0!|LUKU!|TYHJÄ!"
    r"|SAKNAS!|REFERENS!|VÄRDEFEL!|NAMN\?|DIVISION/0!|OGILTIGT!|SKÄRNING!)|Err:5[0-9]{2}"
)
# Anything that makes a second look needed; most tables hold none of it. Said by what does not, which compiles faster.
LOOK = re.compile("[^\t\n\r -~\xa1-\xac\xae-\xc1\xc4-\xe1\xe3-\u02ff]")
MARKED = ("'=", "'+", "'-", "'@", "'\t", "'\r", "''")
USUAL = bytes([9, 10, 13, *range(32, 127)])
# Scripts whose letters are taken for Latin ones.
ALIKE = {"CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC"}


def plain(text: str) -> bool:
    r"""Return whether nothing in a text needs :func:`repair`, outer spaces apart; quick, and may say no too often.

    >>> plain("\u00c4\u00e4nekoski"), plain("A\u0308a\u0308nekoski")
    (True, False)
    """
    # One sign is found much quicker than several in a row.
    if "#" in text or (":" in text and "Err:" in text) or ("'" in text and any(sign in text for sign in MARKED)):
        return False
    # Usual ASCII is deleted by a table, which is much quicker than looking for the rest; few letters are left.
    data, encoding = encoded(text)
    rest = data.translate(None, USUAL)
    return not rest or not LOOK.search("".join(set(rest.decode(encoding, "surrogatepass"))))


def encoded(text: str) -> tuple[bytes, str]:
    r"""Return a text as bytes, and in which encoding: one that leaves ASCII as it is.

    Texts in the languages of the north are Latin-1, as Python holds them; anything else takes six times as long.

    >>> encoded("Jämsä"), encoded("5 €")
    ((b'J\xe4ms\xe4', 'latin-1'), (b'5 \xe2\x82\xac', 'utf-8'))
    """
    try:
        return text.encode("latin-1"), "latin-1"
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogatepass"), "utf-8"


def visible(text: str, *, longest: int = 80) -> str:
    r"""Return a text that can be shown on one line: signs that are not seen are named, a long text is cut.

    >>> visible("Espoo\u202e\n")
    'Espoo<U+202E><U+000A>'
    """
    cut = text if len(text) <= longest else text[: longest - 1] + "…"
    for pattern in (BIDI, CONTROL, UNSEEN, UNSHOWN):
        cut = pattern.sub(lambda sign: f"<U+{ord(sign[0]):04X}>", cut)
    return cut


def repair(value: str, *, prose: bool = False) -> list[Outcome]:
    r"""Return what has to be said about a cell, the last outcome holding the value to go on with.

    Parameters
    ----------
    value : str
        The cell as it stands in the file.
    prose : bool
        Whether it is sentences, in which a no-break space after a digit is no accident, and neither is a line break.

    Returns
    -------
    list of Outcome
        Nothing when the cell is fine.

    Examples
    --------
    >>> repair("Helsin\u00adki")
    [Outcome(value='Helsinki', rule='unseen', severity='repaired', expected='')]
    >>> [outcome.rule for outcome in repair("\u041delsinki")]
    ['mixed-scripts']
    """
    outcomes: list[Outcome] = []
    steps: list[tuple[str, Callable[[str], str]]] = [
        ("formula-mark", lambda text: text[1:] if QUOTED_FORMULA.match(text) else text),
        ("twice-encoded", _decoded_again),
        ("unseen", lambda text: UNSEEN.sub("", text)),
        ("unusual-space", lambda text: (SPACES_OF_PROSE if prose else SPACES).sub(" ", text)),
        ("line-break", lambda text: text.replace("\r\n", "\n").replace("\r", "\n"))
        if prose
        else ("two-lines", _joined),
        ("decomposed", lambda text: unicodedata.normalize("NFC", text)),
        ("outer-space", str.strip),
    ]
    for rule, mended in steps:
        now = outcomes[-1].value if outcomes else value
        if rule == "outer-space" and outcomes and outcomes[0].rule == "formula-mark":
            continue
        if (then := mended(now)) != now:
            # A quoting mark is no fault of the table: it was put there when it was written.
            outcomes.append(Outcome(then, rule, "info" if rule == "formula-mark" else "repaired"))
    now = outcomes[-1].value if outcomes else value
    outcomes += [Outcome(now, rule, "error", shown) for rule, shown in _refusals(now)]
    return outcomes


def _joined(text: str) -> str:
    """Return a text on one line: what is no sentence has no second one."""
    return " ".join(filter(None, map(str.strip, LINES.split(text)))) if LINES.search(text.strip()) else text


def _decoded_again(text: str) -> str:
    if not TWICE_ENCODED.search(text):
        return text
    try:
        return text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return text


def _refusals(text: str) -> list[tuple[str, str]]:
    found = []
    if sign := BIDI.search(text):
        found.append(("bidi-control", f"U+{ord(sign[0]):04X}"))
    if sign := CONTROL.search(text):
        found.append(("control-character", f"U+{ord(sign[0]):04X}"))
    if LOST in text:
        found.append(("lost-character", ""))
    if SPREADSHEET_ERROR.fullmatch(text):
        found.append(("spreadsheet-error", ""))
    if word := _mixed(text):
        found.append(("mixed-scripts", word))
    return found


def _mixed(text: str) -> str:
    """Return the first word in which Latin letters stand beside letters that look like them, or ""."""
    if not re.search("[\u0370-\u058f\u13a0-\u13ff\u1f00-\u1fff\u2c80-\u2cff\ua640-\ua69f\uab70-\uabbf]", text):
        return ""
    for word in re.findall(r"[^\W\d_]+", text):
        scripts = {unicodedata.name(letter, "").partition(" ")[0] for letter in word}
        if "LATIN" in scripts and scripts & ALIKE:
            return str(word)
    return ""
