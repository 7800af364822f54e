"""The commands. Heavy imports are made inside those that need them, so that ``--help`` answers at once."""

from __future__ import annotations

import gc
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kuntaverkostot.cli.answers import compare, questions, why
from kuntaverkostot.cli.engine import engine_options, read_or_count
from kuntaverkostot.cli.messages import Commands
from kuntaverkostot.cli.networks import network_ids
from kuntaverkostot.cli.options import (
    candidates_option,
    data_option,
    default_language_option,
    environment_language,
    language_option,
    quiet_option,
)
from kuntaverkostot.cli.output import make_folder, out_type, page_files, save, save_tables, save_together
from kuntaverkostot.cli.progress import progress
from kuntaverkostot.cli.terminal import DATA, printable, read, read_or_refuse, stop, write
from kuntaverkostot.dataset.addresses import is_address
from kuntaverkostot.text.language import LANGUAGES, UnfitError, say
from kuntaverkostot.version import VERSION

if TYPE_CHECKING:
    from kuntaverkostot.analysis.export import Form as FileForm
    from kuntaverkostot.dataset.dataset import Dataset
    from kuntaverkostot.listing.render import Form
    from kuntaverkostot.text.language import Language


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@default_language_option
@click.version_option(VERSION, message="%(prog)s %(version)s")
@click.pass_context
def main(context: click.Context) -> None:
    """Show the networks of Finnish municipalities as a diagram and as a list."""
    # A command frees its memory by ending. Searching all objects of pandas and NetworkX for cycles, while it works and
    # when it ends, would take a sixth of the time of an export.
    gc.set_threshold(50_000, 20, 50)
    context.call_on_close(gc.freeze)


@main.command()
@data_option
@click.option("--lang", "language", type=click.Choice([*LANGUAGES, "all"]), default="all", show_default=True)
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(),
    metavar="folder",
)
@click.option("--overwrite", is_flag=True)
@candidates_option
@click.option("--title", default="", metavar="text")
@click.option("--accessibility", default="", metavar="address")
@click.option("--feedback", default="", metavar="address")
@click.option("--headers", is_flag=True)
@engine_options
@quiet_option
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
    engine: str | None,
    master: str,
) -> None:
    """Write the page in one language or in all three, and print where."""
    spoken = environment_language() if language == "all" else language
    languages = LANGUAGES if language == "all" else (language,)
    with progress(spoken, "reading", "pages") as advance:
        from kuntaverkostot.page.document import file_name  # noqa: PLC0415
        from kuntaverkostot.page.headers import HEADERS_FILE  # noqa: PLC0415
        from kuntaverkostot.page.page import build_pages  # noqa: PLC0415

        addresses = {"accessibility": accessibility, "feedback": feedback}
        _check_addresses(addresses, spoken)
        dataset = read_or_count(data, engine, master, spoken)
        names = [*map(file_name, languages), *([HEADERS_FILE] if headers else [])]
        make_folder(out, [] if overwrite else names, spoken)
        advance()
        try:
            pages = build_pages(dataset, languages=languages, candidates=candidates, title=title, **addresses)
        except UnfitError as error:
            stop(error.message(spoken), DATA)
    save_together(page_files(pages, out, spoken, headers=headers), language=spoken, overwrite=overwrite)


def _check_addresses(addresses: Mapping[str, str], language: str) -> None:
    """Stop at an address that the page cannot link to."""
    for name, address in addresses.items():
        if address and not is_address(address):
            stop(say(language, "usage.address", option=f"--{name}", address=printable(address)), DATA)


@main.command("list")
@data_option
@language_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "markdown", "html"]),
    default="text",
    show_default=True,
)
@candidates_option
@quiet_option
def list_command(data: Path | None, *, language: str, form: Form, candidates: bool) -> None:
    """Print the same content as a list: networks with their members, municipalities with their networks."""
    with progress(language, "reading", "list") as advance:
        from kuntaverkostot.listing.render import listing  # noqa: PLC0415

        dataset = read(data, language)
        advance()
        text = listing(dataset, language=language, form=form, candidates=candidates)
    write(text.removesuffix("\n"), language)


