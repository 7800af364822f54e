"""What a web server says along with a page: some of it a document cannot say of itself."""

from __future__ import annotations

from collections.abc import Mapping

from kuntaverkostot.text.language import say

HEADERS_FILE = "kuntaverkostot.headers.txt"
# Who may show a page in a frame: its own site, and how another one is added.
OWN_SITE = "'self'"
OTHER_SITE = f"frame-ancestors {OWN_SITE} https://example.org"


def response_headers(policy: str) -> dict[str, str]:
    """Return the headers of a page, by name.

    Parameters
    ----------
    policy : str
        Content security policy of the page. A ``meta`` element may not say who may frame the page, so that is added.

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
    r"""Return the headers of several pages as a text to copy from.

    Parameters
    ----------
    pages : mapping of str to mapping of str to str
        Headers by the name of the file.
    language : {"fi", "sv", "en"}
        Language of the lines above them, which say what they are.

    Returns
    -------
    str
        A line for each file, and under it one for each header.

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
