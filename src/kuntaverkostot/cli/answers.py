"""Commands that answer a question about the tables in sentences."""

from __future__ import annotations

from pathlib import Path

import click

from kuntaverkostot.cli.messages import Command
from kuntaverkostot.cli.options import data_option, language_option, quiet_option
from kuntaverkostot.cli.progress import progress
from kuntaverkostot.cli.terminal import DATA, printable, read, stop, write
from kuntaverkostot.text.language import UnfitError


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
            told = explain(dataset, printable(asked_member), printable(asked_network), language=language)
        except UnfitError as error:
            stop(error.message(language), DATA)
    write(told, language)


@click.command(cls=Command)
@data_option
@language_option
@click.option("--format", "form", type=click.Choice(["text", "csv", "json"]), default="text", show_default=True)
@quiet_option
def questions(data: Path | None, *, language: str, form: str) -> None:
    """Print what the tables leave open, where the answer may be found, and whom to ask."""
    with progress(language, "reading", "checking") as advance:
        from kuntaverkostot.cli.report import listed_questions  # noqa: PLC0415

        dataset = read(data, language)
        advance()
        text = listed_questions(dataset, language=language, form=form)
    write(text, language)
