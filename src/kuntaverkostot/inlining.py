"""Scripts and styles of the package put into one document, and the policy that admits nothing else."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Literal

IMPORT = re.compile(r'^import \{[^}]*\} from "\./(?P<module>[a-z_]+)\.js";\n', re.MULTILINE)
EXPORT = re.compile(r"^export (?=(?:async )?function |const |let |class )", re.MULTILINE)
ENTRY = "page"
NOTHING = "'none'"
Kind = Literal["usual", "crowded", "large"]
# Modules that a kind of page has instead of others; they export the same names. Most pages have few edges, and what
# they do not need is not on them; a large page has too many members to draw.
INSTEAD: dict[Kind, dict[str, str]] = {
    "usual": {"crowd": "few"},
    "crowded": {},
    "large": {"island": "large_island", "diagram": "large_diagram", "list": "large_list"},
}


@cache
def asset(name: str) -> str:
    """Return the text of a file in ``assets``."""
    return files("kuntaverkostot").joinpath("assets", name).read_text(encoding="utf-8")


@cache
def page_script(kind: Kind = "usual") -> str:
    """Return the modules of the page as one: each after those that it imports, without imports, exports and comments.

    Each kind of page has modules of its own behind some names. A module inside a page cannot import
    another one inside the page, so they share one scope; a test holds that no name is declared twice.
    """
    from rjsmin import jsmin  # noqa: PLC0415

    sources: dict[str, str] = {}

    def add(module: str) -> None:
        if module in sources:
            return
        text = asset(f"{INSTEAD[kind].get(module, module)}.js")
        sources[module] = ""
        for needed in IMPORT.finditer(text):
            add(needed["module"])
        # Reinserted, so that it stands after what it needs.
        del sources[module]
        sources[module] = EXPORT.sub("", IMPORT.sub("", text))

    add(ENTRY)
    return str(jsmin("\n".join(sources.values())))


@cache
def page_style(*, large: bool = False) -> str:
    """Return the style sheet of the page without comments and white space."""
    from rcssmin import cssmin  # noqa: PLC0415

    return str(cssmin(asset("page.css") + (asset("large.css") if large else "")))


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
