"""The commands. Heavy imports are made inside those that need them, so that ``--help`` answers at once."""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kuntaverkostot.terminal import (
    DATA,
    LANGUAGES,
    SYSTEM,
    candidates_option,
    csv_options,
    data_option,
    one_language,
    read,
    stop,
    write,
)

if TYPE_CHECKING:
    from kuntaverkostot.dataset import Dataset
    from kuntaverkostot.exporting import Form as FileForm
    from kuntaverkostot.language import Language
    from kuntaverkostot.text_list import Form


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="kuntaverkostot")
@click.pass_context
def main(context: click.Context) -> None:
    """Show the networks of Finnish municipalities as a diagram and as a list."""
    # What a command makes ends with it. Looking through all that pandas and NetworkX make for cycles, while it works
    # and once more when it ends, would take a sixth of the time of an export.
    gc.set_threshold(50_000, 20, 50)
    context.call_on_close(gc.freeze)
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
@click.option("--title", default="", metavar="TEXT", help="Title of the pages.  [default: what the tables say]")
@click.option("--accessibility", default="", metavar="URL", help="Address of the accessibility statement.")
@click.option("--feedback", default="", metavar="URL", help="Address for feedback.")
@click.option("--headers", is_flag=True, help="Write what the web server should say along with the pages, too.")
def export(  # noqa: PLR0913 - one for each option
    data: Path | None,
    *,
    language: str,
    out: Path,
    overwrite: bool,
    candidates: bool,
    title: str,
    accessibility: str,
    feedback: str,
    headers: bool,
) -> None:
    """Write the page in one language or in all three, and print where."""
    from kuntaverkostot.files import write_atomically  # noqa: PLC0415
    from kuntaverkostot.headers import HEADERS_FILE, headers_text  # noqa: PLC0415
    from kuntaverkostot.page import build_pages, file_name  # noqa: PLC0415

    dataset = read(data, "fi" if language == "all" else language)
    wanted = LANGUAGES if language == "all" else (language,)
    try:
        out.mkdir(parents=True, exist_ok=True)
        names = [*map(file_name, wanted), *([HEADERS_FILE] if headers else [])]
        taken = [path for name in names if (path := out / name).exists()]
        if taken and not overwrite:
            stop(f"{taken[0]} is there already; --overwrite replaces it", DATA)
        pages = build_pages(
            dataset,
            languages=wanted,
            candidates=candidates,
            title=title,
            accessibility=accessibility,
            feedback=feedback,
        )
        for page in pages:
            write(str(page.write(out / file_name(page.language), overwrite=overwrite)))
        if headers:
            text = headers_text({file_name(page.language): page.headers for page in pages})
            write(str(write_atomically(out / HEADERS_FILE, text.encode("utf-8"), overwrite=overwrite)))
    except OSError as error:
        stop(f"{error.filename or out}: {error.strerror or error}", SYSTEM)
    except ValueError as error:
        stop(str(error), DATA)


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

    dataset = read(data, language)
    write(listing(dataset, language=language, form=form, candidates=candidates).removesuffix("\n"))


@main.command()
@data_option
@csv_options
@one_language()
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option(
    "--fix", type=click.Path(path_type=Path, file_okay=False), metavar="DIR", help="Write the repaired tables there."
)
def check(
    data: Path | None, *, encoding: str | None, delimiter: str | None, language: str, form: str, fix: Path | None
) -> None:
    """Check the tables: what was repaired or refused, and published figures beside those that are held."""
    from kuntaverkostot.checking import check_tables  # noqa: PLC0415
    from kuntaverkostot.report import as_json, report  # noqa: PLC0415
    from kuntaverkostot.schema import bundled_data  # noqa: PLC0415

    if form == "json":
        try:
            found = check_tables(data or bundled_data(), encoding=encoding, delimiter=delimiter)
        except OSError as error:
            stop(f"{error.filename or data}: {error.strerror or error}", SYSTEM)
        write(as_json(found, language=language))
        if found.errors:
            sys.exit(DATA)
    dataset = read(data, language, encoding=encoding, delimiter=delimiter)
    if form == "text":
        for line in report(dataset, language=language):
            write(line)
    if fix:
        _write_tables(dataset, fix)


