"""Commands that answer a question about the tables in sentences."""

from __future__ import annotations

from pathlib import Path

import click

from kuntaverkostot.cli.messages import Command
from kuntaverkostot.cli.options import (
    candidates_option,
    data_option,
    existing_path,
    language_option,
    quiet_option,
    reading_option,
)
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
        from kuntaverkostot.cli.report import listed_questions  # noqa: PLC0415

        dataset = read(data, language)
        advance()
        text = listed_questions(dataset, language=language, form=form)
    write(text, language)


@click.command(cls=Command)
@click.argument("old_path", type=click.Path(path_type=Path), callback=existing_path)
@click.argument("new_path", type=click.Path(path_type=Path), callback=existing_path)
@reading_option
@language_option
@click.option("--format", "form", type=click.Choice(["markdown", "csv", "json"]), default="markdown", show_default=True)
@candidates_option
@quiet_option
def compare(*, old_path: Path, new_path: Path, language: str, form: str, candidates: bool) -> None:
    """Print what changed from one dataset to another: who joined, who left, what was renamed or merged."""
    with progress(language, "reading", "reading", "overlap") as advance:
        from kuntaverkostot.cli.report import listed_changes  # noqa: PLC0415

        old = read(old_path, language)
        advance()
        new = read(new_path, language)
        advance()
        text = listed_changes(old, new, language=language, form=form, candidates=candidates)
    write(text, language)
