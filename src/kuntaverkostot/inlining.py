"""Scripts and styles of the package put into one document, and the policy that admits nothing else."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

IMPORT = re.compile(r'^import \{[^}]*\} from "\./(?P<module>[a-z]+)\.js";\n', re.MULTILINE)
EXPORT = re.compile(r"^export (?=(?:async )?function |const |let |class )", re.MULTILINE)
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
ENTRY = "page"


@cache
def asset(name: str) -> str:
    """Return the text of a file in ``assets``."""
    return files("kuntaverkostot").joinpath("assets", name).read_text(encoding="utf-8")


@cache
def page_script() -> str:
    """Return the modules of the page as one: each after those that it imports, without imports and exports.

    A module inside a page cannot import another one inside the page, so they share one scope; a test holds that no
    name is declared twice.
    """
    sources: dict[str, str] = {}

    def add(module: str) -> None:
        if module in sources:
            return
        text = asset(f"{module}.js")
        sources[module] = ""
        for needed in IMPORT.finditer(text):
            add(needed["module"])
        # Reinserted, so that it stands after what it needs.
        del sources[module]
        sources[module] = compact(EXPORT.sub("", IMPORT.sub("", text)))

    add(ENTRY)
    return "\n".join(sources.values())


def compact(text: str) -> str:
    """Return a script or style without indentation, empty lines, and comments that have lines of their own.

    >>> compact("// Why.\\nif (a) {\\n  b();\\n}\\n")
    'if (a) {\\nb();\\n}'
    """
    lines = (line.strip() for line in COMMENT.sub("", text).splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))


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
            f"script-src {' '.join(map(content_hash, scripts))}",
            f"style-src {' '.join(map(content_hash, styles))}",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        ]
    )
