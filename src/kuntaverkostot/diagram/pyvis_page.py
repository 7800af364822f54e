"""A pyvis Network with its own page, which is self-contained and shows every text as text.

The page of pyvis 0.3.2 loads parts of itself from other servers, and turns titles, the heading and options into markup
and code. Here, all methods of pyvis that make a page use one template that does neither.
"""

from __future__ import annotations

import html
import json
import os
import re
import webbrowser
from pathlib import Path

from pyvis.network import IFrame, Network

from kuntaverkostot.diagram.inlining import (
    as_json,
    built,
    content_security_policy,
    vis_script,
    vis_style,
)
from kuntaverkostot.diagram.live import Framed
from kuntaverkostot.diagram.pyvis_still import pyvis_still
from kuntaverkostot.diagram.still import Still
from kuntaverkostot.tables.atomic_write import write_atomically
from kuntaverkostot.text.language import say
from kuntaverkostot.text.templates import render

PIXELS = re.compile(r"(\d+)(?:px)?")
USUAL_HEIGHT, BESIDE, WIDGETS = 600, 120, 620  # pixels: diagram, heading and menus, pyvis's settings


class DiagramNetwork(Network):  # type: ignore[misc]  # pyvis has no types
    """A pyvis Network whose page is one file that runs only its own script and requests nothing.

    Everything in pyvis works: add nodes and edges, set options, a heading, menus. Texts are shown as written, even when
    they look like HTML; images have to be ``data:`` addresses. A custom template (``set_template``) is rendered as in
    pyvis, and may run and request what it likes.

    Parameters
    ----------
    language : {"fi", "sv", "en"}
        Language of the page.
    **settings
        As in :class:`pyvis.network.Network`.
    """

    def __init__(self, *, language: str, **settings: object) -> None:
        super().__init__(cdn_resources="in_line", **settings)
        self.language = language
        self.has_own_template = False

    def set_template_dir(self, template_directory: str, template_file: str = "template.html") -> None:
        """Use a custom template, as in pyvis."""
        super().set_template_dir(template_directory, template_file)
        self.has_own_template = True

    def from_DOT(self, dot: str | os.PathLike[str]) -> None:  # noqa: N802 - pyvis's own name
        """Draw a graph from a file of DOT, in UTF-8, in place of the nodes and edges."""
        self.use_DOT = True
        # pyvis's template puts it between quotation marks.
        self.dot_lang = " ".join(Path(dot).read_text(encoding="utf-8").splitlines()).replace('"', '\\"')

    def generate_html(self, name: str = "index.html", local: bool = True, notebook: bool = False) -> str:  # noqa: FBT001, FBT002 - pyvis's own signature
        """Return the page; it is the same in a notebook.

        Raises
        ------
        ValueError
            When the name does not end in .html, or a number is NaN or infinite.
        """
        _check_name(name)
        if self.has_own_template:
            self.prep_notebook()
            return str(super().generate_html(name, local, notebook))
        script, vis = built("pyvis.js"), vis_script()
        style = f"{vis_style()}\n{built('pyvis.css')}"
        self.html = render(
            "diagram/templates/network.html.jinja",
            self.language,
            policy=content_security_policy(scripts=[vis, script], styles=[style]),
            style=style,
            vis=vis,
            script=script,
            title=self._title(),
            heading=str(self.heading or ""),
            select_menu=self.select_menu,
            filter_menu=self.filter_menu,
            settings=self.conf,
            data=as_json(self._data(), default=_plain),
        )
        return self.html

    def write_html(
        self,
        name: str | os.PathLike[str],
        local: bool = True,  # noqa: ARG002, FBT001, FBT002 - pyvis's own signature
        notebook: bool = False,  # noqa: FBT001, FBT002
        open_browser: bool = False,  # noqa: FBT001, FBT002
    ) -> None:
        """Write the page as UTF-8: the whole of it, or nothing. A file of that name is replaced, as in pyvis."""
        path = Path(name)
        document = self.generate_html(path.name, notebook=notebook)
        write_atomically(path, document.encode("utf-8"), overwrite=True)
        if open_browser:
            webbrowser.open(path.resolve().as_uri())

    def save_graph(self, name: str | os.PathLike[str]) -> None:
        """Write the page, as :meth:`write_html` does."""
        self.write_html(name)

    def show(self, name: str | os.PathLike[str], local: bool = True, notebook: bool = True) -> IFrame | None:  # noqa: ARG002, FBT001, FBT002 - pyvis's own signature
        """Write the page; in a notebook return it in a frame, otherwise open it in the browser."""
        self.write_html(name, notebook=notebook, open_browser=not notebook)
        return _Shown(os.fspath(name), self) if notebook else None

    def __repr__(self) -> str:
        return f"Network({self.num_nodes()} nodes, {self.num_edges()} edges)"

    def _repr_html_(self) -> str:
        return self._repr_mimebundle_()["text/html"]

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:  # noqa: ARG002
        """Show the page in a frame of its own; where there are no frames, a picture and what is joined to what."""
        return self.as_framed().bundle()

    def _ipython_display_(self) -> None:
        """Show the same in a notebook that keeps its outputs: of the page, it keeps the picture and the list."""
        self.as_framed().display()

    def as_framed(self) -> Framed:
        """Return the page as a notebook shows it, and what is left of it where there are no frames."""
        pixels = PIXELS.fullmatch(str(self.height))
        height = int(pixels[1]) if pixels else USUAL_HEIGHT
        if self.heading or self.select_menu or self.filter_menu:
            height += BESIDE
        if self.conf:
            height += WIDGETS
        return Framed(self.generate_html(), self._still(), self._title(), height, "allow-scripts")

    def _still(self) -> Still:
        if not self.use_DOT:
            return pyvis_still(self.nodes, self.edges, title=self._title(), language=self.language)
        # pyvis leaves it to its script to read the nodes.
        return Still(self._title(), "DOT", f"<pre>{html.escape(str(self._data()['dot']))}</pre>", self.language)

    def _title(self) -> str:
        return str(self.heading or say(self.language, "pyvis.title"))

    def _data(self) -> dict[str, object]:
        """Return the data for the script of the page."""
        nodes, edges, _, height, width, options = self.get_network_data()
        return {
            "nodes": nodes,
            "edges": edges,
            "options": json.loads(options),
            "dot": self.dot_lang.replace('\\"', '"') if self.use_DOT else None,
            "look": {"width": width, "height": height, "backgroundColor": self.bgcolor},
            "settings": self.conf,
            "highlight": bool(self.neighborhood_highlight),
        }


class _Shown(IFrame):  # type: ignore[misc]  # pyvis has no types
    """What pyvis's ``show`` returns. Its address leads to the file; a notebook shows the page itself.

    Many notebooks would find no file at that address, or show it without its scripts.
    """

    def __init__(self, name: str, network: DiagramNetwork) -> None:
        super().__init__(name, network.width, network.height)
        self.framed = network.as_framed()

    def _repr_html_(self) -> str:
        return self.framed.bundle()["text/html"]

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:  # noqa: ARG002
        return self.framed.bundle()

    def _ipython_display_(self) -> None:
        self.framed.display()


def _check_name(name: str) -> None:
    if not name.endswith(".html"):
        raise ValueError(f"the name of a page ends in .html; got {name!r}")


def _plain(value: object) -> object:
    """Convert what JSON does not know: NumPy numbers to numbers, everything else to text."""
    return value.tolist() if hasattr(value, "tolist") else str(value)
