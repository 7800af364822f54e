"""What the explorer sends to a notebook: the script of its views, and the style of what stands beside them."""

from __future__ import annotations

from functools import cache

from kuntaverkostot.diagram.inlining import as_json, built, vis_script
from kuntaverkostot.diagram.style import palette_style

# The picture is left to those who do not see the explorer above it; the list stays for everyone. JupyterLab says in the
# place of an explorer that its model is gone, when the kernel is; the picture says more.
LIVE = (
    "<style>:is(.jp-OutputArea,.output):has(.kuntaverkostot-explorer) "
    ":is(.kuntaverkostot-still figure,.kuntaverkostot-still>div){display:none}"
    ".jp-OutputArea-child:has(+.jp-OutputArea-child .kuntaverkostot-still)"
    ">.jupyter-widgets:not(:has(*)){display:none}</style>"
)


@cache
def explorer_script() -> str:
    """Return the script of a view: vis-network without a global name, the style sheet, and the explorer."""
    vis = f"const vis = (() => {{ const exports = {{}}, module = {{ exports }};\n{vis_script()}\nreturn exports; }})();"
    style = f"const STYLE = {as_json(palette_style() + built('widget.css'))};"
    return "\n".join([vis, style, built("widget.js")])
