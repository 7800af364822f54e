"""Commands that answer a question about the tables in sentences."""

from __future__ import annotations

from pathlib import Path

import click

from kuntaverkostot.cli.messages import Command
from kuntaverkostot.cli.options import (
    candidates_option,
    compared_path,
    data_option,
    language_option,
    quiet_option,
    reading_option,
    two_dates,
)
from kuntaverkostot.cli.progress import progress
from kuntaverkostot.cli.reading import read
from kuntaverkostot.cli.terminal import DATA, printable, stop, write
from kuntaverkostot.text.language import day
from kuntaverkostot.text.unfit import UnfitError


@click.command(cls=Command)
@click.argument("asked_member")
@click.argument("asked_network")
@data_option
@language_option
@quiet_option
def why(data: Path | None, *, asked_member: str, asked_network: str, language: str) -> None:
    """Say why a member is in a network or not, or why nobody knows."""
    with progress(language, "reading", "overlap") as advance:
        from kuntaverkostot.analysis.explanation import explain  # noqa: PLC0415

        dataset = read(data, language)
        advance()
        try:
            sentence = explain(dataset, printable(asked_member), printable(asked_network), language=language)
        except UnfitError as error:
            stop(error.message(language), DATA)
    write(sentence, language)


@click.command(cls=Command)
@data_option
@language_option
@click.option("--format", "form", type=click.Choice(["text", "csv", "json"]), default="text", show_default=True)
@quiet_option
def questions(data: Path | None, *, language: str, form: str) -> None:
    """Print what the tables leave open, where the answer may be found, and whom to ask."""
    with progress(language, "reading", "checking") as advance:
        from kuntaverkostot.cli.answer_forms import listed_questions  # noqa: PLC0415

        dataset = read(data, language)
        advance()
        text = listed_questions(dataset, language=language, form=form)
    write(text, language)


@click.command(cls=Command)
@click.argument("old_path", type=click.Path(path_type=Path), required=False, callback=compared_path)
@click.argument("new_path", type=click.Path(path_type=Path), required=False, callback=compared_path)
@reading_option
@language_option
@click.option("--date", "dates", multiple=True, is_eager=True, callback=two_dates, metavar="date")
@click.option(
    "--format",
    "form",
    type=click.Choice(["markdown", "html", "csv", "json"]),
    default="markdown",
    show_default=True,
)
@candidates_option
@quiet_option
def compare(
    *,
    old_path: Path | None,
    new_path: Path | None,
    language: str,
    dates: tuple[str, ...],
    form: str,
    candidates: bool,
) -> None:
    """Print what changed from one dataset to another, or between two days: who joined, who left, what merged."""
    with progress(language, "reading", "reading", "overlap") as advance:
        from kuntaverkostot.analysis import comparison  # noqa: PLC0415
        from kuntaverkostot.cli.answer_forms import listed_changes  # noqa: PLC0415

        old = read(old_path, language)
        advance()
        new = read(new_path, language) if not dates else None
        advance()
        try:
            old, new = comparison.both_of(old, new, [printable(date) for date in dates] or None)
            if form == "html":
                from kuntaverkostot.page.comparison_page import compare_page  # noqa: PLC0415

                paths = [printable(path.name) for path in (old_path, new_path) if path]
                names = [day(language, date) for date in dates] or paths
                text = compare_page(old, new, candidates=candidates, language=language, names=names).html
            else:
                table = comparison.compare(old, new, candidates=candidates, language=language)
                text = listed_changes(table, language=language, form=form)
        except UnfitError as error:
            stop(error.message(language), DATA)
    write(text, language)
