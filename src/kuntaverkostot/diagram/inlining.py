"""Scripts and styles of the package put into one document, and the policy that admits nothing else."""

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
# vis-network as pyvis brings it along.
VIS = ("templates", "lib", "vis-9.1.2")
VIS_SCRIPT, VIS_STYLE = (*VIS, "vis-network.min.js"), (*VIS, "vis-network.css")
# Two characters inside strings of the script that HTML validators refuse; in JavaScript the escape means the same.
REFUSED = {"\u0085": "\\u0085", "\u1680": "\\u1680"}
# What would end a script element, or is a line end to JavaScript and not to JSON.
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
    """Return the script of vis-network that pyvis brings along, ready to stand inside a page."""
    text = files("pyvis").joinpath(*VIS_SCRIPT).read_text(encoding="utf-8")
    for character, escape in REFUSED.items():
        text = text.replace(character, escape)
    # The file that this names does not travel along.
    return text.partition("//# sourceMappingURL=")[0].rstrip()


@cache
def vis_style() -> str:
    """Return the style sheet of vis-network: the look of its tooltips, buttons and settings."""
    return files("pyvis").joinpath(*VIS_STYLE).read_text(encoding="utf-8")


def as_json(data: object, *, default: Callable[[Any], object] | None = None) -> str:
    """Write data as JSON that may stand in a script element.

    Parameters
    ----------
    data : object
        Values that JSON knows.
    default : callable, optional
        Turns others into such ones.

    Raises
    ------
    ValueError
        When a number is none or has no end, for which JSON has no word.

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
    """Return the hash by which a policy admits an inline script or style.

    >>> content_hash("")
    "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"
    """
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


def content_security_policy(*, scripts: Iterable[str], styles: Iterable[str]) -> str:
    """Return the policy of a page with these inline scripts and styles, and nothing from anywhere.

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
    """Return a document in a frame of its own, as a notebook shows it.

    Parameters
    ----------
    document : str
        A whole document.
    title : str
        What the frame is called.
    height : int
        Pixels that it takes.
    sandbox, allow : str
        What the document may do, as HTML says it; all else is kept from it.

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
