"""What the explorer sends to a notebook: the script of its views, and the sources that they name."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from kuntaverkostot.diagram.inlining import as_json, built, vis_script
from kuntaverkostot.diagram.style import palette_style
from kuntaverkostot.listing.source_list import sources_of

if TYPE_CHECKING:
    from kuntaverkostot.dataset.dataset import Dataset


@cache
def explorer_script() -> str:
    """Return the script of a view: vis-network without a global name, the style sheet, and the explorer."""
    vis = f"const vis = (() => {{ const exports = {{}}, module = {{ exports }};\n{vis_script()}\nreturn exports; }})();"
    style = f"const STYLE = {as_json(palette_style() + built('widget.css'))};"
    return "\n".join([vis, style, built("widget.js")])


def named_sources(dataset: Dataset, language: str) -> list[dict[str, str | None]]:
    """Return title and address of each source, in the order of their numbers."""
    return [
        {
            "title": source.title.text,
            "foreign": source.title.language if source.title.language != language else None,
            "url": source.url,
        }
        for source in sources_of(dataset, language)
    ]
