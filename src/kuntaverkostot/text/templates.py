"""Render the templates of the package with values and the texts of a language."""

from __future__ import annotations

import os
import re
import sys
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemBytecodeCache, PackageLoader, StrictUndefined, __version__, select_autoescape
from markupsafe import Markup, escape

from kuntaverkostot.text.language import Name, number, one_line, speaker
from kuntaverkostot.text.node_ids import anchor, network_node

if TYPE_CHECKING:
    from jinja2.bccache import Bucket

# Characters with a meaning anywhere in a line of Markdown or of its extensions: formulas, highlights, footnotes,
# attributes. Every renderer understands a backslash before those of the original Markdown; for those of the extensions,
# more renderers understand entities.
IN_MARKDOWN = str.maketrans({sign: f"\\{sign}" for sign in "\\`*_[]"} | {"<": "&lt;", "&": "&amp;"})
IN_EXTENSIONS = str.maketrans({sign: f"&#{ord(sign)};" for sign in "~|$^={}@"})
# Characters that turn an address into a link (https://x, mailto:x, www.x, x.fi), a word into an emoji (:x:) or a line
# into a definition (: x).
IN_ADDRESSES = re.compile(r"^:|:(?=//|[\w\\+-]+:)|(?<=mailto):|(?<=xmpp):|(?<=\w)\.(?=[^\W\d]|[\\&])", re.IGNORECASE)
BEGINS_A_BLOCK = re.compile(r"^([0-9]+(?=[.)])|(?=[#>+!-]))")


def render(template: str, language: str, **values: object) -> str:
    """Return a template filled with values and the texts of a language."""

    def written(value: float) -> str:
        return number(language, value)

    # Thousands of links lead to hundreds of places, so each is made once; a macro would take ten times as long.
    @cache
    def link_to(node: str, name: Name) -> str:
        """Return a name that leads to its place in the list; alone, as in a notebook, a part has no list to lead to."""
        return marked(name, language) if "alone" in values else _link(anchor(node), marked(name, language))

    @cache
    def cited(sources: tuple[int, ...]) -> Markup:
        """Return numbers of sources that lead to them."""
        parts = (_link(f"s-{source}", Markup("<span>{} </span>{}").format(word, source)) for source in sources)
        return Markup("").join(" " + part for part in parts)

    say = speaker(language)
    word = say("list.source")
    words = {"say": say, "language": language, "written": written, "link_to": link_to, "cited": cited}
    return _environment().get_template(template).render(words | values)


def marked(name: Name, language: str) -> str:
    """Return a name, in a span with its language where that differs from the language of the page.

    >>> marked(Name("Närpes", "sv"), "fi")
    Markup('<span lang="sv">Närpes</span>')
    """
    if name.language == language:
        return name.text
    # Thousands are marked on a page; join() takes half the time of a formatted string.
    return Markup("".join([_opening(name.language), escape(name.text), "</span>"]))  # noqa: S704 - both are escaped


def _link(place: str, text: str) -> Markup:
    return Markup('<a href="#{}">{}</a>').format(place, text)


@cache
def _opening(language: str) -> str:
    return f'<span lang="{escape(language)}">'


def in_markdown(text: str) -> str:
    r"""Escape a text for Markdown and its extensions, so that it cannot become a heading, list, link or HTML.

    GitHub looks for mail addresses after it has read the signs, so that nothing but another text would keep it from
    making links of them. Such a link leads to the address that it shows.

    >>> print(in_markdown("1. <b>a_b</b> [c](d)"))
    1\. &lt;b>a\_b&lt;/b> \[c\](d)
    >>> print(in_markdown("==a== $x^2$ www.kunta.fi"))
    &#61;&#61;a&#61;&#61; &#36;x&#94;2&#36; www&#46;kunta&#46;fi
    """
    text = one_line(text).strip().translate(IN_MARKDOWN).translate(IN_EXTENSIONS)
    text = IN_ADDRESSES.sub(lambda sign: f"&#{ord(sign[0])};", text)
    return BEGINS_A_BLOCK.sub(r"\g<1>\\", text)


@cache
def _environment() -> Environment:
    """Return the environment of the templates; values in HTML are escaped."""
    templates = Environment(
        loader=PackageLoader("kuntaverkostot", "."),
        autoescape=select_autoescape(["html.jinja"]),
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        bytecode_cache=_template_cache(),
    )
    # Filters, because hundreds of members use them, and a macro takes ten times as long.
    templates.filters["anchor"] = anchor
    templates.filters["network_node"] = network_node
    templates.filters["marked"] = marked
    templates.filters["one_line"] = one_line
    templates.filters["in_markdown"] = in_markdown
    return templates


class _TemplateCache(FileSystemBytecodeCache):
    """Keep compiled templates in a folder; on a full disk or the like, keep none."""

    def dump_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):
            super().dump_bytecode(bucket)


def _template_cache() -> FileSystemBytecodeCache | None:
    """Return the cache of compiled templates, beside Python's compiled modules; None where it cannot be written.

    Compiling takes a twelfth of the time of an export. A changed template has another checksum.
    """
    folder = Path(__file__).with_name("__pycache__")
    if sys.dont_write_bytecode or not os.access(folder, os.W_OK):
        return None
    return _TemplateCache(str(folder), f"%s.jinja-{__version__}")
