"""The explorer for a notebook, with the widget where it is installed and as a picture with the list where it is not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kuntaverkostot.dataset.dataset import Dataset
from kuntaverkostot.text.language import Language, check_language

if TYPE_CHECKING:
    from pyvis.network import Network

    from kuntaverkostot.widget import Explorer

HEIGHT = re.compile(r"auto|\d+(\.\d+)?(px|vh|em|rem)")
INSTALL = 'pip install "kuntaverkostot[notebook]"'


def explore(
    dataset: Dataset,
    *,
    language: Language = "fi",
    candidates: bool = False,
    diagram: Network | None = None,
    height: str = "auto",
) -> Explorer:
    """Show the diagram with its tools in a notebook, and hand what is chosen in it to Python.

    Parameters
    ----------
    dataset : Dataset
        The tables; they are not changed.
    language : {"fi", "sv", "en"}
        Language of the view and of the names.
    candidates : bool
        Whether memberships that no source names are shown, dashed, and count.
    diagram : pyvis.network.Network, optional
        From :func:`kuntaverkostot.diagram`, with what was changed in it.
    height : str
        "auto", or the height of the diagram as CSS says it, such as "600px".

    Returns
    -------
    kuntaverkostot.widget.Explorer
        It shows itself. Its ``selection`` is a frame, ``members`` are ids, ``select`` moves the view.

    Raises
    ------
    ImportError
        When the widget is not installed; the error says how to install it.
    ValueError
        When the language or the height is not one of those.
    """
    check_language(language)
    if not HEIGHT.fullmatch(height):
        raise ValueError(f'height is "auto", or a number with px, vh, em or rem, such as "600px"; got {height!r}')
    try:
        from kuntaverkostot.widget import Explorer  # noqa: PLC0415 - an extra
    except ModuleNotFoundError as error:
        if error.name != "anywidget":
            raise
        raise ImportError(f"the explorer needs anywidget: {INSTALL}") from error
    return Explorer(dataset, language=language, candidates=candidates, diagram=diagram, height=height)
