"""The explorer for a notebook, with the widget where it is installed and as a picture with the list where it is not."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kuntaverkostot.dataset.dataset import Dataset
from kuntaverkostot.dataset.makers import need_dataset
from kuntaverkostot.diagram.live import INSTALL, advice, advised
from kuntaverkostot.page.document import Page
from kuntaverkostot.page.page import build_page
from kuntaverkostot.text.language import Language, check_language

if TYPE_CHECKING:
    from pyvis.network import Network

    from kuntaverkostot.widget import Explorer

HEIGHT = re.compile(r"auto|\d+(\.\d+)?(px|vh|em|rem)")


@dataclass(frozen=True, slots=True, repr=False)
class StillExplorer:
    """What there is of the explorer without anywidget: the picture with the list, and how to install the rest.

    Parameters
    ----------
    page : Page
        The page with the same content, which can be written to a file.
    """

    page: Page

    @property
    def message(self) -> str:
        """How to install the explorer."""
        return advice(self.page.language)

    def __repr__(self) -> str:
        return f"StillExplorer({self.page.title!r})"

    def __getattr__(self, name: str) -> object:
        raise AttributeError(f"{name!r} needs anywidget: {INSTALL}")

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:  # noqa: ARG002
        """Show the message, the picture and the list."""
        return advised(self.page.still())


def explore(
    dataset: Dataset,
    *,
    language: Language = "fi",
    candidates: bool = False,
    diagram: Network | None = None,
    height: str = "auto",
) -> Explorer | StillExplorer:
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
    Explorer
        It shows itself. Its ``selection`` is a frame, ``members`` are ids, ``select`` moves the view. A
        ``StillExplorer`` where anywidget is not installed.

    Raises
    ------
    ValueError
        When the language or the height is not one of those.

    Examples
    --------
    >>> import kuntaverkostot as kv
    >>> explorer = kv.explore(kv.load_dataset(), language="sv")
    >>> explorer.select("Lovisa").selection["name"].tolist()
    ['Lovisa']
    """
    need_dataset(dataset, "explore")
    check_language(language)
    if not HEIGHT.fullmatch(height):
        raise ValueError(f'height is "auto", or a number with px, vh, em or rem, such as "600px"; got {height!r}')
    try:
        from kuntaverkostot.widget import Explorer  # noqa: PLC0415 - an extra
    except ModuleNotFoundError as error:
        if error.name != "anywidget":
            raise
        return StillExplorer(build_page(dataset, language=language, candidates=candidates, diagram=diagram))
    return Explorer(dataset, language=language, candidates=candidates, diagram=diagram, height=height)
