"""What the documentation takes from the project itself: tables, commands, notebooks and figures.

A page asks for such a part with a line like ``<!-- part: codebook -->``. The part comes as Markdown in its place before
Sphinx reads the page, so that headings, links and pictures in it are like any others.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docs.extension.certainty import gaps, known_members, open_questions, publishers
from docs.extension.codebook import codebook
from docs.extension.commands import commands
from docs.extension.gallery import gallery

if TYPE_CHECKING:
    from sphinx.application import Sphinx

MARK = re.compile(r"^<!-- part: (\w+) -->$", re.MULTILINE)
PARTS = {
    "codebook": codebook,
    "commands": commands,
    "gallery": gallery,
    "gaps": gaps,
    "known_members": known_members,
    "open_questions": open_questions,
    "publishers": publishers,
}
LINKED = re.compile(r"(:(?:func|class):`)(kuntaverkostot\.)")
# Pages in another language than English end so.
FOREIGN = re.compile(r"-(fi|sv)$")
TABLES = {"en": "Table", "fi": "Taulukko", "sv": "Tabell"}


def setup(app: Sphinx) -> dict[str, bool]:
    """Tell Sphinx what to call and when."""
    app.connect("source-read", fill_in)
    app.connect("autodoc-process-signature", without_signature)
    app.connect("autodoc-process-docstring", short_names)
    app.connect("html-page-context", complete)
    return {"parallel_read_safe": False}


def fill_in(app: Sphinx, _: str, source: list[str]) -> None:
    """Put each part into the page that asks for it."""
    project = Path(app.srcdir).parent
    source[0] = MARK.sub(lambda mark: PARTS[mark[1]](project), source[0])


def without_signature(_app: Sphinx, what: str, _name: str, item: object, *_: object) -> tuple[str, str] | None:
    """Leave out how objects are made that only functions make: those which are described by their attributes."""
    is_result = what in {"class", "exception"} and "Attributes\n    ---" in (item.__doc__ or "")
    return ("", "") if is_result else None


def short_names(_app: Sphinx, _what: str, _name: str, _item: object, _options: object, lines: list[str]) -> None:
    """Show the names of functions and classes that a docstring links to without that of the package."""
    lines[:] = [LINKED.sub(r"\1~\2", line) for line in lines]


def complete(_: Sphinx, page: str, _template: str, context: dict[str, Any], _tree: object) -> None:
    """Say in which language a page is, and let wide tables be scrolled, by keyboard too."""
    match = FOREIGN.search(page)
    language = match[1] if match else "en"
    frame = f'<div class="scroll" role="group" aria-label="{TABLES[language]}" tabindex="0">'
    body = context.get("body", "").replace("<table", f"{frame}<table").replace("</table>", "</table></div>")
    context["body"] = body
    if match:
        for part in ("body", "toc"):
            context[part] = f'<div lang="{language}">{context[part]}</div>'
