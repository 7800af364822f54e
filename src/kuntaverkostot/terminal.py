"""What the commands share: options, reading the tables, writing to the terminal, and the exit codes.

Exit codes: 0 fine, 1 the system would not let us (a file, a folder), 2 the data or the usage is wrong.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

if TYPE_CHECKING:
    from kuntaverkostot.dataset import Dataset

LANGUAGES = ("fi", "sv", "en")
SYSTEM, DATA = 1, 2

data_option = click.option(
    "--data",
    type=click.Path(path_type=Path, exists=True),
    metavar="DIR",
    help="Folder with your own tables; without it, those that come with the program.",
)
candidates_option = click.option(
    "--candidates", is_flag=True, help="Show memberships that no source names, too, marked as candidates."
)


def one_language(default: str = "fi") -> Callable[[Any], Any]:
    """Return the option that chooses one language."""
    return click.option(
        "--lang",
        "language",
        type=click.Choice(LANGUAGES),
        default=default,
        show_default=True,
        help="Language of what is written.",
    )


def csv_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that say how CSV files are written; without them it is found out."""
    command = click.option("--delimiter", metavar="CHARACTER", help="Character between cells of CSV files.")(command)
    return click.option("--encoding", metavar="NAME", help="Encoding of CSV files, such as cp1252.")(command)


def read(path: Path | None, language: str, *, encoding: str | None = None, delimiter: str | None = None) -> Dataset:
    """Return the dataset, or stop with everything that is wrong in its tables."""
    from kuntaverkostot.dataset import DataError, describe, load_dataset, read_dataset  # noqa: PLC0415
    from kuntaverkostot.language import say  # noqa: PLC0415

    try:
        return load_dataset() if path is None else read_dataset(path, encoding=encoding, delimiter=delimiter)
    except DataError as error:
        for message in error.messages:
            click.echo(describe(message, language), err=True)
        stop(say(language, "check.problems", count=len(error.problems)), DATA)
    except OSError as error:
        stop(f"{error.filename or path}: {error.strerror or error}", SYSTEM)


def write(text: str) -> None:
    """Print a text, or stop when it cannot be written; click ends without a word where nobody reads on."""
    try:
        click.echo(text)
    except BrokenPipeError:
        raise
    except OSError as error:
        # What is left of it would fail once more when Python ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        stop(f"standard output: {error.strerror}", SYSTEM)


def stop(message: str, code: int) -> NoReturn:
    """Say what is wrong, and end with an exit code."""
    click.echo(message, err=True)
    sys.exit(code)
