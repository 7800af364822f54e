"""Scripts and styles to be inlined into a page, and the content security policy that allows nothing else."""

from __future__ import annotations

import base64
import hashlib
import html
import json
from collections.abc import Callable, Iterable
from functools import cache
from importlib.resources import files
from typing import Any

NOTHING = "'none'"
# vis-network as shipped with pyvis.
VIS = ("templates", "lib", "vis-9.1.2")
VIS_SCRIPT, VIS_STYLE = (*VIS, "vis-network.min.js"), (*VIS, "vis-network.css")
# Characters inside strings of the script that HTML validators reject; the escapes mean the same in JavaScript.
REFUSED = {"\u0085": "\\u0085", "\u1680": "\\u1680"}
# Characters that could end a script element, or that end a line in JavaScript but not in JSON.
ESCAPED = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


@cache
def built(name: str) -> str:
    """Return a file that ``make web`` built from ``src/explorer``."""
    return files("kuntaverkostot").joinpath("page", "static", name).read_text(encoding="utf-8").rstrip("\n")


def page_script() -> str:
    """Return the script of the page: the explorer, for any size of data."""
    return built("explorer.js")


def page_style() -> str:
    """Return the style sheet of the page."""
    return built("explorer.css")


@cache
def vis_script() -> str:
    """Return the vis-network script that ships with pyvis, ready to be inlined."""
    text = files("pyvis").joinpath(*VIS_SCRIPT).read_text(encoding="utf-8")
    for character, escape in REFUSED.items():
        text = text.replace(character, escape)
    # The source map is not inlined.
    return text.partition("//# sourceMappingURL=")[0].rstrip()


@cache
def vis_style() -> str:
    """Return the style sheet of vis-network, for its tooltips, buttons and settings."""
    return files("pyvis").joinpath(*VIS_STYLE).read_text(encoding="utf-8")


def as_json(data: object, *, default: Callable[[Any], object] | None = None) -> str:
    """Return data as JSON that is safe inside a script element.

    Parameters
    ----------
    data : object
        Values that JSON knows.
    default : callable, optional
        Converts other values.

    Raises
    ------
    ValueError
        When a number is NaN or infinite, which JSON cannot express.

    Examples
    --------
    >>> "</script>" in as_json({"name": "</script>"})
    False
    """
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False, default=default)
    for character, escape in ESCAPED.items():
        text = text.replace(character, escape)
    return text


@cache
def content_hash(text: str) -> str:
    """Return the hash with which a policy allows an inline script or style.

    >>> content_hash("")
    "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"
    """
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


def content_security_policy(*, scripts: Iterable[str], styles: Iterable[str]) -> str:
    """Return the policy of a page that allows these inline scripts and styles, and no requests.

    Source: https://www.w3.org/TR/CSP3/
    """
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src {' '.join(map(content_hash, scripts)) or NOTHING}",
            f"style-src {' '.join(map(content_hash, styles))}",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        ]
    )


def framed(document: str, *, title: str, height: int, sandbox: str, allow: str = "") -> str:
    """Return a document in an iframe, as a notebook shows it.

    Parameters
    ----------
    document : str
        A complete HTML document.
    title : str
        Accessible name of the frame.
    height : int
        Height in pixels.
    sandbox, allow : str
        Permissions of the document, as the HTML attributes of these names; it gets no others.

    Examples
    --------
    >>> framed("<p>&amp;", title="Verkostot", height=90, sandbox="")
    '<iframe title="Verkostot" sandbox="" width="100%" height="90" srcdoc="&lt;p&gt;&amp;amp;"></iframe>'
    """
    allowed = f' allow="{allow}"' if allow else ""
    return (
        f'<iframe title="{html.escape(title)}" sandbox="{sandbox}"{allowed} width="100%" height="{height}" '
        f'srcdoc="{html.escape(document)}"></iframe>'
    )
