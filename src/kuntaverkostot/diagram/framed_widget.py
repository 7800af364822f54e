"""A document in a frame of its own, as a notebook widget: the notebook shows it and does not keep it."""

from __future__ import annotations

import zlib

import anywidget
import traitlets

from kuntaverkostot.diagram.inlining import built


class FramedWidget(anywidget.AnyWidget):
    """A document that a notebook shows in a frame.

    Parameters
    ----------
    document : str
        A complete HTML document.
    title, height, sandbox, allow
        As in :func:`kuntaverkostot.diagram.inlining.framed`.
    """

    _esm = traitlets.Unicode().tag(sync=True)
    _document = traitlets.Bytes().tag(sync=True)
    _title = traitlets.Unicode().tag(sync=True)
    _height = traitlets.Int().tag(sync=True)
    _sandbox = traitlets.Unicode().tag(sync=True)
    _allow = traitlets.Unicode().tag(sync=True)

    def __init__(self, document: str, title: str, height: int, sandbox: str, allow: str) -> None:
        super().__init__(
            _esm=built("widget_frame.js"),
            _document=zlib.compress(document.encode("utf-8")),
            _title=title,
            _height=height,
            _sandbox=sandbox,
            _allow=allow,
        )
