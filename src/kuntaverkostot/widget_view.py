"""What the views of an explorer show in a notebook, and what is kept in step with them."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, TypedDict, Unpack

import anywidget
import traitlets

from kuntaverkostot.analysis.membership_arrays import detail_of
from kuntaverkostot.dataset.dataset import Dataset
from kuntaverkostot.diagram.inlining import as_json, built, vis_script
from kuntaverkostot.diagram.live import display_widget
from kuntaverkostot.diagram.style import palette_style
from kuntaverkostot.listing.source_list import named_sources
from kuntaverkostot.page.document import Page
from kuntaverkostot.page.page import build_page
from kuntaverkostot.text.language import LANGUAGES, Language

if TYPE_CHECKING:
    from pyvis.network import Network

NOTHING: dict[str, Any] = {"node": "", "all": [], "any": [], "none": [], "where": []}


class Options(TypedDict):
    """How an explorer is shown, as :func:`kuntaverkostot.explore` has it."""

    language: Language
    candidates: bool
    diagram: Network | None
    height: str


class ExplorerView(anywidget.AnyWidget):
    """The diagram with its tools in a notebook, without what is chosen in it."""

    _esm = traitlets.Unicode().tag(sync=True)
    # What _esm loads, once for all explorers of a notebook.
    _script = traitlets.Unicode().tag(sync=True)
    # What the view shows as compressed JSON: a saved notebook keeps what is synced.
    _data = traitlets.Bytes().tag(sync=True)
    _choice = traitlets.Dict(NOTHING).tag(sync=True)
    _height = traitlets.Unicode("auto").tag(sync=True)
    hidden = traitlets.List(traitlets.Unicode()).tag(sync=True)
    _layout = traitlets.Unicode("overlap").tag(sync=True)
    # Not synced: to every widget's view, "layout" means its width and height.
    layout = traitlets.Unicode("overlap")
    language = traitlets.Enum(LANGUAGES, "fi").tag(sync=True)
    _languages = traitlets.List(default_value=list(LANGUAGES)).tag(sync=True)

    def __init__(self, dataset: Dataset, **options: Unpack[Options]) -> None:
        super().__init__(_esm=built("widget_loader.js"), _script=explorer_script())
        self._dataset, self._diagram = dataset, options["diagram"]
        self._candidates = options["candidates"] and detail_of(dataset) == "all"  # The view draws none on demand.
        self._pages: dict[str, Page] = {}
        self.language, self._height = options["language"], options["height"]
        self._data = self._compressed()

    @property
    def page(self) -> Page:
        """The page with the same content, which can be written to a file."""
        if self.language not in self._pages:
            self._pages[self.language] = build_page(
                self._dataset, language=self.language, candidates=self._candidates, diagram=self._diagram
            )
        return self._pages[self.language]

    @traitlets.validate("layout")
    def _valid_layout(self, proposal: Mapping[str, Any]) -> str:
        if proposal["value"] not in self._layouts:
            raise ValueError(f"layout must be one of {', '.join(self._layouts)}; got {proposal['value']!r}")
        return str(proposal["value"])

    @traitlets.observe("layout")
    def _layout_changed(self, change: Mapping[str, Any]) -> None:
        self._layout = change["new"]

    @traitlets.observe("_layout")
    def _layout_chosen(self, change: Mapping[str, Any]) -> None:
        self.layout = change["new"]

    @traitlets.observe("language")
    def _language_changed(self, _: object) -> None:
        self._data = self._compressed()

    @cached_property
    def _layouts(self) -> list[str]:
        return list(json.loads(self.page.payload)["layouts"])

    def _ipython_display_(self) -> None:
        display_widget(super()._repr_mimebundle_(), self.page.still())

    def _compressed(self) -> bytes:
        sources = as_json(named_sources(self._dataset, self.language))
        return zlib.compress(f'{{"sources":{sources},"page":{self.page.payload}}}'.encode(), level=9)


@cache
def explorer_script() -> str:
    """Return the script of a view: vis-network without a global name, the style sheet, and the explorer."""
    vis = f"const vis = (() => {{ const exports = {{}}, module = {{ exports }};\n{vis_script()}\nreturn exports; }})();"
    style = f"const STYLE = {as_json(palette_style() + built('widget.css'))};"
    return "\n".join([vis, style, built("widget.js")])
