"""Unicode of a cell: characters are composed, invisible ones removed, and deceptive ones refused."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import NamedTuple


class Outcome(NamedTuple):
    """The result of checking a value: the new value, the rule behind it, and whether the value can be used.

    >>> Outcome("020", "code-zero").severity
    'repaired'
    """

    value: str
    rule: str
    severity: str = "repaired"
    expected: str = ""


# Spaces other than U+0020, and separators of lines and paragraphs.
SPACES = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\u2028\u2029\u0085]")
# The same, except no-break spaces after a digit, which are correct in prose.
SPACES_OF_PROSE = re.compile("(?<![0-9])[\u00a0\u202f]|[\u1680\u2000-\u200a\u205f\u3000\u2028\u2029\u0085]")
UNSEEN = re.compile(
    "[\u00ad\u180e\u200b\u2060\ufeff]|(?<=[A-Za-z\u00c0-\u024f])[\u200c\u200d](?=[A-Za-z\u00c0-\u024f])"
)
BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
# Other characters that would break a line or look like an ordinary space.
UNSHOWN = re.compile("[\t\n\r\u0085\u00a0\u2028\u2029]")
LINES = re.compile("[\r\n]+")
LOST = "\ufffd"
# UTF-8 that was read as Windows-1252 and saved again: two or three characters for each letter.
TWICE_ENCODED = re.compile("Ã[¤¶¥„–…©¼]|â€[“”™œ¦\u009d]|Â[\u00a0§°½]")
# An apostrophe before what a spreadsheet would take for a formula; export adds it, reading removes it.
QUOTED_FORMULA = re.compile(r"'+[=+\-@\t\r]")
# Error values of Excel and LibreOffice in English, Finnish and Swedish.
SPREADSHEET_ERROR = re.compile(
    r"#(?:N/A|REF!|VALUE!|NAME\?|DIV/0!|NUM!|NULL!|SPILL!|CALC!"
    r"|PUUTTUU!|VIITTAUS!|ARVO!|NIMI\?|JAKO/0!|LUKU!|TYHJÄ!"
    r"|SAKNAS!|REFERENS!|VÄRDEFEL!|NAMN\?|DIVISION/0!|OGILTIGT!|SKÄRNING!)|Err:5[0-9]{2}"
)
# Characters that need a closer look; most tables have none. A negated class, because it compiles faster.
LOOK = re.compile("[^\t\n\r -~\xa1-\xac\xae-\xc1\xc4-\xe1\xe3-\u02ff]")
MARKED = ("'=", "'+", "'-", "'@", "'\t", "'\r", "''")
USUAL = bytes([9, 10, 13, *range(32, 127)])
# Scripts with letters that look like Latin ones.
ALIKE = {"CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC"}


def plain(text: str) -> bool:
    r"""Return whether a text needs no :func:`repair` apart from outer spaces; fast, and sometimes wrongly False.

    >>> plain("\u00c4\u00e4nekoski"), plain("A\u0308a\u0308nekoski")
    (True, False)
    """
    # Searching for one character is much faster than searching for several in a row.
    if "#" in text or (":" in text and "Err:" in text) or ("'" in text and any(sign in text for sign in MARKED)):
        return False
    # Deleting printable ASCII with a table is much faster than searching for the rest; few letters remain.
    data, encoding = encoded(text)
    rest = data.translate(None, USUAL)
    return not rest or not LOOK.search("".join(set(rest.decode(encoding, "surrogatepass"))))


def encoded(text: str) -> tuple[bytes, str]:
    r"""Return a text as bytes and the name of their encoding, which leaves ASCII unchanged.

    Nordic texts fit into Latin-1, which is how Python stores them; UTF-8 takes six times as long.

    >>> encoded("Jämsä"), encoded("5 €")
    ((b'J\xe4ms\xe4', 'latin-1'), (b'5 \xe2\x82\xac', 'utf-8'))
    """
    try:
        return text.encode("latin-1"), "latin-1"
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogatepass"), "utf-8"


def visible(text: str, *, longest: int = 80) -> str:
    r"""Return a text for one line of output: invisible characters are named, and a long text is cut.

    >>> visible("Espoo\u202e\n")
    'Espoo<U+202E><U+000A>'
    """
    cut = text if len(text) <= longest else text[: longest - 1] + "…"
    for pattern in (BIDI, CONTROL, UNSEEN, UNSHOWN):
        cut = pattern.sub(lambda sign: f"<U+{ord(sign[0]):04X}>", cut)
    return cut


def repair(value: str, *, prose: bool = False) -> list[Outcome]:
    r"""Return the repairs and errors of a cell; the last outcome holds the value to continue with.

    Parameters
    ----------
    value : str
        The cell as it is in the file.
    prose : bool
        Whether the cell holds sentences, where line breaks and no-break spaces after a digit are intended.

    Returns
    -------
    list of Outcome
        Empty when the cell is fine.

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
        else ("two-lines", _without_line_breaks),
        ("decomposed", lambda text: unicodedata.normalize("NFC", text)),
        ("outer-space", str.strip),
    ]
    for rule, step in steps:
        now = outcomes[-1].value if outcomes else value
        if rule == "outer-space" and outcomes and outcomes[0].rule == "formula-mark":
            continue
        if (then := step(now)) != now:
            # The apostrophe is not an error in the table: export added it.
            outcomes.append(Outcome(then, rule, "info" if rule == "formula-mark" else "repaired"))
    now = outcomes[-1].value if outcomes else value
    outcomes += [Outcome(now, rule, "error", shown) for rule, shown in _refusals(now)]
    return outcomes


def _without_line_breaks(text: str) -> str:
    """Join the lines of a text that is not prose."""
    return " ".join(filter(None, map(str.strip, LINES.split(text)))) if LINES.search(text.strip()) else text


def _decoded_again(text: str) -> str:
    if not TWICE_ENCODED.search(text):
        return text
    try:
        return text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return text


def _refusals(text: str) -> list[tuple[str, str]]:
    refusals = []
    if sign := BIDI.search(text):
        refusals.append(("bidi-control", f"U+{ord(sign[0]):04X}"))
    if sign := CONTROL.search(text):
        refusals.append(("control-character", f"U+{ord(sign[0]):04X}"))
    if LOST in text:
        refusals.append(("lost-character", ""))
    if SPREADSHEET_ERROR.fullmatch(text):
        refusals.append(("spreadsheet-error", ""))
    if word := _mixed_scripts(text):
        refusals.append(("mixed-scripts", word))
    return refusals


def _mixed_scripts(text: str) -> str:
    """Return the first word that mixes Latin letters with lookalikes from another script, or ""."""
    if not re.search("[\u0370-\u058f\u13a0-\u13ff\u1f00-\u1fff\u2c80-\u2cff\ua640-\ua69f\uab70-\uabbf]", text):
        return ""
    for word in re.findall(r"[^\W\d_]+", text):
        scripts = {unicodedata.name(letter, "").partition(" ")[0] for letter in word}
        if "LATIN" in scripts and scripts & ALIKE:
            return str(word)
    return ""
