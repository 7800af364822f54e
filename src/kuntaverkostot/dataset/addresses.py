"""Addresses that a page may lead to: which are what they seem to be."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import urlsplit

# How an address begins that a page may lead to; a source is a page of the web.
WEB = ("https://", "http://")
MAIL = "mailto:"
ADDRESSES = (*WEB, MAIL)
HOST = re.compile(r"\w(?:[\w-]*\w)?(?:\.\w(?:[\w-]*\w)?)*\.?|\[[0-9a-f:.]+\]", re.IGNORECASE)
PORT = re.compile(r"(?::[0-9]{1,5})?")
LOCAL = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]+")


def is_web_address(text: str) -> bool:
    r"""Return whether a text is an address of the web, and leads where a reader would think.

    Refused are a name before the host, which looks like one; signs that are not seen; spaces; backslashes, which
    browsers take for slashes; and hosts that a browser would read as others.

    >>> is_web_address("https://www.kuntaliitto.fi/a?b=@c"), is_web_address("http://[::1]:8000/")
    (True, True)
    >>> is_web_address("https://kunta.fi@evil.example/"), is_web_address("https://evil.example\\kunta.fi")
    (False, False)
    """
    if not text.startswith(WEB) or not _seen(text):
        return False
    try:
        host = urlsplit(text).netloc
    except ValueError:
        return False
    named = HOST.match(host)
    if not named or unicodedata.normalize("NFKC", named[0]) != named[0]:
        return False
    return PORT.fullmatch(host, named.end()) is not None and int(host[named.end() + 1 :] or 0) < 2**16


def is_address(text: str) -> bool:
    """Return whether a text is an address of the web or of somebody's mail.

    >>> is_address("mailto:palaute@kunta.fi?subject=Verkostot"), is_address("mailto:"), is_address("javascript:0")
    (True, False, False)
    """
    if not text.startswith(MAIL):
        return is_web_address(text)
    return _seen(text) and all(map(_is_mailbox, text.removeprefix(MAIL).partition("?")[0].split(",")))


def _seen(text: str) -> bool:
    return text.isprintable() and "\\" not in text and " " not in text


def _is_mailbox(text: str) -> bool:
    local, _, host = text.rpartition("@")
    return LOCAL.fullmatch(local) is not None and HOST.fullmatch(host) is not None
