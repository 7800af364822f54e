"""Addresses on the site: names of files that stay the same as long as what they are about has the same id."""

from __future__ import annotations

import hashlib
import re

from kuntaverkostot.text.node_ids import anchor

# Names that every file system and every server leaves as they are. Letters are small, because some file systems do not
# tell them from capital ones.
PLAIN = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,78}[a-z0-9])?")
START = "index.html"
ASSETS, EXPLORER, PICTURES, TABLES = "assets", "explorer", "pictures", "data"


def page_stem(node: str) -> str:
    """Return the name of the page of a node, without its ending.

    >>> page_stem("municipality:091"), page_stem("network:../Ö")
    ('m-091', 'n-253c33776c81')
    """
    name = anchor(node)
    if PLAIN.fullmatch(name):
        return name
    kind, _, code = name.partition("-")
    return f"{kind}-{hashlib.sha256(code.encode('utf-8', 'surrogatepass')).hexdigest()[:12]}"


def page_name(stem: str, part: int = 1) -> str:
    """Return the file name of a page, or of one of its parts where it is divided into several.

    >>> page_name("m-091"), page_name("n-1", 2), page_name("index", 2)
    ('m-091.html', 'n-1.2.html', 'index.2.html')
    """
    return f"{stem}.html" if part == 1 else f"{stem}.{part}.html"


def hashed_name(name: str, content: bytes) -> str:
    """Return a file name that changes with the content, so that browsers may keep the file for ever.

    >>> hashed_name("site.css", b"")
    'site.e3b0c44298fc.css'
    """
    stem, _, ending = name.rpartition(".")
    return f"{stem}.{hashlib.sha256(content).hexdigest()[:12]}.{ending}"
