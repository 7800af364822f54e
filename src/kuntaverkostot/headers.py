"""What a web server says along with a page: some of it a document cannot say of itself."""

from __future__ import annotations

from collections.abc import Mapping

HEADERS_FILE = "kuntaverkostot.headers.txt"
NOTE = """\
# Response headers of the pages, to copy into the configuration of the web server.
# Policies hold for these files only: export anew, copy anew.
# A site that may show a page in a frame of its own comes after 'self', such as: frame-ancestors 'self' https://example.org
"""


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
        "Content-Security-Policy": f"{policy}; frame-ancestors 'self'",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
    }


def headers_text(pages: Mapping[str, Mapping[str, str]]) -> str:
    r"""Return the headers of several pages as a text to copy from.

    Parameters
    ----------
    pages : mapping of str to mapping of str to str
        Headers by the name of the file.

    Returns
    -------
    str
        A line for each file, and under it one for each header.

    Examples
    --------
    >>> headers_text({"a.html": {"Referrer-Policy": "no-referrer"}}).splitlines()[-2:]
    ['a.html', '  Referrer-Policy: no-referrer']
    """
    parts = [
        "".join([f"\n{name}\n", *(f"  {header}: {value}\n" for header, value in headers.items())])
        for name, headers in pages.items()
    ]
    return NOTE + "".join(parts)
