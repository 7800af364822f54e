"""The command line. Heavy imports are made inside the commands that need them, so that ``--help`` answers at once.

Exit codes: 0 fine, 1 the system would not let us (a file, a folder), 2 the data or the usage is wrong.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

if TYPE_CHECKING:
    from kuntaverkostot.dataset import Dataset
    from kuntaverkostot.text_list import Form

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


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="kuntaverkostot")
def main() -> None:
    """Show the networks of Finnish municipalities as a diagram and as a list."""
    # Output goes to files and pipes as UTF-8, whatever the locale of the machine is.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", newline="\n")


@main.command()
@data_option
@click.option(
    "--lang",
    "language",
    type=click.Choice([*LANGUAGES, "all"]),
    default="all",
    show_default=True,
    help="Language of the page, or all three.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(),
    metavar="DIR",
    help="Folder for the pages; it is made if it is not there.  [default: this folder]",
)
@click.option("--overwrite", is_flag=True, help="Replace pages that are there already.")
@candidates_option
@click.option("--accessibility", default="", metavar="URL", help="Address of the accessibility statement.")
@click.option("--feedback", default="", metavar="URL", help="Address for feedback.")
def export(
    data: Path | None,
    *,
    language: str,
    out: Path,
    overwrite: bool,
    candidates: bool,
    accessibility: str,
    feedback: str,
) -> None:
    """Write the page in one language or in all three, and print where."""
    from kuntaverkostot.page import build_pages, file_name  # noqa: PLC0415

    dataset = _read(data, "fi" if language == "all" else language)
    wanted = LANGUAGES if language == "all" else (language,)
    try:
        out.mkdir(parents=True, exist_ok=True)
        taken = [path for one in wanted if (path := out / file_name(one)).exists()]
        if taken and not overwrite:
            _stop(f"{taken[0]} is there already; --overwrite replaces it", DATA)
        pages = build_pages(
            dataset,
            languages=wanted,
            candidates=candidates,
            accessibility=accessibility,
            feedback=feedback,
        )
        for page in pages:
            click.echo(page.write(out / file_name(page.language), overwrite=overwrite))
    except OSError as error:
        _stop(f"{error.filename or out}: {error.strerror or error}", SYSTEM)
    except ValueError as error:
        _stop(str(error), DATA)


@main.command("list")
@data_option
@one_language()
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "markdown", "html"]),
    default="text",
    show_default=True,
    help="How it is marked up.",
)
@candidates_option
def list_command(data: Path | None, *, language: str, form: Form, candidates: bool) -> None:
    """Print the same content as a list: networks with their members, municipalities with their networks."""
    from kuntaverkostot.text_list import listing  # noqa: PLC0415

    dataset = _read(data, language)
    click.echo(listing(dataset, language=language, form=form, candidates=candidates), nl=False)


@main.command()
@data_option
@one_language()
def check(data: Path | None, *, language: str) -> None:
    """Check the tables, and print published figures beside those that the tables hold."""
    from kuntaverkostot.report import report  # noqa: PLC0415

    for line in report(_read(data, language), language=language):
        click.echo(line)


def _read(folder: Path | None, language: str) -> Dataset:
    """Return the dataset, or stop with everything that is wrong in its tables."""
    from kuntaverkostot.dataset import DataError, describe, load_dataset, read_dataset  # noqa: PLC0415
    from kuntaverkostot.language import say  # noqa: PLC0415

    try:
        return load_dataset() if folder is None else read_dataset(folder)
    except DataError as error:
        for problem in error.problems:
            click.echo(describe(problem, language), err=True)
        _stop(say(language, "check.problems", count=len(error.problems)), DATA)
    except OSError as error:
        _stop(f"{error.filename or folder}: {error.strerror or error}", SYSTEM)


def _stop(message: str, code: int) -> NoReturn:
    click.echo(message, err=True)
    sys.exit(code)
