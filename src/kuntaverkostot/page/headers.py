"""HTTP response headers of a page, some of which a document cannot set itself."""

from __future__ import annotations

from collections.abc import Mapping

from kuntaverkostot.text.language import say

HEADERS_FILE = "kuntaverkostot.headers.txt"
# Sites that may frame a page: its own, and an example of another.
OWN_SITE = "'self'"
OTHER_SITE = f"frame-ancestors {OWN_SITE} https://example.org"


def response_headers(policy: str) -> dict[str, str]:
    """Return the headers of a page, by name.

    Parameters
    ----------
    policy : str
        Content security policy of the page. ``frame-ancestors`` is added, because a ``meta`` element cannot set it.

    Returns
    -------
    dict of str to str
        Source: https://www.w3.org/TR/CSP3/#directive-frame-ancestors

    Examples
    --------
    >>> response_headers("default-src 'none'")["Content-Security-Policy"]
    "default-src 'none'; frame-ancestors 'self'"
    """
    return {
        "Content-Security-Policy": f"{policy}; frame-ancestors {OWN_SITE}",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
    }


def headers_text(pages: Mapping[str, Mapping[str, str]], *, language: str) -> str:
    r"""Return the headers of several pages as text to copy.

    Parameters
    ----------
    pages : mapping of str to mapping of str to str
        Headers by file name.
    language : {"fi", "sv", "en"}
        Language of the explanation above them.

    Returns
    -------
    str
        Each file name, followed by its headers.

    Examples
    --------
    >>> headers_text({"a.html": {"Referrer-Policy": "no-referrer"}}, language="fi").splitlines()[-2:]
    ['a.html', '  Referrer-Policy: no-referrer']
    """
    values = {"frames": {"own": OWN_SITE, "example": OTHER_SITE}}
    notes = [f"# {say(language, f'headers.{key}', **values.get(key, {}))}\n" for key in ("what", "anew", "frames")]
    parts = [
        "".join([f"\n{name}\n", *(f"  {header}: {value}\n" for header, value in headers.items())])
        for name, headers in pages.items()
    ]
    return "".join([*notes, *parts])
