"""The templates of the package, filled with values and with the words of a language."""

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

# What means something anywhere in a line of Markdown, or of its extensions: mathematics, marks, footnotes, attributes.
# All readers know backslashes before the signs of the first Markdown; the others are shown by more readers as entities.
IN_MARKDOWN = str.maketrans({sign: f"\\{sign}" for sign in "\\`*_[]"} | {"<": "&lt;", "&": "&amp;"})
IN_EXTENSIONS = str.maketrans({sign: f"&#{ord(sign)};" for sign in "~|$^={}@"})
# What makes a bare address a link (https://x, mailto:x, www.x, x.fi), a word an emoji (:x:), a line a definition (: x).
IN_ADDRESSES = re.compile(r"^:|:(?=//|[\w\\+-]+:)|(?<=mailto):|(?<=xmpp):|(?<=\w)\.(?=[^\W\d]|[\\&])", re.IGNORECASE)
BEGINS_A_BLOCK = re.compile(r"^([0-9]+(?=[.)])|(?=[#>+!-]))")


def render(template: str, language: str, **values: object) -> str:
    """Return a template of the package with its values and with the words of a language."""

    def written(value: float) -> str:
        return number(language, value)

    words = {"say": speaker(language), "language": language, "written": written}
    return _environment().get_template(template).render(words | values)


def marked(name: Name, language: str) -> str:
    """Return a name, marked with its language where that is not the language of the page.

    >>> marked(Name("Närpes", "sv"), "fi")
    Markup('<span lang="sv">Närpes</span>')
    """
    if name.language == language:
        return name.text
    return Markup(f'<span lang="{escape(name.language)}">{escape(name.text)}</span>')  # noqa: S704 - both are escaped


def in_markdown(text: str) -> str:
    r"""Return a text so that Markdown and its extensions show it as it is: no heading, list, link or HTML comes of it.

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
    """Return the templates of the package; what goes into HTML is escaped."""
    templates = Environment(
        loader=PackageLoader("kuntaverkostot", "."),
        autoescape=select_autoescape(["html.jinja"]),
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        bytecode_cache=_compiled(),
    )
    # Filters, for these stand at each of some hundred members, and a macro takes ten times as long.
    templates.filters["anchor"] = anchor
    templates.filters["network_node"] = network_node
    templates.filters["network_anchor"] = lambda code: anchor(network_node(code))
    templates.filters["marked"] = marked
    templates.filters["one_line"] = one_line
    templates.filters["in_markdown"] = in_markdown
    return templates


class _Compiled(FileSystemBytecodeCache):
    """Compiled templates in a folder; where nothing can be written, such as on a full disk, none is kept."""

    def dump_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):
            super().dump_bytecode(bucket)


def _compiled() -> FileSystemBytecodeCache | None:
    """Return where compiled templates are kept: where Python keeps the compiled modules, if it may.

    To compile them takes a twelfth of an export. A template that has changed has another checksum.
    """
    folder = Path(__file__).with_name("__pycache__")
    if sys.dont_write_bytecode or not os.access(folder, os.W_OK):
        return None
    return _Compiled(str(folder), f"%s.jinja-{__version__}")
