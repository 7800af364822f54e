"""The pictures of the notebooks with their texts, made by running the notebooks."""

from __future__ import annotations

import base64
import shutil
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from tempfile import TemporaryDirectory

import nbformat
from nbclient import NotebookClient
from nbformat import NotebookNode

SVG = "data:image/svg+xml;base64,"
# The notebooks speak Finnish unless they are told otherwise; what is around their pictures here is English.
LANGUAGE = ('LANGUAGE = "fi"', 'LANGUAGE = "en"')


class Pictures(HTMLParser):
    """The pictures in what a cell shows: each as an SVG document and its text."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, bytes]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep a picture."""
        values = {name: value or "" for name, value in attrs}
        if tag == "img" and values.get("src", "").startswith(SVG):
            self.found.append((values["alt"], base64.b64decode(values["src"].removeprefix(SVG))))


def gallery(project: Path) -> str:
    """Return a section for each notebook with its pictures, and write these beside the pages."""
    pictures = project / "docs" / "pictures"
    shutil.rmtree(pictures, ignore_errors=True)
    pictures.mkdir()
    paths = sorted((project / "notebooks").glob("*.ipynb"))
    with TemporaryDirectory() as folder:
        shutil.copytree(project / "notebooks", folder, dirs_exist_ok=True)
        return "\n\n".join(part for path in paths for part in _section(path, Path(folder), pictures))


def _section(path: Path, folder: Path, pictures: Path) -> Iterator[str]:
    """Yield the title of a notebook, its first sentences, and each picture after its own text."""
    notebook = run(path, folder)
    title, lead, *_ = notebook.cells[0].source.split("\n\n")
    yield f"#{title}"
    yield f"{lead} Notebook: `notebooks/{path.name}`."
    text = ""
    for cell in notebook.cells[1:]:
        if cell.cell_type == "code":
            for number, (alt, svg) in enumerate(shown_pictures(cell)):
                name = f"{path.stem}-{cell.id}{number or ''}.svg"
                (pictures / name).write_bytes(svg)
                yield f"#{text}"
                yield f"```{{figure}} pictures/{name}\n:alt: {alt}\n```"
                yield f"```python\n{cell.source}\n```"
        else:
            text = cell.source


def run(path: Path, folder: Path) -> NotebookNode:
    """Run a notebook in English and return it with what its cells show."""
    notebook = nbformat.reads(path.read_text(encoding="utf-8"), as_version=4)
    for cell in notebook.cells:
        cell.source = cell.source.replace(*LANGUAGE)
    client = NotebookClient(
        notebook, timeout=120, extra_arguments=["--log-level=ERROR"], resources={"metadata": {"path": str(folder)}}
    )
    client.log.setLevel("WARNING")
    client.execute()
    return notebook


def shown_pictures(cell: NotebookNode) -> list[tuple[str, bytes]]:
    """Return text and SVG document of each picture that a cell shows."""
    parser = Pictures()
    for output in cell.outputs:
        parser.feed(output.get("data", {}).get("text/html", ""))
    return parser.found