def _write_tables(dataset: Dataset, folder: Path) -> None:
    from kuntaverkostot.exporting import csv_files  # noqa: PLC0415
    from kuntaverkostot.files import write_atomically  # noqa: PLC0415

    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in csv_files(dataset).items():
            click.echo(write_atomically(folder / name, content, overwrite=False), err=True)
    except FileExistsError as error:
        stop(f"{error.filename2 or error.filename}: is there already; choose an empty folder", DATA)
    except OSError as error:
        stop(f"{error.filename or folder}: {error.strerror or error}", SYSTEM)


@main.command()
@data_option
@one_language()
@click.option("--all-of", multiple=True, metavar="NETWORK", help="In all of these networks; may be repeated.")
@click.option("--any-of", multiple=True, metavar="NETWORK", help="In at least one of these; may be repeated.")
@click.option("--none-of", multiple=True, metavar="NETWORK", help="In none of these; may be repeated.")
@click.option("--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True)
@candidates_option
def overlap(
    data: Path | None,
    *,
    language: str,
    all_of: tuple[str, ...],
    any_of: tuple[str, ...],
    none_of: tuple[str, ...],
    form: str,
    candidates: bool,
) -> None:
    """Print the municipalities that are in all, in any or in none of some networks."""
    from kuntaverkostot.overlap import incidence, sharing  # noqa: PLC0415
    from kuntaverkostot.report import municipalities  # noqa: PLC0415

    dataset = read(data, language)
    try:
        found = sharing(incidence(dataset, candidates=candidates), all_of=all_of, any_of=any_of, none_of=none_of)
    except ValueError as error:
        stop(str(error), DATA)
    write(municipalities(dataset, list(found.index), language=language, form=form))


@main.command()
@one_language()
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), default=Path("kuntaverkostot.xlsx"), show_default=True
)
@click.option("--overwrite", is_flag=True, help="Replace a file that is there already.")
def template(*, language: Language, out: Path, overwrite: bool) -> None:
    """Write an empty workbook with the sheets, columns and choices, to begin with."""
    from kuntaverkostot.template import template_workbook  # noqa: PLC0415

    _write_file(out, template_workbook(language=language), overwrite=overwrite)


@main.command()
@data_option
@csv_options
@one_language()
@click.option("--to", "form", type=click.Choice(["graphml", "gexf", "json", "csv", "xlsx"]), required=True)
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="[default: kuntaverkostot.FORM]")
@click.option("--overwrite", is_flag=True, help="Replace a file that is there already.")
@candidates_option
def convert(  # noqa: PLR0913 - one for each option
    data: Path | None,
    *,
    encoding: str | None,
    delimiter: str | None,
    language: str,
    form: FileForm,
    out: Path | None,
    overwrite: bool,
    candidates: bool,
) -> None:
    """Write the dataset for another program: a graph, a workbook, or a zip of CSV files."""
    from kuntaverkostot.exporting import export_bytes  # noqa: PLC0415

    dataset = read(data, language, encoding=encoding, delimiter=delimiter)
    ending = "zip" if form == "csv" else form
    try:
        content = export_bytes(dataset, form=form, candidates=candidates)
    except ValueError as error:
        stop(str(error), DATA)
    _write_file(out or Path(f"kuntaverkostot.{ending}"), content, overwrite=overwrite)


def _write_file(path: Path, content: bytes, *, overwrite: bool) -> None:
    from kuntaverkostot.files import write_atomically  # noqa: PLC0415

    try:
        write(str(write_atomically(path, content, overwrite=overwrite)))
    except FileExistsError:
        stop(f"{path} is there already; --overwrite replaces it", DATA)
    except OSError as error:
        stop(f"{error.filename or path}: {error.strerror or error}", SYSTEM)
