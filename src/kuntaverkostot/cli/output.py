"""What the commands write into files, and where they are told to be."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kuntaverkostot.cli.options import quiet
from kuntaverkostot.cli.progress import progress
from kuntaverkostot.cli.terminal import DATA, shown, stop, tell, write, writing
from kuntaverkostot.tables.atomic_write import write_together
from kuntaverkostot.text.language import say

if TYPE_CHECKING:
    from kuntaverkostot.dataset.dataset import Dataset


# Where a command writes that was told so; as a path it would be a file, and ./- still is one.
STANDARD_OUTPUT = "-"
out_type = click.Path(dir_okay=False, allow_dash=True)


def save(out: str | Path, content: bytes, *, language: str, overwrite: bool) -> None:
    """Write a file and print where it is, or write to standard output, or stop."""
    if out == STANDARD_OUTPUT:
        write(content, language)
    else:
        save_together({Path(out): content}, language=language, overwrite=overwrite)


def save_together(contents: Mapping[Path, bytes], *, language: str, overwrite: bool) -> None:
    """Write files and then print where they are, or stop with none of them written."""
    with writing(None, language, taken="taken"):
        write_together(contents, overwrite=overwrite)
    # A pipe may be the one to which the paths would be printed, after the content.
    tell([path for path in contents if path.is_file()], language)


def save_tables(dataset: Dataset, folder: Path, *, data: Path, language: str) -> None:
    """Write the tables of a dataset into a folder where none is, or stop with none of them written.

    Parameters
    ----------
    dataset : Dataset
        The tables.
    folder : Path
        Where to; it is made if it is not there.
    data : Path
        Where the tables were read.
    language : {"fi", "sv", "en"}
        Language in which it is said what stands in the way.
    """
    from kuntaverkostot.analysis.export import csv_files  # noqa: PLC0415
    from kuntaverkostot.dataset.dataset import table_names  # noqa: PLC0415 - loads pandas

    with writing(folder, language):
        if folder.exists() and folder.samefile(data):
            stop(say(language, "command.own_folder", path=shown(folder)), DATA)
    # A table that is not written would be read together with those that are.
    for there in (folder / f"{name}.csv" for name in table_names()):
        if os.path.lexists(there):
            stop(say(language, "command.taken_in_folder", path=shown(there)), DATA)
    with progress(language, "converting"):
        contents = {folder / name: content for name, content in csv_files(dataset).items()}
    with writing(folder, language):
        folder.mkdir(parents=True, exist_ok=True)
    with writing(None, language, taken="taken_in_folder"):
        write_together(contents)
    # Beside the report, which is what the command prints.
    with suppress(OSError):
        click.echo(b"".join(os.fsencode(path) + b"\n" for path in contents if not quiet()), nl=False, err=True)
