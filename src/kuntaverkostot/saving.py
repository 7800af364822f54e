"""What the commands write into files, and where they are told to be."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kuntaverkostot.files import write_atomically
from kuntaverkostot.options import quiet
from kuntaverkostot.progress import progress
from kuntaverkostot.terminal import tell, write, writing

if TYPE_CHECKING:
    from kuntaverkostot.dataset import Dataset


# Where a command writes that was told so; as a path it would be a file, and ./- still is one.
STANDARD_OUTPUT = "-"
out_type = click.Path(dir_okay=False, allow_dash=True)


def save(out: str | Path, content: bytes, *, language: str, overwrite: bool) -> None:
    """Write a file and print where it is, or write to standard output, or stop."""
    if out == STANDARD_OUTPUT:
        write(content, language)
        return
    path = Path(out)
    with writing(path, language, taken="taken"):
        write_atomically(path, content, overwrite=overwrite)
    # A pipe may be the one to which the path would be printed, after the content.
    if path.is_file():
        tell(path, language)


def save_tables(dataset: Dataset, folder: Path, *, language: str) -> None:
    """Write the tables of a dataset into a folder where none of them is, or stop."""
    from kuntaverkostot.exporting import csv_files  # noqa: PLC0415 - loads pandas

    with progress(language, "converting"):
        files = csv_files(dataset)
    with writing(folder, language):
        folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        with writing(folder / name, language, taken="taken_in_folder"):
            write_atomically(folder / name, content, overwrite=False)
        if not quiet():
            # Beside the report, which is what the command prints.
            click.echo(folder / name, err=True)
