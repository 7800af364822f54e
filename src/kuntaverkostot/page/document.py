"""The page as a document that can be written to a file and shown in a notebook."""

from __future__ import annotations

import dataclasses
import html
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from os import PathLike
from pathlib import Path
from urllib.parse import quote

from kuntaverkostot.diagram.live import Framed
from kuntaverkostot.diagram.still import Still
from kuntaverkostot.tables.atomic_write import write_together

# Gives the frames of a page the height of what is in them.
FIT_SCRIPT = "kuntaverkostot.fit.js"
MAIN = '<main class="bar">'
ALTERNATE = re.compile(r'<link rel="alternate" [^>]*>\n')
FRAME_HEIGHT = 900  # pixels of a page in a notebook
# In a notebook the page may run scripts, submit its find form (which leads nowhere), offer downloads and copy to the
# clipboard. Links open in a new window outside the sandbox.
SANDBOX = "allow-scripts allow-downloads allow-forms allow-popups allow-popups-to-escape-sandbox"


@dataclass(frozen=True, slots=True, repr=False)
class Page:
    """A page in one language.

    Attributes
    ----------
    html : str
        The whole document.
    language : {"fi", "sv", "en"}
        Language of the page.
    title : str
        Title of the page.
    listed : callable
        Returns the same content as plain text.
    still : callable
        Returns what a notebook shows of it where nothing may run.
    headers : dict of str to str
        HTTP response headers for the page, by name.
    beside : str
        Second document with the whole list, when a page has too many members to list at once; else "".
    beside_headers : dict of str to str
        HTTP response headers for that document.
    payload : str
        Data of the explorer on the page, as JSON.
    """

    html: str
    language: str
    title: str
    listed: Callable[[], str]
    still: Callable[[], Still]
    headers: Mapping[str, str]
    beside: str = ""
    beside_headers: Mapping[str, str] = field(default_factory=dict)
    payload: str = ""

    @property
    def text(self) -> str:
        """The content as plain text."""
        return self.listed()

    @property
    def picture(self) -> str:
        """The diagram as a still picture: a whole SVG document."""
        return self.still().picture

    def write(self, path: str | PathLike[str], *, overwrite: bool = False) -> Path:
        """Write the document as UTF-8, atomically. The whole list of a large page is written beside it.

        Parameters
        ----------
        path : path
            The file; its folder must exist.
        overwrite : bool
            Whether an existing file may be replaced. A link is followed; devices and pipes are written into.

        Returns
        -------
        Path
            The path.

        Raises
        ------
        FileExistsError
            When the file exists and ``overwrite`` is false.
        OSError
            When the file cannot be written; an existing file stays intact.
        """
        path = Path(path)
        write_together(self.contents(path), overwrite=overwrite)
        return path

    def embedded(self) -> Page:
        """Return the page for a frame in another site: without header and footer, and it tells its height.

        A page around it that loads the script ``kuntaverkostot.fit.js`` gives the frame that height; the command
        ``kuntaverkostot export --embed`` writes both.
        """
        head, header, rest = _divided(self.html, "header")
        body, _, end = _divided(rest, "footer")
        head = ALTERNATE.sub("", head).replace("<html ", '<html class="embed" ', 1)
        head = head.replace("<meta charset", '<meta name="robots" content="noindex">\n<meta charset', 1)
        # Whoever listens hears what the frame is about.
        name = header[header.index("<h1>") : header.index("</h1>") + len("</h1>")].replace(
            "<h1>", '<h1 class="unseen">'
        )
        body = body.replace(MAIN, f"{MAIN}\n{name}", 1)
        return dataclasses.replace(self, html=f"{head.rstrip()}{body}{end.lstrip()}")

    def contents(self, path: Path) -> dict[Path, bytes]:
        """Return the files to write for a path: the page, and the whole list of a large page."""
        if not self.beside:
            return {path: self.html.encode("utf-8")}
        usual, listed = file_name(self.language), path.with_name(list_name(path.name))
        # The two documents link to each other by file name.
        page = self.html.replace(_link(list_name(usual)), _link(listed.name))
        whole = self.beside.replace(_link(usual), _link(path.name))
        return {path: page.encode("utf-8"), listed: whole.encode("utf-8")}

    def stated(self, path: Path) -> dict[str, Mapping[str, str]]:
        """Return the HTTP response headers of each file, by file name."""
        names = {path.name: self.headers}
        return names | {list_name(path.name): self.beside_headers} if self.beside else names

    def __repr__(self) -> str:
        return f"Page({self.title!r}, language={self.language!r}, {len(self.html.encode('utf-8')) // 1000} kB)"

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:  # noqa: ARG002
        """Show the page in a frame of its own; where there are no frames, its picture and the memberships as a list."""
        return self._framed().bundle()

    def _ipython_display_(self) -> None:
        """Show the same in a notebook that keeps its outputs: of the page, it keeps the picture and the list."""
        self._framed().display()

    def _framed(self) -> Framed:
        return Framed(self.html, self.still(), self.title, FRAME_HEIGHT, SANDBOX, "clipboard-write")


def _divided(document: str, element: str) -> tuple[str, str, str]:
    """Return what stands before an element that a document has once, the element, and what follows it."""
    head, start, rest = document.partition(f"<{element}>")
    body, end, rest = rest.partition(f"</{element}>")
    return head, f"{start}{body}{end}", rest


def _link(name: str) -> str:
    return f'href="{html.escape(quote(name))}"'


def file_name(language: str) -> str:
    """Return the file name of a page, by which the languages link to each other.

    >>> file_name("sv")
    'kuntaverkostot.sv.html'
    """
    return f"kuntaverkostot.{language}.html"


def embed_name(name: str) -> str:
    """Return the file name of a page for a frame in another site.

    >>> embed_name("kuntaverkostot.sv.html")
    'kuntaverkostot.sv.embed.html'
    """
    return f"{name.removesuffix('.html')}.embed.html"


def list_name(name: str) -> str:
    """Return the file name of the whole list of a large page.

    >>> list_name("kuntaverkostot.sv.html")
    'kuntaverkostot.sv.list.html'
    """
    return f"{name.removesuffix('.html')}.list.html"
