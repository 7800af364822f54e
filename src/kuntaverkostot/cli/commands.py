"""The commands. Heavy imports are made inside those that need them, so that ``--help`` answers at once."""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kuntaverkostot.cli.answers import compare, questions, why
from kuntaverkostot.cli.messages import Commands
from kuntaverkostot.cli.networks import network_ids
from kuntaverkostot.cli.options import (
    candidates_option,
    conditions,
    data_option,
    default_language_option,
    language_option,
    quiet_option,
)
from kuntaverkostot.cli.output import (
    out_type,
    save,
    save_tables,
)
from kuntaverkostot.cli.progress import progress
from kuntaverkostot.cli.publishing import export, site
from kuntaverkostot.cli.reading import read, read_or_refuse
from kuntaverkostot.cli.scenarios import near_limit, what_if, years
from kuntaverkostot.cli.terminal import DATA, printable, stop, write
from kuntaverkostot.cli.updates import update_network, update_population
from kuntaverkostot.cli.watching import watch
from kuntaverkostot.text.unfit import UnfitError
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
    from kuntaverkostot.dataset.data_error import DataError  # noqa: PLC0415
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
@click.option("--where", multiple=True, callback=conditions, metavar="condition")
@click.option("--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True)
@candidates_option
@quiet_option
def overlap(  # noqa: PLR0913 - one for each option
    data: Path | None,
    *,
    language: str,
    all_of: tuple[str, ...],
    any_of: tuple[str, ...],
    none_of: tuple[str, ...],
    where: tuple[str, ...],
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
        kind = subject(dataset, candidates=candidates)
        frame = incidence(dataset, candidates=candidates, kind=kind)
        ids = network_ids([*all_of, *any_of, *none_of], frame, dataset, language)
        sides = {"all_of": all_of, "any_of": any_of, "none_of": none_of}
        asked = {key: [ids[word] for word in words] for key, words in sides.items()}
        if where:
            try:
                frame = incidence(dataset, candidates=candidates, kind=kind, where=where)
            except UnfitError as error:
                stop(printable(error.message(language)), DATA)
        members = sharing(frame, **asked)
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


for command in (
    compare,
    export,
    near_limit,
    questions,
    site,
    update_network,
    update_population,
    watch,
    what_if,
    why,
    years,
):
    main.add_command(command)
