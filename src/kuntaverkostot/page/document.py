"""A page as a document: it writes itself to a file and shows itself in a notebook."""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from os import PathLike
from pathlib import Path
from urllib.parse import quote

from kuntaverkostot.diagram.inlining import framed
from kuntaverkostot.diagram.still import Still, shown
from kuntaverkostot.tables.atomic_write import write_together

FRAME_HEIGHT = 900  # pixels of a notebook that a page takes
# The page in a notebook may run its scripts, hear its find box (whose form leads nowhere), hand out its tables and
# copy what one asks it to. A link out opens a window of its own, which is no longer inside anything.
SANDBOX = "allow-scripts allow-downloads allow-forms allow-popups allow-popups-to-escape-sandbox"


@dataclass(frozen=True, slots=True, repr=False)
class Page:
    """A page in one language.

    Parameters
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
        What a web server should say along with it, by the name of the header.
    beside : str
        A page with too many members to list them at once has a second document with the whole list; else "".
    beside_headers : dict of str to str
        What a web server should say along with that document.
    payload : str
        The data of the explorer on it, as JSON.
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
        """The same content as plain text."""
        return self.listed()

    def write(self, path: str | PathLike[str], *, overwrite: bool = False) -> Path:
        """Write the document as UTF-8: the whole of it, or nothing. The whole list of a large page comes beside it.

        Parameters
        ----------
        path : path
            Where to; its folder must exist.
        overwrite : bool
            Whether a file of that name may be replaced. Of a link, that is the file to which it leads; a device or a
            pipe, which cannot be replaced, is written into.

        Returns
        -------
        Path
            Where it is.

        Raises
        ------
        FileExistsError
            When there is a file of that name, and it may not be replaced.
        OSError
            When it cannot be written; what was there before is intact.
        """
        path = Path(path)
        write_together(self.contents(path), overwrite=overwrite)
        return path

    def contents(self, path: Path) -> dict[Path, bytes]:
        """Return the files that are written with the page at a path: the page, and the whole list of a large one."""
        if not self.beside:
            return {path: self.html.encode("utf-8")}
        usual, listed = file_name(self.language), path.with_name(list_name(path.name))
        # The two lead to each other by the names that they have here.
        page = self.html.replace(_link(list_name(usual)), _link(listed.name))
        whole = self.beside.replace(_link(usual), _link(path.name))
        return {path: page.encode("utf-8"), listed: whole.encode("utf-8")}

    def stated(self, path: Path) -> dict[str, Mapping[str, str]]:
        """Return what a web server should say along with each of these files, by its name."""
        names = {path.name: self.headers}
        return names | {list_name(path.name): self.beside_headers} if self.beside else names

    def __repr__(self) -> str:
        return f"Page({self.title!r}, language={self.language!r}, {len(self.html.encode('utf-8')) // 1000} kB)"

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:  # noqa: ARG002
        """Show the page in a frame of its own; where there are no frames, its picture and the memberships as a list."""
        frame = framed(self.html, title=self.title, height=FRAME_HEIGHT, sandbox=SANDBOX, allow="clipboard-write")
        return shown(frame, self.still())


def _link(name: str) -> str:
    return f'href="{html.escape(quote(name))}"'


def file_name(language: str) -> str:
    """Return the name of the file of a page, by which the three know each other.

    >>> file_name("sv")
    'kuntaverkostot.sv.html'
    """
    return f"kuntaverkostot.{language}.html"


def list_name(name: str) -> str:
    """Return the name of the file with the whole list of a large page.

    >>> list_name("kuntaverkostot.sv.html")
    'kuntaverkostot.sv.list.html'
    """
    return f"{name.removesuffix('.html')}.list.html"
