"""What a notebook shows live: a widget, with what stands in its place where nothing may run.

A notebook keeps its outputs, but not what a widget shows. So a stored notebook stays small: it keeps the picture and
the list.
"""

from __future__ import annotations

import html
from dataclasses import dataclass
from typing import Any

from kuntaverkostot.diagram.inlining import framed
from kuntaverkostot.diagram.still import Still, shown
from kuntaverkostot.text.language import say

INSTALL = 'pip install "kuntaverkostot[notebook]"'
# The picture is left to those who do not see the widget above it; the list stays for everyone. JupyterLab says in the
# place of a widget that its model is gone, when the kernel is; the picture says more.
LIVE = (
    "<style>:is(.jp-OutputArea,.output):has(.kuntaverkostot-explorer,.kuntaverkostot-framed) "
    ":is(.kuntaverkostot-still figure,.kuntaverkostot-still>div){display:none}"
    ".jp-OutputArea-child:has(+.jp-OutputArea-child .kuntaverkostot-still)"
    ">.jupyter-widgets:not(:has(*)){display:none}</style>"
)


def display_widget(bundle: Any, still: Still) -> None:
    """Show a widget in a notebook, and after it what is left where the widget cannot be.

    Parameters
    ----------
    bundle : dict, or tuple of two dict
        What the widget shows by media type, perhaps with metadata.
    still : Still
        What is shown in its place.
    """
    data, metadata = bundle if isinstance(bundle, tuple) else (bundle, {})
    _display(data | {"text/plain": still.sentence}, metadata)
    _display(shown(LIVE, still))


@dataclass(frozen=True, slots=True)
class Framed:
    """A document in a frame of its own, with what is left of it where there are no frames.

    Parameters
    ----------
    document : str
        A complete HTML document.
    still : Still
        What is shown in its place.
    title, height, sandbox, allow
        As in :func:`kuntaverkostot.diagram.inlining.framed`.
    """

    document: str
    still: Still
    title: str
    height: int
    sandbox: str
    allow: str = ""

    def bundle(self) -> dict[str, str]:
        """Return by media type what is shown where outputs are not kept."""
        live = framed(self.document, title=self.title, height=self.height, sandbox=self.sandbox, allow=self.allow)
        return shown(live, self.still)

    def display(self) -> None:
        """Show it in a notebook, which keeps what is left of it; without anywidget, that is all."""
        try:
            from kuntaverkostot.diagram.framed_widget import FramedWidget  # noqa: PLC0415 - an extra
        except ModuleNotFoundError as error:
            if error.name != "anywidget":
                raise
            _display(advised(self.still))
        else:
            widget = FramedWidget(self.document, self.title, self.height, self.sandbox, self.allow)
            display_widget(widget._repr_mimebundle_(), self.still)


def advice(language: str) -> str:
    """Return how to install what is missing."""
    return say(language, "notebook.no_widget", command=INSTALL)


def advised(still: Still) -> dict[str, str]:
    """Return by media type what is shown without anywidget: how to install it, the picture and the list."""
    message, bundle = advice(still.language), shown("", still)
    return {
        "text/html": f"<p>{html.escape(message)}</p>{bundle['text/html']}",
        "text/plain": f"{bundle['text/plain']} {message}",
    }


def _display(data: dict[str, Any], metadata: dict[str, Any] | None = None) -> None:
    from IPython.display import display  # noqa: PLC0415 - only there in a notebook

    show: Any = display
    show(data, raw=True, metadata=metadata or {})
