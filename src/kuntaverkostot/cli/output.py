"""Writing the files of the commands and printing their paths."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kuntaverkostot.cli.options import quiet
from kuntaverkostot.cli.progress import progress
from kuntaverkostot.cli.terminal import DATA, print_paths, printable, stop, write, writing
from kuntaverkostot.dataset.addresses import is_address
from kuntaverkostot.tables.atomic_write import write_together
from kuntaverkostot.text.language import say

if TYPE_CHECKING:
    from kuntaverkostot.dataset.dataset import Dataset
    from kuntaverkostot.page.document import Page


# Means standard output instead of a file; ./- is a file of that name.
STANDARD_OUTPUT = "-"
out_type = click.Path(dir_okay=False, allow_dash=True)


def page_names(languages: Iterable[str], *, headers: bool, embed: bool) -> list[str]:
    """Return the names of the files of pages that are small enough to be one file each."""
    from kuntaverkostot.page.document import FIT_SCRIPT, embed_name, file_name  # noqa: PLC0415
    from kuntaverkostot.page.headers import HEADERS_FILE  # noqa: PLC0415

    names = [embed_name(file_name(language)) if embed else file_name(language) for language in languages]
    return [*names, *([FIT_SCRIPT] if embed else []), *([HEADERS_FILE] if headers else [])]


def page_files(pages: Iterable[Page], folder: Path, language: str, *, headers: bool, embed: bool) -> dict[Path, bytes]:
    """Return the content of each file of the pages, and of the files that go with them."""
    from kuntaverkostot.diagram.inlining import built  # noqa: PLC0415
    from kuntaverkostot.page.document import FIT_SCRIPT  # noqa: PLC0415
    from kuntaverkostot.page.headers import HEADERS_FILE, headers_text  # noqa: PLC0415

    contents: dict[Path, bytes] = {}
    policies: dict[str, Mapping[str, str]] = {}
    for page in pages:
        name = page_names([page.language], headers=False, embed=embed)[0]
        shown = page.embedded() if embed else page
        contents |= shown.contents(folder / name)
        policies |= shown.stated(folder / name)
    if embed:
        contents[folder / FIT_SCRIPT] = f"{built('fit.js')}\n".encode()
    if headers:
        contents[folder / HEADERS_FILE] = headers_text(policies, language=language).encode("utf-8")
    return contents


def save(out: str | Path, content: bytes, *, language: str, overwrite: bool) -> None:
    """Write a file and print its path, or write to standard output; stop when that fails."""
    if out == STANDARD_OUTPUT:
        write(content, language)
    else:
        save_together({Path(out): content}, language=language, overwrite=overwrite)


def save_together(contents: Mapping[Path, bytes], *, language: str, overwrite: bool) -> None:
    """Write files and print their paths, or stop with none of them written."""
    with writing(None, language, taken="taken"):
        write_together(contents, overwrite=overwrite)
    # A pipe among them may be standard output, where its path would follow its content.
    print_paths([path for path in contents if path.is_file()], language)


def replace_together(contents: Mapping[Path, bytes], *, language: str) -> None:
    """Replace files by others of the same name, or stop with none of them replaced."""
    with writing(None, language):
        write_together(contents, overwrite=True)


def save_tables(dataset: Dataset, folder: Path, *, data: Path, language: str) -> None:
    """Write the tables of a dataset into a folder without tables, or stop with none of them written.

    Parameters
    ----------
    dataset : Dataset
        The tables.
    folder : Path
        Where to; created if it does not exist.
    data : Path
        Where the tables were read from.
    language : {"fi", "sv", "en"}
        Language of messages.
    """
    from kuntaverkostot.analysis.export import csv_files  # noqa: PLC0415
    from kuntaverkostot.dataset.dataset import table_names  # noqa: PLC0415 - loads pandas

    with writing(folder, language):
        if folder.exists() and folder.samefile(data):
            stop(say(language, "command.own_folder", path=printable(folder)), DATA)
    # An old table in the folder would be read together with the new ones.
    for path in (folder / f"{name}.csv" for name in table_names()):
        if os.path.lexists(path):
            stop(say(language, "command.taken_in_folder", path=printable(path)), DATA)
    with progress(language, "converting"):
        contents = {folder / name: content for name, content in csv_files(dataset).items()}
    with writing(folder, language):
        folder.mkdir(parents=True, exist_ok=True)
    with writing(None, language, taken="taken_in_folder"):
        write_together(contents)
    # On standard error: standard output has the report.
    with suppress(OSError):
        click.echo(b"".join(os.fsencode(path) + b"\n" for path in contents if not quiet()), nl=False, err=True)


def make_folder(folder: Path, names: Iterable[str], language: str) -> None:
    """Make the folder where it is missing; stop where it has a file of one of these names."""
    with writing(folder, language):
        folder.mkdir(parents=True, exist_ok=True)
        taken = [path for name in names if os.path.lexists(path := folder / name)]
    if taken:
        stop(say(language, "command.taken", path=printable(taken[0]), option="--overwrite"), DATA)


def check_addresses(addresses: Mapping[str, str], language: str) -> None:
    """Stop at an address that a page cannot link to."""
    for name, address in addresses.items():
        if address and not is_address(address):
            stop(say(language, "usage.address", option=f"--{name}", address=printable(address)), DATA)
