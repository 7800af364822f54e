"""What the explorer sends to a notebook: the script of its views."""

from __future__ import annotations

from functools import cache

from kuntaverkostot.diagram.inlining import as_json, built, vis_script
from kuntaverkostot.diagram.style import palette_style


@cache
def explorer_script() -> str:
    """Return the script of a view: vis-network without a global name, the style sheet, and the explorer."""
    vis = f"const vis = (() => {{ const exports = {{}}, module = {{ exports }};\n{vis_script()}\nreturn exports; }})();"
    style = f"const STYLE = {as_json(palette_style() + built('widget.css'))};"
    return "\n".join([vis, style, built("widget.js")])
