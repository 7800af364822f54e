"""Validation of the web and mail addresses that a page links to."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import urlsplit

# Schemes that a page may link to; a source must be a web page.
WEB = ("https://", "http://")
MAIL = "mailto:"
HOST = re.compile(r"\w(?:[\w-]*\w)?(?:\.\w(?:[\w-]*\w)?)*\.?|\[[0-9a-f:.]+\]", re.IGNORECASE)
PORT = re.compile(r"(?::[0-9]{1,5})?")
LOCAL = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]+")


def is_web_address(text: str) -> bool:
    r"""Return whether a text is a web address that leads where a reader expects.

    Refused are user names, which look like hosts; invisible characters; spaces; backslashes, which browsers read as
    slashes; and hosts that a browser would normalise to others.

    >>> is_web_address("https://www.kuntaliitto.fi/a?b=@c"), is_web_address("http://[::1]:8000/")
    (True, True)
    >>> is_web_address("https://kunta.fi@evil.example/"), is_web_address("https://evil.example\\kunta.fi")
    (False, False)
    """
    if not text.startswith(WEB) or not _is_visible(text):
        return False
    try:
        host = urlsplit(text).netloc
    except ValueError:
        return False
    match = HOST.match(host)
    if not match or unicodedata.normalize("NFKC", match[0]) != match[0]:
        return False
    return PORT.fullmatch(host, match.end()) is not None and int(host[match.end() + 1 :] or 0) < 2**16


def is_base_address(text: str) -> bool:
    """Return whether a text is a web address to which paths can be added: one without a query and a fragment.

    >>> is_base_address("https://kunta.fi/verkostot"), is_base_address("https://kunta.fi/?a"), is_base_address("a.fi")
    (True, False, False)
    """
    return is_web_address(text) and "?" not in text and "#" not in text


def is_address(text: str) -> bool:
    """Return whether a text is a web or mail address.

    >>> is_address("mailto:palaute@kunta.fi?subject=Verkostot"), is_address("mailto:"), is_address("javascript:0")
    (True, False, False)
    """
    if not text.startswith(MAIL):
        return is_web_address(text)
    return _is_visible(text) and all(map(_is_mailbox, text.removeprefix(MAIL).partition("?")[0].split(",")))


def _is_visible(text: str) -> bool:
    return text.isprintable() and "\\" not in text and " " not in text


def _is_mailbox(text: str) -> bool:
    local, _, host = text.rpartition("@")
    return LOCAL.fullmatch(local) is not None and HOST.fullmatch(host) is not None