@main.command()
@data_option
@language_option
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--fix", type=click.Path(path_type=Path, file_okay=False), metavar="folder")
@quiet_option
def check(data: Path | None, *, language: str, form: str, fix: Path | None) -> None:
    """Check the tables: what was repaired or refused, and published figures beside those that are held."""
    from kuntaverkostot.cli.report import as_json, report  # noqa: PLC0415
    from kuntaverkostot.dataset.dataset import DataError  # noqa: PLC0415
    from kuntaverkostot.dataset.open_questions import contradictions  # noqa: PLC0415
    from kuntaverkostot.dataset.schema import bundled_data  # noqa: PLC0415

    result: Dataset | DataError
    with progress(language, "reading", "checking") as advance:
        if form == "json":
            result = read_or_refuse(data, language)
            lines = [as_json(result, language=language)]
        else:
            result = read(data, language, remarks=False)
            advance()
            lines = list(report(result, language=language))
    if fix and not isinstance(result, DataError):
        save_tables(result, fix, data=data or bundled_data(), language=language)
    for line in lines:
        write(line, language)
    if isinstance(result, DataError) or contradictions(result):
        sys.exit(DATA)


@main.command()
@data_option
@language_option
@click.option("--all-of", multiple=True, metavar="network")
@click.option("--any-of", multiple=True, metavar="network")
@click.option("--none-of", multiple=True, metavar="network")
@click.option("--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True)
@candidates_option
@quiet_option
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
    """Print the municipalities, or the other members, that are in all, in any or in none of some networks."""
    with progress(language, "reading", "overlap") as advance:
        from kuntaverkostot.analysis.incidence import incidence  # noqa: PLC0415
        from kuntaverkostot.analysis.overlap import sharing  # noqa: PLC0415
        from kuntaverkostot.cli.report import listed_members  # noqa: PLC0415
        from kuntaverkostot.dataset.kinds import subject  # noqa: PLC0415

        dataset = read(data, language)
        advance()
        frame = incidence(dataset, candidates=candidates, kind=subject(dataset, candidates=candidates))
        ids = network_ids([*all_of, *any_of, *none_of], frame, dataset, language)
        conditions = {"all_of": all_of, "any_of": any_of, "none_of": none_of}
        members = sharing(frame, **{key: [ids[word] for word in words] for key, words in conditions.items()})
        text = listed_members(dataset, members.index, language=language, form=form)
    write(text, language)


@main.command()
@language_option
@click.option("--out", type=out_type, metavar="file", default="kuntaverkostot.xlsx", show_default=True)
@click.option("--overwrite", is_flag=True)
@quiet_option
def template(*, language: Language, out: str, overwrite: bool) -> None:
    """Write an empty workbook with the sheets, columns and choices, to begin with."""
    with progress(language, "template"):
        from kuntaverkostot.dataset.template import template_workbook  # noqa: PLC0415

        content = template_workbook(language=language)
    save(out, content, language=language, overwrite=overwrite)


@main.command()
@data_option
@language_option
@click.option("--to", "form", type=click.Choice(["graphml", "gexf", "json", "csv", "xlsx"]), required=True)
@click.option("--out", type=out_type, metavar="file")
@click.option("--overwrite", is_flag=True)
@candidates_option
@quiet_option
def convert(
    data: Path | None,
    *,
    language: str,
    form: FileForm,
    out: str | None,
    overwrite: bool,
    candidates: bool,
) -> None:
    """Write the dataset for another program: a graph, a workbook, or a zip of CSV files."""
    with progress(language, "reading", "converting") as advance:
        from kuntaverkostot.analysis.export import export_bytes  # noqa: PLC0415

        dataset = read(data, language)
        advance()
        try:
            content = export_bytes(dataset, form=form, candidates=candidates)
        except UnfitError as error:
            stop(error.message(language), DATA)
    ending = "zip" if form == "csv" else form
    save(f"kuntaverkostot.{ending}" if out is None else out, content, language=language, overwrite=overwrite)


main.add_command(compare)
main.add_command(questions)
main.add_command(why)
